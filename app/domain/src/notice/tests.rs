// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Tests of notices: what is chosen, how often mails come, how they are named; who is told and what a digest holds.

use proptest::prelude::*;
use proptest::sample::select;

use super::*;
use crate::date::Day;

mod gathering;
mod listening;

pub(super) fn uid(text: &str) -> Uid {
    Uid::parse(text).expect(text)
}

/// What every rule is tried with; findings are told, and kept as examples by hand.
pub(super) fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) }
}

fn day(text: &str) -> Day {
    Day::parse(text).expect(text)
}

#[test]
fn who_chose_nothing_is_told_in_the_portal_and_once_a_week_by_mail() {
    let plain = Preferences::default();
    for kind in NoticeKind::ALL {
        assert_eq!((plain.rhythm_of(*kind), plain.is_shown(*kind)), (Rhythm::Weekly, true), "{kind}");
    }
    assert!(plain.has(Rhythm::Weekly) && !plain.has(Rhythm::AtOnce));
    assert_eq!(serde_json::to_string(&plain).expect("JSON"), r#"{"rhythm":"weekly"}"#);
    assert_eq!(serde_json::from_str::<Preferences>("{}").expect("JSON"), plain);
}

#[test]
fn each_kind_has_its_own_rhythm_and_place() {
    let text = r#"{"rhythm":"monthly","kinds":{"mention":"at_once"},"not_shown":["moderation","new_post"]}"#;
    let one: Preferences = serde_json::from_str(text).expect(text);
    assert_eq!(serde_json::to_string(&one).expect("JSON"), text);
    assert_eq!(one.rhythm_of(NoticeKind::Mention), Rhythm::AtOnce);
    assert_eq!(one.rhythm_of(NoticeKind::Reply), Rhythm::Monthly);
    assert!(!one.is_shown(NoticeKind::NewPost) && one.is_shown(NoticeKind::Reply));
    assert!(one.is_shown(NoticeKind::Moderation), "who is moderated is told, whatever was chosen");
    assert!(one.has(Rhythm::AtOnce) && one.has(Rhythm::Monthly) && !one.has(Rhythm::Weekly));
}

#[test]
fn one_click_ends_a_kind_or_all_and_does_so_once() {
    let mut one = Preferences { rhythm: Rhythm::Daily, ..Preferences::default() };
    one.kinds.insert(NoticeKind::Reply, Rhythm::AtOnce);
    let kind = Unsubscribe::Kind(NoticeKind::Reply);
    let without = one.clone().without(&kind);
    assert_eq!(without.rhythm_of(NoticeKind::Reply), Rhythm::Off);
    assert_eq!(without.rhythm_of(NoticeKind::Mention), Rhythm::Daily);
    assert_eq!(without.clone().without(&kind), without);
    let none = one.clone().without(&Unsubscribe::All);
    assert!(NoticeKind::ALL.iter().all(|kind| none.rhythm_of(*kind) == Rhythm::Off));
    assert_eq!(one.clone().without(&Unsubscribe::Thread(uid("t"))), one);
}

#[test]
fn what_a_link_ends_is_written_and_read() {
    let all = [Unsubscribe::All, Unsubscribe::Kind(NoticeKind::NewPost), Unsubscribe::Thread(uid("a:b"))];
    for one in all {
        assert_eq!(Unsubscribe::parse(&one.to_string()), Some(one));
    }
    for bad in ["", "all:", "kind:", "kind:altro", "thread:", "thread:a b", "member:a"] {
        assert_eq!(Unsubscribe::parse(bad), None, "{bad}");
    }
}

#[test]
fn a_digest_is_of_the_last_day_week_or_month_that_is_over() {
    let of = |rhythm, today: &str| {
        Period::over_on(rhythm, day(today)).map(|one| format!("{} {} {}", one.from, one.until, one.key()))
    };
    assert_eq!(of(Rhythm::Daily, "2026-03-01").as_deref(), Some("2026-02-28 2026-03-01 daily-2026-03-01"));
    let week = Some("2026-11-16 2026-11-23 weekly-2026-11-23");
    assert_eq!(of(Rhythm::Weekly, "2026-11-23").as_deref(), week, "on Monday");
    assert_eq!(of(Rhythm::Weekly, "2026-11-29").as_deref(), week, "on Sunday it is still that one");
    let month = Some("2026-02-01 2026-03-01 monthly-2026-03-01");
    assert_eq!(of(Rhythm::Monthly, "2026-03-01").as_deref(), month);
    assert_eq!(of(Rhythm::Monthly, "2026-03-31").as_deref(), month);
    assert_eq!(of(Rhythm::AtOnce, "2026-03-01"), None);
    assert_eq!(of(Rhythm::Off, "2026-03-01"), None);
}

#[test]
fn the_mails_of_a_thread_are_put_together_by_names_that_never_change() {
    let host = "innesto.example";
    let of_thread = headers_of_thread(&uid("t.1"), host);
    assert_eq!(of_thread.message_id, "<thread.t=2E1@innesto.example>");
    assert_eq!((of_thread.references, of_thread.list_id.as_str()), (vec![], "<thread-t=2E1.innesto.example>"));
    let reply = headers_of_post(&uid("p:2"), &uid("t.1"), Some(&uid("p1")), host);
    assert_eq!(reply.message_id, "<post.p=3A2@innesto.example>");
    assert_eq!(reply.references, ["<thread.t=2E1@innesto.example>", "<post.p1@innesto.example>"]);
    assert_eq!(reply, headers_of_post(&uid("p:2"), &uid("t.1"), Some(&uid("p1")), host));
    let period = Period::over_on(Rhythm::Weekly, day("2026-11-23")).expect("a week");
    assert_eq!(digest_message_id(&uid("ada"), period, host), "<digest-weekly-2026-11-23.ada@innesto.example>");
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn stretches_follow_each_other_without_gap_and_each_has_one_key(days in 0_i16..4_000, rhythm in select(Rhythm::ALL)) {
        let today = day("2024-01-01").plus_days(days);
        let Some(one) = Period::over_on(rhythm, today) else { return Ok(()) };
        prop_assert!(one.from < one.until && one.until <= today);
        let before = Period::over_on(rhythm, one.until.plus_days(-1)).expect("there is one before");
        prop_assert_eq!(before.until, one.from);
        prop_assert_ne!(before.key(), one.key());
        let tomorrow = Period::over_on(rhythm, today.plus_days(1)).expect("there is one after");
        prop_assert!(tomorrow == one || tomorrow.from == one.until);
    }
}
