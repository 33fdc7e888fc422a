// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Writing a practice: the steps of the form, what each field may hold, what is still missing, and the moves from one
//! stage to the next (DOMAIN.md, "Good practice" and "State machines").

use super::{Practice, Stage};
use crate::code::coded;
use crate::policy::Act;

coded! {
    /// A step of the guided form.
    Step {
        /// What it is, whose, where and since when.
        Essentials = "essentials",
        /// The problem and the solution.
        Story = "story",
        /// What came of it, and what did not work.
        Evidence = "evidence",
        /// Money, people, time, technology.
        Needs = "needs",
        /// What others must have, and what they can take over.
        Conditions = "conditions",
        /// Things to use again, addresses, courses.
        Documents = "documents",
        /// The last look before it goes to the reviewers.
        Send = "send",
    }
}

impl Step {
    /// The one after this.
    pub fn next(self) -> Option<Self> {
        Self::ALL.iter().copied().skip_while(|step| *step != self).nth(1)
    }

    /// The one before this.
    pub fn previous(self) -> Option<Self> {
        Self::ALL.iter().rev().copied().skip_while(|step| *step != self).nth(1)
    }
}

coded! {
    /// What leads a practice from one stage to another.
    Move {
        /// Its authors hand it to the reviewers.
        Submit = "submit",
        /// Its authors take it back, or up again after it was refused.
        Withdraw = "withdraw",
        /// A reviewer gives it back with remarks.
        RequestChanges = "request_changes",
        /// A reviewer lets it into the library.
        Publish = "publish",
        /// A reviewer refuses it.
        Reject = "reject",
        /// A reviewer takes it out of the library.
        Archive = "archive",
        /// A reviewer puts it back.
        PutBack = "put_back",
        /// Its authors ask that it be taken out.
        RequestDeletion = "request_deletion",
        /// A reviewer leaves it in although its authors asked to take it out.
        Keep = "keep",
        /// Its authors throw a draft away.
        Delete = "delete",
        /// Its authors take back what they threw away.
        Restore = "restore",
    }
}

impl Move {
    /// The stage that it leads to, where it can be made.
    pub const fn from(self, stage: Stage) -> Option<Stage> {
        match (self, stage) {
            (Self::Submit, Stage::Draft | Stage::ChangesRequested) => Some(Stage::Submitted),
            (Self::Withdraw, Stage::Submitted | Stage::Rejected) | (Self::Restore, Stage::Deleted) => {
                Some(Stage::Draft)
            }
            (Self::RequestChanges, Stage::Submitted) => Some(Stage::ChangesRequested),
            (Self::Publish, Stage::Submitted)
            | (Self::PutBack, Stage::Archived)
            | (Self::Keep, Stage::DeletionRequested) => Some(Stage::Published),
            (Self::Reject, Stage::Submitted) => Some(Stage::Rejected),
            (Self::Archive, Stage::Published | Stage::DeletionRequested) => Some(Stage::Archived),
            (Self::RequestDeletion, Stage::Published) => Some(Stage::DeletionRequested),
            (Self::Delete, Stage::Draft) => Some(Stage::Deleted),
            _ => None,
        }
    }

    /// What somebody must be allowed to do to make it.
    pub const fn act(self, stage: Stage) -> Act {
        match self {
            Self::Submit => Act::Submit,
            Self::Withdraw => Act::Withdraw,
            Self::RequestChanges | Self::Publish | Self::Reject | Self::Keep => Act::Review,
            // Whoever asked for it shall not be the one who grants it.
            Self::Archive if matches!(stage, Stage::DeletionRequested) => Act::Review,
            Self::Archive | Self::PutBack => Act::Archive,
            Self::RequestDeletion => Act::RequestDeletion,
            Self::Delete | Self::Restore => Act::Delete,
        }
    }

    /// Whether the others must be told why.
    pub const fn needs_reason(self) -> bool {
        matches!(self, Self::RequestChanges | Self::Reject | Self::Archive | Self::RequestDeletion | Self::Keep)
    }
}

