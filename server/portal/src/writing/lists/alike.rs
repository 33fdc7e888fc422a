// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Titles that look alike: the same but for accents, case and signs, or with most of their words in common.

use domain::Slug;

/// The shortest word that counts, in letters: articles and prepositions are left out.
const SHORTEST: usize = 3;

/// Titles against which others are held.
#[derive(Debug, Default)]
pub(super) struct Titles(Vec<Title>);

#[derive(Debug)]
struct Title {
    text: String,
    slug: Slug,
    words: Vec<String>,
}

impl Title {
    fn of(text: &str) -> Self {
        let slug = Slug::of(text);
        let mut words: Vec<String> =
            slug.as_str().split('-').filter(|word| word.len() >= SHORTEST).map(str::to_owned).collect();
        words.sort_unstable();
        words.dedup();
        Self { text: text.to_owned(), slug, words }
    }

    /// Four of five words are in both.
    fn is_like(&self, other: &Self) -> bool {
        if self.slug == other.slug {
            return true;
        }
        let shared = self.words.iter().filter(|word| other.words.binary_search(word).is_ok()).count();
        let (own, others) = (self.words.len(), other.words.len());
        own > 1 && others > 1 && shared * 10 >= (own + others) * 4
    }
}

impl Titles {
    pub(super) fn add(&mut self, title: &str) {
        self.0.push(Title::of(title));
    }

    /// The first title that is like this one.
    pub(super) fn like(&self, title: &str) -> Option<&str> {
        let title = Title::of(title);
        self.0.iter().find(|known| known.is_like(&title)).map(|known| known.text.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_alike_whatever_their_accents_and_small_words() {
        let mut titles = Titles::default();
        titles.add("La mensa scolastica prenotata dal telefono");
        for like in [
            "la mensa scolastica, prenotata dal telefono!",
            "Mensa scolastica prenotata con il telefono",
            "MENSA SCOLASTICA PRENOTATA DAL TELEFONO",
        ] {
            assert!(titles.like(like).is_some(), "{like}");
        }
        for other in ["La mensa", "Orti urbani", "La mensa aziendale prenotata dal computer", ""] {
            assert_eq!(titles.like(other), None, "{other}");
        }
    }

    #[test]
    fn a_title_of_one_word_is_like_itself_only() {
        let mut titles = Titles::default();
        titles.add("Nidi");
        assert_eq!(titles.like("nidi"), Some("Nidi"));
        assert_eq!(titles.like("Nidi gratis"), None);
    }
}
