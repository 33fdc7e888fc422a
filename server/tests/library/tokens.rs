// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Programs act for a member by a bearer token: what they see, what they make, and what ends a token.

use domain::Email;
use domain::policy::Viewer;
use portal::people::{PasswordForm, SignInForm, Visit};
use serde_json::{Value, json};

use crate::bed::{Answer, Library};

const PASSWORD: &str = "innesto-dimostrazione";
const ADA: &str = "ada.funzionaria@example.org";
const DRAFTS: &str = "/api/v1/practices";

/// A library of its own whose invented members can sign in.
fn with_members(test: impl AsyncFnOnce(&Library)) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let library = Library::new().await;
        library.portal.set_demo_passwords(PASSWORD).await.unwrap();
        test(&library).await;
    });
}

async fn token_of(library: &Library, email: &str) -> String {
    library.portal.create_token(&Email::parse(email).unwrap()).await.unwrap()
}

async fn get(library: &Library, path: &str, token: &str) -> Answer {
    library.ask("GET", path, &[("authorization", &format!("Bearer {token}"))], "").await
}

async fn post(library: &Library, token: &str, key: &str, draft: &Value) -> Answer {
    let bearer = format!("Bearer {token}");
    let headers = [("authorization", bearer.as_str()), ("idempotency-key", key), ("content-type", "application/json")];
    library.ask("POST", DRAFTS, &headers, draft.to_string()).await
}

fn draft(title: &str) -> Value {
    json!({"title": title, "language": "it", "summary": "Un testo."})
}

#[track_caller]
fn is_a_problem(answer: &Answer, status: u16) {
    assert_eq!(answer.status, status, "{}: {}", answer.path, answer.text());
    assert_eq!(answer.header("content-type"), "application/problem+json", "{}", answer.path);
    assert_eq!(answer.json()["status"], status);
}

/// The viewer of a member who signs in by password, and the session's secret.
async fn signed_in(library: &Library, email: &str) -> (Viewer, String) {
    let form = SignInForm { email: email.to_owned(), password: PASSWORD.to_owned(), shared: String::new() };
    let session = library.portal.sign_in(form, &Visit::default()).await.unwrap();
    (library.portal.session(&session.token).await.unwrap().unwrap().viewer, session.token)
}

#[test]
fn a_draft_is_made_once_and_seen_by_its_member_alone() {
    with_members(async |library| {
        let (ada, bruno) = (token_of(library, ADA).await, token_of(library, "bruno.rappresentante@example.org").await);
        let made = post(library, &ada, "one", &draft("Zirconio per tutti")).await;
        assert_eq!(made.status, 201, "{}", made.text());
        assert_eq!(made.header("cache-control"), "no-store");
        let told = made.json();
        let uid = told["uid"].as_str().unwrap();
        assert_eq!(told["url"], made.header("location"));
        assert!(told["url"].as_str().unwrap().ends_with(&format!("/scrivania/{uid}")));
        let again = post(library, &ada, "one", &draft("Zirconio per tutti")).await;
        assert_eq!((again.status, again.json()), (201, told.clone()));
        let other = post(library, &ada, "two", &draft("Zirconio per tutti")).await.json();
        assert_ne!(other["uid"], uid, "another key is another request");
        let of_another = post(library, &bruno, "one", &draft("Zirconio per tutti")).await.json();
        assert_ne!(of_another["uid"], uid, "a key is its member's own");
        let address = format!("/api/v1/practices/{uid}");
        let read = get(library, &address, &ada).await;
        assert_eq!((read.status, read.header("cache-control")), (200, "no-store"));
        assert_eq!((&read.json()["stage"], &read.json()["summary"]), (&json!("draft"), &json!("Un testo.")));
        is_a_problem(&library.get(&address).await, 404);
        is_a_problem(&get(library, &address, &bruno).await, 404);
    });
}

