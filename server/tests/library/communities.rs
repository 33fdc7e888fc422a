// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A private community: everything that answers is asked as every kind of viewer, and nothing of it is in an answer to
//! who does not belong to it.

use app::paths;
use domain::Locale;
use domain::policy::Viewer;
use portal::communities::CommunitiesRequest;
use portal::people::{SignInForm, Visit};
use serde_json::json;
use server::http::acts::DECLARED;

use crate::bed::{Answer, Library};

const PASSWORD: &str = "innesto-dimostrazione";
/// What stands in the community's name, its thread, its post, its practice and its document. No address has an accent, so
/// that a page which only repeats what it was asked for has none of them.
const MARKS: [&str; 5] = ["Crisantèmo", "Ranùncolo", "Ellèboro", "Acànto", "Verbàsco"];
/// Those of the practice and its document, which a reviewer reads as all that is in the library.
const OF_THE_PRACTICE: [&str; 2] = ["Acànto", "Verbàsco"];
/// Who belongs to it.
const INSIDE: [&str; 2] = ["bruno.rappresentante", "ada.funzionaria"];

/// The community, with something of everything in it.
async fn hide(library: &Library) {
    let uid = |name: &str| format!("member-{}", name.replace('.', "-"));
    let [name, thread, post, practice, document] = MARKS;
    let belonging = |member: String, role: &str| {
        json!({"type": "belonging", "uid": format!("com-nascosta.{member}"), "community": "com-nascosta",
            "member": member, "role": role, "since": 1})
    };
    let records = [
        json!({"type": "community", "uid": "com-nascosta", "name": format!("Comunità del {name}"), "acronym": "nascosta",
            "language": "it", "summary": format!("Un gruppo sul {name}."), "description": format!("Il {name}."),
            "themes": ["appalti"], "access": "private", "audience": "community"}),
        belonging(uid(INSIDE[0]), "owner"),
        belonging(uid(INSIDE[1]), "member"),
        json!({"type": "thread", "uid": "thr-nascosta", "about": {"community": "com-nascosta"}, "language": "it",
            "title": format!("Il {thread} del gruppo"), "body": format!("Che ne dite del {thread}?"),
            "author": uid(INSIDE[0]), "at": 1_790_000_000_000_i64, "audience": "community", "writers": "within"}),
        json!({"type": "post", "uid": "post-nascosta", "thread": "thr-nascosta", "body": format!("Meglio l'{post}."),
            "author": uid(INSIDE[1]), "at": 1_790_000_100_000_i64}),
        json!({"type": "practice", "uid": "prac-nascosta", "title": format!("Pratica dell'{practice}"),
            "language": "it", "summary": format!("L'{practice} negli appalti."), "themes": ["appalti"],
            "audience": "community", "community": "com-nascosta"}),
        json!({"type": "document", "uid": "doc-nascosta", "practice": "prac-nascosta",
            "title": format!("Il {document}"), "kind": "document", "licence": "CC-BY-4.0",
            "file": {"sha256": "0".repeat(64), "name": "atto.pdf", "kind": "pdf", "size": 9, "at": 1}}),
    ];
    let lines: String = records.iter().map(|record| format!("{record}\n")).collect();
    let mut told = Vec::new();
    let imported = library.portal.import(std::io::Cursor::new(lines), |one| told.push(one)).await.unwrap();
    assert_eq!(imported.created, records.len() as u64, "{told:?}");
    library.portal.run_pending_work().await.unwrap();
}

/// Who asks: the name, and the session's cookie.
struct Asker {
    name: &'static str,
    cookie: Option<String>,
}

impl Asker {
    async fn get(&self, library: &Library, address: &str) -> Answer {
        let headers: Vec<(&str, &str)> = self.cookie.iter().map(|cookie| ("cookie", cookie.as_str())).collect();
        library.ask("GET", address, &headers, "").await
    }

    fn is_inside(&self) -> bool {
        INSIDE.contains(&self.name)
    }
}

