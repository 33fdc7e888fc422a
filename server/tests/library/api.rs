// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The programming interface: what it answers, what it refuses, and that it knows no cookies.

use serde_json::Value;

use crate::bed::{Answer, Library, PRACTICE, reading};

#[track_caller]
fn is_a_problem(answer: &Answer, status: u16) {
    assert_eq!(answer.status, status, "{}: {}", answer.path, answer.text());
    assert_eq!(answer.header("content-type"), "application/problem+json", "{}", answer.path);
    let problem = answer.json();
    assert_eq!(problem["status"], status);
    assert!(problem["type"].is_string() && problem["title"].is_string(), "{problem}");
}

#[test]
fn a_search_answers_as_it_is_described() {
    reading(async |library| {
        let answer = library.get("/api/v1/search?q=formazione%20gratuita%20dipendenti").await;
        assert_eq!((answer.status, answer.header("content-type")), (200, "application/json"));
        let found = answer.json();
        let keys: Vec<&String> = found.as_object().unwrap().keys().collect();
        assert_eq!(keys.len(), 3, "{keys:?}");
        assert!(found["correction"].is_null());
        let hits = found["hits"].as_array().unwrap();
        assert_eq!(hits.len(), 10);
        assert!(found["total"].as_u64().unwrap() >= 10);
        assert_eq!((&hits[0]["kind"], &hits[0]["uid"]), (&Value::from("practice"), &Value::from("prac-self")));
        for hit in hits {
            let mut keys: Vec<&str> = hit.as_object().unwrap().keys().map(String::as_str).collect();
            keys.sort_unstable();
            assert_eq!(keys, ["excerpt", "kind", "score", "title", "uid", "url"]);
            assert!(hit["score"].as_f64().unwrap() > 0.0);
            let url = hit["url"].as_str().unwrap();
            assert!(url.starts_with('/') && library.get(url).await.status == 200, "{url}");
            assert!(!hit["excerpt"].as_str().unwrap().contains(['<', '*']), "{hit}");
        }
    });
}

#[test]
fn a_misspelt_search_says_what_was_probably_meant() {
    reading(async |library| {
        let found = library.get("/api/v1/search?q=DSBPGoverance&kind=practice").await.json();
        assert!(found["correction"].as_str().unwrap().eq_ignore_ascii_case("dsbpgovernance"));
        assert_eq!(found["hits"][0]["uid"], "prac-dsbpgovernance");
    });
}

#[test]
fn parameters_narrow_and_page() {
    reading(async |library| {
        let total = async |query: &str| {
            library.get(&format!("/api/v1/search?q={query}")).await.json()["total"].as_u64().unwrap()
        };
        let all = total("").await;
        for narrower in ["&kind=practice", "&lang=fr", "&region=09", "&theme=e-learning"] {
            let narrowed = total(narrower).await;
            assert!(0 < narrowed && narrowed < all, "{narrower}: {narrowed} of {all}");
        }
        let mut seen = Vec::new();
        for offset in (0..40).step_by(7) {
            let page = library.get(&format!("/api/v1/search?q=comune&limit=7&offset={offset}")).await.json();
            let hits = page["hits"].as_array().unwrap();
            seen.extend(hits.iter().map(|hit| format!("{} {}", hit["kind"], hit["uid"])));
        }
        let length = seen.len();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), length, "pages repeat what was on others");
        assert_eq!(total("comune&limit=100&offset=900").await, total("comune").await);
    });
}

#[test]
fn each_bad_parameter_is_a_problem() {
    reading(async |library| {
        let long = format!("q={}", "a".repeat(257));
        for query in [
            "",
            "limit=5",
            "q=a&kind=vegetable",
            "q=a&kind=",
            "q=a&lang=xx",
            "q=a&lang=IT",
            "q=a&region=99",
            "q=a&theme=NON%20VALE",
            "q=a&limit=0",
            "q=a&limit=101",
            "q=a&limit=-1",
            "q=a&limit=ten",
            "q=a&offset=-1",
            "q=a&offset=1001",
            "q=a&offset=991",
            "q=a&offset=950&limit=51",
            "q=a&colour=green",
            &long,
        ] {
            let answer = library.get(&format!("/api/v1/search?{query}")).await;
            is_a_problem(&answer, 400);
            assert!(answer.json()["detail"].as_str().is_some_and(|detail| !detail.is_empty()), "{query}");
        }
        assert_eq!(library.get("/api/v1/search?q=a&offset=900&limit=100").await.status, 200);
    });
}

