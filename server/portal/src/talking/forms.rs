// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What the forms of threads and posts send, and what the pages around them show.

use markdown::SafeHtml;

use super::values::{PostLine, Writer};
use crate::cards::Text;

/// A new thread as it was typed.
#[derive(Clone, Debug, Default)]
pub struct BeginForm {
    /// What it is about, as in the address; empty where it is free.
    pub about: String,
    /// Title.
    pub title: String,
    /// Text. Markdown.
    pub body: String,
    /// Code of what it is.
    pub kind: String,
    /// Code of for whom it is; empty for the widest.
    pub audience: String,
    /// Code of who writes; empty for the usual.
    pub writers: String,
    /// Code of who read what is written for all in the community when the form was shown; empty where it is about
    /// something else.
    pub seen: String,
    /// Tells a form that is sent twice from two threads.
    pub key: String,
}

/// What begins with a thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The address of the thread.
    pub address: String,
    /// The position of the post; absent for the beginning of a thread.
    pub position: Option<u32>,
    /// Whether it waits until a moderator has read it.
    pub waits: bool,
}

/// A post or a thread's beginning that is sent.
#[derive(Clone, Debug, Default)]
pub struct ReplyForm {
    /// What is said. Markdown.
    pub body: String,
    /// The position of the post that it answers; empty where it answers the thread.
    pub answers: String,
    /// Tells a form that is sent twice from two posts.
    pub key: String,
}

/// An edit as it was typed.
#[derive(Clone, Debug, Default)]
pub struct EditForm {
    /// The title, of a thread.
    pub title: String,
    /// The text.
    pub body: String,
    /// The version that the page shows.
    pub version: String,
}

/// A mark as it was typed.
#[derive(Clone, Debug, Default)]
pub struct MarkForm {
    /// Code of what the post is; empty to take the mark off.
    pub kind: String,
    /// Identifier of who does it.
    pub owner: String,
    /// The last day.
    pub due: String,
    /// Whether it becomes a step of the plan: `on`.
    pub plan: String,
}

/// The page of one post: to edit, withdraw, mark it.
#[derive(Clone, Debug)]
pub struct PostPage {
    /// The address of its thread.
    pub address: String,
    /// The title of its thread.
    pub title: Text,
    /// The post.
    pub post: PostLine,
    /// Its text as it was typed.
    pub body: String,
    /// The version that the form sends back.
    pub version: u32,
    /// The bodies that can do an action: identifier and name.
    pub owners: Vec<(String, String)>,
    /// Who does it now.
    pub owner: Option<String>,
    /// Address of the twinning that has a plan, for an action.
    pub plan_of: Option<String>,
    /// How many earlier texts there are.
    pub versions: usize,
}

/// The form of a thread that one began.
#[derive(Clone, Debug)]
pub struct ThreadFormPage {
    /// Its address.
    pub address: String,
    /// Its title and text.
    pub title: Text,
    /// Its text as it was typed.
    pub body: String,
    /// The version that the form sends back.
    pub version: u32,
    /// Whether it can be changed now.
    pub may_edit: bool,
    /// Whether it can be taken back now.
    pub may_withdraw: bool,
}

/// What was said at one time.
#[derive(Clone, Debug)]
pub struct VersionLine {
    /// Until when it was said, in seconds since 1970 (UTC); absent for what is said now.
    pub until: Option<i64>,
    /// The title, of a thread.
    pub title: Option<String>,
    /// The text.
    pub html: SafeHtml,
}

/// What was said before.
#[derive(Clone, Debug)]
pub struct HistoryPage {
    /// The address of the thread.
    pub address: String,
    /// Its title.
    pub title: Text,
    /// The position of the post; 0 for the beginning of the thread.
    pub position: u32,
    /// Who wrote it.
    pub writer: Writer,
    /// What was said, the newest first.
    pub versions: Vec<VersionLine>,
}

/// Somebody whom a text can name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Identifier.
    pub uid: String,
    /// First and last name.
    pub name: String,
    /// The organisation on the card, to tell people of one name apart; may be empty.
    pub body: String,
}

impl Named {
    /// What names this person in a text.
    pub fn mention(&self) -> String {
        let name: String = self.name.chars().filter(|c| !matches!(c, '[' | ']' | '\n')).collect();
        format!("@[{name}](member:{})", self.uid)
    }
}
