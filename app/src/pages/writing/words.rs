// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What the fields of the form are called, how they are explained, and where in the page they stand.

use domain::Locale;
use domain::phase::Phase;
use domain::practice::writing::Step;

use crate::ssr::i18n::say;

/// The name under which the form knows a field: records name some of them otherwise, and rows carry a short name.
pub fn known(field: &str) -> &str {
    match field {
        "resources_financial" => "financial_band",
        "resources_human" => "fte",
        "resources_time_months" => "months",
        "translation" => "translations",
        "partner" => "partner_orgs",
        "condition" => "conditions",
        "model" => "models",
        "resource" => "resources",
        "link" => "links",
        other => other,
    }
}

/// Gives the fields their `id` in the page, and their words.
macro_rules! fields {
    ($( $name:literal: $key:ident => $id:literal, )+) => {
        /// What a field is called.
        pub fn label(locale: Locale, field: &str) -> &'static str {
            match known(field) {
                $( $name => say!(locale, writing.field.$key.label), )+
                _ => say!(locale, writing.whole),
            }
        }

        /// How a field is filled in, with an example.
        pub fn help(locale: Locale, field: &str) -> &'static str {
            match known(field) {
                $( $name => say!(locale, writing.field.$key.help), )+
                _ => "",
            }
        }

        /// Where a field stands: its `id`, or that of the first of its group.
        pub fn id(field: &str) -> &'static str {
            match known(field) {
                $( $name => $id, )+
                _ => "guida",
            }
        }
    };
}

fields! {
    "title": title => "titolo",
    "summary": summary => "riassunto",
    "language": language => "lingua",
    "owner_org": owner_org => "ente",
    "contact": contact => "contatto",
    "practice_kind": practice_kind => "tipo",
    "level": level => "livello",
    "region": region => "regione",
    "municipality": municipality => "comune",
    "start_date": start_date => "inizio",
    "end_date": end_date => "fine",
    "themes": themes => "temi",
    "beneficiaries": beneficiaries => "beneficiari",
    "beneficiaries_note": beneficiaries_note => "beneficiari-nota",
    "tags": tags => "parole",
    "audience": audience => "lettori",
    "translations": translations => "traduzioni",
    "problem": problem => "problema",
    "solution": solution => "soluzione",
    "innovation": innovation => "novita",
    "stakeholders": stakeholders => "da-coinvolgere",
    "evidence": evidence => "risultati",
    "expected_results": expected_results => "risultati-attesi",
    "failures": failures => "difficolta",
    "scale": scale => "dimensioni",
    "financial_band": financial_band => "costo",
    "financial_note": financial_note => "costo-nota",
    "fte": fte => "persone",
    "staff_note": staff_note => "persone-nota",
    "months": months => "mesi",
    "technology": technology => "tecnologia",
    "repo_url": repo_url => "codice-sorgente",
    "legal_basis": legal_basis => "norme",
    "funding": funding => "finanziamenti",
    "partner_orgs": partner_orgs => "soggetti",
    "conditions": conditions => "condizioni",
    "transfer_potential": transfer_potential => "trasferibilita",
    "adaptation_notes": adaptation_notes => "adattamenti",
    "small_body_ok": small_body_ok => "piccoli-enti",
    "min_population": min_population => "abitanti",
    "models": models => "modelli",
    "based_on": based_on => "varianti",
    "resources": resources => "materiali",
    "links": links => "collegamenti",
    "training": training => "formazione",
    "licence_of_text": licence_of_text => "licenza",
    "consent": consent => "consenso",
    "note": note => "nota",
}

/// The field of a row and the row's number from 1: `evidence-2` is the second of `evidence`.
pub fn row_of(field: &str) -> Option<(&str, usize)> {
    let (group, number) = field.rsplit_once('-')?;
    number.parse().ok().map(|number| (group, number))
}

/// The `id` that a link to a field or to a row leads to.
pub fn anchor(field: &str) -> String {
    match row_of(field) {
        Some((group, number)) => format!("{}-{number}", id(group)),
        None => id(field).to_owned(),
    }
}

