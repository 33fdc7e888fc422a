// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Case documents over HTTP: uploaded piece by piece, refused with all that was typed, given as files that run nothing.

use axum::body::{Body, Bytes};
use domain::policy::Viewer;
use portal::documents::DocumentLine;
use portal::people::{SignInForm, Visit};
use scraper::{Html, Selector};

use crate::bed::{Answer, Library};

const PASSWORD: &str = "innesto-dimostrazione";
/// A draft that Ada writes.
pub const DRAFT: &str = "con-documenti";
pub const STEP: &str = "/scrivania/con-documenti/documenti";
const UPLOAD: &str = "/scrivania/con-documenti/documenti/carica";
pub const CHANGES: &str = "/scrivania/con-documenti/documenti/file";
pub const PDF: &[u8] =
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n\
    trailer<</Root 1 0 R>>\n%%EOF\n";
/// As browsers name it, in the header and between the parts.
pub const KIND: &str = "multipart/form-data; boundary=----innesto";
/// The largest file, in bytes.
const LARGEST: usize = 25 * 1024 * 1024;

/// A member who has signed in.
pub struct Signed {
    pub cookie: String,
    pub viewer: Viewer,
}

/// A library with a draft, and who writes it.
pub struct Desk {
    pub library: Library,
    pub ada: Signed,
}

impl Desk {
    async fn new() -> Self {
        let library = Library::new().await;
        library.portal.set_demo_passwords(PASSWORD).await.unwrap();
        let ada = sign_in(&library, "ada.funzionaria").await;
        let desk = Self { library, ada };
        desk.put("draft").await;
        desk
    }

    /// Brings the practice to a stage.
    pub async fn put(&self, stage: &str) {
        let line = format!(
            r#"{{"type":"practice","uid":"{DRAFT}","title":"Con documenti","language":"it","summary":"x","stage":"{stage}","authors":["member-ada-funzionaria"]}}"#
        );
        let imported = self.library.portal.import(std::io::Cursor::new(line), |_| {}).await.unwrap();
        assert_eq!(imported.refused, 0);
    }

    pub async fn upload(&self, words: &[(&str, &str)], name: &str, file: &[u8]) -> Answer {
        self.upload_at(UPLOAD, Some(&self.ada), multipart(words, name, file)).await
    }

    async fn upload_at(&self, path: &str, by: Option<&Signed>, body: impl Into<Bytes>) -> Answer {
        let mut headers = vec![("content-type", KIND), ("sec-fetch-site", "same-origin")];
        headers.extend(by.map(|by| ("cookie", by.cookie.as_str())));
        self.library.ask("POST", path, &headers, body).await
    }

    async fn change(&self, pairs: &[(&str, &str)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        let headers = [
            ("content-type", "application/x-www-form-urlencoded"),
            ("sec-fetch-site", "same-origin"),
            ("cookie", self.ada.cookie.as_str()),
        ];
        self.library.ask("POST", CHANGES, &headers, body).await
    }

    pub async fn get(&self, path: &str, by: Option<&Signed>, headers: &[(&str, &str)]) -> Answer {
        let cookie = by.map(|by| ("cookie", by.cookie.as_str()));
        let headers: Vec<_> = headers.iter().copied().chain(cookie).collect();
        self.library.ask("GET", path, &headers, "").await
    }

    pub async fn lines(&self) -> Vec<DocumentLine> {
        self.library.portal.documents_of(&self.ada.viewer, DRAFT).await.unwrap()
    }
}

async fn sign_in(library: &Library, name: &str) -> Signed {
    let form =
        SignInForm { email: format!("{name}@example.org"), password: PASSWORD.to_owned(), shared: String::new() };
    let session = library.portal.sign_in(form, &Visit::default()).await.unwrap();
    let viewer = library.portal.session(&session.token).await.unwrap().unwrap().viewer;
    Signed { cookie: format!("__Host-sid={}", session.token), viewer }
}

pub fn alone<F: Future>(test: impl FnOnce(Desk) -> F) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let desk = Desk::new().await;
        test(desk).await;
    });
}

