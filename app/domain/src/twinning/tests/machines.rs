// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The machines, exactly as in DOMAIN.md, and what each move needs.

use proptest::prelude::*;
use serde_json::json;

use super::draws::{config, moves, one_of, sound, uid};
use crate::practice::writing::LackKind;
use crate::twinning::{
    CheckKind, Lack, ModelState, Move, PartyRole, Refused, Reply, StepState, Twinning, TwinningState,
};

/// The pairs of states that may follow each other.
fn edges<T: Copy + std::fmt::Display>(all: &[T], may: impl Fn(T, T) -> bool) -> Vec<String> {
    let pairs = all.iter().flat_map(|from| all.iter().map(move |to| (*from, *to)));
    pairs.filter(|(from, to)| may(*from, *to)).map(|(from, to)| format!("{from}>{to}")).collect()
}

#[test]
fn a_twinning_goes_from_proposal_to_evaluation_and_from_anywhere_to_its_cancelling() {
    let found = edges(TwinningState::ALL, |from, to| to.may_follow(from));
    let (ends, onward): (Vec<&String>, Vec<&String>) = found.iter().partition(|edge| edge.ends_with(">cancelled"));
    assert_eq!(ends.len(), TwinningState::ALL.len() - 1);
    assert_eq!(
        onward,
        [
            "proposal>prerequisites_check",
            "prerequisites_check>approved",
            "prerequisites_check>declined",
            "approved>running",
            "running>suspended",
            "running>concluded",
            "suspended>running",
            "concluded>evaluated",
        ]
    );
}

#[test]
fn what_has_run_is_no_proposal_any_more() {
    let codes = |is: fn(TwinningState) -> bool| {
        TwinningState::ALL.iter().filter(|state| is(**state)).map(|state| state.code()).collect::<Vec<_>>()
    };
    assert_eq!(codes(TwinningState::has_run), ["running", "suspended", "concluded", "evaluated"]);
    assert_eq!(codes(TwinningState::is_proposed), ["proposal", "prerequisites_check"]);
    assert_eq!(codes(TwinningState::is_concluded), ["concluded", "evaluated"]);
}

#[test]
fn a_model_goes_one_step_at_a_time_or_is_dropped() {
    let found = edges(ModelState::ALL, |from, to| to.may_follow(from));
    let (ends, onward): (Vec<&String>, Vec<&String>) = found.iter().partition(|edge| edge.ends_with(">dropped"));
    assert_eq!(ends.len(), ModelState::ALL.len() - 1);
    assert_eq!(
        onward,
        [
            "planned>preparing",
            "preparing>transferring",
            "transferring>piloting",
            "piloting>operational",
            "operational>extended",
        ]
    );
}

#[test]
fn a_step_is_begun_before_it_is_done_and_goes_on_after_an_obstacle() {
    assert_eq!(
        edges(StepState::ALL, |from, to| to.may_follow(from)),
        [
            "todo>doing",
            "todo>blocked",
            "todo>skipped",
            "doing>blocked",
            "doing>done",
            "doing>skipped",
            "blocked>doing",
            "blocked>skipped",
        ]
    );
}

/// A proposal that lacks nothing, not yet accepted by anybody.
fn proposal() -> Twinning {
    let fields = json!({
        "uid": "t", "title": "Gemellaggio", "language": "it", "object": "o".repeat(200),
        "expected_results": "r".repeat(100), "themes": ["appalti"], "start_date": "2026-03",
        "objectives": [{"recipient": "bra", "text": "Imparare."}],
        "parties": [{"organisation": "alba", "role": "offering"}, {"organisation": "bra", "role": "recipient"}],
        "models": [{"uid": "m", "title": "M", "description": "D", "offering": ["alba"], "recipients": ["bra"]}],
        "steps": [{"uid": "s", "task": "pilot", "stretch": "reuse", "start": "2026-03-01", "due": "2026-03-31"}]
    });
    serde_json::from_value::<Twinning>(fields).expect("a twinning").checked().expect("a sound one")
}

fn examined() -> Twinning {
    let more = json!({
        "checks": CheckKind::ALL.iter().map(|kind| json!({"kind": kind, "answer": "yes"})).collect::<Vec<_>>(),
        "opinion": {"outcome": "favourable", "text": "Si può fare."},
        "acceptances": [{"organisation": "alba", "reply": "accepted"}, {"organisation": "bra", "reply": "accepted"}]
    });
    let mut all = serde_json::to_value(proposal()).expect("JSON");
    all.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
    serde_json::from_value::<Twinning>(all).expect("a twinning").checked().expect("a sound one")
}

fn running() -> Twinning {
    let made = [Move::Examine, Move::Approve, Move::Start];
    made.into_iter().fold(examined(), |twinning, next| twinning.moved(next, None).expect("nothing is missing"))
}

