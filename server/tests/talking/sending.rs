// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Eight programs and somebody at a form write into one thread as fast as they can. Connections break, what was not
//! acknowledged is sent again, and some is sent twice at once: each post is there once, where its answers say, and those of
//! each writer in the order in which they were acknowledged.

use domain::Uid;
use domain::policy::Viewer;
use futures::future::join_all;
use scraper::{Html, Selector};
use serde_json::json;

use crate::bed::{Bed, THREAD, on_both};
use crate::wire::{Answer, Broken, Request};

/// How many programs write.
const PROGRAMS: usize = 8;
/// How many posts each of them writes, and so does who fills in the form.
const EACH: usize = 25;
/// How often something is sent until it is acknowledged, at most.
const TRIES: usize = 50;
/// Who fills in the form.
const AT_THE_FORM: &str = "modulo";

/// Somebody who writes.
struct Writer {
    name: String,
    way: Way,
}

/// How somebody writes.
enum Way {
    Program { token: String },
    Form { cookie: String, page: String },
}

/// A post of which its writer knows that it is there.
struct Acknowledged {
    text: String,
    position: u32,
}

impl Writer {
    /// What is sent for one post: with a key of the program's own, or with that of the form that the page shows.
    async fn request(&self, bed: &Bed, number: usize, text: &str) -> Request {
        match &self.way {
            Way::Program { token } => {
                let (bearer, key) = (format!("Bearer {token}"), format!("{}-{number}", self.name));
                let kind = ("content-type", "application/json");
                let headers = [("authorization", bearer.as_str()), ("idempotency-key", key.as_str()), kind];
                let path = format!("/api/v1/threads/{THREAD}/posts");
                Request::new("POST", &path, &headers, json!({"body": text}).to_string())
            }
            Way::Form { cookie, page } => {
                let cookie = ("cookie", cookie.as_str());
                let shown = Request::new("GET", page, &[cookie], String::new()).send(bed.address).await;
                let key = key_in(&shown);
                let pairs = [("action", "reply"), ("body", text), ("key", key.as_str())];
                let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
                let kind = ("content-type", "application/x-www-form-urlencoded");
                Request::new("POST", page, &[cookie, kind, ("sec-fetch-site", "same-origin")], body)
            }
        }
    }
}

/// The key of the form on the page of a thread.
fn key_in(page: &Answer) -> String {
    assert_eq!(page.status, 200, "{}", page.body);
    let field = Selector::parse("form input[name=key]").unwrap();
    let html = Html::parse_document(&page.body);
    html.select(&field).next().unwrap().value().attr("value").unwrap().to_owned()
}

/// Sends the same until it is acknowledged; gives all that the answer says.
async fn acknowledged(bed: &Bed, request: &Request) -> (String, String) {
    for _ in 0..TRIES {
        let answer = request.send(bed.address).await;
        match answer.status {
            201 | 303 => return (answer.header("location").to_owned(), answer.body),
            // Too much at once: later, with the same key.
            503 => {}
            status => panic!("{status}: {}", answer.body),
        }
    }
    panic!("it was never acknowledged");
}

/// Sends one post in one of five ways; gives where it stands.
async fn sent(bed: &Bed, request: &Request, way: usize) -> u32 {
    let breaks = match way {
        1 => Some(Broken::BeforeBody),
        2 => Some(Broken::InBody),
        3 => Some(Broken::BeforeAnswer),
        _ => None,
    };
    if let Some(at) = breaks {
        request.send_broken(bed.address, at).await;
    }
    let (location, body) = acknowledged(bed, request).await;
    if way == 3 {
        assert_eq!(acknowledged(bed, request).await, (location.clone(), body), "once more");
    }
    position(&location)
}

/// The same of what is sent twice at once, on two connections.
async fn sent_twice(bed: &Bed, request: &Request) -> u32 {
    let (one, other) = tokio::join!(acknowledged(bed, request), acknowledged(bed, request));
    assert_eq!(one, other, "two connections, one post");
    position(&one.0)
}

fn position(location: &str) -> u32 {
    let (_, position) = location.rsplit_once("#intervento-").unwrap_or_else(|| panic!("{location:?}"));
    position.parse().unwrap()
}

/// Writes one post after the other: the next one when the last one is acknowledged.
async fn writes(bed: &Bed, writer: &Writer) -> Vec<Acknowledged> {
    let mut all = Vec::new();
    for number in 0..EACH {
        let text = format!("Intervento {number} di {}.", writer.name);
        let request = writer.request(bed, number, &text).await;
        let position = match number % 5 {
            4 => sent_twice(bed, &request).await,
            way => sent(bed, &request, way).await,
        };
        all.push(Acknowledged { text, position });
    }
    all
}

async fn writers(bed: &Bed, programs: &[String]) -> Vec<Writer> {
    let mut all = Vec::new();
    for name in programs {
        all.push(Writer { name: name.clone(), way: Way::Program { token: bed.token(name).await } });
    }
    let page = format!("/discussioni/{}", bed.thread().await.address());
    let way = Way::Form { cookie: bed.cookie(AT_THE_FORM).await, page };
    all.push(Writer { name: AT_THE_FORM.to_owned(), way });
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_sent_over_connections_that_break_is_there_once_and_in_the_order_of_its_acknowledgements() {
    let programs: Vec<String> = (1..=PROGRAMS).map(|number| format!("programma-{number}")).collect();
    let members = [programs.as_slice(), &[AT_THE_FORM.to_owned()]].concat();
    on_both(&members, async |bed| {
        let writers = writers(bed, &programs).await;
        let told = join_all(writers.iter().map(|writer| writes(bed, writer))).await;
        let kept = bed.portal.store().posts(&Viewer::Operator, &bed.thread().await, 1..=10_000).await.unwrap();
        let positions: Vec<u32> = kept.iter().map(|one| one.position).collect();
        let all: u32 = ((PROGRAMS + 1) * EACH).try_into().unwrap();
        assert_eq!(positions, (1..=all).collect::<Vec<u32>>(), "one for each key, and no place is left out");
        for (writer, told) in writers.iter().zip(told) {
            let author = Some(Uid::parse(&writer.name).unwrap());
            let own = kept.iter().filter(|one| one.record.author == author);
            let own: Vec<(&str, u32)> = own.map(|one| (one.record.body.as_str(), one.position)).collect();
            let told: Vec<(&str, u32)> = told.iter().map(|one| (one.text.as_str(), one.position)).collect();
            assert_eq!(own, told, "{}", writer.name);
        }
    })
    .await;
}
