// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Asking to act for a body, and leaving it.

use domain::Locale;
use domain::member::{MembershipState, OrganisationRole};
use portal::Error;
use portal::form::{FieldProblem, FormError};
use portal::people::{JoinForm, MailContent};
use serde_json::json;

use crate::world::{World, acting, address, denied, in_office, member, on_both, organisation, problem, visit, with};

const TAKEN: (&str, FieldProblem) = ("organisation", FieldProblem::Taken);
const NOT_ALLOWED: (&str, FieldProblem) = ("form", FieldProblem::NotAllowed);

pub async fn join(world: &World, who: &str, body: &str, role: &str) -> Result<MembershipState, FormError> {
    let note = "Mi occupo\u{200b} di nidi.\r\n".to_owned();
    let form = JoinForm { organisation: body.to_owned(), role: role.to_owned(), note, ..JoinForm::default() };
    world.portal.join(&world.by(who).await, form, &visit()).await
}

async fn fill(world: &World) {
    world.put(&[organisation("lu", "Comune di Lucca"), organisation("pi", "Comune di Pisa")]).await;
    world
        .put_members(&[
            acting("lia", "lu", "representative"),
            acting("edo", "lu", "editor"),
            member("ada"),
            in_office("root", "administrator"),
        ])
        .await;
}

async fn bodies(world: &World, who: &str) -> Vec<(String, OrganisationRole, MembershipState)> {
    let held = world.record(who).await.memberships;
    held.into_iter().map(|one| (one.organisation.to_string(), one.role, one.state)).collect()
}

#[tokio::test]
async fn who_asks_waits_and_who_represents_the_body_is_told() {
    on_both(async |world| {
        fill(world).await;
        assert_eq!(join(world, "ada", "Comune di Lucca", "editor").await.unwrap(), MembershipState::Requested);
        let expected = ("lu".to_owned(), OrganisationRole::Editor, MembershipState::Requested);
        assert_eq!(bodies(world, "ada").await, [expected]);
        let told = world.mails_to(&address("lia")).await;
        let content = MailContent::JoinRequested {
            first_name: "Lia".to_owned(),
            member: "Ada Prova".to_owned(),
            organisation: "Comune di Lucca".to_owned(),
            slug: "comune-di-lucca".to_owned(),
            role: OrganisationRole::Editor,
        };
        assert_eq!(told, [content]);
        assert_eq!((world.mails_to(&address("edo")).await, world.mails_to(&address("root")).await), (vec![], vec![]));
        let note = async || {
            let page =
                world.portal.people_page(&world.by("lia").await, Locale::Italian, "comune-di-lucca").await.unwrap();
            page.people
                .requests
                .iter()
                .chain(&page.people.people)
                .find(|one| one.card.uid == "ada")
                .unwrap()
                .note
                .clone()
        };
        assert_eq!(note().await.as_deref(), Some("Mi occupo di nidi."));
        // A request gives no right.
        let ada = world.by("ada").await;
        assert!(ada.acting().unwrap().memberships.is_empty());
        assert_eq!(problem(join(world, "ada", "Comune di Lucca", "").await), TAKEN);
        assert_eq!(problem(join(world, "edo", "Comune di Lucca", "").await), TAKEN);
        crate::deciding::decide(world, "lia", "ada", "admit", "editor").await.unwrap();
        assert_eq!(note().await, None, "what was said with a request goes with it");
    })
    .await;
}

