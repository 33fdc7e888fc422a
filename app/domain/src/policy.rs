// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Who may do what: one pure function, asked by the server to decide and by pages to show or hide.
//!
//! Three questions, in this order: does the viewer see the thing (`reads`), is the act one that this kind of viewer
//! may do to this kind of thing, and, for acts of administration, was the person there within the hour. An act that is
//! not named for a kind of thing is refused: the last arm of each `match` denies, and the reviewed matrix shows it.
//!
//! Its twin in SQL is `visible_to` in `store`; a test there holds the two equal.

mod act;
mod deeds;
mod talk;
mod things;
mod viewer;

pub use act::Act;
pub use things::{
    AdoptionFacts, ClosedAs, CollectionFacts, CommunityFacts, DocumentFacts, Examination, MemberFacts, New,
    NoticeFacts, On, Parent, PostFacts, PracticeFacts, Publicity, Standing, TestimonialFacts, ThreadFacts, ThreadState,
    TwinningFacts, Writers,
};
pub use viewer::{Acting, ActingFor, Presence, Viewer};

use deeds::by_member;
use talk::{in_community_of, is_steward, looks_after, opens, reads_community, reads_post, reads_thread};

use crate::collection::Sharing;
use crate::member::{MemberState, OrganisationRole, PortalRole, ShownTo};
use crate::practice::{Audience, Stage};
use crate::text::Uid;

/// That an act is not allowed. Whoever may not read a thing is told that there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The viewer may not even know that it exists.
    #[error("not visible")]
    NotVisible,
    /// The viewer sees it and may not do this to it.
    #[error("not allowed")]
    NotAllowed,
    /// Members do this, and the viewer has not signed in; whether this person may is known afterwards.
    #[error("not signed in")]
    SignInFirst,
    /// The viewer is allowed, and has to show once more who this is: the last time was too long ago.
    #[error("not confirmed within the hour")]
    ConfirmFirst,
}

/// Decides whether a viewer may do something to a thing.
///
/// # Errors
/// `NotVisible` where the viewer may not read it; otherwise why the act is refused.
pub fn allows(viewer: &Viewer, act: Act, on: &On) -> Result<(), Refusal> {
    if !reads(viewer, on) {
        return Err(Refusal::NotVisible);
    }
    let acting = match viewer {
        Viewer::Operator => return Ok(()),
        Viewer::Visitor if by_anybody(act, on) => return Ok(()),
        // Nobody but the operator writes past all rules, so there signing in would not help.
        Viewer::Visitor if act == Act::Write => return Err(Refusal::NotAllowed),
        Viewer::Visitor => return Err(Refusal::SignInFirst),
        Viewer::Member(acting) => acting,
    };
    if !by_anybody(act, on) && !by_member(acting, act, on) {
        return Err(Refusal::NotAllowed);
    }
    match acting.presence {
        Presence::Earlier if asks_for_presence(act) => Err(Refusal::ConfirmFirst),
        Presence::Earlier | Presence::Recent => Ok(()),
    }
}

/// Whether a viewer sees a thing at all.
fn reads(viewer: &Viewer, on: &On) -> bool {
    if matches!(viewer, Viewer::Operator) {
        return true;
    }
    let acting = viewer.acting();
    match on {
        On::Portal | On::New(..) | On::Organisation(_) | On::Taxonomy => true,
        On::Practice(practice) => reads_practice(acting, practice),
        On::Twinning(twinning) => {
            acting.is_some_and(|acting| is_party(acting, twinning) || examines(acting, twinning))
                || is_out(twinning.publicity) && is_for(acting, twinning.audience, false, false)
        }
        On::Advert(notice) | On::Event(notice) => {
            acting.is_some_and(|acting| writes_notice(acting, notice))
                || is_out(notice.publicity)
                    && is_for(acting, notice.audience, false, acting.is_some_and(|acting| takes_part(acting, notice)))
        }
        On::Contact(contact) => contact.is_read_by(viewer),
        On::Document(document) => reads_document(viewer, document),
        On::Testimonial(testimonial) => reads_testimonial(viewer, testimonial),
        // What a body took up is told to all who read the practice, with who says so.
        On::Adoption(adoption) => reads_parent(viewer, &adoption.parent),
        // One that is shared is read by whoever knows its address.
        On::Collection(collection) => {
            collection.sharing == Sharing::ByLink || acting.is_some_and(|acting| acting.member == collection.owner)
        }
        On::SavedSearch(owner) => acting.is_some_and(|acting| acting.member == *owner),
        On::Community(community) => reads_community(acting, community),
        On::Thread(thread) => reads_thread(viewer, thread),
        On::Post(post) => reads_post(viewer, post),
        On::Member(member) => reads_member(acting, member),
    }
}

