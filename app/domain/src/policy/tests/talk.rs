// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Communities, threads and posts: who reads and writes there, and who looks after them; said in other words than the
//! policy says it.

use proptest::prelude::*;

use super::cast::{COMMUNITY, FACILITATOR, OWNER, uid, who};
use super::draws::{acting, anybody, community_facts, config, thing, thread};
use super::things::{Name, account, document, name, notice, parent, post, practice, thread as thread_about, twinning};
use crate::community::{Access, CommunityState};
use crate::member::{MemberState, PortalRole, ShownTo};
use crate::policy::{
    Act, Acting, CommunityFacts, New, On, Parent, Publicity, Refusal, Standing, ThreadFacts, ThreadState, Viewer,
    Writers, allows,
};
use crate::practice::{Audience, Stage};

pub(super) fn community(access: Access, audience: Audience, state: CommunityState) -> CommunityFacts {
    CommunityFacts {
        community: uid(COMMUNITY),
        access,
        audience,
        state,
        owner: Some(uid(OWNER)),
        facilitators: vec![uid(FACILITATOR)],
        invited: vec![uid("invited")],
        requested: vec![uid("asked")],
        suspended: vec![uid("kept-out")],
    }
}

pub(super) fn parent_community(audience: Audience) -> Parent {
    parent(On::Community(community(Access::OnApproval, audience, CommunityState::Active)))
}

/// Communities of every sort, for the matrix.
pub(super) fn communities() -> Vec<(Name, On)> {
    let mut all = Vec::new();
    for access in Access::ALL {
        for audience in Audience::ALL {
            for state in CommunityState::ALL {
                let on = On::Community(community(*access, *audience, *state));
                all.push((name(format!("{access}/{state}"), audience), on));
            }
        }
    }
    all
}

/// A thread for each audience and each sort of writers, for the matrix.
pub(super) fn meant(parent: &Parent) -> Vec<(Name, On)> {
    let mut all = Vec::new();
    for audience in Audience::ALL {
        for writers in Writers::ALL {
            let facts = thread_about(parent, ThreadState::Open, Standing::Visible);
            let on = On::Thread(ThreadFacts { audience: *audience, writers: *writers, ..facts });
            all.push((name(audience, writers), on));
        }
    }
    all
}

/// Whether a member looks after the place that something is part of, or after the thing itself.
pub(super) fn looks_after(acting: &Acting, on: &On) -> bool {
    let me = &acting.member;
    let of_parent = |parent: &Parent| match parent {
        Parent::Of(on) => looks_after(acting, on),
        Parent::Free | Parent::Missing => false,
    };
    match on {
        On::Community(community) => community.owner.as_ref() == Some(me) || community.facilitators.contains(me),
        On::Twinning(twinning) => twinning.coordinators.contains(me),
        On::Document(document) => of_parent(&document.parent),
        On::Thread(thread) => of_parent(&thread.parent),
        On::Post(post) => post.thread.as_ref().is_some_and(|thread| of_parent(&thread.parent)),
        _ => false,
    }
}

fn those_who_may<'a>(act: Act, on: &On, names: &[&'a str]) -> Vec<&'a str> {
    names.iter().copied().filter(|name| allows(&who(name), act, on).is_ok()).collect()
}

const NAMES: [&str; 12] = [
    "visitor",
    "member",
    "author",
    "contributor",
    "community member",
    "facilitator",
    "owner",
    "invited",
    "kept out",
    "party",
    "coordinator",
    "moderator",
];

const AUTHOR_AND_OFFICE: [&str; 3] = ["author", "coordinator", "moderator"];

const OF_THE_COMMUNITY: [&str; 3] = ["community member", "facilitator", "owner"];

