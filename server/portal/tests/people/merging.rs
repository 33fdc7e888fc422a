// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Two records of one body that an administrator joins: all that names the one names the other.

use domain::Locale;
use domain::member::{MembershipState, OrganisationRole};
use domain::policy::Viewer;
use portal::Error;
use portal::form::{FieldProblem, FormError};
use portal::values::OrganisationAt;
use serde_json::{Value, json};

use crate::world::{World, acting, denied, in_office, member, on_both, organisation, practice, problem, with};

async fn merge(world: &World, from: &str, into: &str) -> Result<String, FormError> {
    world.portal.merge_organisations(&world.by("root").await, from, into).await
}

fn held(organisation: &str, role: &str, state: &str) -> Value {
    json!({"organisation": organisation, "role": role, "state": state, "since": "2026",
        "verified_by": if state == "active" { json!("domain") } else { Value::Null }})
}

async fn fill(world: &World) {
    let adoption = json!({"type": "adoption", "uid": "a", "practice": "p", "adopter_org": "old", "state": "adopted",
        "source": "spontaneous"});
    let both = |uid: &str, old: Value, new: Value| with(member(uid), json!({"memberships": [old, new]}));
    world
        .put(&[
            organisation("new", "Comune di Valle Nuova"),
            organisation("old", "Comune di Valle Vecchia"),
            organisation("above", "Unione di Valle"),
            with(organisation("below", "Scuola di Valle"), json!({"parent": "old"})),
            with(
                practice("p", "Nidi aperti"),
                json!({"owner_org": "old", "stage": "published", "partner_orgs": [
                    {"organisation": "old", "role": "university"}, {"organisation": "new", "role": "university"}]}),
            ),
            adoption,
        ])
        .await;
    world
        .put_members(&[
            in_office("root", "administrator"),
            acting("lia", "old", "representative"),
            acting("pia", "new", "editor"),
            both("ada", held("old", "representative", "active"), held("new", "contributor", "requested")),
            both("bea", held("old", "contributor", "active"), held("new", "editor", "active")),
            both("eva", held("old", "representative", "requested"), held("new", "contributor", "active")),
        ])
        .await;
}

#[tokio::test]
async fn all_that_names_the_one_names_the_other_and_the_index_follows() {
    on_both(async |world| {
        fill(world).await;
        let visitor = Viewer::Visitor;
        assert_eq!(merge(world, "Comune di Valle Vecchia", "new").await.unwrap(), "comune-di-valle-nuova");
        world.follow().await;
        let practice = world.portal.practice_by_uid(&visitor, Locale::Italian, "p").await.unwrap();
        assert_eq!(practice.owner.unwrap().name, "Comune di Valle Nuova");
        assert_eq!(practice.practice.partner_orgs.len(), 1, "the same part twice is one");
        let here = async |slug: &str| match world.portal.organisation(&visitor, Locale::Italian, slug).await.unwrap() {
            OrganisationAt::Here(page) => page,
            OrganisationAt::Moved(there) => panic!("moved to {there}"),
        };
        let page = here("comune-di-valle-nuova").await;
        assert_eq!((page.practices.len(), page.adopted.len(), page.children.len(), page.people.total), (1, 1, 1, 5));
        assert!(!page.people.without_representative);
        let at = world.portal.organisation(&visitor, Locale::Italian, "comune-di-valle-vecchia").await.unwrap();
        assert!(matches!(at, OrganisationAt::Moved(there) if there == "comune-di-valle-nuova"));
        let counts = world.portal.counts(&visitor).await.unwrap();
        assert_eq!(counts.organisations, 3);
        assert_eq!(world.number("SELECT count(*) FROM memberships WHERE organisation = 'old'").await, 0);
        // What it showed is kept rendered.
        assert_eq!(
            world
                .number(
                    "SELECT count(*) FROM renderings r JOIN practices p ON p.uid = r.practice \
            AND p.record_version = r.record_version"
                )
                .await,
            1
        );
    })
    .await;
}

