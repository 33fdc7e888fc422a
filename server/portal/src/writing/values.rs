// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What the pages of writing show.

use domain::Language;
use domain::phase::Phase;
use domain::practice::writing::{Lack, Move, Step};
use domain::practice::{EvidenceRating, Stage};
use domain::revision::{Remark, RevisionAct};

use super::invited::InvitedLine;
use super::inviting::InvitationLine;
use crate::adopting::{DeclaredLine, ToConfirm};
use crate::following::FollowedLine;
use crate::readers::ReaderNumbers;
use crate::testimonials::TestimonialLine;
use crate::twinnings::OwnTwinnings;
use crate::values::{PracticePage, SimilarPractice};

/// What one chooses among when beginning a practice.
#[derive(Clone, Debug)]
pub struct WritingChoices {
    /// The organisations that the viewer acts for: identifier and name.
    pub organisations: Vec<(String, String)>,
}

/// The desk of an author.
#[derive(Clone, Debug)]
pub struct Desk {
    /// Practices, last changed first.
    pub lines: Vec<DeskLine>,
    /// Practices that the viewer follows, newest first.
    pub followed: Vec<FollowedLine>,
    /// Adoptions that the bodies of the viewer are said to have made, and have not confirmed.
    pub to_confirm: Vec<ToConfirm>,
    /// Practices that the viewer is invited to look at or to write.
    pub invitations: Vec<InvitedLine>,
    /// The viewer's twinnings, and what waits there.
    pub twinnings: OwnTwinnings,
    /// Whether the viewer reviews as well.
    pub reviews: bool,
}

/// A practice on an author's desk.
#[derive(Clone, Debug)]
pub struct DeskLine {
    /// Stable identifier.
    pub uid: String,
    /// Its title.
    pub title: String,
    /// Its language.
    pub language: Language,
    /// Where it stands.
    pub stage: Stage,
    /// Whose it is.
    pub owner: Option<String>,
    /// The title of the published practice that it is a new version of.
    pub revision_of: Option<String>,
    /// Its address.
    pub slug: String,
    /// When it last changed, in seconds since 1970.
    pub updated_at: i64,
    /// How many fields keep it from being submitted.
    pub lacks: usize,
}

/// The desk of one practice.
#[derive(Clone, Debug)]
pub struct PracticeDesk {
    /// Stable identifier.
    pub uid: String,
    /// Its address.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Its language.
    pub language: Language,
    /// Where it stands.
    pub stage: Stage,
    /// The version that a form sends back.
    pub version: i64,
    /// What keeps it from being submitted.
    pub lacks: Vec<Lack>,
    /// What the last reviewer wants changed.
    pub remarks: Vec<Remark>,
    /// What the last reviewer said as a whole.
    pub remarks_note: Option<String>,
    /// What the viewer may do with it now.
    pub moves: Vec<Move>,
    /// Whether the viewer may write in it now.
    pub may_edit: bool,
    /// Whether the viewer may begin a new version of it.
    pub may_open_revision: bool,
    /// The new version that is being written.
    pub revision: Option<String>,
    /// The published practice that it is a new version of: address and title.
    pub revision_of: Option<(String, String)>,
    /// Whether the viewer may say who writes it.
    pub may_share: bool,
    /// Whether the viewer may invite an expert to give an opinion on it.
    pub may_invite: bool,
    /// Who was invited to it, the newest first.
    pub invitations: Vec<InvitationLine>,
    /// Whether the viewer may give an expert's opinion on it.
    pub may_assess: bool,
    /// Whether the viewer may tell of a body that took it up.
    pub may_declare: bool,
    /// What was told of bodies that have not confirmed it, for who may take it back.
    pub declared: Vec<DeclaredLine>,
    /// Who writes it: identifier and name.
    pub authors: Vec<(String, String)>,
    /// Who could write it as well: colleagues of its organisation.
    pub colleagues: Vec<(String, String)>,
    /// Whose it is.
    pub owner: Option<String>,
    /// Who reviews it.
    pub reviewer: Option<String>,
    /// Its phase.
    pub phase: Phase,
    /// The next phase, and what it still lacks for that.
    pub next_phase: Option<(Phase, Vec<&'static str>)>,
    /// What was done to it, newest first.
    pub history: Vec<HistoryLine>,
    /// What others said of it: what waits first.
    pub testimonials: Vec<TestimonialLine>,
    /// How many read it, for those who write it, while it is in the library.
    pub readers: Option<ReaderNumbers>,
    /// When it last changed, in seconds since 1970.
    pub updated_at: i64,
}

/// Something that was done to a practice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryLine {
    /// Names it.
    pub uid: String,
    /// Its place, from 1.
    pub number: u32,
    /// What was done.
    pub act: RevisionAct,
    /// When, in seconds since 1970.
    pub at: i64,
    /// By whom; absent where that person's account is closed, or a program did it.
    pub by: Option<String>,
    /// What the others were told.
    pub note: Option<String>,
    /// What was to be changed.
    pub remarks: Vec<Remark>,
    /// Whether the text of that time can be read.
    pub has_text: bool,
}

