// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The few parts of pages that script makes more comfortable.

mod suggestions;
mod writing;

pub use suggestions::SearchField;
pub use writing::{Begins, Measure, TalkHelp, Texts, Word, WritingHelp};
