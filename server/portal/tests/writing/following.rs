// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Following a practice: who may, who is told of what, and what stays of it.

use std::io::{Cursor, Read as _};

use domain::policy::Viewer;
use portal::depth::Follow;
use portal::people::MailContent;
use portal::values::PracticeAt;
use serde_json::{Value, json};
use zip::ZipArchive;

use crate::cast::{IT, begin, complete, go, settle, written};
use crate::world::{PASSWORD, World, address, denied, member, on_both, visit, with};

const SLUG: &str = "mensa-senza-code";

async fn published(world: &World) -> String {
    let (ada, rita) = (world.by("ada").await, world.by("rita").await);
    let practice = written(world, &ada, "Mensa senza code").await;
    go(world, &ada, &practice, "submit").await.unwrap();
    go(world, &rita, &practice, "publish").await.unwrap();
    practice
}

/// Whether the viewer follows it, and how many do.
async fn seen(world: &World, viewer: &Viewer) -> (Follow, u64) {
    let PracticeAt::Here(page) = world.portal.practice(viewer, IT, SLUG).await.unwrap() else { panic!("it is here") };
    (page.depth.follow, page.depth.followers)
}

/// What a follower was told, the newest first.
async fn told(world: &World, name: &str) -> Vec<String> {
    let mails = world.mails_to(&address(name)).await;
    let acts = mails.into_iter().filter_map(|mail| match mail {
        MailContent::FollowedChanged { act, slug, .. } => Some(format!("{act} {slug}")),
        _ => None,
    });
    acts.collect()
}

#[tokio::test]
async fn a_member_follows_and_ceases_and_all_see_how_many_do() {
    on_both(async |world| {
        settle(world).await;
        published(world).await;
        let zoe = world.by("zoe").await;
        assert_eq!(seen(world, &Viewer::Visitor).await, (Follow::SignIn, 0));
        assert_eq!(seen(world, &zoe).await, (Follow::May, 0));
        for _ in 0..2 {
            world.portal.follow(&zoe, SLUG).await.unwrap();
            assert_eq!(seen(world, &zoe).await, (Follow::Follows, 1));
        }
        assert_eq!(seen(world, &Viewer::Visitor).await, (Follow::SignIn, 1));
        let desk = world.portal.own_desk(&zoe).await.unwrap();
        assert_eq!(desk.followed.iter().map(|line| line.slug.as_str()).collect::<Vec<_>>(), [SLUG]);
        assert_eq!(desk.followed[0].owner.as_deref(), Some("Comune di Prova"));
        for _ in 0..2 {
            world.portal.unfollow(&zoe, SLUG).await.unwrap();
            assert_eq!(seen(world, &zoe).await, (Follow::May, 0));
        }
        assert!(world.portal.own_desk(&zoe).await.unwrap().followed.is_empty());
    })
    .await;
}

#[tokio::test]
async fn who_has_not_signed_in_or_does_not_see_it_cannot_follow() {
    on_both(async |world| {
        settle(world).await;
        published(world).await;
        for outcome in
            [world.portal.follow(&Viewer::Visitor, SLUG).await, world.portal.unfollow(&Viewer::Visitor, SLUG).await]
        {
            assert!(matches!(denied(outcome), portal::Error::SignInFirst));
        }
        let (ada, zoe) = (world.by("ada").await, world.by("zoe").await);
        let draft = begin(world, &ada, "Bozza").await;
        assert!(matches!(denied(world.portal.follow(&zoe, &draft).await), portal::Error::NotFound));
        assert!(matches!(denied(world.portal.follow(&ada, &draft).await), portal::Error::NotAllowed));
        for odd in ["", "..", "mai-vista"] {
            assert!(matches!(denied(world.portal.follow(&zoe, odd).await), portal::Error::NotFound), "{odd}");
        }
        assert_eq!(world.number("SELECT count(*) FROM follows").await, 0);
    })
    .await;
}

#[tokio::test]
async fn followers_are_told_of_a_new_version_and_of_archiving_but_not_authors_nor_who_did_it() {
    on_both(async |world| {
        settle(world).await;
        let practice = published(world).await;
        for name in ["ada", "edo", "rita", "zoe"] {
            world.portal.follow(&world.by(name).await, SLUG).await.unwrap();
        }
        let (ada, rita) = (world.by("ada").await, world.by("rita").await);
        let copy = world.portal.open_revision(&ada, &practice).await.unwrap();
        complete(world, &ada, &copy, "Mensa senza attese").await;
        go(world, &ada, &copy, "submit").await.unwrap();
        assert_eq!(told(world, "zoe").await, Vec::<String>::new());
        go(world, &rita, &copy, "publish").await.unwrap();
        assert_eq!(told(world, "zoe").await, ["published mensa-senza-attese"]);
        assert_eq!(told(world, "edo").await, ["published mensa-senza-attese"]);
        // Whoever may not sign in any more is not told what only members read, nor anything else.
        world.put(&[with(member("zoe"), json!({"state": "suspended"}))]).await;
        let rita = world.by("rita").await;
        go(world, &rita, &practice, "archive").await.unwrap();
        assert_eq!(told(world, "edo").await, ["archived mensa-senza-attese", "published mensa-senza-attese"]);
        assert_eq!(told(world, "zoe").await, ["published mensa-senza-attese"]);
        assert_eq!((told(world, "ada").await, told(world, "rita").await), (Vec::new(), Vec::new()));
        let edo = world.by("edo").await;
        assert_eq!(world.portal.own_desk(&edo).await.unwrap().followed.len(), 1, "its editors still see it");
        world.follow().await;
    })
    .await;
}

#[tokio::test]
async fn what_a_member_follows_is_in_the_own_copy_and_goes_with_the_account() {
    on_both(async |world| {
        settle(world).await;
        let practice = published(world).await;
        let zoe = world.by("zoe").await;
        world.portal.follow(&zoe, SLUG).await.unwrap();
        let archive = world.portal.own_copy(&zoe).await.unwrap();
        let mut text = String::new();
        let mut archive = ZipArchive::new(Cursor::new(archive)).unwrap();
        archive.by_name("dati.json").unwrap().read_to_string(&mut text).unwrap();
        let copy: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(copy["follows"][0]["practice"], practice);
        world.portal.close_account(&zoe, &address("zoe"), PASSWORD, &visit()).await.unwrap();
        assert_eq!(world.number("SELECT count(*) FROM follows").await, 0);
        assert_eq!(seen(world, &Viewer::Visitor).await, (Follow::SignIn, 0));
    })
    .await;
}
