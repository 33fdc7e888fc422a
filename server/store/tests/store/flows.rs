// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! From where to where practices go: what counts, what is counted apart, and for whom.

use std::collections::BTreeMap;

use domain::Uid;
use domain::adoption::{Adoption, AdoptionState, once_per_recipient};
use domain::policy::{Acting, ActingFor, Viewer};
use domain::record::Record;
use serde_json::{Value, json};
use store::{Counted, Flow, FlowFilter, Flows};

use crate::world::{World, kept, on_both, practice, record, uid};

const VISITOR: Viewer = Viewer::Visitor;

fn body(name: &str, region: Option<&str>) -> Record {
    record(json!({"type": "organisation", "uid": name, "name": format!("Comune di {name}"), "kind": "municipality",
        "region": region}))
}

/// A practice of an owner, in a region of its own or in that of the owner.
fn owned(name: &str, owner: &str, region: Option<&str>, theme: &str) -> Record {
    let mut one = practice(name, name);
    one.owner_org = Some(uid(owner));
    one.region = region.map(str::to_owned);
    one.themes = vec![uid(theme)];
    kept(one)
}

fn adoption(name: &str, practice: &str, more: Value) -> Record {
    let mut line = json!({"type": "adoption", "uid": name, "practice": practice, "state": "adopted",
        "source": "spontaneous", "notes": "Perché."});
    line.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    record(line)
}

fn flow(from: &str, to: &str, count: u64) -> Flow {
    let end = |code: &str| (!code.is_empty()).then(|| code.to_owned());
    Flow { from: end(from), to: end(to), count }
}

async fn flows(world: &World, filter: &FlowFilter) -> Flows {
    world.store.flows(&VISITOR, filter).await.unwrap()
}

fn library() -> Vec<Record> {
    vec![
        body("a", Some("09")),
        body("b", Some("20")),
        body("c", Some("20")),
        body("nowhere", None),
        owned("p", "a", None, "t"),
        owned("q", "a", Some("16"), "u"),
    ]
}

#[tokio::test]
async fn regions_are_those_of_practice_and_adopter_else_of_owner_and_record() {
    on_both(async |world| {
        world.put(&library()).await;
        world
            .put(&[
                adoption("1", "p", json!({"adopter_org": "b"})),
                adoption("2", "q", json!({"adopter_org": "b"})),
                adoption("3", "p", json!({"adopter_name": "Comune del mare", "region": "15"})),
                adoption("4", "p", json!({"adopter_org": "nowhere", "region": "01"})),
                adoption("5", "p", json!({"adopter_name": "Comune senza luogo"})),
                adoption("6", "missing", json!({"adopter_org": "b"})),
            ])
            .await;
        let mut found = flows(world, &FlowFilter::default()).await.adoptions;
        found.sort_by_key(|flow| (flow.from.clone(), flow.to.clone()));
        let expected =
            [flow("09", "", 1), flow("09", "01", 1), flow("09", "15", 1), flow("09", "20", 1), flow("16", "20", 1)];
        assert_eq!(found, expected);
    })
    .await;
}

#[tokio::test]
async fn one_model_counts_once_for_each_recipient_however_many_records_tell_of_it() {
    on_both(async |world| {
        world.put(&library()).await;
        world
            .put(&[
                adoption("1", "p", json!({"adopter_org": "b", "state": "pilot"})),
                adoption("2", "p", json!({"adopter_org": "b", "unit": "Biblioteca"})),
                adoption("3", "p", json!({"adopter_org": "c"})),
                adoption("4", "p", json!({"adopter_org": "b", "model": "A"})),
                adoption("5", "p", json!({"adopter_org": "b", "model": "A", "unit": "Anagrafe"})),
                adoption("6", "p", json!({"adopter_org": "b", "model": "A", "twinning": "g"})),
            ])
            .await;
        assert_eq!(flows(world, &FlowFilter::default()).await.adoptions, [flow("09", "20", 4)]);
    })
    .await;
}

