// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The judged sets are answered as well as they were when the ranking was tuned.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::path::Path;

mod judged;

use judged::{Set, measure};

/// Set, least MRR@10 for clean questions, and for those with a wrong letter: slightly under what
/// `examples/quality.rs` prints.
const LEAST: [(&str, f64, f64); 2] = [("squad-it", 0.83, 0.82), ("ate-it", 0.86, 0.85)];

#[test]
fn the_judged_sets_are_answered_well() {
    let Ok(shared) = std::env::var("INNESTO_SHARED") else {
        eprintln!("left out: INNESTO_SHARED doesn't name the folder with the judged sets");
        return;
    };
    for (name, least_clean, least_typo) in LEAST {
        let set = Set::read(&Path::new(&shared).join("search").join(name)).unwrap();
        let index = set.index().unwrap();
        let clean = measure(&index.searcher, &set.clean, &set.judgements).unwrap();
        let typo = measure(&index.searcher, &set.typo, &set.judgements).unwrap();
        eprintln!("{name}: {:.4} clean, {:.4} with a wrong letter", clean.mrr, typo.mrr);
        assert!(clean.mrr >= least_clean, "{name} clean {:.4}", clean.mrr);
        assert!(typo.mrr >= least_typo, "{name} typo {:.4}", typo.mrr);
        assert!(clean.unanswered < 0.01, "{name} unanswered {:.4}", clean.unanswered);
    }
}
