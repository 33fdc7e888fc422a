// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The form's limits and the moves between stages.

use super::*;
use crate::record::Record;

fn bare(stage: &str) -> Practice {
    let line = format!(r#"{{"type":"practice","uid":"p","title":"Mensa","language":"it","stage":"{stage}"}}"#);
    let Record::Practice(practice) = Record::read(&line).expect("a draft needs only a title").record else {
        panic!("a practice")
    };
    *practice
}

/// All that must be there, with the fewest words.
fn whole() -> Practice {
    let text = |length: usize| "a".repeat(length);
    let line = serde_json::json!({
        "type": "practice", "uid": "p", "title": "Mensa", "language": "it", "stage": "draft", "summary": text(20),
        "owner_org": "o", "contact": "Ufficio scuola", "themes": ["t"], "practice_kind": "service",
        "level": "municipal", "region": "09", "start_date": "2021", "beneficiaries": ["families"],
        "problem": text(150), "solution": text(150), "failures": text(50), "transfer_potential": text(100),
        "evidence": [{"name": "Pasti", "value": "100", "kind": "quantitative"}],
        "resources_financial": {"band": "0"}, "resources_human": {"fte": 0.5}, "resources_time_months": 6,
        "conditions": [
            {"text": "Uno", "category": "legal", "weight": 1},
            {"text": "Due", "category": "legal", "weight": 1},
            {"text": "Tre", "category": "legal", "weight": 1},
        ],
    });
    let Record::Practice(practice) = Record::read(&line.to_string()).expect("a practice").record else {
        panic!("a practice")
    };
    *practice
}

#[test]
fn a_draft_lacks_all_that_must_be_there_but_its_title() {
    let names: Vec<_> = lacks(&bare("draft")).into_iter().map(|lack| lack.field).collect();
    let required = FIELDS.iter().filter(|field| field.required && field.name != "title");
    assert_eq!(names, required.map(|field| field.name).collect::<Vec<_>>());
}

#[test]
fn what_is_complete_lacks_nothing() {
    assert_eq!(lacks(&whole()), []);
}

#[test]
fn at_most_twenty_five_fields_must_be_filled() {
    // A row of evidence asks for two, each prerequisite for one, and consent is one more.
    let rows = |field: &Field| {
        if matches!(field.name, "evidence") { 2 } else { 1.max(field.min * usize::from(field.name == "conditions")) }
    };
    let fields: usize = FIELDS.iter().filter(|field| field.required).map(rows).sum();
    assert!(fields < 25, "{fields}");
}

#[test]
fn expected_results_stand_for_measured_ones() {
    let mut practice = whole();
    practice.evidence.clear();
    assert_eq!(lacks(&practice), [Lack { field: "evidence", kind: LackKind::Missing }]);
    practice.expected_results = Some("Meno code.".to_owned());
    assert_eq!(lacks(&practice), []);
}

#[test]
fn a_limit_is_met_at_its_very_end_and_not_one_beyond() {
    for field in FIELDS.iter().filter(|field| field.max > 100) {
        let mut practice = whole();
        let mut set = |length: usize| {
            let text = Some("è".repeat(length));
            match field.name {
                "title" => practice.title = "è".repeat(length),
                "summary" => practice.summary = text,
                "contact" => practice.contact = text,
                "municipality" => practice.municipality = text,
                "beneficiaries_note" => practice.beneficiaries_note = text,
                "problem" => practice.problem = text,
                "solution" => practice.solution = text,
                "innovation" => practice.innovation = text,
                "stakeholders" => practice.stakeholders = text,
                "expected_results" => practice.expected_results = text,
                "failures" => practice.failures = text,
                "technology" => practice.technology = text,
                "legal_basis" => practice.legal_basis = text,
                "transfer_potential" => practice.transfer_potential = text,
                "adaptation_notes" => practice.adaptation_notes = text,
                other => panic!("{other} is no text"),
            }
            lacks(&practice).into_iter().map(|lack| (lack.field, lack.kind)).collect::<Vec<_>>()
        };
        assert_eq!(set(field.max), [], "{}", field.name);
        let (max, now) = (field.max, field.max + 1);
        assert_eq!(set(now), [(field.name, LackKind::TooLong { max, now })]);
        if field.min > 0 {
            assert_eq!(set(field.min), [], "{}", field.name);
            let (min, now) = (field.min, field.min - 1);
            assert_eq!(set(now), [(field.name, LackKind::TooShort { min, now })]);
        }
    }
}

#[test]
fn what_ends_before_it_begins_is_told() {
    let mut practice = whole();
    practice.end_date = Some(crate::date::PartialDate::parse("2019").expect("a year"));
    assert_eq!(lacks(&practice), [Lack { field: "end_date", kind: LackKind::Contradicts }]);
}

#[test]
fn the_steps_follow_each_other() {
    assert_eq!(Step::Essentials.next(), Some(Step::Story));
    assert_eq!(Step::Send.next(), None);
    assert_eq!(Step::Essentials.previous(), None);
    assert_eq!(Step::Send.previous(), Some(Step::Documents));
}

#[test]
fn the_moves_are_those_of_the_state_machine() {
    let mut seen = String::new();
    for stage in Stage::ALL {
        for one in Move::ALL {
            if let Some(next) = one.from(*stage) {
                seen.push_str(&format!("{stage} {one} {next} by {}\n", one.act(*stage)));
            }
        }
    }
    let expected = "\
draft submit submitted by submit
draft delete deleted by delete
submitted withdraw draft by withdraw
submitted request_changes changes_requested by review
submitted publish published by review
submitted reject rejected by review
changes_requested submit submitted by submit
published archive archived by archive
published request_deletion deletion_requested by request_deletion
archived put_back published by archive
rejected withdraw draft by withdraw
deletion_requested archive archived by review
deletion_requested keep published by review
deleted restore draft by delete
";
    assert_eq!(seen, expected);
}
