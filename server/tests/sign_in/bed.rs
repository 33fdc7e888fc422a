// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A portal with a provider beside it, and a browser that goes between the two.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use app::ssr::{Assets, Owner, SignInHere, Site};
use axum::Router;
use axum::body::Body;
use domain::Uid;
use domain::policy::{Acting, Presence, Viewer};
use http::header::{COOKIE, LOCATION, SET_COOKIE};
use http::{HeaderMap, Request};
use http_body_util::BodyExt;
use jiff::Timestamp;
use portal::Portal;
use portal::people::IdentityClaim;
use server::commands::open_portal;
use server::config::{CommandLine, Config};
use server::http::shell::{Readiness, Shell, layers};
use server::http::{Networks, Served};
use server::sign_in::Providers;
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;
use url::Url;

use crate::provider::{CLIENT, Provider, SECRET, SUBJECT};

pub const ORIGIN: &str = "http://127.0.0.1:3000";
/// The member whom the provider knows.
pub const MEMBER: &str = "member-maria";

const RECORD: &str = concat!(
    r#"{"type": "member", "uid": "member-maria", "first_name": "Maria", "last_name": "Rossi", "#,
    r#""email": "maria.rossi@regione.example", "job_title": "Funzionaria", "member_type": "official", "#,
    r#""other_body": "Ente di prova", "locale": "it", "state": "active", "joined_on": "2026-01-15"}"#,
);

pub struct Bed {
    pub portal: Portal,
    pub provider: Provider,
    pub served: Served,
    pub router: Router,
    _data: TempDir,
}

impl Bed {
    /// A portal whose one member is linked to the provider's one person.
    pub async fn new() -> Self {
        let bed = Self::with(&[]).await;
        bed.link().await;
        bed
    }

    /// The same, with nobody linked and further keys of the provider's section.
    pub async fn with(keys: &[(&str, &str)]) -> Self {
        let provider = Provider::start().await;
        let base = [("ISSUER", provider.issuer.as_str()), ("CLIENT_ID", CLIENT), ("CLIENT_SECRET", SECRET)];
        let variables = base.iter().chain(keys).map(|(key, value)| (format!("INNESTO_OIDC__PROVA__{key}"), *value));
        Self::of(provider.clone(), variables.map(|(name, value)| (name, value.to_owned())).collect()).await
    }

    /// A portal with any configuration.
    pub async fn of(provider: Provider, variables: Vec<(String, String)>) -> Self {
        let data = TempDir::new().unwrap();
        let over = CommandLine { data: Some(data.path().to_owned()), listen: None };
        let config = Config::load(None, variables, &over).unwrap();
        let portal = open_portal(&config).await.unwrap();
        let imported = portal.import(RECORD.as_bytes(), |_| {}).await.unwrap();
        assert_eq!(imported.refused, 0);
        let clock = provider.clone();
        let providers = Providers::new(&config.providers, ORIGIN, Arc::new(move || clock.now())).unwrap();
        let providers = Arc::new(providers);
        let readiness = Readiness::new(CancellationToken::new());
        readiness.started();
        let site = Arc::new(site(&providers));
        let served = Served { portal: portal.clone(), site, providers, networks: Arc::new(Networks::default()) };
        let router = layers(server::http::routes(served.clone()), &Shell::bare(readiness));
        Self { portal, provider, served, router, _data: data }
    }

    /// Links the member to the provider's person.
    pub async fn link(&self) {
        let claim = IdentityClaim {
            provider: "prova".to_owned(),
            issuer: self.provider.issuer.clone(),
            subject: SUBJECT.to_owned(),
            ..IdentityClaim::default()
        };
        self.portal.link_identity(&viewer(), claim).await.unwrap();
    }

    /// Lets time pass, for the provider and for who asks it.
    pub fn wait(&self, seconds: i64) {
        self.provider.late.fetch_add(seconds, Ordering::Relaxed);
    }

    pub fn browser(&self) -> Browser {
        Browser { router: self.router.clone(), cookies: HashMap::new() }
    }

    /// How many sessions the member has.
    pub async fn sessions(&self) -> usize {
        let now = Timestamp::now();
        self.portal.store().sessions_of(&Uid::parse(MEMBER).unwrap(), now).await.unwrap().len()
    }

    /// Goes to the provider and back.
    pub async fn sign_in(&self, browser: &mut Browser) -> Answer {
        let asked = browser.set_out("/accedi/con/prova?next=%2Ftemi").await;
        browser.come_back(&self.provider.answer(&asked)).await
    }

