// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The compiled program: exit codes, sentences, files, what is left after kill -9, documents good and bad.

#![expect(clippy::unwrap_used, reason = "a test ends at the first surprise")]

#[path = "program/backups.rs"]
mod backups;
#[path = "program/bed.rs"]
mod bed;
#[path = "program/commands.rs"]
mod commands;
#[path = "program/crashes.rs"]
mod crashes;
#[path = "program/documents.rs"]
mod documents;
#[path = "program/failures.rs"]
mod failures;
#[path = "program/hostile.rs"]
mod hostile;
#[path = "program/member.rs"]
mod member;

#[path = "../documents/tests/samples/office.rs"]
#[expect(dead_code, reason = "the tests of documents ask more of it")]
mod office;
#[path = "../documents/tests/samples/pdf.rs"]
#[expect(dead_code, reason = "the tests of documents ask more of it")]
mod pdf;
#[path = "../documents/tests/samples/png.rs"]
mod png;
