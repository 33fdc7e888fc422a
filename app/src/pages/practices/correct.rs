// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Asking the portal's editors to correct a practice.

use domain::Locale;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use portal::values::{PracticeAt, PracticePage};

use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::crumbs::Crumbs;
use crate::ssr::parts::failure::{failed, moved};
use crate::ssr::parts::forms::{Field, FieldWords, Line, LineField, Problems, Trap};
use crate::ssr::parts::head::Head;
use crate::ssr::parts::raw::TextArea;
use crate::ssr::render::{Refused, asked};

/// The longest description that the portal takes, in characters.
const LONGEST: u32 = portal::messages::CORRECTION_MAX as u32;

/// The form for a correction, the form again with what is wrong, or thanks.
#[component]
pub fn CorrectPage() -> impl IntoView {
    let asked = asked();
    let slug = use_params_map().get_untracked().get("slug").unwrap_or_default();
    let refused = use_context::<Refused>();
    Suspend::new(async move {
        let locale = asked.here.locale;
        match asked.portal.practice(&asked.here.viewer, locale, &slug).await {
            Ok(PracticeAt::Here(page)) => match refused {
                None if asked.here.parameter("sent").is_some() => thanks(locale, &page),
                refused => form(locale, &page, &refused.unwrap_or_default()),
            },
            Ok(PracticeAt::Moved(present)) => moved(&asked, &paths::correction(locale, &present)),
            Err(error) => failed(&asked, &error),
        }
    })
}

/// The practice that it is about, as a link.
fn practice_link(locale: Locale, page: &PracticePage) -> impl IntoView + use<> {
    let (title, language) = page.practice.title_for(locale);
    let lang = (language != locale.language()).then(|| language.code());
    view! { <a href=paths::practice(locale, &page.slug) lang=lang>{title.to_owned()}</a> }
}

fn thanks(locale: Locale, page: &PracticePage) -> AnyView {
    view! {
        <Head title=say!(locale, practice.correct.thanks).to_owned() hidden=true/>
        <div class="container py-5">
            <div class="measure">
                <div class="alert alert-success" role="status">
                    <h1 class="h3 alert-heading">{say!(locale, practice.correct.thanks)}</h1>
                    <p class="mb-0">{say!(locale, practice.correct.thanks_text)}</p>
                </div>
                <p>{say!(locale, practice.correct.back)} " " {practice_link(locale, page)}</p>
            </div>
        </div>
    }
    .into_any()
}

fn form(locale: Locale, page: &PracticePage, refused: &Refused) -> AnyView {
    let heading = say!(locale, practice.correct.title);
    let wrong = wrong(locale, refused);
    let title = match wrong.len() {
        0 => heading.to_owned(),
        _ => format!("{}: {heading}", say!(locale, practice.correct.error)),
    };
    let trail = vec![
        (say!(locale, practice.library).to_owned(), paths::practices(locale)),
        (page.practice.title_for(locale).0.to_owned(), paths::practice(locale, &page.slug)),
    ];
    let problems = (!wrong.is_empty()).then(|| {
        let summary = say!(locale, practice.correct.wrong, count = wrong.len());
        view! { <Problems heading=summary problems=wrong.clone()/> }
    });
    view! {
        <Head title=title hidden=true/>
        <Crumbs trail=trail here=heading.to_owned()/>
        <div class="container py-4 pb-5">
            <h1>{heading}</h1>
            <p class="lead measure">
                {say!(locale, practice.correct.about)} " " {practice_link(locale, page)} ". "
                {say!(locale, practice.correct.readers)}
            </p>
            {problems}
            <form class="measure mt-4" action=paths::correction(locale, &page.slug) method="post" novalidate>
                <Trap/>
                {text_field(locale, refused)}
                {name_field(locale, refused)}
                {email_field(locale, refused)}
                <button class="btn btn-primary" r#type="submit">{say!(locale, practice.correct.send)}</button>
            </form>
        </div>
    }
    .into_any()
}

fn text_field(locale: Locale, refused: &Refused) -> impl IntoView + use<> {
    let words = FieldWords {
        id: "testo",
        label: say!(locale, practice.correct.text),
        help: Some(say!(locale, practice.correct.text_help)),
        problem: problem(locale, refused, "text"),
    };
    let (described_by, invalid) = (words.described_by().unwrap_or_default(), words.problem.is_some());
    let value = refused.value("text");
    view! {
        <Field words=words>
            <TextArea id="testo" name="text" value=value rows=6 maxlength=LONGEST described_by=described_by invalid=invalid/>
        </Field>
    }
}

fn name_field(locale: Locale, refused: &Refused) -> impl IntoView + use<> {
    let words = FieldWords {
        id: "nome",
        label: say!(locale, practice.correct.name),
        help: Some(say!(locale, practice.correct.name_help)),
        problem: problem(locale, refused, "name"),
    };
    let line = Line { name: "name", kind: "text", autocomplete: "name", longest: 120 };
    view! { <LineField words line value=refused.value("name")/> }
}

fn email_field(locale: Locale, refused: &Refused) -> impl IntoView + use<> {
    let words = FieldWords {
        id: "email",
        label: say!(locale, practice.correct.email),
        help: Some(say!(locale, practice.correct.email_help)),
        problem: problem(locale, refused, "email"),
    };
    let line = Line { name: "email", kind: "email", autocomplete: "email", longest: 254 };
    view! { <LineField words line value=refused.value("email")/> }
}

/// The `id` of each field that was refused, with what is wrong, in the order of the form.
fn wrong(locale: Locale, refused: &Refused) -> Vec<(&'static str, &'static str)> {
    [("text", "testo"), ("name", "nome"), ("email", "email")]
        .into_iter()
        .filter_map(|(field, id)| problem(locale, refused, field).map(|words| (id, words)))
        .collect()
}

/// The words for what is wrong with a field.
fn problem(locale: Locale, refused: &Refused, field: &str) -> Option<&'static str> {
    let words = match (field, refused.problem(field)?) {
        ("text", "missing") => say!(locale, practice.correct.problem.text_missing),
        ("text", "too_short") => say!(locale, practice.correct.problem.text_too_short),
        ("text", "too_long") => say!(locale, practice.correct.problem.text_too_long),
        ("name", "too_long") => say!(locale, practice.correct.problem.name_too_long),
        ("email", _) => say!(locale, practice.correct.problem.email_invalid),
        _ => say!(locale, practice.correct.problem.other),
    };
    Some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn problems_come_in_the_order_of_the_form() {
        let pair = |field: &str, key: &str| (field.to_owned(), key.to_owned());
        let problems = vec![pair("email", "invalid"), pair("text", "too_short")];
        let refused = Refused { problems, ..Refused::default() };
        let fields: Vec<_> = wrong(Locale::Italian, &refused).into_iter().map(|(id, _)| id).collect();
        assert_eq!(fields, ["testo", "email"]);
    }
}