fn is_out(publicity: Publicity) -> bool {
    matches!(publicity, Publicity::Open | Publicity::Over)
}

/// Whether something for an audience is for this viewer.
fn is_for(acting: Option<&Acting>, audience: Audience, in_community: bool, is_party: bool) -> bool {
    match audience {
        Audience::Public => true,
        Audience::Members => acting.is_some(),
        Audience::Community => in_community,
        Audience::Parties => is_party,
    }
}

fn reads_practice(acting: Option<&Acting>, practice: &PracticeFacts) -> bool {
    let Some(acting) = acting else {
        return practice.stage.is_in_library() && practice.audience == Audience::Public;
    };
    if writes_practice(acting, practice) {
        return true;
    }
    let looks_at_it = acting.is(PortalRole::Reviewer) || acting.is_expert_for(practice.uid.as_ref());
    if looks_at_it && !matches!(practice.stage, Stage::Draft | Stage::Deleted) {
        return true;
    }
    let in_community = practice.community.as_ref().is_some_and(|one| acting.communities.contains(one));
    let is_party = practice.owner.as_ref().is_some_and(|own| acting.acts_for(own, OrganisationRole::Contributor));
    practice.stage.is_in_library() && is_for(Some(acting), practice.audience, in_community, is_party)
}

/// Its authors and the editors of the organisation that owns it.
fn writes_practice(acting: &Acting, practice: &PracticeFacts) -> bool {
    practice.authors.contains(&acting.member)
        || practice.owner.as_ref().is_some_and(|owner| acting.acts_for(owner, OrganisationRole::Editor))
}

fn is_party(acting: &Acting, twinning: &TwinningFacts) -> bool {
    twinning.coordinators.contains(&acting.member) || acts_for_one(acting, &twinning.parties)
}

/// Its coordinators and the editors of its parties.
fn writes_twinning(acting: &Acting, twinning: &TwinningFacts) -> bool {
    twinning.coordinators.contains(&acting.member)
        || twinning.parties.iter().any(|one| acting.acts_for(one, OrganisationRole::Editor))
}

/// Evaluators read what they are asked about, and say what they think of it before it is agreed.
fn examines(acting: &Acting, twinning: &TwinningFacts) -> bool {
    twinning.examination == Examination::Open && acting.is(PortalRole::Reviewer)
}

fn acts_for_one(acting: &Acting, organisations: &[Uid]) -> bool {
    organisations.iter().any(|one| acting.acts_for(one, OrganisationRole::Contributor))
}

fn writes_notice(acting: &Acting, notice: &NoticeFacts) -> bool {
    notice.author.as_ref() == Some(&acting.member)
        || notice.organisation.as_ref().is_some_and(|own| acting.acts_for(own, OrganisationRole::Editor))
}

/// Whether a notice belongs to a twinning in which the member has a part.
fn takes_part(acting: &Acting, notice: &NoticeFacts) -> bool {
    notice.coordinators.contains(&acting.member) || acts_for_one(acting, &notice.parties)
}

/// A missing parent denies; what has none is for everybody.
fn reads_parent(viewer: &Viewer, parent: &Parent) -> bool {
    match parent {
        Parent::Free => true,
        Parent::Missing => false,
        Parent::Of(thing) => reads(viewer, thing) && opens(viewer, thing),
    }
}

fn reads_document(viewer: &Viewer, document: &DocumentFacts) -> bool {
    let Some(acting) = viewer.acting() else {
        return reads_parent(viewer, &document.parent)
            && document.standing == Standing::Visible
            && document.audience == Audience::Public;
    };
    let writes = writes_parent(acting, &document.parent);
    // To read a document is to get its file: once deleted, there is no sign of it that all could see.
    let author = document.author.as_ref();
    let shown = document.standing != Standing::Deleted && is_shown(acting, document.standing, author, &document.parent);
    let in_community = writes || in_community_of(acting, &document.parent);
    reads_parent(viewer, &document.parent) && shown && is_for(Some(acting), document.audience, in_community, writes)
}

