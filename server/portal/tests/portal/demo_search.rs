// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The query set of the acceptance criteria on the demonstration content, in one language after the other.

use crate::demo;
use crate::world::{World, uids};

/// Whether any text of a practice holds a phrase.
fn practices_with(phrase: &str) -> Vec<String> {
    let practices = demo::practices().into_iter();
    let found = practices.filter(|practice| practice.to_string().to_lowercase().contains(phrase));
    found.map(|practice| practice["uid"].as_str().unwrap().to_owned()).collect()
}

/// The identifiers of all practices that a search finds.
async fn practices_found(world: &World, text: &str) -> Vec<String> {
    let request = portal::values::SearchRequest {
        text: text.to_owned(),
        kinds: vec!["practice".to_owned()],
        limit: 100,
        ..Default::default()
    };
    uids(&world.ask(request).await)
}

#[tokio::test]
async fn free_training_for_employees_is_found_however_it_is_put() {
    let world = demo::world().await;
    for text in
        ["formazione gratuita dipendenti", "dipendenti formazione gratuita", "formare gratuitamente i dipendenti"]
    {
        assert_eq!(world.finds(text).await[0], "prac-self", "{text}");
    }
}

#[tokio::test]
async fn ac_000_4_a_practice_is_found_by_who_signed_a_testimonial_about_its_adoption() {
    let world = demo::world().await;
    assert_eq!(practices_found(&world, "Zironi").await, ["prac-self"]);
    let said = world.page("prac-self").await.depth.testimonials;
    assert_eq!(said.len(), 1);
    assert_eq!((said[0].author.as_str(), said[0].source.is_some()), ("Luigi Zironi", true));
    world.portal.rebuild_index(|_| {}).await.unwrap();
    assert_eq!(practices_found(&world, "Zironi").await, ["prac-self"], "also in an index that was built anew");
}

#[tokio::test]
async fn accents_and_apostrophes_make_no_difference() {
    let world = demo::world().await;
    for same in [
        ["capacità", "capacita", "CAPACITÀ", "capacita'"],
        ["città", "citta", "citta'", "Citta\u{300}"],
        ["mobilità", "mobilita", "mobilita'", "mobilita\u{300}"],
    ] {
        let first = world.search(same[0]).await;
        assert!(first.total > 0, "{same:?}");
        for other in &same[1..] {
            let found = world.search(other).await;
            assert_eq!((found.total, uids(&found), found.correction), (first.total, uids(&first), None), "{other}");
        }
    }
}

#[tokio::test]
async fn elision_hides_no_word() {
    let world = demo::world().await;
    for (bare, elided) in
        [("ente", "dell'ente"), ("unione", "l’unione"), ("ufficio", "nell'ufficio"), ("infanzia", "d'infanzia")]
    {
        let (bare, elided) = (world.search(bare).await, world.search(elided).await);
        assert!(bare.total > 0);
        assert_eq!((uids(&elided), elided.total), (uids(&bare), bare.total));
    }
}

#[tokio::test]
async fn the_singular_finds_the_plural() {
    let world = demo::world().await;
    let text = serde_json::json!({"summary": "Vi aderiscono le pubbliche amministrazioni del territorio."});
    world.put(&[crate::world::with(crate::world::practice("plural", "Moduli"), text)]).await;
    let singular = practices_found(&world, "pubblica amministrazione").await;
    let plural = practices_found(&world, "pubbliche amministrazioni").await;
    assert!(singular.contains(&"plural".to_owned()), "{singular:?}");
    for uid in practices_with("pubblica amministrazione") {
        assert!(singular.contains(&uid) && plural.contains(&uid), "{uid}");
    }
}

#[tokio::test]
async fn a_misspelt_name_is_found_with_a_correction() {
    let world = demo::world().await;
    for typed in ["DSBPGoverance", "dsbpgoverance", "DSBPGovernace"] {
        let found = world.search(typed).await;
        assert_eq!(found.correction.as_deref().map(str::to_lowercase).as_deref(), Some("dsbpgovernance"), "{typed}");
        assert_eq!(practices_found(&world, typed).await[0], "prac-dsbpgovernance");
    }
    let right = world.search("DSBPGovernance").await;
    assert_eq!(
        (right.correction, practices_found(&world, "DSBPGovernance").await[0].as_str()),
        (None, "prac-dsbpgovernance")
    );
}

