// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Which lines belong to the page around a text and not to the text.
//!
//! A few lines are noise wherever they stand (`phrases`). Others are only beside such: readings of
//! the weather, labels in capitals above the first paragraph, the name of an author. What is
//! content, by its length or its form, is never taken out for what stands beside it.

mod phrases;
mod weather;

use crate::pasted::lines::{Shape, is_fence, shape};

/// How often the rules are applied again to what they left.
const SWEEPS: usize = 12;
/// From this length on, in characters, a line is content; shorter, if it ends as a sentence does.
const LONG: usize = 120;
const SENTENCE: usize = 60;
/// The most words that can be noise, in characters, and the longest line with them, in bytes: it
/// may hold addresses.
const LONGEST_NOISE: usize = 200;
const LONGEST_LINE: usize = 3_000;

/// A line as the rules see it.
#[derive(Debug)]
struct Line {
    /// Its words without marks of Markdown; empty for what can be no noise.
    words: String,
    /// The same in small letters, without the signs around them.
    lower: String,
    shape: Shape,
    /// Whether it is noise wherever it stands.
    is_noise: bool,
    is_content: bool,
}

/// Where noise was found so far, which allows the rules for its neighbourhood.
#[derive(Debug, Default)]
struct Found {
    above: bool,
    below: bool,
}

/// For each line whether it is noise. Where nothing else would be left, nothing is.
pub(super) fn marks(lines: &[String]) -> Vec<bool> {
    let lines = read(lines);
    let mut page = Page { live: Vec::new(), gone: vec![false; lines.len()], found: Found::default(), lines: &lines };
    for _ in 0..SWEEPS {
        page.look();
        let before = page.live.len();
        page.sweep();
        page.look();
        if page.live.len() == before {
            break;
        }
    }
    if page.live.is_empty() { vec![false; lines.len()] } else { page.gone }
}

/// The lines and what became of them.
struct Page<'a> {
    lines: &'a [Line],
    gone: Vec<bool>,
    /// The lines with words that are left, by their place.
    live: Vec<usize>,
    found: Found,
}

impl<'a> Page<'a> {
    fn look(&mut self) {
        let is_live = |at: &usize| !self.gone[*at] && self.lines[*at].shape != Shape::Blank;
        self.live = (0..self.lines.len()).filter(is_live).collect();
    }

    /// The line in this place among those that are left.
    fn line(&self, at: usize) -> &'a Line {
        &self.lines[self.live[at]]
    }

    /// The places of the first and the last line of content among those that are left.
    fn content(&self) -> Option<(usize, usize)> {
        let first = (0..self.live.len()).find(|at| self.line(*at).is_content)?;
        let last = (first..self.live.len()).rev().find(|at| self.line(*at).is_content)?;
        Some((first, last))
    }

    fn take(&mut self, at: usize) {
        self.gone[self.live[at]] = true;
    }

    /// Takes a line out for its own words: it says that there is a page around it.
    fn take_as_sign(&mut self, at: usize, content: Option<(usize, usize)>) {
        self.take(at);
        if let Some((first, last)) = content {
            self.found.above |= at < first;
            self.found.below |= at > last;
        }
    }

    fn sweep(&mut self) {
        let content = self.content();
        for at in 0..self.live.len() {
            if self.line(at).is_noise {
                self.take_as_sign(at, content);
            }
        }
        self.shares(content);
        self.endings(content);
        self.look();
        weather::sweep(self);
        self.look();
        self.head();
    }

    /// The names of networks beside a word that asks to share.
    fn shares(&mut self, content: Option<(usize, usize)>) {
        let mut beside = false;
        for down in [true, false] {
            for step in 0..self.live.len() {
                let at = if down { step } else { self.live.len() - 1 - step };
                let line = self.line(at);
                let is_name = beside && !line.is_content && phrases::is_network(&line.lower);
                if is_name {
                    self.take_as_sign(at, content);
                }
                beside = is_name || (line.shape != Shape::Entry && phrases::asks_to_share(&line.lower));
            }
            beside = false;
        }
    }

    /// A heading above other articles: nothing that follows at the end is part of this one.
    fn endings(&mut self, content: Option<(usize, usize)>) {
        for at in 0..self.live.len() {
            let line = self.line(at);
            if !phrases::leads_elsewhere(line) {
                continue;
            }
            self.take_as_sign(at, content);
            if content.is_none_or(|(_, last)| at > last) {
                (at..self.live.len()).for_each(|at| self.take(at));
                return;
            }
            let next = at + 1;
            let touches = next < self.live.len() && self.live[next] == self.live[at] + 1;
            if touches && self.line(next).shape == Shape::Plain && !self.line(next).is_content {
                self.take(next);
            }
        }
    }

    /// Above the first content of a page: names of its sections in capitals, and who wrote it.
    fn head(&mut self) {
        let Some((first, _)) = self.content().filter(|_| self.found.above) else {
            return;
        };
        let mut has_title = false;
        for at in (0..first).rev() {
            let line = self.line(at);
            let is_label = line.shape == Shape::Plain && phrases::is_label(&line.words);
            let is_byline = line.shape == Shape::Plain && phrases::is_byline(&line.words);
            if is_byline || (is_label && has_title) || phrases::is_network(&line.lower) {
                self.take(at);
            } else {
                has_title = true;
            }
        }
    }
}

