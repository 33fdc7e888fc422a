// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What stands in the fields of a step: the practice as its author would type it.

use domain::Uid;
use domain::practice::Practice;
use domain::practice::writing::Step;

use super::reading::{typed_date, typed_decimal, typed_yes_or_no};

/// Names and values, in the order of the form.
#[derive(Default)]
struct Pairs(Vec<(String, String)>);

/// The names and values of the fields of a step. `named` says what an organisation is called.
pub(super) fn typed(practice: &Practice, step: Step, named: impl Fn(&Uid) -> String) -> Vec<(String, String)> {
    let mut pairs = Pairs::default();
    match step {
        Step::Essentials => pairs.essentials(practice),
        Step::Story => pairs.texts(&[
            ("problem", &practice.problem),
            ("solution", &practice.solution),
            ("innovation", &practice.innovation),
            ("stakeholders", &practice.stakeholders),
        ]),
        Step::Evidence => pairs.evidence(practice),
        Step::Needs => pairs.needs(practice, named),
        Step::Conditions => pairs.conditions(practice),
        Step::Documents => pairs.documents(practice),
        Step::Send => pairs.put("licence_of_text", practice.licence_of_text.code()),
    }
    pairs.0
}

impl Pairs {
    fn put(&mut self, name: &str, value: impl Into<String>) {
        self.0.push((name.to_owned(), value.into()));
    }

    fn texts(&mut self, fields: &[(&str, &Option<String>)]) {
        for (name, value) in fields {
            self.put(name, value.as_deref().unwrap_or_default());
        }
    }

    fn essentials(&mut self, practice: &Practice) {
        let code = |code: Option<&'static str>| code.unwrap_or_default();
        self.put("title", practice.title.as_str());
        self.texts(&[("summary", &practice.summary)]);
        self.put("language", practice.language.code());
        self.put("owner_org", practice.owner_org.as_ref().map_or("", Uid::as_str));
        self.texts(&[("contact", &practice.contact)]);
        self.put("practice_kind", code(practice.practice_kind.map(|kind| kind.code())));
        self.put("level", code(practice.level.map(|level| level.code())));
        self.texts(&[("region", &practice.region), ("municipality", &practice.municipality)]);
        self.put("start_date", practice.start_date.map(typed_date).unwrap_or_default());
        self.put("end_date", practice.end_date.map(typed_date).unwrap_or_default());
        for theme in &practice.themes {
            self.put("themes", theme.as_str());
        }
        for beneficiary in &practice.beneficiaries {
            self.put("beneficiaries", beneficiary.code());
        }
        self.texts(&[("beneficiaries_note", &practice.beneficiaries_note)]);
        self.put("tags", practice.tags.join(", "));
        let for_whom = practice.community.as_ref().map(|uid| format!("community:{uid}"));
        self.put("audience", for_whom.unwrap_or_else(|| practice.audience.code().to_owned()));
        for translation in &practice.translations {
            self.put("translation_language", translation.language.code());
            self.put("translation_title", translation.title.as_str());
            self.texts(&[("translation_summary", &translation.summary)]);
        }
    }

    fn evidence(&mut self, practice: &Practice) {
        for indicator in &practice.evidence {
            self.put("evidence_name", indicator.name.as_str());
            self.texts(&[("evidence_baseline", &indicator.baseline)]);
            self.put("evidence_value", indicator.value.as_str());
            self.texts(&[("evidence_unit", &indicator.unit)]);
            self.put("evidence_date", indicator.date.map(typed_date).unwrap_or_default());
            self.texts(&[("evidence_source", &indicator.source_url)]);
        }
        self.texts(&[("expected_results", &practice.expected_results), ("failures", &practice.failures)]);
        for fact in &practice.scale {
            self.put("scale_measure", fact.measure.code());
            self.put("scale_value", fact.value.to_string());
        }
    }

