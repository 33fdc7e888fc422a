// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Names of members as columns: what a search compares, and where a name stands in a list.

use domain::Slug;
use domain::member::Member;

/// The words of both names, each behind a hyphen, so that the start of a word can be looked for.
pub(crate) fn words_of(member: &Member) -> String {
    words(&format!("{} {}", member.first_name, member.last_name)).iter().map(|word| format!("-{word}")).collect()
}

/// By last name, then by first name, whatever the collation of the database.
pub(crate) fn filed_as(member: &Member) -> String {
    // A comma comes before the hyphen and before all letters.
    format!("{},{}", words(&member.last_name).join("-"), words(&member.first_name).join("-"))
}

/// The words of a text without accents and capitals, as slugs have them; a word in letters that slugs do not have
/// keeps them. No word has a `%` or a `_`.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    for word in text.split_whitespace() {
        // The letter in front keeps a reserved word as it is, and an empty one empty.
        let folded = Slug::of(&format!("x {word}"));
        let mut parts = folded.as_str().split('-').skip(1).map(str::to_owned).peekable();
        if parts.peek().is_some() {
            all.extend(parts);
        } else {
            all.push(word.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect());
        }
    }
    all.retain(|word| !word.is_empty());
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lose_accents_and_capitals_and_whatever_could_be_a_pattern() {
        assert_eq!(words("  D'Angelo Niccolò MÜLLER-Weiß "), ["d", "angelo", "niccolo", "muller", "weiss"]);
        assert_eq!(words("Ελένη %_ Nuova 日本"), ["ελένη", "nuova", "日本"]);
        assert!(words("% _ --").is_empty());
    }
}
