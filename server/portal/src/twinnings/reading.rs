// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Reading a twinning.

use std::collections::BTreeSet;

use domain::date::Day;
use domain::member::{MemberState, OrganisationRole};
use domain::policy::{Act, Viewer, allows};
use domain::twinning::{PartyRole, Twinning};
use domain::{Locale, Slug, Uid};
use store::{Found, KeptTwinning, PracticeRow};

use super::places::Places;
use super::values::{EarlierAdoption, EventLine, PartyLine, TwinningAt, TwinningPage};
use super::{facts, lines};
use crate::Portal;
use crate::cards::PracticeLink;
use crate::documents::DocumentLine;
use crate::error::Error;
use crate::people::today;
use crate::rendering::rendered;
use crate::shown::{organisation_link, practice_link};
use crate::testimonials::{Subject, TestimonialLine};

/// Of how many practices that a twinning carries over the documents and testimonials are shown.
const PRACTICES: usize = 12;
/// The acts that the page shows or hides.
const ACTS: [Act; 7] = [Act::Edit, Act::Advance, Act::Accept, Act::Assess, Act::Follow, Act::Discuss, Act::Testify];

/// What stands around a twinning, through the practices that it carries over.
type Around = (Vec<(PracticeLink, DocumentLine)>, Vec<TestimonialLine>);

impl Portal {
    /// The twinning at an address, with all that its page shows.
    ///
    /// # Errors
    /// `NotFound` where there is none that the viewer may read.
    pub async fn twinning(&self, viewer: &Viewer, locale: Locale, slug: &str) -> Result<TwinningAt, Error> {
        let slug = Slug::parse(slug).ok_or(Error::NotFound)?;
        match self.inner.store.twinning_by_slug(viewer, &slug).await? {
            Found::Here(kept) => Ok(TwinningAt::Here(Box::new(self.twinning_page(viewer, locale, kept).await?))),
            Found::Moved(present) => Ok(TwinningAt::Moved(present.to_string())),
            Found::Nowhere => Err(Error::NotFound),
        }
    }

    /// The twinning with an identifier, as programs ask for it.
    ///
    /// # Errors
    /// `NotFound` where there is none that the viewer may read.
    pub async fn twinning_by_uid(&self, viewer: &Viewer, locale: Locale, uid: &str) -> Result<TwinningPage, Error> {
        let uid = Uid::parse(uid).map_err(|_| Error::NotFound)?;
        let kept = self.inner.store.twinning(viewer, &uid).await?.ok_or(Error::NotFound)?;
        self.twinning_page(viewer, locale, kept).await
    }

    async fn twinning_page(&self, viewer: &Viewer, locale: Locale, kept: KeptTwinning) -> Result<TwinningPage, Error> {
        let on = facts(&kept.record);
        let may = |act: &Act| viewer.acting().is_some() && allows(viewer, *act, &on).is_ok();
        let may: Vec<Act> = ACTS.into_iter().filter(may).collect();
        let evaluator = kept.record.opinion.as_ref().and_then(|opinion| opinion.evaluator.clone());
        let evaluator =
            self.people_named(viewer, evaluator.as_slice()).await?.pop().map(|(uid, name)| (uid.to_string(), name));
        let is_party = is_party(viewer, &kept.record);
        let kept = as_read_by(viewer, kept);
        let twinning = kept.record;
        let places = self.places_of(organisations(&twinning)).await?;
        let today = Day::first_of(today(self.now()));
        let carried: BTreeSet<&Uid> = twinning.models.iter().filter_map(|model| model.practice.as_ref()).collect();
        let carried: Vec<Uid> = carried.into_iter().take(PRACTICES).cloned().collect();
        let rows = self.inner.store.practices_by_uids(viewer, &carried).await?;
        let (documents, testimonials) = self.around_twinning(viewer, locale, &rows, &twinning, &places).await?;
        let taxonomy = self.taxonomy();
        let texts = twinning.clone();
        Ok(TwinningPage {
            slug: kept.slug.to_string(),
            version: kept.version,
            html: tokio::task::spawn_blocking(move || lines::html(&texts)).await?,
            parties: self.party_lines(viewer, &twinning, &places).await?,
            models: lines::models(&twinning, &places, &rows, locale),
            objectives: twinning.objectives.iter().map(|objective| places.of(&objective.recipient)).collect(),
            themes: taxonomy.links(&twinning.themes, locale),
            programmes: twinning.programmes.iter().map(|one| lines::coherence(one, &taxonomy, locale)).collect(),
            evaluator,
            agreements: lines::agreements(&twinning, &places, today),
            earlier: self.earlier_adoptions(viewer, locale, &twinning.earlier_adoptions).await?,
            events: self.event_lines(viewer, &twinning.uid).await?,
            own_documents: self.twinning_document_lines(viewer, &twinning).await?,
            documents,
            testimonials,
            said: self.testimonials_shown(viewer, (Subject::Twinning, &twinning.uid), &on).await?,
            plan: lines::plan(&twinning, today, is_party),
            may,
            is_party,
            updated_at: kept.updated_at.as_second(),
            twinning,
        })
    }

    /// Members by their identifiers with their names, those whose profile the viewer sees.
    async fn people_named(&self, viewer: &Viewer, uids: &[Uid]) -> Result<Vec<(Uid, String)>, Error> {
        let kept = self.inner.store.members_by_uids(viewer, uids).await?;
        let active = kept.into_iter().filter(|kept| kept.record.state == MemberState::Active);
        Ok(active.map(|kept| (kept.record.uid.clone(), kept.record.full_name())).collect())
    }

