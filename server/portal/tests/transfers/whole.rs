// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The whole way of a twinning, from a proposal to its evaluation, and what follows from it.

use domain::adoption::{AdoptionSource, AdoptionState};
use domain::phase::Phase;
use domain::policy::Viewer;
use domain::twinning::{Deed, TwinningState};
use portal::people::MailContent;
use portal::twinnings::{Turn, TwinningPart, TwinningWait};

use crate::cast::{assess, complete, go, lead, phase, proposed, record, reply, running, save, settle};
use crate::world::{World, address, on_both, uid};

async fn deeds_mailed(world: &World, member: &str) -> Vec<String> {
    let mails = world.mails_to(&address(member)).await.into_iter();
    let deed = |mail: MailContent| match mail {
        MailContent::TwinningNews { deed, to, .. } => Some(format!("{deed} {to}").trim_end().to_owned()),
        _ => None,
    };
    mails.filter_map(deed).collect()
}

#[tokio::test]
async fn a_proposal_from_a_practice_carries_its_models_and_asks_the_other_side() {
    on_both(async |world| {
        settle(world).await;
        let ada = world.by("ada").await;
        let page = world.portal.proposal_page(&ada, "mensa-senza-code", "").await.unwrap();
        assert_eq!((page.form.offering.as_str(), page.form.organisation.as_str()), ("Comune di Offerta", "take"));
        assert_eq!(page.practice.unwrap().1, ["Prenotazioni", "Pagamenti"]);
        proposed(world, &ada).await;
        let twinning = record(world, "Mensa gemella").await;
        let models: Vec<_> = twinning.lettered().map(|(letter, model)| format!("{letter} {}", model.title)).collect();
        assert_eq!(models, ["A Prenotazioni", "B Pagamenti"]);
        assert_eq!(twinning.models[0].offering, [uid("offer")]);
        assert_eq!(twinning.models[0].recipients, [uid("take")]);
        assert_eq!(twinning.coordinators(), [uid("ada")]);
        assert_eq!(deeds_mailed(world, "bea").await, ["proposed"]);
        assert_eq!(deeds_mailed(world, "edo").await, ["proposed"]);
        assert_eq!(deeds_mailed(world, "ada").await, [""; 0]);
    })
    .await;
}

#[tokio::test]
async fn a_twinning_goes_its_way_when_each_has_done_the_own_part() {
    on_both(async |world| {
        settle(world).await;
        let (ada, bea, rita) = (world.by("ada").await, world.by("bea").await, world.by("rita").await);
        let slug = proposed(world, &ada).await;
        let desk = world.portal.twinning_desk(&ada, &slug).await.unwrap();
        assert_eq!((desk.state, desk.turn), (TwinningState::Proposal, Turn::Coordinators));
        assert!(!desk.next.unwrap().lacks.is_empty());
        assert!(world.portal.twinning_desk(&rita, &slug).await.is_err(), "nobody has asked for an opinion");
        complete(world, &ada, &slug).await;
        go(world, &ada, "examine").await.unwrap();
        let desk = world.portal.twinning_desk(&rita, &slug).await.unwrap();
        assert!(desk.may_assess && !desk.may_edit);
        assert_eq!(desk.turn, Turn::Evaluators);
        let own = world.portal.own_twinnings(&rita).await.unwrap();
        assert_eq!(own.lines[0].waits, TwinningWait::Opinion);
        assess(world, &rita).await.unwrap();
        go(world, &ada, "approve").await.unwrap();
        assert_eq!(world.portal.twinning_desk(&ada, &slug).await.unwrap().turn, Turn::Parties);
        assert_eq!(world.portal.own_twinnings(&bea).await.unwrap().lines[0].waits, TwinningWait::Reply);
        reply(world, &ada, "take", "accepted").await.unwrap();
        reply(world, &bea, "offer", "accepted").await.unwrap();
        assert_eq!(phase(world).await, Phase::Identified);
        let started = go(world, &ada, "start").await.unwrap();
        assert_eq!(started.slug, "mensa-gemella");
        assert_eq!(phase(world).await, Phase::Transferring);
        assert!(world.portal.twinning_plan(&Viewer::Visitor, "mensa-gemella").await.is_ok());
        let mailed = deeds_mailed(world, "bea").await;
        assert_eq!(mailed[0], "moved running");
        let twinning = record(world, "Mensa gemella").await;
        let deeds: Vec<_> = twinning.history.iter().map(|one| one.deed).collect();
        let edited = Deed::Edited;
        let moved = Deed::Moved;
        let expected = [
            Deed::Proposed,
            edited,
            edited,
            edited,
            moved,
            Deed::Assessed,
            moved,
            Deed::Accepted,
            Deed::Accepted,
            moved,
        ];
        assert_eq!(deeds, expected);
        assert!(twinning.history.iter().all(|one| one.by.is_some() && one.at > 0));
    })
    .await;
}

