// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The writing side: put, remove, and a commit that always says where it stands.

use std::collections::HashSet;

use domain::Kind;
use tantivy::indexer::{IndexWriterOptions, LogMergePolicy, NoMergePolicy};
use tantivy::{IndexWriter, TantivyDocument, Term};

use crate::analysis::Analysed;
use crate::document::Document;
use crate::error::Error;
use crate::folder;
use crate::hash;
use crate::index::{Index, Opened};
use crate::payload::Payload;
use crate::results::Facet;
use crate::schema::{CLOSED, Fields};
use crate::stems::is_stop_word;
use crate::words::{Words, fold};

/// Memory of the one indexing thread, in bytes, before it writes a segment to disk.
const HEAP: usize = 24_000_000;
/// Distinct words kept of a record for finding similar ones.
const CHARACTERISTIC_WORDS: usize = 200;
/// Letters of the folded title that order it.
const ORDER_LETTERS: usize = 80;

/// Changes an index. Dropping it forgets what was not committed.
#[derive(Debug)]
pub struct Writer {
    index: Index,
    schema: String,
    inner: Inner,
}

/// When small segments become large ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Merging {
    /// Whenever there are several small ones.
    AsItGrows,
    /// Once, when a rebuild is finished.
    AtTheEnd,
}

struct Inner(IndexWriter);

impl std::fmt::Debug for Inner {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("IndexWriter")
    }
}

impl Writer {
    pub(crate) fn over(index: Index, merging: Merging) -> Result<Self, Error> {
        let options = IndexWriterOptions::builder()
            .num_worker_threads(1)
            .num_merge_threads(1)
            .memory_budget_per_thread(HEAP)
            .build();
        let inner: IndexWriter = index.tantivy.writer_with_options(options)?;
        inner.set_merge_policy(match merging {
            Merging::AsItGrows => {
                let mut merges = LogMergePolicy::default();
                merges.set_min_num_segments(6);
                merges.set_del_docs_ratio_before_merge(0.3);
                Box::new(merges)
            }
            Merging::AtTheEnd => Box::new(NoMergePolicy),
        });
        let schema = index.fields.hash();
        Ok(Self { index, schema, inner: Inner(inner) })
    }

    /// Puts a record in, in place of what the index held of it.
    ///
    /// # Errors
    /// If the indexing thread has died, for instance on a full disk: open the index again.
    pub fn put(&self, document: &Document) -> Result<(), Error> {
        self.remove(document.kind, &document.uid)?;
        self.inner.0.add_document(tantivy_document(&self.index.fields, document))?;
        Ok(())
    }

    /// Takes a record out; that it was never in is no error.
    ///
    /// # Errors
    /// As `put`.
    pub fn remove(&self, kind: Kind, uid: &str) -> Result<(), Error> {
        let term = Term::from_field_text(self.index.fields.key, &key(kind, uid));
        self.inner.0.delete_term(term);
        Ok(())
    }

    /// Makes everything so far durable and visible, together with the log position `seq`.
    ///
    /// # Errors
    /// If it could not be written; the index then is as it was.
    pub fn commit_at(&mut self, seq: i64) -> Result<(), Error> {
        let payload = Payload::at(seq, &self.index.identity, &self.schema);
        let text = serde_json::to_string(&payload).map_err(|error| Error::Broken(error.to_string()))?;
        let mut commit = self.inner.0.prepare_commit()?;
        commit.set_payload(&text);
        commit.commit()?;
        self.index.searcher().reload()
    }
}

/// An index that is being made beside the present one.
#[derive(Debug)]
pub struct Rebuild {
    writer: Writer,
    name: String,
}

impl Rebuild {
    pub(crate) fn new(writer: Writer, name: String) -> Self {
        Self { writer, name }
    }

    /// Puts a record in.
    ///
    /// # Errors
    /// As `Writer::put`.
    pub fn put(&self, document: &Document) -> Result<(), Error> {
        self.writer.put(document)
    }

    /// Commits at the log position that the records were read at, and makes this the index.
    ///
    /// # Errors
    /// If it could not be written; the old index then is still the index.
    pub fn finish(mut self, seq: i64) -> Result<Index, Error> {
        self.writer.commit_at(seq)?;
        let Writer { index, inner, .. } = self.writer;
        let mut inner = inner.0;
        let segments = index.tantivy.searchable_segment_ids()?;
        if segments.len() > 1 {
            inner.merge(&segments).wait()?;
        }
        inner.wait_merging_threads()?;
        folder::point_to(&index.root, &self.name)?;
        folder::remove_stale(&index.root)?;
        match Index::open(&index.root, &index.identity)? {
            Opened::Current { index, .. } => Ok(index),
            Opened::Rebuild(reason) => Err(Error::Broken(reason.to_string())),
        }
    }
}

/// The identity of a record in the index.
pub(crate) fn key(kind: Kind, uid: &str) -> String {
    format!("{}:{uid}", kind.code())
}

/// A record's kind and uid from its identity in the index.
pub(crate) fn kind_and_uid(key: &str) -> Option<(Kind, String)> {
    let (kind, uid) = key.split_once(':')?;
    Some((Kind::from_code(kind)?, uid.to_owned()))
}

