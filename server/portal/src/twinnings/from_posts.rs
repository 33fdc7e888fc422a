// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Steps of the plan that come of what was agreed in a thread.

use domain::Uid;
use domain::policy::{Act, Refusal, Viewer, allows};
use domain::post::Post;
use domain::twinning::{Deed, Happening, Twinning};
use store::Change;

use super::changing::put;
use super::facts;
use crate::error::Error;
use crate::form::{FieldProblem, FormError};

/// Takes an action into the plan of a twinning, within the change that marks its post; gives back the post, which knows
/// its step.
///
/// # Errors
/// `plan` is `not_allowed` where the viewer does not write the plan; what `into_plan` refuses.
pub(crate) async fn plan_from_post(
    change: &mut Change,
    (viewer, by): (&Viewer, &Uid),
    twinning: &Uid,
    into_plan: impl FnOnce(Twinning) -> Result<(Post, Twinning), FormError> + Send,
) -> Result<Post, FormError> {
    let kept = change.twinning(twinning).await?.ok_or(Error::NotFound)?;
    match allows(viewer, Act::Edit, &facts(&kept.record)) {
        Err(Refusal::NotAllowed) => return Err(FormError::field("plan", FieldProblem::NotAllowed)),
        outcome => outcome?,
    }
    let (post, mut planned) = into_plan(kept.record.clone())?;
    if planned == kept.record {
        return Ok(post);
    }
    planned.steps.sort_by_key(|step| step.start);
    let part = post.mark.as_ref().and_then(|mark| mark.step.as_ref()).map(ToString::to_string);
    let happening =
        Happening { part, ..Happening::new(change.now().as_millisecond(), Some(by.clone()), Deed::StepWritten) };
    planned.note(happening);
    put(change, &planned).await?;
    Ok(post)
}
