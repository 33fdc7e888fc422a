// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The guided form: one step of a practice, saved by itself.

mod comfort;
mod conditions;
mod documents;
mod essentials;
mod evidence;
mod fields;
mod needs;
mod rows;
mod send;
mod sheet;
mod steps;
mod story;

use domain::practice::writing::Step;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use portal::Error;
use portal::writing::StepPage as Value;

use super::frame::{Frame, Outcome, desk_crumb};
use super::{states, words};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::numbers;
use crate::ssr::render::{Asked, asked};
use comfort::Comfort;
use conditions::Conditions;
use documents::Documents;
use essentials::Essentials;
use evidence::Evidence;
use needs::Needs;
use send::LastLook;
use sheet::{Check, Sheet};
use story::Story;

pub use comfort::comfort_words;
pub use documents::{Uploaded, Uploads};
pub use fields::{Around, Framed, FramedLine, FramedSelect, Takes};
pub use steps::Steps;

/// A step of the form of a practice.
#[component]
pub fn StepPage() -> impl IntoView {
    let asked = asked();
    let params = use_params_map().get_untracked();
    let uid = params.get("uid").unwrap_or_default();
    let step = params.get("step").and_then(|segment| paths::step_of(&segment));
    Suspend::new(async move {
        let Some(step) = step else { return failed(&asked, &Error::NotFound) };
        match read(&asked, &uid, step).await {
            Ok((page, titles)) => {
                let sheet = Sheet::of(&asked.here, page, titles);
                match uploaded(&asked, &uid, step).await {
                    Ok(uploaded) => view! { <Guide sheet uploaded/> }.into_any(),
                    Err(error) => failed(&asked, &error),
                }
            }
            Err(error) => failed(&asked, &error),
        }
    })
}

/// The step's value, and the titles of the practices that it names.
async fn read(asked: &Asked, uid: &str, step: Step) -> Result<(Value, Vec<(String, String)>), Error> {
    let (viewer, locale) = (&asked.here.viewer, asked.here.locale);
    let page = asked.portal.writing_step(viewer, locale, uid, step).await?;
    let mut titles = Vec::new();
    let named = page.typed.iter().filter(|(name, value)| name == "based_on" && !value.is_empty());
    for (_, other) in named {
        if let Some(title) = title_of(asked, other).await? {
            titles.push((other.clone(), title));
        }
    }
    Ok((page, titles))
}

/// The title of a practice, by its identifier; nothing where it cannot be read any more.
async fn title_of(asked: &Asked, uid: &str) -> Result<Option<String>, Error> {
    let (viewer, locale) = (&asked.here.viewer, asked.here.locale);
    match asked.portal.practice_by_uid(viewer, locale, uid).await {
        Ok(page) => Ok(Some(page.practice.title_for(locale).0.to_owned())),
        Err(Error::NotFound | Error::NotAllowed) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The documents of the practice, on their step.
async fn uploaded(asked: &Asked, uid: &str, step: Step) -> Result<Option<Uploaded>, Error> {
    if step != Step::Documents {
        return Ok(None);
    }
    let lines = asked.portal.documents_of(&asked.here.viewer, uid).await?;
    Ok(Some(Uploaded::of_practice(asked.here.locale, uid, lines)))
}

#[component]
fn Guide(sheet: Sheet, uploaded: Option<Uploaded>) -> impl IntoView {
    let locale = sheet.locale();
    let page = sheet.page();
    let step = page.step;
    let trail = vec![desk_crumb(locale), (page.title.clone(), paths::practice_desk(locale, &page.uid))];
    let (uid, lacks) = (page.uid.clone(), page.lacks.clone());
    let revision = page.is_revision.then(|| view! { <p class="measure">{say!(locale, writing.guide.revision)}</p> });
    let outcome = uploaded.as_ref().and_then(Uploaded::outcome).unwrap_or_else(|| outcome(&sheet));
    let uploads = uploaded.map(|uploaded| view! { <Uploads uploaded/> });
    view! {
        <Frame title=words::step(locale, step).to_owned() trail outcome>
            <p class="lead measure">{words::step_lead(locale, step)}</p>
            {revision}
            <Steps uid present=Some(step) lacks/>
            <SavedLine sheet=sheet.clone()/>
            {uploads}
            <Form sheet/>
        </Frame>
    }
}

/// What became of the form, or what is to be mended where the address asks for it.
fn outcome(sheet: &Sheet) -> Outcome {
    let locale = sheet.locale();
    let problems = sheet.problems();
    let heading = match (sheet.is_refused(), sheet.check()) {
        (true, _) if sheet.is_conflict() => say!(locale, writing.guide.conflict),
        (true, _) => say!(locale, writing.guide.refused),
        (false, Check::All) => say!(locale, writing.guide.wanting),
        (false, _) => say!(locale, writing.guide.measures),
    };
    if !problems.is_empty() {
        return Outcome::Wrong(heading, problems);
    }
    let done = asked().here.parameter("done").and_then(|code| states::done(locale, &code));
    done.map_or(Outcome::Nothing, Outcome::Done)
}

/// When it was saved last, and by whom.
#[component]
fn SavedLine(sheet: Sheet) -> impl IntoView {
    let locale = sheet.locale();
    let at = numbers::time(locale, sheet.page().saved_at);
    let words = match sheet.page().saved_by.clone() {
        Some(name) => say!(locale, writing.guide.saved_by, time = at, name = name),
        None => say!(locale, writing.guide.saved, time = at),
    };
    view! { <p class="saved-line">{words}</p> }
}

/// The form of the step. What is sent by the Enter key stays on the page: the first button of a form is the one that
/// browsers press.
#[component]
fn Form(sheet: Sheet) -> impl IntoView {
    let locale = sheet.locale();
    let step = sheet.page().step;
    let address = paths::step(locale, &sheet.page().uid, step);
    let fields = match step {
        Step::Essentials => view! { <Essentials sheet=sheet.clone()/> }.into_any(),
        Step::Story => view! { <Story sheet=sheet.clone()/> }.into_any(),
        Step::Evidence => view! { <Evidence sheet=sheet.clone()/> }.into_any(),
        Step::Needs => view! { <Needs sheet=sheet.clone()/> }.into_any(),
        Step::Conditions => view! { <Conditions sheet=sheet.clone()/> }.into_any(),
        Step::Documents => view! { <Documents sheet=sheet.clone()/> }.into_any(),
        Step::Send => return view! { <LastLook sheet address/> }.into_any(),
    };
    view! {
        <form class="guided-form" id="guida" action=address method="post" novalidate data-wakes="island">
            <input r#type="hidden" name="version" value=sheet.version()/>
            <button class="d-none" r#type="submit" name="action" value="stay">{say!(locale, writing.guide.stay)}</button>
            <Hint step/>
            {fields}
            <div class="button-row guided-buttons">
                <button class="btn btn-primary" r#type="submit" name="action" value="save">
                    {say!(locale, writing.guide.save)}
                </button>
                <button class="btn btn-outline-primary" r#type="submit" name="action" value="stay">
                    {say!(locale, writing.guide.stay)}
                </button>
            </div>
            <p class="form-text">{say!(locale, writing.guide.anytime)}</p>
            <Comfort sheet/>
        </form>
    }
    .into_any()
}

/// How long texts are written, where the step has some.
#[component]
fn Hint(step: Step) -> impl IntoView {
    let locale = asked().here.locale;
    let has_texts = matches!(step, Step::Story | Step::Evidence | Step::Needs | Step::Conditions);
    has_texts.then(|| view! { <p class="form-text measure">{say!(locale, writing.guide.markup)}</p> })
}
