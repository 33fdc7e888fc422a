// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Editing what one wrote, taking it back, and what was said before.

use domain::Uid;
use domain::moderation::{Subject, SubjectKind};
use domain::notice::Occasion;
use domain::policy::{Act, Refusal, Standing, Viewer, allows};
use domain::post::{EditRefused, Edited, Post, Version, mentions, words};
use domain::text::plain_line;
use domain::thread::writing::{ThreadForm, begun};
use domain::thread::{Thread, ThreadEdit, ThreadRefused};
use store::{Change, Whose};

use super::deeds::{post_held, thread_held};
use super::forms::{EditForm, HistoryPage, ThreadFormPage, VersionLine, Written};
use super::posting::{html_of, keep_html};
use super::{address_of, community_of, lacking, place_on, refused};
use crate::Portal;
use crate::cards::Text;
use crate::error::Error;
use crate::form::{FieldProblem, FormError};
use crate::moderating::{Entrance, entered, entrance};
use crate::notices::{Happened, told_of};
use crate::rendering::rendered;
use crate::writing::asking;

/// Why an edit was refused, as the problems of a form.
fn not_edited(refused: EditRefused) -> FormError {
    match refused {
        EditRefused::Stale { .. } => FormError::field("form", FieldProblem::Conflict),
        EditRefused::Gone => FormError::field("form", FieldProblem::Expired),
        EditRefused::Marked => FormError::field("form", FieldProblem::NotAllowed),
    }
}

/// That an act is allowed still: what was typed is not thrown away where it is not any more.
fn still(outcome: Result<(), Refusal>) -> Result<(), FormError> {
    match outcome {
        Err(Refusal::NotAllowed) => Err(FormError::field("form", FieldProblem::Expired)),
        Err(refusal) => Err(refusal.into()),
        Ok(()) => Ok(()),
    }
}

/// The version that a form sends back.
fn version(typed: &str) -> Result<u32, FormError> {
    typed.parse().map_err(|_| FormError::field("form", FieldProblem::Conflict))
}

impl Portal {
    /// Changes the text of a post. The same text again changes nothing. What a new member makes of a text that was let out
    /// is read by a moderator again.
    ///
    /// # Errors
    /// Nobody has signed in, or the member does not see the post; `body`, `mentions` or `links` is wrong; `form` is
    /// `conflict` where it was changed meanwhile, `expired` where it cannot be changed any more.
    pub async fn edit_post(
        &self,
        viewer: &Viewer,
        (address, position): (&str, u32),
        form: EditForm,
    ) -> Result<Written, FormError> {
        asking(viewer)?;
        let (thread, post) = self.post_in_thread(viewer, address, position).await?;
        let (viewer, ids) = (viewer.clone(), (thread.record.uid, post.record.uid));
        let version = version(&form.version)?;
        let html = html_of(&form.body).await?;
        let body = form.body;
        let edit = PostEdit { body, version, html };
        self.write(move |change| Box::pin(async move { edit_post(change, &viewer, &ids, edit).await })).await
    }

    /// Takes a post back: a sign stays, and no word of it.
    ///
    /// # Errors
    /// Nobody has signed in, the member does not see the post or did not write it; `form` is `not_allowed` where it
    /// holds a decision or an action.
    pub async fn withdraw_post(&self, viewer: &Viewer, (address, position): (&str, u32)) -> Result<(), FormError> {
        asking(viewer)?;
        let (thread, post) = self.post_in_thread(viewer, address, position).await?;
        let (viewer, thread, post) = (viewer.clone(), thread.record.uid, post.record.uid);
        self.write(move |change| {
            Box::pin(async move {
                let (held, found) = post_held(change, &viewer, (&thread, &post)).await?;
                if found.record.standing == Standing::Deleted {
                    return Ok(());
                }
                allows(&viewer, Act::Withdraw, &found.on(&held))?;
                let gone = found.record.withdrawn().map_err(not_edited)?;
                if held.record.answer.as_ref() == Some(&post) {
                    change.put_thread(&held.record.without_answer(&post)).await?;
                }
                change.put_post(&gone).await?;
                Ok(())
            })
        })
        .await
    }

