// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Testimonials are found by their practice, also through an adoption, or by their twinning, and go with who wrote them.

use domain::Uid;
use domain::member::{OrganisationRole, PortalRole};
use domain::policy::{Act, Acting, ActingFor, On, Standing, TwinningFacts, Viewer, allows};
use domain::practice::Audience;
use domain::record::Record;
use domain::twinning::{Twinning, TwinningState};
use serde_json::{Value, json};
use store::Page;

use crate::world::{World, kept, kept_member, member, on_both, practice, record, uid};

fn testimonial(name: &str, kind: &str, about: &str, more: Value) -> Record {
    let mut line = json!({"type": "testimonial", "uid": name, "about": {"kind": kind, "uid": about},
        "author": "Ada Prova", "organisation": "o", "quote": "Ci ha convinti a proseguire.", "on": "2022-07"});
    line.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    record(line)
}

fn adoption(name: &str, of: &str) -> Record {
    record(json!({"type": "adoption", "uid": name, "practice": of, "adopter_org": "o", "state": "pilot",
        "source": "spontaneous"}))
}

fn twinning(name: &str, state: TwinningState, audience: Audience) -> Twinning {
    let line = json!({"type": "twinning", "uid": name, "title": name, "language": "it", "created_by": "c",
        "state": state.code(), "audience": audience.code(),
        "parties": [{"organisation": "o", "role": "offering"}, {"organisation": "b", "role": "recipient"}]});
    let Record::Twinning(twinning) = record(line) else { unreachable!("a twinning") };
    *twinning
}

async fn fill(world: &World) {
    world.put(&[kept(practice("p", "Uno")), kept(practice("q", "Due")), adoption("a", "p"), adoption("b", "q")]).await;
    world.put(&[kept_member(member("ada", "Ada", "Prova", json!({})))]).await;
    world
        .put(&[
            testimonial("t1", "practice", "p", json!({"member": "ada"})),
            testimonial("t2", "adoption", "a", json!({"standing": "queued"})),
            // An adoption that is called as a practice is.
            testimonial("t3", "practice", "a", json!({})),
            testimonial("t4", "practice", "q", json!({})),
        ])
        .await;
}

async fn of(world: &World, practices: &[&str]) -> Vec<(String, String)> {
    let practices: Vec<_> = practices.iter().map(|one| uid(one)).collect();
    let found = world.store.testimonials_of(&practices).await.unwrap().into_iter();
    let mut found: Vec<_> = found.map(|one| (one.record.uid.to_string(), one.practice.to_string())).collect();
    found.sort();
    found
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(one, other)| ((*one).to_owned(), (*other).to_owned())).collect()
}

#[tokio::test]
async fn those_about_an_adoption_belong_to_its_practice() {
    on_both(async |world| {
        fill(world).await;
        assert_eq!(of(world, &["p"]).await, pairs(&[("t1", "p"), ("t2", "p")]));
        assert_eq!(of(world, &["p", "q"]).await, pairs(&[("t1", "p"), ("t2", "p"), ("t4", "q")]));
        assert!(of(world, &[]).await.is_empty());
        let mut practices = world.store.practices_of_testimonials(&[uid("t2"), uid("t4"), uid("x")]).await.unwrap();
        practices.sort();
        assert_eq!(practices, [uid("p"), uid("q")]);
        let through = world.store.practices_told_of_through(&[uid("a"), uid("b")]).await.unwrap();
        assert_eq!(through, [uid("p")]);
        let mut change = world.begin().await;
        assert_eq!(change.testimonials_of(&uid("p")).await.unwrap().len(), 2);
        change.abandon().await;
        let snapshot = world.store.snapshot().await.unwrap();
        assert_eq!(snapshot.testimonials_of(&[uid("p")]).await.unwrap().len(), 2);
        snapshot.end().await;
    })
    .await;
}

