// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Communities, threads and posts: who reads them, who writes in them, and who looks after them.
//!
//! Who looks after a place (the facilitators of a community, the coordinators of a twinning) moderates what is said in
//! it; a moderator of the portal does so wherever a moderator reads. Nobody moderates what cannot be read, or the own
//! words.

use super::{
    Act, Acting, ClosedAs, CommunityFacts, On, Parent, PostFacts, Standing, ThreadFacts, ThreadState, Viewer, Writers,
    is_for, is_shown, reads_parent, writes_parent,
};
use crate::community::{Access, CommunityState};
use crate::member::PortalRole;

/// Its owner and its facilitators.
pub(super) fn is_steward(acting: &Acting, community: &CommunityFacts) -> bool {
    is_owner(acting, community) || community.facilitators.contains(&acting.member)
}

fn is_owner(acting: &Acting, community: &CommunityFacts) -> bool {
    community.owner.as_ref() == Some(&acting.member)
}

/// Its members, with those who look after it.
fn belongs(acting: &Acting, community: &CommunityFacts) -> bool {
    acting.communities.contains(&community.community) || is_steward(acting, community)
}

/// Whether a viewer sees that there is such a community; what is written in it is another question, `opens`. Who asked to
/// come in before it became private takes that back on its page.
pub(super) fn reads_community(acting: Option<&Acting>, community: &CommunityFacts) -> bool {
    let knows = |acting: &Acting| {
        let waits = community.invited.contains(&acting.member) || community.requested.contains(&acting.member);
        waits || belongs(acting, community)
    };
    community.access != Access::Private || acting.is_some_and(knows)
}

/// Whether what belongs to a thing is open to a viewer who sees the thing.
///
/// A community can be seen by all and be read by its members only; of what was withdrawn only the sign is seen.
pub(super) fn opens(viewer: &Viewer, thing: &On) -> bool {
    match thing {
        On::Community(community) => is_inside(viewer.acting(), community),
        On::Thread(thread) => thread.standing != Standing::Deleted,
        On::Post(post) => post.standing != Standing::Deleted,
        _ => true,
    }
}

fn is_inside(acting: Option<&Acting>, community: &CommunityFacts) -> bool {
    let in_community = acting.is_some_and(|acting| belongs(acting, community));
    let is_steward = acting.is_some_and(|acting| is_steward(acting, community));
    let let_in = community.access != Access::Private || in_community;
    let_in && is_for(acting, community.audience, in_community, is_steward)
}

/// Whether the viewer belongs to the community that a thing is for or is part of.
pub(super) fn in_community_of(acting: &Acting, parent: &Parent) -> bool {
    let Parent::Of(thing) = parent else { return false };
    match thing.as_ref() {
        On::Practice(practice) => practice.community.as_ref().is_some_and(|one| acting.communities.contains(one)),
        On::Community(community) => belongs(acting, community),
        On::Thread(thread) => in_community_of(acting, &thread.parent),
        On::Post(post) => post.thread.as_ref().is_some_and(|thread| in_community_of(acting, &thread.parent)),
        _ => false,
    }
}

/// Whether the viewer looks after the place in which something was said.
pub(super) fn looks_after(acting: &Acting, parent: &Parent) -> bool {
    let Parent::Of(thing) = parent else { return false };
    match thing.as_ref() {
        On::Community(community) => is_steward(acting, community),
        On::Twinning(twinning) => twinning.coordinators.contains(&acting.member),
        On::Thread(thread) => looks_after(acting, &thread.parent),
        On::Post(post) => post.thread.as_ref().is_some_and(|thread| looks_after(acting, &thread.parent)),
        _ => false,
    }
}

fn moderates(acting: &Acting, parent: &Parent) -> bool {
    acting.is(PortalRole::Moderator) || looks_after(acting, parent)
}

pub(super) fn reads_thread(viewer: &Viewer, thread: &ThreadFacts) -> bool {
    let meant = match viewer.acting() {
        Some(acting) => {
            let writes = writes_parent(acting, &thread.parent);
            let in_community = writes || in_community_of(acting, &thread.parent);
            // To have begun it is not enough: who has left the place reads no further.
            is_shown(acting, thread.standing, thread.author.as_ref(), &thread.parent)
                && is_for(Some(acting), thread.audience, in_community, writes)
        }
        None => {
            matches!(thread.standing, Standing::Visible | Standing::Deleted)
                && is_for(None, thread.audience, false, false)
        }
    };
    meant && reads_parent(viewer, &thread.parent)
}

pub(super) fn reads_post(viewer: &Viewer, post: &PostFacts) -> bool {
    let Some(thread) = &post.thread else { return false };
    let shown = match viewer.acting() {
        Some(acting) => is_shown(acting, post.standing, post.author.as_ref(), &thread.parent),
        None => matches!(post.standing, Standing::Visible | Standing::Deleted),
    };
    shown && reads_thread(viewer, thread)
}

