// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Communities as they are read: the list, the page of one, its people, and the own ones.

use std::collections::HashMap;

use domain::community::{BelongingState, CommunityRole, CommunityState};
use domain::document::CaseDocument;
use domain::policy::{Act, DocumentFacts, New, On, Parent, Standing, Viewer, allows};
use domain::practice::Audience;
use domain::thread::ThreadAbout;
use domain::{Locale, Uid};
use store::{CommunityFilter, KeptCommunity, Page, PracticeRow};

use super::values::{
    CommunitiesPage, CommunitiesRequest, CommunityCard, CommunityDocument, CommunityInside, CommunityLink,
    CommunityPage, OwnCommunities, Steward,
};
use super::{card, may, on};
use crate::Portal;
use crate::cards::Text;
use crate::error::Error;
use crate::notices::Watched;
use crate::shown::practice_card;
use crate::writing::asking;
use crate::{rendering, shown};

/// How many communities stand on a page of the list.
const PER_PAGE: u32 = 24;
/// The last page that can be asked for.
const LAST_PAGE: u32 = 1_000;
/// How many members a community's page shows.
const MEMBERS: u32 = 12;
/// How many practices of each sort it shows.
const PRACTICES: u32 = 6;
/// How many documents it shows.
const DOCUMENTS: usize = 8;
/// How many own communities the desk shows.
const OWN: u32 = 100;

/// What a page asks about.
const ACTS: &[Act] =
    &[Act::Join, Act::Leave, Act::Discuss, Act::Edit, Act::ManagePeople, Act::Appoint, Act::HandOver, Act::Advance];

impl Portal {
    /// The communities that the viewer may see.
    ///
    /// # Errors
    /// The database cannot be asked.
    pub async fn communities(
        &self,
        viewer: &Viewer,
        locale: Locale,
        request: CommunitiesRequest,
    ) -> Result<CommunitiesPage, Error> {
        let taxonomy = self.taxonomy();
        let theme = request.theme.as_deref().and_then(|slug| taxonomy.theme(slug)).map(|theme| theme.uid.clone());
        let themes = theme.as_ref().map(|uid| taxonomy.with_descendants(uid)).unwrap_or_default();
        let page = request.page.clamp(1, LAST_PAGE);
        let cut = Page { limit: PER_PAGE, offset: (page - 1) * PER_PAGE };
        let filter = CommunityFilter { themes, ..CommunityFilter::default() };
        let listed = self.inner.store.communities(viewer, &filter, cut).await?;
        Ok(CommunitiesPage {
            total: listed.total,
            per_page: PER_PAGE,
            cards: self.community_cards(viewer, locale, &listed.rows).await?,
            themes: taxonomy.choices(locale),
            may_create: allows(viewer, Act::Create, &On::New(New::Community, None)).is_ok(),
            request: CommunitiesRequest { theme: theme.map(|uid| uid.to_string()), page },
        })
    }

    /// Communities as cards. One query for how many belong to each.
    async fn community_cards(
        &self,
        viewer: &Viewer,
        locale: Locale,
        all: &[KeptCommunity],
    ) -> Result<Vec<CommunityCard>, Error> {
        let uids: Vec<Uid> = all.iter().map(|kept| kept.record.uid.clone()).collect();
        let members = self.inner.store.members_of_communities(&uids).await?;
        let taxonomy = self.taxonomy();
        let count = |kept: &KeptCommunity| members.get(&kept.record.uid).copied().unwrap_or(0);
        Ok(all.iter().map(|kept| card(kept, count(kept), viewer, &taxonomy, locale)).collect())
    }

    pub(super) async fn community_card(
        &self,
        viewer: &Viewer,
        locale: Locale,
        kept: &KeptCommunity,
    ) -> Result<CommunityCard, Error> {
        let mut cards = self.community_cards(viewer, locale, std::slice::from_ref(kept)).await?;
        cards.pop().ok_or(Error::NotFound)
    }

