// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Who lets people into a body, changes their role, and lets them go.

use domain::Locale;
use domain::member::{Membership, MembershipState, OrganisationRole, VerifiedBy};
use portal::Error;
use portal::form::{FieldProblem, FormError};
use portal::people::{DecisionForm, MailContent};
use serde_json::{Value, json};

use crate::world::{World, acting, address, denied, hours, in_office, member, on_both, organisation, problem, with};

const CONFLICT: (&str, FieldProblem) = ("form", FieldProblem::Conflict);
const NOT_ALLOWED: (&str, FieldProblem) = ("form", FieldProblem::NotAllowed);

pub async fn decide(world: &World, by: &str, who: &str, decision: &str, role: &str) -> Result<(), FormError> {
    let form = DecisionForm {
        organisation_uid: "lu".to_owned(),
        member: who.to_owned(),
        decision: decision.to_owned(),
        role: role.to_owned(),
    };
    world.portal.decide_membership(&world.by(by).await, form).await
}

fn asking(uid: &str, role: &str) -> Value {
    with(
        member(uid),
        json!({"other_body": "Pro Loco", "memberships":
            [{"organisation": "lu", "role": role, "state": "requested", "since": "2026-01-01"}]}),
    )
}

async fn fill(world: &World) {
    world.put(&[organisation("lu", "Comune di Lucca"), organisation("pi", "Comune di Pisa")]).await;
    world
        .put_members(&[
            acting("lia", "lu", "representative"),
            acting("edo", "lu", "editor"),
            acting("pia", "pi", "representative"),
            asking("ada", "editor"),
            in_office("root", "administrator"),
            in_office("mod", "moderator"),
        ])
        .await;
}

async fn held(world: &World, who: &str) -> Option<Membership> {
    world.record(who).await.memberships.into_iter().find(|one| one.organisation.as_str() == "lu")
}

#[tokio::test]
async fn who_represents_the_body_lets_in_as_whatever_seems_right() {
    on_both(async |world| {
        fill(world).await;
        world.wait(hours(24));
        decide(world, "lia", "ada", "admit", "contributor").await.unwrap();
        let now = held(world, "ada").await.unwrap();
        assert_eq!((now.role, now.state), (OrganisationRole::Contributor, MembershipState::Active));
        assert_eq!((now.verified_by, now.since.to_string().as_str()), (Some(VerifiedBy::Representative), "2026-03-03"));
        assert_eq!(world.record("ada").await.other_body, None);
        let accepted = MailContent::JoinAccepted {
            first_name: "Ada".to_owned(),
            organisation: "Comune di Lucca".to_owned(),
            slug: "comune-di-lucca".to_owned(),
            role: OrganisationRole::Contributor,
        };
        assert_eq!(world.mails_to(&address("ada")).await, [accepted]);
        assert_eq!(problem(decide(world, "lia", "ada", "admit", "editor").await), CONFLICT);
        assert_eq!(problem(decide(world, "lia", "ada", "refuse", "").await), CONFLICT);
        decide(world, "lia", "ada", "change", "editor").await.unwrap();
        assert_eq!(held(world, "ada").await.unwrap().role, OrganisationRole::Editor);
        decide(world, "lia", "ada", "remove", "").await.unwrap();
        assert_eq!(held(world, "ada").await, None);
        assert!(matches!(&world.mails_to(&address("ada")).await[0], MailContent::RemovedFromOrganisation { .. }));
        assert_eq!(problem(decide(world, "lia", "ada", "remove", "").await), CONFLICT);
    })
    .await;
}

