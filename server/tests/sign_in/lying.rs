// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A provider that lies: about who it is, for whom it speaks, when, of whom, and where.

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::bed::{Bed, ORIGIN};
use crate::keys::Key;
use crate::provider::{CLIENT, Door, Provider};

fn in_seconds(seconds: i64) -> i64 {
    Timestamp::now().as_second() + seconds
}

#[tokio::test]
async fn a_token_that_says_something_else_is_refused() {
    let bed = Bed::new().await;
    for wrong in [
        json!({"iss": "https://evil.example"}),
        json!({"iss": null}),
        json!({"iss": ""}),
        json!({"iss": format!("{}/", bed.provider.issuer)}),
        json!({"aud": "somebody-else"}),
        json!({"aud": []}),
        json!({"aud": null}),
        json!({"aud": [CLIENT, "somebody-else"]}),
        json!({"aud": [CLIENT, "somebody-else"], "azp": CLIENT}),
        json!({"azp": "somebody-else"}),
        json!({"nonce": "another"}),
        json!({"nonce": null}),
        json!({"nonce": ""}),
        json!({"exp": in_seconds(-61)}),
        json!({"exp": 0}),
        json!({"exp": null}),
        json!({"exp": -1}),
        json!({"exp": 1e300}),
        json!({"exp": "tomorrow"}),
        json!({"iat": in_seconds(300)}),
        json!({"iat": null}),
        json!({"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"}),
        json!({"sub": null}),
        json!({"sub": ""}),
        json!({"sub": " "}),
        json!({"sub": "x".repeat(256)}),
        json!({"sub": 1}),
    ] {
        bed.provider.told(|conduct| conduct.token = wrong.clone());
        println!("{wrong}");
        bed.refuses("provider_answer").await;
    }
    assert_eq!(bed.provider.visits(Door::UserInfo), 0);
}

#[tokio::test]
async fn a_token_that_the_provider_did_not_sign_is_refused() {
    let bed = Bed::new().await;
    for key in [Key::Nothing, Key::Secret, Key::PublicText, Key::OtherP256, Key::Rsa, Key::Ed25519] {
        bed.provider.told(|conduct| conduct.key = key);
        println!("{key:?}");
        bed.refuses("provider_answer").await;
    }
    // Signed well, and then changed; cut off; of another kind.
    bed.provider.told(|conduct| conduct.key = Key::P256);
    for token in ["", ".", "..", "a.b.c", "eyJhbGciOiJub25lIn0.e30.", "eyJhbGciOiJFUzI1NiJ9.e30", "<script>"] {
        bed.provider.told(|conduct| conduct.answer = json!({"id_token": token}));
        println!("{token}");
        bed.refuses("provider_answer").await;
    }
}

#[tokio::test]
async fn an_answer_of_the_token_endpoint_that_is_not_whole_is_refused() {
    let bed = Bed::new().await;
    for wrong in [
        json!({"id_token": null}),
        json!({"id_token": 1}),
        json!({"access_token": null}),
        json!({"token_type": null}),
        json!({"id_token": ["x"]}),
    ] {
        bed.provider.told(|conduct| conduct.answer = wrong.clone());
        println!("{wrong}");
        bed.refuses("provider_answer").await;
    }
    // The library would put these into a header and panic.
    for odd in ["a\r\nx: y", "a b", "\u{0}", "è", ""] {
        bed.provider.told(|conduct| {
            conduct.answer = json!({});
            conduct.access_token = odd.to_owned();
        });
        println!("{odd:?}");
        bed.refuses("provider_answer").await;
    }
}

#[tokio::test]
async fn what_is_said_of_somebody_else_is_refused() {
    let bed = Bed::new().await;
    for wrong in [
        json!({"sub": "somebody-else", "given_name": "Maria", "email": "maria.rossi@regione.example"}),
        json!({"given_name": "Maria"}),
        json!({"sub": ""}),
        json!([]),
        json!("maria"),
        json!(null),
    ] {
        bed.provider.told(|conduct| conduct.user_info = wrong.clone());
        println!("{wrong}");
        bed.refuses("provider_answer").await;
    }
}

