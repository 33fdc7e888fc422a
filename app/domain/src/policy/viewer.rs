// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Who makes a request, as far as permission asks.

use std::sync::Arc;

use crate::code::coded;
use crate::member::{OrganisationRole, PortalRole};
use crate::text::Uid;

/// Who makes this request.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Viewer {
    /// Somebody who has not signed in. Whoever is suspended or not let in yet is no more than that.
    Visitor,
    /// Somebody who has signed in to an active account.
    Member(Arc<Acting>),
    /// Whoever runs the program on its machine: import, export, reindex.
    Operator,
}

coded! {
    /// When the person behind a session last showed a password, a code or the provider's word.
    Presence {
        /// Longer ago than an act of administration asks for.
        Earlier = "earlier",
        /// Within the hour.
        Recent = "recent",
    }
}

/// That a member acts for an organisation, by a membership in force.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ActingFor {
    /// The organisation.
    pub organisation: Uid,
    /// As what.
    pub role: OrganisationRole,
}

/// A member at work.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Acting {
    /// The member.
    pub member: Uid,
    /// How far the member is trusted, 0 to 3.
    pub trust: u8,
    /// The roles that are in force: none while a second factor is asked for and was not given.
    pub roles: Vec<PortalRole>,
    /// The organisations that the member acts for.
    pub memberships: Vec<ActingFor>,
    /// The communities that the member belongs to.
    pub communities: Vec<Uid>,
    /// The practices that the member is asked to give an expert's opinion on, by invitations in force.
    pub expert_for: Vec<Uid>,
    /// How long ago the person was there for certain.
    pub presence: Presence,
}

impl Acting {
    /// A member without any role, as every account begins.
    pub fn plain(member: Uid) -> Self {
        Self {
            member,
            trust: 0,
            roles: Vec::new(),
            memberships: Vec::new(),
            communities: Vec::new(),
            expert_for: Vec::new(),
            presence: Presence::Earlier,
        }
    }

    /// Whether the member acts for an organisation, as this or as more.
    pub fn acts_for(&self, organisation: &Uid, least: OrganisationRole) -> bool {
        self.memberships.iter().any(|one| one.organisation == *organisation && one.role >= least)
    }

    /// The organisations that the member acts for, as this or as more.
    pub fn organisations(&self, least: OrganisationRole) -> impl Iterator<Item = &Uid> {
        self.memberships.iter().filter(move |one| one.role >= least).map(|one| &one.organisation)
    }

    /// Whether the member is asked for an expert's opinion on a practice.
    pub fn is_expert_for(&self, practice: Option<&Uid>) -> bool {
        practice.is_some_and(|uid| self.expert_for.contains(uid))
    }

    /// Whether the member has a role in the portal.
    pub fn is(&self, role: PortalRole) -> bool {
        self.roles.contains(&role)
    }
}

impl Viewer {
    /// A member at work.
    pub fn member(acting: Acting) -> Self {
        Self::Member(Arc::new(acting))
    }

    /// The member, where somebody has signed in.
    pub fn acting(&self) -> Option<&Acting> {
        match self {
            Self::Member(acting) => Some(acting),
            Self::Visitor | Self::Operator => None,
        }
    }
}
