// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Naming somebody without script: a search for people within the form, and a button for each.

use leptos::prelude::*;

use super::sheet::{Sheet, Step};
use crate::ssr::i18n::say;

/// The part of a form by which people are named.
pub(super) fn people(sheet: &Sheet) -> impl IntoView + use<> {
    let locale = sheet.locale;
    let is_asked = matches!(sheet.step, Step::People | Step::Mention);
    let find = sheet.value("find", "");
    let lines = sheet.people.iter().map(|one| {
        let words = say!(locale, threads.people.add, name = one.name.clone());
        let body = (!one.body.is_empty()).then(|| view! { " " <bdi>{one.body.clone()}</bdi> });
        let uid = one.uid.clone();
        view! {
            <li>
                <button class="btn btn-outline-primary btn-sm" r#type="submit" name="mention" value=uid>{words}</button>
                {body}
            </li>
        }
    });
    let lines = lines.collect_view();
    let found = match (sheet.step, sheet.people.is_empty()) {
        (Step::People | Step::Mention, true) => {
            Some(view! { <p role="status">{say!(locale, threads.people.none)}</p> }.into_any())
        }
        (Step::People | Step::Mention, false) => Some(
            view! {
                <p role="status">{say!(locale, threads.people.found)}</p>
                <ul class="thread-people">{lines}</ul>
            }
            .into_any(),
        ),
        _ => None,
    };
    view! {
        <details class="thread-naming" open=is_asked>
            <summary>{say!(locale, threads.people.open)}</summary>
            <p class="form-text" id="persona-help">{say!(locale, threads.people.help)}</p>
            <div class="form-field">
                <label for="persona">{say!(locale, threads.people.field)}</label>
                <input
                    class="form-control" r#type="text" id="persona" name="find" value=find maxlength="60"
                    autocomplete="off" aria-describedby="persona-help"
                />
            </div>
            <button class="btn btn-outline-primary btn-sm" r#type="submit" name="action" value="find">
                {say!(locale, threads.people.find)}
            </button>
            {found}
        </details>
    }
}
