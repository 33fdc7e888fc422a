// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Sessions: how long they last, where they are seen, what ends them.

use domain::Locale;
use domain::member::PortalRole;
use domain::policy::{Presence, Viewer};
use jiff::{SignedDuration, Timestamp};
use portal::Error;
use portal::form::FieldProblem;
use portal::people::{Computer, NewSession, SignInForm, Visit};
use sha2::{Digest, Sha256};

use crate::world::{
    OTHER, PASSWORD, World, address, denied, hours, in_office, member, minutes, on_both, problem, sign_in_form, uid,
    visit,
};

/// A session as the database keeps it, by the secret of its cookie.
pub fn session_of(member: &str, epoch: i64, token: &str, now: Timestamp) -> store::NewSession {
    store::NewSession {
        id: hex::encode(Sha256::digest(token.as_bytes())),
        member: uid(member),
        epoch,
        expires_at: now + hours(1),
        idle: hours(1),
        computer: Computer::Own,
        browser: String::new(),
        second_factor: None,
        id_token: None,
        provider: None,
    }
}

async fn on(world: &World, computer: Computer) -> NewSession {
    let shared = if computer == Computer::Shared { "on" } else { "" };
    let form = SignInForm { shared: shared.to_owned(), ..sign_in_form(&address("ada"), PASSWORD) };
    world.portal.sign_in(form, &visit()).await.unwrap()
}

#[tokio::test]
async fn a_session_ends_when_it_lies_unused_sooner_on_a_shared_computer() {
    on_both(async |world| {
        world.put_members(&[member("ada")]).await;
        for (computer, idle) in [(Computer::Own, hours(8)), (Computer::Shared, minutes(30))] {
            let session = on(world, computer).await;
            assert_eq!(session.computer, computer);
            world.wait(idle - SignedDuration::from_secs(1));
            assert!(world.is_live(&session.token).await);
            world.wait(idle - SignedDuration::from_secs(1));
            assert!(world.is_live(&session.token).await, "it was used meanwhile");
            world.wait(idle);
            assert!(!world.is_live(&session.token).await);
        }
    })
    .await;
}

#[tokio::test]
async fn a_session_ends_at_last_however_much_it_is_used() {
    on_both(async |world| {
        world.put_members(&[member("ada")]).await;
        for (computer, longest, pause) in
            [(Computer::Own, hours(7 * 24), hours(7)), (Computer::Shared, hours(10), minutes(29))]
        {
            let session = on(world, computer).await;
            let end = world.now() + longest;
            while world.now() + pause < end {
                world.wait(pause);
                assert!(world.is_live(&session.token).await);
            }
            world.wait(end.duration_since(world.now()) - SignedDuration::from_secs(1));
            assert!(world.is_live(&session.token).await);
            world.wait(SignedDuration::from_secs(1));
            assert!(!world.is_live(&session.token).await);
        }
    })
    .await;
}

#[tokio::test]
async fn signing_out_ends_the_session_and_no_other() {
    on_both(async |world| {
        world.put_members(&[member("ada")]).await;
        let (one, other) = (world.signs_in("ada").await.token, world.signs_in("ada").await.token);
        assert_ne!(one, other);
        assert_eq!(world.portal.sign_out(&one).await.unwrap(), None);
        assert!(!world.is_live(&one).await && world.is_live(&other).await);
        for token in [one.as_str(), "", "x", "\0"] {
            assert_eq!(world.portal.sign_out(token).await.unwrap(), None);
            assert!(world.portal.session(token).await.unwrap().is_none());
        }
    })
    .await;
}

#[tokio::test]
async fn sessions_of_an_older_epoch_are_void_also_one_that_was_being_begun() {
    on_both(async |world| {
        world.put_members(&[member("ada"), in_office("root", "administrator")]).await;
        let root = world.by("root").await;
        let old = world.signs_in("ada").await.token;
        let epoch = world.kept("ada").await.epoch;
        world.portal.grant_roles(&root, "ada", &["reviewer".to_owned()]).await.unwrap();
        assert!(!world.is_live(&old).await);
        let (now, begun) = (world.now(), epoch);
        world
            .change(move |change| {
                Box::pin(async move { change.add_session(session_of("ada", begun, "late", now)).await })
            })
            .await;
        assert!(!world.is_live("late").await);
        assert!(world.viewer(&world.signs_in("ada").await.token).await.acting().unwrap().is(PortalRole::Reviewer));
    })
    .await;
}

#[tokio::test]
async fn one_sees_the_own_sessions_and_ends_one_or_all_others() {
    on_both(async |world| {
        world.put_members(&[member("ada"), member("bea")]).await;
        let from = |browser: &str| Visit { browser: browser.to_owned(), ..visit() };
        let mut tokens = Vec::new();
        for browser in ["Firefox, Linux", "Safari, iPhone", "Edge, Windows"] {
            let form = sign_in_form(&address("ada"), PASSWORD);
            tokens.push(world.portal.sign_in(form, &from(browser)).await.unwrap().token);
            world.wait(minutes(6));
        }
        let others = world.signs_in("bea").await.token;
        let ada = world.viewer(&tokens[0]).await;
        let page = world.portal.security_page(&ada, &tokens[0]).await.unwrap();
        let seen: Vec<_> = page.sessions.iter().map(|one| (one.browser.as_str(), one.this)).collect();
        assert_eq!(seen, [("Firefox, Linux", true), ("Edge, Windows", false), ("Safari, iPhone", false)]);
        assert!(page.sessions.iter().all(|one| !tokens.contains(&one.id)), "the secret of a session is not shown");

        let bea = world.viewer(&others).await;
        let stolen = world.portal.end_session(&bea, &others, &page.sessions[1].id).await;
        assert!(matches!(denied(stolen), Error::NotFound));
        world.portal.end_session(&ada, &tokens[0], &page.sessions[1].id).await.unwrap();
        assert!(!world.is_live(&tokens[2]).await && world.is_live(&tokens[1]).await);
        world.portal.end_other_sessions(&ada, &tokens[0]).await.unwrap();
        assert!(!world.is_live(&tokens[1]).await);
        assert!(world.is_live(&tokens[0]).await && world.is_live(&others).await);
        let page = world.portal.security_page(&ada, &tokens[0]).await.unwrap();
        assert_eq!((page.sessions.len(), page.sessions[0].this), (1, true));
    })
    .await;
}

