// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Adverts: what bodies seek and offer. They are listed, read, written, led on, and expire by themselves.

mod becoming;
mod expiring;
mod listing;
mod moving;
mod values;
mod writing;

use domain::advert::{Advert, MoveRefused, writing as rules};
use domain::date::Day;
use domain::policy::{Act, NoticeFacts, On, Viewer, allows};
use domain::practice::writing::LackKind;
use domain::{Locale, Uid, places};
use sha2::{Digest as _, Sha256};
use store::{Change, KeptAdvert};

use crate::Portal;
use crate::cards::Text;
use crate::error::Error;
use crate::failures::opening;
use crate::form::{FieldProblem, FieldProblems, FormError};
use crate::people::today;
use crate::shown::organisation_link;
use crate::taxonomy::Taxonomy;
use crate::writing::asking;

pub(crate) use becoming::{agreed, proposed_over};
pub use values::*;
pub use writing::Wish;

/// An advert, as far as permission asks.
fn on(advert: &Advert) -> On {
    On::Advert(NoticeFacts::from(advert))
}

/// An advert as a card.
pub(crate) fn advert_card(kept: &KeptAdvert, taxonomy: &Taxonomy, locale: Locale) -> AdvertCard {
    let record = &kept.record;
    let region = kept.organisation.as_ref().and_then(|organisation| organisation.region.as_deref());
    AdvertCard {
        uid: record.uid.to_string(),
        kind: record.kind,
        title: Text { text: record.title.clone(), language: record.language },
        opening: record.description.as_deref().map(opening).unwrap_or_default(),
        organisation: kept.organisation.as_ref().map(organisation_link),
        region: region.and_then(places::region),
        themes: taxonomy.links(&record.themes, locale),
        transfer_kinds: record.transfer_kinds.clone(),
        mode: record.mode,
        state: record.state,
        published_on: record.published_on.map(Into::into),
        expires_on: record.expires_on.map(Into::into),
        demo: record.demo,
    }
}

/// What tells the texts of an advert from what they were before: an answer or another state makes no conflict.
fn version_of(advert: &Advert) -> String {
    let mut sum = Sha256::new();
    // A form holds texts, codes and lists of them, so that its debugging form says all of it.
    sum.update(format!("{:?}", rules::AdvertForm::of(advert)).as_bytes());
    hex::encode(&sum.finalize()[..12])
}

/// The problems of a form, of what keeps an advert from being published.
fn lacking(lacks: &[rules::Lack]) -> FieldProblems {
    let problem = |kind: LackKind| match kind {
        LackKind::Missing => FieldProblem::Missing,
        LackKind::TooShort { .. } | LackKind::TooFew { .. } => FieldProblem::TooShort,
        LackKind::TooLong { .. } | LackKind::TooMany { .. } => FieldProblem::TooLong,
        LackKind::Contradicts => FieldProblem::Invalid,
    };
    lacks.iter().map(|lack| (lack.field, problem(lack.kind))).collect()
}

/// Why an advert does not move, as the problems of a form.
fn unmoved(refused: &MoveRefused) -> FormError {
    match refused {
        MoveRefused::Lacks(lacks) => FormError::Fields(lacking(lacks)),
        MoveRefused::NotNow { .. } | MoveRefused::NotOver => FormError::field("form", FieldProblem::Conflict),
        MoveRefused::Over => FormError::field("form", FieldProblem::Expired),
        MoveRefused::TooEarly { .. } => FormError::field("renew", FieldProblem::TooQuick),
        MoveRefused::RenewedEnough => FormError::field("renew", FieldProblem::NotAllowed),
        MoveRefused::Own => FormError::field("form", FieldProblem::NotAllowed),
    }
}

/// An advert inside a change, to which the viewer is about to do something.
async fn held(change: &mut Change, viewer: &Viewer, act: Act, uid: &Uid) -> Result<KeptAdvert, FormError> {
    let kept = change.advert(uid).await?.ok_or(Error::NotFound)?;
    allows(viewer, act, &on(&kept.record))?;
    Ok(kept)
}

impl Portal {
    /// The day of now.
    pub(crate) fn today(&self) -> Day {
        Day::first_of(today(self.now()))
    }

    /// An advert to which the viewer is about to do something.
    async fn advert_to(&self, viewer: &Viewer, act: Act, uid: &str) -> Result<KeptAdvert, Error> {
        asking(viewer)?;
        let kept = self.visible_advert(viewer, uid).await?;
        allows(viewer, act, &on(&kept.record))?;
        Ok(kept)
    }

    /// An advert as the viewer may see it.
    pub(crate) async fn visible_advert(&self, viewer: &Viewer, uid: &str) -> Result<KeptAdvert, Error> {
        let uid = Uid::parse(uid).map_err(|_| Error::NotFound)?;
        self.inner.store.advert(viewer, &uid).await?.ok_or(Error::NotFound)
    }
}
