// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

#![doc = include_str!("../README.md")]

mod analysis;
mod bits;
pub mod document;
pub mod error;
pub mod excerpt;
mod facets;
mod filters;
pub mod fitting;
mod folder;
mod hash;
pub mod index;
mod order;
mod passage;
pub mod payload;
mod plan;
pub mod query;
pub mod results;
mod schema;
mod scoring;
pub mod searcher;
mod similar;
mod snapshot;
mod spelling;
mod stems;
mod suggest;
mod synonyms;
mod tokens;
mod weights;
mod words;
pub mod writer;

pub use document::Document;
pub use error::Error;
pub use excerpt::{MatchedWords, Run, excerpt};
pub use fitting::{Fitting, Wanted};
pub use index::{Index, Opened};
pub use payload::{Identity, Reason};
pub use results::{Facet, Facets, Hit, Indexed, Query, Results, Similar, Sort, Suggestion, Years};
pub use searcher::Searcher;
pub use suggest::has_words_beginning;
pub use writer::{Rebuild, Writer};
