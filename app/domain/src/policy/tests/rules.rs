// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Rules that hold between answers: to act is to see, parts are seen no further than the whole, more is never less.

use proptest::prelude::*;

use super::draws::{acting, anybody, community, config, membership, orphan, part, role, thing};
use crate::policy::{Act, Acting, On, Parent, Presence, Refusal, Viewer, allows};
use crate::text::Uid;

/// How much an answer gives.
fn worth(answer: Result<(), Refusal>) -> u8 {
    match answer {
        Err(Refusal::NotVisible) => 0,
        Err(Refusal::NotAllowed | Refusal::SignInFirst) => 1,
        Err(Refusal::ConfirmFirst) => 2,
        Ok(()) => 3,
    }
}

/// The acts that somebody is given less of than somebody else.
fn lost(before: &Viewer, after: &Viewer, on: &On, then: &On) -> Vec<Act> {
    let less = |act: &Act| worth(allows(after, *act, then)) < worth(allows(before, *act, on));
    Act::ALL.iter().copied().filter(less).collect()
}

fn reads(viewer: &Viewer, on: &On) -> bool {
    allows(viewer, Act::Read, on).is_ok()
}

/// What something belongs to, where that is known.
fn parent_of(on: &On) -> Option<On> {
    match on {
        On::Document(document) => inner(&document.parent),
        On::Thread(thread) => inner(&thread.parent),
        On::Post(post) => post.thread.clone().map(On::Thread),
        _ => None,
    }
}

fn inner(parent: &Parent) -> Option<On> {
    match parent {
        Parent::Of(on) => Some(on.as_ref().clone()),
        Parent::Free | Parent::Missing => None,
    }
}

/// Acts for those who have no part in a thing: who comes to act for an organisation may lose them.
///
/// Who writes an advert does not answer it, who has a part in a thing gives no opinion on it and does not testify to
/// it, and who acts for an organisation already does not ask to be let in.
fn is_for_others(act: Act, on: &On) -> bool {
    matches!(
        (act, on),
        (Act::Answer, On::Advert(_) | On::Event(_))
            | (Act::Assess, On::Practice(_) | On::Twinning(_))
            | (Act::Review | Act::Testify, On::Practice(_))
            | (Act::Join, On::Organisation(_) | On::Community(_))
    )
}

/// Acts that nobody does to what is the own: by who wrote a thing, or to the own account.
fn is_not_for_oneself(act: Act, on: &On) -> bool {
    matches!(
        (act, on),
        (Act::Answer, On::Advert(_) | On::Event(_))
            | (Act::Assess, On::Practice(_) | On::Twinning(_))
            | (Act::Review | Act::Testify, On::Practice(_))
            | (Act::Accept | Act::Chair, On::Testimonial(_))
            | (Act::Thank | Act::Moderate, On::Thread(_) | On::Post(_))
            | (Act::Join | Act::Leave, On::Community(_))
            | (Act::Flag | Act::AdmitOrSuspend | Act::GrantRole | Act::Silence, On::Member(_))
    )
}

