// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Scores all records of a segment that have any of the words: BM25, one term after the other.

use tantivy::InvertedIndexReader;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::schema::IndexRecordOption;

use crate::bits::Bits;
use crate::error::Error;
use crate::plan::{Exclusion, Group, Plan, Weighted};
use crate::snapshot::{Segment, Snapshot, add_all};
use crate::weights::{WEIGHTS, idf};

/// What a phrase that means the same counts, in times of the word that it stands for.
const PHRASE: f32 = 1.5;
/// What that word counts at least: it may be frequent, or only the first of several.
const LEAST_PHRASE: f32 = 1.0;

/// The scores of a segment; 0 for a record without any of the words.
pub(crate) fn scores(snapshot: &Snapshot, at: usize, groups: &[Group]) -> Result<Vec<f32>, Error> {
    let segment = &snapshot.segments[at];
    let mut scores = vec![0.0; segment.bound as usize];
    let stems = Lengths::of(&segment.stem_lengths, snapshot.mean_stems);
    let words = Lengths::of(&segment.word_lengths, snapshot.mean_words);
    for group in groups {
        let telling = group_idf(snapshot, &group.stems);
        for term in &group.stems {
            add(&mut scores, &segment.stems, at, term, telling, &stems)?;
        }
        let telling = group_idf(snapshot, &group.words) * WEIGHTS.word;
        for term in &group.words {
            add(&mut scores, &segment.words, at, term, telling, &words)?;
        }
        add_phrases(&mut scores, snapshot, segment, group)?;
    }
    Ok(scores)
}

/// How telling a word is: as its most frequent form, so that a rare foreign one isn't overrated.
pub(crate) fn group_idf(snapshot: &Snapshot, terms: &[Weighted]) -> f32 {
    let records = terms.iter().map(|term| term.found.records).max().unwrap_or(0);
    idf(records, snapshot.records)
}

fn add_phrases(scores: &mut [f32], snapshot: &Snapshot, segment: &Segment, group: &Group) -> Result<(), Error> {
    for phrase in &group.phrases {
        let with = snapshot.with_form(segment, phrase)?;
        let telling = group_idf(snapshot, &group.stems).max(LEAST_PHRASE) * PHRASE;
        for document in with.iter() {
            scores[document as usize] += telling;
        }
    }
    Ok(())
}

/// What a record's length adds to the lower side of BM25, by its coded length.
struct Lengths<'s> {
    reader: &'s FieldNormReader,
    parts: [f32; 256],
}

impl<'s> Lengths<'s> {
    fn of(reader: &'s FieldNormReader, mean: f32) -> Self {
        let parts = std::array::from_fn(|code| {
            let length = FieldNormReader::id_to_fieldnorm(code as u8) as f32;
            WEIGHTS.k1 * (1.0 - WEIGHTS.b + WEIGHTS.b * length / mean)
        });
        Self { reader, parts }
    }
}

fn add(
    scores: &mut [f32],
    index: &InvertedIndexReader,
    at: usize,
    term: &Weighted,
    telling: f32,
    lengths: &Lengths<'_>,
) -> Result<(), Error> {
    let Some(place) = &term.found.places[at] else {
        return Ok(());
    };
    let mut postings =
        index.read_block_postings_from_terminfo(place, IndexRecordOption::WithFreqs).map_err(Error::Folder)?;
    let weight = term.weight * telling * (WEIGHTS.k1 + 1.0);
    while postings.block_len() > 0 {
        let length = postings.block_len();
        let documents = &postings.docs()[..length];
        for (document, times) in documents.iter().zip(&postings.freqs()[..length]) {
            let times = *times as f32;
            let part = lengths.parts[usize::from(lengths.reader.fieldnorm_id(*document))];
            scores[*document as usize] += weight * times / (times + part);
        }
        postings.advance();
    }
    Ok(())
}

/// The documents of a segment that have a word in any of its forms.
fn with_group(snapshot: &Snapshot, at: usize, group: &Group) -> Result<Bits, Error> {
    let segment = &snapshot.segments[at];
    let mut bits = Bits::none(segment.bound);
    let stems = group.stems.iter().map(|term| (term, &segment.stems));
    let words = group.words.iter().map(|term| (term, &segment.words));
    for (term, index) in stems.chain(words) {
        if let Some(place) = &term.found.places[at] {
            let postings =
                index.read_block_postings_from_terminfo(place, IndexRecordOption::Basic).map_err(Error::Folder)?;
            add_all(&mut bits, postings);
        }
    }
    Ok(bits)
}

/// What phrases and exclusions leave of a segment.
pub(crate) fn narrow(bits: &mut Bits, snapshot: &Snapshot, at: usize, plan: &Plan) -> Result<(), Error> {
    let segment = &snapshot.segments[at];
    for phrase in &plan.required {
        bits.keep(&snapshot.with_phrase(segment, phrase)?);
    }
    for excluded in &plan.excluded {
        bits.take_out(&match excluded {
            Exclusion::Word(group) => with_group(snapshot, at, group)?,
            Exclusion::Phrase(words) => snapshot.with_phrase(segment, words)?,
        });
    }
    Ok(())
}
