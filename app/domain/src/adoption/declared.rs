// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Adoptions that somebody tells of in the portal: how one begins, and how its state goes on.

use super::{Adoption, AdoptionScale, AdoptionSource, AdoptionState};
use crate::text::Uid;

impl Adoption {
    /// That a body of the portal took up a practice as a whole; nobody has confirmed it yet.
    pub fn declared(uid: Uid, practice: Uid, adopter: Uid, state: AdoptionState, source: AdoptionSource) -> Self {
        Self {
            uid,
            practice,
            adopter_org: Some(adopter),
            adopter_name: None,
            region: None,
            state,
            year: None,
            source,
            confirmed_by: None,
            notes: None,
            agreement: None,
            twinning: None,
            model: None,
            unit: None,
            started: None,
            adopted_on: None,
            results: None,
            scale: AdoptionScale::default(),
            contact: None,
            results_measured: false,
            demo: false,
        }
    }
}

impl AdoptionState {
    /// Whether it leads to another state, if need be through those between: who tells of it seldom tells every step.
    pub fn leads_to(self, to: Self) -> bool {
        let mut at = self;
        for next in Self::ALL {
            if at == to {
                break;
            }
            if *next != Self::Abandoned && next.may_follow(at) {
                at = *next;
            }
        }
        at == to || to.may_follow(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_leads_on_through_those_between_and_never_back() {
        for (place, from) in AdoptionState::ALL.iter().enumerate() {
            for (other, to) in AdoptionState::ALL.iter().enumerate() {
                let gives_up = *to == AdoptionState::Abandoned;
                let expected = if *from == AdoptionState::Abandoned { gives_up } else { gives_up || other >= place };
                assert_eq!(from.leads_to(*to), expected, "{from} {to}");
            }
        }
    }

    #[test]
    fn what_is_declared_counts_for_nothing_until_it_is_confirmed() {
        let uid = |text: &str| Uid::parse(text).expect("a uid");
        let state = AdoptionState::Adopted;
        let mut one = Adoption::declared(uid("a"), uid("p"), uid("o"), state, AdoptionSource::DeclaredByOwner);
        assert!(!one.is_confirmed() && one.clone().checked().is_ok());
        one.confirmed_by = Some("Comune".to_owned());
        assert!(one.is_confirmed());
    }
}
