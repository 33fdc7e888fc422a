// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Reading twinnings: who sees which, what their page shows, and how the list is narrowed.

use domain::Locale;
use domain::member::OrganisationRole;
use domain::policy::{Acting, ActingFor, Viewer};
use portal::twinnings::{TwinningAt, TwinningCard, TwinningPage, TwinningsPage, TwinningsRequest};
use portal::values::{OrganisationAt, OrganisationPage};
use serde_json::{Value, json};

use crate::demo;
use crate::world::{World, member, on_both, organisation, practice, theme, with};

const IT: Locale = Locale::Italian;
const VISITOR: &Viewer = &Viewer::Visitor;

fn uid(text: &str) -> domain::Uid {
    domain::Uid::parse(text).unwrap()
}

/// A member who acts for a body.
fn acts_for(name: &str, body: &str) -> Viewer {
    let acting_for = ActingFor { organisation: uid(body), role: OrganisationRole::Contributor };
    Viewer::member(Acting { memberships: vec![acting_for], ..Acting::plain(uid(name)) })
}

/// A twinning of two bodies.
fn twinning(name: &str, state: &str) -> Value {
    json!({"type": "twinning", "uid": name, "title": format!("Mensa di {name}"), "language": "it", "state": state,
        "object": "La mensa prenotata dal telefono passa da un Comune all'altro.", "themes": ["mensa"],
        "parties": [{"organisation": "a", "role": "offering", "referent": "ada"}, {"organisation": "b", "role": "recipient"}],
        "models": [{"uid": "m", "title": "Prenotazione", "offering": ["a"], "recipients": ["b"], "practice": "p"}],
        "acceptances": [{"organisation": "a", "reply": "accepted", "by": "ada", "note": "Va bene"}], "created_by": "ada"})
}

async fn settle(world: &World) {
    let bodies = [organisation("a", "Comune di Alfa"), organisation("b", "Comune di Beta"), organisation("c", "Terzo")];
    world.put(&bodies).await;
    world
        .put(&[
            theme("scuola", None),
            theme("mensa", Some("scuola")),
            practice("p", "Mensa senza code"),
            member("ada", "Prova"),
        ])
        .await;
}

async fn page(world: &World, viewer: &Viewer, slug: &str) -> TwinningPage {
    match world.portal.twinning(viewer, IT, slug).await.unwrap() {
        TwinningAt::Here(page) => *page,
        TwinningAt::Moved(present) => panic!("{slug} moved to {present}"),
    }
}

async fn list(world: &World, viewer: &Viewer, request: TwinningsRequest) -> TwinningsPage {
    world.portal.twinnings(viewer, IT, request).await.unwrap()
}

async fn body(world: &World, slug: &str) -> OrganisationPage {
    match world.portal.organisation(VISITOR, IT, slug).await.unwrap() {
        OrganisationAt::Here(page) => *page,
        OrganisationAt::Moved(present) => panic!("{slug} moved to {present}"),
    }
}

fn uids(cards: &[TwinningCard]) -> Vec<&str> {
    cards.iter().map(|card| card.uid.as_str()).collect()
}

#[tokio::test]
async fn ac_003_1_the_twinning_of_the_source_document_comes_in_whole_and_its_page_has_all_of_it() {
    on_both(async |world| {
        demo::fill(world).await;
        let page = page(world, VISITOR, "tos-ca").await;
        let seed = include_str!("../../../../app/domain/src/twinning/tests/seeds/tosca.json");
        assert_eq!(serde_json::to_value(&page.twinning).unwrap(), serde_json::from_str::<Value>(seed).unwrap());
        let models: Vec<String> = page
            .models
            .iter()
            .map(|model| {
                format!("{} {} > {}", model.letter, model.offering[0].link.name, model.recipients[0].link.name)
            })
            .collect();
        let (first, second) = ("Regione Toscana > Regione Calabria", "Comune di Firenze > Comune di Vibo Valentia");
        let expected = [("A", first), ("B", first), ("C", first), ("D", second), ("E", second)];
        assert_eq!(models, expected.map(|(letter, line)| format!("{letter} {line}")));
        assert!(page.models.iter().all(|model| model.practice.is_some()));
        assert_eq!((page.parties.len(), page.objectives.len(), page.html.objectives.len()), (4, 2, 2));
        assert!(page.objectives.iter().all(|place| place.as_ref().is_some_and(|place| place.region.is_some())));
        let html = &page.html;
        assert!(
            [&html.object, &html.aim, &html.coherence, &html.results, &html.opinion].iter().all(|one| one.is_some())
        );
        assert_eq!(page.themes.len(), 3);
        assert!(page.may.is_empty() && !page.is_party);
    })
    .await;
}

