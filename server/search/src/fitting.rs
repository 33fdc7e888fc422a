// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! How well the words of a text fit records of one kind: what one body seeks, and what others offer.
//!
//! Unlike a search it answers with a part of one, which depends on nothing but the text and the live records of that
//! kind: not on the record that the text is from, not on what was deleted and is not merged away yet, not on themes.
//! So every server gives the same answer.

use std::collections::HashSet;

use domain::{Kind, Language};
use tantivy::fieldnorm::FieldNormReader;
use tantivy::schema::IndexRecordOption;

use crate::bits::Bits;
use crate::error::Error;
use crate::filters::of_kinds;
use crate::order::{Best, Ranked};
use crate::results::Facet;
use crate::searcher::Searcher;
use crate::snapshot::{Found, Snapshot};
use crate::stems::{is_stop_word, stem};
use crate::weights::WEIGHTS;
use crate::words::Words;
use crate::writer::kind_and_uid;

/// Bytes of the text that are read.
const READ: usize = 4 * 1024;
/// Different words of it that are looked up.
const LOOKED_UP: usize = 300;
/// Words by which records are scored, the most telling ones.
const SOUGHT: usize = 24;
/// Words that are named as shared.
const NAMED: usize = 6;
/// Records given at most for their words, and for their themes.
const MOST: usize = 100;
/// What telling words have to add up to for a whole one: some five that few of the records have.
const WHOLE: f64 = 3.0;
/// The usual length of a record in stems; a fixed one, so that a score does not change with others.
const USUAL_LENGTH: f64 = 150.0;
/// How much a record's length counts against it: less than in a search, since documents make practices long.
const LENGTH: f64 = 0.4;

/// What is sought among the records of one kind.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// The words of the one side, plain.
    pub text: String,
    /// Their language.
    pub language: Language,
    /// The kind of the other side.
    pub kind: Kind,
    /// Of adverts the code of the kind that is wanted.
    pub direction: Option<String>,
    /// The uid of the owner whose records are left out.
    pub not_of: String,
    /// Slugs of themes: the newest records filed under one of them are scored too, however well their words fit.
    pub themes: Vec<String>,
    /// How many are wanted by their words, and as many by their themes: at most 100 each.
    pub limit: usize,
}

/// A record with how well it fits.
#[derive(Clone, Debug, PartialEq)]
pub struct Fitting {
    /// Its uid.
    pub uid: String,
    /// How well its words fit: 0 to 1.
    pub text: f64,
    /// The words that both have, as the text writes them, the most telling first.
    pub words: Vec<String>,
}

/// A word of the text with the records that have it.
struct Telling {
    written: String,
    /// 1 for a word that no record has, 0 for one that all have.
    weight: f64,
    /// Segment, record, what it gives there; ascending.
    places: Vec<(usize, u32, f64)>,
}

impl Searcher {
    /// The records that fit a text best, best first; equals always in the same order.
    ///
    /// # Errors
    /// If the index can't be read.
    pub fn fitting(&self, wanted: &Wanted) -> Result<Vec<Fitting>, Error> {
        let snapshot = self.snapshot();
        let among = among(&snapshot, wanted)?;
        let telling = telling(&snapshot, wanted, &among)?;
        let mut scores: Vec<Vec<f64>> = among_bounds(&snapshot).map(|bound| vec![0.0; bound]).collect();
        for word in &telling {
            for (segment, document, part) in &word.places {
                scores[*segment][*document as usize] += word.weight * part;
            }
        }
        let limit = wanted.limit.clamp(1, MOST);
        let mut chosen = best(&snapshot, &among, &scores, limit);
        let by_words: HashSet<(usize, u32)> = chosen.iter().copied().collect();
        let newest = newest(&snapshot, wanted, &among, limit)?;
        chosen.extend(newest.into_iter().filter(|place| !by_words.contains(place)));
        let mut fitting: Vec<(Fitting, u64)> = Vec::with_capacity(chosen.len());
        for (segment, document) in chosen {
            let key = snapshot.segments[segment].key_of(document);
            let Some((_, uid)) = key.as_deref().and_then(kind_and_uid) else { continue };
            let text = (scores[segment][document as usize] / WHOLE).min(1.0);
            let words = shared(&telling, segment, document);
            let tie = snapshot.segments[segment].tie.first(document).unwrap_or_default();
            fitting.push((Fitting { uid, text, words }, tie));
        }
        fitting.sort_by(|(one, tie), (other, other_tie)| other.text.total_cmp(&one.text).then(tie.cmp(other_tie)));
        Ok(fitting.into_iter().map(|(one, _)| one).collect())
    }
}

fn among_bounds(snapshot: &Snapshot) -> impl Iterator<Item = usize> + '_ {
    snapshot.segments.iter().map(|segment| segment.bound as usize)
}

/// The live records of each segment that come into question.
fn among(snapshot: &Snapshot, wanted: &Wanted) -> Result<Vec<Bits>, Error> {
    let mut all = Vec::with_capacity(snapshot.segments.len());
    for segment in &snapshot.segments {
        let mut bits = segment.alive();
        bits.keep(&of_kinds(&[wanted.kind], segment, &snapshot.fields)?);
        if let Some(direction) = &wanted.direction {
            let mut with = Bits::none(segment.bound);
            segment.add_with(&mut with, snapshot.fields.direction, direction)?;
            bits.keep(&with);
        }
        let mut own = Bits::none(segment.bound);
        segment.add_with(&mut own, snapshot.fields.owner, &wanted.not_of)?;
        bits.take_out(&own);
        all.push(bits);
    }
    Ok(all)
}

