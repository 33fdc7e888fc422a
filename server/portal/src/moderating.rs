// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Moderation: what readers tell of, what waits to be let out, what is decided, and that its author is told why. Who
//! moderates what is the policy's part; nobody moderates what cannot be read.

mod deciding;
mod flagging;
mod log;
mod moving;
mod queue;
mod reading;
mod silencing;
mod values;

use domain::Uid;
use domain::moderation::{
    Familiarity, LogEntry, ModerationDeed, Subject, SubjectKind, Writer, links_max, may_write, standing_of,
};
use domain::notice::{NoticeAbout, NoticeKind};
use domain::policy::{Act, On, Standing, Viewer, allows};
use domain::thread::ThreadAbout;
use jiff::Timestamp;
use store::{Change, KeptPost, KeptThread, Whose};

use crate::Portal;
use crate::error::Error;
use crate::form::{FieldProblem, FormError};
use crate::notices::{ToMember, tell_member};

pub use values::*;

/// With what somebody's words go into a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Entrance {
    /// Whether they are shown at once, or wait until a moderator has read them.
    pub(crate) standing: Standing,
    /// How many links they may have.
    pub(crate) links_max: usize,
}

/// With what the viewer's words go into a place: a twinning, a practice, an advert, a community, or a new free thread.
///
/// # Errors
/// Nobody has signed in; `form` is `wait` where the member does not write for a time.
pub(crate) async fn entrance(change: &mut Change, viewer: &Viewer, place: &On) -> Result<Entrance, FormError> {
    let acting = viewer.acting().ok_or(Error::SignInFirst)?;
    let silences = change.silences_of(&acting.member, community_in(place)).await?;
    if may_write(&silences, change.now().as_millisecond()).is_err() {
        return Err(FormError::field("form", FieldProblem::Wait));
    }
    // Who may announce in a place has a part in it, and a moderator is known everywhere.
    let known = allows(viewer, Act::Announce, place).is_ok() || allows(viewer, Act::Moderate, &On::Portal).is_ok();
    let writer = Writer {
        trust: acting.trust,
        let_out: change.let_out_of(&acting.member).await?,
        familiarity: if known { Familiarity::OfThePlace } else { Familiarity::Stranger },
    };
    Ok(Entrance { standing: standing_of(writer), links_max: links_max(writer) })
}

/// Writes down that something new waits, where it does.
pub(crate) async fn entered(
    change: &mut Change,
    entrance: &Entrance,
    subject: &Subject,
    whose: &Whose,
    community: Option<&Uid>,
) -> Result<(), FormError> {
    if entrance.standing != Standing::Queued {
        return Ok(());
    }
    let entry = LogEntry {
        at: change.now().as_millisecond(),
        by: None,
        deed: ModerationDeed::Held,
        subject: subject.clone(),
        community: community.cloned(),
        reason: None,
        note: None,
    };
    Ok(change.log_moderation(&entry, whose).await?)
}

/// Writes down that an account was shut out or let in again, by an administrator.
pub(crate) async fn note_account(
    change: &mut Change,
    by: &Uid,
    member: &Uid,
    (deed, note): (ModerationDeed, Option<String>),
) -> Result<(), FormError> {
    let entry = LogEntry {
        at: change.now().as_millisecond(),
        by: Some(by.clone()),
        deed,
        subject: Subject { kind: SubjectKind::Member, uid: member.clone() },
        community: None,
        reason: None,
        note,
    };
    let whose = Whose { thread: None, author: Some(member.clone()) };
    Ok(change.log_moderation(&entry, &whose).await?)
}

/// The community that a place is.
fn community_in(place: &On) -> Option<&Uid> {
    match place {
        On::Community(facts) => Some(&facts.community),
        _ => None,
    }
}

/// The community in which a thread stands.
fn community_of(thread: &KeptThread) -> Option<Uid> {
    match &thread.record.about {
        Some(ThreadAbout::Community(uid)) => Some(uid.clone()),
        _ => None,
    }
}

/// A thread, or a post with its thread, to which something is done.
struct Held {
    thread: KeptThread,
    post: Option<KeptPost>,
}

impl Held {
    /// What it is, as far as permission asks.
    fn on(&self) -> On {
        self.post.as_ref().map_or_else(|| self.thread.on(), |post| post.on(&self.thread))
    }

    fn subject(&self) -> Subject {
        match &self.post {
            Some(post) => Subject { kind: SubjectKind::Post, uid: post.record.uid.clone() },
            None => Subject { kind: SubjectKind::Thread, uid: self.thread.record.uid.clone() },
        }
    }

