// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Forms without script: what is wrong comes back with everything that was typed, what is right is kept once.

use std::future::Future;

use portal::people::{SignInForm, Visit};
use scraper::{Html, Selector};

use crate::bed::{Answer, Library};

const TEXT: &str = "La cifra degli iscritti è sbagliata: sono \"300.000\" & non <b>3</b>.";

fn alone<F: Future>(test: impl FnOnce(Library) -> F) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let library = Library::new().await;
        test(library).await;
    });
}

/// What a field holds as a browser would show it.
fn value(answer: &Answer, field: &str) -> Option<String> {
    let html = Html::parse_document(answer.text());
    let area = Selector::parse(&format!("textarea[name={field}]")).unwrap();
    if let Some(area) = html.select(&area).next() {
        return Some(area.text().collect());
    }
    let input = Selector::parse(&format!("input[name={field}]")).unwrap();
    html.select(&input).next().map(|input| input.value().attr("value").unwrap_or_default().to_owned())
}

/// How many scripts and pictures a page has that a form's text could have brought in.
fn intruders(answer: &Answer) -> usize {
    let html = Html::parse_document(answer.text());
    html.select(&Selector::parse("main script:not([src]):not([type]), main img[onerror]").unwrap()).count()
}

async fn kept(library: &Library) -> (usize, usize) {
    let messages = library.portal.messages(100).await.unwrap();
    (messages.corrections.len(), messages.opinions.len())
}

#[test]
fn a_correction_request_is_taken_once_and_leads_to_a_page_that_says_so() {
    alone(async |library: Library| {
        let slug = library.practice().await;
        for prefix in ["", "/en"] {
            let address = format!("{prefix}/pratiche/{slug}/correggi");
            let fields = [("text", TEXT), ("name", "Ada"), ("email", "ada@example.org"), ("website", "")];
            let answer = library.post(&address, &fields).await;
            assert_eq!((answer.status, answer.header("cache-control")), (303, "no-store"), "{}", answer.text());
            let there = answer.header("location");
            assert!(there.starts_with(&address) && !there.contains("Ada"), "{there}");
            assert_eq!(library.get(there).await.status, 200);
        }
        let messages = library.portal.messages(10).await.unwrap();
        assert_eq!(messages.corrections.len(), 2);
        assert!(
            messages
                .corrections
                .iter()
                .all(|one| one.text == TEXT && one.name == "Ada" && one.practice.as_str() == "prac-trio")
        );
    });
}

#[test]
fn a_refused_correction_request_keeps_what_was_typed() {
    alone(async |library: Library| {
        let address = format!("/pratiche/{}/correggi", library.practice().await);
        let attack = "\n</textarea><script>alert(1)</script>\n<img src=x onerror=alert(1)>";
        for (text, email) in [("breve", "ada@example.org"), (TEXT, "no"), (attack, "\"><script>alert(1)</script>")] {
            let answer = library.post(&address, &[("text", text), ("name", "Ada & \"Bob\""), ("email", email)]).await;
            assert_eq!(answer.status, 422, "{text}");
            assert_eq!(answer.header("cache-control"), "no-store");
            assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
            assert_eq!(value(&answer, "text").as_deref(), Some(text));
            assert_eq!(value(&answer, "name").as_deref(), Some("Ada & \"Bob\""));
            assert_eq!(value(&answer, "email").as_deref(), Some(email));
            assert_eq!(intruders(&answer), 0);
        }
        assert_eq!(kept(&library).await, (0, 0));
    });
}

#[test]
fn the_page_of_a_form_posts_to_its_own_address() {
    alone(async |library: Library| {
        let address = format!("/pratiche/{}/correggi", library.practice().await);
        let answer = library.get(&address).await;
        let html = Html::parse_document(answer.text());
        let form =
            html.select(&Selector::parse("main form[method=post]").unwrap()).next().map(|form| form.value().clone());
        let form = form.unwrap_or_else(|| panic!("{address} has no form"));
        assert!([None, Some(""), Some(address.as_str())].contains(&form.attr("action")), "{form:?}");
        for field in ["text", "name", "email", "website"] {
            assert!(value(&answer, field).is_some(), "there is no field {field}");
        }
    });
}

