// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The few things that the island does to the page: listening, making elements, putting text into a field.
//!
//! What a browser refuses here (an attribute, the focus) leaves the page as it was, so refusals are dropped.

use leptos::prelude::document;
use web_sys::wasm_bindgen::JsCast;
use web_sys::wasm_bindgen::closure::Closure;
use web_sys::{Element, Event, EventInit, EventTarget, HtmlDocument, HtmlElement, HtmlTextAreaElement};

use super::edits::{Edit, byte_at, units};

/// Does something at each event of a name, as long as the page is there.
pub(super) fn listen(target: &EventTarget, name: &str, act: impl FnMut(Event) + 'static) {
    let act = Closure::<dyn FnMut(Event)>::new(act);
    drop(target.add_event_listener_with_callback(name, act.as_ref().unchecked_ref()));
    act.forget();
}

/// A new element, not yet in the page.
pub(super) fn element(name: &str, class: &str) -> Option<HtmlElement> {
    let element: HtmlElement = document().create_element(name).ok()?.dyn_into().ok()?;
    element.set_class_name(class);
    Some(element)
}

/// A new button that sends nothing.
pub(super) fn button(class: &str, words: &str) -> Option<HtmlElement> {
    let button = element("button", class)?;
    set(&button, "type", "button");
    button.set_text_content(Some(words));
    Some(button)
}

/// Sets an attribute.
pub(super) fn set(element: &Element, name: &str, value: &str) {
    drop(element.set_attribute(name, value));
}

/// Sets or takes away an attribute that has no value.
pub(super) fn switch(element: &Element, name: &str, on: Switch) {
    drop(element.toggle_attribute_with_force(name, on == Switch::On));
}

/// Whether something is to be there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Switch {
    On,
    Off,
}

/// Adds an element at the end of another.
pub(super) fn add(parent: &Element, child: &Element) {
    drop(parent.append_child(child));
}

/// Puts an element before another, or after it.
pub(super) fn put_beside(element: &Element, side: Side, new: &Element) {
    let place = match side {
        Side::Before => "beforebegin",
        Side::After => "afterend",
    };
    drop(element.insert_adjacent_element(place, new));
}

/// A side of an element.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Before,
    After,
}

/// Says something in a place, where it does not stand there already: a place that is read aloud stays quiet then.
pub(super) fn say(place: &Element, words: &str) {
    if place.text_content().as_deref() != Some(words) {
        place.set_text_content(Some(words));
    }
}

/// The first element below another that a selector means.
pub(super) fn first(below: &Element, selector: &str) -> Option<HtmlElement> {
    below.query_selector(selector).ok().flatten()?.dyn_into().ok()
}

/// The elements below another that a selector means.
pub(super) fn all(below: &Element, selector: &str) -> Vec<HtmlElement> {
    let Ok(found) = below.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.item(at)?.dyn_into().ok()).collect()
}

/// The element at which something happened, or the nearest one around it that a selector means.
pub(super) fn around(event: &Event, selector: &str) -> Option<HtmlElement> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.closest(selector).ok().flatten()?.dyn_into().ok()
}

/// The selection of a text area, in bytes of its text.
pub(super) fn selection(area: &HtmlTextAreaElement, text: &str) -> (usize, usize) {
    let start = area.selection_start().ok().flatten().unwrap_or_default();
    let end = area.selection_end().ok().flatten().unwrap_or(start);
    let (from, to) = (byte_at(text, start), byte_at(text, end));
    (from, to.max(from))
}

/// Does an edit as if it were typed, so that the browser's own undo takes it back; the rest of the island hears of it
/// by the event of typing.
pub(super) fn edit(area: &HtmlTextAreaElement, text: &str, edit: &Edit) {
    let (from, to) = (units(&text[..edit.from]), units(&text[..edit.to]));
    drop(area.focus());
    drop(area.set_selection_range(from, to));
    if !typed(&edit.insert) {
        replace(area, from, to, &edit.insert);
    }
    let start = from + units(&edit.insert[..edit.select.0]);
    let end = from + units(&edit.insert[..edit.select.1]);
    drop(area.set_selection_range(start, end));
}

/// The same for a field that its writer may have left meanwhile: the focus stays where it is, and then nothing can be
/// undone.
pub(super) fn edit_quietly(area: &HtmlTextAreaElement, text: &str, change: &Edit) {
    let area_node: &Element = area;
    if document().active_element().is_some_and(|active| active == *area_node) {
        edit(area, text, change);
    } else {
        replace(area, units(&text[..change.from]), units(&text[..change.to]), &change.insert);
    }
}

/// Types a text over the selection; some browsers refuse.
fn typed(text: &str) -> bool {
    let Ok(document) = document().dyn_into::<HtmlDocument>() else { return false };
    document.exec_command_with_show_ui_and_value("insertText", false, text).unwrap_or(false)
}

fn replace(area: &HtmlTextAreaElement, from: u32, to: u32, text: &str) {
    drop(area.set_range_text_with_start_and_end(text, from, to));
    let bubbles = EventInit::new();
    bubbles.set_bubbles(true);
    if let Ok(event) = Event::new_with_event_init_dict("input", &bubbles) {
        drop(area.dispatch_event(&event));
    }
}
