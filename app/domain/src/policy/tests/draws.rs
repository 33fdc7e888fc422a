// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Viewers and things drawn at random, from so few members and organisations that they often meet.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::cast::uid;
use crate::collection::Sharing;
use crate::community::{Access, CommunityState};
use crate::contact::{
    ContactAbout, ContactFlag, ContactMessage, ContactRequest, ContactSide, ContactState, FlagReason,
};
use crate::member::{MemberState, OrganisationRole, PortalRole, Shown, ShownTo};
use crate::policy::{
    Acting, ActingFor, AdoptionFacts, ClosedAs, CollectionFacts, CommunityFacts, DocumentFacts, Examination,
    MemberFacts, New, NoticeFacts, On, Parent, PostFacts, PracticeFacts, Presence, Publicity, Standing,
    TestimonialFacts, ThreadFacts, ThreadState, TwinningFacts, Viewer, Writers,
};
use crate::practice::{Audience, Stage};
use crate::text::Uid;

/// How deep things belong to others.
const DEPTH: u32 = 3;

/// What every rule is tried with; findings are told, and kept as examples by hand.
pub(super) fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1_500) }
}

fn one_of<T: Clone + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = T> {
    select(all)
}

fn named(names: &'static [&'static str]) -> impl Strategy<Value = Uid> {
    select(names).prop_map(uid)
}

pub(super) fn member() -> impl Strategy<Value = Uid> {
    named(&["ada", "bea", "ciro"])
}

pub(super) fn organisation() -> impl Strategy<Value = Uid> {
    named(&["alba", "bra", "como", "deruta"])
}

pub(super) fn community() -> impl Strategy<Value = Uid> {
    named(&["sua", "sape"])
}

/// A practice that somebody may be invited to look at.
pub(super) fn known_practice() -> impl Strategy<Value = Uid> {
    named(&["mensa", "nido"])
}

pub(super) fn role() -> impl Strategy<Value = PortalRole> {
    one_of(PortalRole::ALL)
}

pub(super) fn membership() -> impl Strategy<Value = ActingFor> {
    (organisation(), one_of(OrganisationRole::ALL)).prop_map(|(organisation, role)| ActingFor { organisation, role })
}

/// A member with any roles, memberships and communities.
pub(super) fn acting() -> impl Strategy<Value = Acting> {
    let roles = subsequence(PortalRole::ALL.to_vec(), 0..=PortalRole::ALL.len());
    let relations = (vec(membership(), 0..3), vec(community(), 0..2), vec(known_practice(), 0..2));
    (member(), 0_u8..=3, roles, relations, one_of(Presence::ALL)).prop_map(
        |(member, trust, roles, (memberships, communities, expert_for), presence)| Acting {
            member,
            trust,
            roles,
            memberships,
            communities,
            expert_for,
            presence,
        },
    )
}

/// Anybody but the operator, who may everything.
pub(super) fn anybody() -> impl Strategy<Value = Viewer> {
    prop_oneof![1 => Just(Viewer::Visitor), 6 => acting().prop_map(Viewer::member)]
}

pub(super) fn practice() -> impl Strategy<Value = PracticeFacts> {
    let whose = (option::of(organisation()), vec(member(), 0..3), option::of(community()));
    (option::of(known_practice()), one_of(Stage::ALL), one_of(Audience::ALL), whose).prop_map(
        |(uid, stage, audience, (owner, authors, community))| PracticeFacts {
            uid,
            stage,
            audience,
            owner,
            authors,
            community,
        },
    )
}

pub(super) fn twinning() -> impl Strategy<Value = TwinningFacts> {
    let parts = (vec(organisation(), 0..3), vec(organisation(), 0..2), vec(member(), 0..2));
    (one_of(Publicity::ALL), one_of(Audience::ALL), one_of(Examination::ALL), parts).prop_map(
        |(publicity, audience, examination, (others, signers, coordinators))| {
            let parties = others.into_iter().chain(signers.clone()).collect();
            TwinningFacts { publicity, audience, examination, parties, signers, coordinators }
        },
    )
}

