// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A body's own list of practices: what becomes of it, once, and what is refused.

use bytes::Bytes;
use domain::policy::Viewer;
use domain::practice::{Column, Practice, Stage};
use portal::form::{FieldProblem as Wrong, FormError, Typed};
use portal::writing::{LIST_BYTES, LIST_ROWS, ListForm, ListOutcome, ListPreview, ListState, Taken, WhyLeftOut};

use crate::cast::{IT, begin, settle};
use crate::world::{PASSWORD, World, address, denied, hours, on_both, problem, uid, visit};

pub async fn bring(portal: &portal::Portal, viewer: &Viewer, file: &[u8]) -> Result<String, FormError> {
    let form = ListForm {
        organisation: "body".to_owned(),
        language: "it".to_owned(),
        file_name: "elenco\u{202E}.csv".to_owned(),
    };
    portal.bring_list(viewer, form, Bytes::copy_from_slice(file)).await
}

async fn preview(world: &World, viewer: &Viewer, list: &str) -> ListPreview {
    match world.portal.list_page(viewer, IT, list).await.unwrap().state {
        ListState::Open(preview) => *preview,
        ListState::Taken(outcome) => panic!("taken: {outcome:?}"),
    }
}

async fn outcome(world: &World, viewer: &Viewer, list: &str) -> ListOutcome {
    match world.portal.list_page(viewer, IT, list).await.unwrap().state {
        ListState::Taken(outcome) => outcome,
        ListState::Open(preview) => panic!("not taken: {preview:?}"),
    }
}

/// The form of the preview, as it stands.
fn form(preview: &ListPreview) -> Typed {
    let code = |column: Option<Column>| column.map_or("", Column::code).to_owned();
    Typed(preview.columns.iter().map(|column| ("column".to_owned(), code(column.becomes))).collect())
}

fn columns(codes: &[&str]) -> Typed {
    Typed(codes.iter().map(|code| ("column".to_owned(), (*code).to_owned())).collect())
}

async fn take(world: &World, viewer: &Viewer, list: &str) -> Result<Taken, FormError> {
    let form = form(&preview(world, viewer, list).await);
    world.portal.take_list(viewer, list, &form).await
}

async fn record(world: &World, practice: &str) -> Practice {
    let kept = world.portal.store().practice_for(&Viewer::Operator, &uid(practice)).await.unwrap();
    kept.unwrap().record
}

async fn practices(world: &World) -> i64 {
    world.number("SELECT count(*) FROM practices").await
}

/// As a spreadsheet of before Unicode writes it.
const LIST: &[u8] = b"Titolo;Descrizione;Perch\xE9 serve (problema);Regione;Anno di avvio;Tema;Sito web;Note interne\r\n\
    Orti urbani;\"Si coltiva; insieme.\r\nOgni sabato.\";Mancava il verde.;Lazio;15/3/2021;mensa;www.example.it/orti;no\r\n\
    Nidi gratis;Bando annuale.;;;44270;;;no\r\n";

