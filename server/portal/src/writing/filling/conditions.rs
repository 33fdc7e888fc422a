// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The steps on what others must have, what they can take over, and what they can use again.

use domain::practice::{
    Condition, ConditionCategory, Licence, Link, Model, Practice, Resource, ResourceKind, Training,
};
use domain::text::plain_line;
use domain::{Language, Uid};

use super::super::reading::{whole, yes_or_no};
use super::super::rows::Row;
use super::{Reading, some_line, some_text};
use crate::form::FieldProblem;

impl Reading<'_> {
    pub(super) fn conditions(&mut self, practice: &mut Practice) {
        let columns = &["condition_text", "condition_category", "condition_weight", "condition_blocking"];
        let rows = self.rows("condition", columns, &columns[..1]);
        practice.conditions = rows
            .iter()
            .map(|row| Condition {
                text: plain_line(row.value("condition_text")),
                category: self
                    .in_row(row, "condition_category", ConditionCategory::from_code)
                    .unwrap_or(ConditionCategory::Organisational),
                weight: self
                    .in_row(row, "condition_weight", |text| text.parse().ok().filter(|weight| (1..=3).contains(weight)))
                    .unwrap_or(2),
                blocking: yes_or_no(row.value("condition_blocking")).unwrap_or_default(),
            })
            .collect();
        if let Some(long) = rows.iter().find(|row| row.value("condition_text").chars().count() > 500) {
            self.wrong(long.name, FieldProblem::TooLong);
        }
        practice.transfer_potential = self.text("transfer_potential");
        practice.adaptation_notes = self.text("adaptation_notes");
        practice.small_body_ok = yes_or_no(self.form.value("small_body_ok"));
        practice.min_population =
            self.read("min_population", |text| whole(text).and_then(|number| u32::try_from(number).ok()));
        self.models(practice);
        let own = practice.uid.clone();
        practice.based_on = self.chosen("based_on", |uid| Uid::parse(uid).ok().filter(|uid| *uid != own));
    }

    fn models(&mut self, practice: &mut Practice) {
        let columns = &["model_title", "model_description", "model_alone"];
        let rows = self.rows("model", columns, &columns[..2]);
        practice.models = rows
            .iter()
            .filter_map(|row| {
                let Some(title) = some_line(row.value("model_title")) else {
                    self.wrong(row.name, FieldProblem::Missing);
                    return None;
                };
                Some(Model {
                    title,
                    description: some_text(row.value("model_description")).unwrap_or_default(),
                    transferable_alone: yes_or_no(row.value("model_alone")).unwrap_or_default(),
                })
            })
            .collect();
    }

    pub(super) fn documents(&mut self, practice: &mut Practice) {
        let columns = &[
            "resource_title",
            "resource_kind",
            "resource_url",
            "resource_licence",
            "resource_language",
            "resource_size",
        ];
        let rows = self.rows("resource", columns, &["resource_title", "resource_url", "resource_size"]);
        practice.resources = rows.iter().filter_map(|row| self.resource(row)).collect();
        let columns = &["link_label", "link_url"];
        let rows = self.rows("link", columns, columns);
        practice.links = rows
            .iter()
            .filter_map(|row| {
                let (label, url) = self.titled(row, "link_label", "link_url")?;
                Some(Link { label, url })
            })
            .collect();
        let columns = &["training_title", "training_url", "training_hours"];
        let rows = self.rows("training", columns, columns);
        let kept = std::mem::take(&mut practice.training);
        practice.training = rows
            .iter()
            .filter_map(|row| {
                let hours = self.in_row(row, "training_hours", |text| whole(text).and_then(|n| u16::try_from(n).ok()));
                let (title, url) = self.titled(row, "training_title", "training_url")?;
                let area = kept.iter().find(|one| one.url == url).and_then(|one| one.area.clone());
                Some(Training { title, url, area, hours })
            })
            .collect();
    }

    fn resource(&mut self, row: &Row<'_>) -> Option<Resource> {
        let kind = self.in_row(row, "resource_kind", ResourceKind::from_code).unwrap_or(ResourceKind::Document);
        let licence = self.in_row(row, "resource_licence", Licence::from_code).unwrap_or(Licence::CcBy);
        let language = self.in_row(row, "resource_language", Language::from_code);
        let (title, url) = self.titled(row, "resource_title", "resource_url")?;
        Some(Resource { title, kind, url, licence, language, size: some_line(row.value("resource_size")) })
    }

    /// A title with its address: both must be there.
    fn titled(&mut self, row: &Row<'_>, title: &str, url: &str) -> Option<(String, String)> {
        let title = some_line(row.value(title));
        let typed = row.value(url);
        if title.is_none() || typed.is_empty() {
            self.wrong(row.name, FieldProblem::Missing);
            return None;
        }
        let url = self.address(row.name, typed);
        title.map(|title| (title, url))
    }
}
