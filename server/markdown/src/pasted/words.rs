// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The words of a block with their style, and how they are written so that Markdown reads that style.

use std::rc::Rc;

use crate::pasted::escape::escaped;
use crate::pasted::references::is_unwanted;

/// How words look.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Style {
    pub(super) strong: bool,
    pub(super) emphasis: bool,
    pub(super) struck: bool,
    pub(super) code: bool,
}

impl Style {
    const PLAIN: Self = Self { strong: false, emphasis: false, struck: false, code: false };

    fn shared(self, other: Self) -> Self {
        Self {
            strong: self.strong && other.strong,
            emphasis: self.emphasis && other.emphasis,
            struck: self.struck && other.struck,
            code: self.code && other.code,
        }
    }

    fn marks(self) -> String {
        let marks = [(self.struck, "~~"), (self.strong, "**"), (self.emphasis, "*")];
        marks.iter().filter(|(wanted, _)| *wanted).map(|(_, mark)| *mark).collect()
    }
}

/// Where words lead to.
pub(super) type Address = Option<Rc<str>>;

#[derive(Debug, Clone)]
struct Run {
    text: String,
    style: Style,
    link: Address,
}

/// The words of a block, line by line.
#[derive(Debug, Default)]
pub(super) struct Words {
    lines: Vec<Vec<Run>>,
    runs: Vec<Run>,
    /// Whether a space comes before the next word.
    spaced: bool,
}

impl Words {
    /// Adds words; white space of any kind and length is one space.
    pub(super) fn push(&mut self, text: &str, style: Style, link: &Address) {
        for c in text.chars().filter(|c| !is_unwanted(*c)) {
            if is_space(c) {
                self.spaced = true;
                continue;
            }
            if std::mem::take(&mut self.spaced) && !self.runs.is_empty() {
                self.letter(' ', style, link);
            }
            self.letter(c, style, link);
        }
    }

    fn letter(&mut self, c: char, style: Style, link: &Address) {
        match self.runs.last_mut() {
            Some(run) if run.style == style && run.link == *link => run.text.push(c),
            _ => self.runs.push(Run { text: c.into(), style, link: link.clone() }),
        }
    }

    /// Ends the line.
    pub(super) fn break_line(&mut self) {
        self.lines.push(std::mem::take(&mut self.runs));
        self.spaced = false;
    }

    pub(super) fn is_empty(&self) -> bool {
        self.runs.is_empty() && self.lines.is_empty()
    }

    /// Each line in Markdown, empty where it has no words; nothing is left here.
    pub(super) fn take_lines(&mut self, common: Style) -> Vec<String> {
        self.break_line();
        let lines = std::mem::take(&mut self.lines);
        lines.into_iter().map(|runs| written(runs, common)).collect()
    }
}

