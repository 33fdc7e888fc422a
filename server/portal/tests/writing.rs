// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Writing practices and reviewing them, as the pages ask for it, on both engines.

#![expect(clippy::unwrap_used, reason = "a test ends at the first surprise")]

#[path = "writing/authors.rs"]
mod authors;
#[path = "writing/cast.rs"]
mod cast;
#[path = "writing/documents.rs"]
mod documents;
#[path = "writing/following.rs"]
mod following;
#[path = "writing/history.rs"]
mod history;
#[path = "writing/moving.rs"]
mod moving;
#[path = "writing/opinions.rs"]
mod opinions;
#[path = "writing/outdated.rs"]
mod outdated;
#[path = "writing/pasting.rs"]
mod pasting;
#[path = "people/records.rs"]
mod records;
#[path = "writing/saving.rs"]
mod saving;
#[path = "writing/versions.rs"]
mod versions;
#[path = "people/world.rs"]
#[expect(dead_code, unused_imports, reason = "the tests of people ask more of it")]
mod world;
