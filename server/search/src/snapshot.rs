// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What one commit looks like from the reading side.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use domain::Language;
use tantivy::columnar::{Column, StrColumn};
use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{BlockSegmentPostings, TermInfo};
use tantivy::query::{EnableScoring, PhraseQuery, Query as _};
use tantivy::schema::{Field, IndexRecordOption, Value};
use tantivy::{DocSet, InvertedIndexReader, SegmentReader, TERMINATED, TantivyDocument, Term};

use crate::bits::Bits;
use crate::error::Error;
use crate::schema::{CLOSED, Fields};
use crate::writer::unpacked;

/// How many forms of synonyms a segment remembers: 6 KB each at 50,000 records.
const MOST_FORMS: usize = 500;

/// One segment, with what a search reads of it held open.
pub(crate) struct Segment {
    pub reader: SegmentReader,
    pub bound: u32,
    pub stems: Arc<InvertedIndexReader>,
    pub words: Arc<InvertedIndexReader>,
    pub stem_lengths: FieldNormReader,
    pub word_lengths: FieldNormReader,
    pub sequence: Column<u64>,
    pub published: Column<i64>,
    pub version: Column<i64>,
    pub tie: Column<u64>,
    pub key: Column<u64>,
    pub title_order: Option<StrColumn>,
    /// What is not for everybody, where there is any.
    pub closed: Option<Bits>,
    /// Where the forms of synonyms that were asked for stand. There are few of them, and a segment never changes.
    forms: Mutex<HashMap<Vec<String>, Arc<Bits>>>,
}

/// All segments of a commit.
pub(crate) struct Snapshot {
    pub searcher: tantivy::Searcher,
    pub fields: Fields,
    pub segments: Vec<Segment>,
    /// Records that are in, deleted ones included until they are merged away.
    pub records: u32,
    pub mean_stems: f32,
    pub mean_words: f32,
    /// The languages that any text is in.
    pub languages: Vec<Language>,
}

/// A term with where each segment keeps it.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    /// In how many records it occurs.
    pub records: u32,
    /// Its place in each segment.
    pub places: Vec<Option<TermInfo>>,
}

impl Segment {
    fn open(reader: &SegmentReader, fields: &Fields) -> Result<Self, Error> {
        let fast = reader.fast_fields();
        let mut segment = Self {
            bound: reader.max_doc(),
            stems: reader.inverted_index(fields.stems)?,
            words: reader.inverted_index(fields.words)?,
            stem_lengths: reader.get_fieldnorms_reader(fields.stems)?,
            word_lengths: reader.get_fieldnorms_reader(fields.words)?,
            sequence: fast.u64("sequence")?,
            published: fast.i64("published")?,
            version: fast.i64("version")?,
            tie: fast.u64("tie")?,
            key: fast.u64("key_letters")?,
            title_order: fast.str("title_order")?,
            closed: None,
            forms: Mutex::default(),
            reader: reader.clone(),
        };
        let mut closed = Bits::none(segment.bound);
        segment.add_with(&mut closed, fields.readers, CLOSED)?;
        segment.closed = Some(closed).filter(|closed| !closed.is_empty());
        Ok(segment)
    }

    /// In how many records that are for everybody a term occurs. A word that stands nowhere else is known to nobody:
    /// whether it was corrected would tell who may not read it that it is there.
    pub(crate) fn open_records(&self, index: &InvertedIndexReader, place: &TermInfo) -> Result<u32, Error> {
        let Some(closed) = &self.closed else { return Ok(place.doc_freq) };
        let mut postings =
            index.read_block_postings_from_terminfo(place, IndexRecordOption::Basic).map_err(Error::Folder)?;
        let mut records = 0;
        while postings.block_len() > 0 {
            let block = &postings.docs()[..postings.block_len()];
            records += block.iter().filter(|document| !closed.contains(**document)).count() as u32;
            postings.advance();
        }
        Ok(records)
    }

    /// The documents that are not deleted.
    pub(crate) fn alive(&self) -> Bits {
        let mut bits = Bits::all(self.bound);
        if let Some(alive) = self.reader.alive_bitset() {
            for document in 0..self.bound {
                if alive.is_deleted(document) {
                    bits.remove(document);
                }
            }
        }
        bits
    }

    /// Adds the documents that have a term of a field of codes.
    pub(crate) fn add_with(&self, bits: &mut Bits, field: Field, code: &str) -> Result<(), Error> {
        let index = self.reader.inverted_index(field)?;
        let term = Term::from_field_text(field, code);
        if let Some(postings) = index.read_block_postings(&term, IndexRecordOption::Basic).map_err(Error::Folder)? {
            add_all(bits, postings);
        }
        Ok(())
    }

    /// The identity of a record.
    pub(crate) fn key_of(&self, document: u32) -> Option<String> {
        unpacked(self.key.values_for_doc(document))
    }

    /// The sequence of a record, into a buffer that is used again.
    pub(crate) fn read_sequence(&self, document: u32, sequence: &mut Vec<u64>) {
        let rows = self.sequence.index.value_row_ids(document);
        sequence.resize(rows.len(), 0);
        self.sequence.values.get_range(u64::from(rows.start), sequence);
    }

    /// The text by which a record is ordered among titles.
    pub(crate) fn title_order_of(&self, document: u32) -> Result<Option<String>, Error> {
        text_of(self.title_order.as_ref(), document)
    }

