// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! No text of 64 KiB takes longer than 50 ms: one that is made by chance, by changing what took long, or that is kept in
//! `tests/seeds` because it did.

mod chance;
mod recipe;
mod stock;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use markdown::{LONGEST_TEXT, render};

use crate::costly::time;
use crate::oracle::fault;
use chance::Chance;
use recipe::Recipe;
use stock::Stock;

/// How long a text may take in a release build. Without optimisation the parsers take some thirty times as long, on a
/// machine that tests something else besides: there, the limit catches what grows with the square of the text (64 KiB of
/// `>` once took 28 s in a release build), and the 50 ms are proved by `make prove`.
const LIMIT: Duration = Duration::from_millis(if cfg!(debug_assertions) { 3_000 } else { 50 });

/// How many of the slowest texts are changed further.
const KEPT: usize = 24;

/// The best of three times: the machine may be busy. One that is good enough is enough.
fn best_of_three(text: &str, enough: Duration) -> Duration {
    let mut best = Duration::MAX;
    for _ in 0..3 {
        best = best.min(time(|| drop(render(text))));
        if best <= enough {
            break;
        }
    }
    best
}

/// The recipes that are kept, by name.
fn seeds() -> Vec<(String, Recipe)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/seeds");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    paths.sort();
    let read = |path: &PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let recipe = Recipe::read(&std::fs::read_to_string(path).unwrap());
        (name, recipe.unwrap())
    };
    paths.iter().map(read).collect()
}

/// Fails where what comes out of a text could do harm.
fn is_harmless(recipe: &Recipe, text: &str) {
    if let Ok(html) = render(text) {
        assert_eq!(fault(html.as_str()), None, "\n{recipe}");
    }
}

#[test]
fn the_kept_seeds_come_out_in_time_and_harmless() {
    drop(render("a"));
    let seeds = seeds();
    assert!(seeds.len() >= 19, "{}", seeds.len());
    for (name, recipe) in seeds {
        let text = recipe.made(LONGEST_TEXT);
        assert!(text.len() > LONGEST_TEXT - 64, "{name}: {}", text.len());
        let took = best_of_three(&text, LIMIT);
        assert!(took <= LIMIT, "{name}: {took:?}");
        is_harmless(&recipe, &text);
    }
}

#[test]
fn texts_made_by_chance_come_out_in_time_and_harmless() {
    /// What is not optimised gets an eighth.
    const FULL: usize = if cfg!(debug_assertions) { LONGEST_TEXT / 8 } else { LONGEST_TEXT };
    drop(render("a"));
    let (stock, mut chance) = (Stock::new(), Chance::new(1));
    for _ in 0..100 {
        let recipe = stock.fresh(&mut chance);
        let text = recipe.made(FULL);
        let took = best_of_three(&text, LIMIT);
        assert!(took <= LIMIT, "{took:?}:\n{recipe}");
        is_harmless(&recipe, &text);
    }
}

/// A whole number out of the environment.
fn asked(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|value| value.parse().unwrap())
}

/// Searches for `INNESTO_FUZZ_SECONDS` (600), beginning with `INNESTO_FUZZ_SEED`. What it finds is written to the tests'
/// folder for temporary files; its recipe belongs into `tests/seeds`.
#[test]
#[ignore = "searches for ten minutes; for a release build: make prove"]
fn prove_that_no_text_takes_too_long() {
    let until = Instant::now() + Duration::from_secs(asked("INNESTO_FUZZ_SECONDS").unwrap_or(600));
    let since_1970 = SystemTime::UNIX_EPOCH.elapsed().unwrap().as_secs();
    let seed = asked("INNESTO_FUZZ_SEED").unwrap_or(since_1970);
    println!("INNESTO_FUZZ_SEED={seed}");
    drop(render("a"));
    let (stock, mut chance) = (Stock::new(), Chance::new(seed));
    let mut kept = Vec::new();
    seeds().into_iter().for_each(|(_, recipe)| keep(&mut kept, recipe));
    let mut tried = kept.len();
    while Instant::now() < until {
        let recipe = match chance.below(4) {
            0 => stock.fresh(&mut chance),
            _ => stock.changed(&chance.one_of(&kept).1.clone(), &mut chance),
        };
        keep(&mut kept, recipe);
        tried += 1;
    }
    println!("{tried} texts; the slowest:");
    for (took, recipe) in kept.iter().take(5) {
        println!("{took:.1?}\n{recipe}");
    }
}

/// Keeps a recipe if its text is among the slowest; these are sorted, the slowest first.
fn keep(kept: &mut Vec<(Duration, Recipe)>, recipe: Recipe) {
    let text = recipe.made(LONGEST_TEXT);
    let quickest =
        if kept.len() < KEPT { Duration::ZERO } else { kept.last().map_or(Duration::ZERO, |(took, _)| *took) };
    let mut took = best_of_three(&text, quickest);
    if took > LIMIT {
        took = took.min(best_of_three(&text, LIMIT));
    }
    assert!(took <= LIMIT, "{took:?} for {}:\n{recipe}", written(&text).display());
    is_harmless(&recipe, &text);
    if took > quickest && kept.iter().all(|(_, other)| *other != recipe) {
        kept.push((took, recipe));
        kept.sort_by_key(|(took, _)| std::cmp::Reverse(*took));
        kept.truncate(KEPT);
    }
}

/// Writes a text that failed where it can be looked at.
fn written(text: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("slow.md");
    std::fs::write(&path, text).unwrap();
    path
}
