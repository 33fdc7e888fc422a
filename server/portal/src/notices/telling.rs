// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Telling: what happened is written down as a job, in the change that makes it happen; whoever does the job finds out
//! who is told. It may be done twice: each member is told of one thing once.

use domain::Uid;
use domain::moderation::ModerationDeed;
use domain::notice::{Notice, NoticeAbout, NoticeKind, Occasion, Preferences, Rhythm, Told, told};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use store::{Change, KeptNotice, NewNotice};

use super::knowing::{Known, Reader};
use super::mailing::Letter;
use crate::Portal;
use crate::error::Error;
use crate::form::FormError;
use crate::people::{Job, write_about, write_to};

/// How many members one change tells.
const AT_ONCE: usize = 200;
/// The longest note, in characters.
const NOTE_MAX: usize = 1_000;

/// Something that happened in a thread.
#[derive(Clone, Debug)]
pub(crate) struct Happened {
    /// The thread.
    pub(crate) thread: Uid,
    /// The post that it is of.
    pub(crate) post: Option<Uid>,
    /// Who did it; is not told.
    pub(crate) by: Option<Uid>,
    /// What it is.
    pub(crate) occasion: Occasion,
}

/// What one member is told, whatever that member watches.
#[derive(Clone, Debug)]
pub(crate) struct ToMember {
    /// The member.
    pub(crate) member: Uid,
    /// Of what.
    pub(crate) kind: NoticeKind,
    /// What it is about.
    pub(crate) about: NoticeAbout,
    /// The post that it is of.
    pub(crate) post: Option<Uid>,
    /// Who did it; nobody where that is not to be known.
    pub(crate) by: Option<Uid>,
    /// What moderation did.
    pub(crate) deed: Option<ModerationDeed>,
    /// What is written to the member. Plain text.
    pub(crate) note: Option<String>,
}

/// What is to be told: the payload of a job.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Telling {
    at: i64,
    post: Option<Uid>,
    by: Option<Uid>,
    what: What,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum What {
    Happened { thread: Uid, occasion: Occasion },
    ToMember { member: Uid, kind: NoticeKind, about: NoticeAbout, deed: Option<ModerationDeed>, note: Option<String> },
}

/// Writes down that members are to be told of what happens in a thread. For what is shown now only: what waits or is
/// hidden is told when it comes out.
pub(crate) async fn told_of(change: &mut Change, happened: Happened) -> Result<(), FormError> {
    let Happened { thread, post, by, occasion } = happened;
    write_down(change, post, by, What::Happened { thread, occasion }).await
}

/// Writes down that a member is to be told of something.
pub(crate) async fn tell_member(change: &mut Change, told: ToMember) -> Result<(), FormError> {
    let ToMember { member, kind, about, post, by, deed, note } = told;
    let note = note.map(|note| note.trim().chars().take(NOTE_MAX).collect::<String>());
    let note = note.filter(|note| !note.is_empty());
    write_down(change, post, by, What::ToMember { member, kind, about, deed, note }).await
}

async fn write_down(change: &mut Change, post: Option<Uid>, by: Option<Uid>, what: What) -> Result<(), FormError> {
    let telling = Telling { at: change.now().as_millisecond(), post, by, what };
    let job = Job::Tell { telling: Box::new(telling) };
    change.add_job(job.kind(), job.json()?).await?;
    Ok(())
}

impl Telling {
    /// Names what happened, the same however often it is told.
    fn cause(&self) -> String {
        let Self { at, post, what, .. } = self;
        let post = post.as_ref().map_or("", Uid::as_str);
        let named = match what {
            What::Happened { thread, occasion } => match occasion {
                Occasion::Begun { .. } => format!("begun {thread}"),
                Occasion::Posted { .. } => format!("posted {thread} {post}"),
                Occasion::Renamed { .. } => format!("named {thread} {post} {at}"),
                Occasion::CameOut { .. } => format!("outcome {thread} {post} {at}"),
            },
            What::ToMember { kind, about, deed, .. } => {
                let deed = deed.map_or("", ModerationDeed::code);
                format!("{kind} {about:?} {post} {deed} {at}")
            }
        };
        hex::encode(Sha256::digest(named.as_bytes()))
    }

    /// Whether it is the first that is told of the thread, or of the post.
    fn is_first(&self) -> bool {
        matches!(&self.what, What::Happened { occasion: Occasion::Begun { .. } | Occasion::Posted { .. }, .. })
    }

