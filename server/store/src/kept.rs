// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! How each type of record is laid out: its table, the columns beside the whole record, its links.

use domain::document::CaseDocument;
use domain::member::Member;
use domain::organisation::Organisation;
use domain::practice::Practice;
use domain::record::Record;
use domain::revision::Revision;
use domain::{Email, Uid};
use sea_orm::Value;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::members::names;
use crate::tables::{Column, Table};

mod communities;
mod readiness;
mod talk;
mod taxonomy;
mod transfer;

pub(crate) use talk::about_kind;

/// The types of record, in the order in which export writes them (`domain::record::TYPES`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecordType {
    /// An entry of the theme taxonomy.
    Theme,
    /// A programme with its priorities.
    Programme,
    /// A group of equivalent words.
    Synonym,
    /// An organisation.
    Organisation,
    /// A member.
    Member,
    /// A community.
    Community,
    /// That a member belongs to a community.
    Belonging,
    /// A practice.
    Practice,
    /// A document of a practice.
    Document,
    /// Something that was done to a practice.
    Revision,
    /// An adoption of a practice.
    Adoption,
    /// What somebody says of a practice or of an adoption.
    Testimonial,
    /// A twinning.
    Twinning,
    /// An event.
    Event,
    /// What a body seeks or offers.
    Advert,
    /// What a body answered to the prerequisites of a practice.
    Readiness,
    /// A discussion.
    Thread,
    /// What somebody wrote in a discussion.
    Post,
}

impl RecordType {
    /// All types, in the order of export.
    pub const ALL: &'static [Self] = &[
        Self::Theme,
        Self::Programme,
        Self::Synonym,
        Self::Organisation,
        Self::Member,
        Self::Community,
        Self::Belonging,
        Self::Practice,
        Self::Document,
        Self::Revision,
        Self::Adoption,
        Self::Testimonial,
        Self::Twinning,
        Self::Event,
        Self::Advert,
        Self::Readiness,
        Self::Thread,
        Self::Post,
    ];

    /// The `type` of its lines, also in the log and in slugs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Theme => "theme",
            Self::Programme => "programme",
            Self::Synonym => "synonym",
            Self::Organisation => "organisation",
            Self::Member => "member",
            Self::Community => "community",
            Self::Belonging => "belonging",
            Self::Practice => "practice",
            Self::Document => "document",
            Self::Revision => "revision",
            Self::Adoption => "adoption",
            Self::Testimonial => "testimonial",
            Self::Twinning => "twinning",
            Self::Event => "event",
            Self::Advert => "advert",
            Self::Readiness => "readiness",
            Self::Thread => "thread",
            Self::Post => "post",
        }
    }

    /// The type of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.code() == code)
    }

    pub(crate) const fn table(self) -> Table {
        match self {
            Self::Theme => Table::Themes,
            Self::Programme => Table::Programmes,
            Self::Synonym => Table::Synonyms,
            Self::Organisation => Table::Organisations,
            Self::Member => Table::Members,
            Self::Community => Table::Communities,
            Self::Belonging => Table::Belongings,
            Self::Practice => Table::Practices,
            Self::Document => Table::Documents,
            Self::Revision => Table::Revisions,
            Self::Adoption => Table::Adoptions,
            Self::Testimonial => Table::Testimonials,
            Self::Twinning => Table::Twinnings,
            Self::Event => Table::Events,
            Self::Advert => Table::Adverts,
            Self::Readiness => Table::Readiness,
            Self::Thread => Table::Threads,
            Self::Post => Table::Posts,
        }
    }

    /// Whether its records have an address of words.
    pub(crate) const fn has_slug(self) -> bool {
        matches!(self, Self::Practice | Self::Organisation | Self::Twinning | Self::Community)
    }
}

impl std::fmt::Display for RecordType {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.code())
    }
}

/// Rows of a link table: the column that names the record itself, and the others with their values.
pub(crate) struct Links {
    pub(crate) table: Table,
    pub(crate) key: Column,
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: Vec<Vec<Value>>,
}

