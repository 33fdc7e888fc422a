// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Accounts that are prepared for somebody else's address (TRAPS C7): the five patterns of "Pre-hijacked accounts"
//! (Sudhodanan and Paverd, 2022), as far as there is a way to try them here. Mallory attacks, Ada owns the address.

use domain::member::MemberState;
use portal::Error;
use portal::form::FieldProblem;
use portal::people::{ByIdentity, LinkPage, RegistrationForm};

use crate::addresses::asked;
use crate::confirming::{choose, follow, press};
use crate::identities::{claim, comes_by, registers_by, session_by, vouched};
use crate::passwords::{forgotten, signs_in_with};
use crate::registering::{form, put_body, register};
use crate::second_factor::set_up;
use crate::world::{OTHER, PASSWORD, World, address, denied, hours, member, on_both, problem, visit};

const EXPIRED: (&str, FieldProblem) = ("form", FieldProblem::Expired);

/// Mallory registers Ada's address, in other words than Ada would.
async fn prepares(world: &World) {
    put_body(world).await;
    let filled = form(world, &address("ada")).await;
    let filled = RegistrationForm { first_name: "Mallory".to_owned(), last_name: "Maligna".to_owned(), ..filled };
    register(world, filled).await.unwrap();
}

#[tokio::test]
async fn classic_an_account_that_was_made_for_an_address_has_no_password_before_its_owner_sets_one() {
    on_both(async |world| {
        prepares(world).await;
        for password in [PASSWORD, OTHER, "Mallory Maligna"] {
            assert!(signs_in_with(world, "ada", password).await.is_none());
        }
        // Ada comes: by the mail that Mallory had sent, ...
        let session = choose(world, &world.link_to(&address("ada")).await, PASSWORD).await;
        assert!(world.is_live(&session.token).await);
        assert_eq!(world.number("SELECT count(*) FROM sessions").await, 1);
        assert_eq!(world.number("SELECT count(*) FROM identities").await, 0);
    })
    .await;
    on_both(async |world| {
        prepares(world).await;
        let malicious = world.owner_of(&address("ada")).await.unwrap();
        // ... or by registering herself: then nothing of what Mallory typed is left.
        register(world, form(world, &address("ada")).await).await.unwrap();
        choose(world, &world.link_to(&address("ada")).await, PASSWORD).await;
        let ada = world.record(malicious.uid.as_str()).await;
        assert_eq!((ada.full_name().as_str(), ada.state), ("Ada Prova", MemberState::Active));
        assert!(!world.dump().await.contains("Maligna"));
    })
    .await;
}

#[tokio::test]
async fn federated_an_account_that_was_never_confirmed_is_the_owners_who_comes_by_a_provider() {
    on_both(async |world| {
        prepares(world).await;
        registers_by(world, vouched("ada", &address("ada")), &address("ada")).await;
        let token = world.link_to(&address("ada")).await;
        assert!(matches!(world.portal.link_page(&token).await.unwrap(), LinkPage::ConfirmOnly { .. }));
        press(world, &token).await.unwrap();
        let session = session_by(world, claim("ada")).await;
        let ada = world.owner_of(&address("ada")).await.unwrap();
        assert_eq!(world.viewer(&session.token).await.acting().unwrap().member, ada.uid);
        assert_eq!(ada.full_name(), "Ada Prova");
        assert_eq!(world.number("SELECT count(*) FROM credentials").await, 0);
    })
    .await;
}

/// The other way round, and with a provider that vouches for nothing: the click of the owner links no stranger's identity.
#[tokio::test]
async fn unverified_an_identity_of_somebody_else_is_not_linked_by_the_owners_click() {
    on_both(async |world| {
        put_body(world).await;
        registers_by(world, claim("mallory"), &address("ada")).await;
        let token = world.link_to(&address("ada")).await;
        // Ada takes the link for her own, or asks for another, or registers as well.
        assert_eq!(problem(press(world, &token).await), ("password", FieldProblem::Missing));
        world.portal.ask_for_link(&address("ada"), &visit()).await.unwrap();
        world.portal.work_on_jobs().await.unwrap();
        assert_eq!(
            problem(press(world, &world.link_to(&address("ada")).await).await),
            ("password", FieldProblem::Missing)
        );
        register(world, form(world, &address("ada")).await).await.unwrap();
        choose(world, &world.link_to(&address("ada")).await, PASSWORD).await;
        assert!(matches!(comes_by(world, claim("mallory")).await, ByIdentity::Register { .. }));
        assert_eq!(world.number("SELECT count(*) FROM identities").await, 0);
    })
    .await;
}

