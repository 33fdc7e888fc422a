// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The step is saved by itself, over the version that its writer sees and over no other; what became of it is told.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::{document, set_timeout, window};
use leptos::serde_json;
use leptos::task::spawn_local;
use web_sys::js_sys::Date;
use web_sys::wasm_bindgen::JsCast;
use web_sys::{BeforeUnloadEvent, Event, HtmlElement, HtmlInputElement, SubmitEvent};

use super::dom;
use super::rhythm::Rhythm;
use super::sending::{Answer, Life, fields, post_fields};
use super::words::Word;
use super::{Begins, Page};
use crate::api::{Kept, NotDone};

mod changed;

/// The most characters of a form that is sent while its page goes away: browsers send at most 64 KiB then.
const LAST_LETTERS: u32 = 30_000;
/// How long a page may take to go after its form was sent.
const PATIENCE: Duration = Duration::from_secs(20);

struct Autosave {
    page: Rc<Page>,
    address: String,
    /// The hidden field with the version that the form was made from.
    version: HtmlInputElement,
    rhythm: Cell<Rhythm>,
    /// Whether a timer runs.
    is_armed: Cell<bool>,
    /// Whether nothing is saved by itself any more: the next save is its writer's own decision.
    is_over: Cell<bool>,
    /// Whether the form was sent, so that the page is about to go.
    is_leaving: Cell<bool>,
    /// The button that was pressed while a save was on its way: it is pressed again after that.
    pressed: RefCell<Option<HtmlElement>>,
}

/// Begins to save the form of a page to an address.
pub(super) fn start(page: &Rc<Page>, address: String, begins: Begins, version: &str) {
    let hidden = dom::first(&page.form, "input[name='version']").and_then(|field| field.dyn_into().ok());
    let Some(hidden) = hidden else { return };
    let saving = Rc::new(Autosave {
        page: Rc::clone(page),
        address,
        version: hidden,
        rhythm: Cell::new(Rhythm::default()),
        is_armed: Cell::new(false),
        is_over: Cell::new(begins == Begins::InConflict),
        is_leaving: Cell::new(false),
        pressed: RefCell::new(None),
    });
    match begins {
        // The form may have been sent again before the island woke: leaving then must not be held up by a question.
        Begins::InConflict | Begins::Refused => {}
        // Typed before the island woke, or put back by the browser: then the version may have come back too.
        Begins::Saved if changed::is_changed(&page.form) => saving.changed(),
        Begins::Saved => saving.version.set_value(version),
    }
    listen(&saving);
}

fn listen(saving: &Rc<Autosave>) {
    let on = |act: fn(&Rc<Autosave>, &Event)| {
        let own = Rc::clone(saving);
        move |event: Event| act(&own, &event)
    };
    let (form, window) = (&saving.page.form, window());
    dom::listen(form, "input", on(|saving, _| saving.changed()));
    dom::listen(form, "submit", on(|saving, event| saving.submitted(event)));
    dom::listen(
        &document(),
        "visibilitychange",
        on(|saving, _| {
            if document().hidden() {
                saving.send_last();
            }
        }),
    );
    dom::listen(&window, "pagehide", on(|saving, _| saving.send_last()));
    dom::listen(&window, "pageshow", on(|saving, _| saving.is_leaving.set(false)));
    dom::listen(&window, "beforeunload", on(|saving, event| saving.warn(event)));
    dom::listen(
        &window,
        "online",
        on(|saving, _| {
            saving.beat(Rhythm::try_now);
            saving.act();
        }),
    );
}

impl Autosave {
    fn beat(&self, act: impl FnOnce(&mut Rhythm)) {
        let mut rhythm = self.rhythm.get();
        act(&mut rhythm);
        self.rhythm.set(rhythm);
    }

    fn changed(self: &Rc<Self>) {
        self.beat(|rhythm| rhythm.changed(Date::now()));
        self.arm();
    }

    /// Comes back when it is time to save. One timer is enough: if it is too early then, it is set again.
    fn arm(self: &Rc<Self>) {
        if self.is_armed.get() || self.is_over.get() {
            return;
        }
        let Some(due) = self.rhythm.get().due() else { return };
        self.is_armed.set(true);
        let own = Rc::clone(self);
        let wake = move || {
            own.is_armed.set(false);
            own.act();
        };
        set_timeout(wake, Duration::from_millis((due - Date::now()).clamp(50.0, 120_000.0) as u64));
    }

