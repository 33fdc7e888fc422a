// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Searching small libraries of our own: synonyms as records, operators, excerpts, paging, hostile texts.

use domain::Locale;
use domain::policy::Viewer;
use portal::WithFacets;
use portal::values::{SearchRequest, Sort};
use serde_json::json;

use crate::world::{World, organisation, practice, theme, uids, with};

/// A small library over themes, regions, years and owners.
async fn library() -> World {
    let world = World::new().await;
    world
        .put(&[
            theme("scuola", None),
            theme("nidi", Some("scuola")),
            theme("rifiuti", None),
            organisation("org-alfa", "Comune di Borgoalfa"),
            with(practice("asilo", "Asilo aperto"), json!({"themes": ["nidi"], "region": "09", "start_date": "2015", "owner_org": "org-alfa", "solution": "Rete di servizi."})),
            with(practice("mensa", "Mensa della rete"), json!({"themes": ["scuola"], "region": "12", "start_date": "2019", "solution": "Servizi di rete."})),
            with(practice("secchi", "Raccolta in rete"), json!({"themes": ["rifiuti"], "region": "09", "start_date": "2022"})),
        ])
        .await;
    world
}

#[tokio::test]
async fn operators_narrow() {
    let world = library().await;
    for (typed, wanted) in [
        ("rete tema:scuola", &["mensa", "asilo"][..]),
        ("rete tema:nidi", &["asilo"]),
        ("rete regione:09", &["secchi", "asilo"]),
        ("rete regione:toscana", &["secchi", "asilo"]),
        ("rete region:Lazio", &["mensa"]),
        ("rete fase:identificata", &[]),
        ("borgoalfa tipo:ente", &["org-alfa"]),
        ("borgoalfa tipo:organisation", &["org-alfa"]),
        ("rete anno>=2019", &["mensa", "secchi"]),
        ("rete anno<=2016", &["asilo"]),
        ("rete anno:2019", &["mensa"]),
        ("rete ente:borgoalfa", &["asilo"]),
        ("tipo:organisation", &["org-alfa"]),
        ("rete -mensa", &["secchi", "asilo"]),
        ("\"servizi di rete\"", &["mensa"]),
        ("\"rete di servizi\"", &["asilo"]),
        ("«rete di servizi»", &["asilo"]),
        ("rete -\"servizi di rete\"", &["secchi", "asilo"]),
        ("rete regione:99", &[]),
    ] {
        let mut found = world.finds(typed).await;
        let mut wanted = wanted.to_vec();
        found.sort_unstable();
        wanted.sort_unstable();
        assert_eq!(found, wanted, "{typed}");
    }
}

#[tokio::test]
async fn a_synonym_counts_from_the_moment_that_it_is_in() {
    let world = library().await;
    world.put(&[practice("lavoro", "Lavoro da casa")]).await;
    assert_eq!(world.search("telelavoro").await.total, 0);
    let words = |words: &[&str]| json!({"type": "synonym", "uid": "s", "words": words});
    world.put(&[words(&["telelavoro", "lavoro da casa"])]).await;
    assert_eq!(world.finds("telelavoro").await, ["lavoro"]);
    world.put(&[words(&["telelavoro", "smart working"])]).await;
    assert_eq!(world.search("telelavoro").await.total, 0);
}

#[tokio::test]
async fn synonyms_are_there_after_a_restart() {
    let world = library().await;
    world
        .put(&[
            practice("lavoro", "Lavoro da casa"),
            json!({"type": "synonym", "uid": "s", "words": ["telelavoro", "lavoro da casa"]}),
        ])
        .await;
    let world = world.reopened().await;
    assert_eq!(world.finds("telelavoro").await, ["lavoro"]);
    assert_eq!(world.finds("rete tema:nidi").await, ["asilo"]);
}

#[tokio::test]
async fn an_excerpt_marks_what_was_searched_and_is_plain_text() {
    let world = World::new().await;
    let text = "Il <b>Comune</b> ha **aperto** un nido & una ludoteca per i bambini della città.";
    world.put(&[with(practice("p", "Servizi"), json!({"summary": text}))]).await;
    let found = world.search("nidi citta").await;
    let runs = &found.found[0].excerpt;
    let marked: Vec<&str> = runs.iter().filter(|run| run.marked).map(|run| run.text.as_str()).collect();
    assert_eq!(marked, ["nido", "città"]);
    let whole: String = runs.iter().map(|run| run.text.as_str()).collect();
    assert!(!whole.contains("**") && whole.contains("nido & una"), "{whole}");
}

