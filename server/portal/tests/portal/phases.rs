// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The phase follows from facts, in the transaction that changes them.

use domain::Locale;
use domain::phase::Phase;
use domain::policy::Viewer;
use serde_json::{Value, json};

use crate::world::{World, adoption, on_both, organisation, practice, theme, with};

fn documented() -> Value {
    let condition = |text: &str| json!({"text": text, "category": "organisational", "weight": 2});
    with(
        practice("p", "Nidi"),
        json!({
            "owner_org": "comune", "themes": ["scuola"], "start_date": "2019", "problem": "Mancano posti.",
            "solution": "Una rete.", "failures": "La prima sede.", "transfer_potential": "Ovunque.",
            "evidence": [{"name": "Posti", "unit": "posti", "baseline": "10", "value": "20", "date": "2021", "kind": "quantitative"}],
            "conditions": [condition("Un ufficio?"), condition("Un bilancio?"), condition("Una sede?")],
        }),
    )
}

fn confirmed(uid: &str, state: &str, more: Value) -> Value {
    with(with(adoption(uid, "p", state), json!({"confirmed_by": "Ufficio scuola"})), more)
}

async fn phase(world: &World) -> Phase {
    let page = world.page("p").await;
    assert_eq!(page.facts.phase(), page.phase);
    let found = world.search("nidi").await;
    let phases = found.facets.iter().find(|facet| facet.parameter == "phase").unwrap();
    assert_eq!(phases.values[0].code, page.phase.code(), "the index has another phase");
    page.phase
}

#[tokio::test]
async fn ac_002_1_a_practice_rises_with_the_facts() {
    on_both(async |world| {
        world.put(&[theme("scuola", None), organisation("comune", "Comune"), practice("p", "Nidi")]).await;
        assert_eq!(phase(world).await, Phase::Identified);
        world.put(&[documented()]).await;
        assert_eq!(phase(world).await, Phase::Documented);
        world.put(&[with(documented(), json!({"reviewed_at": "2022-05"}))]).await;
        assert_eq!(phase(world).await, Phase::Analysed);
        world.put(&[adoption("a", "p", "adopted")]).await;
        assert_eq!(phase(world).await, Phase::Analysed);
        world.put(&[confirmed("a", "pilot", json!({}))]).await;
        assert_eq!(phase(world).await, Phase::Analysed);
        world.put(&[confirmed("a", "adopted", json!({}))]).await;
        assert_eq!(phase(world).await, Phase::Adopted);
        world.put(&[confirmed("b", "scaled", json!({"results_measured": true}))]).await;
        assert_eq!(phase(world).await, Phase::Evaluated);
    })
    .await;
}

#[tokio::test]
async fn a_practice_falls_when_its_adoption_is_given_up() {
    on_both(async |world| {
        world.put(&[practice("p", "Nidi"), confirmed("a", "adopted", json!({}))]).await;
        assert_eq!(phase(world).await, Phase::Adopted);
        world.put(&[confirmed("a", "abandoned", json!({"notes": "Costava troppo."}))]).await;
        assert_eq!(phase(world).await, Phase::Identified);
    })
    .await;
}

#[tokio::test]
async fn an_adoption_may_come_before_its_practice() {
    on_both(async |world| {
        world.put(&[confirmed("a", "adopted", json!({}))]).await;
        world.put(&[practice("p", "Nidi")]).await;
        assert_eq!(phase(world).await, Phase::Adopted);
        let page = world.page("p").await;
        assert_eq!(page.adoptions.len(), 1);
        assert!(page.adoptions[0].confirmed);
    })
    .await;
}

#[tokio::test]
async fn a_practice_written_again_keeps_the_phase_that_its_adoptions_gave() {
    let world = World::new().await;
    world.put(&[practice("p", "Nidi"), confirmed("a", "adopted", json!({}))]).await;
    world.put(&[practice("p", "Nidi in rete")]).await;
    assert_eq!(phase(&world).await, Phase::Adopted);
}

#[tokio::test]
async fn an_adoption_that_moves_takes_the_phase_along() {
    let world = World::new().await;
    world.put(&[practice("p", "Nidi"), practice("q", "Asili"), confirmed("a", "adopted", json!({}))]).await;
    assert_eq!(phase(&world).await, Phase::Adopted);
    world.put(&[confirmed("a", "adopted", json!({"practice": "q"}))]).await;
    assert_eq!(world.page("q").await.phase, Phase::Adopted);
    assert_eq!(phase(&world).await, Phase::Identified);
}

#[tokio::test]
async fn a_phase_is_shown_on_cards_and_counted_in_the_database() {
    on_both(async |world| {
        world.put(&[practice("p", "Nidi"), confirmed("a", "adopted", json!({}))]).await;
        let home = world.portal.home(&Viewer::Visitor, Locale::Italian).await.unwrap();
        assert_eq!(home.latest[0].phase, Phase::Adopted);
        assert_eq!(world.number("SELECT count(*) FROM practices WHERE phase = 'adopted'").await, 1);
    })
    .await;
}
