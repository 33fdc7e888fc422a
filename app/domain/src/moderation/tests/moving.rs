// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Where threads may be taken: both ends are asked, and nobody reads more by it.

use super::super::*;
use super::uid;
use crate::community::{Access, CommunityState};
use crate::member::{OrganisationRole, PortalRole};
use crate::policy::{
    Acting, ActingFor, ClosedAs, CommunityFacts, Examination, New, On, Parent, PracticeFacts, Publicity, Refusal,
    ThreadFacts, ThreadState, TwinningFacts, Viewer, Writers,
};
use crate::practice::{Audience, Stage};

fn community(name: &str, access: Access, audience: Audience, facilitator: &str) -> On {
    On::Community(CommunityFacts {
        community: uid(name),
        access,
        audience,
        state: CommunityState::Active,
        owner: Some(uid("owner")),
        facilitators: vec![uid(facilitator)],
        invited: Vec::new(),
        requested: Vec::new(),
        suspended: Vec::new(),
    })
}

fn twinning(audience: Audience) -> On {
    On::Twinning(TwinningFacts {
        publicity: Publicity::Open,
        audience,
        examination: Examination::Closed,
        parties: vec![uid("alba")],
        signers: vec![uid("alba")],
        coordinators: vec![uid("coordinator")],
    })
}

fn practice() -> On {
    On::Practice(PracticeFacts::of(Stage::Published, Audience::Public))
}

fn thread(place: Option<&On>) -> ThreadFacts {
    ThreadFacts {
        parent: place.map_or(Parent::Free, |place| Parent::Of(Box::new(place.clone()))),
        audience: Audience::Public,
        writers: Writers::All,
        state: ThreadState::Open,
        closed_as: ClosedAs::Author,
        standing: Standing::Visible,
        author: Some(uid("author")),
    }
}

fn member(name: &str) -> Viewer {
    Viewer::member(Acting::plain(uid(name)))
}

fn moderator() -> Viewer {
    let memberships = vec![ActingFor { organisation: uid("alba"), role: OrganisationRole::Contributor }];
    Viewer::member(Acting { roles: vec![PortalRole::Moderator], memberships, ..Acting::plain(uid("moderator")) })
}

/// What comes of taking a thread from one place to another; no place is a free thread.
fn moving(viewer: &Viewer, from: Option<&On>, to: Option<&On>) -> Result<(), MoveRefused> {
    let free = On::New(New::Thread, None);
    may_move(viewer, &thread(from), &thread(to), to.unwrap_or(&free))
}

#[test]
fn a_moderator_takes_a_public_thread_to_where_it_belongs() {
    let practice = practice();
    assert_eq!(moving(&moderator(), None, Some(&practice)), Ok(()));
    assert_eq!(moving(&moderator(), Some(&practice), None), Ok(()));
    assert_eq!(moving(&moderator(), None, Some(&twinning(Audience::Public))), Ok(()));
    assert_eq!(moving(&moderator(), None, Some(&twinning(Audience::Parties))), Ok(()), "fewer read it there");
}

#[test]
fn nothing_is_taken_to_where_more_people_read_it() {
    let among = twinning(Audience::Parties);
    let for_members = twinning(Audience::Members);
    assert_eq!(moving(&moderator(), Some(&among), None), Err(MoveRefused::Widens));
    assert_eq!(moving(&moderator(), Some(&among), Some(&for_members)), Err(MoveRefused::Widens));
    assert_eq!(moving(&moderator(), Some(&for_members), Some(&practice())), Err(MoveRefused::Widens));
    assert_eq!(moving(&moderator(), Some(&for_members), Some(&among)), Ok(()));
    // One group is not another one, and neither holds the other.
    let facilitator = member("ada");
    let [sua, sape] = ["sua", "sape"].map(|name| community(name, Access::OnApproval, Audience::Community, "ada"));
    assert_eq!(moving(&facilitator, Some(&sua), Some(&sape)), Err(MoveRefused::Widens));
    assert_eq!(moving(&facilitator, Some(&sua), Some(&sua)), Ok(()));
    let narrow = ThreadFacts { audience: Audience::Parties, ..thread(Some(&sua)) };
    assert_eq!(may_move(&facilitator, &narrow, &thread(Some(&sua)), &sua), Err(MoveRefused::Widens));
    // What waits is not wider by that.
    let waiting = ThreadFacts { standing: Standing::Queued, ..thread(Some(&practice())) };
    assert_eq!(may_move(&moderator(), &waiting, &thread(None), &On::New(New::Thread, None)), Ok(()));
}

#[test]
fn source_and_target_are_both_asked() {
    let [own, other] = [("sua", "ada"), ("sit", "bea")]
        .map(|(name, facilitator)| community(name, Access::Open, Audience::Public, facilitator));
    let ada = member("ada");
    assert_eq!(moving(&ada, Some(&own), Some(&other)), Err(MoveRefused::Target(Refusal::NotAllowed)));
    assert_eq!(moving(&ada, Some(&other), Some(&own)), Err(MoveRefused::Source(Refusal::NotAllowed)));
    assert_eq!(moving(&ada, Some(&own), None), Err(MoveRefused::Target(Refusal::NotAllowed)));
    let secret = community("s", Access::Private, Audience::Community, "bea");
    assert_eq!(moving(&moderator(), None, Some(&secret)), Err(MoveRefused::Target(Refusal::NotVisible)));
    assert_eq!(moving(&moderator(), Some(&secret), None), Err(MoveRefused::Source(Refusal::NotVisible)));
    assert_eq!(moving(&Viewer::Visitor, None, None), Err(MoveRefused::Source(Refusal::SignInFirst)));
}

#[test]
fn nothing_is_taken_to_what_is_missing_or_takes_no_threads() {
    let gone = ThreadFacts { parent: Parent::Missing, ..thread(None) };
    let missing = Err(MoveRefused::Target(Refusal::NotVisible));
    assert_eq!(may_move(&moderator(), &thread(None), &gone, &practice()), missing);
    assert_eq!(
        may_move(&moderator(), &gone, &thread(None), &On::New(New::Thread, None)),
        Err(MoveRefused::Source(Refusal::NotVisible))
    );
    let draft = On::Practice(PracticeFacts::of(Stage::Draft, Audience::Public));
    assert_eq!(moving(&moderator(), None, Some(&draft)), missing);
}

#[test]
fn a_thread_is_joined_to_one_that_is_read_no_further() {
    let among = thread(Some(&twinning(Audience::Parties)));
    assert_eq!(may_merge(&moderator(), &thread(None), &thread(None)), Ok(()));
    assert_eq!(may_merge(&moderator(), &thread(None), &among), Ok(()));
    assert_eq!(may_merge(&moderator(), &among, &thread(None)), Err(MoveRefused::Widens));
    assert_eq!(may_merge(&member("coordinator"), &among, &among), Ok(()));
    let merged = ThreadFacts { state: ThreadState::Merged, ..thread(None) };
    assert_eq!(may_merge(&moderator(), &thread(None), &merged), Err(MoveRefused::Target(Refusal::NotAllowed)));
    assert_eq!(
        may_merge(&member("author"), &thread(None), &thread(None)),
        Err(MoveRefused::Source(Refusal::NotAllowed))
    );
}
