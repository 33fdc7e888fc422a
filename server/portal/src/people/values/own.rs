// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What the pages of the own account show.

use domain::PartialDate;
use domain::member::{Member, MembershipState, OrganisationRole, VerifiedBy};
use jiff::Timestamp;

use crate::cards::OrganisationLink;

/// A session of one's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnSession {
    /// Stands in the form that ends it. It is not the secret of the session.
    pub id: String,
    /// Browser and system, as far as they say so.
    pub browser: String,
    /// When it began.
    pub since: Timestamp,
    /// When it was last seen, to within some minutes.
    pub seen: Timestamp,
    /// Whether it is the one that asks.
    pub this: bool,
}

/// An identity by which one signs in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnIdentity {
    /// Stand in the form that removes it.
    pub issuer: String,
    /// With the issuer, names the person at the provider.
    pub subject: String,
    /// What the provider calls the person.
    pub label: String,
    /// Since when it is linked.
    pub since: Timestamp,
}

/// A token by which programs act for the member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnToken {
    /// Stands in the form that ends it. It is not the token itself.
    pub id: String,
    /// When it was made.
    pub since: Timestamp,
    /// Until when it works.
    pub until: Timestamp,
    /// When it was last used, to within some minutes.
    pub used: Option<Timestamp>,
}

/// How a second factor stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OwnSecondFactor {
    /// There is none.
    Off,
    /// Being set up: to be typed or scanned into an app.
    SettingUp {
        /// In letters and digits (Base32), in groups of four.
        secret: String,
        /// For the picture that a phone scans: `otpauth://...`.
        address: String,
    },
    /// In force.
    On {
        /// How many recovery codes were not used yet.
        codes_left: u32,
    },
}

/// The page on signing in: password, second factor, sessions, identities.
#[derive(Clone, Debug)]
pub struct SecurityPage {
    /// The address.
    pub email: String,
    /// Whether there is a password; who signs in by a provider alone has none.
    pub has_password: bool,
    /// Whether a role asks for a second factor.
    pub second_factor_wanted: bool,
    /// How the second factor stands.
    pub second_factor: OwnSecondFactor,
    /// The sessions, the newest seen first.
    pub sessions: Vec<OwnSession>,
    /// The identities.
    pub identities: Vec<OwnIdentity>,
    /// The tokens of programs, the newest first.
    pub tokens: Vec<OwnToken>,
}

/// A membership as its page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MembershipLine {
    /// The organisation.
    pub organisation: OrganisationLink,
    /// Its identifier.
    pub uid: String,
    /// As what.
    pub role: OrganisationRole,
    /// Whether it is in force.
    pub state: MembershipState,
    /// How it is known to be true.
    pub verified_by: Option<VerifiedBy>,
    /// Since when.
    pub since: PartialDate,
}

/// The page on the own profile.
#[derive(Clone, Debug)]
pub struct ProfilePage {
    /// The record.
    pub member: Member,
    /// Its version, for the hidden field `version`.
    pub version: i64,
    /// The version of the photo.
    pub photo: Option<i64>,
    /// The memberships, with names.
    pub memberships: Vec<MembershipLine>,
    /// All themes, to choose from: uid and name.
    pub themes: Vec<(String, String)>,
    /// Names of organisations to offer while typing; empty where there are too many.
    pub names: Vec<String>,
    /// Organisations that were asked for and are not in the list yet.
    pub waiting_organisations: Vec<String>,
}
