// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Parts that are made of rows: parties, models, agreements, measured results.

use domain::PartialDate;
use domain::agreement::ActKind;
use domain::practice::EvidenceKind;
use domain::twinning::PartyRole;
use leptos::prelude::*;
use portal::twinnings::{TwinningPartPage, cell};

use super::super::fields::{Label, Sheet, area, boxes, hidden, line, line_with, row, select};
use super::choices;
use crate::ssr::i18n::say;
use crate::ssr::parts::forms::Choice;
use crate::ssr::parts::named::Named;
use crate::ssr::parts::numbers;

fn none(sheet: &Sheet) -> Choice {
    Choice::new("", say!(sheet.locale, writing.choose))
}

pub(super) fn parties(sheet: &Sheet, value: &TwinningPartPage) -> AnyView {
    let locale = sheet.locale;
    let roles = || {
        let all = PartyRole::ALL.iter().map(|role| Choice::new(role.code(), role.name(locale)));
        std::iter::once(none(sheet)).chain(all).collect::<Vec<_>>()
    };
    let rows = (1..=sheet.rows("party_name") + 2).map(|place| {
        let body = sheet.value(&cell("party_body", place));
        let people = value.people.iter().find(|(uid, _)| *uid == body).map(|(_, people)| choices(people));
        let mut fields = vec![
            line_with(
                sheet,
                &cell("party_name", place),
                Label(say!(locale, transfer_desk.field.body), ""),
                Some("enti-noti"),
            ),
            select(sheet, &cell("party_role", place), Label(say!(locale, transfer_desk.field.role), ""), roles()),
            hidden(&cell("party_body", place), body),
        ];
        if let Some(people) = people {
            let people = std::iter::once(none(sheet)).chain(people).collect();
            let label = Label(say!(locale, transfer_desk.field.referent), say!(locale, transfer_desk.help.referent));
            fields.push(select(sheet, &cell("party_referent", place), label, people));
        }
        row(sheet, &cell("party", place), say!(locale, transfer_desk.part_page.party, number = place), fields)
    });
    let rows = rows.collect_view();
    let names = value.organisation_names.iter().map(|name| view! { <option value=name.clone()></option> });
    let names = names.collect_view();
    view! {
        <p>{say!(locale, transfer_desk.part_page.parties_lead)}</p>
        {rows}
        <datalist id="enti-noti">{names}</datalist>
    }
    .into_any()
}

pub(super) fn models(sheet: &Sheet, value: &TwinningPartPage) -> AnyView {
    let locale = sheet.locale;
    let count = sheet.rows("model_title").max(sheet.rows("model_uid")) + 1;
    let places = || (1..=count).map(|place| Choice::new(place.to_string(), place.to_string())).collect::<Vec<_>>();
    let rows = (1..=count).map(|place| {
        let of = |column: &str| cell(column, place);
        let uid = sheet.value(&of("model_uid"));
        let is_there = !uid.is_empty();
        let mut fields = vec![
            hidden(&of("model_uid"), uid),
            line(sheet, &of("model_title"), Label(say!(locale, transfer_desk.field.model_title), "")),
            area(sheet, &of("model_description"), Label(say!(locale, transfer_desk.field.model_description), ""), 4),
            line(
                sheet,
                &of("model_practice"),
                Label(say!(locale, transfer_desk.field.practice), say!(locale, transfer_desk.help.practice)),
            ),
            boxes(
                sheet,
                &of("offering"),
                Label(say!(locale, transfer_desk.field.offering), ""),
                choices(&value.offering),
            ),
            boxes(
                sheet,
                &of("recipients"),
                Label(say!(locale, transfer_desk.field.recipients), ""),
                choices(&value.recipients),
            ),
        ];
        if is_there {
            let drop = vec![Choice::new("on", say!(locale, transfer_desk.part_page.drop_model))];
            fields.push(select(
                sheet,
                &of("model_place"),
                Label(say!(locale, transfer_desk.field.place), ""),
                places(),
            ));
            fields.push(boxes(sheet, &of("model_drop"), Label(say!(locale, transfer_desk.part_page.drop), ""), drop));
        }
        row(sheet, &cell("model", place), say!(locale, transfer_desk.part_page.model, number = place), fields)
    });
    let rows = rows.collect_view();
    view! { <p>{say!(locale, transfer_desk.part_page.models_lead)}</p> {rows} }.into_any()
}

