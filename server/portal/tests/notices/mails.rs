// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Mails at once, and how they end.

use domain::Locale;
use domain::moderation::ModerationDeed;
use domain::notice::{NoticeAbout, NoticeKind, Unsubscribe};
use portal::form::FieldProblem;
use portal::notices::{NoticePlace, PreferencesForm, Stops};
use portal::people::{MailContent, NoticeMail};
use serde_json::json;

use crate::cast::{choose, letters, post, settle};
use crate::world::{World, address, email, hours, member, on_both, problem, token, uid, with};

async fn link(world: &World, name: &str) -> String {
    let mails = world.mails_to(&address(name)).await;
    let is_of_notices =
        |mail: &&MailContent| matches!(mail, MailContent::Notice { .. } | MailContent::NoticeDigest { .. });
    mails.iter().find(is_of_notices).and_then(token).unwrap()
}

#[tokio::test]
async fn who_wants_it_gets_a_mail_at_once_and_nothing_twice() {
    on_both(async |world| {
        settle(world).await;
        choose(world, "ada", "at_once").await;
        let first = post(world, "bea", "t1", "Con molta pazienza.").await;
        assert_eq!(letters(world, "ada").await, ["new_post"]);
        let MailContent::Notice { mail, .. } = world.mails_to(&address("ada")).await.remove(0) else { panic!() };
        assert_eq!((mail.by.as_deref(), mail.title.as_deref()), (Some("Bea Prova"), Some("Come avete fatto?")));
        assert_eq!((mail.post, mail.thread, mail.first), (Some(first.uid), Some(uid("t1")), true));
        world.portal.work_on_jobs().await.unwrap();
        world.wait(hours(24 * 7));
        world.portal.make_digests().await.unwrap();
        assert_eq!(letters(world, "ada").await.len(), 1, "no digest repeats it");
    })
    .await;
}

#[tokio::test]
async fn each_kind_has_its_own_rhythm() {
    on_both(async |world| {
        settle(world).await;
        let form = PreferencesForm {
            rhythm: "off".to_owned(),
            kinds: vec![(NoticeKind::Mention, "at_once".to_owned())],
            shown: Vec::new(),
        };
        world.portal.choose_notices(&world.by("ada").await, form).await.unwrap();
        post(world, "bea", "t1", "Con molta pazienza.").await;
        post(world, "bea", "t1", "Vero, @[Ada](member:ada)?").await;
        assert_eq!(letters(world, "ada").await, ["mention"]);
        assert!(crate::cast::told(world, "ada").await.is_empty(), "nothing is wanted in the portal");
    })
    .await;
}

#[tokio::test]
async fn the_link_of_a_mail_ends_its_sort_without_signing_in_and_only_by_its_button() {
    on_both(async |world| {
        settle(world).await;
        choose(world, "ada", "at_once").await;
        post(world, "bea", "t1", "Con molta pazienza.").await;
        let of_thread = link(world, "ada").await;
        for _ in 0..2 {
            let link = world.portal.notice_link(&of_thread).await.unwrap().unwrap();
            assert_eq!((link.what, link.comes), (Unsubscribe::Thread(uid("t1")), true), "reading ends nothing");
        }
        for _ in 0..2 {
            world.portal.stop_notices(&of_thread, Stops::This).await.unwrap();
            assert!(!world.portal.notice_link(&of_thread).await.unwrap().unwrap().comes);
        }
        post(world, "bea", "t1", "Vero, @[Ada](member:ada)?").await;
        assert_eq!(letters(world, "ada").await.len(), 1, "the thread is muted");
        world.portal.stop_notices(&of_thread, Stops::All).await.unwrap();
        let after = world.portal.notice_link(&of_thread).await.unwrap().unwrap();
        assert!(!after.any_comes);
    })
    .await;
}

