// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Twinnings in the index: found by what they carry over, by the names and regions of their parties, and by what was
//! said of them.

use std::collections::{BTreeSet, HashMap};

use domain::policy::{Act, Viewer, allows};
use domain::twinning::{PartyRole, Twinning};
use domain::{Kind, Uid};
use search::Document;
use store::{KeptOrganisation, KeptTwinning, Page, TwinningFilter};

use super::document::{Read, Said, document as file, of_documents};
use crate::Portal;
use crate::error::Error;
use crate::taxonomy::Taxonomy;
use crate::twinnings::facts;

/// How many are read at once.
const BATCH: u32 = 500;

/// The organisations that some twinnings name.
type Organisations = HashMap<Uid, KeptOrganisation>;

/// Whether visitors may find it.
pub(super) fn is_open(twinning: &Twinning) -> bool {
    allows(&Viewer::Visitor, Act::Read, &facts(twinning)).is_ok()
}

impl Portal {
    /// What the index knows of some twinnings, in their order, each followed by its files; nothing of those that
    /// visitors may not find.
    pub(super) async fn twinning_documents(
        &self,
        kept: &[KeptTwinning],
        files: &[Read],
        said: &Said,
    ) -> Result<Vec<Vec<Document>>, Error> {
        let parties: BTreeSet<Uid> = kept.iter().flat_map(|one| one.record.organisations()).collect();
        let parties: Vec<Uid> = parties.into_iter().collect();
        let organisations = if parties.is_empty() {
            Organisations::new()
        } else {
            let kept = self.inner.store.kept_organisations(&parties).await?;
            kept.into_iter().map(|kept| (kept.record.uid.clone(), kept)).collect()
        };
        let taxonomy = self.taxonomy();
        let found = |one: &KeptTwinning| {
            let is_own = |read: &&Read| read.document.record.twinning.as_ref() == Some(&one.record.uid);
            let own: Vec<&Read> = files.iter().filter(is_own).collect();
            let Some(twinning) = document(one, (own.as_slice(), said), &organisations, &taxonomy) else {
                return Vec::new();
            };
            let files: Vec<Document> = own.iter().map(|read| file(read, &twinning)).collect();
            std::iter::once(twinning).chain(files).collect()
        };
        Ok(kept.iter().map(found).collect())
    }

    /// The twinnings in which an organisation has a part.
    pub(super) async fn twinnings_naming(&self, organisation: &Uid) -> Result<Vec<Uid>, Error> {
        let filter = TwinningFilter { organisation: Some(organisation.clone()), ..TwinningFilter::default() };
        self.twinnings_by(&filter).await
    }

    /// The twinnings under a theme and those below it, which the index knows by all themes above theirs.
    pub(super) async fn twinnings_under(&self, theme: &Uid) -> Result<Vec<Uid>, Error> {
        let themes = self.taxonomy().with_descendants(theme);
        if themes.is_empty() {
            return Ok(Vec::new());
        }
        self.twinnings_by(&TwinningFilter { themes, ..TwinningFilter::default() }).await
    }

    async fn twinnings_by(&self, filter: &TwinningFilter) -> Result<Vec<Uid>, Error> {
        let mut all: Vec<Uid> = Vec::new();
        loop {
            let cut = Page { limit: BATCH, offset: u32::try_from(all.len()).unwrap_or(u32::MAX) };
            let rows = self.inner.store.twinnings(&Viewer::Operator, filter, cut).await?.rows;
            let full = rows.len() == BATCH as usize;
            all.extend(rows.into_iter().map(|row| row.record.uid));
            if !full {
                return Ok(all);
            }
        }
    }
}

fn document(
    kept: &KeptTwinning,
    (files, said): (&[&Read], &Said),
    organisations: &Organisations,
    taxonomy: &Taxonomy,
) -> Option<Document> {
    let record = &kept.record;
    if !is_open(record) {
        return None;
    }
    let themes: BTreeSet<String> =
        record.themes.iter().flat_map(|uid| taxonomy.with_ancestors(uid)).map(|theme| theme.uid.to_string()).collect();
    let parties: Vec<&KeptOrganisation> =
        record.organisations().iter().filter_map(|uid| organisations.get(uid)).collect();
    let regions: BTreeSet<String> = parties.iter().filter_map(|party| party.record.region.clone()).collect();
    let first = record.in_role(PartyRole::Offering).find_map(|uid| organisations.get(uid));
    let said = said.get(&record.uid).into_iter().flatten().cloned();
    Some(Document {
        passages: passages(record, &parties).into_iter().chain(said).chain(of_documents(files)).collect(),
        themes: themes.into_iter().collect(),
        regions: regions.into_iter().collect(),
        year: record.start_date.map(|date| i32::from(date.year())),
        owner: first.map(|offers| (offers.record.uid.to_string(), offers.record.name.clone())),
        programmes: record.programmes.iter().map(|one| one.programme.to_string()).collect(),
        published: kept.created_at.as_second(),
        version: kept.version,
        ..Document::new(Kind::Twinning, record.uid.as_str(), record.language, &record.title)
    })
}

/// The texts in reading order, then the names that people search for.
fn passages(record: &Twinning, parties: &[&KeptOrganisation]) -> Vec<String> {
    let texts = [&record.object, &record.aim, &record.expected_results, &record.results, &record.coherence];
    let written = texts.into_iter().flatten().map(|text| markdown::plain(text));
    let objectives = record.objectives.iter().map(|objective| markdown::plain(&objective.text));
    let models = record.models.iter().map(|model| format!("{}\n{}", model.title, markdown::plain(&model.description)));
    let opinion = record.opinion.iter().map(|opinion| markdown::plain(&opinion.text));
    let indicators = record.indicators.iter().map(|indicator| indicator.name.as_str()).collect::<Vec<_>>().join("\n");
    let names = parties.iter().flat_map(|party| {
        let record = &party.record;
        [Some(record.name.clone()), record.short_name.clone()].into_iter().flatten()
    });
    let names = names.chain(record.acronym.clone()).collect::<Vec<_>>().join("\n");
    let strapline = record.strapline.iter().cloned();
    strapline
        .chain(written)
        .chain(objectives)
        .chain(models)
        .chain(opinion)
        .chain([indicators, names])
        .filter(|text| !text.is_empty())
        .collect()
}
