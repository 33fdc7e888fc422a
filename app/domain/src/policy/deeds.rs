// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What a member may do to a thing that the member sees, one function for each kind of thing.

use super::talk::{on_community, on_post, on_thread};
use super::{
    Act, Acting, AdoptionFacts, DocumentFacts, MemberFacts, New, NoticeFacts, On, Parent, PracticeFacts, Publicity,
    Standing, TestimonialFacts, TwinningFacts, acts_for_one, is_out, is_party, judges_testimonial, writes_notice,
    writes_parent, writes_practice, writes_twinning,
};
use crate::contact::{ContactDeed, ContactRequest};
use crate::member::{MemberState, OrganisationRole, PortalRole, ShownTo};
use crate::practice::Stage;
use crate::text::Uid;

/// Whether a member may do it to a thing that the member sees.
pub(super) fn by_member(acting: &Acting, act: Act, on: &On) -> bool {
    match on {
        On::Portal => on_portal(acting, act),
        On::New(New::Thread, None) if act == Act::Announce => looks_after_portal(acting),
        On::New(new, organisation) => act == Act::Create && creates(acting, *new, organisation.as_ref()),
        On::Practice(practice) => on_practice(acting, act, practice),
        On::Document(document) => on_document(acting, act, document),
        On::Testimonial(testimonial) => on_testimonial(acting, act, testimonial),
        On::Adoption(adoption) => on_adoption(acting, act, adoption),
        On::Twinning(twinning) => on_twinning(acting, act, twinning),
        On::Advert(notice) | On::Event(notice) => on_notice(acting, act, notice),
        On::Contact(contact) => on_contact(acting, act, contact),
        On::Collection(collection) => matches!(act, Act::Edit | Act::Delete) && acting.member == collection.owner,
        On::SavedSearch(owner) => matches!(act, Act::Edit | Act::Delete) && acting.member == *owner,
        On::Community(community) => on_community(acting, act, community),
        On::Thread(thread) => on_thread(acting, act, thread),
        On::Post(post) => on_post(acting, act, post),
        On::Member(member) => on_member(acting, act, member),
        On::Organisation(organisation) => on_organisation(acting, act, organisation),
        On::Taxonomy => act == Act::Edit && acting.is(PortalRole::Administrator),
    }
}

fn on_portal(acting: &Acting, act: Act) -> bool {
    match act {
        Act::SeeOperation | Act::SeeAudit | Act::Operate | Act::ManageOrganisations => {
            acting.is(PortalRole::Administrator)
        }
        Act::Review => acting.is(PortalRole::Reviewer),
        // Testimonials, whatever they are about.
        Act::Accept => acting.is(PortalRole::Reviewer) || acting.is(PortalRole::Moderator),
        Act::Moderate => acting.is(PortalRole::Moderator),
        _ => false,
    }
}

/// Those who speak for the portal as a whole.
fn looks_after_portal(acting: &Acting) -> bool {
    acting.is(PortalRole::Moderator) || acting.is(PortalRole::Administrator)
}

/// Whoever acts for a body writes in its name; a body is made known by anybody, and let in by an administrator.
fn creates(acting: &Acting, new: New, organisation: Option<&Uid>) -> bool {
    match (new, organisation) {
        (New::Organisation, None) => acting.is(PortalRole::Administrator),
        (New::Community, None) => looks_after_portal(acting),
        (New::Thread, None) => true,
        (New::Practice, None) => true,
        (New::Practice, Some(body)) => acting.acts_for(body, OrganisationRole::Contributor),
        (New::Advert | New::Event | New::Adoption, Some(body)) => acting.acts_for(body, OrganisationRole::Contributor),
        (New::Twinning, Some(body)) => acting.acts_for(body, OrganisationRole::Editor),
        (New::Organisation | New::Thread | New::Community, Some(_))
        | (New::Advert | New::Event | New::Twinning | New::Adoption, None) => false,
    }
}

fn on_practice(acting: &Acting, act: Act, practice: &PracticeFacts) -> bool {
    let writes = writes_practice(acting, practice);
    let reviews = acting.is(PortalRole::Reviewer);
    let is_expert = reviews || acting.is_expert_for(practice.uid.as_ref());
    let stage = practice.stage;
    match act {
        Act::Follow | Act::Discuss | Act::Thank => stage.is_in_library(),
        Act::Testify => stage.is_in_library() && testifies(acting, practice),
        Act::Declare | Act::Announce => writes && stage.is_in_library(),
        Act::Edit => match stage {
            Stage::Draft | Stage::ChangesRequested => writes,
            Stage::Published => writes || reviews,
            Stage::Submitted | Stage::Archived | Stage::Rejected | Stage::DeletionRequested | Stage::Deleted => false,
        },
        Act::Submit => writes && matches!(stage, Stage::Draft | Stage::ChangesRequested),
        Act::Withdraw => writes && matches!(stage, Stage::Submitted | Stage::Rejected),
        // Nobody lets the own practice out, nor that of the own organisation.
        Act::Review => reviews && !writes && matches!(stage, Stage::Submitted | Stage::DeletionRequested),
        Act::Assess => is_expert && !writes && !matches!(stage, Stage::Draft | Stage::Deleted),
        Act::Invite => (writes || reviews) && !matches!(stage, Stage::Draft | Stage::Deleted),
        Act::Archive => reviews && matches!(stage, Stage::Published | Stage::Archived),
        Act::RequestDeletion => writes && stage == Stage::Published,
        Act::Delete => writes && matches!(stage, Stage::Draft | Stage::Deleted),
        Act::SeeWork => writes || reviews,
        Act::SeeReaders => writes && stage.is_in_library(),
        Act::ShareAuthorship => writes && matches!(stage, Stage::Draft | Stage::ChangesRequested | Stage::Published),
        _ => false,
    }
}

