// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A part of a twinning as a form shows it: the other way round than `filling`.

use domain::twinning::Twinning;
use domain::{PartialDate, Uid};

use super::editing::TwinningPart;
use super::filling::cell;
use crate::form::Typed;
use crate::writing::typed_date;

/// Names and values, as its form sends them.
struct Sheet(Vec<(String, String)>);

impl Sheet {
    fn put(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.0.push((name.into(), value.into()));
    }

    fn may(&mut self, name: impl Into<String>, value: Option<&String>) {
        self.put(name, value.cloned().unwrap_or_default());
    }

    fn date(&mut self, name: impl Into<String>, date: Option<PartialDate>) {
        self.put(name, date.map(typed_date).unwrap_or_default());
    }
}

/// What stands in a part. `name` says what an organisation is called; practices are shown by their addresses.
pub(super) fn typed(
    twinning: &Twinning,
    part: TwinningPart,
    name: impl Fn(&Uid) -> String,
    practices: &[(Uid, String)],
) -> Typed {
    let mut sheet = Sheet(Vec::new());
    match part {
        TwinningPart::Texts => texts(&mut sheet, twinning),
        TwinningPart::Parties => {
            for (party, place) in twinning.parties.iter().zip(1..) {
                sheet.put(cell("party_name", place), name(&party.organisation));
                sheet.put(cell("party_body", place), party.organisation.as_str());
                sheet.put(cell("party_role", place), party.role.code());
                sheet.put(cell("party_referent", place), party.referent.as_ref().map_or("", Uid::as_str));
            }
        }
        TwinningPart::Models => models(&mut sheet, twinning, practices),
        TwinningPart::Objectives => {
            let recipients = twinning.in_role(domain::twinning::PartyRole::Recipient);
            for (recipient, place) in recipients.zip(1..) {
                let said = twinning.objectives.iter().find(|one| one.recipient == *recipient).map(|one| &one.text);
                sheet.put(cell("objective_recipient", place), recipient.as_str());
                sheet.may(cell("objective", place), said);
            }
        }
        TwinningPart::Resources => resources(&mut sheet, twinning),
        TwinningPart::Checks => {
            for check in &twinning.checks {
                sheet.put(format!("check-{}", check.kind), check.answer.code());
                sheet.may(format!("check_note-{}", check.kind), check.note.as_ref());
            }
        }
        TwinningPart::Agreements => agreements(&mut sheet, twinning),
        TwinningPart::Results => results(&mut sheet, twinning),
    }
    Typed(sheet.0)
}

fn texts(sheet: &mut Sheet, twinning: &Twinning) {
    sheet.put("title", twinning.title.as_str());
    for (name, value) in [
        ("acronym", &twinning.acronym),
        ("strapline", &twinning.strapline),
        ("object", &twinning.object),
        ("aim", &twinning.aim),
        ("expected_results", &twinning.expected_results),
        ("live_url", &twinning.live_url),
    ] {
        sheet.may(name, value.as_ref());
    }
    sheet.put("language", twinning.language.code());
    sheet.put("audience", twinning.audience.code());
    sheet.date("start_date", twinning.start_date);
    sheet.date("end_date", twinning.end_date);
    for theme in &twinning.themes {
        sheet.put("themes", theme.as_str());
    }
}

fn models(sheet: &mut Sheet, twinning: &Twinning, practices: &[(Uid, String)]) {
    for (model, place) in twinning.models.iter().zip(1..) {
        sheet.put(cell("model_uid", place), model.uid.as_str());
        sheet.put(cell("model_title", place), model.title.as_str());
        sheet.put(cell("model_description", place), model.description.as_str());
        let practice = practices.iter().find(|(uid, _)| Some(uid) == model.practice.as_ref()).map(|(_, slug)| slug);
        sheet.may(cell("model_practice", place), practice);
        sheet.put(cell("model_place", place), place.to_string());
        for (column, bodies) in [("offering", &model.offering), ("recipients", &model.recipients)] {
            for body in bodies {
                sheet.put(cell(column, place), body.as_str());
            }
        }
    }
}

fn number(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn resources(sheet: &mut Sheet, twinning: &Twinning) {
    sheet.may("coherence", twinning.coherence.as_ref());
    sheet.put("budget", number(twinning.budget));
    if let Some(investment) = &twinning.further_investment {
        sheet.put("further_investment", if investment.needed { "yes" } else { "no" });
        sheet.put("further_amount", number(investment.amount));
        sheet.may("further_note", investment.note.as_ref());
    }
    for (coherence, place) in twinning.programmes.iter().zip(1..) {
        sheet.put(cell("programme", place), coherence.programme.as_str());
        sheet.put(cell("priorities", place), coherence.priorities.join(", "));
    }
    for (funding, place) in twinning.funding.iter().zip(1..) {
        sheet.may(cell("funding_call", place), funding.call.as_ref());
        sheet.put(cell("funding_year", place), number(funding.year));
        sheet.put(cell("funding_amount", place), number(funding.amount));
    }
}

fn agreements(sheet: &mut Sheet, twinning: &Twinning) {
    for (agreement, place) in twinning.agreements.iter().zip(1..) {
        let signed = PartialDate::parse(&agreement.signed_on);
        let signed = signed.map_or_else(|_| agreement.signed_on.clone(), typed_date);
        sheet.put(cell("agreement_act", place), agreement.act.as_str());
        sheet.put(cell("agreement_kind", place), agreement.act_kind.map_or("", |kind| kind.code()));
        sheet.put(cell("agreement_signed", place), signed);
        sheet.put(cell("agreement_months", place), agreement.months.to_string());
        sheet.put(cell("agreement_cost", place), agreement.cost.to_string());
        sheet.put(cell("agreement_ends", place), number(agreement.ends_on()));
        for party in &agreement.parties {
            sheet.put(cell("agreement_parties", place), party.as_str());
        }
    }
}

fn results(sheet: &mut Sheet, twinning: &Twinning) {
    sheet.may("results", twinning.results.as_ref());
    for (indicator, place) in twinning.indicators.iter().zip(1..) {
        sheet.put(cell("indicator_name", place), indicator.name.as_str());
        sheet.may(cell("indicator_unit", place), indicator.unit.as_ref());
        sheet.may(cell("indicator_baseline", place), indicator.baseline.as_ref());
        sheet.put(cell("indicator_value", place), indicator.value.as_str());
        sheet.date(cell("indicator_date", place), indicator.date);
        sheet.put(cell("indicator_kind", place), indicator.kind.code());
    }
}
