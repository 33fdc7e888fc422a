// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! How people come to an account: all, those whom an administrator lets in, or those who were invited.

use domain::member::{MemberState, MembershipState, OrganisationRole, PortalRole, VerifiedBy};
use portal::form::FieldProblem;
use portal::people::{
    InvitationForm, LinkFollowed, LinkPage, MailContent, PeopleSettings, Registration, RegistrationForm,
};

use crate::confirming::{choose, follow};
use crate::registering::{form, put_body, register};
use crate::world::{
    PASSWORD, World, acting, address, hours, in_office, on_both_with, problem, settings, sign_in_form, visit,
};

fn mode(registration: Registration) -> PeopleSettings {
    PeopleSettings { registration, ..settings() }
}

/// Invites an address to act for a body, and gives the secret of the invitation.
async fn invited(world: &World, by: &str, email: &str, organisation: &str, role: &str, portal_role: &str) -> String {
    let form = InvitationForm {
        organisation_uid: organisation.to_owned(),
        email: email.to_owned(),
        role: role.to_owned(),
        portal_role: portal_role.to_owned(),
    };
    world.portal.invite_colleague(&world.by(by).await, form, &visit()).await.unwrap();
    world.link_to(email).await
}

#[tokio::test]
async fn by_approval_an_administrator_lets_the_account_in() {
    on_both_with(mode(Registration::Approval), async |world| {
        put_body(world).await;
        world.put_members(&[in_office("root", "administrator"), in_office("mod", "moderator")]).await;
        assert_eq!(world.portal.registration_page(None, None).await.unwrap().mode, Registration::Approval);
        register(world, form(world, &address("ada")).await).await.unwrap();
        assert_eq!(world.mails_to(&address("root")).await, []);
        let followed = follow(world, &world.link_to(&address("ada")).await, PASSWORD, PASSWORD).await.unwrap();
        assert_eq!(followed, LinkFollowed::WaitsForApproval);
        let ada = world.owner_of(&address("ada")).await.unwrap();
        assert_eq!(ada.state, MemberState::PendingApproval);
        let wrong = world.portal.sign_in(sign_in_form(&address("ada"), PASSWORD), &visit()).await;
        assert_eq!(problem(wrong), ("form", FieldProblem::Wrong));
        // Both what is to be decided, by whom it is.
        let told = world.mails_to(&address("root")).await;
        let to_admit =
            |mail: &&MailContent| matches!(mail, MailContent::AccountToAdmit { member, .. } if member == "Ada Prova");
        assert_eq!(told.iter().filter(to_admit).count(), 1);
        assert_eq!(world.mails_to(&address("mod")).await, []);

        let root = world.by("root").await;
        world.portal.admit(&root, ada.uid.as_str()).await.unwrap();
        assert!(matches!(&world.mails_to(&address("ada")).await[0], MailContent::AccountAdmitted { .. }));
        world.portal.sign_in(sign_in_form(&address("ada"), PASSWORD), &visit()).await.unwrap();
        assert_eq!(problem(world.portal.admit(&root, ada.uid.as_str()).await), ("form", FieldProblem::Conflict));
    })
    .await;
}

#[tokio::test]
async fn by_invitation_nobody_else_registers() {
    on_both_with(mode(Registration::Invitation), async |world| {
        put_body(world).await;
        world.put_members(&[in_office("root", "administrator"), acting("lia", "roccaverde", "representative")]).await;
        let uninvited = form(world, &address("ada")).await;
        assert_eq!(problem(register(world, uninvited.clone()).await), ("form", FieldProblem::NotAllowed));
        let forged = RegistrationForm { token: "0".repeat(64), ..uninvited.clone() };
        assert_eq!(problem(register(world, forged).await), ("form", FieldProblem::Expired));

        let token = invited(world, "lia", &address("ada"), "roccaverde", "editor", "").await;
        let known = world.portal.registration_page(None, Some(&token)).await.unwrap().known.unwrap();
        assert_eq!((known.email, known.organisation), (address("ada"), "Comune di Roccaverde".to_owned()));
        assert_eq!((known.token.as_str(), known.from.as_str()), (token.as_str(), "Lia Prova"));
        // An invitation is no link to follow.
        assert_eq!(world.portal.link_page(&token).await.unwrap(), LinkPage::Stale);
        assert_eq!(problem(follow(world, &token, PASSWORD, PASSWORD).await), ("form", FieldProblem::Expired));

        let accepted = RegistrationForm { token: token.clone(), ..uninvited };
        register(world, accepted.clone()).await.unwrap();
        choose(world, &world.link_to(&address("ada")).await, PASSWORD).await;
        let ada = world.owner_of(&address("ada")).await.unwrap();
        let held = &ada.memberships[0];
        assert_eq!((held.role, held.state), (OrganisationRole::Editor, MembershipState::Active));
        assert_eq!(held.verified_by, Some(VerifiedBy::Invitation));
        // It works once.
        let again = RegistrationForm { email: address("bea"), ..accepted };
        assert_eq!(problem(register(world, again).await), ("form", FieldProblem::Expired));
        assert!(world.portal.registration_page(None, Some(&token)).await.unwrap().known.is_none());
    })
    .await;
}