    /// The number by which a record is ordered among titles, within this segment only.
    pub(crate) fn title_rank(&self, document: u32) -> u64 {
        self.title_order.as_ref().and_then(|column| column.ords().first(document)).unwrap_or(u64::MAX)
    }

    /// A stored text of a record.
    pub(crate) fn stored(&self, document: u32, field: Field) -> Result<String, Error> {
        let store = self.reader.get_store_reader(2).map_err(Error::Folder)?;
        let stored: TantivyDocument = store.get(document)?;
        Ok(stored.get_first(field).and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default())
    }
}

fn text_of(column: Option<&StrColumn>, document: u32) -> Result<Option<String>, Error> {
    let Some(column) = column else {
        return Ok(None);
    };
    let Some(ord) = column.ords().first(document) else {
        return Ok(None);
    };
    let mut text = String::new();
    let found = column.ord_to_str(ord, &mut text).map_err(Error::Folder)?;
    Ok(found.then_some(text))
}

/// Adds all documents of a list.
pub(crate) fn add_all(bits: &mut Bits, mut postings: BlockSegmentPostings) {
    while postings.block_len() > 0 {
        for document in &postings.docs()[..postings.block_len()] {
            bits.insert(*document);
        }
        postings.advance();
    }
}

impl Snapshot {
    /// Opens all segments of the last commit.
    pub(crate) fn of(searcher: tantivy::Searcher, fields: Fields) -> Result<Self, Error> {
        let segments = searcher
            .segment_readers()
            .iter()
            .map(|reader| Segment::open(reader, &fields))
            .collect::<Result<Vec<_>, _>>()?;
        let records: u32 = segments.iter().map(|segment| segment.bound).sum();
        let mean = |tokens: u64| (tokens as f32 / records.max(1) as f32).max(1.0);
        let mean_stems = mean(segments.iter().map(|one| one.stems.total_num_tokens()).sum());
        let mean_words = mean(segments.iter().map(|one| one.words.total_num_tokens()).sum());
        let mut snapshot = Self { searcher, fields, segments, records, mean_stems, mean_words, languages: Vec::new() };
        for language in Language::ALL {
            if snapshot.find(snapshot.fields.text_languages, language.code())?.is_some() {
                snapshot.languages.push(*language);
            }
        }
        Ok(snapshot)
    }

    /// Looks a term up in all segments.
    pub(crate) fn find(&self, field: Field, text: &str) -> Result<Option<Found>, Error> {
        let term = Term::from_field_text(field, text);
        let mut found = Found { records: 0, places: Vec::with_capacity(self.segments.len()) };
        for segment in &self.segments {
            let index = if field == self.fields.stems {
                segment.stems.clone()
            } else if field == self.fields.words {
                segment.words.clone()
            } else {
                segment.reader.inverted_index(field)?
            };
            let place = index.get_term_info(&term).map_err(Error::Folder)?;
            found.records += place.as_ref().map_or(0, |place| place.doc_freq);
            found.places.push(place);
        }
        Ok((found.records > 0).then_some(found))
    }

    /// Whether a term of the stems or the words stands in a record that is for everybody.
    pub(crate) fn is_open(&self, field: Field, found: &Found) -> Result<bool, Error> {
        for (segment, place) in self.segments.iter().zip(&found.places) {
            let index = if field == self.fields.stems { &segment.stems } else { &segment.words };
            if let Some(place) = place
                && segment.open_records(index, place)? > 0
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The documents of a segment in which unstemmed words follow each other.
    pub(crate) fn with_phrase(&self, segment: &Segment, words: &[String]) -> Result<Bits, Error> {
        let mut bits = Bits::none(segment.bound);
        match words {
            [] => {}
            [word] => segment.add_with(&mut bits, self.fields.words, word)?,
            _ => {
                let terms = words.iter().map(|word| Term::from_field_text(self.fields.words, word)).collect();
                let weight = PhraseQuery::new(terms).weight(EnableScoring::disabled_from_searcher(&self.searcher))?;
                let mut scorer = weight.scorer(&segment.reader, 1.0)?;
                while scorer.doc() != TERMINATED {
                    bits.insert(scorer.doc());
                    scorer.advance();
                }
            }
        }
        Ok(bits)
    }

    /// The documents of a segment in which a form of a synonym stands. It is looked for once.
    pub(crate) fn with_form(&self, segment: &Segment, words: &[String]) -> Result<Arc<Bits>, Error> {
        let kept = || segment.forms.lock().expect("nobody panics while holding the forms");
        let known = kept().get(words).cloned();
        if let Some(known) = known {
            return Ok(known);
        }
        let found = Arc::new(self.with_phrase(segment, words)?);
        let mut forms = kept();
        if forms.len() < MOST_FORMS {
            forms.insert(words.to_vec(), Arc::clone(&found));
        }
        Ok(found)
    }

    /// Where a record is: its segment and its number there.
    pub(crate) fn locate(&self, key: &str) -> Result<Option<(usize, u32)>, Error> {
        for (at, segment) in self.segments.iter().enumerate() {
            let mut bits = Bits::none(segment.bound);
            segment.add_with(&mut bits, self.fields.key, key)?;
            bits.keep(&segment.alive());
            let first = bits.iter().next();
            if let Some(document) = first {
                return Ok(Some((at, document)));
            }
        }
        Ok(None)
    }
}
