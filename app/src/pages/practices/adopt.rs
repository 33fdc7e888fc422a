// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Saying that the own body took up a practice, keeping that up to date, answering what the owner said of it.

mod fields;

use domain::Locale;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use portal::adopting::{AdoptionPage as Value, OwnAdoption};
use portal::testimonials::Subject;

use super::answering::{AnswerFrame, Answered, wrong};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::lang_of;
use crate::ssr::parts::named::{Named, within};
use crate::ssr::render::{Refused, asked};
use fields::{FIELDS, Filled, agreement_fields, notes_field, state_field, year_field};

pub use fields::{state_choices, words};

/// The form, or why this member may not.
#[component]
pub fn AdoptionPage() -> impl IntoView {
    let asked = asked();
    let slug = use_params_map().get_untracked().get("slug").unwrap_or_default();
    // A refused form says itself what it was about.
    let named = |field: &str, parameter: &str| {
        let typed = use_context::<Refused>().map(|refused| refused.value(field));
        typed.or_else(|| asked.here.parameter(parameter)).unwrap_or_default()
    };
    let (body, adoption) = (named("organisation", "ente"), named("adoption", "riuso"));
    Suspend::new(async move {
        match asked.portal.adoption_page(&asked.here.viewer, &slug, (&body, &adoption)).await {
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
    let (slug, title) = (value.slug.clone(), value.title.clone());
    let about = Answered { subject: Subject::Practice, slug, title, language: value.language };
    let bodies = bodies(locale, &value);
    let body = match &value.body {
        _ if !value.open => view! { <p class="measure">{say!(locale, depth.adopt.closed)}</p> }.into_any(),
        Some(own) => view! { <Own own=own.clone() slug=value.slug.clone() refused/> }.into_any(),
        None => no_body(locale).into_any(),
    };
    view! {
        <AnswerFrame heading=say!(locale, depth.adopt.title) about done wrong>
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

/// What the body took up of the practice, where that is several: one is asked about at a time.
fn several(locale: Locale, own: &OwnAdoption, slug: &str) -> Option<AnyView> {
    (!own.all.is_empty()).then(|| {
        let links = own.all.iter().map(|one| {
            let current = (own.adoption == one.uid).then_some("page");
            let address = paths::adoption_named(locale, slug, &own.body.0, &one.uid);
            let what = match &one.model {
                Some(letter) => say!(locale, practice.adoptions.model, letter = letter.clone()),
                None => say!(locale, depth.adopt.whole).to_owned(),
            };
            let twinning = one.twinning.clone().map(|twinning| {
                let lang = lang_of(&twinning.title, locale);
                view! { " · " <bdi lang=lang>{twinning.title.text}</bdi> }
            });
            let waits = (!one.confirmed).then(|| format!(", {}", say!(locale, depth.adopt.not_confirmed)));
            view! {
                <li>
                    <a href=address aria-current=current>{what} {twinning}</a>
                    ": " {within(one.state.name(locale))} {waits}
                </li>
            }
        });
        view! {
            <nav aria-labelledby="quale-adozione">
                <h2 class="h5" id="quale-adozione">{say!(locale, depth.adopt.which_adoption)}</h2>
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
    let settled = own.present.as_ref().map(|present| present.confirmed);
    let lead = match (settled, own.may_confirm) {
        _ if own.is_gone() => say!(locale, depth.adopt.lead_gone),
        (None, true) => say!(locale, depth.adopt.lead_new),
        (None, false) => say!(locale, depth.adopt.lead_waits),
        (Some(false), true) => say!(locale, depth.adopt.lead_confirm),
        (Some(true), true) => say!(locale, depth.adopt.lead_change),
        (Some(_), false) => say!(locale, depth.adopt.lead_told),
    };
    // Of what is gone there is only what was typed, to be copied.
    let is_open = match own.is_gone() {
        true => refused.as_ref().is_some_and(|refused| refused.value("action") == "save"),
        false => own.may_confirm || settled.is_none(),
    };
    let address = paths::adoption_named(locale, &slug, &own.body.0, &own.adoption);
    let form = is_open.then(|| own_form(locale, &own, &address, refused));
    let deny = (own.may_confirm && settled == Some(false)).then(|| deny_form(locale, &own, address));
    view! {
        <p class="measure"><strong><bdi>{own.body.1.clone()}</bdi></strong></p>
        {several(locale, &own, &slug)}
        <p class="measure">{lead}</p>
        {form}
        {deny}
    }
}

fn own_form(locale: Locale, own: &OwnAdoption, address: &str, refused: Option<Refused>) -> AnyView {
    let button = match (own.present.as_ref().map(|present| present.confirmed), own.may_confirm) {
        (Some(false), _) => say!(locale, depth.adopt.confirm),
        (Some(true), _) => say!(locale, depth.adopt.save),
        (None, true) => say!(locale, depth.adopt.declare),
        (None, false) => say!(locale, depth.adopt.send),
    };
    let button = (!own.is_gone()).then(|| {
        view! { <button class="btn btn-primary" r#type="submit" name="action" value="save">{button}</button> }
    });
    // Of the other form, which says no, there is nothing to fill in.
    let refused = refused.filter(|refused| refused.value("action") == "save").unwrap_or_default();
    let filled = Filled { present: own.present.clone(), refused };
    view! {
        <form class="measure mt-4" action=address.to_owned() method="post" novalidate>
            {naming(own)}
            {state_field(locale, &filled)}
            {year_field(locale, &filled)}
            {notes_field(locale, &filled)}
            {agreement_fields(locale, &filled)}
            {button}
        </form>
    }
    .into_any()
}

fn deny_form(locale: Locale, own: &OwnAdoption, address: String) -> AnyView {
    view! {
        <section class="writing-section" aria-labelledby="non-e-cosi">
            <h2 id="non-e-cosi">{say!(locale, depth.adopt.deny_title)}</h2>
            <p class="measure">{say!(locale, depth.adopt.deny_lead)}</p>
            <form action=address method="post" novalidate>
                {naming(own)}
                <button class="btn btn-outline-primary" r#type="submit" name="action" value="deny">
                    {say!(locale, depth.adopt.deny)}
                </button>
            </form>
        </section>
    }
    .into_any()
}

/// What goes along unseen: the body, the adoption, and the version that the page shows.
fn naming(own: &OwnAdoption) -> AnyView {
    view! {
        <input r#type="hidden" name="organisation" value=own.body.0.clone()/>
        <input r#type="hidden" name="adoption" value=own.adoption.clone()/>
        <input r#type="hidden" name="version" value=own.version.clone()/>
    }
    .into_any()
}
