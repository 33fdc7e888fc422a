// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Writing a twinning, part by part: what each form shows, and saving it over the version that it shows.

use domain::policy::{Act, Viewer, allows};
use domain::twinning::{Deed, Happening, Twinning, TwinningState};
use domain::{Language, Locale, Uid};
use store::KeptTwinning;

use super::changing::{Changed, Request, SavedTwinning, with_own_check};
use super::facts;
use super::filling::{Known, at, fill};
use super::typing::typed;
use crate::Portal;
use crate::error::Error;
use crate::form::{FieldProblem, FormError, Typed};
use crate::writing::rows_of;

/// A part of a twinning that has a form of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TwinningPart {
    /// Title, object, aim, dates, themes.
    Texts,
    /// Who has which part.
    Parties,
    /// What is carried over, from whom to whom.
    Models,
    /// What it aims at for each recipient.
    Objectives,
    /// Programmes, money, further investment.
    Resources,
    /// The answers to the check of prerequisites.
    Checks,
    /// Agreements.
    Agreements,
    /// What came of it.
    Results,
}

impl TwinningPart {
    /// All parts, in the order of the form.
    pub const ALL: [Self; 8] = [
        Self::Texts,
        Self::Parties,
        Self::Models,
        Self::Objectives,
        Self::Resources,
        Self::Checks,
        Self::Agreements,
        Self::Results,
    ];

    /// Its code, as the history has it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Texts => "texts",
            Self::Parties => "parties",
            Self::Models => "models",
            Self::Objectives => "objectives",
            Self::Resources => "resources",
            Self::Checks => "checks",
            Self::Agreements => "agreements",
            Self::Results => "results",
        }
    }

    /// The part with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.code() == code)
    }

    /// What writing it is to the policy: who takes part is said by who coordinates.
    pub const fn act(self) -> Act {
        match self {
            Self::Parties => Act::Advance,
            _ => Act::Edit,
        }
    }

    /// Whether it can be written where the twinning stands. Who carries what to whom is settled once it runs.
    pub const fn is_open(self, state: TwinningState) -> bool {
        if matches!(state, TwinningState::Declined | TwinningState::Cancelled) {
            return false;
        }
        match self {
            Self::Parties | Self::Models | Self::Checks => !state.has_run(),
            _ => true,
        }
    }
}

/// A form with what stands in it, and what one chooses among.
#[derive(Clone, Debug)]
pub struct TwinningPartPage {
    /// The address of the twinning.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Its language.
    pub language: Language,
    /// Where it stands.
    pub state: TwinningState,
    /// The version that the form sends back.
    pub version: i64,
    /// The part.
    pub part: TwinningPart,
    /// The parts that the viewer may write now.
    pub open: Vec<TwinningPart>,
    /// What stands in the form.
    pub typed: Typed,
    /// The bodies with a part in it: identifier and name.
    pub bodies: Vec<(String, String)>,
    /// Those that offer.
    pub offering: Vec<(String, String)>,
    /// Those that receive.
    pub recipients: Vec<(String, String)>,
    /// Who can be turned to, by body: the body, and identifier and name of each.
    pub people: Vec<(String, Vec<(String, String)>)>,
    /// Names of organisations to offer while typing.
    pub organisation_names: Vec<String>,
    /// The themes: identifier and name.
    pub themes: Vec<(String, String)>,
    /// The programmes: identifier and name.
    pub programmes: Vec<(String, String)>,
}

