// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A member of the demonstration content before a running server, who sends what a browser would send.

use std::io::{Read, Write};
use std::net::TcpStream;

use scraper::{Html, Selector};
use serde_json::{Value, json};

use crate::bed::{PATIENCE, Serving};

const PASSWORD: &str = "innesto-dimostrazione";
/// As browsers name it, in the header and between the parts.
const BOUNDARY: &str = "----innesto";

/// Somebody who has signed in.
pub struct Member<'a> {
    serving: &'a Serving,
    cookie: String,
}

/// What came back.
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Answer {
    fn read(stream: &mut TcpStream) -> Self {
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no answer: {text:?}"));
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Self { status, head: head.to_owned(), body: body.to_owned() }
    }

    pub fn page(&self) -> Html {
        Html::parse_document(&self.body)
    }

    /// The words below every element that a selector names.
    pub fn words(&self, selector: &str) -> Vec<String> {
        let page = self.page();
        let wanted = Selector::parse(selector).unwrap();
        page.select(&wanted).map(|found| found.text().collect::<String>()).collect()
    }
}

/// The pairs of a form, or of an address, as they are sent.
pub fn encoded(pairs: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

/// The form with a file: all that comes before its bytes, and all that comes after them.
pub fn around_a_file(title: &str, name: &str) -> (String, String) {
    let words = [
        ("replaces", ""),
        ("title", title),
        ("kind", "document"),
        ("language", "it"),
        ("licence", "CC-BY-4.0"),
        ("audience", "public"),
        ("alt", "Una figura"),
    ];
    let part = |(field, value): &(&str, &str)| {
        format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n")
    };
    let words: String = words.iter().map(part).collect();
    let file = format!("Content-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n");
    let kind = "Content-Type: application/octet-stream\r\n\r\n";
    (format!("{words}--{BOUNDARY}\r\n{file}{kind}"), format!("\r\n--{BOUNDARY}--\r\n"))
}

/// Drafts of the official of the demonstration, each with all that must be there to submit it.
pub fn drafts(count: usize) -> String {
    let text = "Una frase che basta. ".repeat(8);
    let condition = |text: &str| json!({"text": text, "category": "legal", "weight": 1});
    let line = |number: usize| -> Value {
        json!({
            "type": "practice", "uid": draft(number), "title": format!("Pratica con documento {number}"),
            "language": "it", "stage": "draft", "summary": "Una pratica con un documento da cercare.",
            "owner_org": "org-comune-di-firenze", "authors": ["member-ada-funzionaria"], "contact": "Ufficio scuola",
            "themes": ["e-learning"], "practice_kind": "service", "level": "municipal", "region": "09",
            "start_date": "2021", "beneficiaries": ["families"], "problem": text, "solution": text, "failures": text,
            "transfer_potential": text, "evidence": [{"name": "Pasti", "value": "100", "kind": "quantitative"}],
            "resources_financial": {"band": "0"}, "resources_human": {"fte": 0.5}, "resources_time_months": 6,
            "conditions": [condition("Un referente"), condition("Un sito"), condition("Un regolamento")],
        })
    };
    (0..count).map(|number| format!("{}\n", line(number))).collect()
}

/// The identifier of one of these drafts.
pub fn draft(number: usize) -> String {
    format!("pratica-con-documento-{number:03}")
}

impl<'a> Member<'a> {
    pub fn signed_in(serving: &'a Serving, name: &str) -> Self {
        let mut member = Self { serving, cookie: String::new() };
        let email = format!("{name}@example.org");
        let answer = member.post("/accedi", &[("email", &email), ("password", PASSWORD)]);
        assert_eq!(answer.status, 303, "{}", answer.head);
        let cookies = answer.head.lines().filter_map(|line| line.split_once(": "));
        let mut sessions = cookies.filter(|(_, value)| value.starts_with("__Host-sid="));
        let session = sessions.next().and_then(|(_, value)| value.split(';').next()).unwrap();
        session.clone_into(&mut member.cookie);
        member
    }

    pub fn get(&self, path: &str) -> Answer {
        Answer::read(&mut self.begin("GET", path, ""))
    }

    pub fn post(&self, path: &str, pairs: &[(&str, &str)]) -> Answer {
        let body = encoded(pairs);
        let kind = "content-type: application/x-www-form-urlencoded";
        let mut stream = self.begin("POST", path, &format!("{kind}\r\ncontent-length: {}\r\n", body.len()));
        stream.write_all(body.as_bytes()).unwrap();
        Answer::read(&mut stream)
    }

    /// Brings a document to a draft.
    pub fn upload(&self, practice: &str, title: &str, name: &str, file: &[u8]) -> Answer {
        let (before, after) = around_a_file(title, name);
        let mut stream = self.begin_upload(practice, before.len() + file.len() + after.len());
        for part in [before.as_bytes(), file, after.as_bytes()] {
            stream.write_all(part).unwrap();
        }
        Answer::read(&mut stream)
    }

    /// Says that so many bytes of a form with a file will follow.
    pub fn begin_upload(&self, practice: &str, length: usize) -> TcpStream {
        let path = format!("/scrivania/{practice}/documenti/carica");
        let kind = format!("content-type: multipart/form-data; boundary={BOUNDARY}");
        self.begin("POST", &path, &format!("{kind}\r\ncontent-length: {length}\r\n"))
    }

    /// The step of a draft that shows its documents.
    pub fn documents(&self, practice: &str) -> Answer {
        let answer = self.get(&format!("/scrivania/{practice}/documenti"));
        assert_eq!(answer.status, 200, "{practice}: {}", answer.head);
        answer
    }

    /// Sends the form of a page that says which version its reader sees.
    pub fn move_on(&self, path: &str, pairs: &[(&str, &str)]) {
        let page = self.get(path).page();
        let field = Selector::parse("input[name=version]").unwrap();
        let version = page.select(&field).next().and_then(|field| field.value().attr("value")).unwrap();
        let answer = self.post(path, &[pairs, &[("version", version)]].concat());
        assert_eq!(answer.status, 303, "{path}: {}", answer.body);
    }

    /// Sends the head of a request. As of HTTP 1.0, so that the answer ends with the connection and comes in one piece.
    fn begin(&self, method: &str, path: &str, more: &str) -> TcpStream {
        let mut stream = TcpStream::connect(("127.0.0.1", self.serving.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let from = format!("host: 127.0.0.1\r\nsec-fetch-site: same-origin\r\ncookie: {}\r\n", self.cookie);
        stream.write_all(format!("{method} {path} HTTP/1.0\r\n{from}{more}\r\n").as_bytes()).unwrap();
        stream
    }
}
