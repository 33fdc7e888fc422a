// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Matches to read: of an advert, of a practice, and of all that the own bodies have out.

use domain::advert::{AdvertKind, AdvertState};
use domain::matching::{Because, Match, MatchState, SideKind};
use domain::member::OrganisationRole;
use domain::policy::Viewer;
use domain::{Locale, Uid, places};
use store::{AdvertFilter, Correspondence, KeptMatch, KeptOrganisation, Page};

use super::seeking::{Organisations, Own, Scored};
use super::values::{
    BodyFacts, DismissedLine, MatchLine, Matched, MatchesBrief, MatchesPage, ReadinessShown, TwoBodies,
};
use crate::Portal;
use crate::adverts::advert_card;
use crate::cards::OrganisationLink;
use crate::error::Error;
use crate::shown::practice_card;
use crate::writing::asking;

/// How many matches stand on one page.
pub(super) const PER_PAGE: usize = 10;
/// The last page that is shown.
const LAST_PAGE: u32 = 100;
/// How many a section of another page shows.
const BRIEF: usize = 3;
/// How many that were dismissed are shown, to be put back.
const DISMISSED: usize = 50;
/// For how many adverts the desk shows matches, the latest first.
const ON_DESK: u32 = 5;

/// What one list of matches is made of.
struct Reading<'a> {
    viewer: &'a Viewer,
    locale: Locale,
    own: &'a Own,
    scored: &'a Scored,
    kept: &'a [KeptMatch],
}

impl Reading<'_> {
    /// Those that were not dismissed, the best first.
    fn left(&self) -> Vec<&Match> {
        let stays = |one: &&Match| {
            let other = self.own.other_of(one);
            !self.kept.iter().any(|kept| kept.state == MatchState::Dismissed && kept.other == other)
        };
        self.scored.matches.iter().filter(stays).collect()
    }

    /// Where a match stands: the conversation says more than what was looked at.
    fn state(&self, other: &(SideKind, Uid), conversation: Option<&Correspondence>) -> MatchState {
        let kept = self.kept.iter().find(|kept| kept.other == *other).map(|kept| kept.state);
        state_of(kept, conversation)
    }
}

/// Where a match stands, by what was done with it and by the conversation about it.
pub(super) fn state_of(kept: Option<MatchState>, conversation: Option<&Correspondence>) -> MatchState {
    match (kept, conversation) {
        (Some(MatchState::Dismissed), _) => MatchState::Dismissed,
        (_, Some(conversation)) if conversation.twinning.is_some() => MatchState::Accepted,
        (_, Some(_)) => MatchState::Contacted,
        (kept, None) => kept.unwrap_or(MatchState::Suggested),
    }
}

/// The conversation of two bodies about what one of them has out, whoever wrote first.
pub(super) fn conversation_of<'a>(
    all: &'a [Correspondence],
    own: &Own,
    other: &(SideKind, Uid),
    owner: &Uid,
) -> Option<&'a Correspondence> {
    let (body, key) = (&own.side.organisation, own.key());
    all.iter().find(|one| {
        let began = one.about == *other && one.asking == *body && one.asked == *owner;
        let answered = one.about == key && one.asking == *owner && one.asked == *body;
        began || answered
    })
}

impl Portal {
    /// The matches of an advert of a body that the viewer acts for. To read them marks none as looked at.
    ///
    /// # Errors
    /// `NotFound` where there is no such advert, or the viewer does not act for its body; `Preparing` while the index
    /// is built.
    pub async fn matches_of_advert(
        &self,
        viewer: &Viewer,
        locale: Locale,
        uid: &str,
        page: u32,
    ) -> Result<MatchesPage, Error> {
        let own = self.own_advert(viewer, uid).await?;
        self.matches_page(viewer, locale, &own, page).await
    }

    /// The adverts that seek what a practice of a body offers that the viewer acts for.
    ///
    /// # Errors
    /// As `matches_of_advert`.
    pub async fn matches_of_practice(
        &self,
        viewer: &Viewer,
        locale: Locale,
        slug: &str,
        page: u32,
    ) -> Result<MatchesPage, Error> {
        let own = self.own_practice(viewer, slug).await?;
        self.matches_page(viewer, locale, &own, page).await
    }

    /// The best matches of an advert, for its own page; nothing where the viewer does not act for its body, or while
    /// the index is built.
    ///
    /// # Errors
    /// The database or the index cannot be read.
    pub async fn best_matches_of_advert(
        &self,
        viewer: &Viewer,
        locale: Locale,
        uid: &str,
    ) -> Result<Option<MatchesBrief>, Error> {
        let own = unless_hidden(self.own_advert(viewer, uid).await)?;
        self.brief(viewer, locale, own).await
    }

