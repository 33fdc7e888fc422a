// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Examples with their numbers.

use super::*;

fn matched(change: impl FnOnce(&mut Side, &mut Side)) -> Match {
    let (mut seek, mut offer) = (bare(AdvertKind::Seek, "town"), bare(AdvertKind::Offer, "union"));
    change(&mut seek, &mut offer);
    score(&seek, &offer, &between(0.0)).expect("a match")
}

fn refused(change: impl FnOnce(&mut Side, &mut Side)) -> Option<Unfit> {
    let (mut seek, mut offer) = (bare(AdvertKind::Seek, "town"), bare(AdvertKind::Offer, "union"));
    change(&mut seek, &mut offer);
    score(&seek, &offer, &between(0.0)).err()
}

#[test]
fn the_weights_are_a_hundred_points_in_tenths() {
    let weights: Vec<u16> = ComponentKind::ALL.iter().map(|kind| kind.weight()).collect();
    assert_eq!(weights, [350, 250, 100, 100, 100, 50, 50]);
    assert_eq!(weights.iter().sum::<u16>(), 1_000);
}

#[test]
fn ac_003_7_a_need_and_an_offer_are_matched_with_a_reason_for_each_point() {
    let today = Day::parse("2026-03-01").expect("a day");
    let read = |fields: serde_json::Value| serde_json::from_value::<Advert>(fields).expect("an advert");
    let need = read(serde_json::json!({
        "uid": "need", "kind": "seek", "title": "Modello di servizi per la prima infanzia", "language": "it",
        "organisation": "vibo", "themes": ["a1", "a2"], "transfer_kinds": ["documents", "coaching"],
        "when_from": "2026-01", "when_until": "2026-12",
    }));
    let help = read(serde_json::json!({
        "uid": "help", "kind": "offer", "title": "Nidi in rete", "language": "it", "organisation": "union",
        "themes": ["a1"], "transfer_kinds": ["coaching"], "when_from": "2026-07-02", "when_until": "2026-12-31",
    }));
    let body = |name: &str, region: &str, population| Body {
        organisation: uid(name),
        region: Some(region.to_owned()),
        population: Some(population),
    };
    let parent = |theme: &Uid| theme.as_str().get(..1).filter(|one| *one != theme.as_str()).map(uid);
    let seek = Side::of_advert(&need, &body("vibo", "18", 33_000), parent, today);
    let offer = Side::of_advert(&help, &body("union", "08", 17_000), parent, today);
    let known = Between { text: 0.5, words: vec!["infanzia".to_owned()], linked: Linked::Never };
    let matched = score(&seek, &offer, &known).expect("a match");

    // Themes: of a1, a2 and the a above them both have a1 (2 halves) and a (1), of 5 halves.
    let expected = [175, 150, 100, 75, 100, 50, 50];
    assert_eq!(matched.components.iter().map(|one| one.points).collect::<Vec<_>>(), expected);
    assert_eq!(matched.total, 700);
    let because = |kind| &matched.component(kind).expect("one of each").because;
    assert_eq!(*because(ComponentKind::Text), Because::Words(vec!["infanzia".to_owned()]));
    assert_eq!(*because(ComponentKind::Themes), Because::Themes { shared: vec![uid("a1")], near: vec![uid("a")] });
    let sizes = Because::Sizes { seeking: Some(33_000), offering: Some(17_000) };
    assert_eq!(*because(ComponentKind::Size), sizes);
    let Because::Time(Some(common)) = because(ComponentKind::Time) else { panic!("they meet") };
    assert_eq!(common.from.map(|from| from.to_string()).as_deref(), Some("2026-07-02"));
}

