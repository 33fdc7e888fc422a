// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

use std::fmt::Write;

use domain::Locale;
use domain::member::{OrganisationRole, PortalRole};
use portal::people::MailContent;

use super::{Letter, mail};
use crate::ssr::{Owner, Site};

mod invitations;

fn site() -> Site {
    let owner = Owner {
        name: "Regione Esempio".to_owned(),
        email: "portale@regione.example.it".to_owned(),
        ..Owner::default()
    };
    Site { base_url: "https://innesto.example.it".to_owned(), owner, ..Site::default() }
}

/// Every template, filled in with a name of people, of an organisation, and a reason.
fn all(person: &str, organisation: &str, reason: &str) -> Vec<MailContent> {
    let first_name = || person.to_owned();
    let (member, organisation, reason) = (person.to_owned(), organisation.to_owned(), reason.to_owned());
    let (token, slug, uid) = ("Tk-1_aB".to_owned(), "comune-di-prova".to_owned(), "member-1".to_owned());
    let role = OrganisationRole::Editor;
    let roles = vec![PortalRole::Reviewer, PortalRole::Administrator];
    [
        MailContent::ConfirmAddress { first_name: first_name(), token: token.clone() },
        MailContent::AlreadyRegistered { first_name: first_name() },
        MailContent::SetPassword { first_name: first_name(), token: token.clone() },
        MailContent::PasswordChanged { first_name: first_name() },
        MailContent::AddressChangeOld {
            first_name: first_name(),
            new_email: "nuovo@example.org".to_owned(),
            token: token.clone(),
        },
        MailContent::AddressChangeNew { first_name: first_name(), token: token.clone() },
        MailContent::AddressChanged { first_name: first_name() },
    ]
    .into_iter()
    .chain(with_organisation(person, &organisation, &slug, &token))
    .chain([
        MailContent::AccountToAdmit { first_name: first_name(), member, uid },
        MailContent::AccountAdmitted { first_name: first_name() },
        MailContent::AccountSuspended { first_name: first_name(), reason: reason.clone() },
        MailContent::AccountReinstated { first_name: first_name() },
        MailContent::RolesChanged { first_name: first_name(), roles },
        MailContent::RolesChanged { first_name: first_name(), roles: Vec::new() },
        MailContent::OrganisationRefused { first_name: first_name(), organisation: organisation.clone(), reason },
        MailContent::SecondFactorChanged { first_name: first_name(), on: true },
        MailContent::SecondFactorChanged { first_name: first_name(), on: false },
        MailContent::AccountClosed { first_name: first_name() },
        MailContent::JoinAccepted { first_name: first_name(), organisation, slug, role },
    ])
    .collect()
}

fn with_organisation(person: &str, organisation: &str, slug: &str, token: &str) -> Vec<MailContent> {
    let (first_name, member, inviter) = (|| person.to_owned(), person.to_owned(), person.to_owned());
    let (organisation, slug) = (|| organisation.to_owned(), || slug.to_owned());
    let role = OrganisationRole::Representative;
    vec![
        MailContent::Invitation {
            inviter: inviter.clone(),
            organisation: Some(organisation()),
            role: Some(role),
            token: token.to_owned(),
        },
        MailContent::ColleagueInvitation {
            first_name: first_name(),
            inviter: inviter.clone(),
            organisation: organisation(),
            role,
            token: token.to_owned(),
        },
        MailContent::Invitation { inviter, organisation: None, role: None, token: token.to_owned() },
        MailContent::JoinRequested {
            first_name: first_name(),
            member: member.clone(),
            organisation: organisation(),
            slug: slug(),
            role,
        },
        MailContent::JoinRefused { first_name: first_name(), organisation: organisation() },
        MailContent::RemovedFromOrganisation { first_name: first_name(), organisation: organisation() },
        MailContent::OrganisationRequested { first_name: first_name(), member, organisation: organisation() },
        MailContent::OrganisationAccepted { first_name: first_name(), organisation: organisation(), slug: slug() },
    ]
}

fn ordinary() -> Vec<MailContent> {
    all("Ada", "Comune di Prova", "Messaggi pubblicitari ripetuti.")
}

fn letters(contents: &[MailContent]) -> Vec<Letter> {
    let both = |content| Locale::ALL.iter().map(move |locale| mail(content, *locale, &site()));
    contents.iter().flat_map(both).collect()
}

/// The words of an HTML document, without its head.
fn words_of(html: &str) -> Vec<String> {
    let (_, body) = html.split_once("<body>").expect("a body");
    let text: String = body.split('<').filter_map(|piece| piece.split_once('>')).map(|(_, text)| text).collect();
    let plain = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
    plain.replace("&amp;", "&").split_whitespace().map(str::to_owned).collect()
}

