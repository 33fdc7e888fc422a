// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What the audit log records, and how administrators read it.

use domain::Uid;
use domain::policy::{Act, On, Viewer, allows};
use store::{AuditRow, Page};

use super::values::{AuditLine, AuditPage};
use crate::Portal;
use crate::error::Error;

/// How many lines stand on one page.
const PER_PAGE: u32 = 50;
/// The last page that can be asked for.
const LAST_PAGE: u32 = 2_000;

/// What was done. The codes stay in the log for ever: they are never renamed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuditAct {
    /// An account was made.
    Registered,
    /// An account's address was confirmed.
    AddressConfirmed,
    /// An account's address was changed.
    AddressChanged,
    /// A password was set or changed.
    PasswordChanged,
    /// A second factor came into force.
    SecondFactorOn,
    /// A second factor was taken away.
    SecondFactorOff,
    /// An identity was linked.
    IdentityLinked,
    /// An identity was taken away.
    IdentityRemoved,
    /// An account was let in.
    Admitted,
    /// An account was suspended.
    Suspended,
    /// A suspension was taken back.
    Reinstated,
    /// Roles in the portal were given or taken.
    RolesChanged,
    /// An account was closed by its owner, or by the program since nobody ever confirmed its address.
    Closed,
    /// Somebody was invited to the portal.
    Invited,
    /// A membership came into force.
    MembershipBegan,
    /// The role of a membership was changed.
    MembershipChanged,
    /// A membership was refused or ended.
    MembershipEnded,
    /// An organisation was let into the list.
    OrganisationAccepted,
    /// A request for an organisation was refused.
    OrganisationRefused,
    /// Two records of one organisation were joined.
    OrganisationsMerged,
    /// A mail was sent again by hand.
    MailSentAgain,
    /// A token was made for a member's programs.
    TokenMade,
    /// A member ended a token.
    TokenEnded,
}

impl AuditAct {
    /// All acts.
    pub const ALL: &'static [Self] = &[
        Self::Registered,
        Self::AddressConfirmed,
        Self::AddressChanged,
        Self::PasswordChanged,
        Self::SecondFactorOn,
        Self::SecondFactorOff,
        Self::IdentityLinked,
        Self::IdentityRemoved,
        Self::Admitted,
        Self::Suspended,
        Self::Reinstated,
        Self::RolesChanged,
        Self::Closed,
        Self::Invited,
        Self::MembershipBegan,
        Self::MembershipChanged,
        Self::MembershipEnded,
        Self::OrganisationAccepted,
        Self::OrganisationRefused,
        Self::OrganisationsMerged,
        Self::MailSentAgain,
        Self::TokenMade,
        Self::TokenEnded,
    ];

    /// The code in the log.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Registered => "registered",
            Self::AddressConfirmed => "address_confirmed",
            Self::AddressChanged => "address_changed",
            Self::PasswordChanged => "password_changed",
            Self::SecondFactorOn => "second_factor_on",
            Self::SecondFactorOff => "second_factor_off",
            Self::IdentityLinked => "identity_linked",
            Self::IdentityRemoved => "identity_removed",
            Self::Admitted => "admitted",
            Self::Suspended => "suspended",
            Self::Reinstated => "reinstated",
            Self::RolesChanged => "roles_changed",
            Self::Closed => "closed",
            Self::Invited => "invited",
            Self::MembershipBegan => "membership_began",
            Self::MembershipChanged => "membership_changed",
            Self::MembershipEnded => "membership_ended",
            Self::OrganisationAccepted => "organisation_accepted",
            Self::OrganisationRefused => "organisation_refused",
            Self::OrganisationsMerged => "organisations_merged",
            Self::MailSentAgain => "mail_sent_again",
            Self::TokenMade => "token_made",
            Self::TokenEnded => "token_ended",
        }
    }

    /// The act of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|act| act.code() == code)
    }
}

impl Portal {
    /// The audit log.
    ///
    /// # Errors
    /// The viewer may not see it.
    pub async fn audit_page(&self, viewer: &Viewer, page: u32) -> Result<AuditPage, Error> {
        allows(viewer, Act::SeeAudit, &On::Portal)?;
        let page = page.clamp(1, LAST_PAGE);
        let cut = Page { limit: PER_PAGE, offset: (page - 1) * PER_PAGE };
        let listed = self.inner.store.audit(cut, None).await?;
        let lines = self.audit_lines(listed.rows).await?;
        Ok(AuditPage { total: listed.total, per_page: PER_PAGE, page, lines })
    }

    /// Lines with the names that the things have now.
    pub(super) async fn audit_lines(&self, rows: Vec<AuditRow>) -> Result<Vec<AuditLine>, Error> {
        let store = &self.inner.store;
        let of_kind = |kind: &'static str| {
            rows.iter().filter(move |row| row.kind == kind).filter_map(|row| Uid::parse(&row.uid).ok())
        };
        let mut members: Vec<Uid> = of_kind("member").chain(rows.iter().filter_map(|row| row.actor.clone())).collect();
        let mut organisations: Vec<Uid> = of_kind("organisation").collect();
        for uids in [&mut members, &mut organisations] {
            uids.sort();
            uids.dedup();
        }
        let members = store.members_by_uids(&Viewer::Operator, &members).await?;
        let organisations = store.organisation_names(&organisations).await?;
        let member = |uid: &str| {
            let found = members.iter().find(|kept| kept.record.uid.as_str() == uid);
            found.map(|kept| kept.record.full_name()).filter(|name| !name.is_empty())
        };
        let organisation =
            |uid: &str| organisations.iter().find(|name| name.uid.as_str() == uid).map(|name| name.name.clone());
        let line = |row: &AuditRow| AuditLine {
            seq: row.seq,
            at: row.at,
            actor: row.actor.as_ref().and_then(|uid| member(uid.as_str())),
            act: row.act.clone(),
            kind: row.kind.clone(),
            uid: row.uid.clone(),
            name: if row.kind == "member" { member(&row.uid) } else { organisation(&row.uid) },
            note: row.note.clone(),
        };
        Ok(rows.iter().map(line).collect())
    }
}
