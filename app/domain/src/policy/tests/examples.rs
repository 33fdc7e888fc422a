// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Examples: what the rules leave open, where a further part in a thing takes something away, and who acts for whom.

use super::cast::{BODY, OTHER_BODY, SIGNING_BODY, uid, who};
use super::things::{account, document, notice, parent, post, practice, thread, twinning};
use crate::member::{MemberState, OrganisationRole, ShownTo};
use crate::policy::{
    Act, Acting, ActingFor, ClosedAs, On, Parent, PracticeFacts, Presence, Publicity, Refusal, Standing, ThreadFacts,
    ThreadState, Viewer, allows,
};
use crate::practice::{Audience, Practice, Stage};

fn may(name: &str, act: Act, on: &On) -> bool {
    allows(&who(name), act, on).is_ok()
}

/// Who of some may do it.
fn those_who_may<'a>(act: Act, on: &On, names: &[&'a str]) -> Vec<&'a str> {
    names.iter().copied().filter(|name| may(name, act, on)).collect()
}

#[test]
fn who_writes_an_advert_or_an_event_does_not_answer_it() {
    let facts = notice(Publicity::Open, Audience::Public);
    for on in [On::Advert(facts.clone()), On::Event(facts)] {
        let names = ["member", "author", "contributor", "editor", "representative", "other editor"];
        assert_eq!(those_who_may(Act::Answer, &on, &names), ["member", "contributor", "other editor"]);
    }
}

#[test]
fn who_has_a_part_in_a_thing_gives_no_opinion_on_it() {
    let on = On::Practice(practice(Stage::Published, Audience::Public));
    let names = ["member", "reviewer", "reviewing author", "reviewing editor", "reviewing party"];
    assert_eq!(those_who_may(Act::Assess, &on, &names), ["reviewer", "reviewing party"]);
    let on = On::Twinning(twinning(Publicity::Open, Audience::Public));
    let names = ["coordinator", "reviewer", "reviewing editor", "reviewing party", "reviewing author"];
    assert_eq!(those_who_may(Act::Assess, &on, &names), ["reviewer", "reviewing author"]);
}

#[test]
fn a_submission_is_reviewed_by_reviewers_who_did_not_write_it() {
    for stage in [Stage::Submitted, Stage::DeletionRequested] {
        let on = On::Practice(practice(stage, Audience::Public));
        let names = ["author", "editor", "administrator (recent)", "reviewer", "reviewing author", "reviewing editor"];
        assert_eq!(those_who_may(Act::Review, &on, &names), ["reviewer"], "{stage}");
    }
}

#[test]
fn who_acts_for_a_body_need_not_ask_to_join_it() {
    let names = ["visitor", "member", "contributor", "editor", "representative", "other editor", "signer"];
    let on = On::Organisation(uid(BODY));
    assert_eq!(those_who_may(Act::Join, &on, &names), ["member", "other editor", "signer"]);
    assert_eq!(allows(&Viewer::Visitor, Act::Join, &on), Err(Refusal::SignInFirst));
}

#[test]
fn nobody_thanks_or_flags_oneself() {
    let open = thread(&Parent::Free, ThreadState::Open, Standing::Visible);
    let on = post(Some(open), Standing::Visible);
    assert_eq!(those_who_may(Act::Thank, &on, &["visitor", "member", "author"]), ["member"]);
    let on = account(MemberState::Active, ShownTo::Everyone, ShownTo::Nobody, ShownTo::Nobody);
    assert_eq!(those_who_may(Act::Flag, &on, &["visitor", "member", "author"]), ["member"]);
}

#[test]
fn an_administrator_looks_after_the_accounts_of_others_after_showing_who_this_is() {
    let on = account(MemberState::Suspended, ShownTo::Nobody, ShownTo::Nobody, ShownTo::Nobody);
    for act in [Act::AdmitOrSuspend, Act::GrantRole] {
        assert_eq!(allows(&who("administrator (earlier)"), act, &on), Err(Refusal::ConfirmFirst));
        assert_eq!(allows(&who("administrator (recent)"), act, &on), Ok(()));
        assert_eq!(allows(&who("administering author"), act, &on), Err(Refusal::NotAllowed));
    }
    let gone = account(MemberState::Anonymised, ShownTo::Nobody, ShownTo::Nobody, ShownTo::Nobody);
    assert_eq!(allows(&who("administrator (recent)"), Act::GrantRole, &gone), Err(Refusal::NotAllowed));
}

#[test]
fn the_author_of_a_thread_chairs_it_until_a_moderator_locks_it() {
    let chairs = |state| {
        let on = On::Thread(thread(&Parent::Free, state, Standing::Visible));
        those_who_may(Act::Chair, &on, &["member", "author", "moderator"])
    };
    assert_eq!(chairs(ThreadState::Open), ["author", "moderator"]);
    assert_eq!(chairs(ThreadState::Closed), ["author", "moderator"]);
    assert_eq!(chairs(ThreadState::Locked), ["moderator"]);
}

