// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Cells as people fill them in, brought into the form in which a field is typed.

use domain::places::{self, Region};
use domain::taxonomy::Theme;
use domain::text::LIST_MAX;
use domain::{Slug, Uid};
use jiff::ToSpan as _;

use super::Problems;
use crate::form::FieldProblem;
use crate::taxonomy::Taxonomy;

/// What may stand between several values in one cell.
const BETWEEN: [char; 4] = [',', ';', '\n', '|'];
/// The longest tag, in characters, as the record has it.
const TAG_MAX: usize = 60;
/// The first letters that are enough to know a region by.
const REGION_LEAST: usize = 5;

/// A region by its code or its name in either language, with or without the word "Regione".
pub(super) fn region(text: &str) -> Option<&'static Region> {
    let slug = Slug::of(text);
    let bare = ["regione-", "region-"].iter().find_map(|word| slug.as_str().strip_prefix(word));
    let bare = bare.unwrap_or(slug.as_str());
    // Spreadsheets take the first digit off `09`.
    let by_code = || places::region(text).or_else(|| places::region(&format!("0{text}")));
    let is_it = |region: &&Region| [region.name_it, region.name_en].iter().any(|name| Slug::of(name).as_str() == bare);
    let by_name = || places::REGIONS.iter().find(is_it);
    let by_beginning = || if bare.len() < REGION_LEAST { None } else { places::region_by_name(bare) };
    by_code().or_else(by_name).or_else(by_beginning)
}

/// The themes that a cell names, by their names in either language or their identifiers; nothing where one is unknown.
pub(super) fn themes(text: &str, taxonomy: &Taxonomy) -> Option<Vec<Uid>> {
    let all = taxonomy.themes();
    let find = |name: &str| {
        let wanted = Slug::of(name);
        let is_it = |theme: &&&Theme| {
            theme.uid.as_str() == name || [&theme.name.it, &theme.name.en].iter().any(|name| Slug::of(name) == wanted)
        };
        all.iter().find(is_it).map(|theme| theme.uid.clone())
    };
    // A name may have a comma inside.
    if let Some(whole) = find(text) {
        return Some(vec![whole]);
    }
    text.split(BETWEEN).map(str::trim).filter(|name| !name.is_empty()).map(find).collect()
}

/// The tags of some cells: none is cut.
pub(super) fn tags(texts: &[&str], problems: &mut Problems, add: &mut dyn FnMut(&str, &str)) {
    let tags: Vec<&str> = texts.iter().flat_map(|text| text.split(BETWEEN)).map(str::trim).collect();
    if tags.len() > LIST_MAX || tags.iter().any(|tag| tag.chars().count() > TAG_MAX) {
        problems.add("tags", FieldProblem::TooLong);
    }
    add("tags", &tags.join(", "));
}

/// The addresses of some cells, each called after where it leads.
pub(super) fn links(texts: &[&str], add: &mut dyn FnMut(&str, &str)) {
    for address in texts.iter().flat_map(|text| text.split_whitespace()) {
        let address = address.trim_end_matches([',', ';']);
        let host = address.split_once("://").map_or(address, |(_, rest)| rest);
        add("link_label", host.split('/').next().unwrap_or(host));
        add("link_url", address);
    }
}

/// A day as it is typed: without the time of day that spreadsheets add, and not as the number of days by which they
/// keep it (a year has four digits, such a number five).
pub(super) fn day(text: &str) -> String {
    let time = text.split_once([' ', 'T']).filter(|(_, rest)| rest.contains(':'));
    let text = time.map_or(text, |(day, _)| day);
    let whole = text.split_once('.').filter(|(_, rest)| !rest.contains('.')).map_or(text, |(whole, _)| whole);
    let days = whole.parse::<i32>().ok().filter(|days| whole.len() == 5 && (20_000..70_000).contains(days));
    let zero = jiff::civil::date(1899, 12, 30);
    match days.and_then(|days| zero.checked_add(days.days()).ok()) {
        Some(day) => day.to_string(),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_are_known_by_code_and_by_name() {
        for text in ["09", "9", "Toscana", "TOSCANA", "Regione Toscana", "Tuscany", "tosca"] {
            assert_eq!(region(text).map(|region| region.code), Some("09"), "{text}");
        }
        assert_eq!(region("Valle d’Aosta").map(|region| region.code), Some("02"));
        for unknown in ["Atlantide", "to", "", "999"] {
            assert_eq!(region(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn days_are_read_as_spreadsheets_keep_them() {
        for (text, wanted) in [
            ("2021", "2021"),
            ("15/3/2021", "15/3/2021"),
            ("15.3.2021", "15.3.2021"),
            ("2021-03-15T00:00:00", "2021-03-15"),
            ("2021-03-15 00:00", "2021-03-15"),
            ("44270", "2021-03-15"),
            ("44270.5", "2021-03-15"),
            ("marzo 2021", "marzo 2021"),
            ("2021 circa", "2021 circa"),
            ("", ""),
        ] {
            assert_eq!(day(text), wanted, "{text}");
        }
    }

    #[test]
    fn addresses_are_called_after_where_they_lead() {
        let mut pairs = Vec::new();
        links(&["https://www.example.it/a?b=1; www.example.org"], &mut |name, value| {
            pairs.push(format!("{name}={value}"));
        });
        let wanted = [
            "link_label=www.example.it",
            "link_url=https://www.example.it/a?b=1",
            "link_label=www.example.org",
            "link_url=www.example.org",
        ];
        assert_eq!(pairs, wanted);
    }
}
