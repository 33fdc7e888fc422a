// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A closed account stays closed when an older database is put back.

use domain::member::MemberState;

use crate::world::{PASSWORD, address, member, on_both, visit};

#[tokio::test]
async fn an_older_database_does_not_bring_a_closed_account_back() {
    on_both(async |world| {
        let record = world.folder().join("closed-accounts");
        world.put_members(&[member("canarino"), member("bea")]).await;
        let before = world.record("canarino").await;
        assert_eq!(world.portal.keep_closed_accounts(&record).await.unwrap(), 0);
        assert!(!record.exists(), "nobody has gone");
        let own = world.by("canarino").await;
        world.portal.close_account(&own, &address("canarino"), PASSWORD, &visit()).await.unwrap();
        world.clear_mails().await;
        let noted = std::fs::read_to_string(&record).unwrap();
        assert!(noted.lines().count() == 1 && !noted.to_lowercase().contains("canarino"), "{noted}");

        // As in a copy of the database that was made before.
        world.change(move |change| Box::pin(async move { change.put_member(&before).await })).await;
        assert_eq!(world.record("canarino").await.state, MemberState::Active);
        assert_eq!(world.portal.keep_closed_accounts(&record).await.unwrap(), 1);
        assert_eq!(world.record("canarino").await.state, MemberState::Anonymised);
        assert_eq!(world.record("bea").await.state, MemberState::Active);
        assert!(!world.dump().await.contains(&address("canarino")));
        assert_eq!(world.portal.keep_closed_accounts(&record).await.unwrap(), 0);
        assert_eq!(std::fs::read_to_string(&record).unwrap(), noted, "each stands there once");
    })
    .await;
}

#[tokio::test]
async fn what_was_closed_without_the_record_is_noted_at_the_next_start() {
    on_both(async |world| {
        let record = world.folder().join("closed-accounts");
        world.put_members(&[member("ada")]).await;
        let own = world.by("ada").await;
        world.portal.close_account(&own, &address("ada"), PASSWORD, &visit()).await.unwrap();
        assert_eq!(world.portal.keep_closed_accounts(&record).await.unwrap(), 0);
        assert_eq!(std::fs::read_to_string(&record).unwrap().lines().count(), 1);
    })
    .await;
}
