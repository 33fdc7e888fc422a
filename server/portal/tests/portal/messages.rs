// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What readers write to the portal's editors.

use domain::policy::Viewer;
use portal::form::{FieldProblem, FormError};
use portal::messages::{CORRECTION_MAX, CORRECTION_MIN, CorrectionForm, OPINION_MAX, OpinionForm};
use serde_json::json;

use crate::world::{World, on_both, practice, with};

fn form(text: &str, email: &str) -> CorrectionForm {
    CorrectionForm { text: text.to_owned(), name: "Ada".to_owned(), email: email.to_owned() }
}

async fn problems(world: &World, form: CorrectionForm) -> Vec<(&'static str, FieldProblem)> {
    match world.portal.ask_for_correction(&Viewer::Visitor, "nidi", form).await {
        Ok(()) => Vec::new(),
        Err(FormError::Fields(problems)) => problems,
        Err(other) => panic!("{other}"),
    }
}

#[tokio::test]
async fn a_correction_request_reaches_the_operator() {
    on_both(async |world| {
        world.put(&[practice("p", "Nidi")]).await;
        let text = "La cifra degli iscritti è sbagliata.";
        assert_eq!(problems(world, form(text, "ada@example.org")).await, []);
        let kept = world.portal.messages(10).await.unwrap().corrections;
        assert_eq!((kept.len(), kept[0].text.as_str(), kept[0].practice.as_str()), (1, text, "p"));
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_with_a_request_is_said_field_by_field() {
    let world = World::new().await;
    world.put(&[practice("p", "Nidi")]).await;
    let long = "x".repeat(CORRECTION_MAX + 1);
    let fit = "è".repeat(CORRECTION_MIN);
    for (given, wanted) in [
        (form("", ""), vec![("text", FieldProblem::Missing)]),
        (form("  \n ", ""), vec![("text", FieldProblem::Missing)]),
        (form("breve", "no"), vec![("text", FieldProblem::TooShort), ("email", FieldProblem::Invalid)]),
        (form(&long, ""), vec![("text", FieldProblem::TooLong)]),
        (form(&fit, "a@b@c.it"), vec![("email", FieldProblem::Invalid)]),
        (form(&fit, &format!("{}@example.org", "a".repeat(300))), vec![("email", FieldProblem::TooLong)]),
        (CorrectionForm { name: "x".repeat(121), ..form(&fit, "") }, vec![("name", FieldProblem::TooLong)]),
    ] {
        assert_eq!(problems(&world, given.clone()).await, wanted, "{given:?}");
    }
    assert!(world.portal.messages(10).await.unwrap().corrections.is_empty());
    assert_eq!(problems(&world, form(&fit, "")).await, []);
}

#[tokio::test]
async fn nobody_asks_for_a_correction_of_what_he_may_not_see() {
    let world = World::new().await;
    world.put(&[with(practice("p", "Nidi"), json!({"stage": "draft"}))]).await;
    let asked = world.portal.ask_for_correction(&Viewer::Visitor, "nidi", form(&"x".repeat(30), "")).await;
    assert!(matches!(asked, Err(FormError::Portal(portal::Error::NotFound))), "{asked:?}");
}

#[tokio::test]
async fn an_opinion_has_a_rating_from_one_to_five() {
    on_both(async |world| {
        let opinion = |rating: &str, text: &str| OpinionForm {
            page: "/pratiche".to_owned(),
            rating: rating.to_owned(),
            text: text.to_owned(),
        };
        for bad in ["", "0", "6", "-1", "x", "3.5", "99999999999"] {
            assert!(world.portal.give_opinion(opinion(bad, "")).await.is_err(), "{bad}");
        }
        assert!(world.portal.give_opinion(opinion("3", &"x".repeat(OPINION_MAX + 1))).await.is_err());
        for good in ["1", "5"] {
            world.portal.give_opinion(opinion(good, "Chiara\0.")).await.unwrap();
        }
        let kept = world.portal.messages(10).await.unwrap().opinions;
        assert_eq!(kept.len(), 2);
        assert!(kept.iter().all(|opinion| opinion.text == "Chiara."));
    })
    .await;
}
