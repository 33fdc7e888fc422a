// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The posts of a page as they are shown: replies below what they answer, up to four levels, further in plain order.

use std::collections::BTreeMap;

/// How deep replies are shown below what they answer (DOMAIN.md, "Others").
pub const LEVELS_MAX: u8 = 4;

/// A post in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row<T> {
    /// The post.
    pub post: T,
    /// How deep it stands: 0 answers the thread, 1 to `LEVELS_MAX` a post above it.
    pub level: u8,
    /// The position of the post that it answers, where its place does not say so: that one is on another page, or as
    /// deep as replies go.
    pub answers: Option<u32>,
}

/// The posts of one page in the order in which they are shown. `placed` tells a post's position and that of the post
/// that it answers, if any; positions are different, and a post answers an earlier one.
///
/// Each post stands once. Below a post stand those that answer it, in the order in which they were written; what answers
/// a post of another page stands as if it answered the thread.
pub fn rows<T>(posts: Vec<T>, placed: impl Fn(&T) -> (u32, Option<u32>)) -> Vec<Row<T>> {
    let mut by_position: BTreeMap<u32, (Option<u32>, T)> = BTreeMap::new();
    for post in posts {
        let (position, answers) = placed(&post);
        by_position.insert(position, (answers.filter(|earlier| *earlier < position), post));
    }
    let mut below: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    let mut first = Vec::new();
    for (position, (answers, _)) in &by_position {
        match answers.filter(|earlier| by_position.contains_key(earlier)) {
            Some(earlier) => below.entry(earlier).or_default().push(*position),
            None => first.push(*position),
        }
    }
    // The next one to show is the last of these, each with the level that it would have if levels had no end.
    let mut waiting: Vec<(u32, usize)> = first.into_iter().rev().map(|position| (position, 0)).collect();
    let mut rows = Vec::with_capacity(by_position.len());
    while let Some((position, depth)) = waiting.pop() {
        let Some((answers, post)) = by_position.remove(&position) else { continue };
        let replies = below.remove(&position).unwrap_or_default();
        waiting.extend(replies.into_iter().rev().map(|reply| (reply, depth + 1)));
        let level = u8::try_from(depth).map_or(LEVELS_MAX, |depth| depth.min(LEVELS_MAX));
        let is_told_by_place = depth > 0 && depth <= usize::from(LEVELS_MAX);
        rows.push(Row { post, level, answers: answers.filter(|_| !is_told_by_place) });
    }
    rows
}
