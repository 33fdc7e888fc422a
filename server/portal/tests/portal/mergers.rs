// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Two records of one body became one: nobody finds the other one any more, and whoever knows it is led on.

use domain::Locale;
use domain::policy::Viewer;
use portal::Error;
use portal::export::Address;
use portal::indexing::Followed;
use portal::values::{OrganisationAt, OrganisationsRequest};
use serde_json::{Value, json};

use crate::world::{World, on_both, organisation, practice, with};

fn merged(uid: &str, into: &str) -> Value {
    with(organisation(uid, &format!("Comune di Roccaverde {uid}")), json!({"merged_into": into}))
}

/// Two records of one body, and the line that joins them.
async fn twice(world: &World) -> Value {
    let second = with(merged("second", "first"), json!({"merged_into": null}));
    world.put(&[organisation("first", "Comune di Roccaverde"), second]).await;
    merged("second", "first")
}

async fn suggested(world: &World) -> Vec<String> {
    let titles = world.portal.suggest(&Viewer::Visitor, Locale::Italian, "roccav").await.unwrap();
    titles.into_iter().map(|title| title.slug).collect()
}

#[tokio::test]
async fn a_merged_organisation_leaves_the_index() {
    on_both(async |world| {
        let line = twice(world).await;
        assert_eq!((world.finds("roccaverde").await.len(), suggested(world).await.len()), (2, 2));
        let before = world.portal.indexed_records();
        world.import(line.to_string()).await;
        // The index still has it; the database decides.
        assert_eq!(world.finds("roccaverde").await, ["first"]);
        assert_eq!(suggested(world).await, ["comune-di-roccaverde"]);
        assert_eq!(world.follow().await, Followed::CaughtUp(1));
        assert_eq!(world.search("roccaverde").await.total, 1);
        assert_eq!(world.portal.indexed_records(), before - 1);
        // The same by building anew, which starts from other statements.
        world.portal.rebuild_index(|_| {}).await.unwrap();
        assert_eq!(world.portal.verify_index().await.unwrap(), []);
        assert_eq!(world.finds("roccaverde").await, ["first"]);
    })
    .await;
}

#[tokio::test]
async fn a_merger_that_is_taken_back_brings_the_organisation_back() {
    let world = World::new().await;
    let line = twice(&world).await;
    world.put(&[line]).await;
    twice(&world).await;
    assert_eq!(world.finds("roccaverde").await.len(), 2);
}

#[tokio::test]
async fn an_organisation_that_comes_in_merged_is_never_found() {
    let world = World::new().await;
    world.put(&[merged("second", "first"), organisation("first", "Comune di Roccaverde")]).await;
    assert_eq!(world.finds("roccaverde").await, ["first"]);
}

#[tokio::test]
async fn a_merged_organisation_is_in_no_list_and_no_count() {
    on_both(async |world| {
        let line = twice(world).await;
        world.put(&[line]).await;
        let all = OrganisationsRequest::default();
        let listed = world.portal.organisations(&Viewer::Visitor, Locale::Italian, all).await.unwrap();
        let slugs: Vec<_> = listed.organisations.iter().map(|card| card.slug.as_str()).collect();
        assert_eq!((listed.total, slugs), (1, vec!["comune-di-roccaverde"]));
        assert_eq!(world.portal.counts(&Viewer::Visitor).await.unwrap().organisations, 1);
        let addresses = world.portal.public_addresses(&Viewer::Visitor).await.unwrap();
        let organisations = addresses.iter().filter(|address| matches!(address, Address::Organisation(_)));
        assert_eq!(organisations.count(), 1);
    })
    .await;
}

#[tokio::test]
async fn address_and_identifier_of_a_merged_organisation_lead_to_the_one_in_its_place() {
    on_both(async |world| {
        twice(world).await;
        world.put(&[merged("third", "second"), merged("second", "first")]).await;
        for slug in ["comune-di-roccaverde-second", "comune-di-roccaverde-third"] {
            let at = world.portal.organisation(&Viewer::Visitor, Locale::Italian, slug).await.unwrap();
            let OrganisationAt::Moved(present) = at else { panic!("{slug} moved") };
            assert_eq!(present, "comune-di-roccaverde");
        }
        for uid in ["first", "second", "third"] {
            let (record, slug) = world.portal.organisation_by_uid(uid).await.unwrap();
            assert_eq!((record.uid.as_str(), slug.as_str()), ("first", "comune-di-roccaverde"), "{uid}");
        }
    })
    .await;
}

#[tokio::test]
async fn mergers_that_lead_nowhere_are_not_found() {
    let world = World::new().await;
    world.put(&[merged("a", "b"), merged("b", "a"), merged("lost", "never-was")]).await;
    for uid in ["a", "b", "lost", "never-was"] {
        assert!(matches!(world.portal.organisation_by_uid(uid).await, Err(Error::NotFound)), "{uid}");
    }
    assert_eq!(world.search("roccaverde").await.total, 0);
}

#[tokio::test]
async fn a_practice_that_still_names_a_merged_owner_is_found_and_read() {
    let world = World::new().await;
    let line = twice(&world).await;
    world.put(&[with(practice("p", "Nidi"), json!({"owner_org": "second"})), line]).await;
    assert_eq!(world.finds("nidi").await, ["p"]);
    let owner = world.page("p").await.owner.unwrap();
    let at = world.portal.organisation(&Viewer::Visitor, Locale::Italian, &owner.slug).await.unwrap();
    assert!(matches!(at, OrganisationAt::Moved(present) if present == "comune-di-roccaverde"));
}
