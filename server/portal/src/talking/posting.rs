// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Writing a post into a thread: once for each key, however often it is sent.

use domain::Uid;
use domain::member::MemberState;
use domain::moderation::{Subject, SubjectKind};
use domain::notice::Occasion;
use domain::policy::{Act, Refusal, Standing, Viewer, allows};
use domain::post::{IdempotencyKey, KeyReused, Post, Sending, Sent, mentions, sending, words};
use domain::thread::{Thread, ThreadAddress, ThreadKind};
use markdown::RENDERER;
use store::{Change, KeptPost, KeptThread, Whose};

use super::forms::{ReplyForm, Written};
use super::{community_of, fingerprint, key_of, lacking, place_on, refused};
use crate::Portal;
use crate::error::Error;
use crate::form::{FieldProblem, FormError};
use crate::moderating::{entered, entrance};
use crate::notices::{Happened, told_of};
use crate::rendering::rendered;
use crate::writing::asking;

/// A post that is sent.
#[derive(Clone, Debug)]
pub struct NewPost {
    /// What is said. Markdown.
    pub body: String,
    /// The post that it answers, where it does not answer the thread as a whole.
    pub reply_to: Option<Uid>,
    /// Tells a post that is sent twice from two posts.
    pub key: IdempotencyKey,
}

/// A post that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posted {
    /// Its identifier.
    pub uid: Uid,
    /// Its thread.
    pub thread: Uid,
    /// The address of that.
    pub address: ThreadAddress,
    /// Its place in the thread, from 1.
    pub position: u32,
    /// Whether it is shown, or waits until a moderator has read it.
    pub standing: Standing,
}

/// What came of a post that was sent.
enum Outcome {
    /// It was written.
    Written(Posted),
    /// It was there already.
    Before(Uid),
}

/// What is written, by whom, into which thread, with all that is known before the change.
struct Writing {
    viewer: Viewer,
    by: Uid,
    thread: Uid,
    uid: Uid,
    sent: NewPost,
    html: Option<String>,
}

impl Portal {
    /// Writes a post into a thread. Sent again with the same key, it is there once, and the answer is the same.
    ///
    /// # Errors
    /// Nobody has signed in, or the member does not see the thread. `form` is `expired` where the thread takes no words
    /// any more, `not_allowed` where only those with a part in it write, `wait` where the member may not write for a
    /// while; `answers` is `expired` where the post that it answers is gone, `key` is `taken` where the key was used for
    /// something else; `body`, `mentions` or `links` is wrong.
    pub async fn post(&self, viewer: &Viewer, thread: &Uid, sent: NewPost) -> Result<Posted, FormError> {
        let by = asking(viewer)?;
        let html = html_of(&sent.body).await?;
        let writing = Writing { viewer: viewer.clone(), by, thread: thread.clone(), uid: self.new_uid(), sent, html };
        match self.write(move |change| Box::pin(async move { write(change, writing).await })).await? {
            Outcome::Written(posted) => Ok(posted),
            Outcome::Before(post) => Ok(self.posted_before(viewer, &post).await?),
        }
    }

    /// The answer to what was sent before: the post that is there, whatever has become of it and its thread since.
    async fn posted_before(&self, viewer: &Viewer, post: &Uid) -> Result<Posted, Error> {
        let found = self.inner.store.post(&Viewer::Operator, post).await?;
        let (KeptPost { record, position, .. }, thread) = found.ok_or(Error::NotFound)?;
        allows(viewer, Act::Read, &thread.on())?;
        let (uid, standing) = (record.uid, record.standing);
        Ok(Posted { address: thread.address(), thread: record.thread, uid, position, standing })
    }

    /// The same from the form of the thread's page.
    ///
    /// # Errors
    /// As `post`.
    pub async fn reply_in_thread(&self, viewer: &Viewer, address: &str, form: ReplyForm) -> Result<Written, FormError> {
        asking(viewer)?;
        let kept = self.thread_at(viewer, address).await?;
        let reply_to = match form.answers.trim() {
            "" => None,
            typed => {
                let gone = || FormError::field("answers", FieldProblem::Expired);
                let position = typed.parse().map_err(|_| gone())?;
                let answered = self.inner.store.post_at(viewer, &kept, position).await?;
                Some(answered.ok_or_else(gone)?.record.uid)
            }
        };
        let key = key_of(&form.key, &self.new_uid())?;
        let posted = self.post(viewer, &kept.record.uid, NewPost { body: form.body, reply_to, key }).await?;
        Ok(Written {
            address: posted.address.to_string(),
            position: Some(posted.position),
            waits: posted.standing == Standing::Queued,
        })
    }
}

