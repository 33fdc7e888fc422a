// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What the island of the guided form asks for: for members only, from our own pages only, within limits.

use app::api::{AUTOSAVE, Cleaned, Clipboard, Kept, NotDone, PASTE, PREVIEW, Shown, ToShow};
use domain::Locale;
use domain::policy::Viewer;
use domain::practice::writing::Step;
use portal::people::{SignInForm, Visit};
use portal::writing::StepPage;
use scraper::{Html, Selector};

use crate::bed::{Answer, Library};

const PASSWORD: &str = "innesto-dimostrazione";
/// A draft that Ada writes.
const DRAFT: &str = "bozza-in-scrittura";
const FORM: &str = "application/x-www-form-urlencoded;charset=UTF-8";

/// A library with a draft, and who writes it.
struct Desk {
    library: Library,
    cookie: String,
    ada: Viewer,
}

impl Desk {
    async fn new() -> Self {
        let library = Library::new().await;
        library.portal.set_demo_passwords(PASSWORD).await.unwrap();
        let line = format!(
            r#"{{"type":"practice","uid":"{DRAFT}","title":"In scrittura","language":"it","summary":"x","stage":"draft","authors":["member-ada-funzionaria"]}}"#
        );
        let imported = library.portal.import(std::io::Cursor::new(line), |_| {}).await.unwrap();
        assert_eq!(imported.refused, 0);
        let (cookie, ada) = sign_in(&library, "ada.funzionaria").await;
        Self { library, cookie, ada }
    }

    /// Posts as the island does.
    async fn post(&self, path: &str, kind: &str, body: String) -> Answer {
        self.post_as(&self.cookie, path, kind, body).await
    }

    async fn post_as(&self, cookie: &str, path: &str, kind: &str, body: String) -> Answer {
        let headers = [("content-type", kind), ("sec-fetch-site", "same-origin"), ("cookie", cookie)];
        self.library.ask("POST", path, &headers, body).await
    }

    async fn autosave(&self, step: &str, pairs: &[(&str, &str)]) -> Answer {
        self.post(&place(step), FORM, form(pairs)).await
    }

    async fn paste(&self, clipboard: &Clipboard) -> Answer {
        self.post(PASTE, "application/json", serde_json::to_string(clipboard).unwrap()).await
    }

    /// The version of the story and the problem that are saved.
    async fn saved(&self) -> (String, String) {
        let page = self.step(Step::Story).await;
        let problem = page.typed.iter().find(|(name, _)| name == "problem").map(|(_, text)| text.clone());
        (page.version, problem.unwrap_or_default())
    }

    async fn step(&self, step: Step) -> StepPage {
        self.library.portal.writing_step(&self.ada, Locale::Italian, DRAFT, step).await.unwrap()
    }
}

async fn sign_in(library: &Library, name: &str) -> (String, Viewer) {
    let form =
        SignInForm { email: format!("{name}@example.org"), password: PASSWORD.to_owned(), shared: String::new() };
    let session = library.portal.sign_in(form, &Visit::default()).await.unwrap();
    let viewer = library.portal.session(&session.token).await.unwrap().unwrap().viewer;
    (format!("__Host-sid={}", session.token), viewer)
}

fn place(step: &str) -> String {
    format!("{AUTOSAVE}?practice={DRAFT}&step={step}")
}

fn form(pairs: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

/// The three addresses, each with a body that it takes.
fn requests(version: &str) -> [(String, &'static str, String); 3] {
    let show = serde_json::to_string(&ToShow { text: "**x**".to_owned() }).unwrap();
    let paste = serde_json::to_string(&Clipboard::Text("x".to_owned())).unwrap();
    [
        (place("story"), FORM, form(&[("version", version), ("problem", "Di un altro")])),
        (PREVIEW.to_owned(), "application/json", show),
        (PASTE.to_owned(), "application/json", paste),
    ]
}

fn read<T: serde::de::DeserializeOwned>(answer: &Answer) -> T {
    serde_json::from_slice(&answer.body).unwrap_or_else(|error| panic!("{}: {error}: {}", answer.path, answer.text()))
}

fn alone<F: Future>(test: impl FnOnce(Desk) -> F) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let desk = Desk::new().await;
        test(desk).await;
    });
}

#[test]
fn whoever_has_not_signed_in_is_told_so_and_nothing_is_done() {
    alone(async |desk: Desk| {
        let before = desk.saved().await;
        for cookie in ["", "__Host-sid=nobody"] {
            for (path, kind, body) in requests(&before.0) {
                let answer = desk.post_as(cookie, &path, kind, body).await;
                assert_eq!((answer.status, answer.header("cache-control")), (401, "no-store"), "{path}");
                assert_eq!(read::<NotDone>(&answer).code, "sign_in");
            }
        }
        assert_eq!(desk.saved().await, before);
    });
}

