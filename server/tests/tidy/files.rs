// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Headers, lengths, and words that may stand in one file only.

use std::fs;
use std::path::{Path, PathBuf};

/// Folders that are made, not written.
const MADE: &[&str] = &["target", "node_modules", ".git", ".cache", "data", "test-results", "playwright-report"];
/// The longest file, in lines.
const LINES_MAX: usize = 400;

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// All files below a folder of the repository, by their path in it.
pub fn below(folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![root().join(folder)];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                if !MADE.contains(&name.as_str()) {
                    open.push(path);
                }
            } else {
                found.push(path.strip_prefix(root()).unwrap().to_string_lossy().into_owned());
            }
        }
    }
    found.sort();
    found
}

pub fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn ends_with_any(path: &str, endings: &[&str]) -> bool {
    endings.iter().any(|ending| path.ends_with(ending))
}

/// The files below a folder in whose text something stands.
fn with(folder: &str, wanted: impl Fn(&str) -> bool) -> Vec<String> {
    let sources = below(folder).into_iter().filter(|path| path.ends_with(".rs"));
    sources.filter(|path| wanted(&text(path))).collect()
}

#[test]
fn every_source_file_says_whose_it_is_and_how_it_is_licensed() {
    let is_source = |path: &String| {
        ends_with_any(path, &[".rs", ".scss", ".mjs", ".js", ".ts", ".sh", ".toml", ".yml", ".sql"])
            || path.starts_with("scripts/")
            || path == ".ci/run"
            || path == "Makefile"
    };
    let sources: Vec<String> = below("").into_iter().filter(is_source).collect();
    assert!(sources.len() > 150, "{}", sources.len());
    for kind in [".rs", ".scss", ".mjs", ".ts", "scripts/run"] {
        assert!(sources.iter().any(|path| path.ends_with(kind)), "no {kind} was looked at");
    }
    let without = sources.into_iter().filter(|path| {
        let head: Vec<String> = text(path).lines().take(6).map(str::to_owned).collect();
        let says = |words: &str| head.iter().any(|line| line.contains(words));
        // In two pieces, so that this line is no header.
        !(says(concat!("SPDX-", "FileCopyrightText: ")) && says(concat!("SPDX-", "License-Identifier: ")))
    });
    assert_eq!(without.collect::<Vec<_>>(), Vec::<String>::new());
}

#[test]
fn no_file_is_longer_than_it_may_be() {
    let sources = below("").into_iter().filter(|path| ends_with_any(path, &[".rs", ".scss", ".mjs", ".js", ".ts"]));
    let long: Vec<String> = sources.filter(|path| text(path).lines().count() > LINES_MAX).collect();
    assert_eq!(long, Vec::<String>::new());
}

/// In pages one file, on the server; in the browser one more, which shows what the server's renderer answered.
#[test]
fn html_comes_from_text_in_one_file_on_each_side() {
    let raw = ["app/src/islands/writing/shown.rs", "app/src/parts/raw.rs"];
    assert_eq!(with("app", |text| text.contains("inner_html")), raw);
    let lone = |text: &str| text.contains("<textarea");
    assert_eq!(with("app", lone), ["app/src/parts/raw.rs"]);
}

#[test]
fn the_server_side_is_switched_on_in_one_file() {
    let switch = |text: &str| text.contains("cfg(feature = \"ssr\")");
    assert_eq!(with("app/src", switch), ["app/src/lib.rs"]);
    assert_eq!(text("app/src/lib.rs").matches("cfg(feature").count(), 1);
}

#[test]
fn no_page_brings_style_or_script_of_its_own() {
    // As an attribute of a view, and not as a field of a struct.
    let directive =
        |text: &str| text.split(" style:").skip(1).any(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase()));
    assert_eq!(with("app/src", directive), Vec::<String>::new());
    for forbidden in [" style=", "<style", "onclick=", "onchange=", "onsubmit=", "\"javascript:void"] {
        assert_eq!(with("app/src", |text| text.contains(forbidden)), Vec::<String>::new(), "{forbidden}");
    }
    // The search itself works.
    assert!(!with("app/src", |text| text.contains(" class=")).is_empty());
}

#[test]
fn nobody_switches_a_lint_off_without_saying_why() {
    let allows = |text: &str| {
        text.lines().any(|line| line.trim_start().starts_with("#[allow(") || line.trim_start().starts_with("#![allow("))
    };
    assert_eq!(with("", allows), Vec::<String>::new());
}

#[test]
fn the_time_and_the_identifiers_come_from_parameters() {
    for folder in [
        "app/domain/src",
        "server/store/src",
        "server/search/src",
        "server/markdown/src",
        "server/documents/src",
        "server/portal/src",
    ] {
        for ambient in ["Timestamp::now(", "SystemTime::now(", "Uuid::now_v7(", "Uuid::new_v4(", "std::env::var"] {
            assert_eq!(with(folder, |text| text.contains(ambient)), Vec::<String>::new(), "{ambient}");
        }
    }
}

#[test]
fn every_crate_begins_with_its_readme() {
    for member in [
        "app",
        "app/domain",
        "migrations",
        "server",
        "server/documents",
        "server/markdown",
        "server/portal",
        "server/search",
        "server/store",
    ] {
        assert!(text(&format!("{member}/README.md")).len() > 300, "{member}");
        assert!(text(&format!("{member}/src/lib.rs")).contains("include_str!(\"../README.md\")"), "{member}");
    }
}

#[test]
fn modules_have_no_mod_rs_and_no_empty_names() {
    let sources = below("").into_iter().filter(|path| path.contains("/src/") && path.ends_with(".rs"));
    let empty = [
        "mod", "utils", "util", "helper", "helpers", "manager", "service", "handler", "dto", "info", "data", "item",
        "common", "misc",
    ];
    let bad = sources.filter(|path| {
        let name = Path::new(path).file_stem().unwrap().to_string_lossy().into_owned();
        empty.contains(&name.as_str())
    });
    assert_eq!(bad.collect::<Vec<_>>(), Vec::<String>::new());
}