/// What a field is called, or a row of it: "Risultato 2".
pub fn title_of(locale: Locale, field: &str) -> String {
    match row_of(field) {
        Some((group, number)) => row(locale, group, number),
        None => label(locale, field).to_owned(),
    }
}

/// The name of a row of a group, by its number from 1.
pub fn row(locale: Locale, group: &str, number: usize) -> String {
    match known(group) {
        "translations" => say!(locale, writing.row.translations, number = number),
        "evidence" => say!(locale, writing.row.evidence, number = number),
        "scale" => say!(locale, writing.row.scale, number = number),
        "funding" => say!(locale, writing.row.funding, number = number),
        "partner_orgs" => say!(locale, writing.row.partner_orgs, number = number),
        "conditions" => say!(locale, writing.row.conditions, number = number),
        "models" => say!(locale, writing.row.models, number = number),
        "resources" => say!(locale, writing.row.resources, number = number),
        "links" => say!(locale, writing.row.links, number = number),
        _ => say!(locale, writing.row.training, number = number),
    }
}

/// The name of a step.
pub fn step(locale: Locale, step: Step) -> &'static str {
    match step {
        Step::Essentials => say!(locale, writing.step.essentials.name),
        Step::Story => say!(locale, writing.step.story.name),
        Step::Evidence => say!(locale, writing.step.evidence.name),
        Step::Needs => say!(locale, writing.step.needs.name),
        Step::Conditions => say!(locale, writing.step.conditions.name),
        Step::Documents => say!(locale, writing.step.documents.name),
        Step::Send => say!(locale, writing.step.send.name),
    }
}

/// What a step asks for, in one or two sentences.
pub fn step_lead(locale: Locale, step: Step) -> &'static str {
    match step {
        Step::Essentials => say!(locale, writing.step.essentials.lead),
        Step::Story => say!(locale, writing.step.story.lead),
        Step::Evidence => say!(locale, writing.step.evidence.lead),
        Step::Needs => say!(locale, writing.step.needs.lead),
        Step::Conditions => say!(locale, writing.step.conditions.lead),
        Step::Documents => say!(locale, writing.step.documents.lead),
        Step::Send => say!(locale, writing.step.send.lead),
    }
}

/// What the next phase wants: a field of the form, or the fact that reaches the phase.
pub fn wanted_for(locale: Locale, phase: Phase, field: &str) -> &'static str {
    let is_field = id(field) != id("form");
    match phase {
        _ if is_field => label(locale, field),
        Phase::Analysed => say!(locale, practice.phase.missing.analysed),
        Phase::Transferring => say!(locale, practice.phase.missing.transferring),
        Phase::Adopted => say!(locale, practice.phase.missing.adopted),
        Phase::Evaluated => say!(locale, practice.phase.missing.evaluated),
        Phase::Identified | Phase::Documented => say!(locale, practice.field.other),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use domain::practice::writing::FIELDS;

    use super::*;

    #[test]
    fn every_field_that_may_be_wanting_has_a_name_and_a_place_of_its_own() {
        let places: BTreeSet<&str> = FIELDS.iter().map(|field| id(field.name)).collect();
        assert_eq!(places.len(), FIELDS.len());
        assert!(!places.contains("guida"));
        for field in FIELDS {
            assert_ne!(label(Locale::Italian, field.name), label(Locale::Italian, "form"), "{}", field.name);
            assert!(!help(Locale::English, field.name).is_empty(), "{}", field.name);
        }
    }

    #[test]
    fn a_row_leads_to_its_own_place() {
        assert_eq!(anchor("evidence-2"), "risultati-2");
        assert_eq!(anchor("condition-1"), "condizioni-1");
        assert_eq!(anchor("resources_human"), "persone");
        assert_eq!(anchor("form"), "guida");
        assert_eq!(title_of(Locale::Italian, "evidence-2"), "Risultato 2");
    }
}
