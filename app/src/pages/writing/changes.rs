// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Two versions of a practice side by side, field by field.

use domain::practice::{
    Audience, Beneficiary, ConditionCategory, CostBand, Level, Licence, PartnerRole, PracticeKind, ResourceKind,
    ScaleMeasure,
};
use domain::{Language, Locale, places};
use leptos::prelude::*;
use portal::writing::{FieldChange, WrittenRow};

use super::{frame, words};
use crate::ssr::i18n::say;
use crate::ssr::parts::named::Named;
use crate::ssr::render::asked;

/// What both versions are called.
#[derive(Clone, Debug)]
pub struct Sides {
    /// The earlier one.
    pub before: String,
    /// The later one.
    pub after: String,
    /// The language that the texts are in, where it is known.
    pub language: Option<Language>,
}

/// What differs between two versions.
#[component]
pub fn Changes(
    /// What differs, field by field.
    changed: Vec<FieldChange>,
    /// What the versions are called.
    sides: Sides,
) -> impl IntoView {
    let locale = asked().here.locale;
    if changed.is_empty() {
        return view! { <p>{say!(locale, writing.changes.none)}</p> }.into_any();
    }
    let lang = sides.language.and_then(|language| frame::foreign(language, locale));
    let side = move |name: String, text: String| {
        let text = match text.trim().is_empty() {
            true => view! { <p class="text-soft">{say!(locale, writing.guide.nothing)}</p> }.into_any(),
            false => view! { <p class="written" dir="auto" lang=lang>{text}</p> }.into_any(),
        };
        view! { <div class="version"><p class="version-name">{name}</p> {text}</div> }
    };
    let fields = changed.into_iter().map(|change| {
        let (before, after) = (told(locale, &change.before), told(locale, &change.after));
        let (before, after) = (side(sides.before.clone(), before), side(sides.after.clone(), after));
        view! {
            <li>
                <h3>{words::label(locale, &change.field)}</h3>
                <div class="versions">{before} {after}</div>
            </li>
        }
    });
    let fields = fields.collect_view();
    view! { <ul class="field-changes">{fields}</ul> }.into_any()
}

/// The rows of a field as people read them, a line for each.
fn told(locale: Locale, rows: &[WrittenRow]) -> String {
    let line = |row: &WrittenRow| {
        let cells = row.iter().map(|(name, value)| in_words(locale, name, value));
        cells.collect::<Vec<_>>().join(" · ")
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// A value, by its name where it is a code.
fn in_words(locale: Locale, name: &str, value: &str) -> String {
    fn named<T: Named>(found: Option<T>, locale: Locale) -> Option<&'static str> {
        found.map(|one| one.name(locale))
    }
    let word = match name {
        "practice_kind" => named(PracticeKind::from_code(value), locale),
        "level" => named(Level::from_code(value), locale),
        "region" => places::region(value).map(|one| one.name(locale)),
        "language" | "translation_language" | "resource_language" => {
            Language::from_code(value).map(|one| one.name(locale))
        }
        "beneficiaries" => named(Beneficiary::from_code(value), locale),
        // For a community: which one is said by its identifier, of which this is only the kind.
        "audience" => named(Audience::from_code(value.split(':').next().unwrap_or(value)), locale),
        "licence_of_text" | "resource_licence" => named(Licence::from_code(value), locale),
        "scale_measure" => named(ScaleMeasure::from_code(value), locale),
        "financial_band" => named(CostBand::from_code(value), locale),
        "partner_role" => named(PartnerRole::from_code(value), locale),
        "condition_category" => named(ConditionCategory::from_code(value), locale),
        "resource_kind" => named(ResourceKind::from_code(value), locale),
        "condition_blocking" | "model_alone" | "small_body_ok" => match value {
            "yes" => Some(say!(locale, writing.changes.yes)),
            _ => Some(say!(locale, writing.changes.no)),
        },
        _ => None,
    };
    let word = word.unwrap_or(value);
    match name {
        // A number alone, or yes and no, would not say of what.
        "condition_weight" => say!(locale, writing.changes.weight, weight = word),
        "condition_blocking" => say!(locale, writing.changes.blocking, answer = word),
        "model_alone" => say!(locale, writing.changes.alone, answer = word),
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[(&str, &str)]) -> WrittenRow {
        cells.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn codes_are_told_by_their_names_and_texts_stay() {
        let it = |rows: &[WrittenRow]| told(Locale::Italian, rows);
        assert_eq!(it(&[row(&[("level", "municipal")])]), "Comunale");
        assert_eq!(
            it(&[row(&[("beneficiaries", "citizens")]), row(&[("beneficiaries", "families")])]),
            "Cittadini\nFamiglie e bambini"
        );
        assert_eq!(it(&[row(&[("problem", "municipal")])]), "municipal");
        let condition = row(&[
            ("condition_text", "Un referente"),
            ("condition_category", "organisational"),
            ("condition_weight", "2"),
            ("condition_blocking", "no"),
        ]);
        assert_eq!(it(&[condition]), "Un referente · Organizzativa · peso 2 · indispensabile: no");
        assert_eq!(
            it(&[row(&[("financial_band", "under_10k"), ("financial_note", "Licenze")])]),
            "Meno di 10.000 euro · Licenze"
        );
    }
}
