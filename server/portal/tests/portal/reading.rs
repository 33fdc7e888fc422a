// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Reading a practice at its address.

use domain::Locale;
use domain::policy::Viewer;
use domain::practice::{Audience, Stage};
use portal::Error;
use portal::values::PracticeAt;
use serde_json::json;

use crate::world::{World, on_both, practice, with};

#[tokio::test]
async fn texts_are_rendered_and_cannot_bring_script_along() {
    on_both(async |world| {
        let texts = json!({
            "problem": "Il **bisogno** <script>alert(1)</script>",
            "solution": "[qui](javascript:alert(1)) e [lì](https://example.org)",
            "models": [{"title": "Aula", "description": "Un'*aula*."}],
        });
        world.put(&[with(practice("p", "Nidi"), texts)]).await;
        let html = world.page("p").await.html;
        let problem = html.problem.unwrap().as_str().to_owned();
        assert!(problem.contains("<strong>bisogno</strong>") && !problem.contains("<script"), "{problem}");
        let solution = html.solution.unwrap().as_str().to_owned();
        assert!(solution.contains("https://example.org") && !solution.contains("href=\"javascript:"), "{solution}");
        assert!(html.models[0].as_str().contains("<em>aula</em>"));
        assert!(html.failures.is_none());
    })
    .await;
}

#[tokio::test]
async fn ac_004_3_a_practice_says_who_paid_for_it_how_much_and_by_which_programme() {
    on_both(async |world| {
        let paid = json!({
            "call": "Bando per il lavoro agile",
            "year": 2018,
            "amount": 120_000,
            "co_financing_percent": 30,
            "programme": "prog",
        });
        let programme = json!({"type": "programme", "uid": "prog", "name": {"it": "Programma regionale", "en": "Regional programme"}});
        world.put(&[programme, with(practice("p", "Lavoro agile"), json!({"funding": [paid]}))]).await;
        let page = world.page("p").await;
        let funding = &page.practice.funding[0];
        assert_eq!(funding.call.as_deref(), Some("Bando per il lavoro agile"));
        assert_eq!((funding.year, funding.amount, funding.co_financing_percent), (Some(2018), Some(120_000), Some(30)));
        assert_eq!(page.programmes.len(), 1);
        assert!(page.programmes[0].is_some(), "the programme is named");
    })
    .await;
}

#[tokio::test]
async fn a_rendering_that_is_missing_is_made_again() {
    on_both(async |world| {
        world.put(&[with(practice("p", "Nidi"), json!({"problem": "Il **bisogno**"}))]).await;
        let kept = world.page("p").await.html.problem;
        world.tamper("DELETE FROM renderings").await;
        assert_eq!(world.page("p").await.html.problem.unwrap().as_str(), kept.unwrap().as_str());
    })
    .await;
}

#[tokio::test]
async fn an_old_address_leads_to_the_present_one() {
    on_both(async |world| {
        world.put(&[practice("p", "Nidi comunali")]).await;
        world.put(&[practice("p", "Nidi in rete")]).await;
        let PracticeAt::Moved(present) = world.at_slug("nidi-comunali").await.unwrap() else { panic!("it moved") };
        assert_eq!(present, "nidi-in-rete");
        let PracticeAt::Here(page) = world.at_slug(&present).await.unwrap() else { panic!("it is here") };
        assert_eq!(page.practice.uid.as_str(), "p");
    })
    .await;
}

#[tokio::test]
async fn only_what_is_public_and_in_the_library_is_there_for_visitors() {
    on_both(async |world| {
        for stage in Stage::ALL {
            for audience in Audience::ALL {
                let fields = json!({"stage": stage, "audience": audience});
                world.put(&[with(practice("p", "Nidi"), fields)]).await;
                let is_open = stage.is_in_library() && *audience == Audience::Public;
                let at = world.at_slug("nidi").await;
                assert_eq!(at.is_ok(), is_open, "{stage} {audience}");
                assert!(is_open || matches!(at, Err(Error::NotFound)), "{stage} {audience}");
                let by_uid = world.portal.practice_by_uid(&Viewer::Visitor, Locale::Italian, "p").await;
                assert_eq!(by_uid.is_ok(), is_open, "{stage} {audience}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn an_old_address_of_a_draft_does_not_betray_it() {
    let world = World::new().await;
    world.put(&[practice("p", "Nidi comunali")]).await;
    world.put(&[with(practice("p", "Nidi segreti"), json!({"stage": "draft"}))]).await;
    assert!(matches!(world.at_slug("nidi-comunali").await, Err(Error::NotFound)));
}

#[tokio::test]
async fn what_is_no_address_is_not_found() {
    let world = World::new().await;
    for odd in ["", "..", "a/b", "Nidi", "nidi\0", &"a".repeat(121), "città", "%2e%2e"] {
        assert!(matches!(world.at_slug(odd).await, Err(Error::NotFound)), "{odd:?}");
        let by_uid = world.portal.practice_by_uid(&Viewer::Visitor, Locale::Italian, odd).await;
        assert!(matches!(by_uid, Err(Error::NotFound)), "{odd:?}");
    }
}

#[tokio::test]
async fn variants_and_origins_name_each_other_where_both_are_public() {
    let world = World::new().await;
    world.put(&[practice("p", "Nidi"), with(practice("q", "Asili"), json!({"based_on": ["p"]}))]).await;
    world.put(&[with(practice("r", "Nidi segreti"), json!({"based_on": ["p"], "stage": "draft"}))]).await;
    let titles =
        |links: &[portal::cards::PracticeLink]| links.iter().map(|link| link.title.text.clone()).collect::<Vec<_>>();
    assert_eq!(titles(&world.page("p").await.variants), ["Asili"]);
    assert_eq!(titles(&world.page("q").await.based_on), ["Nidi"]);
}

#[tokio::test]
async fn a_translation_is_shown_to_who_reads_its_language() {
    let world = World::new().await;
    let translated = json!({"translations": [{"language": "en", "title": "Nurseries", "summary": "A sentence."}]});
    world.put(&[with(practice("p", "Nidi"), translated)]).await;
    for (locale, title, language) in [(Locale::Italian, "Nidi", "it"), (Locale::English, "Nurseries", "en")] {
        let home = world.portal.home(&Viewer::Visitor, locale).await.unwrap();
        assert_eq!(home.latest[0].title.text, title);
        assert_eq!(home.latest[0].title.language.code(), language);
    }
}
