// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Documents of posts over HTTP: brought on the page of the post, listed below it, given to whoever reads it.

use app::paths;
use domain::{Locale, Uid};
use portal::people::{SignInForm, Visit};
use serde_json::json;

use crate::bed::{Answer, Library};
use crate::documents::{KIND, PDF, multipart, shows, words};

const PASSWORD: &str = "innesto-dimostrazione";

/// A library of its own with a thread in which Ada has written, and the addresses around it.
struct Desk {
    library: Library,
    ada: String,
    thread: String,
    post: String,
    upload: String,
}

impl Desk {
    async fn new(audience: &str) -> Self {
        let library = Library::new().await;
        library.portal.set_demo_passwords(PASSWORD).await.unwrap();
        let ada = sign_in(&library, "ada.funzionaria").await;
        let records = [
            json!({"type": "thread", "uid": "thr-allegati", "language": "it", "title": "Il verbale della riunione",
                "body": "Chi lo ha?", "author": "member-dario-moderatore", "at": 1_790_000_000_000_i64,
                "audience": audience}),
            json!({"type": "post", "uid": "post-allegati", "thread": "thr-allegati", "body": "Eccolo.",
                "author": "member-ada-funzionaria", "at": 1_790_000_100_000_i64}),
        ];
        let lines: String = records.iter().map(|record| format!("{record}\n")).collect();
        let imported = library.portal.import(std::io::Cursor::new(lines), |_| {}).await.unwrap();
        assert_eq!(imported.created, 2);
        let kept = library.portal.store().kept_threads(&[Uid::parse("thr-allegati").unwrap()]).await.unwrap();
        let address = kept[0].address().to_string();
        let it = Locale::Italian;
        Self {
            thread: paths::thread(it, &address),
            post: paths::post_form(it, &address, 1),
            upload: paths::post_document_upload(it, &address, 1),
            library,
            ada,
        }
    }

    async fn upload(&self, by: Option<&str>, title: &str, name: &str, file: &[u8]) -> Answer {
        let mut headers = vec![("content-type", KIND), ("sec-fetch-site", "same-origin")];
        headers.extend(by.map(|cookie| ("cookie", cookie)));
        self.library.ask("POST", &self.upload, &headers, multipart(&words(title, "", ""), name, file)).await
    }

    async fn get(&self, path: &str, by: Option<&str>) -> Answer {
        let headers: Vec<(&str, &str)> = by.iter().map(|cookie| ("cookie", *cookie)).collect();
        self.library.ask("GET", path, &headers, "").await
    }

    async fn send(&self, pairs: &[(&str, &str)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        let kind = ("content-type", "application/x-www-form-urlencoded");
        let headers = [kind, ("sec-fetch-site", "same-origin"), ("cookie", self.ada.as_str())];
        self.library.ask("POST", &self.post, &headers, body).await
    }

    /// The one document of the post, and the address of its file.
    async fn document(&self) -> (String, String) {
        let by = domain::policy::Viewer::Operator;
        let line = self.library.portal.documents_of_post(&by, "post-allegati").await.unwrap().remove(0);
        let file = paths::document_file(&line.uid, &line.file_name);
        (line.uid, file)
    }
}

async fn sign_in(library: &Library, name: &str) -> String {
    let form =
        SignInForm { email: format!("{name}@example.org"), password: PASSWORD.to_owned(), shared: String::new() };
    let session = library.portal.sign_in(form, &Visit::default()).await.unwrap();
    format!("__Host-sid={}", session.token)
}

fn alone<F: Future>(audience: &str, test: impl FnOnce(Desk) -> F) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let desk = Desk::new(audience).await;
        test(desk).await;
    });
}