    fn needs(&mut self, practice: &Practice, named: impl Fn(&Uid) -> String) {
        let money = practice.resources_financial.as_ref();
        self.put("financial_band", money.map_or("", |money| money.band.code()));
        self.put("financial_note", money.and_then(|money| money.note.clone()).unwrap_or_default());
        let staff = practice.resources_human.as_ref();
        self.put("fte", staff.map(|staff| typed_decimal(staff.fte)).unwrap_or_default());
        self.put("staff_note", staff.and_then(|staff| staff.note.clone()).unwrap_or_default());
        self.put("months", practice.resources_time_months.map(|months| months.to_string()).unwrap_or_default());
        self.texts(&[
            ("technology", &practice.technology),
            ("repo_url", &practice.repo_url),
            ("legal_basis", &practice.legal_basis),
        ]);
        for funding in &practice.funding {
            let number = |number: Option<u64>| number.map(|number| number.to_string()).unwrap_or_default();
            self.put("funding_programme", funding.programme.as_ref().map_or("", Uid::as_str));
            self.texts(&[("funding_call", &funding.call)]);
            self.put("funding_year", funding.year.map(|year| year.to_string()).unwrap_or_default());
            self.put("funding_amount", number(funding.amount));
            self.put("funding_percent", number(funding.co_financing_percent.map(u64::from)));
        }
        for part in &practice.partner_orgs {
            self.put("partner_org", named(&part.organisation));
            self.put("partner_role", part.role.code());
        }
    }

    fn conditions(&mut self, practice: &Practice) {
        for condition in &practice.conditions {
            self.put("condition_text", condition.text.as_str());
            self.put("condition_category", condition.category.code());
            self.put("condition_weight", condition.weight.to_string());
            self.put("condition_blocking", typed_yes_or_no(condition.blocking));
        }
        self.texts(&[
            ("transfer_potential", &practice.transfer_potential),
            ("adaptation_notes", &practice.adaptation_notes),
        ]);
        self.put("small_body_ok", practice.small_body_ok.map_or("", typed_yes_or_no));
        self.put("min_population", practice.min_population.map(|number| number.to_string()).unwrap_or_default());
        for model in &practice.models {
            self.put("model_title", model.title.as_str());
            self.put("model_description", model.description.as_str());
            self.put("model_alone", typed_yes_or_no(model.transferable_alone));
        }
        for origin in &practice.based_on {
            self.put("based_on", origin.as_str());
        }
    }

