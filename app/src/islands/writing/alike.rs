// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! While the title of a new thread is written: the threads that resemble it, as links.

use std::cell::Cell;
use std::rc::Rc;

use leptos::task::spawn_local;
use web_sys::wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement};

use super::Page;
use super::dom::{self, Side, Switch};
use super::sending::get;
use super::typing::escaped;
use crate::api::{Alike, SIMILAR};

/// Looks for similar threads each time that the title was changed; `heading` stands above them.
pub(super) fn start(page: &Rc<Page>, locale: &str, heading: &str) {
    // Where they cannot be shown, the button of the form finds them.
    let _made = watch(page, locale, heading);
}

fn watch(page: &Rc<Page>, locale: &str, heading: &str) -> Option<()> {
    let title: HtmlInputElement = dom::first(&page.form, "input[name=title]")?.dyn_into().ok()?;
    let field = title.closest(".form-field").ok().flatten()?;
    let place = dom::element("section", "thread-alike")?;
    dom::set(&place, "aria-label", heading);
    dom::switch(&place, "hidden", Switch::On);
    dom::put_beside(&field, Side::After, &place);
    let (page, address) = (Rc::clone(page), format!("{SIMILAR}?lingua={locale}&q="));
    let (heading, asked) = (heading.to_owned(), Rc::new(Cell::new(0_u32)));
    dom::listen(&title.clone(), "change", move |_| {
        let number = asked.get() + 1;
        asked.set(number);
        let (page, place, asked) = (Rc::clone(&page), place.clone(), Rc::clone(&asked));
        let (address, heading) = (format!("{address}{}", escaped(&title.value())), heading.clone());
        spawn_local(async move {
            let found = get(&address).await.read::<Vec<Alike>>().unwrap_or_default();
            if asked.get() == number {
                show(&page, &place, &heading, &found);
            }
        });
    });
    Some(())
}

fn show(page: &Page, place: &HtmlElement, heading: &str, found: &[Alike]) {
    place.set_text_content(None);
    dom::switch(place, "hidden", if found.is_empty() { Switch::On } else { Switch::Off });
    if found.is_empty() {
        return;
    }
    if let (Some(words), Some(list)) = (dom::element("p", "thread-alike-heading"), dom::element("ul", "")) {
        words.set_text_content(Some(heading));
        for one in found {
            if let (Some(line), Some(link)) = (dom::element("li", ""), dom::element("a", "")) {
                dom::set(&link, "href", &one.url);
                link.set_text_content(Some(&one.title));
                dom::add(&line, &link);
                dom::add(&list, &line);
            }
        }
        dom::add(place, &words);
        dom::add(place, &list);
        page.speak(heading);
    }
}
