// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Groups of words that mean the same to who searches.

use serde::{Deserialize, Serialize};

use crate::language::Language;
use crate::text::{self, Fault, Problem, Uid};

/// Words or short phrases that find each other: lavoro agile, smart working, smartworking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Synonym {
    /// Stable identifier.
    pub uid: Uid,
    /// The language that the group is for.
    #[serde(default = "italian")]
    pub language: Language,
    /// Two to twenty words or phrases, of at most four words each.
    pub words: Vec<String>,
}

fn italian() -> Language {
    Language::Italian
}

impl Synonym {
    /// Brings the group into the form in which it is kept and checks it.
    ///
    /// # Errors
    /// Fewer than two or more than twenty entries, or an entry of more than four words or 60 characters.
    pub fn checked(mut self) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        for (at, word) in self.words.iter_mut().enumerate() {
            let field = format!("words[{at}]");
            text::line(&field, word, 60, &mut problems);
            if !(1..=4).contains(&word.split_whitespace().count()) {
                problems.push(Problem::new(field, Fault::invalid("one to four words")));
            }
        }
        if !(2..=20).contains(&self.words.len()) {
            problems.push(Problem::new("words", Fault::invalid("two to twenty entries")));
        }
        if problems.is_empty() { Ok(self) } else { Err(problems) }
    }
}
