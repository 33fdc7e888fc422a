// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Matches and readiness, as the pages ask for them, on both engines.

#![expect(clippy::unwrap_used, reason = "a test ends at the first surprise")]

#[path = "matching/cast.rs"]
mod cast;
#[path = "matching/closing.rs"]
mod closing;
#[path = "matching/deciding.rs"]
mod deciding;
#[path = "matching/merging.rs"]
mod merging;
#[path = "matching/readiness.rs"]
mod readiness;
#[path = "people/records.rs"]
mod records;
#[path = "matching/scoring.rs"]
mod scoring;
#[path = "people/world.rs"]
#[expect(dead_code, unused_imports, reason = "the tests of people ask more of it")]
mod world;
