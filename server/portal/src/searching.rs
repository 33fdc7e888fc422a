// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Searching: the index proposes, the database decides what the viewer sees.

mod adverts;
mod documents;
mod talk;
mod twinnings;

pub use talk::is_within;

use std::collections::HashMap;
use std::sync::Arc;

use domain::policy::Viewer;
use domain::{Kind, Language, Locale, Uid, places};
use search::{MatchedWords, Query, Results, Years};
use store::{KeptOrganisation, PracticeRow};
use tokio::sync::OwnedSemaphorePermit;

use crate::Portal;
use crate::cards::{Found, FoundRecord, HelpCard, OrganisationCard, Run};
use crate::error::Error;
use crate::indexing::codes_of;
use crate::shown::practice_card;
use crate::taxonomy::{Taxonomy, link};
use crate::values::{Facet, FacetValue, SearchPage, SearchRequest, Sort};

/// How many characters an excerpt has at most.
const EXCERPT: usize = 240;
/// How many titles are suggested while somebody types.
const SUGGESTIONS: usize = 8;
/// How many themes stand before them at most.
const SUGGESTED_THEMES: usize = 2;

/// Whether the values of facets are counted too: a page shows them, a program does not ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WithFacets {
    /// Count them.
    Yes,
    /// Leave them out.
    No,
}

/// What a suggestion leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suggested {
    /// A theme with its practices.
    Theme,
    /// A record of the index.
    Record(Kind),
}

/// A title suggested while somebody types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuggestedTitle {
    /// What it is.
    pub what: Suggested,
    /// Its title.
    pub title: String,
    /// Its address.
    pub slug: String,
}

impl Portal {
    /// Searches.
    ///
    /// # Errors
    /// `Preparing` while the index is being built, `Busy` when too much is asked at once.
    pub async fn search(
        &self,
        viewer: &Viewer,
        locale: Locale,
        request: SearchRequest,
        facets: WithFacets,
    ) -> Result<SearchPage, Error> {
        self.search_among(viewer, locale, request, facets, Vec::new()).await
    }

    /// Searches in some records only; where none are named, in all.
    pub(crate) async fn search_among(
        &self,
        viewer: &Viewer,
        locale: Locale,
        mut request: SearchRequest,
        facets: WithFacets,
        among: Vec<(Kind, String)>,
    ) -> Result<SearchPage, Error> {
        self.leave_out_unknown(&mut request);
        let within = self.within(viewer, &request.within).await?;
        request.within = within.iter().map(|place| place.code.clone()).collect();
        let searcher = self.searcher()?;
        let readers = codes_of(viewer);
        let query = Query { among, readers, ..query(&request, locale, facets) };
        let permit = self.search_permit().await?;
        let results = tokio::task::spawn_blocking(move || {
            let results = searcher.search(&query);
            drop(permit);
            results
        });
        let results = results.await??;
        let found = self.found(viewer, locale, &results).await?;
        let mut counted = self.facets(locale, &request, &results);
        if let Some(place) = within {
            let values = vec![FacetValue { count: results.total as u64, ..place }];
            counted.push(Facet { parameter: "in", values });
        }
        Ok(SearchPage {
            total: results.total,
            correction: results.correction.clone(),
            shortened: results.cut,
            found,
            facets: counted,
            request,
        })
    }

    /// Themes and programmes are lists in the database, so only here it is known which there are.
    fn leave_out_unknown(&self, request: &mut SearchRequest) {
        let taxonomy = self.taxonomy();
        request.themes.retain(|slug| taxonomy.theme(slug).is_some());
        request.programmes.retain(|uid| Uid::parse(uid).is_ok_and(|uid| taxonomy.programme(&uid).is_some()));
    }

    /// Whether there is a theme of this address.
    pub fn has_theme(&self, slug: &str) -> bool {
        self.taxonomy().theme(slug).is_some()
    }

