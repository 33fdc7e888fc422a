// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Letters on invitations to a practice.

use domain::Locale;
use portal::people::MailContent;

use super::super::{Letter, mail};
use super::site;

#[test]
fn letters_on_invitations_lead_to_the_page_in_question_and_name_nobody_who_declines() {
    let (first_name, title) = (|| "Ada".to_owned(), || "Mensa".to_owned());
    let invited = |purpose: &str| MailContent::PracticeInvitation {
        first_name: first_name(),
        inviter: "Bea Prova".to_owned(),
        title: title(),
        purpose: purpose.to_owned(),
        uid: "i-1".to_owned(),
    };
    let new = MailContent::PracticeInvitationNew {
        inviter: "Bea Prova".to_owned(),
        title: title(),
        purpose: "opinion".to_owned(),
        token: "Tk-1_aB".to_owned(),
    };
    let answered = |purpose: &str, by: &str| MailContent::InvitationAnswered {
        first_name: first_name(),
        title: title(),
        uid: "p".to_owned(),
        purpose: purpose.to_owned(),
        by: by.to_owned(),
    };
    let taken_back = MailContent::AdoptionTakenBack {
        first_name: first_name(),
        by: "Bea Prova".to_owned(),
        organisation: "Comune di Prova".to_owned(),
        title: title(),
        slug: "mensa".to_owned(),
    };
    let desk = "/scrivania/p";
    let all = [
        (invited("opinion"), "/inviti/i-1"),
        (invited("authorship"), "/inviti/i-1"),
        (new, "/registrati?token=Tk-1_aB"),
        (answered("opinion", "Bea Prova"), desk),
        (answered("authorship", "Bea Prova"), desk),
        (answered("opinion", ""), desk),
        (MailContent::InvitationWithdrawn { first_name: first_name(), title: title() }, "/scrivania"),
        (MailContent::OpinionThanks { first_name: first_name(), title: title() }, "/scrivania"),
        (taken_back, "/pratiche/mensa"),
    ];
    let mut texts = std::collections::BTreeSet::new();
    for (content, path) in &all {
        for (locale, root) in [(Locale::Italian, ""), (Locale::English, "/en")] {
            let Letter { subject, text, .. } = mail(content, locale, &site());
            assert!(text.contains("Mensa") && !text.contains("{{") && !subject.contains("{{"), "{subject}: {text}");
            assert!(text.contains(&format!("\nhttps://innesto.example.it{root}{path}\n")), "{text}");
            texts.insert(text);
        }
    }
    assert_eq!(texts.len(), 2 * all.len(), "each says something else");
}
