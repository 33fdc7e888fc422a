// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

#![doc = include_str!("../README.md")]

mod accounts;
mod adoptions;
mod adverts;
mod backup;
mod change;
mod collections;
mod communities;
mod contacts;
mod counts;
mod decisions;
mod documents;
mod error;
mod events;
mod failures;
mod flows;
mod following;
mod jobs;
mod kept;
mod lists;
mod log;
mod matches;
mod members;
mod merging;
mod messages;
mod moderation;
mod notices;
mod organisations;
mod phases;
mod places;
#[cfg(test)]
mod plans;
mod postgres;
mod posts;
mod practice_lists;
mod practices;
mod readiness;
mod rows;
mod saved_searches;
mod schema;
mod snapshot;
mod sqlite;
mod store;
mod tables;
mod taxonomy;
mod testimonials;
mod threads;
mod transferring;
mod twinnings;
mod views;
mod visible;
mod writing;

pub use accounts::{
    Account, Attempt, AuditEntry, AuditRow, AuditVerdict, Computer, FoundAccount, Identity, Invitation, LinkKind,
    LiveSession, LiveToken, Mail, MailState, NewIdentity, NewInvitation, NewMail, NewOneTimeLink,
    NewOrganisationRequest, NewSession, NewToken, OneTimeLink, OrganisationRequest, OwnDismissal, OwnFlag, OwnFollow,
    OwnInvitation, OwnLink, OwnList, OwnMail, OwnRows, OwnSession, OwnToken, OwnWritings, Purged, RequestState,
    Reserved, SecondFactor, Session, Token,
};
pub use adoptions::{AdoptedPractice, AdoptionRow, KeptAdoption};
pub use adverts::{AdvertFilter, KeptAdvert};
pub use change::{Change, Effect, Put};
pub use collections::{KeptCollection, NewCollection};
pub use communities::{CommunityFilter, KeptCommunity};
pub use contacts::{ContactWish, KeptContact, OwnMessage};
pub use counts::{Counts, Dangling};
pub use decisions::{DECISIONS, DecisionFilter, DecisionRow};
pub use documents::{DocumentText, KeptDocument};
pub use error::{Cause, Error};
pub use failures::{FAILURES_MAX, FailureFilter, FailureRow};
pub use flows::{Counted, Flow, FlowFilter, Flows};
pub use following::Followers;
pub use jobs::Job;
pub use kept::RecordType;
pub use lists::{KeptList, NewList};
pub use log::{LogRow, LogState, Operation};
pub use matches::{Correspondence, KeptMatch, MatchKey, MatchSide};
pub use members::{KeptMember, MemberFilter, Photo};
pub use messages::{Correction, Opinion};
pub use moderation::{KeptEntry, KeptFlag, KeptSilence, LogFilter, OwnModeration, WaitingRow, Whose};
pub use notices::{DigestRun, KeptNotice, NOTICES_AT_ONCE, NewNotice, OwnNotices, PostPlace, Watched, WhichNotices};
pub use organisations::{KeptOrganisation, OrganisationFilter, OrganisationRow};
pub use phases::PhaseReached;
pub use places::{Place, PlaceKind};
pub use posts::{Behind, KeptPost, OwnReaction, Thing};
pub use practice_lists::{PracticeHead, PracticeRow};
pub use practices::{Beside, KeptPractice, PracticePage};
pub use rows::{Found, Listed, OrganisationName, Page};
pub use saved_searches::DueSearch;
pub use schema::SchemaState;
pub use snapshot::{Listing, Snapshot};
pub use store::{Settings, Store, Work};
pub use testimonials::{JudgedTestimonial, KeptTestimonial};
pub use threads::{KeptThread, KnownThread, Tally, Thanked, ThreadFilter, ThreadRow, Unanswered};
pub use twinnings::{KeptTwinning, TwinningFilter, TwinningHead, TwinningRow};
pub use writing::RevisionHead;
