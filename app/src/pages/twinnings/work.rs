// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Writing twinnings: proposing one, its desk, the forms of its parts, its plan and its events.

mod calendar;
mod desk;
mod events;
mod fields;
mod frame;
mod own;
mod part;
mod plan;
mod propose;
mod step;
mod words;

use leptos::prelude::*;
use leptos_router::components::Route;
use leptos_router::{MatchNestedRoutes, path};

use calendar::TwinningCalendarPage;
use desk::TwinningDeskPage;
use events::TwinningEventsPage;
use part::TwinningPartFormPage;
use plan::TwinningPlanPage;
use propose::ProposePage;
use step::TwinningStepPage;

use crate::ssr::pages::practices::testimonial::TwinningTestimonialPage;
use crate::ssr::pages::writing::TwinningDocumentsPage;

pub use own::OwnTwinningsSection;
pub use words::called;

/// The addresses of who writes twinnings. They come before those of readers: `/gemellaggi/nuovo` is no twinning.
#[component(transparent)]
pub fn TwinningWorkRoutes() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/gemellaggi/nuovo") view=ProposePage/>
        <Route path=path!("/gemellaggi/:slug/lavoro") view=TwinningDeskPage/>
        <Route path=path!("/gemellaggi/:slug/modifica/:part") view=TwinningPartFormPage/>
        <Route path=path!("/gemellaggi/:slug/eventi") view=TwinningEventsPage/>
        <Route path=path!("/gemellaggi/:slug/documenti") view=TwinningDocumentsPage/>
        <Route path=path!("/gemellaggi/:slug/testimonianza") view=TwinningTestimonialPage/>
        <Route path=path!("/gemellaggi/:slug/piano") view=TwinningPlanPage/>
        <Route path=path!("/gemellaggi/:slug/piano/calendario") view=TwinningCalendarPage/>
        <Route path=path!("/gemellaggi/:slug/piano/passi/:step") view=TwinningStepPage/>
    }
    .into_inner()
}
