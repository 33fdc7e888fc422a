// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Joining two records of one organisation: everything that named the one names the other.

use domain::Uid;
use domain::member::{Member, MembershipState};
use domain::organisation::Organisation;
use domain::phase::Facts;
use domain::policy::{Act, On, Viewer, allows};
use domain::practice::Practice;
use domain::record::Record;
use markdown::RENDERER;
use store::Change;

use super::AuditAct;
use super::memberships::put_checked;
use crate::error::Error;
use crate::form::{FieldProblem, FormError};
use crate::{Portal, rendering};

/// How far up the tree of bodies it is looked whether one belongs to another.
const LEVELS_MAX: usize = 8;

impl Portal {
    /// Joins two records of one organisation: everything that names the first names the second from now on, and the
    /// first one's address leads there. Gives the second one's address.
    ///
    /// # Errors
    /// The viewer may not; `from` or `into` is missing, unknown, ambiguous, or both are one; `form` is `conflict` where
    /// one of them was joined to another in the meantime.
    pub async fn merge_organisations(&self, viewer: &Viewer, from: &str, into: &str) -> Result<String, FormError> {
        allows(viewer, Act::ManageOrganisations, &On::Portal)?;
        let actor = self.own_account(viewer)?;
        let found = async |field: &'static str, typed: &str| {
            let found = self.organisation_of(typed, typed).await;
            found.map_err(|error| match error {
                FormError::Fields(problems) => {
                    FormError::Fields(problems.into_iter().map(|(_, problem)| (field, problem)).collect())
                }
                other => other,
            })
        };
        let (from, into) = (found("from", from).await?, found("into", into).await?);
        if self.is_or_belongs_to(&into, &from.uid).await? {
            return Err(FormError::field("into", FieldProblem::Invalid));
        }
        let slug = self.link_of_organisation(&into.uid).await?.slug;
        self.write(move |change| {
            Box::pin(async move {
                let naming = change.records_naming_organisation(&from.uid).await?;
                let (mut old, new) = held(change, &from.uid, &into.uid).await?;
                if old.merged_into.is_some() || new.merged_into.is_some() {
                    return Err(FormError::field("form", FieldProblem::Conflict));
                }
                for record in naming {
                    put_renamed(change, record, &from.uid, &into.uid).await?;
                }
                change.move_correspondence(&from.uid, &into.uid).await?;
                old.merged_into = Some(into.uid.clone());
                change.put_organisation(&old).await?;
                let note = serde_json::json!({"into": into.uid.as_str()});
                let thing = ("organisation", from.uid.as_str());
                Self::note(change, Some(&actor), AuditAct::OrganisationsMerged, thing, note).await
            })
        })
        .await?;
        Ok(slug)
    }

    /// Whether a body is another one, or belongs to it, however far up: it would end up above itself.
    async fn is_or_belongs_to(&self, organisation: &Organisation, above: &Uid) -> Result<bool, Error> {
        let mut next = Some(organisation.uid.clone());
        let mut parent = organisation.parent.clone();
        for _ in 0..LEVELS_MAX {
            let Some(uid) = next else { return Ok(false) };
            if uid == *above {
                return Ok(true);
            }
            next = parent.take();
            if let Some(uid) = &next {
                let found = self.inner.store.kept_organisations(std::slice::from_ref(uid)).await?.pop();
                parent = found.and_then(|kept| kept.record.parent);
            }
        }
        Ok(false)
    }
}

/// Both records, held until the commit; always in the same order, so that two mergers do not wait for each other.
async fn held(change: &mut Change, from: &Uid, into: &Uid) -> Result<(Organisation, Organisation), FormError> {
    let mut read = Vec::new();
    for uid in [Ord::min(from, into), Ord::max(from, into)] {
        read.push(change.organisation(uid).await?.ok_or(Error::NotFound)?);
    }
    let at = |uid: &Uid| read.iter().find(|one| one.uid == *uid).cloned();
    Ok(at(from).zip(at(into)).ok_or(Error::NotFound)?)
}

