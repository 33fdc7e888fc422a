// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Practices: the library, one of them, the map, asking for a correction.

pub mod correct;
pub mod library;
pub mod map;
pub mod read;
