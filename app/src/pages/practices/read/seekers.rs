// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Who seeks what a practice offers, for those who act for its owner.

use domain::policy::{Act, New, On, allows};
use leptos::prelude::*;
use portal::Error;
use portal::matching::MatchesBrief;
use portal::values::PracticePage;

use super::{Reading, Section};
use crate::ssr::i18n::say;
use crate::ssr::parts::matches::BestList;
use crate::ssr::render::Asked;

/// The adverts that seek it; others than its owner's people cost nothing.
pub(super) async fn found(asked: &Asked, page: &PracticePage) -> Result<Option<MatchesBrief>, Error> {
    let viewer = &asked.here.viewer;
    let acts = |owner: &domain::Uid| allows(viewer, Act::Create, &On::New(New::Advert, Some(owner.clone()))).is_ok();
    if !page.practice.owner_org.as_ref().is_some_and(acts) {
        return Ok(None);
    }
    asked.portal.best_matches_of_practice(viewer, asked.here.locale, &page.slug).await
}

/// The best of them.
pub(super) fn seekers(reading: &Reading) -> Option<Section> {
    let brief = reading.seekers.clone()?;
    let body = view! { <BestList brief/> };
    Some(Section { id: "chi-la-cerca", title: say!(reading.locale, matching.seekers), body: body.into_any() })
}
