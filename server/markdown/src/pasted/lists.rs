// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Lists that are none: paragraphs that begin with a bullet or a number.

/// Signs that programs draw before the entries of a list.
const BULLETS: [char; 15] = ['•', '·', '▪', '▫', '■', '□', '◦', '○', '●', '‣', '⁃', '∙', '➢', '✓', '\u{f0b7}'];

/// Letters that are bullets in Word's fonts of signs, when a tab comes after them.
const DRAWN: [char; 6] = ['o', '§', 'Ø', 'ü', 'v', 'q'];

/// The sign before an entry of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marker {
    Bullet,
    Number(u32),
}

impl Marker {
    /// The sign as Markdown has it, with the space after it.
    pub(super) fn written(self) -> String {
        match self {
            Self::Bullet => "- ".to_owned(),
            Self::Number(number) => format!("{number}. "),
        }
    }
}

/// The words after a bullet that Markdown does not know.
pub(super) fn after_bullet(line: &str) -> Option<&str> {
    let first = line.chars().next()?;
    let rest = &line[first.len_utf8()..];
    let is_bullet = BULLETS.contains(&first) && rest.starts_with(char::is_whitespace);
    let is_drawn = DRAWN.contains(&first) && rest.starts_with('\t');
    (is_bullet || is_drawn).then(|| rest.trim_start()).filter(|words| !words.is_empty())
}

/// The marker of a line, as people type it, and the words after it. Not the dash, which also begins what
/// somebody says.
pub(super) fn typed(line: &str) -> Option<(Marker, &str)> {
    if let Some(words) = after_bullet(line).or_else(|| line.strip_prefix("- ")) {
        return Some((Marker::Bullet, words));
    }
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if !(1..=3).contains(&digits) {
        return None;
    }
    let words = line[digits..].strip_prefix(['.', ')'])?.strip_prefix(' ')?;
    Some((Marker::Number(line[..digits].parse().ok()?), words))
}

/// What Word draws before an entry: `·`, `o`, `1.`, `a)`, `IV.`. Letters count on from the entry before.
pub(super) fn drawn(sign: &str, before: Option<u32>) -> Marker {
    let sign = sign.trim();
    let word = sign.trim_start_matches('(').trim_end_matches(['.', ')', '-', '°']);
    if let Ok(number) = word.rsplit('.').next().unwrap_or_default().parse::<u32>() {
        return Marker::Number(number.min(999_999));
    }
    let is_letters = word.len() < sign.len() && (1..=6).contains(&word.len());
    if is_letters && word.chars().all(|c| c.is_ascii_alphabetic()) {
        return Marker::Number(before.unwrap_or(0).saturating_add(1));
    }
    Marker::Bullet
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bullets_and_numbers_are_told_from_words() {
        assert_eq!(typed("• a"), Some((Marker::Bullet, "a")));
        assert_eq!(typed("- a"), Some((Marker::Bullet, "a")));
        assert_eq!(typed("12) a"), Some((Marker::Number(12), "a")));
        for words in ["a", "2021. Un anno", "1.5 milioni", "-a", "o forse no", "– Sì", "•", "·a"] {
            assert_eq!(typed(words), None, "{words}");
        }
        assert_eq!(after_bullet("o\ta"), Some("a"));
        assert_eq!(after_bullet("§\t a"), Some("a"));
    }

    #[test]
    fn what_word_draws_is_a_bullet_or_a_number() {
        for (sign, marker) in [
            ("· ", Marker::Bullet),
            ("o", Marker::Bullet),
            ("3.", Marker::Number(3)),
            ("2.4.", Marker::Number(4)),
            ("b)", Marker::Number(8)),
            ("(iv)", Marker::Number(8)),
            ("", Marker::Bullet),
        ] {
            assert_eq!(drawn(sign, Some(7)), marker, "{sign}");
        }
    }
}
