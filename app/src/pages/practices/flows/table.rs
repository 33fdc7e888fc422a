// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The same numbers as the picture has, as tables with their totals.

use domain::Locale;
use domain::places::Region;
use leptos::prelude::*;
use portal::flows::{FlowKind, FlowsPage as Value, FlowsRequest, RegionFlow};

use super::region_address;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::graft::GraftLine;
use crate::ssr::parts::numbers;
use crate::ssr::render::asked;

/// The adoptions between regions, with their total.
#[component]
pub fn FlowTable(
    /// What the view shows.
    value: Value,
) -> impl IntoView {
    let locale = asked().here.locale;
    if value.flows.is_empty() {
        return view! {
            <p class="mt-3">
                {say!(locale, flows.none)} " " <a href=paths::flows(locale, &[])>{say!(locale, flows.all)}</a>
            </p>
        }
        .into_any();
    }
    let total = numbers::count(locale, value.total());
    let rows = value.flows.iter().map(|flow| row(locale, &value.request, flow)).collect_view();
    view! {
        <table class="table table-sm flow-table">
            <caption>{say!(locale, flows.caption)}</caption>
            <thead>
                <tr>
                    <th scope="col">{say!(locale, flows.offers)}</th>
                    <th scope="col">{say!(locale, flows.receives)}</th>
                    <th scope="col" class="number">{say!(locale, flows.adoptions_column)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
            <tfoot>
                <tr><th scope="row" colspan="2">{say!(locale, flows.total)}</th><td class="number">{total}</td></tr>
            </tfoot>
        </table>
    }
    .into_any()
}

fn row(locale: Locale, request: &FlowsRequest, flow: &RegionFlow) -> impl IntoView + use<> {
    let link = |region: &'static Region| {
        view! { <a href=region_address(locale, request, region.code)>{region.name(locale)}</a> }
    };
    let note = match flow.kind {
        FlowKind::OneWay | FlowKind::Variant => None,
        FlowKind::Circle => Some(say!(locale, flows.kind.circle)),
        FlowKind::Within => Some(say!(locale, flows.kind.within)),
    };
    let note = note.map(|note| view! { <span class="cell-note">{note}</span> });
    view! {
        <tr>
            <th scope="row">{link(flow.from)}</th>
            <td>{link(flow.to)} {note}</td>
            <td class="number">{numbers::count(locale, flow.adoptions)}</td>
        </tr>
    }
}

/// The practices that were made from others; nothing where there are none.
#[component]
pub fn VariantTable(
    /// From where to where.
    variants: Vec<RegionFlow>,
) -> impl IntoView {
    let locale = asked().here.locale;
    let lines = variants.iter().map(|flow| {
        let (offers, receives) = (flow.from.name(locale).to_owned(), flow.to.name(locale));
        let number = (flow.adoptions > 1).then(|| numbers::count(locale, flow.adoptions));
        view! { <li><GraftLine offers receives/> {number}</li> }
    });
    let lines: Vec<_> = lines.collect();
    (!lines.is_empty()).then(|| {
        view! {
            <section class="mt-4" aria-labelledby="varianti">
                <h2 class="h3" id="varianti">{say!(locale, flows.variants)}</h2>
                <p>{say!(locale, flows.variants_text)}</p>
                <ul class="flow-variants">{lines}</ul>
            </section>
        }
    })
}
