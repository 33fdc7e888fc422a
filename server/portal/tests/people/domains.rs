// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Who acts for a body by the domain of a confirmed address: as a contributor, and nobody else.

use domain::member::{MembershipState, OrganisationRole, VerifiedBy};
use portal::people::{JoinForm, MailContent, RegistrationForm};
use serde_json::{Value, json};

use crate::confirming::choose;
use crate::registering::{form, register};
use crate::world::{PASSWORD, World, acting, address, in_office, on_both, organisation, visit, with};

fn body(uid: &str, name: &str, domains: &[&str], kind: &str) -> Value {
    with(organisation(uid, name), json!({"email_domains": domains, "kind": kind}))
}

/// Registers for a body with an address, confirms it, and says how the membership stands.
async fn comes_in(world: &World, email: &str, body: &str) -> (MembershipState, Option<VerifiedBy>) {
    let filled = RegistrationForm { organisation: body.to_owned(), ..form(world, email).await };
    register(world, filled).await.unwrap();
    let waiting = world.owner_of(email).await.unwrap();
    assert_eq!(waiting.memberships[0].state, MembershipState::Requested, "before the address is confirmed");
    choose(world, &world.link_to(email).await, PASSWORD).await;
    let member = world.owner_of(email).await.unwrap();
    (member.memberships[0].state, member.memberships[0].verified_by)
}

const IN: (MembershipState, Option<VerifiedBy>) = (MembershipState::Active, Some(VerifiedBy::Domain));
const ASKS: (MembershipState, Option<VerifiedBy>) = (MembershipState::Requested, None);

#[tokio::test]
async fn a_confirmed_address_of_the_bodys_domain_lets_one_in_as_a_contributor() {
    on_both(async |world| {
        world.put(&[body("fi", "Comune di Firenze", &["comune.fi.example.it", "fi.example.it"], "municipality")]).await;
        for (email, expected) in [
            ("a@comune.fi.example.it", IN),
            ("b@uffici.comune.fi.example.it", IN),
            ("c@fi.example.it", IN),
            ("d@xcomune.fi.example.it.example.org", ASKS),
            ("e@comunefi.example.it", ASKS),
            ("f@xfi.example.it", ASKS),
            ("g@example.it", ASKS),
            ("h@comune.fi.example.it.evil.example", ASKS),
        ] {
            assert_eq!(comes_in(world, email, "Comune di Firenze").await, expected, "{email}");
        }
        let a = world.owner_of("a@comune.fi.example.it").await.unwrap();
        assert_eq!(a.memberships[0].role, OrganisationRole::Contributor);
    })
    .await;
}

#[tokio::test]
async fn the_domain_of_a_supplier_proves_no_office() {
    on_both(async |world| {
        world.put(&[body("ditta", "Ditta Prova", &["ditta.example.com"], "supplier")]).await;
        assert_eq!(comes_in(world, "a@ditta.example.com", "Ditta Prova").await, ASKS);
    })
    .await;
}

#[tokio::test]
async fn who_has_an_account_joins_by_domain_at_once_but_never_as_more_than_contributor() {
    on_both(async |world| {
        let lucca = body("lu", "Comune di Lucca", &["comune.example.it"], "municipality");
        world.put(&[lucca, organisation("pi", "Comune di Pisa")]).await;
        let people = ["ada", "bea", "eva"].map(crate::world::member);
        world.put_members(&people).await;
        world.put_members(&[in_office("root", "administrator"), acting("lia", "lu", "representative")]).await;
        let join = async |who: &str, body: &str, role: &str| {
            let (organisation, role) = (body.to_owned(), role.to_owned());
            let form = JoinForm { organisation, role, ..JoinForm::default() };
            world.portal.join(&world.by(who).await, form, &visit()).await.unwrap()
        };
        assert_eq!(join("ada", "Comune di Lucca", "").await, MembershipState::Active);
        assert_eq!(world.record("ada").await.memberships[0].verified_by, Some(VerifiedBy::Domain));
        assert_eq!(world.mails_to(&address("lia")).await, []);
        for (who, role) in [("bea", "editor"), ("eva", "representative")] {
            assert_eq!(join(who, "Comune di Lucca", role).await, MembershipState::Requested);
            assert_eq!(world.record(who).await.memberships[0].verified_by, None);
        }
        let told = world.mails_to(&address("lia")).await;
        assert_eq!(told.len(), 2);
        assert!(told.iter().all(|mail| matches!(mail, MailContent::JoinRequested { .. })));
        assert_eq!(join("ada", "Comune di Pisa", "").await, MembershipState::Requested);
        // Nobody represents Pisa: an administrator is told.
        assert!(matches!(&world.mails_to(&address("root")).await[..], [MailContent::JoinRequested { .. }]));
    })
    .await;
}