#[test]
fn ac_003_13_a_visitor_reads_what_is_public_and_is_asked_to_sign_in_to_write() {
    let places = [
        Parent::Free,
        parent(On::Practice(practice(Stage::Published, Audience::Public))),
        parent(On::Twinning(twinning(Publicity::Open, Audience::Public))),
        parent(On::Advert(notice(Publicity::Open, Audience::Public))),
        parent_community(Audience::Public),
    ];
    for place in &places {
        let thread = thread_about(place, ThreadState::Open, Standing::Visible);
        let post = post(Some(thread.clone()), Standing::Visible);
        for on in [On::Thread(thread), post] {
            assert_eq!(allows(&Viewer::Visitor, Act::Read, &on), Ok(()));
            for act in [Act::Reply, Act::Thank, Act::Follow] {
                assert_eq!(allows(&Viewer::Visitor, act, &on), Err(Refusal::SignInFirst), "{act}");
            }
        }
    }
    let hidden = On::Thread(thread_about(&parent_community(Audience::Members), ThreadState::Open, Standing::Visible));
    assert_eq!(allows(&Viewer::Visitor, Act::Reply, &hidden), Err(Refusal::NotVisible), "and of nothing else");
}

#[test]
fn who_wrote_a_post_changes_its_documents_as_long_as_the_post_and_its_readers_read_them() {
    let place = parent(On::Twinning(twinning(Publicity::Open, Audience::Public)));
    let of = |state, standing| {
        let post = post(Some(thread_about(&place, state, Standing::Visible)), standing);
        document(&parent(post), Standing::Visible, Audience::Public)
    };
    let open = of(ThreadState::Open, Standing::Visible);
    assert_eq!(those_who_may(Act::Edit, &open, &NAMES), ["author"]);
    assert_eq!(those_who_may(Act::Read, &open, &NAMES), NAMES);
    for state in [ThreadState::Locked, ThreadState::Closed, ThreadState::Merged] {
        let on = of(state, Standing::Visible);
        assert_eq!(those_who_may(Act::Delete, &on, &NAMES), [""; 0], "{state}");
        assert_eq!(those_who_may(Act::Read, &on, &NAMES), NAMES, "{state}");
    }
    assert_eq!(those_who_may(Act::Read, &of(ThreadState::Open, Standing::Queued), &NAMES), AUTHOR_AND_OFFICE);
    assert_eq!(those_who_may(Act::Read, &of(ThreadState::Open, Standing::Hidden), &NAMES), AUTHOR_AND_OFFICE[1..]);
    for gone in [Standing::Deleted, Standing::Erased] {
        assert_eq!(those_who_may(Act::Read, &of(ThreadState::Open, gone), &NAMES), [""; 0], "{gone}");
    }
}

#[test]
fn ac_001_1_one_joins_an_open_community_asks_at_one_on_approval_and_is_invited_to_a_private_one() {
    let on = |access, audience| On::Community(community(access, audience, CommunityState::Active));
    let outside = ["member", "author", "contributor", "invited", "party", "coordinator", "moderator"];
    for access in [Access::Open, Access::OnApproval] {
        assert_eq!(those_who_may(Act::Join, &on(access, Audience::Public), &NAMES), outside, "{access}");
        assert_eq!(those_who_may(Act::Read, &on(access, Audience::Community), &NAMES), NAMES, "its page is public");
    }
    let private = on(Access::Private, Audience::Community);
    assert_eq!(those_who_may(Act::Join, &private, &NAMES), ["invited"]);
    assert_eq!(those_who_may(Act::Read, &private, &NAMES), ["community member", "facilitator", "owner", "invited"]);
    assert_eq!(allows(&who("moderator"), Act::Moderate, &private), Err(Refusal::NotVisible));
}

#[test]
fn who_asked_to_come_in_sees_the_page_of_what_became_private_and_comes_in_by_no_other_way() {
    let asked = Viewer::member(Acting::plain(uid("asked")));
    let private = community(Access::Private, Audience::Community, CommunityState::Active);
    assert_eq!(allows(&asked, Act::Read, &On::Community(private.clone())), Ok(()));
    assert_eq!(allows(&asked, Act::Join, &On::Community(private.clone())), Err(Refusal::NotAllowed));
    let thread = thread_about(&parent(On::Community(private)), ThreadState::Open, Standing::Visible);
    assert_eq!(allows(&asked, Act::Read, &On::Thread(thread)), Err(Refusal::NotVisible), "what is in it is not open");
}

