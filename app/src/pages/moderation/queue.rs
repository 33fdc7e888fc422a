// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What waits for moderators: what was flagged, first contributions of new members, conversations between bodies.

use domain::Locale;
use domain::moderation::SubjectKind;
use domain::policy::Standing;
use leptos::prelude::*;
use portal::moderating::{ModerationQueue, WaitingLine};

use super::words;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::pages::contacts::ContactLines;
use crate::ssr::parts::desk_frame::DeskFrame;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::lang_of;
use crate::ssr::parts::numbers;
use crate::ssr::render::asked;

/// What waits.
#[component]
pub fn QueuePage() -> impl IntoView {
    let asked = asked();
    Suspend::new(async move {
        match asked.portal.moderation_queue(&asked.here.viewer).await {
            Ok(value) => view! { <Queue value/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

#[component]
fn Queue(value: ModerationQueue) -> impl IntoView {
    let here = asked().here;
    let locale = here.locale;
    let done = here.parameter("done").and_then(|code| words::done(locale, &code));
    let none = value.flagged.is_empty() && value.held.is_empty() && value.contacts.is_empty();
    let none = none.then(|| view! { <p class="measure">{say!(locale, moderation.queue.none)}</p> });
    let flagged =
        list(locale, ("segnalati", say!(locale, moderation.queue.flagged)), value.flagged, value.flagged_total);
    let held = list(locale, ("in-attesa", say!(locale, moderation.queue.held)), value.held, value.held_total);
    view! {
        <DeskFrame title=say!(locale, moderation.queue.title).to_owned() trail=Vec::new() done wrong=Vec::new()>
            <p class="lead measure">{say!(locale, moderation.queue.lead)}</p>
            <p class="button-row">
                <a href=paths::moderation_log(locale)>{say!(locale, moderation.log.title)}</a>
                <a href=paths::moderation_numbers(locale)>{say!(locale, moderation.numbers.title)}</a>
                <a href=paths::help_page(locale, "moderazione")>{say!(locale, moderation.queue.help)}</a>
            </p>
            {none}
            {flagged}
            {held}
            <ContactLines heading=say!(locale, moderation.queue.contacts) lines=value.contacts/>
        </DeskFrame>
    }
}

/// Things under a heading, with how many there are; nothing where there are none.
fn list(
    locale: Locale,
    (id, heading): (&'static str, &'static str),
    lines: Vec<WaitingLine>,
    total: u64,
) -> impl IntoView {
    let any = !lines.is_empty();
    let count = numbers::count(locale, total);
    let lines = lines.into_iter().map(|one| line(locale, one)).collect_view();
    any.then(|| {
        view! {
            <section aria-labelledby=id>
                <h2 id=id>{heading} " (" {count} ")"</h2>
                <ul class="desk-list">{lines}</ul>
            </section>
        }
    })
}

fn line(locale: Locale, line: WaitingLine) -> impl IntoView {
    let lang = lang_of(&line.title, locale);
    let title = Some(line.title.text).filter(|title| !title.is_empty());
    let title = title.unwrap_or_else(|| say!(locale, moderation.untitled).to_owned());
    let by = line.by.map(|name| view! { " · " <bdi>{name}</bdi> });
    let kind = match line.subject.kind {
        SubjectKind::Post => say!(locale, moderation.kind.post),
        SubjectKind::Thread | SubjectKind::Member => say!(locale, moderation.kind.thread),
    };
    let flags = (line.flags > 0).then(|| say!(locale, moderation.queue.flags, count = line.flags));
    let hidden = (line.standing == Standing::Hidden).then(|| {
        view! { <p class="desk-mark">{say!(locale, moderation.standing.hidden)}</p> }
    });
    let opening = Some(line.opening).filter(|text| !text.is_empty());
    let opening = opening.map(|text| view! { <p><bdi>{text}</bdi></p> });
    view! {
        <li>
            <h3><a href=paths::moderate(locale, &line.subject) lang=lang>{title}</a></h3>
            <p class="text-soft">{kind} {by} " · " {numbers::time(locale, line.since)}</p>
            {opening}
            {hidden}
            <p class="desk-next">{flags}</p>
        </li>
    }
}
