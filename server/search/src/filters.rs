// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The filters of a query, and the records of a segment that pass each of them.

use std::collections::HashMap;

use domain::Kind;
use tantivy::schema::Field;

use crate::bits::Bits;
use crate::error::Error;
use crate::query::Operator;
use crate::results::{Facet, Query, Years};
use crate::schema::Fields;
use crate::snapshot::{Segment, add_all};
use crate::words::{Words, fold};
use crate::writer::key;

/// The names by which operators may call a code: `regione:lazio`, `tema:scuola`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names(HashMap<(Facet, String), String>);

impl Names {
    /// Takes names with their codes in.
    pub(crate) fn of(names: &[(Facet, String, String)]) -> Self {
        Self(names.iter().map(|(facet, name, code)| ((*facet, plain(name)), code.clone())).collect())
    }

    fn code(&self, facet: Facet, value: &str) -> String {
        let plain = plain(value);
        self.0.get(&(facet, plain.clone())).cloned().unwrap_or(match facet {
            // The codes of these may be in capital letters.
            Facet::Region => value.to_uppercase(),
            _ => plain,
        })
    }
}

/// A name as it may be typed: folded words with hyphens between them.
fn plain(name: &str) -> String {
    let words: Vec<String> = Words::of(name).map(|word| word.folded).collect();
    if words.is_empty() { fold(name) } else { words.join("-") }
}

/// One filter.
#[derive(Clone, Debug)]
enum Filter {
    Any { facet: Option<Facet>, field: Field, codes: Vec<String> },
    All { field: Field, codes: Vec<String> },
    Years(Years),
}

/// All filters of a query.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filters(Vec<Filter>);

impl Filters {
    /// The filters that the query names, and those that were typed as operators.
    pub(crate) fn of(query: &Query, operators: &[(Operator, String)], names: &Names, fields: &Fields) -> Self {
        let mut filters = Self::default();
        let kinds: Vec<String> = query.kind.iter().map(|kind| kind.code().to_owned()).collect();
        let languages: Vec<String> = query.lang.iter().map(|one| one.code().to_owned()).collect();
        for (facet, codes) in [
            (Facet::Kind, &kinds),
            (Facet::Theme, &query.themes),
            (Facet::Region, &query.region),
            (Facet::Level, &query.level),
            (Facet::PracticeKind, &query.practice_kind),
            (Facet::Phase, &query.phase),
            (Facet::Language, &languages),
            (Facet::Evidence, &query.evidence),
            (Facet::Size, &query.size),
            (Facet::Programme, &query.programme),
        ] {
            filters.add_facet(facet, codes.clone(), fields);
        }
        if !query.owner.is_empty() {
            let codes = query.owner.clone();
            filters.0.push(Filter::Any { facet: None, field: fields.owner, codes });
        }
        if query.not_worked {
            let codes = vec!["1".to_owned()];
            filters.0.push(Filter::Any { facet: None, field: fields.not_worked, codes });
        }
        if !query.among.is_empty() {
            let codes = query.among.iter().map(|(kind, uid)| key(*kind, uid)).collect();
            filters.0.push(Filter::Any { facet: None, field: fields.key, codes });
        }
        if !query.within.is_empty() {
            let codes = query.within.clone();
            filters.0.push(Filter::Any { facet: None, field: fields.within, codes });
        }
        filters.add_years(query.year);
        filters.add_operators(operators, names, fields);
        filters
    }

    fn add_facet(&mut self, facet: Facet, codes: Vec<String>, fields: &Fields) {
        if !codes.is_empty() {
            self.0.push(Filter::Any { facet: Some(facet), field: fields.facet(facet), codes });
        }
    }

    fn add_years(&mut self, years: Years) {
        if !years.is_open() {
            self.0.push(Filter::Years(years));
        }
    }

    fn add_operators(&mut self, operators: &[(Operator, String)], names: &Names, fields: &Fields) {
        for (operator, value) in operators {
            let facet = match operator {
                Operator::Theme => Facet::Theme,
                Operator::Region => Facet::Region,
                Operator::Kind => Facet::Kind,
                Operator::Phase => Facet::Phase,
                Operator::Organisation => {
                    let codes = Words::of(value).map(|word| word.folded).collect();
                    self.0.push(Filter::All { field: fields.owner_words, codes });
                    continue;
                }
                Operator::Year | Operator::YearFrom | Operator::YearTo => {
                    self.add_years(years(*operator, value));
                    continue;
                }
            };
            self.add_facet(facet, vec![names.code(facet, value)], fields);
        }
    }

