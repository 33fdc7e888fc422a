// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Lists of adverts, and one to read.

use domain::advert::writing::{AdvertForm, lacks};
use domain::advert::{Advert, AdvertKind, AdvertMove, AdvertState};
use domain::member::OrganisationRole;
use domain::policy::{Act, Viewer, allows};
use domain::{Kind, Locale, Uid, places};
use store::{AdvertFilter, KeptAdvert, Page};

use super::values::{AdvertCard, AdvertPage, AdvertWork, AdvertsPage, AdvertsRequest, Answering, LatestAdverts};
use super::{advert_card, on, version_of};
use crate::cards::{FoundRecord, PracticeLink};
use crate::error::Error;
use crate::shown::practice_link;
use crate::values::SearchRequest;
use crate::{Portal, WithFacets, rendering};

/// How many adverts stand on one page.
const PER_PAGE: u32 = 10;
/// The last page that is shown.
const LAST_PAGE: u32 = 1_000;
/// How many adverts that fit the words are looked through.
const SEARCHED: usize = 200;
/// How many of each kind the home page shows.
const LATEST: u32 = 3;
/// How many an organisation's or a practice's page shows.
const SHOWN: u32 = 50;
/// The states in which an advert takes answers.
const LIVE: [AdvertState; 2] = [AdvertState::Open, AdvertState::InContact];

impl Portal {
    /// Adverts of a kind, narrowed.
    ///
    /// # Errors
    /// The database cannot be read; with words, as `search`.
    pub async fn adverts(
        &self,
        viewer: &Viewer,
        locale: Locale,
        request: AdvertsRequest,
    ) -> Result<AdvertsPage, Error> {
        let taxonomy = self.taxonomy();
        let theme = request.theme.as_deref().and_then(|slug| taxonomy.theme(slug));
        let state = request.state.as_deref().and_then(AdvertState::from_code);
        let page = request.page.clamp(1, LAST_PAGE);
        let request = AdvertsRequest {
            theme: theme.map(|theme| theme.uid.to_string()),
            region: request.region.filter(|code| places::region(code).is_some()),
            state: state.map(|state| state.code().to_owned()),
            page,
            ..request
        };
        let among = self.fitting_adverts(viewer, locale, &request.text).await?;
        let filter = AdvertFilter { among, ..self.advert_filter(&request) };
        let cut = Page { limit: PER_PAGE, offset: (page - 1) * PER_PAGE };
        let listed = self.inner.store.adverts(viewer, &filter, cut).await?;
        Ok(AdvertsPage {
            themes: taxonomy.choices(locale),
            total: listed.total,
            per_page: PER_PAGE,
            adverts: listed.rows.iter().map(|row| advert_card(row, &taxonomy, locale)).collect(),
            request,
        })
    }

    /// What narrows a list of adverts beside its words; what is unknown does not.
    pub(crate) fn advert_filter(&self, request: &AdvertsRequest) -> AdvertFilter {
        let taxonomy = self.taxonomy();
        let theme = request.theme.as_deref().and_then(|slug| taxonomy.theme(slug));
        let state = request.state.as_deref().and_then(AdvertState::from_code);
        AdvertFilter {
            kind: Some(request.kind),
            themes: theme.map(|theme| taxonomy.with_descendants(&theme.uid)).unwrap_or_default(),
            region: request.region.clone().filter(|code| places::region(code).is_some()),
            states: state.map_or_else(|| LIVE.to_vec(), |state| vec![state]),
            ..AdvertFilter::default()
        }
    }

    /// The adverts that fit some words; nothing where none were typed.
    async fn fitting_adverts(&self, viewer: &Viewer, locale: Locale, text: &str) -> Result<Option<Vec<Uid>>, Error> {
        if text.trim().is_empty() {
            return Ok(None);
        }
        let request = SearchRequest {
            text: text.to_owned(),
            kinds: vec![Kind::Advert.code().to_owned()],
            limit: SEARCHED,
            ..SearchRequest::default()
        };
        let found = self.search(viewer, locale, request, WithFacets::No).await?.found;
        let uids = found.into_iter().filter_map(|one| match one.record {
            FoundRecord::Advert(card) => Uid::parse(&card.uid).ok(),
            _ => None,
        });
        Ok(Some(uids.collect()))
    }

