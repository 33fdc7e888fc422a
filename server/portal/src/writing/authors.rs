// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Who writes a practice: more than one, handed over, and what becomes of it when an author goes.

use domain::member::MemberState;
use domain::policy::{Act, Viewer};
use domain::practice::Practice;
use domain::revision::RevisionAct;
use domain::{Locale, Uid};
use jiff::SignedDuration;
use store::Change;

use super::{Deed, asking, held, put, write_down};
use crate::Portal;
use crate::form::{FieldProblem, FormError};
use crate::people::{MailContent, write_about};

/// For how long a draft that was thrown away can be taken back (issue 4; DOMAIN.md).
const RESTORABLE: SignedDuration = SignedDuration::from_hours(30 * 24);

impl Portal {
    /// Lets a colleague write a practice as well, and tells so.
    ///
    /// # Errors
    /// `author` is nobody whom the page offers, or writes it already.
    pub async fn add_author(&self, viewer: &Viewer, uid: &str, author: &str) -> Result<(), FormError> {
        let by = asking(viewer)?;
        let kept = self.practice_to(viewer, Act::ShareAuthorship, uid).await?;
        let unknown = || FormError::field("author", FieldProblem::Unknown);
        let author = Uid::parse(author).map_err(|_| unknown())?;
        let offered = self.practice_desk(viewer, Locale::Italian, uid).await?.colleagues;
        if !offered.iter().any(|(uid, _)| uid == author.as_str()) {
            return Err(unknown());
        }
        let member = self.inner.store.members_by_uids(&Viewer::Operator, std::slice::from_ref(&author)).await?.pop();
        let member =
            member.map(|kept| kept.record).filter(|one| one.state == MemberState::Active).ok_or_else(unknown)?;
        let name = self.called(std::slice::from_ref(&by)).await?.pop().map(|(_, name)| name).unwrap_or_default();
        let (uid, revision, viewer) = (kept.record.uid, self.new_uid(), viewer.clone());
        self.write(move |change| {
            Box::pin(async move {
                let mut practice = held(change, &viewer, Act::ShareAuthorship, &uid).await?.record;
                if practice.authors.contains(&author) {
                    return Err(FormError::field("author", FieldProblem::Taken));
                }
                practice.authors.push(author);
                put(change, &practice).await?;
                let deed = Deed::plain(by.clone(), RevisionAct::AuthorsChanged);
                write_down(change, revision, &practice, deed, None).await?;
                let content = MailContent::AuthorAdded {
                    first_name: member.first_name.clone(),
                    by: name,
                    title: practice.title.clone(),
                    uid: practice.uid.to_string(),
                };
                write_about(change, &by, &member, &content).await
            })
        })
        .await
    }

    /// Takes a member from those who write a practice; one may also go by oneself.
    ///
    /// # Errors
    /// `author` does not write it, or would leave a practice that no organisation has without anybody.
    pub async fn remove_author(&self, viewer: &Viewer, uid: &str, author: &str) -> Result<(), FormError> {
        let by = asking(viewer)?;
        let kept = self.practice_to(viewer, Act::ShareAuthorship, uid).await?;
        let author = Uid::parse(author).map_err(|_| FormError::field("author", FieldProblem::Unknown))?;
        let (uid, revision, viewer) = (kept.record.uid, self.new_uid(), viewer.clone());
        self.write(move |change| {
            Box::pin(async move {
                let mut practice = held(change, &viewer, Act::ShareAuthorship, &uid).await?.record;
                if !practice.authors.contains(&author) {
                    return Err(FormError::field("author", FieldProblem::Unknown));
                }
                practice.authors.retain(|one| *one != author);
                if practice.authors.is_empty() && practice.owner_org.is_none() {
                    return Err(FormError::field("author", FieldProblem::NotAllowed));
                }
                put(change, &practice).await?;
                let deed = Deed::plain(by, RevisionAct::AuthorsChanged);
                write_down(change, revision, &practice, deed, None).await
            })
        })
        .await
    }

    /// Forgets the drafts that were thrown away long enough ago; says how many.
    ///
    /// # Errors
    /// The database cannot be asked.
    pub(crate) async fn forget_thrown_away(&self) -> Result<u64, FormError> {
        let old = self.inner.store.thrown_away_before(self.now() - RESTORABLE).await?;
        let count = old.len() as u64;
        if old.is_empty() {
            return Ok(0);
        }
        let before = self.now() - RESTORABLE;
        self.write(move |change| {
            Box::pin(async move {
                for uid in old {
                    let Some(kept) = change.practice(&uid).await? else { continue };
                    if kept.record.stage == domain::practice::Stage::Deleted && kept.updated_at < before {
                        change.remove_practice(&uid).await?;
                    }
                }
                Ok(count)
            })
        })
        .await
    }
}

/// Leaves the practices of an organisation to its editors, when one of their authors leaves it.
pub(crate) async fn leave_practices_of(change: &mut Change, member: &Uid, organisation: &Uid) -> Result<(), FormError> {
    for kept in change.practices_written_by(member).await? {
        if kept.record.owner_org.as_ref() == Some(organisation) {
            put(change, &without(kept.record, member)).await?;
        }
    }
    Ok(())
}

/// Leaves all practices of a member whose account is closed: what an organisation has stays with it; a draft that only
/// this member ever saw goes.
pub(crate) async fn leave_all_practices(change: &mut Change, member: &Uid) -> Result<(), FormError> {
    for kept in change.practices_written_by(member).await? {
        let practice = without(kept.record, member);
        let is_nobodys = practice.authors.is_empty() && practice.owner_org.is_none();
        if is_nobodys && practice.stage.is_unpublished() {
            change.remove_practice(&practice.uid).await?;
        } else {
            put(change, &practice).await?;
        }
    }
    Ok(())
}

fn without(mut practice: Practice, member: &Uid) -> Practice {
    practice.authors.retain(|one| one != member);
    practice.reviewer.take_if(|one| one == member);
    practice
}
