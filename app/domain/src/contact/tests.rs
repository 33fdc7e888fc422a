// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Who may write to whom, what a block does, and that a request stays in order whatever happens.

use proptest::prelude::*;

use super::*;
use crate::policy::ActingFor;

fn uid(text: &str) -> Uid {
    Uid::parse(text).expect(text)
}

fn day(text: &str) -> Day {
    Day::parse(text).expect(text)
}

fn advert(fields: serde_json::Value) -> Advert {
    let mut all = serde_json::json!({
        "uid": "ad", "kind": "seek", "title": "Mense", "language": "it", "organisation": "town",
        "expires_on": "2026-06-30",
    });
    all.as_object_mut().expect("an object").append(&mut fields.as_object().expect("an object").clone());
    serde_json::from_value(all).expect("an advert")
}

fn written(text: &str) -> Written {
    Written { at: 1, by: uid("m"), text: text.to_owned() }
}

fn begin(asking: &str, between: &[ContactRequest]) -> Result<ContactRequest, ContactRefused> {
    let advert = advert(serde_json::json!({}));
    let about = Contactable::Advert(&advert);
    ContactRequest::begin(uid("c"), about, &uid(asking), between, written("Buongiorno"), day("2026-05-01"))
}

fn begun() -> ContactRequest {
    begin("union", &[]).expect("begun")
}

fn acting(memberships: &[(&str, OrganisationRole)]) -> Acting {
    let memberships = memberships.iter().map(|(body, role)| ActingFor { organisation: uid(body), role: *role });
    Acting { memberships: memberships.collect(), ..Acting::plain(uid("m")) }
}

#[test]
fn ac_003_7_an_advert_is_answered_by_another_body_while_it_is_out() {
    let one = begun();
    assert_eq!((one.state, one.waits_for()), (ContactState::Open, Some(ContactSide::Asked)));
    assert_eq!(begin("town", &[]), Err(ContactRefused::Own));
    for over in [serde_json::json!({"state": "closed"}), serde_json::json!({"expires_on": "2026-04-30"})] {
        let over = advert(over);
        let about = Contactable::Advert(&over);
        let late = ContactRequest::begin(uid("c"), about, &uid("union"), &[], written("Ciao"), day("2026-05-01"));
        assert_eq!(late, Err(ContactRefused::NotOpen));
    }
    let answered = one.write(ContactSide::Asked, written("Volentieri")).expect("answered");
    assert_eq!((answered.state, answered.waits_for()), (ContactState::Answered, Some(ContactSide::Asking)));
    let twinning = answered.propose(ContactSide::Asking, uid("t")).expect("proposed");
    assert_eq!(twinning.state, ContactState::BecameTwinning);
    let closed = ContactRefused::NotNow { deed: ContactDeed::Write, state: ContactState::BecameTwinning };
    assert_eq!(twinning.write(ContactSide::Asked, written("Ancora")), Err(closed));
}

#[test]
fn a_practice_is_asked_about_while_the_library_shows_it_and_somebody_owns_it() {
    let of = |fields: serde_json::Value| {
        let mut all = serde_json::json!({"uid": "p", "title": "Mense", "language": "it", "summary": "Mense."});
        all.as_object_mut().expect("an object").append(&mut fields.as_object().expect("an object").clone());
        let practice: Practice = serde_json::from_value(all).expect("a practice");
        let about = Contactable::Practice(&practice);
        ContactRequest::begin(uid("c"), about, &uid("union"), &[], written("Ciao"), day("2026-05-01"))
    };
    assert_eq!(of(serde_json::json!({"owner_org": "town"})).expect("begun").about, ContactAbout::Practice(uid("p")));
    assert_eq!(of(serde_json::json!({"owner_org": "union"})), Err(ContactRefused::Own));
    assert_eq!(of(serde_json::json!({})), Err(ContactRefused::NotOpen));
    let draft = serde_json::json!({"owner_org": "town", "stage": "draft"});
    assert_eq!(of(draft), Err(ContactRefused::NotOpen));
}

#[test]
fn two_bodies_write_about_one_thing_in_one_place() {
    assert_eq!(begin("union", &[begun()]), Err(ContactRefused::GoesOnIn(uid("c"))));
    let closed = begun().close(ContactSide::Asked).expect("closed");
    assert!(begin("union", &[closed]).is_ok(), "once it is over another one may begin");
}

#[test]
fn who_is_blocked_writes_neither_there_nor_anew_and_only_who_blocked_takes_it_back() {
    let blocked = begun().block(ContactSide::Asked).expect("blocked");
    for side in ContactSide::ALL {
        assert_eq!(blocked.clone().write(*side, written("Ancora")), Err(ContactRefused::Blocked));
    }
    assert_eq!(begin("union", std::slice::from_ref(&blocked)), Err(ContactRefused::Blocked));
    assert!(begin("province", std::slice::from_ref(&blocked)).is_ok(), "others are not concerned");
    let other_way = begun().block(ContactSide::Asking).expect("blocked");
    assert!(begin("union", &[other_way]).is_ok(), "who blocked may write itself");
    let not_theirs = ContactRefused::NotNow { deed: ContactDeed::Unblock, state: ContactState::Blocked };
    assert_eq!(blocked.clone().unblock(ContactSide::Asking), Err(not_theirs));
    assert_eq!(blocked.unblock(ContactSide::Asked).expect("taken back"), begun());
}