    /// Themes and titles of records that go on as what was typed.
    ///
    /// # Errors
    /// As `search`.
    pub async fn suggest(&self, viewer: &Viewer, locale: Locale, typed: &str) -> Result<Vec<SuggestedTitle>, Error> {
        let searcher = self.searcher()?;
        let themes = self.suggested_themes(typed, locale);
        let typed = typed.to_owned();
        let permit = self.search_permit().await?;
        let titles = tokio::task::spawn_blocking(move || {
            let titles = searcher.suggest(&typed, locale.language(), SUGGESTIONS);
            drop(permit);
            titles
        });
        let titles = titles.await??;
        let practices = titles.iter().filter(|title| title.kind == Kind::Practice);
        let uids: Vec<Uid> = practices.filter_map(|title| Uid::parse(&title.uid).ok()).collect();
        let rows = self.inner.store.practices_by_uids(viewer, &uids).await?;
        let twinnings = titles.iter().filter(|title| title.kind == Kind::Twinning);
        let uids: Vec<Uid> = twinnings.filter_map(|title| Uid::parse(&title.uid).ok()).collect();
        let twinnings = self.inner.store.twinnings_by_uids(viewer, &uids).await?;
        let adverts = titles.iter().filter(|title| title.kind == Kind::Advert);
        let uids: Vec<Uid> = adverts.filter_map(|title| Uid::parse(&title.uid).ok()).collect();
        let adverts = self.inner.store.adverts_by_uids(viewer, &uids).await?;
        let organisations =
            self.organisations_found(titles.iter().map(|title| (title.kind, title.uid.as_str()))).await?;
        let shown = titles.into_iter().filter_map(|title| {
            let slug = match title.kind {
                Kind::Practice => rows.iter().find(|row| row.record.uid.as_str() == title.uid)?.slug.to_string(),
                Kind::Twinning => twinnings.iter().find(|row| row.record.uid.as_str() == title.uid)?.slug.to_string(),
                Kind::Advert => {
                    adverts.iter().find(|kept| kept.record.uid.as_str() == title.uid)?.record.uid.to_string()
                }
                Kind::Organisation => organisations.get(title.uid.as_str())?.slug.to_string(),
                Kind::Help => title.uid.clone(),
                // Its title says little while one types: it is found by searching.
                Kind::Document | Kind::Thread | Kind::Post => return None,
            };
            Some(SuggestedTitle { what: Suggested::Record(title.kind), title: title.title, slug })
        });
        Ok(themes.into_iter().chain(shown).take(SUGGESTIONS).collect())
    }

    /// Themes whose name has words beginning with all the words typed.
    fn suggested_themes(&self, typed: &str, locale: Locale) -> Vec<SuggestedTitle> {
        let taxonomy = self.taxonomy();
        let themes = taxonomy.themes().into_iter().map(|theme| link(theme, locale));
        let fitting = themes.filter(|theme| search::has_words_beginning(&theme.name, typed));
        let shown = fitting.map(|theme| SuggestedTitle { what: Suggested::Theme, title: theme.name, slug: theme.slug });
        shown.take(SUGGESTED_THEMES).collect()
    }

    /// The right to search now. Eight times as many wait as run; the rest is told to come back.
    pub(crate) async fn search_permit(&self) -> Result<OwnedSemaphorePermit, Error> {
        let place = Arc::clone(&self.inner.search_queue).try_acquire_owned().map_err(|_| Error::Busy)?;
        let permit = Arc::clone(&self.inner.searches).acquire_owned().await.map_err(|_| Error::Busy)?;
        drop(place);
        Ok(permit)
    }

