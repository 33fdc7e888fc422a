// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The fields of an advert's form: the six that are asked for at once, and those that can be filled in later.

use domain::advert::{Mode, RegionScope, TransferKind};
use domain::places::REGIONS;
use domain::practice::{CostBand, Level};
use domain::{Language, Locale};
use leptos::prelude::*;
use portal::form::Typed;

use super::words;
use crate::ssr::i18n::say;
use crate::ssr::parts::forms::{CheckFields, Choice, Field, FieldWords, Line, LineField, RadioFields, SelectField};
use crate::ssr::parts::named::Named;
use crate::ssr::parts::raw::TextArea;
use crate::ssr::render::Refused;

/// What stands in the form, and what was refused.
pub(super) struct Sheet {
    /// The language of the page.
    pub(super) locale: Locale,
    /// What stands in it.
    pub(super) typed: Typed,
    /// What was refused.
    pub(super) refused: Option<Refused>,
}

impl Sheet {
    /// What was typed last: into a form that was refused, else what is kept.
    pub(super) fn new(locale: Locale, kept: Typed, refused: Option<Refused>) -> Self {
        let typed = refused.as_ref().map_or(kept, |refused| Typed(refused.typed.clone()));
        Self { locale, typed, refused }
    }

    /// What stands in a field.
    pub(super) fn value(&self, name: &str) -> String {
        self.typed.value(name).to_owned()
    }

    fn values(&self, name: &str) -> Vec<String> {
        self.typed.values(name).map(str::to_owned).collect()
    }

    fn words(&self, name: &str) -> FieldWords {
        let problem = self.refused.as_ref().and_then(|refused| refused.problem(name));
        FieldWords {
            id: words::id(name),
            label: words::label(self.locale, name),
            help: words::help(self.locale, name),
            problem: problem.map(|key| words::field(self.locale, name, key)),
        }
    }

    fn line(&self, name: &'static str, longest: u16) -> AnyView {
        let line = Line { name, kind: "text", autocomplete: "off", longest };
        view! { <LineField words=self.words(name) line value=self.value(name)/> }.into_any()
    }

    /// Nothing that is pasted is cut: a text that is too long is told.
    fn text(&self, name: &'static str, rows: u32) -> AnyView {
        let field = self.words(name);
        let (id, described_by) = (field.id, field.described_by().unwrap_or_default());
        let (invalid, value) = (field.problem.is_some(), self.value(name));
        view! {
            <Field words=field>
                <TextArea id name value rows described_by invalid/>
            </Field>
        }
        .into_any()
    }

    fn one_of(&self, name: &'static str, choices: impl Iterator<Item = Choice>) -> AnyView {
        let none = Choice::new("", say!(self.locale, writing.choose));
        let choices: Vec<Choice> = std::iter::once(none).chain(choices).collect();
        view! { <SelectField words=self.words(name) name choices chosen=self.value(name)/> }.into_any()
    }

    fn some_of(&self, name: &'static str, choices: Vec<Choice>) -> AnyView {
        view! { <CheckFields words=self.words(name) name choices chosen=self.values(name)/> }.into_any()
    }

    fn one(&self, name: &'static str, choices: Vec<Choice>) -> AnyView {
        view! { <RadioFields words=self.words(name) name choices chosen=self.value(name)/> }.into_any()
    }
}

/// Title and description.
pub(super) fn texts(sheet: &Sheet) -> Vec<AnyView> {
    vec![sheet.line("title", 200), sheet.text("description", 8)]
}

/// The organisation; one is no choice.
pub(super) fn organisation(sheet: &Sheet, bodies: &[(String, String)]) -> AnyView {
    if let [(uid, name)] = bodies {
        let (uid, name) = (uid.clone(), name.clone());
        return view! {
            <p>{words::label(sheet.locale, "organisation")} ": " <bdi>{name}</bdi></p>
            <input r#type="hidden" name="organisation" value=uid/>
        }
        .into_any();
    }
    sheet.one_of("organisation", bodies.iter().map(|(uid, name)| Choice::new(uid.clone(), name.clone())))
}

/// Themes, the ways of carrying over, and whether people meet.
pub(super) fn ways(sheet: &Sheet, themes: &[(String, String)]) -> Vec<AnyView> {
    let locale = sheet.locale;
    let themes = themes.iter().map(|(uid, name)| Choice::new(uid.clone(), name.clone())).collect();
    let kinds = TransferKind::ALL.iter().map(|kind| Choice::new(kind.code(), kind.name(locale))).collect();
    let modes = Mode::ALL.iter().map(|mode| Choice::new(mode.code(), mode.name(locale))).collect();
    vec![sheet.some_of("themes", themes), sheet.some_of("transfer_kinds", kinds), sheet.one("mode", modes)]
}

/// What can be filled in once it is there.
pub(super) fn later(sheet: &Sheet, practices: &[(String, String)]) -> Vec<AnyView> {
    let locale = sheet.locale;
    let scopes = RegionScope::ALL.iter().map(|scope| Choice::new(scope.code(), scope.name(locale))).collect();
    let regions = REGIONS.iter().map(|region| Choice::new(region.code, region.name(locale))).collect();
    let languages = Language::ALL.iter().map(|one| Choice::new(one.code(), one.name(locale))).collect();
    let levels = Level::ALL.iter().map(|level| Choice::new(level.code(), level.name(locale)));
    let budgets = CostBand::ALL.iter().map(|band| Choice::new(band.code(), band.name(locale)));
    let mut fields = Vec::new();
    if !practices.is_empty() {
        let practices = practices.iter().map(|(uid, title)| Choice::new(uid.clone(), title.clone()));
        fields.push(sheet.one_of("practice", practices));
    }
    fields.extend([
        sheet.line("when_from", 20),
        sheet.line("when_until", 20),
        sheet.one("region_scope", scopes),
        sheet.some_of("regions", regions),
        sheet.some_of("languages", languages),
        sheet.one_of("level", levels),
        sheet.one_of("budget", budgets),
        sheet.line("tags", 400),
        sheet.text("constraints", 3),
    ]);
    fields
}
