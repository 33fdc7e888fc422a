// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What the index knows of a record.

use std::collections::HashMap;

use domain::organisation::SizeBand;
use domain::places::REGIONS;
use domain::policy::{Act, On, Standing, Viewer, allows};
use domain::practice::{Audience, Practice};
use domain::testimonial::Testimonial;
use domain::{Kind, Language, Locale, Uid};
use search::{Document, Facet};
use store::{DocumentText, KeptDocument, KeptOrganisation, KeptPractice, KeptTestimonial};

use crate::HelpText;
use crate::documents::sections;
use crate::taxonomy::Taxonomy;

/// The sizes of organisations that own practices.
pub(super) type Sizes = HashMap<Uid, SizeBand>;

/// The most bytes of the text of one document that are searched as a part of its practice.
const WITHIN_PRACTICE: usize = 128 * 1024;
/// The most bytes of the texts of all documents of a practice that are.
const ALL_WITHIN_PRACTICE: usize = 512 * 1024;

/// A case document with the text that was found.
pub(super) struct Read {
    /// The document.
    pub(super) document: KeptDocument,
    /// Its text, part by part.
    pub(super) sections: Vec<String>,
}

/// The documents of some practices, twinnings or posts, those that all may find who find what they belong to.
pub(super) fn read(documents: Vec<KeptDocument>, texts: &[DocumentText]) -> Vec<Read> {
    let is_open =
        |kept: &KeptDocument| kept.record.standing == Standing::Visible && kept.record.audience == Audience::Public;
    let with_text = |document: KeptDocument| {
        let of_it =
            |text: &&DocumentText| text.document == document.record.uid && text.sha256 == document.record.file.sha256;
        let sections = texts.iter().find(of_it).map(sections).unwrap_or_default();
        Read { document, sections: sections.into_iter().map(heading_and_text).collect() }
    };
    documents.into_iter().filter(is_open).map(with_text).collect()
}

/// What readers see that was said of practices or twinnings, each with its signature.
pub(super) type Said = HashMap<Uid, Vec<String>>;

/// What was said of some practices and of their adoptions, as far as it was let in.
pub(super) fn said(testimonials: Vec<KeptTestimonial>) -> Said {
    let mut said = Said::new();
    for kept in testimonials.into_iter().filter(|kept| kept.record.standing == Standing::Visible) {
        said.entry(kept.practice).or_default().push(signed(kept.record));
    }
    said
}

/// What was said of some twinnings, as far as it was let in.
pub(super) fn said_of_twinnings(testimonials: Vec<Testimonial>) -> Said {
    let mut said = Said::new();
    for record in testimonials.into_iter().filter(|record| record.standing == Standing::Visible) {
        said.entry(record.about.uid.clone()).or_default().push(signed(record));
    }
    said
}

fn signed(record: Testimonial) -> String {
    let signature = [Some(record.author), record.role, record.organisation_name];
    let lines = [record.quote].into_iter().chain(signature.into_iter().flatten());
    lines.collect::<Vec<_>>().join("\n")
}

fn heading_and_text(section: documents::Section) -> String {
    match section.place {
        documents::Place::Heading(words) => format!("{words}\n{}", section.text),
        documents::Place::Sheet(name) => format!("{name}\n{}", section.text),
        _ => section.text,
    }
}

/// A document, where what it belongs to may be found: by its own text, and by what that is filed under. It is for whom
/// that is for.
pub(super) fn document(read: &Read, parent: &Document) -> Document {
    let record = &read.document.record;
    let language = record.language.unwrap_or(parent.language);
    let title = Document::new(Kind::Document, record.uid.as_str(), language, &record.title);
    Document {
        passages: read.sections.iter().cloned().chain(record.alt.clone()).collect(),
        themes: parent.themes.clone(),
        regions: parent.regions.clone(),
        level: parent.level.clone(),
        owner: parent.owner.clone(),
        size: parent.size.clone(),
        readers: parent.readers.clone(),
        within: parent.within.clone(),
        published: read.document.created_at.as_second(),
        version: read.document.version,
        ..title
    }
}

/// What the documents of a practice or a twinning add to what it is found by.
pub(super) fn of_documents(documents: &[&Read]) -> Vec<String> {
    let mut left = ALL_WITHIN_PRACTICE;
    let mut passages = Vec::new();
    for read in documents {
        passages.push(read.document.record.title.clone());
        let mut own = WITHIN_PRACTICE.min(left);
        for section in &read.sections {
            let cut = section.floor_char_boundary(own);
            passages.push(section[..cut].to_owned());
            (own, left) = (own - cut, left - cut);
            if own == 0 || cut < section.len() {
                break;
            }
        }
    }
    passages
}

/// A practice, where visitors may find it, with the text of its documents and what was said of it.
pub(super) fn practice(
    kept: &KeptPractice,
    documents: &[&Read],
    said: &Said,
    taxonomy: &Taxonomy,
    sizes: &Sizes,
) -> Option<Document> {
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
    let said = said.get(&record.uid).into_iter().flatten().cloned();
    Some(Document {
        translations: translations.collect(),
        passages: passages(kept).into_iter().chain(said).chain(of_documents(documents)).collect(),
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
    let opinions = record.opinions.iter().map(|opinion| markdown::plain(&opinion.text));
    written.chain(models).chain(opinions).chain(lines).filter(|text| !text.is_empty()).collect()
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
