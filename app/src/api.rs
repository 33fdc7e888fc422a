// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Endpoints that serve islands. Each is public, reads by GET, and leaves every decision to a use case.

mod suggest;

pub use suggest::{Suggestion, suggest};
