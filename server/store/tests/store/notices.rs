// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Notices: told once, waited for by those who want mails, and whoever listens to a thread.

use std::collections::BTreeSet;

use domain::notice::{Level, Notice, NoticeAbout, NoticeKind, Period, Preferences, Rhythm, Unsubscribe};
use domain::{Day, Uid};
use store::{DigestRun, KeptNotice, NOTICES_AT_ONCE, NewNotice, Watched, WhichNotices};

use crate::world::{World, noon, on_both, uid};

fn new(name: &str, member: &str, kind: NoticeKind) -> NewNotice {
    let notice = Notice {
        uid: uid(name),
        member: uid(member),
        kind,
        about: NoticeAbout::Thread(uid("t")),
        post: None,
        by: Some(uid("bea")),
        at: noon().as_millisecond(),
        read_at: None,
        mailed_at: None,
    };
    NewNotice { kept: KeptNotice { notice, deed: None, note: Some("Perché sì.".to_owned()) }, cause: "x".to_owned() }
}

async fn add(world: &World, new: NewNotice) -> bool {
    let mut change = world.begin().await;
    let kept = change.add_notice(&new).await.unwrap();
    change.commit().await.unwrap();
    kept
}

async fn prefer(world: &World, member: &str, preferences: Preferences) {
    let mut change = world.begin().await;
    change.keep_preferences(&uid(member), &preferences).await.unwrap();
    change.commit().await.unwrap();
}

async fn waiting(world: &World, rhythm: Rhythm, after: &str) -> Vec<Uid> {
    world.store.members_waiting(rhythm, noon().as_millisecond() + 1, after, 10).await.unwrap()
}

