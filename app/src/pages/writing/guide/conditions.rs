// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The fifth step: what others must have, and what they can take over.

use domain::Locale;
use domain::practice::ConditionCategory;
use leptos::prelude::*;

use super::essentials::or_none;
use super::fields::{ChoiceEntry, Chosen, LineEntry, Optional, Takes, TextEntry};
use super::rows::{Column, Group, Holds, Rows};
use super::sheet::Sheet;
use crate::ssr::i18n::say;
use crate::ssr::parts::forms::Choice;
use crate::ssr::parts::named::Named;

/// The fields that may stay empty.
const OPTIONAL: &[&str] =
    &["adaptation_notes", "small_body_ok", "min_population", "model_title", "model_description", "models", "based_on"];

/// The fields of the step.
#[component]
pub fn Conditions(
    /// The sheet that they stand on.
    sheet: Sheet,
) -> impl IntoView {
    let locale = sheet.locale();
    view! {
        <Rows sheet=sheet.clone() group=prerequisites(locale)/>
        <TextEntry sheet=sheet.clone() name="transfer_potential" rows=6/>
        <Optional sheet=sheet.clone() names=OPTIONAL>
            <TextEntry sheet=sheet.clone() name="adaptation_notes" rows=6/>
            <ChoiceEntry sheet=sheet.clone() name="small_body_ok" choices=answers(locale) of=Chosen::One/>
            <LineEntry sheet=sheet.clone() name="min_population" takes=Takes::Number/>
            <Rows sheet=sheet.clone() group=models(locale)/>
            <Variants sheet=sheet.clone()/>
        </Optional>
    }
}

/// The practices that this one may be a variant of: those already named, and those that are like it.
#[component]
fn Variants(sheet: Sheet) -> impl IntoView {
    let locale = sheet.locale();
    let similar = sheet.page().similar.iter().map(|one| (one.practice.uid.clone(), one.practice.title.text.clone()));
    let mut known: Vec<(String, String)> = sheet.titles().to_vec();
    for (uid, title) in similar {
        if !known.iter().any(|(other, _)| *other == uid) {
            known.push((uid, title));
        }
    }
    let choices: Vec<Choice> = known.into_iter().map(|(uid, title)| Choice::new(uid, title)).collect();
    if choices.is_empty() {
        return view! { <p class="form-text">{say!(locale, writing.conditions.no_variants)}</p> }.into_any();
    }
    view! { <ChoiceEntry sheet name="based_on" choices of=Chosen::Several/> }.into_any()
}

fn yes_or_no(locale: Locale) -> Vec<Choice> {
    vec![Choice::new("no", say!(locale, writing.no)), Choice::new("yes", say!(locale, writing.yes))]
}

fn answers(locale: Locale) -> Vec<Choice> {
    vec![
        Choice::new("", say!(locale, writing.conditions.unknown)),
        Choice::new("yes", say!(locale, writing.yes)),
        Choice::new("no", say!(locale, writing.no)),
    ]
}

fn prerequisites(locale: Locale) -> Group {
    let categories = ConditionCategory::ALL.iter().map(|one| Choice::new(one.code(), one.name(locale)));
    let categories = Holds::OneOf(or_none(locale, categories));
    let weights = vec![
        Choice::new("1", say!(locale, writing.conditions.weight_1)),
        Choice::new("2", say!(locale, writing.conditions.weight_2)),
        Choice::new("3", say!(locale, writing.conditions.weight_3)),
    ];
    let (weight, blocking) =
        (say!(locale, writing.column.condition_weight), say!(locale, writing.column.condition_blocking));
    let columns = vec![
        Column::new("condition_text", say!(locale, writing.column.condition_text), Holds::Line(Takes::Note)),
        Column::new("condition_category", say!(locale, writing.column.condition_category), categories),
        Column::with_default("condition_weight", weight, weights, "2"),
        Column::with_default("condition_blocking", blocking, yes_or_no(locale), "no"),
    ];
    Group { name: "conditions", columns, least: 3, most: 15 }
}

fn models(locale: Locale) -> Group {
    let alone = say!(locale, writing.column.model_alone);
    let columns = vec![
        Column::new("model_title", say!(locale, writing.column.model_title), Holds::Line(Takes::Note)),
        Column::new("model_description", say!(locale, writing.column.model_description), Holds::Text),
        Column::with_default("model_alone", alone, yes_or_no(locale), "no"),
    ];
    Group { name: "models", columns, least: 1, most: 12 }
}
