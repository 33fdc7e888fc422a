// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! How well a text fits the records of one kind.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use domain::{Kind, Language};
use search::{Document, Fitting, Identity, Index, Searcher, Wanted};
use tempfile::TempDir;

const SOUGHT: &str =
    "Cerchiamo un regolamento per il nido d'infanzia con orari flessibili e tariffe secondo il reddito";

fn advert(uid: &str, direction: &str, owner: &str, text: &str) -> Document {
    let mut document = Document::new(Kind::Advert, uid, Language::Italian, uid);
    document.passages.push(text.to_owned());
    document.direction = Some(direction.to_owned());
    document.owner = Some((owner.to_owned(), owner.to_owned()));
    document
}

fn adverts() -> Vec<Document> {
    vec![
        advert("nido", "offer", "bologna", "Un regolamento del nido con tariffe legate al reddito delle famiglie."),
        advert("orari", "offer", "torino", "Orari più lunghi negli uffici."),
        advert("altro", "offer", "torino", "Piste ciclabili e mezzi pubblici."),
        advert("proprio", "offer", "firenze", "Un regolamento del nido con orari flessibili."),
        advert("simile", "seek", "bari", "Un regolamento del nido con tariffe secondo il reddito."),
        Document::new(Kind::Practice, "pratica", Language::Italian, "Regolamento del nido d'infanzia"),
    ]
}

fn indexed(documents: &[Document]) -> (TempDir, Index, Searcher) {
    let folder = tempfile::tempdir().unwrap();
    let identity = Identity { database: "test".to_owned(), epoch: 1 };
    let rebuild = Index::rebuild(folder.path(), &identity).unwrap();
    documents.iter().for_each(|document| rebuild.put(document).unwrap());
    let index = rebuild.finish(1).unwrap();
    let searcher = index.searcher();
    (folder, index, searcher)
}

fn wanted() -> Wanted {
    Wanted {
        text: SOUGHT.to_owned(),
        language: Language::Italian,
        kind: Kind::Advert,
        direction: Some("offer".to_owned()),
        not_of: "firenze".to_owned(),
        themes: Vec::new(),
        limit: 10,
    }
}

fn uids(fitting: &[Fitting]) -> Vec<&str> {
    fitting.iter().map(|one| one.uid.as_str()).collect()
}

#[test]
fn only_records_of_the_kind_and_direction_and_of_other_owners_fit_the_best_first() {
    let (_folder, _index, searcher) = indexed(&adverts());
    let fitting = searcher.fitting(&wanted()).unwrap();
    assert_eq!(uids(&fitting), ["nido", "orari"]);
    assert!(fitting[0].text > fitting[1].text && fitting[1].text > 0.0 && fitting[0].text <= 1.0);
    for word in ["regolamento", "nido", "tariffe", "reddito"] {
        assert!(fitting[0].words.iter().any(|shared| shared == word), "{word} in {:?}", fitting[0].words);
    }
    assert_eq!(fitting[1].words, ["orari"]);
    let practices = Wanted { kind: Kind::Practice, direction: None, ..wanted() };
    assert_eq!(uids(&searcher.fitting(&practices).unwrap()), ["pratica"]);
}

#[test]
fn the_newest_under_a_theme_are_scored_even_where_no_word_fits() {
    let mut all = adverts();
    for (place, document) in all.iter_mut().enumerate() {
        document.published = i64::try_from(place).unwrap();
        document.themes = vec!["infanzia".to_owned()];
    }
    let (_folder, _index, searcher) = indexed(&all);
    let themes = vec!["infanzia".to_owned(), "absent".to_owned()];
    let fitting = searcher.fitting(&Wanted { themes, limit: 1, ..wanted() }).unwrap();
    assert_eq!(uids(&fitting), ["nido", "altro"], "the best, and the newest of another owner that offers");
    assert_eq!((fitting[1].text, fitting[1].words.len()), (0.0, 0));
}

#[test]
fn how_well_a_record_fits_depends_neither_on_themes_nor_on_what_was_replaced() {
    let (_folder, index, searcher) = indexed(&adverts());
    let before = searcher.fitting(&wanted()).unwrap();
    let mut writer = index.writer().unwrap();
    for mut document in adverts() {
        document.themes = vec!["infanzia".to_owned()];
        writer.put(&document).unwrap();
        writer.commit_at(2).unwrap();
    }
    assert_eq!(searcher.fitting(&wanted()).unwrap(), before);
}

#[test]
fn an_empty_text_and_an_empty_library_fit_nothing() {
    let (_folder, _index, searcher) = indexed(&adverts());
    let fitting = searcher.fitting(&Wanted { text: String::new(), ..wanted() }).unwrap();
    assert!(fitting.is_empty());
    let (_folder, _index, searcher) = indexed(&[]);
    assert!(searcher.fitting(&wanted()).unwrap().is_empty());
}
