// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What did not work: who tells it, who may read it, and how the list is narrowed.

use domain::Locale;
use domain::policy::Viewer;
use portal::failures::{FailuresPage, FailuresRequest};
use serde_json::{Value, json};

use crate::world::{World, adoption, on_both, practice, theme, with};

async fn failures(world: &World, request: FailuresRequest) -> FailuresPage {
    world.portal.failures(&Viewer::Visitor, Locale::Italian, request).await.unwrap()
}

async fn all(world: &World) -> FailuresPage {
    failures(world, FailuresRequest::default()).await
}

fn titles(page: &FailuresPage) -> Vec<&str> {
    page.lessons.iter().map(|lesson| lesson.practice.title.text.as_str()).collect()
}

fn telling(uid: &str, title: &str, day: &str) -> Value {
    with(practice(uid, title), json!({"failures": "Le **aule** vuote.", "published_on": day}))
}

fn abandoned(uid: &str, practice: &str) -> Value {
    with(adoption(uid, practice, "abandoned"), json!({"notes": "Mancava *personale*.", "year": 2022}))
}

#[tokio::test]
async fn practices_tell_what_did_not_work_and_bodies_why_they_gave_up() {
    on_both(async |world| {
        world
            .put(&[
                telling("p", "Nidi", "2024-05"),
                practice("q", "Mense"),
                practice("r", "Musei"),
                abandoned("a", "q"),
                adoption("b", "r", "adopted"),
            ])
            .await;
        let page = all(world).await;
        assert_eq!((titles(&page), page.total), (vec!["Nidi", "Mense"], 2));
        assert_eq!(page.lessons[0].failures.as_deref(), Some("Le aule vuote."));
        assert!(page.lessons[0].given_up.is_empty() && page.lessons[1].failures.is_none());
        let given_up = &page.lessons[1].given_up[0];
        assert_eq!((given_up.adopter.as_str(), given_up.year), ("Comune di Prova", Some(2022)));
        assert_eq!(given_up.reason, "Mancava personale.");
    })
    .await;
}

#[tokio::test]
async fn what_is_hidden_teaches_visitors_nothing() {
    on_both(async |world| {
        world.put(&[telling("p", "Nidi", "2024")]).await;
        for fields in [json!({"stage": "draft"}), json!({"stage": "archived"}), json!({"audience": "members"})] {
            world.put(&[with(telling("h", "Nascosta", "2025"), fields.clone()), abandoned("a", "h")]).await;
            let page = all(world).await;
            assert_eq!((titles(&page), page.total), (vec!["Nidi"], 1), "{fields}");
        }
        // Nor are drafts lessons for those who may read them.
        world.put(&[with(telling("h", "Nascosta", "2025"), json!({"stage": "draft"}))]).await;
        let page = world.portal.failures(&Viewer::Operator, Locale::Italian, FailuresRequest::default()).await.unwrap();
        assert_eq!(titles(&page), ["Nidi"]);
    })
    .await;
}

#[tokio::test]
async fn a_theme_and_words_narrow_the_list() {
    on_both(async |world| {
        let filed = |record: Value, theme: &str| with(record, json!({"themes": [theme]}));
        world
            .put(&[
                theme("scuola", None),
                theme("nidi", Some("scuola")),
                theme("cultura", None),
                filed(telling("p", "Asili aperti", "2024"), "nidi"),
                filed(telling("q", "Musei diffusi", "2023"), "cultura"),
            ])
            .await;
        let by_theme = |slug: &str| FailuresRequest { theme: Some(slug.to_owned()), ..FailuresRequest::default() };
        assert_eq!(titles(&failures(world, by_theme("scuola")).await), ["Asili aperti"]);
        let unknown = failures(world, by_theme("boh")).await;
        assert_eq!((titles(&unknown).len(), unknown.request.theme), (2, None));
        let by_text = |text: &str| FailuresRequest { text: text.to_owned(), ..FailuresRequest::default() };
        assert_eq!(titles(&failures(world, by_text("museo diffuso")).await), ["Musei diffusi"]);
        let nothing = failures(world, by_text("xyzzyqwert")).await;
        assert_eq!((titles(&nothing).len(), nothing.total), (0, 0));
        assert_eq!(nothing.themes.len(), 3);
    })
    .await;
}

#[tokio::test]
async fn the_list_is_read_page_by_page() {
    let world = World::new().await;
    let many: Vec<Value> =
        (0..23).map(|at| telling(&format!("p{at:02}"), &format!("Pratica {at:02}"), "2024-01")).collect();
    world.put(&many).await;
    let mut seen = Vec::new();
    for page in 1..=4 {
        let page = failures(&world, FailuresRequest { page, ..FailuresRequest::default() }).await;
        assert_eq!((page.total, page.per_page), (23, 10));
        seen.extend(page.lessons.iter().map(|lesson| lesson.practice.uid.clone()));
    }
    assert_eq!(seen.len(), 23);
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), 23);
    let far = failures(&world, FailuresRequest { page: u32::MAX, ..FailuresRequest::default() }).await;
    assert!(far.lessons.is_empty());
}
