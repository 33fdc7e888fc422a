// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Records as lines of JSON: what import reads and export writes.

use serde::{Deserialize, Serialize};

use crate::adoption::Adoption;
use crate::advert::Advert;
use crate::community::{Belonging, Community};
use crate::document::CaseDocument;
use crate::event::Event;
use crate::member::Member;
use crate::organisation::Organisation;
use crate::post::Post;
use crate::practice::Practice;
use crate::readiness::ReadinessCheck;
use crate::revision::Revision;
use crate::synonym::Synonym;
use crate::taxonomy::{Programme, Theme};
use crate::testimonial::Testimonial;
use crate::text::{Problem, Uid};
use crate::thread::Thread;
use crate::twinning::Twinning;

/// One record, told apart by its `type`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Record {
    /// An entry of the theme taxonomy.
    Theme(Theme),
    /// A programme with its priorities.
    Programme(Programme),
    /// A group of equivalent words.
    Synonym(Synonym),
    /// An organisation.
    Organisation(Box<Organisation>),
    /// A member.
    Member(Box<Member>),
    /// A community.
    Community(Box<Community>),
    /// That a member belongs to a community.
    Belonging(Box<Belonging>),
    /// A practice.
    Practice(Box<Practice>),
    /// A document of a practice.
    Document(Box<CaseDocument>),
    /// Something that was done to a practice.
    Revision(Box<Revision>),
    /// An adoption of a practice.
    Adoption(Box<Adoption>),
    /// What somebody says of a practice or of an adoption.
    Testimonial(Box<Testimonial>),
    /// A twinning.
    Twinning(Box<Twinning>),
    /// An event.
    Event(Box<Event>),
    /// What a body seeks or offers.
    Advert(Box<Advert>),
    /// What a body answered to the prerequisites of a practice.
    Readiness(Box<ReadinessCheck>),
    /// A discussion.
    Thread(Box<Thread>),
    /// What somebody wrote in a discussion.
    Post(Box<Post>),
}

/// The types of record, in the order in which export writes them: what is named comes first.
pub const TYPES: &[&str] = &[
    "theme",
    "programme",
    "synonym",
    "organisation",
    "member",
    "community",
    "belonging",
    "practice",
    "document",
    "revision",
    "adoption",
    "testimonial",
    "twinning",
    "event",
    "advert",
    "readiness",
    "thread",
    "post",
];

/// Why a line was refused.
#[derive(Debug, thiserror::Error)]
pub enum LineError {
    /// Not JSON, or not a record of a known type with fields of the right form.
    #[error("{0}")]
    Form(String),
    /// A record whose fields break a limit or contradict each other.
    #[error("{}", list(.0))]
    Problems(Vec<Problem>),
}