#[test]
fn a_theme_above_counts_half_and_one_below_another_counts_as_near() {
    let of = |seek: &[&str], offer: &[&str]| {
        let matched = matched(|one, other| (one.themes, other.themes) = (themes_of(seek), themes_of(offer)));
        let component = matched.component(ComponentKind::Themes).expect("one of each").clone();
        let Because::Themes { shared, near } = component.because else { panic!("themes") };
        let names = |list: Vec<Uid>| list.iter().map(Uid::to_string).collect::<Vec<_>>().join(" ");
        (component.points, names(shared), names(near))
    };
    let told = |points: u16, shared: &str, near: &str| (points, shared.to_owned(), near.to_owned());
    assert_eq!(of(&["a1"], &["a1"]), told(250, "a1", ""));
    assert_eq!(of(&["a", "b"], &["a"]), told(125, "a", ""), "without any above it is Jaccard's measure");
    assert_eq!(of(&["a1"], &["a"]), told(63, "", "a"), "1 of 4 halves");
    assert_eq!(of(&["a1"], &["a2"]), told(50, "", "a"), "1 of 5 halves");
    assert_eq!(of(&["a1"], &["b1"]), told(0, "", ""));
    assert_eq!(of(&[], &[]), told(0, "", ""));
}

#[test]
fn the_ways_of_carrying_over_are_counted_by_who_names_fewer() {
    use TransferKind::{Coaching, Documents, Software, Training};
    let of = |seek: &[TransferKind], offer: &[TransferKind]| {
        let matched =
            matched(|one, other| (one.transfer_kinds, other.transfer_kinds) = (seek.to_vec(), offer.to_vec()));
        points(&matched, ComponentKind::TransferKinds)
    };
    assert_eq!(of(&[Coaching], &[Coaching, Software, Training]), 100);
    assert_eq!(of(&[Coaching, Documents], &[Coaching, Software, Training]), 50);
    assert_eq!(of(&[Coaching, Coaching], &[Coaching, Documents]), 100, "twice is once");
    assert_eq!(of(&[], &[Coaching]), 0);
}

#[test]
fn ac_004_1_bodies_of_similar_size_are_brought_together() {
    let of = |seek, offer| {
        points(&matched(|one, other| (one.population, other.population) = (seek, offer)), ComponentKind::Size)
    };
    assert_eq!(of(Some(17_000), Some(19_999)), 100);
    assert_eq!(of(Some(17_000), Some(21_000)), 75);
    assert_eq!(of(Some(4_999), Some(500_000)), 0);
    assert_eq!(of(None, Some(500_000)), 0);
}

#[test]
fn the_time_of_the_shorter_one_counts() {
    let date = |text: &str| (!text.is_empty()).then(|| PartialDate::parse(text).expect(text));
    let window = |(from, until): (&str, &str)| Window { from: date(from), until: date(until) };
    let of = |seek, offer| {
        points(&matched(|one, other| (one.window, other.window) = (window(seek), window(offer))), ComponentKind::Time)
    };
    assert_eq!(of(("", ""), ("", "")), 100);
    assert_eq!(of(("2026", "2026"), ("", "")), 100);
    assert_eq!(of(("2026-01-01", "2026-01-10"), ("2026-01-06", "2027")), 50);
    assert_eq!(of(("2026-01-01", "2026-01-10"), ("2026-01-06", "")), 50);
    assert_eq!(of(("2026-01-01", "2026-01-10"), ("2026-01-11", "")), 0);
    assert_eq!(of(("2026-01-10", ""), ("", "2026-01-10")), 100, "they meet on one day and neither ends");
    assert_eq!(of(("2026-01-11", ""), ("", "2026-01-10")), 0);
}

#[test]
fn a_new_bridge_joins_two_regions_that_nothing_has_joined() {
    let of = |seek: Option<&str>, offer: Option<&str>, linked| {
        let (mut one, mut other) = (bare(AdvertKind::Seek, "town"), bare(AdvertKind::Offer, "union"));
        (one.region, other.region) = (seek.map(str::to_owned), offer.map(str::to_owned));
        let known = Between { linked, ..between(0.0) };
        points(&score(&one, &other, &known).expect("a match"), ComponentKind::Bridge)
    };
    assert_eq!(of(Some("09"), Some("16"), Linked::Never), 50);
    assert_eq!(of(Some("09"), Some("16"), Linked::Before), 0);
    assert_eq!(of(Some("09"), Some("09"), Linked::Never), 0);
    assert_eq!(of(Some("09"), None, Linked::Never), 0);
}