#[tokio::test]
async fn ac_003_12_programmes_and_priorities_have_the_names_of_the_list() {
    let world = demo::world().await;
    let page = page(&world, VISITOR, "tos-ca").await;
    assert_eq!(page.programmes.len(), 3);
    let codes: Vec<&str> = page.programmes[0].priorities.iter().map(|(code, _)| code.as_str()).collect();
    assert_eq!(codes, ["1", "4", "10"]);
    assert!(page.programmes[0].priorities.iter().all(|(_, name)| name.is_some()));
}

#[tokio::test]
async fn ac_003_11_earlier_adoptions_stand_with_their_year_and_state() {
    let world = demo::world().await;
    let page = page(&world, VISITOR, "tos-ca").await;
    let earlier: Vec<_> = page.earlier.iter().map(|one| (one.adopter.as_str(), one.year, one.state.code())).collect();
    assert_eq!(earlier.len(), 2);
    assert_eq!((earlier[0].1, earlier[0].2), (Some(2009), "adapted"), "{earlier:?}");
}

#[tokio::test]
async fn ac_002_2_six_partners_of_six_countries_and_the_event_of_livorno_stand_on_their_page() {
    let world = demo::world().await;
    let page = page(&world, VISITOR, "dsbpgovernance").await;
    let mut bodies: Vec<_> = page.parties.iter().filter_map(|party| party.place.as_ref()).collect();
    bodies.sort_by(|one, other| one.link.slug.cmp(&other.link.slug));
    bodies.dedup();
    let mut countries: Vec<&str> = bodies.iter().map(|place| place.country.as_str()).collect();
    countries.sort_unstable();
    countries.dedup();
    assert_eq!((bodies.len(), countries), (6, vec!["BE", "ES", "FR", "IT", "LV", "RO"]));
    assert_eq!(page.events.len(), 1);
    let event = &page.events[0];
    assert_eq!((event.event.starts_at.hour_and_minute(), event.event.starts_at.zone()), ((10, 0), "Europe/Rome"));
    assert_eq!(event.event.place.as_deref(), Some("Palazzo Granducale"));
    assert!(event.organiser.is_some());
}

