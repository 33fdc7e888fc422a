// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A practice as one file of Markdown: a table of facts, the texts as they were written, where it comes from.

use domain::Locale;
use domain::practice::{Condition, Indicator, Model, letter};
use portal::values::{AdoptionLine, PracticePage};

use super::i18n::say;
use super::parts::named::{Named, within};
use super::parts::{numbers, practice_words};
use crate::paths;

/// The sheet of a practice, with headings in a reader's language.
///
/// What adopters wrote is left out: of it only the rendering is at hand.
pub fn practice_sheet(locale: Locale, base_url: &str, page: &PracticePage) -> String {
    let sheet = Sheet { locale, base_url, page };
    let parts = [sheet.head(), sheet.facts()].into_iter().chain(sheet.sections()).chain([sheet.foot()]);
    let parts: Vec<String> = parts.collect();
    format!("{}\n", parts.join("\n\n"))
}

struct Sheet<'a> {
    locale: Locale,
    /// Address of the portal, without a slash at the end.
    base_url: &'a str,
    page: &'a PracticePage,
}

impl Sheet<'_> {
    fn address(&self) -> String {
        format!("{}{}", self.base_url, paths::practice(self.locale, &self.page.slug))
    }

    fn head(&self) -> String {
        let (title, _) = self.page.practice.title_for(self.locale);
        let (summary, _) = self.page.practice.summary_for(self.locale);
        match summary.is_empty() {
            true => format!("# {}", inline(title)),
            false => format!("# {}\n\n{}", inline(title), inline(summary)),
        }
    }

    fn facts(&self) -> String {
        let (locale, page) = (self.locale, self.page);
        let practice = &page.practice;
        let themes: Vec<&str> = page.themes.iter().map(|theme| theme.name.as_str()).collect();
        let staff = practice.resources_human.as_ref().map(|staff| practice_words::people(locale, staff.fte));
        let facts: Vec<(&str, Option<String>)> = vec![
            (say!(locale, practice.facts.owner), page.owner.as_ref().map(|owner| owner.name.clone())),
            (say!(locale, practice.facts.place), practice_words::place(locale, page)),
            (say!(locale, practice.facts.level), practice.level.map(|level| level.name(locale).to_owned())),
            (
                say!(locale, library.facet.practice_kind),
                practice.practice_kind.map(|kind| kind.name(locale).to_owned()),
            ),
            (say!(locale, reuse.row.start), practice_words::period(locale, practice)),
            (say!(locale, common.themes), (!themes.is_empty()).then(|| themes.join(", "))),
            (say!(locale, library.facet.phase), Some(page.phase.name(locale).to_owned())),
            (
                say!(locale, practice.facts.time),
                practice.resources_time_months.map(|count| practice_words::months(locale, count)),
            ),
            (
                say!(locale, practice.facts.money),
                practice.resources_financial.as_ref().map(|money| money.band.name(locale).to_owned()),
            ),
            (say!(locale, practice.facts.staff), staff),
            (say!(locale, reuse.row.scale), practice_words::scale(locale, practice)),
            (say!(locale, practice.facts.small), practice_words::small_bodies(locale, practice)),
            (say!(locale, practice.facts.evidence), Some(practice_words::evidence(locale, practice).to_owned())),
            (say!(locale, practice.facts.contact), practice.contact.clone()),
            (say!(locale, practice.facts.updated), Some(numbers::moment(locale, page.updated_at))),
            (say!(locale, practice.facts.licence), Some(practice.licence_of_text.name(locale).to_owned())),
        ];
        let rows = facts.into_iter().filter_map(|(name, value)| Some(vec![name.to_owned(), value?]));
        table(&[say!(locale, reuse.compare.feature), say!(locale, reuse.sheet.value)], rows)
    }

    /// All sections that have something to say, in the order of the page.
    fn sections(&self) -> Vec<String> {
        let locale = self.locale;
        let practice = &self.page.practice;
        let text =
            |title: &'static str, text: &Option<String>| text.as_deref().map(|text| section(title, &lowered(text)));
        [
            text(say!(locale, practice.section.problem), &practice.problem),
            text(say!(locale, practice.section.solution), &practice.solution),
            text(say!(locale, practice.section.innovation), &practice.innovation),
            self.models(),
            self.results(),
            text(say!(locale, practice.evidence.expected), &practice.expected_results),
            self.conditions(),
            text(say!(locale, practice.needs.technology), &practice.technology),
            text(say!(locale, practice.section.legal_basis), &practice.legal_basis),
            text(say!(locale, practice.section.failures), &practice.failures),
            text(say!(locale, practice.section.transfer), &practice.transfer_potential),
            text(say!(locale, practice.transfer.adapting), &practice.adaptation_notes),
            text(say!(locale, practice.parties.stakeholders), &practice.stakeholders),
            self.adoptions(),
            self.materials(),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn models(&self) -> Option<String> {
        let models = &self.page.practice.models;
        let model = |(place, model): (usize, &Model)| {
            format!("### {}. {}\n\n{}", letter(place), inline(&model.title), lowered(&model.description))
        };
        let models: Vec<String> = models.iter().enumerate().map(model).collect();
        (!models.is_empty()).then(|| section(say!(self.locale, practice.section.models), &models.join("\n\n")))
    }

    fn results(&self) -> Option<String> {
        let locale = self.locale;
        let heads = [
            say!(locale, practice.evidence.indicator),
            say!(locale, practice.evidence.before),
            say!(locale, practice.evidence.after),
            say!(locale, reuse.sheet.unit),
            say!(locale, practice.evidence.source),
        ];
        let row = |indicator: &Indicator| {
            let unknown = || say!(locale, practice.evidence.unknown).to_owned();
            vec![
                indicator.name.clone(),
                indicator.baseline.clone().unwrap_or_else(unknown),
                indicator.value.clone(),
                indicator.unit.clone().unwrap_or_default(),
                indicator.source_url.clone().unwrap_or_default(),
            ]
        };
        let evidence = &self.page.practice.evidence;
        let title = say!(locale, practice.section.evidence);
        (!evidence.is_empty()).then(|| section(title, &table(&heads, evidence.iter().map(row))))
    }

    fn conditions(&self) -> Option<String> {
        let locale = self.locale;
        let line = |condition: &Condition| {
            let weight = say!(locale, practice.conditions.weight, weight = condition.weight);
            let blocking = condition.blocking.then(|| within(say!(locale, practice.conditions.blocking)));
            let category = within(condition.category.name(locale));
            let about: Vec<String> = [Some(category), Some(within(&weight)), blocking].into_iter().flatten().collect();
            format!("- {} ({})", inline(&condition.text), about.join(", "))
        };
        let lines: Vec<String> = self.page.practice.conditions.iter().map(line).collect();
        (!lines.is_empty()).then(|| section(say!(locale, practice.section.conditions), &lines.join("\n")))
    }

    fn adoptions(&self) -> Option<String> {
        let locale = self.locale;
        let heads = [
            say!(locale, practice.adoptions.adopter),
            say!(locale, practice.adoptions.year),
            say!(locale, practice.adoptions.state),
        ];
        let row = |adoption: &AdoptionLine| {
            let unknown = || say!(locale, practice.adoptions.no_year).to_owned();
            let year = adoption.year.map_or_else(unknown, |year| year.to_string());
            vec![adoption.adopter.clone(), year, adoption.state.name(locale).to_owned()]
        };
        let adoptions = &self.page.adoptions;
        let title = say!(locale, practice.section.adoptions);
        (!adoptions.is_empty()).then(|| section(title, &table(&heads, adoptions.iter().map(row))))
    }

    fn materials(&self) -> Option<String> {
        let practice = &self.page.practice;
        let resources = practice.resources.iter().map(|one| link(&one.title, &one.url));
        let courses = practice.training.iter().map(|one| link(&one.title, &one.url));
        let links = practice.links.iter().map(|one| link(&one.label, &one.url));
        let source = practice.repo_url.iter();
        let source = source.map(|address| link(say!(self.locale, practice.materials.source), address));
        let lines: Vec<String> = resources.chain(courses).chain(links).chain(source).collect();
        (!lines.is_empty()).then(|| section(say!(self.locale, practice.section.materials), &lines.join("\n")))
    }

    fn foot(&self) -> String {
        let locale = self.locale;
        let site = say!(locale, common.site);
        let licence = self.page.practice.licence_of_text.name(locale);
        let day = numbers::moment(locale, self.page.updated_at);
        let source = say!(locale, reuse.sheet.source, site = site, address = format!("<{}>", self.address()));
        let rights = say!(locale, reuse.sheet.rights, licence = licence, date = day);
        format!("---\n\n{source}\n\n{rights}")
    }
}

fn section(title: &str, body: &str) -> String {
    format!("## {title}\n\n{}", body.trim_end())
}

fn link(label: &str, address: &str) -> String {
    format!("- [{}](<{}>)", inline(label), address.replace('<', "%3C").replace('>', "%3E"))
}

fn table(heads: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let line = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    let head = line(heads.iter().map(|head| inline(head)).collect());
    let rule = line(heads.iter().map(|_| "---".to_owned()).collect());
    let rows = rows.map(|cells| line(cells.iter().map(|cell| inline(cell)).collect()));
    [head, rule].into_iter().chain(rows).collect::<Vec<_>>().join("\n")
}

/// A text on one line in which nothing is markup.
fn inline(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' => line.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' => line.extend(['\\', c]),
            c => line.push(c),
        }
    }
    line
}

