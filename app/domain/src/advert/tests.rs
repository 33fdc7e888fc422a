// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The form of an advert, its limits, its way, and that a matched one points to a twinning.

use proptest::prelude::*;

use super::writing::{AdvertForm, Asked, FIELDS, Lack, lacks};
use super::*;
use crate::policy::Act;
use crate::practice::writing::LackKind;

fn day(text: &str) -> Day {
    Day::parse(text).expect(text)
}

fn uid(text: &str) -> Uid {
    Uid::parse(text).expect(text)
}

/// All that must be there, with the fewest words.
fn whole() -> Advert {
    let fields = serde_json::json!({
        "uid": "a", "kind": "seek", "title": "Mense bio!", "language": "it", "description": "d".repeat(80),
        "organisation": "o", "themes": ["t"], "transfer_kinds": ["coaching"], "mode": "remote", "state": "draft",
    });
    serde_json::from_value::<Advert>(fields).expect("an advert").checked().expect("in order")
}

fn with(fields: serde_json::Value) -> Result<Advert, Vec<String>> {
    let mut all = serde_json::to_value(whole()).expect("JSON");
    all.as_object_mut().expect("an object").append(&mut fields.as_object().expect("an object").clone());
    let advert = serde_json::from_value::<Advert>(all).expect("an advert");
    advert.checked().map_err(|problems| problems.iter().map(ToString::to_string).collect())
}

fn lacking(change: impl FnOnce(&mut AdvertForm)) -> Vec<(&'static str, LackKind)> {
    let mut form = AdvertForm::of(&whole());
    change(&mut form);
    lacks(&form, AdvertKind::Seek).into_iter().map(|lack| (lack.field, lack.kind)).collect()
}

#[test]
fn ac_003_7_an_advert_is_begun_in_six_fields_and_published_with_no_more() {
    let asked: Vec<_> = FIELDS.iter().filter(|field| field.asked == Asked::AtOnce).map(|field| field.name).collect();
    assert_eq!(asked, ["title", "description", "organisation", "themes", "transfer_kinds", "mode"]);
    let published = whole().publish(day("2026-01-01")).expect("six fields are enough");
    assert_eq!(published.state, AdvertState::Open);
    assert_eq!(published.published_on, Some(day("2026-01-01")));
}

#[test]
fn ac_003_7_an_advert_is_answerable_for_180_days() {
    let advert = whole().publish(day("2026-01-01")).expect("complete");
    assert_eq!(advert.expires_on, Some(day("2026-06-30")));
    assert!(advert.takes_answers(day("2026-06-30")) && !advert.takes_answers(day("2026-07-01")));
    assert_eq!(advert.clone().answer(&uid("b"), day("2026-07-01")), Err(MoveRefused::Over));
    assert_eq!(advert.clone().answer(&uid("o"), day("2026-01-02")), Err(MoveRefused::Own));
    assert_eq!(advert.clone().expire(day("2026-06-30")), Err(MoveRefused::NotOver));
    let over = advert.expire(day("2026-07-01")).expect("due");
    assert_eq!(over.state, AdvertState::Expired);
    let closed = MoveRefused::NotNow { step: AdvertMove::Answer, state: AdvertState::Expired };
    assert_eq!(over.answer(&uid("b"), day("2026-07-01")), Err(closed));
}

#[test]
fn an_empty_form_lacks_its_six_fields_all_at_once() {
    let missing = lacks(&AdvertForm::default(), AdvertKind::Offer);
    let six = FIELDS.iter().take(6).map(|field| Lack { field: field.name, kind: LackKind::Missing });
    assert_eq!(missing, six.collect::<Vec<_>>());
    assert_eq!(whole().close(), Err(MoveRefused::NotNow { step: AdvertMove::Close, state: AdvertState::Draft }));
    let bare = with(serde_json::json!({"description": null, "themes": [], "mode": null})).expect("a draft");
    let Err(MoveRefused::Lacks(lacks)) = bare.publish(day("2026-01-01")) else { panic!("not complete") };
    assert_eq!(lacks.iter().map(|lack| lack.field).collect::<Vec<_>>(), ["description", "themes", "mode"]);
}

