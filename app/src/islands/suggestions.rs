// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The search field: a plain form field that, once touched, suggests titles while one types.

use std::time::Duration;

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::api::{Suggestion, suggest};

/// Letters before anything is asked.
const SHORTEST: usize = 3;
/// How long the reader must have stopped typing before anything is asked.
const PAUSE: Duration = Duration::from_millis(120);

/// The state of the list, shared by the field and its lines.
#[derive(Clone, Copy)]
struct List {
    found: RwSignal<Vec<Suggestion>>,
    /// The line that the arrow keys reached.
    active: RwSignal<Option<usize>>,
    /// Number of the latest question: answers to earlier ones are thrown away.
    asked: RwSignal<u32>,
}

impl List {
    fn new() -> Self {
        Self { found: RwSignal::new(Vec::new()), active: RwSignal::new(None), asked: RwSignal::new(0) }
    }

    /// Closes the list, and forgets the question that is on its way.
    fn close(self) {
        self.asked.update(|number| *number += 1);
        self.active.set(None);
        self.found.set(Vec::new());
    }

    /// Asks for what goes on as the text, once the reader pauses.
    fn ask(self, text: String, locale: String) {
        let number = self.asked.get_untracked() + 1;
        self.asked.set(number);
        self.active.set(None);
        if text.trim().chars().count() < SHORTEST {
            self.found.set(Vec::new());
            return;
        }
        let latest = move || self.asked.try_get_untracked() == Some(number);
        let ask = move || {
            if !latest() {
                return;
            }
            leptos::task::spawn_local(async move {
                let answer = suggest(text, locale).await.unwrap_or_default();
                if latest() {
                    self.found.set(answer);
                }
            });
        };
        set_timeout(ask, PAUSE);
    }

    /// Goes to the address of a line.
    fn follow(self, place: usize) {
        let url = self.found.with_untracked(|found| found.get(place).map(|line| line.url.clone()));
        if let Some(url) = url {
            // A location that cannot be set leaves the reader where they are, with the list open.
            drop(window().location().set_href(&url));
        }
    }

    /// Arrow keys walk through the list, Enter follows the chosen line, Escape closes the list.
    fn press(self, event: &KeyboardEvent) {
        let count = self.found.read_untracked().len();
        if count == 0 || event.is_composing() {
            return;
        }
        let now = self.active.get_untracked();
        match (event.key().as_str(), now) {
            ("ArrowDown", _) => self.active.set(Some(now.map_or(0, |place| (place + 1) % count))),
            ("ArrowUp", _) => self.active.set(Some(now.map_or(count - 1, |place| (place + count - 1) % count))),
            ("Escape", _) => self.close(),
            ("Enter", Some(place)) => self.follow(place),
            _ => return,
        }
        event.prevent_default();
    }
}

/// The field of a search form, named `q`. Without script it is a plain field; with it, a combobox after the
/// ARIA Authoring Practices pattern "editable combobox with list autocomplete". The form has its visible `label`.
#[island]
pub fn SearchField(
    /// The field's `id`, for its label.
    id: String,
    /// What stands in it at first.
    value: String,
    /// What the list of suggestions is called for who cannot see it.
    label: String,
    /// The grey example in the empty field; none if empty.
    placeholder: String,
    /// Said when suggestions appear; `{n}` becomes their number.
    announcement: String,
    /// Code of the page's language.
    locale: String,
) -> impl IntoView {
    let list = List::new();
    let list_id = format!("{id}-list");
    let line_id = {
        let list_id = list_id.clone();
        move |place: usize| format!("{list_id}-{place}")
    };
    let current = {
        let line_id = line_id.clone();
        move || list.active.get().map(&line_id)
    };
    let is_closed = move || list.found.read().is_empty();
    let expanded = move || if is_closed() { "false" } else { "true" };
    let spoken = move || match list.found.read().len() {
        0 => String::new(),
        count => announcement.replace("{n}", &count.to_string()),
    };
    let lines = move || {
        let lines = list.found.get().into_iter().enumerate();
        lines.map(|(place, line)| suggestion(list, place, line_id(place), line)).collect_view()
    };
    view! {
        <div class="search-field">
            <input
                class="form-control" type="text" enterkeyhint="search" id=id name="q" maxlength="256"
                autocomplete="off" role="combobox" aria-autocomplete="list" aria-controls=list_id.clone()
                aria-expanded=expanded aria-activedescendant=current
                placeholder=(!placeholder.is_empty()).then_some(placeholder) value=value
                on:input=move |event| list.ask(event_target_value(&event), locale.clone())
                on:keydown=move |event| list.press(&event)
                on:blur=move |_| list.close()
            />
            <ul class="suggestions" role="listbox" id=list_id aria-label=label hidden=is_closed>{lines}</ul>
            <p class="visually-hidden" role="status">{spoken}</p>
        </div>
    }
}

/// One line. Pressing the mouse on it must not take the focus from the field, which would close the list.
fn suggestion(list: List, place: usize, id: String, line: Suggestion) -> impl IntoView {
    let selected = move || if list.active.get() == Some(place) { "true" } else { "false" };
    view! {
        <li
            role="option" id=id aria-selected=selected
            on:mousedown=|event| event.prevent_default()
            on:click=move |_| list.follow(place)
        >
            <span>{line.title}</span>
            <span class="suggestion-kind">{line.kind}</span>
        </li>
    }
}
