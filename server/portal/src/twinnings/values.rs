// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What the pages of twinnings show.

use domain::adoption::AdoptionState;
use domain::agreement::Agreement;
use domain::date::{Day, PartialDate};
use domain::event::Event;
use domain::places::Region;
use domain::policy::Act;
use domain::twinning::plan::Step;
use domain::twinning::{ModelState, PartyRole, Twinning, TwinningState};
use markdown::SafeHtml;

use crate::cards::{OrganisationLink, PracticeLink, Text, ThemeLink};
use crate::documents::DocumentLine;
use crate::testimonials::TestimonialLine;

/// An organisation with a part in a twinning, and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartyPlace {
    /// The organisation.
    pub link: OrganisationLink,
    /// Its country (ISO 3166-1).
    pub country: String,
    /// Its region, where that is known.
    pub region: Option<&'static Region>,
}

/// A twinning in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TwinningCard {
    /// Stable identifier.
    pub uid: String,
    /// Its address.
    pub slug: String,
    /// Its short name, where it has one.
    pub acronym: Option<String>,
    /// Its title.
    pub title: Text,
    /// One line below the title; its beginning, where there is none.
    pub strapline: Text,
    /// Who offers.
    pub offering: Vec<PartyPlace>,
    /// Who receives.
    pub recipients: Vec<PartyPlace>,
    /// The letters of its models that were not dropped.
    pub letters: Vec<String>,
    /// Its themes.
    pub themes: Vec<ThemeLink>,
    /// Where it stands.
    pub state: TwinningState,
    /// When it begins.
    pub start_date: Option<PartialDate>,
    /// Whether it is invented, for demonstration.
    pub demo: bool,
}

/// Which twinnings to list. Empty means all; unknown words are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TwinningsRequest {
    /// A theme, with those below it.
    pub theme: Option<String>,
    /// A region of one of the parties.
    pub region: Option<String>,
    /// Code of a state.
    pub state: Option<String>,
    /// A programme.
    pub programme: Option<String>,
    /// The code of one of the programme's priorities.
    pub priority: Option<String>,
    /// The page, from 1.
    pub page: u32,
}

/// A programme to narrow a list by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgrammeChoice {
    /// Its identifier.
    pub uid: String,
    /// Its name in the reader's language.
    pub name: String,
    /// The codes of its priorities with their names.
    pub priorities: Vec<(String, String)>,
}

/// Twinnings, the latest to begin first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TwinningsPage {
    /// What was asked, as far as it is known.
    pub request: TwinningsRequest,
    /// How many there are.
    pub total: u64,
    /// How many on one page.
    pub per_page: u32,
    /// Those of this page.
    pub cards: Vec<TwinningCard>,
    /// The themes that have any, with how many the viewer may read, those of the themes below included.
    pub by_theme: Vec<(ThemeLink, u64)>,
    /// All programmes.
    pub programmes: Vec<ProgrammeChoice>,
}

/// The twinnings of an organisation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OrganisationTwinnings {
    /// Those in which it offers.
    pub given: Vec<TwinningCard>,
    /// Those in which it receives.
    pub received: Vec<TwinningCard>,
    /// Those in which it has another part, with that part.
    pub others: Vec<(TwinningCard, PartyRole)>,
}

/// A twinning's Markdown, rendered. A missing field is absent.
#[derive(Clone, Debug, Default)]
pub struct TwinningHtml {
    /// What is carried over.
    pub object: Option<SafeHtml>,
    /// What all its lines aim at together.
    pub aim: Option<SafeHtml>,
    /// What it aims at for each recipient, in the order of the record.
    pub objectives: Vec<SafeHtml>,
    /// How it fits the programmes.
    pub coherence: Option<SafeHtml>,
    /// What shall come of it.
    pub expected_results: Option<SafeHtml>,
    /// What came of it.
    pub results: Option<SafeHtml>,
    /// The description of each model, in their order.
    pub models: Vec<SafeHtml>,
    /// The words of the evaluator.
    pub opinion: Option<SafeHtml>,
    /// Why it was declined, suspended or cancelled.
    pub reason: Option<SafeHtml>,
}

/// An organisation's part in a twinning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartyLine {
    /// The organisation; absent where the portal does not know it.
    pub place: Option<PartyPlace>,
    /// What part it has.
    pub role: PartyRole,
    /// The member to turn to, identifier and name: for the parties alone.
    pub referent: Option<(String, String)>,
}

/// One of the models that are carried over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelLine {
    /// Stable identifier within the twinning.
    pub uid: String,
    /// Its letter.
    pub letter: String,
    /// Its name.
    pub title: String,
    /// Who offers it.
    pub offering: Vec<PartyPlace>,
    /// Who takes it up.
    pub recipients: Vec<PartyPlace>,
    /// The practice that it is a piece of, where the viewer may read it.
    pub practice: Option<PracticeLink>,
    /// How far it has come.
    pub state: ModelState,
    /// How much of its steps is done, in percent.
    pub progress: Option<u8>,
    /// Why it was dropped.
    pub reason: Option<String>,
}

