// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! "Siamo pronti?": how far the own body has what a practice asks for, and what follows.

mod outcome;
mod questions;

use domain::Locale;
use domain::practice::ConditionCategory;
use domain::readiness::{ConditionAnswer, NOTE_MAX, ReadinessAnswer};
use leptos::prelude::*;
use leptos_router::components::Route;
use leptos_router::hooks::use_params_map;
use leptos_router::{MatchNestedRoutes, path};
use portal::readiness::{BodyReadiness, ReadinessPage as Value, answer_field, condition_field, note_field};

use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::desk_frame::{DeskFrame, Wrong};
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::forms::{Choice, Problem, Select};
use crate::ssr::parts::lang_of;
use crate::ssr::parts::named::{Named, within};
use crate::ssr::parts::two_bodies::TwoBodiesTable;
use crate::ssr::render::{Refused, asked};
use outcome::{outcome, versions};
use questions::questions;

/// The address of the page.
#[component(transparent)]
pub fn ReadinessRoutes() -> impl MatchNestedRoutes + Clone {
    view! { <Route path=path!("/pratiche/:slug/siamo-pronti") view=ReadinessPage/> }.into_inner()
}

/// The answers of the own body, or the choice among several.
#[component]
pub fn ReadinessPage() -> impl IntoView {
    let asked = asked();
    let slug = use_params_map().get_untracked().get("slug").unwrap_or_default();
    Suspend::new(async move {
        let chosen = asked.here.parameter("ente").filter(|chosen| !chosen.is_empty());
        match asked.portal.readiness_page(&asked.here.viewer, &slug, chosen.as_deref()).await {
            Ok(value) => view! { <Shown value/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

#[component]
fn Shown(value: Value) -> impl IntoView {
    let here = asked().here;
    let locale = here.locale;
    let refused = use_context::<Refused>();
    let wrong = wrong(locale, refused.as_ref(), &value);
    let done = here.parameter("done").filter(|code| code == "saved").map(|_| say!(locale, readiness.done.saved));
    let address = paths::practice(locale, &value.slug);
    let lang = lang_of(&value.title, locale);
    let trail = vec![
        (say!(locale, practice.library).to_owned(), paths::practices(locale)),
        (value.title.text.clone(), address.clone()),
    ];
    let body = match (value.asks, &value.chosen) {
        (false, _) => view! { <p class="measure desk-empty">{say!(locale, readiness.asks_nothing)}</p> }.into_any(),
        (true, Some(body)) => answering(locale, &value, body, &refused.unwrap_or_default()),
        (true, None) => choosing(locale, &value),
    };
    view! {
        <DeskFrame title=say!(locale, readiness.title).to_owned() trail done wrong>
            <p class="lead measure">
                {say!(locale, practice.correct.about)} " " <a href=address lang=lang>{value.title.text.clone()}</a> "."
            </p>
            <p class="measure">{say!(locale, readiness.lead)}</p>
            {body}
        </DeskFrame>
    }
}

/// What is wrong with the form that was refused, with the places where it is to be mended.
fn wrong(locale: Locale, refused: Option<&Refused>, value: &Value) -> Wrong {
    let Some(refused) = refused else { return Vec::new() };
    let whole = |words: &'static str| vec![("contenuto".to_owned(), words.to_owned())];
    if refused.problem("text").is_some() {
        return vec![("testo".to_owned(), say!(locale, readiness.ask.problem).to_owned())];
    }
    if refused.problem("organisation").is_some() {
        return whole(say!(locale, readiness.problem.organisation));
    }
    if refused.problem("answers").is_some() {
        return vec![("risposta-0".to_owned(), say!(locale, readiness.problem.answers).to_owned())];
    }
    if refused.problem("note").is_some() {
        let places = 0..value.chosen.as_ref().map_or(0, |body| body.answers.len());
        let long = places.filter(|place| is_long(&refused.value(&note_field(*place))));
        return long.map(|place| (format!("nota-{place}"), say!(locale, readiness.problem.note).to_owned())).collect();
    }
    match refused.problem("form") {
        Some("conflict") => whole(say!(locale, readiness.problem.conflict)),
        Some("taken") => whole(say!(locale, readiness.ask.taken)),
        Some("wait") => whole(say!(locale, writing.fault.wait)),
        _ => whole(say!(locale, readiness.problem.gone)),
    }
}

fn is_long(note: &str) -> bool {
    domain::text::plain_line(note).chars().count() > NOTE_MAX
}

/// Of several bodies one is chosen.
fn choosing(locale: Locale, value: &Value) -> AnyView {
    if value.bodies.is_empty() {
        return view! {
            <p class="measure desk-empty">{say!(locale, readiness.no_body)}</p>
            <p><a href=paths::memberships(locale)>{say!(locale, depth.adopt.memberships)}</a></p>
        }
        .into_any();
    }
    let choices = value.bodies.iter().map(|(uid, name)| Choice::new(uid.clone(), name.clone())).collect::<Vec<_>>();
    view! {
        <form class="measure" action=paths::readiness(locale, &value.slug, None) method="get">
            <div class="form-field">
                <label for="ente">{say!(locale, readiness.choose)}</label>
                <Select id="ente".to_owned() name="ente" choices chosen=String::new()/>
            </div>
            <button class="btn btn-primary" r#type="submit">{say!(locale, readiness.choose_send)}</button>
        </form>
    }
    .into_any()
}

fn answering(locale: Locale, value: &Value, body: &BodyReadiness, refused: &Refused) -> AnyView {
    let stale = body.stale.then(|| {
        view! { <div class="alert alert-warning measure"><p class="mb-0">{say!(locale, readiness.stale)}</p></div> }
    });
    let change = (value.bodies.len() > 1).then(|| {
        let address = paths::readiness(locale, &value.slug, None);
        view! { <p><a href=address>{say!(locale, readiness.change)}</a></p> }
    });
    view! {
        <p class="measure">
            {say!(locale, readiness.for_body)} " " <strong><bdi>{body.body.1.clone()}</bdi></strong>
        </p>
        {change}
        {stale}
        {body.result.as_ref().map(|result| outcome(locale, value, result))}
        {questions(locale, value, body, refused)}
        {form(locale, value, body, refused)}
        {no_more(locale, body)}
        <TwoBodiesTable bodies=body.bodies.clone()/>
        {versions(locale, &body.versions)}
    }
    .into_any()
}

fn form(locale: Locale, value: &Value, body: &BodyReadiness, refused: &Refused) -> impl IntoView + use<> {
    let typed = Some(refused).filter(|refused| refused.value("action") == "save");
    let lang = lang_of(&value.title, locale);
    let rows = body.answers.iter().enumerate().map(|(place, one)| {
        let is_new = body.asked_anew.contains(&place);
        row(locale, (place, one), is_new, typed, lang)
    });
    // What was typed is saved over what the page shows now.
    let action = paths::readiness(locale, &value.slug, Some(&body.body.0));
    view! {
        <form class="readiness-form" action=action method="post" novalidate>
            <input r#type="hidden" name="organisation" value=body.body.0.clone()/>
            <input r#type="hidden" name="version" value=body.version.to_string()/>
            <input r#type="hidden" name="conditions" value=value.conditions.clone()/>
            {rows.collect_view()}
            <button class="btn btn-primary" r#type="submit" name="action" value="save">
                {say!(locale, readiness.save)}
            </button>
        </form>
    }
}

/// Where a prerequisite stood in the form that was refused: the practice may ask in another order by now.
fn place_of(typed: &Refused, condition: &str) -> Option<usize> {
    let all = typed.typed.iter().filter(|(name, _)| name.starts_with("answer_")).count();
    (0..all).find(|place| typed.value(&condition_field(*place)) == condition)
}

/// One prerequisite: what is asked, four answers, a note.
fn row(
    locale: Locale,
    (place, one): (usize, &ConditionAnswer),
    is_new: bool,
    typed: Option<&Refused>,
    lang: Option<&'static str>,
) -> impl IntoView + use<> {
    let before = typed.and_then(|typed| Some((typed, place_of(typed, &one.condition.text)?)));
    let chosen = before.map(|(typed, place)| typed.value(&answer_field(place)));
    let chosen = chosen.filter(|code| ReadinessAnswer::from_code(code).is_some());
    let chosen = chosen.unwrap_or_else(|| one.answer.code().to_owned());
    let note = before.map(|(typed, place)| typed.value(&note_field(place)));
    let note = note.or_else(|| one.note.clone()).unwrap_or_default();
    let long = typed.is_some() && is_long(&note);
    let note_id = format!("nota-{place}");
    let problem = long.then(|| {
        view! { <Problem id=format!("nota-{place}-problem") problem=say!(locale, readiness.problem.note)/> }
    });
    let described_by = match long {
        true => format!("{note_id}-help {note_id}-problem"),
        false => format!("{note_id}-help"),
    };
    let choices = ReadinessAnswer::ALL.iter().enumerate().map(|(at, answer)| {
        let id = if at == 0 { format!("risposta-{place}") } else { format!("risposta-{place}-{at}") };
        let checked = answer.code() == chosen;
        view! {
            <div class="choice">
                <input
                    r#type="radio" id=id.clone() name=answer_field(place) value=answer.code() checked=checked
                />
                <label for=id>{answer.name(locale)}</label>
            </div>
        }
    });
    view! {
        <fieldset class="form-field choice-field readiness-row">
            <legend lang=lang>{one.condition.text.clone()}</legend>
            <input r#type="hidden" name=condition_field(place) value=one.condition.text.clone()/>
            <p class="form-text">{about(locale, one, is_new)}</p>
            <div class="readiness-choices">{choices.collect_view()}</div>
            <label for=note_id.clone()>{say!(locale, readiness.note)}</label>
            <p class="form-text" id=format!("{note_id}-help")>{say!(locale, readiness.note_help)}</p>
            <input
                class=if long { "form-control is-invalid" } else { "form-control" }
                r#type="text"
                id=note_id.clone()
                name=note_field(place)
                value=note
                autocomplete="off"
                aria-describedby=described_by
                aria-invalid=long.then_some("true")
            />
            {problem}
        </fieldset>
    }
}

/// What kind of prerequisite it is, how much it weighs, whether nothing begins without it, whether it is new.
fn about(locale: Locale, one: &ConditionAnswer, is_new: bool) -> String {
    let category: ConditionCategory = one.condition.category;
    let weight = say!(locale, readiness.weight, weight = one.condition.weight);
    let blocking = one.condition.blocking.then(|| say!(locale, readiness.blocking).to_owned());
    let new = is_new.then(|| say!(locale, readiness.changed).to_owned());
    let parts = [category.name(locale).to_owned(), within(&weight)].into_iter().chain(blocking).chain(new);
    parts.collect::<Vec<_>>().join(" · ")
}

/// What was answered and is asked no more.
fn no_more(locale: Locale, body: &BodyReadiness) -> Option<impl IntoView + use<>> {
    let lines = body.asked_no_more.iter().map(|one| {
        let answer = within(one.answer.name(locale));
        view! { <li>{say!(locale, readiness.no_more_line, text = one.condition.text.clone(), answer = answer)}</li> }
    });
    (!body.asked_no_more.is_empty()).then(|| {
        view! {
            <section class="writing-section" aria-labelledby="non-piu">
                <h2 id="non-piu">{say!(locale, readiness.no_more)}</h2>
                <ul>{lines.collect_view()}</ul>
            </section>
        }
    })
}
