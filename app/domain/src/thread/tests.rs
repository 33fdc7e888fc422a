// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Tests of threads: the one of a twinning, the form, the moves, pages and rows.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;

mod moving;
mod reading;

pub(super) fn uid(text: &str) -> Uid {
    Uid::parse(text).expect(text)
}

/// What every rule is tried with; findings are told, and kept as examples by hand.
pub(super) fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) }
}

pub(super) fn thread(more: Value) -> Thread {
    let mut fields = json!({"uid": "t", "title": "Come avete formato il personale?", "language": "it",
        "body": "Da noi mancano le ore.", "author": "ada", "at": 1});
    fields.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
    serde_json::from_value(fields).expect("a thread")
}

fn twinning() -> Twinning {
    let fields =
        json!({"uid": "tw", "title": "Tos.Ca.: dai servizi alla rete", "language": "it", "audience": "members"});
    serde_json::from_value(fields).expect("a twinning")
}

#[test]
fn ac_003_3_a_twinning_owns_one_general_discussion_from_its_birth_with_title_and_opening_date() {
    let main = Thread::main_of(&twinning(), uid("t"), 1_431_648_000_000);
    assert_eq!((main.title.as_str(), main.at), ("Tos.Ca.: dai servizi alla rete", 1_431_648_000_000));
    assert_eq!((main.kind, main.writers, main.author.as_ref()), (ThreadKind::General, Writers::Within, None));
    assert_eq!(main.about, Some(ThreadAbout::Twinning(uid("tw"))));
    assert!(main.main && main.takes_words().is_ok());
    assert_eq!(main.clone().checked(), Ok(main.clone()));
    // It stays where it is, is shown, and leads nowhere else.
    let refused = Err(ThreadRefused::Main);
    assert_eq!(main.clone().withdrawn(), refused);
    assert_eq!(main.clone().with_standing(Standing::Hidden), refused);
    assert_eq!(main.clone().moved_to(None), refused);
    assert_eq!(main.clone().merged_into(&thread(json!({"uid": "u"}))), refused);
    let erased = main.clone().erased();
    assert_eq!(erased, main, "nobody's words are in it");
}

#[test]
fn ac_003_3_participants_are_those_who_wrote_each_once_and_none_are_0() {
    let (ada, bea) = (uid("ada"), uid("bea"));
    assert_eq!(participants([]), 0);
    assert_eq!(participants([Some(&ada), Some(&bea), Some(&ada), None]), 2);
    assert_eq!(participants([None, None]), 0);
}

