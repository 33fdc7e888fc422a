// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Signing in by password: one answer for whatever is wrong.

use domain::Locale;
use portal::form::FieldProblem;
use portal::people::{DemoAccounts, Hashing, PeopleSettings, SignInForm};
use serde_json::json;

use crate::world::{
    OTHER, PASSWORD, World, address, hash, in_office, member, minutes, on_both, on_both_with, problem, refused,
    settings, sign_in_form, uid, visit, with,
};

const WRONG: (&str, FieldProblem) = ("form", FieldProblem::Wrong);

async fn outcome(world: &World, email: &str, password: &str) -> Result<(), (&'static str, FieldProblem)> {
    match world.portal.sign_in(sign_in_form(email, password), &visit()).await {
        Ok(_) => Ok(()),
        refusal => Err(problem(refusal)),
    }
}

#[tokio::test]
async fn who_knows_the_password_is_signed_in_and_the_page_speaks_the_members_language() {
    on_both(async |world| {
        world.put_members(&[member("ada"), with(member("bea"), json!({"locale": "en"}))]).await;
        world.wait(minutes(7));
        let session = world.portal.sign_in(sign_in_form(" ADA@Comune.example.it ", PASSWORD), &visit()).await.unwrap();
        assert_eq!((session.locale, session.wants_code, session.token.len()), (Locale::Italian, false, 64));
        let present = world.portal.session(&session.token).await.unwrap().unwrap();
        let shown = present.signed_in.unwrap();
        assert_eq!((shown.uid.as_str(), shown.name.as_str(), shown.initials.as_str()), ("ada", "Ada Prova", "AP"));
        assert_eq!(present.viewer.acting().unwrap().member, uid("ada"));
        assert_eq!(world.kept("ada").await.last_sign_in, Some(world.now()));
        assert_eq!(world.signs_in("bea").await.locale, Locale::English);
        // The secret itself is nowhere in the database.
        assert!(!world.dump().await.contains(&session.token));
    })
    .await;
}

#[tokio::test]
async fn whatever_is_wrong_is_answered_alike() {
    on_both(async |world| {
        let state = |who: &str, state: &str| with(member(who), json!({"state": state}));
        world
            .put_members(&[
                member("ada"),
                state("sospesa", "suspended"),
                state("nuova", "pending_email"),
                state("attesa", "pending_approval"),
            ])
            .await;
        world.put(&[member("senza")]).await;
        for (who, password) in [
            ("ada", OTHER),
            ("ada", "x"),
            ("nessuno", PASSWORD),
            ("sospesa", PASSWORD),
            ("nuova", PASSWORD),
            ("attesa", PASSWORD),
            ("senza", PASSWORD),
        ] {
            assert_eq!(outcome(world, &address(who), password).await, Err(WRONG), "{who}");
        }
        assert_eq!(outcome(world, &address("ada"), &"x".repeat(100_000)).await, Err(WRONG));
        assert_eq!(world.number("SELECT count(*) FROM sessions").await, 0);
        assert_eq!(outcome(world, &address("ada"), PASSWORD).await, Ok(()));
    })
    .await;
}

#[tokio::test]
async fn each_field_that_is_missing_is_told() {
    on_both(async |world| {
        let typed = async |email: &str, password: &str| {
            refused(world.portal.sign_in(sign_in_form(email, password), &visit()).await)
        };
        let (missing, invalid) = (FieldProblem::Missing, FieldProblem::Invalid);
        assert_eq!(typed("", "").await, [("email", missing), ("password", missing)]);
        assert_eq!(typed("ada", PASSWORD).await, [("email", invalid)]);
        assert_eq!(typed(&address("ada"), "").await, [("password", missing)]);
        assert_eq!(world.portal.hashes_computed(), 0);
    })
    .await;
}

#[tokio::test]
async fn invented_accounts_are_used_only_where_nobody_else_reaches_the_portal() {
    let demo = || with(member("ada"), json!({"demo": true}));
    on_both_with(settings(), async |world| {
        world.put_members(&[demo()]).await;
        world.signs_in("ada").await;
    })
    .await;
    on_both_with(PeopleSettings { demo_accounts: DemoAccounts::Refused, ..settings() }, async |world| {
        world.put_members(&[demo(), member("bea")]).await;
        let hashes = world.portal.hashes_computed();
        assert_eq!(outcome(world, &address("ada"), PASSWORD).await, Err(WRONG));
        assert_eq!(world.portal.hashes_computed(), hashes + 1);
        world.signs_in("bea").await;
        // A session that began before the portal was opened to others is void.
        let epoch = world.kept("ada").await.epoch;
        let session = crate::sessions::session_of("ada", epoch, "token", world.now());
        world.change(move |change| Box::pin(async move { change.add_session(session).await })).await;
        assert!(!world.is_live("token").await);
        // Nor does the password of the demonstration help an account that is no invented one.
        world.portal.set_demo_passwords("innesto-dimostrazione").await.unwrap();
        assert_eq!(outcome(world, &address("ada"), "innesto-dimostrazione").await, Err(WRONG));
        assert_eq!(outcome(world, &address("bea"), "innesto-dimostrazione").await, Err(WRONG));
    })
    .await;
}

#[tokio::test]
async fn a_hash_of_another_cost_is_renewed_and_that_is_no_change_of_password() {
    let dearer = Hashing { memory_kib: 16, ..Hashing::CHEAP };
    on_both_with(PeopleSettings { hashing: dearer, ..settings() }, async |world| {
        world.put_members(&[member("ada")]).await;
        let account = async || world.portal.store().account(&uid("ada")).await.unwrap().unwrap();
        let before = account().await;
        world.wait(minutes(1));
        world.signs_in("ada").await;
        let renewed = account().await;
        let phc = renewed.password.clone().unwrap();
        assert!(phc.starts_with("$argon2id$v=19$m=16,t=1,p=1$"), "{phc}");
        assert_eq!(renewed.password_changed_at, before.password_changed_at);
        let hashes = world.portal.hashes_computed();
        world.signs_in("ada").await;
        assert_eq!(world.portal.hashes_computed(), hashes + 1);
        assert_eq!(account().await.password, Some(phc.clone()));
        assert_eq!(outcome(world, &address("ada"), OTHER).await, Err(WRONG));

        // A password that was changed while the old one was compared stays changed.
        let other = hash(dearer, OTHER);
        world.set_password("ada", &other).await;
        let won =
            world.change(move |change| Box::pin(async move { change.renew_password(&uid("ada"), &phc, "x").await }));
        assert!(!won.await);
        assert_eq!(account().await.password, Some(other));
    })
    .await;
}

#[tokio::test]
async fn a_browser_is_known_from_the_first_sign_in_on_unless_others_use_it_too() {
    on_both(async |world| {
        world.put_members(&[member("ada"), in_office("bea", "reviewer")]).await;
        let device = world.signs_in("ada").await.device.unwrap();
        let known = portal::people::Visit { device: Some(device.clone()), ..visit() };
        let again = world.portal.sign_in(sign_in_form(&address("ada"), PASSWORD), &known).await.unwrap();
        assert_eq!(again.device, None);
        // To the browser of another it says nothing.
        let other = world.portal.sign_in(sign_in_form(&address("bea"), PASSWORD), &known).await.unwrap();
        assert!(other.device.is_some_and(|other| other != device));
        let shared = SignInForm { shared: "on".to_owned(), ..sign_in_form(&address("ada"), PASSWORD) };
        assert_eq!(world.portal.sign_in(shared, &visit()).await.unwrap().device, None);
    })
    .await;
}
