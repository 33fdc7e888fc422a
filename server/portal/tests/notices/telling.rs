// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Who is told of what is written, and who is not.

use domain::notice::{Level, NoticeKind};
use domain::policy::Viewer;
use portal::notices::Watched;
use serde_json::json;

use crate::cast::{answer, bell, kinds, post, settle, told};
use crate::world::{World, acting, denied, member, on_both, uid, with};

#[tokio::test]
async fn who_wrote_in_a_thread_is_told_of_what_others_write_and_never_of_the_own_words() {
    on_both(async |world| {
        settle(world).await;
        post(world, "bea", "t1", "Con molta pazienza.").await;
        assert_eq!(kinds(world, "ada").await, [NoticeKind::NewPost]);
        assert!(kinds(world, "bea").await.is_empty());
        post(world, "cleo", "t1", "E con molti soldi.").await;
        assert_eq!(kinds(world, "bea").await, [NoticeKind::NewPost], "from her post on");
        let line = told(world, "ada").await.remove(0);
        assert_eq!(line.by.map(|by| by.name).as_deref(), Some("Cleo Prova"));
        assert!(kinds(world, "zoe").await.is_empty() && bell(world, "zoe").await == 0);
    })
    .await;
}

#[tokio::test]
async fn an_answer_and_a_mention_are_told_once_by_the_most_direct_reason() {
    on_both(async |world| {
        settle(world).await;
        let first = post(world, "bea", "t1", "Con molta pazienza.").await;
        answer(world, "cleo", "t1", "Quanta, @[Ada](member:ada)?", Some(&first)).await;
        assert_eq!(kinds(world, "bea").await, [NoticeKind::Reply]);
        assert_eq!(kinds(world, "ada").await, [NoticeKind::Mention, NoticeKind::NewPost]);
        post(world, "zoe", "t1", "E tu, @[Bea](member:bea)? Di nuovo @[Bea](member:bea)!").await;
        assert_eq!(kinds(world, "bea").await, [NoticeKind::Mention, NoticeKind::Reply]);
    })
    .await;
}

#[tokio::test]
async fn nobody_is_told_of_what_they_may_not_read_even_where_they_are_named() {
    on_both(async |world| {
        settle(world).await;
        post(world, "teo", "t2", "Che cosa direbbe @[Zoe](member:zoe)?").await;
        assert_eq!(kinds(world, "tea").await, [NoticeKind::NewPost]);
        assert!(told(world, "zoe").await.is_empty());
        assert_eq!(world.number("SELECT count(*) FROM notices WHERE member = 'zoe'").await, 0);
    })
    .await;
}

#[tokio::test]
async fn what_was_told_is_shown_no_more_once_it_may_not_be_read() {
    on_both(async |world| {
        settle(world).await;
        post(world, "teo", "t2", "Una cosa nostra.").await;
        assert_eq!((kinds(world, "tea").await.len(), bell(world, "tea").await), (1, 1));
        world.put(&[with(member("tea"), json!({"trust": 2}))]).await;
        assert_eq!((kinds(world, "tea").await.len(), bell(world, "tea").await), (0, 0), "she left the town");
        world.put(&[with(acting("tea", "town", "editor"), json!({"trust": 2}))]).await;
        assert_eq!(kinds(world, "tea").await.len(), 1);
        world.tamper("UPDATE posts SET standing = 'hidden'").await;
        assert_eq!((kinds(world, "tea").await.len(), bell(world, "tea").await), (0, 0), "a moderator hid it");
    })
    .await;
}

async fn set(world: &World, name: &str, about: &str, level: Option<Level>) {
    let about = Watched::parse(about).unwrap();
    world.portal.set_level(&world.by(name).await, &about, level).await.unwrap();
}

#[tokio::test]
async fn who_watches_is_told_of_every_post_and_who_muted_of_none() {
    on_both(async |world| {
        settle(world).await;
        set(world, "zoe", "thread:t1", Some(Level::Watch)).await;
        set(world, "cleo", "practice:menu", Some(Level::Watch)).await;
        set(world, "ada", "thread:t1", Some(Level::Mute)).await;
        post(world, "bea", "t1", "Nomino @[Ada](member:ada).").await;
        assert_eq!(kinds(world, "zoe").await, [NoticeKind::NewPost]);
        assert_eq!(kinds(world, "cleo").await, [NoticeKind::NewPost], "the place with all its threads");
        assert!(kinds(world, "ada").await.is_empty());
        set(world, "ada", "thread:t1", None).await;
        set(world, "zoe", "thread:t1", Some(Level::Follow)).await;
        post(world, "bea", "t1", "Ancora una parola.").await;
        assert_eq!((kinds(world, "ada").await.len(), kinds(world, "zoe").await.len()), (1, 1));
    })
    .await;
}

#[tokio::test]
async fn nobody_watches_what_they_do_not_see_and_visitors_nothing() {
    on_both(async |world| {
        settle(world).await;
        let hidden = Watched::Thread(uid("t2"));
        let zoe = world.by("zoe").await;
        for level in [Some(Level::Watch), Some(Level::Mute), None] {
            let refused = denied(world.portal.set_level(&zoe, &hidden, level).await);
            assert!(matches!(refused, portal::Error::NotFound), "{level:?}: {refused:?}");
        }
        let gone = denied(world.portal.set_level(&zoe, &Watched::Thread(uid("mai")), Some(Level::Watch)).await);
        assert!(matches!(gone, portal::Error::NotFound));
        let open = Watched::Thread(uid("t1"));
        let visitor = denied(world.portal.set_level(&Viewer::Visitor, &open, Some(Level::Watch)).await);
        assert!(matches!(visitor, portal::Error::SignInFirst));
        assert_eq!(world.portal.watching(&Viewer::Visitor, &open).await.unwrap(), None);
        assert_eq!(world.portal.bell(&Viewer::Visitor).await.unwrap(), 0);
    })
    .await;
}