/// Whether the place takes new words at all.
fn goes_on(parent: &Parent) -> bool {
    match parent {
        Parent::Of(thing) => match thing.as_ref() {
            On::Community(community) => community.state == CommunityState::Active,
            On::Thread(thread) => goes_on(&thread.parent),
            _ => true,
        },
        Parent::Free => true,
        Parent::Missing => false,
    }
}

/// Whether a thread takes words now, whoever writes them.
fn is_open(thread: &ThreadFacts) -> bool {
    thread.state == ThreadState::Open && thread.standing == Standing::Visible && goes_on(&thread.parent)
}

/// Whether a thread takes words of this member.
fn takes_words_of(acting: &Acting, thread: &ThreadFacts) -> bool {
    let parent = &thread.parent;
    let within = || writes_parent(acting, parent) || in_community_of(acting, parent) || looks_after(acting, parent);
    is_open(thread) && (thread.writers == Writers::All || within())
}

/// What is agreed in a twinning binds its parties: nobody else says what was.
fn is_of_twinning(parent: &Parent) -> bool {
    matches!(parent, Parent::Of(thing) if matches!(thing.as_ref(), On::Twinning(_)))
}

/// Whether its author leads it where it stands: who began it does not open again what a moderator locked or closed.
fn is_led_by_author(thread: &ThreadFacts) -> bool {
    match thread.state {
        ThreadState::Open => true,
        ThreadState::Closed => thread.closed_as == ClosedAs::Author,
        ThreadState::Locked | ThreadState::Merged => false,
    }
}

pub(super) fn on_thread(acting: &Acting, act: Act, thread: &ThreadFacts) -> bool {
    let own = thread.author.as_ref() == Some(&acting.member);
    let moderates = moderates(acting, &thread.parent);
    let shown = thread.standing == Standing::Visible;
    let kept = matches!(thread.standing, Standing::Visible | Standing::Queued);
    let stands = thread.state != ThreadState::Merged;
    match act {
        Act::Follow => shown && stands,
        Act::Thank => shown && !own,
        Act::Reply => takes_words_of(acting, thread),
        Act::Edit => own && kept && thread.state == ThreadState::Open && goes_on(&thread.parent),
        Act::Withdraw => own && kept && stands,
        Act::Chair => stands && (moderates || shown && own && is_led_by_author(thread)),
        Act::Pin | Act::Lock | Act::Move => stands && moderates,
        // Nobody judges the own words.
        Act::Moderate => moderates && !own,
        _ => false,
    }
}

pub(super) fn on_post(acting: &Acting, act: Act, post: &PostFacts) -> bool {
    let Some(thread) = &post.thread else { return false };
    let own = post.author.as_ref() == Some(&acting.member);
    let asked = thread.author.as_ref() == Some(&acting.member);
    let moderates = moderates(acting, &thread.parent);
    let visible = post.standing == Standing::Visible;
    let kept = matches!(post.standing, Standing::Visible | Standing::Queued);
    let stands = thread.standing == Standing::Visible && thread.state != ThreadState::Merged;
    match act {
        Act::Thank => visible && !own,
        Act::Edit => own && kept && is_open(thread),
        Act::Withdraw => own && kept,
        Act::Reply => visible && takes_words_of(acting, thread),
        Act::Accept => visible && stands && (moderates || asked && thread.state != ThreadState::Locked),
        Act::Mark => {
            let own_thread = asked && !is_of_twinning(&thread.parent);
            visible && stands && (moderates || own_thread || writes_parent(acting, &thread.parent))
        }
        // Nobody judges the own words.
        Act::Moderate => moderates && !own,
        _ => false,
    }
}

pub(super) fn on_community(acting: &Acting, act: Act, community: &CommunityFacts) -> bool {
    let (belongs, is_steward, is_owner) =
        (belongs(acting, community), is_steward(acting, community), is_owner(acting, community));
    let decides = is_owner || acting.is(PortalRole::Administrator);
    let active = community.state == CommunityState::Active;
    match act {
        Act::Follow => is_inside(Some(acting), community),
        Act::Discuss => active && belongs,
        Act::Announce => active && is_steward,
        Act::Join => {
            let wanted = community.access != Access::Private || community.invited.contains(&acting.member);
            active && wanted && !belongs && !community.suspended.contains(&acting.member)
        }
        // It never stays without an owner.
        Act::Leave => belongs && !is_owner,
        Act::Edit | Act::ManagePeople => is_steward,
        Act::Appoint | Act::HandOver | Act::Advance => decides,
        Act::Moderate => is_steward || acting.is(PortalRole::Moderator) && is_inside(Some(acting), community),
        _ => false,
    }
}