fn list(problems: &[Problem]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

/// A record that was read, and the names of fields that no record of its type has.
#[derive(Debug)]
pub struct Line {
    /// The record, checked.
    pub record: Record,
    /// Fields that were left out because nothing is known about them.
    pub unknown_fields: Vec<String>,
}

impl Record {
    /// Reads one line.
    ///
    /// # Errors
    /// The line is no JSON object of a known `type`, or the record breaks a safety limit.
    pub fn read(line: &str) -> Result<Line, LineError> {
        let given: serde_json::Value =
            serde_json::from_str(line).map_err(|error| LineError::Form(error.to_string()))?;
        let kind = given.get("type").and_then(serde_json::Value::as_str);
        match kind {
            None => return Err(LineError::Form("type: is missing".to_owned())),
            Some(kind) if !TYPES.contains(&kind) => {
                return Err(LineError::Form(format!("type: {kind:?} is not known; known are {}", TYPES.join(", "))));
            }
            Some(_) => {}
        }
        let record: Self = serde_json::from_value(given.clone()).map_err(|error| LineError::Form(error.to_string()))?;
        let unknown_fields = unknown_fields(&given, &record);
        Ok(Line { record: record.checked()?, unknown_fields })
    }

    /// The line that export writes.
    pub fn write(&self) -> String {
        serde_json::to_string(self).expect("records have string keys and finite numbers only")
    }

    /// The stable identifier.
    pub fn uid(&self) -> &Uid {
        match self {
            Self::Theme(record) => &record.uid,
            Self::Programme(record) => &record.uid,
            Self::Synonym(record) => &record.uid,
            Self::Organisation(record) => &record.uid,
            Self::Member(record) => &record.uid,
            Self::Community(record) => &record.uid,
            Self::Belonging(record) => &record.uid,
            Self::Practice(record) => &record.uid,
            Self::Document(record) => &record.uid,
            Self::Revision(record) => &record.uid,
            Self::Adoption(record) => &record.uid,
            Self::Testimonial(record) => &record.uid,
            Self::Twinning(record) => &record.uid,
            Self::Event(record) => &record.uid,
            Self::Advert(record) => &record.uid,
            Self::Readiness(record) => &record.uid,
            Self::Thread(record) => &record.uid,
            Self::Post(record) => &record.uid,
        }
    }

    fn checked(self) -> Result<Self, LineError> {
        let checked = match self {
            Self::Theme(record) => record.checked().map(Self::Theme),
            Self::Programme(record) => record.checked().map(Self::Programme),
            Self::Synonym(record) => record.checked().map(Self::Synonym),
            Self::Organisation(record) => record.checked().map(|record| Self::Organisation(Box::new(record))),
            Self::Member(record) => record.checked().map(|record| Self::Member(Box::new(record))),
            Self::Community(record) => record.checked().map(|record| Self::Community(Box::new(record))),
            Self::Belonging(record) => record.checked().map(|record| Self::Belonging(Box::new(record))),
            Self::Practice(record) => record.checked().map(|record| Self::Practice(Box::new(record))),
            Self::Document(record) => record.checked().map(|record| Self::Document(Box::new(record))),
            Self::Revision(record) => record.checked().map(|record| Self::Revision(Box::new(record))),
            Self::Adoption(record) => record.checked().map(|record| Self::Adoption(Box::new(record))),
            Self::Testimonial(record) => record.checked().map(|record| Self::Testimonial(Box::new(record))),
            Self::Twinning(record) => record.checked().map(|record| Self::Twinning(Box::new(record))),
            Self::Event(record) => record.checked().map(|record| Self::Event(Box::new(record))),
            Self::Advert(record) => record.checked().map(|record| Self::Advert(Box::new(record))),
            Self::Readiness(record) => record.checked().map(|record| Self::Readiness(Box::new(record))),
            Self::Thread(record) => record.checked().map(|record| Self::Thread(Box::new(record))),
            Self::Post(record) => record.checked().map(|record| Self::Post(Box::new(record))),
        };
        checked.map_err(LineError::Problems)
    }
}

/// Names at the top of the line that are neither in the record as read nor a field left empty.
fn unknown_fields(given: &serde_json::Value, record: &Record) -> Vec<String> {
    let kept = serde_json::to_value(record).expect("records have string keys and finite numbers only");
    let is_empty = |value: &serde_json::Value| match value {
        serde_json::Value::Null | serde_json::Value::Bool(false) => true,
        serde_json::Value::Array(list) => list.is_empty(),
        _ => false,
    };
    let fields = given.as_object().into_iter().flatten();
    fields
        .filter(|(name, value)| kept.get(name.as_str()).is_none() && !is_empty(value))
        .map(|(name, _)| name.clone())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_practice_needs_only_its_title_its_language_and_one_text() {
        let line = r#"{"type":"practice","uid":"p1","title":"Nidi","language":"it","solution":"Testo"}"#;
        let read = Record::read(line).expect("a minimal practice");
        let Record::Practice(practice) = read.record else { panic!("a practice") };
        assert_eq!(practice.stage, crate::practice::Stage::Published);
    }

    #[test]
    fn a_practice_without_any_text_is_refused_with_the_field() {
        let line = r#"{"type":"practice","uid":"p1","title":"Nidi","language":"it"}"#;
        let error = Record::read(line).expect_err("no text");
        assert_eq!(error.to_string(), "summary: is missing");
    }

    #[test]
    fn what_was_written_is_read_back_the_same() {
        let line = r#"{"type":"adoption","uid":"a1","practice":"p1","adopter_name":"Puglia","state":"pilot","year":2013,"source":"declared_by_owner","agreement":{"act":"Delibera","signed_on":"2022-07","months":60,"cost":0}}"#;
        let record = Record::read(line).expect("an adoption").record;
        assert_eq!(Record::read(&record.write()).expect("the same").record, record);
    }

    #[test]
    fn an_unknown_field_is_named_and_an_unknown_type_is_refused() {
        let line = r#"{"type":"practice","uid":"p1","title":"Nidi","language":"it","summary":"x","colour":"green"}"#;
        assert_eq!(Record::read(line).expect("read").unknown_fields, ["colour"]);
        let error = Record::read(r#"{"type":"prattica","uid":"p1"}"#).expect_err("unknown");
        assert!(error.to_string().starts_with("type: \"prattica\" is not known"));
    }

    #[test]
    fn a_practice_that_ends_before_it_begins_is_refused() {
        let line = r#"{"type":"practice","uid":"p1","title":"Nidi","language":"it","summary":"x","start_date":"2020","end_date":"2019-12"}"#;
        assert_eq!(Record::read(line).expect_err("dates").to_string(), "end_date: contradicts start_date");
    }
}
