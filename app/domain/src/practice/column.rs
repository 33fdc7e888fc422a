// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What the columns of a body's own list of practices may become, and which one a heading most likely means.

use super::writing::{Field, field};
use crate::code::coded;
use crate::slug::Slug;

coded! {
    /// The field of a practice that a column becomes; its code is the field's name.
    Column {
        /// The title.
        Title = "title",
        /// One sentence.
        Summary = "summary",
        /// Context and need.
        Problem = "problem",
        /// How it works.
        Solution = "solution",
        /// Themes, by name.
        Themes = "themes",
        /// Free words.
        Tags = "tags",
        /// Region, by name or code.
        Region = "region",
        /// Municipality or area.
        Municipality = "municipality",
        /// When it began.
        StartDate = "start_date",
        /// When it ended.
        EndDate = "end_date",
        /// Office to write to.
        Contact = "contact",
        /// Who benefits.
        BeneficiariesNote = "beneficiaries_note",
        /// Results expected.
        ExpectedResults = "expected_results",
        /// What did not work.
        Failures = "failures",
        /// What was new.
        Innovation = "innovation",
        /// Who had to be won over.
        Stakeholders = "stakeholders",
        /// Technology used.
        Technology = "technology",
        /// Laws and acts.
        LegalBasis = "legal_basis",
        /// Why it can be carried over.
        TransferPotential = "transfer_potential",
        /// What to change and what not.
        AdaptationNotes = "adaptation_notes",
        /// Addresses to read on.
        Links = "links",
    }
}

/// Words of headings, Italian and English, as slugs. What comes first counts first: "descrizione del problema" is the
/// problem, and what merely describes is the solution.
const WORDS: &[(Column, &[&str])] = &[
    (
        Column::Failures,
        &["non-ha-funzionato", "criticita", "difficolta", "lezioni", "did-not-work", "lessons", "difficulties"],
    ),
    (Column::TransferPotential, &["trasferibilita", "replicabilita", "transferability", "replicability"]),
    (Column::AdaptationNotes, &["adattamenti", "adattamento", "adaptation"]),
    (Column::Links, &["link", "links", "url", "sito", "sito-web", "pagina-web", "indirizzo-web", "website", "web"]),
    (Column::EndDate, &["fine", "data-fine", "conclusione", "end", "end-date"]),
    (Column::StartDate, &["inizio", "avvio", "attivazione", "anno", "data", "start", "year", "date", "since"]),
    (Column::Region, &["regione", "region"]),
    (Column::Municipality, &["comune", "comuni", "territorio", "luogo", "localita", "municipality", "town", "place"]),
    (Column::Contact, &["contatto", "contatti", "referente", "responsabile", "email", "e-mail", "ufficio", "contact"]),
    (Column::Themes, &["tema", "temi", "tematica", "area-tematica", "theme", "themes", "topic", "topics"]),
    (Column::Tags, &["tag", "tags", "parole-chiave", "etichette", "categoria", "categorie", "keywords", "category"]),
    (Column::BeneficiariesNote, &["beneficiari", "destinatari", "utenti", "target", "beneficiaries", "users"]),
    (
        Column::ExpectedResults,
        &["risultati", "risultati-attesi", "impatto", "benefici", "results", "outcomes", "impact"],
    ),
    (Column::Innovation, &["innovazione", "elementi-innovativi", "novita", "innovation"]),
    (Column::Stakeholders, &["attori", "soggetti", "soggetti-coinvolti", "partner", "stakeholders", "partners"]),
    (Column::Technology, &["tecnologia", "tecnologie", "strumenti", "software", "technology", "tools"]),
    (Column::LegalBasis, &["normativa", "norme", "riferimenti-normativi", "legge", "atti", "legal-basis", "law"]),
    (Column::Problem, &["problema", "bisogno", "esigenza", "contesto", "problem", "need", "context"]),
    (Column::Title, &["titolo", "nome", "denominazione", "buona-pratica", "title", "name", "good-practice"]),
    (Column::Summary, &["riassunto", "sintesi", "abstract", "descrizione-breve", "breve-descrizione", "summary"]),
    (Column::Solution, &["soluzione", "descrizione", "attivita", "intervento", "azioni", "solution", "description"]),
];

