// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What a mail looks like to the server that takes it.

use std::io::Write;
use std::path::Path;

use app::ssr::{Owner, Site, mail};
use domain::notice::{NoticeAbout, NoticeKind};
use domain::saved_search::SavedKind;
use domain::{Email, Locale, Uid};
use percent_encoding::percent_decode_str;
use portal::notices::NoticePlace;
use portal::people::{MailContent, MailToSend, NewsLine, NoticeMail};
use server::work::mailer::{Mailer, SmtpMailer};
use uuid::Uuid;

use crate::sink::{Mood, Sink, Taken};

const HEADERS: [&str; 9] = [
    "Auto-Submitted",
    "Content-Language",
    "Content-Type",
    "Date",
    "From",
    "MIME-Version",
    "Message-ID",
    "Subject",
    "To",
];

fn site() -> Site {
    let owner = Owner { name: "Regione Esempio".to_owned(), ..Owner::default() };
    Site { base_url: "https://innesto.example.it".to_owned(), owner, ..Site::default() }
}

fn to_send(content: MailContent, locale: Locale) -> MailToSend {
    MailToSend {
        id: Uuid::nil(),
        recipient: Email::parse("ada@example.org").unwrap(),
        locale,
        content,
        message_id: "mail-7".to_owned(),
        at: "2026-11-27T09:30:00Z".parse().unwrap(),
    }
}

/// An invitation, whose subject holds the organisation's name and whose text holds the inviter's.
fn invitation(inviter: &str, organisation: &str) -> MailToSend {
    let content = MailContent::Invitation {
        inviter: inviter.to_owned(),
        organisation: Some(organisation.to_owned()),
        role: None,
        token: "tk".to_owned(),
    };
    to_send(content, Locale::Italian)
}

async fn send(mailer: &SmtpMailer, one: &MailToSend) {
    mailer.send(&mail(&one.content, one.locale, &site()), one).await.unwrap();
}

/// Head and body of a mail; the head unfolded, one line for each header.
fn head_and_body(taken: &Taken) -> (Vec<String>, &str) {
    let (head, body) = taken.raw.split_once("\r\n\r\n").unwrap();
    let unfolded = head.replace("\r\n ", " ").replace("\r\n\t", " ");
    (unfolded.split("\r\n").map(str::to_owned).collect(), body)
}

fn names(taken: &Taken) -> Vec<String> {
    let (head, _) = head_and_body(taken);
    let mut names: Vec<String> = head.iter().map(|line| line.split(':').next().unwrap().to_owned()).collect();
    names.sort();
    names
}

#[tokio::test]
async fn a_mail_carries_its_headers_and_both_forms_text_first() {
    let sink = Sink::new(Mood::Takes).await;
    let content = MailContent::SetPassword { first_name: "Niccolò".to_owned(), token: "tk".to_owned() };
    send(&sink.mailer(&[]), &to_send(content, Locale::English)).await;
    let [taken] = sink.taken().try_into().unwrap();
    assert_eq!(
        taken.commands[..3],
        ["EHLO innesto.example.it", "MAIL FROM:<noreply@innesto.example.it>", "RCPT TO:<ada@example.org>"]
    );
    let (head, body) = head_and_body(&taken);
    assert_eq!(names(&taken), HEADERS);
    for line in [
        "From: Innesto <noreply@innesto.example.it>",
        "To: ada@example.org",
        "Subject: Innesto: a new password",
        "Date: Fri, 27 Nov 2026 09:30:00 +0000",
        "Message-ID: <mail-7@innesto.example.it>",
        "Auto-Submitted: auto-generated",
        "Content-Language: en",
        "MIME-Version: 1.0",
    ] {
        assert!(head.iter().any(|one| one == line), "{line} is wanted: {head:#?}");
    }
    assert!(head.iter().any(|one| one.starts_with("Content-Type: multipart/alternative; boundary=")), "{head:#?}");
    let (text, html) = (body.find("Content-Type: text/plain").unwrap(), body.find("Content-Type: text/html").unwrap());
    assert!(text < html, "{body}");
    assert!(taken.raw.is_ascii() && taken.raw.lines().all(|line| line.len() <= 998), "{}", taken.raw);
}

