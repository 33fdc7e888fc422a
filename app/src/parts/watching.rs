// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! How much a member is told of a thread, or of the threads of a place: three buttons, of which one is pressed.

use domain::Locale;
use domain::notice::Level;
use leptos::prelude::*;
use portal::notices::{Watched, Watching};

use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::named::Named;
use crate::ssr::render::asked;

/// Where the page of something watched is come back to.
const ID: &str = "seguire";

/// The buttons, with what each means. The one that is pressed is let go by pressing it again.
#[component]
pub fn WatchBox(
    /// What can be watched, and what was chosen.
    watching: Watching,
) -> impl IntoView {
    let here = asked().here;
    let locale = here.locale;
    let Watching { about, chosen } = watching;
    let lead = match about {
        Watched::Thread(_) => say!(locale, notices.watch.thread),
        Watched::Place(_) => say!(locale, notices.watch.place),
    };
    let buttons = Level::ALL.iter().map(|level| {
        let pressed = chosen == Some(*level);
        let value = if pressed { "" } else { level.code() };
        let class = if pressed { "btn btn-primary btn-sm" } else { "btn btn-outline-primary btn-sm" };
        let meaning = format!("{ID}-{}", level.code());
        view! {
            <li>
                <button
                    class=class
                    r#type="submit"
                    name="level"
                    value=value
                    aria-pressed=if pressed { "true" } else { "false" }
                    aria-describedby=meaning.clone()
                >
                    {level.name(locale)}
                </button>
                <span class="watch-meaning" id=meaning>{means(locale, *level)}</span>
            </li>
        }
    });
    let state = match chosen {
        Some(_) => say!(locale, notices.watch.again),
        None => say!(locale, notices.watch.usual),
    };
    view! {
        <details class="watch-box" id=ID open=chosen.is_some()>
            <summary>{say!(locale, notices.watch.title)}</summary>
            <p>{lead} " " {state}</p>
            <form action=paths::watch(locale) method="post">
                <input r#type="hidden" name="about" value=about.to_string()/>
                <input r#type="hidden" name="back" value=here.in_locale(locale)/>
                <ul class="watch-levels">{buttons.collect_view()}</ul>
            </form>
            <p class="mb-0"><a href=paths::notice_choices(locale)>{say!(locale, notices.watch.choices)}</a></p>
        </details>
    }
}

fn means(locale: Locale, level: Level) -> &'static str {
    match level {
        Level::Watch => say!(locale, notices.watch.means_watch),
        Level::Follow => say!(locale, notices.watch.means_follow),
        Level::Mute => say!(locale, notices.watch.means_mute),
    }
}
