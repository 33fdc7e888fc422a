// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What a moderator decides on a thread or a post: let it out, leave it, hide it, show it, lock or pin its thread.

use domain::Uid;
use domain::moderation::{FlagReason, ModerationDeed, Subject, trust_after};
use domain::policy::{Act, Standing, Viewer, allows};
use domain::text::plain_text;
use domain::thread::{ThreadDeed, ThreadRefused};
use store::Change;

use super::values::ModerationForm;
use super::{Held, author_held, held, keep, subject_of};
use crate::Portal;
use crate::error::Error;
use crate::form::{FieldProblem, FormError};
use crate::talking::{post_came_out, thread_came_out};
use crate::writing::asking;

/// What is decided, by whom, on what was before the eyes.
struct Decision {
    viewer: Viewer,
    by: Uid,
    deed: ModerationDeed,
    seen: String,
    reason: Option<FlagReason>,
    note: Option<String>,
}

/// What can be decided on a thread as a whole.
pub(super) const fn of_thread(deed: ModerationDeed) -> Option<ThreadDeed> {
    match deed {
        ModerationDeed::Locked => Some(ThreadDeed::Lock),
        ModerationDeed::Unlocked => Some(ThreadDeed::Unlock),
        ModerationDeed::Pinned => Some(ThreadDeed::Pin),
        ModerationDeed::Unpinned => Some(ThreadDeed::Unpin),
        _ => None,
    }
}

/// What can be decided on words that stand so.
const fn on_standing(standing: Standing) -> &'static [ModerationDeed] {
    match standing {
        Standing::Queued => &[ModerationDeed::LetOut, ModerationDeed::Hidden],
        Standing::Visible | Standing::Hidden => &[ModerationDeed::Shown, ModerationDeed::Hidden],
        Standing::Deleted | Standing::Erased => &[],
    }
}

impl Held {
    /// Where it stands, in one word that tells a decision on something else from one on this.
    pub(super) fn stands(&self) -> String {
        let version = self.post.as_ref().map_or(self.thread.record.version, |post| post.record.version);
        format!("{}.{}.{version}", self.standing(), self.thread.record.state)
    }

    /// What the viewer can decide on it now.
    pub(super) fn deeds(&self, viewer: &Viewer) -> Vec<ModerationDeed> {
        let mut deeds = Vec::new();
        let main = self.post.is_none() && self.thread.record.main;
        if allows(viewer, Act::Moderate, &self.on()).is_ok() && !main {
            deeds.extend(on_standing(self.standing()));
        }
        if self.post.is_none() {
            let can: Vec<ThreadDeed> = self.thread.record.deeds().collect();
            let may = |deed: &&ModerationDeed| {
                let wanted = of_thread(**deed).filter(|deed| can.contains(deed));
                wanted.is_some_and(|deed| allows(viewer, deed.act(), &self.thread.on()).is_ok())
            };
            deeds.extend(ModerationDeed::ALL.iter().filter(may));
        }
        deeds
    }
}

impl Portal {
    /// Decides on a thread or a post. Its author is told, with the word beside.
    ///
    /// # Errors
    /// `NotFound` where the viewer does not read it, `NotAllowed` where it is not the viewer's to decide. `deed` is
    /// unknown; `note` is missing where the author must be told why, or too long; `form` is `conflict` where it was
    /// decided or changed meanwhile.
    pub async fn decide(
        &self,
        viewer: &Viewer,
        kind: &str,
        uid: &str,
        form: ModerationForm,
    ) -> Result<ModerationDeed, FormError> {
        let by = asking(viewer)?;
        let subject = subject_of(kind, uid)?;
        let seen = self.subject_seen(viewer, &subject).await?;
        let (author, thread) = (seen.author().cloned(), seen.thread.record.uid);
        let deed = ModerationDeed::from_code(&form.deed).ok_or(FormError::field("deed", FieldProblem::Unknown))?;
        let note = Some(plain_text(&form.note).trim().to_owned()).filter(|note| !note.is_empty());
        let reason = FlagReason::from_code(&form.reason);
        let decision = Decision { viewer: viewer.clone(), by, deed, seen: form.seen, reason, note };
        // Whose first words are let out is trusted the more.
        let trusted = author.filter(|_| deed == ModerationDeed::LetOut);
        self.write(move |change| {
            Box::pin(async move {
                author_held(change, trusted.as_ref()).await?;
                decided(change, (&subject, &thread), decision).await
            })
        })
        .await?;
        Ok(deed)
    }
}

async fn decided(
    change: &mut Change,
    (subject, thread): (&Subject, &Uid),
    decision: Decision,
) -> Result<(), FormError> {
    let mut held = held(change, subject, thread).await?;
    allows(&decision.viewer, Act::Read, &held.on())?;
    if !held.deeds(&decision.viewer).contains(&decision.deed) {
        let act = of_thread(decision.deed).map_or(Act::Moderate, ThreadDeed::act);
        allows(&decision.viewer, act, &held.on())?;
        return Err(FormError::field("form", FieldProblem::Conflict));
    }
    if held.stands() != decision.seen {
        return Err(FormError::field("form", FieldProblem::Conflict));
    }
    let mut entry = held.entry(change, Some(&decision.by), decision.deed);
    (entry.reason, entry.note) = (decision.reason, decision.note);
    match decision.deed {
        ModerationDeed::LetOut | ModerationDeed::Shown => held.stand(change, Standing::Visible).await?,
        ModerationDeed::Hidden => held.stand(change, Standing::Hidden).await?,
        deed => {
            let deed = of_thread(deed).ok_or(Error::NotAllowed)?;
            let done = held.thread.record.clone().done(deed, None);
            held.thread.record = done.map_err(|error| refused(&error))?;
            change.put_thread(&held.thread.record).await?;
        }
    }
    if !matches!(decision.deed, ModerationDeed::Pinned | ModerationDeed::Unpinned) {
        change.settle_flags(subject).await?;
    }
    keep(change, &held, entry).await?;
    if decision.deed == ModerationDeed::LetOut { came_out(change, &held).await } else { Ok(()) }
}

/// What was let out is told of as if it were written now, and its author is trusted the more.
async fn came_out(change: &mut Change, held: &Held) -> Result<(), FormError> {
    if let Some(author) = held.author() {
        let let_out = change.let_out_of(author).await?;
        if let Some(mut kept) = change.member(author).await? {
            let trust = trust_after(kept.record.trust, let_out);
            if trust != kept.record.trust {
                kept.record.trust = trust;
                change.put_member(&kept.record).await?;
            }
        }
    }
    match &held.post {
        Some(post) => post_came_out(change, &post.record).await,
        None => thread_came_out(change, &held.thread.record).await,
    }
}

/// Why a thread stays as it is, as the problem of a form.
pub(super) fn refused(refused: &ThreadRefused) -> FormError {
    match refused {
        ThreadRefused::Main => FormError::field("form", FieldProblem::NotAllowed),
        ThreadRefused::Same => FormError::field("into", FieldProblem::Invalid),
        ThreadRefused::NotShown => FormError::field("form", FieldProblem::Expired),
        _ => FormError::field("form", FieldProblem::Conflict),
    }
}
