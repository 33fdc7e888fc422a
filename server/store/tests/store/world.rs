// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A fresh, migrated database for each test, on each engine; and records to put into it.

use std::io::Write as _;
use std::path::PathBuf;
use std::sync::Once;
use std::sync::atomic::{AtomicU64, Ordering};

use domain::member::Member;
use domain::phase::Phase;
use domain::practice::Practice;
use domain::record::Record;
use domain::{Slug, Uid};
use jiff::Timestamp;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection};
use store::{Change, Error, Settings, Store};
use tempfile::TempDir;
use uuid::Uuid;

/// A store on one engine.
pub struct World {
    pub store: Store,
    pub settings: Settings,
    _folder: TempDir,
}

/// Runs a test on SQLite, and on PostgreSQL where there is one.
pub async fn on_both(check: impl AsyncFn(&World)) {
    check(&sqlite().await).await;
    let Ok(server) = std::env::var("INNESTO_TEST_POSTGRES") else { return leave_out_aloud() };
    let admin = Database::connect(server.as_str()).await.unwrap();
    let name = format!("innesto_test_{}", Uuid::now_v7().simple());
    let create = format!("CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'");
    admin.execute_unprepared(&create).await.unwrap();
    let url = format!("{}/{name}", server.rsplit_once('/').unwrap().0);
    let world = opened(Some(url), TempDir::new().unwrap()).await;
    check(&world).await;
    world.store.close().await;
    admin.execute_unprepared(&format!("DROP DATABASE {name} WITH (FORCE)")).await.unwrap();
}

pub async fn sqlite() -> World {
    opened(None, TempDir::new().unwrap()).await
}

async fn opened(database_url: Option<String>, folder: TempDir) -> World {
    let settings = Settings { database_url, data: folder.path().to_owned(), new_id, statements: None };
    let store = Store::connect(&settings).await.unwrap();
    migrations::run(store.writer_connection()).await.unwrap();
    World { store, settings, _folder: folder }
}

pub fn settings_for(data: PathBuf) -> Settings {
    Settings { database_url: None, data, new_id, statements: None }
}

/// Past the capture of test output: whoever reads the log must see what was not tested.
fn leave_out_aloud() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let _ = writeln!(
            std::io::stderr(),
            "store: PostgreSQL left out; for it set INNESTO_TEST_POSTGRES=$(scripts/postgres start DIR)"
        );
    });
}

/// Identifiers that are different and predictable.
pub fn new_id() -> Uuid {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    Uuid::from_u64_pair(0x0190_0000_0000_7000, 0x8000_0000_0000_0000 | NEXT.fetch_add(1, Ordering::Relaxed))
}

impl World {
    pub async fn begin(&self) -> Change {
        self.store.begin(noon()).await.unwrap()
    }

    /// Puts records, one change for all; practices get the first phase.
    pub async fn put(&self, records: &[Record]) -> Option<i64> {
        let mut change = self.begin().await;
        for record in records {
            put(&mut change, record).await.unwrap();
        }
        change.commit().await.unwrap()
    }

    pub async fn try_put(&self, record: &Record) -> Result<Option<i64>, Error> {
        let mut change = self.begin().await;
        put(&mut change, record).await?;
        change.commit().await
    }

    pub fn connection(&self) -> &DatabaseConnection {
        self.store.writer_connection()
    }
}

pub async fn put(change: &mut Change, record: &Record) -> Result<store::Put, Error> {
    match record {
        Record::Theme(theme) => change.put_theme(theme).await,
        Record::Programme(programme) => change.put_programme(programme).await,
        Record::Synonym(synonym) => change.put_synonym(synonym).await,
        Record::Organisation(organisation) => change.put_organisation(organisation).await,
        Record::Member(member) => change.put_member(member).await,
        Record::Community(community) => change.put_community(community).await,
        Record::Belonging(belonging) => change.put_belonging(belonging).await,
        Record::Practice(practice) => change.put_practice(practice, Phase::Identified).await,
        Record::Document(document) => change.put_document(document).await,
        Record::Revision(revision) => change.put_revision(revision).await,
        Record::Adoption(adoption) => change.put_adoption(adoption).await,
        Record::Testimonial(testimonial) => change.put_testimonial(testimonial).await,
        Record::Twinning(twinning) => change.put_twinning(twinning).await,
        Record::Event(event) => change.put_event(event).await,
        Record::Advert(advert) => change.put_advert(advert).await,
        Record::Readiness(check) => change.put_readiness(check).await,
        Record::Thread(thread) => change.put_thread(thread).await,
        Record::Post(post) => change.put_post(post).await.map(|(put, _)| put),
    }
}

