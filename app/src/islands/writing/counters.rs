// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Below each long text: how long it is, while it is typed.

use std::cell::Cell;
use std::rc::Rc;

use web_sys::HtmlTextAreaElement;

use super::Page;
use super::dom::{self, Side, Switch};
use super::measure::{Measure, Standing};
use super::words::Word;

/// Puts a counter below each field that has a measure.
pub(super) fn start(page: &Rc<Page>, measures: Vec<Measure>) {
    for measure in measures {
        if let Some(area) = page.area(&measure.id) {
            count(page, area, measure);
        }
    }
}

fn count(page: &Rc<Page>, area: HtmlTextAreaElement, measure: Measure) {
    let Some(place) = dom::element("p", "writing-count") else { return };
    place.set_id(&format!("{}-conteggio", measure.id));
    dom::put_beside(&area, Side::After, &place);
    let described = area.get_attribute("aria-describedby").unwrap_or_default();
    dom::set(&area, "aria-describedby", format!("{described} {}", place.id()).trim());
    // What the server counted when it wrote the page would soon be wrong.
    let field = area.closest(".form-field").ok().flatten();
    if let Some(old) = field.and_then(|field| dom::first(&field, ".count-now")) {
        dom::switch(&old, "hidden", Switch::On);
    }
    let standing = Rc::new(Cell::new(measure.standing(&area.value())));
    let show = {
        let (page, area) = (Rc::clone(page), area.clone());
        move || {
            let text = area.value();
            dom::say(&place, &measure.counted(&text, &page.words));
            let now = measure.standing(&text);
            let class = if matches!(now, Standing::Long(_)) { "writing-count is-over" } else { "writing-count" };
            place.set_class_name(class);
            announce(&page, standing.replace(now), now);
        }
    };
    show();
    dom::listen(&area, "input", move |_| show());
}

/// The counter itself is quiet: only when a text becomes too short, right or too long is it told aloud.
fn announce(page: &Page, before: Standing, now: Standing) {
    if before.is_like(now) || before == Standing::Empty || now == Standing::Empty {
        return;
    }
    let words = now.told(&page.words).unwrap_or_else(|| page.words.get(Word::Fits).to_owned());
    page.speak(&words);
}