    fn documents(&mut self, practice: &Practice) {
        for resource in &practice.resources {
            self.put("resource_title", resource.title.as_str());
            self.put("resource_kind", resource.kind.code());
            self.put("resource_url", resource.url.as_str());
            self.put("resource_licence", resource.licence.code());
            self.put("resource_language", resource.language.map_or("", |language| language.code()));
            self.texts(&[("resource_size", &resource.size)]);
        }
        for link in &practice.links {
            self.put("link_label", link.label.as_str());
            self.put("link_url", link.url.as_str());
        }
        for training in &practice.training {
            self.put("training_title", training.title.as_str());
            self.put("training_url", training.url.as_str());
            self.put("training_hours", training.hours.map(|hours| hours.to_string()).unwrap_or_default());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::filling::{Known, fill};
    use super::*;
    use crate::form::Typed;

    /// A practice with something in every field of the form.
    fn full() -> Practice {
        let text = r#"{
            "uid": "p", "title": "Mensa senza code", "language": "it", "stage": "draft", "summary": "Una frase.",
            "owner_org": "o", "partner_orgs": [{"organisation": "q", "role": "technology_partner"}],
            "contact": "Ufficio scuola", "themes": ["t"], "tags": ["mensa", "scuola"], "practice_kind": "service",
            "level": "municipal", "region": "09", "municipality": "Firenze", "start_date": "2021-03",
            "end_date": "2022-01-05", "problem": "Code.\n\nLunghe.", "solution": "Prenotazioni.",
            "innovation": "Nuovo.", "beneficiaries": ["families"], "beneficiaries_note": "Tutte.",
            "stakeholders": "Scuole.", "legal_basis": "Delibera.",
            "resources_financial": {"band": "under_10k", "note": "Software"},
            "resources_human": {"fte": 0.5, "note": "Un istruttore"}, "resources_time_months": 6,
            "technology": "Web.", "repo_url": "https://example.org/code",
            "funding": [{"programme": "pr", "call": "Bando", "year": 2020, "amount": 1000, "co_financing_percent": 20}],
            "evidence": [{"name": "Attesa", "unit": "min", "baseline": "20", "value": "5", "date": "2022",
                "source_url": "https://example.org/a", "kind": "quantitative"}],
            "expected_results": "Meno code.", "failures": "Gli sms.",
            "conditions": [{"text": "Un referente", "category": "legal", "weight": 3, "blocking": true}],
            "transfer_potential": "Ovunque.", "adaptation_notes": "Poco.", "small_body_ok": true,
            "min_population": 1000,
            "models": [{"title": "Il modulo", "description": "Testo.", "transferable_alone": true}],
            "resources": [{"title": "Guida", "kind": "document", "url": "https://example.org/g",
                "licence": "CC-BY-4.0", "language": "it", "size": "2 MB"}],
            "training": [{"title": "Corso", "url": "https://example.org/c", "hours": 6}],
            "scale": [{"measure": "users", "value": 1200}],
            "links": [{"label": "Sito", "url": "https://example.org/"}],
            "translations": [{"language": "en", "title": "No queues", "summary": "A sentence."}],
            "based_on": ["b"], "licence_of_text": "CC0-1.0", "audience": "community", "community": "sua"
        }"#;
        serde_json::from_str(text).expect("a practice")
    }

    fn known() -> Known {
        let uid = |text: &str| Uid::parse(text).expect("a uid");
        Known {
            owners: vec![uid("o")],
            organisations: vec![(uid("o"), "Comune".to_owned()), (uid("q"), "Ditta".to_owned())],
            themes: vec![uid("t")],
            programmes: vec![uid("pr")],
            communities: vec![uid("sua")],
        }
    }

    #[test]
    fn what_a_form_shows_and_sends_back_unchanged_changes_nothing() {
        let full = full();
        let mut filled = full.clone();
        for step in Step::ALL {
            let pairs = typed(&full, *step, |_| "Ditta".to_owned());
            fill(&mut filled, *step, &Typed(pairs), &known()).expect("nothing is wrong");
        }
        assert_eq!(filled, full);
    }

    #[test]
    fn an_empty_form_empties_all_but_the_title() {
        let mut practice = full();
        for step in Step::ALL {
            let title = ("title".to_owned(), "Resta".to_owned());
            fill(&mut practice, *step, &Typed(vec![title]), &known()).expect("nothing is wrong");
        }
        let bare = serde_json::json!({"uid": "p", "title": "Resta", "language": "it", "stage": "draft",
            "licence_of_text": "CC0-1.0"});
        assert_eq!(practice, serde_json::from_value(bare).expect("a practice"));
    }

    #[test]
    fn what_cannot_be_read_is_told_by_its_field_and_row() {
        let told = |step, pairs: &[(&str, &str)]| {
            let pairs = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
            fill(&mut full(), step, &Typed(pairs), &known()).expect_err("something is wrong")
        };
        use crate::form::FieldProblem as Wrong;
        assert_eq!(told(Step::Essentials, &[]), [("title", Wrong::Missing)]);
        let dates = [("title", "T"), ("start_date", "2022"), ("end_date", "2021"), ("level", "galactic")];
        assert_eq!(told(Step::Essentials, &dates), [("level", Wrong::Invalid), ("end_date", Wrong::Differs)]);
        let of_others = [("title", "T"), ("audience", "community:altra")];
        assert_eq!(told(Step::Essentials, &of_others), [("audience", Wrong::Invalid)]);
        let foreign = [("title", "T"), ("owner_org", "q")];
        assert_eq!(told(Step::Essentials, &foreign), [("owner_org", Wrong::NotAllowed)]);
        let rows = [("evidence_name", ""), ("evidence_value", ""), ("evidence_name", "Senza valore")];
        assert_eq!(told(Step::Evidence, &rows), [("evidence-2", Wrong::Missing)]);
        assert_eq!(
            told(Step::Documents, &[("link_label", "X"), ("link_url", "javascript:alert(1)")]),
            [("link-1", Wrong::Invalid)]
        );
        assert_eq!(
            told(Step::Needs, &[("fte", "mezzo"), ("months", "121")]),
            [("fte", Wrong::Invalid), ("months", Wrong::Invalid)]
        );
        let supplier = [("partner_org", "Comune"), ("partner_role", "technology_partner")];
        assert_eq!(told(Step::Needs, &supplier), [("partner-1", Wrong::NotAllowed)]);
    }
}
