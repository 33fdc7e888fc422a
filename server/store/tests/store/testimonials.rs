// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Testimonials are found by their practice, also through an adoption, and go with who wrote them.

use domain::record::Record;
use serde_json::{Value, json};

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
