// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The readable part of an address: 1 to 120 ASCII characters.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// The longest slug, in characters.
pub const SLUG_MAX: usize = 120;

/// Words that are addresses of their own below `/pratiche`, `/enti` and the like.
const RESERVED: &[&str] =
    &["nuova", "nuovo", "mappa", "confronta", "cerca", "modifica", "elenco", "feed", "api", "en", "esporta", "importa"];

/// The readable part of an address: lower-case ASCII letters, digits and single hyphens.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Slug(String);

impl Slug {
    /// Makes the slug of a title; a title without a letter or digit gives `senza-titolo`.
    ///
    /// A reserved word gets a `-1`.
    pub fn of(title: &str) -> Self {
        let mut text = String::new();
        for c in title.nfkd().flat_map(char::to_lowercase) {
            match c {
                'a'..='z' | '0'..='9' => text.push(c),
                'ß' => text.push_str("ss"),
                'æ' => text.push_str("ae"),
                'ø' => text.push('o'),
                'ł' => text.push('l'),
                '\u{0300}'..='\u{036f}' => {}
                _ if text.ends_with('-') => {}
                _ => text.push('-'),
            }
        }
        text.truncate(SLUG_MAX);
        let trimmed = text.trim_matches('-');
        match trimmed {
            "" => Self("senza-titolo".to_owned()),
            word if RESERVED.contains(&word) => Self(format!("{word}-1")),
            word => Self(word.to_owned()),
        }
    }

    /// The slug with a number behind it, still within the limit: `-2`, `-3`.
    #[must_use]
    pub fn numbered(&self, number: u32) -> Self {
        let ending = format!("-{number}");
        let mut text = self.0.clone();
        text.truncate(SLUG_MAX - ending.len());
        Self(format!("{}{ending}", text.trim_end_matches('-')))
    }

    /// Reads a slug from an address.
    pub fn parse(text: &str) -> Option<Self> {
        let fits = (1..=SLUG_MAX).contains(&text.len());
        let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        (fits && text.bytes().all(allowed)).then(|| Self(text.to_owned()))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Slug {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| format!("not a slug: {text}"))
    }
}

impl From<Slug> for String {
    fn from(slug: Slug) -> Self {
        slug.0
    }
}

impl std::fmt::Display for Slug {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_title_becomes_a_readable_slug() {
        assert_eq!(Slug::of("Città dell’infanzia: più nidi!").as_str(), "citta-dell-infanzia-piu-nidi");
        assert_eq!(Slug::of("Straße & Æther").as_str(), "strasse-aether");
        assert_eq!(Slug::of("日本").as_str(), "senza-titolo");
        assert_eq!(Slug::of("Mappa").as_str(), "mappa-1");
    }

    proptest! {
        #[test]
        fn every_slug_can_be_read_back(title in ".{0,400}", number in 2u32..100_000) {
            let slug = Slug::of(&title);
            prop_assert_eq!(Slug::parse(slug.as_str()), Some(slug.clone()));
            let second = slug.numbered(number);
            prop_assert_eq!(Slug::parse(second.as_str()), Some(second.clone()));
        }
    }
}
