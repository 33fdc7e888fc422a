// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! An advert, and the conversation about it, become a twinning.

use domain::advert::{AdvertKind, AdvertMove, AdvertState};
use domain::contact::ContactState;
use domain::policy::Viewer;
use portal::adverts::Wish;
use portal::form::FieldProblem;
use portal::twinnings::{ProposalForm, ReplyForm};

use crate::cast::{IT, answer, begin, message, published, settle};
use crate::world::{World, acting, on_both, problem};

async fn record(world: &World, advert: &str) -> domain::advert::Advert {
    world.portal.advert(&Viewer::Operator, IT, advert).await.unwrap().record
}

/// A proposal over an advert, as the union's editor sees it.
async fn over(world: &World, ugo: &Viewer, advert: &str) -> ProposalForm {
    let form = world.portal.proposal_page(ugo, "", advert).await.unwrap().form;
    ProposalForm { organisation: "union".to_owned(), ..form }
}

#[tokio::test]
async fn a_conversation_becomes_the_twinning_that_it_fills_in_and_the_advert_is_matched_by_its_own_body() {
    on_both(async |world| {
        settle(world).await;
        world.put_members(&[acting("rea", "town", "representative")]).await;
        let (ugo, tea, rea) = (world.by("ugo").await, world.by("tea").await, world.by("rea").await);
        let advert = published(world).await;
        let contact = answer(world, "ugo", &advert).await.unwrap();
        let page = world.portal.proposal_page_of_contact(&ugo, IT, &contact).await.unwrap().unwrap();
        let form = page.form;
        assert_eq!((form.role.as_str(), form.organisation.as_str()), ("offering", "union"));
        assert_eq!((form.title.as_str(), form.recipient.as_str()), ("Mense scolastiche", "Comune di Prova"));
        assert_eq!((&form.advert, &form.contact), (&advert, &contact));
        assert!(
            world.portal.proposal_page_of_contact(&tea, IT, &contact).await.unwrap().is_none(),
            "an editor proposes"
        );
        let saved = world.portal.propose_twinning(&ugo, form).await.unwrap();
        let page = world.portal.contact_page(&tea, &contact).await.unwrap();
        assert_eq!((page.state, page.twinning), (ContactState::BecameTwinning, Some(saved.slug.clone())));
        assert_eq!(record(world, &advert).await.state, AdvertState::InContact, "its own body has not spoken");
        assert!(world.portal.proposal_page_of_contact(&ugo, IT, &contact).await.unwrap().is_none(), "once");
        let reply = ReplyForm {
            version: saved.version.to_string(),
            organisation: "town".to_owned(),
            reply: "accepted".to_owned(),
            note: String::new(),
        };
        world.portal.reply_to_twinning(&rea, &saved.slug, reply).await.unwrap();
        let matched = record(world, &advert).await;
        assert_eq!(matched.state, AdvertState::Matched);
        let twinning = world.portal.store().twinning(&rea, &matched.twinning.unwrap()).await.unwrap().unwrap().record;
        assert_eq!((twinning.advert.unwrap().as_str(), twinning.themes.len()), (advert.as_str(), 1));
    })
    .await;
}

#[tokio::test]
async fn the_body_of_an_advert_matches_it_at_once_and_another_one_answers_it() {
    on_both(async |world| {
        settle(world).await;
        let (ugo, edo) = (world.by("ugo").await, world.by("edo").await);
        let advert = published(world).await;
        world.portal.propose_twinning(&ugo, over(world, &ugo, &advert).await).await.unwrap();
        assert_eq!(record(world, &advert).await.state, AdvertState::InContact);
        let form = over(world, &edo, &advert).await;
        let own = ProposalForm { organisation: "town".to_owned(), offering: "Unione dei Colli".to_owned(), ..form };
        assert_eq!(own.role, "recipient", "the town seeks");
        world.portal.propose_twinning(&edo, own).await.unwrap();
        let matched = record(world, &advert).await;
        assert_eq!(matched.state, AdvertState::Matched);
        assert!(matched.twinning.is_some());
    })
    .await;
}

#[tokio::test]
async fn a_proposal_over_an_advert_goes_on_with_the_conversation_about_it() {
    on_both(async |world| {
        settle(world).await;
        let (ugo, edo) = (world.by("ugo").await, world.by("edo").await);
        let advert = published(world).await;
        let contact = answer(world, "ugo", &advert).await.unwrap();
        world.portal.reply(&edo, &contact, message("Volentieri", "")).await.unwrap();
        world.portal.propose_twinning(&ugo, over(world, &ugo, &advert).await).await.unwrap();
        let page = world.portal.contact_page(&edo, &contact).await.unwrap();
        assert_eq!(page.state, ContactState::BecameTwinning);
    })
    .await;
}

#[tokio::test]
async fn an_advert_that_is_over_refuses_a_proposal_and_what_was_typed_can_be_sent_without_it() {
    on_both(async |world| {
        settle(world).await;
        let (ugo, edo) = (world.by("ugo").await, world.by("edo").await);
        let advert = begin(world, &edo, AdvertKind::Seek, "Mense scolastiche", Wish::Publish).await;
        let form = over(world, &ugo, &advert).await;
        world.portal.move_advert(&edo, &advert, AdvertMove::Close, "").await.unwrap();
        let outcome = world.portal.propose_twinning(&ugo, form.clone()).await;
        assert_eq!(problem(outcome), ("form", FieldProblem::Expired));
        assert!(world.portal.own_twinnings(&ugo).await.unwrap().lines.is_empty(), "nothing was kept");
        assert_eq!(over(world, &ugo, &advert).await.advert, "");
        let alone = ProposalForm { advert: String::new(), ..form };
        world.portal.propose_twinning(&ugo, alone).await.unwrap();
        assert_eq!(record(world, &advert).await.state, AdvertState::Closed);
    })
    .await;
}
