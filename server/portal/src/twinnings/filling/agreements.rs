// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Agreements as they are typed: one row each.

use domain::agreement::{ActKind, Agreement};
use domain::twinning::Twinning;

use super::{at, line, ticked};
use crate::form::{FieldProblem, FieldProblems, Typed};
use crate::writing::{date, row, rows_of, whole};

/// The most months of an agreement.
const MONTHS_MAX: u64 = 1_200;

/// Reads the rows. The document of an agreement stays with its row.
pub(super) fn fill(twinning: &mut Twinning, form: &Typed, problems: &mut FieldProblems) {
    let mut agreements = Vec::new();
    for place in 1..=rows_of("agreement").len() {
        let name = row("agreement", place - 1);
        let Some(act) = line(at(form, "agreement_act", place)) else {
            let rest = ["agreement_signed", "agreement_months", "agreement_cost"];
            if rest.into_iter().any(|column| !at(form, column, place).is_empty()) {
                problems.push((name, FieldProblem::Missing));
            }
            continue;
        };
        let signed = date(at(form, "agreement_signed", place));
        let months = whole(at(form, "agreement_months", place)).filter(|months| (1..=MONTHS_MAX).contains(months));
        let months = months.and_then(|months| u16::try_from(months).ok());
        let cost = match at(form, "agreement_cost", place) {
            "" => Some(0),
            typed => whole(typed).and_then(|cost| u32::try_from(cost).ok()),
        };
        let (Some(signed), Some(months), Some(cost)) = (signed, months, cost) else {
            problems.push((name, FieldProblem::Invalid));
            continue;
        };
        let document = twinning.agreements.get(place - 1).and_then(|one| one.document.clone());
        agreements.push(Agreement {
            act,
            act_kind: ActKind::from_code(at(form, "agreement_kind", place)),
            signed_on: signed.to_string(),
            months,
            cost,
            parties: ticked(form, "agreement_parties", place),
            document,
        });
    }
    twinning.agreements = agreements;
}