#[tokio::test]
async fn of_one_thing_a_member_is_told_once_and_what_was_told_comes_back_whole() {
    on_both(async |world| {
        let first = new("n1", "ada", NoticeKind::Reply);
        assert!(add(world, first.clone()).await);
        assert!(!add(world, new("n2", "ada", NoticeKind::Mention)).await, "the same cause");
        assert!(add(world, new("n3", "cleo", NoticeKind::Reply)).await);
        let kept = world.store.notices_of(&uid("ada"), WhichNotices::All, 10).await.unwrap();
        assert_eq!(kept, [first.kept]);
        let mut change = world.begin().await;
        assert!(!change.read_notice(&uid("cleo"), &uid("n1")).await.unwrap(), "of somebody else");
        assert!(change.read_notice(&uid("ada"), &uid("n1")).await.unwrap());
        change.commit().await.unwrap();
        assert_eq!(world.store.notices_of(&uid("ada"), WhichNotices::Unread, 10).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn members_wait_for_the_rhythm_that_they_chose_and_weekly_where_they_chose_none() {
    on_both(async |world| {
        for member in ["ada", "bea", "cleo", "zoe"] {
            add(world, new(&format!("n-{member}"), member, NoticeKind::Reply)).await;
        }
        prefer(world, "bea", Preferences { rhythm: Rhythm::Daily, ..Preferences::default() }).await;
        prefer(world, "cleo", Preferences { rhythm: Rhythm::Off, ..Preferences::default() }).await;
        assert_eq!(waiting(world, Rhythm::Weekly, "").await, [uid("ada"), uid("zoe")]);
        assert_eq!(waiting(world, Rhythm::Weekly, "ada").await, [uid("zoe")]);
        assert_eq!(waiting(world, Rhythm::Daily, "").await, [uid("bea")]);
        assert!(waiting(world, Rhythm::Monthly, "").await.is_empty());
        let mut change = world.begin().await;
        change.unsubscribe(&uid("ada"), &Unsubscribe::All).await.unwrap();
        let later = noon().as_millisecond() + 1;
        change.notices_settled(&uid("bea"), &[NoticeKind::Mention], later).await.unwrap();
        change.notices_settled(&uid("bea"), NoticeKind::ALL, later - 1).await.unwrap();
        change.notices_settled(&uid("zoe"), &[], later).await.unwrap();
        change.commit().await.unwrap();
        assert_eq!(waiting(world, Rhythm::Daily, "").await, [uid("bea")], "of another kind, or of later");
        let mut change = world.begin().await;
        change.notices_settled(&uid("bea"), &[NoticeKind::Reply], later).await.unwrap();
        change.commit().await.unwrap();
        assert_eq!(waiting(world, Rhythm::Weekly, "").await, [uid("zoe")]);
        assert!(waiting(world, Rhythm::Daily, "").await.is_empty());
        prefer(world, "ada", Preferences::default()).await;
        assert_eq!(waiting(world, Rhythm::Weekly, "").await, [uid("zoe")], "what was passed over is not told later");
        let told = world.store.notices_waiting(&[uid("ada"), uid("zoe")], i64::MAX).await.unwrap();
        assert_eq!(told.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn what_waits_is_read_some_at_a_time_the_newest_first_and_each_once() {
    on_both(async |world| {
        let mut change = world.begin().await;
        for number in 0..1_205 {
            let kind = if number % 5 == 0 { NoticeKind::Mention } else { NoticeKind::Reply };
            let mut one = new(&format!("n{number:04}"), "ada", kind);
            // Several of them at one moment.
            one.kept.notice.at += number / 3;
            one.cause = format!("c{number}");
            assert!(change.add_notice(&one).await.unwrap());
        }
        change.commit().await.unwrap();
        add(world, new("of-another", "zoe", NoticeKind::Reply)).await;
        let mut all = world.store.notices_waiting(&[uid("ada")], i64::MAX).await.unwrap();
        assert_eq!(all.len(), NOTICES_AT_ONCE);
        loop {
            let last = all.last().unwrap().notice.clone();
            let more = world.store.notices_waiting_behind(&last, NoticeKind::ALL).await.unwrap();
            assert!(more.len() <= NOTICES_AT_ONCE);
            if more.is_empty() {
                break;
            }
            all.extend(more);
        }
        assert!(all.is_sorted_by(|newer, older| newer.notice.at >= older.notice.at));
        let each: BTreeSet<&Uid> = all.iter().map(|one| &one.notice.uid).collect();
        assert_eq!((all.len(), each.len()), (1_205, 1_205));
        let only = [NoticeKind::Mention];
        let mentions = world.store.notices_waiting_behind(&all[0].notice, &only).await.unwrap();
        assert!(mentions.iter().all(|one| one.notice.kind == NoticeKind::Mention));
        assert_eq!(mentions.len(), 241);
        assert!(world.store.notices_waiting_behind(&all[0].notice, &[]).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_run_goes_on_from_its_place_and_whoever_comes_too_late_writes_nothing() {
    on_both(async |world| {
        let period = Period::over_on(Rhythm::Weekly, Day::parse("2026-11-23").unwrap()).unwrap();
        assert_eq!(world.store.digest_run(period).await.unwrap(), DigestRun::After(String::new()));
        let mut change = world.begin().await;
        assert!(change.digests_made(period, "", &uid("m1")).await.unwrap());
        change.commit().await.unwrap();
        assert_eq!(world.store.digest_run(period).await.unwrap(), DigestRun::After("m1".to_owned()));
        let mut change = world.begin().await;
        assert!(!change.digests_made(period, "", &uid("m2")).await.unwrap(), "somebody was quicker");
        assert!(!change.digests_finished(period, "").await.unwrap());
        assert!(change.digests_finished(period, "m1").await.unwrap());
        assert!(!change.digests_made(period, "m1", &uid("m2")).await.unwrap());
        change.commit().await.unwrap();
        assert_eq!(world.store.digest_run(period).await.unwrap(), DigestRun::Finished);
    })
    .await;
}

#[tokio::test]
async fn a_level_is_chosen_changed_and_taken_back() {
    on_both(async |world| {
        let of = Watched::parse("community:c").unwrap();
        for level in [Some(Level::Watch), Some(Level::Mute), None] {
            let mut change = world.begin().await;
            change.set_watch_level(&uid("ada"), &of, level).await.unwrap();
            change.commit().await.unwrap();
            assert_eq!(world.store.watch_level(&uid("ada"), &of).await.unwrap(), level);
        }
        assert!(world.store.watch_levels(&uid("ada"), 10).await.unwrap().is_empty());
        assert!(world.store.post_places(&[uid("mai")]).await.unwrap().is_empty());
    })
    .await;
}
