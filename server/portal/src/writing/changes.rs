// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What differs between two texts of a practice, field by field, as their author would type them.

use domain::Uid;
use domain::practice::Practice;
use domain::practice::writing::Step;

use super::typing::typed;
use super::values::FieldChange;

/// The fields that differ, in the order of the form. `named` says what an organisation is called.
pub(super) fn changes(before: &Practice, after: &Practice, named: impl Fn(&Uid) -> String) -> Vec<FieldChange> {
    let (before, after) = (fields(before, &named), fields(after, &named));
    let value = |fields: &[(&'static str, String)], name: &str| {
        fields.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let mut names: Vec<&'static str> = Vec::new();
    for (name, _) in before.iter().chain(&after) {
        if !names.contains(name) {
            names.push(name);
        }
    }
    let mut changed: Vec<FieldChange> = names
        .into_iter()
        .map(|name| FieldChange { field: name.to_owned(), before: value(&before, name), after: value(&after, name) })
        .filter(|change| change.before != change.after)
        .collect();
    let order = |name: &str| domain::practice::writing::FIELDS.iter().position(|field| field.name == name);
    changed.sort_by_key(|change| order(&change.field).unwrap_or(usize::MAX));
    changed
}

/// The fields with their values as text: a line for each row of a list.
fn fields(practice: &Practice, named: impl Fn(&Uid) -> String) -> Vec<(&'static str, String)> {
    let mut fields: Vec<(&'static str, String)> = Vec::new();
    for step in Step::ALL {
        let pairs = typed(practice, *step, &named);
        let mut first_of_row: Option<String> = None;
        for (name, value) in pairs {
            let field = field_of(&name);
            let is_list = field != name;
            let Some((_, text)) = fields.iter_mut().find(|(known, _)| *known == field) else {
                first_of_row = is_list.then(|| name.clone());
                fields.push((field, value));
                continue;
            };
            let new_row = !is_list || first_of_row.as_deref() == Some(name.as_str());
            if !value.is_empty() {
                text.push_str(if new_row { "\n" } else { " · " });
                text.push_str(&value);
            }
        }
    }
    fields
}

/// The field of the record that a field of the form belongs to.
fn field_of(typed: &str) -> &'static str {
    let group = typed.split('_').next().unwrap_or_default();
    match (group, typed) {
        (_, "practice_kind") => "practice_kind",
        ("translation", _) => "translations",
        ("evidence", _) => "evidence",
        ("scale", _) => "scale",
        ("financial", _) => "resources_financial",
        (_, "fte" | "staff_note") => "resources_human",
        (_, "months") => "resources_time_months",
        ("funding", _) => "funding",
        ("partner", _) => "partner_orgs",
        ("condition", _) => "conditions",
        ("model", _) => "models",
        ("resource", _) => "resources",
        ("link", _) => "links",
        ("training", _) => "training",
        _ => KNOWN.iter().copied().find(|known| *known == typed).unwrap_or("form"),
    }
}

/// Fields that are called the same in the form and in the record.
const KNOWN: &[&str] = &[
    "title",
    "summary",
    "language",
    "owner_org",
    "contact",
    "level",
    "region",
    "municipality",
    "start_date",
    "end_date",
    "themes",
    "beneficiaries",
    "beneficiaries_note",
    "tags",
    "audience",
    "problem",
    "solution",
    "innovation",
    "stakeholders",
    "expected_results",
    "failures",
    "technology",
    "repo_url",
    "legal_basis",
    "transfer_potential",
    "adaptation_notes",
    "small_body_ok",
    "min_population",
    "based_on",
    "licence_of_text",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn practice(more: serde_json::Value) -> Practice {
        let mut all = serde_json::json!({"uid": "p", "title": "T", "language": "it", "stage": "draft"});
        let fields = all.as_object_mut().expect("an object");
        fields.extend(more.as_object().expect("an object").clone());
        serde_json::from_value(all).expect("a practice")
    }

    #[test]
    fn only_what_differs_is_told_and_lists_row_by_row() {
        let condition = |text: &str| serde_json::json!({"text": text, "category": "legal", "weight": 2});
        let before = practice(serde_json::json!({"problem": "Uno", "conditions": [condition("A")]}));
        let after = practice(serde_json::json!({"problem": "Due", "conditions": [condition("A"), condition("B")]}));
        let change = |field: &str, before: &str, after: &str| FieldChange {
            field: field.to_owned(),
            before: before.to_owned(),
            after: after.to_owned(),
        };
        assert_eq!(
            changes(&before, &after, ToString::to_string),
            [
                change("problem", "Uno", "Due"),
                change("conditions", "A · legal · 2 · no", "A · legal · 2 · no\nB · legal · 2 · no"),
            ]
        );
        assert_eq!(changes(&after, &after, ToString::to_string), []);
    }
}
