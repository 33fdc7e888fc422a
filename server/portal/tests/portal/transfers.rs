// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The record of a body's transfers, adoptions with all that is known of them, and the agreements that end soon.

use domain::Locale;
use domain::adoption::AdoptionState;
use domain::member::OrganisationRole;
use domain::phase::Phase;
use domain::policy::{Acting, ActingFor, Viewer};
use portal::Error;
use portal::agreements::{AgreementLine, AgreementOf};
use portal::flows::FlowsRequest;
use portal::transfers::TransferRecord;
use portal::values::{OrganisationAt, PracticeAt};
use serde_json::{Value, json};

use crate::demo;
use crate::world::{World, adoption, on_both, organisation, practice, with};

fn uid(text: &str) -> domain::Uid {
    domain::Uid::parse(text).unwrap()
}

fn acts_for(body: &str, role: OrganisationRole) -> Viewer {
    let memberships = vec![ActingFor { organisation: uid(body), role }];
    Viewer::member(Acting { memberships, ..Acting::plain(uid("ada")) })
}

async fn record(world: &World, slug: &str) -> TransferRecord {
    match world.portal.organisation(&Viewer::Visitor, Locale::Italian, slug).await.unwrap() {
        OrganisationAt::Here(page) => page.transfers,
        OrganisationAt::Moved(present) => panic!("{slug} moved to {present}"),
    }
}

/// An adoption by a body of the portal.
fn by(uid: &str, adopter: &str, state: &str, more: Value) -> Value {
    let line = json!({"type": "adoption", "uid": uid, "practice": "p", "adopter_org": adopter, "state": state,
        "source": "spontaneous", "notes": "Così."});
    with(line, more)
}

async fn settle(world: &World) {
    let bodies = [("a", "Comune di Alfa"), ("b", "Comune di Beta"), ("c", "Comune di Gamma")];
    world.put(&bodies.map(|(uid, name)| organisation(uid, name))).await;
    world.put(&[with(practice("p", "Nidi in rete"), json!({"owner_org": "a"}))]).await;
}

#[tokio::test]
async fn a_body_is_a_mentor_once_two_others_confirm_and_by_nothing_else() {
    on_both(async |world| {
        settle(world).await;
        let confirmed = json!({"confirmed_by": "Ufficio"});
        world.put(&[by("1", "b", "adopted", confirmed.clone()), by("2", "c", "adopted", json!({}))]).await;
        let one = record(world, "comune-di-alfa").await;
        assert_eq!((one.given.len(), one.confirming, one.is_mentor()), (2, 1, false));
        world.put(&[by("3", "a", "adopted", with(confirmed.clone(), json!({"unit": "Anagrafe"})))]).await;
        assert!(!record(world, "comune-di-alfa").await.is_mentor(), "its own offices");
        world.put(&[by("2", "c", "adapted", confirmed)]).await;
        let one = record(world, "comune-di-alfa").await;
        assert_eq!((one.given.len(), one.confirming, one.is_mentor()), (2, 2, true));
        assert!(!record(world, "comune-di-beta").await.is_mentor());
    })
    .await;
}

#[tokio::test]
async fn ac_000_5_an_adoption_is_a_pilot_before_it_is_adopted() {
    on_both(async |world| {
        settle(world).await;
        world.put(&[by("1", "b", "pilot", json!({"confirmed_by": "Ufficio", "year": 2021}))]).await;
        let page = world.page("p").await;
        assert_eq!(page.adoptions[0].state, AdoptionState::Pilot);
        assert!(!page.facts.has(Phase::Adopted), "nobody works with it yet");
        assert!(AdoptionState::Adopted.may_follow(AdoptionState::Pilot));
        world.put(&[by("1", "b", "adopted", json!({"confirmed_by": "Ufficio", "year": 2021}))]).await;
        let page = world.page("p").await;
        assert_eq!((page.adoptions.len(), page.adoptions[0].state), (1, AdoptionState::Adopted));
        assert!(page.facts.has(Phase::Adopted));
    })
    .await;
}

#[tokio::test]
async fn ac_003_11_earlier_adoptions_are_listed_with_year_and_state() {
    let world = demo::world().await;
    let mut found = Vec::new();
    for region in ["20", "16"] {
        let request = FlowsRequest { region: Some(region.to_owned()), ..FlowsRequest::default() };
        let page = world.portal.flows(&Viewer::Visitor, Locale::Italian, request).await.unwrap();
        let lines = page.list.unwrap().lines;
        let from_tuscany = lines.into_iter().filter(|line| line.from.is_some_and(|from| from.code == "09"));
        found.extend(from_tuscany.map(|line| (region, line.practice.slug, line.year, line.state)));
    }
    let states =
        |region: &str| found.iter().filter(|line| line.0 == region).map(|line| (line.2, line.3)).collect::<Vec<_>>();
    assert!(states("20").contains(&(Some(2009), AdoptionState::Adapted)), "{found:?}");
    assert!(states("16").iter().any(|(year, _)| year.is_some()), "{found:?}");
    let slug = found.iter().find(|line| line.0 == "20").map(|line| line.1.clone()).unwrap();
    let PracticeAt::Here(page) = world.at_slug(&slug).await.unwrap() else { panic!("{slug}") };
    let listed: Vec<_> = page.adoptions.iter().map(|line| (line.region.map(|one| one.code), line.year)).collect();
    assert!(listed.contains(&(Some("20"), Some(2009))), "{listed:?}");
}

