// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What differs between two texts of a practice, field by field, as their author would type them.

use std::collections::HashMap;

use domain::practice::Practice;
use domain::practice::writing::Step;
use domain::{Locale, Uid};

use super::typing::typed;
use super::values::{FieldChange, WrittenRow};
use crate::Portal;
use crate::error::Error;

/// What identifiers in the fields of a form are called.
#[derive(Default)]
pub(super) struct Names {
    organisations: HashMap<String, String>,
    practices: HashMap<String, String>,
    themes: HashMap<String, String>,
    programmes: HashMap<String, String>,
}

impl Names {
    fn of(&self, field: &str, value: &str) -> Option<&String> {
        match field {
            "owner_org" | "partner_org" => self.organisations.get(value),
            "based_on" => self.practices.get(value),
            "themes" => self.themes.get(value),
            "funding_programme" => self.programmes.get(value),
            _ => None,
        }
    }
}

impl Portal {
    /// What is called by an identifier in two texts.
    pub(super) async fn names_in(&self, locale: Locale, texts: [&Practice; 2]) -> Result<Names, Error> {
        let bodies = texts.iter().flat_map(|text| {
            text.owner_org.iter().chain(text.partner_orgs.iter().map(|part| &part.organisation)).cloned()
        });
        let bodies: Vec<Uid> = bodies.collect();
        let origins: Vec<Uid> = texts.iter().flat_map(|text| text.based_on.iter().cloned()).collect();
        let organisations = match bodies.is_empty() {
            true => Vec::new(),
            false => self.inner.store.organisation_names(&bodies).await?,
        };
        let origins = self.inner.store.practices_by_uids(&domain::policy::Viewer::Visitor, &origins).await?;
        let taxonomy = self.taxonomy();
        let themes = taxonomy.themes().into_iter();
        Ok(Names {
            organisations: organisations.into_iter().map(|one| (one.uid.to_string(), one.name)).collect(),
            practices: origins.into_iter().map(|one| (one.record.uid.to_string(), one.record.title)).collect(),
            themes: themes.map(|one| (one.uid.to_string(), one.name.in_locale(locale).to_owned())).collect(),
            programmes: taxonomy
                .programmes()
                .map(|one| (one.uid.to_string(), one.name.in_locale(locale).to_owned()))
                .collect(),
        })
    }
}

/// The fields that differ, in the order of the form.
pub(super) fn changes(before: &Practice, after: &Practice, names: &Names) -> Vec<FieldChange> {
    let (before, after) = (fields(before, names), fields(after, names));
    let rows = |fields: &[(&'static str, Vec<WrittenRow>)], name: &str| {
        fields.iter().find(|(known, _)| *known == name).map(|(_, rows)| rows.clone()).unwrap_or_default()
    };
    let mut all: Vec<&'static str> = Vec::new();
    for (name, _) in before.iter().chain(&after) {
        if !all.contains(name) {
            all.push(name);
        }
    }
    let mut changed: Vec<FieldChange> = all
        .into_iter()
        .map(|name| FieldChange { field: name.to_owned(), before: rows(&before, name), after: rows(&after, name) })
        .filter(|change| change.before != change.after)
        .collect();
    let order = |name: &str| domain::practice::writing::FIELDS.iter().position(|field| field.name == name);
    changed.sort_by_key(|change| order(&change.field).unwrap_or(usize::MAX));
    changed
}

/// The fields with what stands in them, row by row; what is empty is left out.
fn fields(practice: &Practice, names: &Names) -> Vec<(&'static str, Vec<WrittenRow>)> {
    let mut fields: Vec<(&'static str, Vec<WrittenRow>)> = Vec::new();
    for step in Step::ALL {
        // The first column of each group of rows: where it comes again, the next row begins.
        let mut first: HashMap<&'static str, String> = HashMap::new();
        for (name, value) in typed(practice, *step, ToString::to_string) {
            let field = field_of(&name);
            let begins = *first.entry(field).or_insert_with(|| name.clone()) == name;
            let at = fields.iter().position(|(known, _)| *known == field).unwrap_or_else(|| {
                fields.push((field, Vec::new()));
                fields.len() - 1
            });
            let rows = &mut fields[at].1;
            if begins || rows.is_empty() {
                rows.push(Vec::new());
            }
            let value = names.of(&name, &value).cloned().unwrap_or(value);
            if let Some(row) = rows.last_mut().filter(|_| !value.is_empty()) {
                row.push((name, value));
            }
        }
    }
    for (_, rows) in &mut fields {
        rows.retain(|row| !row.is_empty());
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

    /// A row as `name=value` for each that is there.
    fn told(rows: &[WrittenRow]) -> Vec<String> {
        let cell = |(name, value): &(String, String)| format!("{name}={value}");
        rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join(" ")).collect()
    }

    #[test]
    fn only_what_differs_is_told_and_lists_row_by_row() {
        let condition = |text: &str| serde_json::json!({"text": text, "category": "legal", "weight": 2});
        let before = practice(serde_json::json!({"problem": "Uno", "conditions": [condition("A")]}));
        let after = practice(serde_json::json!({"problem": "Due", "conditions": [condition("A"), condition("B")]}));
        let changed = changes(&before, &after, &Names::default());
        let fields: Vec<_> = changed.iter().map(|change| change.field.as_str()).collect();
        assert_eq!(fields, ["problem", "conditions"]);
        assert_eq!(
            (told(&changed[0].before), told(&changed[0].after)),
            (vec!["problem=Uno".to_owned()], vec!["problem=Due".to_owned()])
        );
        let row = |text: &str| {
            format!("condition_text={text} condition_category=legal condition_weight=2 condition_blocking=no")
        };
        assert_eq!(told(&changed[1].after), [row("A"), row("B")]);
        assert_eq!(changes(&after, &after, &Names::default()), []);
    }

    #[test]
    fn what_has_a_name_is_told_by_it() {
        let themes = HashMap::from([("mensa".to_owned(), "Mense".to_owned())]);
        let names = Names { themes, ..Names::default() };
        let after = practice(serde_json::json!({"themes": ["mensa", "altro"]}));
        let changed = changes(&practice(serde_json::json!({})), &after, &names);
        assert_eq!(told(&changed[0].after), ["themes=Mense", "themes=altro"]);
    }
}
