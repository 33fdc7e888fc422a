// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Saving a step of the form: only over the version that it shows, so that nobody's text is lost in silence.

use domain::policy::{Act, Viewer};
use domain::practice::Practice;
use domain::practice::writing::{Lack, Step, lacks};
use domain::revision::RevisionAct;
use domain::{Locale, Uid};
use sha2::{Digest as _, Sha256};
use store::KeptPractice;

use super::filling::{Known, fill};
use super::typing::typed;
use super::values::StepPage;
use super::{Deed, asking, held, put, root, write_down};
use crate::Portal;
use crate::error::Error;
use crate::form::{FieldProblem, FormError, Typed};
use crate::values::SimilarPractice;

/// How many steps back a page looks for who saved last, and for remarks.
pub(super) const LOOK_BACK: u32 = 100;

/// A step that was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The version of the step that there is now.
    pub version: String,
    /// What in this step keeps the practice from being submitted.
    pub lacks: Vec<Lack>,
}

/// What tells a step from what it was before: somebody who writes another step does not make a conflict, nor does what
/// is saved while its page is left. The last step is sent with the whole, so there the whole counts.
fn version_of(practice: &Practice, record_version: i64, step: Step) -> String {
    if step == Step::Send {
        return record_version.to_string();
    }
    let mut sum = Sha256::new();
    for (name, value) in typed(practice, step, ToString::to_string) {
        for part in [name.as_bytes(), value.as_bytes()] {
            sum.update((part.len() as u64).to_be_bytes());
            sum.update(part);
        }
    }
    hex::encode(&sum.finalize()[..12])
}

impl Portal {
    /// A step of the form with what stands in it.
    ///
    /// # Errors
    /// The viewer may not write in it now.
    pub async fn writing_step(
        &self,
        viewer: &Viewer,
        locale: Locale,
        uid: &str,
        step: Step,
    ) -> Result<StepPage, Error> {
        let kept = self.draft_to_edit(viewer, uid).await?;
        let practice = &kept.record;
        let history = self.history_of(viewer, root(practice), LOOK_BACK).await?;
        let wrote = |act: RevisionAct| {
            matches!(act, RevisionAct::Created | RevisionAct::Saved | RevisionAct::Autosaved | RevisionAct::Opened)
        };
        let written = history.iter().find(|line| wrote(line.act));
        let taxonomy = self.taxonomy();
        let themes = taxonomy.options(locale);
        let programmes = taxonomy.programmes().map(|one| (one.uid.to_string(), one.name.in_locale(locale).to_owned()));
        let names = self.names_of_partners(practice).await?;
        let named = |uid: &Uid| {
            names.iter().find(|(known, _)| known == uid).map_or_else(|| uid.to_string(), |one| one.1.clone())
        };
        Ok(StepPage {
            uid: practice.uid.to_string(),
            title: practice.title.clone(),
            language: practice.language,
            stage: practice.stage,
            version: version_of(practice, kept.record_version, step),
            step,
            typed: typed(practice, step, named),
            lacks: lacks(practice),
            remarks: super::desk::open_remarks(practice.stage, &history).0,
            organisations: self.possible_owners(viewer, &kept).await?,
            organisation_names: if step == Step::Needs { self.organisation_names().await? } else { Vec::new() },
            themes,
            programmes: programmes.collect(),
            communities: self.possible_communities(viewer, practice).await?,
            is_revision: practice.revision_of.is_some(),
            saved_at: written.map_or(kept.updated_at.as_second(), |line| line.at),
            saved_by: written.and_then(|line| line.by.clone()),
            similar: self.similar_on(locale, step, practice).await?,
        })
    }

    async fn similar_on(&self, locale: Locale, step: Step, draft: &Practice) -> Result<Vec<SimilarPractice>, Error> {
        match step {
            Step::Essentials | Step::Conditions | Step::Send => self.similar_to_draft(locale, draft).await,
            _ => Ok(Vec::new()),
        }
    }

    /// A practice in whose text the viewer may write now.
    pub(crate) async fn draft_to_edit(&self, viewer: &Viewer, uid: &str) -> Result<KeptPractice, Error> {
        let kept = self.practice_to(viewer, Act::Edit, uid).await?;
        // A published one is written as a new version of its own.
        if kept.record.stage.is_unpublished() { Ok(kept) } else { Err(Error::NotAllowed) }
    }

