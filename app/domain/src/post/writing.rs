// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Writing a post: what its text may hold (DOMAIN.md, "Others").

use super::mention::{MENTIONS_MAX, mentions};
use crate::practice::writing::LackKind;
use crate::text::{self, Uid};

/// The shortest text of a post, in characters.
pub const BODY_MIN: usize = 2;
/// The longest text of a post, in characters.
pub const BODY_MAX: usize = 10_000;
/// How many documents a post may bring.
pub const DOCUMENTS_MAX: usize = 5;

/// What keeps a text from being sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lack {
    /// The field: `title`, `body`, `audience`; `mentions` and `links` are said beside the text.
    pub field: &'static str,
    /// What is wrong with it.
    pub kind: LackKind,
}

/// A text that can be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// The text as it is kept.
    pub text: String,
    /// The members that it names, each once, in the order of the text. Whether they may read it is another question.
    pub mentions: Vec<Uid>,
}

/// The text of a post as it is kept, by who writes it: `links_max` comes from `moderation::links_max`.
///
/// # Errors
/// It is empty, too short or too long, names too many members, or has too many links; all at once.
pub fn words(text: &str, links_max: usize) -> Result<Words, Vec<Lack>> {
    of_length(text, BODY_MIN, links_max)
}

/// The same for a text of another least length.
pub(crate) fn of_length(text: &str, min: usize, links_max: usize) -> Result<Words, Vec<Lack>> {
    // What is far too long is not looked at any further.
    let most_bytes = BODY_MAX * 4;
    if text.len() > most_bytes {
        let now = text.chars().count();
        return Err(vec![Lack { field: "body", kind: LackKind::TooLong { max: BODY_MAX, now } }]);
    }
    let text = text::plain_text(text).trim_matches('\n').to_owned();
    let mut lacks = Vec::new();
    let length = match text.trim().chars().count() {
        0 => Some(LackKind::Missing),
        now if now < min => Some(LackKind::TooShort { min, now }),
        now if now > BODY_MAX => Some(LackKind::TooLong { max: BODY_MAX, now }),
        _ => None,
    };
    lacks.extend(length.map(|kind| Lack { field: "body", kind }));
    let named = mentions(&text);
    if named.count > MENTIONS_MAX {
        lacks.push(Lack { field: "mentions", kind: LackKind::TooMany { most: MENTIONS_MAX, now: named.count } });
    }
    let links = links(&text);
    if links > links_max {
        lacks.push(Lack { field: "links", kind: LackKind::TooMany { most: links_max, now: links } });
    }
    if lacks.is_empty() { Ok(Words { text, mentions: named.members }) } else { Err(lacks) }
}

/// How many addresses of the web a text has, linked or not.
pub fn links(text: &str) -> usize {
    let lower = text.to_ascii_lowercase();
    let of_scheme = lower.matches("http://").count() + lower.matches("https://").count();
    let bare = lower.match_indices("www.").filter(|(at, _)| {
        let before = lower[..*at].chars().next_back();
        before.is_none_or(|c| !c.is_alphanumeric() && c != '/' && c != '.')
    });
    of_scheme + bare.count()
}
