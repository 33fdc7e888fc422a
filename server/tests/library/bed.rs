// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A portal with the demonstration content behind all layers, made once for all tests that only read.

use std::sync::{Arc, LazyLock};

use app::ssr::{Assets, Owner, Site};
use axum::Router;
use axum::body::{Body, Bytes};
use domain::Locale;
use domain::policy::Viewer;
use http::{HeaderMap, Request};
use http_body_util::BodyExt;
use portal::Portal;
use portal::values::OrganisationAt;
use server::commands::{help_texts, open_portal};
use server::config::{CommandLine, Config};
use server::http::shell::{Readiness, Shell, layers};
use tempfile::TempDir;
use tokio::runtime::Runtime;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

pub const ORIGIN: &str = "http://127.0.0.1:3000";
/// A practice and an organisation of the demonstration content.
pub const PRACTICE: &str = "prac-trio";
/// A member of the demonstration content.
const MEMBER: &str = "member-ada-funzionaria";
const ORGANISATION: &str = "comune-di-maranello";
const TWINNING: &str = "tos-ca";
const ADVERT: &str = "adv-caposele-formazione";
const COMMUNITY: &str = "sua";
/// A discussion that everybody reads.
const THREAD: &str = "thr-tosca";

const DEMO: [&str; 8] = [
    include_str!("../../demo/practices-tosca.jsonl"),
    include_str!("../../demo/practices-europa.jsonl"),
    include_str!("../../demo/practices-territori.jsonl"),
    include_str!("../../demo/twinnings.jsonl"),
    include_str!("../../demo/members.jsonl"),
    include_str!("../../demo/adverts.jsonl"),
    include_str!("../../demo/communities.jsonl"),
    include_str!("../../demo/threads.jsonl"),
];

/// A portal and the router before it.
pub struct Library {
    pub portal: Portal,
    pub router: Router,
    _data: TempDir,
}

impl Library {
    /// A library of its own, for a test that writes.
    pub async fn new() -> Self {
        let data = TempDir::new().unwrap();
        let over = CommandLine { data: Some(data.path().to_owned()), listen: None };
        let config = Config::load(None, [], &over).unwrap();
        let portal = open_portal(&config).await.unwrap();
        for lines in DEMO {
            let imported = portal.import(lines.as_bytes(), |_| {}).await.unwrap();
            assert_eq!(imported.refused, 0);
        }
        portal.run_pending_work().await.unwrap();
        let readiness = Readiness::new(CancellationToken::new());
        readiness.started();
        let site = Arc::new(site());
        let shell = Shell {
            failure_page: Some(server::http::pages::failure_page(Arc::clone(&site), portal.clone())),
            larger_bodies: server::http::larger_bodies(),
            ..Shell::bare(readiness)
        };
        let providers = Arc::new(server::sign_in::Providers::none());
        let served = server::http::Served { portal: portal.clone(), site, providers, networks: Arc::default() };
        let router = layers(server::http::routes(served), &shell);
        Self { portal, router, _data: data }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[], "").await
    }

    pub async fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: impl Into<Bytes>) -> Answer {
        self.send(method, path, headers, Body::from(body.into())).await
    }

    /// The same with a body that may come in pieces.
    pub async fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Body) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(body).unwrap_or_else(|error| panic!("{path}: {error}"));
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        Answer { path: path.to_owned(), status: parts.status.as_u16(), headers: parts.headers, body }
    }

    /// Posts a form as a browser does from a page of ours.
    pub async fn post(&self, path: &str, pairs: &[(&str, &str)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        let kind = ("content-type", "application/x-www-form-urlencoded");
        self.ask("POST", path, &[kind, ("sec-fetch-site", "same-origin")], body).await
    }

    /// The address of the practice that tests use, in Italian.
    pub async fn practice(&self) -> String {
        let page = self.portal.practice_by_uid(&Viewer::Visitor, Locale::Italian, PRACTICE).await.unwrap();
        page.slug
    }

    /// Every address that has a page, those with a slug filled with one that exists.
    pub async fn addresses(&self) -> Vec<String> {
        let practice = self.practice().await;
        let at = self.portal.organisation(&Viewer::Visitor, Locale::Italian, ORGANISATION).await.unwrap();
        assert!(matches!(at, OrganisationAt::Here(_)));
        let help = help_texts().first().unwrap().slug.clone();
        let thread = domain::Uid::parse(THREAD).unwrap();
        let thread = self.portal.store().threads_by_uids(&Viewer::Visitor, &[thread]).await.unwrap();
        let thread = thread.first().unwrap().address().to_string();
        let listed = server::http::pages::page_addresses().into_iter().filter(|template| is_the_same_for_all(template));
        let filled = listed.map(|template| {
            let slug = match app::paths::split(&template).1.split('/').nth(1) {
                Some("pratiche") => &practice,
                Some("enti") => ORGANISATION,
                Some("temi") => "e-learning",
                Some("aiuto") => &help,
                Some("iscritti") => MEMBER,
                Some("gemellaggi") => TWINNING,
                Some("cerco-offro") => ADVERT,
                Some("comunita") => COMMUNITY,
                Some("segnala") => THREAD,
                _ => "unused",
            };
            let address = template.replace("{slug}", slug).replace("{uid}", slug);
            let address = address.replace("{address}", &thread).replace("{position}", "1").replace("{kind}", "thread");
            assert!(!address.contains(['{', ':', '*']), "{address}: a new kind of parameter wants a line here");
            address
        });
        filled.collect()
    }
}

