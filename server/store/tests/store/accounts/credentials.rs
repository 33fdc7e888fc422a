// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Passwords, second factors, recovery codes, identities.

use store::{Error, NewIdentity, SecondFactor};

use super::{at, at_noon, email, hash, how_many_of_twenty, later, member, put_member};
use crate::world::{noon, on_both, uid};

#[tokio::test]
async fn an_account_is_found_by_address_and_by_member_with_its_password() {
    on_both(async |world| {
        put_member(world, &member("ada")).await;
        put_member(world, &member("bea")).await;
        let bare = world.store.account(&uid("ada")).await.unwrap().unwrap();
        assert_eq!((bare.password, bare.password_changed_at, bare.second_factor), (None, None, None));
        at(world, later(5), async |change| change.set_password(&uid("ada"), Some("$argon2id$x")).await).await;
        let found = world.store.account_by_email(&email("Ada@comune.example.it")).await.unwrap().unwrap();
        assert_eq!((&found.uid, found.state, found.demo), (&uid("ada"), domain::member::MemberState::Active, false));
        assert!(!format!("{found:?}").contains("argon2id"));
        let account = found.whole().unwrap();
        assert_eq!(found.password, account.password);
        assert_eq!(account.member.record, member("ada"));
        assert_eq!(account.password.as_deref(), Some("$argon2id$x"));
        assert_eq!(account.password_changed_at, Some(later(5)));
        assert_eq!(Some(account.clone()), world.store.account(&uid("ada")).await.unwrap());
        assert!(!format!("{account:?}").contains("argon2id"));
        assert_eq!(world.store.account(&uid("bea")).await.unwrap().unwrap().password, None);
        assert!(world.store.account_by_email(&email("eva@comune.example.it")).await.unwrap().is_none());
        at(world, later(9), async |change| change.set_password(&uid("ada"), None).await).await;
        let account = world.store.account(&uid("ada")).await.unwrap().unwrap();
        assert_eq!((account.password, account.password_changed_at), (None, Some(later(9))));
    })
    .await;
}

#[tokio::test]
async fn a_hash_is_renewed_only_where_it_is_still_the_one_that_was_compared() {
    on_both(async |world| {
        put_member(world, &member("ada")).await;
        let ada = uid("ada");
        at(world, later(5), async |change| change.set_password(&ada, Some("$argon2id$old")).await).await;
        let renew = async |before: &str, phc: &str| {
            at(world, later(9), async |change| change.renew_password(&ada, before, phc).await).await
        };
        assert!(renew("$argon2id$old", "$argon2id$new").await);
        assert!(!renew("$argon2id$old", "$argon2id$late").await);
        let account = world.store.account(&ada).await.unwrap().unwrap();
        assert_eq!(account.password.as_deref(), Some("$argon2id$new"));
        assert_eq!(account.password_changed_at, Some(later(5)));
    })
    .await;
}

#[tokio::test]
async fn a_second_factor_is_in_force_once_confirmed_and_cannot_be_replaced_then() {
    on_both(async |world| {
        put_member(world, &member("ada")).await;
        let ada = uid("ada");
        let factor = async || world.store.account(&ada).await.unwrap().unwrap().second_factor;
        assert!(!at_noon(world, async |change| change.confirm_second_factor(&ada, 5).await).await);
        assert!(at_noon(world, async |change| change.start_second_factor(&ada, b"first").await).await);
        assert!(at_noon(world, async |change| change.start_second_factor(&ada, b"second").await).await);
        assert!(!at_noon(world, async |change| change.use_totp_step(&ada, 9).await).await);
        let open = SecondFactor { secret: b"second".to_vec(), since: None, last_step: 0 };
        assert!(!format!("{open:?}").contains("secret"));
        assert_eq!(factor().await, Some(open));
        assert!(at_noon(world, async |change| change.confirm_second_factor(&ada, 5).await).await);
        assert!(!at_noon(world, async |change| change.confirm_second_factor(&ada, 6).await).await);
        assert!(!at_noon(world, async |change| change.start_second_factor(&ada, b"third").await).await);
        let firm = SecondFactor { secret: b"second".to_vec(), since: Some(noon()), last_step: 5 };
        assert_eq!(factor().await, Some(firm));
        for (step, counts) in [(5, false), (4, false), (6, true), (6, false), (8, true), (7, false)] {
            assert_eq!(at_noon(world, async |change| change.use_totp_step(&ada, step).await).await, counts, "{step}");
        }
        at_noon(world, async |change| change.put_recovery_codes(&ada, &[hash(1)]).await).await;
        at_noon(world, async |change| change.remove_second_factor(&ada).await).await;
        let account = world.store.account(&ada).await.unwrap().unwrap();
        assert_eq!((account.second_factor, account.recovery_codes_left), (None, 0));
    })
    .await;
}

