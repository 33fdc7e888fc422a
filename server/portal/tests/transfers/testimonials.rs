// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Testimonials about a twinning: who of its parties signs one, who lets it in, who reads it.

use domain::policy::{Standing, Viewer};
use portal::Error;
use portal::WithFacets;
use portal::form::FieldProblem as Wrong;
use portal::people::MailContent;
use portal::testimonials::{Subject, TestimonialDecision as Decision, TestimonialForm, TestimonialLine};
use portal::twinnings::TwinningAt;
use portal::values::SearchRequest;
use serde_json::json;

use crate::cast::{IT, settle};
use crate::world::{
    PASSWORD, World, acting, address, denied, in_office, on_both, organisation, problem, refused, uid, visit,
};

const QUOTE: &str = "In tre visite abbiamo imparato a organizzare lo sportello.";
const SLUG: &str = "mensa-gemella";
/// Who acts for one of its two parties.
const PARTIES: [&str; 5] = ["ada", "bea", "edo", "carl", "cora"];
/// Who does not.
const OTHERS: [&str; 4] = ["rita", "mode", "olga", "zoe"];

/// A twinning that `ada` coordinates, and more people than the cast has.
async fn begin(world: &World, state: &str, audience: &str) {
    settle(world).await;
    world
        .put_members(&[
            acting("carl", "take", "contributor"),
            acting("cora", "offer", "contributor"),
            acting("olga", "third", "editor"),
            in_office("mode", "moderator"),
        ])
        .await;
    let twinning = json!({"type": "twinning", "uid": "tw", "title": "Mensa gemella", "language": "it", "state": state,
        "audience": audience, "created_by": "ada", "parties": [{"organisation": "offer", "role": "offering"},
            {"organisation": "take", "role": "recipient"}]});
    world.put(&[twinning]).await;
    world.clear_mails().await;
}

fn form(quote: &str) -> TestimonialForm {
    TestimonialForm { role: "Dirigente".to_owned(), quote: quote.to_owned(), ..TestimonialForm::default() }
}

async fn give(world: &World, name: &str) {
    let viewer = world.by(name).await;
    world.portal.give_testimonial(&viewer, Subject::Twinning, SLUG, form(QUOTE)).await.unwrap();
}

/// What a reader of its page finds said of it.
async fn shown(world: &World, viewer: &Viewer) -> Vec<TestimonialLine> {
    match world.portal.twinning(viewer, IT, SLUG).await.unwrap() {
        TwinningAt::Here(page) => page.said,
        TwinningAt::Moved(present) => panic!("it moved to {present}"),
    }
}

async fn on_desk(world: &World) -> Vec<TestimonialLine> {
    let ada = world.by("ada").await;
    world.portal.twinning_desk(&ada, SLUG).await.unwrap().testimonials
}

async fn decide(world: &World, name: &str, line: &str, decision: Decision) -> Result<(), portal::form::FormError> {
    let viewer = world.by(name).await;
    world.portal.decide_testimonial(&viewer, Subject::Twinning, "tw", line, decision).await
}

/// What visitors find, by its kind.
async fn found(world: &World, text: &str) -> Vec<String> {
    world.follow().await;
    let request = SearchRequest { text: text.to_owned(), limit: 10, ..SearchRequest::default() };
    let page = world.portal.search(&Viewer::Visitor, IT, request, WithFacets::No).await.unwrap();
    page.found.iter().map(|found| format!("{:?}", found.record.kind())).collect()
}

