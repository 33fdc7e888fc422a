// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Notices as people get them: in the portal, by mail at once, in digests; on both engines.

#![expect(clippy::unwrap_used, reason = "a test ends at the first surprise")]

#[path = "notices/cast.rs"]
mod cast;
#[path = "notices/choosing.rs"]
mod choosing;
#[path = "notices/digests.rs"]
mod digests;
#[path = "notices/mails.rs"]
mod mails;
#[path = "notices/many.rs"]
mod many;
#[path = "notices/reading.rs"]
mod reading;
#[path = "people/records.rs"]
mod records;
#[path = "notices/telling.rs"]
mod telling;
#[path = "people/world.rs"]
#[expect(dead_code, reason = "the tests of people ask more of it")]
mod world;