#[test]
fn records_are_given_as_export_writes_them() {
    reading(async |library| {
        let practice = library.get(&format!("/api/v1/practices/{PRACTICE}")).await;
        assert_eq!(practice.status, 200);
        let practice = practice.json();
        assert_eq!((&practice["type"], &practice["uid"]), (&Value::from("practice"), &Value::from(PRACTICE)));
        assert!(practice["url"].as_str().unwrap().starts_with("http://127.0.0.1:3000/pratiche/"));
        assert!(practice["phase"].is_string() && practice["adoptions"].is_array());
        let organisation = library.get("/api/v1/organisations/org-comune-di-maranello").await.json();
        assert_eq!(organisation["type"], "organisation");
        assert!(organisation.get("email_domains").is_none());
        let twinning = library.get("/api/v1/twinnings/twin-tosca").await.json();
        assert_eq!(
            (&twinning["type"], &twinning["models"][4]["title"]),
            (&Value::from("twinning"), &Value::from("Servizi per la prima infanzia"))
        );
        assert_eq!(twinning["url"], "http://127.0.0.1:3000/gemellaggi/tos-ca");
        assert!(twinning.get("history").is_none() && twinning.get("acceptances").is_none());
        let advert = library.get("/api/v1/adverts/adv-caposele-formazione").await.json();
        assert_eq!((&advert["type"], &advert["kind"]), (&Value::from("advert"), &Value::from("seek")));
        assert!(advert["url"].as_str().unwrap().ends_with("/cerco-offro/adv-caposele-formazione"));
        assert!(advert.get("author").is_none(), "who wrote it is nobody's business");
        for absent in [
            "/api/v1/practices/nobody",
            "/api/v1/twinnings/nobody",
            "/api/v1/adverts/nobody",
            "/api/v1/organisations/nobody",
            "/api/v1/practices/a%20b",
            "/api/v1/practices/..",
            "/api/v1/nothing",
        ] {
            is_a_problem(&library.get(absent).await, 404);
        }
    });
}

#[test]
fn a_draft_is_not_there_for_programs() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let library = Library::new().await;
        let line =
            r#"{"type":"practice","uid":"bozza","title":"Ornitorinco","language":"it","summary":"x","stage":"draft"}"#;
        library.portal.import(line.as_bytes(), |_| {}).await.unwrap();
        library.portal.run_pending_work().await.unwrap();
        is_a_problem(&library.get("/api/v1/practices/bozza").await, 404);
        assert_eq!(library.get("/api/v1/search?q=ornitorinco&kind=practice").await.json()["total"], 0);
    });
}

#[test]
fn other_methods_change_nothing() {
    reading(async |library| {
        for method in ["POST", "PUT", "PATCH", "DELETE"] {
            for path in ["/api/v1/search?q=a", "/api/v1/practices/prac-trio", "/api/openapi.json"] {
                let answer = library.ask(method, path, &[("sec-fetch-site", "same-origin")], "").await;
                assert_eq!(answer.status, 405, "{method} {path}");
            }
        }
    });
}

#[test]
fn head_and_conditional_requests_are_answered() {
    reading(async |library| {
        for path in ["/api/v1/search?q=nidi", "/api/v1/practices/prac-trio", "/api/openapi.json"] {
            let get = library.get(path).await;
            let head = library.ask("HEAD", path, &[], "").await;
            assert_eq!((head.status, head.body.len()), (200, 0), "{path}");
            assert_eq!(head.header("content-length"), get.body.len().to_string(), "{path}");
            let again = library.ask("GET", path, &[("if-none-match", get.header("etag"))], "").await;
            assert_eq!((again.status, again.body.len()), (304, 0), "{path}");
            assert!(get.header("content-security-policy").starts_with("default-src 'none'"), "{path}");
        }
    });
}

