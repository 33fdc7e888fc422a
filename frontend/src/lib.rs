// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

#![doc = include_str!("../README.md")]

use wasm_bindgen::prelude::wasm_bindgen;

// The functions of the islands must be linked in, though nothing here calls them.
#[expect(unused_imports, reason = "links the islands in")]
use app::islands as _;

/// Prepares the islands of this page; `start.js` then wakes each of them.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_islands();
}
