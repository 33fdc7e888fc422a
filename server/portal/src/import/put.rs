// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Writing the records of a batch in one change, with what follows from them.

use std::collections::BTreeSet;

use domain::Uid;
use domain::adoption::Adoption;
use domain::member::{Member, MemberState};
use domain::phase::Facts;
use domain::post::Post;
use domain::practice::Practice;
use domain::record::Record;
use markdown::RENDERER;
use store::{Change, Put};

use super::{Outcome, Ready};
use crate::error::Error;

/// Why no file opens an account again.
const CLOSED: &str = "state: the account was closed by its owner";

/// Why nobody belongs to a community whose account was closed.
const GONE: &str = "member: the account was closed by its owner";

/// Writes the records of a batch; a line that is refused leaves the others in.
///
/// # Errors
/// The database refuses one of them; then nothing of the batch is kept.
pub(super) async fn all(change: &mut Change, records: Vec<Ready>) -> Result<Vec<Outcome>, Error> {
    let practices: Vec<Uid> = records.iter().filter_map(|ready| practice_of(&ready.record).cloned()).collect();
    let adoptions = if practices.is_empty() { Vec::new() } else { change.adoptions_of(&practices).await? };
    let mut outcomes = Vec::with_capacity(records.len());
    // The practices that an adoption leaves, and those that it comes to.
    let adoption = records.iter().filter(|ready| matches!(ready.record, Record::Adoption(_)));
    let moving: Vec<Uid> = adoption.map(|ready| ready.record.uid().clone()).collect();
    let mut adopted: BTreeSet<Uid> = change.practices_of_adoptions(&moving).await?.into_iter().collect();
    for ready in records {
        let put = match &ready.record {
            Record::Theme(theme) => change.put_theme(theme).await?,
            Record::Programme(programme) => change.put_programme(programme).await?,
            Record::Synonym(synonym) => change.put_synonym(synonym).await?,
            Record::Organisation(organisation) => change.put_organisation(organisation).await?,
            Record::Member(member) => match put_member(change, member).await? {
                Some(put) => put,
                None => {
                    outcomes.push(Outcome::Refused { line: ready.line, reason: CLOSED.to_owned() });
                    continue;
                }
            },
            Record::Community(community) => change.put_community(community).await?,
            Record::Belonging(belonging) => {
                let member = change.member(&belonging.member).await?;
                if member.is_some_and(|kept| kept.record.state == MemberState::Anonymised) {
                    outcomes.push(Outcome::Refused { line: ready.line, reason: GONE.to_owned() });
                    continue;
                }
                change.put_belonging(belonging).await?
            }
            Record::Practice(practice) => put_practice(change, practice, &adoptions, ready.html.as_deref()).await?,
            Record::Document(document) => change.put_document(document).await?,
            Record::Revision(revision) => change.put_revision(revision).await?,
            Record::Adoption(adoption) => {
                adopted.insert(adoption.practice.clone());
                change.put_adoption(adoption).await?
            }
            Record::Testimonial(testimonial) => change.put_testimonial(testimonial).await?,
            Record::Twinning(twinning) => {
                let before = change.twinning(&twinning.uid).await?.map(|kept| kept.record);
                let carried = before.iter().chain([twinning.as_ref()]).flat_map(|one| &one.models);
                adopted.extend(carried.filter_map(|model| model.practice.clone()));
                change.put_twinning(twinning).await?
            }
            Record::Event(event) => change.put_event(event).await?,
            Record::Advert(advert) => change.put_advert(advert).await?,
            Record::Readiness(check) => change.put_readiness(check).await?,
            Record::Thread(thread) => change.put_thread(thread).await?,
            Record::Post(post) => put_post(change, post, ready.html.as_deref()).await?,
        };
        outcomes.push(Outcome::Written(put.effect));
    }
    renew_phases(change, adopted.into_iter().collect()).await?;
    Ok(outcomes)
}

fn practice_of(record: &Record) -> Option<&Uid> {
    match record {
        Record::Practice(practice) => Some(&practice.uid),
        _ => None,
    }
}

async fn put_practice(
    change: &mut Change,
    practice: &Practice,
    adoptions: &[Adoption],
    html: Option<&str>,
) -> Result<Put, Error> {
    let own: Vec<Adoption> = adoptions.iter().filter(|adoption| adoption.practice == practice.uid).cloned().collect();
    let transferring = change.transferring(std::slice::from_ref(&practice.uid)).await?;
    let put = change.put_practice(practice, Facts::of(practice, &own, &transferring).phase()).await?;
    if let Some(html) = html {
        change.put_rendering(&practice.uid, put.record_version, RENDERER, html).await?;
    }
    Ok(put)
}

async fn put_post(change: &mut Change, post: &Post, html: Option<&str>) -> Result<Put, Error> {
    let (put, _) = change.put_post(post).await?;
    if let Some(html) = html {
        change.put_post_html(&post.uid, put.version, RENDERER, html).await?;
    }
    Ok(put)
}

/// Writes a member; nothing where the account was closed and would be opened again.
///
/// What holds for administrators holds for a file too: a changed state or role ends all sessions, and of an account
/// that is closed nothing stays that says whose it was.
async fn put_member(change: &mut Change, member: &Member) -> Result<Option<Put>, Error> {
    let closes = member.state == MemberState::Anonymised;
    let standing = change.member(&member.uid).await?.map(|kept| kept.record);
    if let Some(before) = &standing {
        if before.state == MemberState::Anonymised && !closes {
            return Ok(None);
        }
        if (before.state, &before.roles) != (member.state, &member.roles) {
            change.raise_epoch(&member.uid).await?;
        }
        if let Some(email) = before.email.as_ref().filter(|_| closes) {
            change.erase_account(&member.uid, email).await?;
        }
    }
    let put = if closes { change.put_member(&member.anonymised()).await? } else { change.put_member(member).await? };
    Ok(Some(put))
}

/// Sets the phases that follow from adoptions and twinnings which came in, or went on, with this change.
pub(crate) async fn renew_phases(change: &mut Change, practices: Vec<Uid>) -> Result<(), Error> {
    if practices.is_empty() {
        return Ok(());
    }
    let adoptions = change.adoptions_of(&practices).await?;
    let transferring = change.transferring(&practices).await?;
    for kept in change.practices(&practices).await? {
        let own: Vec<Adoption> =
            adoptions.iter().filter(|adoption| adoption.practice == kept.record.uid).cloned().collect();
        change.set_phase(&kept.record.uid, Facts::of(&kept.record, &own, &transferring).phase()).await?;
    }
    Ok(())
}
