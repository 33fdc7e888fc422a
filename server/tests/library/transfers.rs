// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Transfers over HTTP: a proposal that tells all that is wrong, and one page for each of a body's adoptions.

use portal::people::{SignInForm, Visit};
use scraper::{Html, Selector};

use crate::bed::{Answer, Library, PRACTICE};

const PASSWORD: &str = "innesto-dimostrazione";
const FIRENZE: &str = "org-comune-di-firenze";

/// A library, and who speaks for a body.
struct Desk {
    library: Library,
    cookie: String,
}

impl Desk {
    async fn new() -> Self {
        let library = Library::new().await;
        library.portal.set_demo_passwords(PASSWORD).await.unwrap();
        let form = SignInForm {
            email: "bruno.rappresentante@example.org".to_owned(),
            password: PASSWORD.to_owned(),
            shared: String::new(),
        };
        let session = library.portal.sign_in(form, &Visit::default()).await.unwrap();
        Self { library, cookie: format!("__Host-sid={}", session.token) }
    }

    async fn get(&self, path: &str) -> Answer {
        self.library.ask("GET", path, &[("cookie", self.cookie.as_str())], "").await
    }

    async fn post(&self, path: &str, pairs: &[(&str, &str)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        let headers = [
            ("content-type", "application/x-www-form-urlencoded"),
            ("sec-fetch-site", "same-origin"),
            ("cookie", self.cookie.as_str()),
        ];
        self.library.ask("POST", path, &headers, body).await
    }
}

fn alone<F: Future>(test: impl FnOnce(Desk) -> F) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let desk = Desk::new().await;
        test(desk).await;
    });
}

/// An attribute of all that a selector finds, in the order of the page.
fn attributes(answer: &Answer, selector: &str, attribute: &str) -> Vec<String> {
    let html = Html::parse_document(answer.text());
    let selector = Selector::parse(selector).unwrap();
    html.select(&selector).map(|one| one.value().attr(attribute).unwrap_or_default().to_owned()).collect()
}

fn value(answer: &Answer, field: &str) -> Vec<String> {
    attributes(answer, &format!("main input[name={field}]"), "value")
}

#[test]
fn a_refused_proposal_tells_all_that_is_wrong_beside_its_fields_and_at_the_top_and_keeps_what_was_typed() {
    alone(async |desk: Desk| {
        for prefix in ["", "/en"] {
            let typed = [
                ("title", ""),
                ("object", "Si porta il servizio di mensa."),
                ("organisation", FIRENZE),
                ("role", "recipient"),
                ("offering", "Ente che non si trova"),
                ("recipient", ""),
                ("start", "ieri"),
                ("language", "it"),
            ];
            let answer = desk.post(&format!("{prefix}/gemellaggi/nuovo"), &typed).await;
            assert_eq!(answer.status, 422);
            assert_eq!(attributes(&answer, "#problemi a", "href"), ["#title", "#offering", "#start"]);
            for field in ["title", "offering", "start"] {
                let invalid = attributes(&answer, &format!("#{field}"), "aria-invalid");
                assert_eq!(invalid, ["true"], "{field}");
                let told = attributes(&answer, &format!("#{field}-problem"), "id");
                assert_eq!(told.len(), 1, "the reason stands beside {field}");
            }
            assert_eq!(value(&answer, "offering"), ["Ente che non si trova"]);
            assert_eq!(value(&answer, "start"), ["ieri"]);
            assert!(answer.text().contains("Si porta il servizio di mensa."));
            let chosen = attributes(&answer, "#organisation option[selected]", "value");
            assert_eq!(chosen, [FIRENZE]);
        }
    });
}

#[test]
fn a_body_with_several_adoptions_of_a_practice_chooses_among_them_and_changes_the_one_that_it_chose() {
    alone(async |desk: Desk| {
        let lines = ["A", "B"].map(|letter| {
            format!(
                r#"{{"type":"adoption","uid":"prova-{letter}","practice":"{PRACTICE}","adopter_org":"{FIRENZE}","state":"adopted","source":"twinning","model":"{letter}"}}"#
            )
        });
        let imported = desk.library.portal.import(std::io::Cursor::new(lines.join("\n")), |_| {}).await.unwrap();
        assert_eq!(imported.refused, 0);
        let root = format!("/pratiche/{}/riuso", desk.library.practice().await);
        let [first, second] = ["A", "B"].map(|letter| format!("{root}?ente={FIRENZE}&riuso=prova-{letter}"));

        // Addresses without an adoption mean the first, and show the others.
        let page = desk.get(&format!("{root}?ente={FIRENZE}")).await;
        let choice = "nav[aria-labelledby=quale-adozione] a";
        assert_eq!(attributes(&page, choice, "href"), [first.as_str(), second.as_str()]);
        assert_eq!(value(&page, "adoption"), ["prova-A", "prova-A"], "the form, and the one that says no");
        let page = desk.get(&second).await;
        assert_eq!(attributes(&page, &format!("{choice}[aria-current=page]"), "href"), [second.as_str()]);
        let version = value(&page, "version").pop().unwrap();

        let typed = [
            ("organisation", FIRENZE),
            ("adoption", "prova-B"),
            ("version", version.as_str()),
            ("state", "scaled"),
            ("action", "save"),
        ];
        let gives_up = [typed[0], typed[1], typed[2], ("state", "abandoned"), ("action", "save")];
        let wrong = desk.post(&second, &gives_up).await;
        assert_eq!(wrong.status, 422, "giving up wants its reason");
        assert_eq!(value(&wrong, "adoption"), ["prova-B", "prova-B"]);
        let saved = desk.post(&second, &typed).await;
        assert_eq!((saved.status, saved.header("location")), (303, format!("{second}&done=confirmed").as_str()));
        let version = value(&desk.get(&first).await, "version").pop().unwrap();
        let denied =
            [("organisation", FIRENZE), ("adoption", "prova-A"), ("version", version.as_str()), ("action", "deny")];
        let answer = desk.post(&first, &denied).await;
        let there = format!("{root}?ente={FIRENZE}&done=denied");
        assert_eq!((answer.status, answer.header("location")), (303, there.as_str()));
        let page = desk.get(&first).await;
        assert!(value(&page, "adoption").is_empty(), "what is gone has no form");
        assert_eq!(attributes(&page, choice, "href"), [second.as_str()]);
        let late = [denied[0], denied[1], denied[2], ("state", "pilot"), ("action", "save")];
        let late = desk.post(&first, &late).await;
        assert_eq!(late.status, 422);
        assert_eq!(value(&late, "adoption"), ["prova-A"], "nothing is saved over another one");
    });
}
