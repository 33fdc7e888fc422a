// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What is sent twice is written once: the keys by which a post is known when it comes again.

use crate::text::Uid;

/// The longest key, in characters.
pub const KEY_MAX: usize = 200;

/// The key that a writer, a form or a program, gives to one thing that is sent: visible ASCII.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct IdempotencyKey(String);

impl IdempotencyKey {
    /// Reads a key; nothing where it is empty, too long or has other characters.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let is_visible = text.chars().all(|one| one.is_ascii_graphic() || one == ' ');
        (!text.is_empty() && text.len() <= KEY_MAX && is_visible).then(|| Self(text.to_owned()))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What is known of an earlier sending with the same key, by the same writer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// What was written by it.
    pub post: Uid,
    /// The thread that it went to.
    pub thread: Uid,
    /// A fingerprint of the text, as it came.
    pub text: String,
}

/// What a sending does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sending {
    /// It is the first one, and is written.
    First,
    /// It was written before, as this post: the same answer again, and nothing is written.
    Again(Uid),
}

/// That a key comes again with something else.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the key was used for {post}")]
pub struct KeyReused {
    /// What was written by it.
    pub post: Uid,
}

/// What comes of a sending to a thread, by what was sent with its key before.
///
/// # Errors
/// The key was used for another text, or in another thread.
pub fn sending(before: Option<&Sent>, thread: &Uid, text: &str) -> Result<Sending, KeyReused> {
    match before {
        None => Ok(Sending::First),
        Some(sent) if sent.thread == *thread && sent.text == text => Ok(Sending::Again(sent.post.clone())),
        Some(sent) => Err(KeyReused { post: sent.post.clone() }),
    }
}
