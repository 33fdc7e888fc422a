// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Pages of a thread, by the positions of its posts: a post never changes its page, whatever becomes of others, and any
//! page is found without counting the ones before it.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use crate::text::Uid;

/// How many posts a page has, those included that are not shown any more.
pub const PER_PAGE: u32 = 20;

/// The page, from 1, on which the post at a position stands.
pub const fn page_of(position: u32) -> u32 {
    position.saturating_sub(1) / PER_PAGE + 1
}

/// How many pages there are, by the last position; a thread without posts has one page.
pub const fn pages(last: u32) -> u32 {
    page_of(last)
}

/// The positions that a page shows; none for what is no page.
pub const fn positions(page: u32) -> RangeInclusive<u32> {
    let first = page.saturating_sub(1).saturating_mul(PER_PAGE).saturating_add(1);
    first..=page.saturating_mul(PER_PAGE)
}

/// How far a member has read a thread: the last position that was before the eyes; 0 where none was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReadTo(pub u32);

impl ReadTo {
    /// After a page was shown; who turns back has not unread anything.
    #[must_use]
    pub fn after(self, page: u32, last: u32) -> Self {
        let shown = (*positions(page).end()).min(last);
        Self(self.0.max(shown))
    }

    /// The position of the first post that was not read.
    pub const fn first_unread(self, last: u32) -> Option<u32> {
        if self.0 < last { Some(self.0 + 1) } else { None }
    }

    /// The page on which to go on: with the first post that was not read, or the last page.
    pub const fn page(self, last: u32) -> u32 {
        match self.first_unread(last) {
            Some(position) => page_of(position),
            None => pages(last),
        }
    }
}

/// How many people take part: those who wrote something that is shown, each once (AC-003-3). Who is not known any more
/// is not counted.
pub fn participants<'a>(authors: impl IntoIterator<Item = Option<&'a Uid>>) -> usize {
    authors.into_iter().flatten().collect::<BTreeSet<_>>().len()
}
