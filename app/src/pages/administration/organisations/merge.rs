// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Joining two records of one organisation.

use leptos::prelude::*;

use super::super::{refused, words};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::forms::{FieldWords, Line, LineField};
use crate::ssr::render::asked;

/// The form, with what happens.
#[component]
pub(super) fn Merge(names: Vec<String>) -> impl IntoView {
    let locale = asked().here.locale;
    let refused = refused("merge");
    let from = FieldWords {
        id: "da",
        label: say!(locale, administration.merge.from),
        help: Some(say!(locale, administration.merge.from_help)),
        problem: words::problem(locale, &refused, "from"),
    };
    let into = FieldWords {
        id: "in",
        label: say!(locale, administration.merge.into),
        help: Some(say!(locale, administration.merge.into_help)),
        problem: words::problem(locale, &refused, "into"),
    };
    let line = |name: &'static str| Line { name, kind: "text", autocomplete: "off", longest: 300 };
    let open = !refused.typed.is_empty();
    view! {
        <section class="area-section" aria-labelledby="unire">
            <h2 id="unire">{say!(locale, administration.merge.title)}</h2>
            <p class="measure">{say!(locale, administration.merge.lead)}</p>
            <details class="manage measure" open=open>
                <summary>{say!(locale, administration.merge.open)}</summary>
                <ul>
                    <li>{say!(locale, administration.merge.moves)}</li>
                    <li>{say!(locale, administration.merge.address)}</li>
                    <li>{say!(locale, administration.merge.goes)}</li>
                </ul>
                <form action=paths::organisation_queue(locale) method="post" novalidate>
                    <input r#type="hidden" name="action" value="merge"/>
                    <LineField words=from line=line("from") value=refused.value("from") offers=names.clone()/>
                    <LineField words=into line=line("into") value=refused.value("into") offers=names/>
                    <button class="btn btn-danger" r#type="submit">{say!(locale, administration.merge.send)}</button>
                </form>
            </details>
        </section>
    }
}
