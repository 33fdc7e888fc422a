// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Registering: the essential things on one page (AC-003-5), then a mail with a link.

mod fields;

use domain::Locale;
use leptos::prelude::*;
use portal::people::{Registration, RegistrationPage};

use super::sheet::{Off, Sheet, is_off};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::forms::Trap;
use crate::ssr::render::{Asked, Refused, asked};
use fields::{Email, JobTitle, Names, OrganisationFields, Terms, Typed};

/// How one came to the page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Came {
    /// By an invitation, or by an identity, that is of no use any more.
    ByStaleLink,
    /// By one that is, or without any.
    Otherwise,
}

/// The form for an account, the form again with what is wrong, or what comes next.
#[component]
pub fn RegisterPage() -> impl IntoView {
    let asked = asked();
    let refused = use_context::<Refused>();
    let was_sent = asked.here.parameter("done").as_deref() == Some("sent");
    if asked.here.signed_in.is_some() {
        return view! { <Inside/> }.into_any();
    }
    if is_off(&asked) {
        return view! { <Off heading=say!(asked.here.locale, sign_in.register.title)/> }.into_any();
    }
    if refused.is_none() && was_sent {
        return view! { <Sent/> }.into_any();
    }
    Suspend::new(async move { page(&asked, refused).await }).into_any()
}

async fn page(asked: &Asked, refused: Option<Refused>) -> AnyView {
    let typed = |field: &str| refused.as_ref().map(|refused| refused.value(field)).filter(|value| !value.is_empty());
    let (organisation, token) = (typed("organisation"), typed("token").or_else(|| asked.here.parameter("token")));
    match asked.portal.registration_page(organisation.as_deref(), token.as_deref()).await {
        Ok(page) => {
            let came = if token.is_some() && page.known.is_none() { Came::ByStaleLink } else { Came::Otherwise };
            match page.mode {
                Registration::Invitation if page.known.is_none() => view! { <OnInvitation came/> }.into_any(),
                _ => form(asked.here.locale, page, refused, came),
            }
        }
        Err(error) => failed(asked, &error),
    }
}

/// An account is there already.
#[component]
fn Inside() -> impl IntoView {
    let locale = asked().here.locale;
    view! {
        <Sheet heading=say!(locale, sign_in.register.signed_in_title)>
            <p class="lead measure">{say!(locale, sign_in.register.signed_in_text)}</p>
            <p><a class="btn btn-primary" href=paths::profile(locale)>{say!(locale, sign_in.inside.profile)}</a></p>
        </Sheet>
    }
}

/// Nobody registers here without an invitation.
#[component]
fn OnInvitation(came: Came) -> impl IntoView {
    let locale = asked().here.locale;
    let stale =
        (came == Came::ByStaleLink).then(|| view! { <Stale words=say!(locale, sign_in.register.invitation_stale)/> });
    view! {
        <Sheet heading=say!(locale, sign_in.register.invitation_title)>
            {stale}
            <p class="lead measure">{say!(locale, sign_in.register.invitation_text)}</p>
            <p class="measure">{say!(locale, sign_in.register.invitation_ask)}</p>
            <HaveAccount/>
        </Sheet>
    }
}

/// The link by which one came is of no use any more.
#[component]
fn Stale(words: &'static str) -> impl IntoView {
    view! { <div class="alert alert-warning measure" role="alert"><p class="mb-0">{words}</p></div> }
}

/// A mail is on its way. Whether the address was known is never said.
#[component]
fn Sent() -> impl IntoView {
    let locale = asked().here.locale;
    view! {
        <Sheet heading=say!(locale, sign_in.register.sent_title)>
            <div class="alert alert-success measure" role="status">
                <p class="mb-0">{say!(locale, sign_in.register.sent_text)}</p>
            </div>
            <h2 class="h4">{say!(locale, sign_in.register.sent_none)}</h2>
            <ul class="measure">
                <li>{say!(locale, sign_in.register.sent_wait)}</li>
                <li>{say!(locale, sign_in.register.sent_wrong)}</li>
                <li><a href=paths::recover(locale)>{say!(locale, sign_in.register.sent_recover)}</a></li>
            </ul>
        </Sheet>
    }
}

#[component]
fn HaveAccount() -> impl IntoView {
    let locale = asked().here.locale;
    view! {
        <p>
            {say!(locale, sign_in.register.have)} " "
            <a href=paths::sign_in(locale)>{say!(locale, sign_in.register.have_link)}</a>
        </p>
    }
}

fn form(locale: Locale, page: RegistrationPage, refused: Option<Refused>, came: Came) -> AnyView {
    let RegistrationPage { mode, names, candidates, known, opened } = page;
    // Since when the first form was there, so that who corrects a field need not wait once more.
    let first = refused.as_ref().map(|refused| refused.value("opened")).filter(|first| !first.is_empty());
    let opened = first.unwrap_or(opened);
    let from = known.as_ref().map(|known| known.from.clone()).filter(|from| !from.is_empty());
    let token = known.as_ref().map(|known| known.token.clone()).unwrap_or_default();
    let typed = Typed { refused, known: known.unwrap_or_default() };
    let wrong = typed.wrong(locale, candidates.len());
    let stale = (came == Came::ByStaleLink && wrong.is_empty())
        .then(|| view! { <Stale words=say!(locale, sign_in.register.stale)/> });
    let known = from.map(|from| {
        let words = say!(locale, sign_in.register.known, from = from);
        view! { <div class="alert alert-info measure"><p class="mb-0">{words}</p></div> }
    });
    view! {
        <Sheet heading=say!(locale, sign_in.register.title) failed=say!(locale, sign_in.register.failed) wrong=wrong>
            <Front mode/>
            {stale}
            {known}
            <form class="measure" action=paths::register(locale) method="post" novalidate>
                <Trap/>
                <input r#type="hidden" name="opened" value=opened/>
                <input r#type="hidden" name="token" value=token/>
                <Names typed=typed.clone()/>
                <Email typed=typed.clone()/>
                <OrganisationFields typed=typed.clone() names candidates/>
                <JobTitle typed=typed.clone()/>
                <Terms typed/>
                <button class="btn btn-primary" r#type="submit">{say!(locale, sign_in.register.send)}</button>
            </form>
            <HaveAccount/>
        </Sheet>
    }
    .into_any()
}

/// For whom it is, what is asked and why.
#[component]
fn Front(mode: Registration) -> impl IntoView {
    let locale = asked().here.locale;
    let approval = (mode == Registration::Approval)
        .then(|| view! { <p class="measure">{say!(locale, sign_in.register.approval)}</p> });
    view! {
        <p class="lead measure">{say!(locale, sign_in.register.lead)}</p>
        <div class="why-asked measure">
            <h2 class="h4">{say!(locale, sign_in.register.why_title)}</h2>
            <ul>
                <li>{say!(locale, sign_in.register.why_name)}</li>
                <li>{say!(locale, sign_in.register.why_email)}</li>
                <li>{say!(locale, sign_in.register.why_rest)}</li>
            </ul>
        </div>
        {approval}
    }
}