/// Whoever acts for a body that has no part in a practice speaks for that body.
fn testifies(acting: &Acting, practice: &PracticeFacts) -> bool {
    let is_own = |body: &Uid| practice.owner.as_ref() == Some(body);
    let bodies: Vec<&Uid> = acting.organisations(OrganisationRole::Contributor).collect();
    !bodies.is_empty() && !bodies.into_iter().any(is_own) && !practice.authors.contains(&acting.member)
}

fn on_testimonial(acting: &Acting, act: Act, testimonial: &TestimonialFacts) -> bool {
    let waits = testimonial.standing == Standing::Queued;
    let own = testimonial.author.as_ref() == Some(&acting.member);
    match act {
        Act::Accept => waits && judges_testimonial(acting, testimonial),
        // What was let in can be taken out again.
        Act::Chair => testimonial.standing == Standing::Visible && judges_testimonial(acting, testimonial),
        Act::Withdraw => own,
        Act::Moderate => acting.is(PortalRole::Moderator),
        _ => false,
    }
}

/// For a body its editors say what it took up.
fn on_adoption(acting: &Acting, act: Act, adoption: &AdoptionFacts) -> bool {
    let edits = adoption.adopter.as_ref().is_some_and(|body| acting.acts_for(body, OrganisationRole::Editor));
    matches!(act, Act::Accept | Act::Edit) && edits
}

fn on_document(acting: &Acting, act: Act, document: &DocumentFacts) -> bool {
    match act {
        Act::Edit | Act::Delete => edits_parent(acting, &document.parent) && document.standing == Standing::Visible,
        Act::Moderate => acting.is(PortalRole::Moderator),
        _ => false,
    }
}

/// Who has a part in what a document belongs to; what a post brings is changed as long as the post is.
fn edits_parent(acting: &Acting, parent: &Parent) -> bool {
    if let Parent::Of(thing) = parent
        && let On::Post(post) = thing.as_ref()
    {
        return on_post(acting, Act::Edit, post);
    }
    writes_parent(acting, parent)
}

fn on_twinning(acting: &Acting, act: Act, twinning: &TwinningFacts) -> bool {
    match act {
        Act::Follow => true,
        Act::Discuss => is_party(acting, twinning) || is_out(twinning.publicity),
        Act::Announce => is_party(acting, twinning),
        // Once it runs, whoever acts for one of its parties speaks for that body.
        Act::Testify => is_out(twinning.publicity) && acts_for_one(acting, &twinning.parties),
        Act::Edit => writes_twinning(acting, twinning),
        Act::Advance => twinning.coordinators.contains(&acting.member),
        Act::Accept => twinning.signers.iter().any(|one| acting.acts_for(one, OrganisationRole::Representative)),
        Act::Assess => acting.is(PortalRole::Reviewer) && !is_party(acting, twinning),
        _ => false,
    }
}

fn on_notice(acting: &Acting, act: Act, notice: &NoticeFacts) -> bool {
    let writes = writes_notice(acting, notice);
    match act {
        Act::Follow | Act::Discuss => is_out(notice.publicity),
        Act::Announce => is_out(notice.publicity) && writes,
        Act::Answer => notice.publicity == Publicity::Open && !writes,
        Act::Edit | Act::Withdraw | Act::Advance => writes,
        Act::Moderate => acting.is(PortalRole::Moderator),
        _ => false,
    }
}

/// For each side those who act for its body.
fn on_contact(acting: &Acting, act: Act, contact: &ContactRequest) -> bool {
    let deeds: &[ContactDeed] = match act {
        Act::Reply => &[ContactDeed::Write],
        Act::Flag => &[ContactDeed::Flag],
        Act::Chair => &[ContactDeed::Block, ContactDeed::Unblock],
        Act::Withdraw => &[ContactDeed::Close],
        Act::Advance => &[ContactDeed::Propose],
        _ => return false,
    };
    let sides = contact.sides_of(acting);
    sides.into_iter().any(|side| deeds.iter().any(|deed| contact.may(acting, side, *deed)))
}

fn on_member(acting: &Acting, act: Act, member: &MemberFacts) -> bool {
    let own = acting.member == member.member;
    let administers = acting.is(PortalRole::Administrator);
    match act {
        Act::Edit | Act::OwnAccount => own,
        Act::SeeEmail => own || administers || member.shown.email != ShownTo::Nobody,
        Act::SeeLastSignIn => own || administers || member.shown.last_sign_in != ShownTo::Nobody,
        // Nobody locks the door behind oneself or gives oneself a role.
        Act::AdmitOrSuspend | Act::GrantRole => administers && !own && member.state != MemberState::Anonymised,
        Act::Flag => !own,
        Act::Silence => acting.is(PortalRole::Moderator) && !own && member.state == MemberState::Active,
        _ => false,
    }
}

fn on_organisation(acting: &Acting, act: Act, organisation: &Uid) -> bool {
    let represents = acting.acts_for(organisation, OrganisationRole::Representative);
    let administers = acting.is(PortalRole::Administrator);
    match act {
        Act::Join => !acting.acts_for(organisation, OrganisationRole::Contributor),
        Act::Edit => administers || acting.acts_for(organisation, OrganisationRole::Editor),
        Act::ManagePeople => administers || represents,
        Act::ManageOrganisations => administers,
        _ => false,
    }
}
