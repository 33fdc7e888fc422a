// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A provider that does as it should.

use serde_json::json;

use crate::bed::Bed;
use crate::keys::Key;
use crate::provider::{CLIENT, Door, Provider};

#[tokio::test]
async fn who_is_known_is_signed_in_and_back_where_one_was() {
    let bed = Bed::new().await;
    let mut browser = bed.browser();
    let asked = browser.set_out("/accedi/con/prova?next=/pratiche%3Fregion%3D09").await;
    for (name, value) in [
        ("client_id", CLIENT),
        ("response_type", "code"),
        ("redirect_uri", "http://127.0.0.1:3000/accedi/ritorno/prova"),
        ("scope", "openid email profile"),
        ("code_challenge_method", "S256"),
        ("ui_locales", "it"),
    ] {
        assert_eq!(asked[name], value);
    }
    assert!(["state", "nonce", "code_challenge"].iter().all(|name| asked[*name].len() == 43), "{asked:?}");
    let answer = browser.come_back(&bed.provider.answer(&asked)).await;
    assert_eq!((answer.status, answer.location()), (303, "/pratiche?region=09"));
    assert_eq!(bed.sessions().await, 1);
    assert_eq!(bed.provider.conduct.lock().unwrap().shown_secret, "header");
    let present = bed.portal.session(&browser.cookies["__Host-sid"]).await.unwrap().unwrap();
    assert_eq!(present.signed_in.unwrap().name, "Maria Rossi");
}

#[tokio::test]
async fn every_kind_of_signature_that_a_provider_alone_can_make_is_believed() {
    let bed = Bed::new().await;
    for key in [Key::Rsa, Key::RsaPss, Key::P256, Key::Ed25519] {
        bed.provider.told(|conduct| (conduct.key, conduct.shown) = (key, vec![Key::OtherP256, key]));
        // What was learnt is an hour old.
        bed.wait(3_601);
        let mut browser = bed.browser();
        assert_eq!(bed.sign_in(&mut browser).await.location(), "/temi", "{key:?}");
    }
    assert_eq!(bed.sessions().await, 4);
}

#[tokio::test]
async fn keys_that_changed_are_read_again_at_most_once_a_minute() {
    let bed = Bed::new().await;
    let mut browser = bed.browser();
    assert_eq!(bed.sign_in(&mut browser).await.location(), "/temi");
    assert_eq!((bed.provider.visits(Door::Discovery), bed.provider.visits(Door::Keys)), (1, 1));
    bed.provider.told(|conduct| (conduct.key, conduct.shown) = (Key::OtherP256, vec![Key::OtherP256]));
    bed.sign_in(&mut bed.browser()).await.refused("provider_answer");
    assert_eq!(bed.provider.visits(Door::Keys), 1);
    bed.wait(61);
    assert_eq!(bed.sign_in(&mut browser).await.location(), "/temi");
    assert_eq!(bed.provider.visits(Door::Keys), 2);
}

#[tokio::test]
async fn clocks_may_differ_by_a_minute() {
    let bed = Bed::new().await;
    let now = bed.provider.now().as_second();
    bed.provider.told(|conduct| conduct.token = json!({"exp": now - 30, "iat": now + 30}));
    assert_eq!(bed.sign_in(&mut bed.browser()).await.location(), "/temi");
}

#[tokio::test]
async fn claims_in_the_token_make_the_userinfo_endpoint_needless() {
    let bed = Bed::new().await;
    bed.provider.told(|conduct| {
        conduct.token = json!({"given_name": "Maria", "family_name": "Rossi", "email": "maria.rossi@regione.example"});
    });
    assert_eq!(bed.sign_in(&mut bed.browser()).await.location(), "/temi");
    assert_eq!(bed.provider.visits(Door::UserInfo), 0);
}

