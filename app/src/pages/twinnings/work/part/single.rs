// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Parts whose fields are there once: texts, objectives, resources, the check of prerequisites.

use domain::Language;
use domain::practice::Audience;
use domain::twinning::{Answer, CheckKind};
use leptos::prelude::*;
use portal::twinnings::{TwinningPartPage, cell};

use super::super::fields::{Label, Sheet, area, boxes, hidden, line, row, select};
use super::choices;
use crate::ssr::i18n::say;
use crate::ssr::parts::forms::Choice;
use crate::ssr::parts::named::Named;

pub(super) fn texts(sheet: &Sheet, value: &TwinningPartPage) -> AnyView {
    let locale = sheet.locale;
    let languages = Language::ALL.iter().map(|one| Choice::new(one.code(), one.name(locale))).collect();
    let audiences = Audience::ALL.iter().filter(|one| **one != Audience::Community);
    let audiences = audiences.map(|one| Choice::new(one.code(), one.name(locale))).collect();
    let text = |name: &str, label: &'static str, help: &'static str| area(sheet, name, Label(label, help), 6);
    let date = |name: &str, label: &'static str| line(sheet, name, Label(label, say!(locale, transfer_desk.help.date)));
    vec![
        line(sheet, "title", Label(say!(locale, transfer_desk.field.title), "")),
        line(sheet, "acronym", Label(say!(locale, transfer_desk.field.acronym), "")),
        line(sheet, "strapline", Label(say!(locale, transfer_desk.field.strapline), "")),
        text("object", say!(locale, transfer_desk.field.object), say!(locale, transfer_desk.help.object)),
        text("aim", say!(locale, transfer_desk.field.aim), ""),
        text(
            "expected_results",
            say!(locale, transfer_desk.field.expected_results),
            say!(locale, transfer_desk.help.expected_results),
        ),
        boxes(
            sheet,
            "themes",
            Label(say!(locale, transfer_desk.field.themes), say!(locale, transfer_desk.help.themes)),
            choices(&value.themes),
        ),
        date("start_date", say!(locale, transfer_desk.field.start_date)),
        date("end_date", say!(locale, transfer_desk.field.end_date)),
        line(sheet, "live_url", Label(say!(locale, transfer_desk.field.live_url), "")),
        select(sheet, "language", Label(say!(locale, transfer_desk.field.language), ""), languages),
        select(
            sheet,
            "audience",
            Label(say!(locale, transfer_desk.field.audience), say!(locale, transfer_desk.help.audience)),
            audiences,
        ),
    ]
    .into_any()
}

pub(super) fn objectives(sheet: &Sheet, value: &TwinningPartPage) -> AnyView {
    let locale = sheet.locale;
    if value.recipients.is_empty() {
        return view! { <p>{say!(locale, transfer_desk.part_page.no_recipient)}</p> }.into_any();
    }
    let rows = value.recipients.iter().zip(1_usize..).map(|((uid, name), place)| {
        let label = Label(say!(locale, transfer_desk.field.objective), "");
        let fields = vec![
            hidden(&cell("objective_recipient", place), uid.clone()),
            area(sheet, &cell("objective", place), label, 5),
        ];
        row(sheet, &format!("recipient-{place}"), name.clone(), fields)
    });
    rows.collect_view().into_any()
}

pub(super) fn resources(sheet: &Sheet, value: &TwinningPartPage) -> AnyView {
    let locale = sheet.locale;
    let yes_no = vec![
        Choice::new("", say!(locale, transfer_desk.part_page.not_said)),
        Choice::new("yes", Answer::Yes.name(locale)),
        Choice::new("no", Answer::No.name(locale)),
    ];
    let none = Choice::new("", say!(locale, writing.choose));
    let known: Vec<Choice> = std::iter::once(none).chain(choices(&value.programmes)).collect();
    let programmes = (1..=sheet.rows("programme") + 1).map(|place| {
        let heading = say!(locale, transfer_desk.part_page.programme, number = place);
        let fields = vec![
            select(
                sheet,
                &cell("programme", place),
                Label(say!(locale, transfer_desk.field.programme), ""),
                known.clone(),
            ),
            line(
                sheet,
                &cell("priorities", place),
                Label(say!(locale, transfer_desk.field.priorities), say!(locale, transfer_desk.help.priorities)),
            ),
        ];
        row(sheet, &format!("programme-row-{place}"), heading, fields)
    });
    let programmes = programmes.collect_view();
    let filled = ["funding_call", "funding_year", "funding_amount"].map(|column| sheet.rows(column));
    let funding = (1..=filled.into_iter().max().unwrap_or(0) + 1).map(|place| {
        let heading = say!(locale, transfer_desk.part_page.funding, number = place);
        let column = |name: &str, label: &'static str| line(sheet, &cell(name, place), Label(label, ""));
        let fields = vec![
            column("funding_call", say!(locale, transfer_desk.field.call)),
            column("funding_year", say!(locale, transfer_desk.field.year)),
            column("funding_amount", say!(locale, transfer_desk.field.amount)),
        ];
        row(sheet, &cell("funding", place), heading, fields)
    });
    let funding = funding.collect_view();
    view! {
        {area(sheet, "coherence", Label(say!(locale, transfer_desk.field.coherence), ""), 5)}
        {programmes}
        {line(sheet, "budget", Label(say!(locale, transfer_desk.field.budget), ""))}
        {funding}
        {select(sheet, "further_investment", Label(say!(locale, transfer_desk.field.further), ""), yes_no)}
        {line(sheet, "further_amount", Label(say!(locale, transfer_desk.field.further_amount), ""))}
        {line(sheet, "further_note", Label(say!(locale, transfer_desk.field.further_note), ""))}
    }
    .into_any()
}

pub(super) fn checks(sheet: &Sheet) -> AnyView {
    let locale = sheet.locale;
    let answers = || {
        let none = Choice::new("", say!(locale, transfer_desk.part_page.not_said));
        let all = Answer::ALL.iter().map(|one| Choice::new(one.code(), one.name(locale)));
        std::iter::once(none).chain(all).collect::<Vec<_>>()
    };
    let rows = CheckKind::ALL.iter().map(|kind| {
        let fields = vec![
            select(sheet, &format!("check-{kind}"), Label(say!(locale, transfer_desk.field.answer), ""), answers()),
            line(sheet, &format!("check_note-{kind}"), Label(say!(locale, transfer_desk.desk.why), "")),
        ];
        row(sheet, &format!("requisito-{kind}"), kind.name(locale).to_owned(), fields)
    });
    let rows = rows.collect_view();
    let problem = sheet.problem("checks").map(|words| view! { <p class="field-problem" id="checks">{words}</p> });
    view! {
        <p class="measure">{say!(locale, transfer_desk.part_page.checks_lead)}</p>
        {problem}
        {rows}
    }
    .into_any()
}
