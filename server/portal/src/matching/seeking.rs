// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! From what a body has out to the candidates, and from them to the scores.

use std::collections::{BTreeSet, HashMap};

use domain::advert::{Advert, AdvertKind};
use domain::matching::{Between, Body, Match, Side, SideKind, in_order, score};
use domain::policy::{Act, On, PracticeFacts, Viewer, allows};
use domain::practice::Practice;
use domain::{Kind, Language, Uid};
use search::{Fitting, Wanted};
use store::KeptOrganisation;

use super::acts_for;
use super::values::MatchOwn;
use crate::Portal;
use crate::cards::Text;
use crate::error::Error;
use crate::taxonomy::Taxonomy;

/// How many candidates are taken for their words, and how many for their themes.
const CANDIDATES: usize = 100;

/// What the own body has out.
#[derive(Clone)]
pub(super) struct Own {
    pub(super) side: Side,
    pub(super) shown: MatchOwn,
    /// Its words, plain; its themes are no part of them.
    text: String,
    language: Language,
}

impl Own {
    /// Names it in the database.
    pub(super) fn key(&self) -> (SideKind, Uid) {
        (self.side.kind, self.side.uid.clone())
    }

    /// The other side of a match.
    pub(super) fn other_of(&self, one: &Match) -> (SideKind, Uid) {
        match self.side.direction {
            AdvertKind::Seek => (one.offered_by, one.offering.clone()),
            AdvertKind::Offer => (SideKind::Advert, one.seeking.clone()),
        }
    }
}

/// Organisations by their identifiers.
pub(super) type Organisations = HashMap<Uid, KeptOrganisation>;

/// The candidates of both kinds, with how well their words fit.
type Candidates = HashMap<(SideKind, Uid), Fitting>;

/// The scores, with the organisations that they rest on.
pub(super) struct Scored {
    /// The best first.
    pub(super) matches: Vec<Match>,
    /// The bodies of all candidates, and the own one.
    pub(super) organisations: Organisations,
    /// To which body each candidate belongs.
    pub(super) owners: HashMap<(SideKind, Uid), Uid>,
}

/// The theme above one, as `domain::matching` asks for it.
fn parent_in(taxonomy: &Taxonomy) -> impl Fn(&Uid) -> Option<Uid> + '_ {
    move |theme: &Uid| taxonomy.with_ancestors(theme).get(1).map(|above| above.uid.clone())
}

fn body_of(uid: &Uid, organisations: &Organisations) -> Body {
    let unknown = || Body { organisation: uid.clone(), region: None, population: None };
    organisations.get(uid).map_or_else(unknown, |kept| Body::from(&kept.record))
}

fn words_of_advert(advert: &Advert) -> String {
    let described = advert.description.as_deref().map(markdown::plain).unwrap_or_default();
    [advert.title.clone(), advert.tags.join(" "), described].join("\n")
}

fn words_of_practice(practice: &Practice) -> String {
    let texts = [&practice.summary, &practice.problem, &practice.solution];
    let written = texts.into_iter().flatten().map(|text| markdown::plain(text));
    let named = [practice.title.clone(), practice.tags.join(" ")];
    named.into_iter().chain(written).collect::<Vec<_>>().join("\n")
}

impl Portal {
    /// An advert of a body that the viewer acts for.
    pub(super) async fn own_advert(&self, viewer: &Viewer, uid: &str) -> Result<Own, Error> {
        let kept = self.visible_advert(viewer, uid).await?;
        acts_for(viewer, &kept.record.organisation)?;
        let name = kept.organisation.as_ref().map(|organisation| organisation.name.clone()).unwrap_or_default();
        self.own_side_of_advert(&kept.record, name).await
    }

    pub(super) async fn own_side_of_advert(&self, advert: &Advert, name: String) -> Result<Own, Error> {
        let organisations = self.organisations_by(BTreeSet::from([advert.organisation.clone()])).await?;
        let (taxonomy, body) = (self.taxonomy(), body_of(&advert.organisation, &organisations));
        let side = Side::of_advert(advert, &body, parent_in(&taxonomy), self.today());
        Ok(Own {
            shown: MatchOwn {
                address: advert.uid.to_string(),
                is_practice: false,
                direction: advert.kind,
                title: Text { text: advert.title.clone(), language: advert.language },
                body: advert.organisation.clone(),
                organisation: name,
                is_open: side.is_open,
            },
            text: words_of_advert(advert),
            language: advert.language,
            side,
        })
    }

    /// A practice of a body that the viewer acts for.
    pub(super) async fn own_practice(&self, viewer: &Viewer, slug: &str) -> Result<Own, Error> {
        let kept = self.kept_at(viewer, slug).await?;
        let practice = kept.record;
        let owner = practice.owner_org.clone().ok_or(Error::NotFound)?;
        acts_for(viewer, &owner)?;
        let organisations = self.organisations_by(BTreeSet::from([owner.clone()])).await?;
        let (taxonomy, body) = (self.taxonomy(), body_of(&owner, &organisations));
        let side = Side::of_practice(&practice, &body, parent_in(&taxonomy));
        Ok(Own {
            shown: MatchOwn {
                address: kept.slug.to_string(),
                is_practice: true,
                direction: AdvertKind::Offer,
                title: Text { text: practice.title.clone(), language: practice.language },
                body: owner,
                organisation: kept.owner.map(|owner| owner.name).unwrap_or_default(),
                is_open: side.is_open,
            },
            text: words_of_practice(&practice),
            language: practice.language,
            side,
        })
    }

