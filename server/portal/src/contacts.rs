// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Contacts: two bodies write to each other about an advert or a practice, on their desks and by mail, without showing
//! an address. Only the two read it, and the moderators once one of the two told them of a message.

mod beginning;
mod going_on;
mod proposing;
mod reading;
mod values;

use domain::Uid;
use domain::advert::Advert;
use domain::contact::{ContactAbout, ContactDeed, ContactRefused, ContactRequest, ContactSide};
use domain::member::{Member, MemberState};
use domain::policy::{On, Viewer};
use domain::practice::writing::LackKind;
use store::Change;

use crate::Portal;
use crate::error::Error;
use crate::form::{FieldProblem, FormError};
use crate::people::{MailContent, write_about};

pub(crate) use going_on::contact_became;
pub use values::*;

/// How many people of a body are written to.
const TOLD: usize = 20;
/// How often a change is tried again that somebody else came between.
const TRIES: u32 = 3;
/// The longest name under which a message is sent, in characters.
const NAME_MAX: usize = 120;

/// A conversation, as far as permission asks.
fn on(request: &ContactRequest) -> On {
    On::Contact(Box::new(request.clone()))
}

/// Why a conversation does not begin or go on, as the problems of a form.
fn refused(refused: &ContactRefused) -> FormError {
    let (field, problem) = match refused {
        ContactRefused::Own => ("organisation", FieldProblem::NotAllowed),
        ContactRefused::NotOpen => ("form", FieldProblem::Expired),
        ContactRefused::Blocked => ("form", FieldProblem::NotAllowed),
        ContactRefused::GoesOnIn(_) => ("form", FieldProblem::Taken),
        ContactRefused::NotNow { .. } | ContactRefused::NoSuchMessage => ("form", FieldProblem::Conflict),
        ContactRefused::Message(LackKind::Missing) => ("text", FieldProblem::Missing),
        ContactRefused::Message(LackKind::TooShort { .. }) => ("text", FieldProblem::TooShort),
        ContactRefused::Message(_) => ("text", FieldProblem::TooLong),
    };
    FormError::field(field, problem)
}

/// The name under which a message is sent; a form without one gets a new one, and is then no double.
fn name_of(key: &str, fresh: &Uid) -> String {
    let fits = Uid::parse(key).is_ok() && key.len() <= NAME_MAX;
    if fits { key.to_owned() } else { fresh.to_string() }
}

/// The side for which a viewer does something: of two the one whose turn it is.
fn side_for(viewer: &Viewer, request: &ContactRequest, deed: ContactDeed) -> Result<ContactSide, Error> {
    let acting = viewer.acting().ok_or(Error::SignInFirst)?;
    if !request.is_read_by(viewer) {
        return Err(Error::NotFound);
    }
    let mut sides = request.sides_of(acting);
    sides.retain(|side| acting.acts_for(request.body(*side), deed.least()));
    let turn = request.waits_for().filter(|side| sides.contains(side));
    // Of two sides that which the state lets do it.
    let able = sides.iter().copied().find(|side| request.takes(*side, deed));
    turn.filter(|side| request.takes(*side, deed)).or(able).or(sides.first().copied()).ok_or(Error::NotAllowed)
}

/// A message that is to be told of.
struct News<'a> {
    /// Who wrote it.
    by: &'a Uid,
    /// The body in whose name.
    organisation: &'a str,
    /// What it is about.
    title: &'a str,
}

/// Tells people of the other body of the last message.
async fn tell(
    change: &mut Change,
    request: &ContactRequest,
    people: &[Member],
    news: News<'_>,
) -> Result<(), FormError> {
    let Some(last) = request.messages.last() else { return Ok(()) };
    for member in people.iter().filter(|member| member.uid != *news.by) {
        let content = MailContent::ContactWritten {
            first_name: member.first_name.clone(),
            organisation: news.organisation.to_owned(),
            title: news.title.to_owned(),
            uid: request.uid.to_string(),
            text: last.text.clone(),
        };
        write_about(change, news.by, member, &content).await?;
    }
    Ok(())
}

/// What a conversation is about, whoever may see it: those who take part know its title.
#[derive(Default)]
struct Topic {
    title: String,
    advert: Option<Advert>,
}

impl Portal {
    /// What a conversation is about; nothing where that is gone.
    async fn topic(&self, about: &ContactAbout) -> Result<Option<Topic>, Error> {
        let store = &self.inner.store;
        Ok(match about {
            ContactAbout::Advert(uid) => {
                let kept = store.kept_adverts(std::slice::from_ref(uid)).await?.pop();
                kept.map(|kept| Topic { title: kept.record.title.clone(), advert: Some(kept.record) })
            }
            ContactAbout::Practice(uid) => {
                let kept = store.kept_practices(std::slice::from_ref(uid)).await?.pop();
                kept.map(|kept| Topic { title: kept.record.title, advert: None })
            }
        })
    }

    /// Who is written to for a side: those of its people who wrote here, else who answers for the advert, else who
    /// speaks for the body.
    async fn people_of(
        &self,
        request: &ContactRequest,
        side: ContactSide,
        topic: &Topic,
    ) -> Result<Vec<Member>, Error> {
        let body = request.body(side);
        let mut wrote: Vec<Uid> = Vec::new();
        for by in request.messages.iter().filter(|one| one.side == side).filter_map(|one| one.by.as_ref()) {
            if !wrote.contains(by) {
                wrote.push(by.clone());
            }
        }
        let acts = |one: &Member| {
            one.state == MemberState::Active && one.active_memberships().any(|of| of.organisation == *body)
        };
        let found = self.inner.store.members_by_uids(&Viewer::Operator, &wrote).await?;
        let mut people: Vec<Member> = found.into_iter().map(|kept| kept.record).filter(acts).collect();
        if people.is_empty() {
            people = match &topic.advert {
                Some(advert) if side == ContactSide::Asked => self.people_of_advert(advert).await?,
                _ => self.editors_of(body).await?,
            };
        }
        people.truncate(TOLD);
        Ok(people)
    }

    /// The name of a body; empty where the portal does not know it any more.
    async fn body_name(&self, body: &Uid) -> Result<String, Error> {
        let names = self.inner.store.organisation_names(std::slice::from_ref(body)).await?;
        Ok(names.into_iter().next().map(|name| name.name).unwrap_or_default())
    }
}
