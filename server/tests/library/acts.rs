// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Every address declares what it does, and answers each kind of viewer as the policy says.

use std::collections::BTreeSet;
use std::path::Path;

use domain::Uid;
use domain::community::{Circle, Community};
use domain::member::{MemberState, Shown};
use domain::policy::{Act, CommunityFacts, MemberFacts, New, On, Refusal, TwinningFacts, Viewer, allows};
use domain::record::Record;
use portal::people::{SignInForm, Visit};
use server::http::acts::{About, DECLARED, Declared};

use crate::bed::Library;

const PASSWORD: &str = "innesto-dimostrazione";

/// The addresses that the sources of the server hand to a router, without their language.
fn in_the_sources() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut folders = vec![
        Path::new(env!("CARGO_MANIFEST_DIR")).join("src/http"),
        Path::new(env!("CARGO_MANIFEST_DIR")).join("src/sign_in"),
    ];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if !path.components().any(|part| part.as_os_str() == "shell") {
                let text = std::fs::read_to_string(&path).unwrap();
                for opening in [".route(\"", "both(router, \""] {
                    for rest in text.split(opening).skip(1) {
                        let address = rest.split('"').next().unwrap();
                        found.insert(app::paths::split(address).1.to_owned());
                    }
                }
            }
        }
    }
    found
}

fn templates() -> BTreeSet<String> {
    let pages = server::http::pages::page_addresses().into_iter();
    let italian = pages.map(|address| app::paths::split(&address).1.to_owned());
    let braces = italian.map(|address| {
        let parts = address.split('/').map(|part| match part.strip_prefix(':') {
            Some(name) => format!("{{{name}}}"),
            None => part.to_owned(),
        });
        parts.collect::<Vec<_>>().join("/")
    });
    braces.collect()
}

#[test]
fn every_address_declares_its_act_and_nothing_else_does() {
    let declared: BTreeSet<String> = DECLARED.iter().map(|one| one.address.to_owned()).collect();
    assert_eq!(declared.len(), DECLARED.len(), "an address is declared twice");
    let mut there: BTreeSet<String> = in_the_sources();
    there.extend(templates());
    // Named by a constant where it is routed.
    there.insert("/accedi/uscita".to_owned());
    assert!(there.len() > 40, "the search for addresses finds them: {there:?}");
    let undeclared: Vec<_> = there.difference(&declared).collect();
    let gone: Vec<_> = declared.difference(&there).collect();
    assert_eq!((undeclared, gone), (Vec::new(), Vec::new()));
}

#[test]
fn every_server_function_is_declared_and_only_reads() {
    let functions: Vec<_> = server_fn::axum::server_fn_paths().collect();
    assert!(!functions.is_empty());
    for (path, method) in functions {
        assert_eq!(
            method,
            http::Method::GET,
            "{path}: a function that changes something must be declared with its act"
        );
        assert!(DECLARED.iter().any(|one| one.address == path), "{path}");
    }
}

/// Who asks: the name in the demonstration, the session's cookie, and who that is to the policy.
struct Asker {
    name: &'static str,
    cookie: Option<String>,
    viewer: Viewer,
}

async fn askers(library: &Library) -> Vec<Asker> {
    let mut all = vec![Asker { name: "a visitor", cookie: None, viewer: Viewer::Visitor }];
    for name in
        ["ada.funzionaria", "bruno.rappresentante", "carla.redattrice", "dario.moderatore", "elena.amministratrice"]
    {
        let form =
            SignInForm { email: format!("{name}@example.org"), password: PASSWORD.to_owned(), shared: String::new() };
        let session = library.portal.sign_in(form, &Visit::default()).await.unwrap();
        let present = library.portal.session(&session.token).await.unwrap().unwrap();
        let cookie = Some(format!("__Host-sid={}", session.token));
        all.push(Asker { name, cookie, viewer: present.viewer });
    }
    all
}

/// The twinning of the demonstration that the addresses name.
fn tosca() -> TwinningFacts {
    let lines = include_str!("../../demo/twinnings.jsonl").lines();
    let records = lines.map(|line| Record::read(line).unwrap().record);
    let mut twinnings = records.filter_map(|record| match record {
        Record::Twinning(twinning) if twinning.uid.as_str() == "twin-tosca" => Some(twinning),
        _ => None,
    });
    TwinningFacts::from(twinnings.next().unwrap().as_ref())
}

/// The community of the demonstration that the addresses name.
fn sua() -> CommunityFacts {
    let lines = include_str!("../../demo/communities.jsonl").lines();
    let (mut community, mut belongings) = (None::<Community>, Vec::new());
    for record in lines.map(|line| Record::read(line).unwrap().record) {
        match record {
            Record::Community(one) if one.uid.as_str() == "com-sua" => community = Some(*one),
            Record::Belonging(one) if one.community.as_str() == "com-sua" => belongings.push(*one),
            _ => {}
        }
    }
    community.unwrap().facts(&Circle::of(belongings))
}

