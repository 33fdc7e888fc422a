// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Twinnings in lists: all of them with what narrows them, the latest, those of an organisation and of a practice.

use domain::policy::Viewer;
use domain::twinning::{PartyRole, TwinningState};
use domain::{Locale, Uid, places};
use store::{Page, TwinningFilter, TwinningRow};

use super::values::{OrganisationTwinnings, ProgrammeChoice, TwinningCard, TwinningsPage, TwinningsRequest};
use crate::Portal;
use crate::cards::ThemeLink;
use crate::error::Error;
use crate::taxonomy::link;

/// How many twinnings stand on one page.
const PER_PAGE: u32 = 12;
/// The last page that can be asked for: beyond it, narrowing helps more.
const LAST_PAGE: u32 = 1_000;
/// How many twinnings the page of an organisation or of a practice shows.
const SHOWN: u32 = 50;

/// What is told to all alike: what everybody may read.
const EVERYBODY: &Viewer = &Viewer::Visitor;

impl Portal {
    /// Twinnings, the latest to begin first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn twinnings(
        &self,
        viewer: &Viewer,
        locale: Locale,
        request: TwinningsRequest,
    ) -> Result<TwinningsPage, Error> {
        let request = self.known_wishes(request);
        let filter = self.twinning_filter(&request);
        let cut = Page { limit: PER_PAGE, offset: (request.page - 1) * PER_PAGE };
        let listed = self.inner.store.twinnings(viewer, &filter, cut).await?;
        Ok(TwinningsPage {
            request,
            total: listed.total,
            per_page: PER_PAGE,
            cards: self.twinning_cards(locale, &listed.rows).await?,
            by_theme: self.twinnings_by_theme(viewer, locale).await?,
            programmes: self.programme_choices(locale),
        })
    }

    /// The twinnings that everybody may read and that began last.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn latest_twinnings(&self, locale: Locale, limit: u32) -> Result<Vec<TwinningCard>, Error> {
        let listed = self.inner.store.twinnings(EVERYBODY, &TwinningFilter::default(), Page::first(limit)).await?;
        self.twinning_cards(locale, &listed.rows).await
    }

    /// The twinnings in which an organisation has a part, by that part.
    pub(crate) async fn twinnings_of(
        &self,
        viewer: &Viewer,
        locale: Locale,
        organisation: &Uid,
    ) -> Result<OrganisationTwinnings, Error> {
        let filter = TwinningFilter { organisation: Some(organisation.clone()), ..TwinningFilter::default() };
        let listed = self.inner.store.twinnings(viewer, &filter, Page::first(SHOWN)).await?;
        let cards = self.twinning_cards(locale, &listed.rows).await?;
        let mut of = OrganisationTwinnings::default();
        for (row, card) in listed.rows.iter().zip(cards) {
            match part_of(row, organisation) {
                Some(PartyRole::Offering) => of.given.push(card),
                Some(PartyRole::Recipient) => of.received.push(card),
                Some(other) => of.others.push((card, other)),
                // The database lists it because it has a part.
                None => {}
            }
        }
        Ok(of)
    }

    /// The twinnings that carry a practice over, as everybody may read them.
    pub(crate) async fn twinnings_with(&self, locale: Locale, practice: &Uid) -> Result<Vec<TwinningCard>, Error> {
        let filter = TwinningFilter { practice: Some(practice.clone()), ..TwinningFilter::default() };
        let listed = self.inner.store.twinnings(EVERYBODY, &filter, Page::first(SHOWN)).await?;
        self.twinning_cards(locale, &listed.rows).await
    }

    /// A request without what is not known.
    fn known_wishes(&self, request: TwinningsRequest) -> TwinningsRequest {
        let taxonomy = self.taxonomy();
        let programme = request.programme.and_then(|uid| Uid::parse(&uid).ok());
        let programme = programme.and_then(|uid| taxonomy.programme(&uid));
        let of_it = |code: &String| {
            programme.is_some_and(|programme| programme.priorities.iter().any(|priority| priority.code == *code))
        };
        TwinningsRequest {
            theme: request.theme.filter(|slug| taxonomy.theme(slug).is_some()),
            region: request.region.filter(|code| places::region(code).is_some()),
            state: request.state.filter(|code| TwinningState::from_code(code).is_some()),
            priority: request.priority.filter(of_it),
            programme: programme.map(|programme| programme.uid.to_string()),
            page: request.page.clamp(1, LAST_PAGE),
        }
    }

    fn twinning_filter(&self, request: &TwinningsRequest) -> TwinningFilter {
        let taxonomy = self.taxonomy();
        let theme = request.theme.as_deref().and_then(|slug| taxonomy.theme(slug));
        TwinningFilter {
            themes: theme.map(|theme| taxonomy.with_descendants(&theme.uid)).unwrap_or_default(),
            region: request.region.clone(),
            state: request.state.as_deref().and_then(TwinningState::from_code),
            programme: request.programme.as_deref().and_then(|uid| Uid::parse(uid).ok()),
            priority: request.priority.clone(),
            ..TwinningFilter::default()
        }
    }

    /// The themes that have any. What is filed under two themes below one counts once for it.
    async fn twinnings_by_theme(&self, viewer: &Viewer, locale: Locale) -> Result<Vec<(ThemeLink, u64)>, Error> {
        let taxonomy = self.taxonomy();
        let filed = self.inner.store.twinnings_by_theme(viewer).await?;
        let count_of = |theme: &Uid| filed.iter().find(|(uid, _)| uid == theme).map_or(0, |(_, count)| *count);
        let mut counted = Vec::new();
        for theme in taxonomy.themes() {
            let mut within = taxonomy.with_descendants(&theme.uid);
            within.retain(|uid| count_of(uid) > 0);
            let count = match within.as_slice() {
                [] => continue,
                [one] => count_of(one),
                _ => {
                    let filter = TwinningFilter { themes: within.clone(), ..TwinningFilter::default() };
                    self.inner.store.twinnings(viewer, &filter, Page::first(1)).await?.total
                }
            };
            counted.push((link(theme, locale), count));
        }
        Ok(counted)
    }

    fn programme_choices(&self, locale: Locale) -> Vec<ProgrammeChoice> {
        let taxonomy = self.taxonomy();
        let choices = taxonomy.programmes().map(|programme| ProgrammeChoice {
            uid: programme.uid.to_string(),
            name: programme.name.in_locale(locale).to_owned(),
            priorities: programme
                .priorities
                .iter()
                .map(|priority| (priority.code.clone(), priority.name.in_locale(locale).to_owned()))
                .collect(),
        });
        choices.collect()
    }
}

/// What an organisation does in a twinning: whoever offers or receives may lead it, too.
fn part_of(row: &TwinningRow, organisation: &Uid) -> Option<PartyRole> {
    let named = row.record.parties.iter().filter(|party| party.organisation == *organisation);
    let parts: Vec<PartyRole> = named.map(|party| party.role).collect();
    let side = parts.iter().find(|role| matches!(role, PartyRole::Offering | PartyRole::Recipient));
    side.or(parts.first()).copied()
}
