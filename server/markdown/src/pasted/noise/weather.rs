// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The small boxes that show the weather: temperatures, sky, wind, days, and the name of a place.

use crate::pasted::lines::Shape;
use crate::pasted::noise::{Line, Page};

/// What a line says of the weather.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    /// `24.1 C`, `35 °`
    Temperature,
    /// `Sab 35 °`
    Forecast,
    /// `1.9kmh`
    Wind,
    /// `67 %`
    Other,
    /// `cielo sereno`
    Sky,
    /// `Sab`
    Day,
    /// May be a place's name, beside a temperature.
    Place,
    /// `Meteo`
    Title,
    None,
}

const SKIES: [&str; 40] = [
    "cielo sereno",
    "cielo coperto",
    "sereno",
    "soleggiato",
    "poco nuvoloso",
    "parzialmente nuvoloso",
    "nuvoloso",
    "molto nuvoloso",
    "coperto",
    "variabile",
    "poche nuvole",
    "nuvole sparse",
    "nubi sparse",
    "nubi irregolari",
    "velature",
    "velature sparse",
    "pioggia",
    "pioggia leggera",
    "pioggia debole",
    "pioggia moderata",
    "pioggia intensa",
    "pioggerella",
    "pioviggine",
    "rovesci",
    "temporale",
    "temporali",
    "neve",
    "neve leggera",
    "nebbia",
    "foschia",
    "clear sky",
    "sunny",
    "few clouds",
    "scattered clouds",
    "broken clouds",
    "overcast clouds",
    "light rain",
    "moderate rain",
    "thunderstorm",
    "mist",
];

const DAYS: [&str; 25] = [
    "lun",
    "mar",
    "mer",
    "gio",
    "ven",
    "sab",
    "dom",
    "lunedì",
    "martedì",
    "mercoledì",
    "giovedì",
    "venerdì",
    "sabato",
    "domenica",
    "oggi",
    "domani",
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
    "adesso",
    "ora",
];

const TITLES: [&str; 5] = ["meteo", "il meteo", "previsioni meteo", "previsioni", "weather"];

/// What may stand before a number.
const NAMES: [&str; 10] =
    ["umidità", "vento", "pressione", "precipitazioni", "pioggia", "nuvole", "percepita", "temperatura", "min", "max"];

impl Reading {
    fn of(line: &Line) -> Self {
        if line.is_content || line.words.is_empty() || matches!(line.shape, Shape::Quote | Shape::Code) {
            return Self::None;
        }
        let lower = line.lower.as_str();
        if TITLES.contains(&lower) {
            return Self::Title;
        }
        if line.shape == Shape::Heading {
            return Self::None;
        }
        if SKIES.contains(&lower) {
            return Self::Sky;
        }
        if DAYS.contains(&lower) {
            return Self::Day;
        }
        let words = line.words.to_lowercase();
        let named = NAMES.iter().find_map(|name| words.strip_prefix(name)).unwrap_or(&words);
        let reading = Self::of_number(named.trim_start_matches([':', ' ']));
        if reading != Self::None {
            return reading;
        }
        let after_day = words.split_once(' ').filter(|(day, _)| DAYS.contains(day));
        if after_day.is_some_and(|(_, rest)| Self::of_number(rest) == Self::Temperature) {
            return Self::Forecast;
        }
        if line.shape == Shape::Plain && is_place(&line.words) { Self::Place } else { Self::None }
    }

    fn of_number(words: &str) -> Self {
        let words = words.strip_prefix(['-', '−', '+']).unwrap_or(words);
        let unit = words.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
        let number = &words[..words.len() - unit.len()];
        if number.is_empty() || number.len() > 6 || !number.starts_with(|c: char| c.is_ascii_digit()) {
            return Self::None;
        }
        let unit: String = unit.chars().filter(|c| !c.is_whitespace()).collect();
        match unit.as_str() {
            "°" | "°c" | "º" | "ºc" | "℃" | "°f" | "℉" => Self::Temperature,
            // Without the sign it might be a class of a school.
            "c" if number.contains(['.', ',']) => Self::Temperature,
            "km/h" | "kmh" | "kph" | "mph" | "m/s" => Self::Wind,
            "%" | "mm" | "hpa" | "mbar" | "mb" => Self::Other,
            _ => Self::None,
        }
    }