#[test]
fn ac_001_1_what_is_written_in_a_community_is_read_by_whom_it_is_for_and_written_by_its_members() {
    let thread = |audience| {
        let facts = thread_about(&parent_community(audience), ThreadState::Open, Standing::Visible);
        On::Thread(ThreadFacts { writers: Writers::Within, author: None, ..facts })
    };
    assert_eq!(those_who_may(Act::Read, &thread(Audience::Public), &NAMES), NAMES);
    assert_eq!(those_who_may(Act::Read, &thread(Audience::Members), &NAMES), NAMES[1..]);
    assert_eq!(those_who_may(Act::Read, &thread(Audience::Community), &NAMES), OF_THE_COMMUNITY);
    for audience in [Audience::Public, Audience::Members, Audience::Community] {
        assert_eq!(those_who_may(Act::Reply, &thread(audience), &NAMES), OF_THE_COMMUNITY, "{audience}");
    }
    for audience in [Audience::Public, Audience::Community] {
        let on = On::Community(community(Access::OnApproval, audience, CommunityState::Active));
        assert_eq!(those_who_may(Act::Discuss, &on, &NAMES), OF_THE_COMMUNITY);
        assert_eq!(those_who_may(Act::Announce, &on, &NAMES), ["facilitator", "owner"]);
    }
}

#[test]
fn ac_001_1_facilitators_look_after_the_people_and_the_owner_hands_over_before_leaving() {
    let on = On::Community(community(Access::Open, Audience::Public, CommunityState::Active));
    assert_eq!(those_who_may(Act::ManagePeople, &on, &NAMES), ["facilitator", "owner"]);
    assert_eq!(those_who_may(Act::Edit, &on, &NAMES), ["facilitator", "owner"]);
    for act in [Act::Appoint, Act::HandOver, Act::Advance] {
        assert_eq!(those_who_may(act, &on, &NAMES), ["owner"], "{act}");
        assert_eq!(allows(&who("administrator (earlier)"), act, &on), Ok(()), "an owner may be gone");
    }
    assert_eq!(those_who_may(Act::Leave, &on, &NAMES), ["community member", "facilitator"]);
    let begins = On::New(New::Community, None);
    let names = ["visitor", "member", "representative", "reviewer", "moderator", "administrator (earlier)"];
    assert_eq!(those_who_may(Act::Create, &begins, &names), ["moderator", "administrator (earlier)"]);
}

#[test]
fn an_archived_community_is_read_and_takes_neither_words_nor_members() {
    let facts = community(Access::Open, Audience::Public, CommunityState::Archived);
    let thread = thread_about(&parent(On::Community(facts.clone())), ThreadState::Open, Standing::Visible);
    let on = On::Community(facts);
    for act in [Act::Discuss, Act::Announce, Act::Join] {
        assert_eq!(those_who_may(act, &on, &NAMES), [""; 0], "{act}");
    }
    for act in [Act::Reply, Act::Edit] {
        assert_eq!(those_who_may(act, &On::Thread(thread.clone()), &NAMES), [""; 0], "{act}");
    }
    assert_eq!(those_who_may(Act::Read, &On::Thread(thread), &NAMES), NAMES);
}

#[test]
fn ac_003_3_the_thread_of_a_twinning_is_read_by_whom_the_twinning_is_for_and_written_by_its_parties() {
    let place = parent(On::Twinning(twinning(Publicity::Open, Audience::Public)));
    let facts = ThreadFacts {
        writers: Writers::Within,
        author: None,
        ..thread_about(&place, ThreadState::Open, Standing::Visible)
    };
    let on = On::Thread(facts.clone());
    assert_eq!(those_who_may(Act::Read, &on, &NAMES), NAMES);
    assert_eq!(those_who_may(Act::Reply, &on, &NAMES), ["contributor", "party", "coordinator"]);
    let among = On::Thread(ThreadFacts { audience: Audience::Parties, ..facts });
    assert_eq!(those_who_may(Act::Read, &among, &NAMES), ["contributor", "party", "coordinator"]);
}

