// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What the audit log records.

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
    /// An account was closed by its owner.
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
        }
    }

    /// The act of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|act| act.code() == code)
    }
}