#[tokio::test]
async fn those_about_a_twinning_belong_to_it_alone() {
    on_both(async |world| {
        fill(world).await;
        let running = twinning("p", TwinningState::Running, Audience::Public);
        world.put(&[Record::Twinning(Box::new(running))]).await;
        world
            .put(&[
                testimonial("w1", "twinning", "p", json!({"member": "ada"})),
                testimonial("w2", "twinning", "p", json!({"standing": "queued"})),
                testimonial("w3", "twinning", "q", json!({})),
            ])
            .await;
        let names = |found: Vec<domain::testimonial::Testimonial>| -> Vec<String> {
            found.into_iter().map(|one| one.uid.to_string()).collect()
        };
        let found = world.store.testimonials_of_twinnings(&[uid("p"), uid("x")]).await.unwrap();
        assert_eq!(names(found), ["w1", "w2"]);
        assert_eq!(world.store.testimonials_of_twinnings(&[]).await.unwrap(), []);
        assert_eq!(of(world, &["p"]).await, pairs(&[("t1", "p"), ("t2", "p")]), "not the practice called so");
        let twinnings = world.store.twinnings_of_testimonials(&[uid("w1"), uid("w2"), uid("t1")]).await.unwrap();
        assert_eq!(twinnings, [uid("p")]);
        assert!(world.store.practices_of_testimonials(&[uid("w1")]).await.unwrap().is_empty());
        let mut change = world.begin().await;
        assert_eq!(names(change.testimonials_of_twinning(&uid("p")).await.unwrap()), ["w1", "w2"]);
        change.abandon().await;
        let snapshot = world.store.snapshot().await.unwrap();
        assert_eq!(names(snapshot.testimonials_of_twinnings(&[uid("p")]).await.unwrap()), ["w1", "w2"]);
        snapshot.end().await;
        let told = world.store.dangling(50).await.unwrap();
        let told: Vec<_> = told.iter().filter(|one| one.field == "about").map(|one| one.uid.as_str()).collect();
        assert_eq!(told, ["t3", "w3"]);
    })
    .await;
}

/// Everybody whom the policy tells apart where twinnings are concerned.
fn viewers() -> Vec<Viewer> {
    let mut all = vec![Viewer::Visitor, Viewer::Operator];
    all.extend(["c", "m"].map(|member| Viewer::member(Acting::plain(uid(member)))));
    for role in PortalRole::ALL {
        all.push(Viewer::member(Acting { roles: vec![*role], ..Acting::plain(uid("m")) }));
    }
    for body in ["o", "b", "z"] {
        let memberships = vec![ActingFor { organisation: uid(body), role: OrganisationRole::Contributor }];
        all.push(Viewer::member(Acting { memberships, ..Acting::plain(uid("m")) }));
    }
    all
}

#[tokio::test]
async fn what_waits_about_twinnings_is_listed_for_whom_the_policy_lets_read_them() {
    on_both(async |world| {
        fill(world).await;
        let mut twinnings = Vec::new();
        for state in TwinningState::ALL {
            for audience in [Audience::Public, Audience::Members, Audience::Parties] {
                let one = twinning(&format!("{state}-{audience}"), *state, audience);
                let waits =
                    testimonial(&format!("w-{}", one.uid), "twinning", one.uid.as_str(), json!({"standing": "queued"}));
                world.put(&[Record::Twinning(Box::new(one.clone())), waits]).await;
                twinnings.push(one);
            }
        }
        for viewer in viewers() {
            let reads = |one: &&Twinning| allows(&viewer, Act::Read, &On::Twinning(TwinningFacts::from(*one))).is_ok();
            let mut expected: Vec<Uid> = twinnings.iter().filter(reads).map(|one| one.uid.clone()).collect();
            expected.sort();
            let listed = world.store.testimonials_standing(&viewer, Standing::Queued, Page::first(100)).await.unwrap();
            assert_eq!(listed.total, listed.rows.len() as u64);
            let (of_practices, of_twinnings): (Vec<_>, Vec<_>) =
                listed.rows.into_iter().partition(|one| one.practice.is_some());
            let mut found: Vec<Uid> = of_twinnings.into_iter().map(|one| one.record.about.uid).collect();
            found.sort();
            assert_eq!(found, expected, "{viewer:?}");
            assert!(of_practices.iter().all(|one| one.practice == Some(uid("p"))), "t2 alone");
        }
    })
    .await;
}

#[tokio::test]
async fn what_a_member_said_is_erased_with_the_account() {
    on_both(async |world| {
        fill(world).await;
        assert_eq!(world.store.testimonials_by(&uid("ada")).await.unwrap().len(), 1);
        let mut change = world.begin().await;
        let email = domain::Email::parse("ada@comune.example.it").unwrap();
        change.erase_account(&uid("ada"), &email).await.unwrap();
        change.commit().await.unwrap();
        assert_eq!(world.store.testimonials_by(&uid("ada")).await.unwrap(), []);
        let all = world.store.testimonials_of(&[uid("p")]).await.unwrap();
        let erased = all.iter().find(|one| one.record.uid == uid("t1")).unwrap();
        assert_eq!((erased.record.author.as_str(), erased.record.quote.as_str()), ("", ""));
    })
    .await;
}

#[tokio::test]
async fn what_leads_nowhere_is_told() {
    on_both(async |world| {
        fill(world).await;
        let told = world.store.dangling(50).await.unwrap();
        let told: Vec<_> = told
            .iter()
            .filter(|one| one.kind == store::RecordType::Testimonial && one.field == "about")
            .map(|one| (one.uid.as_str(), one.missing.as_str()))
            .collect();
        assert_eq!(told, [("t3", "a")]);
    })
    .await;
}
