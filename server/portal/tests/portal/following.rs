// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The index follows the log, and can be compared with the database at any time.

use domain::Kind;
use portal::indexing::Followed;
use serde_json::json;

use crate::demo;
use crate::world::{World, adoption, on_both, organisation, practice, theme, uids, with};

#[tokio::test]
async fn a_changed_title_is_found_by_the_new_one_only() {
    on_both(async |world| {
        world.put(&[practice("p", "Ludoteca")]).await;
        assert_eq!(world.finds("ludoteca").await, ["p"]);
        world.import(practice("p", "Mediateca").to_string()).await;
        assert_eq!(world.follow().await, Followed::CaughtUp(1));
        assert_eq!((world.search("ludoteca").await.total, world.finds("mediateca").await), (0, vec!["p".to_owned()]));
        assert_eq!(world.follow().await, Followed::CaughtUp(0));
    })
    .await;
}

#[tokio::test]
async fn a_renamed_owner_is_found_with_its_practices() {
    on_both(async |world| {
        world
            .put(&[organisation("o", "Comune di Roccaverde"), with(practice("p", "Nidi"), json!({"owner_org": "o"}))])
            .await;
        let found = world.finds("roccaverde").await;
        assert!(found.contains(&"p".to_owned()) && found.contains(&"o".to_owned()), "{found:?}");
        world.put(&[organisation("o", "Comune di Montebruno")]).await;
        assert_eq!(world.search("roccaverde").await.total, 0);
        assert_eq!(world.search("montebruno").await.total, 2);
    })
    .await;
}

#[tokio::test]
async fn a_practice_is_found_by_what_was_said_of_its_adoption_whichever_comes_first() {
    on_both(async |world| {
        let said = json!({"type": "testimonial", "uid": "t", "about": {"kind": "adoption", "uid": "a"},
            "author": "Bea Roccaverde", "organisation_name": "Comune", "quote": "Ci ha convinti a proseguire.",
            "on": "2022"});
        world.put(&[practice("p", "Nidi"), said.clone()]).await;
        assert_eq!(world.search("roccaverde").await.total, 0);
        world.put(&[adoption("a", "p", "pilot")]).await;
        assert_eq!(world.finds("roccaverde").await, ["p"]);
        world.put(&[with(said, json!({"standing": "hidden"}))]).await;
        assert_eq!(world.search("roccaverde").await.total, 0);
    })
    .await;
}

#[tokio::test]
async fn a_practice_is_found_by_the_opinions_of_experts() {
    let world = World::new().await;
    let opinion =
        json!({"on": "2024", "outcome": "favourable", "rating": "declared", "text": "Un metodo *encomiabile*."});
    world.put(&[with(practice("p", "Nidi"), json!({"opinions": [opinion]}))]).await;
    assert_eq!(world.finds("encomiabile").await, ["p"]);
}

#[tokio::test]
async fn an_owner_that_comes_later_is_found_with_its_practices() {
    let world = World::new().await;
    world.put(&[with(practice("p", "Nidi"), json!({"owner_org": "o"}))]).await;
    world.put(&[organisation("o", "Comune di Roccaverde")]).await;
    assert!(world.finds("roccaverde").await.contains(&"p".to_owned()));
    let by_region = world.search("nidi regione:09").await;
    assert_eq!(uids(&by_region), ["p"], "the owner's region is the practice's");
}

#[tokio::test]
async fn a_theme_that_gets_a_parent_is_found_under_it() {
    let world = World::new().await;
    let filed = with(practice("p", "Nidi"), json!({"themes": ["nidi"]}));
    world.put(&[theme("scuola", None), theme("nidi", None), filed]).await;
    assert_eq!(world.search("nidi tema:scuola").await.total, 0);
    world.put(&[theme("nidi", Some("scuola"))]).await;
    assert_eq!(world.finds("nidi tema:scuola").await, ["p"]);
}