#[tokio::test]
async fn a_proposal_is_seen_by_its_parties_alone() {
    on_both(async |world| {
        settle(world).await;
        world.put(&[twinning("tw", "proposal")]).await;
        let stranger = acts_for("zoe", "c");
        for viewer in [VISITOR, &stranger] {
            assert!(matches!(world.portal.twinning(viewer, IT, "tw").await, Err(portal::Error::NotFound)));
            assert!(matches!(world.portal.twinning_by_uid(viewer, IT, "tw").await, Err(portal::Error::NotFound)));
            let page = list(world, viewer, TwinningsRequest::default()).await;
            assert_eq!((page.total, page.cards.len(), page.by_theme.len()), (0, 0, 0));
        }
        assert_eq!(world.search("Mensa di tw tipo:twinning").await.total, 0);
        assert!(world.page("p").await.twinnings.is_empty());
        assert!(body(world, "comune-di-alfa").await.twinnings.given.is_empty());
        let party = acts_for("eva", "b");
        assert_eq!(list(world, &party, TwinningsRequest::default()).await.total, 1);
        let own = page(world, &party, "tw").await;
        assert!(own.is_party);
        assert_eq!(own.twinning.acceptances.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn what_runs_is_read_and_found_by_all_without_what_belongs_to_its_parties() {
    on_both(async |world| {
        settle(world).await;
        world.put(&[twinning("tw", "proposal")]).await;
        world.put(&[twinning("tw", "running")]).await;
        let present = match world.portal.twinning(VISITOR, IT, "tw").await.unwrap() {
            TwinningAt::Moved(present) => present,
            TwinningAt::Here(_) => panic!("its identifier is no address any more"),
        };
        assert_eq!(present, "mensa-di-tw");
        let shown = page(world, VISITOR, &present).await;
        assert!(shown.twinning.acceptances.is_empty() && shown.twinning.created_by.is_none());
        assert!(shown.twinning.parties.iter().all(|party| party.referent.is_none()));
        assert!(shown.parties.iter().all(|party| party.referent.is_none()));
        let own = page(world, &acts_for("eva", "b"), &present).await;
        assert_eq!(own.twinning.created_by, Some(uid("ada")));
        assert_eq!(world.finds("telefono tipo:twinning").await, ["tw"]);
        assert_eq!(uids(&world.page("p").await.twinnings), ["tw"]);
        let (gives, receives) = (body(world, "comune-di-alfa").await, body(world, "comune-di-beta").await);
        assert_eq!((uids(&gives.twinnings.given), uids(&gives.twinnings.received)), (vec!["tw"], vec![]));
        assert_eq!((uids(&receives.twinnings.given), uids(&receives.twinnings.received)), (vec![], vec!["tw"]));
        world.put(&[twinning("tw", "cancelled")]).await;
        assert_eq!(world.finds("telefono tipo:twinning").await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn one_for_members_is_no_ones_who_has_not_signed_in() {
    let world = World::new().await;
    settle(&world).await;
    world.put(&[with(twinning("tw", "running"), json!({"audience": "members"}))]).await;
    assert_eq!(list(&world, VISITOR, TwinningsRequest::default()).await.total, 0);
    assert_eq!(list(&world, &acts_for("zoe", "c"), TwinningsRequest::default()).await.total, 1);
    assert!(world.portal.home(&acts_for("zoe", "c"), IT).await.unwrap().twinnings.is_empty(), "home tells all alike");
    assert_eq!(world.finds("telefono tipo:twinning").await, Vec::<String>::new());
}

#[tokio::test]
async fn the_list_is_narrowed_and_each_theme_leads_to_as_many_as_it_says() {
    on_both(async |world| {
        demo::fill(world).await;
        let all = list(world, VISITOR, TwinningsRequest::default()).await;
        assert!(all.total >= 9, "{}", all.total);
        let only = |field: &str, value: &str| {
            let value = Some(value.to_owned());
            let mut request = TwinningsRequest::default();
            match field {
                "theme" => request.theme = value,
                "region" => request.region = value,
                "state" => request.state = value,
                _ => request.programme = value,
            }
            request
        };
        assert!(!all.by_theme.is_empty());
        for (theme, count) in &all.by_theme {
            assert_eq!(list(world, VISITOR, only("theme", &theme.slug)).await.total, *count, "{}", theme.slug);
        }
        let in_calabria = list(world, VISITOR, only("region", "18")).await;
        assert!(uids(&in_calabria.cards).contains(&"twin-tosca"));
        assert!(!uids(&in_calabria.cards).contains(&"twin-nu112"));
        let evaluated = list(world, VISITOR, only("state", "evaluated")).await;
        assert_eq!(uids(&evaluated.cards), ["twin-nu112"]);
        let of_qsn = only("programme", "prog-qsn-2007-2013");
        assert_eq!(uids(&list(world, VISITOR, of_qsn.clone()).await.cards), ["twin-tosca"]);
        let of_four = TwinningsRequest { priority: Some("4".to_owned()), ..of_qsn.clone() };
        assert_eq!(list(world, VISITOR, of_four).await.total, 1);
        let of_three = TwinningsRequest { priority: Some("3".to_owned()), ..of_qsn };
        assert_eq!(list(world, VISITOR, of_three).await.total, 1, "the programme has no such priority: it is left out");
        let unknown = only("theme", "x' OR 1=1");
        assert_eq!(list(world, VISITOR, unknown).await.total, all.total);
    })
    .await;
}

#[tokio::test]
async fn ac_003_4_home_shows_the_three_that_began_last() {
    let world = demo::world().await;
    let home = world.portal.home(VISITOR, IT).await.unwrap();
    let started: Vec<_> = home.twinnings.iter().map(|card| card.start_date).collect();
    assert_eq!(started.len(), 3);
    assert!(started.windows(2).all(|pair| pair[0] >= pair[1]), "{started:?}");
}

#[tokio::test]
async fn a_twinning_is_found_by_the_names_and_the_place_of_its_parties_as_they_are_now() {
    let world = World::new().await;
    settle(&world).await;
    world.put(&[twinning("tw", "running")]).await;
    assert_eq!(world.finds("Beta tipo:twinning").await, ["tw"]);
    world.put(&[organisation("b", "Unione delle Rive")]).await;
    assert_eq!(world.finds("Rive tipo:twinning").await, ["tw"]);
    let before = world.finds("telefono tipo:twinning").await;
    world.portal.rebuild_index(|_| {}).await.unwrap();
    assert_eq!(world.portal.verify_index().await.unwrap(), []);
    assert_eq!(world.finds("telefono tipo:twinning").await, before);
}
