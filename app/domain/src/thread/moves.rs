// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What is done to a thread: pinned, locked, closed, edited, withdrawn, moved, merged.

use super::{Closing, Thread, ThreadAbout, ThreadKind, writing};
use crate::code::coded;
use crate::policy::{Act, ClosedAs, Standing, ThreadState};
use crate::post::{Edited, Version, remember};
use crate::practice::writing::LackKind;
use crate::text::{self, Uid};

coded! {
    /// What is done to a thread as a whole.
    ThreadDeed {
        /// Keep it at the top of its list.
        Pin = "pin",
        /// Let it stand where its posts put it.
        Unpin = "unpin",
        /// Take no more words, until it is unlocked.
        Lock = "lock",
        /// Take words again.
        Unlock = "unlock",
        /// End it, with its conclusions.
        Close = "close",
        /// Take words again after its end; what was concluded is kept.
        Reopen = "reopen",
    }
}

impl ThreadDeed {
    /// What somebody must be allowed to do.
    pub const fn act(self) -> Act {
        match self {
            Self::Pin | Self::Unpin => Act::Pin,
            Self::Lock | Self::Unlock => Act::Lock,
            Self::Close | Self::Reopen => Act::Chair,
        }
    }

    /// The state that it leads to, where it can be done.
    pub const fn from(self, state: ThreadState) -> Option<ThreadState> {
        match (self, state) {
            (_, ThreadState::Merged) => None,
            (Self::Pin | Self::Unpin, state) => Some(state),
            (Self::Lock, ThreadState::Open) => Some(ThreadState::Locked),
            (Self::Unlock, ThreadState::Locked) | (Self::Reopen, ThreadState::Closed) => Some(ThreadState::Open),
            // What is locked is unlocked first: its author may open again what is closed.
            (Self::Close, ThreadState::Open) => Some(ThreadState::Closed),
            _ => None,
        }
    }
}

/// Why a thread stays as it is, or takes no words.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ThreadRefused {
    /// Where it stands, that is not done.
    #[error("cannot {deed} while {state}")]
    NotNow {
        /// What was to be done.
        deed: ThreadDeed,
        /// Where it stands.
        state: ThreadState,
    },
    /// It takes no words: it is locked or closed.
    #[error("is {0}")]
    TakesNoWords(ThreadState),
    /// Its posts are part of another one now: there it goes on.
    #[error("goes on in {0}")]
    GoesOnIn(Uid),
    /// It was withdrawn or erased, or is hidden.
    #[error("is not there any more")]
    Gone,
    /// It waits, or is hidden, as a whole: that is decided first.
    #[error("is not shown")]
    NotShown,
    /// The conclusions are not in order.
    #[error("the conclusions are not in order")]
    Conclusions(LackKind),
    /// The thread that a twinning owns stays where it is, and is shown.
    #[error("its twinning owns it")]
    Main,
    /// Only a question has an answer.
    #[error("is no question")]
    NoQuestion,
    /// Somebody has edited it meanwhile.
    #[error("is at version {now}")]
    Stale {
        /// The version that it is at.
        now: u32,
    },
    /// It is not joined to itself.
    #[error("is the same thread")]
    Same,
}

/// An edit of a thread as it comes in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThreadEdit {
    /// The title, checked.
    pub title: String,
    /// The text, with when and on which version.
    pub text: Edited,
}

impl Thread {
    fn is_gone(&self) -> bool {
        matches!(self.standing, Standing::Deleted | Standing::Erased)
    }

    /// Why it takes no words now, whoever writes them; what to say to who had begun to write.
    ///
    /// # Errors
    /// It is gone or hidden, merged, locked or closed.
    pub fn takes_words(&self) -> Result<(), ThreadRefused> {
        match (&self.merged_into, self.state) {
            (Some(other), _) => Err(ThreadRefused::GoesOnIn(other.clone())),
            _ if self.standing != Standing::Visible => Err(ThreadRefused::Gone),
            (None, ThreadState::Open) => Ok(()),
            (None, state) => Err(ThreadRefused::TakesNoWords(state)),
        }
    }