#[tokio::test]
async fn where_nobody_in_use_represents_the_body_administrators_are_told() {
    on_both(async |world| {
        fill(world).await;
        join(world, "ada", "Comune di Pisa", "representative").await.unwrap();
        assert!(matches!(&world.mails_to(&address("root")).await[..], [MailContent::JoinRequested { .. }]));
        world.portal.suspend(&world.by("root").await, "lia", "Prova").await.unwrap();
        world.clear_mails().await;
        join(world, "ada", "Comune di Lucca", "").await.unwrap();
        assert_eq!(world.mails_to(&address("lia")).await, []);
        assert_eq!(world.mails_to(&address("root")).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn each_field_of_a_request_is_checked() {
    on_both(async |world| {
        fill(world).await;
        let ada = world.by("ada").await;
        let ask = async |organisation: &str, chosen: &str, role: &str, note: &str| {
            let form = JoinForm {
                organisation: organisation.to_owned(),
                organisation_uid: chosen.to_owned(),
                role: role.to_owned(),
                note: note.to_owned(),
            };
            world.portal.join(&ada, form, &visit()).await
        };
        let long = "x".repeat(501);
        for (body, chosen, role, note, expected) in [
            ("", "", "", "", ("organisation", FieldProblem::Missing)),
            ("Comune di Nulla", "", "", "", ("organisation", FieldProblem::Unknown)),
            ("comune", "", "", "", ("organisation", FieldProblem::Ambiguous)),
            ("", "lu", "boss", "", ("role", FieldProblem::Invalid)),
            ("", "lu", "", long.as_str(), ("note", FieldProblem::TooLong)),
        ] {
            assert_eq!(problem(ask(body, chosen, role, note).await), expected);
        }
        assert_eq!(bodies(world, "ada").await, []);
        assert_eq!(ask("comune", "pi", "contributor", &"x".repeat(500)).await.unwrap(), MembershipState::Requested);
    })
    .await;
}

#[tokio::test]
async fn one_leaves_a_body_and_takes_a_request_back() {
    on_both(async |world| {
        fill(world).await;
        join(world, "ada", "Comune di Pisa", "").await.unwrap();
        let ada = world.by("ada").await;
        world.portal.leave(&ada, "pi").await.unwrap();
        assert_eq!(bodies(world, "ada").await, []);
        assert!(matches!(denied(world.portal.leave(&ada, "pi").await), Error::NotFound));
        assert!(matches!(denied(world.portal.leave(&ada, "no such thing").await), Error::NotFound));
        let edo = world.signs_in("edo").await.token;
        assert_eq!(world.viewer(&edo).await.acting().unwrap().memberships.len(), 1);
        world.portal.leave(&world.viewer(&edo).await, "lu").await.unwrap();
        // In force at once, in the session that is open.
        assert!(world.viewer(&edo).await.acting().unwrap().memberships.is_empty());
    })
    .await;
}

#[tokio::test]
async fn the_last_who_represents_a_body_stays_while_others_act_for_it() {
    on_both(async |world| {
        fill(world).await;
        let lia = world.by("lia").await;
        assert_eq!(problem(world.portal.leave(&lia, "lu").await), NOT_ALLOWED);
        // Somebody who is shut out represents nobody.
        world.put_members(&[with(acting("eva", "lu", "representative"), json!({"state": "suspended"}))]).await;
        assert_eq!(problem(world.portal.leave(&lia, "lu").await), NOT_ALLOWED);
        world.portal.leave(&world.by("edo").await, "lu").await.unwrap();
        world.portal.leave(&lia, "lu").await.unwrap();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_who_represent_a_body_and_leave_at_once_one_stays() {
    on_both(async |world| {
        for round in 0..10 {
            fill(world).await;
            world.put_members(&[acting("eva", "lu", "representative")]).await;
            let (lia, eva) = (world.by("lia").await, world.by("eva").await);
            let (one, other) = tokio::join!(world.portal.leave(&lia, "lu"), world.portal.leave(&eva, "lu"));
            assert_eq!(u8::from(one.is_ok()) + u8::from(other.is_ok()), 1, "round {round}: {one:?} {other:?}");
            assert_eq!(problem(if one.is_ok() { other } else { one }), NOT_ALLOWED);
        }
    })
    .await;
}

#[tokio::test]
async fn one_chooses_which_body_stands_on_the_card() {
    on_both(async |world| {
        fill(world).await;
        let both = json!({"memberships": [
            {"organisation": "lu", "role": "editor", "state": "active", "verified_by": "domain", "since": "2026"},
            {"organisation": "pi", "role": "editor", "state": "active", "verified_by": "domain", "since": "2026"}]});
        world.put_members(&[with(member("bea"), both)]).await;
        let bea = world.by("bea").await;
        let card = async || {
            let page = world.portal.member(&bea, Locale::Italian, "bea").await.unwrap();
            page.card.organisation.unwrap().name
        };
        assert_eq!(card().await, "Comune di Lucca");
        world.portal.show_first(&bea, "pi").await.unwrap();
        assert_eq!(card().await, "Comune di Pisa");
        assert_eq!(bodies(world, "bea").await.len(), 2);
        for body in ["fi", "", "?"] {
            assert!(matches!(denied(world.portal.show_first(&bea, body).await), Error::NotFound));
        }
    })
    .await;
}
