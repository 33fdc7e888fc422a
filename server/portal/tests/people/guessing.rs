// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Ten thousand wrong passwords in a day (TRAPS C6): few reach the hash, and the owner still gets in.

use jiff::SignedDuration;
use portal::form::FieldProblem;
use portal::people::Visit;

use crate::world::{OTHER, PASSWORD, World, address, hours, member, on_both, problem, sign_in_form, visit};

/// Tries on an account from a browser; says how many came to a hash.
async fn tries(world: &World, device: Option<&str>, count: u32, pause: SignedDuration) -> u32 {
    let from = Visit { device: device.map(str::to_owned), ..visit() };
    let before = world.portal.hashes_computed();
    for _ in 0..count {
        let outcome = problem(world.portal.sign_in(sign_in_form(&address("ada"), OTHER), &from).await);
        assert!(matches!(outcome, ("form", FieldProblem::Wrong | FieldProblem::Wait)));
        world.wait(pause);
    }
    u32::try_from(world.portal.hashes_computed() - before).unwrap()
}

#[tokio::test]
async fn of_ten_thousand_wrong_passwords_few_reach_the_hash_and_the_owner_still_gets_in() {
    on_both(async |world| {
        world.put_members(&[member("ada"), member("eva")]).await;
        let own = Visit { device: world.signs_in("ada").await.device, ..visit() };
        let evas = world.signs_in("eva").await.device.unwrap();
        let (mark, seal) = own.device.as_ref().unwrap().rsplit_once('.').unwrap();
        let (evas_mark, evas_seal) = evas.rsplit_once('.').unwrap();
        let mut reached = 0;
        let pause = SignedDuration::from_millis(8_640);
        for round in 0..20 {
            reached += tries(world, None, 480, pause).await;
            // Cookies of others and of one's own making are no cookies at all.
            for forged in [
                evas.clone(),
                format!("{mark}.{evas_seal}"),
                format!("{evas_mark}.{seal}"),
                format!("{round}.{seal}"),
                format!("{mark}."),
                mark.to_owned(),
            ] {
                reached += tries(world, Some(&forged), 3, pause).await;
            }
            reached += tries(world, None, 2, pause).await;
            let session = world.portal.sign_in(sign_in_form(&address("ada"), PASSWORD), &own).await.unwrap();
            assert_eq!(session.device, None, "the browser is known already");
            // From elsewhere even the right password has to wait, once the wrong ones were too many.
            let elsewhere = world.portal.sign_in(sign_in_form(&address("ada"), PASSWORD), &visit()).await;
            assert_eq!(problem(elsewhere), ("form", FieldProblem::Wait), "round {round}");
        }
        assert!((20..=50).contains(&reached), "{reached} reached the hash");
        // A day later all is forgotten.
        world.wait(hours(24));
        world.signs_in("ada").await;
    })
    .await;
}

#[tokio::test]
async fn a_known_browser_that_was_stolen_has_no_more_tries_than_another() {
    on_both(async |world| {
        world.put_members(&[member("ada")]).await;
        let device = world.signs_in("ada").await.device;
        assert_eq!(tries(world, device.as_deref(), 200, SignedDuration::from_secs(1)).await, 7);
        // The owner comes from elsewhere.
        world.signs_in("ada").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tries_at_once_are_counted_one_by_one() {
    on_both(async |world| {
        world.put_members(&[member("ada")]).await;
        let before = world.portal.hashes_computed();
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..60 {
            let portal = world.portal.clone();
            tasks.spawn(async move { portal.sign_in(sign_in_form(&address("ada"), OTHER), &visit()).await.is_err() });
        }
        assert!(tasks.join_all().await.into_iter().all(|refused| refused));
        assert!(world.portal.hashes_computed() - before <= 5);
    })
    .await;
}

#[tokio::test]
async fn right_passwords_are_not_counted() {
    on_both(async |world| {
        world.put_members(&[member("ada")]).await;
        for _ in 0..10 {
            world.signs_in("ada").await;
        }
        assert_eq!(tries(world, None, 4, SignedDuration::ZERO).await, 4);
        world.signs_in("ada").await;
        assert_eq!(tries(world, None, 4, SignedDuration::ZERO).await, 4);
    })
    .await;
}