#[test]
fn a_request_without_a_token_a_key_or_a_draft_makes_nothing() {
    with_members(async |library| {
        let token = token_of(library, ADA).await;
        let anonymous = library.ask("POST", DRAFTS, &[("idempotency-key", "x")], draft("A").to_string()).await;
        is_a_problem(&anonymous, 401);
        assert_eq!(anonymous.header("www-authenticate"), "Bearer");
        for key in ["", " ", "\t", &"k".repeat(201)] {
            is_a_problem(&post(library, &token, key, &draft("A")).await, 400);
        }
        for body in
            [json!({}), json!([]), json!({"title": "A"}), json!({"title": "A", "language": "it", "stage": "published"})]
        {
            is_a_problem(&post(library, &token, "x", &body).await, 400);
        }
        for wrong in [
            json!({"title": "A", "language": "it"}),
            json!({"title": "", "language": "it", "summary": "x"}),
            json!({"title": "A", "language": "xx", "summary": "x"}),
            json!({"title": "A", "language": "it", "summary": " ", "problem": ""}),
            json!({"title": "A", "language": "it", "summary": "x", "owner_org": "org-regione-toscana-che-non-esiste"}),
            json!({"title": "A", "language": "it", "summary": "x".repeat(64 * 1024 + 1)}),
        ] {
            is_a_problem(&post(library, &token, "x", &wrong).await, 422);
        }
        // What was refused did not use the key up.
        assert_eq!(post(library, &token, "x", &draft("A")).await.status, 201);
    });
}

#[test]
fn a_wrong_token_is_refused_and_a_cookie_is_none() {
    with_members(async |library| {
        for token in ["", "x", &"0".repeat(64)] {
            for path in ["/api/v1/search?q=nidi", "/api/v1/practices/prac-trio"] {
                is_a_problem(&get(library, path, token).await, 401);
            }
            is_a_problem(&post(library, token, "k", &draft("A")).await, 401);
        }
        let (_, session) = signed_in(library, ADA).await;
        is_a_problem(&get(library, "/api/v1/search?q=nidi", &session).await, 401);
        let cookie = format!("__Host-sid={session}");
        let headers = [("cookie", cookie.as_str()), ("idempotency-key", "k")];
        is_a_problem(&library.ask("POST", DRAFTS, &headers, draft("A").to_string()).await, 401);
        let basic = library.ask("GET", "/api/v1/search?q=nidi", &[("authorization", "Basic abc")], "").await;
        assert_eq!(basic.status, 200, "another scheme is not ours");
    });
}

#[test]
fn a_token_has_no_role_of_the_portal() {
    with_members(async |library| {
        let token = token_of(library, "elena.amministratrice@example.org").await;
        let viewer = library.portal.by_token(&token).await.unwrap().unwrap();
        assert!(viewer.acting().unwrap().roles.is_empty());
        let uid = post(library, &token_of(library, ADA).await, "k", &draft("A")).await.json()["uid"].clone();
        let address = format!("/api/v1/practices/{}", uid.as_str().unwrap());
        is_a_problem(&get(library, &address, &token).await, 404);
        let nobody = Email::parse("nobody@example.org").unwrap();
        assert!(library.portal.create_token(&nobody).await.is_err());
    });
}

#[test]
fn its_owner_sees_a_token_and_ends_it_and_a_new_password_ends_all() {
    with_members(async |library| {
        let (first, second) = (token_of(library, ADA).await, token_of(library, ADA).await);
        assert_eq!(get(library, "/api/v1/search?q=nidi", &first).await.status, 200);
        let (viewer, session) = signed_in(library, ADA).await;
        let page = library.portal.security_page(&viewer, &session).await.unwrap();
        assert_eq!(page.tokens.len(), 2);
        assert!(page.tokens.iter().all(|one| one.id != first && one.id != second), "a token is shown once");
        let used = page.tokens.iter().find(|one| one.used.is_some()).unwrap();
        let cookie = format!("__Host-sid={session}");
        let shown = library.ask("GET", "/profilo/accesso", &[("cookie", &cookie)], "").await;
        assert!(shown.text().contains(&used.id) && !shown.text().contains(&first));
        library.portal.end_token(&viewer, &used.id).await.unwrap();
        assert!(library.portal.end_token(&viewer, &used.id).await.is_err());
        is_a_problem(&get(library, "/api/v1/search?q=nidi", &first).await, 401);
        assert_eq!(get(library, "/api/v1/search?q=nidi", &second).await.status, 200);
        let (bruno, _) = signed_in(library, "bruno.rappresentante@example.org").await;
        let id = library.portal.security_page(&viewer, &session).await.unwrap().tokens[0].id.clone();
        assert!(library.portal.end_token(&bruno, &id).await.is_err(), "nobody ends another's");
        let password = "una lunga frase tutta nuova 47".to_owned();
        let form = PasswordForm { current: PASSWORD.to_owned(), again: password.clone(), password };
        library.portal.change_password(&viewer, &session, form, &Visit::default()).await.unwrap();
        is_a_problem(&get(library, "/api/v1/search?q=nidi", &second).await, 401);
        let shown = library.ask("GET", "/profilo/accesso", &[("cookie", &cookie)], "").await;
        assert!(shown.status == 200 && !shown.text().contains("id=\"chiavi\""));
    });
}