#[tokio::test]
async fn an_adoption_shows_its_unit_results_scale_twinning_and_model() {
    on_both(async |world| {
        settle(world).await;
        let twinning = |audience: &str| {
            json!({"type": "twinning", "uid": "g", "title": "Nidi da Alfa a Beta", "language": "it", "state": "running",
                "audience": audience, "parties": [{"organisation": "a", "role": "offering"},
                {"organisation": "b", "role": "recipient"}]})
        };
        let more = json!({"unit": "Servizi educativi", "results": "Liste **più brevi**.", "twinning": "g", "model": "A",
            "scale": {"users": 1200, "employees": 14}});
        world.put(&[twinning("public"), by("1", "b", "adopted", more)]).await;
        let line = world.page("p").await.adoptions.remove(0);
        assert_eq!((line.unit.as_deref(), line.model.as_deref()), (Some("Servizi educativi"), Some("A")));
        assert_eq!((line.scale.users, line.scale.employees), (Some(1_200), Some(14)));
        assert!(line.results.is_some());
        assert_eq!(line.twinning.unwrap().title.text, "Nidi da Alfa a Beta");
        world.put(&[twinning("parties")]).await;
        assert!(world.page("p").await.adoptions[0].twinning.is_none(), "it belongs to the parties alone");
    })
    .await;
}

/// An agreement that ends so many months after its day.
fn agreement(act: &str, signed_on: &str, months: u16) -> Value {
    json!({"act": act, "signed_on": signed_on, "months": months, "cost": 0})
}

fn acts(lines: &[AgreementLine]) -> Vec<(&str, AgreementOf, i64)> {
    lines.iter().map(|line| (line.act.as_str(), line.of, line.days)).collect()
}

#[tokio::test]
async fn ac_000_2_agreements_that_end_within_180_days_are_listed_for_those_who_see_to_them() {
    on_both(async |world| {
        settle(world).await;
        // Now is 2 March 2026.
        let near = json!({"agreement": agreement("Delibera 1", "2021-03-12", 60)});
        let far = json!({"agreement": agreement("Delibera 2", "2025-03-12", 60)});
        let over = json!({"agreement": agreement("Delibera 3", "2021-03-01", 60)});
        let twinning = json!({"type": "twinning", "uid": "g", "title": "Nidi da Alfa a Beta", "language": "it",
            "state": "running", "parties": [{"organisation": "a", "role": "offering"},
            {"organisation": "b", "role": "recipient", "referent": "eva"}],
            "agreements": [agreement("Convenzione", "2021-03-05", 60)]});
        world
            .put(&[
                by("1", "b", "adopted", near),
                by("2", "c", "adopted", far),
                with(adoption("3", "p", "adopted"), over),
                twinning,
            ])
            .await;
        let list = async |viewer: &Viewer| world.portal.own_agreements(viewer).await.unwrap();
        let expected = [("Convenzione", AgreementOf::Twinning, 3), ("Delibera 1", AgreementOf::Adoption, 10)];
        for body in ["a", "b"] {
            assert_eq!(acts(&list(&acts_for(body, OrganisationRole::Editor)).await), expected, "{body}");
        }
        let lines = list(&acts_for("a", OrganisationRole::Editor)).await;
        assert_eq!(lines[1].adopter.as_deref(), Some("Comune di Beta"));
        assert_eq!((lines[1].slug.as_str(), lines[1].ends_on.to_string().as_str()), ("nidi-in-rete", "2026-03-12"));
        assert!(list(&acts_for("c", OrganisationRole::Editor)).await.is_empty(), "it ends in years");
        assert!(list(&acts_for("a", OrganisationRole::Contributor)).await.is_empty(), "editors see to them");
        assert!(matches!(world.portal.own_agreements(&Viewer::Visitor).await, Err(Error::SignInFirst)));
        // A body that neither offers nor receives, and that the agreement binds.
        let mut bound = agreement("Delibera 4", "2021-03-20", 60);
        bound["parties"] = json!(["b", "d"]);
        world.put(&[by("4", "b", "adopted", json!({"agreement": bound}))]).await;
        let lines = list(&acts_for("d", OrganisationRole::Editor)).await;
        assert_eq!(acts(&lines), [("Delibera 4", AgreementOf::Adoption, 18)]);
        assert!(list(&acts_for("e", OrganisationRole::Editor)).await.is_empty());
    })
    .await;
}
