// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Where a thread stands, above its posts: pinned, locked, closed with its conclusions, joined with another one.

use domain::Locale;
use domain::policy::{Standing, ThreadState};
use leptos::prelude::*;
use portal::talking::ThreadPage;

use super::reply::stands;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::raw::Rich;

/// What there is to say before the posts.
pub(super) fn banner(locale: Locale, value: &ThreadPage) -> impl IntoView + use<> {
    let note = |words: &'static str| view! { <p class="thread-note">{words}</p> };
    let standing = match value.line.standing {
        Standing::Visible => None,
        Standing::Queued => Some(say!(locale, threads.state.queued)),
        Standing::Hidden => Some(say!(locale, threads.state.hidden)),
        Standing::Deleted | Standing::Erased => Some(say!(locale, threads.state.withdrawn)),
    };
    let pinned = value.line.pinned.then(|| note(say!(locale, threads.state.pinned)));
    let state = (value.line.state != ThreadState::Open).then(|| note(stands(locale, value.line.state)));
    let goes_on = value.goes_on_in.as_ref().map(|address| {
        view! {
            <p><a class="btn btn-primary" href=paths::thread(locale, address)>{say!(locale, threads.state.goes_on)}</a></p>
        }
    });
    let lang = (value.language() != locale.language()).then(|| value.language().code());
    let conclusions = value.conclusions.clone().filter(|_| value.line.state == ThreadState::Closed).map(|html| {
        view! {
            <section class="thread-conclusions" aria-labelledby="conclusioni-scritte">
                <h2 class="h4" id="conclusioni-scritte">{say!(locale, threads.state.conclusions)}</h2>
                <div lang=lang><Rich html/></div>
            </section>
        }
    });
    let answer = value.answer.map(|position| {
        let address = paths::post(locale, &value.line.address, position);
        view! { <p><a href=address>{say!(locale, threads.read.to_answer)}</a></p> }
    });
    view! {
        {standing.map(note)}
        {pinned}
        {state}
        {goes_on}
        {conclusions}
        {answer}
    }
}
