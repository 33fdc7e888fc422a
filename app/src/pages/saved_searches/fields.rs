// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The fields of a saved search: what it is called, and how often it tells.

use domain::saved_search::{AlertFrequency, NAME_MAX};
use leptos::prelude::*;

use super::words::{frequency, problem};
use crate::ssr::i18n::say;
use crate::ssr::parts::forms::{Choice, FieldWords, Line, LineField, RadioFields};
use crate::ssr::render::{Refused, asked};

/// Name and frequency.
#[component]
pub(super) fn SearchFields(
    /// What stands in the field for the name.
    name: String,
    /// The code of the chosen frequency.
    chosen: String,
) -> impl IntoView {
    let locale = asked().here.locale;
    let refused = use_context::<Refused>().unwrap_or_default();
    let of_name = FieldWords {
        id: "nome",
        label: say!(locale, saved.field.name),
        help: Some(say!(locale, saved.field.name_help)),
        problem: problem(locale, &refused, "name"),
    };
    let of_frequency = FieldWords {
        id: "avvisi",
        label: say!(locale, saved.field.frequency),
        help: Some(say!(locale, saved.field.frequency_help)),
        problem: problem(locale, &refused, "frequency"),
    };
    let choices = AlertFrequency::ALL.iter().map(|one| {
        let choice = Choice::new(one.code(), frequency(locale, *one));
        match one {
            AlertFrequency::AtOnce => choice.with_help(say!(locale, saved.frequency_help.at_once)),
            _ => choice,
        }
    });
    let choices: Vec<Choice> = choices.collect();
    let line = Line { name: "name", kind: "text", autocomplete: "off", longest: NAME_MAX as u16 };
    view! {
        <LineField words=of_name line value=name/>
        <RadioFields words=of_frequency name="frequency" choices chosen/>
    }
}
