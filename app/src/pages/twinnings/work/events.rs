// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The events of a twinning: each in a form of its own, and one for a new one.

use domain::event::{EventKind, EventState};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use portal::form::Typed;
use portal::twinnings::{EventForm, EventOnDesk, TwinningEvents as Value, ZONES};

use super::fields::{Label, Sheet, area, hidden, line, select};
use super::frame::{About, WorkFrame};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::forms::Choice;
use crate::ssr::parts::named::Named;
use crate::ssr::render::{Refused, asked};

/// The events of a twinning, for who writes it.
#[component]
pub fn TwinningEventsPage() -> impl IntoView {
    let asked = asked();
    let slug = use_params_map().get_untracked().get("slug").unwrap_or_default();
    Suspend::new(async move {
        match asked.portal.events_on_desk(&asked.here.viewer, &slug).await {
            Ok(value) => view! { <Events value/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

/// Which event stands in its form: the one that was refused, else the one that the address names, else a new one.
fn chosen(value: &Value) -> EventForm {
    let refused = use_context::<Refused>().map(|refused| refused.value("uid"));
    let uid = refused.or_else(|| asked().here.parameter("evento")).unwrap_or_default();
    let found = value.events.iter().find(|one| one.may_edit && one.form.uid == uid && !uid.is_empty());
    found.map_or_else(|| blank(value), |one| one.form.clone())
}

fn blank(value: &Value) -> EventForm {
    let organiser = match value.organisers.as_slice() {
        [(uid, _)] => uid.clone(),
        _ => String::new(),
    };
    EventForm {
        zone: ZONES[0].0.to_owned(),
        state: EventState::Published.code().to_owned(),
        organiser,
        ..EventForm::default()
    }
}

#[component]
fn Events(value: Value) -> impl IntoView {
    let locale = asked().here.locale;
    let about = About { slug: value.slug.clone(), title: value.title.clone(), language: value.language };
    let form = chosen(&value);
    let heading = match form.uid.is_empty() {
        true => say!(locale, transfer_desk.events.add),
        false => say!(locale, transfer_desk.events.change),
    };
    let lines = value.events.iter().map(|one| view! { <Line slug=value.slug.clone() one=one.clone()/> });
    let lines = lines.collect_view();
    let list = (!value.events.is_empty()).then(|| view! { <ul class="desk-list">{lines}</ul> });
    view! {
        <WorkFrame heading=say!(locale, transfer_desk.events.title).to_owned() about=Some(about)>
            <p><a href=paths::twinning_desk(locale, &value.slug)>{say!(locale, transfer_desk.desk.title)}</a></p>
            {list}
            <section class="writing-section" aria-labelledby="evento">
                <h2 id="evento">{heading}</h2>
                <form class="measure" action=paths::twinning_events(locale, &value.slug) method="post" novalidate>
                    {fields(&value, &form)}
                    <button class="btn btn-primary" r#type="submit">{say!(locale, transfer_desk.events.save)}</button>
                </form>
            </section>
        </WorkFrame>
    }
}

#[component]
fn Line(slug: String, one: EventOnDesk) -> impl IntoView {
    let locale = asked().here.locale;
    let form = one.form;
    let when = format!("{}, {}–{}", form.day, form.from, form.until);
    let state = EventState::from_code(&form.state).map_or("", |state| state.name(locale));
    let edit = one.may_edit.then(|| {
        let uid = form.uid.clone();
        let address = paths::listed(paths::twinning_events(locale, &slug), &[("evento", Some(uid.as_str()))], 1);
        let label = say!(locale, transfer_desk.plan.edit_of, of = form.title.clone());
        view! { <a href=address aria-label=label>{say!(locale, transfer_desk.plan.edit)}</a> }
    });
    view! {
        <li>
            <h3>{form.title.clone()}</h3>
            <p>{when} " · " {state}</p>
            {edit}
        </li>
    }
}

fn fields(value: &Value, form: &EventForm) -> AnyView {
    let locale = asked().here.locale;
    let pairs = [
        ("uid", &form.uid),
        ("title", &form.title),
        ("kind", &form.kind),
        ("day", &form.day),
        ("from", &form.from),
        ("until", &form.until),
        ("zone", &form.zone),
        ("place", &form.place),
        ("link", &form.link),
        ("organiser", &form.organiser),
        ("description", &form.description),
        ("state", &form.state),
    ];
    let shown = pairs.into_iter().map(|(name, value)| (name.to_owned(), value.clone())).collect();
    let sheet = Sheet::new(locale, Typed(shown));
    let none = || Choice::new("", say!(locale, writing.choose));
    let kinds = EventKind::ALL.iter().map(|one| Choice::new(one.code(), one.name(locale)));
    let kinds = std::iter::once(none()).chain(kinds).collect();
    let zones = ZONES.iter().map(|(zone, _)| Choice::new(*zone, *zone)).collect();
    let organisers = value.organisers.iter().map(|(uid, name)| Choice::new(uid.clone(), name.clone()));
    let organisers = std::iter::once(none()).chain(organisers).collect();
    let stood = EventState::from_code(&form.state).unwrap_or(EventState::Draft);
    let is_new = form.uid.is_empty();
    let fits = |one: &&EventState| match is_new {
        true => matches!(one, EventState::Draft | EventState::Published),
        false => **one == stood || one.may_follow(stood),
    };
    let states = EventState::ALL.iter().filter(fits).map(|one| Choice::new(one.code(), one.name(locale))).collect();
    vec![
        hidden("uid", form.uid.clone()),
        line(&sheet, "title", Label(say!(locale, transfer_desk.field.title), "")),
        select(&sheet, "kind", Label(say!(locale, transfer_desk.events.kind), ""), kinds),
        line(&sheet, "day", Label(say!(locale, transfer_desk.events.day), say!(locale, transfer_desk.help.day))),
        line(&sheet, "from", Label(say!(locale, transfer_desk.events.begins), say!(locale, transfer_desk.help.hour))),
        line(&sheet, "until", Label(say!(locale, transfer_desk.events.ends), say!(locale, transfer_desk.help.hour))),
        select(&sheet, "zone", Label(say!(locale, transfer_desk.events.zone), ""), zones),
        line(&sheet, "place", Label(say!(locale, transfer_desk.events.place), say!(locale, transfer_desk.help.place))),
        line(&sheet, "link", Label(say!(locale, transfer_desk.events.link), "")),
        select(&sheet, "organiser", Label(say!(locale, transfer_desk.events.organiser), ""), organisers),
        area(&sheet, "description", Label(say!(locale, transfer_desk.events.description), ""), 5),
        select(&sheet, "state", Label(say!(locale, transfer_desk.events.state), ""), states),
    ]
    .into_any()
}