    /// The organisations that a practice can belong to: the viewer's own, and the one that has it.
    async fn possible_owners(&self, viewer: &Viewer, kept: &KeptPractice) -> Result<Vec<(String, String)>, Error> {
        let mut own = self.own_organisations(viewer).await?;
        if let Some(owner) = &kept.owner
            && !own.iter().any(|(uid, _)| uid == owner.uid.as_str())
        {
            own.push((owner.uid.to_string(), owner.name.clone()));
        }
        Ok(own)
    }

    /// The communities that a practice can be for: those that the viewer belongs to, and the one that it is for, which has
    /// no name where the viewer may not know it.
    async fn possible_communities(&self, viewer: &Viewer, practice: &Practice) -> Result<Vec<(String, String)>, Error> {
        let mut own = self.communities_to_write_for(viewer).await?;
        if let Some(present) = &practice.community
            && !own.iter().any(|(uid, _)| uid == present.as_str())
        {
            let name = self.community_link(viewer, present).await?.map(|link| link.name.text);
            own.push((present.to_string(), name.unwrap_or_default()));
        }
        Ok(own)
    }

    pub(super) async fn names_of_partners(&self, practice: &Practice) -> Result<Vec<(Uid, String)>, Error> {
        let uids: Vec<Uid> = practice.partner_orgs.iter().map(|part| part.organisation.clone()).collect();
        if uids.is_empty() {
            return Ok(Vec::new());
        }
        let names = self.inner.store.organisation_names(&uids).await?;
        Ok(names.into_iter().map(|name| (name.uid, name.name)).collect())
    }

    async fn known(&self, viewer: &Viewer, kept: &KeptPractice, step: Step) -> Result<Known, Error> {
        let owners = self.possible_owners(viewer, kept).await?;
        let communities = self.possible_communities(viewer, &kept.record).await?;
        let taxonomy = self.taxonomy();
        let organisations = match step {
            Step::Needs => self.inner.store.names_in_use().await?,
            _ => Vec::new(),
        };
        Ok(Known {
            owners: owners.iter().filter_map(|(uid, _)| Uid::parse(uid).ok()).collect(),
            organisations,
            themes: taxonomy.themes().into_iter().map(|theme| theme.uid.clone()).collect(),
            programmes: taxonomy.programmes().map(|programme| programme.uid.clone()).collect(),
            communities: communities.iter().filter_map(|(uid, _)| Uid::parse(uid).ok()).collect(),
        })
    }

    /// Saves a step, if the text is still the one that the form shows.
    ///
    /// # Errors
    /// What cannot be read, by field and row; `form` is `conflict` where somebody else saved in between, and not
    /// allowed once it was submitted.
    pub async fn save_step(&self, viewer: &Viewer, uid: &str, step: Step, form: Typed) -> Result<Saved, FormError> {
        self.save(viewer, uid, step, form, RevisionAct::Saved).await
    }

    /// Saves a step while it is being written. All that was saved in a row by the same person is one revision.
    ///
    /// # Errors
    /// As `save_step`.
    pub async fn autosave(&self, viewer: &Viewer, uid: &str, step: Step, form: Typed) -> Result<Saved, FormError> {
        self.save(viewer, uid, step, form, RevisionAct::Autosaved).await
    }

    async fn save(
        &self,
        viewer: &Viewer,
        uid: &str,
        step: Step,
        form: Typed,
        act: RevisionAct,
    ) -> Result<Saved, FormError> {
        let by = asking(viewer)?;
        let kept = self.draft_to_edit(viewer, uid).await?;
        let known = self.known(viewer, &kept, step).await?;
        let (uid, revision, viewer) = (kept.record.uid, self.new_uid(), viewer.clone());
        self.write(move |change| {
            Box::pin(async move {
                let kept = held(change, &viewer, Act::Edit, &uid).await?;
                if !kept.record.stage.is_unpublished() {
                    return Err(Error::NotAllowed.into());
                }
                let present = version_of(&kept.record, kept.record_version, step);
                if form.value("version") != present {
                    return Err(FormError::field("form", FieldProblem::Conflict));
                }
                let mut practice = kept.record.clone();
                fill(&mut practice, step, &form, &known).map_err(FormError::Fields)?;
                let lacks: Vec<Lack> = lacks(&practice).into_iter().filter(|lack| lack.step() == step).collect();
                if practice == kept.record {
                    return Ok(Saved { version: present, lacks });
                }
                let put = put(change, &practice).await?;
                write_down(change, revision, &practice, Deed::plain(by, act), Some(&practice)).await?;
                Ok(Saved { version: version_of(&practice, put.record_version, step), lacks })
            })
        })
        .await
    }
}
