// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A provider of identities on a port of its own, which does as it is told.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::{AUTHORIZATION, CONTENT_TYPE, LOCATION};
use http::{HeaderMap, StatusCode};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value, json};
use tokio::net::TcpListener;

use crate::keys::{Key, challenge, half_hash};

pub const CLIENT: &str = "portal";
pub const SECRET: &str = "a secret: with odd signs % &";
/// Whom the provider knows.
pub const SUBJECT: &str = "maria-1";

/// What may be asked of the provider, each of which can be made to go wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Door {
    Discovery,
    Keys,
    Token,
    UserInfo,
}

/// How a door goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    Silent,
    /// Sends bytes and never ends.
    Endless,
    /// Says that it is long.
    Long,
    Redirect,
    Broken,
    NotJson,
    NotFound,
}

/// What the provider does. Each part can be told otherwise while it runs.
pub struct Conduct {
    pub key: Key,
    pub shown: Vec<Key>,
    /// Changed into the ID token's claims; null takes one out.
    pub token: Value,
    pub access_token: String,
    /// Put into the whole answer of the token endpoint; null takes one out.
    pub answer: Value,
    pub user_info: Value,
    /// Changed into the discovery document.
    pub discovery: Value,
    pub faults: HashMap<Door, Fault>,
    /// How often each door was used, `None` for where a redirect leads.
    pub visits: HashMap<Option<Door>, u32>,
    codes: HashMap<String, HashMap<String, String>>,
    /// How the portal showed its secret last.
    pub shown_secret: String,
}

#[derive(Clone)]
pub struct Provider {
    pub issuer: String,
    /// By how many seconds its clock, and that of the portal beside it, is ahead of this machine's.
    pub late: Arc<AtomicI64>,
    pub conduct: Arc<Mutex<Conduct>>,
}

impl Provider {
    /// Starts an honest one.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let conduct = Conduct {
            key: Key::P256,
            shown: vec![Key::P256],
            token: json!({}),
            access_token: "an-access-token".to_owned(),
            answer: json!({}),
            user_info: json!({
                "sub": SUBJECT,
                "given_name": "Maria",
                "family_name": "Rossi",
                "email": "maria.rossi@regione.example",
                "email_verified": true,
                "preferred_username": "mrossi",
            }),
            discovery: json!({}),
            faults: HashMap::new(),
            visits: HashMap::new(),
            codes: HashMap::new(),
            shown_secret: String::new(),
        };
        let provider = Self { issuer, late: Arc::default(), conduct: Arc::new(Mutex::new(conduct)) };
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(discovery))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .route("/userinfo", get(user_info))
            .route("/elsewhere", get(elsewhere).post(elsewhere))
            .with_state(provider.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        provider
    }

    pub fn now(&self) -> Timestamp {
        Timestamp::now() + SignedDuration::from_secs(self.late.load(Ordering::Relaxed))
    }

    /// Lets a door go wrong from now on.
    pub fn breaks(&self, door: Door, fault: Fault) {
        self.told(|conduct| {
            conduct.faults.insert(door, fault);
        });
    }

    /// Tells the provider what to do.
    pub fn told(&self, change: impl FnOnce(&mut Conduct)) {
        change(&mut self.conduct.lock().unwrap());
    }

    pub fn visits(&self, door: Door) -> u32 {
        self.conduct.lock().unwrap().visits.get(&Some(door)).copied().unwrap_or_default()
    }

    pub fn visits_elsewhere(&self) -> u32 {
        self.conduct.lock().unwrap().visits.get(&None).copied().unwrap_or_default()
    }

    /// Lets the person in, and gives the pairs that the browser takes back.
    pub fn answer(&self, asked: &HashMap<String, String>) -> Vec<(String, String)> {
        let mut conduct = self.conduct.lock().unwrap();
        let code = format!("code-{}", conduct.codes.len());
        conduct.codes.insert(code.clone(), asked.clone());
        let pairs = [("code", code), ("state", asked["state"].clone()), ("iss", self.issuer.clone())];
        pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    }

    /// Counts the visit, and gives the wrong answer where one was ordered.
    async fn enter(&self, door: Door) -> Option<Response> {
        let fault = {
            let mut conduct = self.conduct.lock().unwrap();
            *conduct.visits.entry(Some(door)).or_default() += 1;
            conduct.faults.get(&door).copied()
        };
        let padding = || Bytes::from(vec![b' '; 16 * 1024]);
        Some(match fault? {
            Fault::Silent => std::future::pending().await,
            Fault::Endless => {
                let pieces = futures::stream::repeat_with(move || Ok::<_, std::io::Error>(padding()));
                ([(CONTENT_TYPE, "application/json")], Body::from_stream(pieces)).into_response()
            }
            Fault::Long => ([(CONTENT_TYPE, "application/json")], vec![b' '; 300 * 1024]).into_response(),
            Fault::Redirect => {
                let there = format!("{}/elsewhere", self.issuer);
                (StatusCode::TEMPORARY_REDIRECT, [(LOCATION, there)]).into_response()
            }
            Fault::Broken => (StatusCode::BAD_GATEWAY, "<h1>502</h1>").into_response(),
            Fault::NotJson => ([(CONTENT_TYPE, "application/json")], "<script>alert(1)</script>").into_response(),
            Fault::NotFound => StatusCode::NOT_FOUND.into_response(),
        })
    }
}

