// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! From an advert to a twinning. It is matched by the word of its own body: at once where that body proposes the
//! twinning, else when it says yes to it. Until then another body's proposal is an answer to it, as a message is.

use domain::Uid;
use domain::date::Day;
use domain::policy::{Act, Viewer, allows};
use domain::twinning::{Reply, Twinning};
use store::Change;

use super::on;
use crate::form::{FieldProblem, FormError};

/// Leads an advert on by a twinning that is proposed over it in the name of a body, within the change that proposes it.
///
/// # Errors
/// `form` is `expired` where it takes no answers any more, or is gone.
pub(crate) async fn proposed_over(
    change: &mut Change,
    viewer: &Viewer,
    (advert, by): (&Uid, &Uid),
    twinning: &Uid,
    today: Day,
) -> Result<(), FormError> {
    let over = || FormError::field("form", FieldProblem::Expired);
    let advert = change.advert(advert).await?.ok_or_else(over)?.record;
    if !advert.takes_answers(today) {
        return Err(over());
    }
    let led = match allows(viewer, Act::Advance, &on(&advert)) {
        Ok(()) => advert.match_with(twinning.clone()),
        Err(_) => advert.answer(by, today),
    };
    change.put_advert(&led.map_err(|_| over())?).await?;
    Ok(())
}

/// Matches the advert that a twinning answers, once the body of the advert has said yes.
///
/// # Errors
/// The database cannot be read or written.
pub(crate) async fn agreed(change: &mut Change, before: &Twinning, after: &Twinning) -> Result<(), FormError> {
    let Some(uid) = after.advert.as_ref().filter(|_| before.acceptances != after.acceptances) else { return Ok(()) };
    let Some(kept) = change.advert(uid).await? else { return Ok(()) };
    let body = kept.record.organisation.clone();
    let said_yes = after.acceptances.iter().any(|one| one.organisation == body && one.reply == Reply::Accepted);
    // One that was closed, or matched elsewhere, stays as it is.
    if said_yes && let Ok(matched) = kept.record.match_with(after.uid.clone()) {
        change.put_advert(&matched).await?;
    }
    Ok(())
}
