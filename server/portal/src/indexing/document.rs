// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What the index knows of a record.

use std::collections::HashMap;

use domain::organisation::SizeBand;
use domain::places::REGIONS;
use domain::policy::{Act, On, Viewer, allows};
use domain::practice::Practice;
use domain::{Kind, Language, Locale, Uid};
use search::{Document, Facet};
use store::{KeptOrganisation, KeptPractice};

use crate::HelpText;
use crate::taxonomy::Taxonomy;

/// The sizes of organisations that own practices.
pub(super) type Sizes = HashMap<Uid, SizeBand>;

/// A practice, where visitors may find it.
pub(super) fn practice(kept: &KeptPractice, taxonomy: &Taxonomy, sizes: &Sizes) -> Option<Document> {
    let record = &kept.record;
    allows(&Viewer::Visitor, Act::Read, &On::Practice(record.into())).ok()?;
    let themes = record.themes.iter().flat_map(|uid| taxonomy.with_ancestors(uid));
    let mut themes: Vec<String> = themes.map(|theme| theme.uid.to_string()).collect();
    themes.sort();
    themes.dedup();
    let translations = record.translations.iter().map(|translation| {
        let summary = translation.summary.as_deref().unwrap_or_default();
        (translation.language, format!("{}\n{summary}", translation.title))
    });
    Some(Document {
        translations: translations.collect(),
        passages: passages(kept),
        themes,
        regions: kept.region().map(str::to_owned).into_iter().collect(),
        level: record.level.map(|level| level.code().to_owned()),
        practice_kind: record.practice_kind.map(|kind| kind.code().to_owned()),
        phase: Some(kept.phase.code().to_owned()),
        year: record.start_date.map(|date| i32::from(date.year())),
        evidence: record.evidence_rating.map(|rating| rating.code().to_owned()),
        owner: kept.owner.as_ref().map(|owner| (owner.uid.to_string(), owner.name.clone())),
        size: kept.owner.as_ref().and_then(|owner| sizes.get(&owner.uid)).map(|size| size.code().to_owned()),
        programmes: programmes(record),
        not_worked: record.failures.is_some(),
        published: published(record).unwrap_or_else(|| kept.created_at.as_second()),
        version: kept.version,
        ..Document::new(Kind::Practice, record.uid.as_str(), record.language, &record.title)
    })
}

/// An organisation, where no other took its place. Its own name and description are Italian, or in a language that
/// folding alone serves.
pub(super) fn organisation(kept: &KeptOrganisation) -> Option<Document> {
    let record = &kept.record;
    if record.merged_into.is_some() {
        return None;
    }
    let names = [record.short_name.clone(), record.ipa_code.clone()];
    let described = record.description.as_deref().map(markdown::plain);
    Some(Document {
        passages: described.into_iter().chain(names.into_iter().flatten()).collect(),
        regions: record.region.iter().cloned().collect(),
        size: record.size().map(|size| size.code().to_owned()),
        version: kept.version,
        ..Document::new(Kind::Organisation, record.uid.as_str(), Language::Italian, &record.name)
    })
}

/// The pages of the help: each is one record in all its languages. Its version is a sum of its texts, since it changes
/// with the program.
pub(super) fn help(pages: &[HelpText]) -> Vec<Document> {
    let first = Locale::Italian.language();
    let originals = pages.iter().filter(|page| page.language == first);
    let documents = originals.map(|page| {
        let all: Vec<&HelpText> = pages.iter().filter(|other| other.slug == page.slug).collect();
        let others = all.iter().filter(|other| other.language != first);
        Document {
            passages: vec![page.text.clone()],
            translations: others.map(|other| (other.language, format!("{}\n{}", other.title, other.text))).collect(),
            version: help_version(&all),
            ..Document::new(Kind::Help, &page.slug, first, &page.title)
        }
    });
    documents.collect()
}

fn help_version(pages: &[&HelpText]) -> i64 {
    let bytes = pages.iter().flat_map(|page| page.title.bytes().chain(page.text.bytes()));
    // FNV-1a: stable over versions of the compiler, which the standard library's hasher is not.
    let sum = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
    i64::from_ne_bytes((sum >> 1).to_ne_bytes())
}

/// The names by which a reader's operators may call themes, regions, programmes, phases and kinds of record.
pub(super) fn names(taxonomy: &Taxonomy, words: &[(&str, &str, &str)]) -> Vec<(Facet, String, String)> {
    let both = [Locale::Italian, Locale::English];
    let themes = taxonomy.themes().into_iter().flat_map(|theme| {
        both.map(|locale| (Facet::Theme, theme.name.in_locale(locale).to_owned(), theme.uid.to_string()))
    });
    let regions = REGIONS
        .iter()
        .flat_map(|region| both.map(|locale| (Facet::Region, region.name(locale).to_owned(), region.code.to_owned())));
    let programmes = taxonomy.programmes().flat_map(|programme| {
        both.map(|locale| (Facet::Programme, programme.name.in_locale(locale).to_owned(), programme.uid.to_string()))
    });
    let words = words.iter().filter_map(|(parameter, word, code)| {
        let facet = [Facet::Phase, Facet::Kind].into_iter().find(|facet| facet.code() == *parameter)?;
        Some((facet, (*word).to_owned(), (*code).to_owned()))
    });
    themes.chain(regions).chain(programmes).chain(words).collect()
}

/// The texts in reading order, then the names that people search for.
fn passages(kept: &KeptPractice) -> Vec<String> {
    let record = &kept.record;
    let texts = [
        &record.summary,
        &record.problem,
        &record.solution,
        &record.innovation,
        &record.stakeholders,
        &record.legal_basis,
        &record.technology,
        &record.expected_results,
        &record.failures,
        &record.transfer_potential,
        &record.adaptation_notes,
    ];
    let written = texts.into_iter().flatten().map(|text| markdown::plain(text));
    let models = record.models.iter().map(|model| format!("{}\n{}", model.title, markdown::plain(&model.description)));
    let lines = [
        record.evidence.iter().map(|indicator| indicator.name.as_str()).collect::<Vec<_>>().join("\n"),
        record.conditions.iter().map(|condition| condition.text.as_str()).collect::<Vec<_>>().join("\n"),
        record.tags.join(", "),
        record.beneficiaries_note.clone().unwrap_or_default(),
        record.municipality.clone().unwrap_or_default(),
        kept.owner.as_ref().map(|owner| owner.name.clone()).unwrap_or_default(),
    ];
    written.chain(models).chain(lines).filter(|text| !text.is_empty()).collect()
}

fn programmes(record: &Practice) -> Vec<String> {
    record.funding.iter().filter_map(|funding| funding.programme.as_ref()).map(ToString::to_string).collect()
}

/// Midnight UTC of the day of publication, in seconds since 1970.
fn published(record: &Practice) -> Option<i64> {
    let date = record.published_on?;
    let day = jiff::civil::Date::new(date.year(), date.month().unwrap_or(1), date.day().unwrap_or(1)).ok()?;
    day.to_zoned(jiff::tz::TimeZone::UTC).ok().map(|moment| moment.timestamp().as_second())
}
