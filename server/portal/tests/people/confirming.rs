// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The link that confirms an address: programs open it too, so that opening it changes nothing; it works once.

use domain::member::MemberState;
use domain::policy::Viewer;
use portal::form::{FieldProblem, FormError};
use portal::people::{Computer, LinkFollowed, LinkForm, LinkPage, MailContent, NewSession};

use crate::registering::{form, put_body, register};
use crate::world::{OTHER, PASSWORD, World, address, hours, member, minutes, on_both, problem, sign_in_form, visit};

pub async fn follow(world: &World, token: &str, password: &str, again: &str) -> Result<LinkFollowed, FormError> {
    let form = LinkForm { token: token.to_owned(), password: password.to_owned(), again: again.to_owned() };
    world.portal.follow_link(&Viewer::Visitor, form, &visit()).await
}

/// Follows a link that asks for no password.
pub async fn press(world: &World, token: &str) -> Result<LinkFollowed, FormError> {
    follow(world, token, "", "").await
}

/// Follows the link to a first or to a new password.
pub async fn choose(world: &World, token: &str, password: &str) -> NewSession {
    match follow(world, token, password, password).await.unwrap() {
        LinkFollowed::SignedIn(session) => session,
        other => panic!("not signed in: {other:?}"),
    }
}

/// Registers an address and gives the secret of its link.
pub async fn registered(world: &World, email: &str) -> String {
    register(world, form(world, email).await).await.unwrap();
    world.link_to(email).await
}

const EXPIRED: (&str, FieldProblem) = ("form", FieldProblem::Expired);

