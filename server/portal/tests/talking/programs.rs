// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What programs are told of threads.

use domain::policy::Viewer;
use domain::thread::ThreadDeed;
use serde_json::json;

use crate::cast::{question, settle};
use crate::world::{on_both, uid};

#[tokio::test]
async fn programs_are_told_no_name_by_the_conclusions_of_a_thread() {
    on_both(async |world| {
        settle(world).await;
        let address = question(world).await;
        let zoe = world.by("zoe").await;
        let ending = "Decide @[Lia Prova](member:lia), come dice @[Ugo Prova](member:ugo).".to_owned();
        world.portal.lead_thread(&zoe, &address, ThreadDeed::Close, ending).await.unwrap();
        let own = world.portal.own_threads(&zoe, 1).await.unwrap().lines.remove(0).uid;
        let (thread, _) = world.portal.thread_by_uid(&Viewer::Visitor, &own).await.unwrap();
        assert_eq!(thread.conclusions.as_deref(), Some("Decide @…, come dice @…."));
    })
    .await;
}

#[tokio::test]
async fn where_a_thread_goes_on_is_told_to_who_reads_that_only() {
    on_both(async |world| {
        settle(world).await;
        let (tea, zoe) = (world.by("tea").await, world.by("zoe").await);
        let closed = json!({"type": "thread", "uid": "closed", "title": "Fra gli enti", "language": "it", "at": 1,
            "about": {"twinning": "tw"}, "audience": "parties", "writers": "within", "body": "Fra noi."});
        let merged = json!({"type": "thread", "uid": "merged", "title": "Una domanda", "language": "it", "at": 1,
            "body": "Come si comincia?", "state": "merged", "merged_into": "closed"});
        world.put(&[closed, merged]).await;
        for viewer in [Viewer::Visitor, zoe] {
            let (thread, _) = world.portal.thread_by_uid(&viewer, "merged").await.unwrap();
            assert_eq!(thread.merged_into, None);
        }
        let (thread, _) = world.portal.thread_by_uid(&tea, "merged").await.unwrap();
        assert_eq!(thread.merged_into, Some(uid("closed")));
    })
    .await;
}
