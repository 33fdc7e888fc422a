// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Notices over HTTP: the bell, the page, what is chosen, and the link of a mail that ends mails.

use domain::Locale;
use domain::notice::NoticeKind;
use portal::notices::PreferencesForm;
use portal::people::{MailContent, SignInForm, Visit};
use portal::talking::BeginForm;
use scraper::{Html, Selector};

use crate::bed::{Answer, Library};

const PASSWORD: &str = "innesto-dimostrazione";
const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

async fn signs_in(library: &Library, name: &str) -> String {
    library.portal.set_demo_passwords(PASSWORD).await.unwrap();
    let email = format!("{name}@example.org");
    let form = SignInForm { email, password: PASSWORD.to_owned(), shared: String::new() };
    library.portal.sign_in(form, &Visit::default()).await.unwrap().token
}

fn cookie(token: &str) -> String {
    format!("__Host-sid={token}")
}

async fn posts(library: &Library, token: &str, path: &str, pairs: &[(&str, &str)]) -> Answer {
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    let cookie = cookie(token);
    let headers = [FORM, ("sec-fetch-site", "same-origin"), ("cookie", cookie.as_str())];
    library.ask("POST", path, &headers, body).await
}

async fn reads(library: &Library, token: &str, path: &str) -> Answer {
    library.ask("GET", path, &[("cookie", &cookie(token))], "").await
}

/// A moderator names ada in a new thread; ada gets a mail at once. Gives ada's session.
async fn ada_is_named(library: &Library) -> String {
    let ada = signs_in(library, "ada.funzionaria").await;
    let viewer = library.portal.session(&ada).await.unwrap().unwrap().viewer;
    let shown = NoticeKind::ALL.iter().map(|kind| kind.code().to_owned()).collect();
    let form = PreferencesForm { rhythm: "at_once".to_owned(), kinds: Vec::new(), shown };
    library.portal.choose_notices(&viewer, form).await.unwrap();
    let dario = signs_in(library, "dario.moderatore").await;
    let viewer = library.portal.session(&dario).await.unwrap().unwrap().viewer;
    let form = BeginForm {
        title: "Una domanda per chi sa".to_owned(),
        body: "Che ne dice @[Ada](member:member-ada-funzionaria)?".to_owned(),
        kind: "general".to_owned(),
        ..BeginForm::default()
    };
    library.portal.begin_thread(&viewer, Locale::Italian, form).await.unwrap();
    library.portal.work_on_jobs().await.unwrap();
    ada
}

fn alone<F: Future>(test: impl FnOnce(Library) -> F) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let library = Library::new().await;
        test(library).await;
    });
}

#[test]
fn the_bell_counts_for_members_and_is_on_no_page_of_visitors() {
    alone(async |library: Library| {
        let ada = ada_is_named(&library).await;
        let page = reads(&library, &ada, "/pratiche").await;
        assert!(page.text().contains("class=\"bell\"") && page.text().contains("1 da leggere"), "{}", page.text());
        let visitor = library.get("/pratiche").await;
        assert!(!visitor.text().contains("class=\"bell\"") && !visitor.text().contains("da leggere"));
        let list = reads(&library, &ada, "/notifiche").await;
        assert_eq!(list.status, 200);
        assert!(list.text().contains("Una domanda per chi sa") && list.text().contains("Sei tra le persone nominate"));
        assert_eq!(library.get("/notifiche").await.status, 303, "visitors sign in first");
        let read = posts(&library, &ada, "/notifiche", &[("action", "all"), ("until", "9999999999999")]).await;
        assert_eq!((read.status, read.header("location")), (303, "/notifiche?done=all"));
        let page = reads(&library, &ada, "/en/pratiche").await;
        assert!(page.text().contains("Notifications: none unread"), "{}", page.text());
    });
}

#[test]
fn what_is_chosen_is_kept_and_a_refused_choice_comes_back() {
    alone(async |library: Library| {
        let ada = signs_in(&library, "ada.funzionaria").await;
        let good = [("action", "notices"), ("rhythm", "monthly"), ("mail_reply", "at_once"), ("shown", "reply")];
        let saved = posts(&library, &ada, "/profilo/notifiche", &good).await;
        assert_eq!((saved.status, saved.header("location")), (303, "/profilo/notifiche?done=saved"));
        let page = reads(&library, &ada, "/profilo/notifiche").await;
        let monthly = Selector::parse("input[name=rhythm][value=monthly][checked]").unwrap();
        assert_eq!(Html::parse_document(page.text()).select(&monthly).count(), 1, "{}", page.text());
        let bad = [("action", "notices"), ("rhythm", "sempre"), ("mail_reply", "daily")];
        let refused = posts(&library, &ada, "/profilo/notifiche", &bad).await;
        assert_eq!(refused.status, 422);
        assert!(refused.text().contains("Scegliere uno dei ritmi"), "{}", refused.text());
    });
}

#[test]
fn what_is_watched_leads_back_to_its_page_and_never_elsewhere() {
    alone(async |library: Library| {
        let ada = signs_in(&library, "ada.funzionaria").await;
        let watch = |back: &'static str| [("about", "practice:prac-trio"), ("level", "watch"), ("back", back)];
        let done = posts(&library, &ada, "/notifiche/seguiti", &watch("/pratiche")).await;
        assert_eq!((done.status, done.header("location")), (303, "/pratiche"));
        let elsewhere = posts(&library, &ada, "/notifiche/seguiti", &watch("https://example.org/")).await;
        assert_eq!((elsewhere.status, elsewhere.header("location")), (303, "/notifiche"));
        let gone = [("about", "thread:mai"), ("level", "watch"), ("back", "/pratiche")];
        assert_eq!(posts(&library, &ada, "/notifiche/seguiti", &gone).await.status, 303);
        assert_eq!(library.get("/notifiche/seguiti").await.status, 303);
    });
}

#[test]
fn one_click_on_the_link_of_a_mail_ends_such_mails_without_signing_in() {
    alone(async |library: Library| {
        ada_is_named(&library).await;
        let mails = library.portal.mails_to_send(50).await.unwrap();
        let token = mails.iter().find_map(|mail| match &mail.content {
            MailContent::Notice { token, .. } => Some(token.clone()),
            _ => None,
        });
        let address = format!("/avvisi/{}", token.unwrap());
        let page = library.get(&address).await;
        assert_eq!(page.status, 200);
        assert!(page.text().contains("Menzione") && !page.text().contains("Una domanda"), "{}", page.text());
        for _ in 0..2 {
            let by_program = library.ask("POST", &address, &[FORM], "List-Unsubscribe=One-Click").await;
            assert_eq!(by_program.status, 200);
        }
        let after = library.get(&address).await;
        assert!(after.text().contains("non arrivano più") && after.text().contains("name=\"all\""), "{}", after.text());
        let all = library.ask("POST", &address, &[FORM], "all=1").await;
        assert_eq!((all.status, all.header("location")), (303, address.as_str()));
        assert!(!library.get(&address).await.text().contains("name=\"all\""));
    });
}
