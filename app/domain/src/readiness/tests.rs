// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The score, the blockers, what follows, and versions.

use proptest::prelude::*;

use super::*;
use crate::practice::ConditionCategory;

fn uid(text: &str) -> Uid {
    Uid::parse(text).expect(text)
}

fn condition(text: &str, weight: u8) -> Condition {
    Condition { text: text.to_owned(), category: ConditionCategory::Organisational, weight, blocking: false }
}

fn blocking(text: &str, weight: u8) -> Condition {
    Condition { blocking: true, ..condition(text, weight) }
}

fn check(answers: &[(Condition, ReadinessAnswer)]) -> ReadinessCheck {
    let answers = answers.iter().map(|(condition, answer)| {
        let note = Some(format!("su {}", condition.text));
        ConditionAnswer { condition: condition.clone(), answer: *answer, note }
    });
    ReadinessCheck {
        uid: uid("r"),
        check: uid("r"),
        practice: uid("p"),
        organisation: uid("o"),
        number: 1,
        at: 1,
        by: Some(uid("m")),
        answers: answers.collect(),
    }
}

#[test]
fn ac_003_10_the_minimum_conditions_of_a_recipient_are_weighed() {
    let one = check(&[
        (condition("Ufficio dedicato", 3), ReadinessAnswer::Yes),
        (condition("Regolamento", 2), ReadinessAnswer::Partly),
        (condition("Software", 1), ReadinessAnswer::No),
        (condition("Formazione", 2), ReadinessAnswer::Unknown),
    ]);
    let readiness = one.readiness().expect("asked");
    assert_eq!(readiness.score, Share { halves: 8, of: 16 });
    assert_eq!(readiness.score.percent(), 50);
    assert_eq!(readiness.level, ReadinessLevel::ToPrepare);
    assert!(readiness.blockers.is_empty());
    let told =
        |list: &[FollowUp]| list.iter().map(|one| format!("{} {}", one.kind, one.condition.text)).collect::<Vec<_>>();
    assert_eq!(told(&readiness.steps), ["complete Regolamento", "obtain Software"]);
    assert_eq!(told(&readiness.questions), ["ask Formazione"]);
    assert_eq!(readiness.questions[0].note.as_deref(), Some("su Formazione"));
}

#[test]
fn one_no_to_what_blocks_is_not_ready_whatever_the_score() {
    let mut answers: Vec<_> = (0..20).map(|at| (condition(&at.to_string(), 3), ReadinessAnswer::Yes)).collect();
    assert_eq!(check(&answers).readiness().expect("asked").level, ReadinessLevel::Ready);
    answers.push((blocking("Delega del servizio", 1), ReadinessAnswer::No));
    let readiness = check(&answers).readiness().expect("asked");
    assert_eq!((readiness.level, readiness.score.percent()), (ReadinessLevel::NotReady, 98));
    assert_eq!(readiness.blockers, [blocking("Delega del servizio", 1)]);
    answers[20].1 = ReadinessAnswer::Unknown;
    assert_eq!(check(&answers).readiness().expect("asked").level, ReadinessLevel::Open);
    answers[20].1 = ReadinessAnswer::Partly;
    assert_eq!(check(&answers).readiness().expect("asked").level, ReadinessLevel::ToPrepare);
}

#[test]
fn what_blocks_is_prepared_first_and_then_what_weighs_most() {
    let readiness = check(&[
        (condition("Uno", 1), ReadinessAnswer::No),
        (condition("Due", 3), ReadinessAnswer::Partly),
        (condition("Tre", 3), ReadinessAnswer::No),
        (blocking("Quattro", 1), ReadinessAnswer::Partly),
    ])
    .readiness()
    .expect("asked");
    let texts: Vec<_> = readiness.steps.iter().map(|one| one.condition.text.as_str()).collect();
    assert_eq!(texts, ["Quattro", "Due", "Tre", "Uno"]);
}

#[test]
fn a_practice_that_asks_for_nothing_has_no_score() {
    assert_eq!(check(&[]).readiness(), None);
}

#[test]
fn answers_keep_what_they_answered_and_are_stale_once_the_practice_asks_otherwise() {
    let asked = [condition("Uno", 1), condition("Due", 2), condition("Tre", 3)];
    let all = asked.clone().map(|one| (one, ReadinessAnswer::Yes));
    let one = check(&all);
    assert!(!one.is_stale(&asked));
    assert!(one.is_stale(&asked[..2]) && one.is_stale(&[]));

    let now = [condition("Due", 3), condition("Quattro", 1), condition("Uno", 1)];
    assert!(one.is_stale(&now));
    let current = one.current(&now);
    assert_eq!(current.asked_anew, [1]);
    assert_eq!(current.asked_no_more.iter().map(|one| one.condition.text.as_str()).collect::<Vec<_>>(), ["Tre"]);
    let told: Vec<_> = current.answers.iter().map(|one| (one.condition.weight, one.answer)).collect();
    let (yes, unknown) = (ReadinessAnswer::Yes, ReadinessAnswer::Unknown);
    assert_eq!(told, [(3, yes), (1, unknown), (1, yes)]);

    // The old version still tells what it told.
    assert_eq!(one.readiness().expect("asked").score, Share { halves: 12, of: 12 });
    let next = one.answered(uid("r2"), current.answers, uid("n"), 2);
    assert_eq!((next.number, &next.organisation, &next.check), (2, &one.organisation, &one.uid));
    assert_eq!((next.uid.as_str(), next.at), ("r2", 2));
    assert!(!next.is_stale(&now));
    assert_eq!(one.number, 1);
}

