// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The desks of authors: all their practices, and each with what is missing, what was said, and what comes next.

use domain::member::{MembershipState, OrganisationRole};
use domain::phase::{Facts, Phase, missing_for_documented};
use domain::policy::{Act, Viewer, allows};
use domain::practice::writing::{Move, lacks};
use domain::practice::{Practice, Stage};
use domain::revision::{Remark, RevisionAct};
use domain::{Locale, Uid};
use store::{KeptPractice, Page, RevisionHead};

use super::saving::LOOK_BACK;
use super::values::{Desk, DeskLine, HistoryLine, PracticeDesk, RevisionComparison};
use super::{asking, changes, facts, root};
use crate::Portal;
use crate::adopting::declared;
use crate::error::Error;
use crate::testimonials::Subject;

/// How many colleagues are offered as authors.
const COLLEAGUES: u32 = 100;

/// What the last review asks for, where it is still open: remarks by field, and what was said as a whole.
pub(super) fn open_remarks(stage: Stage, history: &[HistoryLine]) -> (Vec<Remark>, Option<String>) {
    if !matches!(stage, Stage::Draft | Stage::ChangesRequested | Stage::Rejected) {
        return (Vec::new(), None);
    }
    let last = history.iter().find(|line| {
        matches!(line.act, RevisionAct::ChangesRequested | RevisionAct::Rejected | RevisionAct::Published)
    });
    match last {
        Some(line) if line.act != RevisionAct::Published => (line.remarks.clone(), line.note.clone()),
        _ => (Vec::new(), None),
    }
}

/// The next phase of a practice, and what it lacks for that.
fn next_phase(practice: &Practice, phase: Phase) -> Option<(Phase, Vec<&'static str>)> {
    let next = Phase::ALL.iter().copied().find(|one| *one > phase)?;
    let missing = match next {
        Phase::Documented => missing_for_documented(practice),
        Phase::Analysed => vec!["opinion"],
        Phase::Transferring => vec!["twinning"],
        Phase::Adopted => vec!["adoption"],
        Phase::Evaluated => vec!["results"],
        Phase::Identified => Vec::new(),
    };
    Some((next, missing))
}

impl Portal {
    /// What the viewer writes, and what is being written for the organisations that the viewer edits.
    ///
    /// # Errors
    /// Nobody has signed in.
    pub async fn own_desk(&self, viewer: &Viewer) -> Result<Desk, Error> {
        let member = asking(viewer)?;
        let kept = self.inner.store.practices_in_hand(viewer).await?;
        let published: Vec<Uid> = kept.iter().filter_map(|one| one.record.revision_of.clone()).collect();
        let originals = self.inner.store.kept_practices(&published).await?;
        let title = |uid: &Option<Uid>| {
            let uid = uid.as_ref()?;
            originals.iter().find(|one| one.record.uid == *uid).map(|one| one.record.title.clone())
        };
        let line = |one: &KeptPractice| DeskLine {
            uid: one.record.uid.to_string(),
            title: one.record.title.clone(),
            language: one.record.language,
            stage: one.record.stage,
            owner: one.owner.as_ref().map(|owner| owner.name.clone()),
            revision_of: title(&one.record.revision_of),
            slug: one.slug.to_string(),
            updated_at: one.updated_at.as_second(),
            lacks: lacks(&one.record).len(),
        };
        let reviews = viewer.acting().is_some_and(|acting| acting.is(domain::member::PortalRole::Reviewer));
        let followed = self.followed_by(viewer, &member).await?;
        let to_confirm = self.adoptions_to_confirm(viewer).await?;
        let invitations = self.own_invitations(viewer).await?;
        let twinnings = self.own_twinnings(viewer).await?;
        Ok(Desk { lines: kept.iter().map(line).collect(), followed, to_confirm, invitations, twinnings, reviews })
    }

    /// One practice with all that its authors and reviewers need to know.
    ///
    /// # Errors
    /// `NotFound` where the viewer does not see it, `NotAllowed` where the viewer neither writes nor reviews.
    pub async fn practice_desk(&self, viewer: &Viewer, _locale: Locale, uid: &str) -> Result<PracticeDesk, Error> {
        let kept = self.practice_to(viewer, Act::SeeWork, uid).await?;
        self.desk_of(viewer, &kept).await
    }

    pub(super) async fn desk_of(&self, viewer: &Viewer, kept: &KeptPractice) -> Result<PracticeDesk, Error> {
        let practice = &kept.record;
        let on = facts(practice);
        let may = |act: Act| allows(viewer, act, &on).is_ok();
        let history = self.history_of(viewer, root(practice), LOOK_BACK).await?;
        let (remarks, remarks_note) = open_remarks(practice.stage, &history);
        let may_make = |step: &&Move| step.from(practice.stage).is_some() && may(step.act(practice.stage));
        let edits = may(Act::Edit);
        let adoptions = self.inner.store.adoptions_of(&practice.uid).await?;
        let declared = if may(Act::Declare) { declared(&adoptions) } else { Vec::new() };
        let records: Vec<_> = adoptions.into_iter().map(|row| row.record).collect();
        let transferring = self.inner.store.transferring(std::slice::from_ref(&practice.uid)).await?;
        let phase = Facts::of(practice, &records, &transferring).phase();
        Ok(PracticeDesk {
            uid: practice.uid.to_string(),
            slug: kept.slug.to_string(),
            title: practice.title.clone(),
            language: practice.language,
            stage: practice.stage,
            version: kept.record_version,
            lacks: lacks(practice),
            remarks,
            remarks_note,
            moves: Move::ALL.iter().filter(may_make).copied().collect(),
            may_edit: edits && practice.stage.is_unpublished(),
            may_open_revision: edits && practice.stage == Stage::Published,
            revision: self.inner.store.new_version_of(&practice.uid).await?.map(|uid| uid.to_string()),
            revision_of: self.published_one(practice).await?,
            may_share: may(Act::ShareAuthorship),
            may_invite: may(Act::Invite),
            invitations: self.invitations_on_desk(viewer, practice).await?,
            may_assess: may(Act::Assess),
            may_declare: may(Act::Declare),
            declared,
            authors: self.called(&practice.authors).await?,
            colleagues: self.colleagues(viewer, practice).await?,
            owner: kept.owner.as_ref().map(|owner| owner.name.clone()),
            reviewer: self.called(practice.reviewer.as_slice()).await?.pop().map(|(_, name)| name),
            phase,
            next_phase: next_phase(practice, phase),
            history,
            testimonials: self.testimonials_on_desk(viewer, (Subject::Practice, &practice.uid), &on).await?,
            readers: self.reader_numbers(viewer, practice).await?,
            updated_at: kept.updated_at.as_second(),
        })
    }

