// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Tests of communities: their limits, how people come and go, and that there is always one owner.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use super::*;

fn uid(text: &str) -> Uid {
    Uid::parse(text).expect(text)
}

fn community(more: Value) -> Community {
    let mut fields = json!({"uid": "com-sua", "name": "Stazioni uniche appaltanti", "acronym": "SUA", "language": "it",
        "summary": "Chi lavora agli appalti per i Comuni.", "themes": ["appalti"]});
    fields.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
    serde_json::from_value(fields).expect("a community")
}

fn belonging(member: &str, role: CommunityRole, since: i64) -> Belonging {
    Belonging {
        uid: uid(&format!("b-{member}")),
        community: uid("com-sua"),
        member: uid(member),
        role,
        state: BelongingState::Active,
        since,
        note: None,
    }
}

#[test]
fn ac_001_1_a_community_has_a_name_a_theme_and_its_way_of_letting_in() {
    let one = community(json!({})).checked().expect("a sound one");
    assert_eq!((one.access, one.audience, one.state), (Access::Open, Audience::Public, CommunityState::Active));
    assert_eq!(one.lacks(), []);
    let poor = community(json!({"name": " SUA ", "summary": null, "themes": []}));
    assert_eq!(
        poor.lacks(),
        [
            ("name", LackKind::TooShort { min: 5, now: 3 }),
            ("summary", LackKind::Missing),
            ("themes", LackKind::Missing)
        ]
    );
    let long = community(json!({"acronym": "S".repeat(31), "themes": ["a", "b", "c", "d"]}));
    assert_eq!(
        long.lacks(),
        [("acronym", LackKind::TooLong { max: 30, now: 31 }), ("themes", LackKind::TooMany { most: 3, now: 4 })]
    );
}

