// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What was done to a practice, compared, exported and taken in again.

use domain::policy::Viewer;
use domain::practice::writing::Step;
use portal::Error;

use crate::cast::{IT, begin, go, save, settle, written};
use crate::world::{World, on_both};

#[tokio::test]
async fn two_revisions_are_compared_field_by_field_by_those_who_work_on_it_only() {
    on_both(async |world| {
        settle(world).await;
        let ada = world.by("ada").await;
        let draft = begin(world, &ada, "Mensa").await;
        save(world, &ada, &draft, Step::Story, &[("problem", "Prima"), ("solution", "Resta")]).await;
        save(world, &ada, &draft, Step::Story, &[("problem", "Dopo"), ("solution", "Resta")]).await;
        let history = world.portal.practice_desk(&ada, IT, &draft).await.unwrap().history;
        let (new, old) = (&history[0].uid, &history[1].uid);
        let compared = world.portal.compare_revisions(&ada, IT, &draft, new, old).await.unwrap();
        assert_eq!((compared.from.number, compared.to.number), (2, 3), "the older one comes first");
        let [change] = compared.changed.as_slice() else { panic!("{:?}", compared.changed) };
        let cell = |value: &str| vec![vec![("problem".to_owned(), value.to_owned())]];
        assert_eq!((change.field.as_str(), &change.before, &change.after), ("problem", &cell("Prima"), &cell("Dopo")));
        let zoe = world.by("zoe").await;
        let strange = world.portal.compare_revisions(&zoe, IT, &draft, new, old).await;
        assert!(matches!(strange, Err(Error::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn readers_of_a_published_practice_do_not_see_who_did_what_to_it() {
    on_both(async |world| {
        settle(world).await;
        let (ada, rita, zoe) = (world.by("ada").await, world.by("rita").await, world.by("zoe").await);
        let uid = written(world, &ada, "Mensa senza code").await;
        go(world, &ada, &uid, "submit").await.unwrap();
        go(world, &rita, &uid, "publish").await.unwrap();
        assert!(matches!(world.portal.practice_desk(&zoe, IT, &uid).await, Err(Error::NotAllowed)));
        assert!(matches!(world.portal.practice_desk(&Viewer::Visitor, IT, &uid).await, Err(Error::SignInFirst)));
        assert!(matches!(world.portal.review_desk(&ada).await, Err(Error::NotAllowed)));
        let acts: Vec<_> = world.portal.practice_desk(&ada, IT, &uid).await.unwrap().history;
        assert_eq!(acts[0].act.code(), "published");
        assert_eq!(acts[0].by.as_deref(), Some("Rita Prova"));
    })
    .await;
}

async fn exported(world: &World) -> String {
    let mut out = Vec::new();
    world.portal.export(&mut out).await.unwrap();
    String::from_utf8(out).unwrap()
}

#[tokio::test]
async fn drafts_and_all_that_was_done_come_back_from_an_export() {
    on_both(async |world| {
        settle(world).await;
        let (ada, rita) = (world.by("ada").await, world.by("rita").await);
        let uid = written(world, &ada, "Mensa senza code").await;
        go(world, &ada, &uid, "submit").await.unwrap();
        go(world, &rita, &uid, "publish").await.unwrap();
        world.portal.open_revision(&ada, &uid).await.unwrap();
        begin(world, &ada, "Un’altra").await;
        let first = exported(world).await;
        let other = World::new().await;
        let lines: Vec<serde_json::Value> = first.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        other.put(&lines).await;
        assert_eq!(exported(&other).await, first);
        assert!(lines.iter().any(|line| line["type"] == "revision" && line["act"] == "published"));
    })
    .await;
}