/// A step of the guided form.
#[derive(Clone, Debug)]
pub struct StepPage {
    /// Stable identifier of the practice.
    pub uid: String,
    /// Its title.
    pub title: String,
    /// Its language.
    pub language: Language,
    /// Where it stands.
    pub stage: Stage,
    /// The version of the step, which the form sends back.
    pub version: String,
    /// The step.
    pub step: Step,
    /// What stands in its fields: names and values, lists repeated.
    pub typed: Vec<(String, String)>,
    /// What keeps it from being submitted, of all steps.
    pub lacks: Vec<Lack>,
    /// What the last reviewer wants changed, of all steps.
    pub remarks: Vec<Remark>,
    /// The organisations that it can belong to: identifier and name.
    pub organisations: Vec<(String, String)>,
    /// Names to offer while typing that of an organisation.
    pub organisation_names: Vec<String>,
    /// All themes: identifier and name.
    pub themes: Vec<(String, String)>,
    /// All programmes: identifier and name.
    pub programmes: Vec<(String, String)>,
    /// The communities that it can be for: identifier and name, which may be empty.
    pub communities: Vec<(String, String)>,
    /// Whether it is a new version of a published one.
    pub is_revision: bool,
    /// When it was last saved, in seconds since 1970.
    pub saved_at: i64,
    /// By whom.
    pub saved_by: Option<String>,
    /// Practices that are like it.
    pub similar: Vec<SimilarPractice>,
}

/// The desk of the reviewers.
#[derive(Clone, Debug)]
pub struct ReviewDesk {
    /// Wait for a decision, longest first.
    pub waiting: Vec<ReviewLine>,
    /// Published ones that their authors want to take out.
    pub deletions: Vec<ReviewLine>,
    /// Back with their authors.
    pub with_authors: Vec<ReviewLine>,
}

/// A practice on the reviewers' desk.
#[derive(Clone, Debug)]
pub struct ReviewLine {
    /// Stable identifier.
    pub uid: String,
    /// Its address.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Its language.
    pub language: Language,
    /// Whose it is.
    pub owner: Option<String>,
    /// Since when it waits, in seconds since 1970.
    pub since: i64,
    /// Who has taken it on.
    pub reviewer: Option<String>,
    /// Whether that is the viewer.
    pub mine: bool,
    /// Whether it is a new version of a published one.
    pub revision: bool,
    /// Whether the viewer may decide: nobody does on the own practice.
    pub may_review: bool,
}

/// A practice as its reviewer sees it.
#[derive(Clone, Debug)]
pub struct ReviewPage {
    /// As readers will see it.
    pub practice: PracticePage,
    /// What goes with it.
    pub desk: PracticeDesk,
    /// What is different from the published one.
    pub changed: Vec<FieldChange>,
}

/// What an expert needs to give an opinion on a practice.
#[derive(Clone, Debug)]
pub struct AssessmentPage {
    /// Stable identifier.
    pub uid: String,
    /// Its address.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Its language.
    pub language: Language,
    /// The version that the form sends back.
    pub version: i64,
    /// What its evidence shows by itself: no opinion rates it lower.
    pub least: EvidenceRating,
    /// How many opinions it has.
    pub given: usize,
    /// Whether the viewer reviews for the portal; else the viewer was invited.
    pub reviews: bool,
}

/// What stands in one row of a field: the names that the form has for it, and the values; codes as codes.
pub type WrittenRow = Vec<(String, String)>;

/// A field that differs between two texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// The field's name.
    pub field: String,
    /// As it was, row by row; a field that is no list has one.
    pub before: Vec<WrittenRow>,
    /// As it is.
    pub after: Vec<WrittenRow>,
}

/// Two revisions beside each other.
#[derive(Clone, Debug)]
pub struct RevisionComparison {
    /// The practice's title.
    pub title: String,
    /// The older one.
    pub from: HistoryLine,
    /// The newer one.
    pub to: HistoryLine,
    /// The fields that differ.
    pub changed: Vec<FieldChange>,
}
