// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Inviting a colleague: with an account or without, and whoever invites sees no difference.

use domain::member::{MembershipState, OrganisationRole, VerifiedBy};
use portal::Error;
use portal::form::{FieldProblem, FormError};
use portal::people::{InvitationForm, LinkFollowed, LinkPage, MailContent, RegistrationForm};
use serde_json::json;

use crate::confirming::{choose, press};
use crate::registering::{form, register};
use crate::world::{
    PASSWORD, World, acting, address, denied, hours, in_office, member, on_both, organisation, problem, visit, with,
};

async fn invite(world: &World, by: &str, email: &str, body: &str, role: &str) -> Result<(), FormError> {
    let form = InvitationForm {
        organisation_uid: body.to_owned(),
        email: email.to_owned(),
        role: role.to_owned(),
        portal_role: String::new(),
    };
    world.portal.invite_colleague(&world.by(by).await, form, &visit()).await
}

async fn fill(world: &World) {
    world.put(&[organisation("lu", "Comune di Lucca"), organisation("pi", "Comune di Pisa")]).await;
    world
        .put_members(&[
            acting("lia", "lu", "representative"),
            acting("edo", "lu", "editor"),
            acting("pia", "pi", "representative"),
            with(member("ada"), json!({"other_body": "Pro Loco"})),
            in_office("root", "administrator"),
        ])
        .await;
}

#[tokio::test]
async fn a_colleague_with_an_account_follows_the_link_and_acts_for_the_body() {
    on_both(async |world| {
        fill(world).await;
        invite(world, "lia", &address("ada"), "lu", "editor").await.unwrap();
        assert_eq!(world.record("ada").await.memberships, []);
        let mails = world.mails_to(&address("ada")).await;
        assert!(matches!(&mails[..], [MailContent::ColleagueInvitation { inviter, organisation, .. }]
            if inviter == "Lia Prova" && organisation == "Comune di Lucca"));
        let token = world.link_to(&address("ada")).await;
        let page = world.portal.link_page(&token).await.unwrap();
        let organisation = "Comune di Lucca".to_owned();
        assert_eq!(page, LinkPage::Colleague { organisation, role: OrganisationRole::Editor });
        let joined = LinkFollowed::Joined { slug: "comune-di-lucca".to_owned() };
        assert_eq!(press(world, &token).await.unwrap(), joined);
        let ada = world.record("ada").await;
        let held = &ada.memberships[0];
        assert_eq!((held.role, held.state), (OrganisationRole::Editor, MembershipState::Active));
        assert_eq!((held.verified_by, ada.other_body), (Some(VerifiedBy::Invitation), None));
        assert_eq!(problem(press(world, &token).await), ("form", FieldProblem::Expired));
    })
    .await;
}

#[tokio::test]
async fn a_colleague_without_an_account_registers_with_the_invitation() {
    on_both(async |world| {
        fill(world).await;
        // Somebody has used the address before, and never confirmed it: that is no account.
        let stranger = form(world, &address("eva")).await;
        let stranger = RegistrationForm { organisation: "Comune di Pisa".to_owned(), ..stranger };
        register(world, stranger).await.unwrap();
        for who in ["bea", "eva"] {
            invite(world, "lia", &address(who), "lu", "").await.unwrap();
            let token = world.link_to(&address(who)).await;
            let known = world.portal.registration_page(None, Some(&token)).await.unwrap().known.unwrap();
            assert_eq!((known.email, known.organisation.as_str()), (address(who), "Comune di Lucca"));
            let filled = form(world, &address(who)).await;
            register(world, RegistrationForm { organisation: known.organisation, token, ..filled }).await.unwrap();
            choose(world, &world.link_to(&address(who)).await, PASSWORD).await;
            let held = world.owner_of(&address(who)).await.unwrap().memberships;
            assert_eq!((held.len(), held[0].organisation.as_str()), (1, "lu"));
            assert_eq!((held[0].role, held[0].state), (OrganisationRole::Contributor, MembershipState::Active));
        }
    })
    .await;
}

