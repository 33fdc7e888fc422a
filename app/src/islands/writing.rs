// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Comfort while a step of the guided form is written: saving by itself, counters, tools, a preview, cleaned pastes.
//!
//! The form around the island is an ordinary form that the server wrote, and stays one: once woken, the island listens
//! to it. Nothing typed is kept in the browser, since computers in offices are shared.

mod alike;
mod autosave;
mod counters;
mod dom;
mod edits;
mod measure;
mod naming;
mod pasting;
mod placing;
mod preview;
mod rhythm;
mod sending;
mod shown;
mod tools;
mod typing;
mod words;

use std::rc::Rc;

use leptos::html::Div;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use web_sys::wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlFormElement, HtmlTextAreaElement};

pub use measure::Measure;
pub use words::Word;
use words::Words;

/// How the page came: what stands in the form is not always what is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Begins {
    /// With what is saved.
    Saved,
    /// With what was sent and refused.
    Refused,
    /// With what was sent, beside what somebody else saved: the next save is its writer's own decision.
    InConflict,
}

/// What the long texts of a step are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Texts {
    /// Shown as they are typed.
    Plain,
    /// Markdown.
    Marked,
}

/// Makes a step of the guided form more comfortable. It stands inside the form; start.js wakes it as soon as the form
/// is touched.
#[island]
pub fn WritingHelp(
    /// The practice.
    practice: String,
    /// Code of the step.
    step: String,
    /// The version that the page shows.
    version: String,
    /// How the page came.
    begins: Begins,
    /// What its long texts are.
    texts: Texts,
    /// How long they may be.
    measures: Vec<Measure>,
    /// The words, in the order of `Word::ALL`.
    words: Vec<String>,
) -> impl IntoView {
    let root = NodeRef::<Div>::new();
    Effect::new(move |_| {
        let Some(root) = root.get() else { return };
        let Some(page) = Page::around(&root, words.clone()).map(Rc::new) else { return };
        counters::start(&page, measures.clone());
        if texts == Texts::Marked {
            tools::start(&page);
            pasting::start(&page);
        }
        let address = format!("{}?practice={practice}&step={step}", crate::api::AUTOSAVE);
        autosave::start(&page, address, begins, &version);
    });
    view! {
        <div class="writing-help" node_ref=root>
            <p class="writing-status" aria-live="polite" aria-atomic="true"></p>
            <p class="visually-hidden" aria-live="polite" aria-atomic="true"></p>
        </div>
    }
}

/// Makes the form of a text more comfortable that is not saved by itself. It stands inside the form, as `WritingHelp`
/// does.
#[island]
pub fn TalkHelp(
    /// Where it is written, as the parameter of what the island asks for; nobody can be named where it is empty.
    within: String,
    /// How long its texts may be.
    measures: Vec<Measure>,
    /// The words, in the order of `Word::ALL`.
    words: Vec<String>,
    /// What the list of people is called, what is said when people appear, what stands above similar threads.
    people: Vec<String>,
    /// Code of the page's language.
    locale: String,
) -> impl IntoView {
    let root = NodeRef::<Div>::new();
    Effect::new(move |_| {
        let Some(root) = root.get() else { return };
        let Some(page) = Page::around(&root, words.clone()).map(Rc::new) else { return };
        counters::start(&page, measures.clone());
        tools::start(&page);
        pasting::start(&page);
        naming::start(&page, &within, &people);
        if let Some(heading) = people.get(2) {
            alike::start(&page, &locale, heading);
        }
    });
    view! {
        <div class="writing-help" node_ref=root>
            <p class="writing-status" aria-live="polite" aria-atomic="true"></p>
            <p class="visually-hidden" aria-live="polite" aria-atomic="true"></p>
        </div>
    }
}

/// The form and the places where the island speaks.
struct Page {
    form: HtmlFormElement,
    /// What became of saving, to be seen and heard.
    status: HtmlElement,
    /// What is only told to those who cannot see it.
    spoken: HtmlElement,
    words: Words,
}

impl Page {
    fn around(root: &Element, words: Vec<String>) -> Option<Self> {
        let form = root.closest("form").ok().flatten()?.dyn_into().ok()?;
        let status = dom::first(root, ".writing-status")?;
        let spoken = dom::first(root, ".visually-hidden")?;
        Some(Self { form, status, spoken, words: Words::new(words) })
    }

    /// The text area with an `id`; other fields are none.
    fn area(&self, id: &str) -> Option<HtmlTextAreaElement> {
        document().get_element_by_id(id)?.dyn_into().ok()
    }

    /// All text areas of the form.
    fn areas(&self) -> Vec<HtmlTextAreaElement> {
        dom::all(&self.form, "textarea").into_iter().filter_map(|area| area.dyn_into().ok()).collect()
    }

    /// What the field with an `id` is called.
    fn label(&self, id: &str) -> String {
        let label = dom::first(&self.form, &format!("label[for='{id}']"));
        label.and_then(|label| label.text_content()).unwrap_or_default()
    }

    /// Tells everybody what became of what they write.
    fn tell(&self, words: &str) {
        // No page has a second status before there is something to say.
        dom::set(&self.status, "role", "status");
        dom::say(&self.status, words);
    }

    /// Tells something to those who cannot see it.
    fn speak(&self, words: &str) {
        dom::say(&self.spoken, words);
    }
}
