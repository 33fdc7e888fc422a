// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The search field: a plain form field that, once touched, suggests titles while one types.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::api::{Suggestion, suggest};

/// Letters before anything is asked.
const SHORTEST: usize = 3;

/// The field of a search form, named `q`. Without script it is a plain field; with it, a combobox after the
/// ARIA Authoring Practices pattern "editable combobox with list autocomplete".
#[island]
pub fn SearchField(
    /// The field's `id`, for its label.
    id: String,
    /// What stands in it at first.
    value: String,
    /// What it is called for who cannot see its label.
    label: String,
    /// The grey example in the empty field.
    placeholder: String,
    /// Said when suggestions appear; `{n}` becomes their number.
    announcement: String,
    /// Code of the page's language.
    locale: String,
) -> impl IntoView {
    let typed = RwSignal::new(value.clone());
    let found = RwSignal::new(Vec::<Suggestion>::new());
    let active = RwSignal::new(None::<usize>);
    let asked = RwSignal::new(0_u32);
    let list_id = format!("{id}-list");
    let ask = move |text: String| {
        let number = asked.get_untracked() + 1;
        asked.set(number);
        active.set(None);
        if text.trim().chars().count() < SHORTEST {
            found.set(Vec::new());
            return;
        }
        let locale = locale.clone();
        leptos::task::spawn_local(async move {
            let answer = suggest(text, locale).await.unwrap_or_default();
            if asked.get_untracked() == number {
                found.set(answer);
            }
        });
    };
    let option_id = {
        let list_id = list_id.clone();
        move |place: usize| format!("{list_id}-{place}")
    };
    let keys = move |event: KeyboardEvent| choose(&event, found, active);
    let expanded = move || if found.read().is_empty() { "false" } else { "true" };
    let current = {
        let option_id = option_id.clone();
        move || active.get().map(&option_id)
    };
    let spoken = move || match found.read().len() {
        0 => String::new(),
        count => announcement.replace("{n}", &count.to_string()),
    };
    let options = move || {
        let option_id = option_id.clone();
        let lines = found.get().into_iter().enumerate();
        lines
            .map(|(place, line)| {
                let selected = move || if active.get() == Some(place) { "true" } else { "false" };
                view! {
                    <li role="option" id=option_id(place) aria-selected=selected>
                        <a href=line.url tabindex="-1">{line.title}</a>
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <div class="search-field">
            <input
                type="search" name="q" id=id class="form-control" role="combobox" autocomplete="off" maxlength="256"
                aria-label=label aria-autocomplete="list" aria-controls=list_id.clone() aria-expanded=expanded
                aria-activedescendant=current placeholder=placeholder value=value
                prop:value=move || typed.get()
                on:input=move |event| { let text = event_target_value(&event); typed.set(text.clone()); ask(text) }
                on:keydown=keys
                on:blur=move |_| active.set(None)
            />
            <ul class="search-suggestions" role="listbox" id=list_id aria-label="" hidden=move || found.read().is_empty()>
                {options}
            </ul>
            <p class="visually-hidden" role="status">{spoken}</p>
        </div>
    }
}

/// Arrow keys walk through the list, Enter follows the chosen line, Escape closes the list.
fn choose(event: &KeyboardEvent, found: RwSignal<Vec<Suggestion>>, active: RwSignal<Option<usize>>) {
    let count = found.read_untracked().len();
    if count == 0 {
        return;
    }
    let now = active.get_untracked();
    match event.key().as_str() {
        "ArrowDown" => active.set(Some(now.map_or(0, |place| (place + 1) % count))),
        "ArrowUp" => active.set(Some(now.map_or(count - 1, |place| (place + count - 1) % count))),
        "Escape" => found.set(Vec::new()),
        "Enter" => {
            let Some(line) = now.and_then(|place| found.read_untracked().get(place).cloned()) else { return };
            event.prevent_default();
            // A location that cannot be set leaves the reader where they are, with the list open.
            drop(window().location().set_href(&line.url));
            return;
        }
        _ => return,
    }
    event.prevent_default();
}
