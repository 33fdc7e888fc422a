// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A fresh portal for each test, on each engine, with a clock that the test moves; people in it, and what they get.

use std::io::Write as _;
use std::path::PathBuf;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Once};

use argon2::password_hash::PasswordHasher as _;
use argon2::{Algorithm, Argon2, Params, Version};
use domain::member::Member;
use domain::policy::Viewer;
use domain::{Email, Uid};
use jiff::{SignedDuration, Timestamp};
use portal::form::{FieldProblem, FieldProblems, FormError};
use portal::people::{DemoAccounts, Hashing, MailContent, NewSession, PeopleSettings, Registration, SignInForm, Visit};
use portal::{Clock, Portal, Settings};
use sea_orm::{ConnectionTrait, Database, DbBackend, Statement};
use serde_json::Value;
use store::{Change, KeptMember, Page, Store, Work};
use tempfile::TempDir;
use uuid::Uuid;

pub use crate::records::{acting, address, in_office, member, organisation, practice, theme, with};

/// The password of everybody.
pub const PASSWORD: &str = "quattro mele rosse sul tavolo";
/// Another one that is good enough.
pub const OTHER: &str = "cinque pere verdi nel cesto";

/// A portal on one engine, with its own data folder.
pub struct World {
    pub portal: Portal,
    statements: Arc<AtomicU64>,
    clock: Arc<AtomicI64>,
    folder: TempDir,
}

/// Runs a test on SQLite, and on PostgreSQL where there is one.
pub async fn on_both(check: impl AsyncFn(&World)) {
    on_both_with(settings(), check).await;
}

/// The same with other settings.
pub async fn on_both_with(people: PeopleSettings, check: impl AsyncFn(&World)) {
    check(&World::with(people.clone()).await).await;
    on_postgres(people, check).await;
}

/// Runs a test on PostgreSQL where there is one; says whether there is.
pub async fn on_postgres(people: PeopleSettings, check: impl AsyncFn(&World)) -> bool {
    let Ok(server) = std::env::var("INNESTO_TEST_POSTGRES") else {
        leave_out_aloud();
        return false;
    };
    let admin = Database::connect(server.as_str()).await.unwrap();
    let name = format!("innesto_people_test_{}", Uuid::now_v7().simple());
    let create = format!("CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'");
    admin.execute_unprepared(&create).await.unwrap();
    let url = format!("{}/{name}", server.rsplit_once('/').unwrap().0);
    let world = World::at(Some(url), people).await;
    check(&world).await;
    world.portal.store().close().await;
    admin.execute_unprepared(&format!("DROP DATABASE {name} WITH (FORCE)")).await.unwrap();
    true
}

/// Past the capture of test output: whoever reads the log must see what was not tested.
fn leave_out_aloud() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let _ = writeln!(
            std::io::stderr(),
            "people: PostgreSQL left out; for it set INNESTO_TEST_POSTGRES=$(scripts/postgres start DIR)"
        );
    });
}

pub fn noon() -> Timestamp {
    "2026-03-02T12:00:00Z".parse().unwrap()
}

pub const fn minutes(minutes: i64) -> SignedDuration {
    SignedDuration::from_mins(minutes)
}

pub const fn hours(hours: i64) -> SignedDuration {
    SignedDuration::from_hours(hours)
}

