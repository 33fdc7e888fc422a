// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Pages: each listed address answers in both languages, whole, the same each time, and without inline script.

use std::collections::BTreeSet;

use scraper::{Html, Selector};

use crate::bed::{Answer, Library, ORIGIN, reading};

const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'";

fn select(html: &Html, selector: &str) -> Vec<scraper::node::Element> {
    let selector = Selector::parse(selector).unwrap();
    html.select(&selector).map(|element| element.value().clone()).collect()
}

fn attribute(element: &scraper::node::Element, name: &str) -> String {
    element.attr(name).unwrap_or_default().to_owned()
}

fn language(path: &str) -> &str {
    if path == "/en" || path.starts_with("/en/") || path.starts_with("/en?") { "en" } else { "it" }
}

/// What every page keeps to, whatever it shows.
fn is_a_page(answer: &Answer) {
    let path = &answer.path;
    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8", "{path}");
    assert!(answer.header("content-security-policy").starts_with(POLICY), "{path}");
    assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
    assert_eq!(answer.header("content-length"), answer.body.len().to_string(), "{path}");
    assert_eq!(answer.header("set-cookie"), "", "{path}");
    let text = answer.text();
    assert!(text.starts_with("<!DOCTYPE html>"), "{path}");
    assert!(text.trim_end().ends_with("</html>"), "{path}: something stands behind the end");
    assert!(!text.contains("<!>"), "{path}: a bogus comment");
    let html = Html::parse_document(text);
    assert_eq!(attribute(&select(&html, "html")[0], "lang"), language(path), "{path}");
    assert_eq!(select(&html, "head > title").len(), 1, "{path}");
    assert_eq!(select(&html, "main").len(), 1, "{path}");
    for element in select(&html, "*") {
        let handler = element.attrs().find(|(name, _)| *name == "style" || name.starts_with("on"));
        assert_eq!(handler, None, "{path}: {}", element.name());
        for link in ["href", "src", "action"] {
            assert!(!attribute(&element, link).to_lowercase().starts_with("javascript:"), "{path}");
        }
        let foreign = ["script", "img", "link", "iframe", "source"].contains(&element.name());
        let source = if element.name() == "link" { "href" } else { "src" };
        let loads =
            element.name() != "link" || ["stylesheet", "icon", "preload"].contains(&element.attr("rel").unwrap_or(""));
        let address = attribute(&element, source);
        assert!(!(foreign && loads && address.contains("//")), "{path} loads {address} from elsewhere");
    }
    inline(&html, path);
    let ids: Vec<String> = select(&html, "[id]").iter().map(|element| attribute(element, "id")).collect();
    let different: BTreeSet<&String> = ids.iter().collect();
    assert_eq!(ids.len(), different.len(), "{path}: an id stands twice: {ids:?}");
}

/// Neither script nor style of its own; JSON-LD is data.
fn inline(html: &Html, path: &str) {
    let selector = Selector::parse("script, style").unwrap();
    for element in html.select(&selector) {
        let kind = element.value().attr("type").unwrap_or_default();
        let inside = element.text().collect::<String>();
        let is_data = kind == "application/ld+json" && serde_json::from_str::<serde_json::Value>(&inside).is_ok();
        let is_fetched = element.value().attr("src").is_some() && inside.trim().is_empty();
        assert!(is_data || is_fetched, "{path}: {}", element.html());
    }
}

#[test]
fn every_listed_address_answers_with_a_page_in_its_language() {
    reading(async |library| {
        let addresses = library.addresses().await;
        assert!(addresses.len() >= 4 && addresses.contains(&"/en".to_owned()), "{addresses:?}");
        let english = addresses.iter().filter(|path| language(path) == "en").count();
        assert_eq!(english * 2, addresses.len());
        for address in addresses {
            let answer = library.get(&address).await;
            assert_eq!(answer.status, 200, "{address}: {}", answer.text());
            is_a_page(&answer);
        }
    });
}

#[test]
fn every_page_says_where_it_is_in_the_other_language() {
    reading(async |library| {
        for address in library.addresses().await {
            let html = Html::parse_document(library.get(&address).await.text());
            let of = |wanted: &str| {
                let links = select(&html, "link[rel=alternate][hreflang]");
                links.iter().find(|link| link.attr("hreflang") == Some(wanted)).map(|link| attribute(link, "href"))
            };
            if !select(&html, "meta[name=robots]").is_empty() {
                // Its address may be a secret, such as that of a link from a mail.
                assert_eq!(of("it"), None, "{address}");
                assert!(select(&html, "link[rel=canonical], meta[property='og:url']").is_empty(), "{address}");
                continue;
            }
            let (it, en) = (of("it").unwrap_or_else(|| panic!("{address} names no Italian page")), of("en").unwrap());
            let own = if language(&address) == "en" { &en } else { &it };
            assert_eq!(own, &format!("{ORIGIN}{address}"), "{address}");
            let other = if language(&address) == "en" { &it } else { &en };
            assert_eq!(library.get(other.strip_prefix(ORIGIN).unwrap()).await.status, 200, "{other}");
        }
    });
}

