// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The address of a thread: a short number, a `-` and a slug in one segment (INTERFACES.md, "Names and addresses").

use crate::slug::Slug;

/// The address of a thread. The number alone finds it; the slug is for people, and follows the title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThreadAddress {
    /// The number.
    pub number: u32,
    /// The slug; none where only the number was given.
    pub slug: Option<Slug>,
}

impl ThreadAddress {
    /// The address of a thread with a title.
    pub fn of(number: u32, title: &str) -> Self {
        Self { number, slug: Some(Slug::of(title)) }
    }

    /// Reads a segment: a number from 1, without a sign and without zeros before it, and what stands behind the first
    /// `-`, if it is a slug.
    pub fn parse(segment: &str) -> Option<Self> {
        let (number, slug) = segment.split_once('-').map_or((segment, None), |(number, slug)| (number, Some(slug)));
        let is_plain = number.bytes().all(|byte| byte.is_ascii_digit()) && !number.starts_with('0');
        let number: u32 = is_plain.then(|| number.parse().ok()).flatten()?;
        Some(Self { number, slug: slug.and_then(Slug::parse) })
    }
}

impl std::fmt::Display for ThreadAddress {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.slug {
            Some(slug) => write!(out, "{}-{slug}", self.number),
            None => write!(out, "{}", self.number),
        }
    }
}
