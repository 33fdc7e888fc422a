// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The names by which mail programs put the mails of a thread together: always the same for the same thing.

use std::fmt::Write as _;

use super::Period;
use crate::text::Uid;

/// What the head of a mail says of the thread that it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThreadHeaders {
    /// `Message-ID`, with its angle brackets.
    pub message_id: String,
    /// `References`, the thread first; the last one is `In-Reply-To`.
    pub references: Vec<String>,
    /// `List-Id`, with its angle brackets.
    pub list_id: String,
}

/// The head of the mail that tells of a thread.
pub fn headers_of_thread(thread: &Uid, host: &str) -> ThreadHeaders {
    let message_id = named("thread", thread, host);
    ThreadHeaders { message_id, references: Vec::new(), list_id: list_id(thread, host) }
}

/// The head of the mail that tells of a post, by the post that it answers, if any.
pub fn headers_of_post(post: &Uid, thread: &Uid, answered: Option<&Uid>, host: &str) -> ThreadHeaders {
    let mut references = vec![named("thread", thread, host)];
    references.extend(answered.map(|answered| named("post", answered, host)));
    ThreadHeaders { message_id: named("post", post, host), references, list_id: list_id(thread, host) }
}

/// `Message-ID` of the digest of a member.
pub fn digest_message_id(member: &Uid, period: Period, host: &str) -> String {
    format!("<digest-{}.{}@{host}>", period.key(), atom(member))
}

fn named(kind: &str, uid: &Uid, host: &str) -> String {
    format!("<{kind}.{}@{host}>", atom(uid))
}

fn list_id(thread: &Uid, host: &str) -> String {
    format!("<thread-{}.{host}>", atom(thread))
}

/// An identifier with what the head of a mail cannot hold written as `=` and two digits.
fn atom(uid: &Uid) -> String {
    let mut out = String::new();
    for c in uid.as_str().chars() {
        if matches!(c, '.' | ':') {
            write!(out, "={:02X}", u32::from(c)).expect("a text takes more text");
        } else {
            out.push(c);
        }
    }
    out
}