/// What a field of the form may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name, as in the record.
    pub name: &'static str,
    /// Where it stands.
    pub step: Step,
    /// The least: characters of a text, entries of a list.
    pub min: usize,
    /// The most, as `min`.
    pub max: usize,
    /// Whether nothing is submitted without it.
    pub required: bool,
}

const fn must(name: &'static str, step: Step, min: usize, max: usize) -> Field {
    Field { name, step, min, max, required: true }
}

const fn may(name: &'static str, step: Step, max: usize) -> Field {
    Field { name, step, min: 0, max, required: false }
}

/// The fields in the order of the form, with the limits that hold for what goes through it (DOMAIN.md, "Record fields").
pub const FIELDS: &[Field] = &[
    must("title", Step::Essentials, 5, 120),
    must("summary", Step::Essentials, 20, 200),
    must("owner_org", Step::Essentials, 1, 1),
    must("contact", Step::Essentials, 5, 300),
    must("themes", Step::Essentials, 1, 3),
    must("practice_kind", Step::Essentials, 1, 1),
    must("level", Step::Essentials, 1, 1),
    must("region", Step::Essentials, 1, 1),
    must("start_date", Step::Essentials, 1, 1),
    may("end_date", Step::Essentials, 1),
    must("beneficiaries", Step::Essentials, 1, 8),
    may("beneficiaries_note", Step::Essentials, 300),
    may("municipality", Step::Essentials, 150),
    may("tags", Step::Essentials, 8),
    may("translations", Step::Essentials, 6),
    must("problem", Step::Story, 150, 2_000),
    must("solution", Step::Story, 150, 6_000),
    may("innovation", Step::Story, 1_500),
    may("stakeholders", Step::Story, 1_000),
    must("evidence", Step::Evidence, 1, 12),
    may("expected_results", Step::Evidence, 2_000),
    must("failures", Step::Evidence, 50, 1_500),
    may("scale", Step::Evidence, 8),
    must("resources_financial", Step::Needs, 1, 1),
    must("resources_human", Step::Needs, 1, 1),
    must("resources_time_months", Step::Needs, 1, 1),
    may("technology", Step::Needs, 1_000),
    may("legal_basis", Step::Needs, 1_000),
    may("funding", Step::Needs, 5),
    may("partner_orgs", Step::Needs, 8),
    must("conditions", Step::Conditions, 3, 15),
    must("transfer_potential", Step::Conditions, 100, 1_500),
    may("adaptation_notes", Step::Conditions, 1_500),
    may("models", Step::Conditions, 12),
    may("resources", Step::Documents, 20),
    may("links", Step::Documents, 10),
    may("training", Step::Documents, 5),
];

/// What a field may hold; nothing for a name that the form does not have.
pub fn field(name: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|field| field.name == name)
}

/// Why a field keeps a practice from being submitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LackKind {
    /// It is empty.
    Missing,
    /// It has fewer characters than needed.
    TooShort {
        /// How many it needs.
        min: usize,
        /// How many it has.
        now: usize,
    },
    /// It has more characters than there is room for.
    TooLong {
        /// How many it may have.
        max: usize,
        /// How many it has.
        now: usize,
    },
    /// The list has fewer entries than needed.
    TooFew {
        /// How many it needs.
        least: usize,
        /// How many it has.
        now: usize,
    },
    /// The list has more entries than there is room for.
    TooMany {
        /// How many it may have.
        most: usize,
        /// How many it has.
        now: usize,
    },
    /// It contradicts another field.
    Contradicts,
}

/// A field that keeps a practice from being submitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lack {
    /// The field's name.
    pub field: &'static str,
    /// What is wrong with it.
    pub kind: LackKind,
}

impl Lack {
    /// Where the field stands.
    pub fn step(&self) -> Step {
        field(self.field).map_or(Step::Send, |field| field.step)
    }
}

