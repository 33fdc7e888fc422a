// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Lists narrowed by words, theme, region and state, and what search finds.

use domain::advert::{AdvertKind, AdvertMove};
use domain::policy::Viewer;
use portal::WithFacets;
use portal::adverts::{AdvertsRequest, Wish};
use portal::cards::FoundRecord;
use portal::values::{OrganisationAt, PracticeAt, SearchRequest};
use serde_json::json;

use crate::cast::{IT, begin, published, settle, titles};
use crate::world::{World, on_both};

fn seeks() -> AdvertsRequest {
    AdvertsRequest::all(AdvertKind::Seek)
}

async fn found(world: &World, text: &str) -> Vec<String> {
    let request = SearchRequest { text: text.to_owned(), limit: 10, ..SearchRequest::default() };
    let page = world.portal.search(&Viewer::Visitor, IT, request, WithFacets::No).await.unwrap();
    let adverts = page.found.into_iter().filter_map(|one| match one.record {
        FoundRecord::Advert(card) => Some(card.title.text),
        _ => None,
    });
    adverts.collect()
}

#[tokio::test]
async fn a_list_is_narrowed_by_words_theme_region_and_state() {
    on_both(async |world| {
        settle(world).await;
        let town = published(world).await;
        begin(world, &world.by("ugo").await, AdvertKind::Seek, "Orti didattici", Wish::Publish).await;
        world.follow().await;
        let visitor = Viewer::Visitor;
        let narrowed = |request: AdvertsRequest| titles(world, &visitor, request);
        assert_eq!(narrowed(seeks()).await.len(), 2);
        assert_eq!(narrowed(AdvertsRequest { region: Some("08".to_owned()), ..seeks() }).await, ["Orti didattici"]);
        assert_eq!(narrowed(AdvertsRequest { text: "scolastiche".to_owned(), ..seeks() }).await, ["Mense scolastiche"]);
        assert_eq!(narrowed(AdvertsRequest { theme: Some("mensa".to_owned()), ..seeks() }).await.len(), 2);
        assert!(narrowed(AdvertsRequest { theme: Some("nidi".to_owned()), ..seeks() }).await.is_empty());
        let odd = AdvertsRequest { theme: Some("mai-visto".to_owned()), region: Some("99".to_owned()), ..seeks() };
        let page = world.portal.adverts(&visitor, IT, odd).await.unwrap();
        assert_eq!((page.total, page.request), (2, seeks()), "what is unknown is left out");
        world.portal.move_advert(&world.by("edo").await, &town, AdvertMove::Close, "").await.unwrap();
        let closed = AdvertsRequest { state: Some("closed".to_owned()), ..seeks() };
        assert_eq!(narrowed(closed).await, ["Mense scolastiche"]);
        assert_eq!(narrowed(seeks()).await, ["Orti didattici"]);
    })
    .await;
}

#[tokio::test]
async fn search_finds_an_advert_while_it_takes_answers() {
    on_both(async |world| {
        settle(world).await;
        let tea = world.by("tea").await;
        let uid = begin(world, &tea, AdvertKind::Seek, "Mense scolastiche", Wish::Keep).await;
        world.follow().await;
        assert!(found(world, "scolastiche").await.is_empty(), "a draft");
        let version = world.portal.advert(&tea, IT, &uid).await.unwrap().work.unwrap().version;
        world.portal.move_advert(&tea, &uid, AdvertMove::Publish, &version).await.unwrap();
        world.follow().await;
        assert_eq!(found(world, "scolastiche").await, ["Mense scolastiche"]);
        assert_eq!(found(world, "Comune di Prova").await, ["Mense scolastiche"], "by the name of its body");
        world.portal.move_advert(&tea, &uid, AdvertMove::Close, "").await.unwrap();
        world.follow().await;
        assert!(found(world, "scolastiche").await.is_empty());
        world.portal.rebuild_index(|_| {}).await.unwrap();
        world.follow().await;
    })
    .await;
}

#[tokio::test]
async fn a_body_and_a_practice_show_their_adverts() {
    on_both(async |world| {
        settle(world).await;
        published(world).await;
        let offer = json!({"type": "advert", "uid": "ad", "kind": "offer", "title": "Vi aiutiamo", "language": "it",
            "organisation": "town", "practice": "menu", "author": "tea"});
        world.put(&[offer]).await;
        let PracticeAt::Here(page) =
            world.portal.practice(&Viewer::Visitor, IT, "mense-a-chilometro-zero").await.unwrap()
        else {
            panic!("it is here")
        };
        assert_eq!(page.adverts.iter().map(|card| card.uid.as_str()).collect::<Vec<_>>(), ["ad"]);
        let OrganisationAt::Here(page) =
            world.portal.organisation(&Viewer::Visitor, IT, "comune-di-prova").await.unwrap()
        else {
            panic!("it is here")
        };
        assert_eq!(page.adverts.len(), 2);
        let record = world.portal.advert_by_uid(&Viewer::Visitor, "ad").await.unwrap();
        assert_eq!(record.author, None, "programs are not told who wrote it");
    })
    .await;
}
