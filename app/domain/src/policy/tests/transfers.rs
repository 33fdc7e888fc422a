// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Testimonials and adoptions: who speaks for a body, and who says yes to what was said.

use proptest::prelude::*;

use super::cast::{SIGNING_BODY, uid, who};
use super::draws::{acting, adoption, anybody, config, practice, testimonial, twinning};
use super::things;
use crate::member::{OrganisationRole, PortalRole};
use crate::policy::{Act, Acting, New, On, Parent, PracticeFacts, Publicity, Standing, Viewer, allows};
use crate::practice::{Audience, Stage};
use crate::text::Uid;

fn those_who_may<'a>(act: Act, on: &On, names: &[&'a str]) -> Vec<&'a str> {
    names.iter().copied().filter(|name| allows(&who(name), act, on).is_ok()).collect()
}

fn edits_for(acting: &Acting, body: Option<&Uid>) -> bool {
    acting.memberships.iter().any(|one| {
        Some(&one.organisation) == body
            && matches!(one.role, OrganisationRole::Editor | OrganisationRole::Representative)
    })
}

const NAMES: [&str; 12] = [
    "visitor",
    "member",
    "author",
    "contributor",
    "editor",
    "other contributor",
    "party",
    "party editor",
    "signer",
    "reviewer",
    "moderator",
    "administrator (recent)",
];

#[test]
fn whoever_acts_for_another_body_testifies_to_a_practice_of_the_library() {
    let facts = things::practice(Stage::Published, Audience::Public);
    let able = those_who_may(Act::Testify, &On::Practice(facts), &NAMES);
    assert_eq!(able, ["other contributor", "party", "party editor", "signer"]);
    for stage in Stage::ALL.iter().filter(|stage| !stage.is_in_library()) {
        let on = On::Practice(things::practice(*stage, Audience::Public));
        assert!(those_who_may(Act::Testify, &on, &NAMES).is_empty(), "{stage}");
    }
}

#[test]
fn an_event_for_the_parties_of_a_twinning_is_seen_by_their_people_and_by_who_coordinates_it() {
    let names = [&NAMES[..], &["coordinator", "other editor"]].concat();
    let of_twinning = On::Event(things::of_twinning(Publicity::Open, Audience::Parties));
    let parties = ["author", "contributor", "editor", "party", "party editor", "signer", "coordinator"];
    assert_eq!(those_who_may(Act::Read, &of_twinning, &names), parties);
    let draft = On::Event(things::of_twinning(Publicity::Draft, Audience::Parties));
    assert_eq!(those_who_may(Act::Read, &draft, &names), ["author", "editor"]);
    assert_eq!(those_who_may(Act::Edit, &of_twinning, &names), ["author", "editor"], "to see is not to write");
    let alone = On::Event(things::notice(Publicity::Open, Audience::Parties));
    assert_eq!(those_who_may(Act::Read, &alone, &names), ["author", "editor"], "no twinning, no parties");
}

#[test]
fn a_testimonial_is_let_in_by_the_practice_and_by_those_in_office() {
    let of = |standing| {
        let facts = PracticeFacts { authors: Vec::new(), ..things::practice(Stage::Published, Audience::Public) };
        things::testimonial(things::parent(On::Practice(facts)), standing)
    };
    let judges = ["editor", "reviewer", "moderator"];
    assert_eq!(those_who_may(Act::Accept, &of(Standing::Queued), &NAMES), judges);
    assert_eq!(those_who_may(Act::Chair, &of(Standing::Visible), &NAMES), judges);
    assert_eq!(those_who_may(Act::Accept, &of(Standing::Visible), &NAMES), [""; 0]);
    assert_eq!(those_who_may(Act::Chair, &of(Standing::Queued), &NAMES), [""; 0]);
    let readers = ["author", "editor", "reviewer", "moderator"];
    for standing in [Standing::Queued, Standing::Hidden] {
        assert_eq!(those_who_may(Act::Read, &of(standing), &NAMES), readers, "{standing}");
        assert_eq!(those_who_may(Act::Withdraw, &of(standing), &NAMES), ["author"], "{standing}");
    }
    assert_eq!(those_who_may(Act::Read, &of(Standing::Deleted), &NAMES), [""; 0]);
}

#[test]
fn whoever_acts_for_a_party_testifies_to_a_twinning_that_runs_or_has_run() {
    let names = [&NAMES[..], &["coordinator"]].concat();
    for publicity in [Publicity::Open, Publicity::Over] {
        for audience in [Audience::Public, Audience::Parties] {
            let on = On::Twinning(things::twinning(publicity, audience));
            let able = those_who_may(Act::Testify, &on, &names);
            assert_eq!(able, ["contributor", "editor", "party", "party editor", "signer"], "{publicity} {audience}");
        }
    }
    let proposal = On::Twinning(things::twinning(Publicity::Draft, Audience::Public));
    assert_eq!(those_who_may(Act::Testify, &proposal, &names), [""; 0]);
}