#[test]
fn a_thread_says_what_is_wrong_with_it_all_at_once() {
    let told = |more: Value| {
        let problems = thread(more).checked().err().unwrap_or_default();
        problems.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert!(told(json!({})).is_empty());
    assert_eq!(told(json!({"title": " "})), ["title: is missing"]);
    assert_eq!(told(json!({"title": "x".repeat(301)})), ["title: is longer than 300"]);
    assert_eq!(told(json!({"number": 0})), ["number: is not valid: 1 to 1,000,000,000"]);
    assert_eq!(told(json!({"number": u32::MAX})), ["number: is not valid: 1 to 1,000,000,000"]);
    assert!(told(json!({"number": 1_000_000_000})).is_empty());
    assert_eq!(told(json!({"main": true})), ["main: contradicts about"]);
    assert_eq!(told(json!({"answer": "p"})), ["answer: contradicts kind"]);
    assert!(told(json!({"answer": "p", "kind": "question"})).is_empty());
    assert_eq!(told(json!({"state": "merged"})), ["merged_into: contradicts state"]);
    assert_eq!(told(json!({"merged_into": "u"})), ["merged_into: contradicts state"]);
    assert_eq!(told(json!({"state": "merged", "merged_into": "t"})), ["merged_into: contradicts uid"]);
    assert_eq!(told(json!({"state": "closed"})), ["conclusions: is missing"]);
    assert_eq!(told(json!({"audience": "parties"})), ["audience: contradicts about"]);
    assert!(told(json!({"audience": "parties", "about": {"twinning": "tw"}})).is_empty());
    assert_eq!(told(json!({"about": {"community": "c"}})), ["writers: contradicts about"]);
    assert_eq!(told(json!({"standing": "deleted"})), ["title: contradicts standing", "body: contradicts standing"]);
    let hidden_main = json!({"main": true, "about": {"twinning": "tw"}, "standing": "hidden", "state": "merged",
        "merged_into": "u"});
    assert_eq!(told(hidden_main), ["main: contradicts standing", "main: contradicts state"]);
}

#[test]
fn what_was_written_is_read_back_the_same() {
    let text = r#"{"uid":"t","about":{"twinning":"tw"},"kind":"question","title":"Come?","language":"it","body":"Così?","author":"ada","at":1,"audience":"parties","writers":"within","state":"closed","standing":"hidden","pinned":true,"conclusions":"Così.","answer":"p","documents":["d"],"version":1,"edited_at":5,"revisions":[{"until":5,"title":"Dove?","body":"Là?"}],"demo":true}"#;
    let one: Thread = serde_json::from_str(text).expect(text);
    assert_eq!(serde_json::to_string(&one.checked().expect("a sound one")).expect("JSON"), text);
    let bare = r#"{"uid":"t","kind":"general","title":"Come?","language":"it","at":1}"#;
    let one: Thread = serde_json::from_str(bare).expect(bare);
    assert_eq!(serde_json::to_string(&one.checked().expect("a sound one")).expect("JSON"), bare);
}

#[test]
fn a_thread_about_something_that_is_not_found_is_about_something_missing() {
    let of = |about: Value, found: Parent| thread(json!({"about": about})).facts(found).parent;
    assert_eq!(of(json!({"practice": "p"}), Parent::Missing), Parent::Missing);
    assert_eq!(of(json!({"practice": "p"}), Parent::Free), Parent::Missing, "it is not for everybody by that");
    assert_eq!(of(Value::Null, Parent::Missing), Parent::Free);
}

#[test]
fn the_form_of_a_thread_tells_all_that_it_lacks() {
    use crate::practice::writing::LackKind;
    let form = writing::ThreadForm {
        title: " Breve ".to_owned(),
        body: "Corto".to_owned(),
        kind: ThreadKind::General,
        audience: Audience::Parties,
        writers: Writers::Within,
    };
    let lacks = writing::begun(&form, None, 2).expect_err("much is wrong");
    let lacks: Vec<_> = lacks.into_iter().map(|lack| (lack.field, lack.kind)).collect();
    assert_eq!(
        lacks,
        [
            ("title", LackKind::TooShort { min: 8, now: 5 }),
            ("body", LackKind::TooShort { min: 8, now: 5 }),
            ("audience", LackKind::Contradicts),
            ("writers", LackKind::Contradicts),
        ]
    );
    let form = writing::ThreadForm {
        title: "  Come  avete fatto? ".to_owned(),
        body: "Chiedo a @[Bea](member:bea).".to_owned(),
        ..form
    };
    let about = ThreadAbout::Twinning(uid("tw"));
    let begun = writing::begun(&form, Some(&about), 2).expect("nothing is wrong");
    assert_eq!((begun.title.as_str(), begun.words.mentions), ("Come avete fatto?", vec![uid("bea")]));
    assert_eq!(writing::lack_of_title(&"x".repeat(151)), Some(LackKind::TooLong { max: 150, now: 151 }));
    assert_eq!(writing::lack_of_title(" "), Some(LackKind::Missing));
}

#[test]
fn a_thread_that_was_begun_before_its_community_was_opened_is_for_those_who_belong_to_it() {
    use Audience::{Community, Members, Parties, Public};
    for (seen, now, opened) in [
        (None, Public, false),
        (Some(Public), Public, false),
        (Some(Public), Community, false),
        (Some(Members), Public, true),
        (Some(Community), Members, true),
        (Some(Community), Public, true),
    ] {
        for meant in [Public, Members] {
            let wanted = if opened { Community } else { meant };
            assert_eq!(writing::as_it_was_seen(meant, seen, now), wanted, "{meant} {seen:?} {now}");
        }
        for meant in [Community, Parties] {
            assert_eq!(writing::as_it_was_seen(meant, seen, now), meant, "{meant} {seen:?} {now}");
        }
    }
}

#[test]
fn every_place_offers_choices_that_its_threads_may_have() {
    let places = [
        None,
        Some(ThreadAbout::Practice(uid("x"))),
        Some(ThreadAbout::Advert(uid("x"))),
        Some(ThreadAbout::Twinning(uid("x"))),
        Some(ThreadAbout::Community(uid("x"))),
    ];
    for about in places {
        for audience in writing::audiences(about.as_ref()) {
            for writers in writing::writers(about.as_ref()) {
                let one = Thread { about: about.clone(), audience: *audience, writers: *writers, ..thread(json!({})) };
                assert!(one.checked().is_ok(), "{about:?} {audience} {writers}");
            }
        }
    }
}

#[test]
fn the_address_is_a_short_number_and_a_slug_in_one_segment() {
    let address = ThreadAddress::of(12, "Come avete formato il personale?");
    assert_eq!(address.to_string(), "12-come-avete-formato-il-personale");
    assert_eq!(ThreadAddress::parse(&address.to_string()), Some(address));
    let parsed = |text: &str| ThreadAddress::parse(text).map(|one| (one.number, one.slug.map(String::from)));
    assert_eq!(parsed("7"), Some((7, None)));
    assert_eq!(parsed("7-Maiuscole"), Some((7, None)), "the number finds it");
    assert_eq!(parsed("7-2-anni"), Some((7, Some("2-anni".to_owned()))));
    for bad in ["", "-x", "0-x", "07-x", "+7-x", "7x", "99999999999-x", "nuova"] {
        assert_eq!(parsed(bad), None, "{bad}");
    }
}