    /// The same of a practice.
    ///
    /// # Errors
    /// As `best_matches_of_advert`.
    pub async fn best_matches_of_practice(
        &self,
        viewer: &Viewer,
        locale: Locale,
        slug: &str,
    ) -> Result<Option<MatchesBrief>, Error> {
        let own = unless_hidden(self.own_practice(viewer, slug).await)?;
        self.brief(viewer, locale, own).await
    }

    /// The best matches of the adverts that the viewer's bodies have out, the latest advert first; those without any
    /// are left out.
    ///
    /// # Errors
    /// Nobody has signed in.
    pub async fn matches_of_desk(&self, viewer: &Viewer, locale: Locale) -> Result<Vec<MatchesBrief>, Error> {
        asking(viewer)?;
        let acting = viewer.acting().into_iter();
        let bodies: Vec<Uid> =
            acting.flat_map(|acting| acting.organisations(OrganisationRole::Contributor).cloned()).collect();
        if bodies.is_empty() {
            return Ok(Vec::new());
        }
        let states = vec![AdvertState::Open, AdvertState::InContact];
        let filter = AdvertFilter { organisations: bodies, states, ..AdvertFilter::default() };
        let adverts = self.inner.store.adverts(viewer, &filter, Page::first(ON_DESK)).await?.rows;
        let mut all = Vec::new();
        for kept in adverts {
            let name = kept.organisation.map(|organisation| organisation.name).unwrap_or_default();
            let own = self.own_side_of_advert(&kept.record, name).await?;
            let brief = self.brief(viewer, locale, Some(own)).await?;
            all.extend(brief.filter(|brief| brief.total > 0));
        }
        Ok(all)
    }

    async fn matches_page(&self, viewer: &Viewer, locale: Locale, own: &Own, page: u32) -> Result<MatchesPage, Error> {
        let scored = self.scored(viewer, own).await?;
        let kept = self.inner.store.matches_kept(&own.side.organisation, &own.key()).await?;
        let reading = Reading { viewer, locale, own, scored: &scored, kept: &kept };
        let left = reading.left();
        let page = page.clamp(1, LAST_PAGE);
        let before = (page as usize - 1) * PER_PAGE;
        let shown: Vec<&Match> = left.iter().skip(before).take(PER_PAGE).copied().collect();
        let matches = self.match_lines(&reading, &shown).await?;
        Ok(MatchesPage {
            own: own.shown.clone(),
            total: left.len() as u64,
            per_page: PER_PAGE as u32,
            page,
            dismissed: self.dismissed_lines(&reading).await?,
            matches,
        })
    }

    async fn brief(&self, viewer: &Viewer, locale: Locale, own: Option<Own>) -> Result<Option<MatchesBrief>, Error> {
        let Some(own) = own.filter(|own| own.side.is_open) else { return Ok(None) };
        let scored = match self.scored(viewer, &own).await {
            Ok(scored) => scored,
            // The page is whole without them.
            Err(Error::Preparing | Error::Busy) => return Ok(None),
            Err(error) => return Err(error),
        };
        let kept = self.inner.store.matches_kept(&own.side.organisation, &own.key()).await?;
        let reading = Reading { viewer, locale, own: &own, scored: &scored, kept: &kept };
        let left = reading.left();
        let shown: Vec<&Match> = left.iter().take(BRIEF).copied().collect();
        let matches = self.match_lines(&reading, &shown).await?;
        Ok(Some(MatchesBrief { total: left.len() as u64, matches, own: own.shown }))
    }

    /// Cards of what was matched, as the viewer may see them, in no particular order.
    async fn matched(&self, reading: &Reading<'_>, keys: &[(SideKind, Uid)]) -> Result<Vec<Matched>, Error> {
        let of_kind = |kind: SideKind| {
            keys.iter().filter(|(of, _)| *of == kind).map(|(_, uid)| uid.clone()).collect::<Vec<Uid>>()
        };
        let store = &self.inner.store;
        let adverts = store.adverts_by_uids(reading.viewer, &of_kind(SideKind::Advert)).await?;
        let practices = store.practices_by_uids(reading.viewer, &of_kind(SideKind::Practice)).await?;
        let taxonomy = self.taxonomy();
        let adverts = adverts.iter().map(|kept| Matched::Advert(advert_card(kept, &taxonomy, reading.locale)));
        let practices = practices.iter().map(|row| Matched::Practice(practice_card(row, &taxonomy, reading.locale)));
        Ok(adverts.chain(practices).collect())
    }

