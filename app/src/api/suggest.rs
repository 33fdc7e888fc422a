// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Suggestions while somebody types a search.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

/// A record whose title begins with what was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// Its title.
    pub title: String,
    /// What it is, in the reader's language.
    pub kind: String,
    /// Its address.
    pub url: String,
}

/// That there are no suggestions now; the reader only sees none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoSuggestions;

impl FromServerFnError for NoSuggestions {
    type Encoder = server_fn::codec::JsonEncoding;

    fn from_server_fn_error(_: ServerFnErrorErr) -> Self {
        Self
    }
}

/// At most eight themes and records whose title has words that begin with what was typed.
///
/// # Errors
/// The library cannot be asked now.
#[server(name = Suggest, prefix = "/api", endpoint = "suggest", input = GetUrl)]
pub async fn suggest(text: String, locale: String) -> Result<Vec<Suggestion>, NoSuggestions> {
    use domain::policy::Viewer;
    use portal::Suggested;
    let portal = use_context::<portal::Portal>().ok_or(NoSuggestions)?;
    let locale = domain::Locale::from_code(&locale).unwrap_or(domain::Locale::Italian);
    let found = portal.suggest(&Viewer::Visitor, locale, &text).await.map_err(|_| NoSuggestions)?;
    let line = |hit: portal::SuggestedTitle| {
        let url = match hit.what {
            Suggested::Theme => crate::paths::theme(locale, &hit.slug),
            Suggested::Record(domain::Kind::Practice) => crate::paths::practice(locale, &hit.slug),
            Suggested::Record(domain::Kind::Twinning) => crate::paths::twinning(locale, &hit.slug),
            Suggested::Record(domain::Kind::Advert) => crate::paths::advert(locale, &hit.slug),
            Suggested::Record(domain::Kind::Organisation) => crate::paths::organisation(locale, &hit.slug),
            // A document is found by searching, and leads to its practice.
            Suggested::Record(domain::Kind::Document) => crate::paths::practice(locale, &hit.slug),
            Suggested::Record(domain::Kind::Thread | domain::Kind::Post) => crate::paths::threads(locale),
            Suggested::Record(domain::Kind::Help) => crate::paths::help_page(locale, &hit.slug),
        };
        Suggestion { title: hit.title, kind: crate::ssr::kind_word(hit.what, locale).to_owned(), url }
    };
    Ok(found.into_iter().map(line).collect())
}
