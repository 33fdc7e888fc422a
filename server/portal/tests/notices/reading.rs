// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The own notices: by thing, page by page, and what was read.

use domain::thread::ReadTo;
use portal::notices::{NoticePlace, ReadForm};

use crate::cast::{bell, post, settle, thread, told};
use crate::world::{PASSWORD, World, address, denied, minutes, on_both, uid, visit};

async fn read(world: &World, name: &str, action: &str, of: &str, until: i64) {
    let form =
        ReadForm { action: action.to_owned(), notice: of.to_owned(), about: of.to_owned(), until: until.to_string() };
    world.portal.read_notices(&world.by(name).await, form).await.unwrap();
}

#[tokio::test]
async fn notices_stand_by_thing_and_lead_to_their_posts() {
    on_both(async |world| {
        settle(world).await;
        world.put(&[thread("t3", "Quanto è costato?", "ada", "menu")]).await;
        post(world, "bea", "t1", "Il primo.").await;
        world.wait(minutes(1));
        let second = post(world, "bea", "t3", "Il secondo.").await;
        world.wait(minutes(1));
        post(world, "cleo", "t1", "Il terzo.").await;
        let page = world.portal.notices_page(&world.by("ada").await, 1).await.unwrap();
        let titles: Vec<_> = page.groups.iter().map(|group| group.title.clone().unwrap().0).collect();
        assert_eq!(titles, ["Come avete fatto?", "Quanto è costato?"], "where something happened last first");
        assert_eq!((page.groups[0].lines.len(), page.groups[0].unread, page.unread, page.total), (2, 2, 3, 2));
        let place = NoticePlace::Thread { address: second.address.to_string(), position: Some(1) };
        assert_eq!(page.groups[1].lines[0].place, place);
    })
    .await;
}

#[tokio::test]
async fn one_all_about_a_thing_or_all_are_marked_as_read_and_nothing_that_came_later() {
    on_both(async |world| {
        settle(world).await;
        world.put(&[thread("t3", "Quanto è costato?", "ada", "menu")]).await;
        for of in ["t1", "t1", "t3", "t3"] {
            post(world, "bea", of, "Una parola.").await;
            world.wait(minutes(1));
        }
        let lines = told(world, "ada").await;
        read(world, "ada", "one", &lines[0].uid, 0).await;
        assert_eq!(bell(world, "ada").await, 3);
        read(world, "bea", "one", &lines[1].uid, 0).await;
        assert_eq!(bell(world, "ada").await, 3, "of somebody else");
        read(world, "ada", "thing", "thread:t1", i64::MAX).await;
        assert_eq!(bell(world, "ada").await, 1);
        let until = world.portal.notices_page(&world.by("ada").await, 1).await.unwrap().newest;
        post(world, "bea", "t1", "Dopo.").await;
        read(world, "ada", "all", "", until).await;
        assert_eq!(bell(world, "ada").await, 1, "what came after the page was shown");
        let form = ReadForm { action: "x".to_owned(), ..ReadForm::default() };
        let unknown = denied(world.portal.read_notices(&world.by("ada").await, form).await);
        assert!(matches!(unknown, portal::Error::NotFound));
    })
    .await;
}

#[tokio::test]
async fn a_thread_that_was_read_takes_its_notices_along_at_once_and_for_good() {
    on_both(async |world| {
        settle(world).await;
        for _ in 0..3 {
            post(world, "bea", "t1", "Una parola.").await;
        }
        let ada = world.by("ada").await;
        world.portal.note_read(&ada, &uid("t1"), ReadTo(2));
        assert_eq!((bell(world, "ada").await, told(world, "ada").await[0].is_read), (1, false));
        assert_eq!(world.number("SELECT count(*) FROM thread_reads").await, 0, "a page that is read writes nothing");
        let unread = world.portal.unread_of(&ada, &[uid("t1"), uid("t2")]).await.unwrap();
        assert_eq!(unread.iter().map(|one| (one.posts, one.first)).collect::<Vec<_>>(), [(1, Some(3)), (0, None)]);
        assert_eq!(world.portal.keep_reads().await.unwrap(), 1);
        assert_eq!(world.portal.keep_reads().await.unwrap(), 0);
        assert_eq!((bell(world, "ada").await, world.portal.read_to(&ada, &uid("t1")).await.unwrap()), (1, ReadTo(2)));
        world.portal.note_read(&ada, &uid("t1"), ReadTo(1));
        world.portal.keep_reads().await.unwrap();
        assert_eq!(world.portal.read_to(&ada, &uid("t1")).await.unwrap(), ReadTo(2), "who turns back unreads nothing");
        world.portal.note_read(&ada, &uid("t1"), ReadTo(3));
        world.portal.keep_reads().await.unwrap();
        assert_eq!(bell(world, "ada").await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_page_beyond_the_last_is_the_last_and_a_long_list_has_pages() {
    on_both(async |world| {
        settle(world).await;
        let threads: Vec<_> = (0..25).map(|n| thread(&format!("l{n}"), "Una fra tante", "ada", "menu")).collect();
        world.put(&threads).await;
        for n in 0..25 {
            post(world, "bea", &format!("l{n}"), "Una parola.").await;
        }
        let ada = world.by("ada").await;
        let first = world.portal.notices_page(&ada, 1).await.unwrap();
        assert_eq!((first.groups.len(), first.total, first.per_page), (20, 25, 20));
        let last = world.portal.notices_page(&ada, 99).await.unwrap();
        assert_eq!((last.groups.len(), last.page), (5, 2));
    })
    .await;
}

#[tokio::test]
async fn much_that_was_read_is_written_down_part_by_part() {
    on_both(async |world| {
        settle(world).await;
        let ada = world.by("ada").await;
        for number in 0..450 {
            world.portal.note_read(&ada, &uid(&format!("x{number}")), ReadTo(1));
        }
        assert_eq!(world.portal.keep_reads().await.unwrap(), 450);
        assert_eq!(world.number("SELECT count(*) FROM thread_reads").await, 450);
        assert_eq!(world.portal.keep_reads().await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn what_was_read_just_before_an_account_is_closed_is_not_kept_after_it() {
    on_both(async |world| {
        settle(world).await;
        let ada = world.by("ada").await;
        world.portal.note_read(&ada, &uid("t1"), ReadTo(1));
        world.portal.close_account(&ada, &address("ada"), PASSWORD, &visit()).await.unwrap();
        world.portal.keep_reads().await.unwrap();
        assert_eq!(world.number("SELECT count(*) FROM thread_reads").await, 0);
    })
    .await;
}

#[tokio::test]
async fn the_bell_stands_on_every_page_and_reads_no_text_of_a_thread() {
    on_both(async |world| {
        settle(world).await;
        post(world, "bea", "t1", "Con molta pazienza.").await;
        let ada = world.by("ada").await;
        world.tamper("UPDATE threads SET record = 'x'").await;
        assert_eq!(world.portal.bell(&ada).await.unwrap(), 1);
    })
    .await;
}
