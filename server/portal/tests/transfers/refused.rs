// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Bad input is refused with its reason, and nothing is lost; strangers see nothing.

use domain::text::TEXT_MAX;
use domain::twinning::{Move, TwinningState};
use portal::form::{FieldProblem as Wrong, FormError, Typed};
use portal::twinnings::{EventForm, ProposalForm, TwinningMoveForm, TwinningPart};

use crate::cast::{IT, complete, go, lead, now, proposal, proposed, record, reply, running, save, settle};
use crate::world::{denied, on_both, problem, refused};

#[tokio::test]
async fn a_proposal_names_its_problems_beside_their_fields() {
    on_both(async |world| {
        settle(world).await;
        let ada = world.by("ada").await;
        let propose = async |form: ProposalForm| world.portal.propose_twinning(&ada, form).await;
        let empty = refused(propose(ProposalForm::default()).await);
        let fields: Vec<_> = empty.iter().map(|(field, _)| *field).collect();
        assert_eq!(fields, ["title", "organisation", "role", "language"]);
        let both = ProposalForm { offering: "Comune di Riuso".to_owned(), ..proposal() };
        assert_eq!(problem(propose(both).await), ("offering", Wrong::NotAllowed));
        let unknown = ProposalForm { offering: "Comune che non c’è".to_owned(), ..proposal() };
        assert_eq!(problem(propose(unknown).await), ("offering", Wrong::Unknown));
        let for_another = ProposalForm { organisation: "third".to_owned(), ..proposal() };
        assert_eq!(problem(propose(for_another).await), ("organisation", Wrong::NotAllowed));
        let zoe = world.by("zoe").await;
        assert_eq!(problem(world.portal.propose_twinning(&zoe, proposal()).await), ("organisation", Wrong::NotAllowed));
    })
    .await;
}

#[tokio::test]
async fn a_proposal_tells_all_that_is_wrong_at_once_in_the_order_of_its_form() {
    on_both(async |world| {
        settle(world).await;
        let ada = world.by("ada").await;
        let wrong = ProposalForm {
            title: " ".to_owned(),
            object: "a".repeat(TEXT_MAX + 1),
            offering: "Comune che non c’è".to_owned(),
            start: "ieri".to_owned(),
            language: "xx".to_owned(),
            ..proposal()
        };
        let wrong = refused(world.portal.propose_twinning(&ada, wrong).await);
        assert_eq!(
            wrong,
            [
                ("title", Wrong::Missing),
                ("object", Wrong::TooLong),
                ("offering", Wrong::Unknown),
                ("start", Wrong::Invalid),
                ("language", Wrong::Unknown)
            ]
        );
        let sides =
            ProposalForm { organisation: "third".to_owned(), recipient: "Comune di Offerta".to_owned(), ..proposal() };
        let wrong = refused(world.portal.propose_twinning(&ada, sides).await);
        assert_eq!(wrong, [("organisation", Wrong::NotAllowed), ("recipient", Wrong::NotAllowed)]);
        assert_eq!(world.portal.own_twinnings(&ada).await.unwrap().lines, []);
    })
    .await;
}

#[tokio::test]
async fn a_part_tells_what_cannot_be_read_with_what_is_too_long() {
    on_both(async |world| {
        settle(world).await;
        let ada = world.by("ada").await;
        let slug = proposed(world, &ada).await;
        let long = "a".repeat(61);
        let texts = [("title", ""), ("acronym", long.as_str())];
        let wrong = refused(save(world, &ada, &slug, TwinningPart::Texts, &texts).await);
        assert_eq!(wrong, [("title", Wrong::Missing), ("acronym", Wrong::TooLong)]);
    })
    .await;
}