/// Everybody may register, passwords cost nothing, and no form comes too quickly.
pub fn settings() -> PeopleSettings {
    PeopleSettings {
        registration: Registration::Open,
        second_factor_for: Vec::new(),
        hashing: Hashing::CHEAP,
        random,
        quickest_form: SignedDuration::ZERO,
        terms: "2026-01".to_owned(),
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

/// A hash of a password at a cost.
pub fn hash(hashing: Hashing, password: &str) -> String {
    let params = Params::new(hashing.memory_kib, hashing.passes, hashing.lanes, None).unwrap();
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    argon.hash_password_with_salt(password.as_bytes(), b"sixteen bytes of").unwrap().to_string()
}

impl World {
    /// An empty portal on SQLite.
    pub async fn new() -> Self {
        Self::with(settings()).await
    }

    /// The same with other settings.
    pub async fn with(people: PeopleSettings) -> Self {
        Self::at(None, people).await
    }

    async fn at(database_url: Option<String>, people: PeopleSettings) -> Self {
        let folder = TempDir::new().unwrap();
        let statements = Arc::new(AtomicU64::new(0));
        let settings = store::Settings {
            database_url,
            data: folder.path().to_owned(),
            new_id: Uuid::now_v7,
            statements: Some(Arc::clone(&statements)),
        };
        let store = Store::connect(&settings).await.unwrap();
        migrations::run(store.writer_connection()).await.unwrap();
        let clock = Arc::new(AtomicI64::new(noon().as_millisecond()));
        let hand = Arc::clone(&clock);
        let settings = Settings {
            index: folder.path().join("index"),
            help: Vec::new(),
            operator_names: Vec::new(),
            now: Clock::new(move || Timestamp::from_millisecond(hand.load(Ordering::Relaxed)).unwrap()),
            searches: 2,
            people,
            // Nobody reads documents here.
            files: portal::documents::Files::in_folder(&folder.path().join("files"), "/bin/false".into()).unwrap(),
        };
        let portal = Portal::open(store, settings).await.unwrap();
        portal.run_pending_work().await.unwrap();
        Self { portal, statements, clock, folder }
    }

    pub fn folder(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    pub fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.clock.load(Ordering::Relaxed)).unwrap()
    }

    /// Lets time go by.
    pub fn wait(&self, time: SignedDuration) {
        self.clock.fetch_add(i64::try_from(time.as_millis()).unwrap(), Ordering::Relaxed);
    }

    /// How many statements were run up to now.
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    /// What something costs in statements.
    pub async fn cost<T>(&self, work: impl Future<Output = T>) -> (u64, T) {
        let before = self.statements();
        let done = work.await;
        (self.statements() - before, done)
    }

    /// Takes good records in and lets the index follow.
    pub async fn put(&self, records: &[Value]) {
        let lines: String = records.iter().map(|record| format!("{record}\n")).collect();
        let mut told = Vec::new();
        let imported = self.portal.import(std::io::Cursor::new(lines), |one| told.push(format!("{one:?}"))).await;
        told.retain(|one| !one.starts_with("Progress"));
        assert_eq!((imported.unwrap().refused, told), (0, Vec::new()));
        self.follow().await;
    }

    /// Lets the index follow; then it and the database agree.
    pub async fn follow(&self) {
        self.portal.run_pending_work().await.unwrap();
        self.portal.renew_lists().await.unwrap();
        assert_eq!(self.portal.verify_index().await.unwrap(), []);
    }

    /// Members whose accounts are in use, with the password of everybody.
    pub async fn put_members(&self, records: &[Value]) {
        self.put(records).await;
        for record in records {
            self.set_password(record["uid"].as_str().unwrap(), &hash(Hashing::CHEAP, PASSWORD)).await;
        }
    }

    /// Sets the hash of a password.
    pub async fn set_password(&self, member: &str, phc: &str) {
        let (member, phc) = (uid(member), phc.to_owned());
        self.change(move |change| Box::pin(async move { change.set_password(&member, Some(&phc)).await })).await;
    }

    /// A change behind the portal's back.
    pub async fn change<T: Send + 'static>(
        &self,
        work: impl for<'c> FnOnce(&'c mut Change) -> Work<'c, T, store::Error> + Send + 'static,
    ) -> T {
        self.portal.store().write(self.now(), work).await.unwrap()
    }

    /// Words straight to the database.
    pub async fn tamper(&self, sql: &str) {
        self.portal.store().writer_connection().execute_unprepared(sql).await.unwrap();
    }

    /// One number straight from the database.
    pub async fn number(&self, sql: &str) -> i64 {
        let db = self.portal.store().writer_connection();
        let statement = Statement::from_string(db.get_database_backend(), sql);
        db.query_one_raw(statement).await.unwrap().unwrap().try_get_by_index(0).unwrap()
    }

    /// Signs in by password.
    pub async fn signs_in(&self, member: &str) -> NewSession {
        self.portal.sign_in(sign_in_form(&address(member), PASSWORD), &visit()).await.unwrap()
    }

    /// The secret of a session that the other password opens.
    pub async fn signs_in_with_other(&self, member: &str) -> String {
        self.portal.sign_in(sign_in_form(&address(member), OTHER), &visit()).await.unwrap().token
    }

    /// Who asks by a session, as the policy sees it.
    pub async fn viewer(&self, session: &str) -> Viewer {
        self.portal.session(session).await.unwrap().map_or(Viewer::Visitor, |present| present.viewer)
    }

    /// A member who has just signed in.
    pub async fn by(&self, member: &str) -> Viewer {
        let session = self.signs_in(member).await;
        self.viewer(&session.token).await
    }

    /// Whether a session is in force.
    pub async fn is_live(&self, session: &str) -> bool {
        self.portal.session(session).await.unwrap().is_some()
    }

    /// A member as it is kept.
    pub async fn kept(&self, member: &str) -> KeptMember {
        self.portal.store().member(&Viewer::Operator, &uid(member)).await.unwrap().unwrap()
    }

    pub async fn record(&self, member: &str) -> Member {
        self.kept(member).await.record
    }

    /// The member with an address, where there is one.
    pub async fn owner_of(&self, address: &str) -> Option<Member> {
        let found = self.portal.store().member_uid_by_email(&email(address)).await.unwrap()?;
        Some(self.record(found.as_str()).await)
    }

    /// What was written to an address, the newest first.
    pub async fn mails_to(&self, address: &str) -> Vec<MailContent> {
        let page = Page::first(1_000);
        let mails = self.portal.store().mails(None, page).await.unwrap().rows;
        let mails = mails.into_iter().filter(|mail| mail.recipient.as_str() == address);
        mails.filter_map(|mail| serde_json::from_str(&mail.params).ok()).collect()
    }

    /// Forgets all mails.
    pub async fn clear_mails(&self) {
        self.tamper("DELETE FROM mails").await;
    }

    /// The secret of the link in the newest mail to an address that has one.
    pub async fn link_to(&self, address: &str) -> String {
        let mails = self.mails_to(address).await;
        mails.iter().find_map(token).unwrap_or_else(|| panic!("no link was sent to {address}: {mails:?}"))
    }

    /// All that the database holds, one line a row, bytes as text and in hexadecimal digits.
    pub async fn dump(&self) -> String {
        let db = self.portal.store().writer_connection();
        let backend = db.get_database_backend();
        let all = async |sql: String| {
            let rows = db.query_all_raw(Statement::from_string(backend, sql)).await.unwrap();
            rows.iter().map(|row| row.try_get_by_index::<String>(0).unwrap()).collect::<Vec<_>>()
        };
        let tables = match backend {
            DbBackend::Sqlite => "SELECT name FROM sqlite_master WHERE type = 'table'".to_owned(),
            _ => "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'".to_owned(),
        };
        let mut lines = Vec::new();
        for table in all(tables).await {
            let rows = if backend == DbBackend::Sqlite {
                let columns = all(format!("SELECT name FROM pragma_table_info('{table}')")).await;
                let texts = columns.iter().map(|name| {
                    format!(
                        "CASE typeof({name}) WHEN 'blob' THEN lower(hex({name})) \
                         ELSE coalesce(CAST({name} AS TEXT), '') END"
                    )
                });
                format!("SELECT {} FROM {table}", texts.collect::<Vec<_>>().join(" || ' ' || "))
            } else {
                format!("SELECT t::text FROM {table} t")
            };
            lines.extend(all(rows).await.into_iter().map(|row| format!("{table}: {row}")));
        }
        lines.join("\n")
    }
}