    fn author(&self) -> Option<&Uid> {
        self.post.as_ref().map_or(self.thread.record.author.as_ref(), |post| post.record.author.as_ref())
    }

    fn standing(&self) -> Standing {
        self.post.as_ref().map_or(self.thread.record.standing, |post| post.record.standing)
    }

    fn whose(&self) -> Whose {
        Whose { thread: Some(self.thread.record.uid.clone()), author: self.author().cloned() }
    }

    /// The line of the log for something that is done to it now.
    fn entry(&self, change: &Change, by: Option<&Uid>, deed: ModerationDeed) -> LogEntry {
        LogEntry {
            at: change.now().as_millisecond(),
            by: by.cloned(),
            deed,
            subject: self.subject(),
            community: community_of(&self.thread),
            reason: None,
            note: None,
        }
    }
}

/// What an address names, in a kind and an identifier.
fn subject_of(kind: &str, uid: &str) -> Result<Subject, Error> {
    let kind = SubjectKind::from_code(kind).filter(|kind| *kind != SubjectKind::Member).ok_or(Error::NotFound)?;
    Ok(Subject { kind, uid: Uid::parse(uid).map_err(|_| Error::NotFound)? })
}

/// A thread or a post inside a change, whoever may see it: the thread first, as it was seen before.
async fn held(change: &mut Change, subject: &Subject, thread: &Uid) -> Result<Held, FormError> {
    let thread = change.thread(thread).await?.ok_or(Error::NotFound)?;
    if subject.kind != SubjectKind::Post {
        return Ok(Held { thread, post: None });
    }
    let post = change.post(&subject.uid).await?.ok_or(Error::NotFound)?;
    if post.record.thread != thread.record.uid {
        return Err(FormError::field("form", FieldProblem::Conflict));
    }
    Ok(Held { thread, post: Some(post) })
}

/// Holds the account of who wrote something until the end of the change: before any thread, as who writes and who closes
/// the own account do, so that no two wait for each other.
async fn author_held(change: &mut Change, author: Option<&Uid>) -> Result<(), FormError> {
    match author {
        Some(author) => Ok(change.member(author).await.map(drop)?),
        None => Ok(()),
    }
}

/// Writes a line of the log, and tells the author why.
async fn keep(change: &mut Change, held: &Held, entry: LogEntry) -> Result<(), FormError> {
    let entry = entry.checked().map_err(|problems| FormError::of_record(&problems, &["note"]))?;
    change.log_moderation(&entry, &held.whose()).await?;
    let Some(author) = held.author().filter(|author| entry.deed.is_told() && entry.by.as_ref() != Some(*author)) else {
        return Ok(());
    };
    let told = ToMember {
        member: author.clone(),
        kind: NoticeKind::Moderation,
        about: NoticeAbout::Thread(held.thread.record.uid.clone()),
        post: held.post.as_ref().map(|post| post.record.uid.clone()),
        // Who moderates stands in the log, and not in the letter.
        by: None,
        note: entry.note,
        deed: Some(entry.deed),
    };
    tell_member(change, told).await
}

impl Portal {
    /// Until when the viewer does not write in a community, or outside of any; nothing where the viewer may.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn silence_now(&self, viewer: &Viewer, community: Option<&Uid>) -> Result<Option<Timestamp>, Error> {
        let Some(acting) = viewer.acting() else { return Ok(None) };
        let all = self.inner.store.silences_on(&acting.member).await?;
        let holds = |one: &store::KeptSilence| one.community.is_none() || one.community.as_ref() == community;
        let silences: Vec<_> = all.into_iter().filter(holds).map(|one| one.silence).collect();
        match may_write(&silences, self.now().as_millisecond()) {
            Ok(()) => Ok(None),
            Err(refused) => Ok(Timestamp::from_millisecond(refused.until).ok()),
        }
    }

    /// A thread or a post as the viewer may see it.
    async fn subject_seen(&self, viewer: &Viewer, subject: &Subject) -> Result<Held, Error> {
        let found = match subject.kind {
            SubjectKind::Post => {
                let found = self.inner.store.post(viewer, &subject.uid).await?;
                found.map(|(post, thread)| Held { thread, post: Some(post) })
            }
            SubjectKind::Thread | SubjectKind::Member => {
                let found = self.inner.store.thread(viewer, &subject.uid).await?;
                found.map(|thread| Held { thread, post: None })
            }
        };
        let held = found.ok_or(Error::NotFound)?;
        allows(viewer, Act::Read, &held.on())?;
        Ok(held)
    }
}