#[tokio::test]
async fn pages_of_results_neither_repeat_nor_lose() {
    let world = World::new().await;
    let many: Vec<_> = (0..57).map(|at| practice(&format!("p{at:02}"), "Nidi in rete")).collect();
    world.put(&many).await;
    for sort in [Sort::Relevance, Sort::Newest, Sort::Title] {
        let mut seen = Vec::new();
        for offset in (0..60).step_by(10) {
            let request = SearchRequest { text: "nidi".to_owned(), sort, offset, limit: 10, ..Default::default() };
            let page = world.ask(request).await;
            assert_eq!(page.total, 57);
            seen.extend(uids(&page));
        }
        let length = seen.len();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!((length, seen.len()), (57, 57), "{sort:?}");
    }
}

#[tokio::test]
async fn results_are_ordered_as_asked() {
    let world = World::new().await;
    let on = |uid: &str, title: &str, day: &str| with(practice(uid, title), json!({"published_on": day}));
    world
        .put(&[
            on("b", "Nidi bianchi", "2020-05-01"),
            on("a", "Àlberi e nidi", "2022-01"),
            on("c", "Corti e nidi", "2021"),
        ])
        .await;
    let ordered = async |sort| {
        let request = SearchRequest { text: "nidi".to_owned(), sort, limit: 10, ..Default::default() };
        uids(&world.ask(request).await)
    };
    assert_eq!(ordered(Sort::Newest).await, ["a", "c", "b"]);
    assert_eq!(ordered(Sort::Title).await, ["a", "c", "b"]);
}

#[tokio::test]
async fn helpful_pages_are_found_in_the_readers_language() {
    let world = library().await;
    let titles = async |locale: Locale, text: &str| {
        let request =
            SearchRequest { text: text.to_owned(), kinds: vec!["help".to_owned()], limit: 10, ..Default::default() };
        world.portal.search(&Viewer::Visitor, locale, request, WithFacets::No).await.unwrap()
    };
    let page = titles(Locale::Italian, "come si cerca").await;
    assert_eq!((page.total, page.facets.len()), (1, 0));
    assert_eq!(titles(Locale::English, "search words").await.total, 1);
}

#[tokio::test]
async fn titles_are_suggested_while_typing() {
    let world = library().await;
    let suggested = async |typed: &str| {
        let titles = world.portal.suggest(&Viewer::Visitor, Locale::Italian, typed).await.unwrap();
        titles.into_iter().map(|title| title.title).collect::<Vec<_>>()
    };
    assert_eq!(suggested("asi").await, ["Asilo aperto"]);
    assert_eq!(suggested("ASÌ").await, ["Asilo aperto"]);
    assert_eq!(suggested("borgo").await, ["Comune di Borgoalfa"]);
    assert_eq!(suggested("rete mens").await, ["Mensa della rete"]);
    let themes = world.portal.suggest(&Viewer::Visitor, Locale::Italian, "rifiu").await.unwrap();
    assert_eq!(themes.first().map(|theme| theme.what), Some(portal::Suggested::Theme));
    assert_eq!(suggested("").await, Vec::<String>::new());
    assert!(suggested("zzzz").await.is_empty());
}

#[tokio::test]
async fn a_hostile_text_is_a_text_like_others() {
    let world = library().await;
    for text in hostile() {
        let page = world.search(&text).await;
        assert!(page.found.len() <= 10);
        world.portal.suggest(&Viewer::Visitor, Locale::Italian, &text).await.unwrap();
    }
}

/// What brought other query readers down (TRAPS T1, D5).
fn hostile() -> Vec<String> {
    let mut texts: Vec<String> = [
        "(",
        "(a)",
        "a:(",
        "NOT ",
        "\"",
        "-",
        "~",
        "*",
        "[* TO *]",
        "a~9 ",
        "/.*.*.*x/",
        "tema:",
        "anno>=",
        "\u{202e}",
        "e\u{301}",
        "'",
        "l'",
        "«",
        "\0",
    ]
    .iter()
    .map(|piece| piece.repeat(1_000))
    .collect();
    texts.push("a ".repeat(100_000));
    texts.push("x".repeat(1_000_000));
    texts.push("anno>=99999999999999999999 anno<=-1 rete".to_owned());
    texts.push("' OR 1=1 --".to_owned());
    texts.push("*:*".to_owned());
    texts
}

#[tokio::test]
async fn too_much_at_once_is_told_to_come_back() {
    let world = library().await;
    let mut searches = tokio::task::JoinSet::new();
    for _ in 0..200 {
        let portal = world.portal.clone();
        let request = SearchRequest { text: "rete".to_owned(), limit: 10, ..Default::default() };
        searches.spawn(async move { portal.search(&Viewer::Visitor, Locale::Italian, request, WithFacets::Yes).await });
    }
    let mut answered = 0;
    while let Some(outcome) = searches.join_next().await {
        match outcome.unwrap() {
            Ok(page) => {
                assert_eq!(page.total, 3);
                answered += 1;
            }
            Err(portal::Error::Busy) => {}
            Err(other) => panic!("{other}"),
        }
    }
    assert!(answered >= 16, "{answered}");
    assert_eq!(world.search("rete").await.total, 3);
}
