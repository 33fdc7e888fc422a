// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Own collections of practices: who reads which, what is in them, and what stays of them.

use std::io::{Cursor, Read as _};

use domain::collection::{COLLECTIONS_MAX, Sharing};
use domain::policy::Viewer;
use portal::Error;
use portal::collections::{CollectForm, CollectionForm};
use portal::form::FieldProblem;
use serde_json::Value;
use zip::ZipArchive;

use crate::cast::{IT, begin, go, settle, written};
use crate::world::{PASSWORD, World, address, denied, on_both, problem, refused, visit};

const SLUG: &str = "mensa-senza-code";

async fn published(world: &World) -> String {
    let (ada, rita) = (world.by("ada").await, world.by("rita").await);
    let practice = written(world, &ada, "Mensa senza code").await;
    go(world, &ada, &practice, "submit").await.unwrap();
    go(world, &rita, &practice, "publish").await.unwrap();
    practice
}

fn form(name: &str, sharing: Sharing) -> CollectionForm {
    CollectionForm { name: name.to_owned(), note: "Per la giunta".to_owned(), sharing: sharing.code().to_owned() }
}

/// Puts a practice into exactly these, as the page sends it.
async fn collect(world: &World, viewer: &Viewer, slug: &str, chosen: &[&str]) {
    let held = world.portal.collect_page(viewer, slug).await.unwrap().collections;
    let was = held.into_iter().filter(|(_, _, holds)| *holds).map(|(uid, ..)| uid).collect();
    let chosen = chosen.iter().map(|uid| (*uid).to_owned()).collect();
    world.portal.collect(viewer, slug, CollectForm { chosen, was, name: String::new() }).await.unwrap();
}

/// The addresses in a collection as a viewer reads it, and how many more there are.
async fn read(world: &World, viewer: &Viewer, uid: &str) -> (Vec<String>, u64) {
    let page = world.portal.collection(viewer, IT, uid).await.unwrap();
    (page.practices.into_iter().map(|card| card.slug).collect(), page.unseen)
}

