// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The fields of the index. A change here, or in the analysis, makes every server rebuild its index.

use tantivy::schema::{
    Field, IndexRecordOption, NumericOptions, STORED, Schema, SchemaBuilder, TextFieldIndexing, TextOptions,
};

use crate::hash;
use crate::results::Facet;
use crate::tokens::TOKENIZER;

/// Counted up whenever the same text would be analysed differently.
const ANALYSIS: u32 = 3;

/// The code among readers that every record has which is not for everybody.
pub(crate) const CLOSED: &str = "*";

/// The fields, by name.
#[derive(Clone, Debug)]
pub(crate) struct Fields {
    /// `kind:uid`, the identity of a record.
    pub key: Field,
    /// The same as numbers, which are read without a search in a dictionary.
    pub key_letters: Field,
    /// The words of the title, unstemmed, for suggestions.
    pub title_words: Field,
    /// All words, unstemmed, with positions.
    pub words: Field,
    /// The stems of all words, each in the language of its text.
    pub stems: Field,
    /// The hashes of the stems in reading order.
    pub sequence: Field,
    /// The folded title, the order of `Sort::Title`.
    pub title_order: Field,
    /// When it was published.
    pub published: Field,
    /// The record's version.
    pub version: Field,
    /// A number made from the identity, which orders what is otherwise equal.
    pub tie: Field,
    /// The title as shown, for suggestions.
    pub title: Field,
    /// Distinct words as written, by which similar records are sought.
    pub characteristic: Field,
    /// The languages of all its texts.
    pub text_languages: Field,
    /// The owner's uid.
    pub owner: Field,
    /// The words of the owner's name.
    pub owner_words: Field,
    /// Present if the record tells what did not work.
    pub not_worked: Field,
    /// Whether an advert seeks or offers.
    pub direction: Field,
    /// Who may find it, where not everybody may.
    pub readers: Field,
    /// What it is part of.
    pub within: Field,
    /// What its parts are found by, too.
    pub passed_on: Field,
    /// One field for each facet, in the order of `Facet::ALL`.
    facets: Vec<Field>,
    /// The schema itself.
    pub schema: Schema,
}

impl Fields {
    /// The only schema there is.
    pub(crate) fn new() -> Self {
        let mut build = Schema::builder();
        let exact = || codes(IndexRecordOption::Basic);
        let order = || TextOptions::default().set_fast("raw");
        let key = build.add_text_field("key", exact());
        let key_letters = build.add_u64_field("key_letters", NumericOptions::default().set_fast());
        let title_words = build.add_text_field("title_words", exact());
        let words = build.add_text_field("words", text(IndexRecordOption::WithFreqsAndPositions));
        let stems = build.add_text_field("stems", text(IndexRecordOption::WithFreqs));
        let sequence = build.add_u64_field("sequence", NumericOptions::default().set_fast());
        let title_order = build.add_text_field("title_order", order());
        let published = build.add_i64_field("published", NumericOptions::default().set_fast());
        let version = build.add_i64_field("version", NumericOptions::default().set_fast());
        let tie = build.add_u64_field("tie", NumericOptions::default().set_fast());
        let title = build.add_text_field("title", STORED);
        let characteristic = build.add_text_field("characteristic", STORED);
        let text_languages = build.add_text_field("text_languages", exact());
        let owner = build.add_text_field("owner", exact());
        let owner_words = build.add_text_field("owner_words", exact());
        let not_worked = build.add_text_field("not_worked", exact());
        let direction = build.add_text_field("direction", exact());
        let readers = build.add_text_field("readers", exact());
        let within = build.add_text_field("within", exact());
        let passed_on = build.add_text_field("passed_on", STORED);
        let facets = facet_fields(&mut build);
        let schema = build.build();
        Self {
            key,
            key_letters,
            title_words,
            words,
            stems,
            sequence,
            title_order,
            published,
            version,
            tie,
            title,
            characteristic,
            text_languages,
            owner,
            owner_words,
            not_worked,
            direction,
            readers,
            within,
            passed_on,
            facets,
            schema,
        }
    }

    /// The field that holds the codes of a facet.
    pub(crate) fn facet(&self, facet: Facet) -> Field {
        self.facets[facet as usize]
    }

    /// Tells indexes apart that were made by another schema or another analysis.
    pub(crate) fn hash(&self) -> String {
        let text = serde_json::to_string(&self.schema).unwrap_or_default();
        format!("{:016x}", hash::stable(format!("{ANALYSIS} {text}").as_bytes()))
    }
}

fn facet_fields(build: &mut SchemaBuilder) -> Vec<Field> {
    Facet::ALL
        .iter()
        .map(|facet| build.add_text_field(&format!("facet_{}", facet.code()), codes(IndexRecordOption::Basic)))
        .collect()
}

/// Codes: indexed as they are, without lengths.
fn codes(option: IndexRecordOption) -> TextOptions {
    TextOptions::default().set_indexing_options(
        TextFieldIndexing::default().set_tokenizer("raw").set_fieldnorms(false).set_index_option(option),
    )
}

/// Text, which arrives analysed.
fn text(option: IndexRecordOption) -> TextOptions {
    TextOptions::default().set_indexing_options(
        TextFieldIndexing::default().set_tokenizer(TOKENIZER).set_fieldnorms(true).set_index_option(option),
    )
}
