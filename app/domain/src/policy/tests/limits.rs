// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What somebody may never do, whatever else is true; each said in other words than the policy says it.

use proptest::prelude::*;

use super::cast::BODY;
use super::draws::{account, acting, anybody, config, notice, part, practice, thing, twinning};
use super::talk::looks_after;
use crate::member::{MemberState, OrganisationRole, PortalRole, ShownTo};
use crate::policy::{
    Act, Acting, ActingFor, ClosedAs, Examination, MemberFacts, On, Presence, Publicity, Refusal, Standing,
    ThreadState, Viewer, allows,
};
use crate::practice::Stage;
use crate::text::Uid;

/// The acts that only administrators do, and only within the hour of having shown who they are.
const ADMINISTRATION: [Act; 6] =
    [Act::AdmitOrSuspend, Act::GrantRole, Act::ManageOrganisations, Act::SeeOperation, Act::SeeAudit, Act::Operate];

/// That the answer is no, whoever the person can prove to be.
fn is_refused(answer: Result<(), Refusal>) -> bool {
    matches!(answer, Err(Refusal::NotVisible | Refusal::NotAllowed))
}

fn has_membership(acting: &Acting, organisation: Option<&Uid>, roles: &[OrganisationRole]) -> bool {
    acting.memberships.iter().any(|one| Some(&one.organisation) == organisation && roles.contains(&one.role))
}

fn edits_for(acting: &Acting, organisation: Option<&Uid>) -> bool {
    has_membership(acting, organisation, &[OrganisationRole::Editor, OrganisationRole::Representative])
}

/// What a visitor may do to a thing that a visitor sees.
fn is_for_visitors(act: Act, on: &On) -> bool {
    match act {
        Act::Read => true,
        Act::AskForCorrection => matches!(on, On::Practice(_)),
        Act::Flag => matches!(on, On::Practice(_) | On::Advert(_) | On::Event(_) | On::Thread(_) | On::Post(_)),
        Act::SeeEmail => matches!(on, On::Member(member) if member.shown.email == ShownTo::Everyone),
        Act::SeeLastSignIn => matches!(on, On::Member(member) if member.shown.last_sign_in == ShownTo::Everyone),
        _ => false,
    }
}

/// Whether somebody is asked for an opinion on this practice.
fn is_invited_to(acting: &Acting, on: &On) -> bool {
    let On::Practice(practice) = on else { return false };
    practice.uid.as_ref().is_some_and(|uid| acting.expert_for.contains(uid))
}

fn moderates(acting: &Acting, on: &On) -> bool {
    acting.roles.contains(&PortalRole::Moderator) || looks_after(acting, on)
}

