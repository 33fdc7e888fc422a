// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Tests of posts: words, mentions, quotations, edits, marks, keys.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::practice::writing::LackKind;

mod marks;
mod naming;

pub(super) fn uid(text: &str) -> Uid {
    Uid::parse(text).expect(text)
}

pub(super) fn post(more: Value) -> Post {
    let mut fields =
        json!({"uid": "p", "thread": "t", "body": "Da noi funziona.", "author": "ada", "at": 1, "position": 3});
    fields.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
    serde_json::from_value(fields).expect("a post")
}

/// What every rule is tried with; findings are told, and kept as examples by hand.
pub(super) fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) }
}

fn edit(body: &str, version: u32) -> Edited {
    Edited { at: 9, version, body: body.to_owned() }
}

#[test]
fn a_post_needs_words_and_a_place_from_1() {
    let told = |more: Value| {
        let problems = post(more).checked().err().unwrap_or_default();
        problems.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert!(told(json!({})).is_empty());
    assert_eq!(told(json!({"body": " \n"})), ["body: is missing"]);
    assert_eq!(told(json!({"body": "x".repeat(65_537)})), ["body: is longer than 65536"]);
    for position in [0, 1_000_000_001_u32, u32::MAX] {
        assert_eq!(told(json!({"position": position})), ["position: is not valid: 1 to 1,000,000,000"]);
    }
    assert_eq!(told(json!({"reply_to": "p"})), ["reply_to: contradicts uid"]);
    assert_eq!(told(json!({"standing": "deleted"})), ["body: contradicts standing"]);
    assert!(told(json!({"standing": "deleted", "body": ""})).is_empty());
}

#[test]
fn what_was_written_is_read_back_the_same() {
    let text = r#"{"uid":"p","thread":"t","position":3,"reply_to":"q","body":"Sì.","author":"ada","at":1,"standing":"queued","mark":{"kind":"action","at":2,"by":"bea","owner":"bra","due":"2026-03-01","step":"s"},"documents":["d"],"version":1,"edited_at":2,"revisions":[{"until":2,"body":"No."}]}"#;
    let one: Post = serde_json::from_str(text).expect(text);
    assert_eq!(serde_json::to_string(&one.checked().expect("a sound one")).expect("JSON"), text);
}

#[test]
fn words_that_cannot_be_sent_are_told_all_at_once() {
    let lacks = |text: &str| {
        let lacks = words(text, 2).err().unwrap_or_default();
        lacks.into_iter().map(|lack| (lack.field, lack.kind)).collect::<Vec<_>>()
    };
    assert_eq!(lacks(" \u{200b}\n"), [("body", LackKind::Missing)]);
    assert_eq!(lacks("x"), [("body", LackKind::TooShort { min: 2, now: 1 })]);
    assert_eq!(lacks(&"è".repeat(10_000)), []);
    assert_eq!(lacks(&"è".repeat(10_001)), [("body", LackKind::TooLong { max: 10_000, now: 10_001 })]);
    assert_eq!(lacks(&"x".repeat(50_000)), [("body", LackKind::TooLong { max: 10_000, now: 50_000 })]);
    let links = "http://a.it HTTPS://b.it www.c.it";
    assert_eq!(lacks(links), [("links", LackKind::TooMany { most: 2, now: 3 })]);
    let many: String = (0..11).map(|at| format!("@[X](member:m{at}) ")).collect();
    assert_eq!(
        lacks(&format!("{many} {links}")),
        [("mentions", LackKind::TooMany { most: 10, now: 11 }), ("links", LackKind::TooMany { most: 2, now: 3 })]
    );
}

#[test]
fn ten_thousand_mentions_are_refused_by_number_and_name_nobody_more() {
    let many: String = (0..10_000).map(|at| format!("@[X](member:m{at})")).collect();
    let named = mentions(&many);
    assert_eq!((named.members.len(), named.count), (MENTIONS_MAX, 10_000));
    assert!(words(&many, 2).is_err());
    let same = "@[X](member:m) ".repeat(600);
    let named = words(&same, 2).expect("one member is one");
    assert_eq!(named.mentions, [uid("m")]);
}

#[test]
fn links_are_counted_once_each() {
    let counts = ["", "http", "https://a.it/www.b.it", "www.a.it", "(www.a.it)", "xwww.a.it", "http://www.a.it"];
    assert_eq!(counts.map(links), [0, 0, 1, 1, 1, 0, 1]);
}

#[test]
fn an_edit_keeps_what_was_said_before_and_comes_once() {
    let one = post(json!({})).edited(edit("Funziona bene.", 0)).expect("an edit");
    assert_eq!((one.version, one.edited_at, one.body.as_str()), (1, Some(9), "Funziona bene."));
    let before = Version { until: 9, title: None, body: "Da noi funziona.".to_owned() };
    assert_eq!(one.revisions, [before]);
    assert_eq!(one.clone().edited(edit("Funziona bene.", 0)), Ok(one.clone()), "the same again");
    assert_eq!(one.clone().edited(edit("Altro.", 0)), Err(EditRefused::Stale { now: 1 }));
    assert_eq!(one.edited(edit("Altro.", 1)).map(|one| one.version), Ok(2));
}

#[test]
fn the_oldest_text_is_forgotten_first() {
    let mut one = post(json!({}));
    for version in 0..150 {
        one = one.edited(edit(&format!("Testo {version}"), version)).expect("an edit");
    }
    assert_eq!((one.version, one.revisions.len()), (150, REVISIONS_MAX));
    assert_eq!(one.revisions.last().map(|last| last.body.as_str()), Some("Testo 148"));
    assert!(one.checked().is_ok());
}

#[test]
fn a_post_that_is_withdrawn_keeps_its_place_and_none_of_its_words() {
    let edited = post(json!({"documents": ["d"]})).edited(edit("SEGRETO", 0)).expect("an edit");
    let gone = edited.clone().withdrawn().expect("it can be");
    let text = serde_json::to_string(&gone).expect("JSON");
    assert_eq!(
        text,
        r#"{"uid":"p","thread":"t","position":3,"body":"","author":"ada","at":1,"standing":"deleted","version":1,"edited_at":9}"#
    );
    assert_eq!(gone.clone().withdrawn(), Ok(gone.clone()), "twice is once");
    assert_eq!(gone.clone().edited(edit("Torna", 1)), Err(EditRefused::Gone));
    assert_eq!(gone.clone().with_standing(Standing::Visible), Err(EditRefused::Gone));
    assert!(gone.checked().is_ok());
    let erased = edited.erased();
    assert_eq!((erased.author.as_ref(), erased.position, erased.body.as_str()), (None, Some(3), ""));
    assert!(erased.checked().is_ok());
}

#[test]
fn others_hide_and_show_and_do_not_withdraw() {
    let hidden = post(json!({})).with_standing(Standing::Hidden).expect("it can be");
    assert_eq!(hidden.clone().with_standing(Standing::Visible), Ok(post(json!({}))));
    for standing in [Standing::Deleted, Standing::Erased] {
        assert_eq!(hidden.clone().with_standing(standing), Err(EditRefused::Gone));
    }
}

#[test]
fn what_is_sent_twice_is_written_once_and_a_key_is_for_one_thing() {
    let (t, other) = (uid("t"), uid("t2"));
    let sent = Sent { post: uid("p"), thread: t.clone(), text: "hash".to_owned() };
    assert_eq!(sending(None, &t, "hash"), Ok(Sending::First));
    assert_eq!(sending(Some(&sent), &t, "hash"), Ok(Sending::Again(uid("p"))));
    let reused = Err(KeyReused { post: uid("p") });
    assert_eq!(sending(Some(&sent), &t, "hash2"), reused);
    assert_eq!(sending(Some(&sent), &other, "hash"), reused);
}

#[test]
fn a_key_is_a_short_visible_text() {
    let key = |text: &str| IdempotencyKey::parse(text).map(|key| key.as_str().to_owned());
    assert_eq!(key(" a b-1 ").as_deref(), Some("a b-1"));
    assert_eq!(key(&"k".repeat(200)).map(|key| key.len()), Some(200));
    for bad in ["", "  ", "chiave è", "a\nb", "a\0"] {
        assert_eq!(key(bad), None, "{bad:?}");
    }
    assert_eq!(key(&"k".repeat(201)), None);
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn whatever_comes_in_which_order_each_key_writes_one_post(
        sends in proptest::collection::vec((0_usize..3, 0_usize..3), 0..30),
    ) {
        // As the store does it: what a key wrote is kept with it.
        let mut kept: Vec<Option<Sent>> = vec![None; 3];
        let mut written = 0;
        for (key, text) in sends {
            let text = text.to_string();
            match sending(kept[key].as_ref(), &uid("t"), &text) {
                Ok(Sending::First) => {
                    written += 1;
                    kept[key] = Some(Sent { post: uid(&format!("p{written}")), thread: uid("t"), text });
                }
                Ok(Sending::Again(post)) => {
                    let sent = kept[key].as_ref().expect("something was sent");
                    prop_assert_eq!((&sent.post, &sent.text), (&post, &text));
                }
                Err(KeyReused { .. }) => {
                    prop_assert_ne!(&kept[key].as_ref().expect("something was sent").text, &text);
                }
            }
        }
        prop_assert_eq!(kept.iter().flatten().count(), written);
    }

    #[test]
    fn words_that_were_taken_are_taken_again_as_they_are(text in "(?s).{0,300}") {
        if let Ok(once) = words(&text, 3) {
            prop_assert_eq!(words(&once.text, 3), Ok(once));
        }
    }
}