#[tokio::test]
async fn what_an_official_of_a_party_says_of_it_is_let_in_by_who_coordinates_it_read_and_found() {
    on_both(async |world| {
        begin(world, "running", "public").await;
        give(world, "cora").await;
        assert!(shown(world, &Viewer::Visitor).await.is_empty(), "it waits");
        assert!(found(world, "sportello").await.is_empty());
        let mails = world.mails_to(&address("ada")).await;
        let told = |mail: &MailContent| {
            matches!(mail, MailContent::TwinningTestimonialWaits { by, slug, .. } if by == "Cora Prova" && slug == SLUG)
        };
        assert!(mails.len() == 1 && told(&mails[0]), "{mails:?}");
        assert!(world.mails_to(&address("bea")).await.is_empty(), "where nobody coordinates it, its editors are told");
        let line = on_desk(world).await.pop().unwrap();
        assert_eq!((line.standing, line.may_accept), (Standing::Queued, true));

        decide(world, "ada", &line.uid, Decision::Admit).await.unwrap();
        let line = shown(world, &Viewer::Visitor).await.pop().unwrap();
        assert_eq!((line.quote.as_str(), line.author.as_str()), (QUOTE, "Cora Prova"));
        assert_eq!(line.organisation.unwrap().0, "Comune di Offerta");
        assert_eq!(found(world, "sportello").await, ["Twinning"]);
        world.portal.rebuild_index(|_| {}).await.unwrap();
        assert_eq!(found(world, "sportello").await, ["Twinning"], "also in an index that is built anew");
        let mails = world.mails_to(&address("cora")).await;
        let is_yes = |mail: &MailContent| {
            matches!(mail, MailContent::TwinningTestimonialDecided { decision, .. } if decision == "admit")
        };
        assert!(mails.len() == 1 && is_yes(&mails[0]), "{mails:?}");

        decide(world, "ada", &line.uid, Decision::TakeOut).await.unwrap();
        assert!(shown(world, &world.by("ada").await).await.is_empty());
        assert!(found(world, "sportello").await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn those_who_act_for_a_party_sign_and_nobody_else() {
    // A proposal has its identifier for an address.
    for (state, may_now, slug) in [("running", true, SLUG), ("concluded", true, SLUG), ("proposal", false, "tw")] {
        let world = World::new().await;
        begin(&world, state, "public").await;
        for name in PARTIES {
            let viewer = world.by(name).await;
            let page = world.portal.testimonial_page(&viewer, Subject::Twinning, slug).await;
            let page = page.unwrap_or_else(|error| panic!("{name} {state}: {error:?}"));
            assert_eq!((page.may, page.bodies.len()), (may_now, 1), "{name} {state}");
            let outcome = world.portal.give_testimonial(&viewer, Subject::Twinning, slug, form(QUOTE)).await;
            match may_now {
                true => outcome.unwrap(),
                false => assert!(matches!(denied(outcome), Error::NotAllowed), "{name} {state}"),
            }
        }
        for name in OTHERS {
            let viewer = world.by(name).await;
            let refused = denied(world.portal.give_testimonial(&viewer, Subject::Twinning, slug, form(QUOTE)).await);
            let page = world.portal.testimonial_page(&viewer, Subject::Twinning, slug).await;
            if may_now {
                assert!(matches!(refused, Error::NotAllowed), "{name} {state}");
                let page = page.unwrap();
                assert!(!page.may && page.bodies.is_empty(), "{name} {state}");
            } else {
                assert!(matches!(refused, Error::NotFound), "{name} {state}");
                assert!(matches!(page, Err(Error::NotFound)), "{name} {state}");
            }
        }
        let visitor = world.portal.give_testimonial(&Viewer::Visitor, Subject::Twinning, slug, form(QUOTE)).await;
        assert!(matches!(denied(visitor), Error::SignInFirst));
    }
}

#[tokio::test]
async fn of_one_that_is_for_its_parties_others_learn_nothing() {
    on_both(async |world| {
        begin(world, "running", "parties").await;
        give(world, "cora").await;
        let line = on_desk(world).await.pop().unwrap();
        for name in OTHERS {
            let viewer = world.by(name).await;
            let page = world.portal.testimonial_page(&viewer, Subject::Twinning, SLUG).await;
            assert!(matches!(page, Err(Error::NotFound)), "{name}");
            let given = world.portal.give_testimonial(&viewer, Subject::Twinning, SLUG, form(QUOTE)).await;
            assert!(matches!(denied(given), Error::NotFound), "{name}");
            let decided = decide(world, name, &line.uid, Decision::Admit).await;
            assert!(matches!(denied(decided), Error::NotFound), "{name}");
        }
        for name in ["rita", "mode"] {
            let viewer = world.by(name).await;
            let waiting = world.portal.testimonials_to_judge(&viewer, Standing::Queued, 1).await.unwrap();
            assert_eq!((waiting.total, waiting.lines.len()), (0, 0), "{name}");
        }
        decide(world, "edo", &line.uid, Decision::Admit).await.unwrap();
        for name in PARTIES {
            assert_eq!(shown(world, &world.by(name).await).await.len(), 1, "{name}");
        }
        assert!(found(world, "sportello").await.is_empty(), "the index is everybody's");
    })
    .await;
}

#[tokio::test]
async fn reviewers_and_moderators_have_it_in_their_list_and_decide_and_officials_do_not() {
    on_both(async |world| {
        begin(world, "concluded", "public").await;
        give(world, "carl").await;
        let line = on_desk(world).await.pop().unwrap();
        for name in ["carl", "cora", "olga", "zoe"] {
            let refused = denied(decide(world, name, &line.uid, Decision::Admit).await);
            assert!(matches!(refused, Error::NotFound | Error::NotAllowed), "{name} {refused:?}");
        }
        for name in ["rita", "mode"] {
            let viewer = world.by(name).await;
            let waiting = world.portal.testimonials_to_judge(&viewer, Standing::Queued, 1).await.unwrap();
            assert_eq!((waiting.total, waiting.lines.len()), (1, 1), "{name}");
            let one = &waiting.lines[0];
            assert_eq!((one.subject, one.about.as_str(), one.slug.as_str()), (Subject::Twinning, "tw", SLUG));
            assert!(one.said.may_accept && one.said.quote == QUOTE, "{name}");
        }
        let of_practice = world.by("mode").await;
        let of_practice =
            world.portal.decide_testimonial(&of_practice, Subject::Practice, "p", &line.uid, Decision::Admit).await;
        assert!(matches!(denied(of_practice), Error::NotFound), "it is not said of the practice");
        decide(world, "mode", &line.uid, Decision::Refuse).await.unwrap();
        assert_eq!(problem(decide(world, "rita", &line.uid, Decision::Admit).await), ("form", Wrong::Conflict));
        let viewer = world.by("rita").await;
        let hidden = world.portal.testimonials_to_judge(&viewer, Standing::Hidden, 1).await.unwrap();
        assert_eq!(hidden.total, 1);
    })
    .await;
}

#[tokio::test]
async fn one_signs_for_a_party_and_once() {
    let world = World::new().await;
    begin(&world, "running", "public").await;
    world.put(&[organisation("fourth", "Comune di Quarto")]).await;
    let both = json!([{"organisation": "take", "role": "editor", "state": "active", "verified_by": "administrator",
            "since": "2026-03-02"},
        {"organisation": "fourth", "role": "editor", "state": "active", "verified_by": "administrator",
            "since": "2026-03-02"}]);
    world.put_members(&[crate::world::with(crate::world::member("tea"), json!({"memberships": both}))]).await;
    let tea = world.by("tea").await;
    let page = world.portal.testimonial_page(&tea, Subject::Twinning, SLUG).await.unwrap();
    assert_eq!(page.bodies, [("take".to_owned(), "Comune di Riuso".to_owned())]);
    let empty = world.portal.give_testimonial(&tea, Subject::Twinning, SLUG, TestimonialForm::default()).await;
    assert_eq!(refused(empty), [("role", Wrong::Missing), ("quote", Wrong::Missing)]);
    let ask =
        async |form: TestimonialForm| problem(world.portal.give_testimonial(&tea, Subject::Twinning, SLUG, form).await);
    assert_eq!(ask(form("Troppo poco.")).await, ("quote", Wrong::TooShort));
    let organisation = "fourth".to_owned();
    assert_eq!(ask(TestimonialForm { organisation, ..form(QUOTE) }).await, ("organisation", Wrong::Unknown));
    let adoption = "a".to_owned();
    assert_eq!(ask(TestimonialForm { adoption, ..form(QUOTE) }).await, ("about", Wrong::Unknown));
    give(&world, "tea").await;
    assert_eq!(ask(form(QUOTE)).await, ("form", Wrong::Taken));
}

#[tokio::test]
async fn what_is_taken_back_and_what_a_closed_account_said_of_it_is_gone() {
    on_both(async |world| {
        begin(world, "running", "public").await;
        for name in ["cora", "carl"] {
            give(world, name).await;
        }
        for line in on_desk(world).await {
            decide(world, "ada", &line.uid, Decision::Admit).await.unwrap();
        }
        assert_eq!(shown(world, &Viewer::Visitor).await.len(), 2);
        let (cora, carl) = (world.by("cora").await, world.by("carl").await);
        assert!(world.portal.testimonial_page(&cora, Subject::Twinning, SLUG).await.unwrap().own.is_some());
        world.portal.withdraw_testimonial(&cora, Subject::Twinning, SLUG).await.unwrap();
        let again = world.portal.withdraw_testimonial(&cora, Subject::Twinning, SLUG).await;
        assert!(matches!(denied(again), Error::NotFound));
        assert_eq!(shown(world, &Viewer::Visitor).await.len(), 1);
        world.portal.close_account(&carl, &address("carl"), PASSWORD, &visit()).await.unwrap();
        assert!(shown(world, &Viewer::Visitor).await.is_empty());
        let kept = world.portal.store().testimonials_of_twinnings(&[uid("tw")]).await.unwrap();
        assert!(kept.len() == 2 && kept.iter().all(|one| one.standing == Standing::Erased && one.author.is_empty()));
        assert!(found(world, "sportello").await.is_empty());
        assert!(!world.dump().await.contains(QUOTE));
    })
    .await;
}