async fn write(change: &mut Change, writing: Writing) -> Result<Outcome, FormError> {
    let Writing { viewer, by, thread, uid, sent, html } = writing;
    writer_held(change, &by).await?;
    // What is sent is told apart from what was sent with the same key before, by all that it says.
    let answered = sent.reply_to.as_ref().map_or("", Uid::as_str);
    let sum = fingerprint(&[&sent.body, answered]);
    let now = Sent { post: uid.clone(), thread: thread.clone(), text: sum };
    if let Some(before) = change.send_once(&by, &sent.key, &now).await? {
        return match sending(Some(&before), &thread, &now.text) {
            Ok(Sending::Again(post)) => Ok(Outcome::Before(post)),
            Ok(Sending::First) | Err(KeyReused { .. }) => Err(FormError::field("key", FieldProblem::Taken)),
        };
    }
    let held = open_thread(change, &viewer, &thread).await?;
    if let Some(answered) = &sent.reply_to {
        let found = change.post(answered).await?.filter(|found| found.record.thread == thread);
        let open = found.filter(|found| allows(&viewer, Act::Reply, &found.on(&held)).is_ok());
        if open.is_none() {
            return Err(FormError::field("answers", FieldProblem::Expired));
        }
    }
    let entrance = entrance(change, &viewer, &place_on(held.place.as_ref())).await?;
    let words = words(&sent.body, entrance.links_max).map_err(|lacks| FormError::Fields(lacking(&lacks)))?;
    let post = Post {
        uid,
        thread,
        position: None,
        reply_to: sent.reply_to,
        body: words.text,
        author: Some(by.clone()),
        at: change.now().as_millisecond(),
        standing: entrance.standing,
        mark: None,
        documents: Vec::new(),
        version: 0,
        edited_at: None,
        revisions: Vec::new(),
        demo: false,
    };
    let post = post.checked().map_err(|problems| FormError::of_record(&problems, &["body"]))?;
    let (put, position) = change.put_post(&post).await?;
    keep_html(change, &post.uid, put.version, html.as_deref()).await?;
    let subject = Subject { kind: SubjectKind::Post, uid: post.uid.clone() };
    let whose = Whose { thread: Some(post.thread.clone()), author: Some(by) };
    entered(change, &entrance, &subject, &whose, community_of(held.record.about.as_ref())).await?;
    if post.standing == Standing::Visible {
        post_came_out(change, &post).await?;
    }
    let (uid, standing) = (post.uid, post.standing);
    Ok(Outcome::Written(Posted { address: held.address(), thread: post.thread, uid, position, standing }))
}

/// Holds the account of who writes until the end of the change, before any thread: it is not closed or shut out meanwhile,
/// and who it is was not asked too long ago.
pub(super) async fn writer_held(change: &mut Change, by: &Uid) -> Result<(), FormError> {
    let kept = change.member(by).await?;
    match kept.is_some_and(|kept| kept.record.state == MemberState::Active) {
        true => Ok(()),
        false => Err(Error::SignInFirst.into()),
    }
}

/// A thread that takes words of the viewer now, held until the end of the change.
async fn open_thread(change: &mut Change, viewer: &Viewer, thread: &Uid) -> Result<KeptThread, FormError> {
    let held = change.thread(thread).await?.ok_or(Error::NotFound)?;
    allows(viewer, Act::Read, &held.on())?;
    held.record.takes_words().map_err(|error| refused(&error))?;
    match allows(viewer, Act::Reply, &held.on()) {
        Ok(()) => Ok(held),
        Err(Refusal::NotAllowed) => Err(FormError::field("form", FieldProblem::NotAllowed)),
        Err(refusal) => Err(refusal.into()),
    }
}

/// A text as HTML, to be kept beside its post; nothing where it names somebody, whose name may change, or cannot be sent.
pub(super) async fn html_of(text: &str) -> Result<Option<String>, Error> {
    let Ok(words) = words(text, usize::MAX) else { return Ok(None) };
    if !words.mentions.is_empty() {
        return Ok(None);
    }
    Ok(Some(tokio::task::spawn_blocking(move || rendered(&words.text).into_string()).await?))
}

pub(super) async fn keep_html(
    change: &mut Change,
    post: &Uid,
    version: i64,
    html: Option<&str>,
) -> Result<(), FormError> {
    if let Some(html) = html {
        change.put_post_html(post, version, RENDERER, html).await?;
    }
    Ok(())
}

/// Tells of a post that is shown from now on. A thread that is not held yet is held by it.
pub(crate) async fn post_came_out(change: &mut Change, post: &Post) -> Result<(), FormError> {
    let answered = match &post.reply_to {
        Some(answered) => change.post(answered).await?.and_then(|kept| kept.record.author),
        None => {
            let thread = change.thread(&post.thread).await?.map(|kept| kept.record);
            thread.filter(|thread| thread.kind == ThreadKind::Question).and_then(|thread| thread.author)
        }
    };
    let occasion = Occasion::Posted { answered, mentions: mentions(&post.body).members };
    let (thread, by) = (post.thread.clone(), post.author.clone());
    told_of(change, Happened { thread, post: Some(post.uid.clone()), by, occasion }).await
}

/// Tells of a thread that is shown from now on.
pub(crate) async fn thread_came_out(change: &mut Change, thread: &Thread) -> Result<(), FormError> {
    let named = thread.body.as_deref().map(|body| mentions(body).members).unwrap_or_default();
    let occasion = Occasion::Begun { kind: thread.kind, mentions: named };
    told_of(change, Happened { thread: thread.uid.clone(), post: None, by: thread.author.clone(), occasion }).await
}
