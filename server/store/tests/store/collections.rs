// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Collections of practices: each is its member's alone, and has limits.

use domain::Uid;
use domain::collection::Sharing;
use domain::policy::Viewer;
use store::NewCollection;

use crate::world::{World, kept, on_both, practice, uid};

fn collection(name: &str, member: &str) -> NewCollection {
    NewCollection {
        uid: uid(name),
        member: uid(member),
        name: format!("Raccolta {name}"),
        note: String::new(),
        sharing: Sharing::Private,
    }
}

async fn collected(world: &World, name: &str) -> Vec<Uid> {
    let rows = world.store.practices_collected(&Viewer::Operator, &uid(name)).await.unwrap();
    rows.into_iter().map(|row| row.record.uid).collect()
}

#[tokio::test]
async fn a_collection_takes_as_many_practices_as_it_may_and_each_once() {
    on_both(async |world| {
        world.put(&["p", "q", "r"].map(|name| kept(practice(name, name)))).await;
        let mut change = world.begin().await;
        assert!(change.add_collection(&collection("c", "ada"), 1).await.unwrap());
        assert!(!change.add_collection(&collection("d", "ada"), 1).await.unwrap(), "one is the most");
        assert!(change.add_collection(&collection("e", "bea"), 1).await.unwrap(), "of each member");
        let (ada, c) = (uid("ada"), uid("c"));
        for (name, taken) in [("p", true), ("p", false), ("nothing", false), ("q", true), ("r", false)] {
            assert_eq!(change.collect(&ada, &c, &uid(name), 2).await.unwrap(), taken, "{name}");
        }
        change.commit().await.unwrap();
        assert_eq!(collected(world, "c").await, [uid("p"), uid("q")]);
        assert_eq!(world.store.collection(&c).await.unwrap().unwrap().practices, 2);
        assert_eq!(world.store.collections_holding(&ada, &uid("q")).await.unwrap(), [uid("c")]);
        assert!(world.store.collections_holding(&uid("bea"), &uid("q")).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn nobody_else_changes_empties_or_deletes_a_collection() {
    on_both(async |world| {
        world.put(&[kept(practice("p", "p"))]).await;
        let mut change = world.begin().await;
        let (ada, bea, c, p) = (uid("ada"), uid("bea"), uid("c"), uid("p"));
        assert!(change.add_collection(&collection("c", "ada"), 9).await.unwrap());
        assert!(!change.collect(&bea, &c, &p, 9).await.unwrap());
        assert!(change.collect(&ada, &c, &p, 9).await.unwrap());
        assert!(!change.take_out(&bea, &c, &p).await.unwrap());
        assert!(!change.change_collection(&collection("c", "bea")).await.unwrap());
        assert!(!change.delete_collection(&bea, &c).await.unwrap());
        change.commit().await.unwrap();
        assert_eq!(collected(world, "c").await, [uid("p")]);
        let mut change = world.begin().await;
        assert!(change.delete_collection(&ada, &c).await.unwrap());
        change.commit().await.unwrap();
        assert!(collected(world, "c").await.is_empty());
        assert_eq!(world.store.collections_of(&ada).await.unwrap(), []);
    })
    .await;
}