fn tantivy_document(fields: &Fields, document: &Document) -> TantivyDocument {
    let mut made = TantivyDocument::default();
    let key = key(document.kind, &document.uid);
    made.add_u64(fields.tie, hash::stable(key.as_bytes()));
    for letters in packed(&key) {
        made.add_u64(fields.key_letters, letters);
    }
    made.add_text(fields.key, key);
    made.add_text(fields.title, &document.title);
    let order: String = fold(&document.title).chars().take(ORDER_LETTERS).collect();
    made.add_text(fields.title_order, order);
    made.add_i64(fields.published, document.published);
    made.add_i64(fields.version, document.version);
    // What people say is found by searching; what is not for everybody is never suggested.
    if document.readers.is_empty() && !matches!(document.kind, Kind::Thread | Kind::Post) {
        let titles: HashSet<String> = Words::of(&document.title).map(|word| word.folded).collect();
        for word in titles {
            made.add_text(fields.title_words, word);
        }
    }
    add_texts(&mut made, fields, document);
    add_codes(&mut made, fields, document);
    made
}

fn add_texts(made: &mut TantivyDocument, fields: &Fields, document: &Document) {
    let mut analysed = Analysed::default();
    analysed.add(&document.title, document.language);
    for passage in &document.passages {
        analysed.add(passage, document.language);
    }
    for (language, text) in &document.translations {
        analysed.add(text, *language);
    }
    for value in &analysed.sequence {
        made.add_u64(fields.sequence, *value);
    }
    made.add_text(fields.words, analysed.words);
    made.add_text(fields.stems, analysed.stems);
    if document.readers.is_empty() {
        made.add_text(fields.characteristic, characteristic_words(document));
    }
    let mut languages: HashSet<&str> = document.translations.iter().map(|(language, _)| language.code()).collect();
    languages.insert(document.language.code());
    for language in languages {
        made.add_text(fields.text_languages, language);
    }
}

fn add_codes(made: &mut TantivyDocument, fields: &Fields, document: &Document) {
    let year = document.year.map(|year| year.to_string());
    let mut add = |facet: Facet, codes: &mut dyn Iterator<Item = &str>| {
        let distinct: HashSet<&str> = codes.filter(|code| !code.is_empty()).collect();
        for code in distinct {
            made.add_text(fields.facet(facet), code);
        }
    };
    add(Facet::Kind, &mut std::iter::once(document.kind.code()));
    add(Facet::Theme, &mut document.themes.iter().map(String::as_str));
    add(Facet::Region, &mut document.regions.iter().map(String::as_str));
    add(Facet::Level, &mut document.level.as_deref().into_iter());
    add(Facet::PracticeKind, &mut document.practice_kind.as_deref().into_iter());
    add(Facet::Phase, &mut document.phase.as_deref().into_iter());
    add(Facet::Year, &mut year.as_deref().into_iter());
    add(Facet::Language, &mut std::iter::once(document.language.code()));
    add(Facet::Evidence, &mut document.evidence.as_deref().into_iter());
    add(Facet::Size, &mut document.size.as_deref().into_iter());
    add(Facet::Programme, &mut document.programmes.iter().map(String::as_str));
    if let Some((uid, name)) = &document.owner {
        made.add_text(fields.owner, uid);
        let words: HashSet<String> = Words::of(name).map(|word| word.folded).collect();
        for word in words {
            made.add_text(fields.owner_words, word);
        }
    }
    if !document.readers.is_empty() {
        made.add_text(fields.readers, CLOSED);
    }
    for reader in &document.readers {
        made.add_text(fields.readers, reader);
    }
    for thing in &document.within {
        made.add_text(fields.within, thing);
    }
    if let Some(passed_on) = &document.passed_on {
        made.add_text(fields.passed_on, passed_on);
    }
    if document.not_worked {
        made.add_text(fields.not_worked, "1");
    }
    if let Some(direction) = &document.direction {
        made.add_text(fields.direction, direction);
    }
}

/// Distinct words as written, in lower case, in reading order.
fn characteristic_words(document: &Document) -> String {
    let mut seen = HashSet::new();
    let mut kept = Vec::new();
    let texts = std::iter::once(&document.title).chain(&document.passages);
    for text in texts {
        for word in Words::of(text) {
            let telling = word.folded.len() > 2
                && !word.folded.bytes().all(|byte| byte.is_ascii_digit())
                && !is_stop_word(&word.folded, document.language);
            if telling && kept.len() < CHARACTERISTIC_WORDS && seen.insert(word.folded) {
                kept.push(text[word.start..word.end].to_lowercase());
            }
        }
    }
    kept.join(" ")
}

/// A text as its length and its bytes, eight in a number.
fn packed(text: &str) -> impl Iterator<Item = u64> {
    let length = text.len() as u64;
    std::iter::once(length).chain(text.as_bytes().chunks(8).map(|chunk| {
        let mut bytes = [0; 8];
        bytes[..chunk.len()].copy_from_slice(chunk);
        u64::from_le_bytes(bytes)
    }))
}

/// The text that was packed.
pub(crate) fn unpacked(mut numbers: impl Iterator<Item = u64>) -> Option<String> {
    let length = usize::try_from(numbers.next()?).ok()?;
    let mut bytes: Vec<u8> = numbers.flat_map(u64::to_le_bytes).collect();
    bytes.truncate(length);
    String::from_utf8(bytes).ok()
}
