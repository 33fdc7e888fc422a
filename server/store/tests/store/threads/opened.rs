// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A community that is opened to more people while somebody begins a thread in it.

use domain::community::Access;
use domain::policy::{On, Viewer};
use domain::practice::Audience;
use domain::record::Record;
use domain::thread::ThreadAbout;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde_json::json;
use store::{Error, Store};
use tokio::task::JoinHandle;

use super::thread;
use crate::world::{World, noon, on_both, put, record, uid};

fn community(access: &str, audience: &str) -> Record {
    record(json!({"type": "community", "uid": "com", "name": "Stazioni uniche appaltanti", "language": "it",
        "themes": ["appalti"], "access": access, "audience": audience}))
}

/// Opens it, as its form does: it is held, written, and what was in it stays with who belongs to it.
async fn opens(store: Store) -> Result<(), Error> {
    let work = store.write(noon(), |change| {
        Box::pin(async move {
            change.community(&uid("com")).await?;
            put(change, &community("open", "public")).await?;
            change.narrow_threads_of(&uid("com")).await.map(drop)
        })
    });
    work.await
}

/// Comes back once the work waits for what somebody else holds, or has ended. SQLite has one writer: whoever comes second
/// waits to begin.
async fn waits_or_ended(world: &World, work: &JoinHandle<Result<(), Error>>) {
    let db = world.connection();
    let waiting =
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    while db.get_database_backend() == DbBackend::Postgres && !work.is_finished() {
        let row = db.query_one_raw(Statement::from_string(DbBackend::Postgres, waiting)).await.unwrap().unwrap();
        if row.try_get_by_index::<i64>(0).unwrap() > 0 {
            break;
        }
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_thread_that_is_begun_while_its_community_is_opened_stays_with_who_belongs_to_it() {
    on_both(async |world| {
        world.put(&[community("private", "community")]).await;
        let about = ThreadAbout::Community(uid("com"));
        let mut begins = world.begin().await;
        let place = begins.place(&about).await.unwrap().unwrap();
        assert!(matches!(&place.on, On::Community(facts) if facts.access == Access::Private));
        let opening = tokio::spawn(opens(world.store.clone()));
        waits_or_ended(world, &opening).await;
        let one = thread("t", json!({"about": {"community": "com"}, "writers": "within", "audience": "public"}));
        begins.put_thread(&one).await.unwrap();
        begins.commit().await.unwrap();
        opening.await.unwrap().unwrap();
        let kept = world.store.thread(&Viewer::Operator, &uid("t")).await.unwrap().unwrap();
        assert_eq!(kept.record.audience, Audience::Community);
        assert!(world.store.thread(&Viewer::Visitor, &uid("t")).await.unwrap().is_none());
        // Whoever comes later finds it open.
        let mut later = world.begin().await;
        let place = later.place(&about).await.unwrap().unwrap();
        assert!(matches!(&place.on, On::Community(facts) if facts.access == Access::Open));
        later.abandon().await;
    })
    .await;
}
