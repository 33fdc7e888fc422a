// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Who acts for an organisation with an account that is in use; and what a change knows of the organisation itself.

use domain::member::{MembershipState, OrganisationRole};
use domain::policy::Viewer;
use serde_json::json;
use store::Page;

use crate::world::{kept_member, member, on_both, organisation, uid};

#[tokio::test]
async fn people_in_use_are_those_whose_accounts_are() {
    on_both(async |world| {
        let of = |uid: &str, state: &str, membership: &str| {
            let fields = json!({"state": state, "memberships": [{"organisation": "o", "role": "editor",
                "state": membership, "verified_by": "domain", "since": "2026"}]});
            kept_member(member(uid, "Ada", "Prova", fields))
        };
        for (place, state) in ["active", "pending_approval", "pending_email", "suspended"].iter().enumerate() {
            world.put(&[of(&format!("a{place}"), state, "active"), of(&format!("r{place}"), state, "requested")]).await;
        }
        let people = async |viewer: &Viewer, state| {
            let listed = world.store.people_in_use(viewer, &uid("o"), state, Page::first(100)).await.unwrap();
            assert_eq!(listed.total, listed.rows.len() as u64);
            listed.rows.iter().map(|kept| kept.record.uid.to_string()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(people(&Viewer::Operator, MembershipState::Active).await, "a0");
        assert_eq!(people(&Viewer::Operator, MembershipState::Requested).await, "r0 r1");
        assert_eq!(people(&Viewer::Visitor, MembershipState::Requested).await, "r0");
        let first = of("x", "active", "requested");
        world.put(&[first]).await;
        let asked = world.store.memberships_asked_for(OrganisationRole::Editor, 10).await.unwrap();
        let asked: Vec<_> = asked.iter().map(|(member, _)| member.as_str()).collect();
        assert_eq!(asked, ["r0", "x"]);
    })
    .await;
}

#[tokio::test]
async fn a_change_knows_the_address_that_an_organisation_was_given() {
    on_both(async |world| {
        world.put(&[organisation("one", "Comune di Prova")]).await;
        let mut change = world.begin().await;
        crate::world::put(&mut change, &organisation("two", "Comune di: Prova")).await.unwrap();
        let slug = change.organisation_slug(&uid("two")).await.unwrap().unwrap();
        assert_eq!(slug.as_str(), "comune-di-prova-2");
        assert_eq!(change.organisation_slug(&uid("three")).await.unwrap(), None);
        change.commit().await.unwrap();
    })
    .await;
}
