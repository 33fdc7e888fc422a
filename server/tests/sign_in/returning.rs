// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The way back from the provider: this browser, this provider, in time, once (TRAPS C2).

use std::collections::HashMap;

use http::header::SET_COOKIE;
use url::Url;

use crate::bed::Bed;
use crate::provider::{CLIENT, Door, Provider, SECRET};

/// The pairs without one name, or with another value.
fn with(pairs: &[(String, String)], name: &str, value: Option<&str>) -> Vec<(String, String)> {
    let others = pairs.iter().filter(|(given, _)| given != name).cloned();
    others.chain(value.map(|value| (name.to_owned(), value.to_owned()))).collect()
}

#[tokio::test]
async fn an_answer_without_the_state_of_this_browser_is_refused() {
    let bed = Bed::new().await;
    for state in [None, Some(""), Some("x"), Some("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")] {
        let mut browser = bed.browser();
        let asked = browser.set_out("/accedi/con/prova").await;
        let answer = bed.provider.answer(&asked);
        browser.come_back(&with(&answer, "state", state)).await.refused("stale");
        // The ticket is gone with the first answer, right or wrong.
        browser.come_back(&answer).await.refused("stale");
    }
    let mut browser = bed.browser();
    let asked = browser.set_out("/accedi/con/prova").await;
    let answer = bed.provider.answer(&asked);
    let twice = [&answer[..], &[("state".to_owned(), asked["state"].clone())]].concat();
    browser.come_back(&twice).await.refused("stale");
    assert_eq!((bed.provider.visits(Door::Token), bed.sessions().await), (0, 0));
}

#[tokio::test]
async fn an_answer_that_another_browser_asked_for_is_refused() {
    let bed = Bed::new().await;
    let (mut attacker, mut victim, mut bystander) = (bed.browser(), bed.browser(), bed.browser());
    let asked = attacker.set_out("/accedi/con/prova").await;
    victim.set_out("/accedi/con/prova").await;
    let answer = bed.provider.answer(&asked);
    // With a ticket of one's own, and without any.
    victim.come_back(&answer).await.refused("stale");
    bystander.come_back(&answer).await.refused("stale");
    bystander.cookies.insert("__Host-oauth".to_owned(), "AAAA".to_owned());
    bystander.come_back(&answer).await.refused("stale");
    assert_eq!((bed.provider.visits(Door::Token), bed.sessions().await), (0, 0));
}

#[tokio::test]
async fn an_answer_is_taken_once() {
    let bed = Bed::new().await;
    let mut browser = bed.browser();
    let asked = browser.set_out("/accedi/con/prova").await;
    // Whoever could copy the cookie and the answer gains nothing after the first time.
    let mut copy = browser.clone();
    let answer = bed.provider.answer(&asked);
    assert_eq!(browser.come_back(&answer).await.location(), "/");
    copy.come_back(&answer).await.refused("stale");
    assert_eq!((bed.provider.visits(Door::Token), bed.sessions().await), (1, 1));
}

#[tokio::test]
async fn a_code_that_was_used_elsewhere_is_refused_by_the_provider_and_gives_no_session() {
    let bed = Bed::new().await;
    let (mut first, mut second) = (bed.browser(), bed.browser());
    let asked = first.set_out("/accedi/con/prova").await;
    let answer = bed.provider.answer(&asked);
    first.come_back(&answer).await;
    let asked = second.set_out("/accedi/con/prova").await;
    second.come_back(&with(&answer, "state", Some(&asked["state"]))).await.refused("stale");
    assert_eq!(bed.sessions().await, 1);
}

#[tokio::test]
async fn a_code_of_another_browser_fits_no_verifier() {
    let bed = Bed::new().await;
    let (mut attacker, mut victim) = (bed.browser(), bed.browser());
    let theirs = bed.provider.answer(&attacker.set_out("/accedi/con/prova").await);
    let asked = victim.set_out("/accedi/con/prova").await;
    victim.come_back(&with(&theirs, "state", Some(&asked["state"]))).await.refused("stale");
    assert_eq!((bed.provider.visits(Door::Token), bed.sessions().await), (1, 0));
}

#[tokio::test]
async fn an_answer_after_ten_minutes_is_refused() {
    let bed = Bed::new().await;
    let mut browser = bed.browser();
    let asked = browser.set_out("/accedi/con/prova").await;
    bed.wait(601);
    browser.come_back(&bed.provider.answer(&asked)).await.refused("stale");
    assert_eq!((bed.provider.visits(Door::Token), bed.sessions().await), (0, 0));
}

#[tokio::test]
async fn the_answer_of_one_provider_is_not_taken_for_anothers() {
    let (honest, evil) = (Provider::start().await, Provider::start().await);
    let of = |name: &str, provider: &Provider| {
        let values = [("ISSUER", provider.issuer.as_str()), ("CLIENT_ID", CLIENT), ("CLIENT_SECRET", SECRET)];
        values.map(|(key, value)| (format!("INNESTO_OIDC__{name}__{key}"), value.to_owned()))
    };
    let variables = [of("PROVA", &honest), of("ALTRO", &evil)].concat();
    let bed = Bed::of(honest.clone(), variables).await;
    bed.link().await;
    let mut browser = bed.browser();
    // The evil one sends the person on to the honest one, so as to be given its code.
    let asked = browser.set_out("/accedi/con/altro").await;
    let answer = honest.answer(&asked);
    browser.clone().come_back_to("altro", &answer).await.refused("provider_answer");
    browser.clone().come_back_to("prova", &answer).await.refused("stale");
    assert_eq!((honest.visits(Door::Token), evil.visits(Door::Token), bed.sessions().await), (0, 0, 0));
}