    /// That a whole sign-in comes to nothing, with this code for the page, and that nothing is left of it.
    pub async fn refuses(&self, problem: &str) {
        let mut browser = self.browser();
        let answer = self.sign_in(&mut browser).await;
        answer.refused(problem);
        assert_eq!((self.sessions().await, browser.cookies.len()), (0, 0), "{:?}", browser.cookies);
    }
}

/// The member, signed in.
pub fn viewer() -> Viewer {
    Viewer::member(Acting {
        member: Uid::parse(MEMBER).unwrap(),
        trust: 0,
        roles: Vec::new(),
        memberships: Vec::new(),
        communities: Vec::new(),
        expert_for: Vec::new(),
        presence: Presence::Recent,
    })
}

fn site(providers: &Providers) -> Site {
    Site {
        base_url: ORIGIN.to_owned(),
        owner: Owner::default(),
        assets: Assets {
            style: String::new(),
            start: String::new(),
            module: String::new(),
            wasm: String::new(),
            icons: String::new(),
            fonts: Vec::new(),
        },
        providers: providers.buttons(),
        sign_in: SignInHere::Works,
        settings: Vec::new(),
    }
}

/// A browser: it keeps cookies, and sends them along.
#[derive(Clone)]
pub struct Browser {
    router: Router,
    pub cookies: HashMap<String, String>,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    pub fn location(&self) -> &str {
        self.headers.get(LOCATION).map_or("", |value| value.to_str().unwrap())
    }

    /// That the browser is led to a page that says what went wrong, and to nothing else.
    #[track_caller]
    pub fn refused(&self, problem: &str) {
        assert_eq!(self.status, 303, "{self:?}");
        assert_eq!(self.location(), format!("/accedi?problem={problem}"));
        assert!(self.text.is_empty(), "{}", self.text);
        let set: Vec<&str> = self.headers.get_all(SET_COOKIE).iter().map(|line| line.to_str().unwrap()).collect();
        assert!(set.iter().all(|line| !line.starts_with("__Host-sid=")), "{set:?}");
    }
}

impl Browser {
    pub async fn get(&mut self, path: &str) -> Answer {
        self.get_with(path, &[]).await
    }

    /// Sends an empty form of ours.
    pub async fn post(&mut self, path: &str) -> Answer {
        let form = ("content-type", "application/x-www-form-urlencoded");
        self.ask("POST", path, &[form, ("sec-fetch-site", "same-origin")]).await
    }

    /// Asks for an address, with headers beside the browser's own.
    pub async fn get_with(&mut self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.ask("GET", path, headers).await
    }

    async fn ask(&mut self, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
        let line = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ");
        let mut request = Request::builder().method(method).uri(path).header(COOKIE, line);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = self.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        for line in parts.headers.get_all(SET_COOKIE) {
            let line = line.to_str().unwrap();
            let (name, value) = line.split(';').next().unwrap().split_once('=').unwrap();
            match value {
                "" => drop(self.cookies.remove(name)),
                value => drop(self.cookies.insert(name.to_owned(), value.to_owned())),
            }
        }
        let body = body.collect().await.unwrap().to_bytes();
        let text = String::from_utf8(body.to_vec()).unwrap();
        Answer { status: parts.status.as_u16(), headers: parts.headers, text }
    }

    /// Goes to the provider; gives what it is asked.
    pub async fn set_out(&mut self, path: &str) -> HashMap<String, String> {
        self.set_out_with(path, &[]).await
    }

    /// The same, with headers.
    pub async fn set_out_with(&mut self, path: &str, headers: &[(&str, &str)]) -> HashMap<String, String> {
        let answer = self.get_with(path, headers).await;
        assert_eq!(answer.status, 303, "{answer:?}");
        let address = Url::parse(answer.location()).unwrap_or_else(|error| panic!("{error}: {answer:?}"));
        assert_eq!(address.path(), "/authorise");
        address.query_pairs().into_owned().collect()
    }

    /// Comes back from the provider with what it gave.
    pub async fn come_back(&mut self, pairs: &[(String, String)]) -> Answer {
        self.come_back_to("prova", pairs).await
    }

    pub async fn come_back_to(&mut self, provider: &str, pairs: &[(String, String)]) -> Answer {
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        // As browsers do when the provider sends them.
        let site = [("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate")];
        self.get_with(&format!("/accedi/ritorno/{provider}?{query}"), &site).await
    }
}