/// What a field holds, as far as its limits ask.
enum Held {
    /// So many characters.
    Text(usize),
    /// So many entries.
    Entries(usize),
    /// One value, or none.
    Value(bool),
}

/// What keeps a practice from being submitted, in the order of the form.
pub fn lacks(practice: &Practice) -> Vec<Lack> {
    let mut lacks: Vec<Lack> = FIELDS
        .iter()
        .filter_map(|field| lack_of(field, &held(practice, field.name)).map(|kind| Lack { field: field.name, kind }))
        .collect();
    if practice.expected_results.is_some() {
        // Where nothing could be measured yet, it is enough to say what is expected.
        lacks.retain(|lack| !(lack.field == "evidence" && lack.kind == LackKind::Missing));
    }
    let ends_early = practice.start_date.zip(practice.end_date).is_some_and(|(start, end)| end.is_before(start));
    if ends_early {
        lacks.push(Lack { field: "end_date", kind: LackKind::Contradicts });
    }
    lacks
}

fn lack_of(field: &Field, held: &Held) -> Option<LackKind> {
    let Field { min, max, required, .. } = *field;
    match *held {
        Held::Value(false) | Held::Text(0) | Held::Entries(0) => required.then_some(LackKind::Missing),
        Held::Value(true) => None,
        Held::Text(now) if now < min => Some(LackKind::TooShort { min, now }),
        Held::Text(now) => (now > max).then_some(LackKind::TooLong { max, now }),
        Held::Entries(now) if now < min => Some(LackKind::TooFew { least: min, now }),
        Held::Entries(now) => (now > max).then_some(LackKind::TooMany { most: max, now }),
    }
}

fn held(practice: &Practice, name: &str) -> Held {
    let text = |text: &Option<String>| Held::Text(text.as_deref().map_or(0, |text| text.trim().chars().count()));
    match name {
        "title" => Held::Text(practice.title.chars().count()),
        "summary" => text(&practice.summary),
        "owner_org" => Held::Value(practice.owner_org.is_some()),
        "contact" => text(&practice.contact),
        "themes" => Held::Entries(practice.themes.len()),
        "practice_kind" => Held::Value(practice.practice_kind.is_some()),
        "level" => Held::Value(practice.level.is_some()),
        "region" => Held::Value(practice.region.is_some()),
        "start_date" => Held::Value(practice.start_date.is_some()),
        "beneficiaries" => Held::Entries(practice.beneficiaries.len()),
        "beneficiaries_note" => text(&practice.beneficiaries_note),
        "municipality" => text(&practice.municipality),
        "tags" => Held::Entries(practice.tags.len()),
        "translations" => Held::Entries(practice.translations.len()),
        "problem" => text(&practice.problem),
        "solution" => text(&practice.solution),
        "innovation" => text(&practice.innovation),
        "stakeholders" => text(&practice.stakeholders),
        "evidence" => Held::Entries(practice.evidence.len()),
        "expected_results" => text(&practice.expected_results),
        "failures" => text(&practice.failures),
        "scale" => Held::Entries(practice.scale.len()),
        "resources_financial" => Held::Value(practice.resources_financial.is_some()),
        "resources_human" => Held::Value(practice.resources_human.is_some()),
        "resources_time_months" => Held::Value(practice.resources_time_months.is_some()),
        "technology" => text(&practice.technology),
        "legal_basis" => text(&practice.legal_basis),
        "funding" => Held::Entries(practice.funding.len()),
        "partner_orgs" => Held::Entries(practice.partner_orgs.len()),
        "conditions" => Held::Entries(practice.conditions.len()),
        "transfer_potential" => text(&practice.transfer_potential),
        "adaptation_notes" => text(&practice.adaptation_notes),
        "models" => Held::Entries(practice.models.len()),
        "resources" => Held::Entries(practice.resources.len()),
        "links" => Held::Entries(practice.links.len()),
        "training" => Held::Entries(practice.training.len()),
        _ => Held::Value(true),
    }
}

#[cfg(test)]
#[path = "writing/tests.rs"]
mod tests;
