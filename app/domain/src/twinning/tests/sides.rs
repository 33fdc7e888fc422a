// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Who may stand where, and what a record may not hold.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::draws::{any_sides, bare, config, day, sound, uid};
use crate::policy::{Publicity, TwinningFacts};
use crate::twinning::{PartyRole, Refused, Twinning, TwinningState};

/// A small twinning with some fields changed.
fn twinning(more: Value) -> Result<Twinning, Vec<String>> {
    let mut all = json!({
        "uid": "t", "title": "Gemellaggio", "language": "it",
        "parties": [{"organisation": "alba", "role": "offering"}, {"organisation": "bra", "role": "recipient"}],
        "models": [{"uid": "m", "title": "Modello", "offering": ["alba"], "recipients": ["bra"]}]
    });
    all.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
    let read = serde_json::from_value::<Twinning>(all).expect("a twinning").checked();
    read.map_err(|problems| problems.iter().map(ToString::to_string).collect())
}

fn wrong(more: Value) -> Vec<String> {
    twinning(more).expect_err("refused")
}

#[test]
fn a_body_does_not_stand_on_both_sides_of_one_model() {
    let both = json!([
        {"organisation": "alba", "role": "offering"}, {"organisation": "alba", "role": "recipient"},
        {"organisation": "bra", "role": "recipient"}, {"organisation": "bra", "role": "offering"}
    ]);
    let of = |from: &str, to: &str| json!({"uid": from, "title": "M", "offering": [from], "recipients": [to]});
    let crossed = twinning(json!({"parties": both, "models": [of("alba", "bra"), of("bra", "alba")]}));
    assert!(crossed.is_ok(), "each may give one model and take another");
    let refused = wrong(json!({"parties": both, "models": [of("alba", "alba")]}));
    assert_eq!(refused, ["models[0].recipients: contradicts offering"]);
}

#[test]
fn who_has_no_part_gives_and_takes_nothing() {
    let model =
        |from: &str, to: &str| json!({"models": [{"uid": "m", "title": "M", "offering": [from], "recipients": [to]}]});
    assert_eq!(wrong(model("como", "bra")), ["models[0].offering: contradicts parties"]);
    assert_eq!(wrong(model("alba", "como")), ["models[0].recipients: contradicts parties"]);
    assert_eq!(wrong(model("bra", "alba")).len(), 2, "a part on the other side is none on this");
    let objective = json!({"objectives": [{"recipient": "alba", "text": "T"}]});
    assert_eq!(wrong(objective), ["objectives[0].recipient: contradicts parties"]);
    let reply = json!({"acceptances": [{"organisation": "como", "reply": "accepted"}]});
    assert_eq!(wrong(reply), ["acceptances[0].organisation: contradicts parties"]);
    let agreement = json!({"agreements": [{"act": "n. 1", "signed_on": "2022", "months": 1, "cost": 0, "parties": ["alba", "como"]}]});
    assert_eq!(wrong(agreement), ["agreements[0].parties: contradicts parties"]);
    let step = json!({"steps": [{"uid": "s", "title": "Passo", "stretch": "adapt", "owner": "como", "model": "x",
        "start": "2026-01-02", "due": "2026-01-01"}]});
    let expected = ["due: contradicts start", "model: contradicts models", "owner: contradicts parties"];
    assert_eq!(wrong(step), expected.map(|problem| format!("steps[0].{problem}")));
}

#[test]
fn nothing_is_said_twice() {
    let party = json!({"organisation": "bra", "role": "recipient"});
    let twice = json!({"parties": [{"organisation": "alba", "role": "offering"}, party, party]});
    assert_eq!(wrong(twice), ["parties[2].role: contradicts parties"]);
    let objective = json!({"recipient": "bra", "text": "T"});
    assert_eq!(
        wrong(json!({"objectives": [objective, objective]})),
        ["objectives[1].recipient: contradicts objectives"]
    );
    let reply = json!({"organisation": "bra", "reply": "accepted"});
    assert_eq!(wrong(json!({"acceptances": [reply, reply]})), ["acceptances[1].organisation: contradicts acceptances"]);
    let check = json!({"kind": "validity", "answer": "yes"});
    assert_eq!(wrong(json!({"checks": [check, check]})), ["checks[1].kind: contradicts checks"]);
    let model = json!({"uid": "m", "title": "M", "offering": ["alba", "alba"], "recipients": ["bra"]});
    assert_eq!(
        wrong(json!({"models": [model, model]})),
        [
            "models[0].offering: contradicts offering",
            "models[1].uid: contradicts models",
            "models[1].offering: contradicts offering"
        ]
    );
    let step = json!({"uid": "s", "task": "pilot", "stretch": "reuse", "start": "2026-01-01", "due": "2026-01-01"});
    assert_eq!(wrong(json!({"steps": [step, step]})), ["steps[1].uid: contradicts steps"]);
}

