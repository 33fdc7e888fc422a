// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What the pages on people show: one value for each page.

mod administration;
mod own;

pub use administration::{
    AccountLine, AccountPage, AccountsPage, AccountsRequest, AdministrationPage, AuditLine, AuditPage, MailLine,
    MailState, MailsPage, OrganisationQueuePage, OrganisationRequestLine,
};
pub use own::{MembershipLine, OwnIdentity, OwnSecondFactor, OwnSession, OwnToken, ProfilePage, SecurityPage};

use domain::member::{MemberType, MembershipState, OrganisationRole, PortalRole, VerifiedBy};
use domain::{Locale, PartialDate, Uid};
use jiff::Timestamp;
use markdown::SafeHtml;

use crate::cards::{OrganisationLink, ThemeLink};

/// Who has signed in, as the header shows it. Absent for visitors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    /// The member.
    pub uid: Uid,
    /// First and last name.
    pub name: String,
    /// The first letters of both.
    pub initials: String,
    /// The version of the photo, where there is one: its address is `paths::photo(uid, version)`.
    pub photo: Option<i64>,
    /// The language that the member chose.
    pub locale: Locale,
    /// The roles in the portal, in force or not.
    pub roles: Vec<PortalRole>,
}

/// An organisation to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganisationChoice {
    /// Stable identifier.
    pub uid: String,
    /// Full name.
    pub name: String,
    /// Where it is, to tell two of the same name apart: a region's name or a country's code.
    pub place: String,
}

/// How people come to an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Registration {
    /// Everybody registers and confirms the address.
    Open,
    /// Everybody registers; an administrator lets the account in.
    Approval,
    /// Only who was invited.
    Invitation,
}

/// The page with the registration form.
#[derive(Clone, Debug)]
pub struct RegistrationPage {
    /// How people come to an account.
    pub mode: Registration,
    /// Names of organisations to offer while typing; empty where there are too many.
    pub names: Vec<String>,
    /// Organisations that fit what was typed, where it fits more than one.
    pub candidates: Vec<OrganisationChoice>,
    /// The invitation or the identity that it continues: its token and what is known from it.
    pub known: Option<KnownBefore>,
    /// Says when the form was made, for the check against programs. Stands in the hidden field `opened`.
    pub opened: String,
}

/// What an invitation, or a provider of identities, says of a person who registers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnownBefore {
    /// Stands in the hidden field `token`.
    pub token: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// The address.
    pub email: String,
    /// The organisation's name.
    pub organisation: String,
    /// Who invites, or the provider's name.
    pub from: String,
}

/// What a link from a mail leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkPage {
    /// A first password is wanted: the account becomes active with it.
    FirstPassword {
        /// The account's address.
        email: String,
        /// The first name.
        first_name: String,
    },
    /// The address can be confirmed; a provider signs this person in, so no password is wanted.
    ConfirmOnly {
        /// The account's address.
        email: String,
        /// The first name.
        first_name: String,
    },
    /// A new password in place of a forgotten one.
    NewPassword {
        /// The account's address.
        email: String,
    },
    /// The change of an address, to be confirmed from both.
    NewAddress {
        /// The address that it will be.
        email: String,
    },
    /// The invitation of a colleague to act for an organisation.
    Colleague {
        /// The organisation.
        organisation: String,
        /// As what.
        role: OrganisationRole,
    },
    /// The link is too old, was used, or never was: a new one can be asked for.
    Stale,
}

/// A member as a card (AC-003-6).
#[derive(Clone, Debug)]
pub struct MemberCard {
    /// Stable identifier; the page is `paths::member(locale, uid)`.
    pub uid: String,
    /// First and last name.
    pub name: String,
    /// The first letters of both.
    pub initials: String,
    /// The version of the photo.
    pub photo: Option<i64>,
    /// What the member is.
    pub member_type: MemberType,
    /// The job.
    pub job_title: String,
    /// The organisation on the card, with its address where the portal has it.
    pub organisation: Option<OrganisationLink>,
    /// The name of a body that is not in the list.
    pub other_body: Option<String>,
    /// On which day the account was made.
    pub joined_on: PartialDate,
    /// Whole months since then.
    pub months: u32,
    /// When the member signed in last, where the viewer may know it.
    pub last_sign_in: Option<Timestamp>,
    /// Roles in the portal.
    pub roles: Vec<PortalRole>,
    /// Whether the person is invented, for demonstration.
    pub demo: bool,
}

/// A request for the directory of members. Codes as in addresses; what is unknown is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MembersRequest {
    /// Words of the name.
    pub text: String,
    /// Slug of an organisation.
    pub organisation: Option<String>,
    /// Code of a region.
    pub region: Option<String>,
    /// Slug of a theme.
    pub theme: Option<String>,
    /// Code of a member type.
    pub member_type: Option<String>,
    /// Page, from 1.
    pub page: u32,
}

/// The directory of members.
#[derive(Clone, Debug)]
pub struct MembersPage {
    /// What was asked, as it was understood.
    pub request: MembersRequest,
    /// The name of the organisation that it is narrowed to.
    pub organisation: Option<OrganisationLink>,
    /// The themes to choose from: slug and name.
    pub themes: Vec<(String, String)>,
    /// How many there are.
    pub total: u64,
    /// How many stand on a page.
    pub per_page: u32,
    /// The members.
    pub members: Vec<MemberCard>,
}

/// A member's page.
#[derive(Clone, Debug)]
pub struct MemberPage {
    /// The card.
    pub card: MemberCard,
    /// On oneself.
    pub bio: Option<SafeHtml>,
    /// The organisations that the member acts for.
    pub memberships: Vec<MembershipLine>,
    /// What the member knows.
    pub skills: Vec<String>,
    /// Themes of interest.
    pub themes: Vec<ThemeLink>,
    /// Languages.
    pub languages: Vec<domain::Language>,
    /// Links: words and address.
    pub links: Vec<(String, String)>,
    /// The address, where the viewer may know it.
    pub email: Option<String>,
    /// Whether it is the viewer's own page.
    pub own: bool,
}

/// A member with a role, for an organisation's page.
#[derive(Clone, Debug)]
pub struct Person {
    /// The member.
    pub card: MemberCard,
    /// As what.
    pub role: OrganisationRole,
    /// Whether the membership is in force.
    pub state: MembershipState,
    /// How it is known to be true.
    pub verified_by: Option<VerifiedBy>,
    /// The address, for who lets people in.
    pub email: Option<String>,
    /// What was written with the request, for who lets people in.
    pub note: Option<String>,
}

/// What a viewer may do on an organisation's page, and how the viewer stands to it.
#[derive(Clone, Debug, Default)]
pub struct OrganisationPeople {
    /// The people who act for it and whom the viewer may see.
    pub people: Vec<Person>,
    /// How many act for it, those that the viewer may not see included.
    pub total: u64,
    /// Who asks to be let in; empty for who may not decide.
    pub requests: Vec<Person>,
    /// The viewer's own membership.
    pub own: Option<(OrganisationRole, MembershipState)>,
    /// Whether the viewer may let people in.
    pub may_manage: bool,
    /// Whether the viewer may ask to join.
    pub may_join: bool,
    /// Whether nobody represents it yet.
    pub without_representative: bool,
}

/// The page with an organisation's people.
#[derive(Clone, Debug)]
pub struct PeoplePage {
    /// The organisation.
    pub organisation: OrganisationLink,
    /// Its identifier.
    pub uid: String,
    /// Its people.
    pub people: OrganisationPeople,
}
