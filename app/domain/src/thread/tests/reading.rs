// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Pages that never shift, what was not read yet, and replies in their place.

use std::collections::BTreeSet;

use proptest::collection::vec;
use proptest::prelude::*;

use super::super::*;
use super::config;

/// Positions and whom they answer, as the rows of a page: `level:position`, and whom it answers where that is said.
fn shown(posts: &[(u32, Option<u32>)]) -> Vec<String> {
    let rows = rows(posts.to_vec(), |post| *post);
    let line = |row: Row<(u32, Option<u32>)>| match row.answers {
        Some(answers) => format!("{}:{}→{answers}", row.level, row.post.0),
        None => format!("{}:{}", row.level, row.post.0),
    };
    rows.into_iter().map(line).collect()
}

#[test]
fn replies_stand_below_what_they_answer() {
    let posts = [(1, None), (2, None), (3, Some(1)), (4, Some(3)), (5, Some(1)), (6, Some(2))];
    assert_eq!(shown(&posts), ["0:1", "1:3", "2:4", "1:5", "0:2", "1:6"]);
}

#[test]
fn replies_go_four_levels_deep_and_further_ones_say_whom_they_answer() {
    let posts: Vec<(u32, Option<u32>)> = (1..=7).map(|at| (at, (at > 1).then(|| at - 1))).collect();
    assert_eq!(shown(&posts), ["0:1", "1:2", "2:3", "3:4", "4:5", "4:6→5", "4:7→6"]);
}

#[test]
fn what_answers_a_post_of_another_page_says_so() {
    assert_eq!(shown(&[(21, Some(3)), (22, Some(21)), (23, None)]), ["0:21→3", "1:22", "0:23"]);
}

#[test]
fn what_would_answer_itself_or_what_comes_later_answers_nothing() {
    assert_eq!(shown(&[(1, Some(1)), (2, Some(3)), (3, None)]), ["0:1", "0:2", "0:3"]);
}

#[test]
fn a_page_has_twenty_positions_from_1() {
    assert_eq!([1, 20, 21, 40, 41].map(page_of), [1, 1, 2, 2, 3]);
    assert_eq!([0, 1, 20, 21, 10_000].map(pages), [1, 1, 1, 2, 500]);
    assert_eq!((positions(1), positions(500)), (1..=20, 9_981..=10_000));
    assert!(positions(0).is_empty());
    assert!(positions(u32::MAX).start() > &1, "a number out of a bad address is no accident");
}

#[test]
fn one_goes_on_where_one_was() {
    let begins = ReadTo::default();
    assert_eq!((begins.first_unread(45), begins.page(45)), (Some(1), 1));
    let read = begins.after(1, 45);
    assert_eq!((read, read.first_unread(45), read.page(45)), (ReadTo(20), Some(21), 2));
    let all = read.after(3, 45);
    assert_eq!((all, all.first_unread(45), all.page(45)), (ReadTo(45), None, 3));
    assert_eq!(all.after(1, 45), all, "who turns back has not unread anything");
    assert_eq!((begins.first_unread(0), begins.page(0)), (None, 1));
    assert_eq!(begins.after(0, 45), begins);
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_position_stands_on_one_page_whatever_comes_after(last in 1_u32..5_000, later in 0_u32..500) {
        let mut seen = Vec::new();
        for page in 1..=pages(last) {
            seen.extend(positions(page).filter(|position| *position <= last));
        }
        prop_assert_eq!(seen, (1..=last).collect::<Vec<_>>());
        prop_assert_eq!(page_of(last), pages(last));
        prop_assert!(pages(last + later) >= pages(last));
        prop_assert!(positions(page_of(last)).contains(&last));
    }

    #[test]
    fn every_post_of_a_page_is_shown_once_at_a_level_that_there_is(answers in vec(0_u32..40, 0..40), from in 1_u32..30) {
        let posts: Vec<(u32, Option<u32>)> =
            (from..).zip(answers).map(|(position, to)| (position, (to > 0).then_some(to))).collect();
        let rows = rows(posts.clone(), |post| *post);
        let all: BTreeSet<u32> = rows.iter().map(|row| row.post.0).collect();
        prop_assert_eq!(all.len(), posts.len());
        prop_assert_eq!(rows.len(), posts.len());
        prop_assert!(rows.first().is_none_or(|first| first.level == 0));
        for pair in rows.windows(2) {
            prop_assert!(pair[1].level <= pair[0].level + 1);
        }
        for (at, row) in rows.iter().enumerate() {
            prop_assert!(row.level <= LEVELS_MAX);
            let answered = row.post.1.filter(|to| *to < row.post.0);
            match answered {
                // Where it is not said, the last one before it that is less deep is the one.
                Some(to) if row.answers.is_none() => {
                    let above = rows[..at].iter().rev().find(|other| other.level < row.level);
                    prop_assert_eq!(above.map(|other| other.post.0), Some(to));
                }
                answered => prop_assert_eq!(row.answers, answered),
            }
        }
    }

    #[test]
    fn nothing_is_read_twice_and_nothing_skipped_by_who_goes_on(last in 0_u32..400) {
        let mut read = ReadTo::default();
        let mut turned = Vec::new();
        while read.first_unread(last).is_some() {
            turned.push(read.page(last));
            read = read.after(read.page(last), last);
        }
        prop_assert_eq!(read, ReadTo(last));
        let expected: Vec<u32> = if last == 0 { Vec::new() } else { (1..=pages(last)).collect() };
        prop_assert_eq!(turned, expected);
    }
}
