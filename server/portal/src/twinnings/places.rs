// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The organisations that twinnings name, read at once, and twinnings as cards.

use std::collections::{BTreeSet, HashMap};

use domain::twinning::{ModelState, PartyRole};
use domain::{Locale, Uid, places};
use store::TwinningRow;

use super::values::{PartyPlace, TwinningCard};
use crate::Portal;
use crate::cards::{OrganisationLink, Text};
use crate::error::Error;
use crate::taxonomy::Taxonomy;

/// Organisations by their identifiers.
pub(crate) struct Places(HashMap<Uid, PartyPlace>);

impl Places {
    /// One of them; nothing where the portal does not know it.
    pub(crate) fn of(&self, uid: &Uid) -> Option<PartyPlace> {
        self.0.get(uid).cloned()
    }

    /// Those of a list that the portal knows, in its order.
    pub(crate) fn all<'a>(&self, uids: impl IntoIterator<Item = &'a Uid>) -> Vec<PartyPlace> {
        uids.into_iter().filter_map(|uid| self.of(uid)).collect()
    }
}

impl Portal {
    /// Some organisations. One statement.
    pub(crate) async fn places_of(&self, uids: BTreeSet<Uid>) -> Result<Places, Error> {
        if uids.is_empty() {
            return Ok(Places(HashMap::new()));
        }
        let uids: Vec<Uid> = uids.into_iter().collect();
        let kept = self.inner.store.kept_organisations(&uids).await?;
        let named = kept.into_iter().map(|kept| {
            let place = PartyPlace {
                link: OrganisationLink { slug: kept.slug.to_string(), name: kept.record.name },
                country: kept.record.country,
                region: kept.record.region.as_deref().and_then(places::region),
            };
            (kept.record.uid, place)
        });
        Ok(Places(named.collect()))
    }

    /// Twinnings as cards, in their order. One statement.
    pub(crate) async fn twinning_cards(
        &self,
        locale: Locale,
        rows: &[TwinningRow],
    ) -> Result<Vec<TwinningCard>, Error> {
        let parties = rows.iter().flat_map(|row| &row.record.parties);
        let places = self.places_of(parties.map(|party| party.organisation.clone()).collect()).await?;
        let taxonomy = self.taxonomy();
        Ok(rows.iter().map(|row| card(row, &places, &taxonomy, locale)).collect())
    }
}

fn card(row: &TwinningRow, places: &Places, taxonomy: &Taxonomy, locale: Locale) -> TwinningCard {
    let record = &row.record;
    let in_role = |role: PartyRole| {
        let parties = record.parties.iter().filter(move |party| party.role == role);
        places.all(parties.map(|party| &party.organisation))
    };
    let text = |text: String| Text { text, language: record.language };
    let models = record.models.iter().enumerate().filter(|(_, model)| model.state != ModelState::Dropped);
    let strapline = record.strapline.clone();
    let strapline = strapline.or_else(|| record.object.as_deref().map(markdown::first_sentence)).unwrap_or_default();
    TwinningCard {
        uid: record.uid.to_string(),
        slug: row.slug.to_string(),
        acronym: record.acronym.clone(),
        title: text(record.title.clone()),
        strapline: text(strapline),
        offering: in_role(PartyRole::Offering),
        recipients: in_role(PartyRole::Recipient),
        letters: models.map(|(at, _)| domain::practice::letter(at)).collect(),
        themes: taxonomy.links(&record.themes, locale),
        state: record.state,
        start_date: record.start_date,
        demo: record.demo,
    }
}