#[test]
fn every_letter_reads_well() {
    for locale in Locale::ALL {
        let mut whole = String::new();
        for content in ordinary() {
            let letter = mail(&content, *locale, &site());
            let template = serde_json::to_value(&content).expect("JSON")["template"].clone();
            writeln!(whole, "=== {template}\n\n{}\n\n{}", letter.subject, letter.text).expect("a String");
        }
        insta::assert_snapshot!(format!("letters_{}", locale.code()), whole);
    }
    insta::assert_snapshot!("letter_in_html", mail(&ordinary()[0], Locale::Italian, &site()).html);
}

#[test]
fn every_template_is_whole_in_both_languages() {
    for letter in letters(&ordinary()) {
        let Letter { subject, text, html, .. } = &letter;
        assert!(!subject.is_empty() && subject.chars().count() <= 120, "{subject}");
        assert!(text.lines().count() > 5 && html.starts_with("<!DOCTYPE html>"), "{letter:?}");
        for part in [subject, text, html] {
            assert!(!part.contains("{{") && !part.contains("}}") && !part.contains('['), "{part}");
        }
        assert!(!html.contains("SPDX"), "the comment of the frame is not sent");
        assert!(!html.contains("<img") && !html.contains("src="), "nothing is loaded from elsewhere: {html}");
    }
}

#[test]
fn text_and_html_say_the_same() {
    let hostile = all("Ada", "A & B <i>\"C\"</i> 'D'", "1 < 2");
    for Letter { text, html, .. } in letters(&ordinary()).into_iter().chain(letters(&hostile)) {
        // The text alone has a colon behind the words of the action, and the line above the footer.
        let plain = |word: &str| word.trim_end_matches(':').to_owned();
        let in_text: Vec<String> = text.split_whitespace().filter(|word| *word != "--").map(plain).collect();
        let in_html: Vec<String> = words_of(&html).iter().map(|word| plain(word)).collect();
        assert_eq!(in_text, in_html);
    }
}

#[test]
fn each_language_leads_to_its_own_pages_of_this_portal() {
    for content in ordinary() {
        for (locale, root) in [(Locale::Italian, ""), (Locale::English, "/en")] {
            let letter = mail(&content, locale, &site());
            let links: Vec<&str> = letter.text.lines().filter(|line| line.starts_with("https://")).collect();
            assert!(links.len() <= 1, "{links:?}");
            for link in links {
                let path = link.strip_prefix("https://innesto.example.it").expect("the portal's own address");
                assert_eq!(path.starts_with("/en/"), root == "/en", "{link}");
                assert!(letter.html.contains(&format!("href=\"{link}\"")));
            }
            assert!(letter.html.contains(&format!("<html lang=\"{}\">", locale.code())));
        }
    }
    let confirm = mail(&ordinary()[0], Locale::English, &site());
    assert!(confirm.text.contains("\nhttps://innesto.example.it/en/conferma/Tk-1_aB\n"), "{}", confirm.text);
}

#[test]
fn letters_on_practices_are_whole_and_lead_to_the_page_in_question() {
    let (first_name, title, uid) = (|| "Ada".to_owned(), || "Mensa".to_owned(), || "p".to_owned());
    let followed = |act: &str| MailContent::FollowedChanged {
        first_name: first_name(),
        title: title(),
        slug: "mensa".to_owned(),
        act: act.to_owned(),
    };
    let assessed = MailContent::PracticeMoved {
        first_name: first_name(),
        title: title(),
        uid: uid(),
        act: "assessed".to_owned(),
        by: "Rita".to_owned(),
        note: String::new(),
        reviews: false,
    };
    let outdated = MailContent::PracticeOutdated { first_name: first_name(), title: title(), uid: uid() };
    let paths = ["/scrivania/p", "/scrivania/p", "/pratiche/mensa", "/scrivania"];
    for (content, path) in [assessed, outdated, followed("published"), followed("archived")].iter().zip(paths) {
        for (locale, root) in [(Locale::Italian, ""), (Locale::English, "/en")] {
            let Letter { subject, text, .. } = mail(content, locale, &site());
            assert!(text.contains("Mensa") && !text.contains("{{") && !subject.contains("{{"), "{subject}: {text}");
            assert!(text.contains(&format!("\nhttps://innesto.example.it{root}{path}\n")), "{text}");
        }
    }
}

