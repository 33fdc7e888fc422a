// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The way of a practice from one stage to another, and the new version of a published one.

use domain::Uid;
use domain::member::{Member, PortalRole};
use domain::policy::{Act, Viewer, allows};
use domain::practice::writing::{Move, lacks};
use domain::practice::{Licence, Opinion, Practice, Stage};
use domain::revision::{NOTE_MAX, REMARKS_MAX, Remark, RevisionAct};
use domain::text::plain_text;
use markdown::RENDERER;
use store::Change;

use super::{Deed, asking, facts, held, put, write_down};
use crate::Portal;
use crate::error::Error;
use crate::following::{self, tell_followers};
use crate::form::{FieldProblem, FormError, fine};
use crate::people::{MailContent, today, write_about};
use crate::rendering;

/// What is to be done with a practice.
#[derive(Clone, Debug, Default)]
pub struct MoveForm {
    /// The practice.
    pub uid: String,
    /// The version that the page shows; what is submitted or published must still be the same text.
    pub version: String,
    /// The code of the move.
    pub step: String,
    /// Why, or what is to be done.
    pub note: String,
    /// What is to be changed, by field.
    pub remarks: Vec<Remark>,
    /// Whether the sender may publish the text, when it is submitted.
    pub consent: bool,
    /// The code of the licence of the text, when it is submitted; empty to leave it.
    pub licence: String,
}

/// Where it went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The stage that it has now.
    pub stage: Stage,
    /// Its address.
    pub slug: String,
    /// Its identifier: that of the published practice whose new version was let in.
    pub uid: String,
}

/// A move that was read.
struct Wanted {
    to: Move,
    version: String,
    note: Option<String>,
    remarks: Vec<Remark>,
    licence: Option<Licence>,
}

impl Wanted {
    fn read(form: MoveForm) -> Result<Self, FormError> {
        let to = Move::from_code(&form.step).ok_or(Error::NotFound)?;
        let note = Some(plain_text(&form.note)).filter(|note| !note.trim().is_empty());
        let remarks: Vec<Remark> = form
            .remarks
            .into_iter()
            .map(|remark| Remark { field: remark.field, text: plain_text(&remark.text) })
            .filter(|remark| !remark.text.trim().is_empty())
            .collect();
        let mut problems = Vec::new();
        if note.is_none() && remarks.is_empty() && to.needs_reason() {
            problems.push(("note", FieldProblem::Missing));
        }
        if note.as_ref().is_some_and(|note| note.chars().count() > NOTE_MAX) {
            problems.push(("note", FieldProblem::TooLong));
        }
        let known = |field: &str| field == "form" || domain::practice::writing::field(field).is_some();
        if remarks.iter().any(|remark| !known(&remark.field)) {
            problems.push(("remarks", FieldProblem::Unknown));
        }
        let is_long = remarks.iter().any(|remark| remark.text.chars().count() > NOTE_MAX);
        if is_long || remarks.len() > REMARKS_MAX {
            problems.push(("remarks", FieldProblem::TooLong));
        }
        let licence = Licence::from_code(&form.licence);
        if licence.is_none() && !form.licence.is_empty() {
            problems.push(("licence_of_text", FieldProblem::Unknown));
        }
        if to == Move::Submit && !form.consent {
            problems.push(("consent", FieldProblem::Missing));
        }
        fine(problems)?;
        Ok(Self { to, version: form.version, note, remarks, licence })
    }

    /// What is read must be what is decided on: nobody submits or publishes a text that another one just changed.
    fn is_stale(&self, version: i64) -> bool {
        matches!(self.to, Move::Submit | Move::Publish) && self.version != version.to_string()
    }

    /// What of the practice changes with the stage.
    fn applied(&self, before: &Practice, stage: Stage) -> Practice {
        let mut practice = Practice { stage, ..before.clone() };
        if self.to == Move::Submit {
            practice.licence_of_text = self.licence.unwrap_or(practice.licence_of_text);
            practice.evidence_rating = Some(practice.rated());
        }
        if !matches!(stage, Stage::Submitted | Stage::DeletionRequested) {
            practice.reviewer = None;
        }
        practice
    }
}

