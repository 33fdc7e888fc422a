// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Writing: beginning a practice, the guided form, the authors' desk, the reviewers' desk.

mod agreements;
mod begin;
mod changes;
mod checklist;
mod collections;
mod compare;
mod decided;
mod desk;
mod faults;
mod frame;
mod guide;
mod invitations;
mod judging;
mod lists;
mod opinion;
mod practice;
mod review;
mod reviews;
mod similar;
mod states;
mod twinning_documents;
mod words;

use leptos::prelude::*;
use leptos_router::components::Route;
use leptos_router::{MatchNestedRoutes, path};

use agreements::AgreementsPage;
use begin::BeginPage;
use collections::{CollectPage, CollectionPage, CollectionsPage};
use compare::ComparisonPage;
use decided::DecidedPage;
use desk::DeskPage;
use guide::StepPage;
use invitations::InvitationPage;
use judging::JudgingPage;
use lists::{BringListPage, ListPage};
use opinion::OpinionPage;
use practice::PracticeDeskPage;
use review::ReviewPage;
use reviews::ReviewsPage;

pub use agreements::agreements_csv;
pub use guide::{Uploaded, Uploads, comfort_words};
pub use lists::left_out_csv;
pub use twinning_documents::TwinningDocumentsPage;

/// The addresses of writing. They come before those of the library: `/pratiche/nuova` is no practice.
#[component(transparent)]
pub fn WritingRoutes() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/pratiche/nuova") view=BeginPage/>
        <Route path=path!("/scrivania") view=DeskPage/>
        <Route path=path!("/scrivania/convenzioni") view=AgreementsPage/>
        <Route path=path!("/scrivania/elenco") view=BringListPage/>
        <Route path=path!("/scrivania/elenco/:list") view=ListPage/>
        <Route path=path!("/scrivania/raccolte") view=CollectionsPage/>
        <Route path=path!("/raccolte/:uid") view=CollectionPage/>
        <Route path=path!("/pratiche/:slug/raccolte") view=CollectPage/>
        <Route path=path!("/scrivania/:uid") view=PracticeDeskPage/>
        <Route path=path!("/scrivania/:uid/confronto") view=ComparisonPage/>
        <Route path=path!("/scrivania/:uid/:step") view=StepPage/>
        <Route path=path!("/inviti/:uid") view=InvitationPage/>
        <Route path=path!("/redazione") view=ReviewsPage/>
        <Route path=path!("/redazione/testimonianze") view=JudgingPage/>
        <Route path=path!("/redazione/decise") view=DecidedPage/>
        <Route path=path!("/redazione/:uid") view=ReviewPage/>
        <Route path=path!("/redazione/:uid/parere") view=OpinionPage/>
    }
    .into_inner()
}
