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
    /// Its address.
    pub url: String,
}

/// That there are no suggestions now; the reader only sees none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoSuggestions;

impl FromServerFnError for NoSuggestions {
    type Encoder = leptos::server_fn::codec::JsonEncoding;

    fn from_server_fn_error(_: ServerFnErrorErr) -> Self {
        Self
    }
}

/// At most eight records whose title has a word that begins with the last word typed.
///
/// # Errors
/// The library cannot be asked now.
#[server(name = Suggest, prefix = "/api", endpoint = "suggest", input = GetUrl)]
pub async fn suggest(text: String, locale: String) -> Result<Vec<Suggestion>, NoSuggestions> {
    let portal = use_context::<portal::Portal>().ok_or(NoSuggestions)?;
    let locale = domain::Locale::from_code(&locale).unwrap_or(domain::Locale::Italian);
    let found = portal.suggest(locale, &text).await.map_err(|_| NoSuggestions)?;
    let line = |title, slug: &str| Suggestion { title, url: crate::paths::practice(locale, slug) };
    Ok(found.into_iter().map(|hit| line(hit.title, &hit.slug)).collect())
}
