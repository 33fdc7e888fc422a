// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The articles of the help.

use domain::Locale;
use markdown::SafeHtml;

/// A page of the help.
#[derive(Clone, Debug)]
pub struct Article {
    /// Its address, the same in both languages.
    pub slug: &'static str,
    /// Its title.
    pub title: String,
    /// One sentence on it.
    pub summary: String,
    /// Its text, rendered.
    pub html: SafeHtml,
    /// Its text, plain, for the index.
    pub text: String,
}

/// The articles in a language, in reading order.
pub fn articles(_locale: Locale) -> &'static [Article] {
    &[]
}