/// The secret of a mail's link.
pub fn token(content: &MailContent) -> Option<String> {
    let value = serde_json::to_value(content).unwrap();
    value.get("token").and_then(Value::as_str).map(str::to_owned)
}

pub fn uid(text: &str) -> Uid {
    Uid::parse(text).unwrap()
}

pub fn email(text: &str) -> Email {
    Email::parse(text).unwrap()
}

pub fn visit() -> Visit {
    Visit { browser: "Firefox, Linux".to_owned(), ..Visit::default() }
}

pub fn sign_in_form(email: &str, password: &str) -> SignInForm {
    SignInForm { email: email.to_owned(), password: password.to_owned(), shared: String::new() }
}

/// What was wrong with a form; the test ends where it was taken, or where the portal failed.
pub fn refused<T: std::fmt::Debug>(outcome: Result<T, FormError>) -> FieldProblems {
    match outcome {
        Err(FormError::Fields(problems)) => problems,
        other => panic!("not refused by its fields: {other:?}"),
    }
}

/// The one thing that was wrong with a form.
pub fn problem<T: std::fmt::Debug>(outcome: Result<T, FormError>) -> (&'static str, FieldProblem) {
    let problems = refused(outcome);
    assert_eq!(problems.len(), 1, "{problems:?}");
    problems[0]
}

/// Why the portal did not take a form at all.
pub fn denied<T: std::fmt::Debug>(outcome: Result<T, FormError>) -> portal::Error {
    match outcome {
        Err(FormError::Portal(error)) => error,
        other => panic!("not denied: {other:?}"),
    }
}