    async fn party_lines(
        &self,
        viewer: &Viewer,
        twinning: &Twinning,
        places: &Places,
    ) -> Result<Vec<PartyLine>, Error> {
        let referents: Vec<Uid> = twinning.parties.iter().filter_map(|party| party.referent.clone()).collect();
        let people = self.people_named(viewer, &referents).await?;
        let named =
            |uid: &Uid| people.iter().find(|(one, _)| one == uid).map(|(uid, name)| (uid.to_string(), name.clone()));
        let lines = twinning.parties.iter().map(|party| PartyLine {
            place: places.of(&party.organisation),
            role: party.role,
            referent: party.referent.as_ref().and_then(named),
        });
        Ok(lines.collect())
    }

    /// Documents of what it carries over, and what its recipients say of that.
    async fn around_twinning(
        &self,
        viewer: &Viewer,
        locale: Locale,
        rows: &[PracticeRow],
        twinning: &Twinning,
        places: &Places,
    ) -> Result<Around, Error> {
        let uids: Vec<Uid> = rows.iter().map(|row| row.record.uid.clone()).collect();
        if uids.is_empty() {
            return Ok(Around::default());
        }
        let kept = self.inner.store.kept_practices(&uids).await?;
        let recipients: Vec<String> =
            places.all(twinning.in_role(PartyRole::Recipient)).into_iter().map(|place| place.link.slug).collect();
        let is_of_recipient = |line: &TestimonialLine| {
            let body = line.organisation.as_ref().and_then(|(_, slug)| slug.as_ref());
            body.is_some_and(|slug| recipients.contains(slug))
        };
        let (mut documents, mut testimonials) = Around::default();
        for row in rows {
            let Some(practice) = kept.iter().find(|kept| kept.record.uid == row.record.uid) else { continue };
            let lines = self.document_lines(viewer, &practice.record).await?;
            documents.extend(lines.into_iter().map(|line| (practice_link(row, locale), line)));
            let said = self
                .testimonials_shown(
                    viewer,
                    (Subject::Practice, &practice.record.uid),
                    &crate::writing::facts(&practice.record),
                )
                .await?;
            testimonials.extend(said.into_iter().filter(is_of_recipient));
        }
        Ok((documents, testimonials))
    }

    /// Adoptions from before it, of practices that the viewer may read.
    async fn earlier_adoptions(
        &self,
        viewer: &Viewer,
        locale: Locale,
        uids: &[Uid],
    ) -> Result<Vec<EarlierAdoption>, Error> {
        let adoptions = self.inner.store.adoptions_by_uids(uids).await?;
        let practices: Vec<Uid> = adoptions.iter().map(|row| row.record.practice.clone()).collect();
        let rows = self.inner.store.practices_by_uids(viewer, &practices).await?;
        let shown = adoptions.into_iter().filter_map(|adoption| {
            let practice = rows.iter().find(|row| row.record.uid == adoption.record.practice)?;
            let (record, adopter) = (adoption.record, adoption.adopter);
            Some(EarlierAdoption {
                uid: record.uid.to_string(),
                adopter_slug: adopter.as_ref().map(|adopter| adopter.slug.to_string()),
                adopter: adopter.map(|adopter| adopter.name).or(record.adopter_name).unwrap_or_default(),
                practice: practice_link(practice, locale),
                year: record.year,
                state: record.state,
                confirmed: record.confirmed_by.is_some(),
            })
        });
        Ok(shown.collect())
    }

    async fn event_lines(&self, viewer: &Viewer, twinning: &Uid) -> Result<Vec<EventLine>, Error> {
        let events = self.inner.store.events_of_twinning(viewer, twinning).await?;
        let organisers: Vec<Uid> = events.iter().map(|event| event.organiser.clone()).collect();
        let names =
            if organisers.is_empty() { Vec::new() } else { self.inner.store.organisation_names(&organisers).await? };
        let lines = events.into_iter().map(|event| EventLine {
            description: event.description.as_deref().map(rendered),
            organiser: names.iter().find(|name| name.uid == event.organiser).map(organisation_link),
            event,
        });
        Ok(lines.collect())
    }
}

/// Whether the viewer has a part in it: whoever coordinates it, or acts for one of its parties.
pub(super) fn is_party(viewer: &Viewer, twinning: &Twinning) -> bool {
    let Some(acting) = viewer.acting() else { return matches!(viewer, Viewer::Operator) };
    let acts = |party: &Uid| acting.acts_for(party, OrganisationRole::Contributor);
    twinning.coordinators().contains(&acting.member) || twinning.organisations().iter().any(acts)
}

/// A twinning as the viewer reads it: whole for its parties, and for all others without what belongs to those alone.
pub(super) fn as_read_by(viewer: &Viewer, kept: KeptTwinning) -> KeptTwinning {
    if is_party(viewer, &kept.record) { kept } else { KeptTwinning { record: for_others(kept.record), ..kept } }
}

/// A twinning without what belongs to its parties alone: who answers for it, what they said to each other, what was
/// done to it.
fn for_others(mut twinning: Twinning) -> Twinning {
    twinning.created_by = None;
    twinning.acceptances.clear();
    twinning.history.clear();
    for party in &mut twinning.parties {
        party.referent = None;
    }
    for step in &mut twinning.steps {
        step.reason = None;
        step.document = None;
    }
    if let Some(opinion) = &mut twinning.opinion {
        opinion.evaluator = None;
    }
    twinning
}

/// All organisations that it names.
fn organisations(twinning: &Twinning) -> BTreeSet<Uid> {
    let parties = twinning.parties.iter().map(|party| &party.organisation);
    let models = twinning.models.iter().flat_map(|model| model.offering.iter().chain(&model.recipients));
    let bound = twinning.agreements.iter().flat_map(|agreement| &agreement.parties);
    let aimed = twinning.objectives.iter().map(|objective| &objective.recipient);
    parties.chain(models).chain(bound).chain(aimed).cloned().collect()
}
