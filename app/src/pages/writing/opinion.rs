// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The form for an expert's opinion on a practice.

use domain::Locale;
use domain::practice::{EvidenceRating, OPINION_MAX, OpinionOutcome};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use portal::writing::AssessmentPage as Value;

use super::frame::{Frame, Outcome, desk_crumb};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::forms::{Choice, Field, FieldWords, RadioFields, SelectField};
use crate::ssr::parts::named::Named;
use crate::ssr::parts::raw::TextArea;
use crate::ssr::render::{Refused, asked};

/// The longest text, in characters.
const LONGEST: u32 = OPINION_MAX as u32;
/// The fields in the order of the form, each with its `id`.
const FIELDS: [(&str, &str); 4] =
    [("form", "contenuto"), ("outcome", "esito"), ("rating", "prove"), ("text", "perche")];

/// An expert's opinion on a practice.
#[component]
pub fn OpinionPage() -> impl IntoView {
    let asked = asked();
    let uid = use_params_map().get_untracked().get("uid").unwrap_or_default();
    Suspend::new(async move {
        match asked.portal.assessment_page(&asked.here.viewer, &uid).await {
            Ok(value) => view! { <Opinion value/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

#[component]
fn Opinion(value: Value) -> impl IntoView {
    let locale = asked().here.locale;
    let refused = use_context::<Refused>().unwrap_or_default();
    let trail = match value.reviews {
        true => vec![
            (say!(locale, writing.reviews.title).to_owned(), paths::reviews(locale)),
            (say!(locale, writing.review.title, title = value.title.clone()), paths::review(locale, &value.uid)),
        ],
        // Who was invited has no part in the review.
        false => vec![desk_crumb(locale)],
    };
    let title = say!(locale, depth.assess.title, title = value.title.clone());
    let given = (value.given > 0).then(|| view! { <p>{say!(locale, depth.assess.given, count = value.given)}</p> });
    let address = paths::opinion(locale, &value.uid);
    view! {
        <Frame title trail outcome=outcome(locale, &refused)>
            <p class="lead measure">{say!(locale, depth.assess.lead)}</p>
            <p><a href=paths::practice(locale, &value.slug)>{say!(locale, depth.assess.read)}</a></p>
            {given}
            <form class="measure mt-4" action=address method="post" novalidate>
                <input r#type="hidden" name="version" value=value.version.to_string()/>
                {outcome_field(locale, &refused)}
                {rating_field(locale, &refused, value.least)}
                {text_field(locale, &refused)}
                <button class="btn btn-primary" r#type="submit">{say!(locale, depth.assess.send)}</button>
            </form>
        </Frame>
    }
}

fn outcome(locale: Locale, refused: &Refused) -> Outcome {
    let wrong: Vec<(String, String)> = FIELDS
        .iter()
        .filter_map(|(field, id)| Some(((*id).to_owned(), problem(locale, refused, field)?.to_owned())))
        .collect();
    if wrong.is_empty() { Outcome::here() } else { Outcome::Wrong(say!(locale, writing.refused), wrong) }
}

/// The words for what is wrong with a field.
fn problem(locale: Locale, refused: &Refused, field: &str) -> Option<&'static str> {
    Some(match (field, refused.problem(field)?) {
        ("outcome", _) => say!(locale, depth.assess.problem.outcome),
        ("rating", "invalid") => say!(locale, depth.assess.problem.rating_low),
        ("rating", _) => say!(locale, depth.assess.problem.rating),
        ("text", "too_long") => say!(locale, depth.assess.problem.text_too_long),
        ("text", _) => say!(locale, depth.assess.problem.text_missing),
        ("form", "conflict") => say!(locale, depth.assess.problem.stale),
        ("form", "wait") => say!(locale, writing.fault.wait),
        _ => say!(locale, writing.fault.other),
    })
}

fn outcome_field(locale: Locale, refused: &Refused) -> impl IntoView + use<> {
    let words = FieldWords {
        id: "esito",
        label: say!(locale, depth.assess.outcome),
        help: Some(say!(locale, depth.assess.outcome_help)),
        problem: problem(locale, refused, "outcome"),
    };
    let choices = OpinionOutcome::ALL.iter().map(|one| Choice::new(one.code(), one.name(locale))).collect::<Vec<_>>();
    view! { <RadioFields words name="outcome" choices chosen=refused.value("outcome")/> }
}

/// The ratings from what the evidence shows by itself on.
fn rating_field(locale: Locale, refused: &Refused, least: EvidenceRating) -> impl IntoView + use<> {
    let words = FieldWords {
        id: "prove",
        label: say!(locale, depth.assess.rating),
        help: Some(say!(locale, depth.assess.rating_help)),
        problem: problem(locale, refused, "rating"),
    };
    let ratings = EvidenceRating::ALL.iter().filter(|rating| **rating >= least);
    let ratings = ratings.map(|rating| Choice::new(rating.code(), rating.name(locale)));
    let none = Choice::new("", say!(locale, writing.choose));
    let choices = std::iter::once(none).chain(ratings).collect::<Vec<_>>();
    view! { <SelectField words name="rating" choices chosen=refused.value("rating")/> }
}

fn text_field(locale: Locale, refused: &Refused) -> impl IntoView + use<> {
    let words = FieldWords {
        id: "perche",
        label: say!(locale, depth.assess.text),
        help: Some(say!(locale, depth.assess.text_help)),
        problem: problem(locale, refused, "text"),
    };
    let (described_by, invalid) = (words.described_by().unwrap_or_default(), words.problem.is_some());
    let value = refused.value("text");
    view! {
        <Field words=words>
            <TextArea id="perche" name="text" value=value rows=10 maxlength=LONGEST described_by=described_by invalid=invalid/>
        </Field>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_problem_leads_to_its_field_in_the_order_of_the_form() {
        let pair = |field: &str, key: &str| (field.to_owned(), key.to_owned());
        let problems = vec![pair("text", "too_long"), pair("outcome", "missing"), pair("rating", "invalid")];
        let refused = Refused { problems, ..Refused::default() };
        let Outcome::Wrong(_, wrong) = outcome(Locale::Italian, &refused) else { panic!("something is wrong") };
        let ids: Vec<&str> = wrong.iter().map(|(id, _)| id.as_str()).collect();
        assert_eq!(ids, ["esito", "prove", "perche"]);
    }
}