#[tokio::test]
async fn the_issuer_of_an_answer_is_right_or_it_is_refused() {
    let bed = Bed::new().await;
    for issuer in [None, Some(""), Some("https://evil.example"), Some("http://127.0.0.1")] {
        let mut browser = bed.browser();
        let asked = browser.set_out("/accedi/con/prova").await;
        let answer = with(&bed.provider.answer(&asked), "iss", issuer);
        browser.come_back(&answer).await.refused("provider_answer");
    }
    assert_eq!((bed.provider.visits(Door::Token), bed.sessions().await), (0, 0));
}

#[tokio::test]
async fn a_provider_that_does_not_promise_its_issuer_may_leave_it_out() {
    let bed = Bed::new().await;
    bed.provider.told(|conduct| {
        conduct.discovery = serde_json::json!({"authorization_response_iss_parameter_supported": null});
    });
    let mut browser = bed.browser();
    let asked = browser.set_out("/accedi/con/prova").await;
    let answer = with(&bed.provider.answer(&asked), "iss", None);
    assert_eq!(browser.come_back(&answer).await.location(), "/");
    let asked = browser.set_out("/accedi/con/prova").await;
    let answer = with(&bed.provider.answer(&asked), "iss", Some("https://evil.example"));
    browser.come_back(&answer).await.refused("provider_answer");
}

#[tokio::test]
async fn an_error_of_the_provider_is_told_by_our_words_alone() {
    let bed = Bed::new().await;
    for (error, problem) in [
        ("access_denied", "cancelled"),
        ("login_required", "cancelled"),
        ("temporarily_unavailable", "provider_down"),
        ("server_error", "provider_down"),
        ("invalid_scope", "provider_answer"),
        ("<script>alert(1)</script>", "provider_answer"),
        ("a\r\nSet-Cookie: x=y", "provider_answer"),
        ("", "provider_answer"),
    ] {
        let mut browser = bed.browser();
        let asked = browser.set_out("/accedi/con/prova").await;
        let answer = with(&bed.provider.answer(&asked), "error", Some(error));
        let answer = with(&answer, "error_description", Some("<script>alert(1)</script>"));
        browser.come_back(&answer).await.refused(problem);
        // An error without the right state is nobody's.
        let mut other = bed.browser();
        other.set_out("/accedi/con/prova").await;
        other.come_back(&answer).await.refused("stale");
    }
    let mut browser = bed.browser();
    let asked = browser.set_out("/accedi/con/prova").await;
    browser.come_back(&with(&bed.provider.answer(&asked), "code", None)).await.refused("provider_answer");
    assert_eq!((bed.provider.visits(Door::Token), bed.sessions().await), (0, 0));
}

#[tokio::test]
async fn the_ticket_is_out_of_reach_and_tells_nothing() {
    let bed = Bed::new().await;
    let mut browser = bed.browser();
    let answer = browser.get("/accedi/con/prova?next=/pratiche").await;
    let line = answer.headers[SET_COOKIE].to_str().unwrap();
    assert!(line.starts_with("__Host-oauth="), "{line}");
    assert!(line.ends_with("; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=600"), "{line}");
    assert_eq!(answer.headers["cache-control"], "no-store");
    let value = &browser.cookies["__Host-oauth"];
    let address = Url::parse(answer.location()).unwrap();
    let asked: HashMap<_, _> = address.query_pairs().into_owned().collect();
    assert!(!value.contains(&asked["state"]) && !value.contains(&asked["nonce"]));
    let answer = browser.come_back(&bed.provider.answer(&asked)).await;
    let lines: Vec<_> = answer.headers.get_all(SET_COOKIE).iter().map(|line| line.to_str().unwrap()).collect();
    assert!(lines.iter().any(|line| line.starts_with("__Host-oauth=;") && line.ends_with("Max-Age=0")), "{lines:?}");
    assert_eq!(browser.cookies.keys().collect::<Vec<_>>(), ["__Host-sid"]);
}

#[tokio::test]
async fn what_is_asked_by_head_changes_nothing() {
    let bed = Bed::new().await;
    let mut browser = bed.browser();
    let asked = browser.set_out("/accedi/con/prova").await;
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(bed.provider.answer(&asked)).finish();
    let head = http::Request::builder()
        .method("HEAD")
        .uri(format!("/accedi/ritorno/prova?{query}"))
        .header("cookie", format!("__Host-oauth={}", browser.cookies["__Host-oauth"]))
        .body(axum::body::Body::empty())
        .unwrap();
    let response = tower::ServiceExt::oneshot(bed.router.clone(), head).await.unwrap();
    assert_eq!((response.status().as_u16(), bed.provider.visits(Door::Token)), (405, 0));
}