    /// Saves if it is time, else comes back.
    fn act(self: &Rc<Self>) {
        match self.rhythm.get().due() {
            Some(due) if due <= Date::now() => self.send(Life::Page),
            Some(_) => self.arm(),
            None => {}
        }
    }

    fn send(self: &Rc<Self>, life: Life) {
        if self.is_over.get() || self.is_leaving.get() || self.rhythm.get().is_on_its_way() {
            return;
        }
        let Some(body) = fields(&self.page.form) else { return };
        self.beat(|rhythm| rhythm.begun(Date::now()));
        let own = Rc::clone(self);
        spawn_local(async move {
            let answer = post_fields(&own.address, &body, life).await;
            own.answered(&answer);
        });
    }

    /// The page is going, or out of sight: what was typed of late is sent at once.
    fn send_last(self: &Rc<Self>) {
        if self.rhythm.get().has_unsent() {
            let letters: u32 = self.page.areas().iter().map(|area| area.text_length()).sum();
            self.send(if letters < LAST_LETTERS { Life::Beyond } else { Life::Page });
        }
    }

    fn answered(self: &Rc<Self>, answer: &Answer) {
        let words = &self.page.words;
        let told = match answer {
            Answer::Came(409, _) => self.end(Word::Conflict),
            Answer::Came(403 | 404, _) => self.end(Word::Gone),
            Answer::Came(401, _) => self.hold(words.get(Word::SessionOver).to_owned()),
            Answer::Came(400 | 413 | 422, text) => self.hold(self.unreadable(text)),
            _ => self.kept(answer),
        };
        self.page.tell(&told);
        match self.pressed.take() {
            Some(button) => button.click(),
            None => self.arm(),
        }
    }

    /// The new version, or, without an answer of ours, another try later.
    fn kept(&self, answer: &Answer) -> String {
        let words = &self.page.words;
        let Some(Kept { version }) = answer.read() else {
            self.beat(|rhythm| rhythm.lost(Date::now()));
            return words.get(Word::Offline).to_owned();
        };
        self.version.set_value(&version);
        self.beat(Rhythm::saved);
        let now = Date::new_0();
        words.with(Word::Saved, "{time}", &format!("{:02}:{:02}", now.get_hours(), now.get_minutes()))
    }

    fn hold(&self, told: String) -> String {
        self.beat(Rhythm::hold);
        told
    }

    fn end(&self, word: Word) -> String {
        self.is_over.set(true);
        self.hold(self.page.words.get(word).to_owned())
    }

    /// That a field cannot be read, by its name where the page knows it.
    fn unreadable(&self, answer: &str) -> String {
        let words = &self.page.words;
        let field = serde_json::from_str::<NotDone>(answer).map(|refused| refused.field).unwrap_or_default();
        let input = dom::all(&self.page.form, "[name]");
        let input = input.iter().find(|input| input.get_attribute("name").as_deref() == Some(field.as_str()));
        let label = input.map(|input| self.page.label(&input.id())).unwrap_or_default();
        match label.trim() {
            "" => words.get(Word::UnreadableSomewhere).to_owned(),
            label => words.with(Word::Unreadable, "{field}", label),
        }
    }

    /// The form is sent. While a save is on its way it waits for that: else it would be refused because of the version
    /// that it has not heard of yet.
    fn submitted(self: &Rc<Self>, event: &Event) {
        let button = event.dyn_ref::<SubmitEvent>().and_then(|event| event.submitter());
        match button.filter(|_| self.rhythm.get().is_on_its_way()) {
            Some(button) => {
                event.prevent_default();
                *self.pressed.borrow_mut() = Some(button);
            }
            None => {
                self.is_leaving.set(true);
                // Where the page stays after all, because its sending was broken off, saving goes on.
                let own = Rc::clone(self);
                let stay = move || {
                    own.is_leaving.set(false);
                    own.arm();
                };
                set_timeout(stay, PATIENCE);
            }
        }
    }

    /// Asks before the page goes while something is unsaved.
    fn warn(&self, event: &Event) {
        if self.rhythm.get().is_unsaved() && !self.is_leaving.get() {
            event.prevent_default();
            if let Some(event) = event.dyn_ref::<BeforeUnloadEvent>() {
                // What older browsers want; none shows it.
                event.set_return_value("-");
            }
        }
    }
}
