// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The judged sets are answered as well as they were when the ranking was tuned.

use std::io::Write;
use std::path::Path;

#[path = "judged/sets.rs"]
mod judged;

use judged::{Question, Set, measure};

/// Every so many questions are asked, so that an unoptimised build is quick enough.
const EVERY: usize = 3;

/// Set, least MRR@10 for clean questions, and for those with a wrong letter: slightly under what
/// was measured on these questions; `examples/quality.rs` asks all of them.
const LEAST: [(&str, f64, f64); 2] = [("squad-it", 0.82, 0.81), ("ate-it", 0.88, 0.87)];

#[test]
fn the_judged_sets_are_answered_well() {
    let Ok(shared) = std::env::var("INNESTO_SHARED") else {
        // Not by `eprintln!`, which is shown for failed tests only.
        let why = "left out: INNESTO_SHARED doesn't name the folder with the judged sets";
        writeln!(std::io::stderr(), "the_judged_sets_are_answered_well: {why}").unwrap();
        return;
    };
    for (name, least_clean, least_typo) in LEAST {
        let set = Set::read(&Path::new(&shared).join("search").join(name)).unwrap();
        let index = set.index().unwrap();
        let clean = measure(&index.searcher, &some(&set.clean), &set.judgements).unwrap();
        let typo = measure(&index.searcher, &some(&set.typo), &set.judgements).unwrap();
        eprintln!("{name}: {:.4} clean, {:.4} with a wrong letter", clean.mrr, typo.mrr);
        assert!(clean.mrr >= least_clean, "{name} clean {:.4}", clean.mrr);
        assert!(typo.mrr >= least_typo, "{name} typo {:.4}", typo.mrr);
        assert!(clean.unanswered < 0.01, "{name} unanswered {:.4}", clean.unanswered);
    }
}

fn some(questions: &[Question]) -> Vec<Question> {
    questions.iter().step_by(EVERY).cloned().collect()
}