/// The standing of what somebody wrote.
fn standing_of(on: &On) -> Option<Standing> {
    match on {
        On::Document(document) => Some(document.standing),
        On::Thread(thread) => Some(thread.standing),
        On::Post(post) => Some(post.standing),
        _ => None,
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_visitor_reads_flags_and_asks_and_is_told_to_sign_in_for_all_that_members_may_do(on in thing()) {
        let seen = allows(&Viewer::Visitor, Act::Read, &on).is_ok();
        for act in Act::ALL {
            let expected = match act {
                _ if !seen => Err(Refusal::NotVisible),
                _ if is_for_visitors(*act, &on) => Ok(()),
                Act::Write => Err(Refusal::NotAllowed),
                _ => Err(Refusal::SignInFirst),
            };
            prop_assert_eq!(allows(&Viewer::Visitor, *act, &on), expected, "{}", act);
        }
    }

    #[test]
    fn an_act_of_administration_is_for_administrators_who_were_there_within_the_hour(
        member in acting(), on in thing(),
    ) {
        let administers = member.roles.contains(&PortalRole::Administrator);
        let earlier = member.presence == Presence::Earlier;
        let viewer = Viewer::member(member);
        for act in Act::ALL {
            let answer = allows(&viewer, *act, &on);
            if !ADMINISTRATION.contains(act) {
                prop_assert_ne!(answer, Err(Refusal::ConfirmFirst), "{}", act);
            } else if !administers {
                prop_assert!(is_refused(answer), "{}", act);
            } else if earlier {
                prop_assert_ne!(answer, Ok(()), "{}", act);
            }
        }
    }

    #[test]
    fn nobody_writes_past_the_state_of_a_thing_but_the_operator(viewer in anybody(), on in thing()) {
        prop_assert!(is_refused(allows(&viewer, Act::Write, &on)));
    }

    #[test]
    fn to_review_takes_a_reviewer_and_to_moderate_a_moderator_or_who_looks_after_the_place(
        member in acting(), on in thing(),
    ) {
        let [reviews, moderates] =
            [PortalRole::Reviewer, PortalRole::Moderator].map(|role| member.roles.contains(&role));
        let (invited, in_charge) = (is_invited_to(&member, &on), looks_after(&member, &on));
        let viewer = Viewer::member(member);
        for act in [Act::Review, Act::Archive] {
            prop_assert!(reviews || is_refused(allows(&viewer, act, &on)), "{}", act);
        }
        prop_assert!(reviews || invited || is_refused(allows(&viewer, Act::Assess, &on)));
        prop_assert!(moderates || in_charge || is_refused(allows(&viewer, Act::Moderate, &on)));
    }

    #[test]
    fn a_member_is_never_asked_to_sign_in(member in acting(), on in thing()) {
        for act in Act::ALL {
            prop_assert_ne!(allows(&Viewer::member(member.clone()), *act, &on), Err(Refusal::SignInFirst), "{}", act);
        }
    }

    #[test]
    fn an_account_that_is_not_in_use_is_read_by_its_own_member_and_administrators_only(
        viewer in anybody(), account in account(),
    ) {
        let state = account.state;
        let own = viewer.acting().is_some_and(|acting| acting.member == account.member);
        let administers = viewer.acting().is_some_and(|acting| acting.roles.contains(&PortalRole::Administrator));
        let answer = allows(&viewer, Act::Read, &On::Member(account));
        if state != MemberState::Active {
            prop_assert_eq!(answer.is_ok(), own || administers);
        }
    }

    #[test]
    fn nobody_but_its_member_changes_an_account_or_takes_its_data(member in acting(), account in account()) {
        let own = member.member == account.member;
        let (viewer, on) = (Viewer::member(member), On::Member(account));
        for act in [Act::Edit, Act::OwnAccount] {
            prop_assert_eq!(allows(&viewer, act, &on).is_ok(), own, "{}", act);
        }
    }

    #[test]
    fn nobody_gives_oneself_a_role_or_shuts_oneself_out(member in acting(), account in account()) {
        let on = On::Member(MemberFacts { member: member.member.clone(), ..account });
        for act in [Act::GrantRole, Act::AdmitOrSuspend] {
            prop_assert_eq!(allows(&Viewer::member(member.clone()), act, &on), Err(Refusal::NotAllowed), "{}", act);
        }
    }

    #[test]
    fn an_address_that_is_shown_to_nobody_is_seen_by_its_member_and_administrators(
        viewer in anybody(), account in account(),
    ) {
        let hidden = account.shown.email == ShownTo::Nobody;
        let own = viewer.acting().is_some_and(|acting| acting.member == account.member);
        let administers = viewer.acting().is_some_and(|acting| acting.roles.contains(&PortalRole::Administrator));
        if hidden && !own && !administers {
            prop_assert!(allows(&viewer, Act::SeeEmail, &On::Member(account)).is_err());
        }
    }

    #[test]
    fn a_draft_of_a_practice_is_seen_by_its_authors_and_the_editors_of_its_owner_only(
        viewer in anybody(), mut practice in practice(),
    ) {
        practice.stage = Stage::Draft;
        let writes = viewer.acting().is_some_and(|acting| {
            practice.authors.contains(&acting.member) || edits_for(acting, practice.owner.as_ref())
        });
        prop_assert_eq!(allows(&viewer, Act::Read, &On::Practice(practice)).is_ok(), writes);
    }

    #[test]
    fn a_practice_outside_the_library_is_seen_by_who_writes_it_reviewers_and_invited_experts_only(
        viewer in anybody(), practice in practice(),
    ) {
        prop_assume!(!practice.stage.is_in_library());
        let sees = viewer.acting().is_some_and(|acting| {
            acting.roles.contains(&PortalRole::Reviewer)
                || practice.authors.contains(&acting.member)
                || edits_for(acting, practice.owner.as_ref())
                || practice.uid.as_ref().is_some_and(|uid| acting.expert_for.contains(uid))
        });
        prop_assert!(sees || allows(&viewer, Act::Read, &On::Practice(practice)).is_err());
    }

    #[test]
    fn nobody_reviews_or_assesses_the_own_practice(member in acting(), mut practice in practice()) {
        practice.authors.push(member.member.clone());
        let (viewer, on) = (Viewer::member(member), On::Practice(practice));
        for act in [Act::Review, Act::Assess] {
            prop_assert_eq!(allows(&viewer, act, &on), Err(Refusal::NotAllowed), "{}", act);
        }
    }

    #[test]
    fn nobody_reviews_or_assesses_a_practice_of_an_organisation_that_one_edits_for(
        mut member in acting(), mut practice in practice(),
    ) {
        let own = Uid::parse(BODY).expect("an identifier");
        practice.owner = Some(own.clone());
        member.memberships.push(ActingFor { organisation: own, role: OrganisationRole::Editor });
        let (viewer, on) = (Viewer::member(member), On::Practice(practice));
        for act in [Act::Review, Act::Assess] {
            prop_assert_eq!(allows(&viewer, act, &on), Err(Refusal::NotAllowed), "{}", act);
        }
    }

    #[test]
    fn a_twinning_that_is_not_out_is_seen_by_its_parties_and_coordinators_and_by_reviewers_who_are_asked_only(
        viewer in anybody(), mut twinning in twinning(),
    ) {
        twinning.publicity = Publicity::Draft;
        let takes_part = viewer.acting().is_some_and(|acting| {
            twinning.coordinators.contains(&acting.member)
                || acting.roles.contains(&PortalRole::Reviewer) && twinning.examination == Examination::Open
                || twinning.parties.iter().any(|one| has_membership(acting, Some(one), OrganisationRole::ALL))
        });
        prop_assert_eq!(allows(&viewer, Act::Read, &On::Twinning(twinning)).is_ok(), takes_part);
    }

    #[test]
    fn only_a_representative_of_a_body_that_signs_says_yes_for_it(member in acting(), on in thing()) {
        let signs = match &on {
            On::Twinning(twinning) => {
                let representative = &[OrganisationRole::Representative];
                twinning.signers.iter().any(|one| has_membership(&member, Some(one), representative))
            }
            On::Portal | On::Testimonial(_) | On::Adoption(_) | On::Post(_) => return Ok(()),
            _ => false,
        };
        prop_assert_eq!(allows(&Viewer::member(member), Act::Accept, &on).is_ok(), signs);
    }

    #[test]
    fn an_advert_or_event_that_is_not_out_is_seen_by_who_writes_it_only(viewer in anybody(), mut notice in notice()) {
        notice.publicity = Publicity::Draft;
        let writes = viewer.acting().is_some_and(|acting| {
            notice.author.as_ref() == Some(&acting.member) || edits_for(acting, notice.organisation.as_ref())
        });
        for on in [On::Advert(notice.clone()), On::Event(notice)] {
            prop_assert_eq!(allows(&viewer, Act::Read, &on).is_ok(), writes);
        }
    }

    #[test]
    fn nobody_writes_in_the_name_of_an_organisation_without_acting_for_it(member in acting(), on in thing()) {
        let in_its_name = match &on {
            On::New(_, Some(body)) => has_membership(&member, Some(body), OrganisationRole::ALL),
            On::New(_, None) => true,
            _ => false,
        };
        prop_assert!(in_its_name || is_refused(allows(&Viewer::member(member), Act::Create, &on)));
    }

    #[test]
    fn the_people_of_an_organisation_are_looked_after_by_its_representatives_and_administrators(
        member in acting(), on in thing(),
    ) {
        let looks_after = match &on {
            On::Organisation(body) => {
                member.roles.contains(&PortalRole::Administrator)
                    || has_membership(&member, Some(body), &[OrganisationRole::Representative])
            }
            On::Community(_) => return Ok(()),
            _ => false,
        };
        prop_assert_eq!(allows(&Viewer::member(member), Act::ManagePeople, &on).is_ok(), looks_after);
    }

    #[test]
    fn what_is_erased_is_seen_by_nobody_and_what_is_hidden_by_who_moderates_only(viewer in anybody(), on in part()) {
        let moderates = viewer.acting().is_some_and(|acting| moderates(acting, &on));
        let seen = allows(&viewer, Act::Read, &on).is_ok();
        match (standing_of(&on), &on) {
            (Some(Standing::Erased), _) | (Some(Standing::Deleted), On::Document(_)) => prop_assert!(!seen),
            (Some(Standing::Hidden), _) => prop_assert!(moderates || !seen),
            _ => {}
        }
    }

    #[test]
    fn what_waits_is_seen_by_its_author_and_by_who_moderates_only(viewer in anybody(), on in part()) {
        let (standing, author) = match &on {
            On::Document(document) => (document.standing, document.author.as_ref()),
            On::Thread(thread) => (thread.standing, thread.author.as_ref()),
            On::Post(post) => (post.standing, post.author.as_ref()),
            other => unreachable!("{other:?} is no part"),
        };
        let sees =
            viewer.acting().is_some_and(|acting| moderates(acting, &on) || author == Some(&acting.member));
        if standing == Standing::Queued {
            prop_assert!(sees || allows(&viewer, Act::Read, &on).is_err());
        }
    }

    #[test]
    fn a_thread_that_takes_no_replies_gets_none_and_opens_again_by_who_moderates_only(
        member in acting(), on in part(),
    ) {
        let moderates = moderates(&member, &on);
        let viewer = Viewer::member(member);
        let thread = match &on {
            On::Thread(thread) => Some(thread),
            On::Post(post) => post.thread.as_ref(),
            _ => None,
        };
        if let Some(thread) = thread.filter(|thread| thread.state != ThreadState::Open) {
            for act in [Act::Reply, Act::Edit] {
                prop_assert!(is_refused(allows(&viewer, act, &on)), "{}", act);
            }
            let ended = thread.state == ThreadState::Closed && thread.closed_as == ClosedAs::Moderator;
            let rests = ended || thread.state == ThreadState::Locked;
            prop_assert!(moderates || !rests || is_refused(allows(&viewer, Act::Chair, &on)));
        }
    }
}
