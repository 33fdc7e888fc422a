// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Bodies that are not in the list: asked for, and let in, known under another name, or refused.

use domain::Locale;
use domain::member::{MembershipState, OrganisationRole, VerifiedBy};
use portal::Error;
use portal::form::{FieldProblem, FormError};
use portal::people::{MailContent, OrganisationDecision, OrganisationRequestForm};
use portal::values::OrganisationAt;
use serde_json::json;

use crate::world::{
    PASSWORD, World, acting, address, denied, in_office, member, on_both, organisation, problem, refused, visit, with,
};

fn asked_for(name: &str) -> OrganisationRequestForm {
    OrganisationRequestForm {
        name: name.to_owned(),
        kind: "municipality".to_owned(),
        website: "https://comune.example.it".to_owned(),
        note: "È nato da una fusione.".to_owned(),
    }
}

async fn ask(world: &World, who: &str, form: OrganisationRequestForm) -> Result<(), FormError> {
    world.portal.request_organisation(&world.by(who).await, form).await
}

async fn fill(world: &World) {
    world.put(&[organisation("lu", "Comune di Lucca")]).await;
    world
        .put_members(&[
            with(member("ada"), json!({"other_body": "Comune di Nuovo"})),
            in_office("root", "administrator"),
            acting("lia", "lu", "representative"),
        ])
        .await;
}

fn decision(id: &str, decision: &str) -> OrganisationDecision {
    OrganisationDecision {
        id: id.to_owned(),
        decision: decision.to_owned(),
        name: "Comune di Nuovo".to_owned(),
        kind: "municipality".to_owned(),
        region: "09".to_owned(),
        ..OrganisationDecision::default()
    }
}

async fn decide(world: &World, form: OrganisationDecision) -> Result<Option<String>, FormError> {
    world.portal.decide_organisation(&world.by("root").await, form).await
}

/// The identifiers of the requests that wait, the oldest first.
async fn waiting(world: &World) -> Vec<String> {
    let page = world.portal.organisation_queue(&world.by("root").await).await.unwrap();
    page.requests.into_iter().map(|one| one.id).collect()
}

