// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The mails of notices: each by itself, or a digest.

use domain::Uid;
use domain::member::Member;
use domain::notice::{Digest, Group, Notice, NoticeAbout, NoticeKind, Period, Unsubscribe};
use domain::policy::{Act, On, Viewer, allows};
use store::KeptNotice;

use super::knowing::{Known, Reader};
use super::values::{DigestGroup, NoticePlace};
use crate::Portal;
use crate::error::Error;
use crate::people::{MailContent, NoticeMail, facts_of};

/// A mail to a member.
pub(super) struct Letter {
    /// To whom.
    pub(super) member: Member,
    /// What it says.
    pub(super) content: MailContent,
}

impl Portal {
    /// The mail of one notice. Its link mutes the thread where it is of a new post there, and ends the kind otherwise.
    pub(super) async fn letter_at_once(
        &self,
        first: bool,
        known: &Known,
        reader: &Reader,
        kept: &KeptNotice,
    ) -> Result<Letter, Error> {
        let Notice { kind, about, post, by, .. } = &kept.notice;
        let what = match (kind, about) {
            (NoticeKind::NewPost, NoticeAbout::Thread(thread)) => Unsubscribe::Thread(thread.clone()),
            _ => Unsubscribe::Kind(*kind),
        };
        let thread = known.thread(about);
        let mail = NoticeMail {
            kind: *kind,
            about: about.clone(),
            by: self.name_for(&reader.viewer, by.as_ref()).await?,
            deed: kept.deed,
            note: kept.note.clone(),
            title: title(known, about),
            place: known.place(about, post.as_ref()),
            thread: thread.map(|known| known.row.uid.clone()),
            post: post.clone(),
            answers: known.post(post.as_ref()).and_then(|place| place.answers.clone()),
            first,
        };
        let token = self.stop_token(&reader.member.uid, &what).await?;
        let first_name = reader.member.first_name.clone();
        let content = MailContent::Notice { first_name, token, mail: Box::new(mail) };
        Ok(Letter { member: reader.member.clone(), content })
    }

    /// What somebody is called, where that account is in use and the reader may see its profile.
    async fn name_for(&self, viewer: &Viewer, member: Option<&Uid>) -> Result<Option<String>, Error> {
        let Some(member) = member else { return Ok(None) };
        let kept = self.inner.store.member(&Viewer::Operator, member).await?;
        let seen = kept.filter(|kept| allows(viewer, Act::Read, &On::Member(facts_of(&kept.record))).is_ok());
        Ok(seen.map(|kept| kept.record.full_name()).filter(|name| !name.is_empty()))
    }

    /// What a mail to a member may still say, when its turn to be sent comes: of notices only what the member may read now;
    /// nothing where nothing is left, or the account is not in use any more. Other mails say what they said.
    ///
    /// # Errors
    /// The database cannot be asked.
    pub(crate) async fn still_told(
        &self,
        member: Option<&Uid>,
        mut content: MailContent,
    ) -> Result<Option<MailContent>, Error> {
        let things: Vec<(&NoticeAbout, Option<&Uid>)> = match &content {
            MailContent::Notice { mail, .. } => vec![(&mail.about, mail.post.as_ref())],
            MailContent::NoticeDigest { groups, .. } => groups.iter().map(|group| (&group.about, None)).collect(),
            _ => return Ok(Some(content)),
        };
        let known = self.known_of(&things).await?;
        let Some(member) = member else { return Ok(None) };
        let readers = self.readers(std::slice::from_ref(member)).await?;
        let Some(Reader { viewer, .. }) = readers.first() else { return Ok(None) };
        let is_told = match &mut content {
            MailContent::Notice { mail, .. } => {
                if mail.kind == NoticeKind::Moderation && !known.sees(viewer, &mail.about) {
                    by_account(mail, member);
                }
                known.may_be_told(viewer, mail)
            }
            MailContent::NoticeDigest { groups, .. } => {
                groups.retain(|group| known.sees(viewer, &group.about));
                !groups.is_empty()
            }
            _ => true,
        };
        Ok(is_told.then_some(content))
    }

    /// The mail of a digest. Its link ends all mails of notices.
    pub(super) async fn letter_of_digest(
        &self,
        period: Period,
        known: &Known,
        reader: &Reader,
        digest: &Digest<'_>,
    ) -> Result<Letter, Error> {
        let groups = digest.groups.iter().map(|group| told_together(known, group)).collect();
        let content = MailContent::NoticeDigest {
            first_name: reader.member.first_name.clone(),
            member: reader.member.uid.clone(),
            rhythm: period.rhythm,
            from: period.from,
            until: period.until,
            token: self.stop_token(&reader.member.uid, &Unsubscribe::All).await?,
            groups,
            more: u64::try_from(digest.more).unwrap_or(u64::MAX),
        };
        Ok(Letter { member: reader.member.clone(), content })
    }
}

/// Leaves of what moderation did why it was done, for who does not read the thread any more.
fn by_account(mail: &mut NoticeMail, member: &Uid) {
    mail.about = NoticeAbout::Account(member.clone());
    mail.place = NoticePlace::Notices;
    mail.title = None;
    (mail.thread, mail.post, mail.answers) = (None, None, None);
}

/// What happened about one thing: how much of each kind, and a link to where it begins. Nobody is named: a digest may
/// wait for its mail server longer than an account stays open.
fn told_together(known: &Known, group: &Group<'_>) -> DigestGroup {
    let mut kinds: Vec<(NoticeKind, u32)> = Vec::new();
    for kind in NoticeKind::ALL {
        let count = group.lines.iter().filter(|line| line.kind == *kind).count();
        if count > 0 {
            kinds.push((*kind, u32::try_from(count).unwrap_or(u32::MAX)));
        }
    }
    let earliest = group.lines.last().and_then(|line| line.post.as_ref());
    DigestGroup {
        about: group.about.clone(),
        title: title(known, group.about),
        place: known.place(group.about, earliest),
        kinds,
        more: u32::try_from(group.more).unwrap_or(u32::MAX),
    }
}

/// What a thing is called.
fn title(known: &Known, about: &NoticeAbout) -> Option<String> {
    let thread = known.thread(about).map(|known| known.row.title.clone());
    let title = thread.or_else(|| known.community(about).map(|kept| kept.record.name.clone()));
    title.filter(|title| !title.is_empty())
}
