// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The codes of accounts and memberships.

use crate::code::coded;

coded! {
    /// What a member is, for filters (AC-001-8).
    MemberType {
        /// Amministratore: who was elected or appointed.
        Politician = "politician",
        /// Dirigente.
        Executive = "executive",
        /// Funzionario.
        Official = "official",
        /// Esperto.
        Expert = "expert",
        /// Partner di un progetto, di un'università o di un'impresa.
        Partner = "partner",
        /// Cittadino.
        Citizen = "citizen",
    }
}

coded! {
    /// What a member may do in the name of an organisation; each includes the ones before it.
    OrganisationRole {
        /// Writes in its name; an editor or a reviewer lets it out.
        Contributor = "contributor",
        /// Edits all that is written in its name.
        Editor = "editor",
        /// Speaks for it: lets people in, signs, answers.
        Representative = "representative",
    }
}

coded! {
    /// What a member may do for the whole portal.
    PortalRole {
        /// Reviews practices.
        Reviewer = "reviewer",
        /// Looks after discussions.
        Moderator = "moderator",
        /// Looks after the portal.
        Administrator = "administrator",
    }
}

coded! {
    /// Where an account stands.
    MemberState {
        /// Registered; the address is not confirmed yet.
        PendingEmail = "pending_email",
        /// Confirmed; an administrator has to let the account in.
        PendingApproval = "pending_approval",
        /// In use.
        Active = "active",
        /// Shut out by a moderator or an administrator.
        Suspended = "suspended",
        /// Closed: what had to stay carries no name.
        Anonymised = "anonymised",
    }
}

coded! {
    /// Where a membership stands.
    MembershipState {
        /// Asked for; nobody of the organisation has said yes.
        Requested = "requested",
        /// In force.
        Active = "active",
    }
}

coded! {
    /// How it is known that a membership is true.
    VerifiedBy {
        /// The member's confirmed address is of one of the organisation's domains.
        Domain = "domain",
        /// A representative of the organisation said so.
        Representative = "representative",
        /// An administrator of the portal said so.
        Administrator = "administrator",
        /// By the invitation that the member followed.
        Invitation = "invitation",
    }
}

coded! {
    /// Who sees a detail of a profile.
    ShownTo {
        /// Only the member.
        Nobody = "nobody",
        /// Whoever is signed in.
        Members = "members",
        /// Everybody.
        Everyone = "everyone",
    }
}
