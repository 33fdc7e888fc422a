// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What waits for an administrator, with the way to each.

use leptos::prelude::*;
use portal::people::AdministrationPage as Value;

use super::Area;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::numbers;
use crate::ssr::render::asked;

/// What waits.
#[component]
pub fn AdministrationPage() -> impl IntoView {
    let asked = asked();
    Suspend::new(async move {
        match asked.portal.administration(&asked.here.viewer).await {
            Ok(value) => view! { <Start value/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

/// Something that waits: how many, of what, and where it is done.
struct Waiting {
    number: u64,
    words: String,
    address: String,
}

fn waiting(value: Value, locale: domain::Locale) -> Vec<Waiting> {
    let queue = paths::organisation_queue(locale);
    let line = |number: u64, words: String, address: String| Waiting { number, words, address };
    vec![
        line(
            value.to_admit,
            say!(locale, administration.start.to_admit, count = value.to_admit),
            format!("{}?state=pending_approval", paths::accounts(locale)),
        ),
        line(
            value.organisation_requests,
            say!(locale, administration.start.organisation_requests, count = value.organisation_requests),
            format!("{queue}#richieste"),
        ),
        line(
            value.representatives,
            say!(locale, administration.start.representatives, count = value.representatives),
            format!("{queue}#rappresentanti"),
        ),
        line(
            value.mails_waiting,
            say!(locale, administration.start.mails_waiting, count = value.mails_waiting),
            paths::mails(locale),
        ),
        line(
            value.mails_failed,
            say!(locale, administration.start.mails_failed, count = value.mails_failed),
            paths::mails(locale),
        ),
        line(
            value.corrections,
            say!(locale, administration.start.corrections, count = value.corrections),
            paths::reader_messages(locale),
        ),
    ]
}

#[component]
fn Start(value: Value) -> impl IntoView {
    let locale = asked().here.locale;
    let members = say!(locale, administration.start.members, count = value.members);
    let waiting = waiting(value, locale);
    let nothing = waiting.iter().all(|one| one.number == 0);
    let lead =
        if nothing { say!(locale, administration.start.nothing) } else { say!(locale, administration.start.lead) };
    let cards = waiting.into_iter().map(|one| {
        let class =
            if one.number == 0 { "waiting-card rounded border is-empty" } else { "waiting-card rounded border" };
        view! {
            <li class=class>
                <a href=one.address>
                    <span class="waiting-number">{numbers::count(locale, one.number)}</span>
                    " "
                    <span>{one.words}</span>
                </a>
            </li>
        }
    });
    let cards = cards.collect_view();
    view! {
        <Area title=say!(locale, administration.title).to_owned()>
            <p class="lead measure">{lead}</p>
            <ul class="waiting-cards">{cards}</ul>
            <p>
                {numbers::count(locale, value.members)} " " {members} " "
                <a href=paths::accounts(locale)>{say!(locale, administration.start.all_members)}</a>
            </p>
            <p><a href=paths::help_page(locale, "amministrare-il-portale")>{say!(locale, administration.start.help)}</a></p>
        </Area>
    }
}
