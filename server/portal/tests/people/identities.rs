// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Identities of a provider: issuer and subject, never an address; linked while signed in.

use domain::member::MemberState;
use domain::policy::Viewer;
use portal::Error;
use portal::form::FieldProblem;
use portal::people::{
    AddressForm, AddressWord, Assurance, ByIdentity, IdentityClaim, IdentityRefusal, LinkFollowed, LinkPage,
    PasswordForm, PeopleSettings, ProviderSession, Registration, RegistrationForm,
};
use serde_json::json;

use crate::confirming::{follow, press};
use crate::registering::{form, put_body, register};
use crate::second_factor::set_up;
use crate::world::{
    OTHER, PASSWORD, World, address, denied, hours, in_office, member, on_both, on_both_with, problem, settings, uid,
    visit, with,
};

pub fn claim(subject: &str) -> IdentityClaim {
    IdentityClaim {
        provider: "prova".to_owned(),
        issuer: "https://sso.example.it".to_owned(),
        subject: subject.to_owned(),
        email: Some(address(subject)),
        address: AddressWord::Unsure,
        first_name: "Ada".to_owned(),
        last_name: "Prova".to_owned(),
        label: subject.to_owned(),
        id_token: Some(format!("token of {subject}")),
        assurance: Assurance::Plain,
    }
}

/// A claim on an address that the provider vouches for.
pub fn vouched(subject: &str, email: &str) -> IdentityClaim {
    IdentityClaim { email: Some(email.to_owned()), address: AddressWord::Vouched, ..claim(subject) }
}

pub async fn comes_by(world: &World, claim: IdentityClaim) -> ByIdentity {
    world.portal.sign_in_by_identity(claim, &visit()).await.unwrap()
}

/// The session that an identity opens.
pub async fn session_by(world: &World, claim: IdentityClaim) -> portal::people::NewSession {
    match comes_by(world, claim).await {
        ByIdentity::SignedIn(session) => session,
        other => panic!("not signed in: {other:?}"),
    }
}

/// Registers an address with an identity that nobody has yet.
pub async fn registers_by(world: &World, claim: IdentityClaim, email: &str) {
    let ByIdentity::Register { token } = comes_by(world, claim).await else { panic!("somebody has it") };
    let filled = RegistrationForm { token, ..form(world, email).await };
    register(world, filled).await.unwrap();
}

/// A member without password, who signs in by a provider alone.
async fn put_without_password(world: &World, record: serde_json::Value, subject: &str) -> String {
    let who = record["uid"].as_str().unwrap().to_owned();
    world.put_members(&[record]).await;
    world.portal.link_identity(&world.by(&who).await, claim(subject)).await.unwrap();
    world.change(move |change| Box::pin(async move { change.set_password(&uid(&who), None).await })).await;
    session_by(world, claim(subject)).await.token
}

