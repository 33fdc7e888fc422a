// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What is matched with what, why, and who sees it.

use domain::matching::{Because, ComponentKind, Linked};
use domain::policy::Viewer;
use serde_json::json;

use crate::cast::{IT, advert, keys, line, matches, need, settle};
use crate::world::{World, on_both, with};

fn points(page: &portal::matching::MatchesPage, uid: &str, kind: ComponentKind) -> u16 {
    line(page, uid).score.component(kind).unwrap().points
}

#[tokio::test]
async fn a_seek_is_matched_with_offers_and_practices_of_other_bodies_the_best_first() {
    on_both(async |world| {
        settle(world).await;
        let tea = world.by("tea").await;
        let page = matches(world, &tea, "need").await;
        // The own offer and what is sought elsewhere are no match; the bikes share a theme alone.
        assert_eq!(keys(&page), ["practice menu", "advert gift", "advert bikes"]);
        assert_eq!((page.total, page.own.organisation.as_str()), (3, "Comune di Prova"));
        for line in &page.matches {
            let sum: u16 = line.score.components.iter().map(|component| component.points).sum();
            assert_eq!(sum, line.score.total);
        }
        assert_eq!(points(&page, "bikes", ComponentKind::Text), 0);
        assert_eq!(points(&page, "menu", ComponentKind::Themes), 250);
        assert_eq!(line(&page, "menu").themes.len(), 2);
        let text = line(&page, "gift").score.component(ComponentKind::Text).unwrap();
        assert!(matches!(&text.because, Because::Words(words) if words.iter().any(|word| word == "regolamento")));
        assert_eq!(keys(&matches(world, &tea, "need").await), keys(&page), "the order is always the same");
        // The sizes of both bodies stand side by side.
        let bodies = &line(&page, "gift").bodies;
        let names =
            (bodies.offering.as_ref().unwrap().link.name.as_str(), bodies.receiving.as_ref().unwrap().population);
        assert_eq!(names, ("Unione dei Colli", Some(17_000)));
    })
    .await;
}

#[tokio::test]
async fn an_offer_and_a_practice_are_matched_with_what_is_sought() {
    on_both(async |world| {
        settle(world).await;
        let uma = world.by("uma").await;
        assert_eq!(keys(&matches(world, &uma, "gift").await), ["advert rival", "advert need"]);
        let page = world.portal.matches_of_practice(&uma, IT, "mensa-scolastica-con-menu-stagionali", 1).await.unwrap();
        assert_eq!(keys(&page), ["advert need", "advert rival"]);
        assert!(page.own.is_practice);
        let desk = world.portal.matches_of_desk(&uma, IT).await.unwrap();
        assert_eq!(
            desk.iter().map(|brief| (brief.own.address.as_str(), brief.total)).collect::<Vec<_>>(),
            [("gift", 2)]
        );
    })
    .await;
}

#[tokio::test]
async fn a_shared_theme_less_lowers_the_score_by_exactly_its_component() {
    on_both(async |world| {
        settle(world).await;
        let tea = world.by("tea").await;
        let before = matches(world, &tea, "need").await;
        world.put(&[with(need(), json!({"themes": ["mensa"]}))]).await;
        let after = matches(world, &tea, "need").await;
        let lost = points(&before, "menu", ComponentKind::Themes) - points(&after, "menu", ComponentKind::Themes);
        assert!(lost > 0);
        assert_eq!(line(&before, "menu").score.total - line(&after, "menu").score.total, lost);
        for kind in ComponentKind::ALL.iter().filter(|kind| **kind != ComponentKind::Themes) {
            let of = |page| line(page, "menu").score.component(*kind).cloned();
            assert_eq!(of(&before), of(&after), "{kind}");
        }
    })
    .await;
}

#[tokio::test]
async fn two_regions_that_something_was_carried_between_are_no_new_bridge() {
    on_both(async |world| {
        settle(world).await;
        let tea = world.by("tea").await;
        assert_eq!(points(&matches(world, &tea, "need").await, "menu", ComponentKind::Bridge), 50);
        let adoption = json!({"type": "adoption", "uid": "a", "practice": "menu", "adopter_org": "province",
            "state": "adopted", "source": "spontaneous"});
        world.put(&[adoption]).await;
        let page = matches(world, &tea, "need").await;
        let bridge = line(&page, "menu").score.component(ComponentKind::Bridge).unwrap();
        assert!(matches!(&bridge.because, Because::Bridge { linked: Linked::Before, .. }), "{bridge:?}");
        assert_eq!(bridge.points, 0);
    })
    .await;
}

#[tokio::test]
async fn what_does_not_take_answers_any_more_is_matched_with_nothing() {
    on_both(async |world| {
        settle(world).await;
        let tea = world.by("tea").await;
        let closed = with(advert("gift", "offer", "union", "Regolamento", "Finito."), json!({"state": "closed"}));
        world.put(&[closed]).await;
        assert_eq!(keys(&matches(world, &tea, "need").await), ["practice menu", "advert bikes"]);
        world.put(&[with(need(), json!({"state": "closed"}))]).await;
        let page = matches(world, &tea, "need").await;
        assert!(page.matches.is_empty() && !page.own.is_open);
        // One whose time is over is out of the lists before anybody has moved it.
        world.put(&[with(need(), json!({"expires_on": "2026-03-01"}))]).await;
        assert!(!matches(world, &tea, "need").await.own.is_open);
        let uma = world.by("uma").await;
        let slug = "mensa-scolastica-con-menu-stagionali";
        let page = world.portal.matches_of_practice(&uma, IT, slug, 1).await.unwrap();
        assert_eq!(keys(&page), ["advert rival"]);
    })
    .await;
}

async fn sees(world: &World, viewer: &Viewer) -> [bool; 3] {
    let slug = "mensa-scolastica-con-menu-stagionali";
    [
        world.portal.matches_of_advert(viewer, IT, "need", 1).await.is_ok(),
        world.portal.best_matches_of_advert(viewer, IT, "need").await.unwrap().is_some(),
        world.portal.matches_of_practice(viewer, IT, slug, 1).await.is_ok(),
    ]
}

#[tokio::test]
async fn only_those_who_act_for_a_body_see_its_matches() {
    on_both(async |world| {
        settle(world).await;
        for (name, expected) in [
            ("tea", [true, true, false]),
            ("edo", [true, true, false]),
            ("uma", [false, false, true]),
            ("pia", [false, false, false]),
            ("mode", [false, false, false]),
            ("admin", [false, false, false]),
            ("zoe", [false, false, false]),
        ] {
            assert_eq!(sees(world, &world.by(name).await).await, expected, "{name}");
        }
        assert_eq!(sees(world, &Viewer::Visitor).await, [false, false, false]);
        let hidden = world.portal.matches_of_advert(&world.by("pia").await, IT, "need", 1).await;
        assert!(matches!(hidden, Err(portal::Error::NotFound)));
        let visitor = world.portal.matches_of_advert(&Viewer::Visitor, IT, "need", 1).await;
        assert!(matches!(visitor, Err(portal::Error::SignInFirst)));
    })
    .await;
}