#[tokio::test]
async fn a_body_on_both_sides_an_unknown_party_and_dates_in_the_wrong_order_are_refused() {
    on_both(async |world| {
        settle(world).await;
        let ada = world.by("ada").await;
        let slug = proposed(world, &ada).await;
        let before = record(world, "Mensa gemella").await;
        let unknown = [("party_name-3", "Comune che non c’è"), ("party_role-3", "partner")];
        let outcome = save(world, &ada, &slug, TwinningPart::Parties, &unknown).await;
        assert_eq!(problem(outcome), ("party-3", Wrong::Unknown));
        let dates = [("start_date", "3/2026"), ("end_date", "2/2026")];
        assert_eq!(problem(save(world, &ada, &slug, TwinningPart::Texts, &dates).await), ("end_date", Wrong::Invalid));
        let also_offers = [("party_name-3", "Comune di Riuso"), ("party_role-3", "offering")];
        save(world, &ada, &slug, TwinningPart::Parties, &also_offers).await.unwrap();
        let both = [("offering-1", "take"), ("recipients-1", "take")];
        assert_eq!(problem(save(world, &ada, &slug, TwinningPart::Models, &both).await), ("model-1", Wrong::Invalid));
        assert_eq!(record(world, "Mensa gemella").await.models, before.models);
    })
    .await;
}

#[tokio::test]
async fn every_move_that_may_not_be_made_is_refused_and_changes_nothing() {
    on_both(async |world| {
        settle(world).await;
        let (ada, bea) = (world.by("ada").await, world.by("bea").await);
        proposed(world, &ada).await;
        for step in Move::ALL.iter().filter(|step| step.from(TwinningState::Proposal).is_none()) {
            assert_eq!(problem(go(world, &ada, step.code()).await), ("form", Wrong::NotAllowed), "{step}");
        }
        assert_eq!(problem(go(world, &ada, "examine").await), ("lacks", Wrong::Missing));
        assert!(
            matches!(denied(go(world, &bea, "cancel").await), portal::Error::NotAllowed),
            "she does not coordinate"
        );
        let (slug, version) = now(world, "Mensa gemella").await;
        let silent = TwinningMoveForm { version, to: "cancel".to_owned(), ..TwinningMoveForm::default() };
        assert_eq!(problem(world.portal.move_twinning(&ada, &slug, silent).await), ("note", Wrong::Missing));
        assert_eq!(problem(lead(world, &ada, "preparing").await), ("form", Wrong::NotAllowed));
        assert_eq!(record(world, "Mensa gemella").await.state, TwinningState::Proposal);
    })
    .await;
}

#[tokio::test]
async fn each_side_answers_for_itself_and_is_asked_again_when_what_it_accepted_changes() {
    on_both(async |world| {
        settle(world).await;
        let (ada, bea, edo) = (world.by("ada").await, world.by("bea").await, world.by("edo").await);
        let slug = proposed(world, &ada).await;
        assert!(matches!(denied(reply(world, &ada, "offer", "accepted").await), portal::Error::NotAllowed));
        assert!(matches!(denied(reply(world, &edo, "take", "accepted").await), portal::Error::NotAllowed));
        reply(world, &bea, "offer", "refused").await.unwrap();
        reply(world, &bea, "offer", "accepted").await.unwrap();
        assert_eq!(record(world, "Mensa gemella").await.acceptances.len(), 1, "the later one counts");
        complete(world, &ada, &slug).await;
        assert_eq!(record(world, "Mensa gemella").await.acceptances, [], "the objectives are others");
    })
    .await;
}

#[tokio::test]
async fn two_who_change_one_part_lose_nothing() {
    on_both(async |world| {
        settle(world).await;
        let (ada, bea) = (world.by("ada").await, world.by("bea").await);
        let slug = proposed(world, &ada).await;
        let page = world.portal.twinning_part(&bea, IT, &slug, TwinningPart::Texts).await.unwrap();
        save(world, &ada, &slug, TwinningPart::Texts, &[("aim", "Il primo.")]).await.unwrap();
        let mut late = page.typed.0;
        late.retain(|(name, _)| name != "aim");
        late.push(("aim".to_owned(), "Il secondo.".to_owned()));
        late.push(("version".to_owned(), page.version.to_string()));
        let outcome = world.portal.save_twinning_part(&bea, &slug, TwinningPart::Texts, Typed(late)).await;
        assert_eq!(problem(outcome), ("form", Wrong::Conflict));
        assert_eq!(record(world, "Mensa gemella").await.aim.as_deref(), Some("Il primo."));
    })
    .await;
}