/// Writes a record again with another organisation in the place of one.
async fn put_renamed(change: &mut Change, record: Record, from: &Uid, into: &Uid) -> Result<(), FormError> {
    let renamed = |uid: &mut Uid| {
        if uid == from {
            into.clone_into(uid);
        }
    };
    match record {
        Record::Practice(mut practice) => {
            practice.owner_org.iter_mut().for_each(renamed);
            practice.partner_orgs.iter_mut().for_each(|part| renamed(&mut part.organisation));
            let mut seen = Vec::new();
            practice.partner_orgs.retain(|part| {
                let known = seen.contains(part);
                seen.push(part.clone());
                !known
            });
            put_practice(change, *practice).await?;
        }
        Record::Adoption(mut adoption) => {
            adoption.adopter_org.iter_mut().for_each(renamed);
            change.put_adoption(&adoption).await?;
        }
        Record::Testimonial(mut testimonial) => {
            testimonial.organisation.iter_mut().for_each(renamed);
            change.put_testimonial(&testimonial).await?;
        }
        Record::Twinning(twinning) => {
            // A body that would come to stand on both sides of one model is no mistake of a list: people must look.
            let renamed = twinning.with_body_renamed(from, into).checked();
            let renamed = renamed.map_err(|_| FormError::field("form", FieldProblem::Conflict))?;
            change.put_twinning(&renamed).await?;
        }
        Record::Event(mut event) => {
            renamed(&mut event.organiser);
            change.put_event(&event).await?;
        }
        Record::Advert(mut advert) => {
            renamed(&mut advert.organisation);
            change.put_advert(&advert).await?;
        }
        Record::Organisation(mut organisation) if organisation.uid != *into => {
            organisation.parent.iter_mut().for_each(renamed);
            change.put_organisation(&organisation).await?;
        }
        Record::Post(mut post) => {
            // Who has something to do is a body that has another record now.
            post.mark.iter_mut().filter_map(|mark| mark.owner.as_mut()).for_each(renamed);
            change.put_post(&post).await?;
        }
        Record::Member(mut member) => {
            weaker_of_both(&mut member, from, into);
            member.memberships.iter_mut().for_each(|one| renamed(&mut one.organisation));
            put_checked(change, &member).await?;
        }
        // What was written stays as it was written; versions of answers move with the correspondence.
        Record::Document(_) | Record::Revision(_) | Record::Readiness(_) => {}
        // Communities are people's, not bodies'.
        Record::Community(_) | Record::Belonging(_) | Record::Thread(_) => {}
        Record::Organisation(_) | Record::Theme(_) | Record::Programme(_) | Record::Synonym(_) => {}
    }
    Ok(())
}

/// Writes a practice with its phase and its rendering.
async fn put_practice(change: &mut Change, practice: Practice) -> Result<(), FormError> {
    let adoptions = change.adoptions_of(std::slice::from_ref(&practice.uid)).await?;
    let transferring = change.transferring(std::slice::from_ref(&practice.uid)).await?;
    let put = change.put_practice(&practice, Facts::of(&practice, &adoptions, &transferring).phase()).await?;
    let uid = practice.uid.clone();
    let rendered = tokio::task::spawn_blocking(move || rendering::write(&rendering::render(&practice)));
    let html = rendered.await.map_err(Error::from)?;
    Ok(change.put_rendering(&uid, put.record_version, RENDERER, &html).await?)
}

/// Of two memberships that become one, takes the one away that is asked for only, or allows less.
fn weaker_of_both(member: &mut Member, from: &Uid, into: &Uid) {
    let strength = |uid: &Uid| member.membership(uid).map(|one| (one.state == MembershipState::Active, one.role));
    let (Some(old), Some(new)) = (strength(from), strength(into)) else { return };
    let weaker = if old > new { into.clone() } else { from.clone() };
    member.memberships.retain(|one| one.organisation != weaker);
}
