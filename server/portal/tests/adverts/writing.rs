// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Writing an advert: six fields, a draft that nobody else sees, changes over the version that was shown.

use domain::advert::writing::{Asked, FIELDS};
use domain::advert::{AdvertKind, AdvertMove, AdvertState};
use domain::policy::Viewer;
use portal::adverts::{AdvertsRequest, Wish};
use portal::form::{FieldProblem, Typed};

use crate::cast::{IT, answer, begin, published, settle, six, titles, typed};
use crate::world::{World, denied, on_both, problem, refused};

const KEY: &str = "01932f4e-0000-7000-8000-000000000001";

async fn state(world: &World, uid: &str) -> AdvertState {
    world.portal.advert(&Viewer::Operator, IT, uid).await.unwrap().card.state
}

/// What the form of an advert shows, with other values.
async fn changed(world: &World, viewer: &Viewer, uid: &str, others: &[(&str, &str)]) -> Typed {
    let kept = world.portal.advert_form_page(viewer, IT, uid).await.unwrap().typed;
    let is_other = |name: &str| others.iter().any(|(other, _)| *other == name);
    let mut pairs: Vec<(String, String)> = kept.0.into_iter().filter(|(name, _)| !is_other(name)).collect();
    pairs.extend(typed(others).0);
    Typed(pairs)
}

#[tokio::test]
async fn six_fields_are_enough_to_publish_and_both_lists_stay_apart_ac_003_7() {
    assert!(FIELDS.iter().filter(|field| field.asked == Asked::AtOnce).count() <= 6);
    on_both(async |world| {
        settle(world).await;
        let uid = published(world).await;
        begin(world, &world.by("ugo").await, AdvertKind::Offer, "Mense biologiche", Wish::Publish).await;
        let seeks = titles(world, &Viewer::Visitor, AdvertsRequest::all(AdvertKind::Seek)).await;
        let offers = titles(world, &Viewer::Visitor, AdvertsRequest::all(AdvertKind::Offer)).await;
        assert_eq!((seeks, offers), (vec!["Mense scolastiche".to_owned()], vec!["Mense biologiche".to_owned()]));
        let page = world.portal.advert(&Viewer::Visitor, IT, &uid).await.unwrap();
        assert_eq!(page.card.expires_on.unwrap().to_string(), "2026-08-29", "180 days");
        assert_eq!(page.work, None);
        let home = world.portal.home(&Viewer::Visitor, IT).await.unwrap().adverts;
        assert_eq!((home.seeks.len(), home.offers.len()), (1, 1));
    })
    .await;
}

#[tokio::test]
async fn what_is_missing_is_told_all_at_once_and_nothing_is_kept() {
    on_both(async |world| {
        settle(world).await;
        let tea = world.by("tea").await;
        let form = typed(&[("title", "Corto"), ("themes", "mai-visto")]);
        let wrong = refused(world.portal.begin_advert(&tea, IT, AdvertKind::Seek, &form, Wish::Publish).await);
        let fields: Vec<_> = wrong.iter().map(|(field, _)| *field).collect();
        assert_eq!(fields, ["title", "description", "themes", "transfer_kinds", "mode"]);
        assert_eq!(wrong[2], ("themes", FieldProblem::Unknown), "what cannot be read is told as such, once");
        // A draft needs a title alone; what cannot be read is told nevertheless.
        let form = typed(&[("title", " "), ("themes", "mai-visto")]);
        let wrong = refused(world.portal.begin_advert(&tea, IT, AdvertKind::Seek, &form, Wish::Keep).await);
        assert_eq!(wrong, [("title", FieldProblem::Missing), ("themes", FieldProblem::Unknown)]);
        let form = typed(&[("title", "Corto")]);
        let wrong = refused(world.portal.begin_advert(&tea, IT, AdvertKind::Seek, &form, Wish::Publish).await);
        let fields: Vec<_> = wrong.iter().map(|(field, _)| *field).collect();
        assert_eq!(fields, ["title", "description", "themes", "transfer_kinds", "mode"]);
        assert_eq!(world.number("SELECT count(*) FROM adverts").await, 0);
        let zoe = world.by("zoe").await;
        let six_fields = six("Mense scolastiche", "");
        let outcome = world.portal.begin_advert(&zoe, IT, AdvertKind::Seek, &six_fields, Wish::Keep);
        assert_eq!(problem(outcome.await).0, "organisation");
        let form = typed(&[("title", "Mense scolastiche"), ("organisation", "union")]);
        let outcome = world.portal.begin_advert(&tea, IT, AdvertKind::Seek, &form, Wish::Keep).await;
        assert_eq!(problem(outcome), ("organisation", FieldProblem::NotAllowed));
    })
    .await;
}

#[tokio::test]
async fn a_form_that_is_sent_twice_begins_one_advert() {
    on_both(async |world| {
        settle(world).await;
        let tea = world.by("tea").await;
        let form = six("Mense scolastiche", KEY);
        for _ in 0..2 {
            let uid = world.portal.begin_advert(&tea, IT, AdvertKind::Seek, &form, Wish::Publish).await.unwrap();
            assert_eq!(uid, KEY);
        }
        assert_eq!(world.number("SELECT count(*) FROM adverts").await, 1);
        let ugo = world.by("ugo").await;
        let outcome = world.portal.begin_advert(&ugo, IT, AdvertKind::Seek, &form, Wish::Publish).await;
        assert_eq!(problem(outcome), ("form", FieldProblem::Conflict), "nobody takes the place of another");
    })
    .await;
}

