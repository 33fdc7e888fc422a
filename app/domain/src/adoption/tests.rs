// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The states of an adoption, its new fields, and what counts once.

use proptest::prelude::*;

use super::*;

/// A line as portals wrote it before an adoption could name its twinning.
const OLD: &str = r#"{"uid":"a1","practice":"p1","adopter_name":"Puglia","state":"pilot","year":2013,"source":"declared_by_owner","agreement":{"act":"Delibera","signed_on":"2022-07","months":60,"cost":0}}"#;

fn read(fields: serde_json::Value) -> Result<Adoption, Vec<Problem>> {
    let mut whole = serde_json::json!({
        "uid": "a", "practice": "p", "adopter_org": "o", "state": "pilot", "source": "spontaneous",
    });
    whole.as_object_mut().expect("an object").append(&mut fields.as_object().expect("an object").clone());
    serde_json::from_value::<Adoption>(whole).expect("an adoption").checked()
}

#[test]
fn an_old_record_is_written_as_it_was() {
    let adoption: Adoption = serde_json::from_str(OLD).expect("an adoption");
    assert_eq!(serde_json::to_string(&adoption.checked().expect("in order")).expect("JSON"), OLD);
}

#[test]
fn all_that_an_adoption_tells_is_read_back_the_same() {
    let text = r#"{"uid":"a","practice":"p","adopter_org":"o","state":"adopted","source":"twinning","twinning":"t","model":"C","unit":"Servizio scuola","started":"2021-03","adopted_on":"2022-07-05","results":"Meno code.","scale":{"users":1200,"employees":40},"contact":"Ufficio scuola"}"#;
    let adoption: Adoption = serde_json::from_str(text).expect("an adoption");
    assert_eq!(serde_json::to_string(&adoption.checked().expect("in order")).expect("JSON"), text);
}

#[test]
fn what_cannot_be_is_told_with_its_field() {
    let wrong = |fields| match read(fields) {
        Ok(_) => Vec::new(),
        Err(problems) => problems.iter().map(ToString::to_string).collect::<Vec<_>>(),
    };
    let dates = serde_json::json!({"started": "2022", "adopted_on": "2021-12"});
    assert_eq!(wrong(dates), ["adopted_on: contradicts started"]);
    assert!(wrong(serde_json::json!({"started": "2022", "adopted_on": "2022"})).is_empty());
    for bad in ["a", "AB", "1", "A-1", "à"] {
        assert_eq!(wrong(serde_json::json!({"model": bad})).len(), 1, "{bad}");
    }
    for good in ["A", "Z", "B1"] {
        assert!(wrong(serde_json::json!({"model": good})).is_empty(), "{good}");
    }
    assert!(wrong(serde_json::json!({"unit": "à".repeat(UNIT_MAX)})).is_empty());
    assert_eq!(wrong(serde_json::json!({"unit": "à".repeat(UNIT_MAX + 1)})), ["unit: is longer than 120"]);
}

#[test]
fn ac_000_5_a_pilot_comes_before_the_adoption() {
    assert!(AdoptionState::Adopted.may_follow(AdoptionState::Pilot));
    assert!(!AdoptionState::Adopted.may_follow(AdoptionState::Planned));
}

#[test]
fn the_states_follow_each_other_as_in_the_state_machine() {
    let mut seen = String::new();
    for before in AdoptionState::ALL {
        for next in AdoptionState::ALL.iter().filter(|next| next.may_follow(*before)) {
            seen.push_str(&format!("{before} {next}\n"));
        }
    }
    let expected = "\
interested evaluating
interested abandoned
evaluating planned
evaluating abandoned
planned pilot
planned abandoned
pilot adopted
pilot abandoned
adopted adapted
adopted abandoned
adapted scaled
adapted abandoned
scaled abandoned
";
    assert_eq!(seen, expected);
}