    async fn match_lines(&self, reading: &Reading<'_>, shown: &[&Match]) -> Result<Vec<MatchLine>, Error> {
        let own = reading.own;
        let keys: Vec<(SideKind, Uid)> = shown.iter().map(|one| own.other_of(one)).collect();
        let matched = self.matched(reading, &keys).await?;
        let about: Vec<Uid> = keys.iter().map(|(_, uid)| uid.clone()).chain([own.side.uid.clone()]).collect();
        let conversations = self.inner.store.correspondence(&own.side.organisation, &about).await?;
        let ready = self.readiness_beside(own, &keys).await?;
        let taxonomy = self.taxonomy();
        let mut lines = Vec::with_capacity(shown.len());
        for (score, other) in shown.iter().zip(&keys) {
            let is_it = |one: &&Matched| one.key() == (other.0.code(), other.1.as_str());
            let Some(owner) = reading.scored.owners.get(other) else { continue };
            let Some(matched) = matched.iter().find(is_it).cloned() else { continue };
            let conversation = conversation_of(&conversations, own, other, owner);
            let readiness = ready.iter().find(|(uid, _)| *uid == other.1).map(|(_, shown)| shown.clone());
            lines.push(MatchLine {
                themes: taxonomy.links(&themes_named(score), reading.locale),
                state: reading.state(other, conversation),
                conversation: conversation.map(|one| one.uid.to_string()),
                bodies: two_bodies(own, owner, &matched, &reading.scored.organisations, readiness),
                score: (*score).clone(),
                matched,
            });
        }
        Ok(lines)
    }

    /// How ready the own body is for the practices among some matches, where it seeks.
    async fn readiness_beside(&self, own: &Own, keys: &[(SideKind, Uid)]) -> Result<Vec<(Uid, ReadinessShown)>, Error> {
        if own.side.direction != AdvertKind::Seek {
            return Ok(Vec::new());
        }
        let practices: Vec<Uid> =
            keys.iter().filter(|(kind, _)| *kind == SideKind::Practice).map(|(_, uid)| uid.clone()).collect();
        self.readiness_shown(&own.side.organisation, &practices).await
    }

    async fn dismissed_lines(&self, reading: &Reading<'_>) -> Result<Vec<DismissedLine>, Error> {
        let dismissed = reading.kept.iter().filter(|kept| kept.state == MatchState::Dismissed).take(DISMISSED);
        let dismissed: Vec<&KeptMatch> = dismissed.collect();
        let keys: Vec<(SideKind, Uid)> = dismissed.iter().map(|kept| kept.other.clone()).collect();
        let matched = self.matched(reading, &keys).await?;
        let line = |kept: &&KeptMatch| {
            let is_it = |one: &&Matched| one.key() == (kept.other.0.code(), kept.other.1.as_str());
            Some(DismissedLine {
                matched: matched.iter().find(is_it)?.clone(),
                reason: kept.reason?,
                note: kept.note.clone(),
                at: kept.since.as_second(),
            })
        };
        Ok(dismissed.iter().filter_map(line).collect())
    }
}

/// Nothing where the viewer may not know of it.
fn unless_hidden(own: Result<Own, Error>) -> Result<Option<Own>, Error> {
    match own {
        Ok(own) => Ok(Some(own)),
        Err(Error::NotFound | Error::NotAllowed | Error::SignInFirst) => Ok(None),
        Err(error) => Err(error),
    }
}

fn themes_named(score: &Match) -> Vec<Uid> {
    let named = score.components.iter().filter_map(|component| match &component.because {
        Because::Themes { shared, near } => Some(shared.iter().chain(near).cloned()),
        _ => None,
    });
    named.flatten().collect()
}

/// What is known of a body.
pub(crate) fn body_facts(kept: &KeptOrganisation) -> BodyFacts {
    let record = &kept.record;
    BodyFacts {
        link: OrganisationLink { slug: kept.slug.to_string(), name: record.name.clone() },
        kind: record.kind,
        population: record.population,
        employees: record.employees,
        region: record.region.as_deref().and_then(places::region),
    }
}

fn two_bodies(
    own: &Own,
    owner: &Uid,
    matched: &Matched,
    organisations: &Organisations,
    readiness: Option<ReadinessShown>,
) -> TwoBodies {
    let facts = |uid: &Uid| organisations.get(uid).map(body_facts);
    let (offering, receiving) = match own.side.direction {
        AdvertKind::Seek => (owner, &own.side.organisation),
        AdvertKind::Offer => (&own.side.organisation, owner),
    };
    let practice = match matched {
        Matched::Practice(card) => Some(card.slug.clone()),
        Matched::Advert(_) if own.shown.is_practice => Some(own.shown.address.clone()),
        Matched::Advert(_) => None,
    };
    let may_answer = own.side.direction == AdvertKind::Seek;
    TwoBodies { offering: facts(offering), receiving: facts(receiving), practice, may_answer, readiness }
}
