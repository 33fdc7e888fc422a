// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Whether a form still is as the server wrote it.

use web_sys::wasm_bindgen::JsCast;
use web_sys::{Element, HtmlFormElement, HtmlInputElement, HtmlOptionElement, HtmlSelectElement, HtmlTextAreaElement};

use crate::islands::writing::dom;

/// Whether anything in a form differs from what the server wrote.
pub(super) fn is_changed(form: &HtmlFormElement) -> bool {
    dom::all(form, "input, textarea, select").iter().any(|field| is_field_changed(field))
}

fn is_field_changed(field: &Element) -> bool {
    if let Some(area) = field.dyn_ref::<HtmlTextAreaElement>() {
        return area.default_value().is_ok_and(|written| area.value() != written);
    }
    if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
        // What is hidden has no other value than its attribute; the boxes say nothing by theirs.
        return input.value() != input.default_value() || input.checked() != input.default_checked();
    }
    field.dyn_ref::<HtmlSelectElement>().is_some_and(is_list_changed)
}

/// In a list without a chosen line the first is chosen.
fn is_list_changed(list: &HtmlSelectElement) -> bool {
    let lines = dom::all(list, "option");
    let written = lines
        .iter()
        .rposition(|line| line.dyn_ref::<HtmlOptionElement>().is_some_and(HtmlOptionElement::default_selected));
    let chosen = usize::try_from(list.selected_index()).unwrap_or_default();
    chosen != written.unwrap_or_default()
}
