// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Finds what a word that the index doesn't know was meant to be.

use std::collections::HashMap;

use tantivy::Term;
use tantivy::query::FuzzyTermQuery;
use tantivy::schema::IndexRecordOption;

use crate::error::Error;
use crate::snapshot::Snapshot;
use crate::words::Words;

/// Letters of the shortest word that is corrected.
const SHORTEST: usize = 4;
/// Letters from which two edits are allowed, if one finds nothing.
const LONG: usize = 8;
/// Corrections of one word that are searched at once.
const MOST: usize = 3;

/// A word that the index knows, near one that it doesn't.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Correction {
    /// The known word, folded.
    pub word: String,
    /// How likely it was meant, 1 for the best.
    pub weight: f32,
}

/// The likeliest words, best first; none for very short words and those with
/// digits, which are numbers and codes.
pub(crate) fn corrections(snapshot: &Snapshot, folded: &str) -> Result<Vec<Correction>, Error> {
    let letters = folded.chars().count();
    if letters < SHORTEST || folded.chars().any(char::is_numeric) {
        return Ok(Vec::new());
    }
    let mut near = near(snapshot, folded, 1)?;
    if near.is_empty() && letters >= LONG {
        near = self::near(snapshot, folded, 2)?;
    }
    let mut ranked: Vec<(f32, String)> =
        near.into_iter().map(|(word, records)| (likelihood(folded, &word, records), word)).collect();
    ranked.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
    let best = ranked.first().map_or(1.0, |(score, _)| *score);
    Ok(ranked
        .into_iter()
        .take(MOST)
        .map(|(score, word)| Correction { word, weight: (score / best).clamp(0.0, 1.0) })
        .collect())
}

/// A known word as some record writes it, with its accents; folded if none is at hand.
pub(crate) fn as_written(snapshot: &Snapshot, folded: &str) -> Result<String, Error> {
    let term = Term::from_field_text(snapshot.fields.words, folded);
    for segment in &snapshot.segments {
        let postings = segment.words.read_block_postings(&term, IndexRecordOption::Basic).map_err(Error::Folder)?;
        let Some(postings) = postings.filter(|postings| postings.block_len() > 0) else {
            continue;
        };
        let text = segment.stored(postings.doc(0), snapshot.fields.characteristic)?;
        if let Some(word) = Words::of(&text).find(|word| word.folded == folded) {
            return Ok(text[word.start..word.end].to_owned());
        }
    }
    Ok(folded.to_owned())
}

/// Known words within some edits, with the number of records that have them.
fn near(snapshot: &Snapshot, folded: &str, edits: u8) -> Result<HashMap<String, u32>, Error> {
    let mut near = HashMap::new();
    let term = Term::from_field_text(snapshot.fields.words, folded);
    let query = FuzzyTermQuery::new(term, edits, true);
    for segment in &snapshot.segments {
        let automaton = query.automaton()?;
        let mut stream = segment.words.terms().search(automaton).into_stream().map_err(Error::Folder)?;
        while stream.advance() {
            if let Ok(word) = std::str::from_utf8(stream.key()) {
                let records = segment.open_records(&segment.words, stream.value())?;
                if records > 0 {
                    *near.entry(word.to_owned()).or_default() += records;
                }
            }
        }
    }
    Ok(near)
}

/// More records, the same first letter and the same letters in another order speak for a word.
fn likelihood(typed: &str, known: &str, records: u32) -> f32 {
    let mut score = (1.0 + records as f32).ln() + 1.0;
    if typed.chars().next() != known.chars().next() {
        score *= 0.5;
    }
    if sorted(typed) == sorted(known) {
        score *= 1.5;
    }
    score
}

fn sorted(word: &str) -> Vec<char> {
    let mut letters: Vec<char> = word.chars().collect();
    letters.sort_unstable();
    letters
}
