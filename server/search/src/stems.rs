// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What is particular to a language: its stop words and its stemmer.

use std::collections::HashSet;
use std::sync::LazyLock;

use domain::Language;
use frostem::{Algorithm, Stemmer};

/// The stop words of a language, folded.
fn stop_words(language: Language) -> &'static HashSet<&'static str> {
    static IT: LazyLock<HashSet<&str>> = LazyLock::new(|| lines(include_str!("stop_words/it.txt")));
    static EN: LazyLock<HashSet<&str>> = LazyLock::new(|| lines(include_str!("stop_words/en.txt")));
    static FR: LazyLock<HashSet<&str>> = LazyLock::new(|| lines(include_str!("stop_words/fr.txt")));
    static ES: LazyLock<HashSet<&str>> = LazyLock::new(|| lines(include_str!("stop_words/es.txt")));
    static DE: LazyLock<HashSet<&str>> = LazyLock::new(|| lines(include_str!("stop_words/de.txt")));
    static RO: LazyLock<HashSet<&str>> = LazyLock::new(|| lines(include_str!("stop_words/ro.txt")));
    static LV: LazyLock<HashSet<&str>> = LazyLock::new(|| lines(include_str!("stop_words/lv.txt")));
    match language {
        Language::Italian => &IT,
        Language::English => &EN,
        Language::French => &FR,
        Language::Spanish => &ES,
        Language::German => &DE,
        Language::Romanian => &RO,
        Language::Latvian => &LV,
    }
}

fn lines(list: &'static str) -> HashSet<&'static str> {
    list.lines().filter(|line| !line.is_empty()).collect()
}

/// Whether a folded word says nothing about what a text in this language is about.
pub(crate) fn is_stop_word(folded: &str, language: Language) -> bool {
    stop_words(language).contains(folded)
}

/// The stem of a word. `word` is as written; `folded` is its folded form.
///
/// Italian and English are stemmed after folding, so that `capacita` and `capacità` meet.
/// The others need their accents to find the ending, and are folded after it. Latvian has no
/// stemmer and is only folded.
pub(crate) fn stem(word: &str, folded: &str, language: Language) -> String {
    let algorithm = match language {
        Language::Italian => return Stemmer::new(Algorithm::Italian).stem(folded).into_owned(),
        Language::English => return Stemmer::new(Algorithm::English).stem(folded).into_owned(),
        Language::Latvian => return folded.to_owned(),
        Language::French => Algorithm::French,
        Language::Spanish => Algorithm::Spanish,
        Language::German => Algorithm::German,
        Language::Romanian => Algorithm::Romanian,
    };
    crate::words::fold(&Stemmer::new(algorithm).stem(&word.to_lowercase()))
}