#[test]
fn a_limit_is_met_at_its_very_end_and_not_one_beyond() {
    let text = |length: usize| "è".repeat(length);
    assert_eq!(lacking(|form| form.title = text(100)), []);
    assert_eq!(lacking(|form| form.title = text(101)), [("title", LackKind::TooLong { max: 100, now: 101 })]);
    assert_eq!(lacking(|form| form.title = text(9)), [("title", LackKind::TooShort { min: 10, now: 9 })]);
    assert_eq!(lacking(|form| form.description = text(1_500)), []);
    let long = LackKind::TooLong { max: 1_500, now: 1_501 };
    assert_eq!(lacking(|form| form.description = text(1_501)), [("description", long)]);
    let short = LackKind::TooShort { min: 80, now: 79 };
    assert_eq!(lacking(|form| form.description = text(79)), [("description", short)]);
    assert_eq!(lacking(|form| form.constraints = text(300)), []);
    assert_eq!(lacking(|form| form.constraints = text(301)).len(), 1);
    assert_eq!(lacking(|form| form.themes = vec![uid("t"); 3]), []);
    assert_eq!(lacking(|form| form.themes = vec![uid("t"); 4]), [("themes", LackKind::TooMany { most: 3, now: 4 })]);
    assert_eq!(lacking(|form| form.tags = vec![text(3); 6]), []);
    assert_eq!(lacking(|form| form.tags = vec![text(3); 7]), [("tags", LackKind::TooMany { most: 6, now: 7 })]);
}

#[test]
fn all_that_is_wrong_is_told_at_once_and_in_the_order_of_the_form() {
    let date = |text| Some(PartialDate::parse(text).expect(text));
    let told = lacking(|form| {
        form.title = String::new();
        form.practice = Some(uid("p"));
        (form.when_from, form.when_until) = (date("2027"), date("2026-05"));
        form.regions = vec!["09".to_owned()];
        form.constraints = "c".repeat(400);
    });
    let fields: Vec<_> = told.iter().map(|(field, _)| *field).collect();
    assert_eq!(fields, ["title", "practice", "when_until", "regions", "constraints"]);
    let listed = lacking(|form| form.region_scope = RegionScope::List);
    assert_eq!(listed, [("regions", LackKind::Missing)]);
}

#[test]
fn the_form_gives_back_what_it_was_filled_with() {
    let fields = serde_json::json!({
        "kind": "offer", "practice": "p", "when_from": "2026-09", "when_until": "2027", "region_scope": "list",
        "regions": ["09", "16"], "languages": ["en"], "level": "union", "budget": "0", "tags": ["mense"],
        "constraints": "Solo in autunno", "author": "m",
    });
    let advert = with(fields).expect("in order");
    let other = Advert { author: Some(uid("m")), kind: AdvertKind::Offer, ..whole() };
    assert_eq!(AdvertForm::of(&advert).fill(other), advert);
    assert_eq!(advert.spoken(), [Language::Italian, Language::English]);
}

#[test]
fn what_was_written_is_read_back_the_same() {
    let text = r#"{"uid":"a","kind":"offer","title":"SELF","language":"it","organisation":"o","region_scope":"same","state":"matched","published_on":"2026-01-01","expires_on":"2026-06-30","renewals":1,"twinning":"t"}"#;
    let advert: Advert = serde_json::from_str(text).expect("an advert");
    assert_eq!(serde_json::to_string(&advert.checked().expect("in order")).expect("JSON"), text);
}

#[test]
fn a_record_that_contradicts_itself_is_refused_with_its_fields() {
    let wrong = |fields| with(fields).expect_err("wrong");
    assert_eq!(wrong(serde_json::json!({"state": "matched"})), ["twinning: is missing"]);
    assert_eq!(wrong(serde_json::json!({"twinning": "t"})), ["twinning: contradicts state"]);
    let late = serde_json::json!({"published_on": "2026-01-02", "expires_on": "2026-01-01"});
    assert_eq!(wrong(late), ["expires_on: contradicts published_on"]);
    let many =
        serde_json::json!({"title": " ", "regions": ["99"], "renewals": 3, "survey_answer": "s", "kind": "offer"});
    assert_eq!(
        wrong(many),
        [
            "title: is missing",
            "regions[0]: is not valid: a code of a region",
            "regions: contradicts region_scope",
            "survey_answer: contradicts kind",
            "renewals: is not valid: at most 2",
        ]
    );
}