#[test]
fn a_session_cookie_changes_no_answer() {
    reading(async |library| {
        for path in
            ["/api/v1/search?q=nidi", "/api/v1/practices/prac-trio", "/api/v1/practices/nobody", "/api/openapi.json"]
        {
            let without = library.get(path).await;
            let with = library
                .ask("GET", path, &[("cookie", "__Host-sid=abc; id=1"), ("sec-fetch-site", "cross-site")], "")
                .await;
            assert_eq!(
                (with.status, &with.body, with.header("content-type")),
                (without.status, &without.body, without.header("content-type"))
            );
            assert_eq!(with.header("set-cookie"), "");
        }
    });
}

#[test]
fn a_session_cookie_changes_no_header_either() {
    reading(async |library| {
        for path in ["/api/v1/search?q=nidi", "/api/openapi.json"] {
            let without = library.get(path).await.without_its_name();
            let with = library.ask("GET", path, &[("cookie", "__Host-sid=abc")], "").await.without_its_name();
            assert_eq!(with, without);
        }
    });
}

/// The addresses in a source that routes.
fn routed(source: &str) -> Vec<String> {
    let calls = source.split(".route(\"").skip(1);
    let paths = calls.filter_map(|rest| Some(rest.split_once('"')?.0.to_owned()));
    let mut paths: Vec<String> = paths.filter(|path| path.starts_with("/api/") && !path.contains('*')).collect();
    paths.sort();
    paths
}

#[test]
fn the_description_lists_exactly_what_is_routed() {
    reading(async |library| {
        let description = library.get("/api/openapi.json").await.json();
        let mut described: Vec<String> = description["paths"].as_object().unwrap().keys().cloned().collect();
        described.sort();
        assert_eq!(described, routed(include_str!("../../src/http/api.rs")));
        assert_eq!(description["servers"][0]["url"], "http://127.0.0.1:3000");
        for path in described {
            let reads = &description["paths"][&path]["get"];
            if reads.is_null() {
                assert_eq!(library.get(&path).await.status, 405, "{path}");
                continue;
            }
            let uid = match path.as_str() {
                "/api/v1/organisations/{uid}" => "org-regione-toscana",
                "/api/v1/twinnings/{uid}" => "twin-tosca",
                "/api/v1/adverts/{uid}" => "adv-caposele-formazione",
                "/api/v1/threads/{uid}" => "thr-tosca",
                "/api/v1/posts/{uid}" => "post-tosca-1",
                _ => PRACTICE,
            };
            let address = path.replace("{uid}", uid);
            let answer = library.get(&format!("{address}?q=a")).await;
            assert_eq!(answer.status, 200, "{address}");
            let documented = &reads["responses"]["200"]["content"];
            assert!(documented.get(answer.header("content-type")).is_some(), "{address}");
        }
    });
}

#[test]
fn what_the_description_refers_to_is_in_it() {
    reading(async |library| {
        let description = library.get("/api/openapi.json").await.json();
        assert!(description["openapi"].as_str().unwrap().starts_with("3.1"));
        let text = description.to_string();
        let references = text.split("\"$ref\":\"#").skip(1).map(|rest| rest.split('"').next().unwrap_or_default());
        let references: Vec<&str> = references.collect();
        assert!(!references.is_empty());
        for reference in references {
            assert!(description.pointer(reference).is_some(), "{reference}");
        }
        let paths = description["paths"].as_object().unwrap().values();
        let done = paths.flat_map(|path| path.as_object().unwrap().values());
        let mut operations: Vec<&Value> = done.map(|one| &one["operationId"]).collect();
        assert!(operations.iter().all(|one| one.is_string()));
        let count = operations.len();
        operations.sort_by_key(|one| one.to_string());
        operations.dedup();
        assert_eq!(operations.len(), count);
    });
}

#[test]
fn suggestions_are_for_our_own_pages_only() {
    reading(async |library| {
        let address = "/api/suggest?text=tri&locale=it";
        assert_eq!(library.get(address).await.status, 403);
        assert_eq!(library.ask("GET", address, &[("sec-fetch-site", "cross-site")], "").await.status, 403);
        let own = library.ask("GET", address, &[("sec-fetch-site", "same-origin")], "").await;
        assert_eq!(own.status, 200, "{}", own.text());
        let titles = own.json();
        assert!(
            titles.as_array().unwrap().iter().any(|one| one["title"].as_str().unwrap().starts_with("TRIO")),
            "{titles}"
        );
        for one in titles.as_array().unwrap() {
            assert_eq!(library.get(one["url"].as_str().unwrap()).await.status, 200);
        }
    });
}