#[tokio::test]
async fn the_configuration_says_how_a_provider_is_asked() {
    let bed = Bed::with(&[
        ("SCOPES", "openid,profile,org"),
        ("ACR_VALUES", "https://www.spid.gov.it/SpidL2,https://www.spid.gov.it/SpidL1"),
        ("PARAMETERS", "prompt=login,idp=spid test"),
    ])
    .await;
    bed.link().await;
    bed.provider.told(|conduct| {
        conduct.discovery = json!({"token_endpoint_auth_methods_supported": ["client_secret_post", "private_key_jwt"]});
    });
    let mut browser = bed.browser();
    let asked = browser.set_out("/en/accedi/con/prova").await;
    assert_eq!(asked["scope"], "openid profile org");
    assert_eq!(asked["acr_values"], "https://www.spid.gov.it/SpidL2 https://www.spid.gov.it/SpidL1");
    assert_eq!(
        (asked["prompt"].as_str(), asked["idp"].as_str(), asked["ui_locales"].as_str()),
        ("login", "spid test", "en")
    );
    let answer = browser.come_back(&bed.provider.answer(&asked)).await;
    assert_eq!(answer.location(), "/en");
    assert_eq!(bed.provider.conduct.lock().unwrap().shown_secret, "form");
}

#[tokio::test]
async fn a_public_client_shows_no_secret() {
    let provider = Provider::start().await;
    let values = [("ISSUER", provider.issuer.clone()), ("CLIENT_ID", CLIENT.to_owned())];
    let variables = values.map(|(key, value)| (format!("INNESTO_OIDC__PROVA__{key}"), value));
    let bed = Bed::of(provider, variables.to_vec()).await;
    bed.link().await;
    assert_eq!(bed.sign_in(&mut bed.browser()).await.location(), "/temi");
    assert_eq!(bed.provider.conduct.lock().unwrap().shown_secret, "none");
}

#[tokio::test]
async fn who_is_not_known_may_register_with_what_the_provider_says() {
    let bed = Bed::with(&[]).await;
    bed.provider.told(|conduct| {
        conduct.user_info["given_name"] = json!(" Anna\u{202e} ");
        conduct.user_info["email"] = json!("anna@regione.example");
    });
    let mut browser = bed.browser();
    let answer = bed.sign_in(&mut browser).await;
    let token = answer.location().strip_prefix("/registrati?token=").unwrap().to_owned();
    let known = bed.portal.registration_page(None, Some(&token)).await.unwrap().known.unwrap();
    assert_eq!((known.first_name.as_str(), known.last_name.as_str()), ("Anna", "Rossi"));
    assert_eq!((known.email.as_str(), known.from.as_str()), ("anna@regione.example", "prova"));
    assert!(browser.cookies.is_empty());
}

#[tokio::test]
async fn an_address_never_signs_anybody_in() {
    // The provider vouches for the member's address, and is believed: still it is another identity (TRAPS C7).
    let bed = Bed::with(&[("TRUSTS_EMAIL", "yes")]).await;
    bed.refuses("known_address").await;
    let other = Bed::new().await;
    let somebody = json!({"sub": "somebody-else"});
    other.provider.told(|conduct| {
        conduct.token = somebody.clone();
        conduct.user_info["sub"] = somebody["sub"].clone();
    });
    let mut browser = other.browser();
    assert!(other.sign_in(&mut browser).await.location().starts_with("/registrati?token="));
    assert_eq!((other.sessions().await, browser.cookies.len()), (0, 0));
}

#[tokio::test]
async fn whoever_signs_in_again_has_one_session() {
    let bed = Bed::new().await;
    let mut browser = bed.browser();
    bed.sign_in(&mut browser).await;
    let before = browser.cookies["__Host-sid"].clone();
    bed.sign_in(&mut browser).await;
    assert_ne!(browser.cookies["__Host-sid"], before);
    assert!(bed.portal.session(&before).await.unwrap().is_none());
    assert_eq!(bed.sessions().await, 1);
}
