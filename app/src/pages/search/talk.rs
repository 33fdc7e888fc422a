// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Threads and posts among the results.

use domain::{Language, Locale};
use leptos::prelude::*;
use portal::cards::{FoundPost, Run};
use portal::talking::ThreadLine;

use super::results::{excerpt, origin, other_than};
use crate::paths;
use crate::ssr::parts::numbers;
use crate::ssr::parts::threads::{place, tally, title};

/// A thread leads to its beginning.
pub(super) fn thread(
    line: &ThreadLine,
    kind: &'static str,
    (runs, language): (Vec<Run>, Language),
    locale: Locale,
) -> impl IntoView + use<> {
    let (title, lang) = title(locale, line);
    view! {
        <li class="result">
            <h3><a href=paths::thread(locale, &line.address) lang=lang>{title}</a></h3>
            <p class="result-origin">{kind} " · " {place(locale, &line.place)}</p>
            {excerpt(runs, other_than(language, locale))}
            <p class="result-foot">{tally(locale, line)}</p>
        </li>
    }
}

/// A post leads to its place in its thread.
pub(super) fn post(
    card: &FoundPost,
    kind: &'static str,
    (runs, language): (Vec<Run>, Language),
    locale: Locale,
) -> impl IntoView + use<> {
    let (title, lang) = title(locale, &card.thread);
    let what = origin([Some(kind.to_owned()), Some(numbers::time(locale, card.at)), None, None]);
    view! {
        <li class="result">
            <h3><a href=paths::post(locale, &card.thread.address, card.position) lang=lang>{title}</a></h3>
            <p class="result-origin">{what} " · " {place(locale, &card.thread.place)}</p>
            {excerpt(runs, other_than(language, locale))}
        </li>
    }
}