#[test]
fn a_document_is_brought_with_a_post_listed_below_it_and_taken_away() {
    alone("public", async |desk: Desk| {
        let ada = Some(desk.ada.as_str());
        let page = desk.get(&desk.post, ada).await;
        assert!(shows(&page, &format!("form[action='{}'][enctype]", desk.upload)), "{}", page.text());
        assert!(!shows(&page, "#nuovo-lettori"), "there is no choice of readers");
        let answer = desk.upload(ada, "Il verbale", "verbale.pdf", PDF).await;
        let there = format!("{}?done=document_added", desk.post);
        assert_eq!((answer.status, answer.header("location")), (303, there.as_str()), "{}", answer.text());
        let page = desk.get(&there, ada).await;
        assert!(shows(&page, "[role=status]") && shows(&page, "#documento-1"), "{}", page.text());
        let (uid, file) = desk.document().await;
        for path in [desk.thread.clone(), format!("/en{}", desk.thread)] {
            let thread = desk.get(&path, None).await;
            assert!(shows(&thread, &format!(".thread-documents a[href='{file}']")), "{}", thread.text());
            assert!(thread.text().contains("Il verbale") && thread.text().contains("PDF, 1"), "{}", thread.text());
        }
        let given = desk.get(&file, None).await;
        assert_eq!((given.status, given.header("cache-control")), (200, "public, no-cache"));
        assert!(given.header("content-disposition").starts_with("attachment"), "it is never shown in its place");
        let program = desk.get("/api/v1/posts/post-allegati", None).await.json();
        assert_eq!(program["documents"], json!([uid]));
        assert_eq!(
            (&program["files"][0]["title"], &program["files"][0]["kind"]),
            (&json!("Il verbale"), &json!("pdf"))
        );
        assert!(program["files"][0]["url"].as_str().unwrap().ends_with(&file));
        let removed = desk.send(&[("action", "remove"), ("document", &uid)]).await;
        assert_eq!(removed.header("location"), format!("{}?done=document_removed", desk.post), "{}", removed.text());
        assert_eq!(desk.get(&file, ada).await.status, 404);
        assert!(!shows(&desk.get(&desk.thread, None).await, ".thread-documents"));
        assert!(desk.get("/api/v1/posts/post-allegati", None).await.json().get("files").is_none());
    });
}

#[test]
fn what_is_refused_keeps_what_was_typed_and_who_did_not_write_the_post_brings_nothing() {
    alone("public", async |desk: Desk| {
        let ada = Some(desk.ada.as_str());
        let refused = desk.upload(ada, "Un titolo", "pagina.pdf", b"<!DOCTYPE html><script>alert(1)</script>").await;
        assert_eq!(refused.status, 422, "{}", refused.text());
        for part in [
            "#nuovo-file-problem",
            "#problemi a[href='#nuovo-file']",
            "#nuovo-titolo[value='Un titolo']",
            "#nuovo-tipo option[value=template][selected]",
        ] {
            assert!(shows(&refused, part), "{part}: {}", refused.text());
        }
        assert!(refused.text().contains("Eccolo."), "the text of the post is where it was");
        let visitor = desk.upload(None, "Da fuori", "a.pdf", PDF).await;
        assert_eq!(visitor.status, 422);
        let carried = format!("input[name=carried_to][value='{}']", desk.post);
        assert!(shows(&visitor, &carried) && shows(&visitor, "input[name=carried][value*='Da+fuori']"));
        let other = sign_in(&desk.library, "bruno.rappresentante").await;
        assert_eq!(desk.upload(Some(&other), "Di un altro", "a.pdf", PDF).await.status, 404);
        // Whoever comes to the address of the files is led to the page of the post.
        let led = desk.get(&desk.upload, ada).await;
        assert_eq!((led.status, led.header("location")), (303, desk.post.as_str()));
        let nowhere = desk.upload.replace("/interventi/1/", "/interventi/x/");
        assert_eq!(desk.get(&nowhere, ada).await.status, 404);
        assert_eq!(
            desk.library.portal.documents_of_post(&domain::policy::Viewer::Operator, "post-allegati").await.unwrap(),
            []
        );
    });
}

#[test]
fn no_cache_keeps_what_is_not_for_everybody_and_nobody_else_learns_of_it() {
    alone("members", async |desk: Desk| {
        let answer = desk.upload(Some(desk.ada.as_str()), "Il verbale", "verbale.txt", b"Riservato.").await;
        assert_eq!(answer.status, 303, "{}", answer.text());
        let (_, file) = desk.document().await;
        let bruno = sign_in(&desk.library, "bruno.rappresentante").await;
        let given = desk.get(&file, Some(bruno.as_str())).await;
        assert_eq!((given.status, given.text()), (200, "Riservato."));
        assert_eq!(given.header("cache-control"), "private, no-store");
        assert_eq!(desk.get(&file, None).await.status, 404);
        assert_eq!(desk.get("/api/v1/posts/post-allegati", None).await.status, 404);
        let gone = desk.send(&[("action", "withdraw")]).await;
        assert_eq!(gone.status, 303, "{}", gone.text());
        assert_eq!(desk.get(&file, Some(bruno.as_str())).await.status, 404, "from one moment to the next");
    });
}
