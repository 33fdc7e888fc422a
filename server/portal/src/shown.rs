// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Turns rows of the database into what lists show to a reader.

use domain::practice::Translation;
use domain::{Language, Locale, places};
use store::{OrganisationName, OrganisationRow, PracticeRow};

use crate::cards::{OrganisationCard, OrganisationLink, PracticeCard, PracticeLink, Text};
use crate::taxonomy::Taxonomy;

/// The organisation's address and name.
pub(crate) fn organisation_link(name: &OrganisationName) -> OrganisationLink {
    OrganisationLink { slug: name.slug.to_string(), name: name.name.clone() }
}

/// An organisation as a card.
pub(crate) fn organisation_card(row: OrganisationRow) -> OrganisationCard {
    OrganisationCard {
        uid: row.name.uid.to_string(),
        slug: row.name.slug.to_string(),
        name: row.name.name,
        short_name: None,
        kind: row.name.kind,
        country: row.country,
        region: row.name.region.as_deref().and_then(places::region),
        practices: Some(row.practices),
        demo: row.demo,
    }
}

/// A practice as a card.
pub(crate) fn practice_card(row: &PracticeRow, taxonomy: &Taxonomy, locale: Locale) -> PracticeCard {
    let record = &row.record;
    PracticeCard {
        uid: record.uid.to_string(),
        slug: row.slug.to_string(),
        title: title(row, locale),
        summary: summary(row, locale),
        owner: row.owner.as_ref().map(organisation_link),
        region: row.region.as_deref().and_then(places::region),
        phase: row.phase,
        themes: taxonomy.links(&record.themes, locale),
        published_on: record.published_on,
        demo: record.demo,
    }
}

/// A practice as a link.
pub(crate) fn practice_link(row: &PracticeRow, locale: Locale) -> PracticeLink {
    PracticeLink { slug: row.slug.to_string(), title: title(row, locale) }
}

fn translation(row: &PracticeRow, locale: Locale) -> Option<&Translation> {
    let wanted: Language = locale.language();
    let found = row.record.translations.iter().find(|translation| translation.language == wanted);
    found.filter(|_| row.record.language != wanted)
}

pub(crate) fn title(row: &PracticeRow, locale: Locale) -> Text {
    match translation(row, locale) {
        Some(translated) => Text { text: translated.title.clone(), language: translated.language },
        None => Text { text: row.record.title.clone(), language: row.record.language },
    }
}

fn summary(row: &PracticeRow, locale: Locale) -> Text {
    let translated = translation(row, locale)
        .and_then(|translation| translation.summary.clone().map(|text| Text { text, language: translation.language }));
    translated.unwrap_or_else(|| {
        let own = row.record.summary.clone();
        let text = own.unwrap_or_else(|| {
            let first = row.record.problem.as_deref().or(row.record.solution.as_deref());
            first.map(markdown::first_sentence).unwrap_or_default()
        });
        Text { text, language: row.record.language }
    })
}
