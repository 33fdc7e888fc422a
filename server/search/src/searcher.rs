// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The reading side: one search from the text to the page of hits.

use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

use domain::{Kind, Language};
use tantivy::IndexReader;

use crate::bits::Bits;
use crate::error::Error;
use crate::facets::Counts;
use crate::filters::{self, Filters, Names};
use crate::order::{Best, Ranked};
use crate::passage;
use crate::plan::{Plan, Planner};
use crate::query::{self, Reading};
use crate::results::{Facet, Hit, Indexed, Query, Results, Sort};
use crate::schema::Fields;
use crate::scoring;
use crate::snapshot::Snapshot;
use crate::synonyms::Synonyms;
use crate::weights::{BESIDE_PRACTICES, CANDIDATES};
use crate::writer::{key, kind_and_uid};

/// Searches the index. Cheap to clone; all clones see each commit as soon as it is made.
#[derive(Clone)]
pub struct Searcher(Arc<Shared>);

struct Shared {
    reader: IndexReader,
    fields: Fields,
    snapshot: RwLock<Arc<Snapshot>>,
    synonyms: RwLock<Arc<Synonyms>>,
    names: RwLock<Arc<Names>>,
}

impl fmt::Debug for Searcher {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Searcher over {} records", self.snapshot().records)
    }
}

impl Searcher {
    pub(crate) fn over(reader: IndexReader, fields: Fields) -> Result<Self, Error> {
        let snapshot = Snapshot::of(reader.searcher(), fields.clone())?;
        Ok(Self(Arc::new(Shared {
            reader,
            fields,
            snapshot: RwLock::new(Arc::new(snapshot)),
            synonyms: RwLock::default(),
            names: RwLock::default(),
        })))
    }

    /// Shows the last commit from now on. The own writer does it by itself; another process's has to be looked for.
    ///
    /// # Errors
    /// If the index can't be read.
    pub fn reload(&self) -> Result<(), Error> {
        self.0.reader.reload()?;
        let snapshot = Snapshot::of(self.0.reader.searcher(), self.0.fields.clone())?;
        *self.0.snapshot.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(snapshot);
        Ok(())
    }

