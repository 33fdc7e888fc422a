// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The compiled program: exit codes, sentences, files, and what is left after kill -9.

#![expect(clippy::unwrap_used, reason = "a test ends at the first surprise")]

#[path = "program/bed.rs"]
mod bed;
#[path = "program/commands.rs"]
mod commands;
#[path = "program/crashes.rs"]
mod crashes;
#[path = "program/failures.rs"]
mod failures;