    /// The form of a thread that the viewer began.
    ///
    /// # Errors
    /// Nobody has signed in; `NotFound` where it is not the viewer's, or nothing can be done to it.
    pub async fn thread_form_page(&self, viewer: &Viewer, address: &str) -> Result<ThreadFormPage, Error> {
        let member = asking(viewer)?;
        let kept = self.thread_at(viewer, address).await?;
        let record = &kept.record;
        if record.author.as_ref() != Some(&member) || matches!(record.standing, Standing::Deleted | Standing::Erased) {
            return Err(Error::NotFound);
        }
        Ok(ThreadFormPage {
            address: kept.address().to_string(),
            title: Text { text: record.title.clone(), language: record.language },
            body: record.body.clone().unwrap_or_default(),
            version: record.version,
            may_edit: allows(viewer, Act::Edit, &kept.on()).is_ok(),
            may_withdraw: allows(viewer, Act::Withdraw, &kept.on()).is_ok(),
        })
    }

    /// Changes title and text of a thread that one began, as `edit_post`; its address follows the title.
    ///
    /// # Errors
    /// As `edit_post`; `title` is wrong.
    pub async fn edit_thread(&self, viewer: &Viewer, address: &str, form: EditForm) -> Result<Written, FormError> {
        asking(viewer)?;
        let thread = self.thread_at(viewer, address).await?.record.uid;
        let viewer = viewer.clone();
        let version = version(&form.version)?;
        self.write(move |change| Box::pin(async move { edit_thread(change, &viewer, &thread, form, version).await }))
            .await
    }

    /// Takes a thread back: a sign stays, and what others wrote.
    ///
    /// # Errors
    /// Nobody has signed in, or the member may not; `form` is `not_allowed` where its twinning owns it.
    pub async fn withdraw_thread(&self, viewer: &Viewer, address: &str) -> Result<(), FormError> {
        asking(viewer)?;
        let thread = self.thread_at(viewer, address).await?.record.uid;
        let viewer = viewer.clone();
        self.write(move |change| {
            Box::pin(async move {
                let held = thread_held(change, &viewer, &thread).await?;
                if held.record.standing == Standing::Deleted {
                    return Ok(());
                }
                allows(&viewer, Act::Withdraw, &held.on())?;
                change.put_thread(&held.record.withdrawn().map_err(|error| refused(&error))?).await?;
                Ok(())
            })
        })
        .await
    }

    /// What a post said before; with the position 0 what the beginning of the thread said.
    ///
    /// # Errors
    /// `NotFound` where there is none that the viewer may read, or it was never changed.
    pub async fn post_history(&self, viewer: &Viewer, address: &str, position: u32) -> Result<HistoryPage, Error> {
        let kept = self.thread_at(viewer, address).await?;
        let (author, now, revisions) = match position {
            0 => {
                let Thread { author, title, body, revisions, .. } = kept.record.clone();
                let now = Version { until: 0, title: Some(title), body: body.unwrap_or_default() };
                (author, now, revisions)
            }
            position => {
                let post = self.inner.store.post_at(viewer, &kept, position).await?.ok_or(Error::NotFound)?.record;
                (post.author, Version { until: 0, title: None, body: post.body }, post.revisions)
            }
        };
        if revisions.is_empty() {
            return Err(Error::NotFound);
        }
        let texts = std::iter::once(&now).chain(&revisions);
        let mut named: Vec<Uid> = texts.flat_map(|one| mentions(&one.body).members).collect();
        named.extend(author.clone());
        let people = self.people_of_posts(viewer, named).await?;
        let written = |one: Version| (one.until, one.title, people.named_in(&one.body));
        // The newest first; the first one is what is said now.
        let all: Vec<_> = std::iter::once(now).chain(revisions.into_iter().rev()).map(written).collect();
        let render = |(at, (until, title, text)): (usize, (i64, Option<String>, String))| VersionLine {
            until: (at > 0).then(|| until.div_euclid(1_000)),
            title,
            html: rendered(&text),
        };
        let versions = move || all.into_iter().enumerate().map(render).collect::<Vec<_>>();
        Ok(HistoryPage {
            versions: tokio::task::spawn_blocking(versions).await?,
            address: kept.address().to_string(),
            title: Text { text: kept.record.title.clone(), language: kept.record.language },
            writer: people.writer(author.as_ref()),
            position,
        })
    }
}

/// An edit of a post, with all that is known before the change.
struct PostEdit {
    body: String,
    version: u32,
    html: Option<String>,
}

