// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The fourth step: money, people, time, technology.

use domain::Locale;
use domain::practice::{CostBand, PartnerRole};
use leptos::prelude::*;

use super::essentials::or_none;
use super::fields::{LineEntry, Optional, SelectEntry, Takes, TextEntry};
use super::rows::{Column, Group, Holds, Rows};
use super::sheet::Sheet;
use crate::ssr::i18n::say;
use crate::ssr::parts::forms::Choice;
use crate::ssr::parts::named::Named;

/// The `id` of the list of organisations.
const NAMES: &str = "elenco-enti";

/// The fields that may stay empty.
const OPTIONAL: &[&str] = &[
    "financial_note",
    "staff_note",
    "technology",
    "repo_url",
    "legal_basis",
    "funding_programme",
    "funding_call",
    "funding_year",
    "funding",
    "partner_org",
    "partner_orgs",
];

/// The fields of the step.
#[component]
pub fn Needs(
    /// The sheet that they stand on.
    sheet: Sheet,
) -> impl IntoView {
    let locale = sheet.locale();
    let bands = CostBand::ALL.iter().map(|band| Choice::new(band.code(), band.name(locale)));
    let names = sheet.page().organisation_names.clone();
    let names = names.into_iter().map(|name| view! { <option value=name></option> }).collect_view();
    view! {
        <SelectEntry sheet=sheet.clone() name="financial_band" choices=or_none(locale, bands)/>
        <LineEntry sheet=sheet.clone() name="fte" takes=Takes::Decimal/>
        <LineEntry sheet=sheet.clone() name="months" takes=Takes::Number/>
        <Optional sheet=sheet.clone() names=OPTIONAL>
            <LineEntry sheet=sheet.clone() name="financial_note" takes=Takes::Note/>
            <LineEntry sheet=sheet.clone() name="staff_note" takes=Takes::Note/>
            <TextEntry sheet=sheet.clone() name="technology" rows=5/>
            <LineEntry sheet=sheet.clone() name="repo_url" takes=Takes::Address/>
            <TextEntry sheet=sheet.clone() name="legal_basis" rows=5/>
            <Rows sheet=sheet.clone() group=funding(&sheet)/>
            <Rows sheet=sheet.clone() group=partners(locale)/>
        </Optional>
        <datalist id=NAMES>{names}</datalist>
    }
}

fn funding(sheet: &Sheet) -> Group {
    let locale = sheet.locale();
    let programmes = sheet.page().programmes.iter().map(|(uid, name)| Choice::new(uid.clone(), name.clone()));
    let none = Choice::new("", say!(locale, writing.needs.no_programme));
    let programmes = std::iter::once(none).chain(programmes).collect();
    let line = |name, label, takes| Column::new(name, label, Holds::Line(takes));
    let columns = vec![
        Column::new("funding_programme", say!(locale, writing.column.funding_programme), Holds::OneOf(programmes)),
        line("funding_call", say!(locale, writing.column.funding_call), Takes::Note),
        line("funding_year", say!(locale, writing.column.funding_year), Takes::Number),
        line("funding_amount", say!(locale, writing.column.funding_amount), Takes::Number),
        line("funding_percent", say!(locale, writing.column.funding_percent), Takes::Number),
    ];
    Group { name: "funding", columns, least: 1, most: 5 }
}

fn partners(locale: Locale) -> Group {
    let roles = PartnerRole::ALL.iter().map(|role| Choice::new(role.code(), role.name(locale)));
    let roles = Holds::OneOf(or_none(locale, roles));
    let columns = vec![
        Column::new("partner_org", say!(locale, writing.column.partner_org), Holds::Offered(NAMES)),
        Column::new("partner_role", say!(locale, writing.column.partner_role), roles),
    ];
    Group { name: "partner_orgs", columns, least: 1, most: 8 }
}
