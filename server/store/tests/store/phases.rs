// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What is known of a practice beside its record: the phases that it came to, its followers, its reminders.

use domain::phase::Phase;
use jiff::SignedDuration;
use store::Followers;

use crate::world::{noon, on_both, practice, uid};

#[tokio::test]
async fn each_phase_is_written_at_its_moment_and_only_where_it_is_another_one() {
    on_both(async |world| {
        let mut change = world.begin().await;
        for _ in 0..2 {
            change.put_practice(&practice("p", "Nidi"), Phase::Identified).await.unwrap();
        }
        change.commit().await.unwrap();
        let later = noon() + SignedDuration::from_hours(24);
        let mut change = world.store.begin(later).await.unwrap();
        change.put_practice(&practice("p", "Nidi in rete"), Phase::Documented).await.unwrap();
        change.put_practice(&practice("p", "Nidi e rete"), Phase::Documented).await.unwrap();
        change.set_phase(&uid("p"), Phase::Adopted).await.unwrap();
        change.commit().await.unwrap();
        let last = noon() + SignedDuration::from_hours(48);
        let mut change = world.store.begin(last).await.unwrap();
        change.put_practice(&practice("p", "Nidi e rete"), Phase::Documented).await.unwrap();
        change.commit().await.unwrap();
        let reached = world.store.phases_of(&uid("p")).await.unwrap();
        let seen: Vec<_> = reached.iter().map(|one| (one.phase, one.at)).collect();
        assert_eq!(
            seen,
            [
                (Phase::Identified, noon()),
                (Phase::Documented, later),
                (Phase::Adopted, later),
                (Phase::Documented, last),
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn a_change_that_is_dropped_leaves_no_phase() {
    on_both(async |world| {
        let mut change = world.begin().await;
        change.put_practice(&practice("p", "Nidi"), Phase::Identified).await.unwrap();
        change.abandon().await;
        assert_eq!(world.store.phases_of(&uid("p")).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn all_of_it_goes_with_the_practice() {
    on_both(async |world| {
        let mut change = world.begin().await;
        change.put_practice(&practice("p", "Nidi"), Phase::Identified).await.unwrap();
        assert!(change.follow(&uid("zoe"), &uid("p")).await.unwrap());
        assert!(!change.follow(&uid("zoe"), &uid("p")).await.unwrap(), "once is enough");
        assert!(!change.follow(&uid("zoe"), &uid("nothing")).await.unwrap());
        assert_eq!(change.followers_of(&uid("p")).await.unwrap(), [uid("zoe")]);
        let a_year_before = noon() - SignedDuration::from_hours(365 * 24);
        assert!(change.remind(&uid("p"), a_year_before).await.unwrap());
        assert!(!change.remind(&uid("p"), a_year_before).await.unwrap(), "not twice within the year");
        change.commit().await.unwrap();
        let followers = world.store.followers(&uid("p"), Some(&uid("zoe"))).await.unwrap();
        assert_eq!(followers, Followers { total: 1, own: true });
        let mut change = world.begin().await;
        change.remove_practice(&uid("p")).await.unwrap();
        change.put_practice(&practice("p", "Nidi"), Phase::Identified).await.unwrap();
        assert!(change.remind(&uid("p"), a_year_before).await.unwrap(), "nothing is left of the one before");
        change.commit().await.unwrap();
        let followers = world.store.followers(&uid("p"), None).await.unwrap();
        assert_eq!(followers, Followers { total: 0, own: false });
    })
    .await;
}
