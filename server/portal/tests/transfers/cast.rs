// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Two bodies, their people, a practice, and the shortest twinning that can run.

use domain::Locale;
use domain::policy::Viewer;
use domain::twinning::{CheckKind, Twinning};
use portal::form::{FormError, Typed};
use portal::twinnings::{ProposalForm, ReplyForm, SavedTwinning, TwinningMoveForm, TwinningOpinionForm, TwinningPart};
use serde_json::json;

use crate::world::{World, acting, in_office, member, organisation, practice, theme, uid, with};

pub const IT: Locale = Locale::Italian;

pub async fn settle(world: &World) {
    let owned = json!({"owner_org": "offer", "models": [
        {"title": "Prenotazioni", "description": "Si prenota dal telefono."},
        {"title": "Pagamenti", "description": "Si paga in rete."}
    ]});
    world
        .put(&[
            organisation("offer", "Comune di Offerta"),
            organisation("take", "Comune di Riuso"),
            organisation("third", "Comune di Altrove"),
            theme("mensa"),
            with(practice("p", "Mensa senza code"), owned),
        ])
        .await;
    world
        .put_members(&[
            acting("bea", "offer", "representative"),
            acting("ada", "take", "representative"),
            acting("edo", "take", "editor"),
            in_office("rita", "reviewer"),
            member("zoe"),
        ])
        .await;
}

pub fn proposal() -> ProposalForm {
    ProposalForm {
        title: "Mensa gemella".to_owned(),
        object: "Una frase che basta. ".repeat(12),
        language: "it".to_owned(),
        organisation: "take".to_owned(),
        role: "recipient".to_owned(),
        offering: "Comune di Offerta".to_owned(),
        start: "3/2026".to_owned(),
        practice: "mensa-senza-code".to_owned(),
        ..ProposalForm::default()
    }
}

/// A proposal by the representative of the recipient; answers its address.
pub async fn proposed(world: &World, ada: &Viewer) -> String {
    world.portal.propose_twinning(ada, proposal()).await.unwrap().slug
}

pub async fn record(world: &World, title: &str) -> Twinning {
    let filter = store::TwinningFilter::default();
    let rows = world.portal.store().twinnings(&Viewer::Operator, &filter, store::Page::first(9)).await.unwrap().rows;
    let found = rows.into_iter().find(|row| row.record.title == title).unwrap().record.uid;
    world.portal.store().twinning(&Viewer::Operator, &found).await.unwrap().unwrap().record
}

/// The address and the version that there are now.
pub async fn now(world: &World, title: &str) -> (String, String) {
    let twinning = record(world, title).await.uid;
    let kept = world.portal.store().twinning(&Viewer::Operator, &twinning).await.unwrap().unwrap();
    (kept.slug.to_string(), kept.version.to_string())
}

/// Saves a part with some fields changed, as its page would send it.
pub async fn save(
    world: &World,
    viewer: &Viewer,
    slug: &str,
    part: TwinningPart,
    changes: &[(&str, &str)],
) -> Result<SavedTwinning, FormError> {
    let page = world.portal.twinning_part(viewer, IT, slug, part).await?;
    let mut pairs = page.typed.0;
    pairs.retain(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
    pairs.extend(changes.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    pairs.push(("version".to_owned(), page.version.to_string()));
    world.portal.save_twinning_part(viewer, slug, part, Typed(pairs)).await
}

/// Writes all that a proposal must have.
pub async fn complete(world: &World, ada: &Viewer, slug: &str) {
    let results = "Una frase che basta. ".repeat(6);
    let texts = [("expected_results", results.as_str()), ("themes", "mensa")];
    save(world, ada, slug, TwinningPart::Texts, &texts).await.unwrap();
    save(world, ada, slug, TwinningPart::Objectives, &[("objective-1", "Imparare.")]).await.unwrap();
    let checks: Vec<String> = CheckKind::ALL.iter().map(|kind| format!("check-{kind}")).collect();
    let checks: Vec<(&str, &str)> = checks.iter().map(|name| (name.as_str(), "yes")).collect();
    save(world, ada, slug, TwinningPart::Checks, &checks).await.unwrap();
}

/// Makes a move over whatever there is.
pub async fn go(world: &World, viewer: &Viewer, to: &str) -> Result<SavedTwinning, FormError> {
    let (slug, version) = now(world, "Mensa gemella").await;
    let form = TwinningMoveForm { version, to: to.to_owned(), note: "Perché sì".to_owned(), ..Default::default() };
    world.portal.move_twinning(viewer, &slug, form).await
}

/// Leads the first model to a state.
pub async fn lead(world: &World, viewer: &Viewer, to: &str) -> Result<SavedTwinning, FormError> {
    let (slug, version) = now(world, "Mensa gemella").await;
    let model = record(world, "Mensa gemella").await.models[0].uid.to_string();
    let form = TwinningMoveForm { version, to: to.to_owned(), model, note: String::new() };
    world.portal.move_model(viewer, &slug, form).await
}

pub async fn reply(world: &World, viewer: &Viewer, body: &str, reply: &str) -> Result<SavedTwinning, FormError> {
    let (slug, version) = now(world, "Mensa gemella").await;
    let form = ReplyForm {
        version,
        organisation: body.to_owned(),
        reply: reply.to_owned(),
        note: if reply == "refused" { "Non ora.".to_owned() } else { String::new() },
    };
    world.portal.reply_to_twinning(viewer, &slug, form).await
}

pub async fn assess(world: &World, viewer: &Viewer) -> Result<SavedTwinning, FormError> {
    let (slug, version) = now(world, "Mensa gemella").await;
    let form = TwinningOpinionForm { version, outcome: "favourable".to_owned(), text: "Si può fare.".to_owned() };
    world.portal.assess_twinning(viewer, &slug, form).await
}

/// A twinning that runs; answers its address.
pub async fn running(world: &World) -> String {
    let (ada, bea, rita) = (world.by("ada").await, world.by("bea").await, world.by("rita").await);
    let slug = proposed(world, &ada).await;
    complete(world, &ada, &slug).await;
    go(world, &ada, "examine").await.unwrap();
    assess(world, &rita).await.unwrap();
    go(world, &ada, "approve").await.unwrap();
    reply(world, &ada, "take", "accepted").await.unwrap();
    reply(world, &bea, "offer", "accepted").await.unwrap();
    go(world, &ada, "start").await.unwrap().slug
}

pub async fn phase(world: &World) -> domain::phase::Phase {
    world.portal.store().practice_for(&Viewer::Operator, &uid("p")).await.unwrap().unwrap().phase
}
