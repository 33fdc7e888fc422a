// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

#![doc = include_str!("../README.md")]

mod accounts;
mod adoptions;
mod change;
mod counts;
mod documents;
mod error;
mod failures;
mod following;
mod jobs;
mod kept;
mod log;
mod members;
mod messages;
mod organisations;
mod phases;
mod postgres;
mod practice_lists;
mod practices;
mod rows;
mod schema;
mod snapshot;
mod sqlite;
mod store;
mod tables;
mod taxonomy;
mod visible;
mod writing;

pub use accounts::{
    Account, Attempt, AuditEntry, AuditRow, AuditVerdict, Computer, FoundAccount, Identity, LinkKind, LiveSession,
    Mail, MailState, NewIdentity, NewMail, NewOneTimeLink, NewOrganisationRequest, NewSession, OneTimeLink,
    OrganisationRequest, OwnFollow, OwnLink, OwnMail, OwnRows, OwnSession, Purged, RequestState, Reserved,
    SecondFactor, Session,
};
pub use adoptions::{AdoptedPractice, AdoptionRow};
pub use change::{Change, Effect, Put};
pub use counts::{Counts, Dangling};
pub use documents::{DocumentText, KeptDocument};
pub use error::{Cause, Error};
pub use failures::{FAILURES_MAX, FailureFilter, FailureRow};
pub use following::Followers;
pub use jobs::Job;
pub use kept::RecordType;
pub use log::{LogRow, LogState, Operation};
pub use members::{KeptMember, MemberFilter, Photo};
pub use messages::{Correction, Opinion};
pub use organisations::{KeptOrganisation, OrganisationFilter, OrganisationRow};
pub use phases::PhaseReached;
pub use practice_lists::{PracticeHead, PracticeRow};
pub use practices::{KeptPractice, PracticePage};
pub use rows::{Found, Listed, OrganisationName, Page};
pub use schema::SchemaState;
pub use snapshot::{Listing, Snapshot};
pub use store::{Settings, Store, Work};
pub use writing::RevisionHead;