#[test]
fn the_moves_are_those_of_the_state_machine() {
    let mut seen = String::new();
    for state in AdvertState::ALL {
        for one in AdvertMove::ALL {
            if let Some(next) = one.from(*state) {
                let by = one.act().map_or("time", Act::code);
                seen.push_str(&format!("{state} {one} {next} by {by}\n"));
            }
        }
    }
    let expected = "\
draft publish open by advance
open answer in_contact by answer
open match matched by advance
open close closed by withdraw
open expire expired by time
open renew open by advance
in_contact answer in_contact by answer
in_contact match matched by advance
in_contact close closed by withdraw
in_contact expire expired by time
in_contact renew in_contact by advance
expired renew open by advance
";
    assert_eq!(seen, expected);
}

#[test]
fn an_advert_is_renewed_twice_and_not_before_its_last_month() {
    let advert = whole().publish(day("2026-01-01")).expect("complete");
    let early = advert.clone().renew(day("2026-05-30"));
    assert_eq!(early, Err(MoveRefused::TooEarly { from: day("2026-05-31") }));
    let once = advert.renew(day("2026-05-31")).expect("near its end");
    assert_eq!((once.renewals, once.expires_on), (1, Some(day("2026-11-27"))));
    let expired = once.expire(day("2027-03-01")).expect("due");
    let twice = expired.renew(day("2027-03-01")).expect("once more");
    assert_eq!((twice.state, twice.renewals), (AdvertState::Open, 2));
    assert_eq!(twice.expire(day("2028-01-01")).expect("due").renew(day("2028-01-01")), Err(MoveRefused::RenewedEnough));
}

#[test]
fn everybody_reads_what_is_out_or_over_and_nobody_else_a_draft() {
    let facts = |state| NoticeFacts::from(&Advert { state, ..whole() }).publicity;
    assert_eq!(facts(AdvertState::Draft), Publicity::Draft);
    assert_eq!(facts(AdvertState::InContact), Publicity::Open);
    assert_eq!(facts(AdvertState::Expired), Publicity::Over);
}

/// Something that somebody, or time, does to an advert on a day.
fn done(advert: Advert, step: AdvertMove, today: Day) -> Result<Advert, MoveRefused> {
    match step {
        AdvertMove::Publish => advert.publish(today),
        AdvertMove::Answer => advert.answer(&uid("other"), today),
        AdvertMove::Match => advert.match_with(uid("twinning")),
        AdvertMove::Close => advert.close(),
        AdvertMove::Expire => advert.expire(today),
        AdvertMove::Renew => advert.renew(today),
    }
}

proptest! {
    #[test]
    fn whatever_happens_to_an_advert_it_stays_in_order(
        steps in proptest::collection::vec((proptest::sample::select(AdvertMove::ALL), 0_i16..120), 0..40),
    ) {
        let (mut advert, mut today) = (whole(), day("2026-01-01"));
        for (step, days) in steps {
            today = today.plus_days(days);
            let (before, possible) = (advert.state, step.from(advert.state).is_some());
            match done(advert.clone(), step, today) {
                Ok(next) => {
                    prop_assert!(possible, "{} after {}", step, before);
                    advert = next;
                }
                Err(refused) => {
                    prop_assert_eq!(matches!(refused, MoveRefused::NotNow { .. }), !possible);
                }
            }
            prop_assert_eq!(advert.clone().checked(), Ok(advert.clone()));
            prop_assert_eq!(advert.twinning.is_some(), advert.state == AdvertState::Matched);
            prop_assert_eq!(advert.published_on.is_none(), advert.state == AdvertState::Draft);
            prop_assert!(advert.renewals <= RENEWALS_MAX);
            if let Some((from, until)) = advert.published_on.zip(advert.expires_on) {
                prop_assert!(until >= from && today.days_until(until) <= i64::from(LASTS_DAYS));
            }
            prop_assert!(!advert.takes_answers(today) || done(advert.clone(), AdvertMove::Answer, today).is_ok());
        }
    }
}
