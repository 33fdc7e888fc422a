// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The fields of a collection, and what becomes of a form about collections, in words.

use domain::Locale;
use domain::collection::{NAME_MAX, NOTE_MAX, Sharing};
use leptos::prelude::*;

use super::super::frame::Outcome;
use crate::ssr::i18n::say;
use crate::ssr::parts::desk_frame::wrong_or_whole;
use crate::ssr::parts::forms::{Choice, Field, FieldWords, Line, LineField, RadioFields};
use crate::ssr::parts::raw::TextArea;
use crate::ssr::render::{Refused, asked};

/// The longest note, in characters.
const LONGEST: u32 = NOTE_MAX as u32;
/// The fields in the order of the forms, each with its `id`.
const FIELDS: [(&str, &str); 5] =
    [("form", "contenuto"), ("chosen", "scelte"), ("name", "nome"), ("note", "nota"), ("sharing", "chi-legge")];

/// What stands in the fields.
#[derive(Clone, Debug, Default)]
pub struct Filled {
    /// What it is called.
    pub name: String,
    /// What it is for.
    pub note: String,
    /// The code of who may read it.
    pub sharing: String,
}

impl Filled {
    /// What was typed into a form that was refused.
    pub fn typed(refused: &Refused) -> Self {
        Self { name: refused.value("name"), note: refused.value("note"), sharing: refused.value("sharing") }
    }
}

/// Who may read a collection, in words for its owner.
pub fn sharing_word(locale: Locale, sharing: Sharing) -> &'static str {
    match sharing {
        Sharing::Private => say!(locale, collections.sharing.private),
        Sharing::ByLink => say!(locale, collections.sharing.by_link),
    }
}

/// What became of a form: what was done stands in the address.
pub fn outcome() -> Outcome {
    let here = asked().here;
    let locale = here.locale;
    let Some(refused) = use_context::<Refused>() else {
        let done = here.parameter("done").and_then(|code| done(locale, &code));
        return done.map_or(Outcome::Nothing, Outcome::Done);
    };
    Outcome::Wrong(say!(locale, writing.refused), wrong(locale, &refused))
}

fn wrong(locale: Locale, refused: &Refused) -> Vec<(String, String)> {
    let line = |(field, id): &(&str, &str)| {
        let words = problem(locale, refused, field)?;
        Some(((*id).to_owned(), words.to_owned()))
    };
    wrong_or_whole(FIELDS.iter().filter_map(line), say!(locale, collections.problem.gone))
}

fn done(locale: Locale, code: &str) -> Option<&'static str> {
    Some(match code {
        "made" => say!(locale, collections.done.made),
        "changed" => say!(locale, collections.done.changed),
        "deleted" => say!(locale, collections.done.deleted),
        "taken_out" => say!(locale, collections.done.taken_out),
        "collected" => say!(locale, collections.done.collected),
        _ => return None,
    })
}

/// The words for what is wrong with a field.
pub fn problem(locale: Locale, refused: &Refused, field: &str) -> Option<&'static str> {
    Some(match (field, refused.problem(field)?) {
        ("name", "missing") => say!(locale, collections.problem.name_missing),
        ("name", "too_short") => say!(locale, collections.problem.name_short),
        ("name", "too_long") => say!(locale, collections.problem.name_long),
        ("name" | "form", "not_allowed") => say!(locale, collections.problem.too_many),
        ("note", _) => say!(locale, collections.problem.note_long),
        ("sharing", _) => say!(locale, collections.problem.sharing),
        ("chosen", _) => say!(locale, collections.problem.full),
        ("form", "wait") => say!(locale, writing.fault.wait),
        _ => say!(locale, writing.fault.other),
    })
}

/// Name, note, and who may read it.
#[component]
pub fn CollectionFields(
    /// What stands in them.
    filled: Filled,
) -> impl IntoView {
    let locale = asked().here.locale;
    let refused = use_context::<Refused>().unwrap_or_default();
    let name = FieldWords {
        id: "nome",
        label: say!(locale, collections.field.name),
        help: Some(say!(locale, collections.field.name_help)),
        problem: problem(locale, &refused, "name"),
    };
    let note = FieldWords {
        id: "nota",
        label: say!(locale, collections.field.note),
        help: Some(say!(locale, collections.field.note_help)),
        problem: problem(locale, &refused, "note"),
    };
    let sharing = FieldWords {
        id: "chi-legge",
        label: say!(locale, collections.field.sharing),
        help: Some(say!(locale, collections.field.sharing_help)),
        problem: problem(locale, &refused, "sharing"),
    };
    let (described_by, invalid) = (note.described_by().unwrap_or_default(), note.problem.is_some());
    let choices: Vec<Choice> =
        Sharing::ALL.iter().map(|one| Choice::new(one.code(), sharing_word(locale, *one))).collect();
    view! {
        <LineField words=name line=name_line() value=filled.name/>
        <Field words=note>
            <TextArea id="nota" name="note" value=filled.note rows=3 maxlength=LONGEST described_by=described_by invalid=invalid/>
        </Field>
        <RadioFields words=sharing name="sharing" choices chosen=filled.sharing/>
    }
}

/// What the field for a name takes.
pub fn name_line() -> Line {
    Line { name: "name", kind: "text", autocomplete: "off", longest: NAME_MAX as u16 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_problem_leads_to_its_field_and_what_is_gone_is_told() {
        let pair = |field: &str, key: &str| (field.to_owned(), key.to_owned());
        let problems = vec![pair("note", "too_long"), pair("name", "too_short")];
        let refused = Refused { problems, ..Refused::default() };
        let ids = |refused: &Refused| wrong(Locale::Italian, refused).into_iter().map(|(id, _)| id).collect::<Vec<_>>();
        assert_eq!(ids(&refused), ["nome", "nota"]);
        assert_eq!(ids(&Refused::default()), ["contenuto"]);
    }
}
