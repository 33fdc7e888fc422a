// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Invited experts: they see the one practice that they are invited to, say what they think of it, and nothing else.

use proptest::prelude::*;

use super::cast::{uid, who};
use super::draws::{acting, config, known_practice, thing};
use super::things;
use crate::policy::{Act, Acting, On, Parent, PracticeFacts, Refusal, Viewer, allows};
use crate::practice::{Audience, Stage};

/// Whether a thing is, or belongs to, a practice with this identifier.
fn is_about(on: &On, practice: &crate::text::Uid) -> bool {
    let of = |parent: &Parent| matches!(parent, Parent::Of(on) if is_about(on, practice));
    match on {
        On::Practice(facts) => facts.uid.as_ref() == Some(practice),
        On::Document(document) => of(&document.parent),
        On::Testimonial(testimonial) => of(&testimonial.parent),
        On::Adoption(adoption) => of(&adoption.parent),
        On::Thread(thread) => of(&thread.parent),
        On::Post(post) => post.thread.as_ref().is_some_and(|thread| of(&thread.parent)),
        _ => false,
    }
}

#[test]
fn an_invited_expert_reads_and_assesses_what_is_handed_in_and_does_nothing_else_to_it() {
    let expert = who("invited expert");
    let may = |stage| {
        let on = On::Practice(things::practice(stage, Audience::Parties));
        Act::ALL.iter().copied().filter(|act| allows(&expert, *act, &on).is_ok()).collect::<Vec<_>>()
    };
    assert_eq!(may(Stage::Draft), []);
    assert_eq!(may(Stage::Deleted), []);
    for stage in [Stage::Submitted, Stage::ChangesRequested, Stage::Rejected, Stage::Archived] {
        let mut acts = may(stage);
        // What anybody does who sees a thing.
        acts.retain(|act| *act != Act::Flag);
        assert_eq!(acts, [Act::Read, Act::Assess], "{stage}");
    }
}

#[test]
fn an_invitation_to_one_practice_opens_no_other() {
    let expert = who("invited expert");
    let facts = things::practice(Stage::Submitted, Audience::Public);
    for uid in [None, Some(uid("another"))] {
        let other = On::Practice(PracticeFacts { uid, ..facts.clone() });
        assert_eq!(allows(&expert, Act::Read, &other), Err(Refusal::NotVisible));
    }
}

#[test]
fn who_writes_a_practice_and_reviewers_invite_to_it_once_it_is_handed_in() {
    let names = ["author", "editor", "contributor", "reviewer", "invited expert", "moderator", "member"];
    let able = |stage| {
        let on = On::Practice(things::practice(stage, Audience::Public));
        names.into_iter().filter(|name| allows(&who(name), Act::Invite, &on).is_ok()).collect::<Vec<_>>()
    };
    assert_eq!(able(Stage::Submitted), ["author", "editor", "reviewer"]);
    assert_eq!(able(Stage::Published), ["author", "editor", "reviewer"]);
    assert_eq!(able(Stage::Draft), Vec::<&str>::new());
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn an_invitation_changes_nothing_but_what_is_about_its_practice(
        before in acting(), practice in known_practice(), on in thing(),
    ) {
        let after = Viewer::member(Acting { expert_for: vec![practice.clone()], ..before.clone() });
        let before = Viewer::member(Acting { expert_for: Vec::new(), ..before });
        for act in Act::ALL {
            let (then, now) = (allows(&before, *act, &on), allows(&after, *act, &on));
            prop_assert!(is_about(&on, &practice) || then == now, "{}", act);
            prop_assert!(then.is_err() || now.is_ok(), "{}: an invitation takes nothing away", act);
        }
    }
}
