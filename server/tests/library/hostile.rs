// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Texts that brought other programs down, and addresses that lead out of the house.

use std::time::Duration;

use crate::bed::{Library, reading};

/// Far more than any of them takes, and far less than a quadratic one would.
const SOON: Duration = Duration::from_secs(10);

/// What aborts tantivy's own query reader, and what is dear elsewhere (TRAPS T1, D5).
fn queries() -> Vec<String> {
    let pieces = [
        "(",
        ")",
        "(a)",
        "a:(",
        "NOT ",
        "NOT(",
        "+",
        "-",
        "\"",
        "[",
        "{",
        "[* TO *] ",
        "a~9 ",
        "a^9 ",
        "*",
        "?",
        "a* ",
        "/.*/ ",
        "\\",
        ":",
        "tema:",
        "regione:\"",
        "anno>=",
        "ente:a ",
        "«",
        "\u{202e}",
        "e\u{301}",
        "\u{1f468}\u{200d}",
        "ﬃ",
        "İ",
        "ß",
        "'",
        "l'",
        "\0",
        "\u{feff}",
    ];
    let mut queries: Vec<String> = pieces.iter().flat_map(|piece| [piece.repeat(60), piece.repeat(1_000)]).collect();
    queries.extend((0..8).map(|depth| "(".repeat(1 << depth) + "a" + &")".repeat(1 << depth)));
    queries.push((0..400).map(|at| format!("parola{at} ")).collect());
    queries.push("' OR 1=1; DROP TABLE practices; --".to_owned());
    queries.push("formazione ".repeat(20));
    queries
}

async fn asked(library: &Library, page: &str, query: &str) -> u16 {
    let text: String = form_urlencoded::byte_serialize(query.as_bytes()).collect();
    let address = format!("{page}?q={text}");
    let answer = tokio::time::timeout(SOON, library.get(&address)).await;
    answer.unwrap_or_else(|_| panic!("{page}: {query:.60} takes too long")).status
}

#[test]
fn no_query_brings_the_search_down() {
    reading(async |library| {
        for query in queries() {
            let status = asked(library, "/api/v1/search", &query).await;
            let is_long = query.chars().count() > 256;
            assert_eq!(status, if is_long { 400 } else { 200 }, "{query:.60}");
        }
        assert_eq!(library.get("/api/v1/search?q=trio").await.status, 200);
    });
}

#[test]
fn no_query_brings_the_page_down() {
    reading(async |library| {
        for query in queries() {
            assert_eq!(asked(library, "/cerca", &query).await, 200, "{query:.60}");
        }
    });
}

#[test]
fn a_query_that_is_no_text_is_read_as_far_as_it_goes() {
    reading(async |library| {
        for query in ["q=%ff%fe%00", "q=%", "q=%zz", "q=%u0041", "q=a%00b", "q", "=", "q=+++"] {
            assert_eq!(library.get(&format!("/cerca?{query}")).await.status, 200, "{query}");
            let status = library.get(&format!("/api/v1/search?{query}")).await.status;
            assert!([200, 400].contains(&status), "{query}: {status}");
        }
    });
}

#[test]
fn no_address_leads_out_of_the_house() {
    reading(async |library| {
        for address in [
            "/../Cargo.toml",
            "/pkg/../Cargo.toml",
            "/pkg/../../innesto.db",
            "/pkg/..%2f..%2finnesto.db",
            "/pkg/%2e%2e/%2e%2e/etc/passwd",
            "/pkg/..\\..\\etc\\passwd",
            "/pkg//etc/passwd",
            "/pkg/%00",
            "/pkg/",
            "/data/innesto.db",
            "/.git/config",
            "/pratiche/..%2f..%2fetc%2fpasswd",
            "/pratiche/../../etc/passwd",
            "/pratiche/%00",
            "/pratiche/%ff",
            "/aiuto/..%2faccessibilita",
            "/en/../../etc/passwd",
            "//etc/passwd",
            "/api/v1/practices/..%2f..%2fetc%2fpasswd",
            "/api/v1/../../etc/passwd",
        ] {
            let answer = library.get(address).await;
            assert!([404, 400].contains(&answer.status), "{address}: {}", answer.status);
            assert!(!answer.text().contains("root:"), "{address}");
        }
    });
}

#[test]
fn dots_in_an_address_are_no_way_to_another_page() {
    reading(async |library| {
        for address in ["/enti/..", "/temi/.", "/en/temi/..", "/pratiche/../enti", "/%2e%2e"] {
            assert_eq!(library.get(address).await.status, 404, "{address}");
        }
    });
}

#[test]
fn a_long_address_is_no_failure_of_the_server() {
    reading(async |library| {
        for address in [
            format!("/pratiche/{}", "a".repeat(20_000)),
            format!("/{}", "a/".repeat(5_000)),
            format!("/cerca?{}", "q=a&".repeat(5_000)),
        ] {
            let status = library.get(&address).await.status;
            assert!(status < 500, "{status}");
        }
    });
}
