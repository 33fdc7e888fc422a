// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Titles while the reader types.

use domain::Language;
use tantivy::Term;
use tantivy::query::FuzzyTermQuery;
use tantivy::schema::IndexRecordOption;

use crate::bits::Bits;
use crate::error::Error;
use crate::order::{Best, Ranked};
use crate::query::MOST_CHARACTERS;
use crate::results::{Facet, Suggestion};
use crate::searcher::Searcher;
use crate::snapshot::{Segment, Snapshot, add_all};
use crate::words::Words;
use crate::writer::kind_and_uid;

/// Words of the typed text that are used, the last ones.
const MOST_WORDS: usize = 6;
/// Known words that a beginning is completed to.
const MOST_COMPLETIONS: usize = 200;
/// Suggestions given at most.
const MOST_SUGGESTIONS: usize = 50;
/// Letters from which a beginning may have one wrong.
const TOLERANT_FROM: usize = 4;

impl Searcher {
    /// Titles that have words beginning with all the words typed; if there are none, with one
    /// letter wrong in each. Titles in the reader's language come first.
    ///
    /// # Errors
    /// If the index can't be read.
    pub fn suggest(&self, typed: &str, language: Language, limit: usize) -> Result<Vec<Suggestion>, Error> {
        let end = typed.char_indices().nth(MOST_CHARACTERS).map_or(typed.len(), |(at, _)| at);
        let mut words: Vec<String> = Words::of(&typed[..end]).map(|word| word.folded).collect();
        words.retain(|word| !word.is_empty());
        words.drain(..words.len().saturating_sub(MOST_WORDS));
        if words.is_empty() || limit == 0 {
            return Ok(Vec::new());
        }
        let limit = limit.min(MOST_SUGGESTIONS);
        let snapshot = self.snapshot();
        for tolerant in [false, true] {
            let best = best(&snapshot, &words, language, limit, tolerant)?;
            if !best.is_empty() {
                return best.iter().filter_map(|one| described(&snapshot, one).transpose()).collect();
            }
        }
        Ok(Vec::new())
    }
}

/// Whether a name has words that begin with all the words typed, whatever their accents.
pub fn has_words_beginning(name: &str, typed: &str) -> bool {
    let words: Vec<String> = Words::of(name).map(|word| word.folded).collect();
    let mut typed = Words::of(typed).take(MOST_WORDS).map(|word| word.folded).peekable();
    typed.peek().is_some() && typed.all(|typed| words.iter().any(|word| word.starts_with(&typed)))
}

fn best(
    snapshot: &Snapshot,
    words: &[String],
    language: Language,
    limit: usize,
    tolerant: bool,
) -> Result<Vec<Ranked>, Error> {
    let mut best = Vec::new();
    let start = words.join(" ");
    for (at, segment) in snapshot.segments.iter().enumerate() {
        let mut found = segment.alive();
        for word in words {
            found.keep(&beginning_with(snapshot, segment, word, tolerant)?);
        }
        let mut readable = Bits::none(segment.bound);
        segment.add_with(&mut readable, snapshot.fields.facet(Facet::Language), language.code())?;
        // More than are wanted, because only the first ones' titles are looked at.
        let mut kept = Best::new(limit * 4, at, segment);
        for document in found.iter() {
            let published = segment.published.first(document).unwrap_or_default();
            let newest = tantivy::i64_to_u64(published) >> 2;
            kept.offer(document, newest | (u64::from(readable.contains(document)) << 62));
        }
        for mut one in kept.finish() {
            let title = segment.title_order_of(one.document)?.unwrap_or_default();
            one.rank |= u64::from(title.starts_with(&start)) << 63;
            best.push(one);
        }
    }
    best.sort_unstable_by(Ranked::order);
    best.truncate(limit);
    Ok(best)
}

/// The records whose title has a word that begins like this.
fn beginning_with(snapshot: &Snapshot, segment: &Segment, word: &str, tolerant: bool) -> Result<Bits, Error> {
    let field = snapshot.fields.title_words;
    let index = segment.reader.inverted_index(field)?;
    let mut bits = Bits::none(segment.bound);
    let mut add = |place: &tantivy::postings::TermInfo| -> Result<(), Error> {
        let postings =
            index.read_block_postings_from_terminfo(place, IndexRecordOption::Basic).map_err(Error::Folder)?;
        add_all(&mut bits, postings);
        Ok(())
    };
    if tolerant && word.chars().count() >= TOLERANT_FROM {
        let term = Term::from_field_text(field, word);
        let automaton = FuzzyTermQuery::new_prefix(term, 1, true).automaton()?;
        let mut stream = index.terms().search(automaton).into_stream().map_err(Error::Folder)?;
        let mut left = MOST_COMPLETIONS;
        while left > 0 && stream.advance() {
            add(stream.value())?;
            left -= 1;
        }
    } else {
        let mut stream = index.terms().range().ge(word).into_stream().map_err(Error::Folder)?;
        let mut left = MOST_COMPLETIONS;
        while left > 0 && stream.advance() && stream.key().starts_with(word.as_bytes()) {
            add(stream.value())?;
            left -= 1;
        }
    }
    Ok(bits)
}

fn described(snapshot: &Snapshot, one: &Ranked) -> Result<Option<Suggestion>, Error> {
    let segment = &snapshot.segments[one.segment];
    let key = segment.key_of(one.document);
    let Some((kind, uid)) = key.as_deref().and_then(kind_and_uid) else {
        return Ok(None);
    };
    let title = segment.stored(one.document, snapshot.fields.title)?;
    Ok(Some(Suggestion { kind, uid, title }))
}
