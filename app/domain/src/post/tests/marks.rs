// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Marks: decisions, open questions and actions, and the steps that come of actions.

use serde_json::json;

use super::super::*;
use super::{post, uid};
use crate::date::Day;
use crate::twinning::plan::Stretch;
use crate::twinning::{StepState, Twinning, TwinningState};

fn day(text: &str) -> Day {
    Day::parse(text).expect(text)
}

fn twinning() -> Twinning {
    let fields = json!({"uid": "tw", "title": "Gemellaggio", "language": "it", "state": "running",
        "parties": [{"organisation": "alba", "role": "offering"}, {"organisation": "bra", "role": "recipient"}],
        "steps": [
            {"uid": "s1", "task": "handover", "stretch": "understand", "start": "2026-01-01", "due": "2026-01-31"},
            {"uid": "s2", "task": "pilot", "stretch": "reuse", "start": "2026-02-01", "due": "2026-06-30"}]});
    serde_json::from_value::<Twinning>(fields).expect("a twinning").checked().expect("a sound one")
}

fn action(owner: &str, due: &str) -> Wanted {
    Wanted::Action { owner: uid(owner), due: day(due) }
}

#[test]
fn a_post_is_marked_once_and_only_while_it_is_shown() {
    let one = post(json!({})).marked(Wanted::Decision, uid("bea"), 5).expect("marked");
    assert_eq!(one.clone().marked(Wanted::Decision, uid("ciro"), 9), Ok(one.clone()), "the same again");
    let other = one.marked(Wanted::OpenQuestion, uid("ciro"), 9).expect("marked");
    assert_eq!(other.mark.as_ref().map(|mark| (mark.kind, mark.at)), Some((MarkKind::OpenQuestion, 9)));
    assert_eq!(other.clone().withdrawn(), Err(EditRefused::Marked));
    assert!(other.unmarked().withdrawn().is_ok());
    let hidden = post(json!({"standing": "hidden"}));
    assert_eq!(hidden.marked(Wanted::Decision, uid("bea"), 5), Err(MarkRefused::NotShown));
}

#[test]
fn an_action_becomes_a_step_of_the_plan_and_stays_the_same_step() {
    let one = post(json!({})).marked(action("bra", "2026-03-15"), uid("bea"), 5).expect("marked");
    let today = day("2026-02-10");
    let (one, plan) = one.into_plan(twinning(), "Preparare l’atto.", uid("new"), today).expect("a step");
    let step = plan.steps.last().expect("a step");
    assert_eq!((step.uid.as_str(), step.title.as_deref()), ("new", Some("Preparare l’atto.")));
    assert_eq!((step.owner.as_ref(), step.start, step.due), (Some(&uid("bra")), today, day("2026-03-15")));
    assert_eq!((step.stretch, step.state), (Stretch::Reuse, StepState::Todo));
    assert_eq!(plan.clone().checked().as_ref(), Ok(&plan));

    let begun = plan.with_step(&uid("new"), StepState::Doing, None).expect("it may begin");
    let moved = one.marked(action("alba", "2026-01-20"), uid("bea"), 7).expect("marked");
    let (moved, plan) = moved.into_plan(begun, "Altro", uid("second"), today).expect("the same step");
    let step = plan.steps.last().expect("a step");
    assert_eq!((plan.steps.len(), step.state, step.title.as_deref()), (3, StepState::Doing, Some("Preparare l’atto.")));
    assert_eq!((step.owner.as_ref(), step.start, step.due), (Some(&uid("alba")), day("2026-01-20"), day("2026-01-20")));
    assert_eq!(plan.clone().checked().as_ref(), Ok(&plan));
    assert_eq!(moved.mark.and_then(|mark| mark.step), Some(uid("new")));
}

#[test]
fn no_step_comes_of_what_is_no_action_or_of_a_body_that_is_no_party_or_after_the_end() {
    let plain = post(json!({})).marked(Wanted::Decision, uid("bea"), 5).expect("marked");
    let today = day("2026-02-10");
    let into = |post: Post, twinning: Twinning| post.into_plan(twinning, "Titolo", uid("new"), today).map(|_| ());
    assert_eq!(into(plain, twinning()), Err(MarkRefused::NoAction));
    assert_eq!(into(post(json!({})), twinning()), Err(MarkRefused::NoAction));
    let one = |owner| post(json!({})).marked(action(owner, "2026-03-15"), uid("bea"), 5).expect("marked");
    assert_eq!(into(one("como"), twinning()), Err(MarkRefused::NoParty));
    for state in [TwinningState::Concluded, TwinningState::Evaluated, TwinningState::Cancelled, TwinningState::Declined]
    {
        assert_eq!(into(one("bra"), Twinning { state, ..twinning() }), Err(MarkRefused::Over), "{state}");
    }
}

#[test]
fn the_title_of_a_step_is_never_empty_and_never_too_long() {
    let title = |text: &str| {
        let one = post(json!({})).marked(action("bra", "2026-08-15"), uid("bea"), 5).expect("marked");
        let (_, plan) = one.into_plan(twinning(), text, uid("new"), day("2026-07-10")).expect("a step");
        let plan = plan.checked().expect("a sound plan");
        plan.steps.last().and_then(|step| step.title.clone()).expect("a title")
    };
    assert_eq!(title(" \n"), "…");
    assert_eq!(title("Una riga\ne un’altra"), "Una riga e un’altra");
    assert_eq!(title(&"è".repeat(400)).chars().count(), 150);
}

#[test]
fn the_three_lists_hold_what_is_marked_and_shown() {
    let named =
        |name: &str, wanted: Wanted, at| post(json!({ "uid": name })).marked(wanted, uid("bea"), at).expect("marked");
    let mut hidden = named("d3", Wanted::Decision, 9);
    hidden.standing = Standing::Hidden;
    let posts = [
        named("d1", Wanted::Decision, 1),
        named("d2", Wanted::Decision, 2),
        hidden,
        named("a2", action("bra", "2026-05-01"), 1),
        named("a1", action("bra", "2026-04-01"), 2),
        post(json!({"uid": "plain"})),
    ];
    let lists = marked(&posts);
    let names: Vec<(MarkKind, Vec<&str>)> =
        lists.iter().map(|list| (list.kind, list.posts.iter().map(|post| post.uid.as_str()).collect())).collect();
    assert_eq!(
        names,
        [
            (MarkKind::Decision, vec!["d2", "d1"]),
            (MarkKind::OpenQuestion, vec![]),
            (MarkKind::Action, vec!["a1", "a2"])
        ]
    );
}