#[tokio::test]
async fn an_alert_says_to_programs_how_it_is_ended_by_one_click_and_no_other_mail_does() {
    let sink = Sink::new(Mood::Takes).await;
    let content = MailContent::SavedSearchNews {
        first_name: "Ada".to_owned(),
        name: "Mense".to_owned(),
        kind: SavedKind::Advert,
        query: "tipo=seek&q=mense".to_owned(),
        token: format!("search-1.{}", "0a".repeat(32)),
        news: vec![NewsLine { title: "Mense scolastiche".to_owned(), address: "ad-1".to_owned() }],
        others: 0,
    };
    send(&sink.mailer(&[]), &to_send(content, Locale::English)).await;
    send(&sink.mailer(&[]), &invitation("Ada", "x")).await;
    let [alert, other] = sink.taken().try_into().unwrap();
    let (head, _) = head_and_body(&alert);
    let address = format!("https://innesto.example.it/en/avvisi/search-1.{}", "0a".repeat(32));
    let wanted = [
        ("List-Unsubscribe:", format!("<{address}>")),
        ("List-Unsubscribe-Post:", "List-Unsubscribe=One-Click".to_owned()),
    ];
    for (name, value) in wanted {
        let is_there = head.iter().any(|line| line.split_whitespace().eq([name, value.as_str()]));
        assert!(is_there, "{name} {value} is wanted: {head:#?}");
    }
    assert_eq!(names(&other), HEADERS);
}

#[tokio::test]
async fn the_mail_of_a_post_names_its_thread_and_the_post_that_it_answers() {
    let sink = Sink::new(Mood::Takes).await;
    let uid = |text| Some(Uid::parse(text).unwrap());
    let told = NoticeMail {
        kind: NoticeKind::Reply,
        about: NoticeAbout::Thread(Uid::parse("t1").unwrap()),
        by: None,
        deed: None,
        note: None,
        title: Some("Mense".to_owned()),
        place: NoticePlace::Thread { address: "7-mense".to_owned(), position: Some(2) },
        thread: uid("t1"),
        post: uid("p2"),
        answers: uid("p1"),
        first: true,
    };
    let token = format!("{}.{}", "6b".repeat(60), "0a".repeat(32));
    let content = MailContent::Notice { first_name: "Ada".to_owned(), token: token.clone(), mail: Box::new(told) };
    send(&sink.mailer(&[]), &to_send(content, Locale::Italian)).await;
    let [taken] = sink.taken().try_into().unwrap();
    let (head, _) = head_and_body(&taken);
    let wanted = [
        "Message-ID: <post.p2@innesto.example.it>".to_owned(),
        "References: <thread.t1@innesto.example.it> <post.p1@innesto.example.it>".to_owned(),
        "In-Reply-To: <post.p1@innesto.example.it>".to_owned(),
        "List-Id: <thread-t1.innesto.example.it>".to_owned(),
        format!("List-Unsubscribe: <https://innesto.example.it/avvisi/{token}>"),
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click".to_owned(),
    ];
    for line in wanted {
        let is_there = head.iter().any(|one| one.split_whitespace().eq(line.split_whitespace()));
        assert!(is_there, "{line} is wanted: {head:#?}");
    }
    assert!(taken.raw.is_ascii() && taken.raw.lines().all(|line| line.len() <= 998), "{}", taken.raw);
}

#[tokio::test]
async fn a_second_try_is_the_same_mail() {
    let sink = Sink::new(Mood::Takes).await;
    let mailer = sink.mailer(&[]);
    let one = invitation("Ada", "Comune di Città");
    send(&mailer, &one).await;
    send(&mailer, &one).await;
    let heads = sink.taken().iter().map(|taken| head_and_body(taken).0).collect::<Vec<_>>();
    for name in ["Message-ID: ", "Date: ", "Subject: "] {
        let line = |head: &Vec<String>| head.iter().find(|line| line.starts_with(name)).cloned();
        let [first, second] = heads.iter().map(line).collect::<Vec<_>>().try_into().unwrap();
        assert!(first.is_some() && first == second, "{name}");
    }
}

