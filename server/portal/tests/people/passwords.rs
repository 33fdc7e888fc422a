// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A password that is forgotten, and one that is changed.

use portal::form::FieldProblem;
use portal::people::{LinkPage, MailContent, NewSession, PasswordForm};
use serde_json::json;

use crate::confirming::{choose, follow};
use crate::second_factor::{code, set_up};
use crate::world::{
    OTHER, PASSWORD, World, address, in_office, member, minutes, on_both, problem, sign_in_form, visit, with,
};

/// Asks for a link to a new password, and gives its secret.
pub async fn forgotten(world: &World, member: &str) -> String {
    world.portal.ask_for_link(&address(member), &visit()).await.unwrap();
    world.portal.work_on_jobs().await.unwrap();
    world.link_to(&address(member)).await
}

pub async fn signs_in_with(world: &World, member: &str, password: &str) -> Option<NewSession> {
    match world.portal.sign_in(sign_in_form(&address(member), password), &visit()).await {
        Ok(session) => Some(session),
        refusal => {
            assert_eq!(problem(refusal), ("form", FieldProblem::Wrong));
            None
        }
    }
}

const EXPIRED: (&str, FieldProblem) = ("form", FieldProblem::Expired);

#[tokio::test]
async fn a_forgotten_password_is_set_anew_and_every_session_ends() {
    on_both(async |world| {
        world.put_members(&[member("ada")]).await;
        let old = world.signs_in("ada").await.token;
        let token = forgotten(world, "ada").await;
        assert_eq!(world.portal.link_page(&token).await.unwrap(), LinkPage::NewPassword { email: address("ada") });
        assert!(world.is_live(&old).await, "asking alone changes nothing");
        let new = choose(world, &token, OTHER).await;
        assert!(!world.is_live(&old).await && world.is_live(&new.token).await);
        assert!(signs_in_with(world, "ada", PASSWORD).await.is_none());
        assert!(signs_in_with(world, "ada", OTHER).await.is_some());
        assert!(matches!(&world.mails_to(&address("ada")).await[0], MailContent::PasswordChanged { .. }));
        assert_eq!(problem(follow(world, &token, PASSWORD, PASSWORD).await), EXPIRED);
    })
    .await;
}

#[tokio::test]
async fn the_link_is_good_for_half_an_hour_and_the_last_one_alone() {
    on_both(async |world| {
        world.put_members(&[member("ada")]).await;
        let first = forgotten(world, "ada").await;
        let second = forgotten(world, "ada").await;
        assert_eq!(world.portal.link_page(&first).await.unwrap(), LinkPage::Stale);
        assert_eq!(problem(follow(world, &first, OTHER, OTHER).await), EXPIRED);
        world.wait(minutes(30));
        assert_eq!(world.portal.link_page(&second).await.unwrap(), LinkPage::Stale);
        assert_eq!(problem(follow(world, &second, OTHER, OTHER).await), EXPIRED);
        let third = forgotten(world, "ada").await;
        world.wait(minutes(29));
        choose(world, &third, OTHER).await;
    })
    .await;
}

#[tokio::test]
async fn an_address_that_is_nobodys_is_answered_like_any_other_and_gets_nothing() {
    on_both(async |world| {
        let states = ["suspended", "pending_approval"].map(|state| with(member("bea"), json!({"state": state})));
        for state in states {
            world.put(&[state]).await;
            for who in ["nessuno", "bea"] {
                world.portal.ask_for_link(&address(who), &visit()).await.unwrap();
                world.portal.work_on_jobs().await.unwrap();
            }
        }
        assert_eq!(world.number("SELECT count(*) FROM mails").await, 0);
        assert_eq!(world.number("SELECT count(*) FROM jobs").await, 0);
        for (typed, fault) in [("", FieldProblem::Missing), ("bea", FieldProblem::Invalid)] {
            assert_eq!(problem(world.portal.ask_for_link(typed, &visit()).await), ("email", fault));
        }
    })
    .await;
}

#[tokio::test]
async fn the_right_mailbox_is_no_second_factor() {
    on_both(async |world| {
        world.put_members(&[member("ada")]).await;
        set_up(world, "ada", &world.signs_in("ada").await.token).await;
        let session = choose(world, &forgotten(world, "ada").await, OTHER).await;
        assert!(session.wants_code);
        assert!(world.viewer(&session.token).await.acting().is_none());
        world.portal.give_code(&session.token, &code(world, "ada").await, &visit()).await.unwrap();
        assert!(world.viewer(&session.token).await.acting().is_some());
    })
    .await;
}

#[tokio::test]
async fn a_new_password_helps_who_was_made_to_wait_by_others() {
    on_both(async |world| {
        world.put_members(&[member("ada")]).await;
        for _ in 0..8 {
            world.portal.sign_in(sign_in_form(&address("ada"), OTHER), &visit()).await.unwrap_err();
        }
        let wait = world.portal.sign_in(sign_in_form(&address("ada"), PASSWORD), &visit()).await;
        assert_eq!(problem(wait), ("form", FieldProblem::Wait));
        choose(world, &forgotten(world, "ada").await, OTHER).await;
        assert!(signs_in_with(world, "ada", OTHER).await.is_some());
    })
    .await;
}

#[tokio::test]
async fn a_changed_password_ends_the_other_sessions_and_keeps_this_one() {
    on_both(async |world| {
        world.put_members(&[member("ada"), in_office("bea", "reviewer")]).await;
        let (this, other) = (world.signs_in("ada").await.token, world.signs_in("ada").await.token);
        let (epoch, beas) = (world.kept("ada").await.epoch, world.signs_in("bea").await.token);
        let link = forgotten(world, "ada").await;
        let ada = world.viewer(&this).await;
        let change = async |current: &str, password: &str, again: &str| {
            let (current, password, again) = (current.to_owned(), password.to_owned(), again.to_owned());
            world.portal.change_password(&ada, &this, PasswordForm { current, password, again }, &visit()).await
        };
        for (current, password, again, expected) in [
            ("", OTHER, OTHER, ("current", FieldProblem::Missing)),
            (OTHER, OTHER, OTHER, ("current", FieldProblem::Wrong)),
            (PASSWORD, "", "", ("password", FieldProblem::Missing)),
            (PASSWORD, "breve", "breve", ("password", FieldProblem::TooShort)),
            (PASSWORD, "password1234", "password1234", ("password", FieldProblem::Weak)),
            (PASSWORD, OTHER, PASSWORD, ("again", FieldProblem::Differs)),
        ] {
            assert_eq!(problem(change(current, password, again).await), expected);
        }
        assert!(world.is_live(&other).await);
        change(PASSWORD, OTHER, OTHER).await.unwrap();
        assert!(world.is_live(&this).await && !world.is_live(&other).await && world.is_live(&beas).await);
        assert!(signs_in_with(world, "ada", PASSWORD).await.is_none());
        assert!(matches!(&world.mails_to(&address("ada")).await[0], MailContent::PasswordChanged { .. }));
        // What was asked for before opens nothing, nor does a session that was begun with the old password right then.
        assert_eq!(problem(follow(world, &link, PASSWORD, PASSWORD).await), EXPIRED);
        let late = crate::sessions::session_of("ada", epoch, "late", world.now());
        world.change(move |change| Box::pin(async move { change.add_session(late).await })).await;
        assert!(!world.is_live("late").await);
    })
    .await;
}
