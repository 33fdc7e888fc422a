// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The matrix as text: for each thing who may do what, things and viewers with the same answers together.

use super::cast::{LEGEND, cast};
use super::things::{Name, Section, sections};
use crate::policy::{Act, On, Refusal, Viewer, allows};

/// The longest line, so that two stand beside each other on a wide screen.
const WIDTH: usize = 120;

/// All that viewers who are answered alike may do, and who they are.
type Answers = Vec<(String, Vec<&'static str>)>;

/// The whole matrix.
pub(super) fn whole() -> String {
    let viewers = cast();
    let mut text = format!("{LEGEND}\n{}", signing_in(&viewers));
    for section in sections() {
        text.push_str(&format!("\n## {}\n", section.title));
        for (heading, answers) in blocks(&viewers, section) {
            text.push_str(&wrapped(&heading, ""));
            for (answer, who) in answers {
                text.push_str(&wrapped(&format!("{}: {answer}", who.join(", ")), "  "));
            }
        }
    }
    text
}

/// The things of a section that are answered alike, in the order of the first of each.
fn blocks(viewers: &[(&'static str, Viewer)], section: Section) -> Vec<(String, Answers)> {
    let mut seconds: Vec<String> = Vec::new();
    let mut blocks: Vec<(Vec<Name>, Answers)> = Vec::new();
    for (name, on) in section.things {
        if !seconds.contains(&name[1]) {
            seconds.push(name[1].clone());
        }
        let answers = answers(viewers, &on);
        match blocks.iter_mut().find(|(_, known)| *known == answers) {
            Some((names, _)) => names.push(name),
            None => blocks.push((vec![name], answers)),
        }
    }
    blocks.into_iter().map(|(names, answers)| (heading(&names, seconds.len()), answers)).collect()
}

/// Names in short: those with the same first part together, and those firsts together that have the same seconds.
fn heading(names: &[Name], seconds: usize) -> String {
    let mut by_first: Vec<(&str, Vec<&str>)> = Vec::new();
    for [first, second] in names {
        match by_first.iter_mut().find(|(known, _)| known == first) {
            Some((_, list)) => list.push(second),
            None => by_first.push((first, vec![second])),
        }
    }
    let mut by_seconds: Vec<(Vec<&str>, Vec<&str>)> = Vec::new();
    for (first, list) in by_first {
        match by_seconds.iter_mut().find(|(known, _)| *known == list) {
            Some((_, firsts)) => firsts.push(first),
            None => by_seconds.push((list, vec![first])),
        }
    }
    let one = |(list, firsts): &(Vec<&str>, Vec<&str>)| {
        let firsts = firsts.join(", ");
        match list.as_slice() {
            [""] => firsts,
            list if list.len() == seconds => format!("{firsts}: any"),
            list => format!("{firsts}: {}", list.join(", ")),
        }
    };
    by_seconds.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// The viewers who are answered alike, the most of them last, as all others.
fn answers(viewers: &[(&'static str, Viewer)], on: &On) -> Answers {
    let mut groups: Answers = Vec::new();
    for (name, viewer) in viewers {
        let answer = answer(viewer, on);
        match groups.iter_mut().find(|(known, _)| *known == answer) {
            Some((_, names)) => names.push(name),
            None => groups.push((answer, vec![name])),
        }
    }
    let most = groups.iter().map(|(_, names)| names.len()).max().unwrap_or(0);
    let place = groups.iter().position(|(_, names)| names.len() == most).expect("there are viewers");
    let (answer, _) = groups.remove(place);
    groups.push((answer, vec!["all others"]));
    groups
}

/// What one viewer may do to one thing.
fn answer(viewer: &Viewer, on: &On) -> String {
    let answered = |with: Result<(), Refusal>| {
        let acts = Act::ALL.iter().filter(move |act| allows(viewer, **act, on) == with);
        acts.map(|act| act.code()).collect::<Vec<_>>()
    };
    let (may, confirms) = (answered(Ok(())), answered(Err(Refusal::ConfirmFirst)));
    if may.len() == Act::ALL.len() {
        "everything".to_owned()
    } else if answered(Err(Refusal::NotVisible)).len() == Act::ALL.len() {
        "not visible".to_owned()
    } else if confirms.is_empty() {
        may.join(", ")
    } else {
        format!("{}; confirm first: {}", may.join(", "), confirms.join(", "))
    }
}

/// The acts that a visitor is told to sign in for; the same for all things, so that they stand in one place.
fn signing_in(viewers: &[(&'static str, Viewer)]) -> String {
    let acts: Vec<&str> = Act::ALL
        .iter()
        .filter(|act| {
            viewers.iter().any(|(_, viewer)| allows(viewer, **act, &On::Taxonomy) == Err(Refusal::SignInFirst))
        })
        .map(|act| act.code())
        .collect();
    wrapped(&format!("A visitor who sees a thing and may not do it is told to sign in for: {}", acts.join(", ")), "")
}

/// A text in lines that are not too long.
fn wrapped(text: &str, indent: &str) -> String {
    let mut lines = Vec::new();
    let mut line = indent.to_owned();
    for word in text.split(' ') {
        if line.len() + word.len() >= WIDTH {
            lines.push(line.trim_end().to_owned());
            line = format!("{indent}    ");
        }
        line.push_str(word);
        line.push(' ');
    }
    lines.push(line.trim_end().to_owned());
    lines.join("\n") + "\n"
}
