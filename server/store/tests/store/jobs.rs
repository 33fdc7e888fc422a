// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What must happen once for all servers.

use jiff::SignedDuration;

use crate::world::{noon, on_both};

const LEASE: SignedDuration = SignedDuration::from_mins(5);

#[tokio::test]
async fn a_job_is_given_to_one_server_until_its_lease_is_over() {
    on_both(async |world| {
        world.store.add_job("mail", "{}".to_owned(), noon()).await.unwrap();
        let (first, second) =
            tokio::join!(world.store.claim_jobs(noon(), LEASE, 10), world.store.claim_jobs(noon(), LEASE, 10));
        let (first, second) = (first.unwrap(), second.unwrap());
        assert_eq!(first.len() + second.len(), 1);
        let later = noon() + LEASE;
        let again = world.store.claim_jobs(later, LEASE, 10).await.unwrap();
        assert_eq!((again.len(), again[0].tries, again[0].kind.as_str()), (1, 2, "mail"));
        world.store.job_done(again[0].id).await.unwrap();
        assert_eq!(world.store.jobs_waiting().await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn a_job_that_failed_comes_back_when_its_time_has_come() {
    on_both(async |world| {
        world.store.add_job("mail", "{}".to_owned(), noon()).await.unwrap();
        let job = world.store.claim_jobs(noon(), LEASE, 10).await.unwrap().remove(0);
        let next = noon() + SignedDuration::from_hours(1);
        world.store.job_failed(job.id, "no\0 answer", next).await.unwrap();
        assert!(world.store.claim_jobs(noon() + LEASE * 2, LEASE, 10).await.unwrap().is_empty());
        assert_eq!(world.store.claim_jobs(next, LEASE, 10).await.unwrap().len(), 1);
    })
    .await;
}
