// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Two bodies write to each other: who reads it, what a block does, and that nothing is sent twice.

use domain::advert::{AdvertKind, AdvertMove, AdvertState};
use domain::contact::{ContactDeed, ContactState};
use domain::policy::Viewer;
use portal::adverts::{Answering, Wish};
use portal::contacts::Turn;
use portal::form::FieldProblem;
use portal::people::MailContent;

use crate::cast::{IT, answer, begin, message, published, settle};
use crate::world::{World, address, denied, on_both, problem};

/// What was written to somebody, the newest first.
async fn letters(world: &World, name: &str) -> Vec<String> {
    let mails = world.mails_to(&address(name)).await.into_iter();
    let texts = mails.filter_map(|mail| match mail {
        MailContent::ContactWritten { organisation, text, .. } => Some(format!("{organisation}: {text}")),
        _ => None,
    });
    texts.collect()
}

async fn reads(world: &World, name: &str, contact: &str) -> bool {
    world.portal.contact_page(&world.by(name).await, contact).await.is_ok()
}

#[tokio::test]
async fn an_answer_opens_a_conversation_on_both_desks_and_by_mail_without_any_address() {
    on_both(async |world| {
        settle(world).await;
        let advert = published(world).await;
        let contact = answer(world, "uma", &advert).await.unwrap();
        let (tea, uma) = (world.by("tea").await, world.by("uma").await);
        assert_eq!(world.portal.advert(&tea, IT, &advert).await.unwrap().card.state, AdvertState::InContact);
        for (viewer, turn) in [(&tea, Turn::Own), (&uma, Turn::Other)] {
            let lines = world.portal.own_contacts(viewer, 1).await.unwrap().lines;
            assert_eq!(
                lines.iter().map(|line| (line.uid.as_str(), line.turn)).collect::<Vec<_>>(),
                [(contact.as_str(), turn)]
            );
        }
        assert_eq!(letters(world, "tea").await, ["Unione dei Colli: Buongiorno, vi aiutiamo noi."]);
        world.portal.reply(&tea, &contact, message("Grazie, volentieri.", "")).await.unwrap();
        assert_eq!(letters(world, "uma").await, ["Comune di Prova: Grazie, volentieri."]);
        let page = world.portal.contact_page(&uma, &contact).await.unwrap();
        assert_eq!((page.state, page.messages.len()), (ContactState::Answered, 2));
        assert!(!format!("{page:?}").contains('@'), "no address is shown");
        for name in ["uma", "tea"] {
            let mails = world.mails_to(&address(name)).await;
            assert!(!format!("{mails:?}").contains('@'), "nor sent");
        }
        assert_eq!(world.portal.advert(&uma, IT, &advert).await.unwrap().conversations.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_stranger_reads_no_conversation_and_a_moderator_only_what_was_flagged() {
    on_both(async |world| {
        settle(world).await;
        let contact = answer(world, "uma", &published(world).await).await.unwrap();
        for (name, may) in [("uma", true), ("ugo", true), ("tea", true), ("edo", true)] {
            assert_eq!(reads(world, name, &contact).await, may, "{name}");
        }
        for name in ["pia", "zoe", "mode"] {
            let viewer = world.by(name).await;
            let found = world.portal.contact_page(&viewer, &contact).await;
            assert!(matches!(found, Err(portal::Error::NotFound)), "{name}");
            let outcome = world.portal.reply(&viewer, &contact, message("Eccomi", "")).await;
            assert!(matches!(denied(outcome), portal::Error::NotFound), "{name}");
            assert_eq!(world.portal.own_contacts(&viewer, 1).await.unwrap().total, 0);
        }
        let visitor = world.portal.contact_page(&Viewer::Visitor, &contact).await;
        assert!(matches!(visitor, Err(portal::Error::SignInFirst)));
        let (mode, tea, uma) = (world.by("mode").await, world.by("tea").await, world.by("uma").await);
        assert!(world.portal.flagged_contacts(&mode).await.unwrap().is_empty());
        assert!(matches!(world.portal.flagged_contacts(&tea).await, Err(portal::Error::NotAllowed)));
        let own = world.portal.flag_message(&uma, &contact, "0", "spam").await;
        assert_eq!(problem(own), ("form", FieldProblem::Conflict), "nobody flags the own words");
        assert_eq!(problem(world.portal.flag_message(&tea, &contact, "0", "").await).0, "reason");
        world.portal.flag_message(&tea, &contact, "0", "spam").await.unwrap();
        assert_eq!(world.portal.flagged_contacts(&mode).await.unwrap().len(), 1);
        assert!(reads(world, "mode", &contact).await && !reads(world, "pia", &contact).await);
        let outcome = world.portal.reply(&mode, &contact, message("Eccomi", "")).await;
        assert!(matches!(denied(outcome), portal::Error::NotAllowed), "who moderates reads and does not write");
        let seen = world.portal.contact_page(&uma, &contact).await.unwrap();
        assert_eq!(seen.messages[0].flag, None, "who wrote it is not told");
    })
    .await;
}

#[tokio::test]
async fn an_answer_to_a_closed_advert_or_to_the_own_one_is_refused_with_the_reason() {
    on_both(async |world| {
        settle(world).await;
        let advert = published(world).await;
        assert_eq!(problem(answer(world, "edo", &advert).await), ("organisation", FieldProblem::NotAllowed));
        let tea = world.by("tea").await;
        assert_eq!(world.portal.advert(&tea, IT, &advert).await.unwrap().answering, Answering::Own);
        let zoe = world.by("zoe").await;
        assert_eq!(world.portal.advert(&zoe, IT, &advert).await.unwrap().answering, Answering::NoBody);
        assert_eq!(problem(answer(world, "zoe", &advert).await).0, "organisation");
        let ugo = world.by("ugo").await;
        let empty = world.portal.answer_advert(&ugo, &advert, message("  ", "")).await;
        assert_eq!(problem(empty), ("text", FieldProblem::Missing));
        world.portal.move_advert(&world.by("edo").await, &advert, AdvertMove::Close, "").await.unwrap();
        assert_eq!(problem(answer(world, "ugo", &advert).await), ("form", FieldProblem::Expired));
        assert_eq!(world.portal.advert(&ugo, IT, &advert).await.unwrap().answering, Answering::Over);
        assert_eq!(world.number("SELECT count(*) FROM contacts").await, 0);
    })
    .await;
}

#[tokio::test]
async fn what_is_sent_twice_is_one_and_two_bodies_have_one_conversation_about_one_thing() {
    on_both(async |world| {
        settle(world).await;
        let advert = published(world).await;
        let (tea, uma) = (world.by("tea").await, world.by("uma").await);
        let mut contacts = Vec::new();
        for _ in 0..2 {
            contacts.push(world.portal.answer_advert(&uma, &advert, message("Eccoci", "k-1")).await.unwrap());
        }
        assert_eq!(contacts[0], contacts[1]);
        for _ in 0..2 {
            world.portal.reply(&tea, &contacts[0], message("Bene", "k-2")).await.unwrap();
        }
        assert_eq!(world.number("SELECT count(*) FROM contact_messages").await, 2);
        assert_eq!((letters(world, "tea").await.len(), letters(world, "uma").await.len()), (1, 1));
        assert_eq!(problem(answer(world, "ugo", &advert).await), ("form", FieldProblem::Taken));
        answer(world, "pia", &advert).await.unwrap();
        assert_eq!(world.number("SELECT count(*) FROM contacts").await, 2);
    })
    .await;
}

#[tokio::test]
async fn an_editor_blocks_the_other_body_and_takes_it_back() {
    on_both(async |world| {
        settle(world).await;
        let advert = published(world).await;
        let contact = answer(world, "uma", &advert).await.unwrap();
        let (tea, edo, ugo) = (world.by("tea").await, world.by("edo").await, world.by("ugo").await);
        let outcome = world.portal.lead_contact(&tea, &contact, ContactDeed::Block).await;
        assert!(matches!(denied(outcome), portal::Error::NotAllowed), "a contributor writes and does not bind");
        world.portal.lead_contact(&edo, &contact, ContactDeed::Block).await.unwrap();
        for viewer in [&tea, &ugo] {
            let outcome = world.portal.reply(viewer, &contact, message("Ancora", "")).await;
            assert_eq!(problem(outcome), ("form", FieldProblem::NotAllowed));
        }
        let second = begin(world, &tea, AdvertKind::Seek, "Asili nido", Wish::Publish).await;
        assert_eq!(problem(answer(world, "ugo", &second).await), ("form", FieldProblem::NotAllowed));
        answer(world, "pia", &second).await.unwrap();
        let outcome = world.portal.lead_contact(&ugo, &contact, ContactDeed::Unblock).await;
        assert_eq!(problem(outcome), ("form", FieldProblem::Conflict), "only who blocked takes it back");
        world.portal.lead_contact(&edo, &contact, ContactDeed::Unblock).await.unwrap();
        world.portal.reply(&ugo, &contact, message("Grazie", "")).await.unwrap();
        world.portal.lead_contact(&ugo, &contact, ContactDeed::Close).await.unwrap();
        let outcome = world.portal.reply(&tea, &contact, message("Ancora", "")).await;
        assert_eq!(problem(outcome), ("form", FieldProblem::Conflict));
        assert!(answer(world, "ugo", &advert).await.is_ok(), "once it is over another one may begin");
    })
    .await;
}

#[tokio::test]
async fn a_practice_is_asked_about_and_a_proposal_knows_who_gives_and_who_receives() {
    on_both(async |world| {
        settle(world).await;
        let ugo = world.by("ugo").await;
        let slug = "mense-a-chilometro-zero";
        let asked = world.portal.ask_about_practice(&ugo, slug, message("Come avete fatto?", "")).await.unwrap();
        assert_eq!(letters(world, "edo").await, ["Unione dei Colli: Come avete fatto?"]);
        let proposal = world.portal.proposal_from_contact(&ugo, IT, &asked).await.unwrap();
        assert_eq!((proposal.offering.0.as_str(), proposal.recipient.0.as_str()), ("town", "union"));
        assert_eq!(proposal.practice.unwrap().0, "menu");
        let advert = published(world).await;
        let answered = answer(world, "ugo", &advert).await.unwrap();
        let proposal = world.portal.proposal_from_contact(&ugo, IT, &answered).await.unwrap();
        assert_eq!((proposal.offering.0.as_str(), proposal.recipient.0.as_str()), ("union", "town"), "the town seeks");
        assert_eq!((proposal.title.text.as_str(), proposal.themes.len()), ("Mense scolastiche", 1));
        let tea = world.by("tea").await;
        let outcome = world.portal.proposal_from_contact(&tea, IT, &answered).await;
        assert!(matches!(outcome, Err(portal::Error::NotAllowed)), "an editor proposes");
    })
    .await;
}
