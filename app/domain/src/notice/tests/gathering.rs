// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What a digest holds.

use std::collections::BTreeSet;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::super::*;
use super::{config, uid};

fn notice(name: &str, kind: NoticeKind, thread: &str, post: Option<&str>, at: i64) -> Notice {
    Notice {
        uid: uid(name),
        member: uid("ada"),
        kind,
        about: NoticeAbout::Thread(uid(thread)),
        post: post.map(uid),
        by: Some(uid("bea")),
        at,
        read_at: None,
        mailed_at: None,
    }
}

/// The digest as lines: what it is about, and its notices.
fn weekly(notices: &[Notice]) -> Option<Vec<String>> {
    let digest = digest(&uid("ada"), notices, &Preferences::default(), Rhythm::Weekly, 100, |_| true)?;
    let line = |group: &Group<'_>| {
        let lines: Vec<&str> = group.lines.iter().map(|notice| notice.uid.as_str()).collect();
        format!("{:?}: {} +{}", group.about, lines.join(" "), group.more)
    };
    Some(digest.groups.iter().map(line).collect())
}

#[test]
fn a_digest_is_grouped_by_thread_with_the_newest_first() {
    let all = [
        notice("n1", NoticeKind::NewPost, "a", Some("p1"), 1),
        notice("n2", NoticeKind::NewPost, "b", Some("p2"), 2),
        notice("n3", NoticeKind::NewPost, "a", Some("p3"), 3),
    ];
    assert_eq!(weekly(&all), Some(vec!["Thread(Uid(\"a\")): n3 n1 +0".into(), "Thread(Uid(\"b\")): n2 +0".into()]));
}

#[test]
fn there_is_no_digest_where_nothing_happened_or_all_was_read_or_told() {
    assert_eq!(weekly(&[]), None);
    let one = notice("n1", NoticeKind::NewPost, "a", Some("p1"), 1);
    let read = Notice { read_at: Some(5), ..one.clone() };
    let mailed = Notice { mailed_at: Some(5), ..one.clone() };
    let later = Notice { at: 100, ..one.clone() };
    let of_another = Notice { member: uid("bea"), ..one.clone() };
    for none in [read, mailed, later, of_another] {
        assert_eq!(weekly(&[none]), None);
    }
    let all = [one];
    let off = Preferences::default().without(&Unsubscribe::All);
    for rhythm in Rhythm::ALL {
        assert_eq!(digest(&uid("ada"), &all, &off, *rhythm, 100, |_| true), None, "{rhythm}");
    }
    assert_eq!(digest(&uid("ada"), &all, &Preferences::default(), Rhythm::Weekly, 100, |_| false), None);
    assert!(digest(&uid("ada"), &all, &Preferences::default(), Rhythm::Daily, 100, |_| true).is_none());
}

#[test]
fn a_post_that_names_and_answers_is_one_line() {
    let all = [
        notice("n1", NoticeKind::NewPost, "a", Some("p1"), 1),
        notice("n2", NoticeKind::Mention, "a", Some("p1"), 2),
        notice("n3", NoticeKind::Outcome, "a", None, 3),
        notice("n4", NoticeKind::Outcome, "a", None, 4),
    ];
    assert_eq!(weekly(&all), Some(vec!["Thread(Uid(\"a\")): n4 n3 n2 +0".into()]));
    let told =
        digest(&uid("ada"), &all, &Preferences::default(), Rhythm::Weekly, 100, |_| true).expect("a digest").told;
    assert_eq!(told.len(), 4, "none of them comes again");
}