/// Whether a page is one that visitors read, and the same for all of them: not those of an account, nor of a link from
/// a mail, nor the form that says when it was made.
fn is_the_same_for_all(template: &str) -> bool {
    let path = app::paths::split(template).1;
    let personal = [
        "/profilo",
        "/notifiche",
        "/amministrazione",
        "/scrivania",
        "/redazione",
        "/raccolte",
        "/pratiche/nuova",
        "/gemellaggi/nuovo",
        "/cerco-offro/nuovo",
        "/comunita/nuova",
        "/discussioni/nuova",
        "/conferma",
        "/inviti",
        "/avvisi",
        "/registrati",
        "/accedi/codice",
        "/accedi/conferma",
    ];
    let of_a_member = [
        "/raccolte",
        "/testimonianza",
        "/riuso",
        "/chi-la-cerca",
        "/siamo-pronti",
        "/scrivi",
        "/abbinamenti",
        "/modifica",
        "/modifica/{part}",
        "/lavoro",
        "/eventi",
        "/passi/{step}",
        "/interventi/{position}",
        "/versioni",
        "/documenti",
    ];
    !of_a_member.iter().any(|end| path.ends_with(end))
        && !personal.iter().any(|root| path == *root || path.starts_with(&format!("{root}/")))
}

fn site() -> Site {
    let built = |name: &str| format!("/pkg/{name}");
    Site {
        base_url: ORIGIN.to_owned(),
        owner: Owner {
            name: "Regione di Prova".to_owned(),
            email: "redazione@example.org".to_owned(),
            ..Owner::default()
        },
        assets: Assets {
            style: built("style.0a1b2c3d.css"),
            start: built("start.0a1b2c3d.js"),
            module: built("innesto.0a1b2c3d.js"),
            wasm: built("innesto_bg.0a1b2c3d.wasm"),
            icons: built("sprite.0a1b2c3d.svg"),
            fonts: Vec::new(),
        },
        ..Site::default()
    }
}

/// One runtime and one library for every test that only reads.
static SHARED: LazyLock<(Runtime, Library)> = LazyLock::new(|| {
    let runtime = Runtime::new().unwrap();
    let library = runtime.block_on(Library::new());
    (runtime, library)
});

/// Runs a test that only reads.
pub fn reading(test: impl AsyncFnOnce(&Library)) {
    let (runtime, library) = &*SHARED;
    runtime.block_on(test(library));
}

/// What came back.
#[derive(Debug, PartialEq)]
pub struct Answer {
    pub path: String,
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{}: {error}: {}", self.path, self.text()))
    }

    /// The same answer without what names this one request.
    pub fn without_its_name(mut self) -> Self {
        self.headers.remove("x-request-id");
        self
    }
}