async fn edit_post(
    change: &mut Change,
    viewer: &Viewer,
    (thread, post): &(Uid, Uid),
    edit: PostEdit,
) -> Result<Written, FormError> {
    let (held, found) = post_held(change, viewer, (thread, post)).await?;
    still(allows(viewer, Act::Edit, &found.on(&held)))?;
    let entrance = entrance(change, viewer, &place_on(held.place.as_ref())).await?;
    let words = words(&edit.body, entrance.links_max).map_err(|lacks| FormError::Fields(lacking(&lacks)))?;
    let (before, position) = (found.record, Some(found.position));
    let address = held.address().to_string();
    let written = |standing| Written { address, position, waits: standing == Standing::Queued };
    let edited = Edited { at: change.now().as_millisecond(), version: edit.version, body: words.text };
    let after = before.clone().edited(edited).map_err(not_edited)?;
    if after == before {
        return Ok(written(before.standing));
    }
    let after = Post { standing: standing_after(entrance, before.standing), ..after };
    let after = after.checked().map_err(|problems| FormError::of_record(&problems, &["body"]))?;
    let (put, _) = change.put_post(&after).await?;
    keep_html(change, &after.uid, put.version, edit.html.as_deref()).await?;
    if after.standing != before.standing {
        let subject = Subject { kind: SubjectKind::Post, uid: after.uid.clone() };
        let whose = Whose { thread: Some(after.thread.clone()), author: after.author.clone() };
        entered(change, &entrance, &subject, &whose, community_of(held.record.about.as_ref())).await?;
    }
    let standing = after.standing;
    let new = newly_named(&before.body, words.mentions);
    if after.standing == Standing::Visible && !new.is_empty() {
        let occasion = Occasion::Renamed { mentions: new };
        let (thread, by) = (after.thread, after.author);
        told_of(change, Happened { thread, post: Some(after.uid), by, occasion }).await?;
    }
    Ok(written(standing))
}

async fn edit_thread(
    change: &mut Change,
    viewer: &Viewer,
    thread: &Uid,
    form: EditForm,
    version: u32,
) -> Result<Written, FormError> {
    let held = thread_held(change, viewer, thread).await?;
    still(allows(viewer, Act::Edit, &held.on()))?;
    let entrance = entrance(change, viewer, &place_on(held.place.as_ref())).await?;
    let before = held.record.clone();
    let (after, named) = thread_edited(before.clone(), form, (version, change.now().as_millisecond()), entrance)?;
    let waits = after.standing == Standing::Queued;
    let written = Written { address: address_of(held.number, &after), position: None, waits };
    if after == before {
        return Ok(written);
    }
    change.put_thread(&after).await?;
    if after.standing != before.standing {
        let subject = Subject { kind: SubjectKind::Thread, uid: after.uid.clone() };
        let whose = Whose { thread: Some(after.uid.clone()), author: after.author.clone() };
        entered(change, &entrance, &subject, &whose, community_of(after.about.as_ref())).await?;
    }
    let new = newly_named(before.body.as_deref().unwrap_or_default(), named);
    if after.standing == Standing::Visible && !new.is_empty() {
        let occasion = Occasion::Renamed { mentions: new };
        told_of(change, Happened { thread: after.uid, post: None, by: after.author, occasion }).await?;
    }
    Ok(written)
}

/// A thread with what was typed over a version at a moment, and whom that names.
fn thread_edited(
    before: Thread,
    form: EditForm,
    (version, at): (u32, i64),
    entrance: Entrance,
) -> Result<(Thread, Vec<Uid>), FormError> {
    let typed = ThreadForm {
        title: plain_line(&form.title),
        body: form.body,
        kind: before.kind,
        audience: before.audience,
        writers: before.writers,
    };
    let begun = begun(&typed, before.about.as_ref(), entrance.links_max);
    let begun = begun.map_err(|lacks| FormError::Fields(lacking(&lacks)))?;
    let text = Edited { at, version, body: begun.words.text };
    let after = before.clone().edited(ThreadEdit { title: begun.title, text }).map_err(|error| match error {
        ThreadRefused::Gone => FormError::field("form", FieldProblem::Expired),
        other => refused(&other),
    })?;
    if after == before {
        return Ok((before, Vec::new()));
    }
    let after = Thread { standing: standing_after(entrance, before.standing), ..after };
    let after = after.checked().map_err(|problems| FormError::of_record(&problems, &["title", "body"]))?;
    Ok((after, begun.words.mentions))
}

/// The standing of something that is edited: the first words of a new member are read before all see them, whatever they
/// said when they were let out.
fn standing_after(entrance: Entrance, before: Standing) -> Standing {
    match (entrance.standing, before) {
        (Standing::Queued, Standing::Visible) => Standing::Queued,
        _ => before,
    }
}

/// Whom a text names that it did not name before.
fn newly_named(before: &str, named: Vec<Uid>) -> Vec<Uid> {
    let known = mentions(before).members;
    named.into_iter().filter(|uid| !known.contains(uid)).collect()
}
