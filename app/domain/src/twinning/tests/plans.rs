// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Plans: templates, preparation, progress, what is overdue, the board, the bars over time.

use proptest::prelude::*;

use super::draws::{bare, config, day, one_of, sound, start, uid, uids};
use crate::readiness::{ConditionAnswer, Readiness};
use crate::twinning::plan::{ActivityKind, Gantt, Gap, PlanTemplate, Step, Stretch, Task, draw, prepare, progress};
use crate::twinning::{ModelState, StepState, Twinning};

/// Two models, from alba to bra, the second one dropped.
fn twinning() -> Twinning {
    let fields = serde_json::json!({
        "parties": [{"organisation": "alba", "role": "offering"}, {"organisation": "bra", "role": "recipient"}],
        "models": [
            {"uid": "a", "title": "A", "offering": ["alba"], "recipients": ["bra"]},
            {"uid": "b", "title": "B", "offering": ["alba"], "recipients": ["bra"], "state": "dropped", "reason": "No."}
        ]
    });
    let mut all = serde_json::to_value(bare()).expect("JSON");
    all.as_object_mut().expect("an object").extend(fields.as_object().expect("an object").clone());
    serde_json::from_value::<Twinning>(all).expect("a twinning").checked().expect("a sound one")
}

fn lines(steps: &[Step]) -> Vec<String> {
    let of = |step: &Step| {
        let task = step.task.map_or("-", Task::code);
        let model = step.model.as_ref().map_or("*", |model| model.as_str());
        let owner = step.owner.as_ref().map_or("-", |owner| owner.as_str());
        format!("{} {} {model} {task} {} {owner}", step.start, step.due, step.stretch)
    };
    steps.iter().map(of).collect()
}

#[test]
fn the_plan_of_24_months_understands_adapts_reuses_and_shares() {
    let steps = draw(&twinning(), PlanTemplate::Months24, day("2026-01-01"), uids("s"));
    assert_eq!(
        lines(&steps),
        [
            "2026-01-01 2026-01-31 * opening_meeting understand alba",
            "2026-02-01 2026-02-28 a study_visit understand bra",
            "2026-03-01 2026-03-31 a transfer_plan understand bra",
            "2026-04-01 2026-05-31 a handover adapt alba",
            "2026-06-01 2026-09-30 a staff_training adapt alba",
            "2026-06-01 2026-12-31 a adaptation adapt bra",
            "2026-12-01 2026-12-31 * mid_point_review adapt alba",
            "2027-01-01 2027-04-30 a pilot reuse bra",
            "2027-05-01 2027-06-30 a operation reuse bra",
            "2027-07-01 2027-09-30 * results_report share alba",
            "2027-10-01 2027-12-31 * sharing_event share alba",
        ]
    );
}

