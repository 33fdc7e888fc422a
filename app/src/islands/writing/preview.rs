// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A text as readers will see it, in the place of its field.

use std::rc::Rc;

use leptos::task::spawn_local;
use web_sys::{HtmlElement, HtmlTextAreaElement};

use super::Page;
use super::dom::{self, Side, Switch};
use super::sending::post_value;
use super::shown::show;
use super::words::Word;
use crate::api::{PREVIEW, Shown, ToShow};

/// Shows the preview of a text, or the text again.
pub(super) fn turn(page: &Rc<Page>, area: &HtmlTextAreaElement, bar: &HtmlElement, button: &HtmlElement) {
    if area.has_attribute("hidden") {
        set_writing(page, area, bar, button, Switch::On);
        drop(area.focus());
        return;
    }
    let (page, area, bar, button) = (Rc::clone(page), area.clone(), bar.clone(), button.clone());
    spawn_local(async move {
        let answer = post_value(PREVIEW, &ToShow { text: area.value() }).await;
        let shown = answer.read::<Shown>().and_then(|shown| {
            let place = place(&page, &area)?;
            if area.value().trim().is_empty() {
                dom::say(&place, page.words.get(Word::PreviewEmpty));
            } else {
                show(&place, &shown);
            }
            Some(())
        });
        match shown {
            Some(()) => {
                set_writing(&page, &area, &bar, &button, Switch::Off);
                page.speak(page.words.get(Word::Previewed));
            }
            None => page.tell(page.words.get(Word::PreviewFailed)),
        }
    });
}

/// Where the preview of a field stands; made at the first time.
fn place(page: &Page, area: &HtmlTextAreaElement) -> Option<HtmlElement> {
    let id = format!("{}-anteprima", area.id());
    if let Some(place) = dom::first(&page.form, &format!("[id='{id}']")) {
        return Some(place);
    }
    let place = dom::element("div", "rich writing-preview")?;
    place.set_id(&id);
    dom::set(&place, "role", "region");
    dom::set(&place, "aria-label", &format!("{}: {}", page.words.get(Word::Preview), page.label(&area.id())));
    // What is longer than its frame is scrolled by the keyboard too.
    dom::set(&place, "tabindex", "0");
    dom::put_beside(area, Side::After, &place);
    Some(place)
}

/// Shows either the text or its preview; the other tools work on the text alone.
fn set_writing(page: &Page, area: &HtmlTextAreaElement, bar: &HtmlElement, button: &HtmlElement, on: Switch) {
    let off = if on == Switch::On { Switch::Off } else { Switch::On };
    dom::switch(area, "hidden", off);
    if let Some(place) = place(page, area) {
        dom::switch(&place, "hidden", on);
    }
    for other in dom::all(bar, "[data-tool]") {
        if other != *button {
            dom::switch(&other, "disabled", off);
        }
    }
    let word = if on == Switch::On { Word::Preview } else { Word::Back };
    dom::say(button, page.words.get(word));
}
