// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Reads what a reader typed: words, "phrases", -exclusions and operators. Nothing nests.

use crate::words::{Joint, Words};

/// Characters of a query that are read.
pub const MOST_CHARACTERS: usize = 256;
/// Words of a query that are read, those of phrases and exclusions included.
pub const MOST_WORDS: usize = 16;

/// What an operator narrows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operator {
    /// `tema:`, `theme:`
    Theme,
    /// `regione:`, `region:`
    Region,
    /// `ente:`, `organisation:`
    Organisation,
    /// `tipo:`, `type:`
    Kind,
    /// `fase:`, `phase:`
    Phase,
    /// `anno:`, `year:`, a single year
    Year,
    /// `anno>=`, `year>=`
    YearFrom,
    /// `anno<=`, `year<=`
    YearTo,
}

/// The words by which operators are written, Italian and English.
const OPERATORS: &[(&str, Operator)] = &[
    ("tema:", Operator::Theme),
    ("theme:", Operator::Theme),
    ("regione:", Operator::Region),
    ("region:", Operator::Region),
    ("ente:", Operator::Organisation),
    ("organisation:", Operator::Organisation),
    ("organization:", Operator::Organisation),
    ("tipo:", Operator::Kind),
    ("type:", Operator::Kind),
    ("fase:", Operator::Phase),
    ("phase:", Operator::Phase),
    ("anno>=", Operator::YearFrom),
    ("year>=", Operator::YearFrom),
    ("anno<=", Operator::YearTo),
    ("year<=", Operator::YearTo),
    ("anno:", Operator::Year),
    ("year:", Operator::Year),
];

/// A word as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// As written.
    pub written: String,
    /// Lower case, without accents.
    pub folded: String,
    /// Whether a hyphen or underscore joins it to the word before.
    pub joined: bool,
    /// Where it stands in `Reading::text`, in bytes.
    pub(crate) place: (usize, usize),
}

/// A query as it was understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// What was read, cut to `MOST_CHARACTERS`.
    pub text: String,
    /// The free words, any of which may match.
    pub words: Vec<Typed>,
    /// Phrases that must occur, each as its words.
    pub phrases: Vec<Vec<Typed>>,
    /// Words and phrases that may not occur.
    pub excluded: Vec<Vec<Typed>>,
    /// Operators with their values as written.
    pub operators: Vec<(Operator, String)>,
    /// Whether something was left out because it was too much.
    pub cut: bool,
}

/// Reads a query. Every text is a query; cost is bounded by its first 256 characters.
pub fn read(text: &str) -> Reading {
    let end = text.char_indices().nth(MOST_CHARACTERS).map_or(text.len(), |(at, _)| at);
    let mut reading = Reading { text: text[..end].to_owned(), cut: end < text.len(), ..Reading::default() };
    let mut left = MOST_WORDS;
    let pieces = pieces(&text[..end]);
    for piece in pieces {
        let typed = typed(&piece, &mut left, &mut reading.cut);
        match piece.role {
            Role::Operator(operator) => {
                let value = piece.text.trim();
                if !value.is_empty() && reading.operators.len() < MOST_WORDS {
                    reading.operators.push((operator, value.to_owned()));
                }
            }
            _ if typed.is_empty() => {}
            Role::Excluded => reading.excluded.push(typed),
            Role::Phrase => reading.phrases.push(typed),
            Role::Words => reading.words.extend(typed),
        }
    }
    reading
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Words,
    Phrase,
    Excluded,
    Operator(Operator),
}

/// A part of the query between spaces, or between quotation marks.
#[derive(Debug)]
struct Piece<'t> {
    role: Role,
    start: usize,
    text: &'t str,
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let blank = rest.len() - rest.trim_start().len();
        if blank > 0 {
            at += blank;
            continue;
        }
        let (mut role, mut skipped) = role(rest);
        let body = &rest[skipped..];
        let quoted = body.chars().next().and_then(closing_mark);
        let (length, behind) = match quoted {
            Some((opening, closing)) => {
                skipped += opening;
                let inner = &body[opening..];
                let length = inner.find(closing).unwrap_or(inner.len());
                let behind = inner[length..].chars().next().map_or(0, char::len_utf8);
                (length, behind)
            }
            None => (body.find(ends_piece).unwrap_or(body.len()), 0),
        };
        if quoted.is_some() && role == Role::Words {
            role = Role::Phrase;
        }
        let start = at + skipped;
        pieces.push(Piece { role, start, text: &text[start..start + length] });
        at = start + length + behind;
    }
    pieces
}

/// A bare piece ends at a space or where a quotation begins.
fn ends_piece(sign: char) -> bool {
    sign.is_whitespace() || closing_mark(sign).is_some()
}

/// What a quotation mark is closed by, with its own length in bytes.
fn closing_mark(sign: char) -> Option<(usize, char)> {
    let closing = match sign {
        '"' => '"',
        '«' => '»',
        '“' | '”' | '„' => '”',
        _ => return None,
    };
    Some((sign.len_utf8(), closing))
}

/// What a piece is for, and how many bytes say so.
fn role(rest: &str) -> (Role, usize) {
    if let Some(after) = rest.strip_prefix('-')
        && after.starts_with(|sign: char| sign.is_alphanumeric() || closing_mark(sign).is_some())
    {
        return (Role::Excluded, 1);
    }
    for (written, operator) in OPERATORS {
        let begins = rest.get(..written.len()).is_some_and(|start| start.eq_ignore_ascii_case(written));
        if begins {
            return (Role::Operator(*operator), written.len());
        }
    }
    (Role::Words, 0)
}

fn typed(piece: &Piece<'_>, left: &mut usize, cut: &mut bool) -> Vec<Typed> {
    if matches!(piece.role, Role::Operator(_)) {
        return Vec::new();
    }
    let mut typed = Vec::new();
    for word in Words::of(piece.text) {
        if word.folded.is_empty() {
            continue;
        }
        if *left == 0 {
            *cut = true;
            break;
        }
        *left -= 1;
        typed.push(Typed {
            written: piece.text[word.start..word.end].to_owned(),
            folded: word.folded,
            joined: word.joint == Joint::Hyphen,
            place: (piece.start + word.start, piece.start + word.end),
        });
    }
    typed
}
