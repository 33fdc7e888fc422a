// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What readers expect of the search, on a handful of records.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use domain::{Kind, Language};
use search::{Document, Facet, Identity, Index, Query, Results, Searcher, Sort, Years, excerpt};
use tempfile::TempDir;

fn identity() -> Identity {
    Identity { database: "test".to_owned(), epoch: 1 }
}

fn practice(uid: &str, title: &str, text: &str) -> Document {
    let mut document = Document::new(Kind::Practice, uid, Language::Italian, title);
    document.passages.push(text.to_owned());
    document
}

fn indexed(documents: &[Document]) -> (TempDir, Searcher) {
    let folder = tempfile::tempdir().unwrap();
    let rebuild = Index::rebuild(folder.path(), &identity()).unwrap();
    documents.iter().for_each(|document| rebuild.put(document).unwrap());
    let searcher = rebuild.finish(1).unwrap().searcher();
    (folder, searcher)
}

fn library() -> Vec<Document> {
    let mut nidi = practice(
        "nidi",
        "Nidi comunali aperti al pomeriggio",
        "I servizi dell'infanzia restano aperti. Le famiglie pagano secondo il reddito.",
    );
    nidi.themes = vec!["infanzia".to_owned(), "sociale".to_owned()];
    nidi.regions = vec!["08".to_owned()];
    nidi.year = Some(2019);
    nidi.level = Some("municipality".to_owned());
    nidi.owner = Some(("u-bologna".to_owned(), "Comune di Bologna".to_owned()));
    nidi.published = 30;
    let mut capacity = practice(
        "capacita",
        "Rafforzare la capacità amministrativa",
        "La pubblica amministrazione cresce con la formazione gratuita dei dipendenti.",
    );
    capacity.themes = vec!["personale".to_owned()];
    capacity.regions = vec!["12".to_owned()];
    capacity.year = Some(2021);
    capacity.published = 20;
    let mut smart = practice(
        "smart",
        "Smart working nei piccoli comuni",
        "Si resta a casa due giorni. Il portale DSBPGovernance segue i risultati.",
    );
    smart.themes = vec!["personale".to_owned(), "digitale".to_owned()];
    smart.regions = vec!["08".to_owned()];
    smart.year = Some(2023);
    smart.published = 10;
    let mut waste = practice(
        "rifiuti",
        "Raccolta differenziata porta a porta",
        "La città raccoglie i rifiuti urbani. La gestione dei rifiuti costa meno.",
    );
    waste.regions = vec!["05".to_owned()];
    waste.year = Some(2015);
    waste.published = 40;
    let mut english = Document::new(Kind::Organisation, "riga", Language::English, "City of Riga");
    english.passages.push("The city shares services for children with its neighbours.".to_owned());
    english.published = 50;
    vec![nidi, capacity, smart, waste, english]
}

fn ask(searcher: &Searcher, text: &str) -> Results {
    searcher.search(&Query::new(text, Language::Italian)).unwrap()
}

fn uids(results: &Results) -> Vec<&str> {
    results.hits.iter().map(|hit| hit.uid.as_str()).collect()
}

fn first(searcher: &Searcher, text: &str) -> String {
    ask(searcher, text).hits.first().map(|hit| hit.uid.clone()).unwrap_or_default()
}

#[test]
fn accents_may_be_left_out_or_written_as_apostrophes() {
    let (_folder, searcher) = indexed(&library());
    for typed in ["capacità", "capacita", "capacita'", "CAPACITÀ", "capacita\u{300}"] {
        assert_eq!(first(&searcher, typed), "capacita", "{typed}");
    }
    for typed in ["città", "citta'", "citta"] {
        assert!(uids(&ask(&searcher, typed)).contains(&"rifiuti"), "{typed}");
    }
}

#[test]
fn singular_and_plural_find_each_other() {
    let (_folder, searcher) = indexed(&library());
    assert_eq!(first(&searcher, "nido"), "nidi");
    assert_eq!(first(&searcher, "nidi"), "nidi");
    assert_eq!(first(&searcher, "pubbliche amministrazioni"), "capacita");
    assert_eq!(first(&searcher, "pubblica amministrazione"), "capacita");
}

#[test]
fn an_elided_article_is_no_part_of_the_word() {
    let (_folder, searcher) = indexed(&library());
    for typed in ["infanzia", "dell'infanzia", "dell’infanzia", "all'infanzia", "l' infanzia"] {
        assert_eq!(first(&searcher, typed), "nidi", "{typed}");
    }
}

