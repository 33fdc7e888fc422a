// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Saved searches: they are their member's alone, and tell of what is new, to be read, and not told before.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

use domain::advert::AdvertKind;
use domain::policy::Viewer;
use domain::saved_search::{AlertFrequency, SAVED_MAX};
use portal::adverts::Wish;
use portal::form::FieldProblem;
use portal::people::MailContent;
use portal::saved_searches::SaveForm;
use serde_json::json;

use crate::cast::{IT, begin, published, settle};
use crate::world::{World, address, denied, hours, member, minutes, on_both, practice, problem, refused, with};

pub fn form(kind: &str, query: &str, frequency: &str) -> SaveForm {
    let text = |text: &str| text.to_owned();
    SaveForm { kind: text(kind), query: text(query), name: text(" Le  mie "), frequency: text(frequency) }
}

pub async fn save(world: &World, name: &str, kind: &str, query: &str, frequency: &str) -> String {
    world.portal.save_search(&world.by(name).await, form(kind, query, frequency)).await.unwrap()
}

/// What each alert told somebody, the newest first: the titles, and how many more there are.
pub async fn told(world: &World, name: &str) -> Vec<(Vec<String>, u64)> {
    let mails = world.mails_to(&address(name)).await.into_iter();
    let alerts = mails.filter_map(|mail| match mail {
        MailContent::SavedSearchNews { news, others, .. } => {
            Some((news.into_iter().map(|line| line.title).collect(), others))
        }
        _ => None,
    });
    alerts.collect()
}

fn only(title: &str) -> (Vec<String>, u64) {
    (vec![title.to_owned()], 0)
}

