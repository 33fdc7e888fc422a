// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Organisations with what they offer, took part in and took up (AC-000-1).

use domain::Locale;
use domain::policy::Viewer;
use portal::cards::PracticeCard;
use portal::values::{OrganisationAt, OrganisationPage, OrganisationsRequest};
use serde_json::json;

use crate::demo;
use crate::world::{World, member, on_both, organisation, practice, with};

async fn page(world: &World, slug: &str) -> OrganisationPage {
    match world.portal.organisation(&Viewer::Visitor, Locale::Italian, slug).await.unwrap() {
        OrganisationAt::Here(page) => *page,
        OrganisationAt::Moved(present) => panic!("{slug} moved to {present}"),
    }
}

fn uids(cards: &[PracticeCard]) -> Vec<&str> {
    cards.iter().map(|card| card.uid.as_str()).collect()
}

#[tokio::test]
async fn ac_000_1_what_the_union_does_its_municipalities_do_through_it() {
    on_both(async |world| {
        demo::fill(world).await;
        let union = page(world, "unione-tresinaro-secchia").await;
        assert_eq!(uids(&union.practices), ["prac-metodologie-agili-tresinaro-secchia"]);
        assert_eq!(union.children.len(), 6);
        let child = page(world, "comune-di-scandiano").await;
        assert_eq!(child.parent.as_ref().map(|parent| parent.slug.as_str()), Some("unione-tresinaro-secchia"));
        assert_eq!(uids(&child.through_parent), ["prac-metodologie-agili-tresinaro-secchia"]);
        assert!(child.practices.is_empty());
    })
    .await;
}

#[tokio::test]
async fn ac_000_1_what_the_union_took_up_its_municipalities_took_up_through_it() {
    let world = demo::world().await;
    let union = page(&world, "unione-dei-comuni-del-distretto-ceramico").await;
    let taken: Vec<&str> = union.adopted.iter().map(|one| one.practice.uid.as_str()).collect();
    assert!(taken.contains(&"prac-self"), "{taken:?}");
    for slug in ["comune-di-maranello", "comune-di-palagano"] {
        let child = page(&world, slug).await;
        let through: Vec<&str> = child.adopted_through_parent.iter().map(|one| one.practice.uid.as_str()).collect();
        assert_eq!(through, taken, "{slug}");
        let own = child.adopted_through_parent.iter().find(|one| one.practice.uid == "prac-self").unwrap();
        assert!(own.confirmed);
        assert!(child.adopted.is_empty());
    }
}

#[tokio::test]
async fn a_technology_partner_took_part_and_owns_nothing() {
    let world = demo::world().await;
    let partner = page(&world, "errevi-system-srl").await;
    assert!(partner.practices.is_empty());
    let roles: Vec<_> = partner.took_part.iter().map(|(card, role)| (card.uid.as_str(), role.code())).collect();
    assert!(roles.contains(&("prac-metodologie-agili-tresinaro-secchia", "technology_partner")), "{roles:?}");
}

#[tokio::test]
async fn an_organisations_page_shows_who_acts_for_it() {
    on_both(async |world| {
        let acts = |role: &str, state: &str| {
            json!({"memberships": [
            {"organisation": "o", "role": role, "state": state, "verified_by": "domain", "since": "2026-03-02"}]})
        };
        world
            .put(&[
                organisation("o", "Comune di Prova"),
                with(member("ada", "Prova"), acts("editor", "active")),
                with(member("eva", "Altra"), acts("representative", "active")),
                with(member("lia", "Terza"), acts("editor", "requested")),
                member("mia", "Quarta"),
            ])
            .await;
        let people = page(world, "comune-di-prova").await.people;
        let shown: Vec<_> = people.people.iter().map(|one| (one.card.uid.as_str(), one.role.code())).collect();
        assert_eq!((people.total, shown), (2, vec![("eva", "representative"), ("ada", "editor")]));
        assert!(people.requests.is_empty() && !people.may_manage && people.own.is_none());
    })
    .await;
}

#[tokio::test]
async fn an_old_address_of_an_organisation_leads_to_the_present_one() {
    on_both(async |world| {
        world.put(&[organisation("o", "Comune di Vecchia")]).await;
        world.put(&[organisation("o", "Comune di Nuova")]).await;
        let at = world.portal.organisation(&Viewer::Visitor, Locale::Italian, "comune-di-vecchia").await.unwrap();
        let OrganisationAt::Moved(present) = at else { panic!("it moved") };
        assert_eq!(present, "comune-di-nuova");
    })
    .await;
}

#[tokio::test]
async fn organisations_are_listed_by_name_and_narrowed() {
    on_both(async |world| {
        demo::fill(world).await;
        let listed =
            async |request| world.portal.organisations(&Viewer::Visitor, Locale::Italian, request).await.unwrap();
        let all = listed(OrganisationsRequest::default()).await;
        assert_eq!(all.total as i64, world.number("SELECT count(*) FROM organisations").await);
        assert_eq!(all.organisations.len(), all.per_page as usize);
        let narrowed = |text: &str| OrganisationsRequest { text: text.to_owned(), ..Default::default() };
        assert_eq!(listed(narrowed("maranello")).await.total, 1);
        assert_eq!(listed(narrowed("100%_'")).await.total, 0);
        let tuscan = listed(OrganisationsRequest { region: Some("09".to_owned()), ..Default::default() }).await;
        assert_eq!(tuscan.total as i64, world.number("SELECT count(*) FROM organisations WHERE region = '09'").await);
        let mut seen = Vec::new();
        for page in 1..=u32::try_from(all.total.div_ceil(u64::from(all.per_page))).unwrap() {
            let page = listed(OrganisationsRequest { page, ..Default::default() }).await;
            seen.extend(page.organisations.into_iter().map(|card| card.uid));
        }
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len() as u64, all.total);
    })
    .await;
}

#[tokio::test]
async fn two_organisations_that_belong_to_each_other_are_two_pages_all_the_same() {
    let world = World::new().await;
    let of = |uid: &str, parent: &str| with(organisation(uid, uid), json!({"parent": parent}));
    world.put(&[of("a", "b"), of("b", "a"), with(practice("p", "Nidi"), json!({"owner_org": "a"}))]).await;
    assert_eq!(page(&world, "a").await.children.len(), 1);
    assert_eq!(uids(&page(&world, "b").await.through_parent), ["p"]);
}