pub(super) fn notice() -> impl Strategy<Value = NoticeFacts> {
    let whose = (option::of(organisation()), option::of(member()));
    let within = (vec(organisation(), 0..3), vec(member(), 0..2));
    (one_of(Publicity::ALL), one_of(Audience::ALL), whose, within).prop_map(
        |(publicity, audience, (organisation, author), (parties, coordinators))| NoticeFacts {
            publicity,
            audience,
            organisation,
            author,
            parties,
            coordinators,
        },
    )
}

pub(super) fn community_facts() -> impl Strategy<Value = CommunityFacts> {
    let some = || vec(member(), 0..2);
    let people = (option::of(member()), some(), (some(), some()), some());
    (community(), one_of(Access::ALL), one_of(Audience::ALL), one_of(CommunityState::ALL), people).prop_map(
        |(community, access, audience, state, (owner, facilitators, (invited, requested), suspended))| CommunityFacts {
            community,
            access,
            audience,
            state,
            owner,
            facilitators,
            invited,
            requested,
            suspended,
        },
    )
}

pub(super) fn account() -> impl Strategy<Value = MemberFacts> {
    let shown = (one_of(ShownTo::ALL), one_of(ShownTo::ALL), one_of(ShownTo::ALL));
    (member(), one_of(MemberState::ALL), shown).prop_map(|(member, state, (email, last_sign_in, profile))| {
        MemberFacts { member, state, shown: Shown { email, last_sign_in, profile } }
    })
}

pub(super) fn collection() -> impl Strategy<Value = CollectionFacts> {
    (member(), one_of(Sharing::ALL)).prop_map(|(owner, sharing)| CollectionFacts { owner, sharing })
}

/// What two bodies wrote to each other: at least one message, by either of them.
pub(super) fn contact() -> impl Strategy<Value = ContactRequest> {
    let message = (one_of(ContactSide::ALL), any::<bool>()).prop_map(|(side, flagged)| ContactMessage {
        at: 1,
        side,
        by: None,
        text: "Buongiorno".to_owned(),
        flag: flagged.then(|| ContactFlag { at: 2, by: Some(uid("ada")), reason: FlagReason::Other }),
    });
    let state = (one_of(ContactState::ALL), one_of(ContactSide::ALL));
    (organisation(), organisation(), state, vec(message, 1..4)).prop_map(
        |(asking, asked, (state, blocked_by), messages)| ContactRequest {
            uid: uid("c"),
            about: ContactAbout::Advert(uid("ad")),
            asking,
            asked,
            state,
            blocked_by: (state == ContactState::Blocked).then_some(blocked_by),
            twinning: (state == ContactState::BecameTwinning).then(|| uid("t")),
            messages,
        },
    )
}

/// Mostly shown, so that what stands below is reached.
fn standing() -> impl Strategy<Value = Standing> {
    prop_oneof![Just(Standing::Visible), one_of(Standing::ALL)]
}

/// What belongs to nothing else.
fn whole() -> BoxedStrategy<On> {
    prop_oneof![
        1 => Just(On::Portal),
        1 => Just(On::Taxonomy),
        2 => organisation().prop_map(On::Organisation),
        2 => (one_of(New::ALL), option::of(organisation())).prop_map(|(new, body)| On::New(new, body)),
        6 => practice().prop_map(On::Practice),
        4 => twinning().prop_map(On::Twinning),
        2 => notice().prop_map(On::Advert),
        2 => notice().prop_map(On::Event),
        4 => account().prop_map(On::Member),
        2 => collection().prop_map(On::Collection),
        1 => member().prop_map(On::SavedSearch),
        3 => contact().prop_map(|one| On::Contact(Box::new(one))),
        4 => community_facts().prop_map(On::Community),
    ]
    .boxed()
}

fn document_of(parent: BoxedStrategy<Parent>) -> impl Strategy<Value = On> {
    (parent, one_of(Audience::ALL), option::of(member()), standing()).prop_map(
        |(parent, audience, author, standing)| On::Document(DocumentFacts { parent, audience, author, standing }),
    )
}

