// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Finds records that resemble another: by its most telling words and by its themes.

use std::collections::HashMap;

use domain::{Kind, Language};

use crate::analysis::{stem_hash, stem_of};
use crate::bits::Bits;
use crate::error::Error;
use crate::filters::{each_code, of_kinds};
use crate::order::{Best, Ranked};
use crate::plan::{Group, Weighted};
use crate::results::{Facet, Similar};
use crate::scoring;
use crate::searcher::Searcher;
use crate::snapshot::Snapshot;
use crate::stems::stem;
use crate::weights::idf;
use crate::words::Words;
use crate::writer::{key, kind_and_uid};

/// Words by which similar records are sought.
const SOUGHT: usize = 24;
/// Records given at most.
const MOST_SIMILAR: usize = 100;
/// Words that are named as shared.
const NAMED: usize = 6;
/// Words that more than this part of the records have tell nothing.
const COMMON: f32 = 0.2;
/// How much each shared theme adds, as a part of the best word.
const THEME: f32 = 0.5;

/// A word of the first record.
struct Telling {
    written: String,
    group: Group,
    idf: f32,
}

impl Searcher {
    /// The records most like this one, best first; none if the index doesn't have it.
    ///
    /// # Errors
    /// If the index can't be read.
    pub fn similar(&self, kind: Kind, uid: &str, limit: usize) -> Result<Vec<Similar>, Error> {
        let limit = limit.min(MOST_SIMILAR);
        let snapshot = self.snapshot();
        let own = key(kind, uid);
        let Some(place) = snapshot.locate(&own)? else {
            return Ok(Vec::new());
        };
        let telling = telling(&snapshot, place)?;
        let themes = themes_of(&snapshot, place)?;
        most_like(&snapshot, Some(place), &telling, &themes, limit)
    }

    /// The records most like a text that the index does not have, best first: for who is writing it. `not` is left out,
    /// as the record that the text will replace.
    ///
    /// # Errors
    /// If the index can't be read.
    pub fn similar_to_text(
        &self,
        text: &str,
        language: Language,
        themes: &[String],
        not: Option<(Kind, &str)>,
        limit: usize,
    ) -> Result<Vec<Similar>, Error> {
        let snapshot = self.snapshot();
        let place = match not {
            Some((kind, uid)) => snapshot.locate(&key(kind, uid))?,
            None => None,
        };
        let telling = telling_of(&snapshot, text, language, 1)?;
        let limit = limit.min(MOST_SIMILAR);
        let mut similar = most_like(&snapshot, place, &telling, themes, limit)?;
        // Neither one word nor a theme makes anything alike.
        similar.retain(|one| one.words.len() + one.shared_themes.len().min(1) > 1 && !one.words.is_empty());
        Ok(similar)
    }
}

fn most_like(
    snapshot: &Snapshot,
    own: Option<(usize, u32)>,
    telling: &[Telling],
    themes: &[String],
    limit: usize,
) -> Result<Vec<Similar>, Error> {
    let groups: Vec<Group> = telling.iter().map(|one| one.group.clone()).collect();
    let mut best = Vec::new();
    for at in 0..snapshot.segments.len() {
        best.extend(best_of(snapshot, at, own, &groups, themes, limit)?);
    }
    best.sort_unstable_by(Ranked::order);
    best.truncate(limit);
    let mut similar = Vec::with_capacity(best.len());
    for one in &best {
        similar.extend(described(snapshot, one, telling, themes)?);
    }
    Ok(similar)
}

fn best_of(
    snapshot: &Snapshot,
    at: usize,
    own: Option<(usize, u32)>,
    groups: &[Group],
    themes: &[String],
    limit: usize,
) -> Result<Vec<Ranked>, Error> {
    let segment = &snapshot.segments[at];
    let mut scores = scoring::scores(snapshot, at, groups)?;
    for theme in themes {
        let mut with = Bits::none(segment.bound);
        segment.add_with(&mut with, snapshot.fields.facet(Facet::Theme), theme)?;
        let telling = idf(with.len() as u32, snapshot.records) * THEME;
        for document in with.iter() {
            scores[document as usize] += telling;
        }
    }
    let mut best = Best::new(limit.max(1), at, segment);
    // What people say about a thing resembles it, and is no other thing.
    let mut things = segment.alive();
    things.take_out(&of_kinds(&[Kind::Thread, Kind::Post], segment, &snapshot.fields)?);
    if let Some(closed) = &segment.closed {
        things.take_out(closed);
    }
    for document in things.iter() {
        let score = scores[document as usize];
        if score > 0.0 && own != Some((at, document)) {
            best.offer(document, u64::from(score.to_bits()));
        }
    }
    Ok(best.finish())
}