#[test]
fn the_versions_of_two_bodies_that_become_one_are_numbered_by_when_they_were_answered() {
    let version = |name: &str, body: &str, number: u32, at: i64| ReadinessCheck {
        uid: uid(name),
        organisation: uid(body),
        number,
        at,
        ..check(&[(condition("Uno", 1), ReadinessAnswer::Yes)])
    };
    let told = |all: Vec<ReadinessCheck>| -> Vec<String> {
        all.iter().map(|one| format!("{} {} {} {}", one.uid, one.organisation, one.check, one.number)).collect()
    };
    let own = vec![version("own-1", "o", 1, 5), version("own-2", "o", 2, 9)];
    let others = vec![version("other-1", "old", 1, 3), version("other-2", "old", 2, 9)];
    let expected = ["other-1 o other-1 1", "own-1 o other-1 2", "other-2 o other-1 3", "own-2 o other-1 4"];
    assert_eq!(told(ReadinessCheck::joined(&uid("o"), own.clone(), others.clone())), expected);
    // Whatever order they come in, the outcome is the same.
    let turned = |all: &[ReadinessCheck]| all.iter().rev().cloned().collect();
    assert_eq!(told(ReadinessCheck::joined(&uid("o"), turned(&others), turned(&own))), expected);
    // Who has them alone keeps its numbers, gaps included.
    let alone = vec![version("other-7", "old", 7, 3)];
    assert_eq!(told(ReadinessCheck::joined(&uid("o"), Vec::new(), alone)), ["other-7 o r 7"]);
}

#[test]
fn what_was_written_is_read_back_the_same() {
    let text = r#"{"uid":"r","check":"r","practice":"p","organisation":"o","number":1,"at":1,"answers":[{"condition":{"text":"Uno","category":"legal","weight":2,"blocking":true},"answer":"unknown","note":"Da chiedere"}]}"#;
    let one: ReadinessCheck = serde_json::from_str(text).expect("answers");
    assert_eq!(serde_json::to_string(&one.checked().expect("in order")).expect("JSON"), text);
}

#[test]
fn what_does_not_fit_is_told_with_its_field() {
    let mut one = check(&[(condition("Uno", 1), ReadinessAnswer::Yes), (condition(" ", 4), ReadinessAnswer::No)]);
    one.number = 0;
    one.answers[0].note = Some("à".repeat(301));
    let problems: Vec<_> = one.checked().expect_err("wrong").iter().map(ToString::to_string).collect();
    let expected = [
        "number: is not valid: 1 to 1,000,000,000",
        "answers[0].note: is longer than 300",
        "answers[1].condition.text: is missing",
        "answers[1].condition.weight: is not valid: 1, 2 or 3",
    ];
    assert_eq!(problems, expected);
}

fn answered() -> impl Strategy<Value = Vec<(Condition, ReadinessAnswer)>> {
    let one = ("[a-z]{1,4}", 1_u8..=3, proptest::bool::ANY, proptest::sample::select(ReadinessAnswer::ALL));
    let one =
        one.prop_map(|(text, weight, blocking, answer)| (Condition { blocking, ..condition(&text, weight) }, answer));
    proptest::collection::vec(one, 1..15)
}

proptest! {
    #[test]
    fn the_score_is_the_sum_of_the_weights_and_nothing_is_forgotten(all in answered()) {
        let readiness = check(&all).readiness().expect("asked");
        let part = |answer| match answer {
            ReadinessAnswer::Yes => 1.0,
            ReadinessAnswer::Partly => 0.5,
            ReadinessAnswer::No | ReadinessAnswer::Unknown => 0.0,
        };
        let there: f64 = all.iter().map(|(one, answer)| f64::from(one.weight) * part(*answer)).sum();
        let whole: f64 = all.iter().map(|(one, _)| f64::from(one.weight)).sum();
        let Share { halves, of } = readiness.score;
        prop_assert!((f64::from(halves) / f64::from(of) - there / whole).abs() < 1e-9);

        let count = |wanted: &[ReadinessAnswer]| all.iter().filter(|(_, answer)| wanted.contains(answer)).count();
        prop_assert_eq!(readiness.steps.len(), count(&[ReadinessAnswer::No, ReadinessAnswer::Partly]));
        prop_assert_eq!(readiness.questions.len(), count(&[ReadinessAnswer::Unknown]));
        prop_assert_eq!(readiness.level == ReadinessLevel::NotReady, !readiness.blockers.is_empty());
        prop_assert_eq!(readiness.level == ReadinessLevel::Ready, readiness.score.percent() == 100);
    }

    #[test]
    fn a_better_answer_never_makes_a_body_less_ready(all in answered(), place in 0_usize..15) {
        let place = place % all.len();
        let mut better = all.clone();
        better[place].1 = ReadinessAnswer::Yes;
        let (before, after) = (check(&all).readiness().expect("asked"), check(&better).readiness().expect("asked"));
        prop_assert!(after.level >= before.level);
        prop_assert!(after.score.halves >= before.score.halves && after.score.of == before.score.of);
        prop_assert!(after.blockers.len() <= before.blockers.len());
    }

    #[test]
    fn what_is_asked_as_before_is_answered_as_before(all in answered(), other in answered()) {
        let one = check(&all);
        let same: Vec<Condition> = all.iter().map(|(condition, _)| condition.clone()).collect();
        prop_assert!(!one.is_stale(&same));
        prop_assert_eq!(one.current(&same).answers, one.answers.clone());

        let now: Vec<Condition> = other.into_iter().map(|(condition, _)| condition).collect();
        let current = one.current(&now);
        prop_assert_eq!(one.is_stale(&now), now != same);
        prop_assert!(current.answers.iter().map(|one| &one.condition).eq(&now));
        let kept = current.answers.len() - current.asked_anew.len();
        prop_assert_eq!(kept + current.asked_no_more.len(), one.answers.len(), "no answer is lost");
    }
}