    /// All that fits, as the viewer may see it, the best first.
    pub(super) async fn scored(&self, viewer: &Viewer, own: &Own) -> Result<Scored, Error> {
        let mut candidates = Candidates::new();
        if own.side.is_open {
            candidates.extend(self.candidates_of(own, SideKind::Advert).await?);
        }
        if own.side.is_open && own.side.direction == AdvertKind::Seek {
            candidates.extend(self.candidates_of(own, SideKind::Practice).await?);
        }
        let (sides, organisations) = self.sides(viewer, own, &candidates).await?;
        let links = self.region_links().await?;
        let mut matches: Vec<Match> = Vec::with_capacity(sides.len());
        for other in &sides {
            let Some(found) = candidates.remove(&(other.kind, other.uid.clone())) else { continue };
            let linked = match own.side.direction {
                AdvertKind::Seek => links.between(other, &own.side),
                AdvertKind::Offer => links.between(&own.side, other),
            };
            let between = Between { text: found.text, words: found.words, linked };
            // What the index still knows and does not fit any more is left out.
            matches.extend(score(&own.side, other, &between));
        }
        in_order(&mut matches);
        let owners = sides.into_iter().map(|side| ((side.kind, side.uid), side.organisation)).collect();
        Ok(Scored { matches, organisations, owners })
    }

    /// The candidates as they are now, with their bodies and the own one.
    async fn sides(
        &self,
        viewer: &Viewer,
        own: &Own,
        candidates: &Candidates,
    ) -> Result<(Vec<Side>, Organisations), Error> {
        let of_kind = |kind: SideKind| {
            candidates.keys().filter(|(of, _)| *of == kind).map(|(_, uid)| uid.clone()).collect::<Vec<Uid>>()
        };
        let adverts = self.inner.store.adverts_by_uids(viewer, &of_kind(SideKind::Advert)).await?;
        let practices = self.practices_seen(viewer, &of_kind(SideKind::Practice)).await?;
        let mut bodies: BTreeSet<Uid> = adverts.iter().map(|kept| kept.record.organisation.clone()).collect();
        bodies.extend(practices.iter().filter_map(|practice| practice.owner_org.clone()));
        bodies.insert(own.side.organisation.clone());
        let organisations = self.organisations_by(bodies).await?;
        let (taxonomy, today) = (self.taxonomy(), self.today());
        let of_adverts = adverts.iter().map(|kept| {
            let body = body_of(&kept.record.organisation, &organisations);
            Side::of_advert(&kept.record, &body, parent_in(&taxonomy), today)
        });
        // A practice that nobody is known to own is nobody's offer.
        let of_practices = practices.iter().filter_map(|practice| {
            let body = body_of(practice.owner_org.as_ref()?, &organisations);
            Some(Side::of_practice(practice, &body, parent_in(&taxonomy)))
        });
        let sides = of_adverts.chain(of_practices).collect();
        Ok((sides, organisations))
    }

    async fn practices_seen(&self, viewer: &Viewer, uids: &[Uid]) -> Result<Vec<Practice>, Error> {
        if uids.is_empty() {
            return Ok(Vec::new());
        }
        let kept = self.inner.store.kept_practices(uids).await?;
        let may_read =
            |practice: &Practice| allows(viewer, Act::Read, &On::Practice(PracticeFacts::from(practice))).is_ok();
        Ok(kept.into_iter().map(|kept| kept.record).filter(may_read).collect())
    }

    /// The candidates of one kind, with how well their words fit.
    async fn candidates_of(&self, own: &Own, kind: SideKind) -> Result<Vec<((SideKind, Uid), Fitting)>, Error> {
        let wanted = Wanted {
            text: own.text.clone(),
            language: own.language,
            kind: match kind {
                SideKind::Advert => Kind::Advert,
                SideKind::Practice => Kind::Practice,
            },
            direction: (kind == SideKind::Advert).then(|| own.side.direction.opposite().code().to_owned()),
            not_of: own.side.organisation.to_string(),
            themes: own.side.themes.iter().map(|named| named.theme.to_string()).collect(),
            limit: CANDIDATES,
        };
        let searcher = self.searcher()?;
        let permit = self.search_permit().await?;
        let found = tokio::task::spawn_blocking(move || {
            let found = searcher.fitting(&wanted);
            drop(permit);
            found
        });
        let found = found.await??;
        let named = found.into_iter().filter_map(|one| Some(((kind, Uid::parse(&one.uid).ok()?), one)));
        Ok(named.collect())
    }

    /// Organisations by their identifiers; unknown ones are left out.
    async fn organisations_by(&self, uids: BTreeSet<Uid>) -> Result<Organisations, Error> {
        let uids: Vec<Uid> = uids.into_iter().collect();
        let kept = self.inner.store.kept_organisations(&uids).await?;
        Ok(kept.into_iter().map(|kept| (kept.record.uid.clone(), kept)).collect())
    }
}
