// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! No text that a reader can send stops the server or makes it work for long.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::sync::LazyLock;

use domain::{Kind, Language};
use proptest::prelude::*;
use search::query::{MOST_CHARACTERS, MOST_WORDS, read};
use search::{Document, Identity, Index, Query, Searcher, excerpt};

static SEARCHER: LazyLock<(tempfile::TempDir, Searcher)> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let identity = Identity { database: "hostile".to_owned(), epoch: 1 };
    let rebuild = Index::rebuild(folder.path(), &identity).unwrap();
    for (uid, language, title) in [
        ("a", Language::Italian, "La città dell'infanzia e-government"),
        ("b", Language::French, "L'école d'été"),
        ("c", Language::Latvian, "Rīgas skolēni"),
    ] {
        let mut document = Document::new(Kind::Practice, uid, language, title);
        document.passages.push(format!("{title}. Ripetuto: {title}!"));
        rebuild.put(&document).unwrap();
    }
    let searcher = rebuild.finish(1).unwrap().searcher();
    searcher.set_synonyms(&[vec!["lavoro agile".to_owned(), "città".to_owned()]]);
    (folder, searcher)
});

fn survives(text: &str) {
    let reading = read(text);
    let words = |list: &[Vec<search::query::Typed>]| list.iter().map(Vec::len).sum::<usize>();
    let all = reading.words.len() + words(&reading.phrases) + words(&reading.excluded);
    assert!(all <= MOST_WORDS && reading.operators.len() <= MOST_WORDS);
    assert!(reading.text.chars().count() <= MOST_CHARACTERS);
    let query = Query { facets: true, ..Query::new(text, Language::Italian) };
    let results = SEARCHER.1.search(&query).unwrap();
    assert!(results.hits.len() <= results.total);
    SEARCHER.1.suggest(text, Language::Italian, 5).unwrap();
    excerpt(text, &results.words, Language::Italian, 50);
}

#[test]
fn texts_that_abort_a_nesting_parser_are_only_words() {
    for piece in ["(", "(a)", "a:(", "NOT ", "-", "\"", "((a OR b) AND ", "+", "^", "~", "[a TO "] {
        for times in [1, 16, 1_000, 8_000] {
            survives(&piece.repeat(times));
        }
    }
    for text in [
        "",
        " ",
        "'",
        "''",
        "\0",
        "-\"",
        "\"\"",
        "«",
        "tema:",
        "tema:\"",
        "anno>=",
        "anno>=x",
        "regione:'; drop table",
        ".*",
        "/.*/",
        "a*",
        "a~2",
        "*",
        "?",
        "\\",
        "\u{202e}abc",
        "e\u{301}\u{301}\u{301}",
        "ﬁﬂ",
        "𝔘𝔫𝔦",
        "İ",
        "ǅ",
        "-tema:x",
        "tema:-x",
        "anno>=99999999999",
    ] {
        survives(text);
    }
    survives(&"a\u{301}".repeat(10_000));
    survives(&"x".repeat(100_000));
}

#[test]
fn what_is_too_long_is_cut_and_said() {
    assert!(!read("quattro parole in croce").cut);
    assert!(read(&"parola ".repeat(17)).cut);
    assert_eq!(read(&"parola ".repeat(17)).words.len(), MOST_WORDS);
    assert!(read(&"x".repeat(257)).cut);
}

#[test]
fn a_far_page_is_empty_and_costs_nothing() {
    for (offset, limit) in [(usize::MAX, 10), (0, usize::MAX), (5_000, 5_000), (0, 0)] {
        let query = Query { offset, limit, ..Query::new("citta", Language::Italian) };
        assert!(SEARCHER.1.search(&query).unwrap().hits.len() <= 3);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn any_text_is_a_query(text in "\\PC{0,300}") {
        survives(&text);
    }

    #[test]
    fn any_mixture_of_signs_is_a_query(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "\"", "-", "tema:", "anno>=", "regione:", "(", ")", " ", "città", "e", "-e", "_",
                "«", "»", "'", "’", "2019", "à", "a\u{300}", "\n", "…", "ente:", "lavoro agile",
            ]),
            0..60,
        )
    ) {
        survives(&pieces.concat());
    }

    #[test]
    fn an_excerpt_of_any_text_is_part_of_it(text in "\\PC{0,400}", most in 0usize..200) {
        let words = SEARCHER.1.search(&Query::new(&text, Language::French)).unwrap().words;
        for run in excerpt(&text, &words, Language::French, most) {
            let inner = run.text.trim_start_matches("… ").trim_end_matches(" …");
            prop_assert!(text.contains(inner));
        }
    }
}