impl Portal {
    /// A form of a twinning.
    ///
    /// # Errors
    /// `NotFound`, or the viewer may not write that part now.
    pub async fn twinning_part(
        &self,
        viewer: &Viewer,
        locale: Locale,
        slug: &str,
        part: TwinningPart,
    ) -> Result<TwinningPartPage, Error> {
        let kept = self.part_to_edit(viewer, slug, part).await?;
        let twinning = &kept.record;
        let names = self.names_of_bodies(&twinning.organisations()).await?;
        let named = |uid: &Uid| (uid.to_string(), name_in(&names, uid));
        let role = |role| twinning.in_role(role).map(named).collect();
        let taxonomy = self.taxonomy();
        let themes = taxonomy.options(locale);
        let programmes = taxonomy.programmes().map(|one| (one.uid.to_string(), one.name.in_locale(locale).to_owned()));
        let practices = self.slugs_of_practices(viewer, twinning).await?;
        let parties = part == TwinningPart::Parties;
        Ok(TwinningPartPage {
            slug: kept.slug.to_string(),
            title: twinning.title.clone(),
            language: twinning.language,
            state: twinning.state,
            version: kept.version,
            part,
            open: open_parts(viewer, twinning),
            typed: typed(twinning, part, |uid| name_in(&names, uid), &practices),
            bodies: twinning.organisations().iter().map(named).collect(),
            offering: role(domain::twinning::PartyRole::Offering),
            recipients: role(domain::twinning::PartyRole::Recipient),
            people: if parties { self.people_to_turn_to(twinning).await? } else { Vec::new() },
            organisation_names: if parties { self.organisation_names().await? } else { Vec::new() },
            themes,
            programmes: programmes.collect(),
        })
    }

    /// Saves a part, if the twinning is still the one that the form shows.
    ///
    /// # Errors
    /// What cannot be read, by field and row; `form` is `conflict` where somebody else changed it in between.
    pub async fn save_twinning_part(
        &self,
        viewer: &Viewer,
        slug: &str,
        part: TwinningPart,
        form: Typed,
    ) -> Result<SavedTwinning, FormError> {
        let kept = self.part_to_edit(viewer, slug, part).await?;
        let known = self.known_of_part(viewer, &kept.record, part, &form).await?;
        let version = form.value("version").to_owned();
        let request = Request::quiet(viewer, slug, part.act(), &version);
        self.change_twinning(request, move |before| {
            if !part.is_open(before.state) {
                return Err(FormError::field("form", FieldProblem::NotAllowed));
            }
            let mut twinning = before.clone();
            fill(&mut twinning, part, &form, &known)
                .map_err(|problems| FormError::Fields(with_own_check(problems, &twinning)))?;
            let happening = Happening { part: Some(part.code().to_owned()), ..Happening::new(0, None, Deed::Edited) };
            Ok(Changed { twinning, happening })
        })
        .await
    }

    async fn part_to_edit(&self, viewer: &Viewer, slug: &str, part: TwinningPart) -> Result<KeptTwinning, Error> {
        let kept = self.twinning_at_to(viewer, part.act(), slug).await?;
        if part.is_open(kept.record.state) { Ok(kept) } else { Err(Error::NotAllowed) }
    }

    /// Names of organisations, in no particular order.
    pub(super) async fn names_of_bodies(&self, uids: &[Uid]) -> Result<Vec<(Uid, String)>, Error> {
        if uids.is_empty() {
            return Ok(Vec::new());
        }
        let names = self.inner.store.organisation_names(uids).await?;
        Ok(names.into_iter().map(|name| (name.uid, name.name)).collect())
    }

    /// The addresses of the practices that the models come from.
    async fn slugs_of_practices(&self, viewer: &Viewer, twinning: &Twinning) -> Result<Vec<(Uid, String)>, Error> {
        let uids: Vec<Uid> = twinning.models.iter().filter_map(|model| model.practice.clone()).collect();
        let rows = self.inner.store.practices_by_uids(viewer, &uids).await?;
        Ok(rows.into_iter().map(|row| (row.record.uid, row.slug.to_string())).collect())
    }

    /// Who writes for each body.
    async fn people_to_turn_to(&self, twinning: &Twinning) -> Result<Vec<(String, Vec<(String, String)>)>, Error> {
        let mut people = Vec::new();
        for body in twinning.organisations() {
            let editors = self.editors_of(&body).await?;
            let named = editors.iter().map(|one| (one.uid.to_string(), one.full_name())).collect();
            people.push((body.to_string(), named));
        }
        Ok(people)
    }

