// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Tests of moderation: flags, what waits, silence, moving, the log.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::json;

use super::*;

mod moving;

pub(super) fn uid(text: &str) -> Uid {
    Uid::parse(text).expect(text)
}

/// What every rule is tried with; findings are told, and kept as examples by hand.
fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) }
}

fn flag(by: Option<&str>) -> Flag {
    Flag { at: 1, by: by.map(uid), reason: FlagReason::Spam, note: None, settled_at: None }
}

#[test]
fn the_third_person_who_flags_something_hides_it() {
    let two = [flag(Some("ada")), flag(Some("bea"))];
    assert_eq!(flagging(&[], &flag(Some("ada")), Standing::Visible), Flagging::Told);
    assert_eq!(flagging(&two, &flag(Some("ciro")), Standing::Visible), Flagging::Hides);
    assert_eq!(flagging(&two, &flag(Some("bea")), Standing::Visible), Flagging::Known, "one person is one");
    assert_eq!(flagging(&two, &flag(Some("ciro")), Standing::Hidden), Flagging::Told, "it is hidden already");
}

#[test]
fn visitors_cannot_be_told_apart_and_count_as_one() {
    let visitors = [flag(None), flag(None), flag(None)];
    assert_eq!(flaggers(&visitors), 1);
    assert_eq!(flagging(&visitors, &flag(None), Standing::Visible), Flagging::Told);
    let one_member = [flag(None), flag(Some("ada"))];
    assert_eq!(flagging(&one_member, &flag(Some("bea")), Standing::Visible), Flagging::Hides);
}

#[test]
fn what_a_moderator_let_stand_is_counted_anew() {
    let looked_at = settled(vec![flag(Some("ada")), flag(Some("bea")), flag(Some("ciro"))], 5);
    assert_eq!(flaggers(&looked_at), 0);
    assert_eq!(flagging(&looked_at, &flag(Some("ada")), Standing::Visible), Flagging::Told);
    assert_eq!(settled(looked_at.clone(), 9), looked_at, "when it was first looked at stays");
}

#[test]
fn the_form_of_a_flag_asks_for_a_reason_and_for_words_where_it_is_another() {
    assert_eq!(Flag::lack(None, ""), Some(("reason", LackKind::Missing)));
    assert_eq!(Flag::lack(Some(FlagReason::Spam), ""), None);
    assert_eq!(Flag::lack(Some(FlagReason::Other), " "), Some(("note", LackKind::Missing)));
    let long = "è".repeat(501);
    assert_eq!(Flag::lack(Some(FlagReason::Spam), &long), Some(("note", LackKind::TooLong { max: 500, now: 501 })));
    assert!(Flag { note: Some(long), ..flag(None) }.checked().is_err());
    assert_eq!(Flag { note: Some(" ".to_owned()), ..flag(None) }.checked(), Ok(flag(None)));
}

#[test]
fn the_first_three_contributions_of_a_new_member_wait() {
    let writer = |trust, let_out, familiarity| Writer { trust, let_out, familiarity };
    let stranger = Familiarity::Stranger;
    for let_out in 0..3 {
        assert_eq!(standing_of(writer(0, let_out, stranger)), Standing::Queued);
        assert_eq!(trust_after(0, let_out), 0);
    }
    assert_eq!(standing_of(writer(0, 3, stranger)), Standing::Visible);
    assert_eq!((trust_after(0, 3), trust_after(2, 3)), (1, 2));
    assert_eq!(standing_of(writer(1, 0, stranger)), Standing::Visible);
    assert_eq!(standing_of(writer(0, 0, Familiarity::OfThePlace)), Standing::Visible);
    assert_eq!((links_max(writer(0, 0, stranger)), links_max(writer(1, 0, stranger))), (2, 20));
}

#[test]
fn who_is_silenced_does_not_write_until_then() {
    let silence = |at, until| Silence { member: uid("ada"), at, until, by: None, reason: "Insulti.".to_owned() };
    let all = [silence(10, 20), silence(12, 30)];
    assert_eq!(may_write(&all, 9), Ok(()));
    assert_eq!(may_write(&all, 10), Err(SilenceRefused { until: 20 }));
    assert_eq!(may_write(&all, 19), Err(SilenceRefused { until: 30 }));
    assert_eq!(may_write(&all, 30), Ok(()));
    assert_eq!(may_write(&[], 10), Ok(()));
}