#[test]
fn what_is_written_in_a_private_community_is_for_that_community() {
    let told = |more: Value| {
        let problems = community(more).checked().err().unwrap_or_default();
        problems.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(told(json!({"access": "private"})), ["audience: contradicts access"]);
    assert!(told(json!({"access": "private", "audience": "community"})).is_empty());
    assert_eq!(told(json!({"audience": "parties"})), ["audience: contradicts access"]);
    assert_eq!(told(json!({"name": "\u{202e} "})), ["name: is missing"]);
    let lacks = community(json!({"access": "private"})).lacks();
    assert_eq!(lacks, [("audience", LackKind::Contradicts)]);
}

#[test]
fn what_was_written_is_read_back_the_same() {
    let text = r#"{"uid":"c","name":"Appalti","language":"it","access":"on_approval","audience":"members","state":"archived","demo":true}"#;
    let one: Community = serde_json::from_str(text).expect(text);
    assert_eq!(serde_json::to_string(&one.checked().expect("a sound one")).expect("JSON"), text);
    let text = r#"{"uid":"b","community":"c","member":"ada","role":"member","state":"requested","since":5,"note":"Lavoro agli appalti."}"#;
    let one: Belonging = serde_json::from_str(text).expect(text);
    assert_eq!(serde_json::to_string(&one.checked().expect("a sound one")).expect("JSON"), text);
}

#[test]
fn ac_001_1_joining_is_open_or_on_approval_or_by_invitation() {
    let begin = |deed, access| belonging("ada", CommunityRole::Owner, 1).begun(deed, access).map(|one| one.state);
    assert_eq!(begin(BelongingDeed::Join, Access::Open), Ok(BelongingState::Active));
    assert_eq!(begin(BelongingDeed::Join, Access::OnApproval), Ok(BelongingState::Requested));
    assert_eq!(begin(BelongingDeed::Join, Access::Private), Err(BelongingRefused::ByInvitation));
    assert_eq!(begin(BelongingDeed::Invite, Access::Private), Ok(BelongingState::Invited));
    let refused = Err(BelongingRefused::NotNow(BelongingDeed::Approve));
    assert_eq!(begin(BelongingDeed::Approve, Access::Open), refused);
    let one = belonging("ada", CommunityRole::Owner, 1).begun(BelongingDeed::Join, Access::Open).expect("joins");
    assert_eq!(one.role, CommunityRole::Member, "nobody comes in as more");
}

#[test]
fn a_request_is_approved_refused_or_taken_back() {
    let asked = Belonging {
        state: BelongingState::Requested,
        note: Some("Lavoro agli appalti.".to_owned()),
        ..belonging("ada", CommunityRole::Member, 1)
    };
    let after = |deed| asked.clone().after(deed, 9);
    let let_in = after(BelongingDeed::Approve).expect("it can be").expect("it goes on");
    assert_eq!((let_in.state, let_in.since, let_in.note), (BelongingState::Active, 9, None));
    assert_eq!(after(BelongingDeed::Refuse), Ok(None));
    assert_eq!(after(BelongingDeed::Leave), Ok(None));
    assert_eq!(after(BelongingDeed::Join), Ok(Some(asked.clone())), "a double click asks once");
    assert_eq!(after(BelongingDeed::Appoint), Err(BelongingRefused::NotNow(BelongingDeed::Appoint)));
}

#[test]
fn who_is_kept_out_comes_in_again_by_a_facilitator_only() {
    let out = Belonging { state: BelongingState::Suspended, ..belonging("ada", CommunityRole::Member, 1) };
    for deed in [BelongingDeed::Join, BelongingDeed::Leave] {
        assert_eq!(out.clone().after(deed, 9), Err(BelongingRefused::KeptOut), "{deed}");
    }
    let again = out.after(BelongingDeed::Readmit, 9).expect("it can be").expect("it goes on");
    assert!(again.is_in_force());
}

#[test]
fn the_owner_hands_over_before_leaving() {
    let owner = belonging("ada", CommunityRole::Owner, 1);
    assert_eq!(owner.clone().after(BelongingDeed::Leave, 9), Err(BelongingRefused::Owner));
    assert_eq!(owner.clone().after(BelongingDeed::Suspend, 9), Err(BelongingRefused::Owner));
    let circle = Circle::of(vec![owner, belonging("bea", CommunityRole::Member, 2)]);
    let circle = circle.handed_over(&uid("bea")).expect("she belongs to it");
    assert_eq!(circle.owner(), Some(&uid("bea")));
    assert_eq!(circle.facilitators().collect::<Vec<_>>(), [&uid("ada")]);
    let ada = circle.belonging(&uid("ada")).expect("she stays").clone();
    assert_eq!(ada.after(BelongingDeed::Leave, 9), Ok(None));
    assert!(circle.handed_over(&uid("ciro")).is_err(), "he does not belong to it");
}

#[test]
fn an_owner_who_is_gone_leaves_it_to_who_is_there_longest() {
    let all = vec![
        belonging("ada", CommunityRole::Owner, 1),
        belonging("bea", CommunityRole::Member, 2),
        belonging("ciro", CommunityRole::Facilitator, 4),
        belonging("dina", CommunityRole::Facilitator, 3),
    ];
    let circle = Circle::of(all).without_account(&uid("ada"));
    assert_eq!(circle.owner(), Some(&uid("dina")));
    let circle = circle.without_account(&uid("bea"));
    assert_eq!((circle.owner(), circle.belongings().len()), (Some(&uid("dina")), 2));
    let alone = circle.without_account(&uid("dina")).without_account(&uid("ciro"));
    assert_eq!((alone.owner(), alone.belongings().len()), (None, 0));
}

#[test]
fn more_people_read_what_is_open_to_more_whatever_the_way_in() {
    let of = |access: &str, audience: &str| community(json!({"access": access, "audience": audience}));
    let ways = [
        of("private", "community"),
        of("on_approval", "community"),
        of("open", "community"),
        of("on_approval", "members"),
        of("open", "members"),
        of("open", "public"),
    ];
    let reach = [0, 0, 0, 1, 1, 2];
    for (before, was) in ways.iter().zip(reach) {
        for (after, is) in ways.iter().zip(reach) {
            assert_eq!(after.widens(before), is > was, "{before:?} {after:?}");
        }
    }
}

#[test]
fn permission_asks_about_its_people_by_their_part() {
    let mut invited = belonging("bea", CommunityRole::Member, 2);
    invited.state = BelongingState::Invited;
    let mut out = belonging("ciro", CommunityRole::Member, 2);
    out.state = BelongingState::Suspended;
    let mut asked = belonging("dina", CommunityRole::Member, 2);
    asked.state = BelongingState::Requested;
    let people = Circle::of(vec![belonging("ada", CommunityRole::Owner, 1), invited, out, asked]);
    let facts = community(json!({"access": "on_approval"})).facts(&people);
    assert_eq!((facts.owner, facts.invited, facts.suspended), (Some(uid("ada")), vec![uid("bea")], vec![uid("ciro")]));
    assert_eq!(facts.requested, [uid("dina")]);
    assert!(facts.facilitators.is_empty() && facts.access == Access::OnApproval);
}

/// What every rule is tried with; findings are told, and kept as examples by hand.
fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) }
}

const NAMES: &[&str] = &["ada", "bea", "ciro"];

proptest! {
    #![proptest_config(config())]

    #[test]
    fn whatever_is_done_there_is_one_owner_and_nobody_has_a_part_without_belonging(
        access in select(Access::ALL),
        steps in vec((select(NAMES), select(BelongingDeed::ALL), any::<bool>()), 0..40),
    ) {
        let mut circle = Circle::of(vec![belonging("owner", CommunityRole::Owner, 0)]);
        for (at, (name, deed, hands_over)) in (1..).zip(steps) {
            let member = uid(name);
            if hands_over {
                circle = circle.clone().handed_over(&member).unwrap_or(circle);
            }
            let mut all = circle.belongings().to_vec();
            match all.iter().position(|one| one.member == member) {
                Some(place) => match all[place].clone().after(deed, at) {
                    Ok(Some(next)) => {
                        // The same again changes nothing.
                        if !matches!(deed, BelongingDeed::Join | BelongingDeed::Invite)
                            && let Ok(Some(again)) = next.clone().after(deed, at + 1)
                        {
                            prop_assert_eq!(&again, &next);
                        }
                        all[place] = next;
                    }
                    Ok(None) => { all.remove(place); }
                    Err(_) => {}
                },
                None => all.extend(belonging(name, CommunityRole::Member, at).begun(deed, access)),
            }
            circle = Circle::of(all);
            prop_assert!(circle.is_sound());
            prop_assert!(circle.owner().is_some());
            for one in circle.belongings() {
                prop_assert!(one.clone().checked().is_ok(), "{:?}", one);
            }
        }
    }
}
