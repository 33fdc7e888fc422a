// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The facts of a document in words: the same where it is brought, on the page of its practice and among the results
//! of a search.

use domain::Locale;
use domain::document::TextState;
use domain::practice::Audience;
use portal::documents::{DocumentLine, FoundPlace, Renewal};

use super::named::{Named, language_within};
use super::numbers;
use crate::ssr::i18n::say;

/// What a file is and how large: "PDF, 1,2 MB".
pub fn file(locale: Locale, kind: &str, size: u64) -> String {
    let kind = match kind {
        "text" => say!(locale, documents.plain_text).to_owned(),
        "webp" => "WebP".to_owned(),
        other => other.to_uppercase(),
    };
    format!("{kind}, {}", numbers::size(locale, size))
}

/// What it is, its file, its licence, its language, its version where it is not the first, and for whom it is where it
/// is not for all.
pub fn facts(locale: Locale, line: &DocumentLine) -> Vec<String> {
    let language = line.language.map(|language| language_within(language, locale));
    let version = (line.version > 1).then(|| say!(locale, documents.version.number, number = line.version));
    let readers = match line.audience {
        Audience::Public => None,
        Audience::Parties => Some(say!(locale, documents.parties_only).to_owned()),
        Audience::Members | Audience::Community => Some(say!(locale, documents.members_only).to_owned()),
    };
    let known = [line.kind.name(locale).to_owned(), file(locale, &line.file_kind, line.size)];
    let known = known.into_iter().chain([line.licence.name(locale).to_owned()]);
    known.chain([language, version, readers].into_iter().flatten()).collect()
}

/// How often it was taken away; nothing where nobody has.
pub fn downloads(locale: Locale, line: &DocumentLine) -> Option<String> {
    (line.downloads > 0).then(|| say!(locale, documents.downloads, count = line.downloads))
}

/// Whether its text was found.
pub fn text_state(locale: Locale, state: TextState) -> &'static str {
    match state {
        TextState::Waiting => say!(locale, documents.state.waiting),
        TextState::Found => say!(locale, documents.state.found),
        TextState::Empty => say!(locale, documents.state.empty),
        TextState::Failed => say!(locale, documents.state.failed),
    }
}

/// What will become of it with the next publication; nothing where it stays as it is, or waits for none.
pub fn renewal(locale: Locale, line: &DocumentLine) -> Option<&'static str> {
    match line.renewal? {
        Renewal::Unchanged => None,
        Renewal::Added => Some(say!(locale, documents.renewal.added)),
        Renewal::Changed => Some(say!(locale, documents.renewal.changed)),
        Renewal::Removed => Some(say!(locale, documents.renewal.removed)),
    }
}

/// Where in a document something was found: "pagina 4"; nothing where it has no parts.
pub fn place(locale: Locale, place: &FoundPlace) -> Option<String> {
    Some(match place {
        FoundPlace::Page(number) => say!(locale, documents.place.page, number = *number),
        FoundPlace::Sheet(name) => say!(locale, documents.place.sheet, name = name.clone()),
        FoundPlace::Slide(number) => say!(locale, documents.place.slide, number = *number),
        FoundPlace::Heading(words) => say!(locale, documents.place.heading, name = words.clone()),
        FoundPlace::Whole => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_told_by_its_kind_and_size() {
        assert_eq!(file(Locale::Italian, "pdf", 1_258_291), "PDF, 1,2 MB");
        assert_eq!(file(Locale::English, "text", 3), "Text, 1 kB");
        assert_eq!(file(Locale::Italian, "webp", 26_214_400), "WebP, 25 MB");
    }

    #[test]
    fn the_place_of_words_is_told_where_a_document_has_parts() {
        let of = |place_of: FoundPlace| place(Locale::Italian, &place_of);
        assert_eq!(of(FoundPlace::Page(4)).as_deref(), Some("pagina 4"));
        assert_eq!(of(FoundPlace::Sheet("Costi".to_owned())).as_deref(), Some("foglio «Costi»"));
        assert_eq!(of(FoundPlace::Whole), None);
    }
}
