// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! How many read a practice: what is counted, who is told, and how long it is kept.

use domain::policy::Viewer;
use portal::readers::ReaderNumbers;
use portal::values::PracticeAt;

use crate::cast::{IT, begin, complete, go, settle, written};
use crate::world::{World, hours, on_both};

const SLUG: &str = "mensa-senza-code";

async fn published(world: &World) -> String {
    let (ada, rita) = (world.by("ada").await, world.by("rita").await);
    let practice = written(world, &ada, "Mensa senza code").await;
    go(world, &ada, &practice, "submit").await.unwrap();
    go(world, &rita, &practice, "publish").await.unwrap();
    practice
}

/// Reads a page as its address is asked for.
async fn read(world: &World, viewer: &Viewer, slug: &str) {
    let PracticeAt::Here(page) = world.portal.practice(viewer, IT, slug).await.unwrap() else { panic!("it is here") };
    world.portal.count_view(&page);
}

async fn told(world: &World, name: &str, practice: &str) -> Option<ReaderNumbers> {
    world.portal.practice_desk(&world.by(name).await, IT, practice).await.unwrap().readers
}

#[tokio::test]
async fn readings_are_counted_in_memory_and_written_down_together() {
    on_both(async |world| {
        settle(world).await;
        let practice = published(world).await;
        let zoe = world.by("zoe").await;
        for viewer in [&Viewer::Visitor, &Viewer::Visitor, &zoe] {
            read(world, viewer, SLUG).await;
        }
        assert_eq!(world.number("SELECT count(*) FROM views").await, 0, "reading writes nothing");
        assert_eq!(world.portal.keep_views().await.unwrap(), 3);
        assert_eq!(world.portal.keep_views().await.unwrap(), 0);
        read(world, &Viewer::Visitor, SLUG).await;
        assert_eq!(world.portal.keep_views().await.unwrap(), 1);
        assert_eq!(world.number("SELECT count(*) FROM views").await, 1);
        world.wait(hours(24));
        read(world, &Viewer::Visitor, SLUG).await;
        world.portal.keep_views().await.unwrap();
        let numbers = told(world, "ada", &practice).await.unwrap();
        let seen: Vec<u64> = numbers.days[..3].iter().map(|(_, number)| *number).collect();
        assert_eq!((seen, numbers.months[0].1), (vec![1, 4, 0], 5));
        assert_eq!((numbers.followers, numbers.downloads), (0, 0));
    })
    .await;
}

#[tokio::test]
async fn neither_those_who_work_on_it_nor_drafts_count() {
    on_both(async |world| {
        settle(world).await;
        let practice = published(world).await;
        let ada = world.by("ada").await;
        let draft = begin(world, &ada, "Bozza").await;
        read(world, &ada, &draft).await;
        for name in ["ada", "edo", "rita"] {
            read(world, &world.by(name).await, SLUG).await;
        }
        assert_eq!(world.portal.keep_views().await.unwrap(), 0);
        // What is read of a new version is not the published page.
        let copy = world.portal.open_revision(&ada, &practice).await.unwrap();
        complete(world, &ada, &copy, "Mensa senza attese").await;
        read(world, &ada, &copy).await;
        assert_eq!(world.portal.keep_views().await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn only_those_who_write_it_are_told_and_only_while_it_is_in_the_library() {
    on_both(async |world| {
        settle(world).await;
        let practice = published(world).await;
        for (name, is_told) in [("ada", true), ("edo", true), ("rina", true), ("rita", false)] {
            assert_eq!(told(world, name, &practice).await.is_some(), is_told, "{name}");
        }
        let draft = begin(world, &world.by("ada").await, "Bozza").await;
        assert_eq!(told(world, "ada", &draft).await, None);
    })
    .await;
}

#[tokio::test]
async fn readings_are_forgotten_after_thirteen_months() {
    on_both(async |world| {
        settle(world).await;
        published(world).await;
        read(world, &Viewer::Visitor, SLUG).await;
        world.portal.keep_views().await.unwrap();
        world.wait(hours(24 * 399));
        assert_eq!(world.portal.forget_what_is_old().await.unwrap().views, 0);
        world.wait(hours(48));
        assert_eq!(world.portal.forget_what_is_old().await.unwrap().views, 1);
        assert_eq!(world.number("SELECT count(*) FROM views").await, 0);
    })
    .await;
}
