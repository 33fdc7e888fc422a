// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Discussions over HTTP: who opens again what was closed.

use domain::policy::Viewer;
use portal::people::{SignInForm, Visit};

use crate::bed::{Answer, Library};

const PASSWORD: &str = "innesto-dimostrazione";
const THREAD: &str = r#"{"type":"thread","uid":"prova-chiusa","title":"Una domanda a tutti","language":"it","at":1,"author":"member-ada-funzionaria","body":"Come fate con le mense?"}"#;

/// Who has signed in, as a browser says it.
async fn cookie(library: &Library, name: &str) -> String {
    let form =
        SignInForm { email: format!("{name}@example.org"), password: PASSWORD.to_owned(), shared: String::new() };
    let session = library.portal.sign_in(form, &Visit::default()).await.unwrap();
    format!("__Host-sid={}", session.token)
}

async fn post(library: &Library, cookie: &str, path: &str, pairs: &[(&str, &str)]) -> Answer {
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    let headers =
        [("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "same-origin"), ("cookie", cookie)];
    library.ask("POST", path, &headers, body).await
}

/// Whether the page offers to open the discussion again.
async fn offers(library: &Library, cookie: &str, path: &str) -> bool {
    let page = library.ask("GET", path, &[("cookie", cookie)], "").await;
    assert_eq!(page.status, 200);
    page.text().contains(r#"value="reopen""#)
}

#[test]
fn what_a_moderator_closed_its_author_is_not_offered_to_open_and_cannot() {
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let library = Library::new().await;
        library.portal.set_demo_passwords(PASSWORD).await.unwrap();
        let imported = library.portal.import(THREAD.as_bytes(), |_| {}).await.unwrap();
        assert_eq!(imported.refused, 0);
        let uid = domain::Uid::parse("prova-chiusa").unwrap();
        let kept = library.portal.store().threads_by_uids(&Viewer::Visitor, &[uid]).await.unwrap();
        let path = format!("/discussioni/{}", kept.first().unwrap().address());
        let ada = cookie(&library, "ada.funzionaria").await;
        let dario = cookie(&library, "dario.moderatore").await;
        let close = [("action", "close"), ("conclusions", "Si fa con un bando.")];
        let reopen = [("action", "reopen")];

        assert_eq!(post(&library, &dario, &path, &close).await.status, 303);
        assert!(!offers(&library, &ada, &path).await && offers(&library, &dario, &path).await);
        assert_eq!(post(&library, &ada, &path, &reopen).await.status, 422);
        assert!(offers(&library, &dario, &path).await, "it is still closed");
        assert_eq!(post(&library, &dario, &path, &reopen).await.status, 303);

        assert_eq!(post(&library, &ada, &path, &close).await.status, 303);
        assert!(offers(&library, &ada, &path).await, "what the author closed");
        assert_eq!(post(&library, &ada, &path, &reopen).await.status, 303);
    });
}
