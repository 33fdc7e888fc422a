// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! One of the forms of a page: untouched, or sent and refused. The hidden field `action` tells them apart.

use domain::Locale;
use leptos::prelude::*;

use crate::ssr::i18n::say;
use crate::ssr::render::Refused;

/// What is wrong: the `id` of each field, and the words.
pub type Wrong = Vec<(&'static str, &'static str)>;

/// The words for a problem: of which field, with which key.
pub type Words = fn(Locale, &str, &str) -> &'static str;

/// A form of a page.
#[derive(Clone)]
pub struct Form {
    locale: Locale,
    refused: Option<Refused>,
    words: Words,
}

impl Form {
    /// The form of an action, as the request that is being answered left it.
    pub fn of(action: &str, locale: Locale, words: Words) -> Self {
        let refused = use_context::<Refused>();
        Self { locale, refused: refused.filter(|refused| refused.value("action") == action), words }
    }

    /// Whether it was sent and refused.
    pub fn is_refused(&self) -> bool {
        self.refused.is_some()
    }

    /// What stands in a field: what was typed, else what is kept.
    pub fn value(&self, field: &str, kept: &str) -> String {
        self.refused.as_ref().map_or_else(|| kept.to_owned(), |refused| refused.value(field))
    }

    /// All that was typed into fields of one name, else what is kept.
    pub fn values(&self, field: &str, kept: Vec<String>) -> Vec<String> {
        let Some(refused) = &self.refused else { return kept };
        refused.typed.iter().filter(|(name, _)| name == field).map(|(_, value)| value.clone()).collect()
    }

    /// The key of what is wrong with a field.
    pub fn key(&self, field: &str) -> Option<&str> {
        self.refused.as_ref()?.problem(field)
    }

    /// The words for what is wrong with a field.
    pub fn problem(&self, field: &str) -> Option<&'static str> {
        self.key(field).map(|key| (self.words)(self.locale, field, key))
    }

    /// Everything that is wrong, in the order of the fields; a form that was refused for no field leads to its first.
    pub fn wrong(&self, fields: &[(&str, &'static str)]) -> Wrong {
        let wrong: Wrong =
            fields.iter().filter_map(|(field, id)| self.problem(field).map(|words| (*id, words))).collect();
        match fields.first() {
            Some((_, id)) if wrong.is_empty() && self.is_refused() => vec![(*id, say!(self.locale, profile.gone))],
            _ => wrong,
        }
    }
}

/// The words for problems that mean the same in every form.
pub fn general(locale: Locale, field: &str, key: &str) -> &'static str {
    match (field, key) {
        ("current", "missing") => say!(locale, profile.current.missing),
        ("current", _) => say!(locale, profile.current.wrong),
        (_, "wait") => say!(locale, profile.wait),
        ("form", "conflict" | "expired" | "taken") => say!(locale, profile.gone),
        _ => say!(locale, profile.other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(typed: &[(&str, &str)], problems: &[(&str, &str)]) -> Form {
        let pairs = |list: &[(&str, &str)]| list.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        let refused = Refused { typed: pairs(typed), problems: pairs(problems) };
        Form { locale: Locale::Italian, refused: Some(refused), words: general }
    }

    #[test]
    fn a_refused_form_shows_what_was_typed_and_an_untouched_one_what_is_kept() {
        let refused = form(&[("themes", "a"), ("themes", "b")], &[]);
        assert_eq!(refused.value("bio", "kept"), "");
        assert_eq!(refused.values("themes", vec!["kept".to_owned()]), ["a", "b"]);
        let untouched = Form { refused: None, ..refused };
        assert_eq!(untouched.value("bio", "kept"), "kept");
        assert_eq!(untouched.values("themes", vec!["kept".to_owned()]), ["kept"]);
    }

    #[test]
    fn a_refused_form_always_says_that_something_is_wrong() {
        let fields = [("form", "modulo"), ("current", "attuale")];
        let ids = |form: Form| form.wrong(&fields).into_iter().map(|(id, _)| id).collect::<Vec<_>>();
        assert_eq!(ids(form(&[], &[("current", "wrong"), ("form", "wait")])), ["modulo", "attuale"]);
        assert_eq!(ids(form(&[], &[])), ["modulo"]);
        assert!(ids(Form { refused: None, ..form(&[], &[]) }).is_empty());
    }
}