/// The same thing, written, brought, coordinated or owned by a member.
fn written_by(member: &Uid, on: &On) -> On {
    let mut on = on.clone();
    match &mut on {
        On::Practice(practice) => practice.authors.push(member.clone()),
        On::Twinning(twinning) => twinning.coordinators.push(member.clone()),
        On::Advert(notice) | On::Event(notice) => notice.author = Some(member.clone()),
        On::Document(document) => document.author = Some(member.clone()),
        On::Testimonial(testimonial) => testimonial.author = Some(member.clone()),
        On::Collection(collection) => collection.owner = member.clone(),
        On::SavedSearch(owner) => *owner = member.clone(),
        On::Community(community) => community.owner = Some(member.clone()),
        On::Thread(thread) => thread.author = Some(member.clone()),
        On::Post(post) => post.author = Some(member.clone()),
        On::Member(account) => account.member = member.clone(),
        On::Portal | On::New(..) | On::Organisation(_) | On::Taxonomy | On::Adoption(_) | On::Contact(_) => {}
    }
    on
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn to_act_on_a_thing_implies_to_see_it(viewer in anybody(), on in thing()) {
        let seen = reads(&viewer, &on);
        for act in Act::ALL {
            let answer = allows(&viewer, *act, &on);
            prop_assert_eq!(answer == Err(Refusal::NotVisible), !seen, "{}", act);
        }
    }

    #[test]
    fn what_belongs_to_a_thing_is_never_seen_further_than_the_thing(viewer in anybody(), on in part()) {
        if let Some(parent) = parent_of(&on) {
            prop_assert!(reads(&viewer, &parent) || !reads(&viewer, &on));
        }
    }

    #[test]
    fn a_missing_parent_denies_everything_to_all_but_the_operator(viewer in anybody(), on in orphan()) {
        for act in Act::ALL {
            prop_assert_eq!(allows(&viewer, *act, &on), Err(Refusal::NotVisible), "{}", act);
            prop_assert_eq!(allows(&Viewer::Operator, *act, &on), Ok(()), "{}", act);
        }
    }

    #[test]
    fn the_operator_may_do_everything(on in thing()) {
        for act in Act::ALL {
            prop_assert_eq!(allows(&Viewer::Operator, *act, &on), Ok(()), "{}", act);
        }
    }

    #[test]
    fn a_member_may_at_least_what_a_visitor_may(member in acting(), on in thing()) {
        prop_assert_eq!(lost(&Viewer::Visitor, &Viewer::member(member), &on, &on), []);
    }

    #[test]
    fn a_further_role_takes_nothing_away(before in acting(), role in role(), on in thing()) {
        let mut after = before.clone();
        after.roles.push(role);
        prop_assert_eq!(lost(&Viewer::member(before), &Viewer::member(after), &on, &on), []);
    }

    #[test]
    fn a_further_community_takes_away_only_the_wish_to_join(
        before in acting(), community in community(), on in thing(),
    ) {
        let mut after = before.clone();
        after.communities.push(community);
        let mut lost = lost(&Viewer::member(before), &Viewer::member(after), &on, &on);
        lost.retain(|act| !is_for_others(*act, &on));
        prop_assert_eq!(lost, []);
    }

    #[test]
    fn a_further_membership_takes_away_only_what_is_for_others(
        before in acting(), membership in membership(), on in thing(),
    ) {
        let mut after = before.clone();
        after.memberships.push(membership);
        let mut lost = lost(&Viewer::member(before), &Viewer::member(after), &on, &on);
        lost.retain(|act| !is_for_others(*act, &on));
        prop_assert_eq!(lost, []);
    }

    #[test]
    fn to_have_written_a_thing_takes_away_only_what_nobody_does_to_the_own(member in acting(), on in thing()) {
        let then = written_by(&member.member, &on);
        let viewer = Viewer::member(member);
        let mut lost = lost(&viewer, &viewer, &on, &then);
        lost.retain(|act| !is_not_for_oneself(*act, &on));
        prop_assert_eq!(lost, []);
    }

    #[test]
    fn how_far_somebody_is_trusted_changes_no_answer(before in acting(), trust in 0_u8..=3, on in thing()) {
        let after = Viewer::member(Acting { trust, ..before.clone() });
        let before = Viewer::member(before);
        for act in Act::ALL {
            prop_assert_eq!(allows(&before, *act, &on), allows(&after, *act, &on), "{}", act);
        }
    }

    #[test]
    fn presence_turns_the_wish_for_a_confirmation_into_a_yes_and_nothing_else(member in acting(), on in thing()) {
        let at = |presence| Viewer::member(Acting { presence, ..member.clone() });
        let (earlier, recent) = (at(Presence::Earlier), at(Presence::Recent));
        for act in Act::ALL {
            let expected = match allows(&earlier, *act, &on) {
                Err(Refusal::ConfirmFirst) => Ok(()),
                other => other,
            };
            prop_assert_eq!(allows(&recent, *act, &on), expected, "{}", act);
        }
    }
}