#[test]
fn a_post_is_marked_by_the_parties_of_a_twinning_and_elsewhere_also_by_who_began_the_thread() {
    let marks = |place: &Parent| {
        let thread = thread_about(place, ThreadState::Closed, Standing::Visible);
        those_who_may(Act::Mark, &post(Some(thread), Standing::Visible), &NAMES)
    };
    let of_twinning = parent(On::Twinning(twinning(Publicity::Open, Audience::Public)));
    assert_eq!(marks(&of_twinning), ["contributor", "party", "coordinator", "moderator"]);
    assert_eq!(marks(&Parent::Free), ["author", "moderator"]);
    assert_eq!(marks(&parent_community(Audience::Public)), ["author", "facilitator", "owner", "moderator"]);
}

#[test]
fn an_answer_is_accepted_by_who_asked_and_by_who_looks_after_the_place() {
    let accepts = |state| {
        let thread = thread_about(&parent_community(Audience::Public), state, Standing::Visible);
        those_who_may(Act::Accept, &post(Some(thread), Standing::Visible), &NAMES)
    };
    assert_eq!(accepts(ThreadState::Open), ["author", "facilitator", "owner", "moderator"]);
    assert_eq!(accepts(ThreadState::Locked), ["facilitator", "owner", "moderator"]);
    assert_eq!(accepts(ThreadState::Merged), [""; 0]);
}

#[test]
fn what_was_withdrawn_leaves_a_sign_and_nothing_below_it() {
    let thread = thread_about(&Parent::Free, ThreadState::Open, Standing::Visible);
    let gone = post(Some(thread), Standing::Deleted);
    let attached = document(&parent(gone.clone()), Standing::Visible, Audience::Public);
    assert_eq!(those_who_may(Act::Read, &gone, &NAMES), NAMES);
    assert_eq!(those_who_may(Act::Read, &attached, &NAMES), [""; 0]);
}

#[test]
fn who_has_left_the_place_reads_no_further_not_even_the_own_thread() {
    for (place, audience) in [
        (parent_community(Audience::Public), Audience::Community),
        (parent_community(Audience::Community), Audience::Public),
        (parent(On::Twinning(twinning(Publicity::Open, Audience::Public))), Audience::Parties),
    ] {
        let facts = thread_about(&place, ThreadState::Open, Standing::Visible);
        let facts = ThreadFacts { audience, ..facts };
        let below = post(Some(facts.clone()), Standing::Visible);
        for on in [On::Thread(facts), below] {
            assert_eq!(allows(&who("author"), Act::Read, &on), Err(Refusal::NotVisible), "{audience}");
        }
    }
}

#[test]
fn a_moderator_keeps_others_from_writing_and_nobody_oneself() {
    let on = |state| account(state, ShownTo::Everyone, ShownTo::Nobody, ShownTo::Nobody);
    let names = ["member", "author", "moderator", "moderating author", "administrator (recent)", "reviewer"];
    assert_eq!(those_who_may(Act::Silence, &on(MemberState::Active), &names), ["moderator"]);
    assert_eq!(allows(&who("moderator"), Act::Silence, &on(MemberState::Suspended)), Err(Refusal::NotVisible));
}

