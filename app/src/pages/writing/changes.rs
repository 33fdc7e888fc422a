// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Two versions of a practice side by side, field by field.

use domain::practice::{Audience, Beneficiary, Level, Licence, PracticeKind};
use domain::{Language, Locale, places};
use leptos::prelude::*;
use portal::writing::FieldChange;

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
        let text = |text: &str| in_words(locale, &change.field, text);
        let (before, after) = (text(&change.before), text(&change.after));
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

/// The text of a field, with the names of codes where it holds codes.
fn in_words(locale: Locale, field: &str, text: &str) -> String {
    let name = |code: &str| -> Option<&'static str> {
        match field {
            "practice_kind" => PracticeKind::from_code(code).map(|one| one.name(locale)),
            "level" => Level::from_code(code).map(|one| one.name(locale)),
            "region" => places::region(code).map(|one| one.name(locale)),
            "language" => Language::from_code(code).map(|one| one.name(locale)),
            "beneficiaries" => Beneficiary::from_code(code).map(|one| one.name(locale)),
            "audience" => Audience::from_code(code).map(|one| one.name(locale)),
            "licence_of_text" => Licence::from_code(code).map(|one| one.name(locale)),
            _ => None,
        }
    };
    text.lines().map(|line| name(line).unwrap_or(line)).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_told_by_their_names_and_texts_stay() {
        assert_eq!(in_words(Locale::Italian, "level", "municipal"), "Comunale");
        assert_eq!(in_words(Locale::Italian, "beneficiaries", "citizens\nfamilies"), "Cittadini\nFamiglie e bambini");
        assert_eq!(in_words(Locale::Italian, "problem", "municipal"), "municipal");
    }
}
