// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A plan and its events as a file for calendars (RFC 5545).

use domain::Locale;
use domain::date::Day;
use domain::event::EventState;
use portal::twinnings::{PlanEvent, PlanFile, StepLine};

use super::pages::step_called;
use super::parts::named::Named;
use crate::paths;

/// The most bytes of a line, its end left out.
const LINE_MAX: usize = 75;

/// The plan of a twinning, in a language. Steps are whole days; cancelled events say so.
pub fn plan_calendar(locale: Locale, base_url: &str, file: &PlanFile) -> String {
    let host = base_url.split("://").last().unwrap_or_default().split(['/', ':']).next().unwrap_or_default();
    let mut out = Lines(String::new());
    out.line("BEGIN:VCALENDAR");
    out.line("VERSION:2.0");
    out.line("PRODID:-//Innesto//Innesto//IT");
    out.line("CALSCALE:GREGORIAN");
    out.line("METHOD:PUBLISH");
    out.text("X-WR-CALNAME", &file.plan.title);
    let address = format!("{base_url}{}", paths::twinning_plan(locale, &file.plan.slug));
    for step in &file.steps {
        write_step(&mut out, step, (locale, host, &address), file);
    }
    for event in file.events.iter().filter(|event| event.event.state != EventState::Draft) {
        write_event(&mut out, event, (host, &address), &file.changed);
    }
    out.line("END:VCALENDAR");
    out.0
}

fn write_step(out: &mut Lines, step: &StepLine, (locale, host, address): (Locale, &str, &str), file: &PlanFile) {
    let compact = |day: Day| day.to_string().replace('-', "");
    let (start, due) = (Day::first_of(step.start), Day::first_of(step.due));
    out.line("BEGIN:VEVENT");
    out.line(&format!("UID:{}-{}@{host}", file.plan.uid, step.uid));
    out.line(&format!("DTSTAMP:{}", file.changed));
    out.line(&format!("DTSTART;VALUE=DATE:{}", compact(start)));
    // The day after the last one.
    out.line(&format!("DTEND;VALUE=DATE:{}", compact(due.plus_days(1))));
    out.text("SUMMARY", &step_called(locale, &step.called));
    let facts =
        [step.model.clone(), step.owner.clone(), Some(step.state.name(locale).to_owned()), step.deliverable.clone()];
    out.text("DESCRIPTION", &facts.into_iter().flatten().collect::<Vec<_>>().join("\n"));
    out.line("TRANSP:TRANSPARENT");
    out.line(&format!("URL:{address}"));
    out.line("END:VEVENT");
}

fn write_event(out: &mut Lines, one: &PlanEvent, (host, address): (&str, &str), changed: &str) {
    let event = &one.event;
    out.line("BEGIN:VEVENT");
    out.line(&format!("UID:{}@{host}", event.uid));
    out.line(&format!("DTSTAMP:{changed}"));
    out.line(&format!("DTSTART:{}", one.starts));
    out.line(&format!("DTEND:{}", one.ends));
    out.text("SUMMARY", &event.title);
    let place = [event.place.clone(), event.address.clone()].into_iter().flatten().collect::<Vec<_>>().join(", ");
    if !place.is_empty() {
        out.text("LOCATION", &place);
    }
    if let Some(description) = &event.description {
        out.text("DESCRIPTION", description);
    }
    let status = if event.state == EventState::Cancelled { "CANCELLED" } else { "CONFIRMED" };
    out.line(&format!("STATUS:{status}"));
    out.line(&format!("URL:{}", event.link.as_deref().unwrap_or(address)));
    out.line("END:VEVENT");
}

/// Lines that end in CRLF, none longer than 75 bytes.
struct Lines(String);

impl Lines {
    /// A line of which every character may stand there.
    fn line(&mut self, line: &str) {
        let mut room = LINE_MAX;
        for letter in line.chars().filter(|letter| !letter.is_control()) {
            if letter.len_utf8() > room {
                self.0.push_str("\r\n ");
                // The space counts.
                room = LINE_MAX - 1;
            }
            room -= letter.len_utf8();
            self.0.push(letter);
        }
        self.0.push_str("\r\n");
    }

    /// A property that holds a text.
    fn text(&mut self, name: &str, text: &str) {
        self.line(&format!("{name}:{}", escaped(text)));
    }
}

/// A text as a value: what would end or divide it is escaped.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | ';' | ',' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_is_longer_than_75_bytes_and_unfolding_gives_the_text_back() {
        let text = "Perché è così: ".repeat(40);
        let mut out = Lines(String::new());
        out.text("SUMMARY", &text);
        assert!(out.0.ends_with("\r\n"));
        assert!(out.0.split("\r\n").all(|line| line.len() <= LINE_MAX));
        assert_eq!(out.0.replace("\r\n ", ""), format!("SUMMARY:{}\r\n", escaped(&text)));
    }

    #[test]
    fn a_text_can_neither_end_its_property_nor_begin_another() {
        assert_eq!(escaped("a;b,c\\d\nEND:VEVENT\r"), "a\\;b\\,c\\\\d\\nEND:VEVENT");
        let mut out = Lines(String::new());
        out.line("URL:https://example.org/\r\nBEGIN:VEVENT");
        assert_eq!(out.0, "URL:https://example.org/BEGIN:VEVENT\r\n");
    }
}