#[tokio::test]
async fn a_member_puts_a_practice_into_collections_and_takes_it_out() {
    on_both(async |world| {
        settle(world).await;
        let practice = published(world).await;
        let zoe = world.by("zoe").await;
        let first = world.portal.make_collection(&zoe, form("Mense", Sharing::Private)).await.unwrap();
        let second =
            CollectForm { name: " Bilancio  2027 ".to_owned(), chosen: vec![first.clone()], ..Default::default() };
        world.portal.collect(&zoe, SLUG, second).await.unwrap();
        let own = world.portal.own_collections(&zoe).await.unwrap();
        assert!(own.has_room);
        let mut names: Vec<_> = own.lines.iter().map(|line| (line.name.as_str(), line.practices)).collect();
        names.sort_unstable();
        assert_eq!(names, [("Bilancio 2027", 1), ("Mense", 1)]);
        assert!(own.lines.iter().all(|line| line.sharing == Sharing::Private));
        // Once more changes nothing, and one that was ticked in another window stays.
        collect(world, &zoe, SLUG, &[&first]).await;
        assert_eq!(read(world, &zoe, &first).await, (vec![SLUG.to_owned()], 0));
        world.portal.collect(&zoe, SLUG, CollectForm::default()).await.unwrap();
        assert_eq!(read(world, &zoe, &first).await.0, [SLUG]);
        world.portal.take_out_of_collection(&zoe, &first, &practice).await.unwrap();
        world.portal.take_out_of_collection(&zoe, &first, &practice).await.unwrap();
        assert_eq!(read(world, &zoe, &first).await, (Vec::new(), 0));
        world.portal.delete_collection(&zoe, &first).await.unwrap();
        assert!(matches!(denied(world.portal.delete_collection(&zoe, &first).await), Error::NotFound));
        assert_eq!(world.portal.own_collections(&zoe).await.unwrap().lines.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_private_collection_is_nobody_elses_and_only_its_owner_changes_a_shared_one() {
    on_both(async |world| {
        settle(world).await;
        published(world).await;
        let (ada, zoe, admin) = (world.by("ada").await, world.by("zoe").await, world.by("admin").await);
        let uid = world.portal.make_collection(&zoe, form("Mense", Sharing::Private)).await.unwrap();
        collect(world, &zoe, SLUG, &[&uid]).await;
        for other in [&Viewer::Visitor, &ada, &admin] {
            assert!(matches!(world.portal.collection(other, IT, &uid).await, Err(Error::NotFound)));
            let outcome = world.portal.change_collection(other, &uid, form("Mio", Sharing::ByLink)).await;
            assert!(matches!(denied(outcome), Error::NotFound));
        }
        world.portal.change_collection(&zoe, &uid, form("Mense d’Italia", Sharing::ByLink)).await.unwrap();
        for other in [&Viewer::Visitor, &ada, &admin] {
            let page = world.portal.collection(other, IT, &uid).await.unwrap();
            assert_eq!((page.name.as_str(), page.note.as_str()), ("Mense d’Italia", "Per la giunta"));
            assert_eq!((page.may_edit, page.practices.len()), (false, 1));
        }
        for outcome in [
            world.portal.change_collection(&ada, &uid, form("Mio", Sharing::ByLink)).await,
            world.portal.delete_collection(&ada, &uid).await,
            world.portal.take_out_of_collection(&ada, &uid, "qualsiasi").await,
        ] {
            assert!(matches!(denied(outcome), Error::NotAllowed));
        }
        // Nor does naming it put anything into the collection of somebody else.
        let foreign = CollectForm { chosen: vec![uid.clone()], was: vec![uid.clone()], ..CollectForm::default() };
        world.portal.collect(&ada, SLUG, foreign).await.unwrap();
        assert_eq!(read(world, &Viewer::Visitor, &uid).await.0, [SLUG]);
        assert!(world.portal.collect_page(&ada, SLUG).await.unwrap().collections.is_empty());
        let outcome = world.portal.make_collection(&Viewer::Visitor, form("Mia", Sharing::ByLink)).await;
        assert!(matches!(denied(outcome), Error::SignInFirst));
        assert!(matches!(world.portal.own_collections(&Viewer::Visitor).await, Err(Error::SignInFirst)));
    })
    .await;
}

#[tokio::test]
async fn each_reader_sees_of_a_shared_collection_what_this_reader_may_read() {
    on_both(async |world| {
        settle(world).await;
        let practice = published(world).await;
        let (ada, rita, zoe) = (world.by("ada").await, world.by("rita").await, world.by("zoe").await);
        let draft = begin(world, &ada, "Bozza").await;
        let uid = world.portal.make_collection(&ada, form("Mense", Sharing::ByLink)).await.unwrap();
        collect(world, &ada, SLUG, &[&uid]).await;
        collect(world, &ada, &draft, &[&uid]).await;
        assert_eq!(read(world, &ada, &uid).await.0.len(), 2);
        for other in [&Viewer::Visitor, &zoe] {
            assert_eq!(read(world, other, &uid).await, (vec![SLUG.to_owned()], 0));
        }
        assert!(matches!(world.portal.collect_page(&zoe, &draft).await, Err(Error::NotFound)));
        let outcome = world.portal.collect(&zoe, &draft, CollectForm::default()).await;
        assert!(matches!(denied(outcome), Error::NotFound));

        let own = world.portal.make_collection(&zoe, form("Da leggere", Sharing::Private)).await.unwrap();
        collect(world, &zoe, SLUG, &[&own]).await;
        go(world, &rita, &practice, "archive").await.unwrap();
        assert_eq!(read(world, &zoe, &own).await, (Vec::new(), 1), "its owner is told that it is there");
        assert_eq!(read(world, &Viewer::Visitor, &uid).await, (Vec::new(), 0), "others are not");
        go(world, &rita, &practice, "put_back").await.unwrap();
        assert_eq!(read(world, &zoe, &own).await, (vec![SLUG.to_owned()], 0));
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_with_a_collection_is_told_and_there_are_fifty_at_most() {
    on_both(async |world| {
        settle(world).await;
        published(world).await;
        let zoe = world.by("zoe").await;
        let long = CollectionForm { name: "a".repeat(101), note: "è".repeat(501), sharing: "everybody".to_owned() };
        assert_eq!(
            refused(world.portal.make_collection(&zoe, long).await),
            [("name", FieldProblem::TooLong), ("note", FieldProblem::TooLong), ("sharing", FieldProblem::Unknown)]
        );
        for (name, wrong) in
            [("", FieldProblem::Missing), (" \u{200B} ", FieldProblem::Missing), ("ab", FieldProblem::TooShort)]
        {
            let outcome = world.portal.make_collection(&zoe, form(name, Sharing::Private)).await;
            assert_eq!(problem(outcome), ("name", wrong), "{name:?}");
        }
        let short = CollectForm { name: "ab".to_owned(), ..CollectForm::default() };
        assert_eq!(problem(world.portal.collect(&zoe, SLUG, short).await), ("name", FieldProblem::TooShort));
        let limit = CollectionForm { name: "à".repeat(100), note: "è".repeat(500), ..form("", Sharing::ByLink) };
        world.portal.make_collection(&zoe, limit).await.unwrap();
        for number in 1..COLLECTIONS_MAX {
            world.portal.make_collection(&zoe, form(&format!("Raccolta {number}"), Sharing::Private)).await.unwrap();
        }
        assert!(!world.portal.own_collections(&zoe).await.unwrap().has_room);
        let outcome = world.portal.make_collection(&zoe, form("Una di troppo", Sharing::Private)).await;
        assert_eq!(problem(outcome), ("form", FieldProblem::NotAllowed));
        let one_more = CollectForm { name: "Una di troppo".to_owned(), ..CollectForm::default() };
        assert_eq!(problem(world.portal.collect(&zoe, SLUG, one_more).await), ("name", FieldProblem::NotAllowed));
        assert_eq!(world.number("SELECT count(*) FROM collection_practices").await, 0);
    })
    .await;
}

#[tokio::test]
async fn collections_are_in_the_own_copy_and_go_with_the_account() {
    on_both(async |world| {
        settle(world).await;
        let practice = published(world).await;
        let (ada, zoe) = (world.by("ada").await, world.by("zoe").await);
        let uid = world.portal.make_collection(&zoe, form("Mense", Sharing::ByLink)).await.unwrap();
        let others = world.portal.make_collection(&ada, form("Mie mense", Sharing::ByLink)).await.unwrap();
        collect(world, &zoe, SLUG, &[&uid]).await;
        collect(world, &ada, SLUG, &[&others]).await;
        let mut archive = ZipArchive::new(Cursor::new(world.portal.own_copy(&zoe).await.unwrap())).unwrap();
        let mut text = String::new();
        archive.by_name("dati.json").unwrap().read_to_string(&mut text).unwrap();
        let copy: Value = serde_json::from_str(&text).unwrap();
        let own = copy["collections"].as_array().unwrap();
        assert_eq!((own.len(), &own[0]["name"], &own[0]["practices"][0]), (1, &"Mense".into(), &practice.into()));
        world.portal.close_account(&zoe, &address("zoe"), PASSWORD, &visit()).await.unwrap();
        assert!(matches!(world.portal.collection(&Viewer::Visitor, IT, &uid).await, Err(Error::NotFound)));
        assert_eq!(read(world, &Viewer::Visitor, &others).await.0, [SLUG]);
        assert_eq!(world.number("SELECT count(*) FROM collection_practices").await, 1);
    })
    .await;
}
