// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The people of a community together: it has one owner, whoever comes and goes.

use super::{Belonging, BelongingDeed, BelongingRefused, BelongingState, CommunityRole};
use crate::text::Uid;

/// The belongings of one community, or those of them that a question is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Circle(Vec<Belonging>);

impl Circle {
    /// The people of a community.
    pub const fn of(belongings: Vec<Belonging>) -> Self {
        Self(belongings)
    }

    /// All of them.
    pub fn belongings(&self) -> &[Belonging] {
        &self.0
    }

    /// The member to whom the community belongs.
    pub fn owner(&self) -> Option<&Uid> {
        self.in_role(CommunityRole::Owner).next()
    }

    /// Those who look after it, its owner not among them.
    pub fn facilitators(&self) -> impl Iterator<Item = &Uid> {
        self.in_role(CommunityRole::Facilitator)
    }

    /// Those whose belonging stands somewhere.
    pub fn in_state(&self, state: BelongingState) -> impl Iterator<Item = &Uid> {
        self.0.iter().filter(move |one| one.state == state).map(|one| &one.member)
    }

    fn in_role(&self, role: CommunityRole) -> impl Iterator<Item = &Uid> {
        self.0.iter().filter(move |one| one.is_in_force() && one.role == role).map(|one| &one.member)
    }

    /// What belongs to a member.
    pub fn belonging(&self, member: &Uid) -> Option<&Belonging> {
        self.0.iter().find(|one| one.member == *member)
    }

    /// The community in the hands of another of its members; who had it stays as a facilitator. To give it to who has it
    /// changes nothing.
    ///
    /// # Errors
    /// The other one does not belong to it.
    pub fn handed_over(mut self, to: &Uid) -> Result<Self, BelongingRefused> {
        if !self.belonging(to).is_some_and(Belonging::is_in_force) {
            return Err(BelongingRefused::NotNow(BelongingDeed::Appoint));
        }
        for one in self.0.iter_mut().filter(|one| one.is_in_force()) {
            if one.member == *to {
                one.role = CommunityRole::Owner;
            } else if one.role == CommunityRole::Owner {
                one.role = CommunityRole::Facilitator;
            }
        }
        Ok(self)
    }

    /// The community once an account is gone for good; where it was the owner's, the facilitator who is there longest
    /// has it, or else the member who is, or nobody.
    #[must_use]
    pub fn without_account(mut self, member: &Uid) -> Self {
        let owned = self.owner() == Some(member);
        self.0.retain(|one| one.member != *member);
        let heir = self
            .0
            .iter()
            .filter(|one| owned && one.is_in_force())
            .min_by(|one, other| (other.role, one.since, &one.member).cmp(&(one.role, other.since, &other.member)));
        match heir.map(|one| one.member.clone()) {
            Some(heir) => self.handed_over(&heir).expect("the heir belongs to it"),
            None => self,
        }
    }

    /// Checks that there is at most one owner, and nobody twice.
    pub fn is_sound(&self) -> bool {
        let once = |one: &Belonging| self.0.iter().filter(|other| other.member == one.member).count() == 1;
        self.in_role(CommunityRole::Owner).count() <= 1 && self.0.iter().all(once)
    }
}