#[tokio::test]
async fn the_database_learns_that_a_session_is_used_every_five_minutes() {
    on_both(async |world| {
        world.put_members(&[member("ada")]).await;
        let token = world.signs_in("ada").await.token;
        let (ada, began) = (world.viewer(&token).await, world.now());
        let seen = async || world.portal.security_page(&ada, &token).await.unwrap().sessions[0].seen;
        world.wait(minutes(5));
        world.is_live(&token).await;
        assert_eq!(seen().await, began);
        world.wait(SignedDuration::from_secs(1));
        world.is_live(&token).await;
        assert_eq!(seen().await, world.now());
    })
    .await;
}

#[tokio::test]
async fn acts_of_administration_ask_for_the_password_once_more_after_an_hour() {
    on_both(async |world| {
        world.put_members(&[in_office("root", "administrator")]).await;
        let token = world.signs_in("root").await.token;
        world.wait(hours(1) - SignedDuration::from_secs(1));
        world.portal.administration(&world.viewer(&token).await).await.unwrap();
        world.wait(SignedDuration::from_secs(1));
        let viewer = world.viewer(&token).await;
        assert_eq!(viewer.acting().unwrap().presence, Presence::Earlier);
        assert!(matches!(world.portal.administration(&viewer).await, Err(Error::ConfirmFirst)));
        assert!(matches!(world.portal.audit_page(&viewer, 1).await, Err(Error::ConfirmFirst)));
        assert!(matches!(world.portal.mails(&viewer, 1).await, Err(Error::ConfirmFirst)));

        let confirm = async |password: &str| world.portal.confirm_presence(&token, password, &visit()).await;
        assert_eq!(problem(confirm("").await), ("password", FieldProblem::Missing));
        assert_eq!(problem(confirm(OTHER).await), ("password", FieldProblem::Wrong));
        assert!(matches!(world.portal.administration(&world.viewer(&token).await).await, Err(Error::ConfirmFirst)));
        confirm(PASSWORD).await.unwrap();
        world.portal.administration(&world.viewer(&token).await).await.unwrap();
        let over = world.portal.confirm_presence("x", PASSWORD, &visit()).await;
        assert_eq!(problem(over), ("form", FieldProblem::Expired));
    })
    .await;
}

#[tokio::test]
async fn who_guesses_at_the_password_of_an_open_session_has_to_wait() {
    on_both(async |world| {
        world.put_members(&[in_office("root", "administrator")]).await;
        let token = world.signs_in("root").await.token;
        let hashes = world.portal.hashes_computed();
        for attempt in 0..20 {
            let expected = if attempt < 5 { ("password", FieldProblem::Wrong) } else { ("form", FieldProblem::Wait) };
            assert_eq!(problem(world.portal.confirm_presence(&token, OTHER, &visit()).await), expected);
        }
        assert_eq!(world.portal.hashes_computed(), hashes + 5);
        world.wait(hours(1));
        world.portal.confirm_presence(&token, PASSWORD, &visit()).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn who_has_not_signed_in_does_nothing_of_the_own_account() {
    on_both(async |world| {
        world.put_members(&[member("ada")]).await;
        let visitor = Viewer::Visitor;
        let portal = &world.portal;
        assert!(matches!(portal.security_page(&visitor, "").await, Err(Error::SignInFirst)));
        assert!(matches!(portal.own_profile(&visitor, Locale::Italian).await, Err(Error::SignInFirst)));
        assert!(matches!(portal.own_copy(&visitor).await, Err(Error::SignInFirst)));
        for outcome in [
            portal.change_password(&visitor, "", portal::people::PasswordForm::default(), &visit()).await,
            portal.ask_for_address(&visitor, portal::people::AddressForm::default(), &visit()).await,
            portal.start_second_factor(&visitor).await,
            portal.remove_second_factor(&visitor, PASSWORD, &visit()).await,
            portal.remove_identity(&visitor, "i", "s").await,
            portal.end_session(&visitor, "", "").await,
            portal.end_other_sessions(&visitor, "").await,
            portal.save_profile(&visitor, portal::people::ProfileForm::default()).await,
            portal.save_photo(&visitor, vec![1]).await,
            portal.remove_photo(&visitor).await,
            portal.leave(&visitor, "o").await,
            portal.show_first(&visitor, "o").await,
            portal.request_organisation(&visitor, portal::people::OrganisationRequestForm::default()).await,
            portal.link_identity(&visitor, portal::people::IdentityClaim::default()).await,
        ] {
            assert!(matches!(denied(outcome), Error::SignInFirst));
        }
        let closed = portal.close_account(&visitor, &address("ada"), PASSWORD, &visit()).await;
        assert!(matches!(denied(closed), Error::SignInFirst));
        let joined = portal.join(&visitor, portal::people::JoinForm::default(), &visit()).await;
        assert!(matches!(denied(joined), Error::SignInFirst));
    })
    .await;
}
