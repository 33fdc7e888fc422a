// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Practices: the library, one of them, several side by side, the map, what did not work, asking for a correction.

pub mod adopt;
mod answering;
pub mod compare;
pub mod correct;
pub mod failures;
mod flows;
pub mod library;
pub mod map;
pub mod read;
pub mod testimonial;