#[test]
fn letters_on_testimonials_and_adoptions_lead_to_the_page_in_question() {
    let (first_name, title) = (|| "Ada".to_owned(), || "Mensa".to_owned());
    let decided = |decision: &str| MailContent::TestimonialDecided {
        first_name: first_name(),
        title: title(),
        slug: "mensa".to_owned(),
        decision: decision.to_owned(),
    };
    let answered = |confirmed| MailContent::AdoptionAnswered {
        first_name: first_name(),
        organisation: "Comune di Prova".to_owned(),
        title: title(),
        slug: "mensa".to_owned(),
        confirmed,
    };
    let waits = MailContent::TestimonialWaits {
        first_name: first_name(),
        by: "Bea Prova".to_owned(),
        title: title(),
        uid: "p".to_owned(),
    };
    let confirm = MailContent::AdoptionToConfirm {
        first_name: first_name(),
        by: "Bea Prova".to_owned(),
        organisation: "Comune di Prova".to_owned(),
        organisation_uid: "o-1".to_owned(),
        adoption_uid: "a-1".to_owned(),
        title: title(),
        slug: "mensa".to_owned(),
    };
    let contents =
        [waits, confirm, decided("admit"), decided("refuse"), decided("take_out"), answered(true), answered(false)];
    let page = "/pratiche/mensa";
    let paths = ["/scrivania/p", "/pratiche/mensa/riuso?ente=o-1&riuso=a-1", page, page, page, page, page];
    for (content, path) in contents.iter().zip(paths) {
        for (locale, root) in [(Locale::Italian, ""), (Locale::English, "/en")] {
            let Letter { subject, text, .. } = mail(content, locale, &site());
            assert!(text.contains("Mensa") && !text.contains("{{") && !subject.contains("{{"), "{subject}: {text}");
            assert!(text.contains(&format!("\nhttps://innesto.example.it{root}{path}\n")), "{text}");
        }
    }
    let subjects: std::collections::BTreeSet<String> =
        contents.iter().map(|content| mail(content, Locale::Italian, &site()).subject).collect();
    assert_eq!(subjects.len(), contents.len(), "each says what it is about");
}

#[test]
fn letters_on_testimonials_about_a_twinning_lead_to_its_desk_and_to_its_page() {
    let (first_name, title, slug) = (|| "Ada".to_owned(), || "Mensa".to_owned(), || "mensa-gemella".to_owned());
    let decided = |decision: &str| MailContent::TwinningTestimonialDecided {
        first_name: first_name(),
        title: title(),
        slug: slug(),
        decision: decision.to_owned(),
    };
    let by = "Bea Prova".to_owned();
    let waits = MailContent::TwinningTestimonialWaits { first_name: first_name(), by, title: title(), slug: slug() };
    let page = "/gemellaggi/mensa-gemella";
    let paths = ["/gemellaggi/mensa-gemella/lavoro", page, page, page];
    let contents = [waits, decided("admit"), decided("refuse"), decided("take_out")];
    for (content, path) in contents.iter().zip(paths) {
        for (locale, root) in [(Locale::Italian, ""), (Locale::English, "/en")] {
            let Letter { subject, text, .. } = mail(content, locale, &site());
            assert!(text.contains("Mensa") && !text.contains("{{") && !subject.contains("{{"), "{subject}: {text}");
            assert!(text.contains(&format!("\nhttps://innesto.example.it{root}{path}\n")), "{text}");
        }
    }
    let texts: std::collections::BTreeSet<String> =
        contents.iter().map(|content| mail(content, Locale::Italian, &site()).text).collect();
    assert_eq!(texts.len(), contents.len(), "each says what was decided");
}

#[test]
fn letters_on_adverts_and_messages_lead_to_the_page_in_question() {
    let (first_name, title) = (|| "Ada".to_owned(), || "Mensa".to_owned());
    let ends = |over| MailContent::AdvertEnds {
        first_name: first_name(),
        title: title(),
        uid: "ad-1".to_owned(),
        last: "2026-08-29".to_owned(),
        over,
    };
    let written = MailContent::ContactWritten {
        first_name: first_name(),
        organisation: "Comune di Prova".to_owned(),
        title: title(),
        uid: "c-1".to_owned(),
        text: "Buongiorno,\n\npossiamo aiutarvi.".to_owned(),
    };
    let paths = ["/cerco-offro/ad-1", "/cerco-offro/ad-1", "/scrivania/messaggi/c-1"];
    for (content, path) in [ends(false), ends(true), written].iter().zip(paths) {
        for (locale, root) in [(Locale::Italian, ""), (Locale::English, "/en")] {
            let Letter { subject, text, .. } = mail(content, locale, &site());
            assert!(text.contains("Mensa") && !text.contains("{{") && !subject.contains("{{"), "{subject}: {text}");
            assert!(text.contains(&format!("\nhttps://innesto.example.it{root}{path}\n")), "{text}");
        }
    }
    let letter = mail(&ends(true), Locale::Italian, &site());
    assert!(letter.text.contains("29 agosto 2026"), "{}", letter.text);
}

