// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Who is told of what.

use proptest::collection::{btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::super::*;
use super::{config, uid};
use crate::thread::ThreadKind;

fn listener(name: &str, thread: Option<Level>, place: Option<Level>, part: Part) -> Listener {
    Listener { member: uid(name), thread, place, part }
}

fn tell(occasion: &Occasion, listeners: &[Listener]) -> Vec<String> {
    let told = told(occasion, Some(&uid("me")), listeners, |member| member.as_str() != "outside");
    told.into_iter().map(|one| format!("{} {}", one.member, one.kind)).collect()
}

fn posted(answered: Option<&str>, mentions: &[&str]) -> Occasion {
    Occasion::Posted { answered: answered.map(uid), mentions: mentions.iter().map(|name| uid(name)).collect() }
}

fn everybody() -> Vec<Listener> {
    vec![
        listener("me", Some(Level::Watch), None, Part::Wrote),
        listener("watches", Some(Level::Watch), None, Part::Reads),
        listener("follows", Some(Level::Follow), None, Part::Reads),
        listener("mutes", Some(Level::Mute), Some(Level::Watch), Part::Wrote),
        listener("wrote", None, None, Part::Wrote),
        listener("there", None, Some(Level::Follow), Part::Reads),
        listener("everywhere", None, Some(Level::Watch), Part::Reads),
        listener("away", None, Some(Level::Mute), Part::Reads),
        listener("outside", Some(Level::Watch), None, Part::Wrote),
        listener("nothing", None, None, Part::Reads),
    ]
}

#[test]
fn a_post_is_told_to_who_watches_the_thread_or_wrote_in_it() {
    let all = tell(&posted(None, &[]), &everybody());
    assert_eq!(all, ["everywhere new_post", "watches new_post", "wrote new_post"]);
}

#[test]
fn who_is_answered_or_named_is_told_so_and_only_so() {
    let all = tell(&posted(Some("wrote"), &["watches", "mutes", "outside", "new", "me"]), &everybody());
    assert_eq!(all, ["everywhere new_post", "new mention", "watches mention", "wrote reply"]);
    let all = tell(&posted(Some("wrote"), &["wrote"]), &[]);
    assert_eq!(all, ["wrote mention"], "the more direct of the two");
}

#[test]
fn what_begins_and_what_comes_out_is_told_to_who_follows() {
    let begun = |kind| Occasion::Begun { kind, mentions: vec![uid("nothing")] };
    let all = tell(&begun(ThreadKind::Question), &everybody());
    assert_eq!(
        all,
        [
            "everywhere new_thread",
            "follows new_thread",
            "nothing mention",
            "there new_thread",
            "watches new_thread",
            "wrote new_thread"
        ]
    );
    let all = tell(&begun(ThreadKind::Announcement), &everybody());
    assert!(all.contains(&"there announcement".to_owned()) && !all.iter().any(|line| line.starts_with("away")));
    let all = tell(&Occasion::CameOut { concerned: vec![uid("nothing")] }, &everybody());
    assert_eq!(
        all,
        [
            "everywhere outcome",
            "follows outcome",
            "nothing outcome",
            "there outcome",
            "watches outcome",
            "wrote outcome"
        ]
    );
}

#[test]
fn an_edit_is_told_to_who_is_named_anew_only() {
    let all = tell(&Occasion::Renamed { mentions: vec![uid("follows"), uid("mutes")] }, &everybody());
    assert_eq!(all, ["follows mention"]);
}

#[test]
fn what_was_chosen_for_a_thread_goes_before_the_place_and_the_part() {
    let level = |thread, place, part| level_of(&listener("x", thread, place, part));
    assert_eq!(level(Some(Level::Follow), Some(Level::Watch), Part::Wrote), Some(Level::Follow));
    assert_eq!(level(None, Some(Level::Mute), Part::Wrote), Some(Level::Watch));
    assert_eq!(level(None, Some(Level::Mute), Part::Reads), Some(Level::Mute));
    assert_eq!(level(None, None, Part::Reads), None);
}

const NAMES: &[&str] = &["ada", "bea", "ciro", "dina", "elio"];

fn names() -> impl Strategy<Value = Vec<Uid>> {
    vec(select(NAMES).prop_map(uid), 0..4)
}

fn occasion() -> impl Strategy<Value = Occasion> {
    prop_oneof![
        (select(ThreadKind::ALL), names()).prop_map(|(kind, mentions)| Occasion::Begun { kind, mentions }),
        (option::of(select(NAMES).prop_map(uid)), names())
            .prop_map(|(answered, mentions)| Occasion::Posted { answered, mentions }),
        names().prop_map(|mentions| Occasion::Renamed { mentions }),
        names().prop_map(|concerned| Occasion::CameOut { concerned }),
    ]
}

fn listeners() -> impl Strategy<Value = Vec<Listener>> {
    let level = || option::of(select(Level::ALL));
    let one = (level(), level(), select(Part::ALL));
    (btree_set(select(NAMES), 0..5), vec(one, 5)).prop_map(|(names, rest)| {
        let made = names.into_iter().zip(rest);
        made.map(|(name, (thread, place, part))| listener(name, thread, place, part)).collect()
    })
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn those_told_are_among_those_who_may_read_each_once_and_not_who_did_it(
        occasion in occasion(), listeners in listeners(), by in option::of(select(NAMES)),
        readers in btree_set(select(NAMES), 0..5),
    ) {
        let by = by.map(uid);
        let all = told(&occasion, by.as_ref(), &listeners, |member| readers.contains(member.as_str()));
        for pair in all.windows(2) {
            prop_assert!(pair[0].member < pair[1].member);
        }
        for one in &all {
            prop_assert!(readers.contains(one.member.as_str()));
            prop_assert_ne!(Some(&one.member), by.as_ref());
            let muted = listeners.iter().any(|other| other.member == one.member && level_of(other) == Some(Level::Mute));
            prop_assert!(!muted);
        }
    }
}