/// One that waits or was refused is read by who wrote it, and by who may let it in.
fn reads_testimonial(viewer: &Viewer, testimonial: &TestimonialFacts) -> bool {
    let shown = match (testimonial.standing, viewer.acting()) {
        (Standing::Visible, _) => true,
        (Standing::Queued | Standing::Hidden, Some(acting)) => {
            testimonial.author.as_ref() == Some(&acting.member) || judges_testimonial(acting, testimonial)
        }
        (Standing::Queued | Standing::Hidden, None) | (Standing::Deleted | Standing::Erased, _) => false,
    };
    shown && reads_parent(viewer, &testimonial.parent)
}

/// Who writes the practice or the twinning, reviewers and moderators; nobody judges the own words.
fn judges_testimonial(acting: &Acting, testimonial: &TestimonialFacts) -> bool {
    let in_office = acting.is(PortalRole::Reviewer) || acting.is(PortalRole::Moderator);
    testimonial.author.as_ref() != Some(&acting.member) && (in_office || lets_in(acting, &testimonial.parent))
}

/// Whether the viewer writes what something was said of: to have a part in a twinning is not enough.
fn lets_in(acting: &Acting, parent: &Parent) -> bool {
    match parent {
        Parent::Of(thing) => match thing.as_ref() {
            On::Practice(practice) => writes_practice(acting, practice),
            On::Twinning(twinning) => writes_twinning(acting, twinning),
            _ => false,
        },
        Parent::Free | Parent::Missing => false,
    }
}

/// Whether the viewer has a part in what something belongs to.
fn writes_parent(acting: &Acting, parent: &Parent) -> bool {
    match parent {
        Parent::Of(thing) => match thing.as_ref() {
            On::Practice(practice) => writes_practice(acting, practice),
            On::Twinning(twinning) => is_party(acting, twinning),
            On::Advert(notice) | On::Event(notice) => writes_notice(acting, notice),
            On::Community(community) => is_steward(acting, community),
            On::Thread(thread) => thread.author.as_ref() == Some(&acting.member),
            On::Post(post) => post.author.as_ref() == Some(&acting.member),
            _ => false,
        },
        Parent::Free | Parent::Missing => false,
    }
}

/// Whether what somebody wrote is shown to this viewer, as far as its standing goes.
///
/// A moderator, or who looks after the place, reads what waits or is hidden; its author reads what waits. The sign that
/// something was withdrawn is seen by all, its text by nobody: that is the page's part.
fn is_shown(acting: &Acting, standing: Standing, author: Option<&Uid>, parent: &Parent) -> bool {
    let moderates = || acting.is(PortalRole::Moderator) || looks_after(acting, parent);
    match standing {
        Standing::Visible | Standing::Deleted => true,
        Standing::Queued => author == Some(&acting.member) || moderates(),
        Standing::Hidden => moderates(),
        Standing::Erased => false,
    }
}

fn reads_member(acting: Option<&Acting>, member: &MemberFacts) -> bool {
    let own = acting.is_some_and(|acting| acting.member == member.member);
    let looks_after = acting.is_some_and(|acting| acting.is(PortalRole::Administrator));
    let shown = match member.shown.profile {
        ShownTo::Everyone => true,
        ShownTo::Members => acting.is_some(),
        ShownTo::Nobody => false,
    };
    own || looks_after || member.state == MemberState::Active && shown
}

/// Whether anybody may do it who sees the thing.
fn by_anybody(act: Act, on: &On) -> bool {
    match (act, on) {
        (Act::Read, _) => true,
        (Act::AskForCorrection, On::Practice(practice)) => practice.stage.is_in_library(),
        (Act::Flag, On::Practice(_) | On::Advert(_) | On::Event(_) | On::Thread(_) | On::Post(_)) => true,
        (Act::SeeEmail, On::Member(member)) => member.shown.email == ShownTo::Everyone,
        (Act::SeeLastSignIn, On::Member(member)) => member.shown.last_sign_in == ShownTo::Everyone,
        _ => false,
    }
}

/// Acts that a stolen or forgotten session must not be enough for.
fn asks_for_presence(act: Act) -> bool {
    matches!(
        act,
        Act::AdmitOrSuspend
            | Act::GrantRole
            | Act::ManageOrganisations
            | Act::SeeOperation
            | Act::SeeAudit
            | Act::Operate
    )
}

#[cfg(test)]
mod tests;