#[tokio::test]
async fn letters_stay_in_a_row_when_models_are_taken_out_or_change_their_places() {
    on_both(async |world| {
        settle(world).await;
        let ada = world.by("ada").await;
        let slug = proposed(world, &ada).await;
        let turned = [("model_place-1", "2"), ("model_place-2", "1")];
        save(world, &ada, &slug, TwinningPart::Models, &turned).await.unwrap();
        let titles = async || {
            let twinning = record(world, "Mensa gemella").await;
            twinning.lettered().map(|(letter, model)| format!("{letter} {}", model.title)).collect::<Vec<_>>()
        };
        assert_eq!(titles().await, ["A Pagamenti", "B Prenotazioni"]);
        let third = [("model_title-3", "Menu"), ("model_description-3", "I menu."), ("model_drop-1", "on")];
        save(world, &ada, &slug, TwinningPart::Models, &third).await.unwrap();
        assert_eq!(titles().await, ["A Prenotazioni", "B Menu"]);
    })
    .await;
}

#[tokio::test]
async fn a_stranger_sees_nothing_of_a_proposal() {
    on_both(async |world| {
        settle(world).await;
        let ada = world.by("ada").await;
        let slug = proposed(world, &ada).await;
        for name in ["zoe", "rita"] {
            let viewer = world.by(name).await;
            let gone = |outcome: Result<(), portal::Error>| matches!(outcome, Err(portal::Error::NotFound));
            assert!(gone(world.portal.twinning_desk(&viewer, &slug).await.map(drop)), "{name}");
            assert!(gone(world.portal.twinning_plan(&viewer, &slug).await.map(drop)), "{name}");
            assert!(gone(world.portal.twinning_calendar_file(&viewer, &slug).await.map(drop)), "{name}");
            let part = world.portal.twinning_part(&viewer, IT, &slug, TwinningPart::Texts).await;
            assert!(gone(part.map(drop)), "{name}");
            assert!(matches!(denied(go(world, &viewer, "cancel").await), portal::Error::NotFound), "{name}");
            assert_eq!(world.portal.own_twinnings(&viewer).await.unwrap().lines, []);
        }
    })
    .await;
}

#[tokio::test]
async fn an_event_is_entered_by_a_party_and_ends_after_it_begins() {
    on_both(async |world| {
        settle(world).await;
        let slug = running(world).await;
        let (ada, zoe) = (world.by("ada").await, world.by("zoe").await);
        let form = |until: &str, organiser: &str| EventForm {
            title: "Visita".to_owned(),
            kind: "study_visit".to_owned(),
            day: "24/9/2026".to_owned(),
            from: "10:00".to_owned(),
            until: until.to_owned(),
            zone: "Europe/Rome".to_owned(),
            place: "Sala Consiglio".to_owned(),
            organiser: organiser.to_owned(),
            state: "published".to_owned(),
            ..EventForm::default()
        };
        let enter = async |form: EventForm| world.portal.save_event(&ada, &slug, form).await;
        assert_eq!(problem(enter(form("9:00", "take")).await), ("until", Wrong::Differs));
        let nowhere = EventForm {
            title: String::new(),
            from: "25".to_owned(),
            place: String::new(),
            state: "ended".to_owned(),
            ..form("12:00", "third")
        };
        let wrong: Vec<_> = refused(enter(nowhere).await).into_iter().map(|(field, _)| field).collect();
        assert_eq!(wrong, ["title", "from", "place", "organiser", "state"], "all at once");
        assert_eq!(problem(enter(form("12:00", "third")).await), ("organiser", Wrong::Missing));
        assert!(matches!(enter(form("12:00", "offer")).await, Err(FormError::Portal(portal::Error::NotAllowed))));
        enter(form("12:00", "take")).await.unwrap();
        let events = world.portal.events_on_desk(&ada, &slug).await.unwrap().events;
        assert_eq!((events.len(), events[0].form.from.as_str()), (1, "10:00"));
        let moved = EventForm { state: "draft".to_owned(), ..events[0].form.clone() };
        assert_eq!(problem(enter(moved).await), ("state", Wrong::NotAllowed), "what was announced is no draft again");
        assert!(world.portal.save_event(&zoe, &slug, form("12:00", "take")).await.is_err());
    })
    .await;
}
