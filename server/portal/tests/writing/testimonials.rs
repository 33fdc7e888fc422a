// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Testimonials: who signs one, who lets it in, and who finds it.

use domain::Locale;
use domain::policy::{Standing, Viewer};
use portal::form::FieldProblem as Wrong;
use portal::people::MailContent;
use portal::testimonials::{Subject, TestimonialDecision as Decision, TestimonialForm, TestimonialLine};
use portal::values::SearchRequest;
use serde_json::json;

use crate::cast::{IT, PEOPLE, settle};
use crate::world::{PASSWORD, World, acting, address, denied, on_both, practice, problem, refused, visit, with};

const QUOTE: &str = "In tre mesi tutti gli uffici hanno usato la piattaforma.";

/// A published practice of a body, with its author and what another body adopted of it.
async fn begin(world: &World) -> String {
    settle(world).await;
    world.put_members(&[acting("olga", "other", "editor"), acting("otto", "other", "contributor")]).await;
    let adoption = json!({"type": "adoption", "uid": "a", "practice": "p", "adopter_org": "other", "state": "adopted",
        "source": "spontaneous"});
    let own = json!({"owner_org": "body", "authors": ["ada"]});
    world.put(&[with(practice("p", "Mensa senza code"), own), adoption]).await;
    world.clear_mails().await;
    world.portal.practice_by_uid(&Viewer::Visitor, IT, "p").await.unwrap().slug
}

fn form(quote: &str) -> TestimonialForm {
    TestimonialForm { role: "Dirigente".to_owned(), quote: quote.to_owned(), ..TestimonialForm::default() }
}

async fn shown(world: &World, viewer: &Viewer) -> Vec<TestimonialLine> {
    world.portal.practice_by_uid(viewer, IT, "p").await.unwrap().depth.testimonials
}

async fn waiting(world: &World) -> Vec<TestimonialLine> {
    let ada = world.by("ada").await;
    world.portal.practice_desk(&ada, IT, "p").await.unwrap().testimonials
}

async fn found(world: &World, text: &str) -> usize {
    world.follow().await;
    let request = SearchRequest { text: text.to_owned(), limit: 10, ..SearchRequest::default() };
    let page = world.portal.search(&Viewer::Visitor, Locale::Italian, request, portal::WithFacets::No).await.unwrap();
    page.total
}

#[tokio::test]
async fn ac_000_4_a_testimonial_is_let_in_read_and_found_by_who_signed_it() {
    on_both(async |world| {
        let slug = begin(world).await;
        let otto = world.by("otto").await;
        let about = TestimonialForm { adoption: "a".to_owned(), ..form(QUOTE) };
        world.portal.give_testimonial(&otto, Subject::Practice, &slug, about).await.unwrap();
        assert!(shown(world, &Viewer::Visitor).await.is_empty(), "it waits");
        assert_eq!(found(world, "piattaforma").await, 0);
        let mails = world.mails_to(&address("ada")).await;
        assert!(matches!(&mails[..], [MailContent::TestimonialWaits { by, .. }] if by == "Otto Prova"), "{mails:?}");
        let line = waiting(world).await.pop().unwrap();
        assert_eq!((line.standing, line.may_accept), (Standing::Queued, true));

        let ada = world.by("ada").await;
        world.portal.decide_testimonial(&ada, Subject::Practice, "p", &line.uid, Decision::Admit).await.unwrap();
        let line = shown(world, &Viewer::Visitor).await.pop().unwrap();
        assert_eq!((line.quote.as_str(), line.author.as_str()), (QUOTE, "Otto Prova"));
        assert_eq!((line.role.as_deref(), line.on.to_string().as_str()), (Some("Dirigente"), "2026-03-02"));
        assert_eq!(line.organisation.unwrap().0, "Comune di Altrove");
        assert_eq!(found(world, "piattaforma").await, 1);
        let mails = world.mails_to(&address("otto")).await;
        assert!(matches!(&mails[..], [MailContent::TestimonialDecided { decision, .. }] if decision == "admit"));

        world.portal.decide_testimonial(&ada, Subject::Practice, "p", &line.uid, Decision::TakeOut).await.unwrap();
        assert!(shown(world, &ada).await.is_empty());
        assert_eq!(found(world, "piattaforma").await, 0);
    })
    .await;
}

#[tokio::test]
async fn those_who_act_for_another_body_sign_and_nobody_else() {
    on_both(async |world| {
        let slug = begin(world).await;
        let mut able = Vec::new();
        for name in PEOPLE.iter().chain(&["olga", "otto"]) {
            let viewer = world.by(name).await;
            let may = world.portal.testimonial_page(&viewer, Subject::Practice, &slug).await.unwrap().may;
            match world.portal.give_testimonial(&viewer, Subject::Practice, &slug, form(QUOTE)).await {
                Ok(()) => able.push(*name),
                refused => assert!(matches!(denied(refused), portal::Error::NotAllowed), "{name}"),
            }
            assert_eq!(may, able.last() == Some(name), "{name}");
        }
        assert_eq!(able, ["olga", "otto"]);
        let visitor = world.portal.give_testimonial(&Viewer::Visitor, Subject::Practice, &slug, form(QUOTE)).await;
        assert!(matches!(denied(visitor), portal::Error::SignInFirst));
    })
    .await;
}

