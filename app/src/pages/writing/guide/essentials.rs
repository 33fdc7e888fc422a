// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The first step: what it is, whose, where and since when.

use domain::places::REGIONS;
use domain::practice::{Audience, Beneficiary, Level, PracticeKind};
use domain::{Language, Locale};
use leptos::prelude::*;

use super::fields::{ChoiceEntry, Chosen, LineEntry, Optional, SelectEntry, Takes, TextEntry};
use super::rows::{Column, Group, Holds, Rows};
use super::sheet::Sheet;
use crate::ssr::i18n::say;
use crate::ssr::pages::writing::similar::Similar;
use crate::ssr::parts::forms::Choice;
use crate::ssr::parts::named::Named;

/// The fields that may stay empty.
const OPTIONAL: &[&str] =
    &["municipality", "end_date", "beneficiaries_note", "tags", "translation_title", "translations"];

/// The fields of the step.
#[component]
pub fn Essentials(
    /// The sheet that they stand on.
    sheet: Sheet,
) -> impl IntoView {
    let locale = sheet.locale();
    let (uid, similar) = (sheet.page().uid.clone(), sheet.page().similar.clone());
    let themes = sheet.page().themes.iter().map(|(uid, name)| Choice::new(uid.clone(), name.clone())).collect();
    let beneficiaries = Beneficiary::ALL.iter().map(|one| Choice::new(one.code(), one.name(locale))).collect();
    let audiences = audiences(locale, &sheet.page().communities);
    view! {
        <LineEntry sheet=sheet.clone() name="title" takes=Takes::Words/>
        <TextEntry sheet=sheet.clone() name="summary" rows=3/>
        <Similar similar uid/>
        <Owner sheet=sheet.clone()/>
        <LineEntry sheet=sheet.clone() name="contact" takes=Takes::Words/>
        <SelectEntry sheet=sheet.clone() name="language" choices=languages(locale)/>
        <Kinds sheet=sheet.clone()/>
        <LineEntry sheet=sheet.clone() name="start_date" takes=Takes::Note/>
        <div class="choice-columns">
            <ChoiceEntry sheet=sheet.clone() name="themes" choices=themes of=Chosen::Several/>
        </div>
        <div class="choice-columns">
            <ChoiceEntry sheet=sheet.clone() name="beneficiaries" choices=beneficiaries of=Chosen::Several/>
        </div>
        <ChoiceEntry sheet=sheet.clone() name="audience" choices=audiences of=Chosen::One/>
        <Optional sheet=sheet.clone() names=OPTIONAL>
            <LineEntry sheet=sheet.clone() name="municipality" takes=Takes::Words/>
            <LineEntry sheet=sheet.clone() name="end_date" takes=Takes::Note/>
            <LineEntry sheet=sheet.clone() name="beneficiaries_note" takes=Takes::Words/>
            <LineEntry sheet=sheet.clone() name="tags" takes=Takes::Note/>
            <Rows sheet=sheet.clone() group=translations(locale)/>
        </Optional>
    }
}

/// The organisation: one of the own ones, or none yet.
#[component]
fn Owner(sheet: Sheet) -> impl IntoView {
    let locale = sheet.locale();
    let own = sheet.page().organisations.clone();
    let kept = sheet.kept("owner_org").into_iter().find(|uid| !uid.is_empty());
    // Whoever helps with the text without acting for the organisation leaves it as it is.
    let present = kept.filter(|uid| !own.iter().any(|(known, _)| known == uid));
    let present = present.map(|uid| Choice::new(uid, say!(locale, writing.essentials.present_owner)));
    let none = Choice::new("", say!(locale, writing.essentials.no_owner));
    let choices = std::iter::once(none).chain(present);
    let choices = choices.chain(own.into_iter().map(|(uid, name)| Choice::new(uid, name))).collect();
    view! { <SelectEntry sheet name="owner_org" choices/> }
}

/// Kind, level and region.
#[component]
fn Kinds(sheet: Sheet) -> impl IntoView {
    let locale = sheet.locale();
    let kinds = PracticeKind::ALL.iter().map(|kind| Choice::new(kind.code(), kind.name(locale)));
    let levels = Level::ALL.iter().map(|level| Choice::new(level.code(), level.name(locale)));
    let regions = REGIONS.iter().map(|region| Choice::new(region.code, region.name(locale)));
    view! {
        <SelectEntry sheet=sheet.clone() name="practice_kind" choices=or_none(locale, kinds)/>
        <SelectEntry sheet=sheet.clone() name="level" choices=or_none(locale, levels)/>
        <SelectEntry sheet name="region" choices=or_none(locale, regions)/>
    }
}

/// Values to choose from, after one that says that none is chosen yet.
pub fn or_none(locale: Locale, choices: impl Iterator<Item = Choice>) -> Vec<Choice> {
    std::iter::once(Choice::new("", say!(locale, writing.choose))).chain(choices).collect()
}

/// The languages that a practice may be written in.
pub fn languages(locale: Locale) -> Vec<Choice> {
    Language::ALL.iter().map(|one| Choice::new(one.code(), one.name(locale))).collect()
}

/// Who may read it once it is published: everybody, all members, or those of one community.
fn audiences(locale: Locale, communities: &[(String, String)]) -> Vec<Choice> {
    let of = |audience: Audience| Choice::new(audience.code(), audience.name(locale));
    let for_one = communities.iter().map(|(uid, name)| {
        let words = match name.as_str() {
            "" => Audience::Community.name(locale).to_owned(),
            name => say!(locale, communities.only, name = name.to_owned()),
        };
        Choice::new(format!("community:{uid}"), words)
    });
    [of(Audience::Public), of(Audience::Members)].into_iter().chain(for_one).collect()
}

fn translations(locale: Locale) -> Group {
    let languages = or_none(locale, languages(locale).into_iter());
    let columns = vec![
        Column::new("translation_language", say!(locale, writing.column.translation_language), Holds::OneOf(languages)),
        Column::new("translation_title", say!(locale, writing.column.translation_title), Holds::Line(Takes::Note)),
        Column::new("translation_summary", say!(locale, writing.column.translation_summary), Holds::Line(Takes::Note)),
    ];
    Group { name: "translations", columns, least: 1, most: 6 }
}