#[tokio::test]
async fn a_draft_is_seen_by_who_writes_it_and_the_editors_and_can_be_deleted() {
    on_both(async |world| {
        settle(world).await;
        let tea = world.by("tea").await;
        let uid = begin(world, &tea, AdvertKind::Seek, "Mense scolastiche", Wish::Keep).await;
        for name in ["ugo", "zoe", "mode"] {
            let found = world.portal.advert(&world.by(name).await, IT, &uid).await;
            assert!(matches!(found, Err(portal::Error::NotFound)), "{name}");
        }
        assert!(matches!(world.portal.advert(&Viewer::Visitor, IT, &uid).await, Err(portal::Error::NotFound)));
        let edo = world.by("edo").await;
        assert!(world.portal.advert(&edo, IT, &uid).await.unwrap().work.unwrap().delete);
        world.portal.delete_advert(&edo, &uid).await.unwrap();
        assert_eq!(world.number("SELECT count(*) FROM adverts").await, 0);
        world.follow().await;
        let uid = published(world).await;
        assert_eq!(problem(world.portal.delete_advert(&edo, &uid).await), ("form", FieldProblem::Conflict));
    })
    .await;
}

#[tokio::test]
async fn a_change_is_saved_over_the_version_that_was_shown_and_an_answer_makes_no_conflict() {
    on_both(async |world| {
        settle(world).await;
        let uid = published(world).await;
        let (tea, edo) = (world.by("tea").await, world.by("edo").await);
        let (first, second) = (
            changed(world, &tea, &uid, &[("title", "Mense delle scuole")]).await,
            changed(world, &edo, &uid, &[("title", "Mense per le scuole")]).await,
        );
        answer(world, "ugo", &uid).await.unwrap();
        world.portal.change_advert(&tea, &uid, &first, Wish::Keep).await.unwrap();
        assert_eq!(state(world, &uid).await, AdvertState::InContact);
        let outcome = world.portal.change_advert(&edo, &uid, &second, Wish::Keep).await;
        assert_eq!(problem(outcome), ("form", FieldProblem::Conflict));
        let emptied = changed(world, &edo, &uid, &[("description", "")]).await;
        let outcome = world.portal.change_advert(&edo, &uid, &emptied, Wish::Keep).await;
        assert_eq!(problem(outcome), ("description", FieldProblem::Missing), "what is out stays complete");
        let more = [("region_scope", "list"), ("regions", "08"), ("when_from", "3/2027"), ("tags", "mense, scuole")];
        let more = changed(world, &edo, &uid, &more).await;
        world.portal.change_advert(&edo, &uid, &more, Wish::Keep).await.unwrap();
        let record = world.portal.advert(&edo, IT, &uid).await.unwrap().record;
        assert_eq!(
            (record.regions, record.tags.len(), record.when_from.unwrap().to_string()),
            (vec!["08".to_owned()], 2, "2027-03".to_owned())
        );
        let ugo = world.by("ugo").await;
        assert!(matches!(
            denied(world.portal.change_advert(&ugo, &uid, &more, Wish::Keep).await),
            portal::Error::NotAllowed
        ));
    })
    .await;
}

#[tokio::test]
async fn what_is_closed_stays_readable_and_as_it_was() {
    on_both(async |world| {
        settle(world).await;
        let uid = published(world).await;
        let edo = world.by("edo").await;
        world.portal.move_advert(&edo, &uid, AdvertMove::Close, "").await.unwrap();
        assert_eq!(world.portal.advert(&Viewer::Visitor, IT, &uid).await.unwrap().card.state, AdvertState::Closed);
        assert!(titles(world, &Viewer::Visitor, AdvertsRequest::all(AdvertKind::Seek)).await.is_empty());
        assert!(matches!(world.portal.advert_form_page(&edo, IT, &uid).await, Err(portal::Error::NotAllowed)));
        let outcome = world.portal.move_advert(&edo, &uid, AdvertMove::Close, "").await;
        assert_eq!(problem(outcome), ("form", FieldProblem::Conflict));
        for step in [AdvertMove::Answer, AdvertMove::Match, AdvertMove::Expire] {
            let outcome = world.portal.move_advert(&edo, &uid, step, "").await;
            assert!(outcome.is_err(), "{step}");
        }
        assert_eq!(state(world, &uid).await, AdvertState::Closed);
    })
    .await;
}

#[tokio::test]
async fn a_new_advert_begins_with_the_theme_that_its_link_names() {
    on_both(async |world| {
        settle(world).await;
        let tea = world.by("tea").await;
        let themes = async |theme: &str| {
            let page = world.portal.new_advert_page(&tea, IT, AdvertKind::Seek, theme).await.unwrap();
            page.typed.values("themes").map(str::to_owned).collect::<Vec<String>>()
        };
        assert_eq!(themes("nidi").await, ["nidi"]);
        assert_eq!(themes("altro").await, [""; 0], "what there is not is left out");
    })
    .await;
}
