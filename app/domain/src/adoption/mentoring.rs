// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Which bodies are mentors: those from which others took up practices, as these others confirm themselves.

use std::collections::BTreeSet;

use super::{Adoption, Recipient};
use crate::text::Uid;

/// From how many bodies the confirmation must come (DOMAIN.md: "computed from confirmed adoptions, never from likes").
pub const MENTOR_ADOPTERS: usize = 2;

/// The other bodies that confirm that they work with practices of an owner; what the owner's own offices took up is no
/// one else's word.
///
/// The adoptions are those of the owner's practices.
pub fn confirming<'a>(owner: &Uid, adoptions: impl IntoIterator<Item = &'a Adoption>) -> BTreeSet<Recipient> {
    let confirmed = adoptions.into_iter().filter(|adoption| adoption.is_confirmed());
    let by_others = confirmed.filter(|adoption| adoption.adopter_org.as_ref() != Some(owner));
    by_others.map(|adoption| adoption.taken().recipient).collect()
}

/// Whether a body is a mentor ("ente mentore").
pub fn is_mentor<'a>(owner: &Uid, adoptions: impl IntoIterator<Item = &'a Adoption>) -> bool {
    confirming(owner, adoptions).len() >= MENTOR_ADOPTERS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::adoption::{AdoptionSource, AdoptionState};

    fn adoption(adopter: &str, state: AdoptionState, confirmed: Option<&str>) -> Adoption {
        let uid = |text: &str| Uid::parse(text).expect("a uid");
        let source = AdoptionSource::Spontaneous;
        let mut one = Adoption::declared(uid(&format!("a-{adopter}")), uid("p"), uid(adopter), state, source);
        one.confirmed_by = confirmed.map(str::to_owned);
        one
    }

    fn mentor(adoptions: &[Adoption]) -> bool {
        is_mentor(&Uid::parse("owner").expect("a uid"), adoptions)
    }

    #[test]
    fn a_mentor_is_whoever_two_other_bodies_confirm() {
        let works = |adopter: &str| adoption(adopter, AdoptionState::Adopted, Some("Ufficio"));
        assert!(!mentor(&[]));
        assert!(!mentor(&[works("a"), works("a")]), "twice the same body");
        assert!(!mentor(&[works("a"), works("owner")]), "its own offices");
        assert!(mentor(&[works("a"), works("b")]));
    }

    #[test]
    fn what_nobody_confirmed_or_nobody_works_with_makes_no_mentor() {
        let works = adoption("a", AdoptionState::Scaled, Some("Ufficio"));
        for (state, confirmed) in
            [(AdoptionState::Adopted, None), (AdoptionState::Pilot, Some("Ufficio")), (AdoptionState::Abandoned, None)]
        {
            assert!(!mentor(&[works.clone(), adoption("b", state, confirmed)]), "{state}");
        }
    }
}
