// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The documents that a post brings, below its words.

use domain::Locale;
use leptos::prelude::*;
use portal::documents::DocumentLine;

use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::document_words;

/// The list of them; nothing where there are none.
pub(super) fn attached(locale: Locale, lines: &[DocumentLine]) -> Option<AnyView> {
    if lines.is_empty() {
        return None;
    }
    let lines = lines.iter().map(|line| document(locale, line)).collect_view();
    let label = say!(locale, threads.read.documents);
    Some(view! { <ul class="thread-documents" aria-label=label>{lines}</ul> }.into_any())
}

/// One of them: its title, what it is and how large, and what a picture shows.
fn document(locale: Locale, line: &DocumentLine) -> impl IntoView + use<> {
    let lang = line.language.filter(|language| *language != locale.language()).map(|language| language.code());
    let address = paths::document_file(&line.uid, &line.file_name);
    let file = format!(" ({})", document_words::file(locale, &line.file_kind, line.size));
    let alt = line.alt.clone().map(|alt| view! { ": " <span lang=lang>{alt}</span> });
    view! {
        <li>
            <a href=address lang=lang><bdi>{line.title.clone()}</bdi></a> {file} {alt}
        </li>
    }
}
