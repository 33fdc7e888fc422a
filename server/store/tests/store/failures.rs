// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What did not work: which practices are listed, and which adoptions were given up.

use domain::policy::{Acting, ActingFor, Viewer};
use domain::practice::{Audience, Stage};
use domain::record::Record;
use serde_json::json;
use store::{FailureFilter, Page};

use crate::world::{World, kept, on_both, organisation, practice, record, uid};

fn dated(name: &str, day: &str, failures: Option<&str>) -> Record {
    let mut one = practice(name, name);
    one.published_on = Some(domain::PartialDate::parse(day).unwrap());
    one.failures = failures.map(str::to_owned);
    one.themes = vec![uid(&format!("t-{name}"))];
    kept(one)
}

fn adoption(name: &str, practice: &str, state: &str, year: i16) -> Record {
    record(json!({"type": "adoption", "uid": name, "practice": practice, "adopter_org": "o", "state": state,
        "year": year, "notes": "Perché.", "source": "spontaneous"}))
}

async fn listed(world: &World, viewer: &Viewer, filter: &FailureFilter, page: Page) -> (u64, Vec<String>) {
    let found = world.store.practices_with_failures(viewer, filter, page).await.unwrap();
    (found.total, found.rows.into_iter().map(|row| row.practice.record.uid.as_str().to_owned()).collect())
}

#[tokio::test]
async fn practices_with_failures_or_given_up_are_listed_newest_first() {
    on_both(async |world| {
        let mut quoting = practice("e", "e");
        quoting.problem = Some(r#"{"failures":"nel testo"}"#.to_owned());
        world
            .put(&[
                dated("a", "2022", Some("Le aule.")),
                dated("b", "2024", None),
                dated("c", "2023", None),
                dated("d", "2025", Some("I tempi.")),
                kept(quoting),
                adoption("x", "c", "abandoned", 2020),
                adoption("y", "b", "adopted", 2020),
                organisation("o", "Comune"),
            ])
            .await;
        let all = FailureFilter::default();
        let names = |found: (u64, Vec<String>)| (found.0, found.1.join(""));
        let visitor = &Viewer::Visitor;
        assert_eq!(names(listed(world, visitor, &all, Page::first(9)).await), (3, "dca".to_owned()));
        assert_eq!(names(listed(world, visitor, &all, Page { limit: 1, offset: 1 }).await), (3, "c".to_owned()));
        let filed = FailureFilter { themes: vec![uid("t-a"), uid("t-b")], among: None };
        assert_eq!(names(listed(world, visitor, &filed, Page::first(9)).await), (1, "a".to_owned()));
        let among = FailureFilter { themes: Vec::new(), among: Some(vec![uid("c"), uid("b")]) };
        assert_eq!(names(listed(world, visitor, &among, Page::first(9)).await), (1, "c".to_owned()));
        let nobody = FailureFilter { themes: Vec::new(), among: Some(Vec::new()) };
        assert_eq!(names(listed(world, visitor, &nobody, Page::first(9)).await), (0, String::new()));
        let rows = world.store.practices_with_failures(visitor, &all, Page::first(9)).await.unwrap().rows;
        let texts: Vec<_> = rows.iter().map(|row| row.failures.as_deref()).collect();
        assert_eq!(texts, [Some("I tempi."), None, Some("Le aule.")]);
    })
    .await;
}

#[tokio::test]
async fn lessons_are_of_the_library_and_for_whoever_may_read_the_practice() {
    on_both(async |world| {
        for stage in Stage::ALL {
            for audience in Audience::ALL {
                let name = format!("{stage}-{audience}");
                let mut one = practice(&name, &name);
                (one.stage, one.audience, one.owner_org) = (*stage, *audience, Some(uid("o")));
                one.failures = Some("Le aule.".to_owned());
                world.put(&[kept(one), adoption(&format!("a-{name}"), &name, "abandoned", 2020)]).await;
            }
        }
        let all = FailureFilter::default();
        let memberships = vec![ActingFor { organisation: uid("o"), role: domain::member::OrganisationRole::Editor }];
        let editor = Viewer::member(Acting { memberships, ..Acting::plain(uid("m")) });
        for viewer in [Viewer::Visitor, Viewer::Operator, Viewer::member(Acting::plain(uid("m"))), editor] {
            let (total, found) = listed(world, &viewer, &all, Page::first(100)).await;
            let visible = world.store.latest_practices(&viewer, Page::first(100)).await.unwrap();
            let in_library = |name: &str| {
                Stage::ALL.iter().any(|stage| stage.is_in_library() && name.starts_with(&format!("{stage}-")))
            };
            let visible = visible.into_iter().map(|row| row.record.uid.as_str().to_owned());
            let expected: Vec<String> = visible.filter(|name| in_library(name)).collect();
            assert_eq!((total, &found), (expected.len() as u64, &expected), "{viewer:?}");
            assert!(!found.is_empty());
        }
    })
    .await;
}

#[tokio::test]
async fn adoptions_that_were_given_up_come_with_their_adopters_the_latest_first() {
    on_both(async |world| {
        world
            .put(&[
                kept(practice("p", "Nidi")),
                kept(practice("q", "Mense")),
                kept(practice("r", "Musei")),
                organisation("o", "Comune di Prova"),
                adoption("x", "p", "abandoned", 2019),
                adoption("y", "q", "abandoned", 2021),
                adoption("z", "p", "pilot", 2022),
                adoption("w", "r", "abandoned", 2023),
            ])
            .await;
        let found = world.store.given_up(&[uid("p"), uid("q")]).await.unwrap();
        assert_eq!(found.iter().map(|row| row.record.uid.as_str()).collect::<Vec<_>>(), ["y", "x"]);
        assert_eq!(found[0].adopter.as_ref().unwrap().name, "Comune di Prova");
        assert!(world.store.given_up(&[]).await.unwrap().is_empty());
    })
    .await;
}