    fn is_measured(self) -> bool {
        !matches!(self, Self::Place | Self::Title | Self::None)
    }

    /// Whether the name of a place stands above it.
    fn has_place(self) -> bool {
        matches!(self, Self::Temperature | Self::Sky | Self::Forecast)
    }
}

fn is_place(words: &str) -> bool {
    let is_named = words.starts_with(char::is_uppercase) && words.len() <= 40 && words.split(' ').count() <= 5;
    is_named && words.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '\'' | '’' | '-' | '(' | ')'))
}

/// Takes the boxes out of a page.
pub(super) fn sweep(page: &mut Page<'_>) {
    let readings: Vec<Reading> = (0..page.live.len()).map(|at| Reading::of(page.line(at))).collect();
    let content = page.content();
    let mut at = 0;
    while at < readings.len() {
        if !readings[at].is_measured() {
            at += 1;
            continue;
        }
        let end = end(&readings, at);
        let is_box = is_surely(&readings[at..end]);
        let (above, below) = content.map_or((false, false), |(first, last)| (end <= first, at > last));
        let has_degrees = count(&readings[at..end], &[Reading::Temperature, Reading::Forecast]);
        let opens =
            at == 0 || (at == 1 && readings[0] == Reading::Place && readings[at..end].contains(&Reading::Place));
        let is_first = above && opens && has_degrees >= 2;
        if is_box || is_first || (has_degrees > 0 && ((above && page.found.above) || (below && page.found.below))) {
            take(page, &readings, (at, end), content);
        }
        at = end;
    }
}

/// The end of a row of readings, with the places between them.
fn end(readings: &[Reading], start: usize) -> usize {
    let mut end = start + 1;
    while let Some(reading) = readings.get(end) {
        let is_between = *reading == Reading::Place
            && readings[end - 1].is_measured()
            && readings.get(end + 1).is_some_and(|next| next.has_place());
        if !reading.is_measured() && !is_between {
            break;
        }
        end += 1;
    }
    end
}

fn count(readings: &[Reading], wanted: &[Reading]) -> usize {
    readings.iter().filter(|reading| wanted.contains(reading)).count()
}

/// Whether no text has such a row, wherever it stands.
fn is_surely(readings: &[Reading]) -> bool {
    let degrees = count(readings, &[Reading::Temperature, Reading::Forecast]);
    let sky = count(readings, &[Reading::Sky]);
    let days = count(readings, &[Reading::Day, Reading::Forecast]);
    let wind = count(readings, &[Reading::Wind]);
    (degrees >= 1 && sky >= 1) || (degrees >= 2 && (days >= 2 || wind >= 1))
}

fn take(page: &mut Page<'_>, readings: &[Reading], (start, end): (usize, usize), content: Option<(usize, usize)>) {
    for at in start..end {
        page.take_as_sign(at, content);
    }
    let touches = |at: usize| page.live[at + 1] == page.live[at] + 1;
    let above = start.checked_sub(1).filter(|at| readings[*at] == Reading::Place && readings[start].has_place());
    let first = readings[start] == Reading::Temperature;
    let below =
        Some(end).filter(|at| readings.get(*at) == Some(&Reading::Place) && first && readings[end - 1].has_place());
    // Where the readings stand above the names, so does the last one.
    let in_turn = (start + 1..end).all(|at| (readings[at] == Reading::Place) == ((at - start) % 2 == 1));
    let below = below.filter(|_| in_turn);
    let (above, below) = match (above, below) {
        (Some(above), Some(below)) if touches(end - 1) && !touches(above) => (None, Some(below)),
        (Some(above), _) => (Some(above), None),
        (None, below) => (None, below),
    };
    let title = above.unwrap_or(start).checked_sub(1).filter(|at| readings[*at] == Reading::Title);
    for at in [above, below, title].into_iter().flatten() {
        page.take(at);
    }
}