/// What is said about a document that has nothing wrong with it.
pub fn words<'a>(title: &'a str, audience: &'a str, replaces: &'a str) -> Vec<(&'static str, &'a str)> {
    vec![
        ("replaces", replaces),
        ("title", title),
        ("kind", "template"),
        ("language", "it"),
        ("licence", "CC-BY-4.0"),
        ("audience", audience),
        ("alt", ""),
    ]
}

/// All that comes before the bytes of the file.
fn head(words: &[(&str, &str)], name: &str) -> String {
    let mut text = String::new();
    for (field, value) in words {
        let part = format!("------innesto\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n");
        text.push_str(&part);
    }
    let file = format!("Content-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n");
    format!("{text}------innesto\r\n{file}Content-Type: application/octet-stream\r\n\r\n")
}

const TAIL: &[u8] = b"\r\n------innesto--\r\n";

pub fn multipart(words: &[(&str, &str)], name: &str, file: &[u8]) -> Vec<u8> {
    [head(words, name).as_bytes(), file, TAIL].concat()
}

/// A form whose file is a text of so many bytes, in pieces.
fn in_pieces(title: &str, bytes: usize) -> Body {
    let piece = Bytes::from(vec![b'a'; 64 * 1024]);
    let mut pieces = vec![Bytes::from(head(&words(title, "public", ""), "lungo.txt"))];
    pieces.extend(std::iter::repeat_n(piece.clone(), bytes / piece.len()));
    pieces.push(piece.slice(..bytes % piece.len()));
    pieces.push(Bytes::from_static(TAIL));
    Body::from_stream(futures::stream::iter(pieces.into_iter().map(Ok::<_, std::io::Error>)))
}

/// Whether something stands on a page.
pub fn shows(answer: &Answer, selector: &str) -> bool {
    Html::parse_document(answer.text()).select(&Selector::parse(selector).unwrap()).next().is_some()
}

/// Whether a page is the step with the form refused: what is wrong with a field, and the title as it was typed.
#[track_caller]
fn is_refused(answer: &Answer, field: &str, title: &str) {
    assert_eq!(answer.status, 422, "{}", answer.text());
    assert!(shows(answer, &format!("#nuovo-{field}-problem")), "{field}: {}", answer.text());
    assert!(shows(answer, &format!("#problemi a[href='#nuovo-{field}']")), "{field}");
    assert!(shows(answer, &format!("#nuovo-titolo[value='{title}']")), "{title}");
    assert!(shows(answer, "#nuovo-tipo option[value=template][selected]"));
}

#[test]
fn a_document_is_uploaded_and_comes_back_as_an_attachment() {
    alone(async |desk: Desk| {
        let text = "Il regolamento della mensa. ".repeat(100);
        for (before, name, file) in [("", "Piano è.pdf", PDF), ("/en", "regole.txt", text.as_bytes())] {
            let body = multipart(&words(name, "public", ""), name, file);
            let answer = desk.upload_at(&format!("{before}{UPLOAD}"), Some(&desk.ada), body).await;
            let there = format!("{before}{STEP}?done=document_added");
            assert_eq!((answer.status, answer.header("location")), (303, there.as_str()), "{}", answer.text());
            let page = desk.get(&there, Some(&desk.ada), &[]).await;
            assert_eq!(page.status, 200);
            assert!(page.text().contains(name) && shows(&page, "[role=status]"), "{}", page.text());
        }
        let lines = desk.lines().await;
        for (line, (kind, file)) in lines.iter().zip([("application/pdf", PDF), ("text/plain", text.as_bytes())]) {
            let path = app::paths::document_file(&line.uid, &line.file_name);
            let answer = desk.get(&path, Some(&desk.ada), &[("accept-encoding", "br, gzip")]).await;
            assert_eq!((answer.status, answer.header("content-type")), (200, kind));
            assert_eq!(answer.body, file);
            assert!(answer.header("content-disposition").starts_with("attachment; filename=\""));
            for (name, value) in [
                ("content-length", file.len().to_string().as_str()),
                ("content-encoding", ""),
                ("x-content-type-options", "nosniff"),
                ("content-security-policy", "sandbox; default-src 'none'"),
                ("cross-origin-resource-policy", "same-origin"),
                ("cache-control", "private, no-store"),
            ] {
                assert_eq!(answer.header(name), value, "{path} {name}");
            }
            let cookie = [("cookie", desk.ada.cookie.as_str())];
            let head = desk.library.ask("HEAD", &path, &cookie, "").await;
            assert_eq!((head.status, head.header("content-length")), (200, answer.header("content-length")));
            assert!(head.body.is_empty());
            // The name is for people only.
            let other = desk.get(&format!("/files/{}/altro.html", line.uid), Some(&desk.ada), &[]).await;
            assert_eq!((other.status, other.header("content-type")), (200, kind));
            assert_eq!(desk.get(&path, None, &[]).await.status, 404, "a draft is nobody else's");
        }
        let counted: Vec<u64> = desk.lines().await.iter().map(|line| line.downloads).collect();
        assert_eq!(counted, [2, 2], "a question about a file is no download");
    });
}

