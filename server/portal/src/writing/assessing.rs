// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! An expert's opinion on a practice: what is thought of it, how far its evidence can be trusted, and why.

use domain::member::{Member, MemberState, PortalRole};
use domain::policy::{Act, Viewer};
use domain::practice::{EvidenceRating, OPINION_MAX, Opinion, OpinionOutcome, Practice};
use domain::revision::RevisionAct;
use domain::text::plain_text;
use domain::{PartialDate, Uid};
use store::Change;

use super::invited::thank;
use super::moving::keep_html;
use super::values::AssessmentPage;
use super::{Deed, asking, held, put, write_down};
use crate::Portal;
use crate::error::Error;
use crate::form::{FieldProblem, FormError};
use crate::people::{MailContent, today, write_about};

/// An opinion as it was typed.
#[derive(Clone, Debug, Default)]
pub struct AssessmentForm {
    /// The practice.
    pub uid: String,
    /// The version that the page shows: what was read must be what is judged.
    pub version: String,
    /// The code of what the expert thinks.
    pub outcome: String,
    /// The code of how far the evidence can be trusted.
    pub rating: String,
    /// Why, in Markdown.
    pub text: String,
}

impl AssessmentForm {
    /// Reads it; `least` is what the evidence shows by itself.
    fn read(&self, by: Uid, on: PartialDate, least: EvidenceRating) -> Result<Opinion, FormError> {
        let mut problems = Vec::new();
        let unread = |code: &str| if code.is_empty() { FieldProblem::Missing } else { FieldProblem::Unknown };
        let outcome = OpinionOutcome::from_code(&self.outcome);
        if outcome.is_none() {
            problems.push(("outcome", unread(&self.outcome)));
        }
        let rating = EvidenceRating::from_code(&self.rating);
        match rating {
            None => problems.push(("rating", unread(&self.rating))),
            Some(rating) if rating < least => problems.push(("rating", FieldProblem::Invalid)),
            Some(_) => {}
        }
        let text = plain_text(&self.text);
        if text.trim().is_empty() {
            problems.push(("text", FieldProblem::Missing));
        } else if text.chars().count() > OPINION_MAX {
            problems.push(("text", FieldProblem::TooLong));
        }
        match (outcome, rating) {
            (Some(outcome), Some(rating)) if problems.is_empty() => {
                Ok(Opinion { by: Some(by), on, outcome, rating, text })
            }
            _ => Err(FormError::Fields(problems)),
        }
    }
}

/// Who is told of an opinion, and by whom it is said to be.
struct Told {
    authors: Vec<Member>,
    by: Uid,
    name: String,
}

impl Portal {
    /// What an expert needs to give an opinion on a practice.
    ///
    /// # Errors
    /// The viewer may not: whoever writes it, or is no reviewer.
    pub async fn assessment_page(&self, viewer: &Viewer, uid: &str) -> Result<AssessmentPage, Error> {
        let kept = self.practice_to(viewer, Act::Assess, uid).await?;
        Ok(AssessmentPage {
            uid: kept.record.uid.to_string(),
            slug: kept.slug.to_string(),
            language: kept.record.language,
            version: kept.record_version,
            least: kept.record.evidence_shows(),
            given: kept.record.opinions.len(),
            reviews: viewer.acting().is_some_and(|acting| acting.is(PortalRole::Reviewer)),
            title: kept.record.title,
        })
    }

    /// Takes an expert's opinion down: the practice is rated by it, its phase follows, and its authors are told.
    ///
    /// # Errors
    /// `outcome`, `rating` or `text` is missing or unknown, `rating` is invalid where it is less than what the evidence
    /// shows itself; `form` is `conflict` where the practice is another one now than the one that was read.
    pub async fn assess_practice(&self, viewer: &Viewer, form: AssessmentForm) -> Result<(), FormError> {
        let by = asking(viewer)?;
        let kept = self.practice_to(viewer, Act::Assess, &form.uid).await?;
        let opinion = form.read(by.clone(), today(self.now()), kept.record.evidence_shows())?;
        let told = self.told_of_opinion(&kept.record, by).await?;
        let (uid, revision, viewer) = (kept.record.uid, self.new_uid(), viewer.clone());
        self.write(move |change| {
            Box::pin(async move {
                let kept = held(change, &viewer, Act::Assess, &uid).await?;
                if form.version != kept.record_version.to_string() {
                    return Err(FormError::field("form", FieldProblem::Conflict));
                }
                let mut practice = kept.record;
                practice.reviewed_at = Some(opinion.on);
                practice.opinions.push(opinion);
                practice.evidence_rating = Some(practice.rated());
                let put = put(change, &practice).await?;
                if practice.stage.is_in_library() {
                    keep_html(change, &practice, put.record_version).await?;
                }
                let deed = Deed::plain(told.by.clone(), RevisionAct::Assessed);
                write_down(change, revision, &practice, deed, None).await?;
                thank(change, &told.by, &practice).await?;
                tell(change, &practice, &told).await
            })
        })
        .await
    }

    async fn told_of_opinion(&self, practice: &Practice, by: Uid) -> Result<Told, Error> {
        let kept = self.inner.store.members_by_uids(&Viewer::Operator, &practice.authors).await?;
        let authors = kept.into_iter().map(|kept| kept.record);
        let name = self.inner.store.member_names(std::slice::from_ref(&by)).await?.pop().map(|(_, name)| name);
        Ok(Told {
            authors: authors.filter(|one| one.uid != by && one.state == MemberState::Active).collect(),
            name: name.unwrap_or_default(),
            by,
        })
    }
}

async fn tell(change: &mut Change, practice: &Practice, told: &Told) -> Result<(), FormError> {
    for author in &told.authors {
        let content = MailContent::PracticeMoved {
            first_name: author.first_name.clone(),
            title: practice.title.clone(),
            uid: practice.uid.to_string(),
            act: RevisionAct::Assessed.code().to_owned(),
            by: told.name.clone(),
            note: String::new(),
            reviews: false,
        };
        write_about(change, &told.by, author, &content).await?;
    }
    Ok(())
}
