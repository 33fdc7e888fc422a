// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! People, on real engines: SQLite always, PostgreSQL when `INNESTO_TEST_POSTGRES` names a server.

#![recursion_limit = "256"]
#![expect(clippy::unwrap_used, reason = "a test ends at the first surprise")]

#[path = "people/addresses.rs"]
mod addresses;
#[path = "people/administration.rs"]
mod administration;
#[path = "people/alike.rs"]
mod alike;
#[path = "people/audit.rs"]
mod audit;
#[path = "people/closed.rs"]
mod closed;
#[path = "people/closing.rs"]
mod closing;
#[path = "people/confirming.rs"]
mod confirming;
#[path = "people/costs.rs"]
mod costs;
#[path = "people/deciding.rs"]
mod deciding;
#[path = "people/directory.rs"]
mod directory;
#[path = "people/domains.rs"]
mod domains;
#[path = "people/given_up.rs"]
mod given_up;
#[path = "people/guessing.rs"]
mod guessing;
#[path = "people/hijacking.rs"]
mod hijacking;
#[path = "people/hostile.rs"]
mod hostile;
#[path = "people/hostile_fields.rs"]
mod hostile_fields;
#[path = "people/identities.rs"]
mod identities;
#[path = "people/inviting.rs"]
mod inviting;
#[path = "people/joining.rs"]
mod joining;
#[path = "people/mails.rs"]
mod mails;
#[path = "people/merging.rs"]
mod merging;
#[path = "people/modes.rs"]
mod modes;
#[path = "people/organisations.rs"]
mod organisations;
#[path = "people/own_copy.rs"]
mod own_copy;
#[path = "people/passwords.rs"]
mod passwords;
#[path = "people/profile.rs"]
mod profile;
#[path = "people/reading.rs"]
mod reading;
#[path = "people/records.rs"]
mod records;
#[path = "people/registering.rs"]
mod registering;
#[path = "people/second_factor.rs"]
mod second_factor;
#[path = "people/sessions.rs"]
mod sessions;
#[path = "people/signing_in.rs"]
mod signing_in;
#[path = "people/world.rs"]
mod world;
