// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What did not work: what practices tell of it, and why bodies gave a practice up.

use domain::places::Region;
use domain::policy::Viewer;
use domain::{Kind, Language, Locale, Uid, places};
use store::{AdoptionRow, FAILURES_MAX, FailureFilter, FailureRow, Page};

use crate::cards::{FoundRecord, PracticeCard, ThemeLink};
use crate::error::Error;
use crate::shown::practice_card;
use crate::taxonomy::Taxonomy;
use crate::values::SearchRequest;
use crate::{Portal, WithFacets};

/// How many practices stand on one page.
const PER_PAGE: u32 = 10;
/// How many practices that fit the words are looked through.
const SEARCHED: usize = 200;
/// How many characters a text shows at most.
const OPENING: usize = 320;

/// Which lessons to list. Empty means all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FailuresRequest {
    /// Words that the practice must fit.
    pub text: String,
    /// Address of a theme; those below it count too.
    pub theme: Option<String>,
    /// The page, from 1.
    pub page: u32,
}

/// Lessons, those of the newest practices first.
#[derive(Clone, Debug)]
pub struct FailuresPage {
    /// What was asked; an unknown theme is left out.
    pub request: FailuresRequest,
    /// All themes, to narrow by.
    pub themes: Vec<ThemeLink>,
    /// How many practices have a lesson; larger numbers end at a thousand.
    pub total: u64,
    /// How many on one page.
    pub per_page: u32,
    /// Those of this page.
    pub lessons: Vec<Lesson>,
}

/// What a practice and those who gave it up tell.
#[derive(Clone, Debug, PartialEq)]
pub struct Lesson {
    /// The practice.
    pub practice: PracticeCard,
    /// The language of its texts and of the reasons below.
    pub language: Language,
    /// How what did not work begins, in plain words.
    pub failures: Option<String>,
    /// Who gave it up, the latest first.
    pub given_up: Vec<GivenUp>,
}

/// An adoption that was given up.
#[derive(Clone, Debug, PartialEq)]
pub struct GivenUp {
    /// The adopter's name.
    pub adopter: String,
    /// The adopter's address, where the portal knows it.
    pub adopter_slug: Option<String>,
    /// Where it is.
    pub region: Option<&'static Region>,
    /// Year in which it began.
    pub year: Option<i16>,
    /// How the reason begins, in plain words.
    pub reason: String,
    /// Whether it is invented, for demonstration.
    pub demo: bool,
}

impl Portal {
    /// What did not work, practice by practice.
    ///
    /// # Errors
    /// The database cannot be read; with words, as `search`.
    pub async fn failures(
        &self,
        viewer: &Viewer,
        locale: Locale,
        request: FailuresRequest,
    ) -> Result<FailuresPage, Error> {
        let taxonomy = self.taxonomy();
        let theme = request.theme.as_deref().and_then(|slug| taxonomy.theme(slug));
        let filter = FailureFilter {
            themes: theme.map(|theme| taxonomy.with_descendants(&theme.uid)).unwrap_or_default(),
            among: self.fitting(viewer, locale, &request.text).await?,
        };
        let page = request.page.clamp(1, FAILURES_MAX / PER_PAGE);
        let cut = Page { limit: PER_PAGE, offset: (page - 1) * PER_PAGE };
        let listed = self.inner.store.practices_with_failures(viewer, &filter, cut).await?;
        let uids: Vec<Uid> = listed.rows.iter().map(|row| row.practice.record.uid.clone()).collect();
        let given_up = self.inner.store.given_up(&uids).await?;
        let lessons = listed.rows.iter().map(|row| lesson(row, &given_up, &taxonomy, locale)).collect();
        Ok(FailuresPage {
            request: FailuresRequest {
                page,
                theme: theme.map(|theme| theme.uid.to_string()),
                text: request.text.clone(),
            },
            themes: taxonomy.choices(locale),
            total: listed.total,
            per_page: PER_PAGE,
            lessons,
        })
    }

    /// The practices that fit some words; nothing where none were typed.
    async fn fitting(&self, viewer: &Viewer, locale: Locale, text: &str) -> Result<Option<Vec<Uid>>, Error> {
        if text.trim().is_empty() {
            return Ok(None);
        }
        let request = SearchRequest {
            text: text.to_owned(),
            kinds: vec![Kind::Practice.code().to_owned()],
            limit: SEARCHED,
            ..SearchRequest::default()
        };
        let found = self.search(viewer, locale, request, WithFacets::No).await?.found;
        let uids = found.into_iter().filter_map(|one| match one.record {
            FoundRecord::Practice(card) => Uid::parse(&card.uid).ok(),
            _ => None,
        });
        Ok(Some(uids.collect()))
    }
}

fn lesson(row: &FailureRow, given_up: &[AdoptionRow], taxonomy: &Taxonomy, locale: Locale) -> Lesson {
    let practice = &row.practice.record;
    let own = given_up.iter().filter(|adoption| adoption.record.practice == practice.uid);
    Lesson {
        practice: practice_card(&row.practice, taxonomy, locale),
        language: practice.language,
        failures: row.failures.as_deref().map(opening),
        given_up: own.map(given_up_line).collect(),
    }
}

fn given_up_line(row: &AdoptionRow) -> GivenUp {
    let AdoptionRow { record, adopter } = row;
    let region = record.region.as_deref().or(adopter.as_ref().and_then(|adopter| adopter.region.as_deref()));
    let name = adopter.as_ref().map(|adopter| adopter.name.clone());
    GivenUp {
        adopter: name.or_else(|| record.adopter_name.clone()).unwrap_or_default(),
        adopter_slug: adopter.as_ref().map(|adopter| adopter.slug.to_string()),
        region: region.and_then(places::region),
        year: record.year,
        reason: record.notes.as_deref().map(opening).unwrap_or_default(),
        demo: record.demo,
    }
}

/// The beginning of a Markdown text in plain words on one line, cut at the end of a word.
pub(crate) fn opening(text: &str) -> String {
    let line = markdown::plain(text).split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = line.char_indices().nth(OPENING) else { return line };
    let start = &line[..end];
    let words = start.rfind(' ').map_or(start, |space| &start[..space]);
    format!("{words}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_opening_is_plain_and_ends_with_a_whole_word() {
        assert_eq!(opening("**Aule** vuote.\n\n- due\n- tre"), "Aule vuote. due tre");
        let long = opening(&"parola ".repeat(100));
        assert!(long.ends_with("parola…") && long.chars().count() <= OPENING + 1, "{long}");
        assert_eq!(opening(&"è".repeat(OPENING + 5)).chars().count(), OPENING + 1);
        assert_eq!(opening(&"è".repeat(OPENING)).chars().count(), OPENING);
    }
}