#[tokio::test]
async fn a_planted_difference_is_found() {
    on_both(async |world| {
        world.put(&[practice("one", "Uno"), practice("two", "Due"), practice("three", "Tre")]).await;
        world.tamper("UPDATE practices SET version = 7 WHERE uid = 'two'").await;
        world.tamper("DELETE FROM practices WHERE uid = 'three'").await;
        let found = world.portal.verify_index().await.unwrap();
        let found: Vec<_> = found.iter().map(|one| (one.kind, one.uid.as_str(), one.database, one.index)).collect();
        assert_eq!(found, [(Kind::Practice, "three", None, Some(1)), (Kind::Practice, "two", Some(7), Some(1))]);
        world.portal.rebuild_index(|_| {}).await.unwrap();
        assert_eq!(world.portal.verify_index().await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn a_draft_that_the_index_holds_is_a_difference() {
    let world = World::new().await;
    world.put(&[practice("one", "Uno")]).await;
    world.import(with(practice("one", "Uno"), json!({"stage": "draft"})).to_string()).await;
    let found = world.portal.verify_index().await.unwrap();
    assert_eq!((found.len(), found[0].database), (1, None));
    world.follow().await;
}

#[tokio::test]
async fn an_index_built_anew_gives_the_same_answers() {
    let world = demo::world().await;
    let asked = [
        "formazione gratuita dipendenti",
        "lavoro agile",
        "DSBPGoverance",
        "",
        "città",
        "nidi -firenze",
        "tema:rifiuti",
        "\"area vasta\"",
    ];
    let mut before = Vec::new();
    for text in asked {
        let page = world.search(text).await;
        before.push((uids(&page), page.total, page.correction.clone(), page.facets));
    }
    let mut told = 0;
    let rebuilt = world.portal.rebuild_index(|records| told = records).await.unwrap();
    let Followed::Rebuilt(records) = rebuilt else { panic!("{rebuilt:?}") };
    assert!(told > 0 && told <= records);
    assert_eq!(world.portal.verify_index().await.unwrap(), []);
    for (text, before) in asked.iter().zip(before) {
        let page = world.search(text).await;
        assert_eq!((uids(&page), page.total, page.correction.clone(), page.facets), before, "{text}");
    }
}

#[tokio::test]
async fn records_that_came_one_by_one_are_found_as_those_that_came_at_once() {
    let at_once = demo::world().await;
    let one_by_one = World::new().await;
    let demo = demo::records();
    for part in demo.chunks(40) {
        one_by_one.put(part).await;
    }
    for text in ["formazione gratuita dipendenti", "smartworking", "tariffa puntuale", "compétences numériques"] {
        // Records that were replaced weigh in until they are merged away, so only the order of the tail may differ.
        let all = portal::values::SearchRequest { text: text.to_owned(), limit: 100, ..Default::default() };
        let (left, right) = (at_once.ask(all.clone()).await, one_by_one.ask(all).await);
        let (mut these, mut those) = (uids(&left), uids(&right));
        assert_eq!((&these[0], left.total, left.facets), (&those[0], right.total, right.facets), "{text}");
        // The discussion that a twinning has from its birth is called otherwise in each portal.
        let is_born = |uid: &String| demo.iter().all(|record| record["uid"] != uid.as_str());
        assert_eq!(these.extract_if(.., |uid| is_born(uid)).count(), those.extract_if(.., |uid| is_born(uid)).count());
        these.sort_unstable();
        those.sort_unstable();
        assert_eq!(these, those, "{text}");
    }
}

#[tokio::test]
async fn the_index_goes_on_where_it_stopped_after_a_restart() {
    let world = World::new().await;
    world.put(&[practice("one", "Uno")]).await;
    world.import(practice("two", "Due").to_string()).await;
    let position = world.portal.index_position();
    let world = world.reopened().await;
    assert!(world.portal.can_search());
    assert_eq!(world.portal.index_position(), position);
    assert_eq!(world.follow().await, Followed::CaughtUp(1));
    assert_eq!(world.finds("due").await, ["two"]);
}

#[tokio::test]
async fn a_second_process_leaves_the_index_to_the_first() {
    let world = World::new().await;
    world.put(&[practice("one", "Uno")]).await;
    world.follow().await;
    let second = world.beside().await;
    assert_eq!(second.run_pending_work().await.unwrap(), Followed::HeldElsewhere);
    assert!(second.can_search());
    world.import(practice("two", "Due").to_string()).await;
    assert_eq!(second.run_pending_work().await.unwrap(), Followed::HeldElsewhere);
    assert_eq!(world.follow().await, Followed::CaughtUp(1));
}

#[tokio::test]
async fn a_process_that_takes_over_follows_what_the_first_had_not() {
    let world = World::new().await;
    world.put(&[practice("one", "Uno")]).await;
    world.follow().await;
    let second = world.beside().await;
    assert_eq!(second.run_pending_work().await.unwrap(), Followed::HeldElsewhere);
    world.import(practice("two", "Due").to_string()).await;
    assert_eq!(second.run_pending_work().await.unwrap(), Followed::HeldElsewhere);
    drop(world.portal);
    assert_eq!(second.run_pending_work().await.unwrap(), Followed::CaughtUp(1));
    assert_eq!(second.verify_index().await.unwrap(), []);
}

#[tokio::test]
async fn a_second_process_finds_what_the_first_indexed() {
    let world = World::new().await;
    world.put(&[practice("one", "Uno")]).await;
    world.follow().await;
    let second = world.beside().await;
    second.run_pending_work().await.unwrap();
    world.put(&[practice("two", "Due")]).await;
    second.run_pending_work().await.unwrap();
    assert_eq!(second.verify_index().await.unwrap(), []);
}

#[tokio::test]
async fn an_import_longer_than_one_batch_is_followed_to_its_end() {
    let world = World::new().await;
    let lines: String = (0..1_300).map(|at| format!("{}\n", practice(&format!("p{at}"), "Nidi"))).collect();
    world.import(lines).await;
    world.follow().await;
    assert_eq!(world.search("nidi").await.total, 1_300);
    assert_eq!(world.portal.index_position(), world.portal.store().last_seq().await.unwrap());
}
