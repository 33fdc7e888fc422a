// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Twinnings drawn at random, from so few organisations and models that they often meet.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde_json::json;

use crate::date::Day;
use crate::text::Uid;
use crate::twinning::plan::{PlanTemplate, Step, draw};
use crate::twinning::{Model, ModelState, Move, Party, PartyRole, StepState, Twinning};

/// What every rule is tried with; findings are told, and kept as examples by hand.
pub(super) fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) }
}

pub(super) fn uid(text: &str) -> Uid {
    Uid::parse(text).expect(text)
}

pub(super) fn day(text: &str) -> Day {
    Day::parse(text).expect(text)
}

/// Identifiers one after another.
pub(super) fn uids(prefix: &'static str) -> impl FnMut() -> Uid {
    let mut count = 0;
    move || {
        count += 1;
        uid(&format!("{prefix}-{count}"))
    }
}

pub(super) fn bare() -> Twinning {
    serde_json::from_value(json!({"uid": "t", "title": "Gemellaggio", "language": "it"})).expect("a twinning")
}

const BODIES: &[&str] = &["alba", "bra", "como", "deruta"];

pub(super) fn one_of<T: Clone + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = T> {
    select(all)
}

fn bodies(least: usize) -> impl Strategy<Value = Vec<Uid>> {
    let all: Vec<Uid> = BODIES.iter().map(|name| uid(name)).collect();
    subsequence(all, least..=BODIES.len())
}

fn party() -> impl Strategy<Value = Party> {
    (select(BODIES), one_of(PartyRole::ALL)).prop_map(|(name, role)| Party {
        organisation: uid(name),
        role,
        referent: None,
    })
}

fn model(uid: Uid, offering: Vec<Uid>, recipients: Vec<Uid>, state: ModelState) -> Model {
    let reason = (state == ModelState::Dropped).then(|| "Manca il personale.".to_owned());
    let description = "Che cos’è.".to_owned();
    Model { title: uid.to_string(), uid, description, offering, recipients, practice: None, state, reason }
}

/// Parties and models put together without any rule.
pub(super) fn any_sides() -> impl Strategy<Value = Twinning> {
    let models = vec((bodies(0), bodies(0), one_of(ModelState::ALL)), 0..4);
    (vec(party(), 0..6), models).prop_map(|(parties, models)| {
        let mut name = uids("m");
        let models = models.into_iter().map(|(from, to, state)| model(name(), from, to, state)).collect();
        Twinning { parties, models, ..bare() }
    })
}

/// A twinning that passes its check, with the plan of a template and steps in any state.
pub(super) fn sound() -> impl Strategy<Value = Twinning> {
    let sides = select(vec![(1, 2), (2, 2), (3, 1), (1, 3)]);
    let models = vec(one_of(ModelState::ALL), 1..6);
    let steps = vec((one_of(StepState::ALL), 0_u8..=100), 1..8);
    (sides, models, one_of(PlanTemplate::ALL), start(), steps).prop_map(
        |((from, to), states, template, start, drawn)| {
            let body = |at: usize| uid(BODIES[at]);
            let (offering, recipients): (Vec<Uid>, Vec<Uid>) =
                ((0..from).map(body).collect(), (from..from + to).map(body).collect());
            let part = |role| move |one: &Uid| Party { organisation: one.clone(), role, referent: None };
            let parties = offering.iter().map(part(PartyRole::Offering));
            let parties = parties.chain(recipients.iter().map(part(PartyRole::Recipient))).collect();
            let mut name = uids("m");
            let models =
                states.into_iter().map(|state| model(name(), offering.clone(), recipients.clone(), state)).collect();
            let mut twinning = Twinning { parties, models, plan_template: Some(template), ..bare() };
            twinning.steps = draw(&twinning, template, start, uids("s"));
            for (at, step) in twinning.steps.iter_mut().enumerate() {
                let (state, percent) = drawn[at % drawn.len()];
                put(step, state, percent);
            }
            twinning
        },
    )
}

fn put(step: &mut Step, state: StepState, percent: u8) {
    step.state = state;
    step.percent = if state == StepState::Done { 100 } else { percent };
    step.reason = state.needs_reason().then(|| "Si aspetta il bilancio.".to_owned());
}

pub(super) fn start() -> impl Strategy<Value = Day> {
    (0_i16..12_000).prop_map(|days| day("2000-01-01").plus_days(days))
}

pub(super) fn moves() -> impl Strategy<Value = Vec<(Move, Option<&'static str>)>> {
    vec((one_of(Move::ALL), select(vec![None, Some(" "), Some("Mancano i fondi.")])), 0..14)
}
