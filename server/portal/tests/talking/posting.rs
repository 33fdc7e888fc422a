// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Reading and answering.

use domain::policy::{ThreadState, Viewer};
use domain::post::Reaction;
use domain::thread::{ThreadAbout, ThreadDeed};
use portal::Error;
use portal::form::{FieldProblem, FormError};
use portal::talking::{Replying, Say};

use crate::cast::{page, question, reply, said, send, settle};
use crate::world::{denied, on_both, problem, uid};

#[tokio::test]
async fn ac_003_3_a_twinning_owns_one_discussion_and_0_participants_are_shown_as_0() {
    on_both(async |world| {
        settle(world).await;
        let about = ThreadAbout::Twinning(uid("tw"));
        let boxed = world.portal.threads_about(&Viewer::Visitor, &about).await.unwrap();
        assert_eq!((boxed.total, boxed.threads.len()), (1, 1));
        let main = &boxed.threads[0];
        assert_eq!((main.title.text.as_str(), main.participants, main.posts), ("Mense dei Colli", 0, 0));
        assert!(main.at > 0, "it has an opening date");
        let (tea, ugo) = (world.by("tea").await, world.by("ugo").await);
        for (viewer, text) in [(&tea, "Cominciamo."), (&ugo, "Eccoci."), (&tea, "Bene.")] {
            reply(world, viewer, &main.address, text).await.unwrap();
        }
        let boxed = world.portal.threads_about(&Viewer::Visitor, &about).await.unwrap();
        assert_eq!((boxed.threads[0].participants, boxed.threads[0].posts), (2, 3));
    })
    .await;
}

#[tokio::test]
async fn ac_003_13_a_visitor_reads_what_is_public_and_signs_in_to_write() {
    on_both(async |world| {
        settle(world).await;
        let address = question(world).await;
        let visitor = Viewer::Visitor;
        let shown = page(world, &visitor, &address).await;
        assert_eq!(shown.replying, Replying::SignInFirst);
        assert!(shown.html.is_some() && shown.read_to.is_none());
        assert!(matches!(denied(reply(world, &visitor, &address, "Anche noi.").await), Error::SignInFirst));
        assert!(matches!(world.portal.begin_thread_page(&visitor, None).await, Err(Error::SignInFirst)));
        assert!(page(world, &visitor, &address).await.rows.is_empty());
    })
    .await;
}

#[tokio::test]
async fn what_is_sent_twice_is_there_once_and_a_key_is_for_one_text() {
    on_both(async |world| {
        settle(world).await;
        let address = question(world).await;
        let tea = world.by("tea").await;
        let first = send(world, &tea, &address, ("Con un bando.", "", "k1")).await.unwrap();
        assert_eq!(send(world, &tea, &address, ("Con un bando.", "", "k1")).await.unwrap(), first);
        assert_eq!(problem(send(world, &tea, &address, ("Altro.", "", "k1")).await), ("key", FieldProblem::Taken));
        send(world, &tea, &address, ("Altro.", "1", "k2")).await.unwrap();
        assert_eq!(said(world, &tea, &address).await.len(), 2);
        // The same key of somebody else is another one.
        let ugo = world.by("ugo").await;
        send(world, &ugo, &address, ("Con un bando.", "", "k1")).await.unwrap();
        let rows = page(world, &tea, &address).await.rows;
        let placed: Vec<_> = rows.iter().map(|row| (row.post.position, row.level)).collect();
        assert_eq!(placed, [(1, 0), (2, 1), (3, 0)]);
    })
    .await;
}

#[tokio::test]
async fn a_thread_that_takes_no_words_says_so_and_writes_nothing() {
    on_both(async |world| {
        settle(world).await;
        let address = question(world).await;
        let (zoe, tea) = (world.by("zoe").await, world.by("tea").await);
        let long = "x".repeat(10_001);
        for (text, wanted) in [
            ("", ("body", FieldProblem::Missing)),
            ("x", ("body", FieldProblem::TooShort)),
            (long.as_str(), ("body", FieldProblem::TooLong)),
        ] {
            assert_eq!(problem(reply(world, &tea, &address, text).await), wanted);
        }
        let gone = problem(send(world, &tea, &address, ("A chi?", "9", "")).await);
        assert_eq!(gone, ("answers", FieldProblem::Expired));
        let close = |text: &str| world.portal.lead_thread(&zoe, &address, ThreadDeed::Close, text.to_owned());
        assert_eq!(problem(close(" ").await), ("conclusions", FieldProblem::Missing));
        close("Si fa con un bando.").await.unwrap();
        let shown = page(world, &tea, &address).await;
        assert_eq!(shown.replying, Replying::Stands(ThreadState::Closed));
        assert!(shown.conclusions.is_some());
        assert_eq!(problem(reply(world, &tea, &address, "Tardi.").await), ("form", FieldProblem::Expired));
        assert!(page(world, &tea, &address).await.rows.is_empty());
    })
    .await;
}

#[tokio::test]
async fn who_has_no_part_in_a_twinning_reads_its_discussion_and_does_not_write_there() {
    on_both(async |world| {
        settle(world).await;
        let about = ThreadAbout::Twinning(uid("tw"));
        let zoe = world.by("zoe").await;
        let main = world.portal.threads_about(&zoe, &about).await.unwrap().threads.remove(0);
        assert_eq!(page(world, &zoe, &main.address).await.replying, Replying::Within);
        assert_eq!(problem(reply(world, &zoe, &main.address, "Eccomi.").await), ("form", FieldProblem::NotAllowed));
    })
    .await;
}

#[tokio::test]
async fn thanks_are_counted_once_for_each_and_the_answer_is_chosen_by_who_asked() {
    on_both(async |world| {
        settle(world).await;
        let address = question(world).await;
        let (zoe, tea, ugo) = (world.by("zoe").await, world.by("tea").await, world.by("ugo").await);
        reply(world, &tea, &address, "Con un bando.").await.unwrap();
        let at = (address.as_str(), 1);
        for _ in 0..2 {
            world.portal.react_to_post(&zoe, at, Reaction::Thanks, Say::Yes).await.unwrap();
        }
        world.portal.react_to_post(&ugo, at, Reaction::Thanks, Say::Yes).await.unwrap();
        let own = world.portal.react_to_post(&tea, at, Reaction::Thanks, Say::Yes).await;
        assert!(matches!(denied(own), Error::NotAllowed), "nobody thanks oneself");
        let of = |rows: &[domain::thread::Row<portal::talking::PostLine>]| rows[0].post.reactions[1];
        let thanked = of(&page(world, &zoe, &address).await.rows);
        assert_eq!((thanked.reaction, thanked.count, thanked.own), (Reaction::Thanks, 2, true));
        world.portal.react_to_post(&zoe, at, Reaction::Thanks, Say::No).await.unwrap();
        let thanked = of(&page(world, &zoe, &address).await.rows);
        assert_eq!((thanked.count, thanked.own), (1, false));

        let refused = world.portal.accept_answer(&ugo, at, Say::Yes).await;
        assert!(matches!(refused, Err(FormError::Portal(Error::NotAllowed))));
        world.portal.accept_answer(&zoe, at, Say::Yes).await.unwrap();
        let shown = page(world, &Viewer::Visitor, &address).await;
        assert_eq!((shown.answer, shown.rows[0].post.is_answer), (Some(1), true));
        world.portal.withdraw_post(&tea, at).await.unwrap();
        let shown = page(world, &Viewer::Visitor, &address).await;
        assert_eq!((shown.answer, shown.rows[0].post.html.is_some()), (None, false), "a sign stays, and no word");
    })
    .await;
}