#[tokio::test]
async fn an_identity_is_linked_while_signed_in_and_then_signs_in() {
    on_both(async |world| {
        world.put_members(&[member("ada"), member("bea")]).await;
        let refused = comes_by(world, claim("ada")).await;
        assert!(matches!(refused, ByIdentity::Register { .. }), "the same address is no identity: {refused:?}");
        let ada = world.by("ada").await;
        world.portal.link_identity(&ada, claim("ada")).await.unwrap();
        let taken = ("form", FieldProblem::Taken);
        assert_eq!(problem(world.portal.link_identity(&ada, claim("ada")).await), taken);
        assert_eq!(problem(world.portal.link_identity(&world.by("bea").await, claim("ada")).await), taken);

        let session = session_by(world, claim("ada")).await;
        assert_eq!(world.viewer(&session.token).await.acting().unwrap().member, uid("ada"));
        // The same name at another issuer is another person.
        let elsewhere = IdentityClaim { issuer: "https://altro.example.it".to_owned(), ..claim("ada") };
        assert!(matches!(comes_by(world, elsewhere).await, ByIdentity::Register { .. }));
        let page = world.portal.security_page(&ada, &session.token).await.unwrap();
        assert_eq!((page.identities.len(), page.identities[0].label.as_str()), (1, "ada"));
        let ended = world.portal.sign_out(&session.token).await.unwrap().unwrap();
        let expected = ProviderSession { provider: "prova".to_owned(), id_token: "token of ada".to_owned() };
        assert_eq!(ended, expected);
        assert_eq!(world.portal.sign_out(&session.token).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn who_is_not_active_is_not_signed_in_by_a_provider_either() {
    on_both(async |world| {
        world.put_members(&[member("ada"), in_office("root", "administrator")]).await;
        world.portal.link_identity(&world.by("ada").await, claim("ada")).await.unwrap();
        world.portal.suspend(&world.by("root").await, "ada", "Prova").await.unwrap();
        assert_eq!(comes_by(world, claim("ada")).await, ByIdentity::Refused(IdentityRefusal::NotActive));
    })
    .await;
}

#[tokio::test]
async fn an_address_that_the_provider_vouches_for_needs_no_password() {
    on_both(async |world| {
        put_body(world).await;
        registers_by(world, vouched("ada", "ADA@comune.example.it"), &address("ada")).await;
        let token = world.link_to(&address("ada")).await;
        let page = world.portal.link_page(&token).await.unwrap();
        assert_eq!(page, LinkPage::ConfirmOnly { email: address("ada"), first_name: "Ada".to_owned() });
        let LinkFollowed::SignedIn(session) = press(world, &token).await.unwrap() else { panic!("not signed in") };
        assert!(world.portal.sign_out(&session.token).await.unwrap().is_some(), "the provider may be told");
        session_by(world, claim("ada")).await;
        assert_eq!(world.number("SELECT count(*) FROM credentials").await, 0);

        // A new link for it keeps the identity.
        registers_by(world, vouched("bea", &address("bea")), &address("bea")).await;
        world.wait(hours(100));
        world.portal.ask_for_link(&address("bea"), &visit()).await.unwrap();
        world.portal.work_on_jobs().await.unwrap();
        press(world, &world.link_to(&address("bea")).await).await.unwrap();
        session_by(world, claim("bea")).await;
    })
    .await;
}

#[tokio::test]
async fn an_address_that_the_provider_does_not_vouch_for_is_its_owners_by_password_and_linked_later() {
    on_both(async |world| {
        put_body(world).await;
        let other = vouched("lia", "altro@comune.example.it");
        for (who, claim) in [("ada", claim("ada")), ("lia", other)] {
            registers_by(world, claim, &address(who)).await;
            let token = world.link_to(&address(who)).await;
            assert!(matches!(world.portal.link_page(&token).await.unwrap(), LinkPage::FirstPassword { .. }));
            assert_eq!(problem(press(world, &token).await), ("password", FieldProblem::Missing));
            follow(world, &token, PASSWORD, PASSWORD).await.unwrap();
            assert_eq!(world.number("SELECT count(*) FROM identities").await, 0);
        }
        let uid = world.owner_of(&address("ada")).await.unwrap().uid;
        let ada = world.viewer(&world.signs_in("ada").await.token).await;
        world.portal.link_identity(&ada, claim("ada")).await.unwrap();
        let session = session_by(world, claim("ada")).await;
        assert_eq!(world.viewer(&session.token).await.acting().unwrap().member, uid);
    })
    .await;
}

#[tokio::test]
async fn a_vouched_address_of_an_account_is_sent_to_its_password() {
    on_both(async |world| {
        put_body(world).await;
        world.put_members(&[member("ada")]).await;
        let refused = comes_by(world, vouched("x", &address("ada"))).await;
        assert_eq!(refused, ByIdentity::Refused(IdentityRefusal::KnownAddress));
        // One that nobody ever confirmed is no account.
        register(world, form(world, &address("bea")).await).await.unwrap();
        registers_by(world, vouched("bea", &address("bea")), &address("bea")).await;
        press(world, &world.link_to(&address("bea")).await).await.unwrap();
        session_by(world, claim("bea")).await;
    })
    .await;
    on_both_with(PeopleSettings { registration: Registration::Invitation, ..settings() }, async |world| {
        assert_eq!(comes_by(world, claim("x")).await, ByIdentity::Refused(IdentityRefusal::NotLinked));
    })
    .await;
}

#[tokio::test]
async fn the_last_way_to_sign_in_is_not_taken_away() {
    on_both(async |world| {
        let token = put_without_password(world, member("ada"), "ada").await;
        let ada = world.viewer(&token).await;
        let issuer = "https://sso.example.it";
        let remove = async |subject: &str| world.portal.remove_identity(&ada, issuer, subject).await;
        assert_eq!(problem(remove("ada").await), ("form", FieldProblem::NotAllowed));
        world.portal.link_identity(&ada, claim("second")).await.unwrap();
        assert!(matches!(denied(remove("third").await), Error::NotFound));
        remove("ada").await.unwrap();
        assert_eq!(problem(remove("second").await), ("form", FieldProblem::NotAllowed));
        assert!(matches!(comes_by(world, claim("ada")).await, ByIdentity::Register { .. }));
    })
    .await;
}

#[tokio::test]
async fn who_has_no_password_shows_by_the_provider_who_one_is() {
    on_both(async |world| {
        let token = put_without_password(world, in_office("root", "administrator"), "root").await;
        world.portal.administration(&world.viewer(&token).await).await.unwrap();
        world.wait(hours(2));
        let viewer = world.viewer(&token).await;
        assert!(matches!(world.portal.administration(&viewer).await, Err(Error::ConfirmFirst)));
        for typed in ["x", PASSWORD] {
            let outcome = world.portal.confirm_presence(&token, typed, &visit()).await;
            assert_eq!(problem(outcome), ("password", FieldProblem::Wrong));
        }
        assert_eq!(
            problem(world.portal.confirm_presence(&token, "", &visit()).await),
            ("password", FieldProblem::Missing)
        );
        let form = || AddressForm { email: "x@nuovo.example.it".to_owned(), current: String::new() };
        let password = || PasswordForm { current: String::new(), password: OTHER.to_owned(), again: OTHER.to_owned() };
        for outcome in [
            world.portal.ask_for_address(&viewer, form(), &visit()).await,
            world.portal.change_password(&viewer, &token, password(), &visit()).await,
            world.portal.remove_second_factor(&viewer, "", &visit()).await,
            world.portal.close_account(&viewer, &address("root"), "", &visit()).await,
            world.portal.link_identity(&viewer, claim("another")).await,
        ] {
            assert!(matches!(denied(outcome), Error::ConfirmFirst));
        }
        let token = session_by(world, claim("root")).await.token;
        let viewer = world.viewer(&token).await;
        world.portal.administration(&viewer).await.unwrap();
        world.portal.change_password(&viewer, &token, password(), &visit()).await.unwrap();
        assert!(crate::passwords::signs_in_with(world, "root", OTHER).await.is_some());
    })
    .await;
}

#[tokio::test]
async fn a_provider_that_knew_the_person_surely_gives_the_second_factor_too() {
    let wanted = PeopleSettings { second_factor_for: vec![domain::member::PortalRole::Administrator], ..settings() };
    on_both_with(wanted, async |world| {
        world.put_members(&[in_office("root", "administrator"), member("ada")]).await;
        for who in ["root", "ada"] {
            world.portal.link_identity(&world.by(who).await, claim(who)).await.unwrap();
        }
        let strong = |subject: &str| IdentityClaim { assurance: Assurance::Strong, ..claim(subject) };
        let roles = async |claim: IdentityClaim| {
            let session = session_by(world, claim).await;
            world.viewer(&session.token).await.acting().unwrap().roles.len()
        };
        assert_eq!((roles(claim("root")).await, roles(strong("root")).await), (0, 1));
        set_up(world, "ada", &world.signs_in("ada").await.token).await;
        let plain = session_by(world, claim("ada")).await;
        assert!(plain.wants_code && world.viewer(&plain.token).await == Viewer::Visitor);
        assert!(!session_by(world, strong("ada")).await.wants_code);
    })
    .await;
}

#[tokio::test]
async fn whatever_a_provider_says_fits_or_is_left_out() {
    on_both(async |world| {
        put_body(world).await;
        let long = "x".repeat(100_000);
        let odd = IdentityClaim {
            label: format!("Ada\u{202e}\0{long}"),
            first_name: format!("{long}\0"),
            last_name: "\u{200b}".to_owned(),
            id_token: Some(long.clone()),
            ..vouched("ada", &address("ada"))
        };
        registers_by(world, odd.clone(), &address("ada")).await;
        press(world, &world.link_to(&address("ada")).await).await.unwrap();
        let session = session_by(world, odd).await;
        assert_eq!(world.portal.sign_out(&session.token).await.unwrap(), None, "a token that long is not kept");
        for (issuer, subject) in [("", "x"), ("x", ""), (long.as_str(), "x"), ("x", long.as_str()), ("x", "\0")] {
            let nobody = IdentityClaim { issuer: issuer.to_owned(), ..claim(subject) };
            assert_eq!(comes_by(world, nobody).await, ByIdentity::Refused(IdentityRefusal::NotLinked));
        }
        let suspended = with(member("eva"), json!({"state": "suspended"}));
        world.put(&[suspended]).await;
        assert_eq!(world.record("eva").await.state, MemberState::Suspended);
    })
    .await;
}
