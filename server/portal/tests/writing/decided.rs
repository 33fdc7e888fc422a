// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The list of what the reviewers decided: for them alone, narrowed and cut into pages.

use domain::policy::Viewer;
use domain::practice::Stage;
use domain::revision::RevisionAct;
use portal::writing::{DecidedPage, DecidedRequest};

use crate::cast::{PEOPLE, go, settle, written};
use crate::world::{World, on_both};

async fn listed(world: &World, viewer: &Viewer, request: DecidedRequest) -> DecidedPage {
    world.portal.decided(viewer, request).await.unwrap()
}

fn told(page: &DecidedPage) -> Vec<(&str, RevisionAct, Stage)> {
    page.lines.iter().map(|line| (line.title.as_str(), line.act, line.stage)).collect()
}

#[tokio::test]
async fn reviewers_find_what_was_decided_by_words_decision_and_state() {
    on_both(async |world| {
        settle(world).await;
        let (ada, rita) = (world.by("ada").await, world.by("rita").await);
        let mensa = written(world, &ada, "Mensa senza code").await;
        let nido = written(world, &ada, "Nido aperto").await;
        for (practice, decision) in [(&mensa, "publish"), (&nido, "reject")] {
            go(world, &ada, practice, "submit").await.unwrap();
            world.wait(crate::world::minutes(1));
            go(world, &rita, practice, decision).await.unwrap();
        }
        let any = DecidedRequest::default();
        let all = listed(world, &rita, any.clone()).await;
        let rejected = ("Nido aperto", RevisionAct::Rejected, Stage::Rejected);
        let published = ("Mensa senza code", RevisionAct::Published, Stage::Published);
        assert_eq!(told(&all), [rejected, published]);
        assert_eq!((all.total, all.lines[0].by.as_deref()), (2, Some("Rita Prova")));
        let by_text = listed(world, &rita, DecidedRequest { text: "CODE mensa".to_owned(), ..any.clone() }).await;
        assert_eq!(told(&by_text), [published]);
        let wild = listed(world, &rita, DecidedRequest { text: "%aperto_".to_owned(), ..any.clone() }).await;
        assert_eq!(told(&wild), [rejected], "signs are no patterns");
        let none = listed(world, &rita, DecidedRequest { text: "mensa aperto".to_owned(), ..any.clone() }).await;
        assert!(told(&none).is_empty());
        let act = DecidedRequest { act: Some(RevisionAct::Rejected), ..any.clone() };
        assert_eq!(told(&listed(world, &rita, act).await), [rejected]);
        let stage = DecidedRequest { stage: Some(Stage::Published), ..any.clone() };
        assert_eq!(told(&listed(world, &rita, stage).await), [published]);
        let second = listed(world, &rita, DecidedRequest { page: 2, ..any }).await;
        assert_eq!((second.total, second.lines.len()), (2, 0));
        go(world, &ada, &nido, "withdraw").await.unwrap();
        assert_eq!(listed(world, &rita, DecidedRequest::default()).await.total, 1, "a draft is its authors' alone");
    })
    .await;
}

#[tokio::test]
async fn nobody_else_sees_the_list() {
    on_both(async |world| {
        settle(world).await;
        for name in PEOPLE {
            let seen = world.portal.decided(&world.by(name).await, DecidedRequest::default()).await.is_ok();
            assert_eq!(seen, ["rina", "rita"].contains(name), "{name}");
        }
        let visitor = world.portal.decided(&Viewer::Visitor, DecidedRequest::default()).await;
        assert!(matches!(visitor, Err(portal::Error::SignInFirst)));
    })
    .await;
}