#[tokio::test]
async fn a_list_becomes_drafts_of_its_body_by_the_member_who_brought_it() {
    on_both(async |world| {
        settle(world).await;
        let ada = world.by("ada").await;
        let list = bring(&world.portal, &ada, LIST).await.unwrap();
        let page = world.portal.list_page(&ada, IT, &list).await.unwrap();
        assert_eq!(
            (page.file_name.as_str(), page.organisation.as_str(), page.rows),
            ("elenco.csv", "Comune di Prova", 2)
        );
        let shown = preview(world, &ada, &list).await;
        let becomes: Vec<_> = shown.columns.iter().map(|column| column.becomes).collect();
        let wanted = [
            Some(Column::Title),
            Some(Column::Solution),
            Some(Column::Problem),
            Some(Column::Region),
            Some(Column::StartDate),
            Some(Column::Themes),
            Some(Column::Links),
            None,
        ];
        assert_eq!(becomes, wanted);
        assert_eq!((shown.good, shown.wrong.len(), shown.alike.len(), shown.shown.len()), (2, 0, 0, 2));
        assert!(shown.shown[0].fields.contains(&(Column::Region, "Lazio".to_owned())));
        assert!(shown.shown[1].fields.contains(&(Column::StartDate, "15/03/2021".to_owned())));
        assert_eq!(practices(world).await, 0, "a preview makes nothing");

        assert_eq!(take(world, &ada, &list).await.unwrap(), Taken::Done);
        let came_of = outcome(world, &ada, &list).await;
        assert_eq!((came_of.created.len(), came_of.left_out.len()), (2, 0));
        let first = record(world, &came_of.created[0].uid).await;
        assert_eq!((first.title.as_str(), first.stage), ("Orti urbani", Stage::Draft));
        assert_eq!(first.solution.as_deref(), Some("Si coltiva; insieme.\nOgni sabato."));
        assert_eq!(first.problem.as_deref(), Some("Mancava il verde."));
        assert_eq!((first.authors, first.owner_org), (vec![uid("ada")], Some(uid("body"))));
        assert_eq!((first.region.as_deref(), first.themes), (Some("12"), vec![uid("mensa")]));
        assert_eq!(first.start_date.unwrap().to_string(), "2021-03-15");
        assert_eq!(
            (first.links[0].label.as_str(), first.links[0].url.as_str()),
            ("www.example.it", "https://www.example.it/orti")
        );
        let second = record(world, &came_of.created[1].uid).await;
        assert_eq!(
            (second.region.as_deref(), second.start_date.unwrap().to_string().as_str()),
            (Some("09"), "2021-03-15")
        );
        let desk = world.portal.own_desk(&ada).await.unwrap();
        assert_eq!(desk.lines.len(), 2);
        assert_eq!(world.portal.practice_desk(&ada, IT, &came_of.created[0].uid).await.unwrap().history.len(), 1);
        world.follow().await;
    })
    .await;
}

