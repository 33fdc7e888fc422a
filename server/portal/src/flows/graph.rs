// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Regions as a graph: which adoptions close a circle, and which regions are connected with many others.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use domain::places::{self, REGIONS, Region};
use store::Flow;

/// What a way between two regions is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlowKind {
    /// From one region to another one that gives nothing back, not even by way of others.
    OneWay,
    /// A part of a circle: by this way and others a practice could come back to where it began.
    Circle,
    /// Between two bodies of one region.
    Within,
    /// From the origin of a variant to where the variant was made.
    Variant,
}

/// How many practices went from one region to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RegionFlow {
    /// Where they come from.
    pub from: &'static Region,
    /// Where they went.
    pub to: &'static Region,
    /// How many.
    pub adoptions: u64,
    /// What this way is.
    pub kind: FlowKind,
}

/// What goes out of a region and comes into it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RegionTotals {
    /// The region.
    pub region: &'static Region,
    /// Adoptions of its practices.
    pub gives: u64,
    /// Adoptions by its bodies.
    pub receives: u64,
    /// With how many other regions it is connected.
    pub partners: usize,
}

/// The ways between regions that the program knows, the most frequent first, and how many adoptions lack an end.
pub(super) fn flows(found: &[Flow]) -> (Vec<RegionFlow>, u64) {
    let known = |code: &Option<String>| code.as_deref().and_then(places::region);
    let placed = |flow: &Flow| {
        let (from, to) = (known(&flow.from)?, known(&flow.to)?);
        Some(RegionFlow { from, to, adoptions: flow.count, kind: FlowKind::OneWay })
    };
    let mut flows: Vec<RegionFlow> = found.iter().filter_map(placed).collect();
    let kinds: Vec<FlowKind> = flows.iter().map(|flow| kind_of(flow, &flows)).collect();
    for (flow, kind) in flows.iter_mut().zip(kinds) {
        flow.kind = kind;
    }
    flows.sort_by_key(|flow| (Reverse(flow.adoptions), flow.from.code, flow.to.code));
    let all: u64 = found.iter().map(|flow| flow.count).sum();
    let shown: u64 = flows.iter().map(|flow| flow.adoptions).sum();
    (flows, all - shown)
}

fn kind_of(flow: &RegionFlow, flows: &[RegionFlow]) -> FlowKind {
    if flow.from.code == flow.to.code {
        return FlowKind::Within;
    }
    if leads_to(flow.to.code, flow.from.code, flows) { FlowKind::Circle } else { FlowKind::OneWay }
}

/// Whether ways lead from one region to another one, by whatever others.
fn leads_to(from: &'static str, to: &str, flows: &[RegionFlow]) -> bool {
    let mut seen = BTreeSet::from([from]);
    let mut waiting = vec![from];
    while let Some(at) = waiting.pop() {
        if at == to {
            return true;
        }
        for flow in flows.iter().filter(|flow| flow.from.code == at) {
            if seen.insert(flow.to.code) {
                waiting.push(flow.to.code);
            }
        }
    }
    false
}

/// What goes out of each region and comes into it, in the order of the program's list.
pub(super) fn totals(flows: &[RegionFlow]) -> Vec<RegionTotals> {
    let sum = |wanted: &dyn Fn(&RegionFlow) -> bool| {
        flows.iter().filter(|flow| wanted(flow)).map(|flow| flow.adoptions).sum()
    };
    let of = |region: &'static Region| {
        let beside = |flow: &RegionFlow| match (flow.from.code == region.code, flow.to.code == region.code) {
            (true, false) => Some(flow.to.code),
            (false, true) => Some(flow.from.code),
            _ => None,
        };
        RegionTotals {
            region,
            gives: sum(&|flow| flow.from.code == region.code),
            receives: sum(&|flow| flow.to.code == region.code),
            partners: flows.iter().filter_map(beside).collect::<BTreeSet<_>>().len(),
        }
    };
    REGIONS.iter().map(of).collect()
}

/// The regions that are connected with the most others, so many of them at most.
pub(super) fn connected(totals: &[RegionTotals], most: usize) -> Vec<RegionTotals> {
    let mut connected: Vec<RegionTotals> = totals.iter().filter(|one| one.partners > 0).copied().collect();
    connected.sort_by_key(|one| (Reverse(one.partners), Reverse(one.gives + one.receives), one.region.code));
    connected.truncate(most);
    connected
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flow(from: &str, to: &str, count: u64) -> Flow {
        let end = |code: &str| (!code.is_empty()).then(|| code.to_owned());
        Flow { from: end(from), to: end(to), count }
    }

    fn kinds(found: &[Flow]) -> Vec<(String, FlowKind)> {
        let name = |flow: &RegionFlow| format!("{}-{}", flow.from.code, flow.to.code);
        flows(found).0.iter().map(|flow| (name(flow), flow.kind)).collect()
    }

    #[test]
    fn a_way_that_others_lead_back_from_is_part_of_a_circle() {
        let found = [flow("01", "02", 9), flow("02", "03", 8), flow("03", "01", 7), flow("03", "04", 6)];
        let expected = [
            ("01-02", FlowKind::Circle),
            ("02-03", FlowKind::Circle),
            ("03-01", FlowKind::Circle),
            ("03-04", FlowKind::OneWay),
        ];
        assert_eq!(kinds(&found), expected.map(|(name, kind)| (name.to_owned(), kind)));
        assert_eq!(kinds(&[flow("09", "09", 2)]), [("09-09".to_owned(), FlowKind::Within)]);
        let both = [flow("09", "20", 2), flow("20", "09", 1)];
        assert!(kinds(&both).iter().all(|(_, kind)| *kind == FlowKind::Circle));
    }

    #[test]
    fn what_has_no_known_end_is_counted_and_not_drawn() {
        let found = [flow("09", "20", 3), flow("", "20", 2), flow("09", "", 1), flow("09", "Atlantide", 4)];
        let (flows, placeless) = flows(&found);
        assert_eq!((flows.len(), flows[0].adoptions, placeless), (1, 3, 7));
    }

    #[test]
    fn the_most_connected_region_has_the_most_others_and_not_the_most_adoptions() {
        let found = [flow("09", "20", 90), flow("01", "02", 1), flow("03", "01", 1), flow("01", "01", 5)];
        let totals = totals(&flows(&found).0);
        let one = totals.iter().find(|one| one.region.code == "01").expect("a region");
        assert_eq!((one.gives, one.receives, one.partners), (6, 6, 2));
        let names: Vec<_> = connected(&totals, 3).iter().map(|one| one.region.code).collect();
        assert_eq!(names, ["01", "09", "20"]);
        let receives: u64 = totals.iter().map(|one| one.receives).sum();
        assert_eq!(totals.iter().map(|one| one.gives).sum::<u64>(), receives);
    }
}
