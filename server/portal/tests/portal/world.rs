// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A fresh portal for each test, on each engine, with a clock that stands still; and lines to put into it.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Once;

use domain::policy::Viewer;
use domain::{Language, Locale};
use jiff::{SignedDuration, Timestamp};
use portal::cards::FoundRecord;
use portal::import::{Imported, Told};
use portal::indexing::Followed;
use portal::people::{DemoAccounts, Hashing, PeopleSettings, Registration};
use portal::values::{PracticeAt, PracticePage, SearchPage, SearchRequest};
use portal::{Clock, HelpText, Portal, Settings, WithFacets};
use sea_orm::{ConnectionTrait, Database, Statement};
use serde_json::{Value, json};
use store::Store;
use tempfile::TempDir;
use uuid::Uuid;

/// A portal on one engine, with its own data folder.
pub struct World {
    pub portal: Portal,
    database_url: Option<String>,
    folder: TempDir,
}

/// Runs a test on SQLite, and on PostgreSQL where there is one.
pub async fn on_both(check: impl AsyncFn(&World)) {
    check(&World::new().await).await;
    let Ok(server) = std::env::var("INNESTO_TEST_POSTGRES") else { return leave_out_aloud() };
    let admin = Database::connect(server.as_str()).await.unwrap();
    let name = format!("innesto_portal_test_{}", Uuid::now_v7().simple());
    let create = format!("CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'");
    admin.execute_unprepared(&create).await.unwrap();
    let url = format!("{}/{name}", server.rsplit_once('/').unwrap().0);
    let world = World::at(Some(url), TempDir::new().unwrap()).await;
    check(&world).await;
    world.portal.store().close().await;
    admin.execute_unprepared(&format!("DROP DATABASE {name} WITH (FORCE)")).await.unwrap();
}

/// Past the capture of test output: whoever reads the log must see what was not tested.
fn leave_out_aloud() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let _ = writeln!(
            std::io::stderr(),
            "portal: PostgreSQL left out; for it set INNESTO_TEST_POSTGRES=$(scripts/postgres start DIR)"
        );
    });
}

pub fn noon() -> Timestamp {
    "2026-03-02T12:00:00Z".parse().unwrap()
}

fn help() -> Vec<HelpText> {
    let page = |language, title: &str, text: &str| HelpText {
        slug: "cercare".to_owned(),
        language,
        title: title.to_owned(),
        text: text.to_owned(),
    };
    vec![
        page(Language::Italian, "Come si cerca", "Scrivere alcune parole nel campo in alto."),
        page(Language::English, "How to search", "Type some words into the field above."),
    ]
}

impl World {
    /// An empty portal on SQLite.
    pub async fn new() -> Self {
        Self::at(None, TempDir::new().unwrap()).await
    }

    async fn at(database_url: Option<String>, folder: TempDir) -> Self {
        let portal = opened(database_url.clone(), folder.path().to_owned()).await;
        Self { portal, database_url, folder }
    }

    /// The same database and index, opened again as after a restart.
    pub async fn reopened(self) -> Self {
        self.reopened_after(|_| {}).await
    }

    /// The same, after something was done to the index's folder while the portal was closed.
    pub async fn reopened_after(self, harm: impl FnOnce(&Path)) -> Self {
        let Self { portal, database_url, folder } = self;
        portal.store().close().await;
        drop(portal);
        harm(&folder.path().join("index"));
        Self::at(database_url, folder).await
    }

    /// The same database and index, opened once more as by a second process.
    pub async fn beside(&self) -> Portal {
        opened(self.database_url.clone(), self.folder.path().to_owned()).await
    }

    pub fn index_folder(&self) -> PathBuf {
        self.folder.path().join("index")
    }

    /// Takes lines in as they are, and says what was told.
    pub async fn import(&self, lines: impl Into<Vec<u8>>) -> (Imported, Vec<Told>) {
        let mut told = Vec::new();
        let lines = std::io::Cursor::new(lines.into());
        let imported = self.portal.import(lines, |one| told.push(one)).await.unwrap();
        told.retain(|one| !matches!(one, Told::Progress(_)));
        (imported, told)
    }

    /// Takes good records in and lets the index follow.
    pub async fn put(&self, records: &[Value]) {
        let lines: String = records.iter().map(|record| format!("{record}\n")).collect();
        let (imported, told) = self.import(lines).await;
        assert_eq!((imported.refused, told), (0, Vec::new()));
        self.follow().await;
    }

    /// Does what waits to be done; then index and database agree.
    pub async fn follow(&self) -> Followed {
        let followed = self.portal.run_pending_work().await.unwrap();
        assert_eq!(self.portal.verify_index().await.unwrap(), []);
        followed
    }

    pub async fn search(&self, text: &str) -> SearchPage {
        self.ask(SearchRequest { text: text.to_owned(), limit: 10, ..SearchRequest::default() }).await
    }

    pub async fn ask(&self, request: SearchRequest) -> SearchPage {
        self.portal.search(&Viewer::Visitor, Locale::Italian, request, WithFacets::Yes).await.unwrap()
    }

    /// The identifiers of what a search finds, best first.
    pub async fn finds(&self, text: &str) -> Vec<String> {
        uids(&self.search(text).await)
    }

