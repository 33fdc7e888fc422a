// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Twinnings in several states, full of words that stand nowhere else, and who asks for them.

use std::io::Cursor;

use domain::event::Event;
use domain::policy::{Act, NoticeFacts, On, Publicity, TwinningFacts, Viewer, allows};
use domain::record::Record;
use domain::twinning::{Twinning, TwinningState};
use domain::{Email, Locale};
use portal::people::{SignInForm, Visit};
use serde_json::{Value, json};

use crate::bed::{Answer, Library, PRACTICE};

pub const OFFERS: &str = "org-prova-alfa";
pub const RECEIVES: &str = "org-prova-beta";
pub const SLUG_OF_OFFERS: &str = "comune-di-provalfa";
pub const SLUG_OF_RECEIVES: &str = "comune-di-provabeta";
pub const THEME: &str = "prove-riservate";
const ELSEWHERE: &str = "org-prova-gamma";
const PASSWORD: &str = "innesto-dimostrazione";

/// A twinning with the words by which it is recognised in an answer.
pub struct Case {
    pub uid: &'static str,
    /// Its address as it is now.
    pub slug: String,
    /// Stands in its title and texts, and is searched for.
    pub word: &'static str,
    /// Stands in its title and texts, and is never typed.
    pub mark: &'static str,
    /// Stands in what belongs to its parties alone.
    pub private: &'static str,
    record: Twinning,
    meeting: Event,
}

impl Case {
    pub fn lets(&self, viewer: &Viewer, act: Act) -> bool {
        allows(viewer, act, &On::Twinning(TwinningFacts::from(&self.record))).is_ok()
    }

    pub fn is_read_by(&self, viewer: &Viewer) -> bool {
        self.lets(viewer, Act::Read)
    }

    /// Whether the policy shows the viewer what is for the parties: a meeting of theirs.
    pub fn is_of(&self, viewer: &Viewer) -> bool {
        let facts = NoticeFacts::from(&self.meeting).within(&TwinningFacts::from(&self.record));
        allows(viewer, Act::Read, &On::Event(facts)).is_ok()
    }

    pub fn is_out(&self) -> bool {
        TwinningFacts::from(&self.record).publicity != Publicity::Draft
    }

    pub fn is_examined(&self) -> bool {
        self.record.state == TwinningState::PrerequisitesCheck
    }

    pub fn is_given_up(&self) -> bool {
        matches!(self.record.state, TwinningState::Declined | TwinningState::Cancelled)
    }
}

/// Whether a word stands in an answer, however it is written.
pub fn has(answer: &Answer, word: &str) -> bool {
    String::from_utf8_lossy(&answer.body).to_lowercase().contains(&word.to_lowercase())
}