    fn notice(&self, uid: Uid, told: &Told) -> KeptNotice {
        let (about, deed, note) = match &self.what {
            What::Happened { thread, .. } => (NoticeAbout::Thread(thread.clone()), None, None),
            What::ToMember { about, deed, note, .. } => (about.clone(), *deed, note.clone()),
        };
        let notice = Notice {
            uid,
            member: told.member.clone(),
            kind: told.kind,
            about,
            post: self.post.clone(),
            by: self.by.clone(),
            at: self.at,
            read_at: None,
            mailed_at: None,
        };
        KeptNotice { notice, deed, note }
    }
}

impl Portal {
    /// Tells whom something concerns, as far as they may read it.
    pub(crate) async fn tell(&self, telling: Telling) -> Result<(), FormError> {
        let told = match &telling.what {
            What::Happened { thread, occasion } => self.told_of_thread(thread, occasion, telling.by.as_ref()).await?,
            What::ToMember { member, kind, .. } => vec![Told { member: member.clone(), kind: *kind }],
        };
        for part in told.chunks(AT_ONCE) {
            self.tell_some(&telling, part).await?;
        }
        Ok(())
    }

    /// Who wants to be told of what happens in a thread; whether they may read it is asked with each.
    async fn told_of_thread(&self, thread: &Uid, occasion: &Occasion, by: Option<&Uid>) -> Result<Vec<Told>, Error> {
        let kept = self.inner.store.kept_threads(std::slice::from_ref(thread)).await?;
        let Some(kept) = kept.first() else { return Ok(Vec::new()) };
        let listeners = self.inner.store.listeners(&kept.record).await?;
        Ok(told(occasion, by, &listeners, |_| true))
    }

    async fn tell_some(&self, telling: &Telling, told: &[Told]) -> Result<(), FormError> {
        let members: Vec<Uid> = told.iter().map(|one| one.member.clone()).collect();
        let readers = self.readers(&members).await?;
        let mut notices = Vec::new();
        for reader in &readers {
            let own = told.iter().find(|one| one.member == reader.member.uid);
            notices.extend(own.map(|own| (reader, telling.notice(self.new_uid(), own))));
        }
        let known = self.things_known(notices.iter().map(|(_, kept)| &kept.notice)).await?;
        let mut ready = Vec::new();
        for (reader, mut kept) in notices {
            // Whoever does not read the thread any more is told why by the account.
            if kept.notice.kind == NoticeKind::Moderation && !known.sees(&reader.viewer, &kept.notice.about) {
                kept.notice.about = NoticeAbout::Account(kept.notice.member.clone());
                kept.notice.post = None;
            }
            if wants(&reader.preferences, kept.notice.kind) && known.may_read(&reader.viewer, &kept.notice) {
                ready.push(self.ready(telling, &known, reader, kept).await?);
            }
        }
        let by = telling.by.clone();
        self.write(move |change| Box::pin(async move { keep(change, by.as_ref(), &ready).await })).await
    }

    /// A notice to keep, with its mail where one goes at once.
    async fn ready(
        &self,
        telling: &Telling,
        known: &Known,
        reader: &Reader,
        mut kept: KeptNotice,
    ) -> Result<Ready, Error> {
        let kind = kept.notice.kind;
        let goes_now = goes_at_once(&reader.preferences, kind) && reader.member.email.is_some();
        let letter = match goes_now {
            true => Some(self.letter_at_once(telling.is_first(), known, reader, &kept).await?),
            false => None,
        };
        // What no mail is wanted of waits for none.
        if goes_now || reader.preferences.rhythm_of(kind) == Rhythm::Off {
            kept.notice.mailed_at = Some(self.now().as_millisecond());
        }
        Ok(Ready { new: NewNotice { kept, cause: telling.cause() }, letter })
    }
}

struct Ready {
    new: NewNotice,
    letter: Option<Letter>,
}

async fn keep(change: &mut Change, by: Option<&Uid>, ready: &[Ready]) -> Result<(), FormError> {
    for Ready { new, letter } in ready {
        let is_new = change.add_notice(new).await?;
        let Some(Letter { member, content }) = letter.as_ref().filter(|_| is_new) else { continue };
        match by {
            Some(by) => write_about(change, by, member, content).await?,
            None => write_to(change, member, content).await?,
        }
    }
    Ok(())
}

/// Whether a member is told of a kind in any way.
fn wants(preferences: &Preferences, kind: NoticeKind) -> bool {
    preferences.is_shown(kind) || preferences.rhythm_of(kind) != Rhythm::Off
}

/// Whether a mail goes at once. What moderation did is told at once, whatever the rhythm of the others.
fn goes_at_once(preferences: &Preferences, kind: NoticeKind) -> bool {
    match preferences.rhythm_of(kind) {
        Rhythm::AtOnce => true,
        Rhythm::Off => false,
        _ => kind == NoticeKind::Moderation,
    }
}
