// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A practice's Markdown as HTML: made when the practice is written, kept beside it, made again where it is missing.

use std::collections::BTreeMap;

use domain::practice::Practice;
use markdown::{RENDERER, SafeHtml};
use serde::{Deserialize, Serialize};

use crate::values::PracticeHtml;

/// What is kept in the database: the HTML of each field by its name, and of each model and opinion in order.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Kept {
    fields: BTreeMap<String, String>,
    models: Vec<String>,
    #[serde(default)]
    opinions: Vec<String>,
}

/// Renders all texts of a practice.
pub(crate) fn render(practice: &Practice) -> PracticeHtml {
    let html = |text: &Option<String>| text.as_deref().map(rendered);
    PracticeHtml {
        problem: html(&practice.problem),
        solution: html(&practice.solution),
        innovation: html(&practice.innovation),
        stakeholders: html(&practice.stakeholders),
        legal_basis: html(&practice.legal_basis),
        technology: html(&practice.technology),
        expected_results: html(&practice.expected_results),
        failures: html(&practice.failures),
        transfer_potential: html(&practice.transfer_potential),
        adaptation_notes: html(&practice.adaptation_notes),
        models: practice.models.iter().map(|model| rendered(&model.description)).collect(),
        opinions: practice.opinions.iter().map(|opinion| rendered(&opinion.text)).collect(),
    }
}

/// Renders one text; one that is too large is shown as it was typed.
pub(crate) fn rendered(text: &str) -> SafeHtml {
    markdown::render(text).unwrap_or_else(|_| SafeHtml::verbatim(text))
}

/// The form in which it is kept.
pub(crate) fn write(html: &PracticeHtml) -> String {
    let named = fields(html).into_iter();
    let fields = named.filter_map(|(name, html)| Some((name.to_owned(), html.as_ref()?.as_str().to_owned()))).collect();
    let texts = |list: &[SafeHtml]| -> Vec<String> { list.iter().map(|html| html.as_str().to_owned()).collect() };
    let (models, opinions) = (texts(&html.models), texts(&html.opinions));
    serde_json::to_string(&Kept { fields, models, opinions }).expect("a map of strings can be written as JSON")
}

/// Reads what `write` wrote; nothing where it is of another form.
pub(crate) fn read(kept: &str) -> Option<PracticeHtml> {
    let mut kept: Kept = serde_json::from_str(kept).ok()?;
    let mut field = |name: &str| kept.fields.remove(name).and_then(safe);
    Some(PracticeHtml {
        problem: field("problem"),
        solution: field("solution"),
        innovation: field("innovation"),
        stakeholders: field("stakeholders"),
        legal_basis: field("legal_basis"),
        technology: field("technology"),
        expected_results: field("expected_results"),
        failures: field("failures"),
        transfer_potential: field("transfer_potential"),
        adaptation_notes: field("adaptation_notes"),
        models: kept.models.into_iter().filter_map(safe).collect(),
        opinions: kept.opinions.into_iter().filter_map(safe).collect(),
    })
}

/// The database gives only renderings of this renderer (`practice_by_slug` asks for it).
fn safe(html: String) -> Option<SafeHtml> {
    SafeHtml::rendered_earlier(html, RENDERER)
}

fn fields(html: &PracticeHtml) -> [(&'static str, &Option<SafeHtml>); 10] {
    [
        ("problem", &html.problem),
        ("solution", &html.solution),
        ("innovation", &html.innovation),
        ("stakeholders", &html.stakeholders),
        ("legal_basis", &html.legal_basis),
        ("technology", &html.technology),
        ("expected_results", &html.expected_results),
        ("failures", &html.failures),
        ("transfer_potential", &html.transfer_potential),
        ("adaptation_notes", &html.adaptation_notes),
    ]
}
