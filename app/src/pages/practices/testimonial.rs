// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Saying something of a practice or a twinning, for the own body.

use domain::Locale;
use domain::policy::Standing;
use domain::testimonial::ROLE_MAX;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use portal::testimonials::{Subject, TestimonialLine, TestimonialPage as Value};

use super::answering::{AnswerFrame, Answered, wrong};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::forms::{Choice, Field, FieldWords, Line, LineField, RadioFields, SelectField};
use crate::ssr::parts::raw::TextArea;
use crate::ssr::parts::testimonial::quotation;
use crate::ssr::render::{Refused, asked};

/// The fields in the order of the form, each with its `id`.
const FIELDS: [(&str, &str); 4] =
    [("organisation", "ente"), ("about", "oggetto"), ("role", "ruolo"), ("quote", "testo")];

/// The form about a practice, what was said before, or why this member may not.
#[component]
pub fn TestimonialPage() -> impl IntoView {
    page(Subject::Practice)
}

/// The same about a twinning.
#[component]
pub fn TwinningTestimonialPage() -> impl IntoView {
    page(Subject::Twinning)
}

fn page(subject: Subject) -> impl IntoView {
    let asked = asked();
    let slug = use_params_map().get_untracked().get("slug").unwrap_or_default();
    Suspend::new(async move {
        match asked.portal.testimonial_page(&asked.here.viewer, subject, &slug).await {
            Ok(value) => view! { <Testimonial value/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

#[component]
fn Testimonial(value: Value) -> impl IntoView {
    let here = asked().here;
    let locale = here.locale;
    let refused = use_context::<Refused>();
    let wrong = wrong(locale, refused.as_ref(), &FIELDS, words);
    let done = here.parameter("done").and_then(|code| match code.as_str() {
        "sent" if value.own.is_some() => Some(say!(locale, depth.testimonials.sent)),
        "withdrawn" if value.own.is_none() => Some(say!(locale, depth.testimonials.withdrawn)),
        _ => None,
    });
    let (slug, title) = (value.slug.clone(), value.title.clone());
    let about = Answered { subject: value.subject, slug, title, language: value.language };
    let lang = about.lang(locale);
    let body = match &value.own {
        Some(own) => view! { <Own own=own.clone() about=about.clone() lang/> }.into_any(),
        None if !value.may => may_not(locale, &value).into_any(),
        None => form(locale, &value, &refused.unwrap_or_default()).into_any(),
    };
    view! {
        <AnswerFrame heading=say!(locale, depth.testimonials.write) about done wrong>{body}</AnswerFrame>
    }
}

/// Where the form is and goes.
fn address(locale: Locale, subject: Subject, slug: &str) -> String {
    match subject {
        Subject::Practice => paths::testimonial(locale, slug),
        Subject::Twinning => paths::twinning_testimonial(locale, slug),
    }
}

/// What the member said before, and taking it back.
#[component]
fn Own(own: TestimonialLine, about: Answered, lang: Option<&'static str>) -> impl IntoView {
    let locale = asked().here.locale;
    let state = match (own.standing, about.subject) {
        (Standing::Visible, Subject::Practice) => say!(locale, depth.testimonials.own_visible),
        (Standing::Visible, Subject::Twinning) => say!(locale, depth.testimonials.twinning.own_visible),
        (Standing::Queued, Subject::Practice) => say!(locale, depth.testimonials.own_queued),
        (Standing::Queued, Subject::Twinning) => say!(locale, depth.testimonials.twinning.own_queued),
        (Standing::Hidden | Standing::Deleted | Standing::Erased, _) => say!(locale, depth.testimonials.own_hidden),
    };
    view! {
        <section class="writing-section" aria-labelledby="propria">
            <h2 id="propria">{say!(locale, depth.testimonials.own)}</h2>
            <p class="measure">{state}</p>
            {quotation(locale, &own, lang)}
            <form action=address(locale, about.subject, &about.slug) method="post" novalidate>
                <input r#type="hidden" name="action" value="withdraw"/>
                <button class="btn btn-outline-primary" r#type="submit">{say!(locale, depth.testimonials.withdraw)}</button>
            </form>
        </section>
    }
}

fn may_not(locale: Locale, value: &Value) -> impl IntoView + use<> {
    let alone = value.bodies.is_empty();
    let words = match value.subject {
        Subject::Practice if alone => say!(locale, depth.testimonials.no_body),
        Subject::Practice => say!(locale, depth.testimonials.own_practice),
        Subject::Twinning if alone => say!(locale, depth.testimonials.twinning.no_party),
        Subject::Twinning => say!(locale, depth.testimonials.twinning.not_yet),
    };
    let way = alone.then(|| {
        view! { <p><a href=paths::memberships(locale)>{say!(locale, depth.adopt.memberships)}</a></p> }
    });
    view! {
        <p class="measure">{words}</p>
        {way}
    }
}

fn form(locale: Locale, value: &Value, refused: &Refused) -> impl IntoView + use<> {
    let role = if refused.typed.is_empty() { value.job.clone() } else { refused.value("role") };
    let lead = match value.subject {
        Subject::Practice => say!(locale, depth.testimonials.lead),
        Subject::Twinning => say!(locale, depth.testimonials.twinning.lead),
    };
    view! {
        <p class="measure">{lead}</p>
        <form class="measure mt-4" action=address(locale, value.subject, &value.slug) method="post" novalidate>
            <p>{say!(locale, depth.testimonials.signed)} " " <strong><bdi>{value.name.clone()}</bdi></strong></p>
            {organisation_field(locale, value, refused)}
            {about_field(locale, value, refused)}
            {role_field(locale, role, refused)}
            {quote_field(locale, value.subject, refused)}
            <button class="btn btn-primary" r#type="submit" name="action" value="send">
                {say!(locale, depth.testimonials.send)}
            </button>
        </form>
    }
}

/// One body is no choice.
fn organisation_field(locale: Locale, value: &Value, refused: &Refused) -> impl IntoView + use<> {
    let field = FieldWords {
        id: "ente",
        label: say!(locale, depth.testimonials.organisation),
        help: None,
        problem: problem(locale, refused, "organisation"),
    };
    if let [(uid, name)] = value.bodies.as_slice() {
        let (uid, name) = (uid.clone(), name.clone());
        return view! {
            <p>{field.label} ": " <bdi>{name}</bdi></p>
            <input r#type="hidden" name="organisation" value=uid/>
        }
        .into_any();
    }
    let none = Choice::new("", say!(locale, writing.choose));
    let bodies = value.bodies.iter().map(|(uid, name)| Choice::new(uid.clone(), name.clone()));
    let choices = std::iter::once(none).chain(bodies).collect::<Vec<_>>();
    let chosen = refused.value("organisation");
    view! { <SelectField words=field name="organisation" choices chosen/> }.into_any()
}

/// The practice, or what one of the own bodies adopted of it.
fn about_field(locale: Locale, value: &Value, refused: &Refused) -> impl IntoView + use<> {
    (!value.adoptions.is_empty()).then(|| {
        let field = FieldWords {
            id: "oggetto",
            label: say!(locale, depth.testimonials.about),
            help: None,
            problem: problem(locale, refused, "about"),
        };
        let practice = Choice::new("", say!(locale, depth.testimonials.about_practice));
        let adoption = |(uid, name): &(String, String)| {
            Choice::new(uid.clone(), say!(locale, depth.testimonials.about_adoption, name = name.clone()))
        };
        let choices = std::iter::once(practice).chain(value.adoptions.iter().map(adoption)).collect::<Vec<_>>();
        let chosen = refused.value("about");
        view! { <RadioFields words=field name="about" choices chosen/> }
    })
}

fn role_field(locale: Locale, role: String, refused: &Refused) -> impl IntoView + use<> {
    let field = FieldWords {
        id: "ruolo",
        label: say!(locale, depth.testimonials.role),
        help: Some(say!(locale, depth.testimonials.role_help)),
        problem: problem(locale, refused, "role"),
    };
    let line = Line { name: "role", kind: "text", autocomplete: "organization-title", longest: ROLE_MAX as u16 };
    view! { <LineField words=field line value=role/> }
}

/// Nothing that is pasted is cut: a text that is too long is told.
fn quote_field(locale: Locale, subject: Subject, refused: &Refused) -> impl IntoView + use<> {
    let help = match subject {
        Subject::Practice => say!(locale, depth.testimonials.quote_help),
        Subject::Twinning => say!(locale, depth.testimonials.twinning.quote_help),
    };
    let field = FieldWords {
        id: "testo",
        label: say!(locale, depth.testimonials.quote),
        help: Some(help),
        problem: problem(locale, refused, "quote"),
    };
    let (described_by, invalid) = (field.described_by().unwrap_or_default(), field.problem.is_some());
    let value = refused.value("quote");
    view! {
        <Field words=field>
            <TextArea id="testo" name="quote" value=value rows=6 described_by=described_by invalid=invalid/>
        </Field>
    }
}

fn problem(locale: Locale, refused: &Refused, field: &str) -> Option<&'static str> {
    refused.problem(field).map(|key| words(locale, field, key))
}

/// The words for what is wrong with a field.
fn words(locale: Locale, field: &str, key: &str) -> &'static str {
    match (field, key) {
        ("organisation", _) => say!(locale, depth.testimonials.problem.organisation),
        ("about", _) => say!(locale, depth.testimonials.problem.about),
        ("role", "too_long") => say!(locale, depth.testimonials.problem.role_too_long),
        ("role", _) => say!(locale, depth.testimonials.problem.role),
        ("quote", "too_long") => say!(locale, depth.testimonials.problem.quote_too_long),
        ("quote", "too_short") => say!(locale, depth.testimonials.problem.quote_too_short),
        ("quote", _) => say!(locale, depth.testimonials.problem.quote_missing),
        ("form", "taken") => say!(locale, depth.testimonials.problem.taken),
        ("form", "wait") => say!(locale, writing.fault.wait),
        _ => say!(locale, writing.fault.gone),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_problem_leads_to_its_field_in_the_order_of_the_form() {
        let pair = |field: &str, key: &str| (field.to_owned(), key.to_owned());
        let problems = vec![pair("quote", "too_short"), pair("organisation", "missing")];
        let refused = Refused { problems, ..Refused::default() };
        let found = wrong(Locale::Italian, Some(&refused), &FIELDS, words);
        assert_eq!(found.iter().map(|(id, _)| *id).collect::<Vec<_>>(), ["ente", "testo"]);
        let whole = wrong(Locale::Italian, Some(&Refused::default()), &FIELDS, words);
        assert_eq!(whole[0].0, "contenuto");
        assert!(wrong(Locale::Italian, None, &FIELDS, words).is_empty());
    }
}
