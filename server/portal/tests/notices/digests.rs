// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Digests: when they come, what they tell, and that they are silent when nothing happened.

use domain::Locale;
use domain::notice::NoticeKind;
use domain::thread::ReadTo;
use portal::notices::PreferencesForm;
use portal::people::MailContent;
use serde_json::json;

use crate::cast::{choose, letters, post, settle, thread};
use crate::world::{World, address, hours, member, minutes, noon, on_both, uid, with};

/// The week goes by: it is Monday again, in the afternoon.
async fn next_week(world: &World) -> u64 {
    world.wait(hours(24 * 7));
    world.portal.make_digests().await.unwrap()
}

#[tokio::test]
async fn once_a_week_who_chose_nothing_is_told_what_happened_and_else_nothing() {
    on_both(async |world| {
        settle(world).await;
        assert_eq!(world.portal.make_digests().await.unwrap(), 0);
        post(world, "bea", "t1", "Con molta pazienza.").await;
        post(world, "cleo", "t1", "E con molti soldi.").await;
        world.wait(hours(24));
        assert_eq!(world.portal.make_digests().await.unwrap(), 0, "not before Monday");
        world.wait(hours(24 * 6));
        assert_eq!(world.portal.make_digests().await.unwrap(), 2, "to ada and bea");
        assert_eq!(letters(world, "ada").await, ["weekly 1 2"]);
        assert_eq!(letters(world, "bea").await, ["weekly 1 1"]);
        assert_eq!(letters(world, "zoe").await, [""; 0]);
        assert_eq!(world.portal.make_digests().await.unwrap(), 0, "once");
        assert_eq!(next_week(world).await, 0, "silent when nothing happened");
        assert_eq!(letters(world, "ada").await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_digest_goes_by_thing_the_newest_first_and_in_the_language_of_its_reader() {
    on_both(async |world| {
        settle(world).await;
        world.put(&[with(member("ada"), json!({"trust": 2, "locale": "en"}))]).await;
        world.put(&[thread("t3", "Quanto è costato?", "ada", "menu")]).await;
        for of in ["t1", "t3"] {
            post(world, "bea", of, "Una parola.").await;
            world.wait(minutes(1));
        }
        next_week(world).await;
        let MailContent::NoticeDigest { groups, more, .. } = world.mails_to(&address("ada")).await.remove(0) else {
            panic!()
        };
        let titles: Vec<_> = groups.iter().map(|group| group.title.as_deref().unwrap()).collect();
        assert_eq!((titles, more), (vec!["Quanto è costato?", "Come avete fatto?"], 0));
        let mails = world.portal.mails_to_send(10).await.unwrap();
        let to_ada = mails.iter().find(|mail| mail.recipient.as_str() == address("ada")).unwrap();
        assert_eq!(to_ada.locale, Locale::English);
    })
    .await;
}

#[tokio::test]
async fn what_was_read_or_may_not_be_read_any_more_is_left_out() {
    on_both(async |world| {
        settle(world).await;
        post(world, "bea", "t1", "Con molta pazienza.").await;
        post(world, "teo", "t2", "Una cosa nostra.").await;
        let ada = world.by("ada").await;
        world.portal.note_read(&ada, &uid("t1"), ReadTo(1));
        world.portal.keep_reads().await.unwrap();
        world.put(&[with(member("tea"), json!({"trust": 2}))]).await;
        assert_eq!(next_week(world).await, 0);
        assert!(letters(world, "ada").await.is_empty() && letters(world, "tea").await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn each_rhythm_has_its_day() {
    on_both(async |world| {
        settle(world).await;
        for (name, rhythm) in [("ada", "daily"), ("bea", "weekly"), ("cleo", "monthly"), ("zoe", "off")] {
            choose(world, name, rhythm).await;
            post(world, name, "t1", "Sono anch’io di questa discussione.").await;
        }
        post(world, "teo", "t1", "E adesso una notizia per tutti.").await;
        let mut told = Vec::new();
        for day in 1..=31 {
            world.wait(hours(24));
            world.portal.make_digests().await.unwrap();
            for name in ["ada", "bea", "cleo", "zoe"] {
                if !letters(world, name).await.is_empty() {
                    told.push((day, name));
                    world.tamper(&format!("DELETE FROM mails WHERE member = '{name}'")).await;
                }
            }
        }
        // It began on Monday 2 March.
        assert_eq!(told, [(1, "ada"), (7, "bea"), (30, "cleo")]);
    })
    .await;
}

#[tokio::test]
async fn a_digest_that_was_not_made_on_its_day_is_made_later() {
    on_both(async |world| {
        settle(world).await;
        post(world, "bea", "t1", "Con molta pazienza.").await;
        world.wait(hours(24 * 10));
        assert_eq!(world.portal.make_digests().await.unwrap(), 1);
    })
    .await;
}

/// So many notices of a kind for ada about a thread, one in each millisecond from a moment on.
async fn pile(world: &World, (thread, kind): (&str, &str), from: i64, count: i64) {
    let row = |number: i64| {
        let (name, at) = (format!("{thread}-{kind}-{number}"), from + number);
        format!("('{name}', 'ada', '{kind}', 'thread', '{thread}', 'bea', {at}, '{name}')")
    };
    let rows: Vec<String> = (0..count).map(row).collect();
    for part in rows.chunks(500) {
        let columns = "uid, member, kind, about_kind, about, by_member, at, cause";
        world.tamper(&format!("INSERT INTO notices ({columns}) VALUES {}", part.join(", "))).await;
    }
}

#[tokio::test]
async fn more_than_a_digest_looks_at_is_not_told_in_weeks_in_which_nothing_happens() {
    on_both(async |world| {
        settle(world).await;
        pile(world, ("t1", "new_post"), noon().as_millisecond(), 501).await;
        assert_eq!(next_week(world).await, 1);
        assert_eq!(next_week(world).await, 0);
        assert_eq!(letters(world, "ada").await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn what_may_not_be_read_and_what_waits_for_another_mail_takes_no_room_in_a_digest() {
    on_both(async |world| {
        settle(world).await;
        let shown = NoticeKind::ALL.iter().map(|kind| kind.code().to_owned()).collect();
        let kinds = vec![(NoticeKind::Mention, "monthly".to_owned())];
        let form = PreferencesForm { rhythm: "weekly".to_owned(), kinds, shown };
        world.portal.choose_notices(&world.by("ada").await, form).await.unwrap();
        let at = noon().as_millisecond();
        pile(world, ("t1", "new_post"), at, 2).await;
        // Of a body of which ada is not.
        pile(world, ("t2", "new_post"), at + 10, 1_100).await;
        pile(world, ("t1", "mention"), at + 2_000, 600).await;
        assert_eq!(next_week(world).await, 1);
        assert_eq!(letters(world, "ada").await, ["weekly 1 2"]);
        let waiting = "SELECT count(*) FROM notices WHERE mailed_at IS NULL";
        assert_eq!(world.number(waiting).await, 600, "for the mail of the month");
    })
    .await;
}

#[tokio::test]
async fn what_was_hidden_when_its_digest_was_made_is_not_told_by_a_later_one() {
    on_both(async |world| {
        settle(world).await;
        post(world, "bea", "t1", "Con molta pazienza.").await;
        world.tamper("UPDATE posts SET standing = 'hidden'").await;
        assert_eq!(next_week(world).await, 0);
        world.tamper("UPDATE posts SET standing = 'visible'").await;
        assert_eq!(next_week(world).await, 0);
    })
    .await;
}

#[tokio::test]
async fn who_changes_to_mails_at_once_is_told_by_them_of_what_comes_and_by_no_digest_of_before() {
    on_both(async |world| {
        settle(world).await;
        post(world, "bea", "t1", "Con molta pazienza.").await;
        let waiting = "SELECT count(*) FROM notices WHERE mailed_at IS NULL";
        assert_eq!(world.number(waiting).await, 1);
        choose(world, "ada", "at_once").await;
        assert_eq!(world.number(waiting).await, 0);
        choose(world, "ada", "weekly").await;
        assert_eq!(next_week(world).await, 0);
    })
    .await;
}