    /// A community's page; what is in it only where that is open to the viewer.
    ///
    /// # Errors
    /// `NotFound` where there is none that the viewer may see.
    pub async fn community(&self, viewer: &Viewer, locale: Locale, slug: &str) -> Result<CommunityPage, Error> {
        let kept = self.community_at(viewer, slug).await?;
        let uid = &kept.record.uid;
        let acts = acts_of(viewer, &kept);
        let requests = match acts.contains(&Act::ManagePeople) {
            true => self.inner.store.requests_of_communities(std::slice::from_ref(uid)).await?,
            false => HashMap::new(),
        };
        let inside = match is_open_to(viewer, &kept) {
            true => Some(self.inside(viewer, locale, &kept).await?),
            false => None,
        };
        Ok(CommunityPage {
            card: self.community_card(viewer, locale, &kept).await?,
            description: kept.record.description.as_deref().map(rendering::rendered),
            audience: kept.record.audience,
            stewards: self.stewards(viewer, &kept).await?,
            acts,
            requests: requests.get(uid).copied().unwrap_or(0),
            inside,
        })
    }

    /// The owner, then the facilitators.
    async fn stewards(&self, viewer: &Viewer, kept: &KeptCommunity) -> Result<Vec<Steward>, Error> {
        let uids: Vec<Uid> = kept.people.owner().into_iter().chain(kept.people.facilitators()).cloned().collect();
        let members = self.inner.store.members_by_uids(viewer, &uids).await?;
        let role = |uid: &str| match kept.people.owner() {
            Some(owner) if owner.as_str() == uid => CommunityRole::Owner,
            _ => CommunityRole::Facilitator,
        };
        let cards = self.cards(viewer, members).await?;
        Ok(cards.into_iter().map(|card| Steward { role: role(&card.uid), card }).collect())
    }

    async fn inside(&self, viewer: &Viewer, locale: Locale, kept: &KeptCommunity) -> Result<CommunityInside, Error> {
        let (store, uid) = (&self.inner.store, &kept.record.uid);
        let people = store.belongings(viewer, uid, &[BelongingState::Active], Page::first(MEMBERS)).await?;
        let members = people.rows.into_iter().map(|(_, member)| member).collect();
        let taxonomy = self.taxonomy();
        let within: Vec<Uid> = kept.record.themes.iter().flat_map(|uid| taxonomy.with_descendants(uid)).collect();
        let filed = store.practices_under_themes(viewer, &within, Page::first(PRACTICES)).await?;
        let own = store.practices_of_community(viewer, uid, Page::first(PRACTICES)).await?;
        let about = ThreadAbout::Community(uid.clone());
        let mut rows = own.rows.clone();
        rows.extend(filed.rows.iter().filter(|row| own.rows.iter().all(|one| one.slug != row.slug)).cloned());
        Ok(CommunityInside {
            members: self.cards(viewer, members).await?,
            members_total: people.total,
            threads: self.threads_about(viewer, &about).await?,
            watching: self.watching(viewer, &Watched::Place(about)).await?,
            own_practices: own.rows.iter().map(|row| practice_card(row, &taxonomy, locale)).collect(),
            practices: filed.rows.iter().map(|row| practice_card(row, &taxonomy, locale)).collect(),
            practices_total: filed.total,
            documents: self.documents_of_rows(viewer, locale, &rows).await?,
        })
    }

    /// The documents of practices that the viewer sees, the newest first.
    async fn documents_of_rows(
        &self,
        viewer: &Viewer,
        locale: Locale,
        rows: &[PracticeRow],
    ) -> Result<Vec<CommunityDocument>, Error> {
        let uids: Vec<Uid> = rows.iter().map(|row| row.record.uid.clone()).collect();
        if uids.is_empty() {
            return Ok(Vec::new());
        }
        let mut kept = self.inner.store.documents_of(&uids).await?;
        // What waits in a new version stands beside what readers have.
        kept.retain(|one| is_for(viewer, &one.record) && one.record.renews.is_none());
        kept.sort_by_key(|one| std::cmp::Reverse(one.record.file.at));
        let line = |record: CaseDocument| {
            let row = rows.iter().find(|row| Some(&row.record.uid) == record.practice.as_ref())?;
            let practice: Text = shown::title(row, locale);
            Some(CommunityDocument {
                uid: record.uid.to_string(),
                title: record.title,
                file_name: record.file.name,
                file_kind: record.file.kind,
                practice_slug: row.slug.to_string(),
                practice,
            })
        };
        Ok(kept.into_iter().filter_map(|one| line(one.record)).take(DOCUMENTS).collect())
    }

