// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What each component gives, and on what it rests.

use std::collections::BTreeMap;

use super::{Because, Between, Component, ComponentKind, Linked, NamedTheme, Side, window};
use crate::advert::TransferKind;
use crate::language::Language;
use crate::organisation::SizeBand;
use crate::text::Uid;

impl ComponentKind {
    /// The component of a kind.
    pub(super) fn of(self, seek: &Side, offer: &Side, between: &Between) -> Component {
        let (points, because) = match self {
            Self::Text => text(between),
            Self::Themes => themes(&seek.themes, &offer.themes),
            Self::TransferKinds => transfer_kinds(&seek.transfer_kinds, &offer.transfer_kinds),
            Self::Size => size(seek.population, offer.population),
            Self::Time => window::time(seek.window, offer.window),
            Self::Language => languages(&seek.languages, &offer.languages),
            Self::Bridge => bridge(seek.region.clone(), offer.region.clone(), between.linked),
        };
        Component { kind: self, points, of: self.weight(), because }
    }

    /// The part of its weight that a fraction gives, rounded.
    pub(super) fn part(self, count: u64, of: u64) -> u16 {
        let weight = u64::from(self.weight());
        let rounded = (2 * weight * count.min(of) + of).checked_div(2 * of).unwrap_or(0);
        u16::try_from(rounded).expect("no more than the weight")
    }
}

fn text(between: &Between) -> (u16, Because) {
    // Thousandths, so that nothing after this depends on how a machine rounds; what is no number counts nothing.
    let thousandths = (between.text.clamp(0.0, 1.0) * 1_000.0).round() as u64;
    (ComponentKind::Text.part(thousandths, 1_000), Because::Words(between.words.clone()))
}

/// The themes of a side with the ones above them, in halves: 2 for what it names, 1 for what stands above that.
fn in_halves(themes: &[NamedTheme]) -> BTreeMap<&Uid, u64> {
    let mut halves = BTreeMap::new();
    for parent in themes.iter().filter_map(|one| one.parent.as_ref()) {
        halves.insert(parent, 1);
    }
    for one in themes {
        halves.insert(&one.theme, 2);
    }
    halves
}

/// Jaccard's measure, where the theme above counts half: what both have by what either has.
fn themes(sought: &[NamedTheme], offered: &[NamedTheme]) -> (u16, Because) {
    let (seek, offer) = (in_halves(sought), in_halves(offered));
    let half = |side: &BTreeMap<&Uid, u64>, theme: &Uid| side.get(theme).copied().unwrap_or(0);
    let (mut both, mut either) = (0, 0);
    let (mut shared, mut near) = (Vec::new(), Vec::new());
    let only_offered = offer.keys().filter(|theme| !seek.contains_key(*theme));
    for theme in seek.keys().chain(only_offered) {
        let (one, other) = (half(&seek, theme), half(&offer, theme));
        both += one.min(other);
        either += one.max(other);
        match one.min(other) {
            2 => shared.push((*theme).clone()),
            1 => near.push((*theme).clone()),
            _ => {}
        }
    }
    // What only stands above shared themes says nothing new.
    near.retain(|theme| {
        let leads_there = |one: &&NamedTheme| one.theme == *theme || one.parent.as_ref() == Some(theme);
        sought.iter().chain(offered).filter(leads_there).any(|one| !shared.contains(&one.theme))
    });
    (ComponentKind::Themes.part(both, either), Because::Themes { shared, near })
}

/// How many of the ways that the one names which names fewer the other names too.
fn transfer_kinds(seek: &[TransferKind], offer: &[TransferKind]) -> (u16, Because) {
    let named = |side: &[TransferKind], kind: &TransferKind| side.contains(kind);
    let count = |side: &[TransferKind]| TransferKind::ALL.iter().filter(|kind| named(side, kind)).count() as u64;
    let both = TransferKind::ALL.iter().filter(|kind| named(seek, kind) && named(offer, kind));
    let both: Vec<TransferKind> = both.copied().collect();
    let fewer = count(seek).min(count(offer));
    (ComponentKind::TransferKinds.part(both.len() as u64, fewer), Because::TransferKinds(both))
}

/// A quarter less for each band of population between the two; nothing where one of them is not known.
fn size(seek: Option<u32>, offer: Option<u32>) -> (u16, Because) {
    let band = |population| SizeBand::ALL.iter().position(|band| *band == SizeBand::of(population));
    let distance = seek.and_then(band).zip(offer.and_then(band)).map(|(one, other)| one.abs_diff(other) as u64);
    let furthest = SizeBand::ALL.len() as u64 - 1;
    let points = distance.map_or(0, |distance| ComponentKind::Size.part(furthest - distance, furthest));
    (points, Because::Sizes { seeking: seek, offering: offer })
}

fn languages(seek: &[Language], offer: &[Language]) -> (u16, Because) {
    let both = Language::ALL.iter().copied().filter(|one| seek.contains(one) && offer.contains(one));
    let both: Vec<Language> = both.collect();
    (ComponentKind::Language.part(u64::from(!both.is_empty()), 1), Because::Languages(both))
}

/// All or nothing: two regions that are known, are not the same, and that nothing has linked.
fn bridge(seek: Option<String>, offer: Option<String>, linked: Linked) -> (u16, Because) {
    let is_new = seek.is_some() && offer.is_some() && seek != offer && linked == Linked::Never;
    let points = ComponentKind::Bridge.part(u64::from(is_new), 1);
    (points, Because::Bridge { offering: offer, seeking: seek, linked })
}
