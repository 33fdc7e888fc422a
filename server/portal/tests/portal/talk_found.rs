// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Threads and posts among what is found: by whom they are for, and by nobody else.

use domain::Locale;
use domain::member::OrganisationRole;
use domain::policy::{Acting, ActingFor, Viewer};
use portal::cards::FoundRecord;
use portal::indexing::Followed;
use portal::values::{SearchPage, SearchRequest};
use portal::{Portal, WithFacets};
use serde_json::{Value, json};

use crate::world::{World, on_both, organisation, practice};

const IT: Locale = Locale::Italian;

fn uid(text: &str) -> domain::Uid {
    domain::Uid::parse(text).unwrap()
}

fn acts_for(name: &str, body: &str) -> Viewer {
    let acting_for = ActingFor { organisation: uid(body), role: OrganisationRole::Contributor };
    Viewer::member(Acting { memberships: vec![acting_for], ..Acting::plain(uid(name)) })
}

fn thread(name: &str, about: Option<(&str, &str)>, audience: &str, body: &str) -> Value {
    let mut line = json!({"type": "thread", "uid": name, "title": format!("Discussione {name}"), "language": "it",
        "body": body, "author": "ada", "at": 1_000});
    if audience != "public" {
        line["audience"] = json!(audience);
    }
    if let Some((kind, thing)) = about {
        line["about"] = json!({kind: thing});
        if kind == "twinning" {
            line["writers"] = json!("within");
        }
    }
    line
}

fn post(name: &str, thread: &str, body: &str) -> Value {
    json!({"type": "post", "uid": name, "thread": thread, "body": body, "author": "bea", "at": 2_000})
}

/// A discussion for everybody, one for members, one for the parties of a twinning, and what is said in them.
async fn settle(world: &World) {
    world.put(&[organisation("a", "Comune di Alfa"), organisation("b", "Comune di Beta"), practice("p", "Nidi")]).await;
    let twinning = json!({"type": "twinning", "uid": "gem", "title": "Mense gemelle", "language": "it", "state": "running",
        "parties": [{"organisation": "a", "role": "offering"}, {"organisation": "b", "role": "recipient"}]});
    world
        .put(&[
            twinning,
            thread("aperta", Some(("practice", "p")), "public", "Serve il vanadio?"),
            thread("soci", None, "members", "Il vanadio costa."),
            thread("parti", Some(("twinning", "gem")), "parties", "Il vanadio per noi."),
            post("aperta-1", "aperta", "Basta poco vanadio, e un po' di molibdeno."),
            post("parti-1", "parti", "Segreto: il vanadio con il tungsteno."),
        ])
        .await;
    world.follow().await;
}

async fn ask(portal: &Portal, viewer: &Viewer, text: &str, within: &[&str]) -> SearchPage {
    let within = within.iter().map(|code| (*code).to_owned()).collect();
    let request = SearchRequest { text: text.to_owned(), within, limit: 50, ..SearchRequest::default() };
    portal.search(viewer, IT, request, WithFacets::Yes).await.unwrap()
}

fn found(page: &SearchPage) -> Vec<String> {
    let name = |found: &portal::cards::Found| match &found.record {
        FoundRecord::Thread(line) => line.uid.clone(),
        FoundRecord::Post(card) => card.uid.clone(),
        other => format!("{:?}", other.kind()),
    };
    let mut names: Vec<String> = page.found.iter().map(name).collect();
    names.sort();
    assert_eq!(names.len(), page.total, "nothing that is counted is left out");
    names
}

#[tokio::test]
async fn threads_and_posts_are_found_by_whom_they_are_for_and_counted_for_nobody_else() {
    on_both(async |world| {
        settle(world).await;
        let portal = &world.portal;
        let stranger = Viewer::member(Acting::plain(uid("x")));
        for (viewer, expected) in [
            (Viewer::Visitor, vec!["aperta", "aperta-1"]),
            (stranger.clone(), vec!["aperta", "aperta-1", "soci"]),
            (acts_for("y", "b"), vec!["aperta", "aperta-1", "parti", "parti-1", "soci"]),
        ] {
            let page = ask(portal, &viewer, "vanadio", &[]).await;
            assert_eq!(found(&page), expected, "{viewer:?}");
            let kinds = page.facets.iter().find(|facet| facet.parameter == "kind").unwrap();
            let counted: u64 = kinds.values.iter().map(|value| value.count).sum();
            assert_eq!(counted, expected.len() as u64, "{viewer:?}");
        }
        // A word that stands only where a visitor does not read is corrected like one that stands nowhere.
        let page = ask(portal, &Viewer::Visitor, "tungsteno", &[]).await;
        assert_eq!((page.total, page.correction), (0, None));
        let near = ask(portal, &Viewer::Visitor, "tungstenno", &[]).await;
        assert_eq!((near.total, near.correction), (0, None));
        assert!(portal.suggest(&stranger, IT, "discussione").await.unwrap().is_empty());
        assert!(portal.verify_index().await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_search_within_a_thread_or_a_twinning_finds_nothing_else() {
    on_both(async |world| {
        settle(world).await;
        let portal = &world.portal;
        let party = acts_for("y", "b");
        assert_eq!(found(&ask(portal, &party, "vanadio", &["thread:aperta"]).await), ["aperta", "aperta-1"]);
        let in_twinning = ask(portal, &party, "vanadio", &["twinning:gem"]).await;
        assert_eq!(found(&in_twinning), ["parti", "parti-1"]);
        let place = in_twinning.facets.iter().find(|facet| facet.parameter == "in").unwrap();
        assert_eq!(place.values.iter().map(|value| (value.count, value.chosen)).collect::<Vec<_>>(), [(2, true)]);
        assert_eq!(found(&ask(portal, &Viewer::Visitor, "vanadio", &["twinning:gem"]).await), Vec::<String>::new());
        // What cannot be read, or is nothing, is left out like every other word that is not understood.
        let left_out = ask(portal, &Viewer::Visitor, "vanadio", &["thread:parti", "colour:green"]).await;
        assert_eq!((left_out.request.within.len(), found(&left_out).len()), (0, 2));
    })
    .await;
}

#[tokio::test]
async fn who_finds_the_posts_follows_from_what_becomes_of_thread_and_twinning() {
    on_both(async |world| {
        settle(world).await;
        let portal = &world.portal;
        world.put(&[thread("aperta", Some(("practice", "p")), "members", "Serve il vanadio?")]).await;
        assert!(matches!(world.follow().await, Followed::CaughtUp(_)));
        assert!(found(&ask(portal, &Viewer::Visitor, "vanadio", &[]).await).is_empty());
        let mut gone = practice("p", "Nidi");
        gone["stage"] = json!("deleted");
        world.put(&[gone]).await;
        world.follow().await;
        let stranger = Viewer::member(Acting::plain(uid("x")));
        assert_eq!(found(&ask(portal, &stranger, "vanadio", &[]).await), ["soci"]);
        assert!(portal.verify_index().await.unwrap().is_empty());
    })
    .await;
}
