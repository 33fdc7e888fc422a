// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Telling the moderators of a thread or a post, with or without an account. At three different people it is hidden
//! until a moderator has looked at it; visitors count as one.

use domain::Uid;
use domain::moderation::{Flag, FlagReason, Flagging, ModerationDeed, Subject, flagging};
use domain::policy::{Act, Standing, Viewer, allows};
use domain::practice::writing::LackKind;
use store::Change;

use super::values::{FlagForm, FlagPage};
use super::{Held, held, keep, subject_of};
use crate::Portal;
use crate::cards::Text;
use crate::error::Error;
use crate::form::{FieldProblem, FormError};

/// How many flags of visitors are kept of one thing until a moderator has looked at it; they count as one.
const OF_VISITORS: usize = 20;
/// How many characters of a text are shown to who tells of it.
const OPENING: usize = 300;

impl Portal {
    /// What the form shows by which somebody tells of a thread or a post.
    ///
    /// # Errors
    /// `NotFound` where the viewer does not read it.
    pub async fn flag_page(&self, viewer: &Viewer, kind: &str, uid: &str) -> Result<FlagPage, Error> {
        let subject = subject_of(kind, uid)?;
        let held = self.subject_seen(viewer, &subject).await?;
        flaggable(viewer, &held)?;
        let thread = &held.thread.record;
        let text = held.post.as_ref().map_or(thread.body.as_deref(), |post| Some(post.record.body.as_str()));
        Ok(FlagPage {
            thread: held.thread.address().to_string(),
            title: Text { text: thread.title.clone(), language: thread.language },
            position: held.post.as_ref().map(|post| post.position),
            opening: super::queue::begins(text.unwrap_or_default(), OPENING),
            subject,
        })
    }

    /// Tells the moderators of a thread or a post. A member who told of it already, and nobody has looked at it, adds
    /// nothing.
    ///
    /// # Errors
    /// `NotFound` where the viewer does not read it; `reason` is missing, `note` is missing beside another reason, or too
    /// long.
    pub async fn flag(&self, viewer: &Viewer, kind: &str, uid: &str, form: FlagForm) -> Result<(), FormError> {
        let subject = subject_of(kind, uid)?;
        let seen = self.subject_seen(viewer, &subject).await?;
        flaggable(viewer, &seen)?;
        let reason = FlagReason::from_code(&form.reason);
        if let Some((field, kind)) = Flag::lack(reason, &form.note) {
            let problem = if kind == LackKind::Missing { FieldProblem::Missing } else { FieldProblem::TooLong };
            return Err(FormError::field(field, problem));
        }
        let reason = reason.ok_or(FormError::field("reason", FieldProblem::Missing))?;
        let by = viewer.acting().map(|acting| acting.member.clone());
        let flag = Flag { at: self.now().as_millisecond(), by, reason, note: Some(form.note), settled_at: None };
        let flag = flag.checked().map_err(|problems| FormError::of_record(&problems, &["note"]))?;
        let (viewer, thread) = (viewer.clone(), seen.thread.record.uid);
        self.write(move |change| Box::pin(async move { tell(change, &viewer, (&subject, &thread), &flag).await })).await
    }
}

/// Whether a viewer can tell of it: of what was withdrawn there is nothing to tell.
fn flaggable(viewer: &Viewer, held: &Held) -> Result<(), Error> {
    allows(viewer, Act::Flag, &held.on())?;
    if matches!(held.standing(), Standing::Deleted | Standing::Erased) { Err(Error::NotFound) } else { Ok(()) }
}

async fn tell(
    change: &mut Change,
    viewer: &Viewer,
    (subject, thread): (&Subject, &Uid),
    flag: &Flag,
) -> Result<(), FormError> {
    let mut held = held(change, subject, thread).await?;
    flaggable(viewer, &held)?;
    let before = change.flags_of(subject).await?;
    let of_visitors = before.iter().filter(|one| one.by.is_none() && one.settled_at.is_none()).count();
    if flag.by.is_none() && of_visitors >= OF_VISITORS {
        return Ok(());
    }
    // The thread that a twinning owns is always shown.
    let standing = if held.post.is_none() && held.thread.record.main { Standing::Hidden } else { held.standing() };
    match flagging(&before, flag, standing) {
        Flagging::Known => Ok(()),
        Flagging::Told => Ok(change.add_flag(subject, thread, flag).await?),
        Flagging::Hides => {
            change.add_flag(subject, thread, flag).await?;
            held.stand(change, Standing::Hidden).await?;
            let entry = held.entry(change, None, ModerationDeed::HiddenByFlags);
            keep(change, &held, entry).await
        }
    }
}

impl Held {
    /// Hides it, or shows it.
    pub(super) async fn stand(&mut self, change: &mut Change, standing: Standing) -> Result<(), FormError> {
        let conflict = || FormError::field("form", FieldProblem::Conflict);
        match &mut self.post {
            None => {
                let stands = self.thread.record.clone().with_standing(standing);
                self.thread.record = stands.map_err(|_| conflict())?;
                change.put_thread(&self.thread.record).await?;
            }
            Some(post) => {
                post.record = post.record.clone().with_standing(standing).map_err(|_| conflict())?;
                change.put_post(&post.record).await?;
                let is_answer = self.thread.record.answer.as_ref() == Some(&post.record.uid);
                if is_answer && standing == Standing::Hidden {
                    self.thread.record = self.thread.record.clone().without_answer(&post.record.uid);
                    change.put_thread(&self.thread.record).await?;
                }
            }
        }
        Ok(())
    }
}