#[tokio::test]
async fn ac_004_4_what_spreads_within_the_owner_and_what_was_given_up_is_counted_apart() {
    on_both(async |world| {
        world.put(&library()).await;
        world
            .put(&[
                adoption("1", "p", json!({"adopter_org": "a", "unit": "Settore sociale"})),
                adoption("2", "p", json!({"adopter_org": "a", "unit": "Settore tecnico", "state": "pilot"})),
                adoption("3", "p", json!({"adopter_org": "a", "unit": "Anagrafe", "state": "abandoned"})),
                adoption("4", "p", json!({"adopter_org": "b", "state": "abandoned"})),
                adoption("5", "p", json!({"adopter_org": "c"})),
            ])
            .await;
        let found = flows(world, &FlowFilter::default()).await;
        assert_eq!(found.adoptions, [flow("09", "20", 1)]);
        assert_eq!((found.within_bodies, found.abandoned), (2, 1));
        let given = world.store.adoptions_from(&VISITOR, &uid("a"), 10).await.unwrap();
        assert_eq!(given.iter().map(|row| row.record.uid.as_str()).collect::<Vec<_>>(), ["4", "5"]);
        assert_eq!(given[1].adopter.as_ref().unwrap().name, "Comune di c");
    })
    .await;
}

#[tokio::test]
async fn theme_years_and_confirmation_narrow_what_counts() {
    on_both(async |world| {
        world.put(&library()).await;
        world
            .put(&[
                adoption("1", "p", json!({"adopter_org": "b", "year": 2009, "confirmed_by": "Ufficio"})),
                adoption(
                    "2",
                    "p",
                    json!({"adopter_org": "c", "year": 2020, "confirmed_by": "Ufficio", "state": "pilot"}),
                ),
                adoption("3", "q", json!({"adopter_org": "c", "year": 2024})),
                adoption("4", "q", json!({"adopter_org": "b"})),
            ])
            .await;
        let total =
            async |filter: FlowFilter| flows(world, &filter).await.adoptions.iter().map(|flow| flow.count).sum::<u64>();
        let none = FlowFilter::default;
        assert_eq!(total(none()).await, 4);
        assert_eq!(total(FlowFilter { themes: vec![uid("u")], ..none() }).await, 2);
        assert_eq!(total(FlowFilter { from_year: Some(2010), ..none() }).await, 2);
        assert_eq!(total(FlowFilter { to_year: Some(2020), ..none() }).await, 2);
        assert_eq!(total(FlowFilter { from_year: Some(2009), to_year: Some(2009), ..none() }).await, 1);
        assert_eq!(total(FlowFilter { counted: Counted::Confirmed, ..none() }).await, 1);
        let list = world.store.adoptions_of_region(&VISITOR, &none(), "16", 10).await.unwrap();
        assert_eq!(list.iter().map(|row| row.record.uid.as_str()).collect::<Vec<_>>(), ["3", "4"]);
        assert_eq!(world.store.adoptions_of_region(&VISITOR, &none(), "20", 3).await.unwrap().len(), 3);
    })
    .await;
}

#[tokio::test]
async fn adoptions_and_variants_of_what_is_hidden_are_counted_for_nobody_else() {
    on_both(async |world| {
        let mut variant = practice("v", "Variante");
        (variant.region, variant.based_on) = (Some("01".to_owned()), vec![uid("p"), uid("h")]);
        let mut hidden = practice("h", "Nascosta");
        (hidden.region, hidden.owner_org, hidden.stage) =
            (Some("03".to_owned()), Some(uid("a")), domain::practice::Stage::Draft);
        world.put(&library()).await;
        world.put(&[kept(variant), kept(hidden), adoption("1", "h", json!({"adopter_org": "b"}))]).await;
        let seen = flows(world, &FlowFilter::default()).await;
        assert_eq!((seen.adoptions, seen.variants), (Vec::new(), vec![flow("09", "01", 1)]));
        let memberships = vec![ActingFor { organisation: uid("a"), role: domain::member::OrganisationRole::Editor }];
        let editor = Viewer::member(Acting { memberships, ..Acting::plain(uid("m")) });
        let seen = world.store.flows(&editor, &FlowFilter::default()).await.unwrap();
        assert_eq!(seen.adoptions, [flow("03", "20", 1)]);
        assert_eq!(seen.variants, [flow("03", "01", 1), flow("09", "01", 1)]);
    })
    .await;
}

