// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Taking a thread to another place, and joining it to another one.

use domain::policy::Standing;
use leptos::prelude::*;
use portal::moderating::SubjectPage as Value;

use super::decide::NoteField;
use super::words;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::forms::{Choice, FieldWords, Line, LineField, RadioFields};
use crate::ssr::render::{Refused, asked};

/// The longest address that is read, in characters.
const LONGEST: u16 = 500;

/// Both forms, where the viewer may.
#[component]
pub(super) fn Moving(value: Value, refused: Refused) -> impl IntoView {
    let locale = asked().here.locale;
    let address = paths::moderate(locale, &value.subject);
    let of = |action: &str| {
        let own = refused.value("action") == action;
        if own { refused.clone() } else { Refused::default() }
    };
    let (to, into) = (of("move"), of("merge"));
    value.may_move.then(|| {
        let merge = match value.standing {
            Standing::Visible => view! { <MergeForm address=address.clone() refused=into/> }.into_any(),
            _ => view! { <p class="measure">{say!(locale, moderation.fault.not_shown)}</p> }.into_any(),
        };
        view! {
            <section aria-labelledby="spostare">
                <h2 id="spostare">{say!(locale, moderation.moving.title)}</h2>
                <MoveForm address refused=to/>
                {merge}
            </section>
        }
    })
}

#[component]
fn MoveForm(address: String, refused: Refused) -> impl IntoView {
    let locale = asked().here.locale;
    let open = !refused.problems.is_empty();
    let choices = vec![
        Choice::new("page", say!(locale, moderation.moving.page)),
        Choice::new("free", say!(locale, moderation.moving.free)),
    ];
    let chosen = Some(refused.value("where")).filter(|place| !place.is_empty()).unwrap_or_else(|| "page".to_owned());
    let place = FieldWords { id: "posto", label: say!(locale, moderation.moving.place), help: None, problem: None };
    let to = FieldWords {
        id: "indirizzo",
        label: say!(locale, moderation.moving.to),
        help: Some(say!(locale, moderation.moving.to_help)),
        problem: refused.problem("to").map(|key| words::field(locale, "to", key)),
    };
    let line = Line { name: "to", kind: "text", autocomplete: "off", longest: LONGEST };
    view! {
        <details open=open>
            <summary>{say!(locale, moderation.moving.open)}</summary>
            <form class="measure" action=address method="post" novalidate>
                <p>{say!(locale, moderation.moving.what)}</p>
                <RadioFields words=place name="where" choices chosen/>
                <LineField words=to line value=refused.value("to")/>
                <NoteField id="nota-spostare" refused=refused.clone()/>
                <button class="btn btn-outline-primary" r#type="submit" name="action" value="move">
                    {say!(locale, moderation.moving.send)}
                </button>
            </form>
        </details>
    }
}

#[component]
fn MergeForm(address: String, refused: Refused) -> impl IntoView {
    let locale = asked().here.locale;
    let open = !refused.problems.is_empty();
    let into = FieldWords {
        id: "altra",
        label: say!(locale, moderation.merging.into),
        help: Some(say!(locale, moderation.merging.into_help)),
        problem: refused.problem("into").map(|key| words::field(locale, "into", key)),
    };
    let line = Line { name: "into", kind: "text", autocomplete: "off", longest: LONGEST };
    view! {
        <details open=open>
            <summary>{say!(locale, moderation.merging.open)}</summary>
            <form class="measure" action=address method="post" novalidate>
                <p>{say!(locale, moderation.merging.what)}</p>
                <LineField words=into line value=refused.value("into")/>
                <NoteField id="nota-unire" refused=refused.clone()/>
                <button class="btn btn-outline-primary" r#type="submit" name="action" value="merge">
                    {say!(locale, moderation.merging.send)}
                </button>
            </form>
        </details>
    }
}
