// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The words shown to people: the same ones in both languages, with the same gaps to fill.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::files::{below, text};

/// The forms of a number that a language may have more or fewer of.
const PLURALS: [&str; 6] = ["_zero", "_one", "_two", "_few", "_many", "_other"];

/// Every key with its text, those inside others by their path; plural forms under the key that they share.
fn flat(value: &Value, path: &str, into: &mut BTreeMap<String, Vec<String>>) {
    match value {
        Value::Object(fields) => {
            for (key, inner) in fields {
                let whole = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                flat(inner, &whole, into);
            }
        }
        Value::String(text) => {
            let shared = PLURALS.iter().find_map(|form| path.strip_suffix(form)).unwrap_or(path);
            into.entry(shared.to_owned()).or_default().push(text.clone());
        }
        other => panic!("{path}: {other}"),
    }
}

fn words(path: &str) -> BTreeMap<String, Vec<String>> {
    let mut found = BTreeMap::new();
    flat(&serde_json::from_str(&text(path)).unwrap(), "", &mut found);
    found
}

/// The names between double braces.
fn gaps(texts: &[String]) -> BTreeSet<String> {
    let pieces = texts.iter().flat_map(|text| text.split("{{").skip(1));
    pieces.filter_map(|piece| Some(piece.split_once("}}")?.0.trim().to_owned())).collect()
}

#[test]
fn both_languages_have_the_same_words() {
    let names = |language: &str| {
        let folder = format!("app/locales/{language}");
        let files = below(&folder).into_iter().map(|path| path[folder.len() + 1..].to_owned());
        files.collect::<Vec<_>>()
    };
    let (italian, english) = (names("it"), names("en"));
    assert_eq!(italian, english);
    assert!(italian.iter().any(|name| name == "common.json"));
    for name in italian.iter().filter(|name| name.ends_with(".json")) {
        let it = words(&format!("app/locales/it/{name}"));
        let en = words(&format!("app/locales/en/{name}"));
        let keys = |words: &BTreeMap<String, Vec<String>>| words.keys().cloned().collect::<BTreeSet<_>>();
        let differing: Vec<String> = keys(&it).symmetric_difference(&keys(&en)).cloned().collect();
        assert_eq!(differing, Vec::<String>::new(), "{name}");
        for (key, texts) in &it {
            assert!(texts.iter().chain(&en[key]).all(|text| !text.trim().is_empty()), "{name}: {key} is empty");
            assert_eq!(gaps(texts), gaps(&en[key]), "{name}: {key}");
        }
    }
}

#[test]
fn a_difference_in_words_would_be_found() {
    let mut found = BTreeMap::new();
    let words = serde_json::json!({"a": {"b_one": "{{ count }} x", "b_other": "{{ n }} x"}});
    flat(&words, "", &mut found);
    assert_eq!(found.keys().collect::<Vec<_>>(), ["a.b"]);
    assert_eq!(gaps(&found["a.b"]), ["count", "n"].map(str::to_owned).into());
}
