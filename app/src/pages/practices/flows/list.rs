// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The adoptions behind the numbers of one region.

use leptos::prelude::*;
use portal::flows::RegionList;

use crate::ssr::i18n::say;
use crate::ssr::parts::adopted::AdoptedLine;
use crate::ssr::render::asked;

/// The adoptions that go out of a region or come into it.
#[component]
pub fn RegionAdoptions(
    /// The region with its adoptions.
    list: RegionList,
) -> impl IntoView {
    let locale = asked().here.locale;
    let RegionList { region, lines } = list;
    let none = lines.is_empty().then(|| view! { <p>{say!(locale, flows.list_none)}</p> });
    let lines = lines.into_iter().map(|line| view! { <AdoptedLine line/> }).collect_view();
    view! {
        <section class="flow-list" aria-labelledby="elenco">
            <h2 id="elenco">{say!(locale, flows.list, region = region.name(locale))}</h2>
            {none}
            <ul>{lines}</ul>
        </section>
    }
}
