// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What the components give, what is never a match, and what holds for every score.

use proptest::prelude::*;

use super::*;
use crate::advert::Advert;
use crate::date::Day;
use crate::practice::Practice;

#[path = "tests/examples.rs"]
mod examples;

fn uid(text: &str) -> Uid {
    Uid::parse(text).expect(text)
}

/// A small taxonomy: `a1`, `a2` and `a3` stand below `a`, and so on.
fn theme(name: &str) -> NamedTheme {
    let parent = (name.len() > 1).then(|| uid(&name[..1]));
    NamedTheme { theme: uid(name), parent }
}

fn themes_of(names: &[&str]) -> Vec<NamedTheme> {
    names.iter().map(|name| theme(name)).collect()
}

/// An advert about which nothing is said.
fn bare(direction: AdvertKind, organisation: &str) -> Side {
    Side {
        kind: SideKind::Advert,
        uid: uid(direction.code()),
        direction,
        organisation: uid(organisation),
        is_open: true,
        region: None,
        region_scope: RegionScope::Anywhere,
        regions: Vec::new(),
        themes: Vec::new(),
        transfer_kinds: Vec::new(),
        population: None,
        window: Window::default(),
        languages: Vec::new(),
    }
}

fn between(text: f64) -> Between {
    Between { text, words: Vec::new(), linked: Linked::Never }
}

fn points(matched: &Match, kind: ComponentKind) -> u16 {
    matched.component(kind).expect("one of each kind").points
}

prop_compose! {
    fn sides(direction: AdvertKind)(
        organisation in "[o-q]",
        themes in proptest::collection::btree_set("[ab][1-3]?", 0..6),
        transfer_kinds in proptest::collection::vec(proptest::sample::select(TransferKind::ALL), 0..5),
        population in proptest::option::of(0_u32..900_000),
        region in proptest::option::of(proptest::sample::select(vec!["09", "16", "20"])),
        region_scope in proptest::sample::select(RegionScope::ALL),
        regions in proptest::collection::vec(proptest::sample::select(vec!["09", "16", "20"]), 0..3),
        years in proptest::option::of((2020_i16..2030, 0_i16..3)),
        languages in proptest::collection::vec(proptest::sample::select(Language::ALL), 0..3),
        is_open in proptest::bool::weighted(0.9),
    ) -> Side {
        let year = |year: i16| PartialDate::parse(&year.to_string()).expect("a year");
        Side {
            is_open,
            region: region.map(str::to_owned),
            region_scope,
            regions: regions.into_iter().map(str::to_owned).collect(),
            themes: themes.iter().map(|name| theme(name)).collect(),
            transfer_kinds,
            population,
            window: Window { from: years.map(|(from, _)| year(from)), until: years.map(|(from, more)| year(from + more)) },
            languages,
            ..bare(direction, &organisation)
        }
    }
}

prop_compose! {
    fn betweens()(
        text in prop_oneof![0.0..=1.0_f64, Just(f64::NAN), Just(-1.0), Just(7.0)],
        linked in proptest::sample::select(Linked::ALL),
    ) -> Between {
        Between { linked, ..between(text) }
    }
}

/// Two of different bodies that nothing keeps apart.
fn fitting() -> impl Strategy<Value = (Side, Side)> {
    (sides(AdvertKind::Seek), sides(AdvertKind::Offer)).prop_map(|(mut seek, mut offer)| {
        for side in [&mut seek, &mut offer] {
            side.is_open = true;
            side.region_scope = RegionScope::Anywhere;
        }
        offer.organisation = uid("other");
        (seek, offer)
    })
}

