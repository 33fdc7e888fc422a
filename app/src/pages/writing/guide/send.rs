// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The last step: a last look, the licence, the consent, and off to the reviewers.

use leptos::prelude::*;

use super::documents::licences;
use super::fields::{After, Before, Framed, SelectEntry};
use super::sheet::Sheet;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::pages::writing::checklist::Checklist;
use crate::ssr::pages::writing::similar::Similar;
use crate::ssr::parts::raw::TextArea;

/// The last step.
#[component]
pub fn LastLook(
    /// The sheet that it stands on.
    sheet: Sheet,
    /// Where its form goes.
    address: String,
) -> impl IntoView {
    let locale = sheet.locale();
    let page = sheet.page();
    let (uid, lacks, similar) = (page.uid.clone(), page.lacks.clone(), page.similar.clone());
    let is_complete = lacks.is_empty();
    let preview = paths::practice(locale, &uid);
    let send = match is_complete {
        true => view! { <SendForm sheet=sheet.clone() address/> }.into_any(),
        false => view! { <p class="measure">{say!(locale, writing.send.not_yet)}</p> }.into_any(),
    };
    view! {
        <section class="writing-section" aria-labelledby="manca">
            <h2 id="manca">{say!(locale, writing.checklist.title)}</h2>
            <Checklist uid=uid.clone() lacks/>
        </section>
        <Similar similar uid/>
        <section class="writing-section" aria-labelledby="anteprima">
            <h2 id="anteprima">{say!(locale, writing.send.preview)}</h2>
            <p class="measure">{say!(locale, writing.send.preview_text)}</p>
            <p><a href=preview>{say!(locale, writing.send.preview_link)}</a></p>
        </section>
        <section class="writing-section" id="guida" aria-labelledby="invio">
            <h2 id="invio">{say!(locale, writing.send.title)}</h2>
            {send}
        </section>
    }
}

#[component]
fn SendForm(sheet: Sheet, address: String) -> impl IntoView {
    let locale = sheet.locale();
    view! {
        <form class="guided-form" action=address method="post" novalidate>
            <input r#type="hidden" name="version" value=sheet.version()/>
            <p class="measure">{say!(locale, writing.moves.submit.meaning)}</p>
            <SelectEntry sheet=sheet.clone() name="licence_of_text" choices=licences(locale)/>
            <Note sheet=sheet.clone()/>
            <Consent sheet/>
            <button class="btn btn-primary" r#type="submit" name="action" value="submit">
                {say!(locale, writing.moves.submit.button)}
            </button>
        </form>
    }
}

/// A word for the reviewers; it may stay empty.
#[component]
fn Note(sheet: Sheet) -> impl IntoView {
    let around = sheet.around("note");
    let (id, invalid) = (around.id.clone(), around.problem.is_some());
    let described_by = around.described_by().unwrap_or_default();
    let value = sheet.value("note");
    view! {
        <Framed around>
            <TextArea id name="note" value rows=3 described_by invalid/>
        </Framed>
    }
}

/// That the sender has the right to publish it.
#[component]
fn Consent(sheet: Sheet) -> impl IntoView {
    let around = sheet.around("consent");
    let (id, described_by, invalid) = (around.id.clone(), around.described_by(), around.problem.is_some());
    let checked = sheet.value("consent") == "on";
    view! {
        <div class="form-field choice-field">
            <div class="choice">
                <input
                    r#type="checkbox"
                    id=id.clone()
                    name="consent"
                    value="on"
                    checked=checked
                    aria-describedby=described_by
                    aria-invalid=invalid.then_some("true")
                />
                <label for=id>{around.label.clone()}</label>
            </div>
            <Before around=around.clone()/>
            <After around/>
        </div>
    }
}