#[test]
fn a_message_has_two_to_four_thousand_characters() {
    assert_eq!(message(" \n"), Err(LackKind::Missing));
    assert_eq!(message("à"), Err(LackKind::TooShort { min: 2, now: 1 }));
    assert_eq!(message(" ok\r\n").as_deref(), Ok("ok"));
    assert!(message(&"à".repeat(4_000)).is_ok());
    assert_eq!(message(&"à".repeat(4_001)), Err(LackKind::TooLong { max: 4_000, now: 4_001 }));
}

#[test]
fn the_two_bodies_read_it_and_nobody_else_but_a_moderator_who_was_asked() {
    let one = begun();
    let viewer = |body: &str| Viewer::member(acting(&[(body, OrganisationRole::Contributor)]));
    let moderator = Viewer::member(Acting { roles: vec![PortalRole::Moderator], ..acting(&[]) });
    assert!(one.is_read_by(&viewer("union")) && one.is_read_by(&viewer("town")));
    assert!(!one.is_read_by(&viewer("province")) && !one.is_read_by(&Viewer::Visitor) && !one.is_read_by(&moderator));
    let flag = ContactFlag { at: 2, by: Some(uid("m")), reason: FlagReason::Spam };
    assert_eq!(one.clone().flag(ContactSide::Asking, 0, flag.clone()), Err(ContactRefused::NoSuchMessage), "own");
    assert_eq!(one.clone().flag(ContactSide::Asked, 1, flag.clone()), Err(ContactRefused::NoSuchMessage));
    let flagged = one.flag(ContactSide::Asked, 0, flag.clone()).expect("flagged");
    assert!(flagged.is_read_by(&moderator) && !flagged.is_read_by(&viewer("province")));
    assert_eq!(flagged.flag(ContactSide::Asked, 0, flag), Err(ContactRefused::NoSuchMessage), "once is enough");
}

#[test]
fn a_contributor_writes_and_an_editor_binds_the_body() {
    let one = begun();
    let may = |who: &Acting, side| {
        let deeds = ContactDeed::ALL.iter().filter(|deed| one.may(who, side, **deed));
        deeds.map(|deed| deed.code()).collect::<Vec<_>>()
    };
    let contributor = acting(&[("town", OrganisationRole::Contributor)]);
    assert_eq!(may(&contributor, ContactSide::Asked), ["read", "write", "flag"]);
    assert_eq!(may(&contributor, ContactSide::Asking), [""; 0]);
    let editor = acting(&[("union", OrganisationRole::Editor)]);
    assert_eq!(may(&editor, ContactSide::Asking), ["read", "write", "block", "close", "propose"]);
    let both = acting(&[("union", OrganisationRole::Contributor), ("town", OrganisationRole::Contributor)]);
    assert_eq!(one.sides_of(&both), [ContactSide::Asking, ContactSide::Asked]);
}

#[test]
fn what_was_written_is_read_back_the_same_and_holds_no_address() {
    let flag = ContactFlag { at: 2, by: Some(uid("m")), reason: FlagReason::Personal };
    let one = begun().flag(ContactSide::Asked, 0, flag).expect("flagged").block(ContactSide::Asked).expect("blocked");
    let text = r#"{"uid":"c","about":{"advert":"ad"},"asking":"union","asked":"town","state":"blocked","blocked_by":"asked","messages":[{"at":1,"side":"asking","by":"m","text":"Buongiorno","flag":{"at":2,"by":"m","reason":"personal"}}]}"#;
    assert_eq!(serde_json::to_string(&one).expect("JSON"), text);
    assert_eq!(serde_json::from_str::<ContactRequest>(text).expect("read").checked(), Ok(one));
}

#[test]
fn a_record_that_contradicts_itself_is_refused_with_its_fields() {
    let wrong = ContactRequest {
        asked: uid("union"),
        blocked_by: Some(ContactSide::Asked),
        twinning: Some(uid("t")),
        messages: Vec::new(),
        ..begun()
    };
    let problems = wrong.checked().expect_err("wrong");
    let fields: Vec<_> = problems.iter().map(|problem| problem.field.as_str()).collect();
    assert_eq!(fields, ["asked", "blocked_by", "twinning", "messages"]);
}

proptest! {
    #[test]
    fn whatever_the_two_do_a_request_stays_in_order(
        steps in proptest::collection::vec(
            (proptest::sample::select(ContactDeed::ALL), proptest::sample::select(ContactSide::ALL)), 0..30),
    ) {
        let mut now = begun();
        for (deed, side) in steps {
            let before = now.clone();
            let flag = ContactFlag { at: 2, by: Some(uid("m")), reason: FlagReason::Other };
            let place = now.messages.iter().position(|one| one.side != side && one.flag.is_none());
            let next = match deed {
                ContactDeed::Read => Ok(now.clone()),
                ContactDeed::Write => now.clone().write(side, written("Ancora")),
                ContactDeed::Flag => now.clone().flag(side, place.unwrap_or(usize::MAX), flag),
                ContactDeed::Block => now.clone().block(side),
                ContactDeed::Unblock => now.clone().unblock(side),
                ContactDeed::Close => now.clone().close(side),
                ContactDeed::Propose => now.clone().propose(side, uid("t")),
            };
            prop_assert_eq!(next.is_ok(), now.takes(side, deed), "{} by {} while {}", deed, side, now.state);
            now = next.unwrap_or(now);
            prop_assert_eq!(now.clone().checked(), Ok(now.clone()));
            prop_assert!(now.messages.len() >= before.messages.len(), "nothing is lost");
            let is_over = |state| matches!(state, ContactState::Closed | ContactState::BecameTwinning);
            prop_assert!(!is_over(before.state) || now.state == before.state);
            prop_assert!(before.state != ContactState::Answered || now.state != ContactState::Open);
        }
    }
}
