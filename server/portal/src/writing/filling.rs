// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What was typed into a step, put into the practice. What cannot be read is told; what is only too long, or not there
//! yet, is kept all the same: a draft may be anything that its author has got to.

mod conditions;
mod needs;

use domain::practice::writing::Step;
use domain::practice::{
    Audience, Beneficiary, EvidenceKind, Indicator, Level, Licence, Practice, PracticeKind, ScaleFact, ScaleMeasure,
    Translation,
};
use domain::text::{plain_line, plain_text};
use domain::{Language, Uid};

use super::reading::{date, whole};
use super::rows::{Row, filled, row, rows_of};
use crate::form::{FieldProblem, FieldProblems, Typed};

/// What a form may name beside its own words.
pub(super) struct Known {
    /// The organisations that may own it: those of who writes it, and the one that does.
    pub(super) owners: Vec<Uid>,
    /// All organisations, with their names.
    pub(super) organisations: Vec<(Uid, String)>,
    /// The themes.
    pub(super) themes: Vec<Uid>,
    /// The programmes.
    pub(super) programmes: Vec<Uid>,
    /// The communities that it can be for: those of who writes it, and the one that it is for.
    pub(super) communities: Vec<Uid>,
}

/// A step that is being read.
struct Reading<'a> {
    form: &'a Typed,
    problems: FieldProblems,
}

/// Puts what was typed into a step into the practice.
///
/// # Errors
/// The fields that cannot be read; the practice is not to be used then.
pub(super) fn fill(practice: &mut Practice, step: Step, form: &Typed, known: &Known) -> Result<(), FieldProblems> {
    let mut reading = Reading { form, problems: Vec::new() };
    match step {
        Step::Essentials => {
            reading.essentials(practice, known);
            reading.place(practice);
        }
        Step::Story => reading.story(practice),
        Step::Evidence => reading.evidence(practice),
        Step::Needs => {
            reading.needs(practice);
            reading.money(practice, known);
        }
        Step::Conditions => reading.conditions(practice),
        Step::Documents => reading.documents(practice),
        Step::Send => {
            if let Some(licence) = reading.coded("licence_of_text", Licence::from_code) {
                practice.licence_of_text = licence;
            }
        }
    }
    if reading.problems.is_empty() { Ok(()) } else { Err(reading.problems) }
}

fn some_line(text: &str) -> Option<String> {
    Some(plain_line(text)).filter(|line| !line.is_empty())
}

fn some_text(text: &str) -> Option<String> {
    Some(plain_text(text)).filter(|text| !text.trim().is_empty())
}

impl<'a> Reading<'a> {
    fn line(&self, name: &str) -> Option<String> {
        some_line(self.form.value(name))
    }

    fn text(&self, name: &str) -> Option<String> {
        some_text(self.form.value(name))
    }

    fn wrong(&mut self, field: &'static str, problem: FieldProblem) {
        if !self.problems.iter().any(|(name, _)| *name == field) {
            self.problems.push((field, problem));
        }
    }

    /// A value that is read, or nothing where nothing was typed; what cannot be read is wrong.
    fn read<T>(&mut self, name: &'static str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let typed = self.form.value(name).trim();
        if typed.is_empty() {
            return None;
        }
        let value = read(typed);
        if value.is_none() {
            self.wrong(name, FieldProblem::Invalid);
        }
        value
    }

    fn coded<T>(&mut self, name: &'static str, from_code: fn(&str) -> Option<T>) -> Option<T> {
        self.read(name, from_code)
    }

    /// A value of a row; what cannot be read is wrong.
    fn in_row<T>(&mut self, row: &Row<'_>, column: &str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let typed = row.value(column);
        if typed.is_empty() {
            return None;
        }
        let value = read(typed);
        if value.is_none() {
            self.wrong(row.name, FieldProblem::Invalid);
        }
        value
    }

    /// An address of a row or a field.
    fn address(&mut self, name: &'static str, typed: &str) -> String {
        let typed = typed.trim();
        let whole = if typed.contains("://") { typed.to_owned() } else { format!("https://{typed}") };
        let fits = whole.len() <= 2_000
            && url::Url::parse(&whole).is_ok_and(|url| {
                matches!(url.scheme(), "http" | "https") && url.host_str().is_some_and(|host| host.contains('.'))
            });
        if !fits || whole.chars().any(|c| c.is_whitespace() || c.is_control()) {
            self.wrong(name, FieldProblem::Invalid);
        }
        whole
    }