/// A Markdown text whose headings stand below those of the sheet.
fn lowered(text: &str) -> String {
    let mut fence: Option<&str> = None;
    let lines = text.lines().map(|line| {
        let start = line.trim_start();
        let mark = ["```", "~~~"].into_iter().find(|mark| start.starts_with(mark));
        match (fence, mark) {
            (None, Some(mark)) => fence = Some(mark),
            (Some(open), Some(mark)) if open == mark => fence = None,
            _ => {}
        }
        let rank = line.chars().take_while(|c| *c == '#').count();
        let is_heading = (1..=6).contains(&rank) && line[rank..].starts_with(' ');
        match fence.is_none() && is_heading {
            true => format!("{}{}", "#".repeat((rank + 2).min(6)), &line[rank..]),
            false => line.to_owned(),
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_a_text_stand_below_those_of_the_sheet_but_not_in_code() {
        let text = "# Uno\n\n```\n# commento\n```\n##### Due\n#tag\n####### troppi";
        let lower = "### Uno\n\n```\n# commento\n```\n###### Due\n#tag\n####### troppi";
        assert_eq!(lowered(text), lower);
    }

    #[test]
    fn nothing_in_a_cell_ends_it_or_is_markup() {
        assert_eq!(inline("a|b\n*c* <d> [e]"), "a\\|b \\*c\\* \\<d\\> \\[e\\]");
        let rows = [vec!["Costo".to_owned(), "0 | 1".to_owned()]].into_iter();
        assert_eq!(table(&["Voce", "Valore"], rows), "| Voce | Valore |\n| --- | --- |\n| Costo | 0 \\| 1 |");
    }

    #[test]
    fn an_address_cannot_end_its_link() {
        assert_eq!(link("a]b", "https://a.it/>x"), "- [a\\]b](<https://a.it/%3Ex>)");
    }
}
