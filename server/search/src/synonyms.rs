// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Groups of words and phrases that mean the same: `lavoro agile`, `smart working`.

use std::collections::HashMap;

use domain::Language;

use crate::stems::{is_stop_word, stem};
use crate::words::Words;

/// Words of the longest form that is looked for in a query.
pub(crate) const LONGEST_FORM: usize = 6;
/// Forms of one group that are used; more would make a search slow.
const MOST_FORMS: usize = 8;

/// The groups in force.
#[derive(Clone, Debug, Default)]
pub(crate) struct Synonyms {
    groups: Vec<Vec<Vec<String>>>,
    by_stems: HashMap<(Language, String), usize>,
}

impl Synonyms {
    /// Takes the groups in; a form without any word is left out.
    pub(crate) fn of(groups: &[Vec<String>]) -> Self {
        let mut synonyms = Self::default();
        for group in groups {
            let forms: Vec<&String> = group.iter().take(MOST_FORMS).collect();
            let number = synonyms.groups.len();
            for language in Language::ALL {
                for form in &forms {
                    let stems: Vec<String> = stems_of(form, *language);
                    if !stems.is_empty() && stems.len() <= LONGEST_FORM {
                        synonyms.by_stems.entry((*language, stems.join(" "))).or_insert(number);
                    }
                }
            }
            synonyms.groups.push(
                forms
                    .iter()
                    .map(|form| Words::of(form).map(|word| word.folded).collect())
                    .filter(|words: &Vec<String>| !words.is_empty())
                    .collect(),
            );
        }
        synonyms
    }

    /// The forms, each as its folded words, of the group that these stems belong to.
    pub(crate) fn forms(&self, stems: &[&str], language: Language) -> &[Vec<String>] {
        if self.groups.is_empty() {
            return &[];
        }
        self.by_stems.get(&(language, stems.join(" "))).map_or(&[], |number| self.groups[*number].as_slice())
    }
}

fn stems_of(form: &str, language: Language) -> Vec<String> {
    Words::of(form)
        .filter(|word| !is_stop_word(&word.folded, language))
        .map(|word| stem(&form[word.start..word.end], &word.folded, language))
        .collect()
}
