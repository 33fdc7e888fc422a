// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The blocks of a text, and how they are written one after the other.

use crate::pasted::escape::guarded;
use crate::pasted::lists::Marker;

/// Entries deeper than this stand at this depth.
const DEEPEST: usize = 6;

/// A block. Its lines are Markdown already, but for what its place asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Form {
    Heading(u8, String),
    /// Lines with a break between them.
    Paragraph(Vec<String>),
    Entry {
        /// How many lists it stands in, without its own.
        depth: usize,
        marker: Marker,
        lines: Vec<String>,
    },
    /// Rows of as many cells each; the first is the head.
    Table(Vec<Vec<String>>),
    Rule,
}

/// A block in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) form: Form,
    /// Whether somebody else's words are quoted.
    pub(super) quoted: bool,
}

/// The blocks as Markdown.
pub(super) fn markdown(blocks: &[Block]) -> String {
    let mut text = String::new();
    let mut before: Option<&Block> = None;
    let mut indents = Vec::new();
    for block in blocks {
        if let Some(before) = before {
            text.push_str(between(before, block));
        }
        if !before.is_some_and(|before| follows(before, block)) {
            indents.clear();
        }
        let lines = lines(&block.form, &mut indents);
        for (at, line) in lines.iter().enumerate() {
            text.push_str(if at > 0 { "\n" } else { "" });
            text.push_str(if block.quoted { "> " } else { "" });
            text.push_str(line);
        }
        before = Some(block);
    }
    text
}

/// Whether both are entries of one list.
fn follows(before: &Block, block: &Block) -> bool {
    let entries = [before, block].map(|one| matches!(one.form, Form::Entry { .. }));
    entries == [true, true] && before.quoted == block.quoted
}

fn between(before: &Block, block: &Block) -> &'static str {
    if follows(before, block) {
        "\n"
    } else if before.quoted && block.quoted {
        "\n>\n"
    } else {
        "\n\n"
    }
}

/// The lines of a block; `indents` are the widths of the markers that the entry before stands behind.
fn lines(form: &Form, indents: &mut Vec<usize>) -> Vec<String> {
    match form {
        Form::Heading(level, words) => vec![heading(*level, words)],
        Form::Paragraph(lines) => broken(lines),
        Form::Entry { depth, marker, lines } => {
            indents.truncate((*depth).min(DEEPEST));
            let marker = marker.written();
            let head = format!("{}{marker}", " ".repeat(indents.iter().sum()));
            indents.push(marker.len());
            let mut lines = broken(lines);
            if let Some(first) = lines.first_mut() {
                first.insert_str(0, &head);
            }
            lines
        }
        Form::Table(rows) => table(rows),
        Form::Rule => vec!["---".to_owned()],
    }
}

/// A `#` at its end would be read as part of the mark.
fn heading(level: u8, words: &str) -> String {
    let words = words.strip_suffix('#').map_or_else(|| words.to_owned(), |words| format!("{words}\\#"));
    format!("{} {words}", "#".repeat(usize::from(level.clamp(1, 6))))
}

fn broken(lines: &[String]) -> Vec<String> {
    let mut written: Vec<String> = lines.iter().map(|line| guarded(line)).collect();
    let last = written.len().saturating_sub(1);
    for line in &mut written[..last] {
        line.push('\\');
    }
    written
}

fn table(rows: &[Vec<String>]) -> Vec<String> {
    let row = |cells: &Vec<String>| {
        let cells: Vec<String> = cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
        format!("| {} |", cells.join(" | "))
    };
    let mut lines: Vec<String> = rows.iter().map(row).collect();
    let columns = rows.first().map_or(0, Vec::len);
    lines.insert(1.min(lines.len()), format!("|{}", "---|".repeat(columns)));
    lines
}
