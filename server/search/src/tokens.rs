// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! How analysed text is handed to tantivy: one text, a sign before each token. Much smaller than
//! tantivy's own form, and thousands of records may wait for the indexing thread.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// The name under which the schema knows the tokenizer.
pub(crate) const TOKENIZER: &str = "analysed";

/// Positions between two passages, so that no phrase reaches over.
const FAR: usize = 10;

/// Where a token stands in regard to the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// At the same place.
    Beside,
    /// At the next place.
    Next,
    /// In another passage.
    Far,
}

impl Step {
    const ALL: [(Self, u8, usize); 3] = [(Self::Beside, b'\t', 0), (Self::Next, b' ', 1), (Self::Far, b'\n', FAR)];
}

/// Adds a token, which holds letters and digits only.
pub(crate) fn push(text: &mut String, step: Step, token: &str) {
    if token.is_empty() {
        return;
    }
    let sign = Step::ALL.iter().find(|(one, _, _)| *one == step).map_or(b' ', |(_, sign, _)| *sign);
    text.push(char::from(sign));
    text.push_str(token);
}

/// Reads what `push` wrote.
#[derive(Clone, Debug, Default)]
pub(crate) struct Analysed {
    token: Token,
}

/// The tokens of one text.
pub(crate) struct Tokens<'t> {
    text: &'t str,
    token: &'t mut Token,
}

impl Tokenizer for Analysed {
    type TokenStream<'t> = Tokens<'t>;

    fn token_stream<'t>(&'t mut self, text: &'t str) -> Tokens<'t> {
        self.token.reset();
        self.token.position = 0;
        Tokens { text, token: &mut self.token }
    }
}

impl TokenStream for Tokens<'_> {
    fn advance(&mut self) -> bool {
        let Some(sign) = self.text.bytes().next() else {
            return false;
        };
        let step = Step::ALL.iter().find(|(_, one, _)| *one == sign).map_or(1, |(_, _, step)| *step);
        let rest = &self.text[1..];
        let ends = |byte: u8| matches!(byte, b'\t' | b' ' | b'\n');
        let length = rest.bytes().position(ends).unwrap_or(rest.len());
        self.token.position += step;
        self.token.text.clear();
        self.token.text.push_str(&rest[..length]);
        self.text = &rest[length..];
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}