#[test]
fn ac_004_4_what_spreads_within_one_body_is_one_recipient_with_several_units() {
    let of = |uid: &str, unit: &str| {
        read(serde_json::json!({"uid": uid, "unit": unit, "started": "2021"})).expect("an adoption")
    };
    let inside = [of("b", "Servizi demografici"), of("a", "Tre gruppi pilota"), of("c", "Polizia locale")];
    assert_eq!(inside.iter().filter(|one| one.unit.is_some()).count(), 3, "each is kept with its unit");
    assert_eq!(once_per_recipient(&inside).len(), 1);
    assert_eq!(recipients(&inside), 1);
}

#[test]
fn of_several_records_the_one_that_tells_most_is_counted() {
    let of = |uid: &str, state: &str, by: Option<&str>| {
        read(serde_json::json!({"uid": uid, "state": state, "confirmed_by": by, "notes": "x"})).expect("an adoption")
    };
    let records = [
        of("a", "abandoned", None),
        of("b", "scaled", None),
        of("c", "adopted", Some("Ufficio")),
        of("d", "adapted", Some("Ufficio")),
    ];
    let counted =
        |list: &[Adoption]| once_per_recipient(list).into_iter().map(|one| one.uid.to_string()).collect::<Vec<_>>();
    assert_eq!(counted(&records), ["d"]);
    assert_eq!(counted(&records[..2]), ["b"]);
    assert_eq!(recipients(&records[..1]), 0, "it gave up");
}

fn states() -> impl Strategy<Value = AdoptionState> {
    proptest::sample::select(AdoptionState::ALL)
}

prop_compose! {
    fn adoptions()(
        practice in "[pq]",
        model in proptest::option::of("[AB]"),
        twinning in proptest::option::of("[tu]"),
        org in proptest::option::of("[xyz]"),
        name in "(Puglia|PUGLIA|Comune di Forlì|comune di forli)",
        unit in proptest::option::of("[a-c]"),
        year in proptest::option::of(2009_i16..2026),
        state in states(),
    ) -> Adoption {
        read(serde_json::json!({
            "practice": practice, "model": model, "twinning": twinning, "adopter_org": org, "adopter_name": name,
            "unit": unit, "year": year, "state": state, "notes": "x",
        })).expect("an adoption")
    }
}

fn lists() -> impl Strategy<Value = Vec<Adoption>> {
    proptest::collection::vec(adoptions(), 0..30).prop_map(|mut list| {
        for (at, one) in list.iter_mut().enumerate() {
            one.uid = Uid::parse(&format!("a{at:02}")).expect("a uid");
        }
        list
    })
}

proptest! {
    #[test]
    fn no_way_leads_back_and_every_way_ends_by_giving_up(steps in proptest::collection::vec(states(), 0..40), first in states()) {
        let mut now = first;
        for next in steps {
            if next.may_follow(now) {
                prop_assert!(next > now, "{} after {}", next, now);
                let place = |state| AdoptionState::ALL.iter().position(|one| *one == state);
                prop_assert!(next == AdoptionState::Abandoned || place(next) == place(now).map(|place| place + 1));
                now = next;
            }
        }
        prop_assert!(now == AdoptionState::Abandoned || AdoptionState::Abandoned.may_follow(now));
        prop_assert!(!AdoptionState::ALL.iter().any(|next| next.may_follow(AdoptionState::Abandoned)));
    }

    #[test]
    fn an_adoption_of_a_model_counts_once_for_each_recipient(list in lists(), turn in 0_usize..30) {
        let counted = once_per_recipient(&list);
        let kinds: std::collections::BTreeSet<_> = list.iter().map(Adoption::taken).collect();
        prop_assert_eq!(counted.iter().map(|one| one.taken()).collect::<Vec<_>>(), kinds.into_iter().collect::<Vec<_>>());

        // In another order, and with everything told twice, the same.
        let mut turned = list.clone();
        turned.rotate_left(turn % list.len().max(1));
        prop_assert_eq!(&once_per_recipient(&turned), &counted);
        turned.extend(list.clone());
        prop_assert_eq!(&once_per_recipient(&turned), &counted);
        prop_assert!(recipients(&list) <= counted.len());
    }
}
