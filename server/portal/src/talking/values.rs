// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What the pages of threads show, and what their forms send.

use domain::date::Day;
use domain::policy::{Act, Standing, ThreadState, Writers};
use domain::post::{MarkKind, Reaction};
use domain::practice::Audience;
use domain::thread::{Row, ThreadAbout, ThreadKind};
use domain::{Language, Uid};
use jiff::Timestamp;
use markdown::SafeHtml;
pub use store::PlaceKind;

use crate::cards::{Text, ThemeLink};
use crate::documents::DocumentLine;

/// Where a thread stands, for a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Nowhere: it is free.
    Free,
    /// A twinning, by its address.
    Twinning(String, Text),
    /// A practice, by its address.
    Practice(String, Text),
    /// An advert, by its identifier.
    Advert(String, Text),
    /// A community, by its address.
    Community(String, Text),
    /// Something that is gone.
    Gone,
}

/// What a thread is about, as an address says it: `twinning:UID`.
pub fn about_of(place: &str) -> Option<ThreadAbout> {
    let (kind, uid) = place.split_once(':')?;
    let uid = Uid::parse(uid).ok()?;
    Some(match PlaceKind::from_code(kind)? {
        PlaceKind::Twinning => ThreadAbout::Twinning(uid),
        PlaceKind::Practice => ThreadAbout::Practice(uid),
        PlaceKind::Advert => ThreadAbout::Advert(uid),
        PlaceKind::Community => ThreadAbout::Community(uid),
        PlaceKind::Free => return None,
    })
}

/// Whether a question waits for its answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Answered {
    /// Whether or not.
    #[default]
    Either,
    /// Only those without an answer.
    NotYet,
}

/// What a list of threads is asked for; what is not understood is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ThreadsRequest {
    /// What they are about.
    pub about: Option<ThreadAbout>,
    /// Which kind of thing.
    pub place: Option<PlaceKind>,
    /// What they are.
    pub kind: Option<ThreadKind>,
    /// The theme of what they are about, by its address.
    pub theme: Option<String>,
    /// Whether only open questions are wanted.
    pub answered: Answered,
    /// The page, from 1.
    pub page: u32,
}

/// Who wrote something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Writer {
    /// The name, where the reader may know it.
    pub name: Option<String>,
    /// The identifier, where the reader may see the profile.
    pub uid: Option<String>,
}

/// A thread in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThreadLine {
    /// Stable identifier.
    pub uid: String,
    /// Its address: the number and the slug.
    pub address: String,
    /// Its title; empty where it was withdrawn.
    pub title: Text,
    /// What it is.
    pub kind: ThreadKind,
    /// Where it stands.
    pub state: ThreadState,
    /// Whether it is shown.
    pub standing: Standing,
    /// Whether it stays at the top.
    pub pinned: bool,
    /// Whether it has an accepted answer.
    pub answered: bool,
    /// Where it belongs.
    pub place: Place,
    /// When it began, in seconds since 1970 (UTC).
    pub at: i64,
    /// When somebody wrote in it last, in seconds since 1970 (UTC).
    pub last_at: i64,
    /// How many posts are shown.
    pub posts: u64,
    /// How many people take part (AC-003-3).
    pub participants: u64,
    /// How many posts the reader has not read, at most a hundred; 0 for visitors.
    pub unread: u32,
    /// The position of the first of them.
    pub first_unread: Option<u32>,
    /// Whether it is invented, for demonstration.
    pub demo: bool,
}

/// A list of threads.
#[derive(Clone, Debug)]
pub struct ThreadsPage {
    /// What was asked, as it was understood.
    pub request: ThreadsRequest,
    /// Where the one thing is that they are about.
    pub place: Option<Place>,
    /// Those of this page.
    pub lines: Vec<ThreadLine>,
    /// How many there are.
    pub total: u64,
    /// How many on one page.
    pub per_page: u32,
    /// The themes that narrow the list.
    pub themes: Vec<ThemeLink>,
    /// How many there are in each kind of place.
    pub by_place: Vec<(PlaceKind, u64)>,
    /// How many there are of each kind.
    pub by_kind: Vec<(ThreadKind, u64)>,
}

/// The box of threads on the page of what they are about.
#[derive(Clone, Debug)]
pub struct ThreadsBoxed {
    /// What they are about.
    pub about: ThreadAbout,
    /// The first of them: the one that a twinning owns, what is pinned, then the latest.
    pub threads: Vec<ThreadLine>,
    /// How many there are.
    pub total: u64,
    /// Whether the reader may begin one there, after signing in where that is wanting.
    pub may_begin: bool,
}

/// What a new thread can be.
#[derive(Clone, Debug)]
pub struct BeginPage {
    /// What it is about.
    pub about: Option<ThreadAbout>,
    /// Where that is.
    pub place: Place,
    /// What it can be.
    pub kinds: Vec<ThreadKind>,
    /// For whom.
    pub audiences: Vec<Audience>,
    /// Who can write in it.
    pub writers: Vec<Writers>,
    /// Who reads what is written there for all, where it is a community: the form sends it back.
    pub seen: Option<Audience>,
    /// Tells a form that is sent twice from two threads.
    pub key: String,
    /// Until when the member may not write, where that is so.
    pub silent_until: Option<Timestamp>,
}