    async fn found(&self, viewer: &Viewer, locale: Locale, results: &Results) -> Result<Vec<Found>, Error> {
        let practices = results.hits.iter().filter(|hit| hit.kind == Kind::Practice);
        let uids: Vec<Uid> = practices.filter_map(|hit| Uid::parse(&hit.uid).ok()).collect();
        let rows = self.inner.store.practices_by_uids(viewer, &uids).await?;
        let organisations =
            self.organisations_found(results.hits.iter().map(|hit| (hit.kind, hit.uid.as_str()))).await?;
        let documents = self.documents_found(viewer, locale, results).await?;
        let twinnings = self.twinnings_found(viewer, locale, results).await?;
        let adverts = self.adverts_found(viewer, locale, results).await?;
        let threads = self.threads_found(viewer, results).await?;
        let posts = self.posts_found(viewer, results).await?;
        let taxonomy = self.taxonomy();
        let shown = results.hits.iter().filter_map(|hit| {
            let (record, excerpt, language) = match hit.kind {
                Kind::Practice => {
                    let row = rows.iter().find(|row| row.record.uid.as_str() == hit.uid)?;
                    let card = practice_card(row, &taxonomy, locale);
                    let excerpt = practice_excerpt(row, &results.words);
                    (FoundRecord::Practice(card), excerpt, row.record.language)
                }
                Kind::Organisation => {
                    let kept = organisations.get(hit.uid.as_str())?;
                    let excerpt = organisation_excerpt(kept, &results.words);
                    (FoundRecord::Organisation(organisation_card(kept)), excerpt, Language::Italian)
                }
                Kind::Twinning => {
                    let found = twinnings.iter().find(|found| found.card.uid == hit.uid)?;
                    (FoundRecord::Twinning(found.card.clone()), found.excerpt.clone(), found.language)
                }
                Kind::Advert => {
                    let found = adverts.iter().find(|found| found.card.uid == hit.uid)?;
                    (FoundRecord::Advert(found.card.clone()), found.excerpt.clone(), found.language)
                }
                Kind::Document => {
                    let found = documents.iter().find(|found| found.card.uid == hit.uid)?;
                    (FoundRecord::Document(found.card.clone()), found.excerpt.clone(), found.language)
                }
                Kind::Thread => {
                    let found = threads.iter().find(|found| found.line.uid == hit.uid)?;
                    (FoundRecord::Thread(found.line.clone()), found.excerpt.clone(), found.language)
                }
                Kind::Post => {
                    let found = posts.iter().find(|found| found.card.uid == hit.uid)?;
                    (FoundRecord::Post(found.card.clone()), found.excerpt.clone(), found.language)
                }
                Kind::Help => {
                    let (card, excerpt) = self.help_found(locale, &hit.uid, &results.words)?;
                    (card, excerpt, locale.language())
                }
            };
            Some(Found { record, excerpt, language, score: hit.score })
        });
        Ok(shown.collect())
    }

    async fn organisations_found<'a>(
        &self,
        hits: impl Iterator<Item = (Kind, &'a str)>,
    ) -> Result<HashMap<String, KeptOrganisation>, Error> {
        let organisations = hits.filter(|(kind, _)| *kind == Kind::Organisation);
        let uids: Vec<Uid> = organisations.filter_map(|(_, uid)| Uid::parse(uid).ok()).collect();
        if uids.is_empty() {
            return Ok(HashMap::new());
        }
        let kept = self.inner.store.kept_organisations(&uids).await?;
        // Until the index follows, it has those too whose place another took a moment ago.
        let present = kept.into_iter().filter(|kept| kept.record.merged_into.is_none());
        Ok(present.map(|kept| (kept.record.uid.to_string(), kept)).collect())
    }

    fn help_found(&self, locale: Locale, slug: &str, words: &MatchedWords) -> Option<(FoundRecord, Vec<Run>)> {
        let in_language = |page: &&crate::HelpText| page.slug == slug && page.language == locale.language();
        let page = self.inner.settings.help.iter().find(in_language)?;
        let card = HelpCard { slug: page.slug.clone(), title: page.title.clone() };
        Some((FoundRecord::Help(card), excerpt(&page.text, words, page.language)))
    }

    fn facets(&self, locale: Locale, request: &SearchRequest, results: &Results) -> Vec<Facet> {
        let taxonomy = self.taxonomy();
        let facets = results.facets.iter().map(|(facet, counts)| {
            let parameter = facet.code();
            let chosen = chosen(request, parameter);
            let value = |(code, count): &(String, u32)| FacetValue {
                name: name(&taxonomy, parameter, code, locale),
                chosen: chosen.iter().any(|chosen| chosen == code),
                count: u64::from(*count),
                code: code.clone(),
            };
            let without: Vec<(String, u32)> = chosen
                .iter()
                .filter(|code| !counts.iter().any(|(counted, _)| counted == *code))
                .map(|code| (code.clone(), 0))
                .collect();
            Facet { parameter, values: counts.iter().chain(&without).map(value).collect() }
        });
        facets.filter(|facet| !facet.values.is_empty()).collect()
    }
}