#[test]
fn a_file_that_is_not_taken_is_refused_and_what_was_typed_stays() {
    alone(async |desk: Desk| {
        let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>";
        for (name, file) in [
            ("pagina.pdf", &b"<!DOCTYPE html><script>alert(1)</script>"[..]),
            ("disegno.png", &svg[..]),
            ("programma.docx", &b"MZ\x90\0\x03\0\0\0"[..]),
            ("vuoto.pdf", &b""[..]),
        ] {
            let answer = desk.upload(&words("Un titolo", "public", ""), name, file).await;
            is_refused(&answer, "file", "Un titolo");
        }
        let answer = desk.upload(&[("title", "Solo questo")], "a.pdf", PDF).await;
        assert_eq!(answer.status, 422);
        assert!(shows(&answer, "#nuovo-licenza-problem") && shows(&answer, "#nuovo-titolo[value='Solo questo']"));
        // Without a part for the file, and as something that is no such form at all.
        let missing =
            b"------innesto\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nx\r\n------innesto--\r\n";
        for body in [&missing[..], b"", b"------innesto\r\n", b"title=x", &PDF[..20]] {
            assert_eq!(desk.upload_at(UPLOAD, Some(&desk.ada), body.to_vec()).await.status, 422, "{body:?}");
        }
        assert_eq!(desk.lines().await, Vec::new());
    });
}

#[test]
fn the_largest_file_is_taken_and_one_byte_more_is_refused_with_its_reason() {
    alone(async |desk: Desk| {
        let headers = [("content-type", KIND), ("sec-fetch-site", "same-origin"), ("cookie", desk.ada.cookie.as_str())];
        let over = desk.library.send("POST", UPLOAD, &headers, in_pieces("Troppo", LARGEST + 1)).await;
        is_refused(&over, "file", "Troppo");
        assert!(over.text().contains("25"), "{}", over.text());
        assert_eq!(desk.lines().await, Vec::new());
        let most = desk.library.send("POST", UPLOAD, &headers, in_pieces("Quanto si può", LARGEST)).await;
        assert_eq!(most.status, 303, "{}", most.text());
        assert_eq!(desk.lines().await[0].size, LARGEST as u64);
        // So much is not even read.
        let headers: Vec<_> = headers.into_iter().chain([("content-length", "200000000")]).collect();
        assert_eq!(desk.library.ask("POST", UPLOAD, &headers, "").await.status, 413);
    });
}