#[tokio::test]
async fn unexpired_session_whoever_was_in_is_out_after_a_reset() {
    on_both(async |world| {
        world.put_members(&[member("ada")]).await;
        let mallorys = world.signs_in("ada").await.token;
        let half = world.signs_in("ada").await.token;
        choose(world, &forgotten(world, "ada").await, OTHER).await;
        assert!(!world.is_live(&mallorys).await && !world.is_live(&half).await);
        assert!(signs_in_with(world, "ada", PASSWORD).await.is_none());
    })
    .await;
}

#[tokio::test]
async fn unexpired_address_change_a_wish_from_before_a_reset_is_void() {
    on_both(async |world| {
        world.put_members(&[member("ada")]).await;
        let (old, new) = asked(world, "mallory@evil.example").await;
        press(world, &new).await.unwrap();
        choose(world, &forgotten(world, "ada").await, OTHER).await;
        assert_eq!(world.portal.link_page(&old).await.unwrap(), LinkPage::Stale);
        assert_eq!(problem(press(world, &old).await), EXPIRED);
        assert_eq!(world.record("ada").await.email.unwrap().to_string(), address("ada"));
        // The same by a changed password.
        let mut mallory = world.signs_in_with_other("ada").await;
        let form = portal::people::AddressForm { email: "mallory@evil.example".to_owned(), current: OTHER.to_owned() };
        world.portal.ask_for_address(&world.viewer(&mallory).await, form, &visit()).await.unwrap();
        let (old, new) = (world.link_to(&address("ada")).await, world.link_to("mallory@evil.example").await);
        press(world, &new).await.unwrap();
        mallory = world.signs_in_with_other("ada").await;
        let form = portal::people::PasswordForm {
            current: OTHER.to_owned(),
            password: PASSWORD.to_owned(),
            again: PASSWORD.to_owned(),
        };
        world.portal.change_password(&world.viewer(&mallory).await, &mallory, form, &visit()).await.unwrap();
        assert_eq!(problem(press(world, &old).await), EXPIRED);
    })
    .await;
}

#[tokio::test]
async fn trojan_identity_what_was_linked_by_whoever_knew_the_old_password_ends_with_a_reset() {
    on_both(async |world| {
        world.put_members(&[member("ada")]).await;
        world.portal.link_identity(&world.by("ada").await, claim("mallory")).await.unwrap();
        let mallorys = session_by(world, claim("mallory")).await.token;
        let session = choose(world, &forgotten(world, "ada").await, OTHER).await.token;
        assert!(!world.is_live(&mallorys).await);
        assert!(matches!(comes_by(world, claim("mallory")).await, ByIdentity::Register { .. }));
        let ada = world.viewer(&session).await;
        assert_eq!(world.portal.security_page(&ada, &session).await.unwrap().identities, []);
        // Its owner links it again.
        world.portal.link_identity(&ada, claim("ada")).await.unwrap();
        session_by(world, claim("ada")).await;
    })
    .await;
}

#[tokio::test]
async fn a_session_that_was_left_open_neither_links_an_identity_nor_shuts_the_owner_out() {
    on_both(async |world| {
        world.put_members(&[member("ada")]).await;
        let stolen = world.signs_in("ada").await.token;
        world.wait(hours(1));
        let mallory = world.viewer(&stolen).await;
        assert!(matches!(denied(world.portal.link_identity(&mallory, claim("mallory")).await), Error::ConfirmFirst));
        assert!(matches!(denied(world.portal.start_second_factor(&mallory).await), Error::ConfirmFirst));
        for outcome in [
            world.portal.remove_second_factor(&mallory, OTHER, &visit()).await,
            world.portal.close_account(&mallory, &address("ada"), OTHER, &visit()).await,
        ] {
            assert_eq!(problem(outcome), ("current", FieldProblem::Wrong));
        }
        set_up(world, "ada", &world.signs_in("ada").await.token).await;
        assert!(!world.is_live(&stolen).await);
    })
    .await;
}

#[tokio::test]
async fn a_link_of_one_account_does_nothing_to_another() {
    on_both(async |world| {
        world.put_members(&[member("ada"), member("mallory")]).await;
        let token = forgotten(world, "mallory").await;
        let before = world.kept("ada").await;
        choose(world, &token, OTHER).await;
        assert_eq!(world.kept("ada").await, before);
        assert!(signs_in_with(world, "ada", PASSWORD).await.is_some());
        assert_eq!(problem(follow(world, &token, PASSWORD, PASSWORD).await), EXPIRED);
    })
    .await;
}