const fn deed_of(step: Move) -> RevisionAct {
    match step {
        Move::Submit => RevisionAct::Submitted,
        Move::Withdraw => RevisionAct::Withdrawn,
        Move::RequestChanges => RevisionAct::ChangesRequested,
        Move::Publish => RevisionAct::Published,
        Move::Reject => RevisionAct::Rejected,
        Move::Archive => RevisionAct::Archived,
        Move::PutBack => RevisionAct::PutBack,
        Move::RequestDeletion => RevisionAct::DeletionRequested,
        Move::Keep => RevisionAct::Kept,
        Move::Delete => RevisionAct::Deleted,
        Move::Restore => RevisionAct::Restored,
    }
}

impl Portal {
    /// Leads a practice to another stage, as the state machine and the policy allow, and tells those whom it concerns.
    ///
    /// # Errors
    /// `consent` or `note` is missing; `lacks` is invalid where something is missing for submission; `form` is `conflict`
    /// where the practice is not in that stage any more, or its text is another one.
    pub async fn move_practice(&self, viewer: &Viewer, form: MoveForm) -> Result<Moved, FormError> {
        let by = asking(viewer)?;
        let uid = Uid::parse(&form.uid).map_err(|_| Error::NotFound)?;
        // What is not visible is not found, before anything is said about the form.
        let before = self.inner.store.practice_for(viewer, &uid).await?.ok_or(Error::NotFound)?.record;
        let wanted = Wanted::read(form)?;
        let told = self.who_is_told(&before, wanted.to, &by).await?;
        let name = self.inner.store.member_names(std::slice::from_ref(&by)).await?.pop().map(|(_, name)| name);
        let (revision, viewer, today) = (self.new_uid(), viewer.clone(), today(self.now()));
        let moving = self.write(move |change| {
            Box::pin(async move {
                let kept = change.practice(&uid).await?.ok_or(Error::NotFound)?;
                let stage = kept.record.stage;
                allows(&viewer, Act::Read, &facts(&kept.record))?;
                let conflict = || FormError::field("form", FieldProblem::Conflict);
                let next = wanted.to.from(stage).ok_or_else(conflict)?;
                allows(&viewer, wanted.to.act(stage), &facts(&kept.record))?;
                if wanted.is_stale(kept.record_version) {
                    return Err(conflict());
                }
                if wanted.to == Move::Submit && !lacks(&kept.record).is_empty() {
                    return Err(FormError::field("lacks", FieldProblem::Invalid));
                }
                let mut practice = wanted.applied(&kept.record, next);
                let is_let_in = wanted.to == Move::Publish;
                if is_let_in {
                    practice = let_in(change, &kept.record, practice, today).await?;
                    practice.evidence_rating = Some(practice.rated());
                }
                let put = put(change, &practice).await?;
                if is_let_in {
                    keep_html(change, &practice, put.record_version).await?;
                }
                let act = deed_of(wanted.to);
                let (note, remarks) = (wanted.note.clone(), wanted.remarks);
                let deed = Deed { by: by.clone(), act, note: note.clone(), remarks };
                let text = matches!(wanted.to, Move::Submit | Move::Publish).then_some(&practice);
                write_down(change, revision, &practice, deed, text).await?;
                let slug = change.practice(&practice.uid).await?.ok_or(Error::NotFound)?.slug.to_string();
                for member in &told {
                    let content = MailContent::PracticeMoved {
                        first_name: member.first_name.clone(),
                        title: practice.title.clone(),
                        uid: practice.uid.to_string(),
                        act: act.code().to_owned(),
                        by: name.clone().unwrap_or_default(),
                        note: note.clone().unwrap_or_default(),
                        reviews: member.roles.contains(&PortalRole::Reviewer)
                            && !practice.authors.contains(&member.uid),
                    };
                    write_about(change, &by, member, &content).await?;
                }
                let step = following::Step { act, by: &by, before: &kept.record, after: &practice, slug: &slug };
                tell_followers(change, step).await?;
                Ok(Moved { stage: practice.stage, slug, uid: practice.uid.to_string() })
            })
        });
        let moved = moving.await?;
        // Documents that came out may have to be read.
        self.inner.jobs_written.notify_one();
        Ok(moved)
    }