/// A record that has a table.
pub(crate) trait Kept: Serialize + DeserializeOwned + Send + Sync {
    const TYPE: RecordType;

    fn uid(&self) -> &Uid;

    /// What its slug is made of, where it has one.
    fn title(&self) -> Option<&str> {
        None
    }

    /// The columns beside `record`: what is filtered, listed or checked.
    fn columns(&self) -> Vec<(Column, Value)> {
        Vec::new()
    }

    fn links(&self) -> Vec<Links> {
        Vec::new()
    }

    fn into_record(self) -> Record;
}

/// The text of an optional code or identifier as a value for a column.
fn text(value: Option<&str>) -> Value {
    value.map(str::to_owned).into()
}

impl Kept for Organisation {
    const TYPE: RecordType = RecordType::Organisation;

    fn uid(&self) -> &Uid {
        &self.uid
    }

    fn title(&self) -> Option<&str> {
        Some(&self.name)
    }

    fn columns(&self) -> Vec<(Column, Value)> {
        let short = self.short_name.as_deref().unwrap_or_default();
        let ipa = self.ipa_code.as_deref().unwrap_or_default();
        let words = domain::Slug::of(&format!("{short} {ipa} {}", self.name));
        vec![
            (Column::Name, self.name.clone().into()),
            (Column::Words, words.as_str().into()),
            (Column::Kind, self.kind.code().into()),
            (Column::Country, self.country.clone().into()),
            (Column::Region, self.region.clone().into()),
            (Column::Province, self.province.clone().into()),
            (Column::Parent, text(self.parent.as_ref().map(Uid::as_str))),
            (Column::MergedInto, text(self.merged_into.as_ref().map(Uid::as_str))),
            (Column::Demo, self.demo.into()),
        ]
    }

    fn into_record(self) -> Record {
        Record::Organisation(Box::new(self))
    }
}

impl Kept for Member {
    const TYPE: RecordType = RecordType::Member;

    fn uid(&self) -> &Uid {
        &self.uid
    }

    fn columns(&self) -> Vec<(Column, Value)> {
        let roles: String = self.roles.iter().map(|role| format!(",{role}")).collect();
        vec![
            (Column::Email, text(self.email.as_ref().map(Email::as_str))),
            (Column::FirstName, self.first_name.clone().into()),
            (Column::LastName, self.last_name.clone().into()),
            (Column::Words, names::words_of(self).into()),
            (Column::FiledAs, names::filed_as(self).into()),
            (Column::MemberType, self.member_type.code().into()),
            (Column::State, self.state.code().into()),
            (Column::Region, self.region.clone().into()),
            (Column::Profile, self.shown.profile.code().into()),
            (Column::Roles, format!("{roles},").into()),
            (Column::JoinedOn, self.joined_on.to_string().into()),
            (Column::Demo, self.demo.into()),
        ]
    }

    fn links(&self) -> Vec<Links> {
        let memberships = self.memberships.iter();
        let memberships = memberships
            .map(|one| vec![one.organisation.as_str().into(), one.role.code().into(), one.state.code().into()]);
        let themes = self.themes.iter().map(|theme| vec![theme.as_str().into()]);
        let links =
            |table, columns: &[Column], rows| Links { table, key: Column::Member, columns: columns.to_vec(), rows };
        vec![
            links(Table::Memberships, &[Column::Organisation, Column::Role, Column::State], memberships.collect()),
            links(Table::MemberThemes, &[Column::Theme], themes.collect()),
        ]
    }

    fn into_record(self) -> Record {
        Record::Member(Box::new(self))
    }
}

impl Kept for Practice {
    const TYPE: RecordType = RecordType::Practice;

    fn uid(&self) -> &Uid {
        &self.uid
    }

    /// What was never in the library has its identifier for an address, so that no draft takes a good one.
    fn title(&self) -> Option<&str> {
        Some(if self.stage.is_unpublished() { self.uid.as_str() } else { &self.title })
    }

