// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Who writes and who reviews, and the shortest practice that can be submitted.

use domain::Locale;
use domain::policy::Viewer;
use domain::practice::writing::Step;
use portal::form::{FormError, Typed};
use portal::writing::{BeginForm, MoveForm, Moved};
use serde_json::json;

use crate::world::{World, acting, in_office, member, organisation, theme, with};

pub const IT: Locale = Locale::Italian;

/// Everybody whom a practice can meet: its author, an editor and a contributor of its body, the author's colleague who
/// also reviews, a reviewer, a moderator, an administrator, a stranger.
pub const PEOPLE: &[&str] = &["ada", "edo", "carl", "rina", "rita", "mode", "admin", "zoe"];

pub async fn settle(world: &World) {
    world
        .put(&[organisation("body", "Comune di Prova"), organisation("other", "Comune di Altrove"), theme("mensa")])
        .await;
    let reviewing = json!({"roles": ["reviewer"]});
    world
        .put_members(&[
            acting("ada", "body", "contributor"),
            acting("edo", "body", "editor"),
            acting("carl", "body", "contributor"),
            with(acting("rina", "body", "editor"), reviewing),
            in_office("rita", "reviewer"),
            in_office("mode", "moderator"),
            in_office("admin", "administrator"),
            member("zoe"),
        ])
        .await;
}

pub fn typed(pairs: &[(&str, &str)]) -> Typed {
    Typed(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
}

pub async fn begin(world: &World, viewer: &Viewer, title: &str) -> String {
    let form = BeginForm { title: title.to_owned(), organisation: "body".to_owned(), language: "it".to_owned() };
    world.portal.begin_practice(viewer, form).await.unwrap()
}

/// Saves over whatever there is.
pub async fn save(world: &World, viewer: &Viewer, uid: &str, step: Step, pairs: &[(&str, &str)]) {
    let version = world.portal.writing_step(viewer, IT, uid, step).await.unwrap().version;
    let mut all = pairs.to_vec();
    all.push(("version", &version));
    world.portal.save_step(viewer, uid, step, typed(&all)).await.unwrap();
}

/// All that must be there, in as few words as will do.
pub async fn complete(world: &World, viewer: &Viewer, uid: &str, title: &str) {
    let text = "Una frase che basta. ".repeat(8);
    let essentials = [
        ("title", title),
        ("summary", "Le famiglie prenotano la mensa dal telefono."),
        ("language", "it"),
        ("owner_org", "body"),
        ("contact", "Ufficio scuola"),
        ("practice_kind", "service"),
        ("level", "municipal"),
        ("region", "09"),
        ("start_date", "3/2021"),
        ("themes", "mensa"),
        ("beneficiaries", "families"),
        ("audience", "public"),
    ];
    save(world, viewer, uid, Step::Essentials, &essentials).await;
    save(world, viewer, uid, Step::Story, &[("problem", &text), ("solution", &text)]).await;
    let evidence = [("evidence_name", "Pasti prenotati"), ("evidence_value", "1.200"), ("failures", &text)];
    save(world, viewer, uid, Step::Evidence, &evidence).await;
    let needs = [("financial_band", "under_10k"), ("fte", "0,5"), ("months", "6")];
    save(world, viewer, uid, Step::Needs, &needs).await;
    let conditions = [
        ("condition_text", "Un referente"),
        ("condition_text", "Un sito"),
        ("condition_text", "Un regolamento"),
        ("transfer_potential", &text),
    ];
    save(world, viewer, uid, Step::Conditions, &conditions).await;
    assert_eq!(world.portal.practice_desk(viewer, IT, uid).await.unwrap().lacks, []);
}

/// A practice that could be submitted, by its author.
pub async fn written(world: &World, viewer: &Viewer, title: &str) -> String {
    let uid = begin(world, viewer, title).await;
    complete(world, viewer, &uid, title).await;
    uid
}

/// Makes a move as its page would send it.
pub async fn go(world: &World, viewer: &Viewer, uid: &str, step: &str) -> Result<Moved, FormError> {
    let kept = world.portal.store().practice_for(&Viewer::Operator, &crate::world::uid(uid)).await.unwrap();
    let form = MoveForm {
        uid: uid.to_owned(),
        version: kept.map_or(0, |kept| kept.record_version).to_string(),
        step: step.to_owned(),
        note: "Perché sì".to_owned(),
        consent: true,
        ..MoveForm::default()
    };
    world.portal.move_practice(viewer, form).await
}
