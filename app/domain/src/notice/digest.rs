// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The digest: what happened, grouped by what it is about, the newest first, each once; nothing when nothing happened
//! (DOMAIN.md, "Grouped digest that respects silence").

use std::collections::BTreeMap;

use super::{Notice, NoticeAbout, Preferences, Rhythm};
use crate::text::Uid;

/// How many groups a digest shows; how many more there are is said.
pub const GROUPS_MAX: usize = 30;
/// How many lines a group shows.
pub const LINES_MAX: usize = 5;

/// All about one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group<'a> {
    /// The thing.
    pub about: &'a NoticeAbout,
    /// What happened, the newest first, at most `LINES_MAX`.
    pub lines: Vec<&'a Notice>,
    /// How much more happened there.
    pub more: usize,
}

/// What a member is told in one mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digest<'a> {
    /// By what it is about, where something happened last first, at most `GROUPS_MAX`.
    pub groups: Vec<Group<'a>>,
    /// How many groups more there are.
    pub more: usize,
    /// All notices that it tells of, those included for which there is no room.
    pub told: Vec<&'a Uid>,
}

/// Whether a notice still waits for a mail of a rhythm.
fn waits(notice: &Notice, preferences: &Preferences, rhythm: Rhythm) -> bool {
    let is_new = notice.read_at.is_none() && notice.mailed_at.is_none();
    is_new && preferences.rhythm_of(notice.kind) == rhythm
}

/// The digest of one member, of the notices from before a moment; nothing where there is nothing to tell. What was read,
/// what went into a mail and what may not be read any more is left out. Notices of another member are not told.
pub fn digest<'a>(
    member: &Uid,
    notices: &'a [Notice],
    preferences: &Preferences,
    rhythm: Rhythm,
    until: i64,
    may_read: impl Fn(&NoticeAbout) -> bool,
) -> Option<Digest<'a>> {
    if matches!(rhythm, Rhythm::AtOnce | Rhythm::Off) {
        return None;
    }
    let mut by_thing: BTreeMap<&NoticeAbout, Vec<&Notice>> = BTreeMap::new();
    let waiting = notices.iter().filter(|one| one.member == *member && one.at < until);
    for notice in waiting.filter(|one| waits(one, preferences, rhythm)) {
        by_thing.entry(&notice.about).or_default().push(notice);
    }
    by_thing.retain(|about, _| may_read(about));
    let mut told: Vec<&Uid> = by_thing.values().flatten().map(|notice| &notice.uid).collect();
    told.sort_unstable();
    told.dedup();
    let mut groups: Vec<Group<'a>> = by_thing.into_iter().map(|(about, all)| group(about, all)).collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.lines.first().map(|newest| newest.at)));
    let more = groups.len().saturating_sub(GROUPS_MAX);
    groups.truncate(GROUPS_MAX);
    if groups.is_empty() { None } else { Some(Digest { groups, more, told }) }
}

/// One thing: each post once, by the most direct reason.
fn group<'a>(about: &'a NoticeAbout, mut all: Vec<&'a Notice>) -> Group<'a> {
    all.sort_by_key(|notice| (notice.kind, std::cmp::Reverse(notice.at), &notice.uid));
    let mut lines: Vec<&Notice> = Vec::with_capacity(all.len());
    let mut seen = std::collections::BTreeSet::new();
    for notice in all {
        let is_new = match &notice.post {
            Some(post) => seen.insert(post),
            None => seen.insert(&notice.uid),
        };
        if is_new {
            lines.push(notice);
        }
    }
    lines.sort_by_key(|notice| (std::cmp::Reverse(notice.at), &notice.uid));
    let more = lines.len().saturating_sub(LINES_MAX);
    lines.truncate(LINES_MAX);
    Group { about, lines, more }
}