pub(super) fn agreements(sheet: &Sheet, value: &TwinningPartPage) -> AnyView {
    let locale = sheet.locale;
    let kinds = || {
        let all = ActKind::ALL.iter().map(|kind| Choice::new(kind.code(), kind.name(locale)));
        std::iter::once(none(sheet)).chain(all).collect::<Vec<_>>()
    };
    let rows = (1..=sheet.rows("agreement_act") + 1).map(|place| {
        let of = |column: &str| cell(column, place);
        let ends = PartialDate::parse(&sheet.value(&of("agreement_ends"))).ok();
        let ends = ends.map(|ends| {
            let words = say!(locale, transfer_desk.part_page.ends, date = numbers::date(locale, ends));
            view! { <p>{words}</p> }
        });
        let fields = vec![
            line(
                sheet,
                &of("agreement_act"),
                Label(say!(locale, transfer_desk.field.act), say!(locale, transfer_desk.help.act)),
            ),
            select(sheet, &of("agreement_kind"), Label(say!(locale, transfer_desk.field.act_kind), ""), kinds()),
            line(
                sheet,
                &of("agreement_signed"),
                Label(say!(locale, transfer_desk.field.signed), say!(locale, transfer_desk.help.date)),
            ),
            line(sheet, &of("agreement_months"), Label(say!(locale, transfer_desk.field.months), "")),
            line(
                sheet,
                &of("agreement_cost"),
                Label(say!(locale, transfer_desk.field.cost), say!(locale, transfer_desk.help.cost)),
            ),
            boxes(
                sheet,
                &of("agreement_parties"),
                Label(say!(locale, transfer_desk.field.bound), say!(locale, transfer_desk.help.bound)),
                choices(&value.bodies),
            ),
            ends.into_any(),
        ];
        row(sheet, &cell("agreement", place), say!(locale, transfer_desk.part_page.agreement, number = place), fields)
    });
    rows.collect_view().into_any()
}

pub(super) fn results(sheet: &Sheet) -> AnyView {
    let locale = sheet.locale;
    let kinds = || {
        let all = EvidenceKind::ALL.iter().map(|kind| Choice::new(kind.code(), kind.name(locale)));
        std::iter::once(none(sheet)).chain(all).collect::<Vec<_>>()
    };
    let rows = (1..=sheet.rows("indicator_name") + 1).map(|place| {
        let column =
            |name: &str, label: &'static str, help: &'static str| line(sheet, &cell(name, place), Label(label, help));
        let date = say!(locale, transfer_desk.help.date);
        let fields = vec![
            column("indicator_name", say!(locale, transfer_desk.field.indicator), ""),
            column("indicator_unit", say!(locale, transfer_desk.field.unit), ""),
            column("indicator_baseline", say!(locale, transfer_desk.field.baseline), ""),
            column("indicator_value", say!(locale, transfer_desk.field.value), ""),
            column("indicator_date", say!(locale, transfer_desk.field.measured), date),
            select(
                sheet,
                &cell("indicator_kind", place),
                Label(say!(locale, transfer_desk.field.evidence_kind), ""),
                kinds(),
            ),
        ];
        row(sheet, &cell("indicator", place), say!(locale, transfer_desk.part_page.indicator, number = place), fields)
    });
    let rows = rows.collect_view();
    view! {
        {area(sheet, "results", Label(say!(locale, transfer_desk.field.results), ""), 8)}
        {rows}
    }
    .into_any()
}
