// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What members choose, take along, and leave behind.

use std::io::{Cursor, Read as _};

use domain::notice::{Level, NoticeKind, Rhythm};
use portal::form::FieldProblem;
use portal::notices::{PreferencesForm, Stops, Watched};
use serde_json::Value;
use zip::ZipArchive;

use crate::cast::{choose, letters, post, settle, thread};
use crate::world::{PASSWORD, address, hours, on_both, problem, token, uid, visit};

#[tokio::test]
async fn what_is_chosen_is_kept_and_what_is_no_choice_is_refused() {
    on_both(async |world| {
        settle(world).await;
        let ada = world.by("ada").await;
        let plain = world.portal.notice_choices(&ada).await.unwrap();
        assert_eq!((plain.preferences.rhythm, plain.watched.len()), (Rhythm::Weekly, 0));
        let form = PreferencesForm {
            rhythm: "daily".to_owned(),
            kinds: vec![(NoticeKind::Reply, "at_once".to_owned()), (NoticeKind::Mention, String::new())],
            shown: vec!["reply".to_owned()],
        };
        world.portal.choose_notices(&ada, form.clone()).await.unwrap();
        let kept = world.portal.notice_choices(&ada).await.unwrap().preferences;
        assert_eq!(kept.rhythm_of(NoticeKind::Reply), Rhythm::AtOnce);
        assert_eq!(kept.rhythm_of(NoticeKind::Mention), Rhythm::Daily);
        assert!(kept.is_shown(NoticeKind::Reply) && !kept.is_shown(NoticeKind::Mention));
        assert!(kept.is_shown(NoticeKind::Moderation));
        let bad = PreferencesForm { rhythm: "sempre".to_owned(), ..form.clone() };
        assert_eq!(problem(world.portal.choose_notices(&ada, bad).await), ("rhythm", FieldProblem::Invalid));
        let bad = PreferencesForm { kinds: vec![(NoticeKind::Reply, "mai".to_owned())], ..form };
        assert_eq!(problem(world.portal.choose_notices(&ada, bad).await), ("kinds", FieldProblem::Invalid));
    })
    .await;
}

#[tokio::test]
async fn what_is_watched_is_listed_as_far_as_it_may_be_read() {
    on_both(async |world| {
        settle(world).await;
        let tea = world.by("tea").await;
        for about in ["thread:t2", "practice:menu"] {
            world.portal.set_level(&tea, &Watched::parse(about).unwrap(), Some(Level::Watch)).await.unwrap();
            world.wait(hours(1));
        }
        let tea = world.by("tea").await;
        let titles =
            |lines: Vec<portal::notices::WatchedLine>| lines.into_iter().map(|line| line.title).collect::<Vec<_>>();
        let watched = world.portal.notice_choices(&tea).await.unwrap().watched;
        assert_eq!(titles(watched), ["Mense a chilometro zero", "Fra di noi"]);
        world.put(&[crate::world::member("tea")]).await;
        let watched = world.portal.notice_choices(&world.by("tea").await).await.unwrap().watched;
        assert_eq!(titles(watched), ["Mense a chilometro zero"]);
    })
    .await;
}