#[tokio::test]
async fn a_link_that_is_opened_changes_nothing_and_then_works_once() {
    on_both(async |world| {
        put_body(world).await;
        let token = registered(world, &address("ada")).await;
        let before = world.dump().await;
        for _ in 0..3 {
            let page = world.portal.link_page(&token).await.unwrap();
            assert!(matches!(page, LinkPage::FirstPassword { .. }), "{page:?}");
        }
        assert_eq!(world.dump().await, before);
        let session = choose(world, &token, PASSWORD).await;
        assert_eq!((session.wants_code, session.computer), (false, Computer::Own));
        let ada = world.owner_of(&address("ada")).await.unwrap();
        assert_eq!(ada.state, MemberState::Active);
        assert_eq!(world.viewer(&session.token).await.acting().unwrap().member, ada.uid);
        assert_eq!(world.portal.link_page(&token).await.unwrap(), LinkPage::Stale);
        assert_eq!(problem(follow(world, &token, OTHER, OTHER).await), EXPIRED);
        world.portal.sign_in(sign_in_form(&address("ada"), PASSWORD), &visit()).await.unwrap();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_who_follow_one_link_at_once_one_gets_the_account() {
    on_both(async |world| {
        put_body(world).await;
        let token = registered(world, &address("ada")).await;
        let (one, other) = tokio::join!(follow(world, &token, PASSWORD, PASSWORD), follow(world, &token, OTHER, OTHER));
        let (right, wrong) = if one.is_ok() { (PASSWORD, other) } else { (OTHER, one) };
        assert_eq!(problem(wrong), EXPIRED);
        world.portal.sign_in(sign_in_form(&address("ada"), right), &visit()).await.unwrap();
        assert_eq!(world.number("SELECT count(*) FROM sessions").await, 2);
    })
    .await;
}

#[tokio::test]
async fn a_link_is_good_for_three_days_and_a_new_one_ends_the_old() {
    on_both(async |world| {
        put_body(world).await;
        let first = registered(world, &address("ada")).await;
        world.wait(hours(72) - minutes(1));
        assert_ne!(world.portal.link_page(&first).await.unwrap(), LinkPage::Stale);
        world.wait(minutes(1));
        assert_eq!(world.portal.link_page(&first).await.unwrap(), LinkPage::Stale);
        assert_eq!(problem(follow(world, &first, PASSWORD, PASSWORD).await), EXPIRED);

        let ask = async || {
            world.portal.ask_for_link(&address("ada"), &visit()).await.unwrap();
            world.portal.work_on_jobs().await.unwrap();
            world.link_to(&address("ada")).await
        };
        let (second, third) = (ask().await, ask().await);
        assert_eq!(world.portal.link_page(&second).await.unwrap(), LinkPage::Stale);
        assert_eq!(problem(follow(world, &second, PASSWORD, PASSWORD).await), EXPIRED);
        choose(world, &third, PASSWORD).await;
        let mails = world.mails_to(&address("ada")).await;
        assert!(mails.iter().all(|mail| matches!(mail, MailContent::ConfirmAddress { .. })) && mails.len() == 3);
    })
    .await;
}

#[tokio::test]
async fn what_is_no_link_is_stale() {
    on_both(async |world| {
        let long = "a".repeat(100_000);
        for token in ["", "x", "' OR 1=1 --", "\0", "../..", long.as_str()] {
            assert_eq!(world.portal.link_page(token).await.unwrap(), LinkPage::Stale);
            assert_eq!(problem(follow(world, token, PASSWORD, PASSWORD).await), EXPIRED);
        }
    })
    .await;
}

#[tokio::test]
async fn a_first_password_has_to_be_good_and_typed_twice() {
    on_both(async |world| {
        put_body(world).await;
        let token = registered(world, &address("ada")).await;
        let long = "è1 ".repeat(50);
        for (password, again, expected) in [
            ("", "", ("password", FieldProblem::Missing)),
            ("corta", "corta", ("password", FieldProblem::TooShort)),
            (long.as_str(), long.as_str(), ("password", FieldProblem::TooLong)),
            ("password1234", "password1234", ("password", FieldProblem::Weak)),
            ("Ada Prova Ada Prova", "Ada Prova Ada Prova", ("password", FieldProblem::Weak)),
            ("ada@comune.example.it", "ada@comune.example.it", ("password", FieldProblem::Weak)),
            (PASSWORD, OTHER, ("again", FieldProblem::Differs)),
            (PASSWORD, "", ("again", FieldProblem::Differs)),
        ] {
            assert_eq!(problem(follow(world, &token, password, again).await), expected, "{password}");
        }
        // None of that has used the link.
        choose(world, &token, PASSWORD).await;
    })
    .await;
}

#[tokio::test]
async fn before_the_link_is_followed_there_is_no_password_and_nobody_signs_in() {
    on_both(async |world| {
        put_body(world).await;
        registered(world, &address("ada")).await;
        assert_eq!(world.number("SELECT count(*) FROM credentials").await, 0);
        for password in ["", PASSWORD] {
            let outcome = world.portal.sign_in(sign_in_form(&address("ada"), password), &visit()).await;
            let expected =
                if password.is_empty() { ("password", FieldProblem::Missing) } else { ("form", FieldProblem::Wrong) };
            assert_eq!(problem(outcome), expected);
        }
        let uid = world.owner_of(&address("ada")).await.unwrap().uid;
        assert!(world.portal.member(&Viewer::Visitor, domain::Locale::Italian, uid.as_str()).await.is_err());
    })
    .await;
}

#[tokio::test]
async fn who_registers_anew_before_confirming_gets_what_was_typed_last() {
    on_both(async |world| {
        put_body(world).await;
        let first = registered(world, &address("ada")).await;
        let made = world.owner_of(&address("ada")).await.unwrap();
        world.wait(hours(1));
        let again = form(world, &address("ada")).await;
        let again = portal::people::RegistrationForm { first_name: "Adele".to_owned(), ..again };
        register(world, again).await.unwrap();
        let now = world.owner_of(&address("ada")).await.unwrap();
        assert_eq!((now.first_name.as_str(), &now.uid, now.state), ("Adele", &made.uid, MemberState::PendingEmail));
        assert_eq!(world.portal.link_page(&first).await.unwrap(), LinkPage::Stale);
        choose(world, &world.link_to(&address("ada")).await, PASSWORD).await;
        assert_eq!(world.record(made.uid.as_str()).await.first_name, "Adele");
    })
    .await;
}

#[tokio::test]
async fn a_link_of_an_account_that_was_shut_out_meanwhile_does_nothing() {
    on_both(async |world| {
        world.put_members(&[member("ada"), crate::world::in_office("root", "administrator")]).await;
        world.portal.ask_for_link(&address("ada"), &visit()).await.unwrap();
        world.portal.work_on_jobs().await.unwrap();
        let token = world.link_to(&address("ada")).await;
        let root = world.by("root").await;
        world.portal.suspend(&root, "ada", "Prova").await.unwrap();
        assert_eq!(problem(follow(world, &token, OTHER, OTHER).await), EXPIRED);
        // Nor does it get another one.
        let before = world.mails_to(&address("ada")).await.len();
        world.portal.ask_for_link(&address("ada"), &visit()).await.unwrap();
        world.portal.work_on_jobs().await.unwrap();
        assert_eq!(world.mails_to(&address("ada")).await.len(), before);
        world.portal.reinstate(&root, "ada").await.unwrap();
        choose(world, &token, OTHER).await;
    })
    .await;
}
