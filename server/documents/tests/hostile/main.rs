// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Files that were made to harm: always an answer in time, never much memory, never the parent's end.

#![expect(clippy::unwrap_used, reason = "a test ends at the first surprise")]

mod bombs;
mod damage;
mod pictures;
mod watch;

#[path = "../samples/child.rs"]
mod child;
#[path = "../samples/office.rs"]
mod office;
#[path = "../samples/pdf.rs"]
mod pdf;
#[path = "../samples/png.rs"]
mod png;
