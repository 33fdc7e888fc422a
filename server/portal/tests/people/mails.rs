// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Mails wait, are handed to one server at a time, tried again, and forgotten once they are sent.

use jiff::SignedDuration;
use portal::Error;
use portal::people::{MailContent, MailState, MailToSend};

use crate::world::{World, address, denied, in_office, member, minutes, on_both, visit};

async fn fill(world: &World) {
    world.put_members(&[member("ada"), in_office("root", "administrator")]).await;
    world.portal.ask_for_link(&address("ada"), &visit()).await.unwrap();
    world.portal.work_on_jobs().await.unwrap();
}

async fn take(world: &World) -> Vec<MailToSend> {
    world.portal.mails_to_send(10).await.unwrap()
}

#[tokio::test]
async fn a_mail_is_handed_out_once_and_says_nothing_more_when_it_was_sent() {
    on_both(async |world| {
        fill(world).await;
        let taken = take(world).await;
        assert_eq!((taken.len(), taken[0].recipient.as_str()), (1, address("ada").as_str()));
        assert!(matches!(&taken[0].content, MailContent::SetPassword { first_name, .. } if first_name == "Ada"));
        let token = crate::world::token(&taken[0].content).unwrap();
        assert!(take(world).await.is_empty());
        world.portal.mail_was_sent(taken[0].id).await.unwrap();
        let root = world.by("root").await;
        let mail = world.portal.mail(&root, &taken[0].id.to_string()).await.unwrap();
        assert_eq!((mail.state, mail.content, mail.tries), (MailState::Sent, None, 1));
        assert!(!world.dump().await.contains(&token), "the secret of a link is in its mail alone");
        let again = world.portal.send_again(&root, &mail.id).await;
        assert!(matches!(denied(again), Error::NotFound));
    })
    .await;
}

#[tokio::test]
async fn a_server_that_dies_while_it_sends_leaves_the_mail_to_the_others() {
    on_both(async |world| {
        fill(world).await;
        let first = take(world).await.remove(0);
        world.wait(minutes(5));
        let second = take(world).await.remove(0);
        assert_eq!((first.id, &first.message_id), (second.id, &second.message_id));
    })
    .await;
}

#[tokio::test]
async fn a_mail_is_tried_ten_times_ever_more_slowly_and_an_administrator_may_ask_for_more() {
    on_both(async |world| {
        fill(world).await;
        let began = world.now();
        let mut tries = 0;
        while world.now().duration_since(began) < SignedDuration::from_hours(48) {
            for mail in take(world).await {
                tries += 1;
                world.portal.mail_was_not_sent(mail.id, &"No such host. ".repeat(100)).await.unwrap();
            }
            world.wait(minutes(1));
        }
        assert_eq!(tries, 10);
        let root = world.by("root").await;
        let page = world.portal.mails(&root, 1).await.unwrap();
        let mail = &page.mails[0];
        assert_eq!((page.total, page.sends, mail.state, mail.tries), (1, true, MailState::Failed, 10));
        assert!(mail.content.is_some() && mail.problem.as_ref().is_some_and(|words| words.len() <= 200));
        assert_eq!(world.portal.administration(&root).await.unwrap().mails_failed, 1);
        world.portal.send_again(&root, &mail.id).await.unwrap();
        assert_eq!(take(world).await.len(), 1);
        for id in ["", "x", "018f0000-0000-7000-8000-000000000000"] {
            assert!(matches!(denied(world.portal.send_again(&root, id).await), Error::NotFound));
            assert!(matches!(world.portal.mail(&root, id).await, Err(Error::NotFound)));
        }
    })
    .await;
}

#[tokio::test]
async fn a_mail_that_cannot_be_read_is_given_up_and_stops_no_other() {
    on_both(async |world| {
        fill(world).await;
        world.tamper("UPDATE mails SET params = '{\"template\": \"unheard_of\"}'").await;
        world.portal.ask_for_link(&address("ada"), &visit()).await.unwrap();
        world.portal.work_on_jobs().await.unwrap();
        assert_eq!(take(world).await.len(), 1);
        assert_eq!(world.number("SELECT count(*) FROM mails WHERE state = 'failed'").await, 1);
        // One that is gone meanwhile is nobody's trouble.
        let gone = uuid::Uuid::from_u128(7);
        world.portal.mail_was_sent(gone).await.unwrap();
        world.portal.mail_was_not_sent(gone, "x").await.unwrap();
    })
    .await;
}