#[tokio::test]
async fn a_name_that_can_be_taken_for_one_of_the_list_is_taken() {
    on_both(async |world| {
        fill(world).await;
        for name in [
            "Comune di Lucca",
            "COMUNE DI LUCCA",
            "Comune  di\u{202e} Lucca.",
            "Соmune di Lucca",
            "Cornune di Lucca",
            "Comunedi Lucca",
            "Ｃomune di Ｌucca",
        ] {
            assert_eq!(problem(ask(world, "ada", asked_for(name)).await), ("name", FieldProblem::Taken), "{name}");
        }
        ask(world, "ada", asked_for("Comune di Lucca Sicula")).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn each_field_of_a_request_is_checked() {
    on_both(async |world| {
        fill(world).await;
        let bad = OrganisationRequestForm {
            name: " \u{200b}".to_owned(),
            kind: "empire".to_owned(),
            website: "javascript:alert(1)".to_owned(),
            note: "x".repeat(501),
        };
        let expected = [
            ("name", FieldProblem::Missing),
            ("kind", FieldProblem::Invalid),
            ("website", FieldProblem::Invalid),
            ("note", FieldProblem::TooLong),
        ];
        assert_eq!(refused(ask(world, "ada", bad).await), expected);
        for (name, fault) in [("x".repeat(301), FieldProblem::TooLong), ("\u{fdfa}".repeat(300), FieldProblem::Invalid)]
        {
            assert_eq!(problem(ask(world, "ada", asked_for(&name)).await), ("name", fault));
        }
        for website in ["https://", "ftp://x.example", "https://x y", &format!("https://{}", "x".repeat(300))] {
            let form = OrganisationRequestForm { website: website.to_owned(), ..asked_for("Comune di Nuovo") };
            assert_eq!(problem(ask(world, "ada", form).await), ("website", FieldProblem::Invalid), "{website}");
        }
        assert_eq!(world.number("SELECT count(*) FROM organisation_requests").await, 0);
        let bare =
            OrganisationRequestForm { website: String::new(), note: String::new(), ..asked_for("Comune di Nuovo") };
        ask(world, "ada", bare).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn some_requests_of_one_member_wait_at_a_time_and_administrators_are_told_of_each() {
    on_both(async |world| {
        fill(world).await;
        for number in ["uno", "due", "tre"] {
            ask(world, "ada", asked_for(&format!("Comune {number}"))).await.unwrap();
        }
        assert_eq!(problem(ask(world, "ada", asked_for("Comune quattro")).await), ("form", FieldProblem::Wait));
        ask(world, "lia", asked_for("Comune quattro")).await.unwrap();
        let told = world.mails_to(&address("root")).await;
        let is_told = |mail: &MailContent| matches!(mail, MailContent::OrganisationRequested { .. });
        assert!(told.iter().all(is_told) && told.len() == 4);
        let page = world.portal.organisation_queue(&world.by("root").await).await.unwrap();
        let names: Vec<_> = page.requests.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["Comune uno", "Comune due", "Comune tre", "Comune quattro"]);
        assert_eq!(
            (page.requests[0].email.as_str(), page.requests[0].member.name.as_str()),
            (address("ada").as_str(), "Ada Prova")
        );
        let profile = world.portal.own_profile(&world.by("ada").await, Locale::Italian).await.unwrap();
        assert_eq!(profile.waiting_organisations.len(), 3);
        decide(world, OrganisationDecision { reason: "No.".to_owned(), ..decision(&page.requests[0].id, "refuse") })
            .await
            .unwrap();
        ask(world, "ada", asked_for("Comune quinto")).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_new_body_comes_into_the_list_and_who_asked_acts_for_it() {
    on_both(async |world| {
        fill(world).await;
        // Another body has the same words in its address.
        world.put(&[organisation("other", "Comune di: Nuovo Antico")]).await;
        ask(world, "ada", asked_for("Comune di Nuovo Antico!")).await.unwrap_err();
        ask(world, "ada", asked_for("Comune di Nuovo")).await.unwrap();
        let id = waiting(world).await.remove(0);
        let form = OrganisationDecision { name: "Comune di Nuovo (Antico)".to_owned(), ..decision(&id, "accept") };
        let slug = decide(world, form).await.unwrap().unwrap();
        assert_eq!(slug, "comune-di-nuovo-antico-2");
        world.follow().await;
        let at = world.portal.organisation(&world.by("ada").await, Locale::Italian, &slug).await.unwrap();
        let OrganisationAt::Here(page) = at else { panic!("moved") };
        assert_eq!((page.organisation.name.as_str(), page.people.total), ("Comune di Nuovo (Antico)", 1));
        let ada = world.record("ada").await;
        let held = &ada.memberships[0];
        assert_eq!((held.role, held.state), (OrganisationRole::Contributor, MembershipState::Active));
        assert_eq!((held.verified_by, ada.other_body.as_deref()), (Some(VerifiedBy::Administrator), None));
        let accepted = world.mails_to(&address("ada")).await.remove(0);
        assert!(matches!(accepted, MailContent::OrganisationAccepted { slug: said, .. } if said == slug));
        assert_eq!(problem(decide(world, decision(&id, "accept")).await), ("form", FieldProblem::Conflict));
        assert_eq!(waiting(world).await.len(), 0);
    })
    .await;
}

#[tokio::test]
async fn a_body_that_is_in_the_list_under_another_name_is_given_instead() {
    on_both(async |world| {
        fill(world).await;
        ask(world, "ada", asked_for("Città di Lucca")).await.unwrap();
        let id = waiting(world).await.remove(0);
        for same_as in ["", "nobody", "?"] {
            let form = OrganisationDecision { same_as: same_as.to_owned(), ..decision(&id, "same") };
            assert_eq!(problem(decide(world, form).await), ("same_as", FieldProblem::Missing));
        }
        let form = OrganisationDecision { same_as: "lu".to_owned(), ..decision(&id, "same") };
        assert_eq!(decide(world, form).await.unwrap().as_deref(), Some("comune-di-lucca"));
        assert_eq!(world.record("ada").await.memberships[0].organisation.as_str(), "lu");
        assert_eq!(world.number("SELECT count(*) FROM organisations").await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_request_is_refused_with_the_reason() {
    on_both(async |world| {
        fill(world).await;
        ask(world, "ada", asked_for("Comune di Nuovo")).await.unwrap();
        let id = waiting(world).await.remove(0);
        assert_eq!(problem(decide(world, decision(&id, "refuse")).await), ("reason", FieldProblem::Missing));
        let form = OrganisationDecision { reason: "Non è un ente.\u{0}".to_owned(), ..decision(&id, "refuse") };
        assert_eq!(decide(world, form.clone()).await.unwrap(), None);
        let mails = world.mails_to(&address("ada")).await;
        assert!(matches!(&mails[0], MailContent::OrganisationRefused { reason, .. } if reason == "Non è un ente."));
        assert_eq!(problem(decide(world, form).await), ("form", FieldProblem::Conflict));
        assert_eq!(world.record("ada").await.memberships, []);
    })
    .await;
}

#[tokio::test]
async fn a_decision_that_makes_no_sense_is_refused() {
    on_both(async |world| {
        fill(world).await;
        ask(world, "ada", asked_for("Comune di Nuovo")).await.unwrap();
        let id = waiting(world).await.remove(0);
        let refusal = async |form: OrganisationDecision| problem(decide(world, form).await);
        let base = || decision(&id, "accept");
        assert_eq!(
            refusal(OrganisationDecision { decision: String::new(), ..base() }).await,
            ("decision", FieldProblem::Invalid)
        );
        assert_eq!(
            refusal(OrganisationDecision { kind: "x".to_owned(), ..base() }).await,
            ("kind", FieldProblem::Invalid)
        );
        assert_eq!(
            refusal(OrganisationDecision { name: " ".to_owned(), ..base() }).await,
            ("name", FieldProblem::Missing)
        );
        assert_eq!(
            refusal(OrganisationDecision { region: "99".to_owned(), ..base() }).await,
            ("region", FieldProblem::Invalid)
        );
        for id in ["", "x", "018f0000-0000-7000-8000-000000000000"] {
            assert!(matches!(denied(decide(world, decision(id, "accept")).await), Error::NotFound));
        }
        for by in ["lia", "ada"] {
            let outcome = world.portal.decide_organisation(&world.by(by).await, base()).await;
            assert!(matches!(denied(outcome), Error::NotAllowed));
        }
    })
    .await;
}

#[tokio::test]
async fn the_request_of_who_closed_the_account_brings_nobody_back() {
    on_both(async |world| {
        fill(world).await;
        ask(world, "ada", asked_for("Comune di Nuovo")).await.unwrap();
        let ada = world.by("ada").await;
        world.portal.close_account(&ada, &address("ada"), PASSWORD, &visit()).await.unwrap();
        let before = world.record("ada").await;
        let id = waiting(world).await.remove(0);
        assert!(decide(world, decision(&id, "accept")).await.unwrap().is_some());
        assert_eq!(world.record("ada").await, before);
    })
    .await;
}
