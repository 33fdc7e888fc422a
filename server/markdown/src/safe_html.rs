// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! HTML that is known to be safe, because only this crate makes it.

use serde::Serialize;

use crate::RENDERER;

/// HTML that may stand in a page as it is.
///
/// Nothing but this crate makes one, so it can't be read from a request:
/// ```compile_fail
/// fn readable<'a, T: serde::Deserialize<'a>>() {}
/// readable::<markdown::SafeHtml>();
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(transparent)]
pub struct SafeHtml(String);

impl SafeHtml {
    /// For HTML that has just left the sanitiser.
    pub(crate) fn sanitised(html: String) -> Self {
        Self(html)
    }

    /// Takes back HTML that was stored together with the [`RENDERER`] that made it.
    /// The caller vouches that it came out of [`SafeHtml::as_str`] and that nobody else writes
    /// there. `None` if another version rendered it: then render the text again.
    pub fn rendered_earlier(html: String, renderer: u32) -> Option<Self> {
        (renderer == RENDERER).then_some(Self(html))
    }

    /// The text as it was typed, escaped, for a text that [`crate::render`] refuses.
    pub fn verbatim(text: &str) -> Self {
        let mut html = String::with_capacity(text.len() + 64);
        html.push_str("<pre tabindex=\"0\">\n");
        for c in text.chars() {
            match c {
                '&' => html.push_str("&amp;"),
                '<' => html.push_str("&lt;"),
                '>' => html.push_str("&gt;"),
                '\0' => html.push(char::REPLACEMENT_CHARACTER),
                _ => html.push(c),
            }
        }
        html.push_str("</pre>\n");
        Self(html)
    }

    /// The HTML.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The HTML, to be stored or written.
    pub fn into_string(self) -> String {
        self.0
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.0.trim_ascii().is_empty()
    }
}
