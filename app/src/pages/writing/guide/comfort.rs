// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The island that makes a step more comfortable, with its words: the form around it works without.

use domain::Locale;
use domain::practice::writing::{FIELDS, Step};
use leptos::prelude::*;

use super::sheet::Sheet;
use crate::islands::{Begins, Measure, Texts, Word, WritingHelp};
use crate::ssr::i18n::say;
use crate::ssr::pages::writing::words;
use crate::ssr::parts::start::StartScript;

/// The island of a step; it stands in the step's form.
#[component]
pub fn Comfort(
    /// The sheet that the form shows.
    sheet: Sheet,
) -> impl IntoView {
    let locale = sheet.locale();
    let step = sheet.page().step;
    let begins = match sheet.is_conflict() {
        true => Begins::InConflict,
        false if sheet.is_refused() => Begins::Refused,
        false => Begins::Saved,
    };
    // The summary is the one long text that is no Markdown.
    let texts = if step == Step::Essentials { Texts::Plain } else { Texts::Marked };
    view! {
        <WritingHelp
            practice=sheet.page().uid.clone()
            step=step.code().to_owned()
            version=sheet.version()
            begins
            texts
            measures=measures(step)
            words=comfort_words(locale)
        />
        <StartScript/>
    }
}

/// The measures of a step; the island takes those of its long texts.
fn measures(step: Step) -> Vec<Measure> {
    let of_step = FIELDS.iter().filter(|field| field.step == step);
    of_step.map(|field| Measure { id: words::id(field.name).to_owned(), min: field.min, max: field.max }).collect()
}

/// All words of the islands that help to write, in the order in which they are given.
pub fn comfort_words(locale: Locale) -> Vec<String> {
    Word::ALL.iter().map(|one| word(locale, *one).to_owned()).collect()
}

fn word(locale: Locale, word: Word) -> &'static str {
    match word {
        Word::Tools => say!(locale, writing.comfort.tools),
        Word::Bold => say!(locale, writing.comfort.bold),
        Word::Italic => say!(locale, writing.comfort.italic),
        Word::Heading => say!(locale, writing.comfort.heading),
        Word::Bullets => say!(locale, writing.comfort.bullets),
        Word::Numbers => say!(locale, writing.comfort.numbers),
        Word::Link => say!(locale, writing.comfort.link),
        Word::Sample => say!(locale, writing.comfort.sample),
        Word::Preview => say!(locale, writing.comfort.preview),
        Word::Back => say!(locale, writing.comfort.back),
        Word::Previewed => say!(locale, writing.comfort.previewed),
        Word::PreviewEmpty => say!(locale, writing.comfort.preview_empty),
        Word::PreviewFailed => say!(locale, writing.comfort.preview_failed),
        Word::Thousands => say!(locale, writing.comfort.thousands),
        Word::Counted => say!(locale, writing.comfort.counted),
        Word::Lacking => say!(locale, writing.comfort.lacking),
        Word::LackingSingle => say!(locale, writing.comfort.lacking_single),
        Word::Over => say!(locale, writing.comfort.over),
        Word::Fits => say!(locale, writing.comfort.fits),
        Word::Saved => say!(locale, writing.comfort.saved),
        Word::Offline => say!(locale, writing.comfort.offline),
        Word::Conflict => say!(locale, writing.comfort.conflict),
        Word::SessionOver => say!(locale, writing.comfort.session_over),
        Word::Unreadable => say!(locale, writing.comfort.unreadable),
        Word::UnreadableSomewhere => say!(locale, writing.comfort.unreadable_somewhere),
        Word::Gone => say!(locale, writing.comfort.gone),
        Word::Cleaned => say!(locale, writing.comfort.cleaned),
        Word::CleanedSingle => say!(locale, writing.comfort.cleaned_single),
        Word::Which => say!(locale, writing.comfort.which),
        Word::PutBack => say!(locale, writing.comfort.put_back),
        Word::WholeAgain => say!(locale, writing.comfort.whole_again),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_island_says_something_and_keeps_its_gap() {
        let gaps = [
            (Word::Counted, "{n}"),
            (Word::Counted, "{max}"),
            (Word::Lacking, "{n}"),
            (Word::Over, "{n}"),
            (Word::Saved, "{time}"),
            (Word::Unreadable, "{field}"),
            (Word::Cleaned, "{n}"),
        ];
        for locale in [Locale::Italian, Locale::English] {
            assert!(Word::ALL.iter().all(|one| !word(locale, *one).is_empty()));
            for (one, gap) in gaps {
                assert!(word(locale, one).contains(gap), "{one:?} {gap}");
            }
        }
    }

    #[test]
    fn the_long_texts_of_a_step_have_their_measure() {
        let story = measures(Step::Story);
        assert!(story.contains(&Measure { id: "problema".to_owned(), min: 150, max: 2_000 }), "{story:?}");
        assert_eq!(story.len(), 4);
    }
}