    /// Whether everything passes.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The facets that are filtered by.
    pub(crate) fn facets(&self) -> Vec<Facet> {
        let mut facets: Vec<Facet> = self.0.iter().filter_map(Filter::facet).collect();
        facets.dedup();
        facets
    }

    /// What passes each filter, in a segment.
    pub(crate) fn passing(&self, segment: &Segment, fields: &Fields) -> Result<Vec<(Option<Facet>, Bits)>, Error> {
        self.0.iter().map(|filter| Ok((filter.facet(), filter.passing(segment, fields)?))).collect()
    }
}

/// The years that an operator asks for; a value that is no year asks for none.
fn years(operator: Operator, value: &str) -> Years {
    let year = value.parse().ok();
    match (operator, year) {
        (Operator::YearFrom, Some(from)) => Years { from: Some(from), to: None },
        (Operator::YearTo, Some(to)) => Years { from: None, to: Some(to) },
        (_, Some(year)) => Years { from: Some(year), to: Some(year) },
        (_, None) => Years { from: Some(1), to: Some(0) },
    }
}

/// The records of a segment that are of some kinds.
pub(crate) fn of_kinds(kinds: &[Kind], segment: &Segment, fields: &Fields) -> Result<Bits, Error> {
    let codes = kinds.iter().map(|kind| kind.code().to_owned()).collect();
    Filter::Any { facet: None, field: fields.facet(Facet::Kind), codes }.passing(segment, fields)
}

impl Filter {
    fn facet(&self) -> Option<Facet> {
        match self {
            Self::Any { facet, .. } => *facet,
            Self::All { .. } => None,
            Self::Years(_) => Some(Facet::Year),
        }
    }

    fn passing(&self, segment: &Segment, fields: &Fields) -> Result<Bits, Error> {
        let mut bits = Bits::none(segment.bound);
        match self {
            Self::Any { field, codes, .. } => {
                for code in codes {
                    segment.add_with(&mut bits, *field, code)?;
                }
            }
            Self::All { field, codes } => {
                bits = Bits::all(segment.bound);
                for code in codes {
                    let mut with = Bits::none(segment.bound);
                    segment.add_with(&mut with, *field, code)?;
                    bits.keep(&with);
                }
            }
            Self::Years(years) => {
                each_code(segment, fields.facet(Facet::Year), |code, postings| {
                    if let Ok(year) = code.parse::<i32>()
                        && years.from.is_none_or(|from| from <= year)
                        && years.to.is_none_or(|to| year <= to)
                    {
                        add_all(&mut bits, postings);
                    }
                })?;
            }
        }
        Ok(bits)
    }
}

/// Takes out what is not for whoever asks.
pub(crate) fn leave_closed(
    bits: &mut Bits,
    segment: &Segment,
    readers: &[String],
    fields: &Fields,
) -> Result<(), Error> {
    let Some(closed) = &segment.closed else { return Ok(()) };
    let mut open = Bits::none(segment.bound);
    for code in readers {
        segment.add_with(&mut open, fields.readers, code)?;
    }
    let mut closed = closed.clone();
    closed.take_out(&open);
    bits.take_out(&closed);
    Ok(())
}

/// Goes through all codes of a field with the records that have them.
pub(crate) fn each_code(
    segment: &Segment,
    field: Field,
    mut each: impl FnMut(&str, tantivy::postings::BlockSegmentPostings),
) -> Result<(), Error> {
    let index = segment.reader.inverted_index(field)?;
    let mut stream = index.terms().stream().map_err(Error::Folder)?;
    while stream.advance() {
        let Ok(code) = std::str::from_utf8(stream.key()) else {
            continue;
        };
        let postings = index
            .read_block_postings_from_terminfo(stream.value(), tantivy::schema::IndexRecordOption::Basic)
            .map_err(Error::Folder)?;
        each(code, postings);
    }
    Ok(())
}