#[test]
fn a_word_with_a_wrong_letter_is_corrected_and_searched_at_once() {
    let (_folder, searcher) = indexed(&library());
    let results = ask(&searcher, "DSBPGoverance");
    assert_eq!(uids(&results), ["smart"]);
    assert_eq!(results.correction.as_deref(), Some("dsbpgovernance"));
    let results = ask(&searcher, "gestione dei rifuiti");
    assert_eq!(results.hits[0].uid, "rifiuti");
    assert_eq!(results.correction.as_deref(), Some("gestione dei rifiuti"));
}

#[test]
fn a_correction_is_shown_with_its_accents() {
    let (_folder, searcher) = indexed(&library());
    let results = ask(&searcher, "capacitaa amministrativa");
    assert_eq!(results.correction.as_deref(), Some("capacità amministrativa"));
}

#[test]
fn a_known_word_is_never_corrected() {
    let (_folder, searcher) = indexed(&library());
    for typed in ["nidi", "dipendente", "formazione gratuita dipendenti", "2019", "di"] {
        assert_eq!(ask(&searcher, typed).correction, None, "{typed}");
    }
}

#[test]
fn synonyms_of_several_words_work_both_ways() {
    let (_folder, searcher) = indexed(&library());
    assert!(!uids(&ask(&searcher, "lavoro agile")).contains(&"smart"));
    let group = ["lavoro agile", "smart working", "smartworking"].map(str::to_owned).to_vec();
    searcher.set_synonyms(&[group]);
    for typed in ["lavoro agile", "smart working", "smartworking", "lavori agili"] {
        let results = ask(&searcher, typed);
        assert_eq!(uids(&results), ["smart"], "{typed}");
        assert_eq!(results.correction, None, "{typed}");
        // The second time the places of a form are known.
        assert_eq!(uids(&ask(&searcher, typed)), ["smart"], "{typed}, again");
    }
}

#[test]
fn any_word_is_enough_and_better_answers_come_first() {
    let (_folder, searcher) = indexed(&library());
    let results = ask(&searcher, "formazione gratuita dipendenti comunali");
    assert_eq!(results.hits[0].uid, "capacita");
    assert!(uids(&results).contains(&"nidi"));
}

#[test]
fn a_question_of_stop_words_only_still_finds_something() {
    let (_folder, searcher) = indexed(&library());
    assert!(ask(&searcher, "come si").total > 0);
}

#[test]
fn words_side_by_side_are_worth_more_than_apart() {
    let (_folder, searcher) = indexed(&[
        practice("apart", "Uno", "La gestione del verde. Si parla poi anche dei rifiuti in strada."),
        practice("beside", "Due", "Il verde della strada. Si parla poi della gestione dei rifiuti."),
    ]);
    assert_eq!(first(&searcher, "gestione rifiuti"), "beside");
}

#[test]
fn an_exact_match_ranks_before_a_stemmed_one() {
    let (_folder, searcher) = indexed(&[
        practice("stem", "La comunità", "testo uguale"),
        practice("exact", "Il comune", "testo uguale"),
        practice("other", "Altro", "testo uguale"),
    ]);
    assert_eq!(first(&searcher, "comune"), "exact");
    assert_eq!(first(&searcher, "comunità"), "stem");
}

#[test]
fn a_phrase_must_occur_as_it_is() {
    let (_folder, searcher) = indexed(&library());
    assert_eq!(uids(&ask(&searcher, "\"gestione dei rifiuti\"")), ["rifiuti"]);
    assert_eq!(ask(&searcher, "\"rifiuti gestione\"").total, 0);
    assert_eq!(uids(&ask(&searcher, "«porta a porta»")), ["rifiuti"]);
    assert_eq!(ask(&searcher, "comuni \"porta a porta\"").total, 1);
    assert_eq!(uids(&ask(&searcher, "\"capacita\"")), ["capacita"]);
}

#[test]
fn an_excluded_word_or_phrase_does_not_occur() {
    let (_folder, searcher) = indexed(&library());
    assert!(uids(&ask(&searcher, "famiglie comuni")).contains(&"nidi"));
    assert!(!uids(&ask(&searcher, "famiglie comuni -pomeriggi")).contains(&"nidi"));
    assert_eq!(ask(&searcher, "rifiuti -\"gestione dei rifiuti\"").total, 0);
    let all_but_one = ask(&searcher, "-rifiuti");
    assert_eq!(all_but_one.total, 4);
}

