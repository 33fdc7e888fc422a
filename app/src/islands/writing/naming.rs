// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Naming people while one types: after an `@` and two letters the server says who can be named there.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::task::spawn_local;
use web_sys::wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, HtmlTextAreaElement, KeyboardEvent};

use super::Page;
use super::dom::{self, Side, Switch};
use super::edits::Edit;
use super::sending::get;
use super::typing::{begun_at, escaped};
use crate::api::{MENTIONS, ToName};

/// The list below a text.
struct List {
    page: Rc<Page>,
    area: HtmlTextAreaElement,
    place: HtmlElement,
    /// The address that is asked, up to what was typed.
    address: String,
    /// Said when people appear; `{n}` becomes their number.
    announcement: String,
    found: RefCell<Vec<ToName>>,
    active: Cell<usize>,
    /// Number of the latest question: answers to earlier ones are thrown away.
    asked: Cell<u32>,
}

/// Offers people below each text of a form. `within` says where it is written, `words` what the list is called and what
/// is said when people appear.
pub(super) fn start(page: &Rc<Page>, within: &str, words: &[String]) {
    for area in page.areas() {
        // Without a list people are named by the part of the form that needs no script.
        let _made = offer(page, area, within, words);
    }
}

fn offer(page: &Rc<Page>, area: HtmlTextAreaElement, within: &str, words: &[String]) -> Option<()> {
    let place = dom::element("ul", "suggestions writing-people")?;
    place.set_id(&format!("{}-persone", area.id()));
    dom::set(&place, "role", "listbox");
    dom::set(&place, "aria-label", words.first()?);
    dom::switch(&place, "hidden", Switch::On);
    dom::put_beside(&area, Side::After, &place);
    dom::set(&area, "aria-controls", &place.id());
    let list = Rc::new(List {
        page: Rc::clone(page),
        area: area.clone(),
        place: place.clone(),
        address: format!("{MENTIONS}?{within}&q="),
        announcement: words.get(1)?.clone(),
        found: RefCell::new(Vec::new()),
        active: Cell::new(0),
        asked: Cell::new(0),
    });
    let own = Rc::clone(&list);
    dom::listen(&area, "input", move |_| own.typed());
    let own = Rc::clone(&list);
    dom::listen(&area, "keydown", move |event| own.pressed(&event));
    let own = Rc::clone(&list);
    dom::listen(&area, "blur", move |_| own.close());
    // Pressing the mouse on a line must not take the focus from the text, which would close the list.
    dom::listen(&place, "mousedown", move |event| event.prevent_default());
    dom::listen(&place, "click", move |event| list.clicked(&event));
    Some(())
}

impl List {
    /// Asks for who goes on as was typed behind the last `@`.
    fn typed(self: &Rc<Self>) {
        let text = self.area.value();
        let (_, caret) = dom::selection(&self.area, &text);
        let number = self.asked.get() + 1;
        self.asked.set(number);
        let Some((_, typed)) = begun_at(&text, caret) else { return self.hide() };
        let (own, address) = (Rc::clone(self), format!("{}{}", self.address, escaped(typed)));
        spawn_local(async move {
            let found = get(&address).await.read::<Vec<ToName>>().unwrap_or_default();
            if own.asked.get() == number {
                own.show(found);
            }
        });
    }

    fn show(&self, found: Vec<ToName>) {
        self.place.set_text_content(None);
        self.active.set(0);
        for (at, one) in found.iter().enumerate() {
            let Some(line) = dom::element("li", "") else { continue };
            line.set_id(&format!("{}-{at}", self.place.id()));
            dom::set(&line, "role", "option");
            let words = if one.body.is_empty() { one.name.clone() } else { format!("{} ({})", one.name, one.body) };
            line.set_text_content(Some(&words));
            dom::add(&self.place, &line);
        }
        let is_none = found.is_empty();
        if !is_none {
            self.page.speak(&self.announcement.replace("{n}", &found.len().to_string()));
        }
        self.found.replace(found);
        dom::switch(&self.place, "hidden", if is_none { Switch::On } else { Switch::Off });
        self.mark();
    }

    /// Shows which line is chosen, also to those who listen.
    fn mark(&self) {
        let lines = dom::all(&self.place, "[role=option]");
        for (at, line) in lines.iter().enumerate() {
            dom::set(line, "aria-selected", if at == self.active.get() { "true" } else { "false" });
        }
        match lines.get(self.active.get()) {
            Some(line) => dom::set(&self.area, "aria-activedescendant", &line.id()),
            None => drop(self.area.remove_attribute("aria-activedescendant")),
        }
    }

    fn hide(&self) {
        if !self.found.borrow().is_empty() {
            self.show(Vec::new());
        }
    }

    /// Closes the list, and forgets the question that is on its way.
    fn close(&self) {
        self.asked.set(self.asked.get() + 1);
        self.hide();
    }

    /// Arrow keys walk through the list, Enter names the chosen person, Escape closes the list.
    fn pressed(&self, event: &Event) {
        let count = self.found.borrow().len();
        let Some(key) = event.dyn_ref::<KeyboardEvent>().filter(|key| count > 0 && !key.is_composing()) else { return };
        match key.key().as_str() {
            "ArrowDown" => self.active.set((self.active.get() + 1) % count),
            "ArrowUp" => self.active.set((self.active.get() + count - 1) % count),
            "Enter" => self.choose(self.active.get()),
            "Escape" => self.close(),
            _ => return,
        }
        event.prevent_default();
        self.mark();
    }

    fn clicked(&self, event: &Event) {
        let Some(line) = dom::around(event, "[role=option]") else { return };
        let lines = dom::all(&self.place, "[role=option]");
        if let Some(at) = lines.iter().position(|one| *one == line) {
            self.choose(at);
        }
    }

    /// Puts who was chosen in the place of what was typed.
    fn choose(&self, at: usize) {
        let Some(mention) = self.found.borrow().get(at).map(|one| format!("{} ", one.mention)) else { return };
        let text = self.area.value();
        let (_, caret) = dom::selection(&self.area, &text);
        if let Some((from, _)) = begun_at(&text, caret) {
            let select = (mention.len(), mention.len());
            dom::edit(&self.area, &text, &Edit { from, to: caret, insert: mention, select });
        }
        self.close();
    }
}