#[tokio::test]
async fn only_who_represents_the_body_or_an_administrator_invites() {
    on_both(async |world| {
        fill(world).await;
        for by in ["edo", "pia", "ada"] {
            assert!(matches!(denied(invite(world, by, "x@y.example", "lu", "").await), Error::NotAllowed), "{by}");
        }
        for by in ["edo", "lia", "ada"] {
            assert!(matches!(denied(invite(world, by, "x@y.example", "", "").await), Error::NotAllowed), "{by}");
        }
        // A role in the portal is an administrator's to give.
        let form = InvitationForm {
            organisation_uid: "lu".to_owned(),
            email: "x@y.example".to_owned(),
            role: String::new(),
            portal_role: "administrator".to_owned(),
        };
        let by_lia = world.portal.invite_colleague(&world.by("lia").await, form.clone(), &visit()).await;
        assert!(matches!(denied(by_lia), Error::NotAllowed));
        assert_eq!(world.number("SELECT count(*) FROM mails").await, 0);
        assert_eq!(world.number("SELECT count(*) FROM one_time_links").await, 0);
        world.portal.invite_colleague(&world.by("root").await, form, &visit()).await.unwrap();
        invite(world, "root", "z@y.example", "", "").await.unwrap();
        assert_eq!(world.number("SELECT count(*) FROM mails").await, 2);
    })
    .await;
}

#[tokio::test]
async fn each_field_of_an_invitation_is_checked_and_one_address_is_not_flooded() {
    on_both(async |world| {
        fill(world).await;
        for (email, role, expected) in [
            ("", "", ("email", FieldProblem::Missing)),
            ("x", "", ("email", FieldProblem::Invalid)),
            ("x@y.example\r\nBcc: z@y.example", "", ("email", FieldProblem::Invalid)),
            ("x@y.example", "boss", ("role", FieldProblem::Invalid)),
        ] {
            assert_eq!(problem(invite(world, "lia", email, "lu", role).await), expected);
        }
        let form =
            InvitationForm { email: "x@y.example".to_owned(), portal_role: "god".to_owned(), ..Default::default() };
        let outcome = world.portal.invite_colleague(&world.by("root").await, form, &visit()).await;
        assert_eq!(problem(outcome), ("portal_role", FieldProblem::Invalid));
        for _ in 0..5 {
            invite(world, "lia", "x@y.example", "lu", "").await.unwrap();
        }
        assert_eq!(problem(invite(world, "lia", "x@y.example", "lu", "").await), ("form", FieldProblem::Wait));
    })
    .await;
}

#[tokio::test]
async fn an_invitation_makes_nobody_less_and_lets_nobody_in_who_is_shut_out() {
    on_both(async |world| {
        fill(world).await;
        invite(world, "root", &address("lia"), "lu", "contributor").await.unwrap();
        press(world, &world.link_to(&address("lia")).await).await.unwrap();
        assert_eq!(world.record("lia").await.memberships[0].role, OrganisationRole::Representative);
        invite(world, "lia", &address("edo"), "lu", "representative").await.unwrap();
        press(world, &world.link_to(&address("edo")).await).await.unwrap();
        let edo = world.record("edo").await.memberships;
        assert_eq!((edo.len(), edo[0].role), (1, OrganisationRole::Representative));

        invite(world, "lia", &address("ada"), "lu", "editor").await.unwrap();
        let token = world.link_to(&address("ada")).await;
        world.portal.suspend(&world.by("root").await, "ada", "Prova").await.unwrap();
        assert_eq!(problem(press(world, &token).await), ("form", FieldProblem::Expired));
        assert_eq!(world.record("ada").await.memberships, []);
        world.portal.reinstate(&world.by("root").await, "ada").await.unwrap();
        world.wait(hours(14 * 24));
        assert_eq!(problem(press(world, &token).await), ("form", FieldProblem::Expired));
    })
    .await;
}

#[tokio::test]
async fn an_invitation_leads_to_the_body_that_took_the_place_of_its_own() {
    on_both(async |world| {
        fill(world).await;
        invite(world, "lia", &address("ada"), "lu", "editor").await.unwrap();
        let token = world.link_to(&address("ada")).await;
        world.portal.merge_organisations(&world.by("root").await, "lu", "pi").await.unwrap();
        let joined = LinkFollowed::Joined { slug: "comune-di-pisa".to_owned() };
        assert_eq!(press(world, &token).await.unwrap(), joined);
        assert_eq!(world.record("ada").await.memberships[0].organisation.as_str(), "pi");
    })
    .await;
}
