// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Beginning a practice and saving its steps.

use domain::policy::Viewer;
use domain::practice::Stage;
use domain::practice::writing::{LackKind, Step};
use portal::form::FieldProblem as Wrong;
use portal::writing::BeginForm;

use crate::cast::{IT, begin, save, settle, typed};
use crate::world::{denied, on_both, problem, uid};

#[tokio::test]
async fn a_title_is_enough_to_begin_and_only_those_who_write_see_the_draft() {
    on_both(async |world| {
        settle(world).await;
        let ada = world.by("ada").await;
        let draft = begin(world, &ada, "Mensa").await;
        let desk = world.portal.practice_desk(&ada, IT, &draft).await.unwrap();
        assert_eq!((desk.stage, desk.title.as_str(), desk.slug.as_str()), (Stage::Draft, "Mensa", draft.as_str()));
        assert_eq!(desk.owner.as_deref(), Some("Comune di Prova"));
        assert!(world.portal.practice_desk(&world.by("edo").await, IT, &draft).await.is_ok());
        for name in ["carl", "rita", "mode", "admin", "zoe"] {
            let viewer = world.by(name).await;
            let found = world.portal.practice_desk(&viewer, IT, &draft).await;
            assert!(matches!(found, Err(portal::Error::NotFound)), "{name}");
            let page = world.portal.practice(&viewer, IT, &draft).await;
            assert!(matches!(page, Err(portal::Error::NotFound)), "{name}");
        }
        let visitor = world.portal.practice_desk(&Viewer::Visitor, IT, &draft).await;
        assert!(matches!(visitor, Err(portal::Error::SignInFirst)));
    })
    .await;
}

