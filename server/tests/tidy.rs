// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! House rules that a machine can check: arrows between crates, homes of libraries, headers, lengths, words.

#![expect(clippy::unwrap_used, reason = "a test ends at the first surprise")]

#[path = "tidy/arrows.rs"]
mod arrows;
#[path = "tidy/files.rs"]
mod files;
#[path = "tidy/words.rs"]
mod words;