fn query(request: &SearchRequest, locale: Locale, facets: WithFacets) -> Query {
    Query {
        kind: request.kinds.iter().filter_map(|code| Kind::from_code(code)).collect(),
        themes: request.themes.clone(),
        region: request.regions.clone(),
        level: request.levels.clone(),
        practice_kind: request.practice_kinds.clone(),
        phase: request.phases.clone(),
        year: Years { from: request.from_year, to: request.until_year },
        lang: request.languages.iter().filter_map(|code| Language::from_code(code)).collect(),
        evidence: request.evidence.clone(),
        size: request.sizes.clone(),
        programme: request.programmes.clone(),
        within: request.within.clone(),
        sort: match request.sort {
            Sort::Relevance => search::Sort::Relevance,
            Sort::Newest => search::Sort::Newest,
            Sort::Title => search::Sort::Title,
        },
        offset: request.offset,
        limit: request.limit,
        facets: facets == WithFacets::Yes,
        ..Query::new(&request.text, locale.language())
    }
}

/// What the reader chose in a facet.
fn chosen(request: &SearchRequest, parameter: &str) -> Vec<String> {
    match parameter {
        "kind" => request.kinds.clone(),
        "theme" => request.themes.clone(),
        "region" => request.regions.clone(),
        "level" => request.levels.clone(),
        "practice_kind" => request.practice_kinds.clone(),
        "phase" => request.phases.clone(),
        "lang" => request.languages.clone(),
        "evidence" => request.evidence.clone(),
        "size" => request.sizes.clone(),
        "programme" => request.programmes.clone(),
        "year" => match (request.from_year, request.until_year) {
            (Some(from), Some(until)) if from == until => vec![from.to_string()],
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// The name of a value that is a record or a place; codes have their words on the page.
pub(crate) fn name(taxonomy: &Taxonomy, parameter: &str, code: &str, locale: Locale) -> Option<String> {
    match parameter {
        "theme" => taxonomy.theme(code).map(|theme| link(theme, locale).name),
        "region" => places::region(code).map(|region| region.name(locale).to_owned()),
        "programme" => {
            let uid = Uid::parse(code).ok()?;
            taxonomy.programme(&uid).map(|programme| programme.name.in_locale(locale).to_owned())
        }
        _ => None,
    }
}

/// From the text that has most of the words, in reading order: summary, problem, solution.
fn practice_excerpt(row: &PracticeRow, words: &MatchedWords) -> Vec<Run> {
    let record = &row.record;
    let texts = [&record.summary, &record.problem, &record.solution];
    let excerpts = texts.into_iter().flatten().map(|text| excerpt(&markdown::plain(text), words, record.language));
    let marks = |runs: &Vec<Run>| runs.iter().filter(|run| run.marked).count();
    let mut best: Vec<Run> = Vec::new();
    for found in excerpts {
        if best.is_empty() || marks(&found) > marks(&best) {
            best = found;
        }
    }
    best
}

fn organisation_excerpt(kept: &KeptOrganisation, words: &MatchedWords) -> Vec<Run> {
    let text = kept.record.description.as_deref().map(markdown::plain).unwrap_or_default();
    excerpt(&text, words, Language::Italian)
}

fn excerpt(text: &str, words: &MatchedWords, language: Language) -> Vec<Run> {
    let runs = search::excerpt(text, words, language, EXCERPT);
    runs.into_iter().map(|run| Run { text: run.text, marked: run.marked }).collect()
}

fn organisation_card(kept: &KeptOrganisation) -> OrganisationCard {
    let record = &kept.record;
    OrganisationCard {
        uid: record.uid.to_string(),
        slug: kept.slug.to_string(),
        name: record.name.clone(),
        short_name: record.short_name.clone(),
        kind: record.kind,
        country: record.country.clone(),
        region: record.region.as_deref().and_then(places::region),
        practices: None,
        demo: record.demo,
    }
}