    /// The address and the title of the published practice that this is a new version of.
    async fn published_one(&self, practice: &Practice) -> Result<Option<(String, String)>, Error> {
        let Some(uid) = &practice.revision_of else { return Ok(None) };
        let kept = self.inner.store.kept_practices(std::slice::from_ref(uid)).await?.pop();
        Ok(kept.map(|kept| (kept.slug.to_string(), kept.record.title)))
    }

    /// Members with their names, in the order given; closed accounts are left out.
    pub(super) async fn called(&self, members: &[Uid]) -> Result<Vec<(String, String)>, Error> {
        let names = self.inner.store.member_names(members).await?;
        let name = |uid: &Uid| names.iter().find(|(known, name)| known == uid && !name.is_empty());
        Ok(members.iter().filter_map(|uid| name(uid).map(|(uid, name)| (uid.to_string(), name.clone()))).collect())
    }

    /// Who acts for the practice's organisation and could write it as well.
    async fn colleagues(&self, viewer: &Viewer, practice: &Practice) -> Result<Vec<(String, String)>, Error> {
        let Some(owner) = &practice.owner_org else { return Ok(Vec::new()) };
        let is_one_of_them = viewer.acting().is_some_and(|one| one.acts_for(owner, OrganisationRole::Contributor));
        // Who works for the same body knows the colleagues; others see whom the directory shows them.
        let eyes = if is_one_of_them { &Viewer::Operator } else { viewer };
        let (page, active) = (Page::first(COLLEAGUES), MembershipState::Active);
        let people = self.inner.store.people_in_use(eyes, owner, active, page).await?.rows;
        let others = people.into_iter().map(|kept| kept.record).filter(|one| !practice.authors.contains(&one.uid));
        Ok(others.map(|one| (one.uid.to_string(), one.full_name())).collect())
    }

    /// What was done to a practice, newest first.
    pub(super) async fn history_of(
        &self,
        _viewer: &Viewer,
        practice: &Uid,
        limit: u32,
    ) -> Result<Vec<HistoryLine>, Error> {
        let heads = self.inner.store.history(practice, limit).await?;
        let mut people: Vec<Uid> = heads.iter().filter_map(|head| head.revision.by.clone()).collect();
        people.sort();
        people.dedup();
        let names = self.called(&people).await?;
        Ok(heads.into_iter().map(|head| line(head, &names)).collect())
    }

    /// Two texts of a practice beside each other.
    ///
    /// # Errors
    /// As `practice_desk`; `NotFound` where one of the two is not kept.
    pub async fn compare_revisions(
        &self,
        viewer: &Viewer,
        locale: Locale,
        uid: &str,
        from: &str,
        to: &str,
    ) -> Result<RevisionComparison, Error> {
        let kept = self.practice_to(viewer, Act::SeeWork, uid).await?;
        let root = root(&kept.record);
        let mut found = Vec::with_capacity(2);
        for uid in [from, to] {
            let uid = Uid::parse(uid).map_err(|_| Error::NotFound)?;
            found.push(self.inner.store.revision(root, &uid).await?.ok_or(Error::NotFound)?);
        }
        found.sort_by_key(|revision| revision.number);
        let [Some(before), Some(after)] = [found[0].text.take(), found[1].text.take()] else {
            return Err(Error::NotFound);
        };
        let names = self.names_in(locale, [&before, &after]).await?;
        let people: Vec<Uid> = found.iter().filter_map(|revision| revision.by.clone()).collect();
        let people = self.called(&people).await?;
        let mut lines = found.into_iter().map(|revision| line(RevisionHead { revision, has_text: true }, &people));
        let (Some(from), Some(to)) = (lines.next(), lines.next()) else { return Err(Error::NotFound) };
        Ok(RevisionComparison {
            title: kept.record.title,
            from,
            to,
            changed: changes::changes(&before, &after, &names),
        })
    }
}

fn line(head: RevisionHead, names: &[(String, String)]) -> HistoryLine {
    let RevisionHead { revision, has_text } = head;
    let name = |uid: &Uid| names.iter().find(|(known, _)| known == uid.as_str()).map(|(_, name)| name.clone());
    HistoryLine {
        uid: revision.uid.to_string(),
        number: revision.number,
        act: revision.act,
        at: revision.at.div_euclid(1_000),
        by: revision.by.as_ref().and_then(name),
        note: revision.note,
        remarks: revision.remarks,
        has_text,
    }
}