/// The thing that reading an address is about, for who asks.
fn thing(declared: &Declared, viewer: &Viewer) -> On {
    let member = |uid: Uid| MemberFacts { member: uid, state: MemberState::Active, shown: Shown::default() };
    match declared.about {
        About::Portal => On::Portal,
        About::OwnAccount => {
            let own = viewer.acting().map(|acting| acting.member.clone());
            On::Member(member(own.unwrap_or_else(|| Uid::parse("nobody").unwrap())))
        }
        About::NewPractice => On::New(New::Practice, None),
        About::Twinning => On::Twinning(tosca()),
        About::Community => On::Community(sua()),
        About::NewCommunity => On::New(New::Community, None),
        About::Advert
        | About::Contact
        | About::Collection
        | About::SavedSearch
        | About::Nobody
        | About::Practice
        | About::Member
        | About::Organisation
        | About::Thread
        | About::Taxonomy => On::Taxonomy,
    }
}

#[test]
fn each_page_answers_each_viewer_as_the_policy_says() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let library = Library::new().await;
        library.portal.set_demo_passwords(PASSWORD).await.unwrap();
        let pages = templates();
        for asker in askers(&library).await {
            for declared in DECLARED.iter().filter(|one| pages.contains(one.address)) {
                let Some(act) = declared.get else { continue };
                let wanted = match allows(&asker.viewer, act, &thing(declared, &asker.viewer)) {
                    Ok(()) => vec![200, 410],
                    Err(Refusal::SignInFirst | Refusal::ConfirmFirst) => vec![303],
                    Err(Refusal::NotVisible | Refusal::NotAllowed) => vec![404],
                };
                let Some(address) = filled(declared.address, &library).await else { continue };
                for address in [address.clone(), app::paths::in_locale(domain::Locale::English, &address)] {
                    let headers: Vec<(&str, &str)> =
                        asker.cookie.iter().map(|cookie| ("cookie", cookie.as_str())).collect();
                    let answer = library.ask("GET", &address, &headers, "").await;
                    assert!(
                        wanted.contains(&answer.status) || is_sent_on(declared.address, answer.status),
                        "{} reads {address}: {} instead of {wanted:?}",
                        asker.name,
                        answer.status
                    );
                    let kept = answer.header("cache-control");
                    assert!(asker.cookie.is_none() || kept.contains("no-store"), "{} {address}: {kept}", asker.name);
                }
            }
        }
    });
}

/// Pages of signing in lead on whoever has nothing to do there.
fn is_sent_on(address: &str, status: u16) -> bool {
    address.starts_with("/accedi/") && status == 303
}

/// An address that exists, or nothing where the demonstration has no such thing.
async fn filled(template: &str, library: &Library) -> Option<String> {
    let value = match template {
        "/amministrazione/posta/{id}" => return None,
        "/raccolte/{uid}" => return None,
        "/inviti/{uid}" => return None,
        "/scrivania/raccolte" | "/scrivania/ricerche" => String::new(),
        // The demonstration has nothing that is being written.
        address if address.starts_with("/scrivania/") || address.starts_with("/redazione/") => return None,
        // Which thread it is about, the tests of threads say.
        address if address.starts_with("/discussioni/{address}") => return None,
        // Which thread it is about, the tests of moderation say.
        "/segnala/{kind}/{uid}" => return None,
        // Only its own body changes an advert and sees who fits it, and nobody of it asks here.
        "/cerco-offro/{uid}/modifica" | "/cerco-offro/{uid}/abbinamenti" => return None,
        "/pratiche/{slug}/chi-la-cerca" => return None,
        "/cerco-offro/{uid}" => "adv-caposele-formazione".to_owned(),
        "/pratiche/nuova" => String::new(),
        address if address.starts_with("/pratiche/") => library.practice().await,
        // The twinning of the source document has no plan.
        "/gemellaggi/{slug}/piano/passi/{step}" => return None,
        address if address.starts_with("/gemellaggi/") => "tos-ca".to_owned(),
        address if address.starts_with("/comunita/") => "sua".to_owned(),
        address if address.starts_with("/enti/") => "comune-di-firenze".to_owned(),
        address if address.starts_with("/temi/") => "e-learning".to_owned(),
        address if address.starts_with("/aiuto/") => server::commands::help_texts()[0].slug.clone(),
        _ => "member-ada-funzionaria".to_owned(),
    };
    let names = ["{slug}", "{uid}", "{token}"];
    let filled = names.iter().fold(template.to_owned(), |address, name| address.replace(name, &value));
    Some(filled.replace("{part}", "testi"))
}

#[test]
fn a_visitor_may_do_no_act_of_a_form_but_those_for_everybody() {
    let open = [Act::Read, Act::AskForCorrection];
    for declared in DECLARED {
        for act in declared.post.iter().filter(|act| !open.contains(act)) {
            let answer = allows(&Viewer::Visitor, *act, &thing(declared, &Viewer::Visitor));
            assert_eq!(answer, Err(Refusal::SignInFirst), "{} {act}", declared.address);
        }
    }
}
