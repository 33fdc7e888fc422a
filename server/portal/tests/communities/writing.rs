// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Practices for one community: who reads them, and who may write for it.

use domain::policy::Viewer;
use domain::practice::writing::Step;
use portal::Error;
use portal::form::FieldProblem;
use serde_json::json;

use crate::cast::{IT, settle, typed};
use crate::world::{World, on_both, practice, problem, with};

async fn put_practice(world: &World) {
    let fields = json!({"audience": "community", "community": "sit", "themes": ["appalti"], "owner_org": "town"});
    world.put(&[with(practice("riservata", "Gare riservate"), fields)]).await;
}

#[tokio::test]
async fn ac_001_1_a_practice_for_a_community_is_read_by_its_members_and_by_who_writes_it() {
    on_both(async |world| {
        settle(world).await;
        put_practice(world).await;
        for (who, reads) in [("zoe", false), ("mode", false), ("mara", true), ("olga", true), ("edo", true)] {
            let viewer = world.by(who).await;
            let page = world.portal.practice_by_uid(&viewer, IT, "riservata").await;
            assert_eq!(page.is_ok(), reads, "{who}");
            // Whoever writes it does not belong to the community, and is not told its name.
            let named = page.ok().and_then(|page| page.community).map(|community| community.slug);
            assert_eq!(named.as_deref(), ["mara", "olga"].contains(&who).then_some("sit"), "{who}");
        }
        let visitor = world.portal.practice_by_uid(&Viewer::Visitor, IT, "riservata").await;
        assert!(matches!(visitor, Err(Error::NotFound)));
        let mara = world.by("mara").await;
        let inside = world.portal.community(&mara, IT, "sit").await.unwrap().inside.unwrap();
        assert_eq!((inside.own_practices.len(), inside.practices_total), (1, 1));
        let sua = world.portal.community(&Viewer::Visitor, IT, "sua").await.unwrap().inside.unwrap();
        assert_eq!((sua.own_practices.len(), sua.practices_total), (0, 0), "of the same theme, and not told of");
    })
    .await;
}

#[tokio::test]
async fn a_theme_leads_to_its_communities_that_the_reader_may_see() {
    on_both(async |world| {
        settle(world).await;
        let told = async |viewer: &Viewer| {
            let page = world.portal.theme(viewer, IT, "appalti").await.unwrap();
            page.communities.into_iter().map(|community| community.slug).collect::<Vec<_>>()
        };
        assert_eq!(told(&Viewer::Visitor).await, ["sape", "sua"]);
        assert_eq!(told(&world.by("mara").await).await, ["sape", "sit", "sua"]);
    })
    .await;
}

#[tokio::test]
async fn a_practice_is_written_for_an_own_community_only() {
    on_both(async |world| {
        settle(world).await;
        world.put(&[crate::cast::belonging("sua", "edo", "member", "active")]).await;
        let fields = json!({"stage": "draft", "owner_org": "town", "authors": ["edo"]});
        world.put(&[with(practice("bozza", "Una bozza"), fields)]).await;
        let edo = world.by("edo").await;
        let save = async |audience: &str| {
            let page = world.portal.writing_step(&edo, IT, "bozza", Step::Essentials).await.unwrap();
            let offered: Vec<_> = page.communities.iter().map(|(uid, _)| uid.as_str()).collect();
            assert_eq!(offered, ["sua"]);
            let fields = [("version", page.version.as_str()), ("title", "Una bozza"), ("audience", audience)];
            world.portal.save_step(&edo, "bozza", Step::Essentials, typed(&fields)).await
        };
        assert_eq!(problem(save("community:sit").await), ("audience", FieldProblem::Invalid));
        save("community:sua").await.unwrap();
        let kept = world.portal.store().kept_practices(&[crate::world::uid("bozza")]).await.unwrap();
        assert_eq!(kept[0].record.community.as_ref().map(ToString::to_string).as_deref(), Some("sua"));
    })
    .await;
}