    /// What can be done to it where it stands, whoever may.
    pub fn deeds(&self) -> impl Iterator<Item = ThreadDeed> {
        let (state, pinned) = (self.state, self.pinned);
        ThreadDeed::ALL.iter().copied().filter(move |deed| match deed {
            ThreadDeed::Pin => !pinned && state != ThreadState::Merged,
            ThreadDeed::Unpin => pinned && state != ThreadState::Merged,
            deed => deed.from(state).is_some(),
        })
    }

    /// The thread after a deed; to pin what is pinned, or to take off what is not there, changes nothing. To close it
    /// takes conclusions.
    ///
    /// # Errors
    /// Where it stands, that is not done; or the conclusions are not in order.
    pub fn done(mut self, deed: ThreadDeed, conclusions: Option<&str>) -> Result<Self, ThreadRefused> {
        if self.is_gone() {
            return Err(ThreadRefused::Gone);
        }
        let state = deed.from(self.state).ok_or(ThreadRefused::NotNow { deed, state: self.state })?;
        match deed {
            ThreadDeed::Pin => self.pinned = true,
            ThreadDeed::Unpin => self.pinned = false,
            ThreadDeed::Close => {
                self.conclusions =
                    Some(concluded(conclusions.unwrap_or_default()).map_err(ThreadRefused::Conclusions)?);
            }
            ThreadDeed::Reopen => self.closing = None,
            ThreadDeed::Lock | ThreadDeed::Unlock => {}
        }
        Ok(Self { state, ..self })
    }

    /// The thread with who closed it: who began it as its author, everybody else who may as one who moderates.
    #[must_use]
    pub fn closed_by(self, member: &Uid) -> Self {
        let is_author = self.author.as_ref() == Some(member);
        let closed_as = if is_author { ClosedAs::Author } else { ClosedAs::Moderator };
        Self { closing: Some(Closing { by: Some(member.clone()), closed_as }), ..self }
    }

    /// The thread without the name of who closed it.
    #[must_use]
    pub fn without_closer(self) -> Self {
        let closing = self.closing.map(|closing| Closing { by: None, ..closing });
        Self { closing, ..self }
    }

    /// The thread with another title and text. What it says already changes nothing.
    ///
    /// # Errors
    /// It is gone, or the writer had another version before the eyes.
    pub fn edited(mut self, edit: ThreadEdit) -> Result<Self, ThreadRefused> {
        let ThreadEdit { title, text } = edit;
        let body = Some(text.body).filter(|body| !body.is_empty());
        if self.is_gone() {
            return Err(ThreadRefused::Gone);
        }
        if self.title == title && self.body == body {
            return Ok(self);
        }
        if self.version != text.version {
            return Err(ThreadRefused::Stale { now: self.version });
        }
        let before = Version {
            until: text.at,
            title: Some(std::mem::replace(&mut self.title, title)),
            body: std::mem::replace(&mut self.body, body).unwrap_or_default(),
        };
        remember(&mut self.revisions, before);
        self.version = self.version.saturating_add(1);
        self.edited_at = Some(text.at);
        Ok(self)
    }

    /// The question with a post as its answer; the one that was it before is it no longer.
    ///
    /// # Errors
    /// It is no question, or takes no answers any more.
    pub fn answered_by(self, post: Uid) -> Result<Self, ThreadRefused> {
        if self.kind != ThreadKind::Question {
            return Err(ThreadRefused::NoQuestion);
        }
        match self.takes_words() {
            Ok(()) | Err(ThreadRefused::TakesNoWords(_)) => Ok(Self { answer: Some(post), ..self }),
            Err(refused) => Err(refused),
        }
    }

    /// The thread once a post of it is no answer: it was taken back, withdrawn or hidden.
    #[must_use]
    pub fn without_answer(self, post: &Uid) -> Self {
        let answer = self.answer.clone().filter(|answer| answer != post);
        Self { answer, ..self }
    }