    /// Its authors; and the reviewers, where it waits for them. Never who does it.
    async fn who_is_told(&self, practice: &Practice, step: Move, by: &Uid) -> Result<Vec<Member>, Error> {
        let mut uids: Vec<Uid> = practice.authors.iter().filter(|author| *author != by).cloned().collect();
        if let (Some(reviewer), Move::Withdraw) = (&practice.reviewer, step) {
            uids.push(reviewer.clone());
        }
        if matches!(step, Move::Delete | Move::Restore) && uids.is_empty() {
            return Ok(Vec::new());
        }
        let kept = self.inner.store.members_by_uids(&Viewer::Operator, &uids).await?;
        let mut told: Vec<Member> = kept.into_iter().map(|kept| kept.record).collect();
        if matches!(step, Move::Submit | Move::RequestDeletion) {
            let reviewers = self.inner.store.members_with_role(PortalRole::Reviewer).await?;
            let is_new = |one: &Member| one.uid != *by && !practice.authors.contains(&one.uid);
            told.extend(reviewers.into_iter().filter(is_new));
        }
        Ok(told)
    }

    /// Begins a new version of a published practice; answers the identifier of the one there is where somebody has
    /// begun one already.
    ///
    /// # Errors
    /// The viewer may not, or the practice is not published.
    pub async fn open_revision(&self, viewer: &Viewer, uid: &str) -> Result<String, FormError> {
        let by = asking(viewer)?;
        let kept = self.practice_to(viewer, Act::Edit, uid).await?;
        let (uid, copy, revision) = (kept.record.uid, self.new_uid(), self.new_uid());
        let viewer = viewer.clone();
        self.write(move |change| {
            Box::pin(async move {
                let kept = held(change, &viewer, Act::Edit, &uid).await?;
                if kept.record.stage != Stage::Published {
                    return Err(FormError::field("form", FieldProblem::Conflict));
                }
                if let Some(open) = change.new_version_of(&uid).await? {
                    return Ok(open.to_string());
                }
                let mut practice =
                    Practice { uid: copy, stage: Stage::Draft, revision_of: Some(uid), reviewer: None, ..kept.record };
                if !practice.authors.contains(&by) {
                    practice.authors.push(by.clone());
                }
                put(change, &practice).await?;
                let deed = Deed::plain(by, RevisionAct::Opened);
                write_down(change, revision, &practice, deed, None).await?;
                Ok(practice.uid.to_string())
            })
        })
        .await
    }
}

/// What the library shows from now on: the practice itself, or the published one in its new version.
async fn let_in(
    change: &mut Change,
    before: &Practice,
    practice: Practice,
    today: domain::PartialDate,
) -> Result<Practice, FormError> {
    let Some(original) = &before.revision_of else {
        let published_on = practice.published_on.or(Some(today));
        return Ok(Practice { published_on, ..practice });
    };
    let kept = change.practice(original).await?.ok_or(Error::NotFound)?.record;
    if !kept.stage.is_in_library() {
        return Err(FormError::field("form", FieldProblem::Conflict));
    }
    crate::documents::let_in(change, &before.uid, &kept.uid).await?;
    change.move_invitations(&before.uid, &kept.uid).await?;
    change.remove_practice(&before.uid).await?;
    let opinions = joined(&kept.opinions, &practice.opinions);
    Ok(Practice {
        uid: kept.uid,
        stage: kept.stage,
        revision_of: None,
        reviewer: kept.reviewer,
        authors: kept.authors,
        published_on: kept.published_on,
        reviewed_at: kept.reviewed_at.max(practice.reviewed_at),
        opinions,
        evidence_rating: kept.evidence_rating,
        demo: kept.demo,
        ..practice
    })
}

/// The opinions on a published practice with those on its new version, which began as a copy of it; the last one last.
fn joined(published: &[Opinion], new: &[Opinion]) -> Vec<Opinion> {
    let added = new.iter().filter(|opinion| !published.contains(opinion));
    let mut all: Vec<Opinion> = published.iter().chain(added).cloned().collect();
    all.sort_by_key(|opinion| opinion.on);
    all
}

/// Renders what is published now, so that the first reader need not wait for it.
pub(super) async fn keep_html(change: &mut Change, practice: &Practice, version: i64) -> Result<(), FormError> {
    let rendered = practice.clone();
    let html = tokio::task::spawn_blocking(move || rendering::write(&rendering::render(&rendered)));
    let html = html.await.map_err(Error::from)?;
    Ok(change.put_rendering(&practice.uid, version, RENDERER, &html).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_move_is_written_down_as_a_deed_of_its_own() {
        let deeds: Vec<_> = Move::ALL.iter().map(|step| deed_of(*step)).collect();
        for (at, deed) in deeds.iter().enumerate() {
            assert!(!deeds[..at].contains(deed), "{deed}");
        }
    }
}
