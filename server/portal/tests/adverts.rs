// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Adverts, and what bodies write to each other, as the pages ask for it, on both engines.

#![expect(clippy::unwrap_used, reason = "a test ends at the first surprise")]

#[path = "adverts/answering.rs"]
mod answering;
#[path = "adverts/becoming.rs"]
mod becoming;
#[path = "adverts/cast.rs"]
mod cast;
#[path = "adverts/closing.rs"]
mod closing;
#[path = "adverts/expiring.rs"]
mod expiring;
#[path = "adverts/listing.rs"]
mod listing;
#[path = "people/records.rs"]
mod records;
#[path = "adverts/saved.rs"]
mod saved;
#[path = "adverts/stopping.rs"]
mod stopping;
#[path = "people/world.rs"]
#[expect(dead_code, reason = "the tests of people ask more of it")]
mod world;
#[path = "adverts/writing.rs"]
mod writing;