#[test]
fn hostile_names_come_out_harmless() {
    for bad in [
        "<script>alert(1)</script>",
        "x\r\nBcc: victim@example.org\r\n\r\nbody",
        "x\u{2028}y\u{85}z\0",
        "\u{202e}gro.elpmaxe//:sptth\u{202c}",
        "\"><a href=javascript:alert(1)>x</a>",
        "' onmouseover='x",
        "[main][footer][subject]",
        "=?utf-8?b?4oCu?=",
        "{{ name }}",
        &"long ".repeat(60),
        &"ß".repeat(300),
    ] {
        for Letter { subject, text, html, .. } in letters(&all(bad, bad, bad)) {
            assert!(subject.chars().count() <= 120 && !subject.chars().any(char::is_control), "{subject:?}");
            assert!(!subject.contains("=?"), "{subject}");
            assert!(!text.chars().any(|c| c.is_control() && c != '\n'), "{text:?}");
            assert!(!text.lines().any(|line| line.starts_with("Bcc")), "{text}");
            for part in [&subject, &text, &html] {
                let turning = |c: char| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2028}' | '\u{85}' | '\0');
                assert!(!part.chars().any(turning), "{part:?}");
            }
            let own = ["html", "head", "meta", "title", "style", "body", "main", "footer", "p", "a", "!DOCTYPE"];
            for tag in html.split('<').skip(1) {
                let name: String = tag.trim_start_matches('/').chars().take_while(|c| !" >".contains(*c)).collect();
                assert!(own.contains(&name.as_str()), "{name}: {html}");
            }
            assert_eq!(html.matches("<a ").count(), html.matches("<a class=\"action\" href=\"https://").count());
            assert!(!html.contains("' onmouseover='"), "{html}");
            assert_eq!(html.matches("<footer>").count(), 1);
        }
    }
}

#[test]
fn a_name_like_an_address_is_not_spoken_to() {
    for bad in ["Vinci su evil.example", "https://evil.example", "x@evil.example", "evil.example/a", ""] {
        let letter = mail(&all(bad, "x", "x")[0], Locale::Italian, &site());
        assert!(letter.text.starts_with("Buongiorno,\n") && !letter.text.contains("evil"), "{}", letter.text);
    }
    let letter = mail(&all("J. Ada", "x", "x")[0], Locale::Italian, &site());
    assert!(letter.text.starts_with("Gentile J. Ada,\n"), "{}", letter.text);
}

#[test]
fn a_token_that_is_none_leads_nowhere_else() {
    let content = MailContent::SetPassword {
        first_name: "Ada".to_owned(),
        token: "a\"><b>\r\nhttps://evil.example/?x#y z".to_owned(),
    };
    let letter = mail(&content, Locale::Italian, &site());
    let link = letter.text.lines().find(|line| line.starts_with("https://")).expect("a link");
    assert_eq!(link, "https://innesto.example.it/conferma/abhttps:evil.examplexyz");
}

#[test]
fn a_portal_whose_owner_said_nothing_still_sends_whole_letters() {
    let site = Site { base_url: "http://127.0.0.1:3000".to_owned(), ..Site::default() };
    let letter = mail(&ordinary()[0], Locale::Italian, &site);
    assert!(letter.text.ends_with("non vengono lette.\n"), "{}", letter.text);
}

#[test]
fn letters_on_twinnings_say_what_was_done_and_lead_to_its_desk() {
    let news = |deed: &str, to: &str| MailContent::TwinningNews {
        first_name: "Ada".to_owned(),
        title: "Mensa gemella".to_owned(),
        slug: "mensa-gemella".to_owned(),
        deed: deed.to_owned(),
        to: to.to_owned(),
        by: "Bea Prova".to_owned(),
        note: String::new(),
    };
    let contents = [
        (news("proposed", ""), ""),
        (news("accepted", ""), ""),
        (news("refused", ""), ""),
        (news("assessed", "favourable"), "Favorevole"),
        (news("moved", "running"), "In corso"),
        (news("model_moved", "operational"), "A regime"),
        (news("step_moved", "blocked"), "Bloccata"),
    ];
    for (content, word) in &contents {
        let Letter { subject, text, .. } = mail(content, Locale::Italian, &site());
        assert!(text.contains("Mensa gemella") && text.contains(word) && !text.contains("{{"), "{subject}: {text}");
        assert!(text.contains("\nhttps://innesto.example.it/gemellaggi/mensa-gemella/lavoro\n"), "{text}");
    }
}
