// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Above each long text: a toolbar after the ARIA Authoring Practices, for those who don't know Markdown.

use std::rc::Rc;

use web_sys::wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, HtmlTextAreaElement, KeyboardEvent};

use super::dom::{self, Side};
use super::words::Word;
use super::{Page, edits, preview};

/// What a button does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tool {
    Bold,
    Italic,
    Heading,
    Bullets,
    Numbers,
    Link,
    Preview,
}

/// The buttons in their order: what each does, its code, its words, its keys.
const TOOLS: [(Tool, &str, Word, Option<&str>); 7] = [
    (Tool::Bold, "bold", Word::Bold, Some("Control+B")),
    (Tool::Italic, "italic", Word::Italic, Some("Control+I")),
    (Tool::Heading, "heading", Word::Heading, None),
    (Tool::Bullets, "bullets", Word::Bullets, None),
    (Tool::Numbers, "numbers", Word::Numbers, None),
    (Tool::Link, "link", Word::Link, None),
    (Tool::Preview, "preview", Word::Preview, None),
];

/// Puts a toolbar above each long text.
pub(super) fn start(page: &Rc<Page>) {
    for area in page.areas() {
        // A toolbar that cannot be made is only wanting.
        let _made = raise(page, &area);
    }
    let own = Rc::clone(page);
    dom::listen(&page.form, "click", move |event| clicked(&own, &event));
    let own = Rc::clone(page);
    dom::listen(&page.form, "keydown", move |event| pressed(&own, &event));
}

fn raise(page: &Page, area: &HtmlTextAreaElement) -> Option<()> {
    let bar = dom::element("div", "writing-tools")?;
    dom::set(&bar, "role", "toolbar");
    dom::set(&bar, "aria-controls", &area.id());
    dom::set(&bar, "aria-label", &format!("{}: {}", page.words.get(Word::Tools), page.label(&area.id())));
    for (place, (_, code, word, keys)) in TOOLS.iter().enumerate() {
        let button = dom::button("writing-tool", page.words.get(*word))?;
        dom::set(&button, "data-tool", code);
        // One stop for the Tab key; the arrows lead on.
        dom::set(&button, "tabindex", if place == 0 { "0" } else { "-1" });
        if let Some(keys) = keys {
            dom::set(&button, "aria-keyshortcuts", keys);
        }
        dom::add(&bar, &button);
    }
    dom::put_beside(area, Side::Before, &bar);
    Some(())
}

fn clicked(page: &Rc<Page>, event: &Event) {
    let Some(button) = dom::around(event, "[data-tool]") else { return };
    let Some(bar) = dom::around(event, ".writing-tools") else { return };
    let Some(area) = bar.get_attribute("aria-controls").and_then(|id| page.area(&id)) else { return };
    let code = button.get_attribute("data-tool").unwrap_or_default();
    let Some((tool, ..)) = TOOLS.iter().find(|(_, known, ..)| *known == code) else { return };
    make_current(&bar, &button);
    match tool {
        Tool::Preview => preview::turn(page, &area, &bar, &button),
        tool => apply(page, &area, *tool),
    }
}

fn apply(page: &Page, area: &HtmlTextAreaElement, tool: Tool) {
    let text = area.value();
    let (from, to) = dom::selection(area, &text);
    let sample = page.words.get(Word::Sample);
    let edit = match tool {
        Tool::Bold => edits::bold(&text, from, to, sample),
        Tool::Italic => edits::italic(&text, from, to, sample),
        Tool::Heading => edits::heading(&text, from, to),
        Tool::Bullets => edits::bullets(&text, from, to),
        Tool::Numbers => edits::numbers(&text, from, to),
        Tool::Link => edits::link(&text, from, to, sample),
        Tool::Preview => return,
    };
    dom::edit(area, &text, &edit);
}

/// Arrows walk along a toolbar; in a text, Ctrl+B and Ctrl+I are bold and italic.
fn pressed(page: &Page, event: &Event) {
    let Some(key) = event.dyn_ref::<KeyboardEvent>().filter(|key| !key.is_composing()) else { return };
    if let Some(bar) = dom::around(event, ".writing-tools") {
        if let Some(step) = Step::of(&key.key()) {
            event.prevent_default();
            walk(&bar, step);
        }
        return;
    }
    let is_shortcut = (key.ctrl_key() || key.meta_key()) && !key.alt_key() && !key.shift_key();
    let tool = match key.key().as_str() {
        "b" | "B" if is_shortcut => Tool::Bold,
        "i" | "I" if is_shortcut => Tool::Italic,
        _ => return,
    };
    let area = dom::around(event, "textarea").and_then(|area| area.dyn_into::<HtmlTextAreaElement>().ok());
    if let Some(area) = area {
        event.prevent_default();
        apply(page, &area, tool);
    }
}

/// A step along a toolbar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    On,
    Back,
    First,
    Last,
}

impl Step {
    fn of(key: &str) -> Option<Self> {
        match key {
            "ArrowRight" | "ArrowDown" => Some(Self::On),
            "ArrowLeft" | "ArrowUp" => Some(Self::Back),
            "Home" => Some(Self::First),
            "End" => Some(Self::Last),
            _ => None,
        }
    }

    /// Where it leads from a place among so many; around at the ends.
    fn after(self, place: usize, count: usize) -> usize {
        match self {
            Self::On => (place + 1) % count,
            Self::Back => (place + count - 1) % count,
            Self::First => 0,
            Self::Last => count - 1,
        }
    }
}

fn walk(bar: &HtmlElement, step: Step) {
    let buttons = dom::all(bar, "[data-tool]:not([disabled])");
    let place = buttons.iter().position(|button| button.get_attribute("tabindex").as_deref() == Some("0"));
    if buttons.is_empty() {
        return;
    }
    if let Some(button) = buttons.get(step.after(place.unwrap_or_default(), buttons.len())) {
        make_current(bar, button);
        drop(button.focus());
    }
}

/// Makes a button the one that the Tab key leads to.
fn make_current(bar: &HtmlElement, button: &HtmlElement) {
    for other in dom::all(bar, "[data-tool]") {
        dom::set(&other, "tabindex", if other == *button { "0" } else { "-1" });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arrows_lead_around() {
        let steps = [Step::On, Step::Back, Step::First, Step::Last];
        assert_eq!(steps.map(|step| step.after(0, 7)), [1, 6, 0, 6]);
        assert_eq!(steps.map(|step| step.after(6, 7)), [0, 5, 0, 6]);
        assert_eq!(Step::On.after(0, 1), 0);
        assert_eq!(Step::of("Tab"), None);
    }

    #[test]
    fn every_tool_has_a_code_of_its_own() {
        for (place, (tool, code, ..)) in TOOLS.iter().enumerate() {
            let found = TOOLS.iter().position(|(other, known, ..)| other == tool || known == code);
            assert_eq!(found, Some(place));
        }
    }
}
