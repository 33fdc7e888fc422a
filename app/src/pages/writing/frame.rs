// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What the pages of writing have in common: where they stand, what was done or refused, the title.

use domain::practice::writing::Move;
use domain::{Language, Locale};
use leptos::prelude::*;

use super::{faults, invitations, states, words};
use crate::ssr::i18n::say;
use crate::ssr::pages::practices::adopt;
use crate::ssr::parts::crumbs::Crumbs;
use crate::ssr::parts::desk_frame::wrong_or_whole;
use crate::ssr::parts::forms::{Done, ProblemLinks};
use crate::ssr::parts::head::Head;
use crate::ssr::render::{Refused, asked};

/// What became of a form, above the page that it leads back to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing was sent.
    Nothing,
    /// It was taken.
    Done(&'static str),
    /// Something is to be mended: what all of it has in common, and where each thing stands.
    Wrong(&'static str, Vec<(String, String)>),
}

impl Outcome {
    /// The outcome that the request tells, for a page with small forms: what was done stands in the address.
    pub fn here() -> Self {
        let here = asked().here;
        let locale = here.locale;
        let Some(refused) = use_context::<Refused>() else {
            let done = here.parameter("done").and_then(|code| states::done(locale, &code));
            return done.map_or(Self::Nothing, Self::Done);
        };
        let heading = say!(locale, writing.refused);
        let action = refused.value("action");
        let line = |(field, key): &(String, String)| {
            // No text was sent that could take the place of another one.
            let key = if field == "form" && key == "conflict" { "gone" } else { key.as_str() };
            let words = match action.as_str() {
                "invite" if field != "form" => invitations::words(locale, field, key).to_owned(),
                "declare_adoption" if field != "form" => adopt::words(locale, field, key).to_owned(),
                _ => faults::refused(locale, field, key),
            };
            (place(field, &action, &refused.value("step")), words)
        };
        Self::Wrong(heading, wrong_or_whole(refused.problems.iter().map(line), say!(locale, writing.fault.gone)))
    }

    /// Whether something is to be mended.
    pub fn is_wrong(&self) -> bool {
        matches!(self, Self::Wrong(..))
    }
}

/// Where a field of a small form stands: those for a reason have an `id` for each move.
fn place(field: &str, action: &str, step: &str) -> String {
    match (field, action) {
        ("note", "move") => Move::from_code(step).map_or_else(|| "contenuto".to_owned(), note_id),
        ("note", _) => words::id("note").to_owned(),
        ("author", _) => "autore".to_owned(),
        (field, "invite") => invitations::place(field).to_owned(),
        ("adopter", "declare_adoption") => "adozione-ente".to_owned(),
        ("state", "declare_adoption") => "adozione-stato".to_owned(),
        ("region", "declare_adoption") => "adozione-regione".to_owned(),
        ("year", "declare_adoption") => "adozione-anno".to_owned(),
        ("notes", "declare_adoption") => "adozione-note".to_owned(),
        ("remarks", _) => "osservazione-1".to_owned(),
        ("title" | "organisation" | "owner_org" | "language", "begin") => begin_id(field).to_owned(),
        _ => "contenuto".to_owned(),
    }
}

/// The `id` of the field for the reason of a move.
pub fn note_id(step: Move) -> String {
    format!("motivo-{}", step.code().replace('_', "-"))
}

/// The `id` of a field of the first page.
fn begin_id(field: &str) -> &'static str {
    match field {
        "title" => "titolo",
        "language" => "lingua",
        _ => "ente",
    }
}

/// A page of the area.
#[component]
pub fn Frame(
    /// Its title.
    title: String,
    /// The pages between the home page and this one.
    trail: Vec<(String, String)>,
    /// What became of a form.
    outcome: Outcome,
    /// What it shows below its title.
    children: Children,
) -> impl IntoView {
    let locale = asked().here.locale;
    let whole = if outcome.is_wrong() { format!("{}: {title}", say!(locale, writing.error)) } else { title.clone() };
    let told = match outcome {
        Outcome::Nothing => ().into_any(),
        Outcome::Done(words) => view! { <Done words=words.to_owned()/> }.into_any(),
        Outcome::Wrong(heading, problems) => view! { <ProblemLinks heading=heading.to_owned() problems/> }.into_any(),
    };
    view! {
        <Head title=whole hidden=true/>
        <Crumbs trail here=title.clone()/>
        <div class="container writing">
            <h1>{title}</h1>
            {told}
            {children()}
        </div>
    }
}

/// The desk, for the way to a page.
pub fn desk_crumb(locale: Locale) -> (String, String) {
    (say!(locale, writing.desk.title).to_owned(), crate::paths::desk(locale))
}

/// The `lang` of a text in a language, where it is not the page's.
pub fn foreign(language: Language, locale: Locale) -> Option<&'static str> {
    (language != locale.language()).then(|| language.code())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_that_is_wanting_leads_to_the_form_of_its_move() {
        assert_eq!(place("note", "move", "request_deletion"), "motivo-request-deletion");
        assert_eq!(place("note", "publish", ""), "nota");
        assert_eq!(place("title", "begin", ""), "titolo");
        assert_eq!(place("form", "move", "submit"), "contenuto");
    }
}