#[tokio::test]
async fn it_is_let_in_by_the_practice_and_by_those_in_office_and_by_each_once() {
    on_both(async |world| {
        let slug = begin(world).await;
        let otto = world.by("otto").await;
        world.portal.give_testimonial(&otto, Subject::Practice, &slug, form(QUOTE)).await.unwrap();
        let line = waiting(world).await.pop().unwrap();
        for name in ["otto", "olga", "carl", "zoe", "admin"] {
            let refused = world
                .portal
                .decide_testimonial(&world.by(name).await, Subject::Practice, "p", &line.uid, Decision::Admit)
                .await;
            let denied = denied(refused);
            assert!(matches!(denied, portal::Error::NotFound | portal::Error::NotAllowed), "{name} {denied:?}");
        }
        for (name, decision) in [
            ("edo", Decision::Refuse),
            ("rita", Decision::Admit),
            ("mode", Decision::Refuse),
        ] {
            world.tamper("UPDATE testimonials SET record = replace(record, '\"standing\":\"hidden\"', '\"standing\":\"queued\"')").await;
            let viewer = world.by(name).await;
            let outcome = world.portal.decide_testimonial(&viewer, Subject::Practice, "p", &line.uid, decision).await;
            match name {
                "edo" | "rita" => outcome.unwrap(),
                _ => assert_eq!(problem(outcome), ("form", Wrong::Conflict), "it is in already"),
            }
        }
        world.portal.decide_testimonial(&world.by("mode").await, Subject::Practice, "p", &line.uid, Decision::TakeOut).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn what_is_missing_or_out_of_measure_is_refused_field_by_field() {
    on_both(async |world| {
        let slug = begin(world).await;
        let otto = world.by("otto").await;
        let empty = world.portal.give_testimonial(&otto, Subject::Practice, &slug, TestimonialForm::default()).await;
        assert_eq!(refused(empty), [("role", Wrong::Missing), ("quote", Wrong::Missing)]);
        let ask = async |form: TestimonialForm| {
            problem(world.portal.give_testimonial(&otto, Subject::Practice, &slug, form).await)
        };
        assert_eq!(ask(form("Troppo poco.")).await, ("quote", Wrong::TooShort));
        assert_eq!(ask(form(&"è".repeat(601))).await, ("quote", Wrong::TooLong));
        let organisation = "body".to_owned();
        assert_eq!(ask(TestimonialForm { organisation, ..form(QUOTE) }).await, ("organisation", Wrong::Unknown));
        let adoption = "b".to_owned();
        assert_eq!(ask(TestimonialForm { adoption, ..form(QUOTE) }).await, ("about", Wrong::Unknown));
        world.portal.give_testimonial(&otto, Subject::Practice, &slug, form(QUOTE)).await.unwrap();
        assert_eq!(ask(form(QUOTE)).await, ("form", Wrong::Taken));
        assert_eq!(waiting(world).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn what_is_taken_back_and_what_a_closed_account_said_is_gone() {
    on_both(async |world| {
        let slug = begin(world).await;
        let (ada, otto, olga) = (world.by("ada").await, world.by("otto").await, world.by("olga").await);
        for viewer in [&otto, &olga] {
            world.portal.give_testimonial(viewer, Subject::Practice, &slug, form(QUOTE)).await.unwrap();
        }
        for line in waiting(world).await {
            world.portal.decide_testimonial(&ada, Subject::Practice, "p", &line.uid, Decision::Admit).await.unwrap();
        }
        assert_eq!((shown(world, &Viewer::Visitor).await.len(), found(world, "piattaforma").await), (2, 1));
        assert!(world.portal.testimonial_page(&otto, Subject::Practice, &slug).await.unwrap().own.is_some());
        world.portal.withdraw_testimonial(&otto, Subject::Practice, &slug).await.unwrap();
        assert!(world.portal.testimonial_page(&otto, Subject::Practice, &slug).await.unwrap().own.is_none());
        assert!(matches!(
            denied(world.portal.withdraw_testimonial(&otto, Subject::Practice, &slug).await),
            portal::Error::NotFound
        ));
        assert_eq!(shown(world, &ada).await.len(), 1);
        world.portal.close_account(&olga, &address("olga"), PASSWORD, &visit()).await.unwrap();
        assert!(shown(world, &ada).await.is_empty());
        assert_eq!((found(world, "piattaforma").await, world.dump().await.contains(QUOTE)), (0, false));
    })
    .await;
}
