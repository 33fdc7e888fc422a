// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Moderation, as the pages ask for it, on both engines.

#![expect(clippy::unwrap_used, reason = "a test ends at the first surprise")]

#[path = "moderation/attached.rs"]
mod attached;
#[path = "moderation/cast.rs"]
mod cast;
#[path = "moderation/deciding.rs"]
mod deciding;
#[path = "moderation/flagging.rs"]
mod flagging;
#[path = "moderation/moving.rs"]
mod moving;
#[path = "people/records.rs"]
mod records;
#[path = "moderation/silencing.rs"]
mod silencing;
#[path = "people/world.rs"]
#[expect(dead_code, unused_imports, reason = "the tests of people ask more of it")]
mod world;