/// Whether and why the reader can write in a thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Replying {
    /// The reader can.
    Yes,
    /// After signing in, perhaps.
    SignInFirst,
    /// Not now: it is locked, closed or merged.
    Stands(ThreadState),
    /// Not any more: it was withdrawn or hidden.
    Gone,
    /// Those who have a part in what it is about write, and the reader has none.
    Within,
    /// The reader may not write until then.
    SilentUntil(Timestamp),
}

/// A post that an answer is written to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answering {
    /// Its position.
    pub position: u32,
    /// Who wrote it.
    pub writer: Writer,
    /// When, in seconds since 1970 (UTC).
    pub at: i64,
    /// What it says, as it was typed: to be quoted.
    pub body: String,
}

/// What a post is for later readers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkLine {
    /// What it is.
    pub kind: MarkKind,
    /// Name of who does it, of an action.
    pub owner: Option<String>,
    /// The last day, of an action.
    pub due: Option<Day>,
    /// Whether a step of the plan came of it.
    pub planned: bool,
}

/// A marked post, for the list of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkedLine {
    /// The address of its thread.
    pub address: String,
    /// Its position.
    pub position: u32,
    /// What it is.
    pub mark: MarkLine,
    /// How it begins, plain.
    pub opening: String,
    /// Its language, as far as that is known: the thread's.
    pub language: Language,
}

/// A post in its page.
#[derive(Clone, Debug)]
pub struct PostLine {
    /// Stable identifier.
    pub uid: String,
    /// Its position.
    pub position: u32,
    /// The position of the post that it answers.
    pub answers: Option<u32>,
    /// What it says; nothing where it was withdrawn or erased.
    pub html: Option<SafeHtml>,
    /// Who wrote it.
    pub writer: Writer,
    /// When, in seconds since 1970 (UTC).
    pub at: i64,
    /// When it was edited last, in seconds since 1970 (UTC).
    pub edited_at: Option<i64>,
    /// Whether it is shown.
    pub standing: Standing,
    /// What it is for later readers.
    pub mark: Option<MarkLine>,
    /// Whether it is the accepted answer.
    pub is_answer: bool,
    /// What readers said of it: how many, and whether the reader did.
    pub reactions: Vec<ReactionLine>,
    /// The documents that it brings.
    pub documents: Vec<DocumentLine>,
    /// What the reader may do to it.
    pub may: Vec<Act>,
}

/// What readers said of a post with one click.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReactionLine {
    /// What they said.
    pub reaction: Reaction,
    /// How many.
    pub count: u64,
    /// Whether the reader is one of them.
    pub own: bool,
}

/// A thread to read.
#[derive(Clone, Debug)]
pub struct ThreadPage {
    /// What a list says of it.
    pub line: ThreadLine,
    /// How it begins, on its first page.
    pub html: Option<SafeHtml>,
    /// The same in one plain line, cut; empty where there is nothing.
    pub opening: String,
    /// Who began it.
    pub writer: Option<Writer>,
    /// When it was edited last, in seconds since 1970 (UTC).
    pub edited_at: Option<i64>,
    /// Whether its twinning owns it.
    pub main: bool,
    /// For whom it is.
    pub audience: Audience,
    /// Whether everybody may read it, signed in or not.
    pub for_all: bool,
    /// Who reads it once its twinning is under way, where only those with a part in that do now.
    pub opens_to: Option<Audience>,
    /// Who writes in it.
    pub writers: Writers,
    /// What came of it.
    pub conclusions: Option<SafeHtml>,
    /// What was concluded, as it was typed.
    pub conclusions_typed: String,
    /// The position of the accepted answer.
    pub answer: Option<u32>,
    /// The address of the thread that has its posts now.
    pub goes_on_in: Option<String>,
    /// The posts of this page.
    pub rows: Vec<Row<PostLine>>,
    /// The page, from 1.
    pub page: u32,
    /// How many pages there are.
    pub pages: u32,
    /// Up to which position the reader has read; absent for visitors.
    pub read_to: Option<u32>,
    /// What was marked in it, on its first page: decisions, open questions, actions.
    pub marked: Vec<MarkedLine>,
    /// What the reader may do to it.
    pub may: Vec<Act>,
    /// Whether and why the reader can write.
    pub replying: Replying,
    /// The post that is being answered.
    pub answering: Option<Answering>,
    /// Tells a form that is sent twice from two posts.
    pub key: String,
}

impl ThreadPage {
    /// Whether the reader may do something to the thread.
    pub fn may(&self, act: Act) -> bool {
        self.may.contains(&act)
    }

    /// The language of its title and beginning.
    pub const fn language(&self) -> Language {
        self.line.title.language
    }
}