    pub(crate) fn snapshot(&self) -> Arc<Snapshot> {
        self.0.snapshot.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Sets the groups of words and phrases that mean the same, in place of those before.
    pub fn set_synonyms(&self, groups: &[Vec<String>]) {
        let synonyms = Arc::new(Synonyms::of(groups));
        *self.0.synonyms.write().unwrap_or_else(PoisonError::into_inner) = synonyms;
    }

    /// Sets the names by which operators may call codes: facet, name in any language, code.
    pub fn set_names(&self, names: &[(Facet, String, String)]) {
        let names = Arc::new(Names::of(names));
        *self.0.names.write().unwrap_or_else(PoisonError::into_inner) = names;
    }

    /// Searches.
    ///
    /// # Errors
    /// If the index can't be read.
    pub fn search(&self, query: &Query) -> Result<Results, Error> {
        let snapshot = self.snapshot();
        let reading = query::read(&query.text);
        let plan = self.plan(&snapshot, query, &reading)?;
        let names = self.0.names.read().unwrap_or_else(PoisonError::into_inner).clone();
        let filters = Filters::of(query, &reading.operators, &names, &snapshot.fields);
        let asks = !reading.words.is_empty() || !reading.phrases.is_empty();
        let search = Search { snapshot: &snapshot, query, plan: &plan, filters: &filters, asks };
        let mut results = search.run()?;
        results.cut = reading.cut;
        results.correction = plan.correction;
        results.words = plan.matched;
        Ok(results)
    }

    fn plan(&self, snapshot: &Snapshot, query: &Query, reading: &Reading) -> Result<Plan, Error> {
        let synonyms = self.0.synonyms.read().unwrap_or_else(PoisonError::into_inner).clone();
        let planner =
            Planner { snapshot, synonyms: &synonyms, reader: query.language, languages: languages(snapshot, query) };
        planner.plan(reading)
    }

    /// What a record passes on to its parts, as it was put in; nothing where the index does not have it.
    ///
    /// # Errors
    /// If the index can't be read.
    pub fn passed_on(&self, kind: Kind, uid: &str) -> Result<Option<String>, Error> {
        let snapshot = self.snapshot();
        let Some((at, document)) = snapshot.locate(&key(kind, uid))? else { return Ok(None) };
        snapshot.segments[at].stored(document, snapshot.fields.passed_on).map(Some)
    }

    /// All live records with the version that was indexed, in no particular order.
    ///
    /// # Errors
    /// If the index can't be read.
    pub fn verify(&self) -> Result<Vec<Indexed>, Error> {
        let snapshot = self.snapshot();
        let mut all = Vec::new();
        for segment in &snapshot.segments {
            for document in segment.alive().iter() {
                let key = segment.key_of(document).unwrap_or_default();
                let (kind, uid) =
                    kind_and_uid(&key).ok_or_else(|| Error::Broken(format!("no record is called {key}")))?;
                let version = segment.version.first(document).unwrap_or_default();
                all.push(Indexed { kind, uid, version });
            }
        }
        Ok(all)
    }

    /// How many live records the index holds.
    pub fn records(&self) -> usize {
        self.snapshot().segments.iter().map(|one| one.reader.num_docs() as usize).sum()
    }

    /// Reads what the sums of the files don't guard, to see that it fits together.
    pub(crate) fn check(&self) -> Result<(), Error> {
        let snapshot = self.snapshot();
        for segment in &snapshot.segments {
            let lengths = segment.word_lengths.num_docs();
            if lengths != segment.bound || segment.alive().len() != segment.reader.num_docs() as usize {
                return Err(Error::Broken("a segment has another length than it says".to_owned()));
            }
        }
        Ok(())
    }
}

/// The languages that words are read in: the reader's first, then all that there are.
///
/// A filter by language changes nothing here: a Spanish record is found by its Italian translation, too.
fn languages(snapshot: &Snapshot, query: &Query) -> Vec<Language> {
    let mut languages = snapshot.languages.clone();
    if languages.is_empty() {
        languages.push(query.language);
    }
    languages.sort_by_key(|one| *one != query.language);
    languages
}

/// The kinds of record that are no practice.
const OTHERS: [Kind; 6] = [Kind::Twinning, Kind::Advert, Kind::Thread, Kind::Post, Kind::Organisation, Kind::Help];

/// One search under way.
struct Search<'s> {
    snapshot: &'s Snapshot,
    query: &'s Query,
    plan: &'s Plan,
    filters: &'s Filters,
    /// Whether there is anything to be matched; otherwise everything is listed.
    asks: bool,
}