/// A programme that a twinning answers to, with the names of its priorities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoherenceLine {
    /// Its identifier.
    pub programme: String,
    /// Its name; the identifier, where the portal does not know it.
    pub name: String,
    /// Its period.
    pub period: Option<String>,
    /// Codes of its priorities, each with its name where that is known.
    pub priorities: Vec<(String, Option<String>)>,
}

/// An agreement with its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgreementLine {
    /// The record.
    pub agreement: Agreement,
    /// The bodies that it binds, where they are named.
    pub parties: Vec<OrganisationLink>,
    /// When it ends, where that follows from its beginning.
    pub ends_on: Option<PartialDate>,
    /// Whether it ends within 180 days (AC-000-2).
    pub ends_soon: bool,
}

/// An adoption from before a twinning of what it carries over (AC-003-11).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlierAdoption {
    /// Stable identifier.
    pub uid: String,
    /// Who took it up.
    pub adopter: String,
    /// The adopter's address, where the portal knows it.
    pub adopter_slug: Option<String>,
    /// The practice that was taken up.
    pub practice: PracticeLink,
    /// Year in which it began.
    pub year: Option<i16>,
    /// How far it has come.
    pub state: AdoptionState,
    /// Whether the adopter confirmed it.
    pub confirmed: bool,
}

/// An event of a twinning.
#[derive(Clone, Debug)]
pub struct EventLine {
    /// The record.
    pub event: Event,
    /// What happens there, rendered.
    pub description: Option<SafeHtml>,
    /// Who holds it; absent where the portal does not know it.
    pub organiser: Option<OrganisationLink>,
}

/// How far the plan has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanSummary {
    /// How much of it is done, in percent; absent where there is nothing to do.
    pub progress: Option<u8>,
    /// How many steps it has, without those that are left out.
    pub steps: usize,
    /// How many of them are done.
    pub done: usize,
    /// What comes next, the first to end first, each with the letter of its model.
    pub next: Vec<(Step, Option<String>)>,
    /// What is late, the oldest first: for the parties alone.
    pub overdue: Vec<(Step, Option<String>)>,
    /// The last day of the plan.
    pub ends_on: Option<Day>,
}

/// A twinning to read.
#[derive(Clone, Debug)]
pub struct TwinningPage {
    /// The record; for who is no party, without what belongs to the parties alone.
    pub twinning: Twinning,
    /// Its address.
    pub slug: String,
    /// Counts its changes, from 1.
    pub version: i64,
    /// Its texts, rendered.
    pub html: TwinningHtml,
    /// The organisations with a part in it, in the order of the record.
    pub parties: Vec<PartyLine>,
    /// Its models, in their order.
    pub models: Vec<ModelLine>,
    /// The recipients of its objectives, in their order; absent where the portal does not know one.
    pub objectives: Vec<Option<PartyPlace>>,
    /// Its themes.
    pub themes: Vec<ThemeLink>,
    /// The programmes that it answers to.
    pub programmes: Vec<CoherenceLine>,
    /// Who gave the evaluator's opinion: identifier and name, where the viewer sees that member's profile.
    pub evaluator: Option<(String, String)>,
    /// Its agreements.
    pub agreements: Vec<AgreementLine>,
    /// Adoptions from before it.
    pub earlier: Vec<EarlierAdoption>,
    /// Its events, the first to begin first.
    pub events: Vec<EventLine>,
    /// Its own documents, those that the viewer may read.
    pub own_documents: Vec<DocumentLine>,
    /// Documents of what it carries over, each with its practice, those that the viewer may read.
    pub documents: Vec<(PracticeLink, DocumentLine)>,
    /// What the people of its parties say of it.
    pub said: Vec<TestimonialLine>,
    /// What its recipients say of what it carries over.
    pub testimonials: Vec<TestimonialLine>,
    /// How far its plan has come.
    pub plan: PlanSummary,
    /// What the viewer may do to it.
    pub may: Vec<Act>,
    /// Whether the viewer has a part in it.
    pub is_party: bool,
    /// When the record last changed, seconds since 1970 UTC.
    pub updated_at: i64,
}

impl TwinningPage {
    /// Whether the viewer may do something to it.
    pub fn may(&self, act: Act) -> bool {
        self.may.contains(&act)
    }

    /// The organisations with one part in it, as far as the portal knows them.
    pub fn in_role(&self, role: PartyRole) -> impl Iterator<Item = &PartyPlace> {
        self.parties.iter().filter(move |party| party.role == role).filter_map(|party| party.place.as_ref())
    }
}

/// A twinning's page, or where to find it.
#[derive(Clone, Debug)]
pub enum TwinningAt {
    /// Here it is.
    Here(Box<TwinningPage>),
    /// It has another address now.
    Moved(String),
}