proptest! {
    #[test]
    fn the_components_sum_up_to_the_total_and_none_gives_more_than_it_has(
        (seek, offer) in fitting(), between in betweens(),
    ) {
        let matched = score(&seek, &offer, &between).expect("a match");
        let sum: u16 = matched.components.iter().map(|component| component.points).sum();
        prop_assert_eq!(sum, matched.total);
        prop_assert!(matched.total <= 1_000);
        for (component, kind) in matched.components.iter().zip(ComponentKind::ALL) {
            prop_assert_eq!((component.kind, component.of), (*kind, kind.weight()));
            prop_assert!(component.points <= component.of);
        }
        prop_assert_eq!(matched.components.len(), ComponentKind::ALL.len());
    }

    #[test]
    fn it_does_not_matter_which_side_comes_first_or_in_which_order_it_names_things(
        seek in sides(AdvertKind::Seek), offer in sides(AdvertKind::Offer), linked in proptest::sample::select(Linked::ALL),
    ) {
        let between = Between { linked, ..between(0.5) };
        let matched = score(&seek, &offer, &between);
        prop_assert_eq!(&score(&offer, &seek, &between), &matched);
        let mut turned = seek.clone();
        turned.themes.reverse();
        turned.transfer_kinds.reverse();
        turned.languages.reverse();
        prop_assert_eq!(&score(&turned, &offer, &between), &matched);
    }

    #[test]
    fn what_two_sides_have_in_common_counts_the_same_with_seek_and_offer_exchanged(
        (seek, offer) in fitting(), linked in proptest::sample::select(Linked::ALL),
    ) {
        let between = Between { linked, ..between(0.5) };
        let there = score(&seek, &offer, &between).expect("a match");
        let (mut offers, mut seeks) = (seek, offer);
        (offers.direction, seeks.direction) = (AdvertKind::Offer, AdvertKind::Seek);
        let back = score(&seeks, &offers, &between).expect("a match");
        for kind in ComponentKind::ALL {
            prop_assert_eq!(points(&there, *kind), points(&back, *kind), "{}", kind);
        }
    }

    #[test]
    fn a_shared_theme_less_lowers_the_score_by_exactly_its_component(
        (mut seek, mut offer) in fitting(), from_offer in proptest::bool::ANY,
    ) {
        for side in [&mut seek, &mut offer] {
            side.themes.retain(|one| one.theme != uid("b2"));
            side.themes.push(theme("b2"));
        }
        let before = score(&seek, &offer, &between(0.5)).expect("a match");
        let side = if from_offer { &mut offer } else { &mut seek };
        side.themes.pop();
        let after = score(&seek, &offer, &between(0.5)).expect("a match");
        let lost = points(&before, ComponentKind::Themes) - points(&after, ComponentKind::Themes);
        prop_assert!(lost > 0);
        prop_assert_eq!(before.total - after.total, lost);
        for kind in ComponentKind::ALL.iter().filter(|kind| **kind != ComponentKind::Themes) {
            prop_assert_eq!(before.component(*kind), after.component(*kind));
        }
    }

    #[test]
    fn nothing_is_matched_within_one_body_or_with_what_is_not_out(
        seek in sides(AdvertKind::Seek), offer in sides(AdvertKind::Offer), between in betweens(),
    ) {
        let within = Side { organisation: seek.organisation.clone(), ..offer.clone() };
        prop_assert_eq!(score(&seek, &within, &between), Err(Unfit::SameOrganisation));
        prop_assert_eq!(score(&seek, &seek, &between), Err(Unfit::SameKind));
        if let Ok(matched) = score(&seek, &offer, &between) {
            prop_assert!(seek.organisation != offer.organisation && seek.is_open && offer.is_open);
            prop_assert!(seek.region_scope != RegionScope::Same || seek.region == offer.region);
            prop_assert_eq!((matched.seeking, matched.offering), (seek.uid, offer.uid));
        }
    }

    #[test]
    fn a_list_has_one_order_whatever_order_it_came_in(
        totals in proptest::collection::vec((0_u16..5, "[a-e]"), 0..12), turn in 0_usize..12,
    ) {
        let one = score(&bare(AdvertKind::Seek, "o"), &bare(AdvertKind::Offer, "p"), &between(0.0)).expect("a match");
        let of = |(total, name): &(u16, String)| Match { total: *total, offering: uid(name), ..one.clone() };
        let mut list: Vec<Match> = totals.iter().map(of).collect();
        let mut turned = list.clone();
        turned.rotate_left(turn % list.len().max(1));
        in_order(&mut list);
        in_order(&mut turned);
        prop_assert_eq!(&list, &turned);
        for pair in list.windows(2) {
            let tie = pair[0].total == pair[1].total && pair[0].offering <= pair[1].offering;
            prop_assert!(pair[0].total > pair[1].total || tie);
        }
    }
}