    /// The latest adverts of both kinds that take answers.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn latest_adverts(&self, viewer: &Viewer, locale: Locale) -> Result<LatestAdverts, Error> {
        let of = |kind| AdvertFilter { kind: Some(kind), states: LIVE.to_vec(), ..AdvertFilter::default() };
        Ok(LatestAdverts {
            seeks: self.advert_cards(viewer, locale, &of(AdvertKind::Seek), LATEST).await?,
            offers: self.advert_cards(viewer, locale, &of(AdvertKind::Offer), LATEST).await?,
        })
    }

    /// The adverts that everybody may read and that take answers, the latest first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn open_adverts(&self, locale: Locale, limit: u32) -> Result<Vec<AdvertCard>, Error> {
        let live = AdvertFilter { states: LIVE.to_vec(), ..AdvertFilter::default() };
        self.advert_cards(&Viewer::Visitor, locale, &live, limit).await
    }

    /// The adverts of an organisation that take answers, and its drafts for who writes them.
    pub(crate) async fn adverts_of_organisation(
        &self,
        viewer: &Viewer,
        locale: Locale,
        organisation: &Uid,
    ) -> Result<Vec<AdvertCard>, Error> {
        let states = vec![AdvertState::Draft, AdvertState::Open, AdvertState::InContact];
        let filter = AdvertFilter { organisations: vec![organisation.clone()], states, ..AdvertFilter::default() };
        self.advert_cards(viewer, locale, &filter, SHOWN).await
    }

    /// The adverts that offer a practice and take answers.
    pub(crate) async fn adverts_of_practice(
        &self,
        viewer: &Viewer,
        locale: Locale,
        practice: &Uid,
    ) -> Result<Vec<AdvertCard>, Error> {
        let filter =
            AdvertFilter { practice: Some(practice.clone()), states: LIVE.to_vec(), ..AdvertFilter::default() };
        self.advert_cards(viewer, locale, &filter, SHOWN).await
    }

    async fn advert_cards(
        &self,
        viewer: &Viewer,
        locale: Locale,
        filter: &AdvertFilter,
        limit: u32,
    ) -> Result<Vec<AdvertCard>, Error> {
        let listed = self.inner.store.adverts(viewer, filter, Page::first(limit)).await?;
        let taxonomy = self.taxonomy();
        Ok(listed.rows.iter().map(|row| advert_card(row, &taxonomy, locale)).collect())
    }

    /// An advert with all that its page shows.
    ///
    /// # Errors
    /// `NotFound` where there is none that the viewer may read.
    pub async fn advert(&self, viewer: &Viewer, locale: Locale, uid: &str) -> Result<AdvertPage, Error> {
        let kept = self.visible_advert(viewer, uid).await?;
        let record = &kept.record;
        Ok(AdvertPage {
            card: advert_card(&kept, &self.taxonomy(), locale),
            description: record.description.as_deref().map(rendering::rendered),
            practice: self.offered(viewer, locale, record).await?,
            work: self.work_on(viewer, record),
            answering: self.answering(viewer, &kept).await?,
            key: self.new_uid().to_string(),
            conversations: self.conversations_on(viewer, record).await?,
            record: kept.record,
        })
    }

    /// An advert as programs ask for it: who wrote it is told to nobody.
    ///
    /// # Errors
    /// `NotFound` where there is none that the viewer may read.
    pub async fn advert_by_uid(&self, viewer: &Viewer, uid: &str) -> Result<Advert, Error> {
        Ok(Advert { author: None, ..self.visible_advert(viewer, uid).await?.record })
    }

    async fn offered(&self, viewer: &Viewer, locale: Locale, advert: &Advert) -> Result<Option<PracticeLink>, Error> {
        let Some(practice) = &advert.practice else { return Ok(None) };
        let rows = self.inner.store.practices_by_uids(viewer, std::slice::from_ref(practice)).await?;
        Ok(rows.first().map(|row| practice_link(row, locale)))
    }

    /// What the viewer may do for the body of an advert.
    fn work_on(&self, viewer: &Viewer, advert: &Advert) -> Option<AdvertWork> {
        let (on, today) = (on(advert), self.today());
        allows(viewer, Act::Edit, &on).ok()?;
        let may = |step: &AdvertMove| {
            let goes = match step {
                AdvertMove::Publish => advert.state == AdvertState::Draft,
                AdvertMove::Close => advert.clone().close().is_ok(),
                AdvertMove::Renew => advert.clone().renew(today).is_ok(),
                AdvertMove::Answer | AdvertMove::Match | AdvertMove::Expire => false,
            };
            goes && step.act().is_some_and(|act| allows(viewer, act, &on).is_ok())
        };
        let is_draft = advert.state == AdvertState::Draft;
        Some(AdvertWork {
            version: version_of(advert),
            edit: is_draft || advert.state.is_live(),
            delete: is_draft && allows(viewer, Act::Withdraw, &on).is_ok(),
            moves: AdvertMove::ALL.iter().filter(|step| may(step)).copied().collect(),
            lacks: if is_draft { lacks(&AdvertForm::of(advert), advert.kind) } else { Vec::new() },
        })
    }

    async fn answering(&self, viewer: &Viewer, kept: &KeptAdvert) -> Result<Answering, Error> {
        let is_open = kept.record.takes_answers(self.today());
        self.answering_to(viewer, Some(&kept.record.organisation).filter(|_| is_open)).await
    }

    /// For whom the viewer can write to a body; there is none where nobody is to be written to.
    pub(crate) async fn answering_to(&self, viewer: &Viewer, body: Option<&Uid>) -> Result<Answering, Error> {
        let Some(body) = body else { return Ok(Answering::Over) };
        let Some(acting) = viewer.acting() else { return Ok(Answering::SignIn) };
        let mut bodies = self.own_bodies(viewer).await?;
        bodies.retain(|(uid, _)| uid != body.as_str());
        Ok(match bodies.is_empty() {
            false => Answering::For(bodies),
            true if acting.acts_for(body, OrganisationRole::Contributor) => Answering::Own,
            true => Answering::NoBody,
        })
    }
}