#[tokio::test]
async fn a_request_is_refused_and_may_be_made_again() {
    on_both(async |world| {
        fill(world).await;
        decide(world, "lia", "ada", "refuse", "").await.unwrap();
        assert_eq!(held(world, "ada").await, None);
        assert!(matches!(&world.mails_to(&address("ada")).await[..], [MailContent::JoinRefused { .. }]));
        assert_eq!(problem(decide(world, "lia", "ada", "admit", "editor").await), CONFLICT);
        crate::joining::join(world, "ada", "Comune di Lucca", "").await.unwrap();
        decide(world, "lia", "ada", "admit", "editor").await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn nobody_else_decides() {
    on_both(async |world| {
        fill(world).await;
        for by in ["pia", "edo", "mod", "ada"] {
            for (decision, who) in [("admit", "ada"), ("refuse", "ada"), ("change", "edo"), ("remove", "edo")] {
                let outcome = decide(world, by, who, decision, "representative").await;
                assert!(matches!(denied(outcome), Error::NotAllowed), "{by} {decision}");
            }
        }
        // With rights for one body nobody decides on another by naming both.
        let form = DecisionForm {
            organisation_uid: "pi".to_owned(),
            member: "ada".to_owned(),
            decision: "admit".to_owned(),
            role: "editor".to_owned(),
        };
        assert_eq!(problem(world.portal.decide_membership(&world.by("pia").await, form).await), CONFLICT);
        assert_eq!(held(world, "ada").await.unwrap().state, MembershipState::Requested);
    })
    .await;
}

#[tokio::test]
async fn an_administrator_decides_too_and_the_record_says_so() {
    on_both(async |world| {
        fill(world).await;
        decide(world, "root", "ada", "admit", "representative").await.unwrap();
        let now = held(world, "ada").await.unwrap();
        assert_eq!((now.role, now.verified_by), (OrganisationRole::Representative, Some(VerifiedBy::Administrator)));
    })
    .await;
}

#[tokio::test]
async fn a_form_that_makes_no_sense_is_refused() {
    on_both(async |world| {
        fill(world).await;
        for (decision, role, field) in
            [("", "editor", "decision"), ("kill", "", "decision"), ("admit", "", "role"), ("admit", "boss", "role")]
        {
            assert_eq!(problem(decide(world, "lia", "ada", decision, role).await), (field, FieldProblem::Invalid));
        }
        for who in ["nobody", "?", ""] {
            assert!(matches!(denied(decide(world, "lia", who, "remove", "").await), Error::NotFound), "{who}");
        }
        assert_eq!(problem(decide(world, "lia", "pia", "remove", "").await), CONFLICT);
    })
    .await;
}

#[tokio::test]
async fn the_last_who_represents_a_body_is_neither_removed_nor_made_less() {
    on_both(async |world| {
        fill(world).await;
        for by in ["lia", "root"] {
            assert_eq!(problem(decide(world, by, "lia", "remove", "").await), NOT_ALLOWED);
            assert_eq!(problem(decide(world, by, "lia", "change", "editor").await), NOT_ALLOWED);
        }
        decide(world, "lia", "lia", "change", "representative").await.unwrap();
        decide(world, "lia", "edo", "change", "representative").await.unwrap();
        decide(world, "edo", "lia", "remove", "").await.unwrap();
        decide(world, "edo", "edo", "remove", "").await.unwrap();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_decisions_on_one_request_at_once_one_holds() {
    on_both(async |world| {
        fill(world).await;
        let (one, other) =
            tokio::join!(decide(world, "lia", "ada", "admit", "editor"), decide(world, "root", "ada", "refuse", ""));
        assert_ne!(one.is_ok(), other.is_ok());
        assert_eq!(held(world, "ada").await.is_some(), one.is_ok());
        assert_eq!(problem(if one.is_ok() { other } else { one }), CONFLICT);
        assert_eq!(world.mails_to(&address("ada")).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn who_may_decide_sees_who_asks_and_nobody_else_does() {
    on_both(async |world| {
        fill(world).await;
        let hidden = json!({"shown": {"email": "nobody", "last_sign_in": "nobody", "profile": "nobody"}});
        let unconfirmed = with(asking("aaa", "editor"), json!({"state": "pending_email"}));
        let shut_out = with(acting("eva", "lu", "editor"), json!({"state": "suspended"}));
        world.put_members(&[with(asking("bea", "contributor"), hidden), unconfirmed, shut_out]).await;
        for (by, asking, may_manage) in [
            ("lia", "ada bea", true),
            ("root", "ada bea", true),
            ("edo", "", false),
            ("pia", "", false),
            ("ada", "", false),
        ] {
            let viewer = world.by(by).await;
            let page = world.portal.people_page(&viewer, Locale::Italian, "comune-di-lucca").await.unwrap();
            let uids = |people: &[portal::people::Person]| {
                people.iter().map(|one| one.card.uid.clone()).collect::<Vec<_>>().join(" ")
            };
            assert_eq!(uids(&page.people.requests), asking, "{by}");
            assert_eq!((uids(&page.people.people).as_str(), page.people.total), ("lia edo", 2), "{by}");
            assert_eq!(page.people.may_manage, may_manage, "{by}");
            let addresses = page.people.people.iter().chain(&page.people.requests).filter(|one| one.email.is_some());
            assert_eq!(addresses.count() > 0, may_manage, "{by}");
        }
    })
    .await;
}
