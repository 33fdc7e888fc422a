// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Another address: both mailboxes say yes, and nobody learns whose an address is.

use portal::form::{FieldProblem, FormError};
use portal::people::{AddressForm, LinkFollowed, LinkPage, MailContent};

use crate::confirming::press;
use crate::passwords::{forgotten, signs_in_with};
use crate::registering::{form, put_body, register};
use crate::world::{OTHER, PASSWORD, World, address, hours, member, on_both, problem, sign_in_form, visit};

const EXPIRED: (&str, FieldProblem) = ("form", FieldProblem::Expired);

async fn ask(world: &World, email: &str, current: &str) -> Result<(), FormError> {
    let form = AddressForm { email: email.to_owned(), current: current.to_owned() };
    world.portal.ask_for_address(&world.by("ada").await, form, &visit()).await
}

/// Asks for another address; the secrets of the links to the old and to the new one.
pub async fn asked(world: &World, email: &str) -> (String, String) {
    ask(world, email, PASSWORD).await.unwrap();
    (world.link_to(&address("ada")).await, world.link_to(email).await)
}

async fn address_of_ada(world: &World) -> String {
    world.record("ada").await.email.unwrap().to_string()
}

#[tokio::test]
async fn both_mailboxes_confirm_in_either_order_and_one_alone_changes_nothing() {
    on_both(async |world| {
        world.put_members(&[member("ada")]).await;
        let session = world.signs_in("ada").await.token;
        for (new, old_first) in [("ada@nuovo.example.it", true), (address("ada").as_str(), false)] {
            let before = address_of_ada(world).await;
            let form = AddressForm { email: new.to_owned(), current: PASSWORD.to_owned() };
            let ada = world.viewer(&session).await;
            world.clear_mails().await;
            world.portal.ask_for_address(&ada, form, &visit()).await.unwrap();
            let (old_link, new_link) = (world.link_to(&before).await, world.link_to(new).await);
            assert_ne!(old_link, new_link);
            let page = world.portal.link_page(&old_link).await.unwrap();
            assert_eq!(page, LinkPage::NewAddress { email: new.to_owned() });
            let [first, second] = if old_first { [&old_link, &new_link] } else { [&new_link, &old_link] };
            assert_eq!(press(world, first).await.unwrap(), LinkFollowed::AddressHalfConfirmed);
            assert_eq!(address_of_ada(world).await, before);
            assert_eq!(problem(press(world, first).await), EXPIRED);
            assert_eq!(press(world, second).await.unwrap(), LinkFollowed::AddressChanged);
            assert_eq!(address_of_ada(world).await, new);
            assert!(matches!(&world.mails_to(&before).await[0], MailContent::AddressChanged { .. }));
        }
        assert!(world.is_live(&session).await);
        assert!(signs_in_with(world, "ada", PASSWORD).await.is_some());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn both_links_at_once_change_the_address_once() {
    on_both(async |world| {
        world.put_members(&[member("ada")]).await;
        let (old_link, new_link) = asked(world, "ada@nuovo.example.it").await;
        let (one, other) = tokio::join!(press(world, &old_link), press(world, &new_link));
        let mut followed = [one.unwrap(), other.unwrap()].map(|one| one == LinkFollowed::AddressChanged);
        followed.sort_unstable();
        assert_eq!(followed, [false, true]);
        assert_eq!(address_of_ada(world).await, "ada@nuovo.example.it");
    })
    .await;
}

#[tokio::test]
async fn an_address_of_somebody_else_is_answered_alike_and_never_changes_hands() {
    on_both(async |world| {
        world.put_members(&[member("ada"), member("bea")]).await;
        ask(world, &address("bea"), PASSWORD).await.unwrap();
        assert_eq!(world.mails_to(&address("bea")).await, []);
        let old_link = world.link_to(&address("ada")).await;
        assert_eq!(press(world, &old_link).await.unwrap(), LinkFollowed::AddressHalfConfirmed);
        assert_eq!(address_of_ada(world).await, address("ada"));

        // Free when it was asked for, and somebody's when it is confirmed.
        let (old_link, new_link) = asked(world, &address("eva")).await;
        world.put_members(&[member("eva")]).await;
        press(world, &old_link).await.unwrap();
        assert_eq!(problem(press(world, &new_link).await), EXPIRED);
        assert_eq!(address_of_ada(world).await, address("ada"));
        assert_eq!(world.owner_of(&address("eva")).await.unwrap().uid.as_str(), "eva");
    })
    .await;
}

#[tokio::test]
async fn an_account_that_was_never_confirmed_does_not_hold_an_address() {
    on_both(async |world| {
        put_body(world).await;
        world.put_members(&[member("ada")]).await;
        register(world, form(world, "ada@nuovo.example.it").await).await.unwrap();
        let squatter = world.owner_of("ada@nuovo.example.it").await.unwrap();
        let confirmation = world.link_to("ada@nuovo.example.it").await;
        world.clear_mails().await;
        let (old_link, new_link) = asked(world, "ada@nuovo.example.it").await;
        press(world, &old_link).await.unwrap();
        assert_eq!(press(world, &new_link).await.unwrap(), LinkFollowed::AddressChanged);
        assert_eq!(world.owner_of("ada@nuovo.example.it").await.unwrap().uid.as_str(), "ada");
        let left = world.record(squatter.uid.as_str()).await;
        assert_eq!(left, squatter.anonymised());
        assert_eq!(world.portal.link_page(&confirmation).await.unwrap(), LinkPage::Stale);
    })
    .await;
}

#[tokio::test]
async fn it_asks_for_the_password_and_for_another_address() {
    on_both(async |world| {
        world.put_members(&[member("ada")]).await;
        let new = "ada@nuovo.example.it";
        for (email, current, expected) in [
            ("", PASSWORD, ("email", FieldProblem::Missing)),
            ("nuovo", PASSWORD, ("email", FieldProblem::Invalid)),
            (new, "", ("current", FieldProblem::Missing)),
            (new, OTHER, ("current", FieldProblem::Wrong)),
            ("ADA@comune.example.it", PASSWORD, ("email", FieldProblem::Taken)),
        ] {
            assert_eq!(problem(ask(world, email, current).await), expected, "{email}");
        }
        assert_eq!(world.number("SELECT count(*) FROM mails").await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_second_wish_ends_the_first_and_a_day_ends_both() {
    on_both(async |world| {
        world.put_members(&[member("ada")]).await;
        let (first_old, first_new) = asked(world, "ada@uno.example.it").await;
        press(world, &first_old).await.unwrap();
        let (old, new) = asked(world, "ada@due.example.it").await;
        assert_eq!(problem(press(world, &first_new).await), EXPIRED);
        press(world, &new).await.unwrap();
        world.wait(hours(24));
        assert_eq!(problem(press(world, &old).await), EXPIRED);
        assert_eq!(world.portal.link_page(&old).await.unwrap(), LinkPage::Stale);
        assert_eq!(address_of_ada(world).await, address("ada"));
    })
    .await;
}

#[tokio::test]
async fn what_was_sent_to_the_old_address_opens_nothing_once_it_is_changed() {
    on_both(async |world| {
        world.put_members(&[member("ada")]).await;
        let reset = forgotten(world, "ada").await;
        let (old, new) = asked(world, "ada@nuovo.example.it").await;
        press(world, &old).await.unwrap();
        press(world, &new).await.unwrap();
        assert_eq!(world.portal.link_page(&reset).await.unwrap(), LinkPage::Stale);
        assert!(signs_in_with(world, "ada", PASSWORD).await.is_none(), "by the old address");
        let form = sign_in_form("ada@nuovo.example.it", PASSWORD);
        world.portal.sign_in(form, &visit()).await.unwrap();
    })
    .await;
}