pub fn noon() -> Timestamp {
    "2026-03-02T12:00:00Z".parse().unwrap()
}

pub fn uid(text: &str) -> Uid {
    Uid::parse(text).unwrap()
}

pub fn slug(text: &str) -> Slug {
    Slug::parse(text).unwrap()
}

/// A record from the fields of its line.
pub fn record(line: serde_json::Value) -> Record {
    Record::read(&line.to_string()).unwrap().record
}

pub fn practice(uid: &str, title: &str) -> Practice {
    let line =
        serde_json::json!({"type": "practice", "uid": uid, "title": title, "language": "it", "summary": "Una frase."});
    let Record::Practice(practice) = record(line) else { unreachable!("a practice") };
    *practice
}

pub fn kept(practice: Practice) -> Record {
    Record::Practice(Box::new(practice))
}

pub fn organisation(uid: &str, name: &str) -> Record {
    record(
        serde_json::json!({"type": "organisation", "uid": uid, "name": name, "kind": "municipality", "region": "09"}),
    )
}

/// A member who is in use, with an address of its own, and with more fields.
pub fn member(uid: &str, first_name: &str, last_name: &str, more: serde_json::Value) -> Member {
    let mut line = serde_json::json!({"type": "member", "uid": uid, "first_name": first_name, "last_name": last_name,
        "email": format!("{uid}@comune.example.it"), "job_title": "Funzionaria", "member_type": "official",
        "locale": "it", "state": "active", "joined_on": "2026-03-02"});
    line.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let Record::Member(member) = record(line) else { unreachable!("a member") };
    *member
}

pub fn kept_member(member: Member) -> Record {
    Record::Member(Box::new(member))
}

/// A practice with every field.
pub fn full_practice() -> Record {
    record(serde_json::json!({
        "type": "practice", "uid": "trio", "title": "TRIO, la formazione a distanza", "language": "it",
        "summary": "Corsi aperti a tutti.", "stage": "published", "audience": "public", "owner_org": "toscana",
        "partner_orgs": [{"organisation": "unipi", "role": "university"}, {"organisation": "unipi", "role": "university"}],
        "contact": "Ufficio formazione", "themes": ["formazione", "formazione", "lavoro"], "tags": ["e-learning"],
        "practice_kind": "service", "level": "regional", "region": "09", "province": "048", "municipality": "Firenze",
        "start_date": "1998", "end_date": "2024-06-30", "problem": "Il *bisogno*.", "solution": "Il sistema.",
        "innovation": "Prima volta.", "beneficiaries": ["citizens", "employees"], "beneficiaries_note": "Tutti",
        "stakeholders": "Sindacati", "legal_basis": "L.R. 32/2002",
        "resources_financial": {"band": "200k_1m", "note": "all'anno"},
        "resources_human": {"fte": 2.5, "note": "tutor"}, "resources_time_months": 12, "technology": "Moodle",
        "repo_url": "https://example.org/trio",
        "funding": [{"programme": "por", "priorities": ["4"], "call": "Bando", "year": 2008, "amount": 100000, "co_financing_percent": 20}],
        "evidence": [{"name": "Iscritti", "unit": "persone", "baseline": "0", "value": "300.000", "date": "2012", "source_url": "https://example.org/dati", "kind": "quantitative"}],
        "expected_results": "Di più", "evidence_rating": "verified", "failures": "Le aule vuote.",
        "conditions": [{"text": "C'è un ufficio?", "category": "organisational", "weight": 3, "blocking": true}],
        "transfer_potential": "Ovunque.", "adaptation_notes": "Il catalogo.", "small_body_ok": true, "min_population": 5000,
        "models": [{"title": "Aula", "description": "Un'aula.", "transferable_alone": true}],
        "resources": [{"title": "Corso", "kind": "course", "url": "https://example.org/c", "licence": "CC-BY-4.0", "language": "it", "size": "6 ore"}],
        "training": [{"title": "Corso", "url": "https://example.org/t", "area": "digitale", "hours": 6}],
        "scale": [{"measure": "users", "value": 300000}], "based_on": ["origine"],
        "links": [{"label": "Sito", "url": "https://example.org"}],
        "translations": [{"language": "en", "title": "TRIO, distance learning", "summary": "Open courses."}],
        "licence_of_text": "CC-BY-SA-4.0", "opinions": [{"by": "rita", "on": "2020-05", "outcome": "with_reservations", "rating": "verified", "text": "Bene, **ma**."}],
        "reviewed_at": "2020-05", "published_on": "2021-02-03", "demo": true
    }))
}
