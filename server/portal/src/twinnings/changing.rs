// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Every change of a twinning takes this way: only over the version that its page shows, with what was done written
//! down beside it, and with what follows for practices, adoptions and those who wait.

use std::collections::BTreeSet;

use domain::policy::{Act, Viewer, allows};
use domain::text::Problem;
use domain::twinning::{Happening, Model, ModelState, Twinning};
use domain::{Slug, Uid};
use store::{Change, Found, KeptTwinning};

use super::adopting::{self, Adopting};
use super::facts;
use super::telling::{News, Tells, tell};
use crate::Portal;
use crate::adverts::agreed;
use crate::error::Error;
use crate::form::{FieldProblem, FieldProblems, FormError, beside};
use crate::import::renew_phases;
use crate::writing::{asking, row};

/// What is to be changed, by whom.
pub(super) struct Request<'a> {
    /// Who asks.
    pub(super) viewer: &'a Viewer,
    /// The address of the twinning.
    pub(super) slug: &'a str,
    /// What is done to it.
    pub(super) act: Act,
    /// The version that the page shows.
    pub(super) version: &'a str,
    /// Who is told.
    pub(super) tells: Tells,
    /// What adoptions need that may follow.
    pub(super) adopting: Option<Adopting>,
}

impl<'a> Request<'a> {
    /// A change that nobody is told of.
    pub(super) const fn quiet(viewer: &'a Viewer, slug: &'a str, act: Act, version: &'a str) -> Self {
        Self { viewer, slug, act, version, tells: Tells::Nobody, adopting: None }
    }
}

/// A twinning after a change, with what was done; who and when is filled in.
pub(super) struct Changed {
    pub(super) twinning: Twinning,
    pub(super) happening: Happening,
}

/// A twinning that was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedTwinning {
    /// Its address now.
    pub slug: String,
    /// Its version now.
    pub version: i64,
}

impl Portal {
    /// The twinning at an address, also at one that it had before, as the viewer may see it.
    pub(crate) async fn kept_twinning_at(&self, viewer: &Viewer, slug: &str) -> Result<KeptTwinning, Error> {
        let slug = Slug::parse(slug).ok_or(Error::NotFound)?;
        let present = match self.inner.store.twinning_by_slug(viewer, &slug).await? {
            Found::Here(kept) => return Ok(kept),
            Found::Moved(present) => present,
            Found::Nowhere => return Err(Error::NotFound),
        };
        match self.inner.store.twinning_by_slug(viewer, &present).await? {
            Found::Here(kept) => Ok(kept),
            Found::Moved(_) | Found::Nowhere => Err(Error::NotFound),
        }
    }

    /// The same, to do something to it.
    pub(crate) async fn twinning_at_to(&self, viewer: &Viewer, act: Act, slug: &str) -> Result<KeptTwinning, Error> {
        asking(viewer)?;
        let kept = self.kept_twinning_at(viewer, slug).await?;
        allows(viewer, act, &facts(&kept.record))?;
        Ok(kept)
    }

    /// Changes a twinning, if it is still the one that the page shows.
    pub(super) async fn change_twinning<F>(
        &self,
        request: Request<'_>,
        change_it: F,
    ) -> Result<SavedTwinning, FormError>
    where
        F: FnOnce(&Twinning) -> Result<Changed, FormError> + Send + 'static,
    {
        let by = asking(request.viewer)?;
        let before = self.twinning_at_to(request.viewer, request.act, request.slug).await?.record;
        let told = self.people_to_tell(&before, request.tells, &by).await?;
        let name = self.inner.store.member_names(std::slice::from_ref(&by)).await?.pop().map(|(_, name)| name);
        let (uid, viewer, act) = (before.uid, request.viewer.clone(), request.act);
        let (version, adopting) = (request.version.to_owned(), request.adopting);
        self.write(move |change| {
            Box::pin(async move {
                let kept = change.twinning(&uid).await?.ok_or(Error::NotFound)?;
                allows(&viewer, act, &facts(&kept.record))?;
                if version != kept.version.to_string() {
                    return Err(FormError::field("form", FieldProblem::Conflict));
                }
                let Changed { mut twinning, happening } = change_it(&kept.record)?;
                if twinning == kept.record {
                    return Ok(SavedTwinning { slug: kept.slug.to_string(), version: kept.version });
                }
                ask_again(&kept.record, &mut twinning);
                let at = change.now().as_millisecond();
                let happening = Happening { at, by: Some(by.clone()), ..happening };
                twinning.note(happening.clone());
                put(change, &twinning).await?;
                agreed(change, &kept.record, &twinning).await?;
                if let Some(adopting) = adopting {
                    adopting::follow(change, &kept.record, &twinning, (&by, &viewer), adopting).await?;
                }
                renew_phases(change, practices_of(&kept.record, &twinning)).await?;
                let kept = change.twinning(&uid).await?.ok_or(Error::NotFound)?;
                let slug = kept.slug.to_string();
                let name = name.unwrap_or_default();
                let news = News { twinning: &twinning, slug: &slug, happening: &happening, by: (&by, &name) };
                tell(change, &told, news).await?;
                Ok(SavedTwinning { slug, version: kept.version })
            })
        })
        .await
    }
}

/// Writes a twinning, once it passed its check.
pub(super) async fn put(change: &mut Change, twinning: &Twinning) -> Result<(), FormError> {
    let checked = twinning.clone().checked().map_err(|problems| FormError::Fields(problems_of(&problems)))?;
    change.put_twinning(&checked).await?;
    Ok(())
}

