// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What is not for everybody: found and counted for its readers, and not a trace of it for anybody else.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use domain::{Kind, Language};
use search::{Document, Facet, Identity, Index, Query, Searcher};
use tempfile::TempDir;

fn indexed(documents: &[Document]) -> (TempDir, Searcher) {
    let folder = tempfile::tempdir().unwrap();
    let rebuild = Index::rebuild(folder.path(), &Identity { database: "test".to_owned(), epoch: 1 }).unwrap();
    documents.iter().for_each(|document| rebuild.put(document).unwrap());
    let searcher = rebuild.finish(1).unwrap().searcher();
    (folder, searcher)
}

fn library() -> Vec<Document> {
    let practice = |uid: &str, title: &str, text: &str| {
        let mut document = Document::new(Kind::Practice, uid, Language::Italian, title);
        document.passages.push(text.to_owned());
        document
    };
    vec![
        practice("nidi", "Nidi comunali al pomeriggio", "I servizi dell'infanzia restano aperti alle famiglie."),
        practice("asili", "Asili e famiglie", "I servizi dell'infanzia al pomeriggio."),
        practice("rifiuti", "Raccolta porta a porta", "I sacchi si contano."),
    ]
}

/// What is said about the nurseries: for everybody, and for those of one body.
fn talk() -> Vec<Document> {
    let said = |kind: Kind, uid: &str, text: &str, readers: &[&str], within: &str| {
        let mut document = Document::new(kind, uid, Language::Italian, "Orari dei nidi");
        document.passages.push(text.to_owned());
        document.readers = readers.iter().map(|code| (*code).to_owned()).collect();
        document.within = vec![within.to_owned()];
        document
    };
    let mut all = library();
    all.push(said(Kind::Thread, "t", "Chi tiene aperto il sabato?", &[], "thread:t"));
    all.push(said(Kind::Post, "p", "Noi il sabato con gli obiettori.", &["organisation:o"], "thread:u"));
    all.push(said(Kind::Document, "d", "Il calendario dei servizi dell'infanzia.", &["organisation:o"], "thread:u"));
    all
}

#[test]
fn what_is_not_for_everybody_is_found_and_counted_for_its_readers_alone() {
    let (_folder, searcher) = indexed(&talk());
    let ask = |text: &str, readers: &[&str]| {
        let readers = readers.iter().map(|code| (*code).to_owned()).collect();
        searcher.search(&Query { readers, facets: true, ..Query::new(text, Language::Italian) }).unwrap()
    };
    for (readers, total) in
        [(&[][..], 1), (&["organisation:x", "members"][..], 1), (&["organisation:o"][..], 2), (&["*"][..], 2)]
    {
        let results = ask("sabato", readers);
        assert_eq!((results.total, results.hits.len()), (total, total), "{readers:?}");
        let (_, kinds) = results.facets.iter().find(|(facet, _)| *facet == Facet::Kind).unwrap();
        assert_eq!(kinds.iter().map(|(_, count)| *count as usize).sum::<usize>(), total, "{readers:?}");
    }
    assert_eq!(ask("", &[]).total, library().len() + 1);
    // A document that somebody brought there, too.
    assert_eq!((ask("calendario", &[]).total, ask("calendario", &["organisation:o"]).total), (0, 1));
    // Neither a word that only others read nor one near it tells that it is there.
    for text in ["obiettori", "obiettoti"] {
        let results = ask(text, &[]);
        assert_eq!((results.total, results.correction), (0, None), "{text}");
    }
    assert!(searcher.suggest("orari", Language::Italian, 8).unwrap().is_empty());
    let alike = searcher.similar(Kind::Practice, "nidi", 20).unwrap();
    assert!(alike.iter().all(|one| one.kind == Kind::Practice), "{alike:?}");
}

#[test]
fn a_search_within_something_finds_nothing_else() {
    let (_folder, searcher) = indexed(&talk());
    let within = |code: &str| {
        let (readers, within) = (vec!["*".to_owned()], vec![code.to_owned()]);
        searcher.search(&Query { readers, within, ..Query::new("sabato", Language::Italian) }).unwrap()
    };
    assert_eq!(within("thread:u").hits.iter().map(|hit| hit.uid.as_str()).collect::<Vec<_>>(), ["p"]);
    assert_eq!((within("thread:t").total, within("thread:x").total), (1, 0));
}

#[test]
fn what_a_record_passes_on_is_read_back() {
    let mut thread = Document::new(Kind::Thread, "t", Language::Italian, "Orari");
    thread.passed_on = Some("orari per tutti".to_owned());
    let (_folder, searcher) = indexed(&[thread]);
    assert_eq!(searcher.passed_on(Kind::Thread, "t").unwrap().as_deref(), Some("orari per tutti"));
    assert_eq!(searcher.passed_on(Kind::Thread, "x").unwrap(), None);
}
