// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Endpoints that serve islands, and what those of the server take and answer. Each is public and leaves every decision
//! to a use case; functions only read, by GET.

mod suggest;
mod talking;
mod writing;

pub use suggest::{Suggestion, suggest};
pub use talking::{Alike, MENTIONS, SIMILAR, ToName};
pub use writing::{AUTOSAVE, Cleaned, Clipboard, Kept, NotDone, PASTE, PREVIEW, Shown, ToShow};
