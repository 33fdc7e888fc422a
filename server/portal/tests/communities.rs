// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Communities as the pages ask for them, on both engines.

#![expect(clippy::unwrap_used, reason = "a test ends at the first surprise")]

#[path = "communities/cast.rs"]
mod cast;
#[path = "communities/closing.rs"]
mod closing;
#[path = "communities/joining.rs"]
mod joining;
#[path = "communities/leading.rs"]
mod leading;
#[path = "people/records.rs"]
mod records;
#[path = "people/world.rs"]
#[expect(dead_code, reason = "the tests of people ask more of it")]
mod world;
#[path = "communities/writing.rs"]
mod writing;