/// A thread about something of any kind, or about nothing.
pub(super) fn thread() -> impl Strategy<Value = ThreadFacts> {
    let parent = whole().prop_map(|on| Parent::Of(Box::new(on)));
    thread_of(prop_oneof![1 => Just(Parent::Free), 1 => Just(Parent::Missing), 8 => parent].boxed())
}

fn thread_of(parent: BoxedStrategy<Parent>) -> impl Strategy<Value = ThreadFacts> {
    let meant = (prop_oneof![Just(Audience::Public), one_of(Audience::ALL)], one_of(Writers::ALL));
    let stands = (one_of(ThreadState::ALL), one_of(ClosedAs::ALL));
    (parent, meant, stands, standing(), option::of(member())).prop_map(
        |(parent, (audience, writers), (state, closed_as), standing, author)| ThreadFacts {
            parent,
            audience,
            writers,
            state,
            closed_as,
            standing,
            author,
        },
    )
}

fn post_in(thread: impl Strategy<Value = Option<ThreadFacts>>) -> impl Strategy<Value = On> {
    (thread, standing(), option::of(member()))
        .prop_map(|(thread, standing, author)| On::Post(PostFacts { thread, standing, author }))
}

/// A document, a thread or a post of such a parent.
fn part_of(parent: BoxedStrategy<Parent>) -> BoxedStrategy<On> {
    prop_oneof![
        document_of(parent.clone()),
        thread_of(parent.clone()).prop_map(On::Thread),
        post_in(thread_of(parent).prop_map(Some)),
    ]
    .boxed()
}

fn thing_to(depth: u32) -> BoxedStrategy<On> {
    if depth == 0 {
        whole()
    } else {
        prop_oneof![6 => whole(), 6 => part_to(depth), 2 => testimonial().prop_map(On::Testimonial),
            1 => adoption().prop_map(On::Adoption)]
        .boxed()
    }
}

fn practice_or_nothing() -> impl Strategy<Value = Parent> {
    prop_oneof![1 => Just(Parent::Missing), 8 => practice().prop_map(|one| Parent::Of(Box::new(On::Practice(one))))]
}

/// A testimonial about a practice, which may be missing, or about a twinning.
pub(super) fn testimonial() -> impl Strategy<Value = TestimonialFacts> {
    let of_twinning = twinning().prop_map(|one| Parent::Of(Box::new(On::Twinning(one))));
    let parent = prop_oneof![3 => practice_or_nothing(), 2 => of_twinning];
    (parent, one_of(Standing::ALL), option::of(member())).prop_map(|(parent, standing, author)| TestimonialFacts {
        parent,
        standing,
        author,
    })
}

/// An adoption of a practice, which may be missing.
pub(super) fn adoption() -> impl Strategy<Value = AdoptionFacts> {
    (practice_or_nothing(), option::of(organisation())).prop_map(|(parent, adopter)| AdoptionFacts { parent, adopter })
}

fn part_to(depth: u32) -> BoxedStrategy<On> {
    let parent = thing_to(depth - 1).prop_map(|on| Parent::Of(Box::new(on)));
    part_of(prop_oneof![1 => Just(Parent::Free), 1 => Just(Parent::Missing), 8 => parent].boxed())
}

/// Anything, with what it belongs to.
pub(super) fn thing() -> BoxedStrategy<On> {
    thing_to(DEPTH)
}

/// A document, a thread or a post, with what it belongs to.
pub(super) fn part() -> BoxedStrategy<On> {
    part_to(DEPTH)
}

/// What belongs, at first hand or further up, to something that is missing.
pub(super) fn orphan() -> BoxedStrategy<On> {
    let mut orphans = prop_oneof![3 => part_of(Just(Parent::Missing).boxed()), 1 => post_in(Just(None))].boxed();
    for _ in 1..DEPTH {
        let parent = orphans.clone().prop_map(|on| Parent::Of(Box::new(on))).boxed();
        orphans = prop_oneof![orphans, part_of(parent)].boxed();
    }
    orphans
}
