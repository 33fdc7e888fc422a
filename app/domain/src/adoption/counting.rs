// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Counting adoptions: one of a model counts once for each recipient, however many records tell of it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::{Adoption, AdoptionState};
use crate::slug::Slug;
use crate::text::Uid;

/// What an adoption is counted as: what was taken up, and by whom.
///
/// The unit within the body is no part of it: what spreads within one body has still come to one recipient (AC-004-4).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Taken {
    /// The practice.
    pub practice: Uid,
    /// The model, with the twinning that gives it its letter; absent where it is the practice as a whole.
    pub model: Option<(Option<Uid>, String)>,
    /// The recipient: an organisation, or a name whatever its case and accents.
    pub recipient: Recipient,
}

/// Who took something up, as far as counting asks.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Recipient {
    /// An organisation of the portal.
    Organisation(Uid),
    /// A name that the portal knows no organisation for.
    Named(Slug),
}

impl Adoption {
    /// What it is counted as.
    pub fn taken(&self) -> Taken {
        let named = || Recipient::Named(Slug::of(self.adopter_name.as_deref().unwrap_or_default()));
        Taken {
            practice: self.practice.clone(),
            model: self.model.clone().map(|letter| (self.twinning.clone(), letter)),
            recipient: self.adopter_org.clone().map_or_else(named, Recipient::Organisation),
        }
    }

    /// What tells more of an adoption comes first: confirmed, not given up, further, earlier.
    fn standing(&self) -> impl Ord + use<> {
        let began = self.started.map(|date| date.year()).or(self.year).unwrap_or(i16::MAX);
        let goes_on = self.state != AdoptionState::Abandoned;
        (Reverse(self.is_confirmed()), Reverse(goes_on), Reverse(self.state), began, self.uid.clone())
    }
}

/// Of all records those that count: for each model and recipient the one that tells most, in the order of what is
/// counted. The order of the list given does not matter.
pub fn once_per_recipient(adoptions: &[Adoption]) -> Vec<&Adoption> {
    let mut counted: BTreeMap<Taken, &Adoption> = BTreeMap::new();
    for adoption in adoptions {
        let kept = counted.entry(adoption.taken()).or_insert(adoption);
        if adoption.standing() < kept.standing() {
            *kept = adoption;
        }
    }
    counted.into_values().collect()
}

/// How many recipients took up something, whatever and how many models; those that gave it up are left out.
pub fn recipients(adoptions: &[Adoption]) -> usize {
    let going_on = adoptions.iter().filter(|adoption| adoption.state != AdoptionState::Abandoned);
    going_on.map(|adoption| adoption.taken().recipient).collect::<BTreeSet<_>>().len()
}