    /// The viewer's own communities, the invitations to others, and who asks to come into those that the viewer looks
    /// after.
    ///
    /// # Errors
    /// Nobody has signed in.
    pub async fn own_communities(&self, viewer: &Viewer, locale: Locale) -> Result<OwnCommunities, Error> {
        let member = asking(viewer)?;
        let belongings = self.inner.store.belongings_of(&member).await?;
        if belongings.is_empty() {
            return Ok(OwnCommunities::default());
        }
        let uids: Vec<Uid> = belongings.iter().take(OWN as usize).map(|one| one.community.clone()).collect();
        let all = self.inner.store.communities_by_uids(viewer, &uids).await?;
        let looked_after: Vec<Uid> = all
            .iter()
            .filter(|kept| may(viewer, Act::ManagePeople, kept))
            .map(|kept| kept.record.uid.clone())
            .collect();
        let asked = self.inner.store.requests_of_communities(&looked_after).await?;
        let request = |kept: &KeptCommunity| {
            let count = asked.get(&kept.record.uid).copied()?;
            Some((kept.slug.to_string(), kept.record.name.clone(), count))
        };
        let requests = all.iter().filter_map(request).collect();
        let mut cards = self.community_cards(viewer, locale, &all).await?;
        cards.sort_by(|one, other| one.name.text.cmp(&other.name.text));
        let state = |card: &CommunityCard| card.own.map(|(_, state)| state);
        let invited = |card: &&CommunityCard| {
            state(card) == Some(BelongingState::Invited) && card.state == CommunityState::Active
        };
        let invitations = cards.iter().filter(invited).cloned().collect();
        cards.retain(|card| matches!(state(card), Some(BelongingState::Active | BelongingState::Requested)));
        Ok(OwnCommunities { cards, invitations, requests })
    }

    /// The communities that the viewer belongs to: identifier and name. What is written can be for one of them.
    ///
    /// # Errors
    /// The database cannot be asked.
    pub(crate) async fn communities_to_write_for(&self, viewer: &Viewer) -> Result<Vec<(String, String)>, Error> {
        let Some(acting) = viewer.acting() else { return Ok(Vec::new()) };
        let all = self.inner.store.communities_by_uids(viewer, &acting.communities).await?;
        let going_on = all.into_iter().filter(|kept| kept.record.state == CommunityState::Active);
        Ok(going_on.map(|kept| (kept.record.uid.to_string(), kept.record.name)).collect())
    }

    /// The name of a community, where the viewer may see it.
    ///
    /// # Errors
    /// The database cannot be asked.
    pub(crate) async fn community_link(&self, viewer: &Viewer, uid: &Uid) -> Result<Option<CommunityLink>, Error> {
        Ok(self.inner.store.community(viewer, uid).await?.map(linked))
    }

    /// The communities under some themes that go on and that the viewer may see.
    ///
    /// # Errors
    /// The database cannot be asked.
    pub(crate) async fn communities_under(&self, viewer: &Viewer, themes: &[Uid]) -> Result<Vec<CommunityLink>, Error> {
        let filter = CommunityFilter {
            themes: themes.to_vec(),
            states: vec![CommunityState::Active],
            ..CommunityFilter::default()
        };
        let listed = self.inner.store.communities(viewer, &filter, Page::first(PER_PAGE)).await?;
        Ok(listed.rows.into_iter().map(linked).collect())
    }
}

fn linked(kept: KeptCommunity) -> CommunityLink {
    let name = Text { text: kept.record.name, language: kept.record.language };
    CommunityLink { slug: kept.slug.to_string(), name }
}

/// What the viewer may do to a community.
pub(super) fn acts_of(viewer: &Viewer, kept: &KeptCommunity) -> Vec<Act> {
    ACTS.iter().copied().filter(|act| may(viewer, *act, kept)).collect()
}

/// Whether what is in a community is open to a viewer: whether something in it that is for all would be read.
pub(super) fn is_open_to(viewer: &Viewer, kept: &KeptCommunity) -> bool {
    let in_it = DocumentFacts {
        parent: Parent::Of(Box::new(on(kept))),
        audience: Audience::Public,
        author: None,
        standing: Standing::Visible,
    };
    allows(viewer, Act::Read, &On::Document(in_it)).is_ok()
}

/// Whether a document is for a viewer who may read what it belongs to.
fn is_for(viewer: &Viewer, document: &CaseDocument) -> bool {
    let is_for_all = match document.audience {
        Audience::Public => true,
        Audience::Members => viewer.acting().is_some(),
        Audience::Community | Audience::Parties => false,
    };
    is_for_all && document.standing == Standing::Visible
}
