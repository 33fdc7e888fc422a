// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Mails wait with the change that asked for them, and each goes out by one server.

use std::collections::BTreeSet;

use domain::Locale;
use jiff::SignedDuration;
use store::{Mail, MailState, NewMail, Page};

use super::{at, at_noon, email, later};
use crate::world::{World, noon, on_both, uid};

const LEASE: SignedDuration = SignedDuration::from_secs(60);

fn mail(template: &str) -> NewMail {
    NewMail {
        member: Some(uid("ada")),
        recipient: email("ada@comune.example.it"),
        template: template.to_owned(),
        params: r#"{"name":"Ada"}"#.to_owned(),
        locale: Locale::Italian,
        dedup: None,
    }
}

async fn with_mails(world: &World, count: i64) {
    for number in 0..count {
        assert!(at(world, later(number), async |change| change.add_mail(mail(&format!("t{number}"))).await).await);
    }
}

fn templates(mails: &[Mail]) -> Vec<&str> {
    mails.iter().map(|mail| mail.template.as_str()).collect()
}

#[tokio::test]
async fn a_mail_waits_is_claimed_and_sent_and_then_says_nothing_more() {
    on_both(async |world| {
        with_mails(world, 3).await;
        assert_eq!(templates(&world.store.claim_mails(later(1), LEASE, 10).await.unwrap()), ["t0", "t1"]);
        let rest = world.store.claim_mails(later(5), LEASE, 10).await.unwrap();
        assert_eq!((templates(&rest), rest[0].state, rest[0].tries), (vec!["t2"], MailState::Sending, 1));
        assert_eq!((rest[0].locale, rest[0].params.as_str()), (Locale::Italian, r#"{"name":"Ada"}"#));
        let id = rest[0].id;
        world.store.mail_sent(id, later(6)).await.unwrap();
        let sent = world.store.mail(id).await.unwrap().unwrap();
        assert_eq!((sent.state, sent.sent_at, sent.params.as_str()), (MailState::Sent, Some(later(6)), "{}"));
        assert_eq!((sent.member, sent.recipient), (Some(uid("ada")), email("ada@comune.example.it")));
        assert!(!world.store.retry_mail(id, later(7)).await.unwrap());
        world.store.mail_failed(id, later(7), "late", None).await.unwrap();
        assert_eq!(world.store.mail(id).await.unwrap().unwrap().state, MailState::Sent);
        assert!(world.store.claim_mails(later(20), LEASE, 10).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_mail_that_is_forgotten_leaves_no_row() {
    on_both(async |world| {
        with_mails(world, 2).await;
        let mails = world.store.mails(None, Page::first(9)).await.unwrap().rows;
        world.store.forget_mail(mails[0].id).await.unwrap();
        world.store.forget_mail(mails[0].id).await.unwrap();
        let left = world.store.mails(None, Page::first(9)).await.unwrap().rows;
        assert_eq!(left, mails[1..]);
    })
    .await;
}

#[tokio::test]
async fn a_claimed_mail_is_claimed_again_after_its_lease_under_the_same_message_id() {
    on_both(async |world| {
        with_mails(world, 1).await;
        let first = world.store.claim_mails(noon(), LEASE, 10).await.unwrap();
        assert!(world.store.claim_mails(later(59), LEASE, 10).await.unwrap().is_empty());
        let second = world.store.claim_mails(later(60), LEASE, 10).await.unwrap();
        assert_eq!((second.len(), second[0].tries), (1, 2));
        assert_eq!((second[0].id, &second[0].message_id), (first[0].id, &first[0].message_id));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_who_claim_at_once_no_two_get_the_same_mail() {
    on_both(async |world| {
        at_noon(world, async |change| {
            for number in 0..60 {
                change.add_mail(mail(&format!("t{number}"))).await?;
            }
            Ok(())
        })
        .await;
        let mut claimers = tokio::task::JoinSet::new();
        for _ in 0..6 {
            let store = world.store.clone();
            claimers.spawn(async move {
                let mut mine = Vec::new();
                loop {
                    let part = store.claim_mails(later(1), LEASE, 5).await.unwrap();
                    assert!(part.len() <= 5);
                    if part.is_empty() {
                        return mine;
                    }
                    mine.extend(part.into_iter().map(|mail| mail.id));
                }
            });
        }
        let claimed: Vec<_> = claimers.join_all().await.into_iter().flatten().collect();
        assert_eq!((claimed.len(), claimed.iter().collect::<BTreeSet<_>>().len()), (60, 60));
    })
    .await;
}

#[tokio::test]
async fn a_mail_that_fails_is_tried_later_or_given_up_and_can_be_tried_again() {
    on_both(async |world| {
        with_mails(world, 1).await;
        let id = world.store.claim_mails(noon(), LEASE, 1).await.unwrap()[0].id;
        world.store.mail_failed(id, later(1), &"è\0".repeat(600), Some(later(100))).await.unwrap();
        let waiting = world.store.mail(id).await.unwrap().unwrap();
        assert_eq!(
            (waiting.state, waiting.next_at, waiting.problem),
            (MailState::Waiting, later(100), Some("è".repeat(500)))
        );
        assert!(world.store.claim_mails(later(99), LEASE, 1).await.unwrap().is_empty());
        assert_eq!(world.store.claim_mails(later(100), LEASE, 1).await.unwrap().len(), 1);
        world.store.mail_failed(id, later(101), "no such mailbox", None).await.unwrap();
        let failed = world.store.mail(id).await.unwrap().unwrap();
        assert_eq!((failed.state, failed.next_at, failed.tries), (MailState::Failed, later(101), 2));
        assert!(world.store.claim_mails(later(9_999), LEASE, 1).await.unwrap().is_empty());
        assert!(world.store.retry_mail(id, later(200)).await.unwrap());
        let again = world.store.claim_mails(later(200), LEASE, 1).await.unwrap();
        assert_eq!((again.len(), again[0].tries, again[0].params.as_str()), (1, 1, r#"{"name":"Ada"}"#));
    })
    .await;
}

#[tokio::test]
async fn of_mails_with_the_same_words_against_doubles_one_is_kept() {
    on_both(async |world| {
        let marked = |dedup: &str| NewMail { dedup: Some(dedup.to_owned()), ..mail("t") };
        for (words, is_kept) in [("a", true), ("a", false), ("b", true)] {
            assert_eq!(at_noon(world, async |change| change.add_mail(marked(words)).await).await, is_kept);
        }
        assert!(at_noon(world, async |change| change.add_mail(mail("t")).await).await);
        assert_eq!(world.store.mails(None, Page::first(1)).await.unwrap().total, 3);
    })
    .await;
}

#[tokio::test]
async fn mails_are_listed_newest_first_by_their_state() {
    on_both(async |world| {
        with_mails(world, 4).await;
        let id = world.store.claim_mails(noon(), LEASE, 1).await.unwrap()[0].id;
        world.store.mail_sent(id, noon()).await.unwrap();
        let all = world.store.mails(None, Page { limit: 2, offset: 1 }).await.unwrap();
        assert_eq!((all.total, templates(&all.rows)), (4, vec!["t2", "t1"]));
        let sent = world.store.mails(Some(MailState::Sent), Page::first(9)).await.unwrap();
        assert_eq!((sent.total, templates(&sent.rows)), (1, vec!["t0"]));
        let beyond = world.store.mails(Some(MailState::Waiting), Page { limit: 9, offset: 9 }).await.unwrap();
        assert_eq!((beyond.total, beyond.rows.len()), (3, 0));
    })
    .await;
}

#[tokio::test]
async fn a_mail_of_a_change_that_is_given_up_never_was() {
    on_both(async |world| {
        let mut change = world.begin().await;
        change.add_mail(mail("t")).await.unwrap();
        change.abandon().await;
        assert_eq!(world.store.mails(None, Page::first(1)).await.unwrap().total, 0);
    })
    .await;
}
