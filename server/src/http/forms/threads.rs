// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Threads and posts: begun, answered, changed, taken back, marked, thanked for. A preview, a search for people and one
//! for similar threads are steps of the same forms, which send nothing.

use app::paths;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::post;
use domain::post::Reaction;
use domain::thread::ThreadDeed;
use portal::Error;
use portal::form::FormError;
use portal::talking::{BeginForm, EditForm, MarkForm, ReplyForm, Say};

use super::{Posted, both, documents};
use crate::http::Served;

pub(super) fn routes(router: Router<Served>) -> Router<Served> {
    let router = both(router, "/discussioni/nuova", || post(begin));
    let router = both(router, "/discussioni/{address}", || post(thread));
    let router = both(router, "/discussioni/{address}/modifica", || post(edit));
    both(router, "/discussioni/{address}/interventi/{position}", || post(one))
}

/// A post that names no form of its page, such as one of an older version of it: the page again.
fn no_such_form() -> FormError {
    FormError::Portal(Error::NotFound)
}

/// Whether the form takes a step on the way, which sends nothing.
fn is_step(post: &Posted) -> bool {
    !post.value("mention").is_empty() || matches!(post.value("action").as_str(), "preview" | "find" | "similar")
}

fn edited(post: &Posted) -> EditForm {
    EditForm { title: post.value("title"), body: post.value("body"), version: post.value("version") }
}

async fn begin(post: Posted) -> Response {
    if is_step(&post) {
        return post.again().await;
    }
    let form = BeginForm {
        about: post.value("about"),
        title: post.value("title"),
        body: post.value("body"),
        kind: post.value("kind"),
        audience: post.value("audience"),
        writers: post.value("writers"),
        seen: post.value("seen"),
        key: post.value("key"),
    };
    match post.served.portal.begin_thread(&post.by.viewer, post.locale, form).await {
        Ok(written) => {
            let done = if written.waits { "begun_waits" } else { "begun" };
            post.done(&format!("{}?done={done}", paths::thread(post.locale, &written.address)))
        }
        Err(error) => post.refuse(error).await,
    }
}

/// The forms on the page of a thread: the next post, its end, and what is done to one of its posts with one click.
async fn thread(Path(address): Path<String>, post: Posted) -> Response {
    if is_step(&post) {
        return post.again().await;
    }
    let action = post.value("action");
    match action.as_str() {
        "reply" => reply(&address, post).await,
        "close" => {
            let conclusions = post.value("conclusions");
            lead(&address, ThreadDeed::Close, conclusions, post).await
        }
        "reopen" => lead(&address, ThreadDeed::Reopen, String::new(), post).await,
        deed => click(&address, deed, post).await,
    }
}

async fn reply(address: &str, post: Posted) -> Response {
    let form = ReplyForm { body: post.value("body"), answers: post.value("answers"), key: post.value("key") };
    match post.served.portal.reply_in_thread(&post.by.viewer, address, form).await {
        Ok(written) => {
            let there = paths::post(post.locale, &written.address, written.position.unwrap_or(1));
            post.done(&told(&there, if written.waits { "waits" } else { "posted" }))
        }
        Err(error) => post.refuse(error).await,
    }
}

/// An address that says what was done, before the place in its page.
fn told(address: &str, done: &str) -> String {
    let (page, place) = address.split_once('#').unwrap_or((address, ""));
    let sign = if page.contains('?') { '&' } else { '?' };
    format!("{page}{sign}done={done}#{place}")
}

async fn lead(address: &str, deed: ThreadDeed, conclusions: String, post: Posted) -> Response {
    let outcome = post.served.portal.lead_thread(&post.by.viewer, address, deed, conclusions).await;
    let done = if deed == ThreadDeed::Close { "closed" } else { "reopened" };
    post.answer(outcome, done).await
}

/// What a button below a post does; then one stands at that post again.
async fn click(address: &str, deed: &str, post: Posted) -> Response {
    let Ok(position) = post.value("post").parse::<u32>() else { return post.refuse(no_such_form()).await };
    let (portal, viewer, at) = (&post.served.portal, &post.by.viewer, (address, position));
    let (outcome, done) = match deed.split_once(':') {
        None if deed == "accept" => (portal.accept_answer(viewer, at, Say::Yes).await, "accepted"),
        None if deed == "unaccept" => (portal.accept_answer(viewer, at, Say::No).await, "unaccepted"),
        Some((say, code)) => match (say, Reaction::from_code(code)) {
            ("give", Some(reaction)) => (portal.react_to_post(viewer, at, reaction, Say::Yes).await, "said"),
            ("take", Some(reaction)) => (portal.react_to_post(viewer, at, reaction, Say::No).await, "said"),
            _ => (Err(no_such_form()), ""),
        },
        None => (Err(no_such_form()), ""),
    };
    match outcome {
        Ok(()) => post.done(&told(&paths::post(post.locale, address, position), done)),
        Err(error) => post.refuse(error).await,
    }
}

/// The forms of a thread that one began.
async fn edit(Path(address): Path<String>, post: Posted) -> Response {
    if is_step(&post) {
        return post.again().await;
    }
    let (portal, viewer) = (&post.served.portal, &post.by.viewer);
    let outcome = match post.value("action").as_str() {
        "save" => {
            let written = portal.edit_thread(viewer, &address, edited(&post)).await;
            written.map(|written| (written.address, if written.waits { "edited_waits" } else { "edited" }))
        }
        "withdraw" => portal.withdraw_thread(viewer, &address).await.map(|()| (address.clone(), "withdrawn")),
        _ => Err(no_such_form()),
    };
    match outcome {
        Ok((there, done)) => post.done(&told(&format!("{}#contenuto", paths::thread(post.locale, &there)), done)),
        Err(error) => post.refuse(error).await,
    }
}

/// The forms on the page of a post, those of its documents among them.
async fn one(Path((address, position)): Path<(String, String)>, post: Posted) -> Response {
    if is_step(&post) {
        return post.again().await;
    }
    let Ok(position) = position.parse::<u32>() else { return post.refuse(no_such_form()).await };
    if documents::is_ours(&post.value("action")) {
        return documents::act_on_post(post, &address, position).await;
    }
    let (portal, viewer, at) = (&post.served.portal, &post.by.viewer, (address.as_str(), position));
    let (outcome, done) = match post.value("action").as_str() {
        "save" => match portal.edit_post(viewer, at, edited(&post)).await {
            Ok(written) => (Ok(()), if written.waits { "edited_waits" } else { "edited" }),
            Err(error) => (Err(error), ""),
        },
        "withdraw" => (portal.withdraw_post(viewer, at).await, "withdrawn"),
        "mark" => {
            let form = MarkForm {
                kind: post.value("kind"),
                owner: post.value("owner"),
                due: post.value("due"),
                plan: post.value("plan"),
            };
            (portal.mark_post(viewer, at, form).await, "marked")
        }
        _ => (Err(no_such_form()), ""),
    };
    match outcome {
        Ok(()) => post.done(&told(&paths::post(post.locale, &address, position), done)),
        Err(error) => post.refuse(error).await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_done_stands_before_the_place_in_the_page() {
        assert_eq!(told("/discussioni/1-a#intervento-2", "posted"), "/discussioni/1-a?done=posted#intervento-2");
        assert_eq!(
            told("/discussioni/1-a?page=2#intervento-21", "said"),
            "/discussioni/1-a?page=2&done=said#intervento-21"
        );
    }
}
