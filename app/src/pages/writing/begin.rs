// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! "Invia una storia": what happens, and the three things that a draft begins with.

use domain::{Language, Locale};
use leptos::prelude::*;
use portal::writing::WritingChoices;

use super::faults;
use super::frame::{Frame, Outcome};
use super::guide::{Around, FramedLine, FramedSelect, Takes};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::forms::Choice;
use crate::ssr::parts::named::Named;
use crate::ssr::render::{Refused, asked};

/// Beginning a practice.
#[component]
pub fn BeginPage() -> impl IntoView {
    let asked = asked();
    Suspend::new(async move {
        match asked.portal.writing_choices(&asked.here.viewer).await {
            Ok(choices) => view! { <Begin choices/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

#[component]
fn Begin(choices: WritingChoices) -> impl IntoView {
    let locale = asked().here.locale;
    let refused = use_context::<Refused>();
    let trail = vec![(say!(locale, practice.library).to_owned(), paths::practices(locale))];
    view! {
        <Frame title=say!(locale, writing.begin.title).to_owned() trail outcome=Outcome::here()>
            <p class="lead measure">{say!(locale, writing.begin.lead)}</p>
            <ol class="begin-steps measure">
                <li>{say!(locale, writing.begin.step_1)}</li>
                <li>{say!(locale, writing.begin.step_2)}</li>
                <li>{say!(locale, writing.begin.step_3)}</li>
            </ol>
            <p class="measure">
                <a href=paths::help_page(locale, "inviare-una-pratica")>{say!(locale, writing.begin.guide)}</a>
                " · "
                <a href=paths::desk(locale)>{say!(locale, writing.begin.desk)}</a>
            </p>
            <form class="guided-form" action=paths::begin_practice(locale) method="post" novalidate>
                <input r#type="hidden" name="action" value="begin"/>
                <Title refused=refused.clone()/>
                <Organisation choices refused=refused.clone()/>
                <TextLanguage refused/>
                <button class="btn btn-primary" r#type="submit">{say!(locale, writing.begin.start)}</button>
            </form>
        </Frame>
    }
}

/// What stands around a field of this form.
fn around(locale: Locale, refused: Option<&Refused>, name: &str, id: &str, label: &str, help: &str) -> Around {
    let key = refused.and_then(|refused| refused.problem(name));
    Around {
        id: id.to_owned(),
        label: label.to_owned(),
        help: help.to_owned(),
        problem: key.map(|key| faults::refused(locale, name, key)),
        ..Around::default()
    }
}

#[component]
fn Title(refused: Option<Refused>) -> impl IntoView {
    let locale = asked().here.locale;
    let refused = refused.as_ref();
    let (label, help) = (say!(locale, writing.field.title.label), say!(locale, writing.begin.title_help));
    let around = around(locale, refused, "title", "titolo", label, help);
    let value = refused.map(|refused| refused.value("title")).unwrap_or_default();
    view! { <FramedLine around name="title" takes=Takes::Words value/> }
}

/// The organisation for which one writes; the first of the own ones, unless another was chosen.
#[component]
fn Organisation(choices: WritingChoices, refused: Option<Refused>) -> impl IntoView {
    let locale = asked().here.locale;
    let refused = refused.as_ref();
    let help = match choices.organisations.is_empty() {
        true => say!(locale, writing.begin.organisation_none),
        false => say!(locale, writing.begin.organisation_help),
    };
    let around = around(locale, refused, "organisation", "ente", say!(locale, writing.begin.organisation), help);
    let first = choices.organisations.first().map(|(uid, _)| uid.clone()).unwrap_or_default();
    let chosen = refused.map_or(first, |refused| refused.value("organisation"));
    let none = Choice::new("", say!(locale, writing.begin.no_organisation));
    let own = choices.organisations.into_iter().map(|(uid, name)| Choice::new(uid, name));
    let choices = own.chain(std::iter::once(none)).collect();
    view! { <FramedSelect around name="organisation" choices chosen/> }
}

#[component]
fn TextLanguage(refused: Option<Refused>) -> impl IntoView {
    let locale = asked().here.locale;
    let refused = refused.as_ref();
    let (label, help) = (say!(locale, writing.field.language.label), say!(locale, writing.field.language.help));
    let around = around(locale, refused, "language", "lingua", label, help);
    let chosen = refused.map_or_else(|| locale.language().code().to_owned(), |refused| refused.value("language"));
    let choices = Language::ALL.iter().map(|one| Choice::new(one.code(), one.name(locale))).collect();
    view! { <FramedSelect around name="language" choices chosen/> }
}
