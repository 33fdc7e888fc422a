// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Threads and posts as their pages ask for them, on both engines.

#![expect(clippy::unwrap_used, reason = "a test ends at the first surprise")]

#[path = "talking/attaching.rs"]
mod attaching;
#[path = "talking/beginning.rs"]
mod beginning;
#[path = "talking/cast.rs"]
mod cast;
#[path = "talking/editing.rs"]
mod editing;
#[path = "talking/leaving.rs"]
mod leaving;
#[path = "talking/marking.rs"]
mod marking;
#[path = "talking/naming.rs"]
mod naming;
#[path = "talking/posting.rs"]
mod posting;
#[path = "talking/programs.rs"]
mod programs;
#[path = "talking/reading.rs"]
mod reading;
#[path = "people/records.rs"]
mod records;
#[path = "people/world.rs"]
#[expect(dead_code, unused_imports, reason = "the tests of people ask more of it")]
mod world;