#[tokio::test]
async fn a_discovery_document_that_lies_is_not_believed() {
    let bed = Bed::new().await;
    for wrong in [
        json!({"issuer": "https://evil.example"}),
        json!({"issuer": null}),
        json!({"jwks_uri": null}),
        json!({"token_endpoint": null}),
        json!({"authorization_endpoint": null}),
        json!({"authorization_endpoint": "javascript:alert(1)"}),
        json!({"authorization_endpoint": "http://evil.example/"}),
        json!({"authorization_endpoint": "//evil.example"}),
        json!({"response_types_supported": "code"}),
    ] {
        bed.provider.told(|conduct| conduct.discovery = wrong.clone());
        bed.wait(3_601);
        println!("{wrong}");
        bed.browser().get("/accedi/con/prova").await.refused("provider_answer");
    }
}

#[tokio::test]
async fn a_provider_leads_the_portal_nowhere_else() {
    // Somebody who listens inside the house.
    let (bed, inside) = (Bed::new().await, Provider::start().await);
    let port = inside.issuer.rsplit(':').next().unwrap().to_owned();
    let hosts = [
        format!("http://127.0.0.1:{port}"),
        format!("http://localhost:{port}"),
        format!("http://127.0.0.2:{port}"),
        format!("http://2130706433:{port}"),
        format!("http://0x7f000001:{port}"),
        format!("http://0177.0.0.1:{port}"),
        format!("http://127.1:{port}"),
        format!("http://[::1]:{port}"),
        format!("http://[::ffff:127.0.0.1]:{port}"),
        format!("http://0.0.0.0:{port}"),
        format!("https://127.0.0.1:{port}"),
        format!("https://localhost:{port}"),
        format!("https://[::ffff:7f00:1]:{port}"),
        "http://169.254.169.254".to_owned(),
        "file:///etc".to_owned(),
    ];
    for host in hosts {
        for (name, path) in [("jwks_uri", "/keys"), ("token_endpoint", "/token"), ("userinfo_endpoint", "/userinfo")] {
            bed.provider.told(|conduct| conduct.discovery = json!({name: format!("{host}{path}")}));
            bed.wait(3_601);
            let answer = bed.browser().get("/accedi/con/prova").await;
            assert!(answer.location().starts_with("/accedi?problem=provider_"), "{host} {name}: {answer:?}");
        }
    }
    assert_eq!(inside.conduct.lock().unwrap().visits.len(), 0);
}

#[tokio::test]
async fn hostile_texts_of_a_provider_reach_no_page_and_no_header() {
    let bed = Bed::new().await;
    let hostile = "\"><script>alert(1)</script>\r\nSet-Cookie: x=y\u{202e}";
    bed.provider.told(|conduct| {
        let said = conduct.user_info.as_object_mut().unwrap();
        for name in ["given_name", "family_name", "preferred_username", "email"] {
            said.insert(name.to_owned(), Value::from(hostile));
        }
    });
    let mut browser = bed.browser();
    let answer = bed.sign_in(&mut browser).await;
    // The person is known by issuer and subject; the words are for nobody.
    assert_eq!(answer.location(), "/temi");
    assert_eq!(bed.sessions().await, 1);
    let page = browser.get("/temi").await;
    assert!(!page.text.contains("alert(1)"));
}

#[tokio::test]
async fn where_somebody_goes_afterwards_is_always_here() {
    let bed = Bed::new().await;
    for next in [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "javascript:alert(1)",
        "/%0d%0aSet-Cookie:%20x=y",
        "/\t/evil.example",
        "%2f%2fevil.example",
        "/..//evil.example",
    ] {
        let query = form_urlencoded::byte_serialize(next.as_bytes()).collect::<String>();
        let mut browser = bed.browser();
        let asked = browser.set_out(&format!("/accedi/con/prova?next={query}")).await;
        let answer = browser.come_back(&bed.provider.answer(&asked)).await;
        let there = url::Url::parse(ORIGIN).unwrap().join(answer.location()).unwrap();
        assert_eq!(there.origin().ascii_serialization(), ORIGIN, "{next}");
        assert!(answer.headers.get("set-cookie").is_some_and(|line| !line.to_str().unwrap().contains("x=y")));
    }
}
