// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What the administrator's pages show.

use domain::Locale;
use domain::member::MemberState;
use jiff::Timestamp;

use super::{MemberCard, MembershipLine, OrganisationChoice, Person};
use crate::cards::OrganisationLink;
use crate::people::MailContent;

/// An account as administrators see it.
#[derive(Clone, Debug)]
pub struct AccountLine {
    /// The member.
    pub card: MemberCard,
    /// The address.
    pub email: String,
    /// Where the account stands.
    pub state: MemberState,
}

/// A request for the list of accounts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccountsRequest {
    /// Words of the name, or an address.
    pub text: String,
    /// Code of a state.
    pub state: Option<String>,
    /// Code of a role in the portal.
    pub role: Option<String>,
    /// Page, from 1.
    pub page: u32,
}

/// The list of accounts.
#[derive(Clone, Debug)]
pub struct AccountsPage {
    /// What was asked, as it was understood.
    pub request: AccountsRequest,
    /// How many there are.
    pub total: u64,
    /// How many stand on a page.
    pub per_page: u32,
    /// The accounts.
    pub accounts: Vec<AccountLine>,
}

/// An account with all that an administrator may do to it.
#[derive(Clone, Debug)]
pub struct AccountPage {
    /// The account.
    pub account: AccountLine,
    /// Its memberships.
    pub memberships: Vec<MembershipLine>,
    /// Whether it has a second factor.
    pub has_second_factor: bool,
    /// Whether it is the viewer's own.
    pub own: bool,
    /// What happened to it, newest first.
    pub audit: Vec<AuditLine>,
}

/// What waits for an administrator.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AdministrationPage {
    /// Active accounts.
    pub members: u64,
    /// Accounts to let in.
    pub to_admit: u64,
    /// Requests for organisations.
    pub organisation_requests: u64,
    /// First representatives to confirm.
    pub representatives: u64,
    /// Mails that wait.
    pub mails_waiting: u64,
    /// Mails that were given up.
    pub mails_failed: u64,
    /// Correction requests of readers.
    pub corrections: u64,
}

/// A request for an organisation that is not in the list.
#[derive(Clone, Debug)]
pub struct OrganisationRequestLine {
    /// Stands in the form.
    pub id: String,
    /// When it came.
    pub at: Timestamp,
    /// Who asks.
    pub member: MemberCard,
    /// The address of who asks.
    pub email: String,
    /// The name.
    pub name: String,
    /// The kind that was chosen.
    pub kind: domain::organisation::OrganisationKind,
    /// Its site.
    pub website: Option<String>,
    /// What was written with it.
    pub note: String,
    /// Organisations of the list that look like it.
    pub alike: Vec<OrganisationChoice>,
}

/// The administrator's page on organisations.
#[derive(Clone, Debug)]
pub struct OrganisationQueuePage {
    /// Requests, the oldest first.
    pub requests: Vec<OrganisationRequestLine>,
    /// First representatives to confirm: the person, and the organisation with its identifier.
    pub representatives: Vec<(Person, OrganisationLink, String)>,
    /// Names of organisations to offer while typing; empty where there are too many.
    pub names: Vec<String>,
}

/// Where a mail stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailState {
    /// Waits, or is being sent.
    Waiting,
    /// Sent.
    Sent,
    /// Given up.
    Failed,
}

/// A mail: what it says is made from its template and parameters when it is shown or sent.
#[derive(Clone, Debug)]
pub struct MailLine {
    /// Stands in its address.
    pub id: String,
    /// When it was written.
    pub at: Timestamp,
    /// To whom.
    pub recipient: String,
    /// Where it stands.
    pub state: MailState,
    /// How often it was tried.
    pub tries: u32,
    /// What went wrong last.
    pub problem: Option<String>,
    /// What it says; forgotten once it was sent.
    pub content: Option<MailContent>,
    /// In which language.
    pub locale: Locale,
}

/// The mails of the portal.
#[derive(Clone, Debug)]
pub struct MailsPage {
    /// How many there are.
    pub total: u64,
    /// How many stand on a page.
    pub per_page: u32,
    /// Which page, from 1.
    pub page: u32,
    /// The mails, newest first.
    pub mails: Vec<MailLine>,
    /// Whether a mail server is configured.
    pub sends: bool,
}

/// A line of the audit log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditLine {
    /// Its number, without gaps.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// Who; the name as it is now, absent for the program itself and for who is gone.
    pub actor: Option<String>,
    /// What was done: a code of `AuditAct`.
    pub act: String,
    /// The kind of thing: `member`, `organisation`, ...
    pub kind: String,
    /// The thing.
    pub uid: String,
    /// Its name as it is now, where there is one.
    pub name: Option<String>,
    /// Details, without personal data.
    pub note: serde_json::Value,
}

/// The audit log.
#[derive(Clone, Debug)]
pub struct AuditPage {
    /// How many lines there are.
    pub total: u64,
    /// How many stand on a page.
    pub per_page: u32,
    /// Which page, from 1.
    pub page: u32,
    /// The lines, newest first.
    pub lines: Vec<AuditLine>,
}
