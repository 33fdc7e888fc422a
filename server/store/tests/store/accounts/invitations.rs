// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Invitations: by address until they are answered, by member from then on, and for a time only.

use domain::invitation::{InvitationState, Purpose};
use jiff::SignedDuration;
use store::{NewInvitation, NewSession, Purged};

use super::sessions::session;
use super::{at, at_noon, days, email, hash, later, member, put_member};
use crate::world::{World, noon, on_both, uid};

fn invitation(name: &str, purpose: Purpose, to: &str) -> NewInvitation {
    NewInvitation {
        uid: uid(name),
        practice: uid("p"),
        purpose,
        inviter: uid("ada"),
        email: email(&format!("{to}@comune.example.it")),
        note: "Grazie".to_owned(),
        expires_at: days(14),
    }
}

async fn invite(world: &World, invitation: NewInvitation) {
    at_noon(world, async |change| change.add_invitation(&invitation).await).await;
}

async fn people(world: &World) {
    for one in ["ada", "bea"] {
        put_member(world, &member(one)).await;
    }
}

#[tokio::test]
async fn an_invitation_is_found_by_the_address_then_by_who_answered_and_not_after_its_time() {
    on_both(async |world| {
        people(world).await;
        invite(world, invitation("i", Purpose::Opinion, "bea")).await;
        assert_eq!(world.store.expert_for(&uid("bea"), later(1)).await.unwrap(), [uid("p")]);
        assert!(world.store.expert_for(&uid("ada"), later(1)).await.unwrap().is_empty());
        assert!(world.store.expert_for(&uid("bea"), days(14)).await.unwrap().is_empty());
        let step = (InvitationState::Open, InvitationState::Accepted);
        let decide = async |now| {
            let until = Some(days(74));
            at(world, now, async |change| change.decide_invitation(&uid("i"), step, Some(&uid("bea")), until).await)
                .await
        };
        assert!(decide(later(9)).await && !decide(later(9)).await, "of two answers one counts");
        let kept = world.store.invitation(&uid("i")).await.unwrap().unwrap();
        assert_eq!((kept.email, kept.member, kept.state), (None, Some(uid("bea")), InvitationState::Accepted));
        assert_eq!(world.store.expert_for(&uid("bea"), days(73)).await.unwrap(), [uid("p")]);
        assert!(world.store.expert_for(&uid("bea"), days(74)).await.unwrap().is_empty());
        let done = at(world, days(1), async |change| change.conclude_invitations(&uid("p"), &uid("bea")).await).await;
        assert_eq!(done, 1);
        assert!(world.store.invitations_of(&uid("bea"), days(2)).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn an_answer_that_comes_too_late_is_none() {
    on_both(async |world| {
        people(world).await;
        invite(world, invitation("i", Purpose::Authorship, "bea")).await;
        let step = (InvitationState::Open, InvitationState::Done);
        let late = at(world, days(14), async |change| {
            change.decide_invitation(&uid("i"), step, Some(&uid("bea")), None).await
        });
        assert!(!late.await);
        assert!(world.store.expert_for(&uid("bea"), later(1)).await.unwrap().is_empty(), "to write is no expertise");
    })
    .await;
}

#[tokio::test]
async fn what_runs_is_counted_and_the_same_address_is_known_to_its_inviter_alone() {
    on_both(async |world| {
        people(world).await;
        let first = invitation("i", Purpose::Opinion, "nobody");
        invite(world, first.clone()).await;
        let by_other = NewInvitation { inviter: uid("bea"), ..first.clone() };
        let known = async |one: &NewInvitation| at_noon(world, async |change| change.is_invited(one).await).await;
        assert!(known(&first).await);
        assert!(!known(&by_other).await);
        assert!(!known(&NewInvitation { purpose: Purpose::Authorship, ..first.clone() }).await);
        let running = async |now| at(world, now, async |change| change.invitations_running(&uid("p")).await).await;
        assert_eq!((running(later(1)).await, running(days(14)).await), (1, 0));
    })
    .await;
}

#[tokio::test]
async fn a_session_says_that_its_member_is_invited() {
    on_both(async |world| {
        people(world).await;
        at_noon(world, async |change| change.add_session(NewSession { member: uid("bea"), ..session(1) }).await).await;
        let invited = async || world.store.live_session(&hash(1), later(1)).await.unwrap().unwrap().is_invited;
        assert!(!invited().await);
        invite(world, invitation("i", Purpose::Authorship, "bea")).await;
        assert!(!invited().await, "only experts see more");
        invite(world, invitation("j", Purpose::Opinion, "bea")).await;
        assert!(invited().await);
    })
    .await;
}

#[tokio::test]
async fn invitations_go_with_either_account_and_with_time() {
    on_both(async |world| {
        people(world).await;
        invite(world, invitation("i", Purpose::Opinion, "bea")).await;
        assert_eq!(
            world.store.own_rows(&uid("ada")).await.unwrap().invitations[0].email.as_deref(),
            Some("bea@comune.example.it")
        );
        let got = world.store.own_rows(&uid("bea")).await.unwrap().invitations;
        assert_eq!((got.len(), got[0].by_member, got[0].note.as_str()), (1, false, ""));
        let bea = email("bea@comune.example.it");
        at_noon(world, async |change| change.erase_account(&uid("bea"), &bea).await).await;
        assert!(world.store.invitations_to(&uid("p")).await.unwrap().is_empty());
        invite(world, invitation("j", Purpose::Opinion, "nobody")).await;
        let purged = async |now| at(world, now, async |change| change.purge().await).await;
        assert_eq!(purged(days(44)).await, Purged::default());
        let second = SignedDuration::from_secs(1);
        assert_eq!(purged(days(44) + second).await, Purged { invitations: 1, ..Purged::default() });
        invite(world, invitation("k", Purpose::Opinion, "nobody")).await;
        let ada = email("ada@comune.example.it");
        at(world, noon(), async |change| change.erase_account(&uid("ada"), &ada).await).await;
        assert!(world.store.invitations_to(&uid("p")).await.unwrap().is_empty());
    })
    .await;
}
