// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Wherever somebody is led after signing in, it is an address of ours (TRAPS C4).

use std::io::Write as _;
use std::path::PathBuf;

use domain::SafePath;
use http::HeaderValue;
use scraper::{Html, Selector};
use url::Url;

use crate::bed::{ORIGIN, reading};

/// The hostile addresses of the shared corpora; nothing, said aloud, where a clone has none.
fn corpora() -> Vec<String> {
    let Some(shared) = std::env::var_os("INNESTO_SHARED").map(PathBuf::from) else {
        let _ = writeln!(std::io::stderr(), "redirects: the corpora are left out: INNESTO_SHARED is not set");
        return Vec::new();
    };
    let folder = shared.join("corpora");
    let mut all = Vec::new();
    for list in ["open-redirect/Open-Redirect-payloads.txt", "open-redirect/open_redirect_wordlist.txt"] {
        let bytes = std::fs::read(folder.join("payloads").join(list)).unwrap();
        all.extend(String::from_utf8_lossy(&bytes).lines().map(str::to_owned));
    }
    let urls = std::fs::read_to_string(folder.join("url/urltestdata.json")).unwrap();
    let urls: Vec<serde_json::Value> = serde_json::from_str(&urls).unwrap();
    all.extend(urls.iter().filter_map(|one| one["input"].as_str()).map(str::to_owned));
    assert!(all.len() > 1_000, "the corpora are there: {}", all.len());
    all
}

/// The ways in which a payload is tried: alone, and behind what looks like an address of ours.
fn forms(payload: &str) -> [String; 4] {
    [payload.to_owned(), format!("/{payload}"), format!("/pratiche{payload}"), format!("/cerca?q={payload}")]
}

#[test]
fn every_hostile_address_is_refused_or_stays_with_us() {
    let ours = Url::parse(ORIGIN).unwrap();
    for payload in corpora() {
        for text in forms(&payload) {
            let Some(path) = SafePath::parse(&text) else { continue };
            let there = ours.join(path.as_str()).unwrap();
            assert_eq!(there.origin(), ours.origin(), "{text:?} leads to {there}");
            assert!(HeaderValue::from_str(path.as_str()).is_ok(), "{text:?}");
            assert!(!path.as_str().starts_with("//") && !path.as_str().contains('\\'), "{text:?} became {path}");
        }
    }
}

#[test]
fn the_sign_in_page_repeats_only_addresses_of_ours() {
    reading(async |library| {
        let field = Selector::parse("input[name=next]").unwrap();
        let own = [
            "https://evil.example/",
            "//evil.example",
            "/\\evil.example",
            "/x\r\nSet-Cookie: a=b",
            "javascript:alert(1)",
        ];
        let hostile = own.into_iter().map(str::to_owned).chain(corpora().into_iter().step_by(40));
        for payload in hostile {
            let query: String = form_urlencoded::byte_serialize(payload.as_bytes()).collect();
            let answer = library.get(&format!("/accedi?next={query}")).await;
            assert_eq!(answer.status, 200, "{payload:?}");
            let html = Html::parse_document(answer.text());
            for next in html.select(&field).filter_map(|input| input.value().attr("value")) {
                assert!(
                    next.is_empty() || SafePath::parse(next).is_some(),
                    "{payload:?} stands in the form as {next:?}"
                );
            }
        }
    });
}