#[tokio::test]
async fn a_search_is_saved_renamed_and_deleted_by_its_member_alone() {
    on_both(async |world| {
        settle(world).await;
        let (uma, pia) = (world.by("uma").await, world.by("pia").await);
        let uid = save(world, "uma", "practice", "q=asili+nido&region=09&page=3&utm=x", "daily").await;
        let own = world.portal.own_searches(&uma, IT).await.unwrap();
        assert_eq!((own.lines.len(), own.has_room), (1, true));
        let line = &own.lines[0];
        assert_eq!((line.name.as_str(), line.frequency), ("Le mie", AlertFrequency::Daily));
        assert_eq!((line.asked.query.as_str(), line.asked.text.as_str()), ("q=asili+nido&region=09", "asili nido"));
        assert_eq!(line.asked.filters[0].value.name.as_deref(), Some("Toscana"));
        assert!(world.portal.own_searches(&pia, IT).await.unwrap().lines.is_empty());
        assert!(matches!(world.portal.own_searches(&Viewer::Visitor, IT).await, Err(portal::Error::SignInFirst)));
        assert!(matches!(world.portal.saved_search(&pia, IT, &uid).await, Err(portal::Error::NotFound)));
        let by_pia = world.portal.change_search(&pia, &uid, "Sua".to_owned(), "off").await;
        assert!(matches!(denied(by_pia), portal::Error::NotFound));
        assert!(matches!(denied(world.portal.delete_search(&pia, &uid).await), portal::Error::NotFound));
        world.portal.change_search(&uma, &uid, "Nidi".to_owned(), "weekly").await.unwrap();
        let line = world.portal.saved_search(&uma, IT, &uid).await.unwrap();
        assert_eq!((line.name.as_str(), line.frequency), ("Nidi", AlertFrequency::Weekly));
        world.portal.delete_search(&uma, &uid).await.unwrap();
        assert!(world.portal.own_searches(&uma, IT).await.unwrap().lines.is_empty());
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_saved_is_told_field_by_field_and_there_is_a_most() {
    on_both(async |world| {
        settle(world).await;
        let uma = world.by("uma").await;
        let save = async |form: SaveForm| world.portal.save_search(&uma, form).await;
        let wrong = SaveForm { name: " ".to_owned(), frequency: "hourly".to_owned(), ..form("advert", "", "") };
        let problems = refused(save(wrong).await);
        assert_eq!(problems, [("name", FieldProblem::Missing), ("frequency", FieldProblem::Unknown)]);
        let long = form("advert", &format!("q={}", "a".repeat(257)), "off");
        assert_eq!(problem(save(long).await), ("form", FieldProblem::TooLong));
        assert!(matches!(denied(save(form("members", "", "off")).await), portal::Error::NotFound));
        let visitor = world.portal.save_search(&Viewer::Visitor, form("advert", "", "off")).await;
        assert!(matches!(denied(visitor), portal::Error::SignInFirst));
        for _ in 0..SAVED_MAX {
            save(form("advert", "tipo=seek", "off")).await.unwrap();
        }
        assert_eq!(problem(save(form("advert", "", "off")).await), ("form", FieldProblem::NotAllowed));
        assert!(!world.portal.save_page(&uma, IT, "advert", "").await.unwrap().has_room);
    })
    .await;
}

#[tokio::test]
async fn an_alert_tells_once_of_what_came_out_since_and_fits_and_is_silent_otherwise() {
    on_both(async |world| {
        settle(world).await;
        published(world).await;
        world.wait(minutes(1));
        save(world, "uma", "advert", "tipo=seek&q=scolastiche", "daily").await;
        world.wait(hours(1));
        begin(world, &world.by("edo").await, AdvertKind::Seek, "Uscite scolastiche", Wish::Publish).await;
        begin(world, &world.by("ugo").await, AdvertKind::Seek, "Orti didattici", Wish::Publish).await;
        assert_eq!(world.portal.tell_of_new().await.unwrap(), 0, "it is not due");
        world.wait(hours(23));
        let (one, other) = tokio::join!(world.portal.tell_of_new(), world.portal.tell_of_new());
        assert_eq!(one.unwrap() + other.unwrap(), 1, "two servers write one mail");
        assert_eq!(told(world, "uma").await, [only("Uscite scolastiche")]);
        world.wait(hours(25));
        begin(world, &world.by("ugo").await, AdvertKind::Offer, "Aule scolastiche", Wish::Publish).await;
        assert_eq!(world.portal.tell_of_new().await.unwrap(), 0, "it is an offer");
        world.wait(hours(25));
        begin(world, &world.by("pia").await, AdvertKind::Seek, "Palestre scolastiche", Wish::Publish).await;
        assert_eq!(world.portal.tell_of_new().await.unwrap(), 1);
        assert_eq!(told(world, "uma").await, [only("Palestre scolastiche"), only("Uscite scolastiche")]);
    })
    .await;
}

#[tokio::test]
async fn nobody_is_told_of_what_may_not_be_read_when_the_mail_is_made() {
    on_both(async |world| {
        settle(world).await;
        for name in ["tea", "zoe", "pia"] {
            save(world, name, "practice", "theme=mensa", "at_once").await;
        }
        world.wait(minutes(2));
        let of_mensa =
            |uid: &str, more| with(with(practice(uid, uid), json!({"themes": ["mensa"], "owner_org": "town"})), more);
        world
            .put(&[
                of_mensa("open", json!({})),
                of_mensa("inner", json!({"audience": "parties"})),
                of_mensa("gone", json!({})),
                with(practice("other", "other"), json!({"themes": ["nidi"]})),
            ])
            .await;
        world.put(&[of_mensa("gone", json!({"stage": "archived"}))]).await;
        world.put(&[with(member("pia"), json!({"state": "suspended"}))]).await;
        assert_eq!(world.portal.tell_of_new().await.unwrap(), 2);
        let titles = |mut all: Vec<(Vec<String>, u64)>| {
            assert_eq!(all.len(), 1, "{all:?}");
            let mut titles = all.remove(0).0;
            titles.sort();
            titles
        };
        assert_eq!(titles(told(world, "tea").await), ["open"], "the index holds what everybody may read");
        assert_eq!(titles(told(world, "zoe").await), ["open"]);
        assert!(told(world, "pia").await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_thing_that_two_searches_find_is_told_once_and_a_long_list_is_counted() {
    on_both(async |world| {
        settle(world).await;
        save(world, "zoe", "practice", "", "at_once").await;
        save(world, "zoe", "practice", "q=menu", "at_once").await;
        world.wait(minutes(2));
        let all: Vec<_> = (0..12).map(|number| practice(&format!("n{number}"), &format!("Menu {number}"))).collect();
        world.put(&all).await;
        assert_eq!(world.portal.tell_of_new().await.unwrap(), 1);
        let told = told(world, "zoe").await;
        assert_eq!(told.iter().map(|(titles, others)| (titles.len(), *others)).collect::<Vec<_>>(), [(10, 2)]);
    })
    .await;
}

/// Lets some work go on so many times and then drops it, as if the server had been stopped there; says whether it came
/// to its end.
async fn stopped_after<T>(times: usize, work: impl Future<Output = T>) -> bool {
    let mut work = pin!(work);
    let mut left = times;
    poll_fn(|context| {
        if left == 0 {
            return Poll::Ready(false);
        }
        left -= 1;
        work.as_mut().poll(context).map(|_| true)
    })
    .await
}

#[tokio::test]
async fn whoever_is_stopped_anywhere_loses_nothing_and_tells_nothing_twice() {
    on_both(async |world| {
        const THINGS: u64 = 30;
        settle(world).await;
        save(world, "zoe", "practice", "q=menu", "at_once").await;
        save(world, "uma", "practice", "q=menu", "at_once").await;
        let mut ended = 0;
        for number in 0..THINGS {
            world.wait(minutes(2));
            world.put(&[practice(&format!("n{number}"), &format!("Menu {number}"))]).await;
            let times = usize::try_from(number).unwrap();
            ended += u32::from(stopped_after(times, world.portal.tell_of_new()).await);
        }
        assert!(ended < u32::try_from(THINGS).unwrap(), "it was stopped at least once");
        // What was under way when it was stopped may still have been writing.
        for _ in 0..3 {
            world.wait(minutes(2));
            world.portal.tell_of_new().await.unwrap();
        }
        for name in ["zoe", "uma"] {
            let told = told(world, name).await;
            let counted: u64 = told.iter().map(|(titles, others)| titles.len() as u64 + others).sum();
            assert_eq!(counted, THINGS, "{told:?}");
            let mut titles: Vec<String> = told.into_iter().flat_map(|(titles, _)| titles).collect();
            let all = titles.len();
            titles.sort();
            titles.dedup();
            assert_eq!(titles.len(), all, "{name} was told of something twice");
        }
    })
    .await;
}

#[tokio::test]
async fn a_search_is_saved_as_it_is_shown_before() {
    on_both(async |world| {
        settle(world).await;
        let uma = world.by("uma").await;
        let page = world.portal.save_page(&uma, IT, "advert", "tipo=offer&theme=mensa&page=2&done=x").await.unwrap();
        assert_eq!(page.asked.query, "theme=mensa&tipo=offer");
        let unknown = world.portal.save_page(&uma, IT, "", "").await;
        assert!(matches!(unknown, Err(portal::Error::NotFound)));
        let visitor = world.portal.save_page(&Viewer::Visitor, IT, "advert", "").await;
        assert!(matches!(visitor, Err(portal::Error::SignInFirst)));
    })
    .await;
}