impl Search<'_> {
    fn run(&self) -> Result<Results, Error> {
        let end = self.query.offset.saturating_add(self.query.limit).min(Query::MOST_HITS);
        let mut results = Results::default();
        let mut counts = Counts::default();
        let mut best = Vec::new();
        for at in 0..self.snapshot.segments.len() {
            let scores = if self.asks { Some(self.scores(at)?) } else { None };
            let found = self.found(at, scores.as_deref(), &mut counts)?;
            results.total += found.len();
            best.extend(self.best(at, &found, scores.as_deref(), end)?);
        }
        if self.query.facets {
            results.facets = counts.sorted();
        }
        results.hits = self.hits(best, end)?;
        Ok(results)
    }

    /// The scores of a segment, those of other records set back behind those of practices.
    fn scores(&self, at: usize) -> Result<Vec<f32>, Error> {
        let mut scores = scoring::scores(self.snapshot, at, &self.plan.groups)?;
        for document in self.others(at)?.iter() {
            scores[document as usize] *= BESIDE_PRACTICES;
        }
        Ok(scores)
    }

    /// The records of a segment that are no practices.
    fn others(&self, at: usize) -> Result<Bits, Error> {
        filters::of_kinds(&OTHERS, &self.snapshot.segments[at], &self.snapshot.fields)
    }

    /// The records of a segment that answer; counts their facets if that was asked for.
    fn found(&self, at: usize, scores: Option<&[f32]>, counts: &mut Counts) -> Result<Bits, Error> {
        let segment = &self.snapshot.segments[at];
        let mut matching = segment.alive();
        if let Some(scores) = scores
            && self.plan.required.is_empty()
        {
            matching.keep(&Bits::positive(scores));
        }
        scoring::narrow(&mut matching, self.snapshot, at, self.plan)?;
        filters::leave_closed(&mut matching, segment, &self.query.readers, &self.snapshot.fields)?;
        if self.filters.is_empty() && !self.query.facets {
            return Ok(matching);
        }
        let passing = self.filters.passing(segment, &self.snapshot.fields)?;
        let keep = |except: Option<Facet>| {
            let mut bits = matching.clone();
            for (facet, passes) in &passing {
                if except.is_none() || *facet != except {
                    bits.keep(passes);
                }
            }
            bits
        };
        let found = keep(None);
        if self.query.facets {
            let without: Vec<(Facet, Bits)> =
                self.filters.facets().into_iter().map(|facet| (facet, keep(Some(facet)))).collect();
            counts.add(segment, &self.snapshot.fields, &found, &without)?;
        }
        Ok(found)
    }

    fn best(&self, at: usize, found: &Bits, scores: Option<&[f32]>, end: usize) -> Result<Vec<Ranked>, Error> {
        let segment = &self.snapshot.segments[at];
        let mut best = Best::new(end.max(CANDIDATES), at, segment);
        match (self.query.sort, scores) {
            (Sort::Relevance, Some(scores)) => {
                for document in found.iter() {
                    // Scores are never negative, so their bits are ordered like them.
                    best.offer(document, u64::from(scores[document as usize].to_bits()));
                }
            }
            (Sort::Title, _) => {
                for document in found.iter() {
                    best.offer(document, u64::MAX - segment.title_rank(document));
                }
            }
            _ => {
                for document in found.iter() {
                    let published = segment.published.first(document).unwrap_or_default();
                    best.offer(document, tantivy::i64_to_u64(published));
                }
            }
        }
        let mut ranked = best.finish();
        if self.query.sort == Sort::Title {
            for one in &mut ranked {
                one.title = segment.title_order_of(one.document)?.unwrap_or_default();
                one.rank = 0;
            }
        }
        Ok(ranked)
    }

    fn hits(&self, mut best: Vec<Ranked>, end: usize) -> Result<Vec<Hit>, Error> {
        best.sort_unstable_by(Ranked::order);
        let scored = self.asks && self.query.sort == Sort::Relevance;
        if scored {
            let first = best.len().min(CANDIDATES);
            let places: Vec<(usize, u32)> = best[..first].iter().map(|one| (one.segment, one.document)).collect();
            let others: Result<Vec<Bits>, Error> =
                (0..self.snapshot.segments.len()).map(|at| self.others(at)).collect();
            let others = others?;
            let times = |one: &Ranked| if others[one.segment].contains(one.document) { BESIDE_PRACTICES } else { 1.0 };
            let gains = passage::gains(self.snapshot, &self.plan.groups, &places);
            for (one, gain) in best.iter_mut().zip(gains) {
                let score = f32::from_bits(one.rank as u32) + gain * times(one);
                one.rank = u64::from(score.to_bits());
            }
            best.sort_unstable_by(Ranked::order);
        }
        let page = best.iter().take(end).skip(self.query.offset);
        Ok(page.filter_map(|one| self.hit(one, scored)).collect())
    }

    fn hit(&self, one: &Ranked, scored: bool) -> Option<Hit> {
        let key = self.snapshot.segments[one.segment].key_of(one.document);
        let (kind, uid) = key.as_deref().and_then(kind_and_uid)?;
        let score = if scored { f32::from_bits(one.rank as u32) } else { 0.0 };
        Some(Hit { kind, uid, score })
    }
}