#[tokio::test]
async fn a_model_in_use_is_an_adoption_that_counts_once_the_adopter_confirms() {
    on_both(async |world| {
        settle(world).await;
        let slug = running(world).await;
        let (ada, bea) = (world.by("ada").await, world.by("bea").await);
        world.clear_mails().await;
        for state in ["preparing", "transferring", "piloting", "operational"] {
            lead(world, &bea, state).await.unwrap();
        }
        let adoptions = world.portal.store().adoptions_of(&uid("p")).await.unwrap();
        let adoption = &adoptions[0].record;
        assert_eq!(adoptions.len(), 1);
        assert_eq!((adoption.source, adoption.state), (AdoptionSource::Twinning, AdoptionState::Adopted));
        assert_eq!((adoption.model.as_deref(), adoption.confirmed_by.as_deref()), (Some("A"), None));
        assert_eq!(adoption.adopter_org, Some(uid("take")));
        assert_eq!(phase(world).await, Phase::Transferring, "nobody has confirmed it");
        let asked = world.mails_to(&address("edo")).await;
        assert!(asked.iter().any(|mail| matches!(mail, MailContent::AdoptionToConfirm { .. })));
        let desk = world.portal.twinning_desk(&ada, &slug).await.unwrap();
        let line = &desk.adoptions[0];
        assert!(line.may_confirm && !line.confirmed);
        assert!(world.portal.confirm_twinning_adoption(&bea, &slug, &line.uid).await.is_err());
        world.portal.confirm_twinning_adoption(&ada, &slug, &line.uid).await.unwrap();
        assert_eq!(phase(world).await, Phase::Adopted);
        assert!(world.portal.confirm_twinning_adoption(&ada, &slug, &line.uid).await.is_err(), "it is confirmed");
    })
    .await;
}

#[tokio::test]
async fn who_speaks_for_the_recipient_confirms_by_leading_the_model_on() {
    on_both(async |world| {
        settle(world).await;
        running(world).await;
        let ada = world.by("ada").await;
        for state in ["preparing", "transferring", "piloting", "operational", "extended"] {
            lead(world, &ada, state).await.unwrap();
        }
        let adoptions = world.portal.store().adoptions_of(&uid("p")).await.unwrap();
        assert_eq!(adoptions.len(), 1, "extended goes on with the same adoption");
        let adoption = &adoptions[0].record;
        assert_eq!(adoption.confirmed_by.as_deref(), Some("Comune di Riuso"));
        assert_eq!(adoption.state, AdoptionState::Scaled);
        assert_eq!(phase(world).await, Phase::Adopted);
    })
    .await;
}

#[tokio::test]
async fn it_is_concluded_with_its_results_and_evaluated_against_what_was_before() {
    on_both(async |world| {
        settle(world).await;
        let slug = running(world).await;
        let ada = world.by("ada").await;
        assert!(go(world, &ada, "conclude").await.is_err());
        save(world, &ada, &slug, TwinningPart::Results, &[("results", "Tutto in uso.")]).await.unwrap();
        go(world, &ada, "conclude").await.unwrap();
        assert_eq!(phase(world).await, Phase::Identified, "it does not run any more");
        assert!(go(world, &ada, "evaluate").await.is_err());
        let measured = [
            ("indicator_name-1", "Pasti"),
            ("indicator_baseline-1", "100"),
            ("indicator_value-1", "150"),
            ("indicator_kind-1", "quantitative"),
        ];
        save(world, &ada, &slug, TwinningPart::Results, &measured).await.unwrap();
        go(world, &ada, "evaluate").await.unwrap();
        assert_eq!(record(world, "Mensa gemella").await.state, TwinningState::Evaluated);
        assert_eq!(world.portal.twinning_desk(&ada, &slug).await.unwrap().turn, Turn::Nobody);
    })
    .await;
}

#[tokio::test]
async fn ac_000_2_an_agreement_is_kept_and_told_when_it_ends_soon() {
    on_both(async |world| {
        settle(world).await;
        let slug = running(world).await;
        let (ada, zoe) = (world.by("ada").await, world.by("zoe").await);
        let agreement = |act: &'static str, signed: &'static str| {
            [
                ("agreement_act-1", act),
                ("agreement_signed-1", signed),
                ("agreement_months-1", "60"),
                ("agreement_kind-1", "giunta"),
            ]
        };
        save(world, &ada, &slug, TwinningPart::Agreements, &agreement("Delibera 61", "5/7/2021")).await.unwrap();
        let ending = world.portal.agreements_ending(&ada).await.unwrap();
        assert_eq!(ending.len(), 1);
        assert_eq!((ending[0].act.as_str(), ending[0].ends_on.to_string().as_str()), ("Delibera 61", "2026-07-05"));
        assert_eq!(world.portal.agreements_ending(&zoe).await.unwrap(), []);
        save(world, &ada, &slug, TwinningPart::Agreements, &agreement("Delibera 61", "5/7/2025")).await.unwrap();
        assert_eq!(world.portal.agreements_ending(&ada).await.unwrap(), [], "it lasts for years");
    })
    .await;
}
