// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Which crate may name which: the arrows of the house, and the one home of each large library.

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::{DependencyKind, MetadataCommand};

use crate::files::{below, text};

/// The crates of the workspace, each with those that it may name.
const ARROWS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("migrations", &[]),
    ("documents", &["domain"]),
    ("markdown", &[]),
    ("store", &["domain"]),
    ("search", &["domain"]),
    ("portal", &["documents", "domain", "markdown", "search", "store"]),
    ("app", &["domain", "markdown", "portal"]),
    ("server", &["app", "documents", "domain", "migrations", "portal", "search", "store"]),
    ("frontend", &["app"]),
];

/// Libraries with the crates that may name them; nobody else may.
const HOMES: &[(&str, &[&str])] = &[
    ("sea-orm", &["store"]),
    ("sea-orm-migration", &["migrations"]),
    ("tantivy", &["search"]),
    ("frostem", &["search"]),
    ("ammonia", &["markdown"]),
    ("pulldown-cmark", &["markdown"]),
    ("axum", &["app", "server"]),
    ("leptos_axum", &["app", "server"]),
    ("leptos_router", &["app"]),
    ("hyper", &["server"]),
    ("clap", &["server"]),
    ("lettre", &["server"]),
    ("leptos", &["app", "frontend", "server"]),
    ("tokio", &["documents", "portal", "server", "store"]),
    ("oauth2", &["server"]),
    ("openidconnect", &["server"]),
    ("reqwest", &["documents", "server"]),
    ("object_store", &["documents"]),
    ("image", &["documents"]),
];

/// What tests may name beside that, and why.
const IN_TESTS: &[(&str, &str)] = &[
    // Databases are made and looked into.
    ("portal", "sea-orm"),
    ("server", "sea-orm"),
    ("portal", "migrations"),
    ("store", "migrations"),
    // Photos to bring are drawn, and those that are kept are looked at.
    ("portal", "image"),
];

/// Who names whom: crate, what it names, whether its tests alone do.
type Edges = BTreeMap<String, BTreeSet<(String, bool)>>;

fn edges() -> Edges {
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.toml");
    let metadata = MetadataCommand::new().manifest_path(manifest).no_deps().exec().unwrap();
    let packages = metadata.packages.iter().map(|package| {
        let named = package.dependencies.iter().map(|one| (one.name.clone(), one.kind == DependencyKind::Development));
        (package.name.to_string(), named.collect())
    });
    packages.collect()
}

/// Everything that breaks a rule, in words.
fn breaches(edges: &Edges) -> Vec<String> {
    let crates: BTreeSet<&str> = ARROWS.iter().map(|(name, _)| *name).collect();
    let mut found = Vec::new();
    for (name, named) in edges {
        let Some((_, allowed)) = ARROWS.iter().find(|(known, _)| known == name) else {
            found.push(format!("{name} has no line in ARROWS"));
            continue;
        };
        for (other, in_tests) in named {
            let excused = *in_tests && IN_TESTS.contains(&(name.as_str(), other.as_str()));
            let is_ours = crates.contains(other.as_str());
            if is_ours && !allowed.contains(&other.as_str()) && !excused {
                found.push(format!("{name} names {other}"));
            }
            let home = HOMES.iter().find(|(library, _)| library == other);
            if home.is_some_and(|(_, homes)| !homes.contains(&name.as_str())) && !excused {
                found.push(format!("{name} names {other}, which has another home"));
            }
        }
    }
    found
}

#[test]
fn crates_name_only_what_they_may() {
    assert_eq!(breaches(&edges()), Vec::<String>::new());
}

#[test]
fn every_name_in_the_rules_is_a_crate_that_somebody_names() {
    let edges = edges();
    let ours: BTreeSet<&str> = edges.keys().map(String::as_str).collect();
    let ruled: BTreeSet<&str> = ARROWS.iter().map(|(name, _)| *name).collect();
    assert_eq!(ours, ruled);
    for (name, allowed) in ARROWS {
        assert!(allowed.iter().all(|other| ours.contains(other)), "{name}: {allowed:?}");
    }
    for (library, homes) in HOMES {
        for home in *homes {
            let names = edges[*home].iter().any(|(named, _)| named == library);
            assert!(names, "{home} no longer names {library}: take the line out");
        }
    }
    for (name, other) in IN_TESTS {
        assert!(
            edges[*name].contains(&((*other).to_owned(), true)),
            "{name} no longer needs {other}: take the line out"
        );
    }
}

#[test]
fn what_providers_of_identities_say_is_read_in_one_place() {
    let names = |path: &String| {
        let text = text(path);
        ["oauth2::", "openidconnect::", "reqwest::"].iter().any(|library| text.contains(library))
    };
    let sources = below("").into_iter().filter(|path| path.ends_with(".rs") && path.contains("src/"));
    let naming: Vec<String> = sources.filter(names).collect();
    assert!(naming.contains(&"server/src/sign_in/known.rs".to_owned()), "{naming:?}");
    let elsewhere: Vec<&String> = naming.iter().filter(|path| !path.starts_with("server/src/sign_in")).collect();
    assert_eq!(elsewhere, Vec::<&String>::new());
}

#[test]
fn a_planted_breach_is_found() {
    for (name, other) in [
        ("domain", "tokio"),
        ("domain", "leptos"),
        ("domain", "axum"),
        ("domain", "sea-orm"),
        ("domain", "tantivy"),
        ("store", "search"),
        ("search", "store"),
        ("markdown", "domain"),
        ("portal", "app"),
        ("app", "store"),
        ("migrations", "domain"),
        ("server", "ammonia"),
        ("portal", "openidconnect"),
        ("app", "oauth2"),
        ("portal", "reqwest"),
        ("server", "image"),
        ("frontend", "portal"),
    ] {
        for in_tests in [false, true] {
            let mut edges = edges();
            edges.get_mut(name).unwrap().insert((other.to_owned(), in_tests));
            let found = breaches(&edges);
            assert!(
                !found.is_empty() && found.iter().all(|one| one.starts_with(&format!("{name} names {other}"))),
                "{found:?}"
            );
        }
    }
    let mut stranger = edges();
    stranger.insert("helpers".to_owned(), BTreeSet::new());
    assert_eq!(breaches(&stranger), ["helpers has no line in ARROWS"]);
}