#[test]
fn a_coordinator_is_known_in_the_own_twinning_only() {
    let mut elsewhere = twinning(Publicity::Open, Audience::Public);
    elsewhere.coordinators = vec![uid("somebody-else")];
    let locks = |facts| {
        let thread = thread_about(&parent(On::Twinning(facts)), ThreadState::Open, Standing::Visible);
        allows(&who("coordinator"), Act::Lock, &On::Thread(thread)).is_ok()
    };
    assert!(locks(twinning(Publicity::Open, Audience::Public)) && !locks(elsewhere));
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn nobody_moderates_what_cannot_be_read(viewer in anybody(), on in thing()) {
        let reads = allows(&viewer, Act::Read, &on).is_ok();
        for act in [Act::Moderate, Act::Move, Act::Pin, Act::Lock, Act::Mark, Act::Accept] {
            prop_assert!(reads || allows(&viewer, act, &on).is_err(), "{}", act);
        }
    }

    #[test]
    fn nobody_judges_the_own_words(member in acting(), mut thread in thread()) {
        thread.author = Some(member.member.clone());
        let mine = post(Some(thread.clone()), Standing::Queued);
        let On::Post(mut mine) = mine else { return Ok(()) };
        mine.author = Some(member.member.clone());
        let viewer = Viewer::member(member);
        for on in [On::Thread(thread), On::Post(mine)] {
            prop_assert!(allows(&viewer, Act::Moderate, &on).is_err());
        }
    }

    #[test]
    fn who_looks_after_a_place_pins_locks_and_moves_what_is_said_there_and_nobody_else_but_moderators(
        member in acting(), thread in thread(),
    ) {
        let on = On::Thread(thread);
        let in_charge = member.roles.contains(&PortalRole::Moderator) || looks_after(&member, &on);
        let viewer = Viewer::member(member);
        for act in [Act::Pin, Act::Lock, Act::Move] {
            prop_assert!(in_charge || allows(&viewer, act, &on).is_err(), "{}", act);
        }
    }

    #[test]
    fn what_a_community_keeps_to_itself_is_read_by_its_people_only(
        viewer in anybody(), mut community in community_facts(), mut thread in thread(),
    ) {
        community.audience = Audience::Community;
        let belongs = viewer.acting().is_some_and(|acting| {
            acting.communities.contains(&community.community) || looks_after(acting, &On::Community(community.clone()))
        });
        thread.parent = parent(On::Community(community));
        prop_assert!(belongs || allows(&viewer, Act::Read, &On::Thread(thread)).is_err());
    }

    #[test]
    fn a_private_community_is_known_to_its_people_and_to_who_is_invited_or_asked_only(
        viewer in anybody(), mut community in community_facts(),
    ) {
        community.access = Access::Private;
        let on = On::Community(community.clone());
        let knows = viewer.acting().is_some_and(|acting| {
            acting.communities.contains(&community.community)
                || looks_after(acting, &on)
                || community.invited.contains(&acting.member)
                || community.requested.contains(&acting.member)
        });
        prop_assert_eq!(allows(&viewer, Act::Read, &on).is_ok(), knows);
    }

    #[test]
    fn no_owner_leaves_and_nobody_joins_who_is_in_or_kept_out(member in acting(), community in community_facts()) {
        let owns = community.owner.as_ref() == Some(&member.member);
        let out = community.suspended.contains(&member.member);
        let inside = member.communities.contains(&community.community);
        let (viewer, on) = (Viewer::member(member), On::Community(community));
        prop_assert!(!owns || allows(&viewer, Act::Leave, &on).is_err());
        prop_assert!(!(owns || inside || out) || allows(&viewer, Act::Join, &on).is_err());
    }

    #[test]
    fn a_thread_that_is_merged_or_not_shown_takes_nothing_more(member in acting(), thread in thread()) {
        let rests = thread.state == ThreadState::Merged || thread.standing != Standing::Visible;
        let merged = thread.state == ThreadState::Merged;
        let viewer = Viewer::member(member);
        let on = On::Thread(thread.clone());
        prop_assert!(!rests || allows(&viewer, Act::Reply, &on).is_err());
        for act in [Act::Chair, Act::Pin, Act::Lock, Act::Move, Act::Withdraw, Act::Edit] {
            prop_assert!(!merged || allows(&viewer, act, &on).is_err(), "{}", act);
        }
        let below = post(Some(thread), Standing::Visible);
        for act in [Act::Reply, Act::Edit, Act::Accept, Act::Mark] {
            prop_assert!(!rests || allows(&viewer, act, &below).is_err(), "{}", act);
        }
    }
}
