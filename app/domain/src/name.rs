// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Names of people and bodies: what they may be made of, and which of them look alike.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_security::skeleton;

use crate::member::NAME_MAX;
use crate::text::{self, Fault, Problem};

/// The most marks that one letter may carry; no language needs more.
const MARKS_MAX: usize = 3;

/// Brings a person's name into the form in which it is kept, and refuses what is no name.
pub(crate) fn person(field: &str, name: &mut String, problems: &mut Vec<Problem>) {
    text::line(field, name, NAME_MAX, problems);
    let odd = |c: char| c.is_ascii_digit() || "<>{}[]|\\^~@#$%&*=+_/:;!?\"()".contains(c) || is_private_or_symbol(c);
    if name.chars().any(odd) || has_flood(name) || (!name.is_empty() && !name.chars().any(char::is_alphabetic)) {
        problems.push(Problem::new(field, Fault::invalid("letters, spaces, apostrophes and hyphens")));
    }
}

/// Characters for private use, pictures, line drawing: nothing that a name is written with.
fn is_private_or_symbol(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2BFF}' | '\u{E000}'..='\u{F8FF}' | '\u{FFF0}'..='\u{FFFF}' | '\u{1F000}'..='\u{10FFFF}')
}

/// Whether some letter carries more marks than any language puts on one.
pub fn has_flood(text: &str) -> bool {
    let mut run = 0;
    text.nfd().any(|c| {
        run = if is_combining_mark(c) { run + 1 } else { 0 };
        run > MARKS_MAX
    })
}

/// What a name looks like: two names with the same skeleton can be taken for one another.
///
/// Compatibility forms, capitals, spaces and punctuation do not count; look-alikes of other scripts are folded by the
/// table of Unicode Technical Standard 39.
pub fn looks(name: &str) -> String {
    let folded: String = name.nfkc().collect::<String>().to_lowercase();
    let plain: String = skeleton(&folded).filter(|c| c.is_alphanumeric()).collect();
    plain.to_lowercase()
}

/// Whether a name is told by some words: each stands in it whole. A part of a word could be meant for anything. Accents
/// make no difference.
pub fn is_told_by(name: &str, words: &str) -> bool {
    let whole = |text: &str| -> Vec<String> {
        let plain: String = text.nfd().filter(|c| !is_combining_mark(*c)).collect();
        let words = plain.split(|c: char| !c.is_alphanumeric()).map(looks);
        words.filter(|word| !word.is_empty()).collect()
    };
    let (of_name, told) = (whole(name), whole(words));
    !told.is_empty() && told.iter().all(|word| of_name.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person_problems(text: &str) -> (String, usize) {
        let (mut name, mut problems) = (text.to_owned(), Vec::new());
        person("name", &mut name, &mut problems);
        (name, problems.len())
    }

    #[test]
    fn a_name_is_told_by_whole_words_of_it_and_not_by_a_part_of_one() {
        let name = "Unione dei Comuni del Distretto Ceramico (MO)";
        for words in ["Distretto Ceramico", "ceramico, distretto", "CERAMICO", "unione  mo", "dei comuni"] {
            assert!(is_told_by(name, words), "{words}");
        }
        assert!(is_told_by("Città di Castello", "citta castello") && is_told_by("Citta di Castello", "Città"));
        for words in ["x", "Distr", "Distretto Cer", "Comune Ceramico", "", " - ", "Distretto Ceramico Modena"] {
            assert!(!is_told_by(name, words), "{words}");
        }
    }

    #[test]
    fn names_of_people_of_all_europe_are_taken() {
        for good in
            ["Niccolò", "D'Angelo", "D’Angelo", "Müller-Lüdenscheidt", "Şerban", "Jānis", "Óscar", "Ελένη", "Łukasz"]
        {
            assert_eq!(person_problems(good), (good.to_owned(), 0));
        }
    }

    #[test]
    fn what_is_no_name_is_refused() {
        for bad in ["<b>Ada</b>", "Ada1", "http://x", "a@b", "🙂", "---", "A\u{301}\u{301}\u{301}\u{301}", "\u{E000}x"]
        {
            assert_eq!(person_problems(bad).1, 1, "{bad}");
        }
        assert_eq!(person_problems(&"x".repeat(61)).1, 1);
    }

    #[test]
    fn names_that_look_alike_have_one_skeleton() {
        for other in ["COMUNE DI FIRENZE", "Comune di Firenze.", "Соmune di Firenze", "Ｃomune  di Firenze"] {
            assert_eq!(looks(other), looks("Comune di Firenze"), "{other}");
        }
        assert_ne!(looks("Comune di Fiesole"), looks("Comune di Firenze"));
    }
}