#[tokio::test]
async fn a_name_spelt_right_finds_the_record_that_spells_it_wrong() {
    let world = World::new().await;
    let lines = [
        crate::world::practice("wrong", "DSBPGoverance presentato a Livorno"),
        crate::world::practice("other", "Raccolta dei rifiuti"),
    ];
    world.put(&lines).await;
    let found = world.search("DSBPGovernance").await;
    assert_eq!(uids(&found), ["wrong"]);
    assert_eq!(found.correction.as_deref().map(str::to_lowercase).as_deref(), Some("dsbpgoverance"));
}

#[tokio::test]
async fn smart_working_has_three_names() {
    let world = demo::world().await;
    let mut answers = Vec::new();
    for name in ["lavoro agile", "smart working", "smartworking"] {
        let found = practices_found(&world, name).await;
        let about = ["prac-vela", "prac-metodologie-agili-tresinaro-secchia"];
        assert!(about.contains(&found[0].as_str()) && about.contains(&found[1].as_str()), "{name}: {found:?}");
        for other in ["smart working", "smartworking"] {
            for uid in practices_with(other) {
                assert!(found.contains(&uid), "{name} does not find {uid}");
            }
        }
        answers.push(found);
    }
}

#[tokio::test]
async fn acronyms_and_their_words_find_each_other() {
    let world = demo::world().await;
    for (short, long, first) in [
        ("NU112", "numero unico di emergenza", "prac-nue-112-lombardia"),
        ("SUA", "stazione unica appaltante", "prac-stazione-unica-appaltante-treviso"),
        ("SEAV", "servizio europa area vasta", "prac-servizio-europa-area-vasta-brescia"),
    ] {
        assert_eq!(practices_found(&world, short).await[0], first, "{short}");
        assert_eq!(practices_found(&world, long).await[0], first, "{long}");
    }
}

#[tokio::test]
async fn what_people_type_finds_what_they_mean() {
    let world = demo::world().await;
    for (typed, first) in [
        ("asilo nido", "prac-prima-infanzia-firenze"),
        ("kanban", "prac-metodologie-agili-tresinaro-secchia"),
        ("Sardegna repertorio competenze", "prac-sistema-regionale-delle-competenze"),
        ("comunità energetica", "prac-comunita-energetica-piccoli-comuni"),
        ("ferrovie dimenticate", "prac-ferrovie-dimenticate-vie-del-gusto"),
        ("pagoPA riconciliare", "prac-payflowpa"),
        ("valanghe", "prac-commissione-valanghe-digitale"),
        ("beni confiscati", "prac-registro-aperto-beni-confiscati"),
        ("biblioteche in movimento", "prac-bim-biblioteche-in-movimento"),
        ("tariffa puntuale stagionale", "prac-tariffa-puntuale-stagionale"),
    ] {
        assert_eq!(practices_found(&world, typed).await[0], first, "{typed}");
    }
}

#[tokio::test]
async fn records_in_other_languages_are_found_in_theirs() {
    let world = demo::world().await;
    for (typed, first) in [
        ("compétences numériques agents", "prac-fwb-autodiagnostic-competences-numeriques"),
        ("itinerarios formativos", "prac-eclap-itinerarios-competencias-digitales"),
        ("facilitatori primării", "prac-brasov-facilitatori-digitali"),
        ("digitālo prasmju", "prac-riga-digitalo-prasmju-dienas"),
        ("elektronische Akte", "prac-oberbayern-digitallotsen-e-akte"),
        ("cruise visitors calendar", "prac-heraklion-shared-visitor-calendar"),
    ] {
        assert_eq!(practices_found(&world, typed).await[0], first, "{typed}");
    }
}
