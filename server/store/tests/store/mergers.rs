// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Two records of one body become one: the other is no longer listed, and its address leads on.

use domain::policy::Viewer;
use domain::practice::{Part, PartnerRole};
use domain::record::Record;
use serde_json::json;
use store::{Found, OrganisationFilter, Page};

use crate::world::{World, kept, kept_member, member, on_both, organisation, practice, record, slug, uid};

fn merged(name: &str, into: &str) -> Record {
    record(json!({"type": "organisation", "uid": name, "name": name, "kind": "municipality", "region": "09",
        "parent": "u", "merged_into": into}))
}

async fn leads_to(world: &World, address: &str) -> String {
    match world.store.organisation_by_slug(&slug(address)).await.unwrap() {
        Found::Here(kept) => format!("here {}", kept.record.uid),
        Found::Moved(present) => format!("moved {present}"),
        Found::Nowhere => "nowhere".to_owned(),
    }
}

#[tokio::test]
async fn a_merged_organisation_is_listed_nowhere() {
    on_both(async |world| {
        let child = |name: &str| {
            record(json!({"type": "organisation", "uid": name, "name": name, "kind": "municipality", "region": "09", "parent": "u"}))
        };
        world.put(&[organisation("u", "Unione"), child("a"), child("b")]).await;
        world.put(&[merged("b", "a")]).await;
        let viewer = &Viewer::Operator;
        let listed = world.store.organisations(viewer, &OrganisationFilter::default(), Page::first(9)).await.unwrap();
        let names: Vec<_> = listed.rows.iter().map(|row| row.name.uid.as_str()).collect();
        assert_eq!((listed.total, names), (2, vec!["a", "u"]));
        let mut in_use = world.store.names_in_use().await.unwrap();
        in_use.sort();
        assert_eq!(in_use, [(uid("a"), "a".to_owned()), (uid("u"), "Unione".to_owned())]);
        assert_eq!(world.store.children(viewer, &uid("u")).await.unwrap().len(), 1);
        let mut owned = [practice("of-a", "A"), practice("of-b", "B")];
        for (practice, owner) in owned.iter_mut().zip(["a", "b"]) {
            practice.owner_org = Some(uid(owner));
        }
        world.put(&owned.map(kept)).await;
        let below = world.store.practices_of_children(viewer, &uid("u"), Page::first(9)).await.unwrap();
        let below: Vec<_> = below.rows.iter().map(|row| row.record.uid.as_str()).collect();
        assert_eq!(below, ["of-a"]);
        assert_eq!(world.store.counts(viewer).await.unwrap().organisations, 2);
        let snapshot = world.store.snapshot().await.unwrap();
        assert_eq!(snapshot.kept_organisations(None, 9).await.unwrap().len(), 2);
        // Export has it, and whoever knows its identifier learns what became of it.
        assert_eq!(snapshot.records(store::RecordType::Organisation, None, 9).await.unwrap().len(), 3);
        let known = world.store.kept_organisations(&[uid("b")]).await.unwrap();
        assert_eq!(known[0].record.merged_into, Some(uid("a")));
    })
    .await;
}

#[tokio::test]
async fn the_address_of_a_merged_organisation_leads_to_the_one_in_its_place() {
    on_both(async |world| {
        world.put(&[organisation("z", "Comune di Zeta"), merged("y", "z"), merged("x", "y")]).await;
        assert_eq!(leads_to(world, "y").await, "moved comune-di-zeta");
        assert_eq!(leads_to(world, "x").await, "moved comune-di-zeta");
        assert_eq!(leads_to(world, "comune-di-zeta").await, "here z");
        world.put(&[organisation("z", "Unione Zeta")]).await;
        assert_eq!(leads_to(world, "comune-di-zeta").await, "moved unione-zeta");
        assert_eq!(leads_to(world, "x").await, "moved unione-zeta");
    })
    .await;
}

#[tokio::test]
async fn mergers_in_a_ring_or_without_end_lead_nowhere() {
    on_both(async |world| {
        world.put(&[merged("a", "b"), merged("b", "a"), merged("lost", "never-was")]).await;
        assert_eq!(leads_to(world, "a").await, "nowhere");
        assert_eq!(leads_to(world, "lost").await, "nowhere");
        let mut chain: Vec<Record> =
            (0..9).map(|place| merged(&format!("c{place}"), &format!("c{}", place + 1))).collect();
        chain.push(organisation("c9", "C9"));
        world.put(&chain).await;
        assert_eq!(leads_to(world, "c1").await, "moved c9");
        assert_eq!(leads_to(world, "c0").await, "nowhere");
    })
    .await;
}

#[tokio::test]
async fn all_records_that_name_an_organisation_are_found_for_a_merger() {
    on_both(async |world| {
        let mut owned = practice("owned", "A");
        owned.owner_org = Some(uid("o"));
        let mut shared = practice("shared", "B");
        shared.partner_orgs =
            [PartnerRole::Funder, PartnerRole::University].map(|role| Part { organisation: uid("o"), role }).to_vec();
        let child = record(
            json!({"type": "organisation", "uid": "child", "name": "Figlio", "kind": "municipality", "parent": "o"}),
        );
        let adoption = record(json!({"type": "adoption", "uid": "a", "practice": "owned", "adopter_org": "o",
            "state": "pilot", "source": "twinning"}));
        let fields =
            json!({"memberships": [{"organisation": "o", "role": "editor", "state": "requested", "since": "2026"}]});
        let named = [child, kept_member(member("ada", "Ada", "Prova", fields)), kept(owned), kept(shared), adoption];
        world.put(&named).await;
        world.put(&[organisation("o", "Comune"), kept(practice("other", "C")), merged("gone", "o")]).await;
        let mut change = world.begin().await;
        assert_eq!(change.records_naming_organisation(&uid("o")).await.unwrap(), named);
        assert_eq!(change.records_naming_organisation(&uid("none")).await.unwrap(), []);
        let o = change.organisation(&uid("o")).await.unwrap();
        assert_eq!(o.map(|o| Record::Organisation(Box::new(o))), Some(organisation("o", "Comune")));
        assert_eq!(change.organisation(&uid("none")).await.unwrap(), None);
        change.abandon().await;
    })
    .await;
}
