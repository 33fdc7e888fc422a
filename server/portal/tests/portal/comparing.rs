// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Practices side by side, as each viewer may read them.

use domain::policy::{Acting, Viewer};
use domain::{Locale, Uid};
use portal::comparing::{COMPARED_MAX, Comparison};
use serde_json::json;

use crate::world::{World, on_both, practice, with};

async fn compare(world: &World, viewer: &Viewer, slugs: &[&str]) -> Comparison {
    let slugs: Vec<String> = slugs.iter().map(|slug| (*slug).to_owned()).collect();
    world.portal.compare(viewer, Locale::Italian, &slugs).await.unwrap()
}

fn uids(compared: &Comparison) -> Vec<&str> {
    compared.practices.iter().map(|page| page.practice.uid.as_str()).collect()
}

#[tokio::test]
async fn practices_stand_in_the_order_asked_for_and_each_once() {
    on_both(async |world| {
        world.put(&[practice("p", "Nidi"), practice("q", "Mense")]).await;
        let compared = compare(world, &Viewer::Visitor, &["mense", "nidi", "mense"]).await;
        assert_eq!(uids(&compared), ["q", "p"]);
        assert_eq!((compared.missing.len(), compared.left_out), (0, 0));
        assert!(compare(world, &Viewer::Visitor, &[]).await.practices.is_empty());
    })
    .await;
}

#[tokio::test]
async fn what_is_hidden_looks_like_what_never_was() {
    on_both(async |world| {
        let draft = with(practice("d", "Bozza"), json!({"stage": "draft"}));
        let members = with(practice("m", "Riservata"), json!({"audience": "members"}));
        world.put(&[practice("p", "Nidi"), draft, members]).await;
        let asked = ["nidi", "bozza", "riservata", "mai-esistita", "Non Vale"];
        let compared = compare(world, &Viewer::Visitor, &asked[..4]).await;
        assert_eq!(uids(&compared), ["p"]);
        assert_eq!(compared.missing, ["bozza", "riservata", "mai-esistita"]);
        let member = Viewer::member(Acting::plain(Uid::parse("somebody").unwrap()));
        let compared = compare(world, &member, &asked[..4]).await;
        assert_eq!(uids(&compared), ["p", "m"]);
        assert_eq!(compared.missing, ["bozza", "mai-esistita"]);
        assert_eq!(compare(world, &Viewer::Visitor, &asked[4..]).await.missing, ["Non Vale"]);
    })
    .await;
}

#[tokio::test]
async fn an_old_address_counts_as_the_present_one() {
    on_both(async |world| {
        world.put(&[practice("p", "Nidi comunali"), practice("q", "Mense")]).await;
        world.put(&[practice("p", "Nidi in rete")]).await;
        let compared = compare(world, &Viewer::Visitor, &["nidi-comunali", "mense", "nidi-in-rete"]).await;
        assert_eq!(uids(&compared), ["p", "q"]);
        assert_eq!(compared.practices[0].slug, "nidi-in-rete");
        assert!(compared.missing.is_empty());
    })
    .await;
}

#[tokio::test]
async fn no_more_than_four_stand_side_by_side() {
    let world = World::new().await;
    let slugs = ["uno", "due", "tre", "quattro", "cinque", "sei"];
    let all: Vec<_> = slugs.iter().map(|slug| practice(slug, slug)).collect();
    world.put(&all).await;
    let compared = compare(&world, &Viewer::Visitor, &slugs).await;
    assert_eq!(uids(&compared), slugs[..COMPARED_MAX]);
    assert_eq!(compared.left_out, 2);
}
