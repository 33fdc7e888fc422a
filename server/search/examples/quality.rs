// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Prints how well the judged sets are answered: `quality [FOLDER]`, else `INNESTO_SHARED`/search.

use std::path::{Path, PathBuf};
use std::time::Instant;

#[path = "../tests/judged/sets.rs"]
mod judged;

use judged::{Set, measure};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = folder().ok_or("name the folder of the judged sets")?;
    println!("{:<10} {:<6} {:>7} {:>9} {:>10}", "set", "", "MRR@10", "no answer", "ms/search");
    for name in ["squad-it", "ate-it", "cranfield"] {
        let set = Set::read(&folder.join(name))?;
        let index = set.index()?;
        for (kind, questions) in [("clean", &set.clean), ("typo", &set.typo)] {
            let start = Instant::now();
            let measured = measure(&index.searcher, questions, &set.judgements)?;
            let each = start.elapsed().as_secs_f64() * 1e3 / questions.len() as f64;
            println!("{name:<10} {kind:<6} {:>7.4} {:>8.2}% {each:>10.3}", measured.mrr, measured.unanswered * 100.0);
        }
    }
    Ok(())
}

fn folder() -> Option<PathBuf> {
    match std::env::args().nth(1) {
        Some(folder) => Some(PathBuf::from(folder)),
        None => std::env::var("INNESTO_SHARED").ok().map(|one| Path::new(&one).join("search")),
    }
}
