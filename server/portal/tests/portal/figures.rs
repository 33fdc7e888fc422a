// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Numbers that pages show, against the database itself.

use domain::Locale;
use domain::policy::Viewer;
use portal::values::ThemeCount;
use serde_json::json;

use crate::demo;
use crate::world::{World, member, on_both, organisation, practice, with};

const IN_LIBRARY: &str = "in_library = TRUE AND practices.audience = 'public'";
const PLACE: &str = "coalesce(practices.region, organisations.region)";

async fn map_agrees(world: &World, theme: Option<&str>) {
    let map = world.portal.map(&Viewer::Visitor, Locale::Italian, theme).await.unwrap();
    let of_theme = theme.map_or(String::new(), |uid| {
        format!("AND practices.uid IN (SELECT practice FROM practice_themes WHERE theme = '{uid}')")
    });
    let from = format!(
        "SELECT count(*) FROM practices LEFT JOIN organisations ON organisations.uid = practices.owner WHERE {IN_LIBRARY} {of_theme}"
    );
    for count in &map.regions {
        let sql = format!("{from} AND {PLACE} = '{}'", count.region.code);
        assert_eq!(count.practices as i64, world.number(&sql).await, "{}", count.region.code);
    }
    let all: u64 = map.regions.iter().map(|count| count.practices).sum();
    assert_eq!((all + map.elsewhere) as i64, world.number(&from).await);
}

#[tokio::test]
async fn the_map_adds_up() {
    on_both(async |world| {
        demo::fill(world).await;
        world
            .put(&[
                practice("nowhere", "Senza luogo"),
                with(practice("draft", "Bozza"), json!({"stage": "draft", "region": "09"})),
            ])
            .await;
        map_agrees(world, None).await;
        // Themes without children, so that the plain query says the same.
        map_agrees(world, Some("appalti")).await;
        map_agrees(world, Some("rifiuti")).await;
        let map = world.portal.map(&Viewer::Visitor, Locale::Italian, None).await.unwrap();
        assert_eq!(map.elsewhere, 1);
        assert!(map.regions.iter().any(|count| count.practices == 0));
    })
    .await;
}

#[tokio::test]
async fn an_owners_region_counts_where_the_practice_names_none() {
    on_both(async |world| {
        world.put(&[organisation("o", "Comune"), with(practice("p", "Nidi"), json!({"owner_org": "o"}))]).await;
        let map = world.portal.map(&Viewer::Visitor, Locale::Italian, None).await.unwrap();
        let tuscany = map.regions.iter().find(|count| count.region.code == "09").unwrap();
        assert_eq!((tuscany.practices, map.elsewhere), (1, 0));
        assert_eq!(world.portal.counts(&Viewer::Visitor).await.unwrap().regions, 1);
    })
    .await;
}

#[tokio::test]
async fn an_unknown_theme_narrows_the_map_to_nothing_less() {
    let world = demo::world().await;
    let all = world.portal.map(&Viewer::Visitor, Locale::Italian, None).await.unwrap();
    let unknown = world.portal.map(&Viewer::Visitor, Locale::Italian, Some("x' OR 1=1")).await.unwrap();
    assert!(unknown.theme.is_none());
    assert_eq!(unknown.regions, all.regions);
}

#[tokio::test]
async fn the_home_page_counts_what_is_there() {
    on_both(async |world| {
        demo::fill(world).await;
        let home = world.portal.home(&Viewer::Visitor, Locale::Italian).await.unwrap();
        assert_eq!(home.counts.practices as i64, world.number("SELECT count(*) FROM practices").await);
        assert_eq!(home.counts.organisations as i64, world.number("SELECT count(*) FROM organisations").await);
        assert_eq!(home.counts.adoptions as i64, world.number("SELECT count(*) FROM adoptions").await);
        assert_eq!(home.latest.len(), 6);
        let day = |at: usize| home.latest[at].published_on.map(|date| (date.year(), date.month(), date.day()));
        assert!((1..6).all(|at| day(at - 1) >= day(at)), "newest first");
    })
    .await;
}

#[tokio::test]
async fn the_home_page_shows_the_last_three_members_that_may_be_seen() {
    on_both(async |world| {
        let joined = |uid: &str, day: &str| with(member(uid, "Prova"), json!({"joined_on": day}));
        let hidden = with(
            joined("hidden", "2026-02-05"),
            json!({"shown": {"email": "nobody", "last_sign_in": "nobody", "profile": "members"}}),
        );
        let waiting = with(joined("waiting", "2026-02-06"), json!({"state": "pending_approval"}));
        let seen = [("d", "2026-02-04"), ("a", "2026-02-01"), ("c", "2026-02-03"), ("b", "2026-02-02")];
        let mut all: Vec<_> = seen.iter().map(|(uid, day)| joined(uid, day)).collect();
        all.extend([hidden, waiting]);
        world.put(&all).await;
        let home = world.portal.home(&Viewer::Visitor, Locale::Italian).await.unwrap();
        let latest: Vec<_> = home.members.iter().map(|card| card.uid.as_str()).collect();
        assert_eq!((home.counts.members, latest), (4, vec!["d", "c", "b"]));
        let home = world.portal.home(&Viewer::Operator, Locale::Italian).await.unwrap();
        assert_eq!((home.counts.members, home.members[0].uid.as_str()), (5, "hidden"));
    })
    .await;
}

#[tokio::test]
async fn a_themes_number_is_that_of_the_search_narrowed_to_it() {
    let world = demo::world().await;
    let themes = world.portal.themes(&Viewer::Visitor, Locale::Italian).await.unwrap();
    let mut all: Vec<&ThemeCount> = themes.iter().flat_map(|theme| &theme.children).collect();
    all.extend(&themes);
    assert!(all.len() >= 15);
    for theme in all {
        let page = world.portal.theme(&Viewer::Visitor, Locale::Italian, &theme.theme.slug).await.unwrap();
        let narrowed = world.search(&format!("tema:{} tipo:practice", theme.theme.slug)).await;
        let numbers = (theme.practices, page.total, narrowed.total as u64);
        assert_eq!(numbers, (page.total, page.total, page.total), "{}", theme.theme.slug);
    }
}

#[tokio::test]
async fn a_themes_page_counts_what_the_search_narrowed_to_it_finds() {
    let world = demo::world().await;
    for theme in world.portal.themes(&Viewer::Visitor, Locale::Italian).await.unwrap() {
        let slug = theme.theme.slug;
        let page = world.portal.theme(&Viewer::Visitor, Locale::Italian, &slug).await.unwrap();
        let narrowed = world.search(&format!("tema:{slug} tipo:practice")).await;
        assert_eq!(page.total, narrowed.total as u64, "{slug}");
        assert!(page.practices.len() as u64 == page.total.min(12), "{slug}");
        let placed: u64 = page.regions.iter().map(|count| count.practices).sum();
        assert_eq!(placed, page.total, "{slug}: every practice of the demonstration has a region");
    }
}
