// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Coming in, asking, being invited, leaving; who sees that a community is there, and who sees into it.

use domain::community::{BelongingState, CommunityRole};
use domain::policy::Viewer;
use portal::Error;
use portal::form::FieldProblem;

use crate::cast::{IT, belonging, community, decide, listed, own, settle};
use crate::world::{denied, on_both, problem};

const MEMBER: CommunityRole = CommunityRole::Member;

#[tokio::test]
async fn ac_001_1_a_member_joins_an_open_community_and_asks_to_come_into_one_on_approval() {
    on_both(async |world| {
        settle(world).await;
        let zoe = world.by("zoe").await;
        let portal = &world.portal;
        assert_eq!(portal.join_community(&zoe, "sua", "").await.unwrap(), BelongingState::Active);
        assert_eq!(portal.join_community(&zoe, "sua", "").await.unwrap(), BelongingState::Active, "twice is once");
        assert_eq!(portal.join_community(&zoe, "sape", "Seguo i bandi.").await.unwrap(), BelongingState::Requested);
        let zoe = world.by("zoe").await;
        let communities = zoe.acting().unwrap().communities.clone();
        assert_eq!(communities.iter().map(ToString::to_string).collect::<Vec<_>>(), ["sua"], "a session knows it");
        let fabio = world.by("fabio").await;
        let people = portal.community_people(&fabio, IT, "sape", 1).await.unwrap();
        let asked: Vec<_> = people.requests.iter().map(|one| (one.card.uid.as_str(), one.note.as_deref())).collect();
        assert_eq!(asked, [("zoe", Some("Seguo i bandi."))]);
        assert_eq!(portal.own_communities(&fabio, IT).await.unwrap().requests[0].2, 1);
        decide(world, "fabio", "sape", "zoe", "approve").await.unwrap();
        assert_eq!(own(world, "zoe", "sape").await, Some((MEMBER, BelongingState::Active)));
        decide(world, "fabio", "sape", "zoe", "approve").await.unwrap();
        let mara = world.by("mara").await;
        let seen = portal.community_people(&mara, IT, "sape", 1).await.unwrap();
        assert_eq!((seen.requests.len(), seen.total), (0, 4));
    })
    .await;
}

