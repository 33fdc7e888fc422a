// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The organisations.

mod list;
mod people;
mod read;
mod transfers;

pub use list::OrganisationsPage;
pub use read::OrganisationPage;
