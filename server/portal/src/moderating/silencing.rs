// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Keeping a member from writing for some days: in a community by who looks after it, everywhere by moderators. It
//! begins at something that the member wrote.

use domain::Uid;
use domain::member::ShownTo;
use domain::moderation::{LogEntry, ModerationDeed, Silence, Subject, SubjectKind};
use domain::notice::{NoticeAbout, NoticeKind};
use domain::policy::{Act, MemberFacts, On, Viewer, allows};
use domain::text::plain_text;
use store::{Change, Whose};

use super::values::{Reach, SilenceForm};
use super::{Held, author_held, community_of, held, subject_of};
use crate::Portal;
use crate::error::Error;
use crate::form::{FieldProblem, FormError};
use crate::notices::{ToMember, tell_member};
use crate::people::facts_of;
use crate::writing::asking;

/// The most days for which a member is kept from writing.
pub const SILENCE_DAYS_MAX: i64 = 365;
const DAY: i64 = 86_400_000;

impl Portal {
    /// Keeps who wrote a thread or a post from writing for some days.
    ///
    /// # Errors
    /// `NotFound` where the viewer does not read it, or nobody is known to have written it; `NotAllowed` where it is not
    /// the viewer's to say. `days` is missing or out of 1 to 365; `reach` is unknown; `note` is missing or too long.
    pub async fn silence(&self, viewer: &Viewer, kind: &str, uid: &str, form: SilenceForm) -> Result<(), FormError> {
        let by = asking(viewer)?;
        let subject = subject_of(kind, uid)?;
        let seen = self.subject_seen(viewer, &subject).await?;
        let (author, thread) = (seen.author().cloned(), seen.thread.record.uid);
        let reach = Reach::from_code(&form.reach).ok_or(FormError::field("reach", FieldProblem::Missing))?;
        let days = days(&form.days)?;
        let note = plain_text(&form.note).trim().to_owned();
        let viewer = viewer.clone();
        self.write(move |change| {
            Box::pin(async move {
                author_held(change, author.as_ref()).await?;
                let held = held(change, &subject, &thread).await?;
                let (member, community) = silenced(change, &viewer, &held, reach).await?;
                let at = change.now().as_millisecond();
                let silence =
                    Silence { member, at, until: at + days * DAY, by: Some(by.clone()), reason: note.clone() };
                let entry = LogEntry {
                    note: Some(note).filter(|note| !note.is_empty()),
                    ..entry(&silence, by, ModerationDeed::Silenced, community.clone())
                };
                let entry = entry.checked().map_err(|problems| FormError::of_record(&problems, &["note"]))?;
                change.add_silence(&silence, community.as_ref()).await?;
                said(change, entry, silence.member).await
            })
        })
        .await
    }

    /// Lets who wrote a thread or a post write again.
    ///
    /// # Errors
    /// As `silence`; `form` is `conflict` where the member writes already.
    pub async fn end_silence(&self, viewer: &Viewer, kind: &str, uid: &str, reach: &str) -> Result<(), FormError> {
        let by = asking(viewer)?;
        let subject = subject_of(kind, uid)?;
        let seen = self.subject_seen(viewer, &subject).await?;
        let (author, thread) = (seen.author().cloned(), seen.thread.record.uid);
        let reach = Reach::from_code(reach).ok_or(FormError::field("reach", FieldProblem::Missing))?;
        let viewer = viewer.clone();
        self.write(move |change| {
            Box::pin(async move {
                author_held(change, author.as_ref()).await?;
                let held = held(change, &subject, &thread).await?;
                let (member, community) = silenced(change, &viewer, &held, reach).await?;
                if change.end_silences(&member, community.as_ref()).await? == 0 {
                    return Err(FormError::field("form", FieldProblem::Conflict));
                }
                let at = change.now().as_millisecond();
                let over = Silence { member, at, until: at, by: Some(by.clone()), reason: String::new() };
                let entry = entry(&over, by, ModerationDeed::SilenceEnded, community);
                said(change, entry, over.member).await
            })
        })
        .await
    }
}

fn entry(silence: &Silence, by: Uid, deed: ModerationDeed, community: Option<Uid>) -> LogEntry {
    LogEntry {
        at: silence.at,
        by: Some(by),
        deed,
        subject: Subject { kind: SubjectKind::Member, uid: silence.member.clone() },
        community,
        reason: None,
        note: None,
    }
}

fn days(typed: &str) -> Result<i64, FormError> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(FormError::field("days", FieldProblem::Missing));
    }
    let days = typed.parse().ok().filter(|days| (1..=SILENCE_DAYS_MAX).contains(days));
    days.ok_or(FormError::field("days", FieldProblem::Invalid))
}

/// Where the viewer may keep the author of something from writing.
pub(super) fn reaches(viewer: &Viewer, held: &Held, author: &MemberFacts) -> Vec<Reach> {
    let mut reaches = Vec::new();
    let place = held.thread.place.as_ref().map(|place| &place.on);
    let own = viewer.acting().is_some_and(|acting| acting.member == author.member);
    if let Some(on @ On::Community(_)) = place
        && !own
        && allows(viewer, Act::Moderate, on).is_ok()
    {
        reaches.push(Reach::Community);
    }
    // A moderator knows the member by what was written, whoever else sees the profile.
    let mut known = author.clone();
    known.shown.profile = ShownTo::Members;
    if allows(viewer, Act::Silence, &On::Member(known)).is_ok() {
        reaches.push(Reach::Everywhere);
    }
    reaches
}

/// The author, and the community in which the author is kept from writing; everywhere without one.
async fn silenced(
    change: &mut Change,
    viewer: &Viewer,
    held: &Held,
    reach: Reach,
) -> Result<(Uid, Option<Uid>), FormError> {
    allows(viewer, Act::Moderate, &held.on())?;
    let author = held.author().cloned().ok_or(Error::NotFound)?;
    let kept = change.member(&author).await?.ok_or(Error::NotFound)?;
    if !reaches(viewer, held, &facts_of(&kept.record)).contains(&reach) {
        return Err(Error::NotAllowed.into());
    }
    let community = if reach == Reach::Community { community_of(&held.thread) } else { None };
    Ok((author, community))
}

/// Writes it down and tells the member.
async fn said(change: &mut Change, entry: LogEntry, member: Uid) -> Result<(), FormError> {
    let whose = Whose { thread: None, author: Some(member.clone()) };
    change.log_moderation(&entry, &whose).await?;
    let told = ToMember {
        kind: NoticeKind::Moderation,
        about: NoticeAbout::Account(member.clone()),
        member,
        post: None,
        by: None,
        note: entry.note,
        deed: Some(entry.deed),
    };
    tell_member(change, told).await
}