fn read(lines: &[String]) -> Vec<Line> {
    let mut in_code = false;
    let reading = |line: &String| {
        let fence = is_fence(line);
        let shape = if in_code || fence { Shape::Code } else { shape(line) };
        in_code ^= fence;
        Line::of(line, shape)
    };
    lines.iter().map(reading).collect()
}

impl Line {
    fn of(line: &str, shape: Shape) -> Self {
        let is_table = matches!(shape, Shape::Code | Shape::TableRow);
        let words = if is_table || line.len() > LONGEST_LINE { String::new() } else { bare(line, shape) };
        let chars = if words.is_empty() { usize::MAX } else { words.chars().count() };
        if chars > LONGEST_NOISE {
            return Self { words: String::new(), lower: String::new(), shape, is_noise: false, is_content: true };
        }
        let signs = |c: char| c.is_whitespace() || (c.is_ascii_punctuation() && c != '\'') || "…»«–—•·›".contains(c);
        let lower: String =
            words.chars().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }).collect();
        let lower = lower.trim_matches(signs).to_owned();
        let ends = words.trim_end_matches(['»', '”', '"', ')']).ends_with(['.', ';', ':', '!', '?']);
        let is_content = chars >= LONG || (chars >= SENTENCE && ends);
        let mut line = Self { words, lower, shape, is_noise: false, is_content };
        line.is_noise = phrases::is_noise(&line);
        line.is_content &= !line.is_noise;
        line
    }

    /// Whether it has a mark that only its author gives.
    fn is_marked(&self) -> bool {
        !matches!(self.shape, Shape::Plain | Shape::Heading)
    }
}

/// The words of a line without marks, escapes and addresses.
fn bare(line: &str, shape: Shape) -> String {
    let line = line.trim_end_matches('\\').trim();
    let line = match shape {
        Shape::Entry => line.trim_start_matches(|c: char| c.is_ascii_digit()).get(1..).unwrap_or_default(),
        Shape::Heading => line.trim_start_matches('#'),
        _ => line.trim_start_matches(|c: char| "–—".contains(c)),
    };
    if !line.contains(['\\', '*', '`', '[']) {
        return line.trim().to_owned();
    }
    let mut words = String::with_capacity(line.len());
    let mut rest = line.chars();
    while let Some(c) = rest.next() {
        match c {
            '\\' => words.extend(rest.next()),
            '*' | '`' | '[' => {}
            ']' if rest.as_str().starts_with('(') => {
                rest = rest.as_str().split_once(')').map_or("", |(_, after)| after).chars();
            }
            c => words.push(c),
        }
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
