// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Coming into a community and leaving it.

use domain::Uid;
use domain::community::{Access, Belonging, BelongingDeed, BelongingState, CommunityRole, NOTE_MAX};
use domain::policy::{Act, Viewer, allows};
use domain::text::plain_text;
use store::{Change, KeptCommunity};

use super::{on, refused, told};
use crate::Portal;
use crate::error::Error;
use crate::form::{FieldProblem, FormError};
use crate::writing::asking;

/// How many of those who look after a community are told of a request.
const TOLD: usize = 20;

impl Portal {
    /// Joins a community, asks to, or says yes to an invitation; gives where that stands now. Sent twice, it is done once.
    ///
    /// # Errors
    /// `note` is too long (more than 500 characters); the viewer is kept out, or it takes nobody any more.
    pub async fn join_community(&self, viewer: &Viewer, slug: &str, note: &str) -> Result<BelongingState, FormError> {
        let member = asking(viewer)?;
        let uid = self.community_at(viewer, slug).await?.record.uid;
        let note = Some(plain_text(note)).filter(|note| !note.is_empty());
        if note.as_ref().is_some_and(|note| note.chars().count() > NOTE_MAX) {
            return Err(FormError::field("note", FieldProblem::TooLong));
        }
        let (viewer, new) = (viewer.clone(), self.new_uid());
        self.write(move |change| {
            Box::pin(async move {
                let kept = change.community(&uid).await?.ok_or(Error::NotFound)?;
                let at = change.now().as_millisecond();
                let standing = kept.people.belonging(&member).cloned();
                if let Some(standing) = standing.as_ref().filter(|one| one.is_in_force()) {
                    return Ok(standing.state);
                }
                allows(&viewer, Act::Join, &on(&kept))?;
                let joined = match standing {
                    Some(asked) => again(asked, &kept, at)?,
                    None => {
                        let (community, role) = (uid.clone(), CommunityRole::Member);
                        let state = BelongingState::Active;
                        let bare =
                            Belonging { uid: new, community, member: member.clone(), role, state, since: at, note };
                        bare.begun(BelongingDeed::Join, kept.record.access).map_err(refused)?
                    }
                };
                change.put_belonging(&joined).await?;
                if joined.state == BelongingState::Requested {
                    tell_of_request(change, &kept, &joined).await?;
                }
                Ok(joined.state)
            })
        })
        .await
    }

    /// Leaves a community, takes the request back, or says no to the invitation.
    ///
    /// # Errors
    /// `form` is `not_allowed` for the owner, who hands it over first, and for who is kept out; `conflict` where there is
    /// nothing to leave.
    pub async fn leave_community(&self, viewer: &Viewer, slug: &str) -> Result<(), FormError> {
        let member = asking(viewer)?;
        let uid = self.community_at(viewer, slug).await?.record.uid;
        self.write(move |change| {
            Box::pin(async move {
                let kept = change.community(&uid).await?.ok_or(Error::NotFound)?;
                let nothing = || FormError::field("form", FieldProblem::Conflict);
                // Who takes a request back, or refuses to come, has no part in it yet: it is the own belonging.
                let own = kept.people.belonging(&member).cloned().ok_or_else(nothing)?;
                let (own_uid, at) = (own.uid.clone(), change.now().as_millisecond());
                match own.after(BelongingDeed::Leave, at).map_err(refused)? {
                    Some(stays) => change.put_belonging(&stays).await.map(drop)?,
                    None => change.remove_belonging(&own_uid).await?,
                }
                Ok(())
            })
        })
        .await
    }
}

/// Who asked before, or was asked, and joins.
fn again(asked: Belonging, kept: &KeptCommunity, at: i64) -> Result<Belonging, FormError> {
    let uid = asked.uid.clone();
    // It was opened to all since.
    let opened = asked.state == BelongingState::Requested && kept.record.access == Access::Open;
    let deed = if opened { BelongingDeed::Approve } else { BelongingDeed::Join };
    let joined = asked.after(deed, at).map_err(refused)?;
    joined.ok_or_else(|| Error::Broken(format!("to join ended the belonging {uid}")).into())
}

async fn tell_of_request(change: &mut Change, kept: &KeptCommunity, asked: &Belonging) -> Result<(), FormError> {
    let stewards: Vec<Uid> =
        kept.people.owner().into_iter().chain(kept.people.facilitators()).take(TOLD).cloned().collect();
    for steward in &stewards {
        told(change, steward, &asked.community, &asked.member, asked.note.clone()).await?;
    }
    Ok(())
}
