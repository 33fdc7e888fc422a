// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Writing in discussions over real connections, on real engines: SQLite always, PostgreSQL when `INNESTO_TEST_POSTGRES`
//! names a server.

#![recursion_limit = "256"]
#![expect(clippy::unwrap_used, reason = "a test ends at the first surprise")]

#[path = "talking/bed.rs"]
mod bed;
#[path = "talking/sending.rs"]
mod sending;
#[path = "talking/wire.rs"]
mod wire;