#[test]
fn the_other_templates_take_a_year_half_a_year_and_no_time() {
    let tasks = |template| {
        let steps = draw(&twinning(), template, day("2026-01-31"), uids("s"));
        steps.iter().map(|step| step.task.map_or("-", Task::code)).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(tasks(PlanTemplate::AToE), "discovery preparation adoption management evolution");
    assert_eq!(tasks(PlanTemplate::Months6), "opening_meeting handover staff_training pilot results_report");
    assert_eq!(tasks(PlanTemplate::Empty), "");
    assert_eq!(PlanTemplate::ALL.iter().map(|template| template.months()).collect::<Vec<_>>(), [24, 12, 6, 0]);
}

#[test]
fn ac_001_9_the_templates_use_every_kind_of_activity() {
    let all = PlanTemplate::ALL.iter().flat_map(|template| draw(&twinning(), *template, day("2026-01-01"), uids("s")));
    let used: Vec<ActivityKind> = all.filter_map(|step| step.activity).collect();
    assert!(ActivityKind::ALL.iter().all(|kind| used.contains(kind)));
    let codes: Vec<&str> = ActivityKind::ALL.iter().map(|kind| kind.code()).collect();
    assert_eq!(codes, ["remote_training", "classroom", "coaching", "study_visit", "webinar", "handover"]);
}

fn gap(model: Option<&str>, text: &str, blocking: bool) -> Gap {
    Gap { model: model.map(uid), owner: Some(uid("bra")), text: text.to_owned(), blocking }
}

#[test]
fn what_a_recipient_lacks_is_prepared_before_it_is_needed() {
    let start = day("2026-01-01");
    let plan = draw(&twinning(), PlanTemplate::Months24, start, uids("s"));
    let gaps =
        [gap(Some("a"), "Un referente", false), gap(Some("a"), "Una delibera", true), gap(None, "Un ufficio", true)];
    let new = prepare(&plan, &gaps, start, uids("p"));
    assert_eq!(
        lines(&new),
        [
            "2026-01-01 2026-03-31 a prerequisite understand bra",
            "2026-01-01 2026-03-31 * prerequisite understand bra",
            "2026-01-01 2026-12-31 a prerequisite understand bra",
        ]
    );
    assert_eq!(new[0].title.as_deref(), Some("Una delibera"));
    let all = [new, plan].concat();
    assert_eq!(prepare(&all, &gaps, start, uids("q")), [], "each gap has its step already");
    let twice = [gap(None, "Un ufficio", true), gap(None, " Un  ufficio ", true)];
    assert_eq!(prepare(&[], &twice, start, uids("p")).len(), 1);
    let long = prepare(&[], &[gap(None, &"è".repeat(500), true)], start, uids("p"));
    assert_eq!(long[0].title.as_ref().map(|title| title.chars().count()), Some(150));
    assert_eq!(long[0].due, day("2026-03-31"), "three months, where there is no plan");
}

#[test]
fn what_a_recipient_answers_to_the_prerequisites_becomes_a_gap() {
    let answer = |text: &str, answer: &str, blocking: bool| serde_json::json!({"condition": {"text": text, "category": "legal", "weight": 2, "blocking": blocking}, "answer": answer});
    let answers = serde_json::json!([
        answer("Un atto", "no", true),
        answer("Un ufficio", "yes", true),
        answer("Un corso", "partly", false)
    ]);
    let answers: Vec<ConditionAnswer> = serde_json::from_value(answers).expect("answers");
    let readiness = Readiness::of(&answers).expect("something was asked");
    let gaps: Vec<Gap> = readiness.steps.iter().map(|step| Gap::of(step, None, Some(uid("bra")))).collect();
    assert_eq!(gaps, [gap(None, "Un atto", true), gap(None, "Un corso", false)]);
}

#[test]
fn ac_001_7_steps_have_owner_date_state_and_percent_and_the_overdue_ones_are_listed() {
    let mut one = twinning();
    one.steps = draw(&one, PlanTemplate::Months6, day("2026-01-01"), uids("s"));
    let step = |one: &mut Twinning, at: usize, state, percent| {
        one.steps[at].state = state;
        one.steps[at].percent = percent;
    };
    step(&mut one, 0, StepState::Done, 100);
    step(&mut one, 1, StepState::Doing, 50);
    step(&mut one, 2, StepState::Blocked, 10);
    step(&mut one, 3, StepState::Skipped, 0);
    let late = |today: &str| one.overdue(day(today)).iter().map(|step| step.uid.to_string()).collect::<Vec<_>>();
    assert_eq!(late("2026-02-28"), Vec::<String>::new(), "on its last day it is still in time");
    assert_eq!(late("2026-03-01"), ["s-2"]);
    assert_eq!(late("2027-01-01"), ["s-2", "s-3", "s-5"], "what is done or left out is not late");
    assert_eq!(one.progress_of(&uid("a")), Some(30), "50 and 10, without what is left out");
    assert_eq!(one.progress(), Some(40));
    assert_eq!(one.progress_of(&uid("b")), None);
    let nearly = Step { state: StepState::Doing, percent: 100, ..one.steps[0].clone() };
    assert_eq!(progress([nearly].iter()), Some(99), "nobody has said that it is done");
    let board: Vec<(&str, usize)> = one.board().iter().map(|(state, steps)| (state.code(), steps.len())).collect();
    assert_eq!(board, [("todo", 1), ("doing", 1), ("blocked", 1), ("done", 1), ("skipped", 1)]);
}

#[test]
fn what_belongs_to_a_dropped_model_does_not_hold_the_whole_back() {
    let mut one = twinning();
    one.models[1].state = ModelState::Planned;
    one.steps = draw(&one, PlanTemplate::AToE, day("2026-01-01"), uids("s"));
    for step in one.steps.iter_mut().filter(|step| step.model == Some(uid("a"))) {
        step.state = StepState::Done;
    }
    assert_eq!(one.progress(), Some(50));
    one.models[1].state = ModelState::Dropped;
    assert_eq!(one.progress(), Some(100));
}

#[test]
fn the_bars_stand_where_the_calendar_puts_them() {
    let mut steps = draw(&twinning(), PlanTemplate::Months6, day("2026-01-01"), uids("s"));
    steps[1].percent = 25;
    let gantt = Gantt::of(steps.iter()).expect("there are steps");
    assert_eq!((gantt.first, gantt.months), (day("2026-01-01"), 6));
    let near = |value: f64, expected: f64| (value - expected).abs() < 1e-9;
    let bar = &gantt.bars[1];
    assert!(near(bar.start, 1.0) && near(bar.length, 1.0) && near(bar.done, 0.25), "{bar:?}");
    assert!(gantt.at(day("2026-04-16")).is_some_and(|place| near(place, 3.5)));
    assert_eq!((gantt.at(day("2025-12-31")), gantt.at(day("2026-07-01"))), (None, None));
    assert_eq!(Gantt::of([].iter()), None);
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_plan_fits_between_its_beginning_and_its_end(drawn in sound(), template in one_of(PlanTemplate::ALL), start in start()) {
        let steps = draw(&drawn, template, start, uids("n"));
        let end = start.plus_months(template.months());
        for step in &steps {
            prop_assert!(start <= step.start && step.start <= step.due && step.due < end);
        }
        let open = drawn.models.iter().filter(|model| model.state != ModelState::Dropped);
        for model in open {
            let own = steps.iter().filter(|step| step.model.as_ref() == Some(&model.uid));
            prop_assert_eq!(own.count() > 0, template != PlanTemplate::Empty);
        }
        let dropped = drawn.models.iter().filter(|model| model.state == ModelState::Dropped);
        prop_assert!(dropped.into_iter().all(|model| !steps.iter().any(|step| step.model.as_ref() == Some(&model.uid))));
        let planned = Twinning { steps, ..drawn };
        prop_assert!(planned.checked().is_ok());
    }

    #[test]
    fn the_stretches_follow_each_other(drawn in sound(), template in one_of(PlanTemplate::ALL), start in start()) {
        let steps = draw(&drawn, template, start, uids("n"));
        let last = |stretch: Stretch| steps.iter().filter(|step| step.stretch == stretch).map(|step| step.due).max();
        for step in &steps {
            let earlier = Stretch::ALL.iter().filter(|stretch| **stretch < step.stretch);
            prop_assert!(earlier.filter_map(|stretch| last(*stretch)).all(|due| due < step.start));
        }
    }

    #[test]
    fn what_is_prepared_is_ready_in_time(drawn in sound(), start in start(), blocking in any::<bool>()) {
        let plan = draw(&drawn, PlanTemplate::Months24, start, uids("n"));
        let gaps: Vec<Gap> =
            drawn.models.iter().map(|model| Gap { model: Some(model.uid.clone()), ..gap(None, "Un atto", blocking) }).collect();
        let new = prepare(&plan, &gaps, start, uids("p"));
        prop_assert_eq!(new.len(), gaps.len());
        for step in &new {
            let needs = if blocking { Stretch::Adapt } else { Stretch::Reuse };
            let own = plan.iter().filter(|other| other.model == step.model && other.stretch >= needs);
            prop_assert!(step.start <= step.due && own.into_iter().all(|other| step.due < other.start));
        }
    }

    #[test]
    fn it_is_at_a_hundred_exactly_when_all_is_done(drawn in sound()) {
        let counted: Vec<&Step> = drawn.steps.iter().filter(|step| step.state != StepState::Skipped).collect();
        let percent = progress(drawn.steps.iter());
        prop_assert_eq!(percent.is_none(), counted.is_empty());
        let all_done = !counted.is_empty() && counted.iter().all(|step| step.state == StepState::Done);
        prop_assert_eq!(percent == Some(100), all_done);
    }

    #[test]
    fn the_board_shows_each_step_once(drawn in sound()) {
        let shown: Vec<&Step> = drawn.board().into_iter().flat_map(|(_, steps)| steps).collect();
        prop_assert_eq!(shown.len(), drawn.steps.len());
        prop_assert!(drawn.steps.iter().all(|step| shown.contains(&step)));
    }

    #[test]
    fn late_is_what_is_past_its_day_and_neither_done_nor_left_out(drawn in sound(), days in 0_i16..900) {
        let today = drawn.steps.first().map_or(day("2026-01-01"), |step| step.start).plus_days(days);
        let late = drawn.overdue(today);
        prop_assert!(late.windows(2).all(|pair| pair[0].due <= pair[1].due));
        for step in &drawn.steps {
            let ended = matches!(step.state, StepState::Done | StepState::Skipped);
            prop_assert_eq!(late.contains(&step), !ended && step.due < today);
        }
    }

    #[test]
    fn every_bar_is_within_the_months_shown(drawn in sound()) {
        if let Some(gantt) = Gantt::of(drawn.steps.iter()) {
            prop_assert_eq!(gantt.bars.len(), drawn.steps.len());
            for bar in &gantt.bars {
                prop_assert!(bar.start >= 0.0 && bar.length > 0.0 && bar.done <= bar.length + 1e-9);
                prop_assert!(bar.start + bar.length <= f64::from(gantt.months) + 1e-5);
                prop_assert!(gantt.at(bar.step.start).is_some() && gantt.at(bar.step.due).is_some());
            }
        }
    }
}