#[test]
fn what_a_moderator_closed_is_opened_again_by_who_moderates_and_not_by_its_author() {
    let place = parent(On::Twinning(twinning(Publicity::Open, Audience::Public)));
    let chairs = |closed_as| {
        let facts = thread(&place, ThreadState::Closed, Standing::Visible);
        let names = ["member", "author", "party", "coordinator", "moderator"];
        those_who_may(Act::Chair, &On::Thread(ThreadFacts { closed_as, ..facts }), &names)
    };
    assert_eq!(chairs(ClosedAs::Author), ["author", "coordinator", "moderator"]);
    assert_eq!(chairs(ClosedAs::Moderator), ["coordinator", "moderator"]);
    let open = thread(&place, ThreadState::Open, Standing::Visible);
    let open = On::Thread(ThreadFacts { closed_as: ClosedAs::Moderator, ..open });
    assert_eq!(those_who_may(Act::Chair, &open, &["author"]), ["author"], "it is open again");
}

#[test]
fn a_document_that_was_deleted_is_gone_and_a_post_leaves_a_sign() {
    let published = parent(On::Practice(practice(Stage::Published, Audience::Public)));
    let gone = document(&published, Standing::Deleted, Audience::Public);
    let sign = post(Some(thread(&published, ThreadState::Open, Standing::Visible)), Standing::Deleted);
    for name in ["visitor", "member", "author", "editor", "moderator", "administrator (recent)"] {
        assert!(!may(name, Act::Read, &gone), "{name}");
        assert!(may(name, Act::Read, &sign), "{name}");
    }
}

#[test]
fn what_is_for_the_parties_is_for_the_parties() {
    let among = twinning(Publicity::Open, Audience::Parties);
    let names = ["visitor", "member", "contributor", "party", "coordinator", "other representative", "reviewer"];
    let whole = On::Twinning(among.clone());
    assert_eq!(those_who_may(Act::Read, &whole, &names), ["contributor", "party", "coordinator"]);
    let inside = On::Thread(thread(&parent(whole), ThreadState::Open, Standing::Visible));
    assert_eq!(those_who_may(Act::Reply, &inside, &names), ["contributor", "party", "coordinator"]);
}

#[test]
fn each_membership_counts_for_its_organisation_and_its_role() {
    let acting_for = |body, role| ActingFor { organisation: uid(body), role };
    let acting = Acting {
        memberships: vec![
            acting_for(BODY, OrganisationRole::Contributor),
            acting_for(OTHER_BODY, OrganisationRole::Editor),
            acting_for(SIGNING_BODY, OrganisationRole::Representative),
        ],
        ..Acting::plain(uid("m"))
    };
    let least = |role| acting.organisations(role).cloned().collect::<Vec<_>>();
    assert_eq!(least(OrganisationRole::Contributor), [uid(BODY), uid(OTHER_BODY), uid(SIGNING_BODY)]);
    assert_eq!(least(OrganisationRole::Editor), [uid(OTHER_BODY), uid(SIGNING_BODY)]);
    assert_eq!(least(OrganisationRole::Representative), [uid(SIGNING_BODY)]);
    for role in OrganisationRole::ALL {
        for body in [BODY, OTHER_BODY, SIGNING_BODY, "nowhere"] {
            assert_eq!(acting.acts_for(&uid(body), *role), least(*role).contains(&uid(body)), "{body} {role}");
        }
    }
}

#[test]
fn an_account_begins_with_nothing() {
    let plain = Acting::plain(uid("m"));
    assert_eq!((plain.member.as_str(), plain.trust, plain.presence), ("m", 0, Presence::Earlier));
    assert!(plain.roles.is_empty() && plain.memberships.is_empty() && plain.communities.is_empty());
    assert!(plain.expert_for.is_empty());
    assert_eq!(Viewer::member(plain.clone()).acting(), Some(&plain));
    assert_eq!((Viewer::Visitor.acting(), Viewer::Operator.acting()), (None, None));
}

#[test]
fn the_facts_of_a_practice_are_those_of_its_record() {
    let text = r#"{"uid": "p", "title": "Prova", "language": "it", "stage": "submitted", "audience": "parties",
        "owner_org": "body"}"#;
    let record: Practice = serde_json::from_str(text).expect("a practice");
    let plain = PracticeFacts::of(Stage::Submitted, Audience::Parties);
    let facts = PracticeFacts { uid: Some(uid("p")), owner: Some(uid(BODY)), ..plain };
    assert_eq!(PracticeFacts::from(&record), facts);
}