#[tokio::test]
async fn a_beginning_says_what_is_wrong_with_it() {
    on_both(async |world| {
        settle(world).await;
        let ada = world.by("ada").await;
        let form = |title: &str, organisation: &str, language: &str| BeginForm {
            title: title.to_owned(),
            organisation: organisation.to_owned(),
            language: language.to_owned(),
        };
        let begin = async |form| world.portal.begin_practice(&ada, form).await;
        assert_eq!(problem(begin(form(" \u{200B}", "body", "it")).await), ("title", Wrong::Missing));
        assert_eq!(problem(begin(form(&"è".repeat(301), "body", "it")).await), ("title", Wrong::TooLong));
        assert_eq!(problem(begin(form("T", "other", "it")).await), ("organisation", Wrong::NotAllowed));
        assert_eq!(problem(begin(form("T", "body", "xx")).await), ("language", Wrong::Unknown));
        let visitor = world.portal.begin_practice(&Viewer::Visitor, form("T", "", "it")).await;
        assert!(matches!(denied(visitor), portal::Error::SignInFirst));
        assert_eq!(world.number("SELECT count(*) FROM practices").await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_step_is_saved_as_typed_and_what_is_too_long_is_kept_and_told() {
    on_both(async |world| {
        settle(world).await;
        let ada = world.by("ada").await;
        let draft = begin(world, &ada, "Mensa").await;
        let long = "parola ".repeat(300);
        save(world, &ada, &draft, Step::Story, &[("problem", &long), ("solution", "<b>Breve</b>")]).await;
        let page = world.portal.writing_step(&ada, IT, &draft, Step::Story).await.unwrap();
        let value = |name: &str| page.typed.iter().find(|(known, _)| known == name).unwrap().1.clone();
        assert_eq!((value("problem").as_str(), value("solution").as_str()), (long.trim_end(), "<b>Breve</b>"));
        let lack = page.lacks.iter().find(|lack| lack.field == "problem").unwrap();
        assert_eq!(lack.kind, LackKind::TooLong { max: 2_000, now: 2_099 });
        assert_eq!(page.saved_by.as_deref(), Some("Ada Prova"));
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_read_is_told_and_nothing_of_the_step_is_kept() {
    on_both(async |world| {
        settle(world).await;
        let ada = world.by("ada").await;
        let draft = begin(world, &ada, "Mensa").await;
        let version = async |step| world.portal.writing_step(&ada, IT, &draft, step).await.unwrap().version;
        let before = world.portal.practice_desk(&ada, IT, &draft).await.unwrap().version;
        let essentials = version(Step::Essentials).await;
        let form = typed(&[("title", "Nuovo"), ("start_date", "ieri"), ("version", &essentials)]);
        let saved = world.portal.save_step(&ada, &draft, Step::Essentials, form).await;
        assert_eq!(problem(saved), ("start_date", Wrong::Invalid));
        let huge = "x".repeat(64 * 1024 + 1);
        let story = version(Step::Story).await;
        let form = typed(&[("problem", &huge), ("version", &story)]);
        let saved = world.portal.save_step(&ada, &draft, Step::Story, form).await;
        assert_eq!(problem(saved), ("problem", Wrong::TooLong));
        let desk = world.portal.practice_desk(&ada, IT, &draft).await.unwrap();
        assert_eq!((desk.title.as_str(), desk.version), ("Mensa", before));
    })
    .await;
}

#[tokio::test]
async fn an_old_page_does_not_overwrite_what_was_saved_since() {
    on_both(async |world| {
        settle(world).await;
        let (ada, edo) = (world.by("ada").await, world.by("edo").await);
        let draft = begin(world, &ada, "Mensa").await;
        let version = world.portal.writing_step(&ada, IT, &draft, Step::Story).await.unwrap().version;
        let form = |text: &str| typed(&[("problem", text), ("version", &version)]);
        world.portal.save_step(&edo, &draft, Step::Story, form("Di Edo")).await.unwrap();
        for late in [
            world.portal.save_step(&ada, &draft, Step::Story, form("Di Ada")).await,
            world.portal.autosave(&ada, &draft, Step::Story, form("Di Ada")).await,
        ] {
            assert_eq!(problem(late), ("form", Wrong::Conflict));
        }
        let kept = world.portal.store().practice_for(&ada, &uid(&draft)).await.unwrap().unwrap();
        assert_eq!(kept.record.problem.as_deref(), Some("Di Edo"));
    })
    .await;
}

#[tokio::test]
async fn who_writes_another_step_or_takes_it_on_makes_no_conflict() {
    on_both(async |world| {
        settle(world).await;
        let (ada, edo) = (world.by("ada").await, world.by("edo").await);
        let draft = begin(world, &ada, "Mensa").await;
        let step = async |viewer: &Viewer, step| world.portal.writing_step(viewer, IT, &draft, step).await.unwrap();
        let (story, conditions) = (step(&ada, Step::Story).await.version, step(&edo, Step::Conditions).await.version);
        let form = typed(&[("transfer_potential", "Di Edo"), ("version", &conditions)]);
        world.portal.save_step(&edo, &draft, Step::Conditions, form).await.unwrap();
        world.portal.add_author(&edo, &draft, "carl").await.unwrap();
        let form = typed(&[("problem", "Di Ada"), ("version", &story)]);
        let saved = world.portal.autosave(&ada, &draft, Step::Story, form).await.unwrap();
        let page = step(&ada, Step::Story).await;
        assert_eq!((&saved.version, page.saved_by.as_deref()), (&page.version, Some("Ada Prova")));
        let kept = world.portal.store().practice_for(&ada, &uid(&draft)).await.unwrap().unwrap().record;
        assert_eq!((kept.problem.as_deref(), kept.transfer_potential.as_deref()), (Some("Di Ada"), Some("Di Edo")));
    })
    .await;
}

#[tokio::test]
async fn what_is_saved_unchanged_is_no_new_version() {
    on_both(async |world| {
        settle(world).await;
        let ada = world.by("ada").await;
        let draft = begin(world, &ada, "Mensa").await;
        let page = world.portal.writing_step(&ada, IT, &draft, Step::Story).await.unwrap();
        let mut pairs = page.typed;
        pairs.push(("version".to_owned(), page.version.clone()));
        let saved = world.portal.save_step(&ada, &draft, Step::Story, portal::form::Typed(pairs)).await.unwrap();
        assert_eq!(saved.version, page.version);
        assert_eq!(world.portal.practice_desk(&ada, IT, &draft).await.unwrap().history.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn what_is_saved_by_itself_in_a_row_is_one_revision() {
    on_both(async |world| {
        settle(world).await;
        let ada = world.by("ada").await;
        let draft = begin(world, &ada, "Mensa").await;
        for text in ["U", "Un", "Una"] {
            let version = world.portal.writing_step(&ada, IT, &draft, Step::Story).await.unwrap().version;
            let form = typed(&[("problem", text), ("version", &version)]);
            world.portal.autosave(&ada, &draft, Step::Story, form).await.unwrap();
        }
        save(world, &ada, &draft, Step::Story, &[("problem", "Una frase")]).await;
        let acts: Vec<_> = world.portal.practice_desk(&ada, IT, &draft).await.unwrap().history;
        let acts: Vec<_> = acts.into_iter().map(|line| (line.number, line.act.code())).collect();
        assert_eq!(acts, [(3, "saved"), (2, "autosaved"), (1, "created")]);
    })
    .await;
}

#[tokio::test]
async fn what_resembles_a_draft_is_shown_with_the_words_they_share() {
    on_both(async |world| {
        settle(world).await;
        let published = |uid: &str, title: &str, text: &str| {
            serde_json::json!({"type": "practice", "uid": uid, "title": title, "language": "it", "problem": text})
        };
        world
            .put(&[
                published("p1", "Prenotare la mensa scolastica", "Code agli sportelli della mensa scolastica."),
                published("p2", "Piste ciclabili", "Poche biciclette in centro."),
            ])
            .await;
        let ada = world.by("ada").await;
        let draft = begin(world, &ada, "La mensa scolastica dal telefono").await;
        let page = world.portal.writing_step(&ada, IT, &draft, Step::Essentials).await.unwrap();
        let similar: Vec<_> = page.similar.iter().map(|one| (one.practice.uid.as_str(), one.words.clone())).collect();
        assert_eq!(similar, [("p1", vec!["mensa".to_owned(), "scolastica".to_owned()])]);
    })
    .await;
}
