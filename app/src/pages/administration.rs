// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What administrators do: accounts, organisations, invitations, mails, messages of readers, audit log, settings.

mod account;
mod accounts;
mod audit;
mod invitations;
mod mail;
mod mails;
mod messages;
mod organisations;
mod settings;
mod start;
mod words;

use domain::Locale;
use leptos::prelude::*;
use leptos_router::components::Route;
use leptos_router::{MatchNestedRoutes, path};

use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::crumbs::Crumbs;
use crate::ssr::parts::forms::{Done, Problems};
use crate::ssr::parts::head::Head;
use crate::ssr::parts::side_menu::{SideEntry, WithSideMenu};
use crate::ssr::render::{Refused, asked};
use account::AccountPage;
use accounts::AccountsPage;
use audit::AuditPage;
use invitations::InvitationsPage;
use mail::MailPage;
use mails::MailsPage;
use messages::MessagesPage;
use organisations::OrganisationQueuePage;
use settings::SettingsPage;
use start::AdministrationPage;

/// The addresses of the administration.
#[component(transparent)]
pub fn AdministrationRoutes() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/amministrazione") view=AdministrationPage/>
        <Route path=path!("/amministrazione/iscritti") view=AccountsPage/>
        <Route path=path!("/amministrazione/iscritti/:uid") view=AccountPage/>
        <Route path=path!("/amministrazione/enti") view=OrganisationQueuePage/>
        <Route path=path!("/amministrazione/inviti") view=InvitationsPage/>
        <Route path=path!("/amministrazione/posta") view=MailsPage/>
        <Route path=path!("/amministrazione/posta/:id") view=MailPage/>
        <Route path=path!("/amministrazione/messaggi") view=MessagesPage/>
        <Route path=path!("/amministrazione/registro") view=AuditPage/>
        <Route path=path!("/amministrazione/impostazioni") view=SettingsPage/>
    }
    .into_inner()
}

/// The pages of the area, for its menu.
fn entries(locale: Locale) -> Vec<SideEntry> {
    vec![
        (say!(locale, administration.menu.start), paths::administration(locale)),
        (say!(locale, administration.menu.accounts), paths::accounts(locale)),
        (say!(locale, administration.menu.organisations), paths::organisation_queue(locale)),
        (say!(locale, administration.menu.invitations), paths::invitations(locale)),
        (say!(locale, administration.menu.mails), paths::mails(locale)),
        (say!(locale, administration.menu.messages), paths::reader_messages(locale)),
        (say!(locale, administration.menu.audit), paths::audit(locale)),
        (say!(locale, administration.menu.settings), paths::settings(locale)),
    ]
}

/// A page of the area: where it stands, the menu, its title, what was done or went wrong, and what it shows.
#[component]
fn Area(
    /// The page's title.
    title: String,
    /// The pages between the area's first one and this one.
    #[prop(optional)]
    trail: Vec<(String, String)>,
    /// What the page shows below its title.
    children: Children,
) -> impl IntoView {
    let here = asked().here;
    let locale = here.locale;
    let area = (say!(locale, administration.title).to_owned(), paths::administration(locale));
    let is_start = here.path == paths::administration(Locale::Italian);
    let trail = if is_start { Vec::new() } else { std::iter::once(area).chain(trail).collect() };
    let refused = use_context::<Refused>().is_some();
    let whole = if refused { format!("{}: {title}", say!(locale, administration.error)) } else { title.clone() };
    view! {
        <Head title=whole hidden=true/>
        <Crumbs trail here=title.clone()/>
        <WithSideMenu label=say!(locale, administration.title) entries=entries(locale)>
            <h1 class="mb-4">{title}</h1>
            <Outcome/>
            {children()}
        </WithSideMenu>
    }
}

/// What was done, or what keeps a form from being taken.
#[component]
fn Outcome() -> impl IntoView {
    let here = asked().here;
    let locale = here.locale;
    if let Some(refused) = use_context::<Refused>() {
        let wrong = words::wrong(locale, &refused);
        let heading = match wrong.len() {
            0 => say!(locale, administration.not_taken).to_owned(),
            count => say!(locale, administration.wrong, count = count),
        };
        return view! { <Problems heading problems=wrong/> }.into_any();
    }
    let done = here.parameter("done").and_then(|code| words::done(locale, &code));
    done.map(|words| view! { <Done words=words.to_owned()/> }).into_any()
}

/// The form that was refused, where it is the one of this name; else as if nothing had been typed.
fn refused(action: &str) -> Refused {
    use_context::<Refused>().filter(|refused| refused.value("action") == action).unwrap_or_default()
}
