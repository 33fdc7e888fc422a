// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Testimonials about a twinning, by their forms: sent from its page, let in from the list, taken out on its desk.

use domain::Uid;
use portal::people::{SignInForm, Visit};

use crate::bed::{Answer, Library};

const PASSWORD: &str = "innesto-dimostrazione";
const PAGE: &str = "/gemellaggi/tos-ca";
const FORM: &str = "/gemellaggi/tos-ca/testimonianza";
const QUOTE: &str = "Con le visite negli uffici abbiamo capito da dove cominciare.";

/// Somebody of the demonstration, in a browser.
struct Asker {
    cookie: String,
}

impl Asker {
    async fn of(library: &Library, name: &str) -> Self {
        let form =
            SignInForm { email: format!("{name}@example.org"), password: PASSWORD.to_owned(), shared: String::new() };
        let session = library.portal.sign_in(form, &Visit::default()).await.unwrap();
        Self { cookie: format!("__Host-sid={}", session.token) }
    }

    async fn get(&self, library: &Library, path: &str) -> Answer {
        library.ask("GET", path, &[("cookie", self.cookie.as_str())], "").await
    }

    async fn post(&self, library: &Library, path: &str, pairs: &[(&str, &str)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        let kind = ("content-type", "application/x-www-form-urlencoded");
        let headers = [kind, ("sec-fetch-site", "same-origin"), ("cookie", self.cookie.as_str())];
        library.ask("POST", path, &headers, body).await
    }
}

async fn library() -> Library {
    let library = Library::new().await;
    library.portal.set_demo_passwords(PASSWORD).await.unwrap();
    library
}

/// The one that was sent, as the database names it.
async fn sent(library: &Library) -> String {
    let twinning = Uid::parse("twin-tosca").unwrap();
    let all = library.portal.store().testimonials_of_twinnings(&[twinning]).await.unwrap();
    all.into_iter().find(|one| one.quote == QUOTE).unwrap().uid.to_string()
}

#[tokio::test]
async fn one_is_sent_let_in_from_the_list_taken_out_on_the_desk_and_taken_back() {
    let library = library().await;
    let bruno = Asker::of(&library, "bruno.rappresentante").await;
    let short =
        [("action", "send"), ("organisation", "org-comune-di-firenze"), ("role", "Dirigente"), ("quote", "Poco.")];
    let refused = bruno.post(&library, FORM, &short).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("Poco.") && refused.text().contains("#testo"), "{}", refused.text());
    let whole =
        [("action", "send"), ("organisation", "org-comune-di-firenze"), ("role", "Dirigente"), ("quote", QUOTE)];
    let taken = bruno.post(&library, FORM, &whole).await;
    assert_eq!((taken.status, taken.header("location")), (303, "/gemellaggi/tos-ca/testimonianza?done=sent"));
    assert!(bruno.get(&library, FORM).await.text().contains(QUOTE), "the own words stand on the form's page");
    assert!(!library.get(PAGE).await.text().contains(QUOTE), "they wait");

    let testimonial = sent(&library).await;
    let dario = Asker::of(&library, "dario.moderatore").await;
    let list = dario.get(&library, "/redazione/testimonianze").await;
    assert!(list.text().contains(QUOTE) && list.text().contains("href=\"/gemellaggi/tos-ca\""), "{}", list.text());
    let named = [("subject", "twinning"), ("about", "twin-tosca"), ("testimonial", testimonial.as_str())];
    let admit = [&named[..], &[("decision", "admit")]].concat();
    assert_eq!(dario.post(&library, "/redazione/testimonianze", &admit).await.status, 303);
    for page in [PAGE, "/en/gemellaggi/tos-ca"] {
        assert!(library.get(page).await.text().contains(QUOTE), "{page}");
    }

    let elena = Asker::of(&library, "elena.amministratrice").await;
    let desk = "/gemellaggi/tos-ca/lavoro";
    assert!(elena.get(&library, desk).await.text().contains(QUOTE));
    let take_out = [&named[1..], &[("action", "testimonial"), ("decision", "take_out")]].concat();
    let taken_out = elena.post(&library, desk, &take_out).await;
    assert_eq!(taken_out.header("location"), "/gemellaggi/tos-ca/lavoro?done=testimonial_take_out");
    assert!(!library.get(PAGE).await.text().contains(QUOTE));

    let back = bruno.post(&library, FORM, &[("action", "withdraw")]).await;
    assert_eq!((back.status, back.header("location")), (303, "/gemellaggi/tos-ca/testimonianza?done=withdrawn"));
    assert!(!bruno.get(&library, FORM).await.text().contains(QUOTE));
}

#[tokio::test]
async fn the_page_leads_to_the_form_for_who_may_and_marks_what_is_invented() {
    let library = library().await;
    let visitor = library.get(PAGE).await;
    let section = visitor.text().split("id=\"testimonianze\"").nth(1).unwrap().split("</section>").next().unwrap();
    assert!(section.contains("demo-mark"), "{section}");
    assert!(!visitor.text().contains(FORM), "a visitor acts for nobody");
    let (bruno, marco) =
        (Asker::of(&library, "bruno.rappresentante").await, Asker::of(&library, "marco.centino").await);
    assert!(bruno.get(&library, PAGE).await.text().contains(FORM));
    assert!(!marco.get(&library, PAGE).await.text().contains(FORM));
    let of_marco = marco.get(&library, FORM).await;
    assert_eq!(of_marco.status, 200);
    assert!(!of_marco.text().contains("name=\"quote\""), "nobody of another body signs");
    let all = [("action", "send"), ("role", "Dirigente"), ("quote", QUOTE)];
    assert_eq!(marco.post(&library, FORM, &all).await.status, 422);
    assert_eq!(library.get(FORM).await.status, 303, "one signs in first");
}
