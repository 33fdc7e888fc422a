// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What the crate promises, seen from outside.

#![expect(clippy::unwrap_used, reason = "a test ends at the first surprise")]

mod corpora;
mod fence;
mod kinds;
mod names;
mod pictures;
mod reading;
mod storage;
mod tables;
mod virus;

#[path = "../samples/child.rs"]
mod child;
#[path = "../samples/office.rs"]
mod office;
#[path = "../samples/pdf.rs"]
mod pdf;
#[path = "../samples/png.rs"]
mod png;
