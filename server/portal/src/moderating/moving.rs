// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Taking a thread to another place, and joining two: both ends are asked, and nobody reads by it what was not for them
//! (TRAPS.md, I2).

use domain::moderation::{LogEntry, ModerationDeed, MoveRefused, may_merge, may_move};
use domain::policy::{Act, New, On, Parent, Refusal, Viewer, allows};
use domain::post::Post;
use domain::text::plain_text;
use domain::thread::{Thread, ThreadAbout, ThreadAddress};
use domain::{Slug, Uid};
use store::{Change, Found, KeptThread};

use super::deciding::refused;
use super::values::{MergeForm, MoveForm};
use super::{Held, keep, subject_of};
use crate::Portal;
use crate::error::Error;
use crate::form::{FieldProblem, FormError};
use crate::writing::asking;

/// A move or a merger, as far as it is known before the change.
struct Moving {
    viewer: Viewer,
    by: Uid,
    thread: Uid,
    note: Option<String>,
}

impl Portal {
    /// Takes a thread to another place.
    ///
    /// # Errors
    /// `NotFound` where the viewer does not read it, `NotAllowed` where it is not the viewer's to take away. `to` is
    /// `unknown` where there is no such place, `not_allowed` where the viewer does not look after it, `invalid` where more
    /// people would read the thread; `note` is missing or too long; `form` is `not_allowed` for the thread that a twinning
    /// owns, `conflict` where it has changed.
    pub async fn move_thread(&self, viewer: &Viewer, uid: &str, form: MoveForm) -> Result<(), FormError> {
        let moving = self.moving(viewer, uid, &form.note).await?;
        let about = match form.kind.as_str() {
            "free" => None,
            kind => Some(self.place_named(viewer, kind, &form.name).await?),
        };
        self.write(move |change| Box::pin(async move { moved(change, moving, about).await })).await
    }

    /// Joins a thread to another one: its posts, and how it began, go there.
    ///
    /// # Errors
    /// As `move_thread`, with `into` in the place of `to`; it is `invalid` also for the thread itself. `form` is `expired`
    /// where one of the two is not shown: that is decided first.
    pub async fn merge_thread(&self, viewer: &Viewer, uid: &str, form: MergeForm) -> Result<(), FormError> {
        let moving = self.moving(viewer, uid, &form.note).await?;
        let unknown = || FormError::field("into", FieldProblem::Unknown);
        let address = ThreadAddress::parse(form.into.trim()).ok_or_else(unknown)?;
        let other = self.inner.store.thread_by_number(viewer, address.number).await?.ok_or_else(unknown)?;
        let (other, opening) = (other.record.uid, self.new_uid());
        if other == moving.thread {
            return Err(FormError::field("into", FieldProblem::Invalid));
        }
        self.write(move |change| Box::pin(async move { merged(change, moving, &other, opening).await })).await
    }

    async fn moving(&self, viewer: &Viewer, uid: &str, note: &str) -> Result<Moving, FormError> {
        let by = asking(viewer)?;
        let subject = subject_of("thread", uid)?;
        let seen = self.subject_seen(viewer, &subject).await?;
        allows(viewer, Act::Move, &seen.on())?;
        let note = Some(plain_text(note).trim().to_owned()).filter(|note| !note.is_empty());
        Ok(Moving { viewer: viewer.clone(), by, thread: subject.uid, note })
    }

    /// What the viewer calls a place by: the last part of its address.
    async fn place_named(&self, viewer: &Viewer, kind: &str, name: &str) -> Result<ThreadAbout, FormError> {
        let unknown = || FormError::field("to", FieldProblem::Unknown);
        let store = &self.inner.store;
        let slug = || Slug::parse(name).ok_or_else(unknown);
        let found = match kind {
            "twinning" => match store.twinning_by_slug(viewer, &slug()?).await? {
                Found::Here(kept) => Some(ThreadAbout::Twinning(kept.record.uid)),
                Found::Moved(_) | Found::Nowhere => None,
            },
            "community" => match store.community_by_slug(viewer, &slug()?).await? {
                Found::Here(kept) => Some(ThreadAbout::Community(kept.record.uid)),
                Found::Moved(_) | Found::Nowhere => None,
            },
            "practice" => match self.kept_at(viewer, name).await {
                Ok(kept) => Some(ThreadAbout::Practice(kept.record.uid)),
                Err(Error::NotFound) => None,
                Err(error) => return Err(error.into()),
            },
            "advert" => match self.visible_advert(viewer, name).await {
                Ok(kept) => Some(ThreadAbout::Advert(kept.record.uid)),
                Err(Error::NotFound) => None,
                Err(error) => return Err(error.into()),
            },
            _ => None,
        };
        found.ok_or_else(unknown)
    }
}

