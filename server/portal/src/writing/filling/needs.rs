// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The step on money, people, time and partners.

use domain::Uid;
use domain::practice::{CostBand, Finances, Funding, Part, PartnerRole, Practice, Staff};
use domain::text::plain_line;

use super::super::reading::{decimal, whole};
use super::{Known, Reading, some_line};
use crate::form::FieldProblem;

impl Reading<'_> {
    pub(super) fn needs(&mut self, practice: &mut Practice) {
        let band = self.coded("financial_band", CostBand::from_code);
        let note = self.line("financial_note");
        if band.is_none() && note.is_some() {
            self.wrong("financial_band", FieldProblem::Missing);
        }
        practice.resources_financial = band.map(|band| Finances { band, note });
        let fte = self.read("fte", decimal);
        let note = self.line("staff_note");
        if fte.is_none() && note.is_some() {
            self.wrong("fte", FieldProblem::Missing);
        }
        practice.resources_human = fte.map(|fte| Staff { fte, note });
        let months = |text: &str| whole(text).and_then(|months| u16::try_from(months).ok());
        practice.resources_time_months =
            self.read("months", |text| months(text).filter(|months| (1..=120).contains(months)));
        practice.technology = self.text("technology");
        practice.legal_basis = self.text("legal_basis");
        practice.repo_url = match self.form.value("repo_url").trim() {
            "" => None,
            typed => Some(self.address("repo_url", typed)),
        };
    }

    pub(super) fn money(&mut self, practice: &mut Practice, known: &Known) {
        let columns = &["funding_programme", "funding_call", "funding_year", "funding_amount", "funding_percent"];
        let rows = self.rows("funding", columns, columns);
        let kept = std::mem::take(&mut practice.funding);
        practice.funding = rows
            .iter()
            .map(|row| {
                let programme = self.in_row(row, "funding_programme", |uid| {
                    Uid::parse(uid).ok().filter(|uid| known.programmes.contains(uid))
                });
                let year = self.in_row(row, "funding_year", |text| {
                    text.parse::<i16>().ok().filter(|year| (1900..2200).contains(year))
                });
                let percent = self.in_row(row, "funding_percent", |text| {
                    whole(text.trim_end_matches('%')).and_then(|n| u8::try_from(n).ok()).filter(|n| *n <= 100)
                });
                // The form has no place for priorities: they stay with their programme.
                let same = kept.iter().find(|one| one.programme == programme);
                Funding {
                    priorities: same.map(|one| one.priorities.clone()).unwrap_or_default(),
                    programme,
                    call: some_line(row.value("funding_call")),
                    year,
                    amount: self.in_row(row, "funding_amount", whole),
                    co_financing_percent: percent,
                }
            })
            .collect();
        practice.partner_orgs = self.partners(known, practice.owner_org.as_ref());
    }

    fn partners(&mut self, known: &Known, owner: Option<&Uid>) -> Vec<Part> {
        let columns = &["partner_org", "partner_role"];
        let rows = self.rows("partner", columns, &columns[..1]);
        rows.iter()
            .filter_map(|row| {
                let named = row.value("partner_org");
                let wanted = plain_line(named).to_lowercase();
                let is_it = |(uid, name): &&(Uid, String)| uid.as_str() == named || name.to_lowercase() == wanted;
                let organisation = known.organisations.iter().find(is_it).map(|(uid, _)| uid.clone());
                let role = self.in_row(row, "partner_role", PartnerRole::from_code).unwrap_or(PartnerRole::CoOwner);
                if organisation.is_none() {
                    self.wrong(row.name, FieldProblem::Unknown);
                }
                if organisation.as_ref() == owner && role == PartnerRole::TechnologyPartner {
                    // A supplier never owns a practice (AC-004-2).
                    self.wrong(row.name, FieldProblem::NotAllowed);
                }
                Some(Part { organisation: organisation?, role })
            })
            .collect()
    }
}