#[test]
fn ac_004_2_a_technology_partner_is_never_an_offering_body() {
    let parties = |second: &str| {
        json!({"parties": [{"organisation": "errevi", "role": "technology_partner"},
            {"organisation": "alba", "role": "offering"}, {"organisation": "errevi", "role": second},
            {"organisation": "bra", "role": "recipient"}]})
    };
    assert_eq!(wrong(parties("offering")), ["parties[0].role: contradicts parties"]);
    assert!(twinning(parties("partner")).is_ok());
    let model = json!({"parties": parties("partner")["parties"],
        "models": [{"uid": "m", "title": "M", "offering": ["errevi"], "recipients": ["bra"]}]});
    assert_eq!(wrong(model), ["models[0].offering: contradicts parties"]);
}

#[test]
fn ac_002_2_six_bodies_of_six_countries_have_a_part_each() {
    let bodies = ["livorno", "wallonie-bruxelles", "brasov", "eclap", "riga", "paris"];
    let part =
        |(at, body): (usize, &&str)| json!({"organisation": body, "role": if at == 1 { "lead" } else { "partner" }});
    let mut parties: Vec<Value> = bodies.iter().enumerate().map(part).collect();
    parties.push(json!({"organisation": "brasov", "role": "offering"}));
    parties.push(json!({"organisation": "livorno", "role": "recipient"}));
    let network = twinning(json!({"parties": parties, "models": [], "state": "running"})).expect("a network");
    assert_eq!(network.organisations().len(), 6);
    assert_eq!(network.in_role(PartyRole::Lead).map(uid_text).collect::<Vec<_>>(), ["wallonie-bruxelles"]);
    assert_eq!(network.signers(), [uid("brasov"), uid("livorno")]);
}

fn uid_text(uid: &crate::text::Uid) -> &str {
    uid.as_str()
}

#[test]
fn what_is_agreed_has_both_sides() {
    let one_side = |state: &str| twinning(json!({"parties": [], "models": [], "state": state, "reason": "Perché."}));
    for state in TwinningState::ALL {
        let may = matches!(state, TwinningState::Proposal | TwinningState::Declined | TwinningState::Cancelled);
        assert_eq!(one_side(state.code()).is_ok(), may, "{state}");
    }
}

#[test]
fn dates_and_answers_do_not_contradict_each_other() {
    assert_eq!(wrong(json!({"start_date": "2026-03", "end_date": "2026-02-28"})), ["end_date: contradicts start_date"]);
    assert!(twinning(json!({"start_date": "2026-03", "end_date": "2026"})).is_ok());
    let check = |needed: bool, answer: &str| json!({"further_investment": {"needed": needed}, "checks": [{"kind": "further_investment", "answer": answer}]});
    assert_eq!(wrong(check(false, "yes")), ["checks[0].answer: contradicts further_investment"]);
    assert!(twinning(check(false, "no")).is_ok() && twinning(check(true, "partly")).is_ok());
    let free = json!({"further_investment": {"needed": false, "amount": 5}});
    assert_eq!(wrong(free), ["further_investment.amount: contradicts further_investment.needed"]);
}

#[test]
fn what_was_dropped_blocked_or_skipped_says_why() {
    let model = json!({"models": [{"uid": "m", "title": "M", "state": "dropped", "reason": " "}]});
    assert_eq!(wrong(model), ["models[0].reason: is missing"]);
    for (state, expected) in [("blocked", 1), ("skipped", 1), ("doing", 0), ("todo", 0), ("done", 0)] {
        let step = json!({"steps": [{"uid": "s", "task": "pilot", "stretch": "reuse", "start": "2026-01-01",
            "due": "2026-01-01", "state": state}]});
        assert_eq!(twinning(step).err().map_or(0, |problems| problems.len()), expected, "{state}");
    }
    let nameless = json!({"steps": [{"uid": "s", "title": " ", "stretch": "reuse", "start": "2026-01-01",
        "due": "2026-01-01", "percent": 101}]});
    assert_eq!(wrong(nameless), ["steps[0].title: is missing", "steps[0].percent: is not valid: 0 to 100"]);
}