#[test]
fn operators_narrow_in_both_languages() {
    let (_folder, searcher) = indexed(&library());
    let names = [
        (Facet::Region, "Emilia-Romagna".to_owned(), "08".to_owned()),
        (Facet::Kind, "ente".to_owned(), "organisation".to_owned()),
    ];
    searcher.set_names(&names);
    let sorted = |text: &str| {
        let results = ask(&searcher, text);
        let mut uids: Vec<String> = results.hits.into_iter().map(|hit| hit.uid).collect();
        uids.sort();
        uids.join(" ")
    };
    assert_eq!(sorted("tema:personale"), "capacita smart");
    assert_eq!(sorted("theme:personale smart"), "smart");
    assert_eq!(sorted("regione:08"), "nidi smart");
    assert_eq!(sorted("regione:emilia-romagna"), "nidi smart");
    assert_eq!(sorted("region:\"Emilia Romagna\""), "nidi smart");
    assert_eq!(sorted("ente:bologna"), "nidi");
    assert_eq!(sorted("organisation:\"comune di bologna\""), "nidi");
    assert_eq!(sorted("tipo:ente"), "riga");
    assert_eq!(sorted("type:organisation"), "riga");
    assert_eq!(sorted("anno>=2021"), "capacita smart");
    assert_eq!(sorted("year>=2019 anno<=2021"), "capacita nidi");
    assert_eq!(sorted("anno:2015"), "rifiuti");
    assert_eq!(sorted("anno:mai"), "");
    assert_eq!(sorted("tema:ignoto"), "");
}

#[test]
fn facets_ignore_their_own_filter() {
    let (_folder, searcher) = indexed(&library());
    let query = Query {
        region: vec!["08".to_owned()],
        year: Years { from: Some(2020), to: None },
        facets: true,
        ..Query::new("", Language::Italian)
    };
    let results = searcher.search(&query).unwrap();
    assert_eq!(uids(&results), ["smart"]);
    let region = results.facets.get(Facet::Region);
    assert_eq!(region, [("08".to_owned(), 1), ("12".to_owned(), 1)]);
    let years = results.facets.get(Facet::Year);
    assert_eq!(years, [("2019".to_owned(), 1), ("2023".to_owned(), 1)]);
    let themes = results.facets.get(Facet::Theme);
    assert_eq!(themes, [("digitale".to_owned(), 1), ("personale".to_owned(), 1)]);
}

#[test]
fn a_search_among_some_records_finds_no_others() {
    let (_folder, searcher) = indexed(&library());
    let found = |text: &str, among: &[(Kind, &str)]| {
        let among = among.iter().map(|(kind, uid)| (*kind, (*uid).to_owned())).collect();
        let query = Query { among, sort: Sort::Newest, ..Query::new(text, Language::Italian) };
        uids(&searcher.search(&query).unwrap()).join(" ")
    };
    let two = [(Kind::Practice, "nidi"), (Kind::Practice, "smart"), (Kind::Practice, "never")];
    assert_eq!(found("", &two), "nidi smart");
    assert_eq!(found("working", &two), "smart");
    assert_eq!(found("rifiuti", &two), "");
    assert_eq!(found("", &[(Kind::Organisation, "nidi")]), "", "of another kind");
}

#[test]
fn facets_are_counted_only_when_asked() {
    let (_folder, searcher) = indexed(&library());
    assert!(ask(&searcher, "comuni").facets.get(Facet::Kind).is_empty());
}

#[test]
fn an_empty_text_lists_everything_by_the_order() {
    let (_folder, searcher) = indexed(&library());
    let by = |sort| {
        let query = Query { sort, ..Query::new("  ", Language::Italian) };
        uids(&searcher.search(&query).unwrap()).join(" ")
    };
    assert_eq!(by(Sort::Newest), "riga rifiuti nidi capacita smart");
    assert_eq!(by(Sort::Relevance), "riga rifiuti nidi capacita smart");
    assert_eq!(by(Sort::Title), "riga nidi rifiuti capacita smart");
}

#[test]
fn pages_are_stable_and_each_record_is_on_one_of_them() {
    let documents: Vec<Document> =
        (0..250).map(|number| practice(&format!("p{number:03}"), "Stesso titolo", "stesso testo")).collect();
    let (_folder, searcher) = indexed(&documents);
    for (text, sort) in [("", Sort::Newest), ("testo", Sort::Relevance), ("testo", Sort::Title), ("", Sort::Title)] {
        let mut seen = Vec::new();
        for page in 0..25 {
            let query = Query { sort, offset: page * 10, ..Query::new(text, Language::Italian) };
            let results = searcher.search(&query).unwrap();
            assert_eq!(results.total, 250);
            seen.extend(results.hits.into_iter().map(|hit| hit.uid));
        }
        let listed = seen.len();
        seen.sort();
        seen.dedup();
        assert_eq!((listed, seen.len()), (250, 250), "{text:?} {sort:?}");
    }
}