/// What was accepted is what was read: who said yes to something else is asked again, until it runs.
fn ask_again(before: &Twinning, after: &mut Twinning) {
    let what = |model: &Model| {
        let plain = Model { state: ModelState::Planned, reason: None, ..model.clone() };
        (plain, model.state == ModelState::Dropped)
    };
    let models = |one: &Twinning| one.models.iter().map(what).collect::<Vec<_>>();
    let is_same = before.object == after.object
        && before.parties == after.parties
        && before.objectives == after.objectives
        && before.budget == after.budget
        && before.further_investment == after.further_investment
        && models(before) == models(after);
    if !is_same && !before.state.has_run() {
        after.acceptances.clear();
    }
}

/// The practices whose phase may follow: all that it carries over, where it came to another state or carries others.
fn practices_of(before: &Twinning, after: &Twinning) -> Vec<Uid> {
    let carried =
        |one: &Twinning| one.models.iter().filter_map(|model| model.practice.clone()).collect::<BTreeSet<_>>();
    let (old, new) = (carried(before), carried(after));
    let is_same = before.state == after.state && old == new;
    if is_same { Vec::new() } else { old.union(&new).cloned().collect() }
}

/// The groups of rows of the forms, by the list of the record that they stand for.
const ROWS: [(&str, &str); 7] = [
    ("models", "model"),
    ("parties", "party"),
    ("objectives", "objective"),
    ("programmes", "programme"),
    ("funding", "funding"),
    ("agreements", "agreement"),
    ("indicators", "indicator"),
];
/// The fields of the record that the forms call the same.
const FIELDS: [&str; 16] = [
    "title",
    "acronym",
    "strapline",
    "object",
    "aim",
    "coherence",
    "expected_results",
    "results",
    "themes",
    "live_url",
    "start_date",
    "end_date",
    "further_investment",
    "checks",
    "opinion",
    "reason",
];
/// The fields of a step of the plan.
const STEP: [&str; 7] = ["title", "deliverable", "reason", "percent", "due", "model", "owner"];

/// The problems that the record's own check found, by the fields and rows of the forms.
pub(super) fn problems_of(problems: &[Problem]) -> FieldProblems {
    let told = problems.iter().map(|problem| (field_of(&problem.field), FieldProblem::from(&problem.fault)));
    beside(FieldProblems::new(), told)
}

/// What could not be read of a part, with what the record's own check finds wrong beside it, all at once. Of rows only
/// the reading tells: one that cannot be read is no row of the record, and the others have moved up.
pub(super) fn with_own_check(problems: FieldProblems, twinning: &Twinning) -> FieldProblems {
    let own = twinning.clone().checked().err().map(|own| problems_of(&own)).unwrap_or_default();
    beside(problems, own.into_iter().filter(|(name, _)| FIELDS.contains(name)))
}

fn field_of(field: &str) -> &'static str {
    if let Some((list, rest)) = field.split_once('[') {
        let place = rest.split(']').next().and_then(|place| place.parse().ok());
        if let (Some((_, group)), Some(place)) = (ROWS.iter().find(|(name, _)| *name == list), place) {
            return row(group, place);
        }
        if list == "steps" {
            let part = rest.rsplit('.').next().unwrap_or_default();
            return STEP.into_iter().find(|name| *name == part).unwrap_or("form");
        }
    }
    FIELDS.into_iter().find(|name| field.starts_with(name)).unwrap_or("form")
}

#[cfg(test)]
mod tests {
    use domain::text::Fault;

    use super::*;

    #[test]
    fn a_problem_is_told_beside_its_row_or_its_field() {
        let field = |name: &str| field_of(name);
        assert_eq!(field("models[2].recipients"), "model-3");
        assert_eq!(field("parties[0].role"), "party-1");
        assert_eq!(field("steps[7].due"), "due");
        assert_eq!(field("end_date"), "end_date");
        assert_eq!(field("history"), "form");
        let same = Problem::new("models[0].title", Fault::Missing);
        assert_eq!(problems_of(&[same.clone(), same]), [("model-1", FieldProblem::Missing)]);
    }

    #[test]
    fn what_cannot_be_read_is_told_with_what_is_wrong_beside_it() {
        let fields = serde_json::json!({
            "uid": "t", "title": "T", "language": "it", "acronym": "a".repeat(61), "start_date": "2026-03",
            "end_date": "2026-02", "models": [{"uid": "m", "title": "M", "offering": ["nobody"]}]
        });
        let twinning: Twinning = serde_json::from_value(fields).expect("a twinning");
        let read = vec![("title", FieldProblem::Missing), ("end_date", FieldProblem::Invalid)];
        let all = with_own_check(read.clone(), &twinning);
        assert_eq!(all, [read[0], read[1], ("acronym", FieldProblem::TooLong)]);
    }

    #[test]
    fn whoever_accepted_something_else_is_asked_again_until_it_runs() {
        let one = |state: &str, object: &str| -> Twinning {
            let fields = serde_json::json!({
                "uid": "t", "title": "T", "language": "it", "state": state, "object": object,
                "parties": [{"organisation": "a", "role": "offering"}, {"organisation": "b", "role": "recipient"}],
                "acceptances": [{"organisation": "a", "reply": "accepted"}]
            });
            serde_json::from_value(fields).expect("a twinning")
        };
        let kept = |state: &str, object: &str| {
            let mut after = one(state, object);
            ask_again(&one(state, "prima"), &mut after);
            after.acceptances.len()
        };
        assert_eq!([kept("proposal", "prima"), kept("proposal", "dopo"), kept("running", "dopo")], [1, 0, 1]);
    }
}