#[tokio::test]
async fn notices_are_in_the_own_copy_and_go_with_the_account() {
    on_both(async |world| {
        settle(world).await;
        choose(world, "ada", "at_once").await;
        post(world, "bea", "t1", "Con molta pazienza.").await;
        post(world, "ada", "t1", "Grazie, @[Bea](member:bea).").await;
        let ada = world.by("ada").await;
        world.portal.set_level(&ada, &Watched::Thread(uid("t1")), Some(Level::Watch)).await.unwrap();
        world.portal.note_read(&ada, &uid("t1"), domain::thread::ReadTo(1));
        world.portal.keep_reads().await.unwrap();
        let link = world.mails_to(&address("ada")).await.iter().find_map(token).unwrap();
        let mut text = String::new();
        let mut archive = ZipArchive::new(Cursor::new(world.portal.own_copy(&ada).await.unwrap())).unwrap();
        archive.by_name("dati.json").unwrap().read_to_string(&mut text).unwrap();
        let copy: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(copy["notices"]["told"][0]["kind"], "new_post");
        assert_eq!(copy["notices"]["preferences"]["rhythm"], "at_once");
        assert_eq!(copy["notices"]["watched"][0]["of"], "thread:t1");
        assert_eq!(copy["notices"]["read"][0]["position"], 1);
        world.portal.close_account(&ada, &address("ada"), PASSWORD, &visit()).await.unwrap();
        for table in ["notices", "notice_preferences", "watch_levels", "thread_reads"] {
            let left = format!("SELECT count(*) FROM {table} WHERE member = 'ada'");
            assert_eq!(world.number(&left).await, 0, "{table}");
        }
        assert_eq!(world.number("SELECT count(*) FROM notices WHERE by_member = 'ada'").await, 0);
        world.portal.stop_notices(&link, Stops::This).await.unwrap();
        assert_eq!(world.number("SELECT count(*) FROM watch_levels").await, 0, "the old link keeps nothing anew");
        post(world, "bea", "t1", "Dove sei finita, @[Ada](member:ada)?").await;
        assert_eq!(world.number("SELECT count(*) FROM notices WHERE member = 'ada'").await, 0);
        assert!(letters(world, "ada").await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn notices_of_half_a_year_ago_are_forgotten() {
    on_both(async |world| {
        settle(world).await;
        post(world, "bea", "t1", "Con molta pazienza.").await;
        world.wait(hours(24 * 180));
        world.portal.forget_what_is_old().await.unwrap();
        assert_eq!(world.number("SELECT count(*) FROM notices").await, 1);
        world.wait(hours(1));
        world.portal.forget_what_is_old().await.unwrap();
        assert_eq!(world.number("SELECT count(*) FROM notices").await, 0);
    })
    .await;
}

#[tokio::test]
async fn what_was_told_and_chosen_follows_a_thread_that_is_merged() {
    on_both(async |world| {
        settle(world).await;
        world.put(&[thread("t3", "La stessa cosa", "ada", "menu")]).await;
        post(world, "bea", "t1", "Con molta pazienza.").await;
        let ada = world.by("ada").await;
        world.portal.set_level(&ada, &Watched::Thread(uid("t1")), Some(Level::Watch)).await.unwrap();
        let zoe = world.by("zoe").await;
        for (of, level) in [("t1", Level::Watch), ("t3", Level::Mute)] {
            world.portal.set_level(&zoe, &Watched::Thread(uid(of)), Some(level)).await.unwrap();
        }
        world.change(|change| Box::pin(async move { change.notices_move(&uid("t1"), &uid("t3")).await })).await;
        assert_eq!(world.number("SELECT count(*) FROM notices WHERE about = 't3'").await, 1);
        let of = |viewer, thread| {
            let watched = Watched::Thread(uid(thread));
            async move { world.portal.watching(viewer, &watched).await.unwrap().unwrap().chosen }
        };
        assert_eq!((of(&ada, "t1").await, of(&ada, "t3").await), (None, Some(Level::Watch)));
        assert_eq!((of(&zoe, "t1").await, of(&zoe, "t3").await), (None, Some(Level::Mute)), "what was there stays");
    })
    .await;
}

#[tokio::test]
async fn what_is_watched_costs_the_same_however_much_it_is() {
    on_both(async |world| {
        settle(world).await;
        let tea = world.by("tea").await;
        let watch = async |about: &str| {
            world.portal.set_level(&tea, &Watched::parse(about).unwrap(), Some(Level::Watch)).await.unwrap();
        };
        watch("thread:t1").await;
        watch("practice:menu").await;
        let (few, _) = world.cost(world.portal.notice_choices(&tea)).await;
        watch("thread:t2").await;
        let (many, page) = world.cost(world.portal.notice_choices(&tea)).await;
        assert_eq!((page.unwrap().watched.len(), many), (3, few));
    })
    .await;
}
