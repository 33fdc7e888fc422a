// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What matching knows of an advert or a practice, and whether one side may meet another.

use super::{NamedTheme, Side, SideKind, Window};
use crate::advert::{Advert, AdvertKind, RegionScope, TransferKind};
use crate::date::Day;
use crate::organisation::Organisation;
use crate::practice::{Practice, ResourceKind};
use crate::text::Uid;

/// What matching knows of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// The organisation.
    pub organisation: Uid,
    /// Its region.
    pub region: Option<String>,
    /// Its inhabitants.
    pub population: Option<u32>,
}

impl From<&Organisation> for Body {
    fn from(organisation: &Organisation) -> Self {
        Self {
            organisation: organisation.uid.clone(),
            region: organisation.region.clone(),
            population: organisation.population,
        }
    }
}

fn named(themes: &[Uid], parent: impl Fn(&Uid) -> Option<Uid>) -> Vec<NamedTheme> {
    themes.iter().map(|theme| NamedTheme { theme: theme.clone(), parent: parent(theme) }).collect()
}

impl Side {
    /// An advert on a day, with its body and the themes above its own.
    pub fn of_advert(advert: &Advert, body: &Body, parent: impl Fn(&Uid) -> Option<Uid>, today: Day) -> Self {
        Self {
            kind: SideKind::Advert,
            uid: advert.uid.clone(),
            direction: advert.kind,
            organisation: advert.organisation.clone(),
            is_open: advert.takes_answers(today),
            region: body.region.clone(),
            region_scope: advert.region_scope,
            regions: advert.regions.clone(),
            themes: named(&advert.themes, parent),
            transfer_kinds: advert.transfer_kinds.clone(),
            population: body.population,
            window: Window { from: advert.when_from, until: advert.when_until },
            languages: advert.spoken(),
        }
    }

    /// A practice as an offer of the body that owns it: to anybody, at any time.
    pub fn of_practice(practice: &Practice, owner: &Body, parent: impl Fn(&Uid) -> Option<Uid>) -> Self {
        let translated = practice.translations.iter().map(|translation| translation.language);
        Self {
            kind: SideKind::Practice,
            uid: practice.uid.clone(),
            direction: AdvertKind::Offer,
            organisation: owner.organisation.clone(),
            is_open: practice.stage.is_in_library(),
            region: practice.region.clone().or_else(|| owner.region.clone()),
            region_scope: RegionScope::Anywhere,
            regions: Vec::new(),
            themes: named(&practice.themes, parent),
            transfer_kinds: carried_by(practice),
            population: owner.population,
            window: Window::default(),
            languages: std::iter::once(practice.language).chain(translated).collect(),
        }
    }

    /// Whether the other body is where this side wants it; where a region is not known, only anywhere is wide enough.
    pub(super) fn admits(&self, other: &Self) -> bool {
        match (self.region_scope, &other.region) {
            (RegionScope::Anywhere, _) => true,
            (RegionScope::Same | RegionScope::List, None) => false,
            (RegionScope::Same, theirs @ Some(_)) => self.region == *theirs,
            (RegionScope::List, Some(theirs)) => self.regions.contains(theirs),
        }
    }
}

/// The ways in which a practice can be carried over, by what it has to use again; to read it is one for all.
fn carried_by(practice: &Practice) -> Vec<TransferKind> {
    let has = |kind| practice.resources.iter().any(|resource| resource.kind == kind);
    let trains = has(ResourceKind::Course) || !practice.training.is_empty();
    let is_software = has(ResourceKind::Software) || practice.repo_url.is_some();
    [(TransferKind::Documents, true), (TransferKind::Training, trains), (TransferKind::Software, is_software)]
        .into_iter()
        .filter(|(_, there)| *there)
        .map(|(kind, _)| kind)
        .collect()
}
