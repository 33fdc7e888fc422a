// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What administrators do, and who does not.

use domain::member::{MemberState, PortalRole};
use domain::policy::Viewer;
use portal::Error;
use portal::form::{FieldProblem, FormError};
use portal::people::{AccountsRequest, MailContent, PeopleSettings, Registration};
use serde_json::json;

use crate::confirming::{choose, follow};
use crate::registering::{form, put_body, register};
use crate::world::{
    OTHER, PASSWORD, World, acting, address, denied, hours, in_office, member, on_both, on_both_with, organisation,
    problem, refused, settings, visit, with,
};

const CONFLICT: (&str, FieldProblem) = ("form", FieldProblem::Conflict);

async fn fill(world: &World) {
    world
        .put_members(&[
            in_office("root", "administrator"),
            in_office("mod", "moderator"),
            in_office("rev", "reviewer"),
            acting("lia", "lu", "representative"),
            member("ada"),
            with(member("nuova"), json!({"state": "pending_approval"})),
        ])
        .await;
}

#[tokio::test]
async fn who_is_suspended_is_out_at_once_and_comes_back_when_it_is_taken_back() {
    on_both(async |world| {
        fill(world).await;
        let session = world.signs_in("ada").await.token;
        let root = world.by("root").await;
        for (reason, fault) in
            [(" \u{200b}".to_owned(), FieldProblem::Missing), ("x".repeat(501), FieldProblem::TooLong)]
        {
            assert_eq!(problem(world.portal.suspend(&root, "ada", &reason).await), ("reason", fault));
        }
        assert!(world.is_live(&session).await);
        world.portal.suspend(&root, "ada", "Contenuti\u{202e} copiati.").await.unwrap();
        assert!(!world.is_live(&session).await);
        assert_eq!(world.record("ada").await.state, MemberState::Suspended);
        let told = world.mails_to(&address("ada")).await;
        assert!(matches!(&told[0], MailContent::AccountSuspended { reason, .. } if reason == "Contenuti copiati."));
        assert_eq!(problem(world.portal.suspend(&root, "ada", "Ancora.").await), CONFLICT);
        world.portal.reinstate(&root, "ada").await.unwrap();
        assert!(!world.is_live(&session).await, "a session that was ended stays so");
        world.signs_in("ada").await;
        assert!(matches!(&world.mails_to(&address("ada")).await[0], MailContent::AccountReinstated { .. }));
        assert_eq!(problem(world.portal.reinstate(&root, "ada").await), CONFLICT);
        assert_eq!(problem(world.portal.admit(&root, "ada").await), CONFLICT);
        world.portal.admit(&root, "nuova").await.unwrap();
        assert_eq!(world.record("nuova").await.state, MemberState::Active);
    })
    .await;
}

#[tokio::test]
async fn roles_are_given_to_others_and_by_nobody_to_oneself() {
    on_both(async |world| {
        fill(world).await;
        let (root, session) = (world.by("root").await, world.signs_in("ada").await.token);
        let grant = async |who: &str, roles: &[&str]| {
            let roles: Vec<String> = roles.iter().map(|role| (*role).to_owned()).collect();
            world.portal.grant_roles(&root, who, &roles).await
        };
        assert_eq!(problem(grant("ada", &["king"]).await), ("roles", FieldProblem::Invalid));
        grant("ada", &["moderator", "reviewer", "moderator"]).await.unwrap();
        assert_eq!(world.record("ada").await.roles, [PortalRole::Reviewer, PortalRole::Moderator]);
        assert!(!world.is_live(&session).await, "the roles hold from the next sign-in on");
        assert!(world.by("ada").await.acting().unwrap().is(PortalRole::Moderator));
        assert!(matches!(&world.mails_to(&address("ada")).await[..], [MailContent::RolesChanged { roles, .. }] if roles.len() == 2));
        // The same again is no change.
        let session = world.signs_in("ada").await.token;
        grant("ada", &["reviewer", "moderator"]).await.unwrap();
        assert!(world.is_live(&session).await);
        grant("ada", &[]).await.unwrap();
        assert!(!world.is_live(&session).await);
        for roles in [&["reviewer"][..], &["administrator", "reviewer"], &[]] {
            assert!(matches!(denied(grant("root", roles).await), Error::NotAllowed), "to oneself");
        }
        for outcome in [world.portal.suspend(&root, "root", "x").await, world.portal.reinstate(&root, "root").await] {
            assert!(matches!(denied(outcome), Error::NotAllowed));
        }
        for who in ["nobody", "?", ""] {
            assert!(matches!(denied(grant(who, &[]).await), Error::NotFound));
        }
    })
    .await;
}