fn entry(deed: ModerationDeed, name: &str, at: i64) -> LogEntry {
    LogEntry {
        at,
        by: deed.is_by_person().then(|| uid("mod")),
        deed,
        subject: Subject { kind: SubjectKind::Post, uid: uid(name) },
        community: None,
        reason: None,
        note: Some("Perché.".to_owned()),
    }
}

#[test]
fn the_author_is_told_why() {
    for deed in ModerationDeed::ALL {
        let silent = LogEntry { note: Some(" ".to_owned()), ..entry(*deed, "p", 1) };
        assert_eq!(silent.checked().is_err(), deed.needs_note(), "{deed}");
        assert!(entry(*deed, "p", 1).checked().is_ok(), "{deed}");
        assert!(deed.is_told() || !deed.needs_note(), "{deed}");
    }
    let long = LogEntry { note: Some("è".repeat(1_001)), ..entry(ModerationDeed::Hidden, "p", 1) };
    assert!(long.checked().is_err());
    let by_rule = LogEntry { by: Some(uid("mod")), ..entry(ModerationDeed::HiddenByFlags, "p", 1) };
    assert!(by_rule.checked().is_err(), "a rule is nobody");
}

#[test]
fn what_was_written_in_the_log_is_read_back_the_same() {
    let text = r#"{"at":1,"by":"mod","deed":"hidden","subject":{"kind":"post","uid":"p"},"community":"c","reason":"abuse","note":"Insulti."}"#;
    let one: LogEntry = serde_json::from_str(text).expect(text);
    assert_eq!(serde_json::to_string(&one.checked().expect("a sound one")).expect("JSON"), text);
    let text = r#"{"at":1,"by":"ada","reason":"personal","note":"Un telefono.","settled_at":5}"#;
    let one: Flag = serde_json::from_str(text).expect(text);
    assert_eq!(serde_json::to_string(&one.checked().expect("a sound one")).expect("JSON"), text);
}

#[test]
fn the_numbers_are_of_their_time() {
    let at = |at: i64, settled_at: Option<i64>| Flag { at, settled_at, ..flag(None) };
    let flags = [at(5, None), at(10, Some(12)), at(11, Some(31)), at(12, None), at(20, Some(21))];
    let log = [
        entry(ModerationDeed::LetOut, "a", 15),
        entry(ModerationDeed::Held, "a", 8),
        entry(ModerationDeed::Held, "b", 11),
        entry(ModerationDeed::LetOut, "b", 14),
        entry(ModerationDeed::LetOut, "c", 14),
        entry(ModerationDeed::Hidden, "d", 20),
    ];
    let numbers = statistics(&flags, &log, 10, 20);
    assert_eq!(numbers.flags.get(&FlagReason::Spam), Some(&3));
    assert_eq!((numbers.open_flags, numbers.wait_of_flags, numbers.wait_of_queue), (1, Some(2), Some(3)));
    let deeds: Vec<_> = numbers.deeds.iter().map(|(deed, count)| (deed.code(), *count)).collect();
    assert_eq!(deeds, [("held", 1), ("let_out", 3)]);
    assert_eq!(statistics(&[], &[], 10, 20), Statistics::default());
}

#[test]
fn codes_are_words_of_the_log() {
    let told = json!(ModerationDeed::ALL);
    let codes: Vec<&str> = ModerationDeed::ALL.iter().map(|deed| deed.code()).collect();
    assert_eq!(told, json!(codes));
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn nothing_is_hidden_by_fewer_than_three_people(
        people in vec(option::of(select(vec!["ada", "bea", "ciro", "dina"])), 0..12),
    ) {
        let mut flags: Vec<Flag> = Vec::new();
        let mut standing = Standing::Visible;
        for by in people {
            match flagging(&flags, &flag(by), standing) {
                Flagging::Known => continue,
                Flagging::Hides => standing = Standing::Hidden,
                Flagging::Told => {}
            }
            flags.push(flag(by));
        }
        let different: std::collections::BTreeSet<_> = flags.iter().map(|flag| flag.by.clone()).collect();
        prop_assert_eq!(standing == Standing::Hidden, different.len() >= 3);
    }
}