#[test]
fn every_page_has_one_title_on_it() {
    reading(async |library| {
        for address in library.addresses().await {
            let html = Html::parse_document(library.get(&address).await.text());
            assert_eq!(select(&html, "h1").len(), 1, "{address}");
        }
    });
}

#[test]
fn equal_requests_get_equal_bytes() {
    reading(async |library| {
        for address in library.addresses().await {
            let (first, second) = (library.get(&address).await, library.get(&address).await);
            assert_eq!(first.header("etag"), second.header("etag"), "{address}");
            assert!(first.without_its_name() == second.without_its_name(), "{address}");
        }
    });
}

#[test]
fn head_and_conditional_requests_are_answered() {
    reading(async |library| {
        for address in library.addresses().await {
            let get = library.get(&address).await;
            let head = library.ask("HEAD", &address, &[], "").await;
            assert_eq!((head.status, head.body.len()), (200, 0), "{address}");
            for name in ["etag", "content-length", "content-type", "cache-control", "content-security-policy"] {
                assert_eq!(head.header(name), get.header(name), "{address}: {name}");
            }
            let tag = get.header("etag");
            assert!(tag.starts_with("W/\"") || tag.starts_with('"'), "{address}: {tag}");
            let again = library.ask("GET", &address, &[("if-none-match", tag)], "").await;
            assert_eq!((again.status, again.body.len()), (304, 0), "{address}");
            assert_eq!(get.header("cache-control"), "no-cache", "{address}");
        }
    });
}

#[test]
fn an_unknown_address_gets_the_404_page_in_its_language() {
    reading(async |library| {
        for (address, wanted) in [
            ("/boh", "it"),
            ("/en/boh", "en"),
            ("/pratiche/questa-non-esiste", "it"),
            ("/en/pratiche/this-is-not-there", "en"),
            ("/enti/nessuno", "it"),
            ("/en/enti/nobody", "en"),
            ("/temi/nessuno", "it"),
            ("/aiuto/nessuno", "it"),
            ("/pratiche/questa-non-esiste/correggi", "it"),
            ("/eng", "it"),
        ] {
            let answer = library.get(address).await;
            assert_eq!(answer.status, 404, "{address}");
            is_a_page(&answer);
            assert_eq!(language(address), wanted);
        }
    });
}

#[test]
fn an_old_address_leads_to_the_present_one() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let library = Library::new().await;
        let old = library.practice().await;
        let line = r#"{"type":"practice","uid":"prac-trio","title":"Un altro titolo","language":"it","summary":"x"}"#;
        library.portal.import(line.as_bytes(), |_| {}).await.unwrap();
        for (before, present) in [("", "/pratiche/un-altro-titolo"), ("/en", "/en/pratiche/un-altro-titolo")] {
            let answer = library.get(&format!("{before}/pratiche/{old}")).await;
            assert_eq!((answer.status, answer.header("location")), (301, present));
        }
    });
}

#[test]
fn a_short_name_in_capitals_leads_to_its_community() {
    reading(async |library| {
        for (asked, there) in [
            ("/comunita/SUA", "/comunita/sua"),
            ("/en/comunita/Sua", "/en/comunita/sua"),
            ("/comunita/SUA/persone", "/comunita/sua/persone"),
        ] {
            let answer = library.get(asked).await;
            assert_eq!((answer.status, answer.header("location")), (301, there), "{asked}");
            assert_eq!(library.get(there).await.status, 200);
        }
        assert_eq!(library.get("/comunita/NESSUNA").await.status, 404);
    });
}

#[test]
fn a_bad_parameter_is_ignored_by_pages() {
    reading(async |library| {
        for query in [
            "region=99",
            "theme=%00",
            "kind=vegetable",
            "page=0",
            "page=-1",
            "page=99999999999999999999",
            "year=x",
            "from=x&until=y",
            "sort=colour",
            "limit=99999",
            "offset=abc",
            "q=%ff%fe",
            "lang=xx&lang=yy",
            "&&&=&==",
            "q=a&q=b&q=c",
            "sent=2",
        ] {
            for page in ["/cerca", "/en/cerca", "/pratiche", "/pratiche/mappa", "/enti", "/temi", "/"] {
                let answer = library.get(&format!("{page}?{query}")).await;
                assert_eq!(answer.status, 200, "{page}?{query}");
                is_a_page(&answer);
            }
        }
    });
}

