// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Practices as files: what they hold, what they are called, and that nothing hidden gets into one.

use crate::bed::{Answer, Library, ORIGIN, PRACTICE, reading};

#[track_caller]
fn is_a_file(answer: &Answer, kind: &str, name: &str) {
    assert_eq!((answer.status, answer.header("content-type")), (200, kind), "{}", answer.path);
    assert_eq!(answer.header("content-disposition"), format!("attachment; filename=\"{name}\""));
    assert!(answer.header("content-security-policy").starts_with("default-src 'none'; sandbox"), "{}", answer.path);
    assert_eq!(answer.header("cache-control"), "no-cache", "{}", answer.path);
}

#[test]
fn a_practice_comes_as_markdown_in_the_language_of_the_address() {
    reading(async |library| {
        let slug = library.practice().await;
        for (before, heading) in [("", "## Il problema"), ("/en", "## The problem")] {
            let answer = library.get(&format!("{before}/pratiche/{slug}/scarica.md")).await;
            is_a_file(&answer, "text/markdown; charset=utf-8", &format!("{slug}.md"));
            let text = answer.text();
            assert!(text.starts_with("# ") && text.contains(heading), "{text}");
            assert!(text.contains(&format!("<{ORIGIN}{before}/pratiche/{slug}>")), "{text}");
            assert!(text.lines().filter(|line| line.starts_with("# ")).count() == 1, "one title: {text}");
        }
    });
}

#[test]
fn a_practice_comes_as_json_with_its_address() {
    reading(async |library| {
        let slug = library.practice().await;
        let answer = library.get(&format!("/pratiche/{slug}/scarica.json")).await;
        is_a_file(&answer, "application/json", &format!("{slug}.json"));
        let record = answer.json();
        assert_eq!((record["type"].as_str(), record["uid"].as_str()), (Some("practice"), Some(PRACTICE)));
        assert_eq!(record["url"], format!("{ORIGIN}/pratiche/{slug}"));
        let by_uid = library.get(&format!("/api/v1/practices/{PRACTICE}")).await.json();
        assert_eq!(record, by_uid);
    });
}

#[test]
fn practices_side_by_side_come_as_a_table_for_spreadsheets() {
    reading(async |library| {
        let slug = library.practice().await;
        let other = "self-e-learning-federato-per-la-pubblica-amministrazione";
        let answer = library.get(&format!("/confronta.csv?p={slug},{other},mai-esistita")).await;
        is_a_file(&answer, "text/csv; charset=utf-8", "confronto.csv");
        let text = answer.text().strip_prefix('\u{feff}').unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines[0].starts_with("Voce;") && lines[0].ends_with(";Differenza"), "{}", lines[0]);
        assert!(lines[1].contains(&format!("{ORIGIN}/pratiche/{other}")), "{}", lines[1]);
        assert!(lines.len() > 15 && text.ends_with("\r\n"), "{text}");
    });
}

#[test]
fn what_nobody_may_read_is_in_no_file() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let library = Library::new().await;
        let line =
            r#"{"type":"practice","uid":"d","title":"Bozza segreta","language":"it","summary":"x","stage":"draft"}"#;
        library.portal.import(line.as_bytes(), |_| {}).await.unwrap();
        for address in [
            "/pratiche/bozza-segreta/scarica.md",
            "/pratiche/bozza-segreta/scarica.json",
            "/pratiche/bozza-segreta/dossier",
            "/pratiche/mai-esistita/scarica.md",
            "/confronta.csv?p=bozza-segreta",
            "/confronta.csv",
        ] {
            let answer = library.get(address).await;
            assert_eq!(answer.status, 404, "{address}");
            assert!(!answer.text().contains("Bozza segreta"), "{address}");
        }
        let page = library.get("/confronta?p=bozza-segreta,mai-esistita").await;
        assert_eq!(page.status, 200);
        assert!(!page.text().contains("Bozza segreta"));
    });
}

#[test]
fn an_old_address_leads_to_the_same_file_at_the_present_one() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let library = Library::new().await;
        let old = library.practice().await;
        let line = r#"{"type":"practice","uid":"prac-trio","title":"Un altro titolo","language":"it","summary":"x"}"#;
        library.portal.import(line.as_bytes(), |_| {}).await.unwrap();
        for file in ["scarica.md", "scarica.json", "dossier"] {
            let answer = library.get(&format!("/en/pratiche/{old}/{file}")).await;
            let present = format!("/en/pratiche/un-altro-titolo/{file}");
            assert_eq!((answer.status, answer.header("location")), (301, present.as_str()));
        }
    });
}

#[test]
fn who_gave_an_opinion_is_in_no_file_and_on_no_page_where_the_profile_is_hidden() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let library = Library::new().await;
        let opinion = r#"{"by":"canary-expert","on":"2026-03","outcome":"favourable","rating":"verified","text":"Dati **buoni**."}"#;
        let head = r#""type":"practice","uid":"prac-opinion","title":"Con parere","language":"it","summary":"x""#;
        let line = format!("{{{head},\"opinions\":[{opinion}]}}");
        library.portal.import(std::io::Cursor::new(line), |_| {}).await.unwrap();
        let record = library.get("/pratiche/con-parere/scarica.json").await.json();
        assert_eq!(record["opinions"][0]["outcome"], "favourable");
        let page = library.get("/pratiche/con-parere").await;
        assert!(page.text().contains("<strong>buoni</strong>") && page.text().contains("la redazione"));
        for text in [record.to_string(), page.text().to_owned()] {
            assert!(!text.contains("canary-expert"), "{text}");
        }
        // Nothing of opinions stands in the file of a practice that has none.
        let slug = library.practice().await;
        assert!(library.get(&format!("/pratiche/{slug}/scarica.json")).await.json().get("opinions").is_none());
    });
}

#[test]
fn an_odd_comparison_is_a_page_all_the_same() {
    reading(async |library| {
        let slug = library.practice().await;
        for query in [
            "p=".to_owned(),
            "p=,,,".to_owned(),
            "p=%00".to_owned(),
            "p=%3Cscript%3Ealert(1)%3C/script%3E".to_owned(),
            format!("p={slug}"),
            format!("p={slug}&p={slug}"),
            format!("p={slug},a,b,c,d,e"),
            format!("p={slug}&add=lavoro+agile"),
            "add=xyzzyqwert".to_owned(),
            format!("p={}", "a".repeat(4_000)),
        ] {
            for page in ["/confronta", "/en/confronta"] {
                let answer = library.get(&format!("{page}?{query}")).await;
                assert_eq!(answer.status, 200, "{page}?{query:.80}");
                assert!(!answer.text().contains("<script>alert"), "{page}?{query:.80}");
            }
        }
    });
}
