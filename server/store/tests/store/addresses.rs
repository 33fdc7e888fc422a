// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Slugs: unique, kept for ever, found without scanning.

use domain::policy::Viewer;
use store::Found;

use crate::world::{World, kept, on_both, organisation, practice, slug};

async fn slug_of(world: &World, uid: &str) -> String {
    let rows = world.store.practices_by_uids(&Viewer::Operator, &[crate::world::uid(uid)]).await.unwrap();
    rows[0].slug.as_str().to_owned()
}

async fn leads_to(world: &World, address: &str) -> String {
    match world.store.practice_by_slug(&Viewer::Visitor, &slug(address), 1).await.unwrap() {
        Found::Here(page) => format!("here {}", page.practice.record.uid),
        Found::Moved(present) => format!("moved {present}"),
        Found::Nowhere => "nowhere".to_owned(),
    }
}

#[tokio::test]
async fn equal_titles_get_numbers() {
    on_both(async |world| {
        for uid in ["a", "b", "c"] {
            world.put(&[kept(practice(uid, "Nidi!"))]).await;
        }
        assert_eq!(slug_of(world, "a").await, "nidi");
        assert_eq!(slug_of(world, "b").await, "nidi-2");
        assert_eq!(slug_of(world, "c").await, "nidi-3");
        // Organisations have addresses of their own.
        world.put(&[organisation("o", "Nidi")]).await;
        assert!(matches!(world.store.organisation_by_slug(&slug("nidi")).await.unwrap(), Found::Here(_)));
    })
    .await;
}

#[tokio::test]
async fn a_number_that_is_somebodys_title_is_passed_over() {
    on_both(async |world| {
        world.put(&[kept(practice("two", "Nidi 2")), kept(practice("a", "Nidi")), kept(practice("b", "Nidi"))]).await;
        assert_eq!(slug_of(world, "two").await, "nidi-2");
        assert_eq!(slug_of(world, "b").await, "nidi-3");
    })
    .await;
}

#[tokio::test]
async fn after_too_many_taken_numbers_the_ending_is_random() {
    on_both(async |world| {
        let mut records = vec![kept(practice("first", "Nidi"))];
        records.extend((2..30).map(|number| kept(practice(&format!("t{number}"), &format!("Nidi {number}")))));
        records.push(kept(practice("late", "Nidi")));
        world.put(&records).await;
        let late = slug_of(world, "late").await;
        assert_eq!(late.len(), "nidi-".len() + 12);
        assert_eq!(leads_to(world, &late).await, "here late");
    })
    .await;
}

#[tokio::test]
async fn an_old_address_leads_to_the_new_one_for_ever() {
    on_both(async |world| {
        world.put(&[kept(practice("a", "Nidi"))]).await;
        world.put(&[kept(practice("a", "Nidi in rete"))]).await;
        world.put(&[kept(practice("a", "Asili in rete"))]).await;
        world.put(&[kept(practice("b", "Nidi"))]).await;
        assert_eq!(leads_to(world, "nidi").await, "moved asili-in-rete");
        assert_eq!(leads_to(world, "nidi-in-rete").await, "moved asili-in-rete");
        assert_eq!(leads_to(world, "asili-in-rete").await, "here a");
        assert_eq!(leads_to(world, "nidi-2").await, "here b");
        assert_eq!(leads_to(world, "altro").await, "nowhere");

        world.put(&[kept(practice("a", "Nidi."))]).await;
        assert_eq!(leads_to(world, "nidi").await, "here a");
        assert_eq!(leads_to(world, "asili-in-rete").await, "moved nidi");
        let mut changed = practice("a", "Nidi");
        changed.solution = Some("Altro".to_owned());
        world.put(&[kept(changed)]).await;
        assert_eq!(leads_to(world, "nidi").await, "here a");

        world.put(&[organisation("o", "Comune")]).await;
        world.put(&[organisation("o", "Unione")]).await;
        let found = world.store.organisation_by_slug(&slug("comune")).await.unwrap();
        assert_eq!(found, Found::Moved(slug("unione")));
    })
    .await;
}

#[tokio::test]
async fn the_old_address_of_a_hidden_practice_leads_nowhere() {
    on_both(async |world| {
        world.put(&[kept(practice("a", "Nidi"))]).await;
        let mut draft = practice("a", "Segreta");
        draft.stage = domain::practice::Stage::Draft;
        world.put(&[kept(draft)]).await;
        assert_eq!(leads_to(world, "nidi").await, "nowhere");
        assert_eq!(leads_to(world, "segreta").await, "nowhere");
    })
    .await;
}