    fn rows(&mut self, group: &str, columns: &'static [&'static str], typed: &[&str]) -> Vec<Row<'a>> {
        let rows = filled(self.form, group, columns, typed);
        let most = rows_of(group).len();
        if rows.len() > most {
            self.wrong(row(group, most), FieldProblem::TooLong);
        }
        rows
    }

    fn essentials(&mut self, practice: &mut Practice, known: &Known) {
        match self.line("title") {
            Some(title) if title.chars().count() <= domain::text::TITLE_MAX => practice.title = title,
            Some(_) => self.wrong("title", FieldProblem::TooLong),
            None => self.wrong("title", FieldProblem::Missing),
        }
        practice.summary = self.line("summary");
        if let Some(language) = self.coded("language", Language::from_code) {
            practice.language = language;
        }
        let owner = self.read("owner_org", |uid| Uid::parse(uid).ok());
        if owner.as_ref().is_some_and(|owner| !known.owners.contains(owner)) {
            self.wrong("owner_org", FieldProblem::NotAllowed);
        }
        practice.owner_org = owner;
        practice.contact = self.line("contact");
        practice.practice_kind = self.coded("practice_kind", PracticeKind::from_code);
        practice.level = self.coded("level", Level::from_code);
        practice.start_date = self.read("start_date", date);
        practice.end_date = self.read("end_date", date);
        let ends_early = practice.start_date.zip(practice.end_date).is_some_and(|(start, end)| end.is_before(start));
        if ends_early {
            self.wrong("end_date", FieldProblem::Differs);
        }
        practice.themes = self.chosen("themes", |uid| Uid::parse(uid).ok().filter(|uid| known.themes.contains(uid)));
        practice.beneficiaries = self.chosen("beneficiaries", Beneficiary::from_code);
        practice.beneficiaries_note = self.line("beneficiaries_note");
        let tags = self.form.value("tags").split([',', ';', '\n']).filter_map(some_line);
        practice.tags = tags.map(|tag| tag.chars().take(60).collect()).collect();
        practice.tags.truncate(domain::text::LIST_MAX);
        let for_whom = |text: &str| match text.strip_prefix("community:") {
            Some(uid) => {
                let uid = Uid::parse(uid).ok().filter(|uid| known.communities.contains(uid));
                uid.map(|uid| (Audience::Community, Some(uid)))
            }
            None => Audience::from_code(text).map(|audience| (audience, None)),
        };
        (practice.audience, practice.community) = self.read("audience", for_whom).unwrap_or((Audience::Public, None));
        practice.translations = self.translations();
    }

    /// All that was chosen, each once; what is not in the list is wrong.
    fn chosen<T: PartialEq>(&mut self, name: &'static str, read: impl Fn(&str) -> Option<T>) -> Vec<T> {
        let mut all = Vec::new();
        for value in self.form.values(name).filter(|value| !value.is_empty()) {
            match read(value) {
                Some(value) if !all.contains(&value) => all.push(value),
                Some(_) => {}
                None => self.problems.push((name, FieldProblem::Unknown)),
            }
        }
        self.problems.dedup();
        all
    }

    fn translations(&mut self) -> Vec<Translation> {
        let columns = &["translation_language", "translation_title", "translation_summary"];
        let rows = self.rows("translation", columns, &columns[1..]);
        rows.iter()
            .filter_map(|row| {
                let language = self.in_row(row, "translation_language", Language::from_code);
                let title = some_line(row.value("translation_title"));
                let (Some(language), Some(title)) = (language, title) else {
                    self.wrong(row.name, FieldProblem::Missing);
                    return None;
                };
                Some(Translation { language, title, summary: some_line(row.value("translation_summary")) })
            })
            .collect()
    }

    fn place(&mut self, practice: &mut Practice) {
        practice.region = self.read("region", |code| domain::places::region(code).map(|region| region.code.to_owned()));
        // A province of another region would contradict the new one.
        let fits = |province: &String| {
            let mut problems = Vec::new();
            domain::places::check(&mut practice.region.clone(), &mut Some(province.clone()), &mut problems);
            problems.is_empty()
        };
        practice.province = practice.province.take().filter(fits);
        practice.municipality = self.line("municipality");
    }

    fn story(&self, practice: &mut Practice) {
        practice.problem = self.text("problem");
        practice.solution = self.text("solution");
        practice.innovation = self.text("innovation");
        practice.stakeholders = self.text("stakeholders");
    }

    fn evidence(&mut self, practice: &mut Practice) {
        let columns = &[
            "evidence_name",
            "evidence_baseline",
            "evidence_value",
            "evidence_unit",
            "evidence_date",
            "evidence_source",
        ];
        let rows = self.rows("evidence", columns, columns);
        practice.evidence = rows.iter().filter_map(|row| self.indicator(row)).collect();
        practice.expected_results = self.text("expected_results");
        practice.failures = self.text("failures");
        let columns = &["scale_measure", "scale_value"];
        let rows = self.rows("scale", columns, &columns[1..]);
        practice.scale = rows
            .iter()
            .filter_map(|row| {
                let measure = self.in_row(row, "scale_measure", ScaleMeasure::from_code);
                let value = self.in_row(row, "scale_value", whole);
                if measure.is_none() {
                    self.wrong(row.name, FieldProblem::Missing);
                }
                Some(ScaleFact { measure: measure?, value: value? })
            })
            .collect();
    }

    fn indicator(&mut self, row: &Row<'_>) -> Option<Indicator> {
        let (name, value) = (some_line(row.value("evidence_name")), some_line(row.value("evidence_value")));
        let when = self.in_row(row, "evidence_date", date);
        let source_url = match row.value("evidence_source") {
            "" => None,
            typed => Some(self.address(row.name, typed)),
        };
        let (Some(name), Some(value)) = (name, value) else {
            self.wrong(row.name, FieldProblem::Missing);
            return None;
        };
        let is_number = value.chars().any(|c| c.is_ascii_digit());
        Some(Indicator {
            name,
            unit: some_line(row.value("evidence_unit")),
            baseline: some_line(row.value("evidence_baseline")),
            value,
            date: when,
            source_url,
            kind: if is_number { EvidenceKind::Quantitative } else { EvidenceKind::Qualitative },
        })
    }
}
