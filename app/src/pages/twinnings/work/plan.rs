// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The plan of a twinning: how far it has come, what is overdue, and the board, on which steps are led on by buttons.

use domain::Locale;
use domain::twinning::{PlanTemplate, StepState};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use portal::form::Typed;
use portal::twinnings::{PlanPage as Value, StepLine};

use super::fields::{Label, Sheet, hidden, line, select};
use super::frame::{About, WorkFrame};
use super::words;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::forms::{Choice, Problem};
use crate::ssr::parts::named::Named;
use crate::ssr::parts::numbers;
use crate::ssr::render::{Refused, asked};

/// The plan.
#[component]
pub fn TwinningPlanPage() -> impl IntoView {
    let asked = asked();
    let slug = use_params_map().get_untracked().get("slug").unwrap_or_default();
    Suspend::new(async move {
        match asked.portal.twinning_plan(&asked.here.viewer, &slug).await {
            Ok(value) => view! { <Plan value/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

#[component]
fn Plan(value: Value) -> impl IntoView {
    let locale = asked().here.locale;
    let about = About { slug: value.slug.clone(), title: value.title.clone(), language: value.language };
    let is_empty = value.board.iter().all(|(_, steps)| steps.is_empty());
    let draw = (is_empty && value.may_edit).then(|| view! { <Draw value=value.clone()/> });
    let nothing = (is_empty && !value.may_edit).then(|| view! { <p>{say!(locale, transfer_desk.desk.no_plan)}</p> });
    let whole = (!is_empty).then(|| view! { <Whole value=value.clone()/> });
    let prepare = (!value.preparing.is_empty()).then(|| view! { <Prepare value=value.clone()/> });
    let add = value.may_edit.then(|| {
        let address = paths::twinning_step(locale, &value.slug, "nuovo");
        view! { <a class="btn btn-outline-primary" href=address>{say!(locale, transfer_desk.plan.add)}</a> }
    });
    let desk = value.has_desk.then(|| {
        let address = paths::twinning_desk(locale, &value.slug);
        view! { <a class="btn btn-outline-primary" href=address>{say!(locale, transfer_desk.desk.title)}</a> }
    });
    view! {
        <WorkFrame heading=say!(locale, transfer_desk.plan.title).to_owned() about=Some(about)>
            <p class="button-row">{add} {desk}</p>
            {draw}
            {nothing}
            {prepare}
            {whole}
        </WorkFrame>
    }
}

/// Choosing a template.
#[component]
fn Draw(value: Value) -> impl IntoView {
    let locale = asked().here.locale;
    let shown = Typed(vec![("start".to_owned(), value.start.clone())]);
    let sheet = Sheet::one_of(locale, shown, |refused| refused.value("action") == "draw");
    let none = Choice::new("", say!(locale, writing.choose));
    let templates = PlanTemplate::ALL.iter().map(|one| Choice::new(one.code(), one.name(locale)));
    let templates = std::iter::once(none).chain(templates).collect();
    view! {
        <section class="writing-section" aria-labelledby="modello-di-piano">
            <h2 id="modello-di-piano">{say!(locale, transfer_desk.plan.draw_title)}</h2>
            <p class="measure">{say!(locale, transfer_desk.plan.draw_lead)}</p>
            <form class="measure" action=paths::twinning_plan(locale, &value.slug) method="post" novalidate>
                {hidden("action", "draw")}
                {hidden("version", value.version.to_string())}
                {select(&sheet, "template", Label(say!(locale, transfer_desk.plan.template), ""), templates)}
                {line(&sheet, "start", Label(
                    say!(locale, transfer_desk.plan.start), say!(locale, transfer_desk.help.day),
                ))}
                <button class="btn btn-primary" r#type="submit">{say!(locale, transfer_desk.plan.draw)}</button>
            </form>
        </section>
    }
}

/// What the own body has to prepare, by its answers to the prerequisites, to be added to the plan.
#[component]
fn Prepare(value: Value) -> impl IntoView {
    let locale = asked().here.locale;
    let lines = value.preparing.iter().map(|text| view! { <li dir="auto">{text.clone()}</li> }).collect_view();
    view! {
        <section class="writing-section" aria-labelledby="da-preparare">
            <h2 id="da-preparare">{say!(locale, transfer_desk.plan.prepare_title)}</h2>
            <p class="measure">{say!(locale, transfer_desk.plan.prepare_lead)}</p>
            <ul>{lines}</ul>
            <form action=paths::twinning_plan(locale, &value.slug) method="post" novalidate>
                {hidden("action", "prepare")}
                {hidden("version", value.version.to_string())}
                <button class="btn btn-outline-primary" r#type="submit">
                    {say!(locale, transfer_desk.plan.prepare)}
                </button>
            </form>
        </section>
    }
}

#[component]
fn Whole(value: Value) -> impl IntoView {
    let locale = asked().here.locale;
    let (slug, version) = (value.slug.clone(), value.version);
    let overdue = (!value.overdue.is_empty()).then(|| {
        let lines = value.overdue.iter().map(|step| {
            let due = say!(locale, transfer_desk.plan.due, date = numbers::date(locale, step.due));
            view! { <li>{words::called(locale, &step.called)} " · " {due}</li> }
        });
        view! {
            <section class="writing-section" aria-labelledby="in-ritardo">
                <h2 id="in-ritardo">{say!(locale, transfer_desk.plan.overdue)}</h2>
                <ul>{lines.collect_view()}</ul>
            </section>
        }
    });
    let columns = value.board.iter().map(|(state, steps)| {
        view! { <Column slug=slug.clone() version state=*state steps=steps.clone()/> }
    });
    let columns = columns.collect_view();
    view! {
        <Progress value=value.clone()/>
        {overdue}
        <section class="writing-section" aria-labelledby="bacheca">
            <h2 id="bacheca">{say!(locale, transfer_desk.plan.board)}</h2>
            <p class="button-row">
                <a href=paths::twinning_calendar(locale, &slug)>{say!(locale, transfer_desk.plan.calendar)}</a>
                <a href=paths::twinning_calendar_file(locale, &slug)>{say!(locale, transfer_desk.plan.file)}</a>
            </p>
            <div class="board">{columns}</div>
        </section>
    }
}

/// How far the whole and each model have come.
#[component]
fn Progress(value: Value) -> impl IntoView {
    let locale = asked().here.locale;
    let bar = |name: String, percent: Option<u8>| {
        let percent = percent?;
        let label = name.clone();
        Some(view! {
            <li>
                <span>{name} " "</span>
                <progress max="100" value=percent.to_string() aria-label=label></progress>
                <span>" " {format!("{percent}%")}</span>
            </li>
        })
    };
    let whole = bar(say!(locale, transfer_desk.plan.whole).to_owned(), value.progress);
    let models: Vec<_> = value.models.iter().filter_map(|model| bar(model.name.clone(), model.percent)).collect();
    view! {
        <section class="writing-section" aria-labelledby="avanzamento">
            <h2 id="avanzamento">{say!(locale, transfer_desk.plan.progress)}</h2>
            <ul class="progress-list">{whole} {models}</ul>
        </section>
    }
}

/// The steps in one state.
#[component]
fn Column(slug: String, version: i64, state: StepState, steps: Vec<StepLine>) -> impl IntoView {
    let locale = asked().here.locale;
    let id = format!("colonna-{}", state.code());
    let heading = format!("{} ({})", state.name(locale), steps.len());
    let steps = steps.into_iter().map(|step| view! { <Card slug=slug.clone() version step/> });
    let steps = steps.collect_view();
    view! {
        <section class="board-column" aria-labelledby=id.clone()>
            <h3 id=id.clone()>{heading}</h3>
            <ul>{steps}</ul>
        </section>
    }
}

/// A step with what is known of it, in words.
pub(super) fn facts(locale: Locale, step: &StepLine) -> Vec<String> {
    let dates = say!(
        locale,
        transfer_desk.plan.dates,
        start = numbers::date(locale, step.start),
        due = numbers::date(locale, step.due)
    );
    let mut facts: Vec<String> = step.model.iter().cloned().collect();
    facts.push(dates);
    facts.extend(step.owner.iter().cloned());
    facts.extend(step.activity.map(|activity| activity.name(locale).to_owned()));
    facts.extend(step.deliverable.iter().cloned());
    facts
}

#[component]
fn Card(slug: String, version: i64, step: StepLine) -> impl IntoView {
    let locale = asked().here.locale;
    let name = words::called(locale, &step.called);
    let late = step.overdue.then(|| view! { <p class="board-late">{say!(locale, transfer_desk.plan.late)}</p> });
    let reason = step.reason.clone().map(|reason| view! { <p dir="auto">{reason}</p> });
    let facts = facts(locale, &step).join(" · ");
    let edit = (!step.next.is_empty()).then(|| {
        let address = paths::twinning_step(locale, &slug, &step.uid);
        let label = say!(locale, transfer_desk.plan.edit_of, of = name.clone());
        view! { <a href=address aria-label=label>{say!(locale, transfer_desk.plan.edit)}</a> }
    });
    let percent = (step.percent > 0 && step.state != StepState::Done).then(|| format!(" · {}%", step.percent));
    let forms = (!step.next.is_empty()).then(|| view! { <Lead slug version step=step.clone() name=name.clone()/> });
    view! {
        <li class="board-card">
            <h4>{name}</h4>
            <p class="text-soft">{facts} {percent}</p>
            {late}
            {reason}
            {forms}
            {edit}
        </li>
    }
}

/// What a button does to a step.
fn leads_to(locale: Locale, state: StepState) -> &'static str {
    match state {
        StepState::Todo => say!(locale, transfer_desk.plan.lead_to.todo),
        StepState::Doing => say!(locale, transfer_desk.plan.lead_to.doing),
        StepState::Blocked => say!(locale, transfer_desk.plan.lead_to.blocked),
        StepState::Done => say!(locale, transfer_desk.plan.lead_to.done),
        StepState::Skipped => say!(locale, transfer_desk.plan.lead_to.skipped),
    }
}

/// Leading a step on: a button for each state that may follow; two of them ask why.
#[component]
fn Lead(slug: String, version: i64, step: StepLine, name: String) -> impl IntoView {
    let locale = asked().here.locale;
    let uid = step.uid.clone();
    let mine = |refused: &Refused| refused.value("action") == "step" && refused.value("step") == uid;
    let refused = use_context::<Refused>().filter(|refused| mine(refused));
    let problem = refused.as_ref().and_then(|refused| refused.problem("note").map(str::to_owned));
    let problem = problem.map(|key| words::problem(locale, "note", &key));
    let typed = refused.map(|refused| refused.value("note")).unwrap_or_default();
    let buttons = step.next.iter().map(|next| {
        let led = leads_to(locale, *next);
        let label = say!(locale, transfer_desk.plan.lead_of, to = led, of = name.clone());
        view! {
            <button class="btn btn-outline-primary btn-xs" r#type="submit" name="to" value=next.code() aria-label=label>
                {led}
            </button>
        }
    });
    let buttons = buttons.collect_view();
    let asks = step.next.iter().any(|next| next.needs_reason());
    let reason = asks.then(|| {
        let id = format!("motivo-{uid}");
        let told = problem.map(|problem| view! { <Problem id=format!("{id}-problem") problem/> });
        view! {
            <label for=id.clone()>{say!(locale, transfer_desk.plan.reason)}</label>
            <input
                class="form-control"
                r#type="text"
                id=id.clone()
                name="note"
                value=typed
                autocomplete="off"
                aria-describedby=problem.is_some().then(|| format!("{id}-problem"))
                aria-invalid=problem.is_some().then_some("true")
            />
            {told}
        }
    });
    view! {
        <form class="board-form" action=paths::twinning_plan(locale, &slug) method="post" novalidate>
            {hidden("action", "step")}
            {hidden("version", version.to_string())}
            {hidden("step", step.uid.clone())}
            {reason}
            <p class="button-row">{buttons}</p>
        </form>
    }
}
