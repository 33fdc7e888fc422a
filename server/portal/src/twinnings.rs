// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Twinnings: the projects that carry models from offering to recipient bodies, as pages show them.
//!
//! A proposal is its parties' affair; what runs or has run is read by everybody whom its audience includes.

mod accepting;
mod adopting;
mod changing;
mod desk;
mod documents;
mod editing;
mod events;
mod filling;
mod from_posts;
mod lines;
mod listing;
mod moving;
mod places;
mod plan;
mod planning;
mod preparing;
mod proposing;
mod reading;
mod telling;
mod typing;
mod values;

use domain::policy::{On, TwinningFacts};
use domain::twinning::Twinning;

pub use accepting::{ReplyForm, TwinningOpinionForm};
pub use adopting::TwinningAdoption;
pub use changing::SavedTwinning;
pub use desk::{
    Called, DeedLine, EndingAgreement, LackLine, ModelOnDesk, MoveLine, OpinionOnDesk, OwnTwinning, OwnTwinnings,
    SideLine, Turn, TwinningDesk, TwinningWait,
};
pub use documents::TwinningDocuments;
pub use editing::{TwinningPart, TwinningPartPage};
pub use events::{EventForm, EventOnDesk, TwinningEvents, ZONES};
pub use filling::cell;
pub(crate) use from_posts::plan_from_post;
pub use moving::TwinningMoveForm;
pub use plan::{ModelProgress, PlanBar, PlanCalendar, PlanEvent, PlanFile, PlanPage, StepFormPage, StepLine};
pub use planning::{StepForm, StepMoveForm, TemplateForm};
pub use proposing::{ProposalForm, ProposalPage};
pub use values::*;

/// A twinning as far as permission asks.
pub(crate) fn facts(twinning: &Twinning) -> On {
    On::Twinning(TwinningFacts::from(twinning))
}