#[tokio::test]
async fn the_configured_sender_is_the_one_on_the_mail() {
    let sink = Sink::new(Mood::Takes).await;
    let mailer = sink.mailer(&[("INNESTO_MAIL_FROM", "Portale \"Città\" <posta@comune.example.it>")]);
    send(&mailer, &invitation("Ada", "x")).await;
    let [taken] = sink.taken().try_into().unwrap();
    assert_eq!(taken.commands[1], "MAIL FROM:<posta@comune.example.it>");
    let (head, _) = head_and_body(&taken);
    let from = head.iter().find(|line| line.starts_with("From: ")).unwrap();
    assert!(from.is_ascii() && from.ends_with(" <posta@comune.example.it>"), "{from}");
    assert!(head.contains(&"Message-ID: <mail-7@comune.example.it>".to_owned()), "{head:#?}");
}

#[tokio::test]
async fn a_portal_without_a_name_of_its_own_can_send_to_a_server_beside_it() {
    for base in ["http://127.0.0.1:3000", "http://[::1]:3000", "http://localhost:3000"] {
        let sink = Sink::new(Mood::Takes).await;
        send(&sink.mailer(&[("INNESTO_BASE_URL", base)]), &invitation("Ada", "x")).await;
        let [taken] = sink.taken().try_into().unwrap();
        assert_eq!(taken.commands[1], "MAIL FROM:<noreply@localhost>");
        assert_eq!(names(&taken), HEADERS);
    }
}

#[tokio::test]
async fn a_mail_goes_to_the_very_address_of_the_account() {
    for address in ["o'brien+a{b}@example.org", "a|b!c#d$e%f&g=h?i^j`k~l@example.org", "x/y*z@xn--citt-0na.example.org"]
    {
        let sink = Sink::new(Mood::Takes).await;
        let one = MailToSend { recipient: Email::parse(address).unwrap(), ..invitation("Ada", "x") };
        send(&sink.mailer(&[]), &one).await;
        let [taken] = sink.taken().try_into().unwrap();
        assert_eq!(taken.commands[2], format!("RCPT TO:<{address}>"));
        assert!(head_and_body(&taken).0.contains(&format!("To: {address}")), "{}", taken.raw);
    }
}

#[tokio::test]
async fn a_name_adds_no_header_and_no_recipient() {
    for bad in [
        "x\r\nBcc: victim@example.org",
        "x\nBcc: victim@example.org\n\nbody",
        "x\rBcc: victim@example.org",
        "x\r\n\r\n<script>alert(1)</script>",
        "x\r\n.\r\nMAIL FROM:<evil@example.org>\r\n",
        "x\u{85}Bcc: y\u{2028}Cc: z",
        "x%0d%0aBcc: victim@example.org",
        "=?utf-8?q?x=0d=0aBcc:_victim@example.org?=",
    ] {
        assert_harmless(bad).await;
    }
}

#[tokio::test]
async fn a_list_of_injections_adds_no_header() {
    let Ok(shared) = std::env::var("INNESTO_SHARED") else {
        let why = "left out: INNESTO_SHARED doesn't name the folder with the corpora";
        writeln!(std::io::stderr(), "a_list_of_injections_adds_no_header: {why}").unwrap();
        return;
    };
    let list = Path::new(&shared).join("corpora/payloads/crlf/crlfinjection.txt");
    let list = std::fs::read_to_string(list).unwrap();
    assert!(list.lines().count() > 10);
    for line in list.lines() {
        let decoded = percent_decode_str(line).decode_utf8_lossy().into_owned();
        let twice = percent_decode_str(&decoded).decode_utf8_lossy().into_owned();
        for bad in [line, &decoded, &twice] {
            assert_harmless(bad).await;
        }
    }
}

/// Sends a hostile text as a name of a person and of an organisation, and looks at what arrives.
async fn assert_harmless(bad: &str) {
    let sink = Sink::new(Mood::Takes).await;
    send(&sink.mailer(&[]), &invitation(bad, bad)).await;
    let [taken] = sink.taken().try_into().unwrap_or_else(|all| panic!("{bad:?}: one mail is wanted: {all:?}"));
    assert_eq!(names(&taken), HEADERS, "{bad:?}: {}", taken.raw);
    assert_eq!(taken.commands.len(), 4, "{bad:?}: {:?}", taken.commands);
    assert!(!taken.raw.contains("\n\n") && !taken.raw.replace("\r\n", "").contains(['\r', '\n']), "{bad:?}");
    let (head, _) = head_and_body(&taken);
    let subject = head.iter().find(|line| line.starts_with("Subject: ")).unwrap();
    assert!(subject.starts_with("Subject: Invito a Innesto per "), "{subject}");
}
