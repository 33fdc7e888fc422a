// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Writing together, handing over, and what stays when an author goes.

use domain::policy::Viewer;
use portal::form::FieldProblem as Wrong;
use portal::people::MailContent;
use portal::writing::BeginForm;

use crate::cast::{IT, begin, settle, written};
use crate::world::{PASSWORD, World, address, denied, on_both, problem, uid, visit};

async fn authors(world: &World, practice: &str) -> Vec<String> {
    let kept = world.portal.store().practice_for(&Viewer::Operator, &uid(practice)).await.unwrap().unwrap();
    kept.record.authors.iter().map(ToString::to_string).collect()
}

#[tokio::test]
async fn a_colleague_is_added_told_and_may_write() {
    on_both(async |world| {
        settle(world).await;
        let (ada, carl) = (world.by("ada").await, world.by("carl").await);
        let draft = begin(world, &ada, "Mensa").await;
        let offered = world.portal.practice_desk(&ada, IT, &draft).await.unwrap().colleagues;
        let names: Vec<_> = offered.iter().map(|(uid, _)| uid.as_str()).collect();
        assert!(names.contains(&"carl") && !names.contains(&"ada") && !names.contains(&"zoe"), "{names:?}");
        assert_eq!(problem(world.portal.add_author(&ada, &draft, "zoe").await), ("author", Wrong::Unknown));
        world.portal.add_author(&ada, &draft, "carl").await.unwrap();
        assert!(world.portal.practice_desk(&carl, IT, &draft).await.unwrap().may_edit);
        let mails = world.mails_to(&address("carl")).await;
        assert!(matches!(&mails[0], MailContent::AuthorAdded { title, .. } if title == "Mensa"), "{mails:?}");
        world.portal.remove_author(&ada, &draft, "ada").await.unwrap();
        assert_eq!(authors(world, &draft).await, ["carl"]);
        let gone = world.portal.remove_author(&ada, &draft, "carl").await;
        assert!(matches!(denied(gone), portal::Error::NotFound), "whoever handed it over does not see it any more");
    })
    .await;
}

#[tokio::test]
async fn a_practice_that_no_body_has_is_not_left_without_anybody() {
    on_both(async |world| {
        settle(world).await;
        let zoe = world.by("zoe").await;
        let form = BeginForm { title: "Mia".to_owned(), organisation: String::new(), language: "it".to_owned() };
        let draft = world.portal.begin_practice(&zoe, form).await.unwrap();
        assert_eq!(problem(world.portal.remove_author(&zoe, &draft, "zoe").await), ("author", Wrong::NotAllowed));
    })
    .await;
}

#[tokio::test]
async fn what_a_body_has_stays_with_its_editors_when_the_author_leaves_it() {
    on_both(async |world| {
        settle(world).await;
        let ada = world.by("ada").await;
        let draft = begin(world, &ada, "Mensa").await;
        world.portal.leave(&ada, "body").await.unwrap();
        let ada = world.by("ada").await;
        assert!(matches!(world.portal.practice_desk(&ada, IT, &draft).await, Err(portal::Error::NotFound)));
        let edo = world.by("edo").await;
        assert!(world.portal.practice_desk(&edo, IT, &draft).await.unwrap().may_edit);
        assert_eq!(authors(world, &draft).await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn a_closed_account_leaves_what_a_body_has_and_takes_what_nobody_else_saw() {
    on_both(async |world| {
        settle(world).await;
        let ada = world.by("ada").await;
        let bodys = written(world, &ada, "Mensa senza code").await;
        let form = BeginForm { title: "Canarino".to_owned(), organisation: String::new(), language: "it".to_owned() };
        let own = world.portal.begin_practice(&ada, form).await.unwrap();
        world.portal.close_account(&ada, &address("ada"), PASSWORD, &visit()).await.unwrap();
        let edo = world.by("edo").await;
        let desk = world.portal.practice_desk(&edo, IT, &bodys).await.unwrap();
        assert_eq!(desk.authors, []);
        assert!(desk.history.iter().all(|line| line.by.is_none()), "{:?}", desk.history);
        assert_eq!(world.number(&format!("SELECT count(*) FROM practices WHERE uid = '{own}'")).await, 0);
        assert!(!world.dump().await.contains("Canarino"));
        world.follow().await;
    })
    .await;
}
