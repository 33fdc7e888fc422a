// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The third step: what came of it, and what did not work.

use domain::Locale;
use domain::practice::ScaleMeasure;
use leptos::prelude::*;

use super::essentials::or_none;
use super::fields::{Optional, Takes, TextEntry};
use super::rows::{Column, Group, Holds, Rows};
use super::sheet::Sheet;
use crate::ssr::i18n::say;
use crate::ssr::parts::forms::Choice;
use crate::ssr::parts::named::Named;

/// The fields that may stay empty.
const OPTIONAL: &[&str] = &["scale_measure", "scale_value", "scale"];

/// The fields of the step.
#[component]
pub fn Evidence(
    /// The sheet that they stand on.
    sheet: Sheet,
) -> impl IntoView {
    let locale = sheet.locale();
    view! {
        <Rows sheet=sheet.clone() group=results(locale)/>
        <TextEntry sheet=sheet.clone() name="expected_results" rows=5/>
        <TextEntry sheet=sheet.clone() name="failures" rows=6/>
        <Optional sheet=sheet.clone() names=OPTIONAL>
            <Rows sheet=sheet.clone() group=scale(locale)/>
        </Optional>
    }
}

fn results(locale: Locale) -> Group {
    let line = |name, label, takes| Column::new(name, label, Holds::Line(takes));
    let columns = vec![
        line("evidence_name", say!(locale, writing.column.evidence_name), Takes::Note),
        line("evidence_baseline", say!(locale, writing.column.evidence_baseline), Takes::Note),
        line("evidence_value", say!(locale, writing.column.evidence_value), Takes::Note),
        line("evidence_unit", say!(locale, writing.column.evidence_unit), Takes::Note),
        line("evidence_date", say!(locale, writing.column.evidence_date), Takes::Note),
        line("evidence_source", say!(locale, writing.column.evidence_source), Takes::Address),
    ];
    Group { name: "evidence", columns, least: 1, most: 12 }
}

fn scale(locale: Locale) -> Group {
    let measures = ScaleMeasure::ALL.iter().map(|measure| Choice::new(measure.code(), measure.name(locale)));
    let measures = Holds::OneOf(or_none(locale, measures));
    let columns = vec![
        Column::new("scale_measure", say!(locale, writing.column.scale_measure), measures),
        Column::new("scale_value", say!(locale, writing.column.scale_value), Holds::Line(Takes::Number)),
    ];
    Group { name: "scale", columns, least: 1, most: 8 }
}