#[tokio::test]
async fn a_list_is_taken_once_however_often_it_is_sent() {
    on_both(async |world| {
        settle(world).await;
        let ada = world.by("ada").await;
        let list = bring(&world.portal, &ada, LIST).await.unwrap();
        let form = form(&preview(world, &ada, &list).await);
        let send = || world.portal.take_list(&ada, &list, &form);
        let (one, other, third) = tokio::join!(send(), send(), send());
        assert_eq!([one.unwrap(), other.unwrap(), third.unwrap()], [Taken::Done; 3]);
        assert_eq!(send().await.unwrap(), Taken::Done);
        assert_eq!(practices(world).await, 2);
        // Nor does a change of its columns do anything any more.
        world.portal.choose_columns(&ada, &list, &columns(&["title"])).await.unwrap();
        assert_eq!(outcome(world, &ada, &list).await.created.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn rows_that_cannot_be_taken_are_told_and_come_back_with_the_reason() {
    on_both(async |world| {
        settle(world).await;
        let ada = world.by("ada").await;
        let long = "x".repeat(301);
        let csv = format!(
            "Titolo,Sintesi,Regione,Anno,Tema,Tag\n,Senza titolo,,,,\n=1+1,Una formula,,,,\n{long},,,,,\nUno,,Atlantide,,,\n\
             Due,,,l'anno scorso,sconosciuto,\nTre,{},,,,\nQuattro,,,,,{}\n",
            "y".repeat(250),
            "z".repeat(61)
        );
        let list = bring(&world.portal, &ada, csv.as_bytes()).await.unwrap();
        let shown = preview(world, &ada, &list).await;
        let wrong: Vec<String> = shown
            .wrong
            .iter()
            .map(|row| {
                let problems: Vec<_> = row.problems.iter().map(|one| format!("{} {}", one.field, one.key)).collect();
                format!("{} {}", row.number, problems.join(", "))
            })
            .collect();
        let wanted = [
            "2 title missing",
            "4 title too_long",
            "5 region unknown",
            "6 themes unknown, start_date invalid",
            "8 tags too_long",
        ];
        assert_eq!(wrong, wanted);
        let long: Vec<_> = shown.long.iter().map(|row| (row.number, row.lacks[0].field)).collect();
        assert_eq!((shown.good, long), (2, vec![(7, "summary")]));
        take(world, &ada, &list).await.unwrap();
        let came_of = outcome(world, &ada, &list).await;
        let titles: Vec<_> = came_of.created.iter().map(|draft| draft.title.as_str()).collect();
        assert_eq!(titles, ["=1+1", "Tre"]);
        assert_eq!(record(world, &came_of.created[1].uid).await.summary.map(|text| text.len()), Some(250));
        let table = world.portal.left_out_of_list(&ada, &list).await.unwrap();
        let numbers: Vec<_> = table.rows.iter().map(|(number, cells, _)| (*number, cells.len())).collect();
        assert_eq!(numbers, [(2, 6), (4, 6), (5, 6), (6, 6), (8, 6)]);
        assert_eq!((table.heading.len(), table.rows[2].1[2].as_str()), (6, "Atlantide"));
    })
    .await;
}

#[tokio::test]
async fn what_looks_like_a_practice_that_is_there_is_taken_only_where_it_was_chosen() {
    on_both(async |world| {
        settle(world).await;
        let ada = world.by("ada").await;
        begin(world, &ada, "La mensa scolastica prenotata dal telefono").await;
        // A colleague's draft, which she does not see, is not betrayed.
        begin(world, &world.by("carl").await, "Un segreto di Carlo").await;
        let csv =
            "Titolo\nMensa scolastica, prenotata con il telefono\nOrti urbani\nOrti Urbani\nUn segreto di Carlo\n";
        let list = bring(&world.portal, &ada, csv.as_bytes()).await.unwrap();
        let shown = preview(world, &ada, &list).await;
        let alike: Vec<_> = shown.alike.iter().map(|row| (row.number, row.like.as_str())).collect();
        assert_eq!(alike, [(2, "La mensa scolastica prenotata dal telefono"), (4, "Orti urbani")]);
        assert_eq!(shown.good, 2);
        let mut chosen = form(&shown);
        chosen.0.push(("alike".to_owned(), "2".to_owned()));
        world.portal.take_list(&ada, &list, &chosen).await.unwrap();
        let came_of = outcome(world, &ada, &list).await;
        assert_eq!(came_of.created.len(), 3);
        assert_eq!(
            (came_of.left_out[0].number, &came_of.left_out[0].why),
            (4, &WhyLeftOut::Alike("Orti urbani".to_owned()))
        );
        // The same file again: all of it is there.
        let again = bring(&world.portal, &ada, csv.as_bytes()).await.unwrap();
        assert_eq!(problem(take(world, &ada, &again).await), ("rows", Wrong::Missing));
        assert_eq!(practices(world).await, 5);
    })
    .await;
}

#[tokio::test]
async fn nothing_is_made_of_columns_that_were_not_shown() {
    on_both(async |world| {
        settle(world).await;
        let ada = world.by("ada").await;
        let list = bring(&world.portal, &ada, b"A;B;C\nOrti;Verde;Acqua\n").await.unwrap();
        assert!(!preview(world, &ada, &list).await.has_title());
        let send = async |codes: &[&str]| world.portal.take_list(&ada, &list, &columns(codes)).await;
        assert_eq!(problem(send(&["", "solution", ""]).await), ("columns", Wrong::Missing));
        assert_eq!(problem(send(&["title", "title", ""]).await), ("columns", Wrong::Taken));
        assert_eq!(problem(send(&["title", "stage", ""]).await), ("columns", Wrong::Unknown));
        assert!(matches!(denied(send(&["title"]).await), portal::Error::NotFound));
        assert_eq!(send(&["title", "solution", "solution"]).await.unwrap(), Taken::LookAgain);
        assert_eq!(practices(world).await, 0);
        assert_eq!(send(&["title", "solution", "solution"]).await.unwrap(), Taken::Done);
        let draft = outcome(world, &ada, &list).await.created.remove(0);
        assert_eq!(record(world, &draft.uid).await.solution.as_deref(), Some("Verde\n\nAcqua"));
    })
    .await;
}

#[tokio::test]
async fn bad_files_are_refused_with_a_reason_and_nothing_of_them_is_kept() {
    on_both(async |world| {
        settle(world).await;
        let ada = world.by("ada").await;
        let rows = |count: usize| format!("Titolo\n{}", "Uno\n".repeat(count)).into_bytes();
        let wide = format!("{}\n{}", "Titolo;".repeat(101), "x;".repeat(101));
        for (file, wrong) in [
            (Vec::new(), ("file", Wrong::Missing)),
            (b"Titolo;Anno\n".to_vec(), ("rows", Wrong::TooShort)),
            (b"Titolo;Anno\n;;\n\n".to_vec(), ("rows", Wrong::TooShort)),
            (b";;\n".to_vec(), ("rows", Wrong::TooShort)),
            (rows(LIST_ROWS + 1), ("rows", Wrong::TooLong)),
            (rows(5_000), ("rows", Wrong::TooLong)),
            (wide.into_bytes(), ("rows", Wrong::TooLong)),
            (vec![b'a'; LIST_BYTES + 1], ("file", Wrong::TooLong)),
            (b"%PDF-1.4\n".to_vec(), ("file", Wrong::Unknown)),
            (b"<!DOCTYPE html><table><tr><td>Titolo</table>".to_vec(), ("file", Wrong::Unknown)),
            (b"Titolo\n\0\x01\x02\xFF\n".to_vec(), ("file", Wrong::Unknown)),
            (b"\xFF\xFET".to_vec(), ("file", Wrong::Unknown)),
            (b"PK\x03\x04 non un archivio".to_vec(), ("file", Wrong::Unknown)),
            (b"Titolo;Anno\n\"Mai chiuso;2021\n".to_vec(), ("file", Wrong::Invalid)),
        ] {
            assert_eq!(problem(bring(&world.portal, &ada, &file).await), wrong, "{:?}", &file[..file.len().min(20)]);
        }
        assert_eq!(world.number("SELECT count(*) FROM lists").await, 0);
        assert!(bring(&world.portal, &ada, &rows(LIST_ROWS)).await.is_ok());
    })
    .await;
}

#[tokio::test]
async fn a_list_is_its_members_alone_and_for_a_body_that_the_member_writes_for() {
    on_both(async |world| {
        settle(world).await;
        let (ada, edo, zoe) = (world.by("ada").await, world.by("edo").await, world.by("zoe").await);
        assert_eq!(problem(bring(&world.portal, &zoe, LIST).await), ("organisation", Wrong::NotAllowed));
        let visitor = bring(&world.portal, &Viewer::Visitor, LIST).await;
        assert!(matches!(denied(visitor), portal::Error::SignInFirst));
        let list = bring(&world.portal, &ada, LIST).await.unwrap();
        let form = form(&preview(world, &ada, &list).await);
        for other in [&edo, &zoe] {
            let seen = world.portal.list_page(other, IT, &list).await;
            assert!(matches!(seen, Err(portal::Error::NotFound)));
            assert!(matches!(denied(world.portal.take_list(other, &list, &form).await), portal::Error::NotFound));
            assert!(matches!(denied(world.portal.choose_columns(other, &list, &form).await), portal::Error::NotFound));
            assert!(world.portal.left_out_of_list(other, &list).await.is_err());
        }
        let strange = world.portal.list_page(&ada, IT, "../x").await;
        assert!(matches!(strange, Err(portal::Error::NotFound)));
        assert_eq!(practices(world).await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_list_is_forgotten_after_a_day_and_of_many_the_newest_stay() {
    on_both(async |world| {
        settle(world).await;
        let ada = world.by("ada").await;
        let first = bring(&world.portal, &ada, LIST).await.unwrap();
        let form = form(&preview(world, &ada, &first).await);
        for _ in 0..5 {
            world.wait(jiff::SignedDuration::from_secs(1));
            bring(&world.portal, &ada, LIST).await.unwrap();
        }
        assert_eq!(world.number("SELECT count(*) FROM lists").await, 5);
        assert!(matches!(denied(world.portal.take_list(&ada, &first, &form).await), portal::Error::NotFound));
        let last = bring(&world.portal, &ada, LIST).await.unwrap();
        world.wait(hours(24));
        assert!(matches!(denied(world.portal.take_list(&ada, &last, &form).await), portal::Error::NotFound));
        world.wait(hours(1));
        world.portal.forget_what_is_old().await.unwrap();
        assert_eq!(world.number("SELECT count(*) FROM lists").await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_list_is_in_the_own_copy_and_goes_with_the_account() {
    on_both(async |world| {
        settle(world).await;
        let ada = world.by("ada").await;
        bring(&world.portal, &ada, LIST).await.unwrap();
        let archive = world.portal.own_copy(&ada).await.unwrap();
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(archive)).unwrap();
        let copy: serde_json::Value = serde_json::from_reader(archive.by_name("dati.json").unwrap()).unwrap();
        assert_eq!(copy["lists"][0]["content"]["rows"][0]["cells"][0], "Orti urbani");
        world.portal.close_account(&ada, &address("ada"), PASSWORD, &visit()).await.unwrap();
        assert_eq!(world.number("SELECT count(*) FROM lists").await, 0);
    })
    .await;
}
