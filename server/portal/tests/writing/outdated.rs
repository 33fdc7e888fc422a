// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What nobody updated for three years: the warning on its page, and one reminder a year.

use domain::policy::Viewer;
use portal::people::MailContent;
use portal::writing::AssessmentForm;

use crate::cast::{IT, begin, go, settle, written};
use crate::world::{World, address, hours, on_both};

/// From the test's first day to the same day three years later: 2028 has a day more.
const THREE_YEARS: i64 = 3 * 365 + 1;

fn wait_days(world: &World, days: i64) {
    world.wait(hours(24 * days));
}

async fn is_outdated(world: &World, practice: &str) -> bool {
    world.portal.practice_by_uid(&Viewer::Visitor, IT, practice).await.unwrap().depth.outdated
}

async fn reminders(world: &World, name: &str) -> usize {
    let mails = world.mails_to(&address(name)).await;
    mails.iter().filter(|mail| matches!(mail, MailContent::PracticeOutdated { .. })).count()
}

async fn published(world: &World) -> String {
    let (ada, rita) = (world.by("ada").await, world.by("rita").await);
    let practice = written(world, &ada, "Mensa senza code").await;
    go(world, &ada, &practice, "submit").await.unwrap();
    go(world, &rita, &practice, "publish").await.unwrap();
    practice
}

#[tokio::test]
async fn after_three_years_the_page_warns_and_its_authors_are_reminded_once_a_year() {
    on_both(async |world| {
        settle(world).await;
        let practice = published(world).await;
        begin(world, &world.by("ada").await, "Una bozza che invecchia").await;
        wait_days(world, THREE_YEARS);
        assert!(!is_outdated(world, &practice).await);
        assert_eq!(world.portal.remind_of_outdated().await.unwrap(), 0);
        wait_days(world, 1);
        assert!(is_outdated(world, &practice).await);
        assert_eq!(world.portal.remind_of_outdated().await.unwrap(), 1);
        assert_eq!(world.portal.remind_of_outdated().await.unwrap(), 0);
        assert_eq!((reminders(world, "ada").await, reminders(world, "edo").await), (1, 0));
        wait_days(world, 364);
        assert_eq!(world.portal.remind_of_outdated().await.unwrap(), 0);
        wait_days(world, 1);
        assert_eq!(world.portal.remind_of_outdated().await.unwrap(), 1);
        assert_eq!(reminders(world, "ada").await, 2);
    })
    .await;
}

#[tokio::test]
async fn an_opinion_makes_it_current_again() {
    on_both(async |world| {
        settle(world).await;
        let practice = published(world).await;
        wait_days(world, THREE_YEARS + 1);
        assert!(is_outdated(world, &practice).await);
        let rita = world.by("rita").await;
        let version = world.portal.assessment_page(&rita, &practice).await.unwrap().version.to_string();
        let form = AssessmentForm {
            uid: practice.clone(),
            version,
            outcome: "favourable".to_owned(),
            rating: "declared".to_owned(),
            text: "Vale ancora.".to_owned(),
        };
        world.portal.assess_practice(&rita, form).await.unwrap();
        assert!(!is_outdated(world, &practice).await);
        assert_eq!(world.portal.remind_of_outdated().await.unwrap(), 0);
        assert_eq!(reminders(world, "ada").await, 0);
    })
    .await;
}

#[tokio::test]
async fn what_left_the_library_reminds_nobody() {
    on_both(async |world| {
        settle(world).await;
        let practice = published(world).await;
        let rita = world.by("rita").await;
        go(world, &rita, &practice, "archive").await.unwrap();
        wait_days(world, THREE_YEARS + 30);
        assert_eq!(world.portal.remind_of_outdated().await.unwrap(), 0);
        assert_eq!(reminders(world, "ada").await, 0);
    })
    .await;
}
