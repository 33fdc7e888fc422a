// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The pages and their addresses. English is `/en` before the same address; the server takes it off.
//!
//! The addresses of an area stand together: those of the library here, those of writing, of signing in, of the own
//! profile, of the members and of the administration in a `...Routes` component of their own file (`sign_in.rs` is the
//! shortest).

mod administration;
mod adverts;
mod communities;
mod contacts;
mod feedback;
mod help;
mod home;
mod legal;
mod matches;
mod members;
mod moderation;
mod notices;
mod organisations;
mod practices;
mod profile;
mod readiness;
mod saved_searches;
mod search;
mod sign_in;
mod site_map;
mod themes;
mod threads;
mod twinnings;
mod writing;

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::{MatchNestedRoutes, path};

use super::parts::failure::NotFound;
use super::parts::frame::{Footer, Header};
use administration::AdministrationRoutes;
use adverts::AdvertsRoutes;
use communities::CommunitiesRoutes;
use contacts::ContactsRoutes;
use feedback::FeedbackPage;
use help::{HelpArticlePage, HelpPage};
use home::HomePage;
use legal::{AccessibilityPage, LegalNotesPage, PrivacyPage};
use matches::MatchesRoutes;
use members::MembersRoutes;
use moderation::ModerationRoutes;
use notices::NoticesRoutes;
use organisations::{OrganisationPage, OrganisationsPage};
use practices::adopt::AdoptionPage;
use practices::compare::ComparePage;
use practices::correct::CorrectPage;
use practices::failures::FailuresPage;
use practices::library::LibraryPage;
use practices::map::MapPage;
use practices::read::PracticePage;
use practices::read::dossier::DossierPage;
use practices::testimonial::TestimonialPage;
use profile::ProfileRoutes;
use readiness::ReadinessRoutes;
use saved_searches::SavedRoutes;
use search::SearchPage;
use sign_in::SignInRoutes;
use site_map::SiteMapPage;
use themes::{ThemePage, ThemesPage};
use threads::ThreadsRoutes;
use twinnings::{TwinningWorkRoutes, TwinningsRoutes};
use writing::WritingRoutes;

pub use twinnings::called as step_called;
pub use writing::{agreements_csv, left_out_csv};

/// The portal: header, the page of the address, footer.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <Header/>
        <main id="contenuto" tabindex="-1">
            <Pages/>
        </main>
        <Footer/>
    }
}

/// The page of the address. By itself it also tells the server which addresses there are.
#[component]
pub fn Pages() -> impl IntoView {
    view! {
        <Router>
            <Routes fallback=NotFound>
                <ContactsRoutes/>
                <ModerationRoutes/>
                <SavedRoutes/>
                <ThreadsRoutes/>
                <WritingRoutes/>
                <LibraryRoutes/>
                <AnswerRoutes/>
                <TwinningWorkRoutes/>
                <TwinningsRoutes/>
                <AdvertsRoutes/>
                <CommunitiesRoutes/>
                <MatchesRoutes/>
                <ReadinessRoutes/>
                <AboutRoutes/>
                <SignInRoutes/>
                <NoticesRoutes/>
                <ProfileRoutes/>
                <MembersRoutes/>
                <AdministrationRoutes/>
            </Routes>
        </Router>
    }
}

/// The addresses of the library: practices, organisations, themes.
#[component(transparent)]
fn LibraryRoutes() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/") view=HomePage/>
        <Route path=path!("/pratiche") view=LibraryPage/>
        <Route path=path!("/pratiche/mappa") view=MapPage/>
        <Route path=path!("/pratiche/:slug") view=PracticePage/>
        <Route path=path!("/pratiche/:slug/correggi") view=CorrectPage/>
        <Route path=path!("/pratiche/:slug/dossier") view=DossierPage/>
        <Route path=path!("/confronta") view=ComparePage/>
        <Route path=path!("/cosa-non-ha-funzionato") view=FailuresPage/>
        <Route path=path!("/cerca") view=SearchPage/>
        <Route path=path!("/enti") view=OrganisationsPage/>
        <Route path=path!("/enti/:slug") view=OrganisationPage/>
        <Route path=path!("/temi") view=ThemesPage/>
        <Route path=path!("/temi/:slug") view=ThemePage/>
    }
    .into_inner()
}

/// The addresses by which other bodies answer a practice.
#[component(transparent)]
fn AnswerRoutes() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/pratiche/:slug/testimonianza") view=TestimonialPage/>
        <Route path=path!("/pratiche/:slug/riuso") view=AdoptionPage/>
    }
    .into_inner()
}

/// The addresses of what is said about the portal itself.
#[component(transparent)]
fn AboutRoutes() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/aiuto") view=HelpPage/>
        <Route path=path!("/aiuto/:slug") view=HelpArticlePage/>
        <Route path=path!("/valuta") view=FeedbackPage/>
        <Route path=path!("/note-legali") view=LegalNotesPage/>
        <Route path=path!("/privacy") view=PrivacyPage/>
        <Route path=path!("/accessibilita") view=AccessibilityPage/>
        <Route path=path!("/mappa-del-sito") view=SiteMapPage/>
    }
    .into_inner()
}