#[tokio::test]
async fn the_link_of_a_digest_ends_all_mails_and_nothing_comes_later_of_before() {
    on_both(async |world| {
        settle(world).await;
        post(world, "bea", "t1", "Con molta pazienza.").await;
        world.wait(hours(24 * 7));
        world.portal.make_digests().await.unwrap();
        let all = link(world, "ada").await;
        assert_eq!(world.portal.notice_link(&all).await.unwrap().unwrap().what, Unsubscribe::All);
        world.portal.stop_notices(&all, Stops::This).await.unwrap();
        post(world, "bea", "t1", "Mentre non arriva nulla.").await;
        choose(world, "ada", "weekly").await;
        world.wait(hours(24 * 7));
        world.portal.make_digests().await.unwrap();
        assert_eq!(letters(world, "ada").await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_link_that_is_none_ends_nothing() {
    on_both(async |world| {
        settle(world).await;
        choose(world, "ada", "at_once").await;
        post(world, "bea", "t1", "Con molta pazienza.").await;
        let token = link(world, "ada").await;
        let (_, signature) = token.rsplit_once('.').unwrap();
        for bad in [format!("616c6c20616461.{signature}"), signature.to_owned(), String::new(), "x.y".to_owned()] {
            assert_eq!(world.portal.notice_link(&bad).await.unwrap(), None, "{bad}");
            let refused = world.portal.stop_notices(&bad, Stops::All).await;
            assert_eq!(problem(refused), ("form", FieldProblem::Expired), "{bad}");
            assert_eq!(world.portal.alert_link(&bad).await.unwrap(), None);
        }
        assert_eq!(world.portal.alert_link(&token).await.unwrap(), None, "it is none of a saved search");
    })
    .await;
}

/// What is sent to somebody now.
async fn sent(world: &World, name: &str) -> Vec<MailContent> {
    let mails = world.portal.mails_to_send(100).await.unwrap().into_iter();
    mails.filter(|mail| mail.recipient.as_str() == address(name)).map(|mail| mail.content).collect()
}

/// She does not act for the town any more.
async fn tea_leaves_the_town(world: &World) {
    world.put(&[with(member("tea"), json!({"trust": 2}))]).await;
}

#[tokio::test]
async fn a_mail_that_waited_is_not_sent_to_who_may_not_read_it_any_more() {
    on_both(async |world| {
        settle(world).await;
        choose(world, "tea", "at_once").await;
        post(world, "teo", "t2", "Una cosa nostra.").await;
        assert_eq!(letters(world, "tea").await, ["new_post"]);
        tea_leaves_the_town(world).await;
        assert_eq!(sent(world, "tea").await, []);
        assert_eq!(letters(world, "tea").await, [""; 0], "nor does it wait");
    })
    .await;
}

#[tokio::test]
async fn a_mail_of_a_post_that_was_hidden_while_it_waited_is_not_sent() {
    on_both(async |world| {
        settle(world).await;
        choose(world, "ada", "at_once").await;
        post(world, "bea", "t1", "Un indirizzo privato.").await;
        post(world, "cleo", "t1", "Con molta pazienza.").await;
        world.tamper("UPDATE posts SET standing = 'hidden' WHERE member = 'bea'").await;
        let sent = sent(world, "ada").await;
        let by = |content: &MailContent| match content {
            MailContent::Notice { mail, .. } => mail.by.clone(),
            _ => None,
        };
        assert_eq!(sent.iter().map(by).collect::<Vec<_>>(), [Some("Cleo Prova".to_owned())]);
    })
    .await;
}

#[tokio::test]
async fn a_digest_that_waited_says_what_its_reader_may_still_read() {
    on_both(async |world| {
        settle(world).await;
        post(world, "tea", "t1", "Anche noi.").await;
        post(world, "bea", "t1", "Con molta pazienza.").await;
        post(world, "teo", "t2", "Una cosa nostra.").await;
        world.wait(hours(24 * 7));
        world.portal.make_digests().await.unwrap();
        assert_eq!(letters(world, "tea").await, ["weekly 2 2"]);
        tea_leaves_the_town(world).await;
        let sent = sent(world, "tea").await;
        let [MailContent::NoticeDigest { groups, .. }] = &sent[..] else { panic!("one digest: {sent:?}") };
        let titles: Vec<_> = groups.iter().map(|group| group.title.as_deref().unwrap()).collect();
        assert_eq!(titles, ["Come avete fatto?"]);
    })
    .await;
}

#[tokio::test]
async fn whoever_does_not_read_the_thread_any_more_is_still_told_why_and_not_what_it_is_called() {
    on_both(async |world| {
        settle(world).await;
        let mail = NoticeMail {
            kind: NoticeKind::Moderation,
            about: NoticeAbout::Thread(uid("t2")),
            by: None,
            deed: Some(ModerationDeed::Hidden),
            note: Some("Non era il luogo.".to_owned()),
            title: Some("Fra di noi".to_owned()),
            place: NoticePlace::Thread { address: "2-fra-di-noi".to_owned(), position: None },
            thread: Some(uid("t2")),
            post: None,
            answers: None,
            first: false,
        };
        let content = MailContent::Notice { first_name: "Zoe".to_owned(), token: "x".to_owned(), mail: Box::new(mail) };
        let new = store::NewMail {
            member: Some(uid("zoe")),
            recipient: email(&address("zoe")),
            template: "notice".to_owned(),
            params: serde_json::to_string(&content).unwrap(),
            locale: Locale::Italian,
            dedup: None,
        };
        world.change(move |change| Box::pin(async move { change.add_mail(new).await })).await;
        let sent = sent(world, "zoe").await;
        let [MailContent::Notice { mail, .. }] = &sent[..] else { panic!("one mail: {sent:?}") };
        assert_eq!((mail.title.as_ref(), mail.thread.as_ref(), &mail.place), (None, None, &NoticePlace::Notices));
        assert_eq!(mail.note.as_deref(), Some("Non era il luogo."));
    })
    .await;
}