async fn moved(change: &mut Change, moving: Moving, about: Option<ThreadAbout>) -> Result<(), FormError> {
    // A community is held before its threads.
    let place = match &about {
        Some(about) => {
            let found = change.place(about).await?;
            found.ok_or(FormError::field("to", FieldProblem::Unknown))?.on
        }
        None => On::New(New::Thread, None),
    };
    let mut kept = change.thread(&moving.thread).await?.ok_or(Error::NotFound)?;
    let record = kept.record.clone().moved_to(about).map_err(|error| refused(&error))?;
    let parent = if record.about.is_none() { Parent::Free } else { Parent::Of(Box::new(place.clone())) };
    let allowed = may_move(&moving.viewer, &kept.facts(), &record.facts(parent), &place);
    allowed.map_err(|error| not_moved(error, "to"))?;
    change.put_thread(&record).await?;
    kept.record = record;
    noted(change, kept, moving, ModerationDeed::Moved).await
}

async fn merged(change: &mut Change, moving: Moving, other: &Uid, opening: Uid) -> Result<(), FormError> {
    let (from, into) = both(change, &moving.thread, other).await?;
    may_merge(&moving.viewer, &from.facts(), &into.facts()).map_err(|error| not_moved(error, "into"))?;
    let record = from.record.clone().merged_into(&into.record).map_err(|error| refused(&error))?;
    if from.record.merged_into.is_some() {
        return Ok(());
    }
    // How it began goes along as a post: it is read where the thread leads to.
    if let Some(post) = first_of(&from.record, other, opening) {
        change.put_post(&post).await?;
    }
    change.merge_posts(&moving.thread, other).await?;
    change.move_flags(&moving.thread, other).await?;
    change.put_thread(&record).await?;
    change.notices_move(&moving.thread, other).await?;
    noted(change, KeptThread { record, ..from }, moving, ModerationDeed::Merged).await
}

/// Two threads, always held in the same order, so that no two mergers wait for each other.
async fn both(change: &mut Change, from: &Uid, into: &Uid) -> Result<(KeptThread, KeptThread), Error> {
    let (first, second) = if from < into { (from, into) } else { (into, from) };
    let one = change.thread(first).await?.ok_or(Error::NotFound)?;
    let two = change.thread(second).await?.ok_or(Error::NotFound)?;
    Ok(if from < into { (one, two) } else { (two, one) })
}

fn first_of(thread: &Thread, into: &Uid, uid: Uid) -> Option<Post> {
    let body = thread.body.clone()?;
    Some(Post {
        uid,
        thread: into.clone(),
        position: None,
        reply_to: None,
        body,
        author: thread.author.clone(),
        at: thread.at,
        standing: thread.standing,
        mark: None,
        documents: thread.documents.clone(),
        version: 0,
        edited_at: None,
        revisions: Vec::new(),
        demo: thread.demo,
    })
}

async fn noted(change: &mut Change, thread: KeptThread, moving: Moving, deed: ModerationDeed) -> Result<(), FormError> {
    let held = Held { thread, post: None };
    let entry = held.entry(change, Some(&moving.by), deed);
    keep(change, &held, LogEntry { note: moving.note, ..entry }).await
}

fn not_moved(refused: MoveRefused, field: &'static str) -> FormError {
    match refused {
        MoveRefused::Source(refusal) => refusal.into(),
        MoveRefused::Target(Refusal::NotVisible) => FormError::field(field, FieldProblem::Unknown),
        MoveRefused::Target(_) => FormError::field(field, FieldProblem::NotAllowed),
        MoveRefused::Widens => FormError::field(field, FieldProblem::Invalid),
    }
}
