// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The crate from outside: its rules, the CommonMark examples, hostile texts and costly texts.

#![expect(clippy::unwrap_used, reason = "tests")]

mod commonmark;
mod corpora;
mod costly;
mod oracle;
mod pasted;
mod rules;
mod timed;