/// The words of a record that tell most, most telling first.
fn telling(snapshot: &Snapshot, (at, document): (usize, u32)) -> Result<Vec<Telling>, Error> {
    let segment = &snapshot.segments[at];
    let text = segment.stored(document, snapshot.fields.characteristic)?;
    telling_of(snapshot, &text, language_of(snapshot, (at, document))?, 2)
}

/// The words of a text that tell most, most telling first; a word that fewer records than `least` have links none.
fn telling_of(snapshot: &Snapshot, text: &str, language: Language, least: u32) -> Result<Vec<Telling>, Error> {
    let mut by_stem: HashMap<String, usize> = HashMap::new();
    let mut telling: Vec<Telling> = Vec::new();
    for word in Words::of(text) {
        let written = &text[word.start..word.end];
        let stem = stem(written, &word.folded, language);
        if by_stem.insert(stem.clone(), telling.len()).is_some() {
            continue;
        }
        let Some(found) = snapshot.find(snapshot.fields.stems, &stem)? else {
            continue;
        };
        if found.records < least || found.records as f32 > COMMON * snapshot.records as f32 + 3.0 {
            continue;
        }
        let idf = idf(found.records, snapshot.records);
        let group =
            Group { hashes: vec![stem_hash(&stem)], stems: vec![Weighted { found, weight: 1.0 }], ..Group::default() };
        telling.push(Telling { written: written.to_owned(), group, idf });
    }
    telling.sort_by(|one, other| other.idf.total_cmp(&one.idf));
    telling.truncate(SOUGHT);
    Ok(telling)
}

fn language_of(snapshot: &Snapshot, place: (usize, u32)) -> Result<Language, Error> {
    let codes = codes_of(snapshot, place, Facet::Language)?;
    Ok(codes.first().and_then(|code| Language::from_code(code)).unwrap_or(Language::Italian))
}

fn themes_of(snapshot: &Snapshot, place: (usize, u32)) -> Result<Vec<String>, Error> {
    codes_of(snapshot, place, Facet::Theme)
}

fn codes_of(snapshot: &Snapshot, (at, document): (usize, u32), facet: Facet) -> Result<Vec<String>, Error> {
    let segment = &snapshot.segments[at];
    let mut codes = Vec::new();
    each_code(segment, snapshot.fields.facet(facet), |code, mut postings| {
        let at = postings.seek(document);
        if at < postings.block_len() && postings.doc(at) == document {
            codes.push(code.to_owned());
        }
    })?;
    Ok(codes)
}

fn described(
    snapshot: &Snapshot,
    one: &Ranked,
    telling: &[Telling],
    themes: &[String],
) -> Result<Option<Similar>, Error> {
    let segment = &snapshot.segments[one.segment];
    let Some((kind, uid)) = segment.key_of(one.document).as_deref().and_then(kind_and_uid) else {
        return Ok(None);
    };
    let hashes: std::collections::HashSet<u32> = segment.sequence.values_for_doc(one.document).map(stem_of).collect();
    let words = telling
        .iter()
        .filter(|word| word.group.hashes.iter().any(|hash| hashes.contains(hash)))
        .take(NAMED)
        .map(|word| word.written.clone())
        .collect();
    let theirs = themes_of(snapshot, (one.segment, one.document))?;
    let shared_themes = themes.iter().filter(|theme| theirs.contains(theme)).cloned().collect();
    let score = f32::from_bits(one.rank as u32);
    Ok(Some(Similar { kind, uid, score, words, shared_themes }))
}