#[test]
fn a_side_is_met_only_where_it_wants_to_be() {
    let in_regions = |scope: RegionScope, list: &[&str], mine: Option<&str>, theirs: Option<&str>| {
        refused(|one, other| {
            one.region_scope = scope;
            one.regions = list.iter().map(|code| (*code).to_owned()).collect();
            (one.region, other.region) = (mine.map(str::to_owned), theirs.map(str::to_owned));
        })
    };
    assert_eq!(in_regions(RegionScope::Anywhere, &[], None, None), None);
    assert_eq!(in_regions(RegionScope::Same, &[], Some("09"), Some("09")), None);
    for theirs in [Some("16"), None] {
        assert_eq!(in_regions(RegionScope::Same, &[], Some("09"), theirs), Some(Unfit::OutOfRegion));
        assert_eq!(in_regions(RegionScope::List, &["09"], Some("16"), theirs), Some(Unfit::OutOfRegion));
    }
    assert_eq!(in_regions(RegionScope::Same, &[], None, None), Some(Unfit::OutOfRegion));
    assert_eq!(in_regions(RegionScope::List, &["16"], None, Some("16")), None);
    let theirs = refused(|one, other| {
        one.region = Some("09".to_owned());
        (other.region, other.region_scope) = (Some("16".to_owned()), RegionScope::Same);
    });
    assert_eq!(theirs, Some(Unfit::OutOfRegion), "the other side has a say too");
    assert_eq!(refused(|one, _| one.is_open = false), Some(Unfit::NotOpen));
    assert_eq!(refused(|_, other| other.organisation = uid("town")), Some(Unfit::SameOrganisation));
}

#[test]
fn a_practice_of_the_library_is_an_offer_of_its_owner() {
    let practice: Practice = serde_json::from_value(serde_json::json!({
        "uid": "p", "title": "Nidi", "language": "it", "summary": "Nidi.", "owner_org": "union", "themes": ["a1"],
        "repo_url": "https://example.org/nidi", "translations": [{"language": "en", "title": "Nurseries"}],
    }))
    .expect("a practice");
    let owner = Body { organisation: uid("union"), region: Some("08".to_owned()), population: Some(17_000) };
    let offer = Side::of_practice(&practice, &owner, |_| None);
    assert_eq!((offer.kind, offer.direction), (SideKind::Practice, AdvertKind::Offer));
    assert_eq!(offer.transfer_kinds, [TransferKind::Documents, TransferKind::Software]);
    assert_eq!(offer.region.as_deref(), Some("08"));
    let seek = Side { languages: vec![Language::English], ..bare(AdvertKind::Seek, "town") };
    let matched = score(&offer, &seek, &between(1.0)).expect("a match");
    assert_eq!((matched.offered_by, points(&matched, ComponentKind::Text)), (SideKind::Practice, 350));
    assert_eq!(points(&matched, ComponentKind::Language), 50);
    let draft = Practice { stage: crate::practice::Stage::Draft, ..practice };
    assert_eq!(score(&seek, &Side::of_practice(&draft, &owner, |_| None), &between(1.0)), Err(Unfit::NotOpen));
}

#[test]
fn the_states_of_a_match_follow_each_other_as_in_the_state_machine() {
    let mut seen = String::new();
    for before in MatchState::ALL {
        for next in MatchState::ALL.iter().filter(|next| next.may_follow(*before)) {
            seen.push_str(&format!("{before} {next}\n"));
        }
    }
    let expected = "\
suggested viewed
suggested dismissed
viewed contacted
viewed dismissed
contacted accepted
contacted dismissed
";
    assert_eq!(seen, expected);
}

#[test]
fn a_dismissal_keeps_a_short_note() {
    let of = |note: &str| Dismissal {
        own: uid("a"),
        other: uid("b"),
        reason: DismissalReason::TooFar,
        note: Some(note.to_owned()),
        at: 1,
        by: None,
    };
    assert_eq!(of("  ").checked().expect("in order").note, None);
    assert!(of(&"à".repeat(300)).checked().is_ok() && of(&"à".repeat(301)).checked().is_err());
}