#[tokio::test]
async fn a_recovery_code_works_once_and_new_ones_end_the_old() {
    on_both(async |world| {
        put_member(world, &member("ada")).await;
        let (ada, bea) = (uid("ada"), uid("bea"));
        let left = async || world.store.account(&ada).await.unwrap().unwrap().recovery_codes_left;
        at_noon(world, async |change| change.put_recovery_codes(&ada, &[hash(1), hash(2)]).await).await;
        assert_eq!(left().await, 2);
        assert!(!at_noon(world, async |change| change.use_recovery_code(&bea, &hash(1)).await).await);
        assert!(at_noon(world, async |change| change.use_recovery_code(&ada, &hash(1)).await).await);
        assert!(!at_noon(world, async |change| change.use_recovery_code(&ada, &hash(1)).await).await);
        assert_eq!(left().await, 1);
        at_noon(world, async |change| change.put_recovery_codes(&ada, &[hash(3)]).await).await;
        assert!(!at_noon(world, async |change| change.use_recovery_code(&ada, &hash(2)).await).await);
        assert_eq!(left().await, 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_twenty_at_once_one_uses_the_code_and_one_the_step() {
    on_both(async |world| {
        at_noon(world, async |change| {
            change.put_recovery_codes(&uid("ada"), &[hash(1)]).await?;
            change.start_second_factor(&uid("ada"), b"secret").await?;
            change.confirm_second_factor(&uid("ada"), 1).await
        })
        .await;
        let codes = how_many_of_twenty(world, |change| {
            Box::pin(async move { change.use_recovery_code(&uid("ada"), &hash(1)).await })
        });
        assert_eq!(codes.await, 1);
        let steps =
            how_many_of_twenty(world, |change| Box::pin(async move { change.use_totp_step(&uid("ada"), 2).await }));
        assert_eq!(steps.await, 1);
    })
    .await;
}

#[tokio::test]
async fn after_a_part_that_failed_nothing_of_the_change_is_kept() {
    on_both(async |world| {
        put_member(world, &member("ada")).await;
        for bad in ["x".repeat(501), "a\0b".to_owned()] {
            let mut change = world.begin().await;
            change.put_recovery_codes(&uid("ada"), &[hash(1)]).await.unwrap();
            let refused = change.set_password(&uid("ada"), Some(&bad)).await;
            assert!(matches!(refused, Err(Error::Refused(_))), "{refused:?}");
            assert!(matches!(change.remove_second_factor(&uid("ada")).await, Err(Error::Broken)));
            assert!(matches!(change.commit().await, Err(Error::Broken)));
        }
        assert_eq!(world.store.account(&uid("ada")).await.unwrap().unwrap().recovery_codes_left, 0);
    })
    .await;
}

fn identity(subject: &str, member: &str) -> NewIdentity {
    NewIdentity {
        issuer: "https://sso.example.org".to_owned(),
        subject: subject.to_owned(),
        member: uid(member),
        label: "ada@sso".to_owned(),
    }
}

#[tokio::test]
async fn an_identity_belongs_to_one_member_until_it_is_taken_away() {
    on_both(async |world| {
        let (ada, bea, issuer) = (uid("ada"), uid("bea"), "https://sso.example.org");
        assert!(at_noon(world, async |change| change.add_identity(identity("1", "ada")).await).await);
        assert!(!at_noon(world, async |change| change.add_identity(identity("1", "bea")).await).await);
        assert_eq!(world.store.identity(issuer, "1").await.unwrap(), Some(ada.clone()));
        assert_eq!(world.store.identity("https://other.example.org", "1").await.unwrap(), None);
        assert_eq!(world.store.identity(issuer, "2").await.unwrap(), None);
        at(world, later(3), async |change| change.identity_used(issuer, "1").await).await;
        let kept = world.store.identities_of(&ada).await.unwrap();
        assert_eq!((kept.len(), kept[0].linked_at, kept[0].used_at), (1, noon(), Some(later(3))));
        assert_eq!((kept[0].subject.as_str(), kept[0].label.as_str()), ("1", "ada@sso"));
        assert!(!at_noon(world, async |change| change.remove_identity(&bea, issuer, "1").await).await);
        assert!(at_noon(world, async |change| change.remove_identity(&ada, issuer, "1").await).await);
        assert_eq!(world.store.identities_of(&ada).await.unwrap(), []);
        assert!(at_noon(world, async |change| change.add_identity(identity("1", "bea")).await).await);
    })
    .await;
}
