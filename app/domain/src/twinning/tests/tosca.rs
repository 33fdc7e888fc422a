// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The twinning of the source document goes in whole (AC-003-1).

use std::collections::BTreeSet;

use serde_json::Value;

use super::draws::uid;
use crate::twinning::plan::{PlanTemplate, draw};
use crate::twinning::{CheckKind, Lack, Move, PartyRole, Twinning};

const RECORD: &str = include_str!("seeds/tosca.json");
const SOURCE: &str = include_str!("seeds/tosca.txt");

fn tosca() -> Twinning {
    serde_json::from_str::<Twinning>(RECORD).expect("a twinning").checked().expect("a sound one")
}

/// All texts of a record in one, for looking up.
fn texts(value: &Value, into: &mut String) {
    match value {
        Value::String(text) => into.push_str(&format!(" {} ", words(text))),
        Value::Array(list) => list.iter().for_each(|one| texts(one, into)),
        Value::Object(fields) => fields.values().for_each(|one| texts(one, into)),
        _ => {}
    }
}

/// Letters and digits only, in small letters, with single spaces.
fn words(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    plain.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn ac_003_1_no_sentence_of_the_source_document_is_lost() {
    let record = tosca();
    let mut held = String::new();
    texts(&serde_json::to_value(&record).expect("JSON"), &mut held);
    // The headings of the page, and the letters, which are counted.
    let letters = record.lettered().map(|(letter, _)| format!("modello {}", letter.to_lowercase()));
    let known: BTreeSet<String> = letters.chain(["obiettivi".to_owned(), "risultati".to_owned()]).collect();
    let clauses =
        SOURCE.split(['.', ':', ';', '•', '“', '”', '"', '\n']).map(words).filter(|clause| !clause.is_empty());
    let clauses: Vec<String> = clauses.filter(|clause| !known.contains(clause)).collect();
    assert!(clauses.len() > 30, "{}", clauses.len());
    let lost: Vec<&String> = clauses
        .iter()
        .filter(|clause| !held.contains(&format!(" {clause} ")) && !held.contains(clause.as_str()))
        .collect();
    assert_eq!(lost, Vec::<&String>::new());
}

#[test]
fn ac_003_1_the_record_is_written_and_read_back_the_same() {
    let record = tosca();
    let written = serde_json::to_value(&record).expect("JSON");
    assert_eq!(written, serde_json::from_str::<Value>(RECORD).expect("JSON"), "nothing is left out or changed");
    assert_eq!(serde_json::from_value::<Twinning>(written).expect("a twinning"), record);
    assert_eq!(record.clone().checked(), Ok(record));
}

#[test]
fn ac_003_2_the_five_models_have_their_letters_and_their_own_bodies() {
    let record = tosca();
    let lines: Vec<String> = record
        .lettered()
        .map(|(letter, model)| format!("{letter} {} > {}", model.offering[0], model.recipients[0]))
        .collect();
    let first = "org-regione-toscana > org-regione-calabria";
    let second = "org-comune-di-firenze > org-comune-di-vibo-valentia";
    let expected = [("A", first), ("B", first), ("C", first), ("D", second), ("E", second)];
    assert_eq!(lines, expected.map(|(letter, line)| format!("{letter} {line}")));
    assert_eq!(record.models[1].title, "Libretto formativo del Cittadino");
    assert_eq!(record.letter_of(&uid("twin-tosca-d")).as_deref(), Some("D"));
    assert_eq!(record.letter_of(&uid("twin-tosca-z")), None);
    assert_eq!(record.in_role(PartyRole::Recipient).count(), 2);
    assert_eq!((record.organisations().len(), record.signers().len()), (4, 4));
}

#[test]
fn ac_003_10_the_check_of_prerequisites_is_whole_with_its_opinion() {
    let record = tosca();
    assert!(CheckKind::ALL.iter().all(|kind| record.answers(*kind)));
    let of_check = |lack: &Lack| matches!(lack, Lack::Check(_) | Lack::Opinion);
    assert!(!record.lacks(Move::Approve).iter().any(of_check));
    for at in 0..record.checks.len() {
        let mut open = record.clone();
        let taken = open.checks.remove(at);
        assert!(open.lacks(Move::Approve).contains(&Lack::Check(taken.kind)));
    }
    let silent = Twinning { opinion: None, further_investment: None, ..record };
    let lacks = silent.lacks(Move::Approve);
    assert!(lacks.contains(&Lack::Opinion) && lacks.contains(&Lack::Check(CheckKind::FurtherInvestment)));
}

#[test]
fn ac_003_12_the_programmes_are_named_with_the_codes_of_their_priorities() {
    let record = tosca();
    let named: Vec<(&str, usize)> =
        record.programmes.iter().map(|one| (one.programme.as_str(), one.priorities.len())).collect();
    let expected = [("prog-qsn-2007-2013", 3), ("prog-agire-por-2007-2013", 0), ("prog-obiettivo-servizio-cura", 0)];
    assert_eq!(named, expected);
    assert_eq!(record.programmes[0].priorities, ["1", "4", "10"]);
}

#[test]
fn ac_001_9_a_plan_over_two_years_is_drawn_for_all_five_models() {
    let mut record = tosca();
    let start = super::draws::day("2026-03-02");
    record.steps = draw(&record, PlanTemplate::Months24, start, super::draws::uids("s"));
    let record = record.checked().expect("a sound plan");
    assert_eq!(record.steps.iter().filter(|step| step.model == Some(uid("twin-tosca-e"))).count(), 7);
    let training = record.steps.iter().find(|step| step.model == Some(uid("twin-tosca-e")) && step.activity.is_some());
    assert_eq!(training.and_then(|step| step.owner.clone()), Some(uid("org-comune-di-vibo-valentia")));
    assert_eq!(record.steps.last().map(|step| step.due.to_string()).as_deref(), Some("2028-03-01"));
}
