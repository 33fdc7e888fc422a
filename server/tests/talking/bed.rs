// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A portal behind all layers on a port of this machine: one thread, and people who write in it.

use std::io::Write as _;
use std::net::SocketAddr;
use std::sync::{Arc, Once};

use app::ssr::Site;
use domain::{Email, Uid};
use portal::Portal;
use portal::people::{SignInForm, Visit};
use sea_orm::{ConnectionTrait, Database};
use serde_json::{Value, json};
use server::commands::open_portal;
use server::config::{CommandLine, Config};
use server::http::shell::{Readiness, Shell, Stopped, bind, layers, serve};
use server::http::{Served, pages, routes};
use server::sign_in::Providers;
use store::KeptThread;
use tempfile::TempDir;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// The thread; everybody reads it, and every member writes in it.
pub const THREAD: &str = "thr-folla";
const PASSWORD: &str = "innesto-dimostrazione";

/// A server with its portal.
pub struct Bed {
    pub portal: Portal,
    pub address: SocketAddr,
    stop: CancellationToken,
    ended: JoinHandle<Stopped>,
    _data: TempDir,
}

/// Runs a test on SQLite, and on PostgreSQL where there is one, with members of these names.
pub async fn on_both(members: &[String], check: impl AsyncFn(&Bed)) {
    let bed = Bed::start(None, members).await;
    check(&bed).await;
    bed.end().await;
    let Ok(server) = std::env::var("INNESTO_TEST_POSTGRES") else { return leave_out_aloud() };
    let admin = Database::connect(server.as_str()).await.unwrap();
    let name = format!("innesto_talking_test_{}", Uuid::now_v7().simple());
    let create = format!("CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'");
    admin.execute_unprepared(&create).await.unwrap();
    let url = format!("{}/{name}", server.rsplit_once('/').unwrap().0);
    let bed = Bed::start(Some(url), members).await;
    check(&bed).await;
    bed.end().await;
    admin.execute_unprepared(&format!("DROP DATABASE {name} WITH (FORCE)")).await.unwrap();
}

/// Past the capture of test output: whoever reads the log must see what was not tested.
fn leave_out_aloud() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let _ = writeln!(
            std::io::stderr(),
            "talking: PostgreSQL left out; for it set INNESTO_TEST_POSTGRES=$(scripts/postgres start DIR)"
        );
    });
}

/// Somebody whose words wait for no moderator.
fn member(name: &str) -> Value {
    json!({"type": "member", "uid": name, "first_name": "Ada", "last_name": "Prova", "email": address_of(name),
        "job_title": "Funzionaria", "member_type": "official", "locale": "it", "state": "active",
        "joined_on": "2026-03-02", "trust": 1})
}

fn address_of(name: &str) -> String {
    format!("{name}@example.org")
}

impl Bed {
    async fn start(database_url: Option<String>, members: &[String]) -> Self {
        let data = TempDir::new().unwrap();
        let over = CommandLine { data: Some(data.path().to_owned()), listen: None };
        let environment = database_url.map(|url| ("DATABASE_URL".to_owned(), url));
        let config = Config::load(None, environment, &over).unwrap();
        let portal = open_portal(&config).await.unwrap();
        let mut records: Vec<Value> = members.iter().map(|name| member(name)).collect();
        records.push(json!({"type": "thread", "uid": THREAD, "title": "Chi scrive più in fretta?", "language": "it",
            "body": "Si comincia.", "author": members[0], "at": 1_790_755_200_000_i64}));
        put(&portal, &records).await;
        let listener = bind("127.0.0.1:0".parse().unwrap()).await.unwrap();
        let address = listener.local_addr().unwrap();
        let stop = CancellationToken::new();
        let readiness = Readiness::new(stop.clone());
        readiness.started();
        let site = Arc::new(Site { base_url: format!("http://{address}"), ..Site::default() });
        let failure_page = Some(pages::failure_page(Arc::clone(&site), portal.clone()));
        let shell = Shell { failure_page, ..Shell::bare(readiness) };
        let providers = Arc::new(Providers::none());
        let served = Served { portal: portal.clone(), site, providers, networks: Arc::default() };
        let router = layers(routes(served), &shell);
        let stopping = stop.clone();
        let ended = tokio::spawn(async move { serve(vec![listener], router, &shell, stopping).await });
        Self { portal, address, stop, ended, _data: data }
    }

    async fn end(self) {
        self.stop.cancel();
        assert_eq!(self.ended.await.unwrap().cut_off, 0);
        self.portal.store().close().await;
    }

    /// The secret by which a program writes for a member.
    pub async fn token(&self, name: &str) -> String {
        self.portal.create_token(&Email::parse(&address_of(name)).unwrap()).await.unwrap()
    }

    /// The cookie of a member who has signed in.
    pub async fn cookie(&self, name: &str) -> String {
        let mut demo = member(name);
        demo["demo"] = Value::from(true);
        put(&self.portal, &[demo]).await;
        self.portal.set_demo_passwords(PASSWORD).await.unwrap();
        let form = SignInForm { email: address_of(name), password: PASSWORD.to_owned(), shared: String::new() };
        let session = self.portal.sign_in(form, &Visit::default()).await.unwrap();
        format!("__Host-sid={}", session.token)
    }

    /// The thread as it is now.
    pub async fn thread(&self) -> KeptThread {
        self.portal.store().kept_threads(&[Uid::parse(THREAD).unwrap()]).await.unwrap().remove(0)
    }
}

async fn put(portal: &Portal, records: &[Value]) {
    let lines: String = records.iter().map(|record| format!("{record}\n")).collect();
    let imported = portal.import(std::io::Cursor::new(lines), |_| {}).await.unwrap();
    assert_eq!(imported.refused, 0);
    portal.run_pending_work().await.unwrap();
}
