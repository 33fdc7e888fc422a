// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Invitations to a practice: those that wait on the own desk, each with its page, and the way to make one.

mod inviting;

use domain::Locale;
use domain::invitation::Purpose;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use portal::writing::InvitedLine;

use super::frame::{Frame, Outcome, desk_crumb, foreign};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::numbers;
use crate::ssr::render::asked;

pub use inviting::{Inviting, place, words};

/// What somebody is invited for, in a few words.
fn asked_for(locale: Locale, purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Opinion => say!(locale, invitations.purpose.opinion),
        Purpose::Authorship => say!(locale, invitations.purpose.authorship),
    }
}

/// The invitations on the own desk; nothing where there are none.
#[component]
pub fn Invitations(
    /// The invitations.
    lines: Vec<InvitedLine>,
) -> impl IntoView {
    let locale = asked().here.locale;
    if lines.is_empty() {
        return ().into_any();
    }
    let lines = lines.into_iter().map(|line| {
        let lang = foreign(line.language, locale);
        let until = numbers::moment(locale, line.until);
        let next = match line.accepted {
            true => say!(locale, invitations.desk.write_until, day = until),
            false => say!(locale, invitations.desk.answer_until, day = until),
        };
        let by = line.by.map(|name| view! { " · " <bdi>{name}</bdi> });
        view! {
            <li>
                <h3><a href=paths::invitation(locale, &line.uid) lang=lang>{line.title}</a></h3>
                <p class="text-soft">{asked_for(locale, line.purpose)} {by}</p>
                <p class="desk-next">{next}</p>
            </li>
        }
    });
    let lines = lines.collect_view();
    view! {
        <section class="writing-section" aria-labelledby="inviti">
            <h2 id="inviti">{say!(locale, invitations.desk.title)}</h2>
            <p class="text-soft measure">{say!(locale, invitations.desk.lead)}</p>
            <ul class="desk-list">{lines}</ul>
        </section>
    }
    .into_any()
}

/// An invitation, for who is invited.
#[component]
pub fn InvitationPage() -> impl IntoView {
    let asked = asked();
    let uid = use_params_map().get_untracked().get("uid").unwrap_or_default();
    Suspend::new(async move {
        match asked.portal.invitation_page(&asked.here.viewer, &uid).await {
            Ok(line) => view! { <Invitation line/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

#[component]
fn Invitation(line: InvitedLine) -> impl IntoView {
    let locale = asked().here.locale;
    let lang = foreign(line.language, locale);
    let title = match line.purpose {
        Purpose::Opinion => say!(locale, invitations.page.title_opinion, title = line.title.clone()),
        Purpose::Authorship => say!(locale, invitations.page.title_authorship, title = line.title.clone()),
    };
    let lead = match line.purpose {
        Purpose::Opinion => say!(locale, invitations.page.lead_opinion),
        Purpose::Authorship => say!(locale, invitations.page.lead_authorship),
    };
    let row = |name: &'static str, text: String| view! { <div><dt>{name}</dt><dd><bdi>{text}</bdi></dd></div> };
    let by = line.by.clone().map(|name| row(say!(locale, invitations.page.by), name));
    let owner = line.owner.clone().map(|name| row(say!(locale, invitations.page.owner), name));
    let until = row(say!(locale, invitations.page.until), numbers::moment(locale, line.until));
    let note = (!line.note.is_empty()).then(|| {
        view! { <blockquote class="request-note measure" dir="auto">{line.note.clone()}</blockquote> }
    });
    // A draft that somebody is asked to write is read by who has said yes.
    let read = (line.purpose == Purpose::Opinion).then(|| {
        let address = paths::practice(locale, &line.slug);
        view! { <p><a href=address lang=lang>{say!(locale, invitations.page.read)}</a></p> }
    });
    view! {
        <Frame title trail=vec![desk_crumb(locale)] outcome=Outcome::here()>
            <p class="lead measure">{lead}</p>
            <dl class="facts account-facts">{by} {owner} {until}</dl>
            {note}
            {read}
            <Answer line/>
        </Frame>
    }
}

/// The ways to answer.
#[component]
fn Answer(line: InvitedLine) -> impl IntoView {
    let locale = asked().here.locale;
    let address = paths::invitation(locale, &line.uid);
    let write = line.accepted.then(|| {
        let form = paths::opinion(locale, &line.practice);
        view! { <a class="btn btn-primary" href=form>{say!(locale, invitations.page.write)}</a> }
    });
    let accept = (!line.accepted).then(|| {
        view! {
            <button class="btn btn-primary" r#type="submit" name="answer" value="accept">
                {say!(locale, invitations.page.accept)}
            </button>
        }
    });
    view! {
        <form class="button-row mt-4" action=address method="post" novalidate>
            {write}
            {accept}
            <button class="btn btn-outline-primary" r#type="submit" name="answer" value="decline">
                {say!(locale, invitations.page.decline)}
            </button>
        </form>
        <p class="text-soft measure">{say!(locale, invitations.page.told)}</p>
    }
}
