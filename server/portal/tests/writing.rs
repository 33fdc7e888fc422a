// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Writing practices and reviewing them, as the pages ask for it, on both engines.

#![expect(clippy::unwrap_used, reason = "a test ends at the first surprise")]

#[path = "writing/adopting.rs"]
mod adopting;
#[path = "writing/authors.rs"]
mod authors;
#[path = "writing/cast.rs"]
mod cast;
#[path = "writing/collections.rs"]
mod collections;
#[path = "writing/decided.rs"]
mod decided;
#[path = "writing/documents.rs"]
mod documents;
#[path = "writing/following.rs"]
mod following;
#[path = "writing/history.rs"]
mod history;
#[path = "writing/inviting.rs"]
mod inviting;
#[path = "writing/judging.rs"]
mod judging;
#[path = "writing/lists.rs"]
mod lists;
#[path = "writing/moving.rs"]
mod moving;
#[path = "writing/opinions.rs"]
mod opinions;
#[path = "writing/outdated.rs"]
mod outdated;
#[path = "writing/own_copy.rs"]
mod own_copy;
#[path = "writing/pasting.rs"]
mod pasting;
#[path = "writing/readers.rs"]
mod readers;
#[path = "people/reading.rs"]
mod reading;
#[path = "people/records.rs"]
mod records;
#[path = "writing/renewing.rs"]
mod renewing;
#[path = "writing/saving.rs"]
mod saving;
#[path = "writing/sheets.rs"]
mod sheets;
#[path = "writing/testimonials.rs"]
mod testimonials;
#[path = "writing/versions.rs"]
mod versions;
#[path = "people/world.rs"]
#[expect(dead_code, reason = "the tests of people ask more of it")]
mod world;
