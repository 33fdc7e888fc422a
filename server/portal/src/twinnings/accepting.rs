// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What the parties say to a proposal, and what an evaluator thinks of it.

use domain::Uid;
use domain::member::OrganisationRole;
use domain::policy::{Act, Viewer};
use domain::practice::OpinionOutcome;
use domain::text::{plain_line, plain_text};
use domain::twinning::{Acceptance, Deed, Happening, OPINION_MAX, Opinion, Reply, TwinningState};

use super::changing::{Changed, Request, SavedTwinning};
use super::telling::Tells;
use crate::Portal;
use crate::error::Error;
use crate::form::{FieldProblem, FormError, fine};
use crate::people::today;
use crate::writing::asking;

/// The longest note of an acceptance, in characters.
const NOTE_MAX: usize = 1_000;

/// What a party says to a proposal.
#[derive(Clone, Debug, Default)]
pub struct ReplyForm {
    /// The version that the page shows: what is accepted is what was read.
    pub version: String,
    /// The party.
    pub organisation: String,
    /// The code of the reply.
    pub reply: String,
    /// What is said beside.
    pub note: String,
}

/// What an evaluator thinks.
#[derive(Clone, Debug, Default)]
pub struct TwinningOpinionForm {
    /// The version that the page shows.
    pub version: String,
    /// The code of the outcome.
    pub outcome: String,
    /// Why, in Markdown.
    pub text: String,
}

impl Portal {
    /// Says yes or no to a twinning for one of its sides.
    ///
    /// # Errors
    /// The viewer does not represent that side; `reply` is unknown, `note` is missing where it says no, or too long;
    /// `form` is not allowed where the twinning runs already or was given up, `conflict` where somebody changed it.
    pub async fn reply_to_twinning(
        &self,
        viewer: &Viewer,
        slug: &str,
        form: ReplyForm,
    ) -> Result<SavedTwinning, FormError> {
        let by = asking(viewer)?;
        let kept = self.twinning_at_to(viewer, Act::Accept, slug).await?;
        let body = Uid::parse(&form.organisation).map_err(|_| Error::NotFound)?;
        let represents = viewer.acting().is_some_and(|acting| acting.acts_for(&body, OrganisationRole::Representative));
        if !represents || !kept.record.signers().contains(&body) {
            return Err(Error::NotAllowed.into());
        }
        let note = Some(plain_line(&form.note)).filter(|note| !note.is_empty());
        let reply = Reply::from_code(&form.reply);
        let mut problems = Vec::new();
        if reply.is_none() {
            problems.push(("reply", FieldProblem::Missing));
        }
        if reply == Some(Reply::Refused) && note.is_none() {
            problems.push(("note", FieldProblem::Missing));
        }
        if note.as_ref().is_some_and(|note| note.chars().count() > NOTE_MAX) {
            problems.push(("note", FieldProblem::TooLong));
        }
        fine(problems)?;
        let reply = reply.ok_or(Error::NotFound)?;
        let on = Some(today(self.now()));
        let request = Request { tells: Tells::Parties, ..Request::quiet(viewer, slug, Act::Accept, &form.version) };
        self.change_twinning(request, move |before| {
            let waits = before.state.is_proposed() || before.state == TwinningState::Approved;
            if !waits || !before.signers().contains(&body) {
                return Err(FormError::field("form", FieldProblem::NotAllowed));
            }
            let mut twinning = before.clone();
            twinning.acceptances.retain(|one| one.organisation != body);
            let said = Acceptance { organisation: body.clone(), reply, by: Some(by), on, note: note.clone() };
            twinning.acceptances.push(said);
            let deed = if reply == Reply::Accepted { Deed::Accepted } else { Deed::Refused };
            let happening = Happening { part: Some(body.to_string()), note, ..Happening::new(0, None, deed) };
            Ok(Changed { twinning, happening })
        })
        .await
    }

    /// Keeps what an evaluator thinks of a twinning; a second opinion takes the place of the first.
    ///
    /// # Errors
    /// The viewer is no evaluator, or has a part in it; `outcome` or `text` is missing or too long; `form` is not
    /// allowed unless its prerequisites are being examined, `conflict` where somebody changed it.
    pub async fn assess_twinning(
        &self,
        viewer: &Viewer,
        slug: &str,
        form: TwinningOpinionForm,
    ) -> Result<SavedTwinning, FormError> {
        let by = asking(viewer)?;
        self.twinning_at_to(viewer, Act::Assess, slug).await?;
        let outcome = OpinionOutcome::from_code(&form.outcome);
        let text = plain_text(&form.text);
        let mut problems = Vec::new();
        if outcome.is_none() {
            problems.push(("outcome", FieldProblem::Missing));
        }
        match text.trim().chars().count() {
            0 => problems.push(("text", FieldProblem::Missing)),
            length if length > OPINION_MAX => problems.push(("text", FieldProblem::TooLong)),
            _ => {}
        }
        fine(problems)?;
        let outcome = outcome.ok_or(Error::NotFound)?;
        let on = Some(today(self.now()));
        let request = Request { tells: Tells::Parties, ..Request::quiet(viewer, slug, Act::Assess, &form.version) };
        self.change_twinning(request, move |before| {
            if before.state != TwinningState::PrerequisitesCheck {
                return Err(FormError::field("form", FieldProblem::NotAllowed));
            }
            let mut twinning = before.clone();
            twinning.opinion = Some(Opinion { evaluator: Some(by), outcome, text, on });
            let happening =
                Happening { to: Some(outcome.code().to_owned()), ..Happening::new(0, None, Deed::Assessed) };
            Ok(Changed { twinning, happening })
        })
        .await
    }
}