#[test]
fn a_testimonial_about_a_twinning_is_let_in_by_who_writes_that_and_by_those_in_office_who_read_it() {
    let names = [&NAMES[..], &["coordinator"]].concat();
    let of = |audience, standing| {
        things::testimonial(things::parent(On::Twinning(things::twinning(Publicity::Open, audience))), standing)
    };
    let judges = ["editor", "party editor", "signer", "reviewer", "moderator", "coordinator"];
    assert_eq!(those_who_may(Act::Accept, &of(Audience::Public, Standing::Queued), &names), judges);
    assert_eq!(those_who_may(Act::Chair, &of(Audience::Public, Standing::Visible), &names), judges);
    let parties = ["editor", "party editor", "signer", "coordinator"];
    assert_eq!(those_who_may(Act::Accept, &of(Audience::Parties, Standing::Queued), &names), parties);
    assert_eq!(those_who_may(Act::Read, &of(Audience::Parties, Standing::Queued), &names), parties);
    let readers = ["contributor", "editor", "party", "party editor", "signer", "coordinator"];
    assert_eq!(those_who_may(Act::Read, &of(Audience::Parties, Standing::Visible), &names), readers);
    let own = of(Audience::Public, Standing::Queued);
    assert_eq!(those_who_may(Act::Withdraw, &own, &names), ["author"]);
}

#[test]
fn for_the_adopter_its_editors_speak_and_for_the_owner_who_writes_the_practice() {
    let published = On::Practice(things::practice(Stage::Published, Audience::Public));
    let on = things::adoption(things::parent(published.clone()));
    for act in [Act::Accept, Act::Edit] {
        assert_eq!(those_who_may(act, &on, &NAMES), ["party editor", "signer"], "{act}");
    }
    assert_eq!(those_who_may(Act::Declare, &published, &NAMES), ["author", "editor"]);
    let begins = On::New(New::Adoption, Some(uid(SIGNING_BODY)));
    assert_eq!(those_who_may(Act::Create, &begins, &NAMES), ["party", "party editor", "signer"]);
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn nobody_who_has_a_part_in_a_practice_testifies_to_it(member in acting(), practice in practice()) {
        let has_part = practice.authors.contains(&member.member)
            || member.memberships.iter().any(|one| Some(&one.organisation) == practice.owner.as_ref());
        let on = On::Practice(practice);
        prop_assert!(!has_part || allows(&Viewer::member(member), Act::Testify, &on).is_err());
    }

    #[test]
    fn nobody_without_a_part_in_a_twinning_testifies_to_it(member in acting(), twinning in twinning()) {
        let has_part = member.memberships.iter().any(|one| twinning.parties.contains(&one.organisation));
        let out = twinning.publicity != Publicity::Draft;
        let may = allows(&Viewer::member(member), Act::Testify, &On::Twinning(twinning)).is_ok();
        prop_assert_eq!(may, has_part && out);
    }

    #[test]
    fn nobody_judges_the_own_testimonial(member in acting(), mut on in testimonial()) {
        on.author = Some(member.member.clone());
        let viewer = Viewer::member(member);
        for act in [Act::Accept, Act::Chair] {
            prop_assert!(allows(&viewer, act, &On::Testimonial(on.clone())).is_err(), "{}", act);
        }
    }

    #[test]
    fn a_testimonial_is_seen_no_further_than_its_practice(viewer in anybody(), on in testimonial()) {
        let seen = match &on.parent {
            Parent::Of(practice) => allows(&viewer, Act::Read, practice).is_ok(),
            Parent::Free | Parent::Missing => false,
        };
        let own = viewer.acting().is_some_and(|acting| on.author.as_ref() == Some(&acting.member));
        let in_office = viewer.acting().is_some_and(|acting| {
            acting.is(PortalRole::Reviewer) || acting.is(PortalRole::Moderator)
        });
        let standing = on.standing;
        let reads = allows(&viewer, Act::Read, &On::Testimonial(on)).is_ok();
        prop_assert!(seen || !reads);
        match standing {
            Standing::Visible => prop_assert_eq!(reads, seen),
            Standing::Queued | Standing::Hidden => prop_assert!(reads || !seen || !(own || in_office)),
            Standing::Deleted | Standing::Erased => prop_assert!(!reads),
        }
    }

    #[test]
    fn only_editors_of_the_adopter_speak_for_it(member in acting(), on in adoption()) {
        let edits = edits_for(&member, on.adopter.as_ref());
        let on = On::Adoption(on);
        let viewer = Viewer::member(member);
        let reads = allows(&viewer, Act::Read, &on).is_ok();
        for act in [Act::Accept, Act::Edit] {
            prop_assert_eq!(allows(&viewer, act, &on).is_ok(), reads && edits, "{}", act);
        }
    }
}