#[test]
fn an_opinion_is_taken_or_comes_back() {
    alone(async |library: Library| {
        for prefix in ["", "/en"] {
            let address = format!("{prefix}/valuta");
            let good = library.post(&address, &[("page", "/pratiche"), ("rating", "4"), ("text", "Chiara.")]).await;
            assert_eq!(good.status, 303);
            assert_eq!(library.get(good.header("location")).await.status, 200);
            for rating in ["", "0", "6", "x"] {
                let bad = library
                    .post(&address, &[("page", "/pratiche"), ("rating", rating), ("text", "Poco chiara.")])
                    .await;
                assert_eq!(bad.status, 422, "{rating}");
                assert_eq!(value(&bad, "text").as_deref(), Some("Poco chiara."));
                assert_eq!(value(&bad, "page").as_deref(), Some("/pratiche"));
            }
        }
        assert_eq!(kept(&library).await, (0, 2));
    });
}

#[test]
fn what_a_program_fills_in_is_thanked_for_and_not_kept() {
    alone(async |library: Library| {
        let address = format!("/pratiche/{}/correggi", library.practice().await);
        let answer = library.post(&address, &[("text", TEXT), ("website", "https://spam.example")]).await;
        assert_eq!(answer.status, 303);
        let answer = library.post("/valuta", &[("page", "/"), ("rating", "5"), ("website", "x")]).await;
        assert_eq!(answer.status, 303);
        assert_eq!(kept(&library).await, (0, 0));
    });
}

#[test]
fn a_post_from_elsewhere_is_refused() {
    alone(async |library: Library| {
        let kind = ("content-type", "application/x-www-form-urlencoded");
        let correction = format!("/pratiche/{}/correggi", library.practice().await);
        for address in [correction.as_str(), "/valuta", "/en/valuta"] {
            for from in [
                &[("sec-fetch-site", "cross-site")][..],
                &[("sec-fetch-site", "same-site")],
                &[("sec-fetch-site", "none")],
                &[("origin", "https://evil.example")],
                &[("origin", "null")],
                &[],
            ] {
                let headers: Vec<_> = from.iter().copied().chain([kind]).collect();
                let body = format!("text={}&rating=5&page=/", "x".repeat(40));
                let answer = library.ask("POST", address, &headers, body).await;
                assert_eq!(answer.status, 403, "{address} {from:?}");
                assert!(answer.text().contains("L'indirizzo del portale è http"), "{}", answer.text());
            }
        }
        assert_eq!(kept(&library).await, (0, 0));
    });
}

#[test]
fn odd_bodies_are_no_failure_of_the_server() {
    alone(async |library: Library| {
        let correction = format!("/pratiche/{}/correggi", library.practice().await);
        let site = ("sec-fetch-site", "same-origin");
        let form = ("content-type", "application/x-www-form-urlencoded");
        for body in
            [&b""[..], b"%ff%fe=%00", b"text", b"text=a&text=b&text=c", b"\xff\xfe", b"{\"text\":1}", b"=====&&&&"]
        {
            for address in [correction.as_str(), "/valuta"] {
                let answer = library.ask("POST", address, &[site, form], body.to_vec()).await;
                assert_eq!(answer.status, 422, "{address} {body:?}");
            }
        }
        let huge = vec![b'a'; 2 << 20];
        assert_eq!(library.ask("POST", &correction, &[site, form], huge).await.status, 413);
        let plain = library.ask("POST", &correction, &[site, ("content-type", "text/plain")], "text=a").await;
        assert_eq!(plain.status, 403);
        assert_eq!(kept(&library).await, (0, 0));
    });
}