#[test]
fn a_long_digest_says_how_much_more_there_is() {
    let many: Vec<Notice> =
        (0..9).map(|at| notice(&format!("n{at}"), NoticeKind::NewPost, "a", Some(&format!("p{at}")), at)).collect();
    assert_eq!(weekly(&many), Some(vec!["Thread(Uid(\"a\")): n8 n7 n6 n5 n4 +4".into()]));
    let wide: Vec<Notice> =
        (0..45).map(|at| notice(&format!("n{at}"), NoticeKind::NewPost, &format!("t{at}"), None, at)).collect();
    let one = digest(&uid("ada"), &wide, &Preferences::default(), Rhythm::Weekly, 100, |_| true).expect("a digest");
    assert_eq!((one.groups.len(), one.more, one.told.len()), (GROUPS_MAX, 15, 45));
    assert_eq!(one.groups[0].lines[0].uid, uid("n44"));
}

fn any_notice() -> impl Strategy<Value = Notice> {
    let about = select(vec!["a", "b", "c"]);
    let post = option::of(select(vec!["p1", "p2", "p3"]));
    let marks = (option::of(0_i64..9), option::of(0_i64..9), select(vec!["ada", "bea"]));
    (select(NoticeKind::ALL), about, post, 0_i64..120, marks).prop_map(
        |(kind, about, post, at, (read_at, mailed_at, member))| Notice {
            member: uid(member),
            read_at,
            mailed_at,
            ..notice("n", kind, about, post, at)
        },
    )
}

fn notices() -> impl Strategy<Value = Vec<Notice>> {
    vec(any_notice(), 0..40).prop_map(|all| {
        let name = |(at, notice): (usize, Notice)| Notice { uid: uid(&format!("n{at}")), ..notice };
        all.into_iter().enumerate().map(name).collect()
    })
}

fn preferences() -> impl Strategy<Value = Preferences> {
    (select(Rhythm::ALL), vec((select(NoticeKind::ALL), select(Rhythm::ALL)), 0..5)).prop_map(|(rhythm, kinds)| {
        Preferences { rhythm, kinds: kinds.into_iter().collect(), ..Preferences::default() }
    })
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_notice_that_waits_for_a_digest_goes_into_one_and_no_other_into_any(
        all in notices(), preferences in preferences(), hidden in option::of(select(vec!["a", "b", "c"])),
    ) {
        let may_read = |about: &NoticeAbout| hidden.is_none_or(|hidden| *about != NoticeAbout::Thread(uid(hidden)));
        let mine: Vec<Notice> = all.iter().filter(|one| one.member == uid("ada")).cloned().collect();
        let mut told: Vec<&Uid> = Vec::new();
        for rhythm in Rhythm::ALL {
            let digest = digest(&uid("ada"), &all, &preferences, *rhythm, i64::MAX, may_read);
            told.extend(digest.into_iter().flat_map(|digest| digest.told));
        }
        told.sort_unstable();
        let mut expected: Vec<&Uid> = mine
            .iter()
            .filter(|one| one.read_at.is_none() && one.mailed_at.is_none() && may_read(&one.about))
            .filter(|one| !matches!(preferences.rhythm_of(one.kind), Rhythm::Off | Rhythm::AtOnce))
            .map(|one| &one.uid)
            .collect();
        expected.sort_unstable();
        prop_assert_eq!(told, expected);
    }

    #[test]
    fn a_digest_is_in_order_and_says_nothing_twice(all in notices()) {
        let Some(digest) = digest(&uid("ada"), &all, &Preferences::default(), Rhythm::Weekly, 100, |_| true) else {
            return Ok(());
        };
        prop_assert!(!digest.groups.is_empty());
        let newest: Vec<i64> = digest.groups.iter().map(|group| group.lines[0].at).collect();
        prop_assert!(newest.windows(2).all(|pair| pair[0] >= pair[1]));
        let things: BTreeSet<&NoticeAbout> = digest.groups.iter().map(|group| group.about).collect();
        prop_assert_eq!(things.len(), digest.groups.len());
        for group in &digest.groups {
            prop_assert!(group.lines.windows(2).all(|pair| pair[0].at >= pair[1].at));
            let posts: Vec<&Uid> = group.lines.iter().filter_map(|one| one.post.as_ref()).collect();
            prop_assert_eq!(posts.iter().collect::<BTreeSet<_>>().len(), posts.len());
        }
    }
}
