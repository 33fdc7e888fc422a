// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A thread or a post to decide on: what it says, what stands around it, what it was flagged for, what was done to it.

use domain::Locale;
use domain::moderation::SubjectKind;
use domain::policy::{Standing, ThreadState};
use domain::thread::ThreadAbout;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use portal::moderating::{FlagLine, PlaceLink, SubjectPage as Value};

use super::decide::Decide;
use super::log::Lines;
use super::moving::Moving;
use super::silence::SilenceBox;
use super::{trail, words};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::desk_frame::DeskFrame;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::lang_of;
use crate::ssr::parts::named::Named;
use crate::ssr::parts::numbers;
use crate::ssr::render::{Refused, asked};

/// Something to decide on.
#[component]
pub fn SubjectPage() -> impl IntoView {
    let asked = asked();
    let params = use_params_map().get_untracked();
    let (kind, uid) = (params.get("kind").unwrap_or_default(), params.get("uid").unwrap_or_default());
    Suspend::new(async move {
        match asked.portal.subject_page(&asked.here.viewer, &kind, &uid).await {
            Ok(value) => view! { <Subject value/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

#[component]
fn Subject(value: Value) -> impl IntoView {
    let here = asked().here;
    let locale = here.locale;
    let refused = use_context::<Refused>();
    let wrong = words::wrong(locale, refused.as_ref());
    let done = here.parameter("done").and_then(|code| words::done(locale, &code));
    let refused = refused.unwrap_or_default();
    let title = match value.subject.kind {
        SubjectKind::Post => say!(locale, moderation.decide.post),
        SubjectKind::Thread | SubjectKind::Member => say!(locale, moderation.decide.thread),
    };
    let log = value.log.clone();
    let log = (!log.is_empty()).then(|| {
        view! {
            <section aria-labelledby="fatto">
                <h2 id="fatto">{say!(locale, moderation.decide.log)}</h2>
                <Lines lines=log/>
            </section>
        }
    });
    view! {
        <DeskFrame title=title.to_owned() trail=trail(locale) done wrong>
            {head(locale, &value)}
            {words_of(locale, &value)}
            {flags(locale, &value.flags)}
            {around(locale, &value)}
            <Decide value=value.clone() refused=refused.clone()/>
            <SilenceBox value=value.clone() refused=refused.clone()/>
            <Moving value refused/>
            {log}
        </DeskFrame>
    }
}

/// Where it stands, and how it is shown.
fn head(locale: Locale, value: &Value) -> impl IntoView + use<> {
    let lang = lang_of(&value.title, locale);
    let title = Some(value.title.text.clone()).filter(|title| !title.is_empty());
    let title = title.unwrap_or_else(|| say!(locale, moderation.untitled).to_owned());
    let address = match value.position {
        Some(position) => paths::post(locale, &value.thread, position),
        None => paths::thread(locale, &value.thread),
    };
    let place = value.place.as_ref().map(|place| place_link(locale, place));
    let standing = match value.standing {
        Standing::Visible => say!(locale, moderation.standing.visible),
        Standing::Queued => say!(locale, moderation.standing.queued),
        Standing::Hidden => say!(locale, moderation.standing.hidden),
        Standing::Deleted | Standing::Erased => say!(locale, moderation.standing.gone),
    };
    let locked = (value.state == ThreadState::Locked).then(|| say!(locale, moderation.decide.is_locked));
    let whole = value.position.is_some().then(|| {
        view! {
            <p>
                <a href=paths::moderate_thread(locale, &value.thread_uid)>{say!(locale, moderation.decide.whole)}</a>
            </p>
        }
    });
    view! {
        <p class="lead measure">
            {say!(locale, moderation.flag.in_thread)} " " <a href=address lang=lang>{title}</a> {place}
        </p>
        <p class="measure"><strong>{standing}</strong> " " {locked}</p>
        {whole}
    }
}

fn place_link(locale: Locale, place: &PlaceLink) -> impl IntoView + use<> {
    let address = match place.about {
        ThreadAbout::Twinning(_) => format!("{}/{}", paths::twinnings(locale), place.name),
        ThreadAbout::Practice(_) => paths::practice(locale, &place.name),
        ThreadAbout::Advert(_) => paths::advert(locale, &place.name),
        ThreadAbout::Community(_) => paths::community(locale, &place.name),
    };
    let lang = lang_of(&place.title, locale);
    let title = place.title.text.clone();
    view! { " · " <a href=address lang=lang>{title}</a> }
}

/// What was written, as it was typed: where a link leads is seen.
fn words_of(locale: Locale, value: &Value) -> impl IntoView + use<> {
    let by = value.by.clone().unwrap_or_else(|| say!(locale, moderation.nobody).to_owned());
    let account = value.account.as_ref().map(|uid| {
        view! { " · " <a href=paths::account(locale, uid)>{say!(locale, moderation.decide.account)}</a> }
    });
    let text = Some(value.text.clone()).filter(|text| !text.is_empty());
    let text = text.unwrap_or_else(|| say!(locale, moderation.decide.no_text).to_owned());
    let paragraphs = text.split("\n\n").map(|part| {
        let lines = part.lines().map(|line| view! { {line.to_owned()} <br/> }).collect_view();
        view! { <p>{lines}</p> }
    });
    let paragraphs = paragraphs.collect_view();
    view! {
        <section aria-labelledby="testo">
            <h2 id="testo">{say!(locale, moderation.decide.text)}</h2>
            <p class="text-soft"><bdi>{by}</bdi> " · " {numbers::time(locale, value.at)} {account}</p>
            <div class="message measure">{paragraphs}</div>
        </section>
    }
}

fn flags(locale: Locale, flags: &[FlagLine]) -> impl IntoView + use<> {
    let lines = flags.iter().map(|flag| {
        let by = flag.by.clone().unwrap_or_else(|| say!(locale, moderation.visitor).to_owned());
        let note = flag.note.clone().map(|note| view! { ": " <bdi>{note}</bdi> });
        let settled = flag.settled.then(|| say!(locale, moderation.decide.settled));
        view! {
            <li>
                <strong>{flag.reason.name(locale)}</strong> {note}
                <span class="text-soft"> " · " <bdi>{by}</bdi> " · " {numbers::time(locale, flag.at)} " " {settled}</span>
            </li>
        }
    });
    let lines = lines.collect_view();
    (!flags.is_empty()).then(|| {
        view! {
            <section aria-labelledby="segnalazioni">
                <h2 id="segnalazioni">{say!(locale, moderation.decide.flags)}</h2>
                <ul class="measure">{lines}</ul>
            </section>
        }
    })
}

fn around(locale: Locale, value: &Value) -> impl IntoView + use<> {
    let lines = value.around.iter().map(|one| {
        let by = one.by.clone().unwrap_or_else(|| say!(locale, moderation.nobody).to_owned());
        let address = paths::post(locale, &value.thread, one.position);
        let opening = one.opening.clone();
        view! {
            <li>
                <a href=address>{say!(locale, moderation.decide.number, number = one.position)}</a>
                <span class="text-soft"> " · " <bdi>{by}</bdi></span>
                <p><bdi>{opening}</bdi></p>
            </li>
        }
    });
    let lines = lines.collect_view();
    (!value.around.is_empty()).then(|| {
        view! {
            <section aria-labelledby="attorno">
                <h2 id="attorno">{say!(locale, moderation.decide.around)}</h2>
                <ul class="desk-list">{lines}</ul>
            </section>
        }
    })
}
