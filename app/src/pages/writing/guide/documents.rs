// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The sixth step: documents, things to use again, addresses, courses. All of it may stay empty.

mod entries;
mod sent;
mod uploads;

use domain::Locale;
use domain::practice::{Licence, ResourceKind};
use leptos::prelude::*;

use super::essentials::{languages, or_none};
use super::fields::Takes;
use super::rows::{Column, Group, Holds, Rows};
use super::sheet::Sheet;
use crate::ssr::i18n::say;
use crate::ssr::parts::forms::Choice;
use crate::ssr::parts::named::Named;

pub use sent::is_of_documents;
pub use uploads::{Uploaded, Uploads};

/// The groups of the step's own form.
#[component]
pub fn Documents(
    /// The sheet that they stand on.
    sheet: Sheet,
) -> impl IntoView {
    let locale = sheet.locale();
    view! {
        <Rows sheet=sheet.clone() group=resources(locale)/>
        <Rows sheet=sheet.clone() group=links(locale)/>
        <Rows sheet group=training(locale)/>
    }
}

fn resources(locale: Locale) -> Group {
    let kinds = ResourceKind::ALL.iter().map(|kind| Choice::new(kind.code(), kind.name(locale)));
    let languages = or_none(locale, languages(locale).into_iter());
    let columns = vec![
        Column::new("resource_title", say!(locale, writing.column.resource_title), Holds::Line(Takes::Note)),
        Column::new("resource_kind", say!(locale, writing.column.resource_kind), Holds::OneOf(or_none(locale, kinds))),
        Column::new("resource_url", say!(locale, writing.column.resource_url), Holds::Line(Takes::Address)),
        Column::new(
            "resource_licence",
            say!(locale, writing.column.resource_licence),
            Holds::OneOf(or_none(locale, licences(locale).into_iter())),
        ),
        Column::new("resource_language", say!(locale, writing.column.resource_language), Holds::OneOf(languages)),
        Column::new("resource_size", say!(locale, writing.column.resource_size), Holds::Line(Takes::Note)),
    ];
    Group { name: "resources", columns, least: 1, most: 20 }
}

/// The licences that a text may have.
pub fn licences(locale: Locale) -> Vec<Choice> {
    Licence::ALL.iter().map(|one| Choice::new(one.code(), one.name(locale))).collect()
}

fn links(locale: Locale) -> Group {
    let columns = vec![
        Column::new("link_label", say!(locale, writing.column.link_label), Holds::Line(Takes::Note)),
        Column::new("link_url", say!(locale, writing.column.link_url), Holds::Line(Takes::Address)),
    ];
    Group { name: "links", columns, least: 1, most: 10 }
}

fn training(locale: Locale) -> Group {
    let columns = vec![
        Column::new("training_title", say!(locale, writing.column.training_title), Holds::Line(Takes::Note)),
        Column::new("training_url", say!(locale, writing.column.training_url), Holds::Line(Takes::Address)),
        Column::new("training_hours", say!(locale, writing.column.training_hours), Holds::Line(Takes::Number)),
    ];
    Group { name: "training", columns, least: 1, most: 5 }
}