#[test]
fn an_upload_that_breaks_off_stores_nothing() {
    alone(async |desk: Desk| {
        let headers = [("content-type", KIND), ("sec-fetch-site", "same-origin"), ("cookie", desk.ada.cookie.as_str())];
        let begun = [head(&words("Interrotto", "public", ""), "a.pdf").into_bytes(), PDF.to_vec()];
        let pieces = begun.into_iter().map(Ok).chain([Err(std::io::Error::other("the connection is gone"))]);
        let body = Body::from_stream(futures::stream::iter(pieces));
        assert_eq!(desk.library.send("POST", UPLOAD, &headers, body).await.status, 422);
        let cut = multipart(&words("Interrotto", "public", ""), "a.pdf", PDF);
        let answer = desk.upload_at(UPLOAD, Some(&desk.ada), cut[..cut.len() - TAIL.len()].to_vec()).await;
        assert_eq!(answer.status, 422);
        assert_eq!(desk.lines().await, Vec::new());
    });
}

#[test]
fn a_name_full_of_tricks_is_only_a_name() {
    alone(async |desk: Desk| {
        let long = format!("{}.pdf", "è".repeat(300));
        for name in
            ["../../etc/passwd", "..", "a\u{202E}fdp.exe", "CON.pdf", "%22; filename=%22evil.html", "", long.as_str()]
        {
            let answer = desk.upload(&words("Un nome", "public", ""), name, PDF).await;
            assert_eq!(answer.status, 303, "{name}: {}", answer.text());
        }
        for line in desk.lines().await {
            assert!(!line.file_name.contains(['/', '\\', '\u{202E}']), "{}", line.file_name);
            assert!(line.file_name.len() <= 200 && line.file_name.ends_with(".pdf"), "{}", line.file_name);
            let path = app::paths::document_file(&line.uid, &line.file_name);
            let answer = desk.get(&path, Some(&desk.ada), &[]).await;
            let disposition = answer.header("content-disposition");
            assert_eq!(answer.status, 200, "{path}");
            assert!(disposition.is_ascii() && disposition.matches('"').count() == 2, "{disposition}");
        }
    });
}

#[test]
fn who_may_not_write_the_practice_brings_nothing() {
    alone(async |desk: Desk| {
        let body = multipart(&words("Da fuori", "public", ""), "a.pdf", PDF);
        // Whose session is over signs in first; the words come along, the file has to be chosen again.
        let visitor = desk.upload_at(UPLOAD, None, body.clone()).await;
        assert_eq!(visitor.status, 422);
        assert!(shows(&visitor, "input[name=password]"), "{}", visitor.text());
        assert!(shows(&visitor, &format!("input[name=carried_to][value='{STEP}']")), "{}", visitor.text());
        assert!(shows(&visitor, "input[name=carried][value*='Da+fuori']"), "{}", visitor.text());
        let carried = [("action", "upload"), ("title", "Da fuori"), ("kind", "template"), ("licence", "CC-BY-4.0")];
        let again = [&carried[..], &[("audience", "public")]].concat();
        let pairs = form_urlencoded::Serializer::new(String::new()).extend_pairs(again).finish();
        let kind = ("content-type", "application/x-www-form-urlencoded");
        let headers = [kind, ("sec-fetch-site", "same-origin"), ("cookie", desk.ada.cookie.as_str())];
        is_refused(&desk.library.ask("POST", STEP, &headers, pairs).await, "file", "Da fuori");

        let bruno = sign_in(&desk.library, "bruno.rappresentante").await;
        assert_eq!(desk.upload_at(UPLOAD, Some(&bruno), body.clone()).await.status, 404);
        let gone = UPLOAD.replace(DRAFT, "mai-esistita");
        assert_eq!(desk.upload_at(&gone, Some(&desk.ada), body.clone()).await.status, 404);
        let headers = [("content-type", KIND), ("sec-fetch-site", "cross-site"), ("cookie", desk.ada.cookie.as_str())];
        assert_eq!(desk.library.ask("POST", UPLOAD, &headers, body).await.status, 403);
        assert_eq!(desk.lines().await, Vec::new());
    });
}

