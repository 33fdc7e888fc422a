// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The mails of the portal: those that wait, those that were sent, those that were given up.

use domain::Locale;
use leptos::prelude::*;
use portal::people::{MailLine, MailState, MailsPage as Value};

use super::Area;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::mails::mail;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::numbers;
use crate::ssr::parts::pager::{Pager, pages};
use crate::ssr::render::{Site, asked};

/// The mails.
#[component]
pub fn MailsPage() -> impl IntoView {
    let asked = asked();
    let page = asked.here.parameter("page").and_then(|page| page.parse().ok()).unwrap_or(1);
    Suspend::new(async move {
        match asked.portal.mails(&asked.here.viewer, page).await {
            Ok(value) => view! { <Mails value/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

#[component]
fn Mails(value: Value) -> impl IntoView {
    let locale = asked().here.locale;
    let Value { total, per_page, page, mails, sends } = value;
    let path = paths::mails(locale);
    let addresses = (1..=pages(total, per_page)).map(|page| format!("{path}?page={page}")).collect::<Vec<_>>();
    let count = say!(locale, administration.mails.count, count = numbers::count(locale, total));
    let banner = (!sends).then(|| view! { <NoServer/> });
    let table = (!mails.is_empty()).then(|| view! { <Table mails/> });
    view! {
        <Area title=say!(locale, administration.menu.mails).to_owned()>
            {banner}
            <p>{count}</p>
            {table}
            <Pager current=page address=addresses/>
        </Area>
    }
}

/// Says that mails wait here, and that their links work from here.
#[component]
fn NoServer() -> impl IntoView {
    let locale = asked().here.locale;
    view! {
        <div class="alert alert-warning measure">
            <h2 class="h4 alert-heading">{say!(locale, administration.mails.no_server)}</h2>
            <p class="mb-0">{say!(locale, administration.mails.no_server_text)}</p>
        </div>
    }
}

#[component]
fn Table(mails: Vec<MailLine>) -> impl IntoView {
    let asked = asked();
    let locale = asked.here.locale;
    let rows = mails.into_iter().map(|line| row(&line, &asked.site, locale)).collect_view();
    view! {
        <div class="table-scroll" tabindex="0" role="group" aria-label=say!(locale, administration.menu.mails)>
            <table class="table table-sm">
                <caption class="visually-hidden">{say!(locale, administration.menu.mails)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{say!(locale, administration.mails.subject)}</th>
                        <th scope="col">{say!(locale, administration.mails.recipient)}</th>
                        <th scope="col">{say!(locale, administration.mails.at)}</th>
                        <th scope="col">{say!(locale, administration.mails.state)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn row(line: &MailLine, site: &Site, locale: Locale) -> impl IntoView + use<> {
    let subject = line.content.as_ref().map(|content| mail(content, line.locale, site).subject);
    let lang = (subject.is_some() && line.locale != locale).then(|| line.locale.code());
    let subject = subject.unwrap_or_else(|| say!(locale, administration.mails.forgotten).to_owned());
    view! {
        <tr>
            <th scope="row"><a href=paths::mail(locale, &line.id) lang=lang>{subject}</a></th>
            <td><bdi>{line.recipient.clone()}</bdi></td>
            <td>{numbers::time(locale, line.at.as_second())}</td>
            <td><State state=line.state/></td>
        </tr>
    }
}

/// Where a mail stands, in words.
#[component]
pub(super) fn State(state: MailState) -> impl IntoView {
    let locale = asked().here.locale;
    let (class, words) = match state {
        MailState::Waiting => ("mail-state is-waiting", say!(locale, administration.mails.waiting)),
        MailState::Sent => ("mail-state", say!(locale, administration.mails.sent)),
        MailState::Failed => ("mail-state is-failed", say!(locale, administration.mails.failed)),
    };
    view! { <span class=class>{words}</span> }
}