#[test]
fn each_language_is_analysed_by_itself() {
    let mut italian = practice("it", "Servizi", "Servizi per i bambini");
    italian.translations.push((Language::English, "Shared nurseries for children".to_owned()));
    let mut french = Document::new(Kind::Practice, "fr", Language::French, "Les crèches");
    french.passages.push("Les crèches municipales ouvertes aux familles".to_owned());
    let (_folder, searcher) = indexed(&[italian, french]);
    assert_eq!(first(&searcher, "nursery"), "it");
    assert_eq!(first(&searcher, "crèche"), "fr");
    assert_eq!(first(&searcher, "creche"), "fr");
    let query = Query { lang: vec![Language::French], ..Query::new("", Language::Italian) };
    assert_eq!(uids(&searcher.search(&query).unwrap()), ["fr"]);
}

#[test]
fn compounds_are_found_by_their_parts_and_together() {
    let (_folder, searcher) = indexed(&[
        practice("e", "E-government", "Il piano e-government del comune"),
        practice("x", "Altro", "Il governo del territorio"),
    ]);
    for typed in ["e-government", "egovernment", "government", "E_Government"] {
        assert_eq!(first(&searcher, typed), "e", "{typed}");
    }
}

#[test]
fn an_excerpt_marks_the_words_in_all_their_forms() {
    let (_folder, searcher) = indexed(&library());
    let words = ask(&searcher, "rifiuto citta").words;
    let text = "Prima altro testo lungo. La città raccoglie i rifiuti <b>urbani</b> ogni giorno.";
    let runs = excerpt(text, &words, Language::Italian, 500);
    let marked: Vec<&str> = runs.iter().filter(|run| run.marked).map(|run| run.text.as_str()).collect();
    assert_eq!(marked, ["città", "rifiuti"]);
    assert_eq!(runs.iter().map(|run| run.text.as_str()).collect::<String>(), text);
}

#[test]
fn an_excerpt_keeps_to_its_length_and_never_cuts_a_letter() {
    let (_folder, searcher) = indexed(&library());
    let words = ask(&searcher, "rifiuti").words;
    let text = "è così perché ".repeat(40) + "qui i rifiuti " + &"città più ".repeat(40);
    for most in 0..200 {
        let runs = excerpt(&text, &words, Language::Italian, most);
        let length: usize = runs.iter().map(|run| run.text.chars().count()).sum();
        assert!(length <= most + 4, "{most} {length}");
        if most > 40 {
            assert!(runs.iter().any(|run| run.marked), "{most}");
        }
    }
}

#[test]
fn similar_records_share_words_and_themes() {
    let mut documents = library();
    let mut near = practice("agile", "Lavorare da casa", "Il portale segue chi resta a casa.");
    near.themes = vec!["digitale".to_owned()];
    documents.push(near);
    let (_folder, searcher) = indexed(&documents);
    let similar = searcher.similar(Kind::Practice, "smart", 3).unwrap();
    assert_eq!(similar[0].uid, "agile");
    assert!(similar[0].words.iter().any(|word| word == "casa"), "{:?}", similar[0].words);
    assert_eq!(similar[0].shared_themes, ["digitale"]);
    assert!(similar.iter().all(|one| one.uid != "smart"));
    assert!(searcher.similar(Kind::Practice, "absent", 3).unwrap().is_empty());
}

#[test]
fn titles_are_suggested_by_their_beginnings_accents_and_one_wrong_letter_forgiven() {
    let (_folder, searcher) = indexed(&library());
    let suggested = |typed: &str| {
        let suggestions = searcher.suggest(typed, Language::Italian, 5).unwrap();
        suggestions.into_iter().map(|one| one.title).collect::<Vec<_>>().join("|")
    };
    assert_eq!(suggested("racc"), "Raccolta differenziata porta a porta");
    assert_eq!(suggested("capacita"), "Rafforzare la capacità amministrativa");
    assert_eq!(suggested("smart wor"), "Smart working nei piccoli comuni");
    assert_eq!(suggested("racolta"), "Raccolta differenziata porta a porta");
    assert_eq!(suggested(""), "");
    assert_eq!(suggested("zzzz"), "");
}
