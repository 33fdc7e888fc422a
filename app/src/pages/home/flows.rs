// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The map of adoptions in small: a picture that only shows, and the way to the map itself.

use domain::places::REGIONS;
use leptos::prelude::*;
use portal::flows::{RegionFlow, RegionTotals};

use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::flow_map::FlowMap;
use crate::ssr::render::asked;

/// How many ways the small picture draws.
const DRAWN: usize = 20;

/// From where to where practices went; nothing where none did.
#[component]
pub fn FlowsInShort(
    /// The ways, the most frequent first.
    flows: Vec<RegionFlow>,
) -> impl IntoView {
    let locale = asked().here.locale;
    (!flows.is_empty()).then(|| {
        let drawn: Vec<RegionFlow> = flows.into_iter().take(DRAWN).collect();
        let totals = totals(&drawn);
        view! {
            <section class="band" aria-labelledby="riusi-titolo-home">
                <div class="container flow-short-columns">
                    <div class="measure">
                        <h2 id="riusi-titolo-home">{say!(locale, flows.title)}</h2>
                        <p>{say!(locale, flows.home_text)}</p>
                        <p><a href=paths::flows(locale, &[])>{say!(locale, flows.home_link)}</a></p>
                    </div>
                    <FlowMap id="riusi" flows=drawn totals/>
                </div>
            </section>
        }
    })
}

/// What the ways that are drawn say of each region.
fn totals(drawn: &[RegionFlow]) -> Vec<RegionTotals> {
    let of = |region| RegionTotals { region, gives: 0, receives: 0, partners: 0 };
    let mut totals: Vec<RegionTotals> = REGIONS.iter().map(of).collect();
    for total in &mut totals {
        for flow in drawn {
            total.gives += if flow.from.code == total.region.code { flow.adoptions } else { 0 };
            total.receives += if flow.to.code == total.region.code { flow.adoptions } else { 0 };
        }
    }
    totals
}