async fn askers(library: &Library) -> Vec<Asker> {
    library.portal.set_demo_passwords(PASSWORD).await.unwrap();
    let mut all = vec![Asker { name: "a visitor", cookie: None }];
    for name in ["carla.redattrice", "dario.moderatore", "elena.amministratrice", "marco.centino", INSIDE[0], INSIDE[1]]
    {
        let form =
            SignInForm { email: format!("{name}@example.org"), password: PASSWORD.to_owned(), shared: String::new() };
        let session = library.portal.sign_in(form, &Visit::default()).await.unwrap();
        all.push(Asker { name, cookie: Some(format!("__Host-sid={}", session.token)) });
    }
    all
}

fn has(answer: &Answer, mark: &str) -> bool {
    String::from_utf8_lossy(&answer.body).to_lowercase().contains(&mark.to_lowercase())
}

/// Every address without a part to fill in, and those around the community, its thread, its practice and its theme.
async fn addresses(library: &Library, thread: &str) -> Vec<String> {
    let declared = DECLARED.iter().filter(|one| one.get.is_some() && !one.address.contains('{'));
    let mut all: Vec<String> = declared.map(|one| one.address.to_owned()).collect();
    all.extend(library.addresses().await);
    for own in ["/comunita/nascosta", "/comunita/nascosta/persone", "/comunita/nascosta/modifica"] {
        all.push(own.to_owned());
    }
    all.push(thread.to_owned());
    let practice = library.portal.practice_by_uid(&Viewer::Operator, Locale::Italian, "prac-nascosta").await.unwrap();
    for end in ["", "/dossier", "/scarica.json", "/scarica.md"] {
        all.push(format!("/pratiche/{}{end}", practice.slug));
    }
    all.push("/files/doc-nascosta/atto.pdf".to_owned());
    all.push("/api/v1/practices/prac-nascosta".to_owned());
    all.push(paths::theme(Locale::Italian, "appalti"));
    all.push("/iscritti/member-bruno-rappresentante".to_owned());
    all.push("/comunita?theme=appalti".to_owned());
    all.push("/discussioni?su=community:com-nascosta".to_owned());
    all
}

#[test]
fn ac_001_1_a_private_community_and_what_is_in_it_is_nowhere_for_who_does_not_belong_to_it() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let library = Library::new().await;
        let before = counts(&library).await;
        hide(&library).await;
        assert_eq!(counts(&library).await, before, "no number tells of it");
        let kept = library.portal.store().kept_threads(&[domain::Uid::parse("thr-nascosta").unwrap()]).await.unwrap();
        let thread = paths::thread(Locale::Italian, &kept[0].address().to_string());
        let all = addresses(&library, &thread).await;
        for asker in askers(&library).await {
            let mut found = Vec::new();
            for address in &all {
                let answer = asker.get(&library, address).await;
                found.extend(MARKS.iter().filter(|mark| has(&answer, mark)).map(|mark| (*mark, address.clone())));
            }
            for mark in MARKS {
                let query = form_urlencoded::Serializer::new(String::new()).append_pair("q", mark).finish();
                for search in [format!("/cerca?{query}"), format!("/api/v1/search?{query}")] {
                    let answer = asker.get(&library, &search).await;
                    assert_eq!(answer.status, 200, "{} {search}", asker.name);
                    // What was searched for stands in the answer; what would be found is told by the other words.
                    let others = MARKS.iter().filter(|other| **other != mark && has(&answer, other));
                    found.extend(others.map(|other| (*other, search.clone())));
                }
            }
            if asker.is_inside() {
                let own: Vec<_> = found.iter().map(|(mark, _)| *mark).collect();
                for mark in MARKS {
                    assert!(own.contains(&mark), "{} does not find {mark}: {found:?}", asker.name);
                }
            } else {
                if asker.name == "carla.redattrice" {
                    found.retain(|(mark, _)| !OF_THE_PRACTICE.contains(mark));
                }
                assert!(found.is_empty(), "{} is told of it: {found:?}", asker.name);
            }
        }
    });
}

/// What the portal counts for visitors.
async fn counts(library: &Library) -> String {
    let portal = &library.portal;
    let themes = portal.themes(&Viewer::Visitor, Locale::Italian).await.unwrap();
    let home = portal.counts(&Viewer::Visitor).await.unwrap();
    let feeds = library.get("/sitemap.xml").await;
    let request = CommunitiesRequest::default();
    let communities = portal.communities(&Viewer::Visitor, Locale::Italian, request).await.unwrap();
    format!("{themes:?} {home:?} {} {}", feeds.text(), communities.total)
}
