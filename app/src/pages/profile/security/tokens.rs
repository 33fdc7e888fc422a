// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The keys by which programs act for the member, and the way to end each; nothing is shown where there are none.

use domain::Locale;
use leptos::prelude::*;
use portal::people::OwnToken;

use super::super::form::{Form, Wrong, general};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::numbers;
use crate::ssr::render::asked;

/// What was refused of the form on keys.
pub fn wrong(locale: Locale) -> Wrong {
    Form::of("end_token", locale, general).wrong(&[("form", "chiavi")])
}

/// All keys, the newest first.
#[component]
pub fn Tokens(
    /// The keys.
    tokens: Vec<OwnToken>,
) -> impl IntoView {
    let locale = asked().here.locale;
    let is_shown = !tokens.is_empty() || Form::of("end_token", locale, general).is_refused();
    let rows = tokens.into_iter().map(|token| view! { <Row token/> }).collect_view();
    is_shown.then(|| {
        view! {
            <section class="profile-section" aria-labelledby="chiavi">
                <h2 id="chiavi">{say!(locale, profile.security.tokens.heading)}</h2>
                <p>{say!(locale, profile.security.tokens.text)}</p>
                <div class="table-scroll" role="group" aria-labelledby="chiavi" tabindex="0">
                    <table class="table">
                        <caption>{say!(locale, profile.security.tokens.caption)}</caption>
                        <thead>
                            <tr>
                                <th scope="col">{say!(locale, profile.security.tokens.since)}</th>
                                <th scope="col">{say!(locale, profile.security.tokens.used)}</th>
                                <th scope="col">{say!(locale, profile.security.tokens.until)}</th>
                                <th scope="col">{say!(locale, profile.security.tokens.act)}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </section>
        }
    })
}

#[component]
fn Row(token: OwnToken) -> impl IntoView {
    let locale = asked().here.locale;
    let day = |seconds: i64| numbers::moment(locale, seconds);
    let (since, until) = (day(token.since.as_second()), day(token.until.as_second()));
    let used = match token.used {
        Some(used) => day(used.as_second()),
        None => say!(locale, profile.security.tokens.never).to_owned(),
    };
    let which = say!(locale, profile.security.tokens.end_of, day = since.clone());
    view! {
        <tr>
            <th scope="row">{since}</th>
            <td>{used}</td>
            <td>{until}</td>
            <td>
                <form action=paths::security(locale) method="post">
                    <input r#type="hidden" name="action" value="end_token"/>
                    <input r#type="hidden" name="id" value=token.id/>
                    <button class="btn btn-outline-primary btn-sm" r#type="submit">
                        {say!(locale, profile.security.tokens.end)}
                        <span class="visually-hidden">" " {which}</span>
                    </button>
                </form>
            </td>
        </tr>
    }
}