impl Column {
    /// What may stand in the field.
    pub fn field(self) -> &'static Field {
        field(self.code()).expect("every column is a field of the form")
    }

    /// Whether several columns may become the same field: long texts follow each other, and lists grow.
    pub const fn may_repeat(self) -> bool {
        match self {
            Self::Title
            | Self::Summary
            | Self::Region
            | Self::Municipality
            | Self::StartDate
            | Self::EndDate
            | Self::Contact
            | Self::BeneficiariesNote => false,
            Self::Problem
            | Self::Solution
            | Self::Themes
            | Self::Tags
            | Self::ExpectedResults
            | Self::Failures
            | Self::Innovation
            | Self::Stakeholders
            | Self::Technology
            | Self::LegalBasis
            | Self::TransferPotential
            | Self::AdaptationNotes
            | Self::Links => true,
        }
    }

    /// What a heading most likely means; nothing where its words are not known.
    pub fn of_heading(heading: &str) -> Option<Self> {
        if !heading.chars().any(char::is_alphanumeric) {
            return None;
        }
        let heading = Slug::of(heading);
        let whole = |word: &str| heading.as_str() == word;
        let within = |word: &str| format!("-{heading}-").contains(&format!("-{word}-"));
        let by = |fits: &dyn Fn(&str) -> bool| {
            WORDS.iter().find(|(_, words)| words.iter().any(|word| fits(word))).map(|(column, _)| *column)
        };
        by(&whole).or_else(|| by(&within))
    }

    /// What each of some headings most likely means; what cannot be twice, the first one means.
    pub fn of_headings(headings: &[String]) -> Vec<Option<Self>> {
        let mut all: Vec<Option<Self>> = Vec::with_capacity(headings.len());
        for heading in headings {
            let found = Self::of_heading(heading);
            let is_free = |column: &Self| column.may_repeat() || !all.contains(&Some(*column));
            let found = found.filter(is_free);
            all.push(found);
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_is_a_field_of_the_form_and_has_words() {
        for column in Column::ALL {
            assert_eq!(column.field().name, column.code());
            assert!(WORDS.iter().any(|(known, _)| known == column), "{column}");
        }
        let words: Vec<&str> = WORDS.iter().flat_map(|(_, words)| words.iter().copied()).collect();
        for word in &words {
            assert_eq!(Slug::of(word).as_str(), *word);
            assert_eq!(words.iter().filter(|other| *other == word).count(), 1, "{word}");
        }
    }

    #[test]
    fn headings_are_understood_as_officials_write_them() {
        for (heading, column) in [
            ("Titolo della buona pratica", Column::Title),
            ("DENOMINAZIONE", Column::Title),
            ("Descrizione del problema", Column::Problem),
            ("Breve descrizione", Column::Summary),
            ("Descrizione", Column::Solution),
            ("Anno di avvio", Column::StartDate),
            ("Che cosa non ha funzionato", Column::Failures),
            ("Criticità riscontrate", Column::Failures),
            ("Parole chiave", Column::Tags),
            ("Sito web", Column::Links),
            ("Contact person", Column::Contact),
            ("What did not work", Column::Failures),
            ("Region", Column::Region),
        ] {
            assert_eq!(Column::of_heading(heading), Some(column), "{heading}");
        }
        for unknown in ["", " ", "---", "N.", "Protocollo", "Costo in euro"] {
            assert_eq!(Column::of_heading(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn what_cannot_be_twice_is_the_first_of_its_kind() {
        let headings = ["Nome", "Titolo", "Descrizione", "Attività"].map(str::to_owned);
        let wanted = [Some(Column::Title), None, Some(Column::Solution), Some(Column::Solution)];
        assert_eq!(Column::of_headings(&headings), wanted);
    }
}
