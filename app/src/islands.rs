// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The few parts of pages that script makes more comfortable.

mod suggestions;

pub use suggestions::SearchField;
