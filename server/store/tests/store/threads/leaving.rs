// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Who closes an account, or saves a twinning, while others write: what those did stays done, and no name is left.

use domain::policy::{ClosedAs, Standing, ThreadState, Viewer};
use domain::post::{Post, Reaction};
use domain::thread::Thread;
use domain::{Email, Uid};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde_json::{Value, json};
use store::{Error, Store, Thing};

use super::{begin, post, say, tally, thread, twinning};
use crate::world::{World, kept_member, member, noon, on_both, put, uid};

const NAMED: &str = "@[Ada Prova](member:ada)";

/// Puts ada there; says her address.
async fn ada(world: &World) -> Email {
    let ada = member("ada", "Ada", "Prova", json!({}));
    world.put(&[kept_member(ada.clone())]).await;
    ada.email.unwrap()
}

async fn leave(store: Store, email: Email) -> Result<(), Error> {
    let work =
        store.write(noon(), move |change| Box::pin(async move { change.erase_account(&uid("ada"), &email).await }));
    work.await
}

/// Comes back once somebody waits for what somebody else holds. SQLite has one writer: whoever comes second waits to begin.
async fn somebody_waits(world: &World) {
    let db = world.connection();
    let waiting =
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    while db.get_database_backend() == DbBackend::Postgres {
        let row = db.query_one_raw(Statement::from_string(DbBackend::Postgres, waiting)).await.unwrap().unwrap();
        if row.try_get_by_index::<i64>(0).unwrap() > 0 {
            break;
        }
        tokio::task::yield_now().await;
    }
}

async fn kept(world: &World, name: &str) -> Post {
    world.store.post(&Viewer::Operator, &uid(name)).await.unwrap().unwrap().0.record
}

async fn number(world: &World, sql: &str) -> i64 {
    let db = world.connection();
    let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap().unwrap();
    row.try_get_by_index(0).unwrap()
}

/// What says of a thread that a moderator closed it.
fn closed_by(name: &str) -> Value {
    json!({"state": "closed", "conclusions": "Si fa.", "closing": {"by": name, "as": "moderator"}})
}

fn with_author(mut thread: Value, name: &str) -> Value {
    thread["author"] = json!(name);
    thread
}

#[tokio::test]
async fn what_is_done_to_a_text_while_its_author_leaves_stays_done() {
    on_both(async |world| {
        let email = ada(world).await;
        begin(world, thread("t", json!({}))).await;
        say(world, &[post("a", "ada", json!({})), post("b", "bea", json!({"body": format!("Grazie {NAMED}.")}))]).await;
        let mut others = world.begin().await;
        others.thread(&uid("t")).await.unwrap();
        let hidden = post("a", "ada", json!({})).with_standing(Standing::Hidden).unwrap();
        others.put_post(&hidden).await.unwrap();
        others.put_post(&post("b", "bea", json!({"body": format!("Grazie ancora {NAMED}.")}))).await.unwrap();
        let leaving = tokio::spawn(leave(world.store.clone(), email));
        somebody_waits(world).await;
        others.commit().await.unwrap();
        leaving.await.unwrap().unwrap();
        let hidden = kept(world, "a").await;
        assert_eq!((hidden.standing, hidden.author), (Standing::Hidden, None));
        assert_eq!(kept(world, "b").await.body, "Grazie ancora @[…](member:ada).");
        assert_eq!(tally(world, "t").await, (1, 1));
    })
    .await;
}

#[tokio::test]
async fn a_post_that_goes_into_another_thread_while_its_author_leaves_stays_there_without_a_name() {
    on_both(async |world| {
        let email = ada(world).await;
        begin(world, thread("a", json!({"author": "bea"}))).await;
        begin(world, thread("t", json!({"author": "bea"}))).await;
        say(world, &[post("p", "ada", json!({}))]).await;
        let mut others = world.begin().await;
        for name in ["a", "t"] {
            others.thread(&uid(name)).await.unwrap();
        }
        assert_eq!(others.merge_posts(&uid("t"), &uid("a")).await.unwrap(), 1);
        let leaving = tokio::spawn(leave(world.store.clone(), email));
        somebody_waits(world).await;
        others.commit().await.unwrap();
        leaving.await.unwrap().unwrap();
        let moved = kept(world, "p").await;
        assert_eq!((moved.thread, moved.author, moved.position), (uid("a"), None, Some(1)));
    })
    .await;
}

#[tokio::test]
async fn the_thread_of_a_twinning_stays_closed_where_the_twinning_is_saved_at_that_moment() {
    on_both(async |world| {
        world.put(&[twinning("Mense gemelle")]).await;
        let main = world.store.main_thread(&Viewer::Operator, &uid("gem")).await.unwrap().unwrap().uid;
        let mut others = world.begin().await;
        let held = others.thread(&main).await.unwrap().unwrap().record;
        let closed = Thread { state: ThreadState::Closed, conclusions: Some("Si fa.".to_owned()), ..held };
        others.put_thread(&closed).await.unwrap();
        let store = world.store.clone();
        let saving = tokio::spawn(async move {
            let renamed = twinning("Mense sorelle");
            store.write(noon(), move |change| Box::pin(async move { put(change, &renamed).await })).await
        });
        somebody_waits(world).await;
        others.commit().await.unwrap();
        saving.await.unwrap().unwrap();
        let main = world.store.thread(&Viewer::Operator, &main).await.unwrap().unwrap().record;
        assert_eq!((main.state, main.title.as_str()), (ThreadState::Closed, "Mense sorelle"));
    })
    .await;
}