    /// The thread as its author takes it back: a sign stays, and what others wrote.
    ///
    /// # Errors
    /// Its twinning owns it, it is merged, or it was erased.
    pub fn withdrawn(self) -> Result<Self, ThreadRefused> {
        match (self.standing, &self.merged_into) {
            _ if self.main => Err(ThreadRefused::Main),
            (Standing::Deleted, _) => Ok(self),
            (Standing::Erased, _) => Err(ThreadRefused::Gone),
            (_, Some(other)) => Err(ThreadRefused::GoesOnIn(other.clone())),
            _ => Ok(self.emptied(Standing::Deleted)),
        }
    }

    /// The thread without its words and without the person, once nothing of them may stay; that of a twinning has none.
    #[must_use]
    pub fn erased(self) -> Self {
        if self.main {
            return Self { author: None, revisions: Vec::new(), ..self.without_closer() };
        }
        Self { author: None, ..self.without_closer().emptied(Standing::Erased) }
    }

    fn emptied(self, standing: Standing) -> Self {
        Self { title: String::new(), body: None, documents: Vec::new(), revisions: Vec::new(), standing, ..self }
    }

    /// The thread hidden, shown or held.
    ///
    /// # Errors
    /// Its twinning owns it, it is gone, or that is no standing that others give.
    pub fn with_standing(self, standing: Standing) -> Result<Self, ThreadRefused> {
        if self.main {
            return Err(ThreadRefused::Main);
        }
        if self.is_gone() || matches!(standing, Standing::Deleted | Standing::Erased) {
            return Err(ThreadRefused::Gone);
        }
        Ok(Self { standing, ..self })
    }

    /// The thread in another place, for whom and by whom that place has room. Whether it may go there is asked of
    /// `moderation::may_move`.
    ///
    /// # Errors
    /// Its twinning owns it, or it is gone or merged.
    pub fn moved_to(self, about: Option<ThreadAbout>) -> Result<Self, ThreadRefused> {
        if self.main {
            return Err(ThreadRefused::Main);
        }
        match &self.merged_into {
            _ if self.is_gone() => return Err(ThreadRefused::Gone),
            Some(other) => return Err(ThreadRefused::GoesOnIn(other.clone())),
            None => {}
        }
        let audiences = writing::audiences(about.as_ref());
        // The narrowest that there is, where the place does not have its own: a move shows it to nobody more.
        let fits = audiences.contains(&self.audience);
        let audience = if fits { self.audience } else { *audiences.last().unwrap_or(&self.audience) };
        let writers = writing::writers(about.as_ref());
        let writers = if writers.contains(&self.writers) { self.writers } else { writers[0] };
        Ok(Self { about, audience, writers, ..self })
    }

    /// The thread once its posts are part of another one. Whether they may be is asked of `moderation::may_merge`. One that
    /// is hidden as a whole hides posts that would be read elsewhere.
    ///
    /// # Errors
    /// It is the same, its twinning owns it, one of the two is gone or not shown, or one is merged already.
    pub fn merged_into(self, other: &Self) -> Result<Self, ThreadRefused> {
        match (&self.merged_into, &other.merged_into) {
            _ if self.uid == other.uid => Err(ThreadRefused::Same),
            _ if self.main => Err(ThreadRefused::Main),
            (Some(already), _) if *already == other.uid => Ok(self),
            (Some(further), _) | (None, Some(further)) => Err(ThreadRefused::GoesOnIn(further.clone())),
            _ if self.is_gone() || other.is_gone() => Err(ThreadRefused::Gone),
            _ if [self.standing, other.standing] != [Standing::Visible; 2] => Err(ThreadRefused::NotShown),
            (None, None) => {
                let merged_into = Some(other.uid.clone());
                Ok(Self { state: ThreadState::Merged, pinned: false, closing: None, merged_into, ..self })
            }
        }
    }
}

/// Conclusions as they are kept.
fn concluded(conclusions: &str) -> Result<String, LackKind> {
    let text = text::plain_text(conclusions).trim().to_owned();
    match text.chars().count() {
        0 => Err(LackKind::Missing),
        now if now > writing::CONCLUSIONS_MAX => Err(LackKind::TooLong { max: writing::CONCLUSIONS_MAX, now }),
        _ => Ok(text),
    }
}
