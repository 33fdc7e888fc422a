// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Writing an advert: six fields to begin with (AC-003-7), more that can be filled in later, and what is still missing.
//!
//! Whether it seeks or offers stands in the address of the form and is no field. The six are what a body must say
//! before others can answer: title, description, organisation, themes, ways of carrying over, and whether people meet.
//! The language is that of the page, the region scope begins as anywhere, and the rest follows or is left out.

use super::{Advert, AdvertKind, Mode, RegionScope, TransferKind};
use crate::date::PartialDate;
use crate::language::Language;
use crate::practice::writing::LackKind;
use crate::practice::{CostBand, Level};
use crate::text::Uid;

/// When a field is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// As soon as somebody begins, and nothing is published without it.
    AtOnce,
    /// Once the advert is there, and it may stay empty.
    Later,
}

/// What a field of the form may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name, as in the record.
    pub name: &'static str,
    /// When it is asked for.
    pub asked: Asked,
    /// The least: characters of a text, entries of a list.
    pub min: usize,
    /// The most, as `min`.
    pub max: usize,
}

const fn at_once(name: &'static str, min: usize, max: usize) -> Field {
    Field { name, asked: Asked::AtOnce, min, max }
}

const fn later(name: &'static str, max: usize) -> Field {
    Field { name, asked: Asked::Later, min: 0, max }
}

/// The fields in the order of the form, with their limits (DOMAIN.md, "Seek/offer advert").
pub const FIELDS: &[Field] = &[
    at_once("title", 10, 100),
    at_once("description", 80, 1_500),
    at_once("organisation", 1, 1),
    at_once("themes", 1, 3),
    at_once("transfer_kinds", 1, TransferKind::ALL.len()),
    at_once("mode", 1, 1),
    later("practice", 1),
    later("when_from", 1),
    later("when_until", 1),
    later("region_scope", 1),
    later("regions", 30),
    later("languages", Language::ALL.len()),
    later("level", 1),
    later("budget", 1),
    later("tags", 6),
    later("constraints", 300),
];

/// What a field may hold; nothing for a name that the form does not have.
pub fn field(name: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|field| field.name == name)
}

/// What stands in the form: all that somebody can write of an advert, read from texts and not yet checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdvertForm {
    /// Title.
    pub title: String,
    /// What is sought or offered. Markdown.
    pub description: String,
    /// The organisation that publishes it.
    pub organisation: Option<Uid>,
    /// Themes.
    pub themes: Vec<Uid>,
    /// The ways in which it can be carried over.
    pub transfer_kinds: Vec<TransferKind>,
    /// Whether people meet.
    pub mode: Option<Mode>,
    /// The practice that is offered.
    pub practice: Option<Uid>,
    /// From when.
    pub when_from: Option<PartialDate>,
    /// Until when.
    pub when_until: Option<PartialDate>,
    /// Where the other body may be.
    pub region_scope: RegionScope,
    /// The regions, where the scope is a list.
    pub regions: Vec<String>,
    /// Languages that the body can work in.
    pub languages: Vec<Language>,
    /// The level of government.
    pub level: Option<Level>,
    /// How much money there is.
    pub budget: Option<CostBand>,
    /// Free words.
    pub tags: Vec<String>,
    /// What limits it.
    pub constraints: String,
}

impl Default for AdvertForm {
    fn default() -> Self {
        Self {
            title: String::new(),
            description: String::new(),
            organisation: None,
            themes: Vec::new(),
            transfer_kinds: Vec::new(),
            mode: None,
            practice: None,
            when_from: None,
            when_until: None,
            region_scope: RegionScope::Anywhere,
            regions: Vec::new(),
            languages: Vec::new(),
            level: None,
            budget: None,
            tags: Vec::new(),
            constraints: String::new(),
        }
    }
}

impl AdvertForm {
    /// The form as an advert fills it.
    pub fn of(advert: &Advert) -> Self {
        Self {
            title: advert.title.clone(),
            description: advert.description.clone().unwrap_or_default(),
            organisation: Some(advert.organisation.clone()),
            themes: advert.themes.clone(),
            transfer_kinds: advert.transfer_kinds.clone(),
            mode: advert.mode,
            practice: advert.practice.clone(),
            when_from: advert.when_from,
            when_until: advert.when_until,
            region_scope: advert.region_scope,
            regions: advert.regions.clone(),
            languages: advert.languages.clone(),
            level: advert.level,
            budget: advert.budget,
            tags: advert.tags.clone(),
            constraints: advert.constraints.clone().unwrap_or_default(),
        }
    }

