// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What the guided form sends while somebody writes, and what it is answered. The addresses are the server's own routes:
//! a step is saved from the very body that its form would send.

use serde::{Deserialize, Serialize};

/// Where a step is saved by itself; `practice` and `step` in the query, the form's fields in the body.
pub const AUTOSAVE: &str = "/api/autosave";
/// Where a text is rendered.
pub const PREVIEW: &str = "/api/preview";
/// Where what was pasted is cleaned.
pub const PASTE: &str = "/api/paste";

/// A step that was saved by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// The version that there is now.
    pub version: String,
}

/// Why nothing was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotDone {
    /// The reason as a code: `sign_in`, `not_allowed`, `not_found`, `conflict`, `too_long`, `busy`, `unavailable`, or
    /// the key of a field's problem.
    pub code: String,
    /// The name of the field that cannot be read; empty where it is none.
    pub field: String,
}

/// A text to be rendered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToShow {
    /// The Markdown.
    pub text: String,
}

/// A text as readers will see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// The HTML, made by the renderer of all pages.
    pub html: String,
}

/// What somebody pastes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Clipboard {
    /// HTML, from a word processor or a page.
    Html(String),
    /// Plain text.
    Text(String),
}

/// What was pasted, without the noise around it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cleaned {
    /// The Markdown.
    pub text: String,
    /// The first lines that were taken out, shortened.
    pub removed: Vec<String>,
    /// How many lines were taken out.
    pub removed_lines: usize,
    /// The text with all its lines; absent where none was taken out, or it would be too long.
    pub whole: Option<String>,
}

#[cfg(test)]
mod tests {
    use leptos::serde_json::{from_str, to_string};

    use super::*;

    #[test]
    fn a_clipboard_names_its_kind() {
        let written = to_string(&Clipboard::Html("<p>\"è\"</p>".to_owned())).unwrap();
        assert_eq!(written, r#"{"html":"<p>\"è\"</p>"}"#);
        assert_eq!(from_str::<Clipboard>(r#"{"text":"a\nb"}"#).unwrap(), Clipboard::Text("a\nb".to_owned()));
        assert!(from_str::<Clipboard>(r#"{"html":"a","text":"b"}"#).is_err());
    }
}
