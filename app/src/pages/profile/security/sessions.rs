// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The sessions: from which browsers one has signed in, and the ways to end them.

use domain::Locale;
use leptos::prelude::*;
use portal::people::OwnSession;

use super::super::form::{Form, Wrong, general};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::numbers;
use crate::ssr::render::asked;

/// What was refused of the forms on sessions.
pub fn wrong(locale: Locale) -> Wrong {
    let form = |action| Form::of(action, locale, general).wrong(&[("form", "sessioni")]);
    [form("end_session"), form("end_sessions")].concat()
}

/// All sessions, the newest seen first.
#[component]
pub fn Sessions(
    /// The sessions.
    sessions: Vec<OwnSession>,
) -> impl IntoView {
    let locale = asked().here.locale;
    let others = sessions.iter().filter(|session| !session.this).count();
    let rows = sessions.into_iter().map(|session| view! { <Row session/> });
    let end_others = (others > 0).then(|| {
        view! {
            <form action=paths::security(locale) method="post">
                <input r#type="hidden" name="action" value="end_sessions"/>
                <button class="btn btn-outline-primary" r#type="submit">
                    {say!(locale, profile.security.sessions.end_others)}
                </button>
            </form>
        }
    });
    view! {
        <section class="profile-section" aria-labelledby="sessioni">
            <h2 id="sessioni">{say!(locale, profile.security.sessions.heading)}</h2>
            <div class="table-scroll" role="group" aria-labelledby="sessioni" tabindex="0">
                <table class="table">
                    <caption>{say!(locale, profile.security.sessions.caption)}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{say!(locale, profile.security.sessions.browser)}</th>
                            <th scope="col">{say!(locale, profile.security.sessions.since)}</th>
                            <th scope="col">{say!(locale, profile.security.sessions.seen)}</th>
                            <th scope="col">{say!(locale, profile.security.sessions.act)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
            {end_others}
        </section>
    }
}

#[component]
fn Row(session: OwnSession) -> impl IntoView {
    let locale = asked().here.locale;
    let day = |seconds: i64| numbers::moment(locale, seconds);
    let (since, seen) = (day(session.since.as_second()), day(session.seen.as_second()));
    let browser = match session.browser.as_str() {
        "" => say!(locale, profile.security.sessions.unknown).to_owned(),
        named => named.to_owned(),
    };
    let act = if session.this {
        view! { <strong>{say!(locale, profile.security.sessions.this)}</strong> }.into_any()
    } else {
        let which = say!(locale, profile.security.sessions.end_of, browser = browser.clone(), day = since.clone());
        view! {
            <form action=paths::security(locale) method="post">
                <input r#type="hidden" name="action" value="end_session"/>
                <input r#type="hidden" name="id" value=session.id/>
                <button class="btn btn-outline-primary btn-sm" r#type="submit">
                    {say!(locale, profile.security.sessions.end)}
                    <span class="visually-hidden">" " {which}</span>
                </button>
            </form>
        }
        .into_any()
    };
    view! {
        <tr>
            <th scope="row">{browser}</th>
            <td>{since}</td>
            <td>{seen}</td>
            <td>{act}</td>
        </tr>
    }
}
