// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Bringing a list: for which body, in which language, and the file.

use domain::{Language, Locale};
use leptos::prelude::*;
use portal::writing::WritingChoices;

use super::words;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::pages::writing::frame::{Frame, Outcome, desk_crumb};
use crate::ssr::pages::writing::guide::{Around, Framed, FramedSelect};
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::forms::Choice;
use crate::ssr::parts::named::Named;
use crate::ssr::render::{Refused, asked};

/// What a browser offers when a file is chosen. The portal looks at what the file holds.
const ACCEPTED: &str = ".csv,.tsv,.txt,.ods,.xlsx";

/// Bringing a list.
#[component]
pub fn BringListPage() -> impl IntoView {
    let asked = asked();
    Suspend::new(async move {
        match asked.portal.writing_choices(&asked.here.viewer).await {
            Ok(choices) => view! { <Bring choices/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

#[component]
fn Bring(choices: WritingChoices) -> impl IntoView {
    let locale = asked().here.locale;
    let refused = use_context::<Refused>();
    let outcome = refused.as_ref().map_or(Outcome::Nothing, |refused| words::outcome(locale, refused));
    let form = if choices.organisations.is_empty() {
        view! {
            <p class="measure">
                {say!(locale, lists.no_organisation)} " "
                <a href=paths::memberships(locale)>{say!(locale, lists.join)}</a>
            </p>
        }
        .into_any()
    } else {
        view! { <FileForm choices refused/> }.into_any()
    };
    view! {
        <Frame title=say!(locale, lists.title).to_owned() trail=vec![desk_crumb(locale)] outcome>
            <p class="lead measure">{say!(locale, lists.lead)}</p>
            <ol class="begin-steps measure">
                <li>{say!(locale, lists.step_1)}</li>
                <li>{say!(locale, lists.step_2)}</li>
                <li>{say!(locale, lists.step_3)}</li>
            </ol>
            {form}
        </Frame>
    }
}

/// What stands around a field of this form.
fn around(locale: Locale, refused: Option<&Refused>, name: &str, label: &str, help: &str) -> Around {
    // What is wrong with the rows is wrong with the file.
    let names = if name == "file" { ["file", "rows"] } else { [name, name] };
    let wrong = refused.and_then(|refused| names.iter().find_map(|name| Some((*name, refused.problem(name)?))));
    Around {
        id: words::place(name).to_owned(),
        label: label.to_owned(),
        help: help.to_owned(),
        problem: wrong.map(|(name, key)| words::fault(locale, name, key).to_owned()),
        ..Around::default()
    }
}

/// The form. The file stands last: what is chosen is read before it arrives.
#[component]
fn FileForm(choices: WritingChoices, refused: Option<Refused>) -> impl IntoView {
    let locale = asked().here.locale;
    let refused = refused.as_ref();
    let first = choices.organisations.first().map(|(uid, _)| uid.clone()).unwrap_or_default();
    let organisation = refused.map_or(first, |refused| refused.value("organisation"));
    let organisations = choices.organisations.into_iter().map(|(uid, name)| Choice::new(uid, name)).collect();
    let language = refused.map_or_else(|| locale.language().code().to_owned(), |refused| refused.value("language"));
    let languages = Language::ALL.iter().map(|one| Choice::new(one.code(), one.name(locale))).collect();
    let around_organisation =
        around(locale, refused, "organisation", say!(locale, writing.begin.organisation), say!(locale, lists.whose));
    let around_language = around(
        locale,
        refused,
        "language",
        say!(locale, writing.field.language.label),
        say!(locale, writing.field.language.help),
    );
    let around_file = around(locale, refused, "file", say!(locale, lists.file.label), say!(locale, lists.file.help));
    let (id, described_by, invalid) =
        (around_file.id.clone(), around_file.described_by(), around_file.problem.is_some());
    view! {
        <form
            class="guided-form"
            action=paths::list_upload(locale)
            method="post"
            enctype="multipart/form-data"
            novalidate
        >
            <FramedSelect around=around_organisation name="organisation" choices=organisations chosen=organisation/>
            <FramedSelect around=around_language name="language" choices=languages chosen=language/>
            <Framed around=around_file>
                <input
                    class=if invalid { "form-control is-invalid" } else { "form-control" }
                    r#type="file"
                    id=id
                    name="file"
                    accept=ACCEPTED
                    aria-describedby=described_by
                    aria-invalid=invalid.then_some("true")
                />
            </Framed>
            <button class="btn btn-primary" r#type="submit">{say!(locale, lists.send)}</button>
        </form>
    }
}