/// The words of the text that tell most among those records, most telling first.
fn telling(snapshot: &Snapshot, wanted: &Wanted, among: &[Bits]) -> Result<Vec<Telling>, Error> {
    let text = &wanted.text[..wanted.text.floor_char_boundary(READ)];
    let records: usize = among.iter().map(Bits::len).sum();
    let mut seen: HashSet<String> = HashSet::new();
    let mut telling: Vec<Telling> = Vec::new();
    for word in Words::of(text) {
        let says_nothing = word.folded.chars().count() < 3 || word.folded.bytes().all(|byte| byte.is_ascii_digit());
        if says_nothing || is_stop_word(&word.folded, wanted.language) || seen.len() >= LOOKED_UP {
            continue;
        }
        let written = &text[word.start..word.end];
        let stem = stem(written, &word.folded, wanted.language);
        if !seen.insert(stem.clone()) {
            continue;
        }
        let Some(found) = snapshot.find(snapshot.fields.stems, &stem)? else { continue };
        // What a large part of a large library has would take long, and tell nothing.
        if found.records > snapshot.records / 4 + 200 {
            continue;
        }
        let places = places(snapshot, &found, among)?;
        let weight = weight(places.len(), records);
        if !places.is_empty() {
            telling.push(Telling { written: written.to_lowercase(), weight, places });
        }
    }
    telling.sort_by(|one, other| other.weight.total_cmp(&one.weight));
    telling.truncate(SOUGHT);
    Ok(telling)
}

/// Where a word stands, with what it gives there (BM25).
fn places(snapshot: &Snapshot, found: &Found, among: &[Bits]) -> Result<Vec<(usize, u32, f64)>, Error> {
    let mut places = Vec::new();
    let k1 = f64::from(WEIGHTS.k1);
    for (at, segment) in snapshot.segments.iter().enumerate() {
        let Some(place) = &found.places[at] else { continue };
        let option = IndexRecordOption::WithFreqs;
        let mut postings = segment.stems.read_block_postings_from_terminfo(place, option).map_err(Error::Folder)?;
        while postings.block_len() > 0 {
            let length = postings.block_len();
            for (document, times) in postings.docs()[..length].iter().zip(&postings.freqs()[..length]) {
                if !among[at].contains(*document) {
                    continue;
                }
                let code = segment.stem_lengths.fieldnorm_id(*document);
                let stems = f64::from(FieldNormReader::id_to_fieldnorm(code));
                let part = k1 * (1.0 - LENGTH + LENGTH * stems / USUAL_LENGTH);
                let times = f64::from(*times);
                places.push((at, *document, (k1 + 1.0) * times / (times + part)));
            }
            postings.advance();
        }
    }
    Ok(places)
}

/// How telling a word is that so many of the records have, by a word that none has.
fn weight(with: usize, of: usize) -> f64 {
    let all = of as f64;
    let idf = |with: f64| (1.0 + (all - with + 0.5) / (with + 0.5)).ln();
    idf(with as f64) / idf(0.0)
}

/// The best records of all segments.
fn best(snapshot: &Snapshot, among: &[Bits], scores: &[Vec<f64>], limit: usize) -> Vec<(usize, u32)> {
    let mut best: Vec<Ranked> = Vec::new();
    for (at, segment) in snapshot.segments.iter().enumerate() {
        let mut of_segment = Best::new(limit, at, segment);
        for document in among[at].iter() {
            let score = scores[at][document as usize];
            if score > 0.0 {
                // Scores are never negative, so their bits are ordered like them.
                of_segment.offer(document, score.to_bits());
            }
        }
        best.extend(of_segment.finish());
    }
    best.sort_unstable_by(Ranked::order);
    best.truncate(limit);
    best.into_iter().map(|one| (one.segment, one.document)).collect()
}

/// The newest records that are filed under one of the themes.
fn newest(snapshot: &Snapshot, wanted: &Wanted, among: &[Bits], limit: usize) -> Result<Vec<(usize, u32)>, Error> {
    let mut newest: Vec<Ranked> = Vec::new();
    for (at, segment) in snapshot.segments.iter().enumerate() {
        let mut filed = Bits::none(segment.bound);
        for theme in &wanted.themes {
            segment.add_with(&mut filed, snapshot.fields.facet(Facet::Theme), theme)?;
        }
        filed.keep(&among[at]);
        let mut of_segment = Best::new(limit, at, segment);
        for document in filed.iter() {
            let published = segment.published.first(document).unwrap_or_default();
            of_segment.offer(document, tantivy::i64_to_u64(published));
        }
        newest.extend(of_segment.finish());
    }
    newest.sort_unstable_by(Ranked::order);
    newest.truncate(limit);
    Ok(newest.into_iter().map(|one| (one.segment, one.document)).collect())
}

/// The words that a record shares, most telling first.
fn shared(telling: &[Telling], segment: usize, document: u32) -> Vec<String> {
    let place = |one: &(usize, u32, f64)| (one.0, one.1);
    let has = |word: &&Telling| word.places.binary_search_by_key(&(segment, document), place).is_ok();
    telling.iter().filter(has).take(NAMED).map(|word| word.written.clone()).collect()
}
