// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The documents of a practice: each a link to its file, with what a reader wants to know before taking it.

use leptos::prelude::*;
use portal::documents::{DocumentLine, Renewal};

use super::Reading;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::{document_words, numbers};

/// The documents, in the order in which they came; nothing where there are none.
pub(super) fn documents(reading: &Reading) -> Option<AnyView> {
    let lines = &reading.page.documents;
    if lines.is_empty() {
        return None;
    }
    let lines = lines.iter().map(|line| document(reading, line)).collect_view();
    Some(view! { <ul class="documents">{lines}</ul> }.into_any())
}

/// The hash of a file, on paper: who was given one can tell whether it is the same.
pub(super) fn hashes(reading: &Reading) -> Option<AnyView> {
    let locale = reading.locale;
    let lines = &reading.page.documents;
    if lines.is_empty() {
        return None;
    }
    let lang = reading.lang();
    let lines = lines.iter().filter(|line| line.renewal != Some(Renewal::Removed));
    let lines = lines.map(|line| {
        let (title, hash) = (line.title.clone(), line.sha256.clone());
        view! { <li><span lang=lang>{title}</span> ": " <code class="document-hash">{hash}</code></li> }
    });
    let lines = lines.collect_view();
    let list = view! {
        <section>
            <h2>{say!(locale, documents.hashes)}</h2>
            <ul>{lines}</ul>
        </section>
    };
    Some(list.into_any())
}

fn document(reading: &Reading, line: &DocumentLine) -> impl IntoView + use<> {
    let locale = reading.locale;
    let foreign = line.language.filter(|language| *language != locale.language()).map(|language| language.code());
    let lang = if line.language.is_some() { foreign } else { reading.lang() };
    let hreflang = line.language.map(|language| language.code());
    let address = paths::document_file(&line.uid, &line.file_name);
    let facts = document_words::facts(locale, line).into_iter().chain(document_words::downloads(locale, line));
    let facts = facts.collect::<Vec<_>>().join(" · ");
    let renewal = document_words::renewal(locale, line);
    let renewal = renewal.map(|words| view! { <p class="desk-mark no-print">{words}</p> });
    view! {
        <li>
            {picture(line, lang)}
            <p class="document-title"><a href=address lang=lang hreflang=hreflang>{line.title.clone()}</a></p>
            <p class="document-facts">{facts}</p>
            {renewal}
            {earlier(reading, line)}
        </li>
    }
}

/// A picture is shown where it stands, as wide as there is room; in full it is in its file.
fn picture(line: &DocumentLine, lang: Option<&'static str>) -> Option<impl IntoView + use<>> {
    let alt = line.alt.clone().unwrap_or_default();
    let source = paths::document_file(&line.uid, &line.file_name);
    line.is_image.then(|| view! { <img class="document-picture" src=source alt=alt lang=lang loading="lazy"/> })
}

/// The versions before the present one, the latest first.
fn earlier(reading: &Reading, line: &DocumentLine) -> Option<impl IntoView + use<>> {
    let locale = reading.locale;
    let versions = line.earlier.iter().rev().map(|file| {
        let address = paths::document_version(&line.uid, &line.file_name, file.version);
        let name = say!(locale, documents.version.link, number = file.version);
        let (day, size) = (numbers::moment(locale, file.at), numbers::size(locale, file.size));
        view! { <li><a href=address>{name}</a> ", " {day} ", " {size}</li> }
    });
    let versions = versions.collect_view();
    (!line.earlier.is_empty()).then(|| {
        view! {
            <details class="document-earlier no-print">
                <summary>
                    {say!(locale, documents.earlier)}
                    <span class="visually-hidden">": " {line.title.clone()}</span>
                </summary>
                <ul>{versions}</ul>
            </details>
        }
    })
}