#[test]
fn a_foreign_page_gets_nothing_with_our_readers_cookie() {
    alone(async |desk: Desk| {
        let before = desk.saved().await;
        for (path, kind, body) in requests(&before.0) {
            for from in
                [("sec-fetch-site", "cross-site"), ("sec-fetch-site", "none"), ("origin", "https://evil.example")]
            {
                let headers = [("content-type", kind), ("cookie", desk.cookie.as_str()), from];
                let answer = desk.library.ask("POST", &path, &headers, body.clone()).await;
                assert_eq!(answer.status, 403, "{path} {from:?}");
            }
            let answer = desk.post(&path, "text/plain", body).await;
            assert_eq!(answer.status, 403, "{path} as plain text");
            let headers = [("sec-fetch-site", "same-origin"), ("cookie", desk.cookie.as_str())];
            let answer = desk.library.ask("GET", &path, &headers, "").await;
            assert!([404, 405].contains(&answer.status), "{path} by GET: {}", answer.status);
        }
        assert_eq!(desk.saved().await, before);
    });
}

#[test]
fn a_step_is_saved_by_itself_over_the_version_that_its_writer_sees_and_over_no_other() {
    alone(async |desk: Desk| {
        let (version, _) = desk.saved().await;
        let answer = desk.autosave("story", &[("version", &version), ("problem", "Il primo testo.")]).await;
        assert_eq!((answer.status, answer.header("cache-control")), (200, "no-store"), "{}", answer.text());
        let (now, problem) = desk.saved().await;
        assert_eq!((read::<Kept>(&answer).version, problem.as_str()), (now.clone(), "Il primo testo."));
        let late = desk.autosave("story", &[("version", &version), ("problem", "Il secondo testo.")]).await;
        assert_eq!((late.status, read::<NotDone>(&late).code.as_str()), (409, "conflict"));
        assert_eq!(desk.saved().await, (now, "Il primo testo.".to_owned()));
    });
}

#[test]
fn what_cannot_be_saved_is_told_by_a_code() {
    alone(async |desk: Desk| {
        let version = desk.step(Step::Essentials).await.version;
        let pairs = [("version", version.as_str()), ("title", "In scrittura"), ("start_date", "settembre")];
        let answer = desk.autosave("essentials", &pairs).await;
        assert_eq!(answer.status, 422, "{}", answer.text());
        assert_eq!(read::<NotDone>(&answer), NotDone { code: "invalid".to_owned(), field: "start_date".to_owned() });
        for step in ["send", "nothing"] {
            assert_eq!(desk.autosave(step, &[("version", &version)]).await.status, 404, "{step}");
        }
        let (stranger, _) = sign_in(&desk.library, "bruno.rappresentante").await;
        let body = form(&[("version", &version), ("problem", "Di un altro")]);
        assert_eq!(desk.post_as(&stranger, &place("story"), FORM, body).await.status, 404);
        let huge = form(&[("version", &version), ("problem", &"a".repeat(300 * 1024))]);
        assert_eq!(desk.post(&place("story"), FORM, huge).await.status, 413);
    });
}

#[test]
fn a_preview_of_an_attack_is_harmless() {
    alone(async |desk: Desk| {
        for attack in [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "[x](javascript:alert(1))",
            "<svg><script>alert(1)</script></svg>",
            "<a href=\"jav&#x09;ascript:alert(1)\">x</a>",
            "</div><iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
        ] {
            let body = serde_json::to_string(&ToShow { text: format!("**Prova**\n\n{attack}") }).unwrap();
            let answer = desk.post(PREVIEW, "application/json", body).await;
            assert_eq!(answer.status, 200, "{}", answer.text());
            let html = Html::parse_fragment(&read::<Shown>(&answer).html);
            let found = |selector: &str| html.select(&Selector::parse(selector).unwrap()).count();
            assert_eq!(found("strong"), 1, "{attack}");
            assert_eq!(found("script, svg, iframe, [onerror], [srcdoc]"), 0, "{attack}");
            let with_address = Selector::parse("[href]").unwrap();
            let mut links = html.select(&with_address).map(|link| link.value().attr("href"));
            assert!(!links.any(|href| href.is_some_and(|href| href.contains("script"))), "{attack}");
        }
    });
}

#[test]
fn a_paste_is_cleaned_within_its_own_limit() {
    alone(async |desk: Desk| {
        let answer = desk.paste(&Clipboard::Html("<p>Una riga<br>Pubblicità<br>Un’altra</p>".to_owned())).await;
        let cleaned: Cleaned = read(&answer);
        assert_eq!((answer.status, cleaned.removed_lines), (200, 1), "{}", answer.text());
        assert_eq!(cleaned.removed, ["Pubblicità"]);
        assert!(!cleaned.text.contains("Pubblicità"), "{}", cleaned.text);
        assert!(cleaned.whole.is_some_and(|whole| whole.contains("Pubblicità")));
        // Word processors send a page of style for a line of text.
        let large = format!("<style>{}</style><p>Una riga</p>", "a{b:c}".repeat(70_000));
        let answer = desk.paste(&Clipboard::Html(large)).await;
        assert_eq!((answer.status, read::<Cleaned>(&answer).text.as_str()), (200, "Una riga"));
        let long = desk.paste(&Clipboard::Text("parola ".repeat(20_000))).await;
        assert_eq!((long.status, read::<NotDone>(&long).code.as_str()), (422, "too_long"));
        assert_eq!(desk.paste(&Clipboard::Text("a".repeat(700 * 1024))).await.status, 413);
    });
}