#[test]
fn what_is_concluded_has_no_open_step() {
    for (state, is_open) in [("todo", true), ("doing", true), ("blocked", false), ("skipped", false), ("done", false)] {
        let step = json!([{"uid": "s", "task": "pilot", "stretch": "reuse", "start": "2026-01-01", "due": "2026-01-01",
            "state": state, "reason": "Perché."}]);
        for twinning_state in ["concluded", "evaluated"] {
            let read = twinning(json!({"state": twinning_state, "steps": step}));
            let expected = is_open.then(|| vec!["state: contradicts steps[0].state".to_owned()]);
            assert_eq!(read.err(), expected, "{state}");
        }
    }
}

#[test]
fn ac_000_2_the_agreements_that_end_within_180_days_are_listed() {
    let agreement =
        |signed: &str| json!({"act": signed, "signed_on": signed, "months": 60, "cost": 0, "act_kind": "consiglio"});
    let list = [agreement("2022-07-05"), agreement("2022-01-05"), agreement("2021-07-05")];
    let one = twinning(json!({"agreements": list})).expect("a twinning");
    let ending: Vec<&str> = one.agreements_ending(180, day("2026-12-01")).map(|one| one.act.as_str()).collect();
    assert_eq!(ending, ["2022-01-05"], "one lasts longer, one is over");
}

#[test]
fn permission_asks_the_parties_the_signers_and_who_coordinates() {
    let one = twinning(json!({"created_by": "ada", "parties": [
        {"organisation": "alba", "role": "offering", "referent": "bea"}, {"organisation": "bra", "role": "recipient"},
        {"organisation": "como", "role": "coordinator", "referent": "ciro"}, {"organisation": "alba", "role": "coordinator"}
    ]}));
    let facts = TwinningFacts::from(&one.expect("a twinning"));
    assert_eq!(facts.publicity, Publicity::Draft);
    assert_eq!(facts.parties, [uid("alba"), uid("bra"), uid("como")]);
    assert_eq!((facts.signers, facts.coordinators), (vec![uid("alba"), uid("bra")], vec![uid("ada"), uid("ciro")]));
    let of = |state| TwinningFacts::from(&Twinning { state, ..bare() }).publicity;
    let out: Vec<_> =
        TwinningState::ALL.iter().filter(|state| of(**state) != Publicity::Draft).map(|one| one.code()).collect();
    assert_eq!(out, ["running", "suspended", "concluded", "evaluated"]);
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn whatever_passes_has_everybody_in_place(drawn in any_sides()) {
        if let Ok(sound) = drawn.checked() {
            for model in &sound.models {
                prop_assert!(model.offering.iter().all(|one| sound.has(one, PartyRole::Offering)));
                prop_assert!(model.recipients.iter().all(|one| sound.has(one, PartyRole::Recipient)));
                prop_assert!(!model.offering.iter().any(|one| model.recipients.contains(one)));
            }
            let technical: Vec<_> = sound.in_role(PartyRole::TechnologyPartner).collect();
            prop_assert!(!sound.in_role(PartyRole::Offering).any(|one| technical.contains(&one)));
        }
    }

    #[test]
    fn what_was_written_is_read_back_the_same(drawn in sound()) {
        let kept = drawn.clone().checked();
        prop_assert_eq!(&kept, &Ok(drawn.clone()));
        let written = serde_json::to_string(&drawn).expect("JSON");
        prop_assert_eq!(serde_json::from_str::<Twinning>(&written).expect("a twinning"), drawn);
    }

    #[test]
    fn letters_stay_contiguous_whatever_is_taken_out(drawn in sound(), places in proptest::collection::vec(0_usize..6, 0..6)) {
        let mut left = drawn;
        for place in places {
            if let Some(model) = left.models.get(place).map(|model| model.uid.clone()) {
                let others: Vec<_> = left.steps.iter().filter(|step| step.model.as_ref() != Some(&model)).cloned().collect();
                left = left.without_model(&model).expect("it is a proposal");
                prop_assert_eq!(&left.steps, &others);
            }
            let letters: String = left.lettered().map(|(letter, _)| letter).collect();
            prop_assert_eq!(letters.as_str(), &"ABCDEFGH"[..left.models.len()]);
            prop_assert!(left.clone().checked().is_ok());
            prop_assert_eq!(left.without_model(&uid("none")), Err(Refused::Unknown));
        }
    }
}