#[test]
fn every_link_of_a_page_leads_somewhere() {
    reading(async |library| {
        let mut links = BTreeSet::new();
        for address in library.addresses().await {
            let html = Html::parse_document(library.get(&address).await.text());
            for link in select(&html, "a[href]") {
                let href = attribute(&link, "href");
                let path = href.strip_prefix(ORIGIN).unwrap_or(&href);
                if path.starts_with('/') && !path.starts_with("//") && !path.starts_with("/pkg/") {
                    links.insert(path.split('#').next().unwrap_or_default().to_owned());
                }
            }
        }
        for link in links {
            let answer = library.get(&link).await;
            // A page for members leads visitors to the sign-in page, and from there back.
            let asks_to_sign_in = answer.status == 303 && answer.header("location").contains("/accedi?next=");
            assert!(answer.status == 200 || asks_to_sign_in, "{link}: {}", answer.status);
        }
    });
}

#[test]
fn what_was_searched_stands_in_the_page_as_text_only() {
    reading(async |library| {
        for attack in [
            "<script>alert(1)</script>",
            "\"><img src=x onerror=alert(1)>",
            "</title><script>",
            "'\" autofocus onfocus=alert(1) x=\"",
            "{{7*7}}",
        ] {
            let query: String = form_urlencoded::byte_serialize(attack.as_bytes()).collect();
            for page in ["/cerca", "/en/cerca", "/enti", "/pratiche"] {
                let answer = library.get(&format!("{page}?q={query}")).await;
                assert_eq!(answer.status, 200);
                is_a_page(&answer);
            }
        }
    });
}

#[test]
fn what_a_record_is_called_stands_in_its_page_as_text_only() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let library = Library::new().await;
        let title = "</title><script>alert(1)</script> & <b>Nidi</b>";
        for line in [
            serde_json::json!({"type": "practice", "uid": "x", "title": title, "language": "it", "summary": title, "owner_org": "o"}),
            serde_json::json!({"type": "organisation", "uid": "o", "name": title, "kind": "municipality"}),
        ] {
            library.portal.import(std::io::Cursor::new(line.to_string()), |_| {}).await.unwrap();
        }
        for address in ["/pratiche/title-script-alert-1-script-b-nidi-b", "/enti/title-script-alert-1-script-b-nidi-b", "/", "/pratiche"] {
            let answer = library.get(address).await;
            assert_eq!(answer.status, 200, "{address}");
            is_a_page(&answer);
        }
    });
}

/// What of a head a page's own content decides.
fn head_of(answer: &Answer) -> Vec<String> {
    let html = Html::parse_document(answer.text());
    let named = "title, link[rel=canonical], meta[name=description], meta[name=robots], meta[property='og:title']";
    html.select(&Selector::parse(named).unwrap()).map(|element| element.html()).collect()
}

#[test]
fn pages_that_are_made_at_the_same_time_keep_each_its_own_head() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(4).enable_all().build().unwrap();
    runtime.block_on(async {
        let library = std::sync::Arc::new(Library::new().await);
        let slug = library.practice().await;
        let addresses = [
            format!("/pratiche/{slug}"),
            format!("/en/pratiche/{slug}/correggi"),
            "/registrati".to_owned(),
            "/accedi/recupera".to_owned(),
            "/en/iscritti".to_owned(),
            "/temi/e-learning".to_owned(),
        ];
        let mut alone = Vec::new();
        for address in &addresses {
            let head = head_of(&library.get(address).await);
            assert_eq!(head.len(), 4, "{address}: {head:?}");
            // A page that search engines leave out says so, and does not repeat its address.
            let own = format!("{ORIGIN}{address}\"");
            let mut named = head.iter().map(|line| (line.contains(&own), line.contains("robots")));
            assert!(named.any(|(is_own, is_hidden)| is_own || is_hidden), "{address}: {head:?}");
            alone.push(head);
        }
        for _ in 0..20 {
            let mut asked = tokio::task::JoinSet::new();
            for (at, address) in addresses.iter().cloned().enumerate() {
                let library = std::sync::Arc::clone(&library);
                asked.spawn(async move { (at, head_of(&library.get(&address).await)) });
            }
            while let Some(answer) = asked.join_next().await {
                let (at, head) = answer.unwrap();
                assert_eq!(head, alone[at], "{}", addresses[at]);
            }
        }
    });
}