/// Spaces of a typographer's width stay.
fn is_space(c: char) -> bool {
    c.is_ascii_whitespace() || matches!(c, '\u{a0}' | '\u{b}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// A line whose words all have the `common` style, which is not written.
fn written(runs: Vec<Run>, common: Style) -> String {
    if let [Run { text, style: Style::PLAIN, link: None }] = runs.as_slice() {
        let mut line = String::with_capacity(text.len() + 2);
        escaped(text, None, &mut line);
        return line;
    }
    let mut runs = apart(runs, common);
    unglue(&mut runs);
    let runs = joined(runs);
    let runs = joined(within_words(runs));
    let chunks: Vec<&[Run]> = runs.chunk_by(|one, next| one.link == next.link).collect();
    let mut line = String::new();
    for (at, linked) in chunks.iter().enumerate() {
        match &linked[0].link {
            Some(address) => write_link(linked, address, &mut line),
            None => write_runs(linked, chunks.get(at + 1).map(|_| '['), &mut line),
        }
    }
    line
}

/// The runs with each space in a plain run of its own where the style changes.
fn apart(runs: Vec<Run>, common: Style) -> Vec<Run> {
    let mut parts = Vec::with_capacity(runs.len());
    for mut run in runs {
        if run.style.code && run.text.contains('`') {
            run.style.code = false;
        }
        if run.style.code {
            run.style = Style { code: true, ..Style::PLAIN };
        }
        run.style.strong &= !common.strong;
        run.style.emphasis &= !common.emphasis;
        let Some(word) = run.text.strip_prefix(' ') else {
            parts.push(run);
            continue;
        };
        // Within one link the space belongs to it.
        let link = run.link.clone().filter(|_| parts.last().is_some_and(|last: &Run| last.link == run.link));
        parts.push(Run { text: " ".to_owned(), style: Style::PLAIN, link });
        parts.push(Run { text: word.to_owned(), ..run });
    }
    parts
}

/// Styles that meet within a word are reduced to what they share: their marks would run together.
fn unglue(runs: &mut [Run]) {
    for at in 1..runs.len() {
        let (before, after) = (runs[at - 1].style, runs[at].style);
        let meet = before != after && before != Style::PLAIN && after != Style::PLAIN;
        if meet {
            let shared = before.shared(after);
            runs[at - 1].style = shared;
            runs[at].style = shared;
        }
    }
}

/// Neighbours of the same style and address as one run.
fn joined(runs: Vec<Run>) -> Vec<Run> {
    let mut joined: Vec<Run> = Vec::with_capacity(runs.len());
    for run in runs.into_iter().filter(|run| !run.text.is_empty()) {
        match joined.last_mut() {
            Some(last) if last.style == run.style && last.link == run.link => last.text.push_str(&run.text),
            _ => joined.push(run),
        }
    }
    joined
}

/// Marks beside a sign are read only where a space or a sign stands on their other side:
/// `**Nota:**bene` is `**Nota**:bene`.
fn within_words(runs: Vec<Run>) -> Vec<Run> {
    let ends = |at: Option<&Run>| at.and_then(|run| run.text.chars().next_back());
    let starts = |at: Option<&Run>| at.and_then(|run| run.text.chars().next());
    let mut parts = Vec::with_capacity(runs.len());
    for (at, run) in runs.iter().enumerate() {
        if run.style == Style::PLAIN || run.style.code {
            parts.push(run.clone());
            continue;
        }
        let mut core = run.text.as_str();
        if ends(at.checked_sub(1).and_then(|at| runs.get(at))).is_some_and(glues) {
            core = core.trim_start_matches(|c: char| !c.is_alphanumeric());
        }
        let start = run.text.len() - core.len();
        if starts(runs.get(at + 1)).is_some_and(glues) {
            core = core.trim_end_matches(|c: char| !c.is_alphanumeric());
        }
        let end = start + core.len();
        let plain = |text: &str| Run { text: text.to_owned(), style: Style::PLAIN, link: run.link.clone() };
        parts.push(plain(&run.text[..start]));
        parts.push(Run { text: core.to_owned(), ..run.clone() });
        parts.push(plain(&run.text[end..]));
    }
    parts
}

/// Whether a mark between this character and a sign has no meaning.
fn glues(c: char) -> bool {
    c != ' ' && !c.is_ascii_punctuation()
}

fn write_link(runs: &[Run], address: &str, line: &mut String) {
    let words: String = runs.iter().map(|run| run.text.as_str()).collect();
    if words == *address && !address.contains(['\\', '&']) {
        line.push('<');
        line.push_str(address);
        line.push('>');
        return;
    }
    let mut inside = String::new();
    write_runs(runs, Some(']'), &mut inside);
    if line.ends_with('!') {
        // Else it would be an image.
        line.insert(line.len() - 1, '\\');
    }
    line.push('[');
    line.push_str(&with_brackets_escaped(&inside));
    line.push_str("](");
    line.push_str(address);
    line.push(')');
}

fn with_brackets_escaped(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    let mut after_backslash = false;
    for c in words.chars() {
        if matches!(c, '[' | ']') && !after_backslash {
            escaped.push('\\');
        }
        after_backslash = c == '\\' && !after_backslash;
        escaped.push(c);
    }
    escaped
}

/// Writes the runs; `end` is what comes after them in the line.
fn write_runs(runs: &[Run], end: Option<char>, line: &mut String) {
    for (at, run) in runs.iter().enumerate() {
        if run.style.code {
            line.push('`');
            line.push_str(&run.text);
            line.push('`');
            continue;
        }
        let marks = run.style.marks();
        let next = runs.get(at + 1).map_or(end, |next| next.begins_with());
        line.push_str(&marks);
        escaped(&run.text, marks.chars().next().or(next), line);
        line.extend(marks.chars().rev());
    }
}

impl Run {
    fn begins_with(&self) -> Option<char> {
        if self.style.code {
            return Some('`');
        }
        self.style.marks().chars().chain(self.text.chars()).next()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STRONG: Style = Style { strong: true, ..Style::PLAIN };
    const EMPHASIS: Style = Style { emphasis: true, ..Style::PLAIN };
    const BOTH: Style = Style { strong: true, ..EMPHASIS };

    fn line(parts: &[(&str, Style)]) -> String {
        let mut words = Words::default();
        for (text, style) in parts {
            words.push(text, *style, &None);
        }
        words.take_lines(Style::PLAIN).concat()
    }

    #[test]
    fn styles_are_written_so_that_they_are_read() {
        let plain = Style::PLAIN;
        for (parts, written) in [
            (&[(" a ", plain), (" b\n", STRONG), (" c ", STRONG), ("d", plain)][..], "a **b c** d"),
            (&[("Nota:", STRONG), ("bene", plain)], "**Nota**:bene"),
            (&[("Nota:", STRONG), (" bene", plain)], "**Nota:** bene"),
            (&[("dell’", plain), ("«a»", STRONG), ("b", plain)], "dell’«**a**»b"),
            (&[("a", STRONG), ("b", EMPHASIS)], "ab"),
            (&[("a", STRONG), ("b", BOTH), ("c", STRONG)], "**abc**"),
            (&[("a ", STRONG), ("b", BOTH), (" c", STRONG)], "**a** ***b*** **c**"),
            (&[("P", STRONG), ("arola", STRONG)], "**Parola**"),
            (&[(" ", STRONG), ("a", plain), (" ", STRONG)], "a"),
            (&[("5*3", plain), ("*", STRONG), ("x", plain)], "5\\*3\\*x"),
        ] {
            assert_eq!(line(parts), written);
        }
    }

    #[test]
    fn a_link_has_its_words_or_is_its_address() {
        let mut words = Words::default();
        let address = Some("https://a.it/".into());
        words.push("vedi ", Style::PLAIN, &None);
        words.push("la [", Style::PLAIN, &address);
        words.push("pagina]", STRONG, &address);
        words.push(" ", Style::PLAIN, &address);
        words.push("e ", Style::PLAIN, &None);
        words.push("https://a.it/", Style::PLAIN, &address);
        let line = words.take_lines(Style::PLAIN).concat();
        assert_eq!(line, "vedi [la \\[**pagina\\]**](https://a.it/) e <https://a.it/>");
    }
}