#[tokio::test]
async fn of_two_who_register_with_one_invitation_one_gets_an_account() {
    on_both_with(mode(Registration::Invitation), async |world| {
        put_body(world).await;
        world.put_members(&[in_office("root", "administrator")]).await;
        let token = invited(world, "root", &address("ada"), "", "", "reviewer").await;
        for who in ["ada", "bea"] {
            let filled = RegistrationForm { token: token.clone(), ..form(world, &address(who)).await };
            world.portal.register(filled, &visit()).await.unwrap();
        }
        world.portal.work_on_jobs().await.unwrap();
        assert_eq!(world.owner_of(&address("ada")).await.unwrap().roles, [PortalRole::Reviewer]);
        assert_eq!(world.owner_of(&address("bea")).await, None);
    })
    .await;
}

#[tokio::test]
async fn an_invitation_is_good_for_two_weeks_and_brings_no_more_than_its_own_body() {
    on_both_with(mode(Registration::Open), async |world| {
        put_body(world).await;
        world.put(&[crate::world::organisation("altro", "Comune di Altrove")]).await;
        world.put_members(&[in_office("root", "administrator")]).await;
        let token = invited(world, "root", &address("ada"), "roccaverde", "representative", "").await;
        let elsewhere = form(world, &address("ada")).await;
        let elsewhere =
            RegistrationForm { token: token.clone(), organisation: "Comune di Altrove".to_owned(), ..elsewhere };
        world.wait(hours(14 * 24) - hours(1));
        register(world, elsewhere).await.unwrap();
        let ada = world.owner_of(&address("ada")).await.unwrap();
        let asked = &ada.memberships[0];
        assert_eq!((asked.organisation.as_str(), asked.role), ("altro", OrganisationRole::Contributor));
        assert_eq!(asked.state, MembershipState::Requested);

        let token = invited(world, "root", &address("bea"), "roccaverde", "", "").await;
        world.wait(hours(14 * 24));
        let late = RegistrationForm { token, ..form(world, &address("bea")).await };
        assert_eq!(problem(register(world, late).await), ("form", FieldProblem::Expired));
    })
    .await;
}

#[tokio::test]
async fn what_the_operator_gave_to_an_address_stays_when_others_register_it() {
    on_both_with(mode(Registration::Open), async |world| {
        put_body(world).await;
        let new = portal::people::NewAccount {
            email: crate::world::email(&address("ada")),
            first_name: "Ada".to_owned(),
            last_name: "Prova".to_owned(),
            organisation: Some(crate::world::uid("roccaverde")),
            organisation_role: OrganisationRole::Representative,
            portal_role: Some(PortalRole::Administrator),
        };
        let token = world.portal.create_member(new.clone()).await.unwrap();
        let taken = ("email", FieldProblem::Taken);
        assert_eq!(problem(world.portal.create_member(new).await), taken);
        let stranger = RegistrationForm { first_name: "Zoe".to_owned(), ..form(world, &address("ada")).await };
        register(world, stranger).await.unwrap();
        assert_eq!(world.portal.link_page(&token).await.unwrap(), LinkPage::Stale);
        choose(world, &world.link_to(&address("ada")).await, PASSWORD).await;
        let ada = world.owner_of(&address("ada")).await.unwrap();
        assert_eq!((ada.first_name.as_str(), &ada.roles[..]), ("Zoe", &[PortalRole::Administrator][..]));
        let held: Vec<_> = ada.active_memberships().map(|one| one.role).collect();
        assert_eq!(held, [OrganisationRole::Representative]);
    })
    .await;
}