/// All that administrators do and see, by one viewer.
async fn everything(world: &World, viewer: &Viewer) -> Vec<Result<(), FormError>> {
    let portal = &world.portal;
    let page = |outcome: Result<(), Error>| outcome.map_err(FormError::from);
    let organisation = portal::people::OrganisationDecision {
        id: "018f0000-0000-7000-8000-000000000000".to_owned(),
        ..Default::default()
    };
    vec![
        page(portal.administration(viewer).await.map(drop)),
        page(portal.accounts(viewer, AccountsRequest::default()).await.map(drop)),
        page(portal.account_page(viewer, "ada").await.map(drop)),
        page(portal.organisation_queue(viewer).await.map(drop)),
        page(portal.mails(viewer, 1).await.map(drop)),
        page(portal.mail(viewer, "018f0000-0000-7000-8000-000000000000").await.map(drop)),
        page(portal.audit_page(viewer, 1).await.map(drop)),
        page(portal.reader_messages(viewer, 10).await.map(drop)),
        portal.admit(viewer, "ada").await,
        portal.suspend(viewer, "ada", "Prova").await,
        portal.reinstate(viewer, "ada").await,
        portal.grant_roles(viewer, "ada", &["administrator".to_owned()]).await,
        portal.send_link_again(viewer, "ada").await,
        portal.send_again(viewer, "018f0000-0000-7000-8000-000000000000").await,
        portal.merge_organisations(viewer, "lu", "pi").await.map(drop),
        portal.decide_organisation(viewer, organisation).await.map(drop),
        portal.invite_colleague(viewer, portal::people::InvitationForm::default(), &visit()).await,
    ]
}

