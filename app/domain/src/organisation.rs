// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Organisations: public administrations and the bodies that work with them.

use serde::{Deserialize, Serialize};

use crate::code::coded;
use crate::places;
use crate::text::{self, Fault, Problem, Uid};

coded! {
    /// What an organisation is.
    OrganisationKind {
        /// Regione o provincia autonoma.
        Region = "region",
        /// Provincia.
        Province = "province",
        /// Città metropolitana.
        MetropolitanCity = "metropolitan_city",
        /// Comune.
        Municipality = "municipality",
        /// Unione di Comuni o comunità montana.
        Union = "union",
        /// Consorzio fra enti.
        Consortium = "consortium",
        /// Ministero.
        Ministry = "ministry",
        /// Agenzia o ente strumentale.
        Agency = "agency",
        /// Scuola o università.
        School = "school",
        /// Azienda sanitaria.
        Health = "health",
        /// Amministrazione di un altro Paese europeo.
        European = "european",
        /// Associazione di enti.
        Association = "association",
        /// Altro ente pubblico.
        OtherPublic = "other_public",
        /// Impresa privata: fornitrice, mai titolare di una pratica.
        Supplier = "supplier",
    }
}

coded! {
    /// Bands of population, used to compare bodies of similar size (DOMAIN.md, "Organisation").
    SizeBand {
        /// Fewer than 5,000 inhabitants.
        Under5k = "under_5k",
        /// 5,000 to 19,999.
        From5k = "5k_20k",
        /// 20,000 to 99,999.
        From20k = "20k_100k",
        /// 100,000 to 499,999.
        From100k = "100k_500k",
        /// 500,000 or more.
        Over500k = "over_500k",
    }
}

impl SizeBand {
    /// The band of a population.
    pub const fn of(population: u32) -> Self {
        match population {
            0..5_000 => Self::Under5k,
            5_000..20_000 => Self::From5k,
            20_000..100_000 => Self::From20k,
            100_000..500_000 => Self::From100k,
            _ => Self::Over500k,
        }
    }
}

/// A public administration or another body, as it is kept, imported and exported.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Organisation {
    /// Stable identifier.
    pub uid: Uid,
    /// Full name, as the body writes it.
    pub name: String,
    /// Acronym or short name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short_name: Option<String>,
    /// What it is.
    pub kind: OrganisationKind,
    /// Code in the Italian index of public administrations (IPA), unique.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ipa_code: Option<String>,
    /// Country (ISO 3166-1, two capitals).
    #[serde(default = "italy")]
    pub country: String,
    /// Region: ISTAT code of two digits, or NUTS 2 abroad.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Province: ISTAT code of three digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub province: Option<String>,
    /// Inhabitants.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub population: Option<u32>,
    /// Employees.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub employees: Option<u32>,
    /// The body that this one belongs to (Comune -> Unione).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<Uid>,
    /// The record that took this one's place, once two records of one body were joined.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merged_into: Option<Uid>,
    /// Domains of its e-mail addresses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub email_domains: Vec<String>,
    /// Its web site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub website: Option<String>,
    /// What it does, Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Whether the record is invented, for demonstration.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub demo: bool,
}

fn italy() -> String {
    "IT".to_owned()
}

impl Organisation {
    /// Brings the record into the form in which it is kept and checks the safety limits.
    ///
    /// # Errors
    /// All problems at once, each with its field.
    pub fn checked(mut self) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        text::line("name", &mut self.name, text::TITLE_MAX, &mut problems);
        if self.name.is_empty() {
            problems.push(Problem::new("name", Fault::Missing));
        }
        text::optional_line("short_name", &mut self.short_name, 60, &mut problems);
        text::optional_line("ipa_code", &mut self.ipa_code, 20, &mut problems);
        text::optional_text("description", &mut self.description, &mut problems);
        text::list("email_domains", &self.email_domains, &mut problems);
        if let Some(website) = &self.website {
            text::web_address("website", website, &mut problems);
        }
        if self.country.len() != 2 || !self.country.bytes().all(|b| b.is_ascii_uppercase()) {
            problems.push(Problem::new("country", Fault::invalid("two capital letters (ISO 3166-1)")));
        }
        places::check(&mut self.region, &mut self.province, &mut problems);
        for (field, other) in [("parent", &self.parent), ("merged_into", &self.merged_into)] {
            if other.as_ref() == Some(&self.uid) {
                problems.push(Problem::new(field, Fault::Contradicts { other: "uid".to_owned() }));
            }
        }
        if problems.is_empty() { Ok(self) } else { Err(problems) }
    }

    /// The band of its population, where that is known.
    pub fn size(&self) -> Option<SizeBand> {
        self.population.map(SizeBand::of)
    }

    /// Whether it may own a practice: a supplier never does (AC-004-2).
    pub fn may_own_practices(&self) -> bool {
        self.kind != OrganisationKind::Supplier
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_organisation_neither_belongs_to_itself_nor_takes_its_own_place() {
        for field in ["parent", "merged_into"] {
            let read = |value: &str| {
                let fields = json!({"uid": "o", "name": "Comune", "kind": "municipality", field: value});
                serde_json::from_value::<Organisation>(fields).expect("an organisation").checked()
            };
            assert_eq!(read("o").expect_err("itself")[0].field, field);
            let other = serde_json::to_value(read("other").expect("another")).expect("JSON");
            assert_eq!(other[field], "other");
        }
    }
}
