// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Signing out at the provider too, where the configuration says so.

use std::collections::HashMap;

use portal::people::ProviderSession;
use serde_json::json;
use url::Url;

use crate::bed::{Bed, ORIGIN};
use crate::keys::Key;
use crate::provider::{CLIENT, SUBJECT};

fn session() -> ProviderSession {
    let claims = json!({"iss": "https://sso.example", "sub": SUBJECT, "aud": CLIENT, "exp": 1, "iat": 1});
    ProviderSession { provider: "prova".to_owned(), id_token: Key::P256.signed(&claims, "") }
}

#[tokio::test]
async fn the_browser_is_sent_to_where_the_provider_ends_its_session_and_comes_back() {
    let bed = Bed::with(&[("SIGN_OUT", "yes")]).await;
    let session = session();
    let address = bed.served.providers.provider_sign_out(session.clone()).await.unwrap();
    assert_eq!(address.split('?').next().unwrap(), format!("{}/end", bed.provider.issuer));
    let asked: HashMap<_, _> = Url::parse(&address).unwrap().query_pairs().into_owned().collect();
    assert_eq!(asked["id_token_hint"], session.id_token);
    assert_eq!(asked["post_logout_redirect_uri"], format!("{ORIGIN}/accedi/uscita"));
    assert_eq!(asked["client_id"], CLIENT);
    assert!(!asked["state"].is_empty());
    let back = bed.browser().get("/accedi/uscita?state=%0d%0a").await;
    assert_eq!((back.status, back.location()), (303, "/accedi?done=signed_out"));
}

#[tokio::test]
async fn signing_out_here_leads_on_to_the_provider_by_a_page_of_ours() {
    let bed = Bed::with(&[("SIGN_OUT", "yes")]).await;
    bed.link().await;
    let mut browser = bed.browser();
    bed.sign_in(&mut browser).await;
    let page = browser.post("/esci").await;
    let onward = page.headers["refresh"].to_str().unwrap();
    assert!(onward.contains(&format!("{}/end?id_token_hint=", bed.provider.issuer)), "{onward}");
    assert_eq!((page.status, page.location()), (200, ""));
    assert_eq!((bed.sessions().await, browser.cookies.len()), (0, 0));
}

#[tokio::test]
async fn where_it_is_not_asked_for_or_not_offered_one_signs_out_here_alone() {
    let silent = Bed::with(&[]).await;
    assert_eq!(silent.served.providers.provider_sign_out(session()).await, None);
    let bed = Bed::with(&[("SIGN_OUT", "yes")]).await;
    let elsewhere = ProviderSession { provider: "altro".to_owned(), ..session() };
    assert_eq!(bed.served.providers.provider_sign_out(elsewhere).await, None);
    for endpoint in [json!(null), json!("http://evil.example/end"), json!("javascript:alert(1)")] {
        bed.provider.told(|conduct| conduct.discovery = json!({"end_session_endpoint": endpoint}));
        bed.wait(3_601);
        assert_eq!(bed.served.providers.provider_sign_out(session()).await, None);
    }
}