    /// Looks up what the reading of a part needs.
    async fn known_of_part(
        &self,
        viewer: &Viewer,
        twinning: &Twinning,
        part: TwinningPart,
        form: &Typed,
    ) -> Result<Known, FormError> {
        let mut known = Known::default();
        match part {
            TwinningPart::Texts => {
                known.themes = self.taxonomy().themes().into_iter().map(|theme| theme.uid.clone()).collect();
            }
            TwinningPart::Resources => {
                known.programmes = self.taxonomy().programmes().map(|programme| programme.uid.clone()).collect();
            }
            TwinningPart::Parties => self.know_parties(twinning, form, &mut known).await?,
            TwinningPart::Models => self.know_models(viewer, twinning, form, &mut known).await?,
            TwinningPart::Objectives | TwinningPart::Checks | TwinningPart::Agreements | TwinningPart::Results => {}
        }
        Ok(known)
    }

    async fn know_parties(&self, twinning: &Twinning, form: &Typed, known: &mut Known) -> Result<(), FormError> {
        let names = self.names_of_bodies(&twinning.organisations()).await?;
        for place in 1..=rows_of("party").len() {
            let typed = at(form, "party_name", place);
            if typed.is_empty() {
                continue;
            }
            let chosen = names.iter().find(|(_, name)| name == typed).map(|(uid, _)| uid.to_string());
            let found = match self.organisation_of(typed, chosen.as_deref().unwrap_or_default()).await {
                Ok(organisation) => Ok(organisation.uid),
                Err(FormError::Fields(wrong)) => Err(wrong.first().map_or(FieldProblem::Unknown, |(_, wrong)| *wrong)),
                Err(error) => return Err(error),
            };
            if let Ok(body) = &found
                && !at(form, "party_referent", place).is_empty()
            {
                let people = self.editors_of(body).await?.into_iter().map(|one| one.uid).collect();
                known.referents.push((body.clone(), people));
            }
            known.parties.push((place, found));
        }
        Ok(())
    }

    async fn know_models(
        &self,
        viewer: &Viewer,
        twinning: &Twinning,
        form: &Typed,
        known: &mut Known,
    ) -> Result<(), FormError> {
        let slugs = self.slugs_of_practices(viewer, twinning).await?;
        for place in 1..=rows_of("model").len() {
            known.ids.push(self.new_uid());
            // An address may be pasted whole.
            let typed = at(form, "model_practice", place).trim_end_matches('/').rsplit('/').next().unwrap_or_default();
            if typed.is_empty() {
                // A practice that the viewer does not see is not shown in the form, and stays.
                let uid = at(form, "model_uid", place);
                let before = twinning.models.iter().find(|model| model.uid.as_str() == uid);
                let hidden = before.and_then(|model| model.practice.clone());
                if let Some(hidden) = hidden.filter(|uid| slugs.iter().all(|(seen, _)| seen != uid)) {
                    known.practices.push((place, Some(hidden)));
                }
                continue;
            }
            let found = match self.kept_at(viewer, typed).await {
                Ok(kept) => Some(kept.record.uid),
                Err(Error::NotFound) => None,
                Err(error) => return Err(error.into()),
            };
            known.practices.push((place, found));
        }
        Ok(())
    }
}

/// The name of an organisation, else its identifier.
pub(super) fn name_in(names: &[(Uid, String)], uid: &Uid) -> String {
    names.iter().find(|(known, _)| known == uid).map_or_else(|| uid.to_string(), |(_, name)| name.clone())
}

/// The parts that a viewer may write now.
pub(super) fn open_parts(viewer: &Viewer, twinning: &Twinning) -> Vec<TwinningPart> {
    let on = facts(twinning);
    let may = |part: &TwinningPart| part.is_open(twinning.state) && allows(viewer, part.act(), &on).is_ok();
    TwinningPart::ALL.into_iter().filter(may).collect()
}
