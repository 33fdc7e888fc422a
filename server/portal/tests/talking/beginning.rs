// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Beginning threads, and the lists of them.

use domain::policy::Viewer;
use domain::practice::Audience;
use domain::thread::{ThreadAbout, ThreadKind};
use portal::Error;
use portal::form::FieldProblem;
use portal::talking::{Answered, BeginForm, PlaceKind, Say, ThreadWanted, ThreadsRequest};
use serde_json::json;

use crate::cast::{IT, begin, page, question, reply, settle};
use crate::world::{on_both, problem, refused, uid};

#[tokio::test]
async fn a_thread_begins_where_its_author_can_read_and_write_it() {
    on_both(async |world| {
        settle(world).await;
        let (zoe, tea) = (world.by("zoe").await, world.by("tea").await);
        let about = ThreadAbout::Twinning(uid("tw"));
        let stranger = world.portal.begin_thread_page(&zoe, Some(&about)).await.unwrap();
        assert_eq!(stranger.audiences, [Audience::Public, Audience::Members]);
        assert!(!stranger.kinds.contains(&ThreadKind::Announcement));
        let party = world.portal.begin_thread_page(&tea, Some(&about)).await.unwrap();
        assert_eq!(party.audiences, [Audience::Public, Audience::Members, Audience::Parties]);
        assert!(party.kinds.contains(&ThreadKind::Announcement));
        let announced = begin(world, &zoe, "twinning:tw", "announcement", "Un annuncio a tutti").await;
        assert_eq!(problem(announced), ("kind", FieldProblem::NotAllowed));
        let form = BeginForm {
            about: "twinning:tw".to_owned(),
            title: "Solo fra noi enti".to_owned(),
            body: "Una cosa che riguarda noi.".to_owned(),
            kind: "general".to_owned(),
            audience: "parties".to_owned(),
            ..BeginForm::default()
        };
        let hidden = world.portal.begin_thread(&zoe, IT, form.clone()).await;
        assert_eq!(problem(hidden), ("audience", FieldProblem::NotAllowed));
        let written = world.portal.begin_thread(&tea, IT, form).await.unwrap();
        let seen = world.portal.thread_page(&zoe, &written.address, ThreadWanted::default()).await;
        assert!(matches!(seen, Err(Error::NotFound)), "absent and unreadable are the same");
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_with_a_thread_is_told_all_at_once_and_a_form_sent_twice_is_one() {
    on_both(async |world| {
        settle(world).await;
        let zoe = world.by("zoe").await;
        let form = BeginForm { title: "Breve".to_owned(), ..BeginForm::default() };
        let problems = refused(world.portal.begin_thread(&zoe, IT, form).await);
        assert_eq!(problems, [("title", FieldProblem::TooShort), ("body", FieldProblem::Missing)]);
        let form = BeginForm {
            title: "Una domanda aperta".to_owned(),
            body: "Come si comincia?".to_owned(),
            key: "k".to_owned(),
            ..BeginForm::default()
        };
        let first = world.portal.begin_thread(&zoe, IT, form.clone()).await.unwrap();
        assert_eq!(world.portal.begin_thread(&zoe, IT, form).await.unwrap(), first);
        let own = world.portal.own_threads(&zoe, 1).await.unwrap();
        assert_eq!((own.total, own.lines[0].address.as_str()), (1, first.address.as_str()));
    })
    .await;
}

#[tokio::test]
async fn a_form_that_comes_again_for_other_readers_is_not_taken_for_the_same() {
    on_both(async |world| {
        settle(world).await;
        let tea = world.by("tea").await;
        let open = BeginForm {
            about: "twinning:tw".to_owned(),
            title: "Come dividiamo le spese".to_owned(),
            body: "Una cosa che riguarda noi.".to_owned(),
            key: "k".to_owned(),
            ..BeginForm::default()
        };
        let first = world.portal.begin_thread(&tea, IT, open.clone()).await.unwrap();
        let among = BeginForm { audience: "parties".to_owned(), ..open.clone() };
        assert_eq!(problem(world.portal.begin_thread(&tea, IT, among).await), ("key", FieldProblem::Taken));
        let within = BeginForm { writers: "within".to_owned(), ..open };
        let usual = BeginForm { audience: "public".to_owned(), ..within.clone() };
        assert_eq!(world.portal.begin_thread(&tea, IT, within).await.unwrap(), first, "what is usual, by its name");
        assert_eq!(world.portal.begin_thread(&tea, IT, usual).await.unwrap(), first);
        assert_eq!(world.portal.own_threads(&tea, 1).await.unwrap().total, 1);
    })
    .await;
}

#[tokio::test]
async fn the_list_is_narrowed_by_place_kind_and_open_questions() {
    on_both(async |world| {
        settle(world).await;
        let address = question(world).await;
        let (zoe, tea) = (world.by("zoe").await, world.by("tea").await);
        begin(world, &tea, "", "general", "Una discussione libera").await.unwrap();
        let list = async |request: ThreadsRequest| {
            let page = world.portal.threads(&Viewer::Visitor, IT, request).await.unwrap();
            (page.total, page.by_place)
        };
        let places = vec![(PlaceKind::Practice, 1), (PlaceKind::Free, 1)];
        assert_eq!(list(ThreadsRequest::default()).await, (2, places), "nobody wrote in that of the twinning");
        let of_twinning = ThreadsRequest { about: Some(ThreadAbout::Twinning(uid("tw"))), ..ThreadsRequest::default() };
        let own = world.portal.threads(&tea, IT, of_twinning).await.unwrap().lines.remove(0);
        reply(world, &tea, &own.address, "Cominciamo da qui.").await.unwrap();
        let places = vec![(PlaceKind::Twinning, 1), (PlaceKind::Practice, 1), (PlaceKind::Free, 1)];
        assert_eq!(list(ThreadsRequest::default()).await, (3, places));
        let open = ThreadsRequest { answered: Answered::NotYet, ..ThreadsRequest::default() };
        assert_eq!(list(open.clone()).await.0, 1);
        let free = ThreadsRequest { place: Some(PlaceKind::Free), ..ThreadsRequest::default() };
        assert_eq!(list(free).await.0, 1);
        reply(world, &tea, &address, "Con un bando.").await.unwrap();
        world.portal.accept_answer(&zoe, (&address, 1), Say::Yes).await.unwrap();
        assert_eq!(list(open).await.0, 0);
    })
    .await;
}

#[tokio::test]
async fn a_thread_is_for_everybody_as_long_as_what_it_is_about_is() {
    on_both(async |world| {
        settle(world).await;
        let open = question(world).await;
        let zoe = world.by("zoe").await;
        assert!(page(world, &zoe, &open).await.for_all);
        let menu = json!({"type": "practice", "uid": "menu", "title": "Mense a chilometro zero", "language": "it",
            "summary": "Una frase.", "owner_org": "town", "audience": "members"});
        world.put(&[menu]).await;
        assert!(!page(world, &zoe, &open).await.for_all, "a visitor would not find its feed");
    })
    .await;
}
