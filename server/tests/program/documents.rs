// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Documents as offices make them, brought to a running portal: their text is found, and soon.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::bed::{Bed, until};
use crate::member::{Member, draft, drafts, encoded};

/// Within this time nineteen of twenty must be found, from the first byte of the upload on.
const SOON: Duration = Duration::from_secs(5);
/// What the pages say of documents.
const WORDS: &str = include_str!("../../../app/locales/it/documents.json");

/// What the portal says about the text of a document.
pub fn state(code: &str) -> String {
    let words: Value = serde_json::from_str(WORDS).unwrap();
    words["state"][code].as_str().unwrap().to_owned()
}

/// A document, and what must come of it.
struct Expected {
    file: String,
    /// Words from its beginning and from its end; none where it has no text.
    words: Vec<String>,
}

fn expected(folder: &Path) -> Vec<Expected> {
    let list = fs::read_to_string(folder.join("expected.tsv")).unwrap();
    let read = |line: &str| {
        let mut columns = line.split('\t').map(str::to_owned);
        let (file, state) = (columns.next().unwrap(), columns.next().unwrap());
        let words: Vec<String> = columns.filter(|word| !word.is_empty()).collect();
        assert_eq!((state == "found", words.len()), (!words.is_empty(), 2 * usize::from(state == "found")), "{line}");
        Expected { file, words }
    };
    list.lines().map(read).collect()
}

/// Whether a visitor finds a document by a word, with the word in its excerpt.
fn is_found(visitor: &Member<'_>, title: &str, word: &str) -> bool {
    let answer = visitor.get(&format!("/api/v1/search?{}", encoded(&[("kind", "document"), ("q", word)])));
    assert_eq!(answer.status, 200, "{}", answer.body);
    let found: Value = serde_json::from_str(&answer.body).unwrap();
    let is_it = |hit: &Value| hit["title"] == title && hit["excerpt"].as_str().unwrap().contains(word);
    found["hits"].as_array().unwrap().iter().any(is_it)
}

/// Brings a document to a draft of its own, which is submitted and published at once; says how long it took until the
/// document was found. One without text is looked at on the desk of its author.
fn time_until_found(
    author: &Member<'_>,
    reviewer: &Member<'_>,
    practice: &str,
    file: &[u8],
    one: &Expected,
) -> Duration {
    let began = Instant::now();
    let answer = author.upload(practice, &one.file, &one.file, file);
    assert_eq!(answer.status, 303, "{}: {}", one.file, answer.body);
    if one.words.is_empty() {
        let empty = state("empty");
        until(&one.file, || author.documents(practice).words(".document-facts").contains(&empty));
        return began.elapsed();
    }
    author.move_on(&format!("/scrivania/{practice}/invio"), &[("action", "submit"), ("consent", "on")]);
    reviewer.move_on(&format!("/redazione/{practice}"), &[("action", "publish")]);
    for word in &one.words {
        until(&format!("{word} in {}", one.file), || is_found(reviewer, &one.file, word));
    }
    began.elapsed()
}

fn all_are_found_soon(folder: &Path, count: usize) {
    let expected = expected(folder);
    assert_eq!(expected.len(), count);
    let bed = Bed::new();
    bed.run(["demo"]).well();
    bed.import(&drafts(count)).well();
    let serving = bed.serve();
    serving.ready();
    let author = Member::signed_in(&serving, "ada.funzionaria");
    let reviewer = Member::signed_in(&serving, "carla.redattrice");
    let mut times = Vec::new();
    for (number, one) in expected.iter().enumerate() {
        let file = fs::read(folder.join(&one.file)).unwrap();
        times.push((time_until_found(&author, &reviewer, &draft(number), &file, one), one.file.as_str()));
    }
    times.sort();
    let p95 = times[(times.len() * 95).div_ceil(100) - 1].0;
    let said = format!("{count} documents: 95 of 100 were found within {p95:?}, all within {:?}\n", times[count - 1]);
    // Past the capture of test output: the figure is what one wants to know.
    std::io::stderr().write_all(said.as_bytes()).unwrap();
    assert!(p95 < SOON, "{times:#?}");
    assert_eq!(serving.stop(), Some(0));
    bed.run(["verify-index"]).well();
}

#[test]
fn text_of_twenty_real_documents_is_found_within_five_seconds() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("documents/tests/corpus");
    all_are_found_soon(&folder, 20);
}

#[test]
#[ignore = "long: run by make prove"]
fn prove_text_of_two_hundred_real_documents_is_found_within_five_seconds() {
    let Some(folder) = std::env::var_os("INNESTO_TEST_DOCUMENTS") else {
        let line = b"LEFT OUT: two hundred documents, because INNESTO_TEST_DOCUMENTS names no folder with them\n";
        std::io::stderr().write_all(line).unwrap();
        return;
    };
    all_are_found_soon(&PathBuf::from(folder), 200);
}
