// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Tests of the letters on notices: where they lead, how they are put together and how they end.

use domain::notice::{NoticeAbout, Rhythm};
use portal::notices::NoticePlace;
use portal::people::MailContent;

use super::*;
use crate::ssr::Site;
use crate::ssr::mails::{Letter, mail};

fn uid(text: &str) -> Uid {
    Uid::parse(text).expect(text)
}

fn letter(content: &MailContent, locale: Locale) -> Letter {
    let site = Site { base_url: "https://innesto.example.it".to_owned(), ..Site::default() };
    mail(content, locale, &site)
}

fn about() -> NoticeAbout {
    NoticeAbout::Thread(uid("t.1"))
}

fn place(position: Option<u32>) -> NoticePlace {
    NoticePlace::Thread { address: "7-mense".to_owned(), position }
}

fn notice(kind: NoticeKind, title: &str, first: bool) -> MailContent {
    let mail = NoticeMail {
        kind,
        about: about(),
        by: Some("Ada Neri".to_owned()),
        deed: None,
        note: None,
        title: Some(title.to_owned()),
        place: place(Some(2)),
        thread: Some(uid("t.1")),
        post: Some(uid("p2")),
        answers: Some(uid("p1")),
        first,
    };
    MailContent::Notice { first_name: "Bea".to_owned(), token: "0a.0b".to_owned(), mail: Box::new(mail) }
}

fn group(kinds: Vec<(NoticeKind, u32)>, more: u32) -> DigestGroup {
    DigestGroup { about: about(), title: Some("Mense".to_owned()), place: place(None), kinds, more }
}

fn digest(groups: Vec<DigestGroup>, more: u64) -> MailContent {
    let day = |text| domain::Day::parse(text).expect("a day");
    MailContent::NoticeDigest {
        first_name: "Bea".to_owned(),
        member: uid("bea"),
        rhythm: Rhythm::Weekly,
        from: day("2026-11-16"),
        until: day("2026-11-23"),
        token: "0a.0b".to_owned(),
        groups,
        more,
    }
}

#[test]
fn a_notice_leads_to_its_post_and_to_where_such_mails_end() {
    for (locale, root) in [(Locale::Italian, ""), (Locale::English, "/en")] {
        for kind in NoticeKind::ALL {
            let Letter { subject, text, html, unsubscribe, .. } = letter(&notice(*kind, "Mense", true), locale);
            assert!(subject.contains("Mense") && !subject.contains("{{"), "{subject}");
            assert!(text.contains("Ada Neri") && !text.contains("{{") && !html.contains("{{"), "{text}");
            let base = format!("https://innesto.example.it{root}");
            assert!(text.contains(&format!("\n{base}/discussioni/7-mense#intervento-2\n")), "{text}");
            assert!(text.contains(&format!("{base}/profilo/notifiche")), "{text}");
            assert_eq!(unsubscribe, Some(format!("{base}/avvisi/0a.0b")));
        }
    }
}

#[test]
fn the_mails_of_a_thread_are_put_together_and_each_has_its_own_name() {
    let of_thread = "<thread.t=2E1@innesto.example.it>".to_owned();
    let (of_first, of_post) = ("<post.p1@innesto.example.it>".to_owned(), "<post.p2@innesto.example.it>".to_owned());
    let first = letter(&notice(NoticeKind::Reply, "Mense", true), Locale::Italian).heads;
    assert_eq!(first.message_id.as_ref(), Some(&of_post));
    assert_eq!(first.references, [of_thread.clone(), of_first.clone()]);
    assert_eq!(first.list_id.as_deref(), Some("<thread-t=2E1.innesto.example.it>"));
    let later = letter(&notice(NoticeKind::Outcome, "Mense", false), Locale::Italian).heads;
    assert_eq!((later.message_id, later.references), (None, vec![of_thread, of_first, of_post]));
}

#[test]
fn a_digest_says_how_much_happened_where_and_has_a_name_of_its_own() {
    let groups = vec![group(vec![(NoticeKind::Mention, 1), (NoticeKind::NewPost, 3)], 4)];
    let Letter { subject, text, html, unsubscribe, heads } = letter(&digest(groups, 2), Locale::English);
    assert!(!subject.contains("{{") && !text.contains("{{") && !html.contains("{{"), "{text}");
    assert!(text.contains("\nMense: 1 mention, 3 new posts, 4 more\n"), "{text}");
    assert!(text.contains("\nhttps://innesto.example.it/en/discussioni/7-mense\n"), "{text}");
    assert_eq!(unsubscribe.as_deref(), Some("https://innesto.example.it/en/avvisi/0a.0b"));
    assert_eq!(heads.message_id.as_deref(), Some("<digest-weekly-2026-11-23.bea@innesto.example.it>"));
    assert_eq!(heads.list_id.as_deref(), Some("<digest.innesto.example.it>"));
}

#[test]
fn a_hostile_title_stays_a_title() {
    let bad = "<script>x</script>\r\nBcc: victim@example.org [footer]";
    let Letter { text, html, .. } = letter(&notice(NoticeKind::NewPost, bad, true), Locale::Italian);
    assert!(!html.contains("<script") && html.matches("<footer>").count() == 1, "{html}");
    assert!(!text.lines().any(|line| line.starts_with("Bcc")), "{text}");
}
