// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Telling of a body that took the practice up, for who writes it.

use domain::Locale;
use domain::places::REGIONS;
use leptos::prelude::*;
use portal::adopting::DeclaredLine;

use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::pages::practices::adopt::{state_choices, words};
use crate::ssr::parts::forms::{CheckField, Choice, Field, FieldWords, Line, LineField, SelectField};
use crate::ssr::parts::named::Named;
use crate::ssr::parts::raw::TextArea;
use crate::ssr::render::{Refused, asked};

/// The form.
#[component]
pub fn Declare(
    /// Identifier of the practice.
    uid: String,
    /// What was told of bodies that have not confirmed it.
    declared: Vec<DeclaredLine>,
) -> impl IntoView {
    let locale = asked().here.locale;
    let refused = use_context::<Refused>().filter(|refused| refused.value("action") == "declare_adoption");
    let refused = refused.unwrap_or_default();
    let waiting = (!declared.is_empty()).then(|| view! { <Waiting uid=uid.clone() declared/> });
    view! {
        <section class="writing-section" aria-labelledby="adozioni">
            <h2 id="adozioni">{say!(locale, depth.adopt.owner_title)}</h2>
            <p class="measure">{say!(locale, depth.adopt.owner_lead)}</p>
            {waiting}
            <form class="measure" action=paths::practice_desk(locale, &uid) method="post" novalidate>
                <input r#type="hidden" name="action" value="declare_adoption"/>
                {adopter_field(locale, &refused)}
                {not_listed_field(locale, &refused)}
                {region_field(locale, &refused)}
                {state_field(locale, &refused)}
                {year_field(locale, &refused)}
                {notes_field(locale, &refused)}
                <button class="btn btn-outline-primary" r#type="submit">{say!(locale, depth.adopt.owner_send)}</button>
            </form>
        </section>
    }
}

/// What was told and can be taken back.
#[component]
fn Waiting(uid: String, declared: Vec<DeclaredLine>) -> impl IntoView {
    let locale = asked().here.locale;
    let lines = declared.into_iter().map(|line| {
        view! {
            <li>
                <h3><bdi>{line.name.clone()}</bdi></h3>
                <p class="text-soft">{line.state.name(locale)} " · " {say!(locale, depth.adopt.not_confirmed)}</p>
                <form action=paths::practice_desk(locale, &uid) method="post" novalidate>
                    <input r#type="hidden" name="action" value="take_adoption_back"/>
                    <input r#type="hidden" name="adoption" value=line.uid/>
                    <button class="btn btn-outline-primary btn-sm" r#type="submit">
                        {say!(locale, depth.adopt.take_back)}
                        <span class="visually-hidden">": " <bdi>{line.name}</bdi></span>
                    </button>
                </form>
            </li>
        }
    });
    view! { <ul class="desk-list">{lines.collect_view()}</ul> }
}

fn problem(locale: Locale, refused: &Refused, field: &str) -> Option<&'static str> {
    refused.problem(field).map(|key| words(locale, field, key))
}

fn adopter_field(locale: Locale, refused: &Refused) -> impl IntoView + use<> {
    let field = FieldWords {
        id: "adozione-ente",
        label: say!(locale, depth.adopt.adopter),
        help: Some(say!(locale, depth.adopt.adopter_help)),
        problem: problem(locale, refused, "adopter"),
    };
    let line = Line { name: "adopter", kind: "text", autocomplete: "off", longest: 300 };
    view! { <LineField words=field line value=refused.value("adopter")/> }
}

fn not_listed_field(locale: Locale, refused: &Refused) -> impl IntoView + use<> {
    let field = FieldWords {
        id: "adozione-fuori-elenco",
        label: say!(locale, depth.adopt.not_listed),
        help: Some(say!(locale, depth.adopt.not_listed_help)),
        problem: None,
    };
    view! { <CheckField words=field name="not_listed" checked=refused.value("not_listed") == "on"/> }
}

fn region_field(locale: Locale, refused: &Refused) -> impl IntoView + use<> {
    let field = FieldWords {
        id: "adozione-regione",
        label: say!(locale, depth.adopt.region),
        help: Some(say!(locale, depth.adopt.region_help)),
        problem: problem(locale, refused, "region"),
    };
    let none = Choice::new("", say!(locale, writing.choose));
    let regions = REGIONS.iter().map(|region| Choice::new(region.code, region.name(locale)));
    let choices = std::iter::once(none).chain(regions).collect::<Vec<_>>();
    view! { <SelectField words=field name="region" choices chosen=refused.value("region")/> }
}

fn state_field(locale: Locale, refused: &Refused) -> impl IntoView + use<> {
    let field = FieldWords {
        id: "adozione-stato",
        label: say!(locale, depth.adopt.state),
        help: None,
        problem: problem(locale, refused, "state"),
    };
    let choices = state_choices(locale);
    view! { <SelectField words=field name="state" choices chosen=refused.value("state")/> }
}

fn year_field(locale: Locale, refused: &Refused) -> impl IntoView + use<> {
    let field = FieldWords {
        id: "adozione-anno",
        label: say!(locale, depth.adopt.year),
        help: Some(say!(locale, depth.adopt.year_help)),
        problem: problem(locale, refused, "year"),
    };
    let line = Line { name: "year", kind: "text", autocomplete: "off", longest: 4 };
    view! { <LineField words=field line value=refused.value("year") inputmode="numeric"/> }
}

fn notes_field(locale: Locale, refused: &Refused) -> impl IntoView + use<> {
    let field = FieldWords {
        id: "adozione-note",
        label: say!(locale, depth.adopt.notes),
        help: Some(say!(locale, depth.adopt.notes_help)),
        problem: problem(locale, refused, "notes"),
    };
    let (described_by, invalid) = (field.described_by().unwrap_or_default(), field.problem.is_some());
    let value = refused.value("notes");
    view! {
        <Field words=field>
            <TextArea id="adozione-note" name="notes" value=value rows=4 described_by=described_by invalid=invalid/>
        </Field>
    }
}