/// Puts the fields of one object into another; null takes one out.
fn changed(mut whole: Value, change: &Value) -> Value {
    let fields: &mut Map<String, Value> = whole.as_object_mut().unwrap();
    for (name, value) in change.as_object().unwrap() {
        match value {
            Value::Null => drop(fields.remove(name)),
            value => drop(fields.insert(name.clone(), value.clone())),
        }
    }
    whole
}

async fn discovery(State(provider): State<Provider>) -> Response {
    if let Some(wrong) = provider.enter(Door::Discovery).await {
        return wrong;
    }
    let at = |path: &str| format!("{}{path}", provider.issuer);
    let document = json!({
        "issuer": provider.issuer,
        "authorization_endpoint": at("/authorise"),
        "token_endpoint": at("/token"),
        "userinfo_endpoint": at("/userinfo"),
        "jwks_uri": at("/keys"),
        "end_session_endpoint": at("/end"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256", "none", "HS256", "ES256", "X-99"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "x-unheard-of"],
        "ui_locales_supported": ["it", "en"],
        "claims_supported": ["sub"],
        "authorization_response_iss_parameter_supported": true,
    });
    Json(changed(document, &provider.conduct.lock().unwrap().discovery)).into_response()
}

async fn keys(State(provider): State<Provider>) -> Response {
    if let Some(wrong) = provider.enter(Door::Keys).await {
        return wrong;
    }
    let shown: Vec<Value> = provider.conduct.lock().unwrap().shown.iter().map(|key| key.shown()).collect();
    Json(json!({"keys": shown})).into_response()
}

async fn token(State(provider): State<Provider>, headers: HeaderMap, body: Bytes) -> Response {
    if let Some(wrong) = provider.enter(Door::Token).await {
        return wrong;
    }
    let form: HashMap<String, String> = form_urlencoded::parse(&body).into_owned().collect();
    let mut conduct = provider.conduct.lock().unwrap();
    conduct.shown_secret = shown_secret(&headers, &form);
    let asked = conduct.codes.remove(&form["code"]);
    let refused = |error: &str| {
        let text = json!({"error": error, "error_description": "<script>alert('from the provider')</script>"});
        (StatusCode::BAD_REQUEST, Json(text)).into_response()
    };
    let Some(asked) = asked else { return refused("invalid_grant") };
    if challenge(&form["code_verifier"]) != asked["code_challenge"] || form["redirect_uri"] != asked["redirect_uri"] {
        return refused("invalid_grant");
    }
    if !matches!(conduct.shown_secret.as_str(), "header" | "form" | "none") {
        return refused("invalid_client");
    }
    let now = provider.now().as_second();
    let claims = json!({
        "iss": provider.issuer,
        "sub": SUBJECT,
        "aud": CLIENT,
        "exp": now + 300,
        "iat": now,
        "nonce": asked["nonce"],
        "at_hash": half_hash(conduct.key, &conduct.access_token),
    });
    let id_token = conduct.key.signed(&changed(claims, &conduct.token), SECRET);
    let answer = json!({
        "access_token": conduct.access_token,
        "token_type": "Bearer",
        "expires_in": 60,
        "id_token": id_token,
    });
    Json(changed(answer, &conduct.answer)).into_response()
}

/// How the portal says who it is: `header`, `form`, `none`, or what is wrong.
fn shown_secret(headers: &HeaderMap, form: &HashMap<String, String>) -> String {
    let encoded = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    let basic = format!("Basic {}", STANDARD.encode(format!("{}:{}", encoded(CLIENT), encoded(SECRET))));
    let client = form.get("client_id").map(String::as_str);
    match (headers.get(AUTHORIZATION), form.get("client_secret")) {
        (Some(header), None) if *header == basic => "header".to_owned(),
        (None, Some(secret)) if secret == SECRET && client == Some(CLIENT) => "form".to_owned(),
        (None, None) if client == Some(CLIENT) => "none".to_owned(),
        other => format!("{other:?}"),
    }
}

async fn user_info(State(provider): State<Provider>, headers: HeaderMap) -> Response {
    if let Some(wrong) = provider.enter(Door::UserInfo).await {
        return wrong;
    }
    let conduct = provider.conduct.lock().unwrap();
    let expected = format!("Bearer {}", conduct.access_token);
    if headers.get(AUTHORIZATION).is_none_or(|header| *header != expected) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    Json(conduct.user_info.clone()).into_response()
}

async fn elsewhere(State(provider): State<Provider>) -> StatusCode {
    *provider.conduct.lock().unwrap().visits.entry(None).or_default() += 1;
    StatusCode::OK
}
