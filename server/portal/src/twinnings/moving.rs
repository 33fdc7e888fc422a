// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The way of a twinning from one state to another, and of its models; what is refused is refused with all its reasons.

use domain::policy::{Act, Viewer};
use domain::text::plain_text;
use domain::twinning::{DEED_NOTE_MAX, Deed, Happening, Lack, ModelState, Move, Refused};

use super::changing::{Changed, Request, SavedTwinning};
use super::telling::Tells;
use crate::Portal;
use crate::error::Error;
use crate::form::{FieldProblem, FormError};

/// A move as it was sent: of the twinning, or of one of its models.
#[derive(Clone, Debug, Default)]
pub struct TwinningMoveForm {
    /// The version that the page shows.
    pub version: String,
    /// The code of the move, or of the state that a model shall have.
    pub to: String,
    /// The identifier of the model; empty where the twinning is moved.
    pub model: String,
    /// Why.
    pub note: String,
}

/// What is said beside a move.
pub(super) fn note_of(typed: &str) -> Result<Option<String>, FormError> {
    let note = Some(plain_text(typed)).filter(|note| !note.trim().is_empty());
    if note.as_ref().is_some_and(|note| note.chars().count() > DEED_NOTE_MAX) {
        return Err(FormError::field("note", FieldProblem::TooLong));
    }
    Ok(note)
}

/// Why a move was refused, as a form tells it: the reason beside its field, the rest as a list on the page.
pub(super) fn refusal(refused: &Refused) -> FormError {
    match refused {
        Refused::MayNotFollow { .. } | Refused::NotWhile(_) => FormError::field("form", FieldProblem::NotAllowed),
        Refused::Unknown => Error::NotFound.into(),
        Refused::Lacks(lacks) => {
            let mut problems = Vec::new();
            if lacks.contains(&Lack::Reason) {
                problems.push(("note", FieldProblem::Missing));
            }
            if lacks.iter().any(|lack| *lack != Lack::Reason) {
                problems.push(("lacks", FieldProblem::Missing));
            }
            FormError::Fields(problems)
        }
    }
}

impl Portal {
    /// Leads a twinning to another state.
    ///
    /// # Errors
    /// The viewer does not coordinate it; `form` is not allowed where the move does not start from the present state;
    /// `lacks` where something is missing for it (`Twinning::lacks` says what), `note` where it must be told why;
    /// `form` is `conflict` where somebody changed it in between.
    pub async fn move_twinning(
        &self,
        viewer: &Viewer,
        slug: &str,
        form: TwinningMoveForm,
    ) -> Result<SavedTwinning, FormError> {
        let to = Move::from_code(&form.to).ok_or(Error::NotFound)?;
        let note = note_of(&form.note)?;
        let tells = if to == Move::Examine { Tells::Evaluators } else { Tells::Parties };
        let request = Request { tells, ..Request::quiet(viewer, slug, Act::Advance, &form.version) };
        self.change_twinning(request, move |before| {
            let twinning = before.moved(to, note.as_deref()).map_err(|refused| refusal(&refused))?;
            let happening = Happening {
                from: Some(before.state.code().to_owned()),
                to: Some(twinning.state.code().to_owned()),
                note,
                ..Happening::new(0, None, Deed::Moved)
            };
            Ok(Changed { twinning, happening })
        })
        .await
    }

    /// Leads a model to another state. Once it is in use, each of its recipients has taken up the practice that it
    /// comes from; who speaks for a recipient confirms that by it, the others are asked.
    ///
    /// # Errors
    /// As `move_twinning`; `NotFound` where there is no such model.
    pub async fn move_model(
        &self,
        viewer: &Viewer,
        slug: &str,
        form: TwinningMoveForm,
    ) -> Result<SavedTwinning, FormError> {
        let to = ModelState::from_code(&form.to).ok_or(Error::NotFound)?;
        let note = note_of(&form.note)?;
        let kept = self.twinning_at_to(viewer, Act::Edit, slug).await?;
        let model = kept.record.models.iter().find(|one| one.uid.as_str() == form.model).ok_or(Error::NotFound)?;
        let adopting = Some(self.adopting(viewer, model).await?);
        let uid = model.uid.clone();
        let request =
            Request { tells: Tells::Coordinators, adopting, ..Request::quiet(viewer, slug, Act::Edit, &form.version) };
        self.change_twinning(request, move |before| {
            let twinning = before.with_model(&uid, to, note.as_deref()).map_err(|refused| refusal(&refused))?;
            let stood = before.models.iter().find(|one| one.uid == uid).map(|one| one.state.code().to_owned());
            let happening = Happening {
                part: Some(uid.to_string()),
                from: stood,
                to: Some(to.code().to_owned()),
                note,
                ..Happening::new(0, None, Deed::ModelMoved)
            };
            Ok(Changed { twinning, happening })
        })
        .await
    }
}