#[tokio::test]
async fn of_two_memberships_that_become_one_the_stronger_stays() {
    on_both(async |world| {
        fill(world).await;
        merge(world, "old", "new").await.unwrap();
        for (who, role) in [
            ("lia", OrganisationRole::Representative),
            ("pia", OrganisationRole::Editor),
            ("ada", OrganisationRole::Representative),
            ("bea", OrganisationRole::Editor),
            ("eva", OrganisationRole::Contributor),
        ] {
            let held = world.record(who).await.memberships;
            assert_eq!((held.len(), held[0].organisation.as_str()), (1, "new"), "{who}");
            assert_eq!((held[0].role, held[0].state), (role, MembershipState::Active), "{who}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_body_is_joined_neither_to_itself_nor_to_what_belongs_to_it() {
    on_both(async |world| {
        fill(world).await;
        world.put(&[with(organisation("deep", "Aula di Valle"), json!({"parent": "below"}))]).await;
        for (from, into) in [("old", "old"), ("old", "below"), ("old", "deep")] {
            assert_eq!(problem(merge(world, from, into).await), ("into", FieldProblem::Invalid), "{from} {into}");
        }
        for (from, into, expected) in [
            ("", "new", ("from", FieldProblem::Missing)),
            ("old", " ", ("into", FieldProblem::Missing)),
            ("nulla", "new", ("from", FieldProblem::Unknown)),
            ("old", "valle", ("into", FieldProblem::Ambiguous)),
        ] {
            assert_eq!(problem(merge(world, from, into).await), expected);
        }
        // A child may become one with what it belongs to.
        merge(world, "below", "old").await.unwrap();
        assert_eq!(world.portal.organisation_by_uid("deep").await.unwrap().0.parent.unwrap().as_str(), "old");
    })
    .await;
}

#[tokio::test]
async fn a_chain_of_mergers_leads_to_the_last_and_a_merged_body_is_not_joined_again() {
    on_both(async |world| {
        fill(world).await;
        merge(world, "old", "new").await.unwrap();
        assert_eq!(problem(merge(world, "old", "above").await), ("from", FieldProblem::Unknown));
        assert_eq!(problem(merge(world, "above", "old").await), ("into", FieldProblem::Unknown));
        merge(world, "new", "above").await.unwrap();
        world.follow().await;
        for slug in ["comune-di-valle-vecchia", "comune-di-valle-nuova"] {
            let at = world.portal.organisation(&Viewer::Visitor, Locale::Italian, slug).await.unwrap();
            assert!(matches!(at, OrganisationAt::Moved(there) if there == "unione-di-valle"));
        }
        assert_eq!(world.record("lia").await.memberships[0].organisation.as_str(), "above");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_mergers_that_go_opposite_ways_at_once_one_holds() {
    on_both(async |world| {
        fill(world).await;
        let root = world.by("root").await;
        let (one, other) = tokio::join!(
            world.portal.merge_organisations(&root, "old", "new"),
            world.portal.merge_organisations(&root, "new", "old")
        );
        assert_ne!(one.is_ok(), other.is_ok(), "{one:?} {other:?}");
        let merged = "SELECT count(*) FROM organisations WHERE merged_into IS NOT NULL";
        assert_eq!(world.number(merged).await, 1);
        world.follow().await;
    })
    .await;
}

#[tokio::test]
async fn nobody_but_an_administrator_joins_bodies() {
    on_both(async |world| {
        fill(world).await;
        let lia = world.by("lia").await;
        assert!(matches!(denied(world.portal.merge_organisations(&lia, "old", "new").await), Error::NotAllowed));
        let visitor = world.portal.merge_organisations(&Viewer::Visitor, "old", "new").await;
        assert!(matches!(denied(visitor), Error::NotAllowed | Error::SignInFirst));
    })
    .await;
}