#[test]
fn a_correction_of_what_is_not_there_is_not_found() {
    alone(async |library: Library| {
        for slug in ["questa-non-esiste", "..", "%00"] {
            let answer = library.post(&format!("/pratiche/{slug}/correggi"), &[("text", TEXT)]).await;
            assert_eq!(answer.status, 404, "{slug}");
        }
        assert_eq!(kept(&library).await, (0, 0));
    });
}

#[test]
fn a_page_without_a_form_takes_no_post() {
    alone(async |library: Library| {
        for address in ["/", "/cerca", "/pratiche", "/enti"] {
            let answer = library.post(address, &[("q", "a")]).await;
            assert!([404, 405].contains(&answer.status), "{address}: {}", answer.status);
        }
    });
}

/// Sends the form of a new saved search, as a member or as a visitor.
async fn save_search(library: &Library, cookie: Option<&str>, name: &str) -> Answer {
    let fields = [("kind", "practice"), ("query", "q=nidi&region=09"), ("name", name), ("frequency", "weekly")];
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let mut headers = vec![("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "same-origin")];
    headers.extend(cookie.map(|cookie| ("cookie", cookie)));
    library.ask("POST", "/scrivania/ricerche/nuova", &headers, body).await
}

#[test]
fn saving_a_search_leads_to_signing_in_and_loses_nothing_on_the_way() {
    alone(async |library: Library| {
        let list = library.get("/pratiche?q=nidi&region=09&page=2").await;
        let form = "/scrivania/ricerche/nuova?cosa=practice&q=nidi&region=09";
        assert!(list.text().contains(&form.replace('&', "&amp;")), "the list leads to the form");
        let answer = library.get(form).await;
        let there = answer.header("location");
        assert_eq!(answer.status, 303);
        assert!(there.starts_with("/accedi?next=") && there.contains("nidi") && there.contains("region"), "{there}");
        let carried = save_search(&library, None, "Nidi").await;
        assert_eq!(value(&carried, "carried_to").as_deref(), Some("/scrivania/ricerche/nuova"));

        library.portal.set_demo_passwords("innesto-dimostrazione").await.unwrap();
        let (email, shared) = ("ada.funzionaria@example.org".to_owned(), String::new());
        let form = SignInForm { email, password: "innesto-dimostrazione".to_owned(), shared };
        let session = library.portal.sign_in(form, &Visit::default()).await.unwrap();
        let cookie = format!("__Host-sid={}", session.token);
        let refused = save_search(&library, Some(&cookie), " ").await;
        assert_eq!(refused.status, 422);
        assert_eq!(value(&refused, "query").as_deref(), Some("q=nidi&region=09"));
        assert!(refused.text().contains("Scrivere un nome"), "{}", refused.text());
        let saved = save_search(&library, Some(&cookie), "Nidi in Toscana").await;
        assert_eq!((saved.status, saved.header("location")), (303, "/scrivania/ricerche?done=saved"));
        let list = library.ask("GET", saved.header("location"), &[("cookie", &cookie)], "").await;
        let text = list.text();
        assert!(text.contains("Nidi in Toscana") && text.contains("/pratiche?q=nidi&amp;region=09"), "{text}");
    });
}

#[test]
fn a_link_that_ends_no_alert_says_so_to_people_and_to_programs() {
    alone(async |library: Library| {
        let kind = ("content-type", "application/x-www-form-urlencoded");
        for address in ["/avvisi/search.0aff", "/en/avvisi/search.0aff"] {
            assert_eq!(library.get(address).await.status, 410);
            let by_program = library.ask("POST", address, &[kind], "List-Unsubscribe=One-Click").await;
            assert_eq!(by_program.status, 404);
            let by_hand = library.ask("POST", address, &[kind], "").await;
            assert_eq!((by_hand.status, by_hand.header("location")), (303, address));
        }
    });
}