fn refused(twinning: &Twinning, next: Move) -> Vec<Lack> {
    match twinning.moved(next, None) {
        Err(Refused::Lacks(lacks)) => lacks,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_proposal_says_all_that_it_still_lacks() {
    assert_eq!(proposal().lacks(Move::Examine), []);
    let missing = |field| Lack::Field { field, kind: LackKind::Missing };
    assert_eq!(
        super::draws::bare().lacks(Move::Examine),
        [
            missing("object"),
            missing("expected_results"),
            missing("themes"),
            missing("start_date"),
            Lack::Party(PartyRole::Offering),
            Lack::Party(PartyRole::Recipient),
            missing("models"),
        ]
    );
    let mut poor = proposal();
    poor.objectives.clear();
    poor.object = Some("corto".to_owned());
    poor.strapline = Some("s".repeat(201));
    poor.themes = ["a", "b", "c", "d"].map(uid).to_vec();
    poor.models[0].recipients.clear();
    poor.models[0].description = " ".to_owned();
    let field = |field, kind| Lack::Field { field, kind };
    let of_model = |field| Lack::Model { model: uid("m"), field };
    assert_eq!(
        refused(&poor, Move::Examine),
        [
            field("strapline", LackKind::TooLong { max: 200, now: 201 }),
            field("object", LackKind::TooShort { min: 200, now: 5 }),
            field("themes", LackKind::TooMany { most: 3, now: 4 }),
            Lack::Objective { recipient: uid("bra") },
            of_model("description"),
            of_model("recipients"),
        ]
    );
}

#[test]
fn ac_003_10_nothing_is_approved_before_all_is_answered_and_an_evaluator_has_spoken() {
    let asked = proposal().moved(Move::Examine, None).expect("nothing is missing");
    let mut expected: Vec<Lack> = CheckKind::ALL.iter().copied().map(Lack::Check).collect();
    expected.push(Lack::Opinion);
    assert_eq!(refused(&asked, Move::Approve), expected);
    let answered = examined().moved(Move::Examine, None).expect("nothing is missing");
    assert_eq!(answered.moved(Move::Approve, None).map(|one| one.state), Ok(TwinningState::Approved));
}

#[test]
fn it_runs_only_once_both_sides_have_accepted() {
    let made = [Move::Examine, Move::Approve];
    let approved = made.into_iter().fold(examined(), |one, next| one.moved(next, None).expect("nothing is missing"));
    let mut half = approved.clone();
    half.acceptances.remove(0);
    let lack = |reply| Lack::Acceptance { organisation: uid("alba"), reply };
    assert_eq!(refused(&half, Move::Start), [lack(None)]);
    let mut against = approved.clone();
    against.acceptances[0].reply = Reply::Refused;
    assert_eq!(refused(&against, Move::Start), [lack(Some(Reply::Refused))]);
    assert_eq!(approved.moved(Move::Start, None).map(|one| one.state), Ok(TwinningState::Running));
}

#[test]
fn it_is_concluded_only_without_open_steps_and_with_results() {
    let mut one = running();
    let results = Lack::Field { field: "results", kind: LackKind::Missing };
    assert_eq!(refused(&one, Move::Conclude), [Lack::OpenStep { step: uid("s") }, results.clone()]);
    one = one.with_step(&uid("s"), StepState::Doing, None).expect("it may begin");
    assert_eq!(refused(&one, Move::Conclude).len(), 2);
    one = one.with_step(&uid("s"), StepState::Done, None).expect("it may end");
    assert_eq!(one.steps[0].percent, 100);
    assert_eq!(refused(&one, Move::Conclude), [results]);
    one.results = Some("Tutto in uso.".to_owned());
    one = one.moved(Move::Conclude, None).expect("nothing is missing");
    assert_eq!(one.clone().checked().as_ref(), Ok(&one));
    assert_eq!(refused(&one, Move::Evaluate), [Lack::Baseline]);
    let measured = json!([{"name": "Posti", "value": "20", "baseline": "10", "kind": "quantitative"}]);
    one.indicators = serde_json::from_value(measured).expect("indicators");
    assert_eq!(one.moved(Move::Evaluate, None).map(|one| one.state), Ok(TwinningState::Evaluated));
}

#[test]
fn who_ends_or_stops_it_says_why_and_who_goes_on_does_not() {
    let one = running();
    assert_eq!(one.moved(Move::Cancel, Some(" \n")), Err(Refused::Lacks(vec![Lack::Reason])));
    let rests = one.moved(Move::Suspend, Some("Elezioni.")).expect("a reason is given");
    assert_eq!(rests.reason.as_deref(), Some("Elezioni."));
    let again = rests.moved(Move::Resume, Some("Si riprende.")).expect("nothing is needed");
    assert_eq!((again.state, again.reason), (TwinningState::Running, None));
    let wrong = Refused::MayNotFollow { state: "running", next: "approve" };
    assert_eq!(one.moved(Move::Approve, None), Err(wrong));
    assert_eq!(one.moves().collect::<Vec<_>>(), [Move::Suspend, Move::Conclude, Move::Cancel]);
}

#[test]
fn models_go_on_only_while_the_twinning_does() {
    let m = uid("m");
    let waits = examined();
    let not_yet = Err(Refused::NotWhile(TwinningState::Proposal));
    assert_eq!(waits.with_model(&m, ModelState::Preparing, None), not_yet);
    assert_eq!(waits.with_model(&m, ModelState::Dropped, None), Err(Refused::Lacks(vec![Lack::Reason])));
    let dropped = waits.with_model(&m, ModelState::Dropped, Some("Non serve.")).expect("a reason is given");
    assert_eq!(dropped.models[0].reason.as_deref(), Some("Non serve."));
    let one = running().with_model(&m, ModelState::Preparing, Some("x")).expect("the next state");
    assert_eq!((one.models[0].state, one.models[0].reason.clone()), (ModelState::Preparing, None));
    let wrong = Refused::MayNotFollow { state: "preparing", next: "operational" };
    assert_eq!(one.with_model(&m, ModelState::Operational, None), Err(wrong));
    assert_eq!(one.with_model(&uid("x"), ModelState::Dropped, None), Err(Refused::Unknown));
    assert_eq!(one.without_model(&m), Err(Refused::NotWhile(TwinningState::Running)), "it is dropped instead");
}

#[test]
fn a_step_that_stops_says_why_and_a_closed_plan_stays() {
    let s = uid("s");
    let one = running();
    assert_eq!(one.with_step(&s, StepState::Blocked, None), Err(Refused::Lacks(vec![Lack::Reason])));
    let blocked = one.with_step(&s, StepState::Blocked, Some("Manca l’atto.")).expect("a reason is given");
    assert_eq!(blocked.steps[0].reason.as_deref(), Some("Manca l’atto."));
    let again = blocked.with_step(&s, StepState::Doing, None).expect("the obstacle is gone");
    assert_eq!(again.steps[0].reason, None);
    let wrong = Refused::MayNotFollow { state: "todo", next: "done" };
    assert_eq!(one.with_step(&s, StepState::Done, None), Err(wrong));
    assert_eq!(one.with_step(&uid("x"), StepState::Done, None), Err(Refused::Unknown));
    let over = one.moved(Move::Cancel, Some("Perché.")).expect("a reason is given");
    assert_eq!(over.with_step(&s, StepState::Doing, None), Err(Refused::NotWhile(TwinningState::Cancelled)));
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn whatever_is_tried_no_state_is_reached_without_what_it_needs(
        whole in any::<bool>(),
        tried in moves(),
        steps in proptest::collection::vec(one_of(StepState::ALL), 0..8),
        results in proptest::option::of("[a-z]{1,9}"),
    ) {
        let mut one = if whole { examined() } else { proposal() };
        let mut steps = steps.into_iter();
        for (next, reason) in tried {
            let before = one.clone();
            match one.moved(next, reason) {
                Ok(moved) => {
                    prop_assert!(moved.state.may_follow(before.state));
                    prop_assert!(!next.needs_reason() || moved.reason.is_some());
                    one = moved;
                }
                Err(_) => prop_assert_eq!(&one, &before),
            }
            if let Some(state) = steps.next() {
                one = one.with_step(&uid("s"), state, Some("Perché.")).unwrap_or(one);
            }
            if one.results.is_none() {
                one.results = results.clone();
            }
            prop_assert!(one.clone().checked().is_ok());
            if one.state.has_run() {
                prop_assert!(CheckKind::ALL.iter().all(|kind| one.answers(*kind)) && one.opinion.is_some());
                let accepted = one.acceptances.iter().filter(|said| said.reply == Reply::Accepted);
                let accepted: Vec<_> = accepted.map(|said| said.organisation.clone()).collect();
                prop_assert!(one.signers().iter().all(|signer| accepted.contains(signer)));
            }
            if one.state.is_concluded() {
                prop_assert!(one.results.is_some() && !one.steps.iter().any(|step| step.state.is_open()));
            }
        }
    }

    #[test]
    fn a_step_or_a_model_reaches_only_what_may_follow(
        drawn in sound(),
        to_step in one_of(StepState::ALL),
        to_model in one_of(ModelState::ALL),
        state in one_of(TwinningState::ALL),
        reason in proptest::option::of(".{0,3}"),
    ) {
        let one = Twinning { state, ..drawn };
        for step in &one.steps {
            if let Ok(moved) = one.with_step(&step.uid, to_step, reason.as_deref()) {
                let after = moved.steps.iter().find(|after| after.uid == step.uid).expect("it is still there");
                prop_assert!(to_step.may_follow(step.state) && after.state == to_step);
                prop_assert_eq!(after.reason.is_some(), to_step.needs_reason());
            }
        }
        for model in &one.models {
            if let Ok(moved) = one.with_model(&model.uid, to_model, reason.as_deref()) {
                let after = moved.models.iter().find(|after| after.uid == model.uid).expect("it is still there");
                prop_assert!(to_model.may_follow(model.state) && after.state == to_model);
                prop_assert_eq!(after.reason.is_some(), to_model == ModelState::Dropped);
            }
        }
    }
}