/// Uid, state, audience; the word, the mark, what is private.
type Drawn = [&'static str; 6];

const DRAWN: [Drawn; 5] = [
    ["tw-prova-1", "proposal", "public", "zimbrone", "Quarzabile", "Tantalide"],
    ["tw-prova-2", "prerequisites_check", "public", "tralfinato", "Obeliscardo", "Vanadiolo"],
    ["tw-prova-3", "running", "members", "merovinco", "Cantabriccio", "Renioide"],
    ["tw-prova-4", "running", "public", "fravolone", "Dulcimarra", "Iridiosa"],
    ["tw-prova-5", "cancelled", "public", "gosmarile", "Brumaldina", "Osmiride"],
];

fn twinning([uid, state, audience, word, mark, private]: Drawn) -> Value {
    json!({
        "type": "twinning", "uid": uid, "title": format!("{mark} {word}"), "acronym": format!("Sigla {uid}"),
        "language": "it", "state": state, "audience": audience, "themes": [THEME], "created_by": "m-prova-guida",
        "object": format!("Si porta {word}, detto {mark}, da un ente all'altro."), "reason": format!("Perché {mark}"),
        "parties": [
            {"organisation": OFFERS, "role": "offering"},
            {"organisation": RECEIVES, "role": "recipient"}],
        "models": [{"uid": "m", "title": format!("Modello {mark}"), "offering": [OFFERS], "recipients": [RECEIVES],
            "practice": PRACTICE}],
        "checks": [{"kind": "validity", "answer": "yes", "note": format!("Verificato: {mark}")}],
        "steps": [{"uid": "s1", "title": format!("Attività {mark}"), "stretch": "adapt", "start": "2026-01-10",
            "due": "2026-02-10", "state": "blocked", "reason": format!("Ferma: {private}")}],
        "agreements": [{"act": format!("Delibera {mark}"), "signed_on": "2026-01", "months": 60, "cost": 0}],
        "acceptances": [{"organisation": OFFERS, "reply": "accepted", "note": format!("Detto: {private}")}],
        "history": [{"at": 1, "deed": "proposed", "note": format!("Fatto: {private}")}],
    })
}

fn meeting([uid, .., private]: Drawn) -> Value {
    json!({
        "type": "event", "uid": format!("{uid}-incontro"), "title": format!("Incontro {private}"), "language": "it",
        "kind": "workshop", "starts_at": "2026-09-24T10:00+02:00[Europe/Rome]",
        "ends_at": "2026-09-24T12:00+02:00[Europe/Rome]", "place": "Sala riunioni", "organiser": OFFERS,
        "twinning": uid, "audience": "parties",
    })
}

/// A file for the parties alone.
fn document([uid, .., private]: Drawn) -> Value {
    json!({
        "type": "document", "uid": format!("{uid}-verbale"), "twinning": uid, "title": format!("Verbale {private}"),
        "kind": "document", "licence": "CC-BY-4.0", "audience": "parties",
        "file": {"sha256": "a".repeat(64), "name": "verbale.txt", "kind": "text", "size": 9, "at": 1},
    })
}

fn organisation(uid: &str, name: &str) -> Value {
    json!({"type": "organisation", "uid": uid, "name": name, "kind": "municipality", "region": "09"})
}

fn member(name: &str, fields: &Value) -> Value {
    let mut line = json!({"type": "member", "uid": format!("m-prova-{name}"), "first_name": "Prova",
        "last_name": name, "email": address(name), "job_title": "Funzionaria", "member_type": "official",
        "locale": "it", "state": "active", "joined_on": "2026-03-02", "demo": true});
    line.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
    line
}

fn address(name: &str) -> String {
    format!("prova.{name}@example.org")
}

fn acting(name: &str, organisation: &str, role: &str) -> Value {
    member(
        name,
        &json!({"memberships": [{"organisation": organisation, "role": role, "state": "active",
        "verified_by": "administrator", "since": "2026-03-02"}]}),
    )
}

fn people() -> [Value; 7] {
    [
        acting("altrove", ELSEWHERE, "editor"),
        acting("offre", OFFERS, "contributor"),
        acting("riceve", RECEIVES, "editor"),
        member("guida", &json!({})),
        member("modera", &json!({"roles": ["moderator"]})),
        member("valuta", &json!({"roles": ["reviewer"]})),
        member("amministra", &json!({"roles": ["administrator"]})),
    ]
}

/// Brings the twinnings in, with all that they name.
pub async fn cases(library: &Library) -> Vec<Case> {
    let label = json!({"it": "Prove riservate", "en": "Private trials"});
    let mut lines = vec![
        json!({"type": "theme", "uid": THEME, "name": label, "description": label}),
        organisation(OFFERS, "Comune di Provalfa"),
        organisation(RECEIVES, "Comune di Provabeta"),
        organisation(ELSEWHERE, "Comune di Provagamma"),
    ];
    lines.extend(people());
    for drawn in DRAWN {
        lines.extend([twinning(drawn), meeting(drawn), document(drawn)]);
    }
    let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
    let imported = library.portal.import(Cursor::new(text), |_| {}).await.unwrap();
    assert_eq!(imported.refused, 0);
    library.portal.run_pending_work().await.unwrap();
    library.portal.set_demo_passwords(PASSWORD).await.unwrap();
    let mut cases = Vec::new();
    for drawn in DRAWN {
        cases.push(case(library, drawn).await);
    }
    cases
}

async fn case(library: &Library, drawn: Drawn) -> Case {
    let [uid, _, _, word, mark, private] = drawn;
    let (Record::Twinning(record), Record::Event(meeting)) = (read(&twinning(drawn)), read(&meeting(drawn))) else {
        unreachable!("a twinning and an event")
    };
    let kept = library.portal.twinning_by_uid(&Viewer::Operator, Locale::Italian, uid).await.unwrap();
    Case { uid, slug: kept.slug, word, mark, private, record: *record, meeting: *meeting }
}

fn read(line: &Value) -> Record {
    Record::read(&line.to_string()).unwrap().record
}

/// Who asks, in a browser and by a program.
pub struct Asker {
    pub name: &'static str,
    /// Who that is to the policy, in a browser.
    pub viewer: Viewer,
    /// The same for a program.
    pub program: Viewer,
    cookie: Option<String>,
    bearer: Option<String>,
}

impl Asker {
    /// What a browser gets.
    pub async fn get(&self, library: &Library, address: &str) -> Answer {
        let headers: Vec<(&str, &str)> = self.cookie.iter().map(|cookie| ("cookie", cookie.as_str())).collect();
        library.ask("GET", address, &headers, "").await
    }

    /// What a program gets.
    pub async fn by_token(&self, library: &Library, address: &str) -> Answer {
        let headers: Vec<(&str, &str)> = self.bearer.iter().map(|token| ("authorization", token.as_str())).collect();
        library.ask("GET", address, &headers, "").await
    }

    /// The headers of a request that comes from a page of ours.
    pub fn headers_of_ours(&self) -> Vec<(&str, &str)> {
        let cookie = self.cookie.iter().map(|cookie| ("cookie", cookie.as_str()));
        cookie.chain([("sec-fetch-site", "same-origin")]).collect()
    }
}

/// A visitor, an official of another body, an official and an editor of two parties, the coordinator, and the three
/// offices.
pub async fn askers(library: &Library) -> Vec<Asker> {
    let visitor = Viewer::Visitor;
    let mut all =
        vec![Asker { name: "visitor", viewer: visitor.clone(), program: visitor, cookie: None, bearer: None }];
    for name in ["altrove", "offre", "riceve", "guida", "modera", "valuta", "amministra"] {
        let form = SignInForm { email: address(name), password: PASSWORD.to_owned(), shared: String::new() };
        let session = library.portal.sign_in(form, &Visit::default()).await.unwrap();
        let present = library.portal.session(&session.token).await.unwrap().unwrap();
        let token = library.portal.create_token(&Email::parse(&address(name)).unwrap()).await.unwrap();
        all.push(Asker {
            name,
            viewer: present.viewer,
            program: library.portal.by_token(&token).await.unwrap().unwrap(),
            cookie: Some(format!("__Host-sid={}", session.token)),
            bearer: Some(format!("Bearer {token}")),
        });
    }
    all
}
