// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The store on real engines: SQLite always, PostgreSQL when `INNESTO_TEST_POSTGRES` names a server.

#![recursion_limit = "256"]
#![expect(clippy::unwrap_used, reason = "a test ends at the first surprise")]

mod accounts;
mod addresses;
mod backup;
mod collections;
mod communities;
mod contacts;
mod events;
mod failures;
mod figures;
mod flows;
mod jobs;
mod limits;
mod lists;
mod log;
mod matches;
mod members;
mod mergers;
mod merging;
mod messages;
mod moderation;
mod notices;
mod opening;
mod people;
mod permission;
mod phases;
mod records;
mod saved_searches;
mod testimonials;
mod threads;
mod world;
mod writing;
