// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The picture of where practices went: regions as tiles, and a line from who offers to who receives, with the two
//! shapes of the portal at its ends. What it shows stands in a table beside it, too.

mod drawing;

use domain::Locale;
use domain::places::Region;
use leptos::prelude::*;
use portal::flows::{FlowKind, RegionFlow, RegionTotals};

use crate::ssr::i18n::say;
use crate::ssr::render::asked;
use drawing::{Bend, HEIGHT, Spot, TILE_HEIGHT, TILE_WIDTH, WIDTH, at, middle, way};

/// Half the size of the shapes at the ends of a line.
const SHAPE: f64 = 7.0;

/// Gives the address that a region leads to.
pub type RegionAddress = Box<dyn Fn(&Region) -> String + Send>;

/// The picture.
#[component]
pub fn FlowMap(
    /// What its names begin with, so that they are unique on the page.
    id: &'static str,
    /// The ways between regions.
    flows: Vec<RegionFlow>,
    /// The ways of variants.
    #[prop(optional)]
    variants: Vec<RegionFlow>,
    /// What goes out of each region and comes into it; regions abroad without any are left out.
    totals: Vec<RegionTotals>,
    /// Where the regions lead to; without it the picture only shows.
    #[prop(optional)]
    leads: Option<RegionAddress>,
) -> impl IntoView {
    let asked = asked();
    let locale = asked.here.locale;
    let icons = asked.site.assets.icons.as_str();
    let (title, text) = (format!("{id}-titolo"), format!("{id}-testo"));
    let (labelled, described) = (title.clone(), text.clone());
    // Who listens to it reads the names of regions that lead somewhere; one that leads nowhere is a picture.
    let role = if leads.is_some() { "group" } else { "img" };
    let ways = variants.iter().chain(flows.iter().rev()).map(|flow| drawn(flow, icons)).collect_view();
    let touched =
        |region: &Region| variants.iter().any(|flow| flow.from.code == region.code || flow.to.code == region.code);
    let shown =
        totals.iter().filter(|one| one.region.is_italian() || one.gives + one.receives > 0 || touched(one.region));
    let tiles = shown.map(|one| tile(one, leads.as_ref(), icons, locale)).collect_view();
    let box_ = format!("0 0 {WIDTH} {HEIGHT}");
    view! {
        <svg class="flow-map" viewBox=box_ role=role aria-labelledby=labelled aria-describedby=described>
            <title id=title>{say!(locale, flows.picture)}</title>
            <desc id=text>{say!(locale, flows.picture_text)}</desc>
            <g aria-hidden="true">{ways}</g>
            {tiles}
        </svg>
    }
}

/// A line with its shapes and, where there are several, its number.
fn drawn(flow: &RegionFlow, icons: &str) -> AnyView {
    let class = format!("flow-line flow-width-{} {}", width(flow.adoptions), class_of(flow.kind));
    if flow.from.code == flow.to.code {
        let Spot { x, y } = middle(flow.from);
        let corner = Spot { x: x + TILE_WIDTH / 2.0, y: y - TILE_HEIGHT / 2.0 };
        return view! {
            <circle class=class cx=at(corner.x) cy=at(corner.y) r="10"></circle>
            {number(flow.adoptions, corner)}
        }
        .into_any();
    }
    let bend = if flow.kind == FlowKind::Variant { Bend::Strong } else { Bend::Slight };
    let way = way(flow.from, flow.to, bend);
    view! {
        <path class=class d=way.line></path>
        {shape(icons, "in-offers", "flow-offers", way.offers)}
        {shape(icons, "in-receives", "flow-receives", way.receives)}
        {number(flow.adoptions, way.middle)}
    }
    .into_any()
}

fn shape(icons: &str, name: &str, class: &'static str, place: String) -> impl IntoView + use<> {
    let href = format!("{icons}#{name}");
    let (start, size) = (at(-SHAPE), at(SHAPE * 2.0));
    view! {
        <use class=class href=href x=start.clone() y=start width=size.clone() height=size transform=place></use>
    }
}

/// How many went along a line; one alone needs no number.
fn number(adoptions: u64, spot: Spot) -> Option<impl IntoView> {
    (adoptions > 1).then(|| {
        view! { <text class="flow-number" x=at(spot.x) y=at(spot.y + 4.5)>{adoptions.to_string()}</text> }
    })
}