    fn columns(&self) -> Vec<(Column, Value)> {
        let published = self.published_on.map(|date| date.to_string()).unwrap_or_default();
        vec![
            (Column::Title, self.title.clone().into()),
            (Column::Language, self.language.code().into()),
            (Column::Owner, text(self.owner_org.as_ref().map(Uid::as_str))),
            (Column::Region, self.region.clone().into()),
            (Column::Stage, self.stage.code().into()),
            (Column::InLibrary, self.stage.is_in_library().into()),
            (Column::Audience, self.audience.code().into()),
            (Column::Community, text(self.community.as_ref().map(Uid::as_str))),
            (Column::Level, text(self.level.map(|level| level.code()))),
            (Column::PracticeKind, text(self.practice_kind.map(|kind| kind.code()))),
            (Column::StartYear, self.start_date.map(|date| i64::from(date.year())).into()),
            (Column::EvidenceRating, text(self.evidence_rating.map(|rating| rating.code()))),
            (Column::PublishedOn, published.into()),
            (Column::RevisionOf, text(self.revision_of.as_ref().map(Uid::as_str))),
            (Column::Reviewer, text(self.reviewer.as_ref().map(Uid::as_str))),
            (Column::Demo, self.demo.into()),
        ]
    }

    fn links(&self) -> Vec<Links> {
        let themes = self.themes.iter().map(|theme| vec![theme.as_str().into()]);
        let parts = self.partner_orgs.iter();
        let parts = parts.map(|part| vec![part.organisation.as_str().into(), part.role.code().into()]);
        let authors = self.authors.iter().map(|author| vec![author.as_str().into()]);
        let origins = self.based_on.iter().map(|origin| vec![origin.as_str().into()]);
        let links =
            |table, columns: &[Column], rows| Links { table, key: Column::Practice, columns: columns.to_vec(), rows };
        vec![
            links(Table::PracticeThemes, &[Column::Theme], themes.collect()),
            links(Table::PracticeParts, &[Column::Organisation, Column::Role], parts.collect()),
            links(Table::PracticeOrigins, &[Column::Origin], origins.collect()),
            links(Table::PracticeAuthors, &[Column::Member], authors.collect()),
        ]
    }

    fn into_record(self) -> Record {
        Record::Practice(Box::new(self))
    }
}

impl Kept for CaseDocument {
    const TYPE: RecordType = RecordType::Document;

    fn uid(&self) -> &Uid {
        &self.uid
    }

    fn columns(&self) -> Vec<(Column, Value)> {
        vec![
            // The column came before twinnings and posts had documents, and must be filled.
            (Column::Practice, self.practice.as_ref().map_or("", Uid::as_str).into()),
            (Column::Twinning, text(self.twinning.as_ref().map(Uid::as_str))),
            (Column::Post, text(self.post.as_ref().map(Uid::as_str))),
            (Column::Member, text(self.author.as_ref().map(Uid::as_str))),
            (Column::Standing, self.standing.code().into()),
            (Column::Sha256, self.file.sha256.as_str().into()),
            (Column::Audience, self.audience.code().into()),
            (Column::Demo, self.demo.into()),
        ]
    }

    fn links(&self) -> Vec<Links> {
        let files = self.earlier.iter().chain([&self.file]).map(|file| vec![file.sha256.as_str().into()]);
        let columns = vec![Column::Sha256];
        vec![Links { table: Table::DocumentFiles, key: Column::Document, columns, rows: files.collect() }]
    }

    fn into_record(self) -> Record {
        Record::Document(Box::new(self))
    }
}

impl Kept for Revision {
    const TYPE: RecordType = RecordType::Revision;

    fn uid(&self) -> &Uid {
        &self.uid
    }

    fn columns(&self) -> Vec<(Column, Value)> {
        vec![
            (Column::Practice, self.practice.as_str().into()),
            (Column::Number, i64::from(self.number).into()),
            (Column::At, self.at.into()),
            (Column::Member, text(self.by.as_ref().map(Uid::as_str))),
            (Column::Act, self.act.code().into()),
        ]
    }

    fn into_record(self) -> Record {
        Record::Revision(Box::new(self))
    }
}
