// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The form of a step of the plan, and taking it out.

use domain::twinning::plan::{ActivityKind, Stretch};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use portal::form::Typed;
use portal::twinnings::StepFormPage as Value;

use super::fields::{Label, Sheet, hidden, line, select};
use super::frame::{About, WorkFrame};
use super::words;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::forms::Choice;
use crate::ssr::parts::named::Named;
use crate::ssr::render::asked;

/// The form of a step.
#[component]
pub fn TwinningStepPage() -> impl IntoView {
    let asked = asked();
    let parameters = use_params_map().get_untracked();
    let slug = parameters.get("slug").unwrap_or_default();
    let step = parameters.get("step").filter(|step| step != "nuovo");
    Suspend::new(async move {
        match asked.portal.step_form(&asked.here.viewer, &slug, step.as_deref()).await {
            Ok(value) => view! { <Step value/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

#[component]
fn Step(value: Value) -> impl IntoView {
    let locale = asked().here.locale;
    let about = About { slug: value.slug.clone(), title: value.title.clone(), language: value.language };
    let shown = value.typed.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    let sheet = Sheet::new(locale, Typed(shown));
    let (heading, step) = match &value.step {
        Some(step) => (words::called(locale, &step.called), step.uid.clone()),
        None => (say!(locale, transfer_desk.plan.add).to_owned(), "nuovo".to_owned()),
    };
    let address = paths::twinning_step(locale, &value.slug, &step);
    let version = value.version.to_string();
    let remove = value.step.is_some().then(|| {
        view! {
            <details class="disclosed">
                <summary>{say!(locale, transfer_desk.plan.remove)}</summary>
                <div class="disclosed-body">
                    <form action=address.clone() method="post" novalidate>
                        {hidden("version", version.clone())}
                        {hidden("action", "remove")}
                        <p>{say!(locale, transfer_desk.plan.remove_sure)}</p>
                        <button class="btn btn-danger" r#type="submit">
                            {say!(locale, transfer_desk.plan.remove)}
                        </button>
                    </form>
                </div>
            </details>
        }
    });
    view! {
        <WorkFrame heading about=Some(about)>
            <p><a href=paths::twinning_plan(locale, &value.slug)>{say!(locale, transfer_desk.plan.back)}</a></p>
            <form class="measure mt-4" action=address.clone() method="post" novalidate>
                {hidden("version", version.clone())}
                {hidden("action", "save")}
                {fields(&sheet, &value)}
                <button class="btn btn-primary" r#type="submit">{say!(locale, transfer_desk.part_page.save)}</button>
            </form>
            {remove}
        </WorkFrame>
    }
}

fn fields(sheet: &Sheet, value: &Value) -> AnyView {
    let locale = sheet.locale;
    let of = |first: &'static str, pairs: &[(String, String)]| {
        let rest = pairs.iter().map(|(uid, name)| Choice::new(uid.clone(), name.clone()));
        std::iter::once(Choice::new("", first)).chain(rest).collect::<Vec<_>>()
    };
    let none = || Choice::new("", say!(locale, writing.choose));
    let stretches = Stretch::ALL.iter().map(|one| Choice::new(one.code(), one.name(locale)));
    let stretches = std::iter::once(none()).chain(stretches).collect();
    let activities = ActivityKind::ALL.iter().map(|one| Choice::new(one.code(), one.name(locale)));
    let activities = std::iter::once(none()).chain(activities).collect();
    let has_task = value.step.as_ref().is_some_and(|step| step.called.task.is_some());
    let help = if has_task { say!(locale, transfer_desk.help.step_title) } else { "" };
    vec![
        line(sheet, "title", Label(say!(locale, transfer_desk.plan.name), help)),
        select(
            sheet,
            "model",
            Label(say!(locale, transfer_desk.calendar.model), ""),
            of(say!(locale, transfer_desk.plan.whole), &value.models),
        ),
        line(sheet, "start", Label(say!(locale, transfer_desk.calendar.start), say!(locale, transfer_desk.help.day))),
        line(sheet, "due", Label(say!(locale, transfer_desk.calendar.due), say!(locale, transfer_desk.help.day))),
        select(sheet, "stretch", Label(say!(locale, transfer_desk.plan.stretch), ""), stretches),
        select(sheet, "activity", Label(say!(locale, transfer_desk.plan.activity), ""), activities),
        select(
            sheet,
            "owner",
            Label(say!(locale, transfer_desk.calendar.owner), ""),
            of(say!(locale, transfer_desk.plan.nobody), &value.bodies),
        ),
        line(sheet, "deliverable", Label(say!(locale, transfer_desk.plan.deliverable), "")),
        line(sheet, "percent", Label(say!(locale, transfer_desk.plan.percent), "")),
    ]
    .into_any()
}
