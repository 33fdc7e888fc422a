// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Feeds and other small files for machines.

use std::collections::BTreeSet;

use app::paths;
use domain::Locale;
use domain::policy::{Standing, Viewer};
use quick_xml::Reader;
use quick_xml::events::Event;

use crate::bed::{ORIGIN, reading};

/// An element with its attributes and the text right inside it.
#[derive(Debug)]
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    text: String,
}

impl Element {
    fn attribute(&self, name: &str) -> &str {
        self.attributes.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }
}

/// Every element in the order of its beginning; what is no XML panics.
fn elements(xml: &str) -> Vec<Element> {
    let mut reader = Reader::from_str(xml);
    let mut found: Vec<Element> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    loop {
        let event = reader.read_event().unwrap_or_else(|error| panic!("{error}: {xml}"));
        match &event {
            Event::Start(tag) | Event::Empty(tag) => {
                let attributes = tag.attributes().map(|one| {
                    let one = one.unwrap();
                    (one.key.as_ref().to_owned(), one.value.into_owned())
                });
                let name = tag.name().as_ref().to_owned();
                found.push(Element { name, attributes: attributes.collect(), text: String::new() });
                if matches!(event, Event::Start(_)) {
                    open.push(found.len() - 1);
                }
            }
            Event::End(_) => drop(open.pop()),
            Event::Text(text) => {
                if let Some(at) = open.last() {
                    found[*at].text.push_str(text);
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(open.is_empty(), "elements are left open");
    found
}

fn named<'e>(elements: &'e [Element], name: &str) -> Vec<&'e Element> {
    elements.iter().filter(|element| element.name == name).collect()
}

#[test]
fn the_feed_of_each_language_is_atom_and_its_entries_lead_to_pages() {
    reading(async |library| {
        for (address, language, least) in [
            ("/pratiche/feed", "it", 25),
            ("/en/pratiche/feed", "en", 25),
            ("/gemellaggi/feed", "it", 5),
            ("/en/gemellaggi/feed", "en", 5),
            ("/cerco-offro/feed", "it", 5),
            ("/en/cerco-offro/feed", "en", 5),
        ] {
            let answer = library.get(address).await;
            assert_eq!(answer.status, 200);
            assert_eq!(answer.header("content-type"), "application/atom+xml; charset=utf-8");
            let elements = elements(answer.text());
            assert_eq!((elements[0].name.as_str(), elements[0].attribute("xml:lang")), ("feed", language));
            let entries = named(&elements, "entry").len();
            assert!(entries >= least, "{address}: {entries}");
            let ids: BTreeSet<&str> = named(&elements, "id").iter().map(|id| id.text.as_str()).collect();
            assert_eq!(ids.len(), entries + 1, "every entry has an id of its own");
            for link in named(&elements, "link") {
                let path = link.attribute("href").strip_prefix(ORIGIN).unwrap();
                assert_eq!(library.get(path).await.status, 200, "{path}");
                assert!(path.starts_with("/en/") == (language == "en"), "{path}");
            }
            for moment in named(&elements, "updated") {
                assert!(moment.text.parse::<jiff::Timestamp>().is_ok(), "{}", moment.text);
            }
        }
    });
}

#[test]
fn the_sitemap_pairs_both_languages_and_every_address_answers() {
    reading(async |library| {
        let answer = library.get("/sitemap.xml").await;
        assert_eq!((answer.status, answer.header("content-type")), (200, "application/xml; charset=utf-8"));
        let elements = elements(answer.text());
        let pages: Vec<&str> = named(&elements, "loc").iter().map(|loc| loc.text.as_str()).collect();
        let different: BTreeSet<&str> = pages.iter().copied().collect();
        assert_eq!(pages.len(), different.len());
        assert!(pages.len() > 200 && pages.len() < 50_000, "{}", pages.len());
        for page in ["/gemellaggi", "/gemellaggi/tos-ca", "/cerco-offro", "/cerco-offro/adv-caposele-formazione"] {
            assert!(different.contains(format!("{ORIGIN}{page}").as_str()), "{page}");
        }
        for (uid, listed) in [("thr-ciao", true), ("thr-kanban-lavagna", true), ("thr-sape-rendicontazione", false)] {
            let (_, address) = library.portal.thread_by_uid(&Viewer::Operator, uid).await.unwrap();
            let page = format!("{ORIGIN}{}", paths::thread(Locale::Italian, &address.to_string()));
            assert_eq!(different.contains(page.as_str()), listed, "{page}");
        }
        let alternates = named(&elements, "xhtml:link");
        assert_eq!(alternates.len(), pages.len() * 2);
        for pair in alternates.chunks(2) {
            let languages: Vec<&str> = pair.iter().map(|link| link.attribute("hreflang")).collect();
            assert_eq!(languages, ["it", "en"]);
            let english = pair[0].attribute("href").replacen(ORIGIN, &format!("{ORIGIN}/en"), 1);
            assert_eq!(pair[1].attribute("href"), english.trim_end_matches('/'));
            assert!(pair.iter().all(|link| different.contains(link.attribute("href"))));
        }
        for page in pages {
            let path = page.strip_prefix(ORIGIN).unwrap();
            let status = library.ask("HEAD", path, &[], "").await.status;
            assert_eq!(status, 200, "{path}");
        }
    });
}

#[test]
fn a_thread_leads_to_its_feed_and_to_a_search_within_it() {
    reading(async |library| {
        let (_, address) = library.portal.thread_by_uid(&Viewer::Visitor, "thr-ciao").await.unwrap();
        let address = address.to_string();
        let page = library.get(&paths::thread(Locale::Italian, &address)).await;
        let feed = paths::posts_feed(Locale::Italian, &address);
        assert!(page.text().contains(&format!("href=\"{feed}\"")), "{}", page.text());
        assert_eq!(library.get(&feed).await.status, 200);
        assert!(page.text().contains("value=\"thread:thr-ciao\""), "{}", page.text());
        let found = library.get("/cerca?in=thread:thr-ciao&q=formazione").await;
        assert!(found.text().contains(&paths::post(Locale::Italian, &address, 1)), "{}", found.text());
    });
}

#[test]
fn a_post_that_waits_for_a_moderator_is_on_no_page_and_in_no_feed_of_a_visitor() {
    reading(async |library| {
        let (post, address, position) =
            library.portal.post_by_uid(&Viewer::Operator, "post-ciao-3").await.expect("the demonstration has one");
        assert_eq!((post.standing, position), (Standing::Queued, 3));
        let address = address.to_string();
        for page in [paths::thread(Locale::Italian, &address), paths::posts_feed(Locale::Italian, &address)] {
            let answer = library.get(&page).await;
            assert!(answer.text().contains("corse a chiamata"), "{page} has the post before it");
            assert!(!answer.text().contains("giardino pubblico"), "{page}");
        }
    });
}

#[test]
fn browsers_can_search_from_their_address_bar() {
    reading(async |library| {
        let answer = library.get("/opensearch.xml").await;
        assert_eq!(answer.header("content-type"), "application/opensearchdescription+xml; charset=utf-8");
        let elements = elements(answer.text());
        let template = named(&elements, "Url")[0].attribute("template");
        let path = template.strip_prefix(ORIGIN).unwrap().replace("{searchTerms}", "nidi");
        assert_eq!(library.get(&path).await.status, 200, "{path}");
        let icon = named(&elements, "Image")[0].text.strip_prefix(ORIGIN).unwrap();
        assert_eq!(library.get(icon).await.status, 200);
    });
}

#[test]
fn robots_may_read_the_library_and_not_its_searches() {
    reading(async |library| {
        let answer = library.get("/robots.txt").await;
        assert_eq!(answer.header("content-type"), "text/plain; charset=utf-8");
        for line in
            ["Disallow: /cerca", "Disallow: /en/cerca", "Disallow: /api/", &format!("Sitemap: {ORIGIN}/sitemap.xml")]
        {
            assert!(answer.text().lines().any(|one| one == line), "{line}");
        }
    });
}

#[test]
fn who_finds_a_weakness_is_told_whom_to_write_to() {
    reading(async |library| {
        let answer = library.get("/.well-known/security.txt").await;
        assert_eq!(answer.status, 200);
        for field in ["Contact: mailto:redazione@example.org", "Expires: ", "Canonical: "] {
            assert!(answer.text().lines().any(|line| line.starts_with(field)), "{field}");
        }
    });
}

#[test]
fn every_answer_has_the_policy() {
    reading(async |library| {
        for path in [
            "/pratiche/feed",
            "/sitemap.xml",
            "/robots.txt",
            "/opensearch.xml",
            "/favicon.svg",
            "/livez",
            "/readyz",
            "/pkg/absent.css",
            "/api/v1/search",
            "/boh",
        ] {
            let answer = library.get(path).await;
            assert!(answer.header("content-security-policy").starts_with("default-src 'none'"), "{path}");
            assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
            assert!(!answer.header("x-request-id").is_empty(), "{path}");
        }
    });
}
