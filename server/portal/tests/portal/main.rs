// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The use cases on real engines: SQLite always, PostgreSQL when `INNESTO_TEST_POSTGRES` names a server.

#![recursion_limit = "256"]
#![expect(clippy::unwrap_used, reason = "a test ends at the first surprise")]

mod comparing;
mod demo;
mod demo_search;
mod export;
mod facets;
mod failures;
mod figures;
mod flows;
mod following;
mod hidden;
mod import;
mod importing_members;
mod mending;
mod mergers;
mod messages;
mod organisations;
mod phases;
mod reading;
mod refused_by_the_database;
mod search_set;
mod talk_found;
mod transfers;
mod twinnings;
mod world;