#[tokio::test]
async fn nobody_else_does_or_sees_any_of_it_nor_an_administrator_who_was_away() {
    on_both(async |world| {
        world.put(&[organisation("lu", "Comune di Lucca"), organisation("pi", "Comune di Pisa")]).await;
        fill(world).await;
        for who in ["mod", "rev", "lia", "ada", "visitor"] {
            let viewer = if who == "visitor" { Viewer::Visitor } else { world.by(who).await };
            for (number, outcome) in everything(world, &viewer).await.into_iter().enumerate() {
                let error = denied(outcome);
                let is_right = match who {
                    "visitor" => matches!(error, Error::NotAllowed | Error::SignInFirst),
                    _ => matches!(error, Error::NotAllowed),
                };
                assert!(is_right, "{who}, {number}: {error}");
            }
        }
        let token = world.signs_in("root").await.token;
        world.wait(hours(2));
        let before = world.dump().await;
        for (number, outcome) in everything(world, &world.viewer(&token).await).await.into_iter().enumerate() {
            assert!(matches!(denied(outcome), Error::ConfirmFirst), "{number}");
        }
        let kept = |dump: &str| {
            let lines = dump.lines().filter(|line| !line.starts_with("sessions"));
            lines.map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(kept(&world.dump().await), kept(&before));
    })
    .await;
}

#[tokio::test]
async fn the_last_administrator_stays() {
    on_both(async |world| {
        world
            .put_members(&[in_office("root", "administrator"), in_office("two", "administrator"), member("ada")])
            .await;
        let two = world.by("two").await;
        world.portal.close_account(&two, &address("two"), PASSWORD, &visit()).await.unwrap();
        let root = world.by("root").await;
        let close = async || world.portal.close_account(&root, &address("root"), PASSWORD, &visit()).await;
        assert_eq!(problem(close().await), ("form", FieldProblem::NotAllowed));
        world.portal.grant_roles(&root, "ada", &["administrator".to_owned()]).await.unwrap();
        world.portal.suspend(&root, "ada", "Prova").await.unwrap();
        assert_eq!(problem(close().await), ("form", FieldProblem::NotAllowed), "one who is shut out does not count");
        world.portal.reinstate(&root, "ada").await.unwrap();
        close().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn accounts_are_found_by_name_address_state_and_role() {
    on_both(async |world| {
        fill(world).await;
        let root = world.by("root").await;
        let found = async |text: &str, state: Option<&str>, role: Option<&str>| {
            let (state, role) = (state.map(str::to_owned), role.map(str::to_owned));
            let request = AccountsRequest { text: text.to_owned(), state, role, page: 1 };
            let page = world.portal.accounts(&root, request).await.unwrap();
            assert_eq!(page.total, page.accounts.len() as u64);
            page.accounts.into_iter().map(|one| one.card.uid).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(found("", None, None).await, "ada lia mod nuova rev root");
        assert_eq!(found("ad", None, None).await, "ada");
        assert_eq!(found(" ADA@comune.example.it ", None, None).await, "ada");
        assert_eq!(found("nessuno@comune.example.it", None, None).await, "");
        assert_eq!(found("", Some("pending_approval"), None).await, "nuova");
        assert_eq!(found("", None, Some("moderator")).await, "mod");
        assert_eq!(found("", Some("?"), Some("?")).await, "ada lia mod nuova rev root");
        let page = world.portal.account_page(&root, "ada").await.unwrap();
        assert_eq!((page.account.email, page.account.state, page.own), (address("ada"), MemberState::Active, false));
        assert!(world.portal.account_page(&root, "root").await.unwrap().own);
        assert!(matches!(world.portal.account_page(&root, "nobody").await, Err(Error::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn what_waits_is_counted() {
    on_both_with(PeopleSettings { registration: Registration::Approval, ..settings() }, async |world| {
        put_body(world).await;
        fill(world).await;
        register(world, form(world, &address("eva")).await).await.unwrap();
        follow(world, &world.link_to(&address("eva")).await, PASSWORD, PASSWORD).await.unwrap();
        // One asks to be the first to represent a body, one never confirmed the address, one asks for a new body.
        let asks = json!({"memberships":
            [{"organisation": "roccaverde", "role": "representative", "state": "requested", "since": "2026"}]});
        world.put_members(&[with(member("bea"), asks.clone())]).await;
        world.put_members(&[with(with(member("mai"), asks), json!({"state": "pending_email"}))]).await;
        let request = portal::people::OrganisationRequestForm {
            name: "Comune di Nuovo".to_owned(),
            kind: "municipality".to_owned(),
            ..Default::default()
        };
        world.portal.request_organisation(&world.by("ada").await, request).await.unwrap();
        let root = world.by("root").await;
        let waits = world.portal.administration(&root).await.unwrap();
        assert_eq!((waits.to_admit, waits.organisation_requests, waits.representatives), (2, 1, 1));
        assert_eq!((waits.members, waits.mails_failed, waits.corrections), (6, 0, 0));
        assert!(waits.mails_waiting >= 3);
        let queue = world.portal.organisation_queue(&root).await.unwrap();
        let (person, body, uid) = &queue.representatives[0];
        assert_eq!(
            (person.card.uid.as_str(), body.name.as_str(), uid.as_str()),
            ("bea", "Comune di Roccaverde", "roccaverde")
        );
        assert_eq!(person.email.as_deref(), Some(address("bea").as_str()));
    })
    .await;
}

#[tokio::test]
async fn a_link_that_did_not_arrive_is_sent_again() {
    on_both(async |world| {
        put_body(world).await;
        fill(world).await;
        register(world, form(world, &address("eva")).await).await.unwrap();
        let (root, eva) = (world.by("root").await, world.owner_of(&address("eva")).await.unwrap().uid);
        world.clear_mails().await;
        world.portal.send_link_again(&root, eva.as_str()).await.unwrap();
        choose(world, &world.link_to(&address("eva")).await, PASSWORD).await;
        world.portal.send_link_again(&root, "ada").await.unwrap();
        choose(world, &world.link_to(&address("ada")).await, OTHER).await;
        assert!(matches!(denied(world.portal.send_link_again(&root, "nobody").await), Error::NotFound));
    })
    .await;
}

#[tokio::test]
async fn an_account_is_made_from_the_command_line_and_its_owner_sets_the_password() {
    on_both(async |world| {
        put_body(world).await;
        let new = |organisation: Option<&str>, first_name: &str| portal::people::NewAccount {
            email: crate::world::email(&address("capo")),
            first_name: first_name.to_owned(),
            last_name: "Prova".to_owned(),
            organisation: organisation.map(crate::world::uid),
            organisation_role: domain::member::OrganisationRole::Representative,
            portal_role: Some(PortalRole::Administrator),
        };
        let unknown = world.portal.create_member(new(Some("nulla"), "Capo")).await;
        assert_eq!(problem(unknown), ("organisation", FieldProblem::Unknown));
        let nameless = refused(world.portal.create_member(new(None, " ")).await);
        assert_eq!(nameless[0], ("first_name", FieldProblem::Missing));
        let token = world.portal.create_member(new(Some("roccaverde"), "Capo")).await.unwrap();
        let session = choose(world, &token, PASSWORD).await;
        let capo = world.viewer(&session.token).await;
        assert!(capo.acting().unwrap().is(PortalRole::Administrator));
        world.portal.administration(&capo).await.unwrap();
    })
    .await;
}