/// Adoptions of all sorts, made by counting.
fn many() -> Vec<Record> {
    let one = |number: usize| {
        let state = AdoptionState::ALL[number % AdoptionState::ALL.len()];
        let adopter = ["a", "b", "c", "nowhere"][number % 4];
        let mut more = json!({"state": state.code(), "adopter_org": adopter});
        let fields = more.as_object_mut().unwrap();
        if number.is_multiple_of(3) {
            fields.insert("confirmed_by".to_owned(), json!("Ufficio"));
        }
        if number.is_multiple_of(5) {
            fields.insert("model".to_owned(), json!("B"));
        }
        if number.is_multiple_of(7) {
            fields.insert("unit".to_owned(), json!("Biblioteca"));
        }
        adoption(&format!("m{number}"), ["p", "q"][number / 4 % 2], more)
    };
    (0..60).map(one).collect()
}

#[tokio::test]
async fn the_numbers_are_those_of_the_domains_rule_for_what_counts() {
    on_both(async |world| {
        let records = many();
        world.put(&library()).await;
        world.put(&records).await;
        let adoptions: Vec<Adoption> = records
            .into_iter()
            .filter_map(|record| match record {
                Record::Adoption(adoption) => Some(*adoption),
                _ => None,
            })
            .collect();
        for counted in [Counted::All, Counted::Confirmed] {
            let counts = |one: &Adoption| match counted {
                Counted::All => one.state != AdoptionState::Abandoned,
                Counted::Confirmed => one.is_confirmed(),
            };
            let by_others = adoptions.iter().filter(|one| counts(one) && one.adopter_org != Some(uid("a")));
            let by_others: Vec<Adoption> = by_others.cloned().collect();
            let mut expected: BTreeMap<(Option<String>, Option<String>), u64> = BTreeMap::new();
            for one in once_per_recipient(&by_others) {
                let from = if one.practice == uid("p") { "09" } else { "16" };
                let known = one.adopter_org.as_ref().is_some_and(|body: &Uid| body.as_str() != "nowhere");
                let to = known.then(|| "20".to_owned());
                *expected.entry((Some(from.to_owned()), to)).or_default() += 1;
            }
            let filter = FlowFilter { counted, ..FlowFilter::default() };
            let found = flows(world, &filter).await.adoptions.into_iter();
            let found: BTreeMap<_, _> = found.map(|flow| ((flow.from, flow.to), flow.count)).collect();
            assert_eq!(found, expected, "{counted:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn ac_000_2_adoptions_under_an_agreement_are_found_from_both_sides() {
    on_both(async |world| {
        let agreement = json!({"act": "Delibera n. 61", "signed_on": "2022-07-05", "months": 60, "cost": 0});
        world.put(&library()).await;
        world
            .put(&[
                adoption("1", "p", json!({"adopter_org": "b", "agreement": agreement})),
                adoption("2", "p", json!({"adopter_org": "c"})),
            ])
            .await;
        for (bodies, expected) in [(vec!["a"], 1), (vec!["b"], 1), (vec!["c"], 0), (vec![], 0), (vec!["a", "b"], 1)] {
            let uids: Vec<Uid> = bodies.iter().map(|body| uid(body)).collect();
            let found = world.store.adoptions_under_agreement(&VISITOR, &uids, 10).await.unwrap();
            assert_eq!(found.len(), expected, "{bodies:?}");
        }
    })
    .await;
}
