// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A conversation that goes on, is blocked or ended, and the messages that the moderators are told of.

use domain::Uid;
use domain::contact::{ContactDeed, ContactFlag, ContactRequest, ContactSide, ContactState, FlagReason, Written};
use domain::member::Member;
use domain::policy::Viewer;
use store::Change;

use super::values::MessageForm;
use super::{News, TRIES, name_of, refused, side_for, tell};
use crate::Portal;
use crate::error::Error;
use crate::form::{FieldProblem, FormError};
use crate::writing::asking;

/// A message into a conversation, with all that is known before the change.
#[derive(Clone)]
struct Reply {
    viewer: Viewer,
    by: Uid,
    uid: Uid,
    name: String,
    text: String,
    organisation: String,
    title: String,
    people: Vec<Member>,
}

impl Portal {
    /// Writes a message into a conversation. Sent twice, it is one.
    ///
    /// # Errors
    /// `NotFound` where the viewer takes no part in it; `form` is `not_allowed` where one of the two blocked the other,
    /// `conflict` where it is over; `text` is wrong.
    pub async fn reply(&self, viewer: &Viewer, uid: &str, form: MessageForm) -> Result<(), FormError> {
        let by = asking(viewer)?;
        let request = self.contact_seen(viewer, uid).await?.request;
        let name = name_of(&form.key, &self.new_uid());
        if self.inner.store.contact_sent_as(&by, &name).await?.is_some() {
            return Ok(());
        }
        let side = side_for(viewer, &request, ContactDeed::Write)?;
        let topic = self.topic(&request.about).await?.unwrap_or_default();
        let reply = Reply {
            people: self.people_of(&request, side.other(), &topic).await?,
            organisation: self.body_name(request.body(side)).await?,
            title: topic.title,
            viewer: viewer.clone(),
            uid: request.uid,
            text: form.text,
            by,
            name,
        };
        let mut tries = 0;
        loop {
            tries += 1;
            match self.reply_once(reply.clone()).await {
                // The same form may have come a second time; then its first one is there now.
                Err(error) if error.is_conflict() && tries < TRIES => {
                    if self.inner.store.contact_sent_as(&reply.by, &reply.name).await?.is_some() {
                        return Ok(());
                    }
                }
                outcome => return outcome,
            }
        }
    }

    async fn reply_once(&self, reply: Reply) -> Result<(), FormError> {
        self.write(move |change| {
            Box::pin(async move {
                let held = change.hold_contact(&reply.uid).await?.ok_or(Error::NotFound)?;
                let side = side_for(&reply.viewer, &held, ContactDeed::Write)?;
                let at = change.now().as_millisecond();
                let written = Written { at, by: reply.by.clone(), text: reply.text };
                let request = held.write(side, written).map_err(|error| refused(&error))?;
                change.add_message(&request, &reply.name).await?;
                change.set_contact(&request).await?;
                let news = News { by: &reply.by, organisation: &reply.organisation, title: &reply.title };
                tell(change, &request, &reply.people, news).await
            })
        })
        .await
    }

    /// Blocks the other body, takes that back, or ends a conversation.
    ///
    /// # Errors
    /// `NotFound` where the viewer takes no part in it, `NotAllowed` where the role in the body is not enough; `form` is
    /// `conflict` where its state has no such step, `taken` where the two write about it elsewhere by now.
    pub async fn lead_contact(&self, viewer: &Viewer, uid: &str, deed: ContactDeed) -> Result<(), FormError> {
        asking(viewer)?;
        let uid = self.contact_seen(viewer, uid).await?.request.uid;
        let viewer = viewer.clone();
        self.write(move |change| {
            Box::pin(async move {
                let held = change.hold_contact(&uid).await?.ok_or(Error::NotFound)?;
                let side = side_for(&viewer, &held, deed)?;
                let between = match deed {
                    ContactDeed::Unblock => change.contacts_between(&held.asking, &held.asked).await?,
                    _ => Vec::new(),
                };
                if goes_on_elsewhere(&held, &between) {
                    return Err(FormError::field("form", FieldProblem::Taken));
                }
                let led = match deed {
                    ContactDeed::Block => held.block(side),
                    ContactDeed::Unblock => held.unblock(side),
                    ContactDeed::Close => held.close(side),
                    ContactDeed::Read | ContactDeed::Write | ContactDeed::Flag | ContactDeed::Propose => {
                        return Err(Error::NotFound.into());
                    }
                };
                change.set_contact(&led.map_err(|error| refused(&error))?).await?;
                Ok(())
            })
        })
        .await
    }

    /// Tells the moderators of a message of the other body, by its place from 0. The other body is not told.
    ///
    /// # Errors
    /// `NotFound` where the viewer takes no part in it; `reason` is unknown; `form` is `conflict` where there is no such
    /// message, or they know of it.
    pub async fn flag_message(&self, viewer: &Viewer, uid: &str, place: &str, reason: &str) -> Result<(), FormError> {
        let by = asking(viewer)?;
        let uid = self.contact_seen(viewer, uid).await?.request.uid;
        let Some(reason) = FlagReason::from_code(reason) else {
            return Err(FormError::field("reason", FieldProblem::Missing));
        };
        let place: usize = place.parse().map_err(|_| Error::NotFound)?;
        let viewer = viewer.clone();
        self.write(move |change| {
            Box::pin(async move {
                let held = change.hold_contact(&uid).await?.ok_or(Error::NotFound)?;
                let side = flagging_side(&viewer, &held, place)?;
                let flag = ContactFlag { at: change.now().as_millisecond(), by: Some(by), reason };
                let flagged = held.flag(side, place, flag.clone()).map_err(|error| refused(&error))?;
                change.flag_message(&uid, place, &flag).await?;
                change.set_contact(&flagged).await?;
                Ok(())
            })
        })
        .await
    }
}

/// Makes a conversation the beginning of a twinning that was proposed out of it, within the change that proposes it.
///
/// # Errors
/// `NotFound` where the viewer takes no part in it; `NotAllowed` where the role in the body is not enough; `form` is
/// `conflict` where it does not go on.
pub(crate) async fn contact_became(
    change: &mut Change,
    viewer: &Viewer,
    uid: &Uid,
    twinning: &Uid,
) -> Result<(), FormError> {
    let held = change.hold_contact(uid).await?.ok_or(Error::NotFound)?;
    let side = side_for(viewer, &held, ContactDeed::Propose)?;
    let proposed = held.propose(side, twinning.clone()).map_err(|error| refused(&error))?;
    change.set_contact(&proposed).await?;
    Ok(())
}

/// Whether the two write about the same thing in another conversation.
fn goes_on_elsewhere(held: &ContactRequest, between: &[ContactRequest]) -> bool {
    let goes_on = |one: &ContactRequest| matches!(one.state, ContactState::Open | ContactState::Answered);
    between.iter().any(|one| {
        let same = one.about == held.about && one.asking == held.asking && one.asked == held.asked;
        one.uid != held.uid && same && goes_on(one)
    })
}

/// The side that did not write a message, where the viewer acts for it.
fn flagging_side(viewer: &Viewer, held: &ContactRequest, place: usize) -> Result<ContactSide, Error> {
    let acting = viewer.acting().ok_or(Error::SignInFirst)?;
    let sides = held.sides_of(acting);
    let wanted = held.messages.get(place).map(|message| message.side.other());
    match wanted.filter(|side| sides.contains(side)).or(sides.first().copied()) {
        Some(side) => Ok(side),
        None if held.is_read_by(viewer) => Err(Error::NotAllowed),
        None => Err(Error::NotFound),
    }
}