    /// The advert with what the form says, not checked; an organisation that was not chosen stays as it was.
    #[must_use]
    pub fn fill(self, advert: Advert) -> Advert {
        let text = |text: String| Some(text).filter(|text| !text.trim().is_empty());
        Advert {
            title: self.title,
            description: text(self.description),
            organisation: self.organisation.unwrap_or(advert.organisation),
            themes: self.themes,
            transfer_kinds: self.transfer_kinds,
            mode: self.mode,
            practice: self.practice,
            when_from: self.when_from,
            when_until: self.when_until,
            region_scope: self.region_scope,
            regions: self.regions,
            languages: self.languages,
            level: self.level,
            budget: self.budget,
            tags: self.tags,
            constraints: text(self.constraints),
            ..advert
        }
    }
}

/// A field that keeps an advert from being published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lack {
    /// The field's name.
    pub field: &'static str,
    /// What is wrong with it.
    pub kind: LackKind,
}

/// What keeps an advert from being published, all at once and in the order of the form.
pub fn lacks(form: &AdvertForm, kind: AdvertKind) -> Vec<Lack> {
    let mut lacks: Vec<Lack> = FIELDS
        .iter()
        .filter_map(|field| lack_of(field, held(form, field.name)).map(|kind| Lack { field: field.name, kind }))
        .collect();
    if form.region_scope == RegionScope::List && form.regions.is_empty() {
        lacks.push(Lack { field: "regions", kind: LackKind::Missing });
    }
    let against = contradictions(form, kind);
    lacks.extend(against.into_iter().map(|(field, _)| Lack { field, kind: LackKind::Contradicts }));
    lacks.sort_by_key(|lack| FIELDS.iter().position(|field| field.name == lack.field));
    lacks
}

/// The fields that contradict another one, each with that other.
pub(super) fn contradictions(form: &AdvertForm, kind: AdvertKind) -> Vec<(&'static str, &'static str)> {
    let ends_early = form.when_from.zip(form.when_until).is_some_and(|(from, until)| until.is_before(from));
    [
        ("when_until", "when_from", ends_early),
        ("regions", "region_scope", form.region_scope != RegionScope::List && !form.regions.is_empty()),
        ("practice", "kind", kind == AdvertKind::Seek && form.practice.is_some()),
    ]
    .into_iter()
    .filter(|(_, _, contradicts)| *contradicts)
    .map(|(field, other, _)| (field, other))
    .collect()
}

/// How much a field holds, and of what.
enum Held {
    /// So many characters.
    Characters(usize),
    /// So many entries; one value, or none, is a list of at most one.
    Entries(usize),
}

fn lack_of(field: &Field, held: Held) -> Option<LackKind> {
    let Field { min, max, .. } = *field;
    match held {
        Held::Characters(0) | Held::Entries(0) => (field.asked == Asked::AtOnce).then_some(LackKind::Missing),
        Held::Characters(now) if now < min => Some(LackKind::TooShort { min, now }),
        Held::Characters(now) => (now > max).then_some(LackKind::TooLong { max, now }),
        Held::Entries(now) => (now > max).then_some(LackKind::TooMany { most: max, now }),
    }
}

fn held(form: &AdvertForm, name: &str) -> Held {
    let text = |text: &str| Held::Characters(text.trim().chars().count());
    let entries = match name {
        "title" => return text(&form.title),
        "description" => return text(&form.description),
        "constraints" => return text(&form.constraints),
        "themes" => form.themes.len(),
        "transfer_kinds" => form.transfer_kinds.len(),
        "regions" => form.regions.len(),
        "languages" => form.languages.len(),
        "tags" => form.tags.len(),
        "organisation" => usize::from(form.organisation.is_some()),
        "mode" => usize::from(form.mode.is_some()),
        // The others hold one value or none, and nothing is wrong with either.
        _ => 0,
    };
    Held::Entries(entries)
}
