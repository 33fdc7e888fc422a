// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Writing twinnings, as the pages ask for it, on both engines.

#![expect(clippy::unwrap_used, reason = "a test ends at the first surprise")]

#[path = "transfers/cast.rs"]
mod cast;
#[path = "transfers/parties.rs"]
mod parties;
#[path = "transfers/plan.rs"]
mod plan;
#[path = "transfers/preparing.rs"]
mod preparing;
#[path = "people/records.rs"]
mod records;
#[path = "transfers/refused.rs"]
mod refused;
#[path = "transfers/testimonials.rs"]
mod testimonials;
#[path = "transfers/whole.rs"]
mod whole;
#[path = "people/world.rs"]
#[expect(dead_code, reason = "the tests of people ask more of it")]
mod world;