#[test]
fn caches_keep_what_all_may_read_and_nothing_else() {
    alone(async |desk: Desk| {
        for audience in ["public", "members"] {
            let answer = desk.upload(&words(audience, audience, ""), "a.txt", audience.as_bytes()).await;
            assert_eq!(answer.status, 303, "{}", answer.text());
        }
        desk.put("published").await;
        let lines = desk.lines().await;
        let paths: Vec<String> =
            lines.iter().map(|line| app::paths::document_file(&line.uid, &line.file_name)).collect();
        let public = desk.get(&paths[0], None, &[]).await;
        assert_eq!((public.status, public.header("cache-control")), (200, "public, no-cache"));
        let tag = public.header("etag").to_owned();
        assert_eq!(tag, format!("\"{}\"", lines[0].sha256));
        for known in [tag.as_str(), "*", &format!("\"x\", W/{tag}")] {
            let again = desk.get(&paths[0], None, &[("if-none-match", known)]).await;
            assert_eq!((again.status, again.body.len()), (304, 0), "{known}");
            assert_eq!((again.header("etag"), again.header("content-length")), (tag.as_str(), ""));
        }
        assert_eq!(desk.get(&paths[0], None, &[("if-none-match", "\"x\"")]).await.status, 200);

        let bruno = sign_in(&desk.library, "bruno.rappresentante").await;
        let members = desk.get(&paths[1], Some(&bruno), &[]).await;
        assert_eq!((members.status, members.header("cache-control")), (200, "private, no-store"));
        assert_eq!(desk.get(&paths[1], None, &[]).await.status, 404);
        let page = desk.get(&format!("/pratiche/{DRAFT}"), None, &[]).await;
        assert_eq!(page.status, 200);
        assert!(shows(&page, &format!("#documenti a[href='{}']", paths[0])), "{}", page.text());
        assert!(!page.text().contains(&paths[1]), "a visitor learns nothing of it");
    });
}

#[test]
fn a_new_version_keeps_those_before_and_what_is_taken_away_is_gone() {
    alone(async |desk: Desk| {
        assert_eq!(desk.upload(&words("Piano", "public", ""), "a.txt", b"uno").await.status, 303);
        let uid = desk.lines().await[0].uid.clone();
        let answer = desk.upload(&words("Piano", "public", &uid), "b.txt", b"due").await;
        assert_eq!(answer.header("location"), format!("{STEP}?done=version_added"), "{}", answer.text());
        let path = format!("/files/{uid}/x");
        for (query, status, text) in
            [("", 200, "due"), ("?v=2", 200, "due"), ("?v=1", 200, "uno"), ("?v=3", 404, ""), ("?v=x", 404, "")]
        {
            let answer = desk.get(&format!("{path}{query}"), Some(&desk.ada), &[]).await;
            assert_eq!(answer.status, status, "{query}");
            assert!(text.is_empty() || answer.text() == text, "{query}");
        }
        let unknown = desk.upload(&words("Piano", "public", "mai-esistito"), "c.txt", b"tre").await;
        assert!(unknown.status == 422 && shows(&unknown, "#problemi a"), "{}", unknown.text());

        let mut said = words("Piano nuovo", "members", "");
        said.extend([("action", "change"), ("document", uid.as_str())]);
        assert_eq!(desk.change(&said).await.header("location"), format!("{STEP}?done=document_changed"));
        assert_eq!(desk.lines().await[0].title, "Piano nuovo");
        let long = "x".repeat(500);
        let mut said = words(&long, "members", "");
        said.extend([("action", "change"), ("document", uid.as_str())]);
        let refused = desk.change(&said).await;
        assert!(refused.status == 422 && shows(&refused, "#documento-1-titolo-problem"), "{}", refused.text());

        let odd = desk.change(&[("action", "xyz"), ("document", &uid)]).await;
        assert_eq!(odd.status, 422);
        let removed = desk.change(&[("action", "remove"), ("document", &uid)]).await;
        assert_eq!(removed.header("location"), format!("{STEP}?done=document_removed"));
        assert_eq!(desk.get(&path, Some(&desk.ada), &[]).await.status, 404);
        assert_eq!(desk.lines().await, Vec::new());
    });
}
