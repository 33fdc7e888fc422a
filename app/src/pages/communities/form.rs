// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The form of a community, and closing it.

use domain::Locale;
use domain::community::{Access, CommunityState};
use domain::practice::Audience;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use portal::communities::{CommunityCard, CommunityFormPage as Value};
use portal::form::Typed;

use super::{crumb, moved_or_failed, words};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::desk_frame::DeskFrame;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::forms::{CheckFields, Choice, Field, FieldWords, Line, LineField, RadioFields};
use crate::ssr::parts::raw::TextArea;
use crate::ssr::render::{Refused, asked};

/// The form of a community that is not there yet.
#[component]
pub fn NewCommunityPage() -> impl IntoView {
    let asked = asked();
    Suspend::new(async move {
        match asked.portal.new_community_page(&asked.here.viewer, asked.here.locale).await {
            Ok(value) => view! { <Form value/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

/// The form of a community that is there.
#[component]
pub fn CommunityFormPage() -> impl IntoView {
    let asked = asked();
    let slug = use_params_map().get_untracked().get("slug").unwrap_or_default();
    Suspend::new(async move {
        match asked.portal.community_form_page(&asked.here.viewer, asked.here.locale, &slug).await {
            Ok(value) => view! { <Form value/> }.into_any(),
            Err(error) => moved_or_failed(&asked, &slug, paths::community_form, error).await,
        }
    })
}

/// What stands in the form, and what was refused.
struct Sheet {
    locale: Locale,
    typed: Typed,
    refused: Option<Refused>,
    /// Whether the community is there already.
    is_there: bool,
}

impl Sheet {
    fn words(&self, name: &str) -> FieldWords {
        let help = match name {
            // What is there stays for those for whom it was written.
            "audience" if self.is_there => Some(say!(self.locale, communities.help.audience_change)),
            _ => words::help(self.locale, name),
        };
        let problem = self.refused.as_ref().and_then(|refused| refused.problem(name));
        FieldWords {
            id: words::id(name),
            label: words::label(self.locale, name),
            help,
            problem: problem.map(|key| words::field(self.locale, name, key)),
        }
    }

    fn value(&self, name: &str) -> String {
        self.typed.value(name).to_owned()
    }

    fn line(&self, name: &'static str, longest: u16) -> AnyView {
        let line = Line { name, kind: "text", autocomplete: "off", longest };
        view! { <LineField words=self.words(name) line value=self.value(name)/> }.into_any()
    }

    /// Nothing that is pasted is cut: a text that is too long is told.
    fn text(&self, name: &'static str, rows: u32) -> AnyView {
        let field = self.words(name);
        let (id, described_by) = (field.id, field.described_by().unwrap_or_default());
        let (invalid, value) = (field.problem.is_some(), self.value(name));
        view! {
            <Field words=field>
                <TextArea id name value rows described_by invalid/>
            </Field>
        }
        .into_any()
    }
}

#[component]
fn Form(value: Value) -> impl IntoView {
    let here = asked().here;
    let locale = here.locale;
    let refused = use_context::<Refused>();
    let wrong = words::wrong(locale, refused.as_ref());
    let done = here.parameter("done").and_then(|code| words::done(locale, &code));
    let typed = refused.as_ref().map_or(value.typed.clone(), |refused| Typed(refused.typed.clone()));
    let sheet = Sheet { locale, typed, refused, is_there: value.standing.is_some() };
    let (title, action, trail) = place(locale, value.standing.as_ref());
    let fields = fields(&sheet, value.themes);
    let save = match value.standing {
        Some(_) => say!(locale, communities.save),
        None => say!(locale, communities.begin),
    };
    let advance = value.standing.filter(|_| value.may_advance).map(|card| advance(locale, &card));
    view! {
        <DeskFrame title trail done wrong>
            <form class="measure mt-4" action=action method="post" novalidate>
                <input r#type="hidden" name="key" value=sheet.value("key")/>
                <input r#type="hidden" name="version" value=sheet.value("version")/>
                {fields}
                <button class="btn btn-primary" r#type="submit" name="action" value="save">{save}</button>
            </form>
            {advance}
        </DeskFrame>
    }
}

/// The title, where the form goes, and the pages above it.
fn place(locale: Locale, standing: Option<&CommunityCard>) -> (String, String, Vec<(String, String)>) {
    match standing {
        None => (say!(locale, communities.begin).to_owned(), paths::begin_community(locale), vec![crumb(locale)]),
        Some(card) => {
            let above = (card.name.text.clone(), paths::community(locale, &card.slug));
            let action = paths::community_form(locale, &card.slug);
            (say!(locale, communities.edit).to_owned(), action, vec![crumb(locale), above])
        }
    }
}

fn fields(sheet: &Sheet, themes: Vec<(String, String)>) -> Vec<AnyView> {
    let locale = sheet.locale;
    let themes = themes.into_iter().map(|(uid, name)| Choice::new(uid, name)).collect();
    let chosen: Vec<String> = sheet.typed.values("themes").map(str::to_owned).collect();
    let ways = Access::ALL.iter().map(|one| Choice::new(one.code(), words::access(locale, *one))).collect();
    let readers = [Audience::Public, Audience::Members, Audience::Community];
    let readers = readers.into_iter().map(|one| Choice::new(one.code(), words::readers(locale, one))).collect();
    let (access, audience) = (sheet.value("access"), sheet.value("audience"));
    vec![
        sheet.line("name", 300),
        sheet.line("acronym", 60),
        sheet.text("summary", 3),
        sheet.text("description", 10),
        view! { <CheckFields words=sheet.words("themes") name="themes" choices=themes chosen/> }.into_any(),
        view! { <RadioFields words=sheet.words("access") name="access" choices=ways chosen=access/> }.into_any(),
        view! { <RadioFields words=sheet.words("audience") name="audience" choices=readers chosen=audience/> }
            .into_any(),
    ]
}

/// Closes the community, or opens it again.
fn advance(locale: Locale, card: &CommunityCard) -> impl IntoView + use<> {
    let (deed, words, text) = match card.state {
        CommunityState::Active => ("archive", say!(locale, communities.close), say!(locale, communities.close_text)),
        CommunityState::Archived => ("reopen", say!(locale, communities.reopen), say!(locale, communities.archived)),
    };
    let action = paths::community_form(locale, &card.slug);
    view! {
        <section class="mt-5" aria-labelledby="chiudere">
            <h2 id="chiudere">{words}</h2>
            <p class="measure">{text}</p>
            <form action=action method="post" novalidate>
                <button class="btn btn-outline-danger" r#type="submit" name="action" value=deed>{words}</button>
            </form>
        </section>
    }
}