#[tokio::test]
async fn ac_001_1_a_private_community_is_there_for_who_belongs_to_it_or_is_invited_only() {
    on_both(async |world| {
        settle(world).await;
        let portal = &world.portal;
        let outside = [Viewer::Visitor, world.by("zoe").await, world.by("edo").await, world.by("mode").await];
        for viewer in &outside {
            assert_eq!(listed(world, viewer).await, ["sape", "sua"]);
            assert!(matches!(portal.community(viewer, IT, "sit").await, Err(Error::NotFound)));
            assert!(matches!(portal.community_people(viewer, IT, "sit", 1).await, Err(Error::NotFound)));
        }
        assert!(matches!(denied(portal.join_community(&outside[1], "sit", "").await), Error::NotFound));
        let mara = world.by("mara").await;
        assert_eq!(listed(world, &mara).await, ["sape", "sit", "sua"]);
        let fabio = world.by("fabio").await;
        portal.invite_to_community(&fabio, "sit", "Zoe Prova").await.unwrap();
        portal.invite_to_community(&fabio, "sit", "/iscritti/zoe").await.unwrap();
        let zoe = world.by("zoe").await;
        let page = portal.community(&zoe, IT, "sit").await.unwrap();
        assert!(page.inside.is_none(), "who is invited sees that it is there, and not into it");
        assert_eq!(portal.own_communities(&zoe, IT).await.unwrap().invitations.len(), 1);
        assert_eq!(portal.join_community(&zoe, "sit", "").await.unwrap(), BelongingState::Active);
        let zoe = world.by("zoe").await;
        assert!(portal.community(&zoe, IT, "sit").await.unwrap().inside.is_some());
        portal.leave_community(&zoe, "sit").await.unwrap();
        let zoe = world.by("zoe").await;
        assert!(matches!(portal.community(&zoe, IT, "sit").await, Err(Error::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn the_owner_hands_over_before_leaving() {
    on_both(async |world| {
        settle(world).await;
        let olga = world.by("olga").await;
        let refused = world.portal.leave_community(&olga, "sua").await;
        assert_eq!(problem(refused), ("form", FieldProblem::NotAllowed));
        decide(world, "olga", "sua", "mara", "hand_over").await.unwrap();
        assert_eq!(own(world, "mara", "sua").await, Some((CommunityRole::Owner, BelongingState::Active)));
        assert_eq!(own(world, "olga", "sua").await, Some((CommunityRole::Facilitator, BelongingState::Active)));
        world.portal.leave_community(&olga, "sua").await.unwrap();
        assert_eq!(own(world, "olga", "sua").await, None);
        let nothing = world.portal.leave_community(&olga, "sua").await;
        assert_eq!(problem(nothing), ("form", FieldProblem::Conflict));
    })
    .await;
}

#[tokio::test]
async fn who_is_kept_out_does_not_come_in_again_by_asking() {
    on_both(async |world| {
        settle(world).await;
        decide(world, "fabio", "sua", "mara", "suspend").await.unwrap();
        let mara = world.by("mara").await;
        assert!(mara.acting().unwrap().communities.iter().all(|one| one.as_str() != "sua"), "the session knows it");
        assert!(matches!(denied(world.portal.join_community(&mara, "sua", "").await), Error::NotAllowed));
        let left = world.portal.leave_community(&mara, "sua").await;
        assert_eq!(problem(left), ("form", FieldProblem::NotAllowed));
        decide(world, "olga", "sua", "mara", "readmit").await.unwrap();
        assert_eq!(own(world, "mara", "sua").await, Some((MEMBER, BelongingState::Active)));
    })
    .await;
}

#[tokio::test]
async fn a_visitor_is_asked_to_sign_in_and_a_word_to_who_decides_has_a_limit() {
    on_both(async |world| {
        settle(world).await;
        let portal = &world.portal;
        assert!(matches!(denied(portal.join_community(&Viewer::Visitor, "sua", "").await), Error::SignInFirst));
        let zoe = world.by("zoe").await;
        let long = "a".repeat(501);
        assert_eq!(problem(portal.join_community(&zoe, "sape", &long).await), ("note", FieldProblem::TooLong));
        assert_eq!(own(world, "zoe", "sape").await, None);
    })
    .await;
}

#[tokio::test]
async fn who_asked_to_come_in_takes_that_back_also_where_the_community_became_private() {
    on_both(async |world| {
        settle(world).await;
        let (portal, zoe) = (&world.portal, world.by("zoe").await);
        assert_eq!(portal.join_community(&zoe, "sape", "Seguo i bandi.").await.unwrap(), BelongingState::Requested);
        world.put(&[community("sape", "private", "community")]).await;
        let page = portal.community(&zoe, IT, "sape").await.unwrap();
        assert_eq!(page.card.own, Some((MEMBER, BelongingState::Requested)));
        assert!(page.inside.is_none(), "what is in it is not open");
        assert!(matches!(portal.community_people(&zoe, IT, "sape", 1).await, Err(Error::NotFound)));
        portal.leave_community(&zoe, "sape").await.unwrap();
        assert!(matches!(portal.community(&zoe, IT, "sape").await, Err(Error::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn the_own_communities_cost_the_same_however_many_one_looks_after() {
    on_both(async |world| {
        settle(world).await;
        let zoe = world.by("zoe").await;
        world.portal.join_community(&zoe, "sape", "Seguo i bandi.").await.unwrap();
        let fabio = world.by("fabio").await;
        let (few, _) = world.cost(world.portal.own_communities(&fabio, IT)).await;
        for name in ["uno", "due", "tre"] {
            world.put(&[community(name, "open", "public"), belonging(name, "fabio", "facilitator", "active")]).await;
        }
        let fabio = world.by("fabio").await;
        let (many, own) = world.cost(world.portal.own_communities(&fabio, IT)).await;
        let own = own.unwrap();
        assert_eq!((own.cards.len(), own.requests.len()), (6, 1));
        assert_eq!(own.requests[0].2, 1);
        assert_eq!(many, few);
    })
    .await;
}
