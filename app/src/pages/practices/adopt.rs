// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Saying that the own body took up a practice, keeping that up to date, answering what the owner said of it.

mod fields;

use domain::Locale;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use portal::adopting::{AdoptionPage as Value, OwnAdoption};

use super::answering::{AnswerFrame, Answered, wrong};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::failure::failed;
use crate::ssr::render::{Refused, asked};
use fields::{FIELDS, Filled, agreement_fields, notes_field, state_field, year_field};

pub use fields::{state_choices, words};

/// The form, or why this member may not.
#[component]
pub fn AdoptionPage() -> impl IntoView {
    let asked = asked();
    let slug = use_params_map().get_untracked().get("slug").unwrap_or_default();
    let typed = use_context::<Refused>().map(|refused| refused.value("organisation"));
    Suspend::new(async move {
        let chosen = typed.or_else(|| asked.here.parameter("ente")).unwrap_or_default();
        match asked.portal.adoption_page(&asked.here.viewer, &slug, &chosen).await {
            Ok(value) => view! { <Adoption value/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

#[component]
fn Adoption(value: Value) -> impl IntoView {
    let here = asked().here;
    let locale = here.locale;
    let refused = use_context::<Refused>();
    let wrong = wrong(locale, refused.as_ref(), &FIELDS, words);
    let done = here.parameter("done").and_then(|code| match code.as_str() {
        "confirmed" => Some(say!(locale, depth.adopt.done.confirmed)),
        "sent" => Some(say!(locale, depth.adopt.done.sent)),
        "denied" => Some(say!(locale, depth.adopt.done.denied)),
        _ => None,
    });
    let practice = Answered { slug: value.slug.clone(), title: value.title.clone(), language: value.language };
    let bodies = bodies(locale, &value);
    let body = match &value.body {
        _ if !value.open => view! { <p class="measure">{say!(locale, depth.adopt.closed)}</p> }.into_any(),
        Some(own) => view! { <Own own=own.clone() slug=value.slug.clone() refused/> }.into_any(),
        None => no_body(locale).into_any(),
    };
    view! {
        <AnswerFrame heading=say!(locale, depth.adopt.title) practice done wrong>
            {bodies}
            {body}
        </AnswerFrame>
    }
}

/// The own bodies, where there are several: one is asked about at a time.
fn bodies(locale: Locale, value: &Value) -> Option<AnyView> {
    let present = value.body.as_ref().map(|own| own.body.0.clone());
    (value.bodies.len() > 1).then(|| {
        let links = value.bodies.iter().map(|(uid, name)| {
            let current = (present.as_ref() == Some(uid)).then_some("page");
            let address = paths::adoption_by(locale, &value.slug, uid);
            view! { <li><a href=address aria-current=current><bdi>{name.clone()}</bdi></a></li> }
        });
        view! {
            <nav aria-labelledby="quale-ente">
                <h2 class="h5" id="quale-ente">{say!(locale, depth.adopt.which)}</h2>
                <ul>{links.collect_view()}</ul>
            </nav>
        }
        .into_any()
    })
}

fn no_body(locale: Locale) -> impl IntoView {
    view! {
        <p class="measure">{say!(locale, depth.adopt.no_body)}</p>
        <p><a href=paths::memberships(locale)>{say!(locale, depth.adopt.memberships)}</a></p>
    }
}

/// The form of one body, or how far it has come for who does not speak for it.
#[component]
fn Own(own: OwnAdoption, slug: String, refused: Option<Refused>) -> impl IntoView {
    let locale = asked().here.locale;
    let (uid, name) = own.body.clone();
    let settled = own.present.as_ref().map(|present| present.confirmed);
    let lead = match (settled, own.may_confirm) {
        (None, true) => say!(locale, depth.adopt.lead_new),
        (None, false) => say!(locale, depth.adopt.lead_waits),
        (Some(false), true) => say!(locale, depth.adopt.lead_confirm),
        (Some(true), true) => say!(locale, depth.adopt.lead_change),
        (Some(_), false) => say!(locale, depth.adopt.lead_told),
    };
    let button = match (settled, own.may_confirm) {
        (Some(false), _) => say!(locale, depth.adopt.confirm),
        (Some(true), _) => say!(locale, depth.adopt.save),
        (None, true) => say!(locale, depth.adopt.declare),
        (None, false) => say!(locale, depth.adopt.send),
    };
    let address = paths::adoption_by(locale, &slug, &uid);
    let form = (own.may_confirm || settled.is_none()).then(|| {
        // Of the other form, which says no, there is nothing to fill in.
        let refused = refused.filter(|refused| refused.value("action") == "save").unwrap_or_default();
        let filled = Filled { present: own.present.clone(), refused };
        view! {
            <form class="measure mt-4" action=address.clone() method="post" novalidate>
                <input r#type="hidden" name="organisation" value=uid.clone()/>
                <input r#type="hidden" name="version" value=own.version.clone()/>
                {state_field(locale, &filled)}
                {year_field(locale, &filled)}
                {notes_field(locale, &filled)}
                {agreement_fields(locale, &filled)}
                <button class="btn btn-primary" r#type="submit" name="action" value="save">{button}</button>
            </form>
        }
    });
    let deny = (own.may_confirm && settled == Some(false)).then(|| {
        view! {
            <section class="writing-section" aria-labelledby="non-e-cosi">
                <h2 id="non-e-cosi">{say!(locale, depth.adopt.deny_title)}</h2>
                <p class="measure">{say!(locale, depth.adopt.deny_lead)}</p>
                <form action=address method="post" novalidate>
                    <input r#type="hidden" name="organisation" value=uid/>
                    <input r#type="hidden" name="version" value=own.version/>
                    <button class="btn btn-outline-primary" r#type="submit" name="action" value="deny">
                        {say!(locale, depth.adopt.deny)}
                    </button>
                </form>
            </section>
        }
    });
    view! {
        <p class="measure"><strong><bdi>{name}</bdi></strong></p>
        <p class="measure">{lead}</p>
        {form}
        {deny}
    }
}