/// A region with what it gives and what it receives.
fn tile(of: &RegionTotals, leads: Option<&RegionAddress>, icons: &str, locale: Locale) -> AnyView {
    let Spot { x, y } = middle(of.region);
    let (left, above) = (at(x - TILE_WIDTH / 2.0), at(y - TILE_HEIGHT / 2.0));
    let class = if of.gives + of.receives > 0 { "flow-tile" } else { "flow-tile flow-tile-empty" };
    let side = |count: u64, name: &'static str, class: &'static str, from_middle: f64| {
        (count > 0).then(|| {
            let place = format!("translate({} {}) scale(0.7)", at(x + from_middle - 9.0), at(y + 10.0));
            view! {
                {shape(icons, name, class, place)}
                <text class="flow-count" x=at(x + from_middle + 4.0) y=at(y + 14.5)>{count.to_string()}</text>
            }
        })
    };
    let face = view! {
        <g aria-hidden="true">
            <rect class=class x=left.clone() y=above.clone() width=at(TILE_WIDTH) height=at(TILE_HEIGHT) rx="4"></rect>
            <text class="flow-short" x=at(x) y=at(y - 4.0)>{of.region.short}</text>
            {side(of.gives, "in-offers", "flow-offers", -14.0)}
            {side(of.receives, "in-receives", "flow-receives", 16.0)}
        </g>
    };
    match leads {
        Some(leads) if of.gives + of.receives > 0 => {
            let label = spoken(of, locale);
            let hit = view! { <rect x=left y=above width=at(TILE_WIDTH) height=at(TILE_HEIGHT) rx="4"></rect> };
            view! { <g>{face}<a class="flow-link" href=leads(of.region) aria-label=label>{hit}</a></g> }.into_any()
        }
        _ => face.into_any(),
    }
}

/// "Toscana (TOS): offre 7, riceve 3". Whoever speaks to the browser may say what the tile shows.
fn spoken(of: &RegionTotals, locale: Locale) -> String {
    say!(
        locale,
        flows.region_totals,
        name = of.region.name(locale),
        short = of.region.short,
        gives = of.gives,
        receives = of.receives
    )
}

/// The class of a line by how many went along it.
const fn width(adoptions: u64) -> u8 {
    match adoptions {
        0..=1 => 1,
        2 => 2,
        3..=4 => 3,
        5..=9 => 4,
        _ => 5,
    }
}

/// The class of a line by what it is: it changes the strokes, not only the colour.
pub const fn class_of(kind: FlowKind) -> &'static str {
    match kind {
        FlowKind::OneWay => "flow-one-way",
        FlowKind::Circle => "flow-circle",
        FlowKind::Within => "flow-within",
        FlowKind::Variant => "flow-variant",
    }
}

/// What the shapes and strokes mean.
#[component]
pub fn FlowLegend() -> impl IntoView {
    let asked = asked();
    let locale = asked.here.locale;
    let icons = asked.site.assets.icons.as_str();
    let line = |kind: FlowKind, words: &'static str| {
        let class = format!("flow-line flow-width-2 {}", class_of(kind));
        view! {
            <li>
                <svg class="flow-sample" viewBox="0 0 48 14" aria-hidden="true" focusable="false">
                    <path class=class d="M2 7H46"></path>
                </svg>
                {words}
            </li>
        }
    };
    let end = |name: &'static str, class: &'static str, words: &'static str| {
        view! {
            <li>
                <svg class="flow-sample" viewBox="0 0 48 14" aria-hidden="true" focusable="false">
                    {shape(icons, name, class, "translate(24 7)".to_owned())}
                </svg>
                {words}
            </li>
        }
    };
    view! {
        <ul class="flow-legend" aria-label=say!(locale, flows.legend)>
            {end("in-offers", "flow-offers", say!(locale, flows.legend_offers))}
            {end("in-receives", "flow-receives", say!(locale, flows.legend_receives))}
            {line(FlowKind::OneWay, say!(locale, flows.kind.one_way))}
            {line(FlowKind::Circle, say!(locale, flows.kind.circle))}
            {line(FlowKind::Within, say!(locale, flows.kind.within))}
            {line(FlowKind::Variant, say!(locale, flows.kind.variant))}
        </ul>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_adoptions_make_a_thicker_line_up_to_a_limit() {
        let widths: Vec<u8> = [1, 2, 3, 5, 10, 1_000].map(width).to_vec();
        assert_eq!(widths, [1, 2, 3, 4, 5, 5]);
    }

    #[test]
    fn each_kind_of_way_has_strokes_of_its_own() {
        let kinds = [FlowKind::OneWay, FlowKind::Circle, FlowKind::Within, FlowKind::Variant];
        let mut classes = kinds.map(class_of).to_vec();
        classes.sort_unstable();
        classes.dedup();
        assert_eq!(classes.len(), kinds.len());
    }
}