    pub async fn page(&self, uid: &str) -> PracticePage {
        self.portal.practice_by_uid(&Viewer::Visitor, Locale::Italian, uid).await.unwrap()
    }

    pub async fn at_slug(&self, slug: &str) -> Result<PracticeAt, portal::Error> {
        self.portal.practice(&Viewer::Visitor, Locale::Italian, slug).await
    }

    pub async fn export(&self) -> String {
        let mut out = Vec::new();
        self.portal.export(&mut out).await.unwrap();
        String::from_utf8(out).unwrap()
    }

    /// One number straight from the database.
    pub async fn number(&self, sql: &str) -> i64 {
        let db = self.portal.store().writer_connection();
        let statement = Statement::from_string(db.get_database_backend(), sql);
        db.query_one_raw(statement).await.unwrap().unwrap().try_get_by_index(0).unwrap()
    }

    /// A change behind the portal's back.
    pub async fn tamper(&self, sql: &str) {
        self.portal.store().writer_connection().execute_unprepared(sql).await.unwrap();
    }
}

async fn opened(database_url: Option<String>, data: PathBuf) -> Portal {
    let index = data.join("index");
    // Nobody reads documents here.
    let files = portal::documents::Files::in_folder(&data.join("files"), "/bin/false".into()).unwrap();
    let settings = store::Settings { database_url, data, new_id: Uuid::now_v7, statements: None };
    let store = Store::connect(&settings).await.unwrap();
    migrations::run(store.writer_connection()).await.unwrap();
    let settings = Settings {
        index,
        help: help(),
        operator_names: OPERATOR_NAMES.to_vec(),
        now: Clock::new(noon),
        searches: 2,
        people: people(),
        files,
    };
    Portal::open(store, settings).await.unwrap()
}

/// Everybody may register, and passwords cost nothing.
fn people() -> PeopleSettings {
    PeopleSettings {
        registration: Registration::Open,
        second_factor_for: Vec::new(),
        hashing: Hashing::CHEAP,
        random,
        quickest_form: SignedDuration::ZERO,
        terms: "1".to_owned(),
        demo_accounts: DemoAccounts::Usable,
        name: "Innesto".to_owned(),
        sends_mail: true,
    }
}

/// Bytes that do not come twice: the end of a UUID is made by chance.
fn random(bytes: &mut [u8]) {
    for part in bytes.chunks_mut(8) {
        part.copy_from_slice(&Uuid::now_v7().as_bytes()[16 - part.len()..]);
    }
}

/// Words for operators as the pages give them.
const OPERATOR_NAMES: [(&str, &str, &str); 2] = [("phase", "Adottata", "adopted"), ("kind", "Ente", "organisation")];

/// The identifiers of what was found; a page of the help by its slug.
pub fn uids(page: &SearchPage) -> Vec<String> {
    let uid = |record: &FoundRecord| match record {
        FoundRecord::Practice(card) => card.uid.clone(),
        FoundRecord::Twinning(card) => card.uid.clone(),
        FoundRecord::Advert(card) => card.uid.clone(),
        FoundRecord::Document(card) => card.uid.clone(),
        FoundRecord::Organisation(card) => card.uid.clone(),
        FoundRecord::Thread(line) => line.uid.clone(),
        FoundRecord::Post(card) => card.uid.clone(),
        FoundRecord::Help(card) => card.slug.clone(),
    };
    page.found.iter().map(|found| uid(&found.record)).collect()
}

pub fn practice(uid: &str, title: &str) -> Value {
    json!({"type": "practice", "uid": uid, "title": title, "language": "it", "summary": "Una frase."})
}

pub fn organisation(uid: &str, name: &str) -> Value {
    json!({"type": "organisation", "uid": uid, "name": name, "kind": "municipality", "region": "09"})
}

/// A member whose account is in use.
pub fn member(uid: &str, last_name: &str) -> Value {
    json!({"type": "member", "uid": uid, "first_name": "Ada", "last_name": last_name,
        "email": format!("{uid}@comune.example.it"), "job_title": "Funzionaria", "member_type": "official",
        "locale": "it", "state": "active", "joined_on": "2026-03-02"})
}

/// What stays of an account that was closed.
pub fn closed_member(uid: &str) -> Value {
    let nobody = json!({"email": "nobody", "last_sign_in": "nobody", "profile": "nobody"});
    json!({"type": "member", "uid": uid, "first_name": "", "last_name": "", "job_title": "",
        "member_type": "official", "shown": nobody, "locale": "it", "state": "anonymised", "joined_on": "2026-03-02"})
}

pub fn theme(uid: &str, parent: Option<&str>) -> Value {
    let label = json!({"it": uid, "en": uid});
    json!({"type": "theme", "uid": uid, "name": label, "description": label, "parent": parent})
}

pub fn adoption(uid: &str, practice: &str, state: &str) -> Value {
    json!({"type": "adoption", "uid": uid, "practice": practice, "adopter_name": "Comune di Prova", "state": state, "source": "spontaneous"})
}

/// A record with some fields more, or others.
pub fn with(mut record: Value, fields: Value) -> Value {
    let more = fields.as_object().unwrap().clone();
    record.as_object_mut().unwrap().extend(more);
    record
}