#[tokio::test]
async fn who_closed_a_thread_is_forgotten_and_it_stays_closed_by_who_moderates() {
    on_both(async |world| {
        let email = ada(world).await;
        for (name, closing) in [("t", closed_by("ada")), ("u", closed_by("bea"))] {
            let closing = with_author(closing, "bea");
            begin(world, thread(name, closing)).await;
        }
        assert_eq!(number(world, "SELECT count(*) FROM threads WHERE closed_by = 'ada'").await, 1);
        leave(world.store.clone(), email).await.unwrap();
        let closing = async |name: &str| {
            let kept = world.store.thread(&Viewer::Operator, &uid(name)).await.unwrap().unwrap();
            assert_eq!(kept.facts().closed_as, ClosedAs::Moderator);
            kept.record.closing.unwrap().by
        };
        assert_eq!((closing("t").await, closing("u").await), (None, Some(uid("bea"))));
        let named = r#"SELECT count(*) FROM threads WHERE closed_by = 'ada' OR record LIKE '%"ada"%'"#;
        assert_eq!(number(world, named).await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_name_goes_from_conclusions_earlier_texts_and_marks_of_others_too() {
    on_both(async |world| {
        let email = ada(world).await;
        let earlier = json!([{"until": 1_500, "body": format!("Di {NAMED}?")}]);
        let closed = json!({"author": "bea", "body": "Uno.", "state": "closed", "version": 1, "edited_at": 1_500,
            "conclusions": format!("Grazie {NAMED}."), "revisions": earlier.clone()});
        begin(world, thread("t", closed)).await;
        let many: String = (0..15).map(|other| format!("@[Altra](member:m{other}) ")).collect();
        let mark = json!({"kind": "decision", "at": 3_000, "by": "ada"});
        let posts = [
            post("edited", "bea", json!({"version": 1, "edited_at": 1_500, "revisions": earlier})),
            post("many", "bea", json!({"body": format!("{many} `{NAMED}`")})),
            post("marked", "bea", json!({"mark": mark})),
        ];
        say(world, &posts).await;
        leave(world.store.clone(), email).await.unwrap();
        for sql in [
            "SELECT count(*) FROM threads WHERE record LIKE '%Ada Prova%'",
            "SELECT count(*) FROM posts WHERE record LIKE '%Ada Prova%' OR head LIKE '%Ada Prova%'",
        ] {
            assert_eq!(number(world, sql).await, 0, "{sql}");
        }
        assert_eq!(kept(world, "edited").await.revisions[0].body, "Di @[…](member:ada)?");
        let marked = kept(world, "marked").await;
        assert_eq!((marked.author, marked.mark.unwrap().by), (Some(uid("bea")), None));
    })
    .await;
}

#[tokio::test]
async fn thanks_of_who_leaves_are_taken_back_after_the_threads_are_held() {
    on_both(async |world| {
        let email = ada(world).await;
        begin(world, thread("t", json!({"author": "bea"}))).await;
        say(world, &[post("b", "bea", json!({}))]).await;
        let mut change = world.begin().await;
        change.react(&Thing::Post(uid("b")), &uid("ada"), Reaction::Thanks, 9).await.unwrap();
        change.commit().await.unwrap();
        // Somebody edits that very post: the thread first, then the post.
        let mut others = world.begin().await;
        others.thread(&uid("t")).await.unwrap();
        let leaving = tokio::spawn(leave(world.store.clone(), email));
        somebody_waits(world).await;
        others.post(&uid("b")).await.unwrap();
        others.put_post(&post("b", "bea", json!({"body": "Con la carta."}))).await.unwrap();
        others.commit().await.unwrap();
        leaving.await.unwrap().unwrap();
        let (post, _) = world.store.post(&Viewer::Operator, &uid("b")).await.unwrap().unwrap();
        assert_eq!((post.thanked.thanks, post.record.body.as_str()), (0, "Con la carta."));
    })
    .await;
}

#[tokio::test]
async fn a_thread_is_known_by_its_columns_as_by_its_record() {
    on_both(async |world| {
        world.put(&[twinning("Mense gemelle")]).await;
        let line = json!({"about": {"twinning": "gem"}, "audience": "parties", "writers": "within", "state": "locked"});
        begin(world, thread("t", line)).await;
        begin(world, thread("u", json!({"about": {"practice": "gone"}, "standing": "queued"}))).await;
        begin(world, thread("v", json!({"kind": "question", "author": null}))).await;
        begin(world, thread("w", closed_by("bea"))).await;
        let uids: Vec<Uid> = ["t", "u", "v", "w", "none"].map(uid).to_vec();
        let known = world.store.known_threads(&uids).await.unwrap();
        assert_eq!(known.len(), 4);
        for one in world.store.kept_threads(&uids).await.unwrap() {
            let known = known.iter().find(|known| known.row.uid == one.record.uid).unwrap();
            assert_eq!(known.facts(), one.facts());
            assert_eq!((known.row.address(), &known.row.title), (one.address(), &one.record.title));
        }
        // Its texts are not read for that.
        world.connection().execute_unprepared("UPDATE threads SET record = 'x'").await.unwrap();
        assert_eq!(world.store.known_threads(&uids).await.unwrap().len(), 4);
    })
    .await;
}
