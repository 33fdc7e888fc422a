// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! How the member wants to be told: how often mails come, by kind, what is shown in the portal, and what is watched.

use domain::Locale;
use domain::notice::{NoticeKind, Preferences, Rhythm};
use domain::thread::ThreadAbout;
use leptos::prelude::*;
use portal::notices::{ChoicesPage, Watched, WatchedLine};

use super::form::{Form, general};
use super::frame::{Frame, OwnForm};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::forms::{CheckFields, Choice, FieldWords, RadioFields, Select};
use crate::ssr::parts::named::Named;
use crate::ssr::render::asked;

/// The fields that may be wrong, in the order of the form, and their `id`s.
const FIELDS: &[(&str, &str)] = &[("form", "avvisi"), ("rhythm", "quando"), ("kinds", "per-genere")];

/// How the member wants to be told.
#[component]
pub fn NoticeChoicesPage() -> impl IntoView {
    let asked = asked();
    Suspend::new(async move {
        match asked.portal.notice_choices(&asked.here.viewer).await {
            Ok(value) => view! { <NoticeChoices value/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

#[component]
fn NoticeChoices(value: ChoicesPage) -> impl IntoView {
    let locale = asked().here.locale;
    let form = Form::of("notices", locale, words);
    let title = say!(locale, profile.menu.notices);
    view! {
        <Frame title lead=say!(locale, notices.choose.lead) wrong=form.wrong(FIELDS) done>
            <p class="measure"><a href=paths::notices(locale)>{say!(locale, notices.choose.to_notices)}</a></p>
            <Choices preferences=value.preferences form/>
            <WatchedThings lines=value.watched/>
        </Frame>
    }
}

fn done(locale: Locale, code: &str) -> Option<&'static str> {
    (code == "saved").then(|| say!(locale, notices.choose.saved))
}

fn words(locale: Locale, field: &str, key: &str) -> &'static str {
    match field {
        "rhythm" | "kinds" => say!(locale, notices.choose.problem),
        _ => general(locale, field, key),
    }
}

fn rhythms(locale: Locale) -> Vec<Choice> {
    Rhythm::ALL.iter().map(|rhythm| Choice::new(rhythm.code(), rhythm.name(locale))).collect()
}

#[component]
fn Choices(preferences: Preferences, form: Form) -> impl IntoView {
    let locale = asked().here.locale;
    let of_rhythm = FieldWords {
        id: "quando",
        label: say!(locale, notices.choose.rhythm),
        help: Some(say!(locale, notices.choose.rhythm_help)),
        problem: form.problem("rhythm"),
    };
    let of_shown = FieldWords {
        id: "nel-portale",
        label: say!(locale, notices.choose.shown),
        help: Some(say!(locale, notices.choose.shown_help)),
        problem: None,
    };
    let kinds = NoticeKind::ALL.iter().filter(|kind| **kind != NoticeKind::Moderation);
    let shown: Vec<Choice> = kinds.clone().map(|kind| Choice::new(kind.code(), kind.name(locale))).collect();
    let chosen = kinds.filter(|kind| preferences.is_shown(**kind)).map(|kind| kind.code().to_owned()).collect();
    let chosen: Vec<String> = form.values("shown", chosen);
    let rows = NoticeKind::ALL.iter().map(|kind| {
        let kept = preferences.kinds.get(kind).map_or("", |rhythm| rhythm.code());
        kind_row(locale, *kind, form.value(field(*kind), kept))
    });
    let rows = rows.collect_view();
    let problem = form.problem("kinds").map(|words| view! { <p class="field-problem">{words}</p> });
    view! {
        <OwnForm id="avvisi" action="notices">
            <RadioFields words=of_rhythm name="rhythm" choices=rhythms(locale)
                chosen=form.value("rhythm", preferences.rhythm.code())/>
            <fieldset class="form-field" id="per-genere">
                <legend>{say!(locale, notices.choose.kinds)}</legend>
                <p class="form-text">{say!(locale, notices.choose.kinds_help)}</p>
                {rows}
                {problem}
            </fieldset>
            <CheckFields words=of_shown name="shown" choices=shown chosen/>
            <button class="btn btn-primary" r#type="submit">{say!(locale, notices.choose.save)}</button>
        </OwnForm>
    }
}

/// How often mails of a kind come.
fn kind_row(locale: Locale, kind: NoticeKind, chosen: String) -> impl IntoView {
    let id = format!("per-{}", kind.code().replace('_', "-"));
    let mut choices = vec![Choice::new("", say!(locale, notices.choose.as_all))];
    choices.extend(rhythms(locale));
    view! {
        <div class="form-field">
            <label for=id.clone()>{kind.name(locale)}</label>
            <Select id name=field(kind) choices chosen/>
        </div>
    }
}

/// The field of a kind.
const fn field(kind: NoticeKind) -> &'static str {
    match kind {
        NoticeKind::Moderation => "mail_moderation",
        NoticeKind::Mention => "mail_mention",
        NoticeKind::Reply => "mail_reply",
        NoticeKind::Community => "mail_community",
        NoticeKind::Announcement => "mail_announcement",
        NoticeKind::Outcome => "mail_outcome",
        NoticeKind::NewThread => "mail_new_thread",
        NoticeKind::NewPost => "mail_new_post",
    }
}

/// What is watched, followed or muted, each with a button that ends it.
#[component]
fn WatchedThings(lines: Vec<WatchedLine>) -> impl IntoView {
    let locale = asked().here.locale;
    let none = lines.is_empty().then(|| view! { <p class="measure">{say!(locale, notices.choose.none_watched)}</p> });
    let lines: Vec<_> = lines.into_iter().map(|line| watched_line(locale, line)).collect();
    let list = (!lines.is_empty()).then(|| view! { <ul class="desk-list">{lines}</ul> });
    view! {
        <section class="profile-section" aria-labelledby="seguiti">
            <h2 id="seguiti">{say!(locale, notices.choose.watched)}</h2>
            {none}
            {list}
        </section>
    }
}

fn watched_line(locale: Locale, line: WatchedLine) -> impl IntoView {
    let page = match &line.watched {
        Watched::Thread(_) => paths::thread(locale, &line.address),
        Watched::Place(ThreadAbout::Twinning(_)) => paths::twinning(locale, &line.address),
        Watched::Place(ThreadAbout::Practice(_)) => paths::practice(locale, &line.address),
        Watched::Place(ThreadAbout::Advert(_)) => paths::advert(locale, &line.address),
        Watched::Place(ThreadAbout::Community(_)) => paths::community(locale, &line.address),
    };
    let lang = (line.language != locale.language()).then(|| line.language.code());
    view! {
        <li>
            <h3><a href=page lang=lang><bdi>{line.title.clone()}</bdi></a></h3>
            <p class="text-soft">{line.level.name(locale)}</p>
            <form action=paths::watch(locale) method="post">
                <input r#type="hidden" name="about" value=line.watched.to_string()/>
                <input r#type="hidden" name="back" value=paths::notice_choices(locale)/>
                <button class="btn btn-link btn-sm" r#type="submit" name="level" value="">
                    {say!(locale, notices.choose.forget)} <span class="visually-hidden">": " <bdi>{line.title}</bdi></span>
                </button>
            </form>
        </li>
    }
}
