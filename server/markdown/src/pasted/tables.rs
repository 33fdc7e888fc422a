// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Tables: those that show values stay tables, those that only place text give it back.

use crate::pasted::blocks::{Block, Form};

/// What a table of values has at most; a larger one only gives its text.
const COLUMNS: usize = 24;
const ROWS: usize = 1_000;
/// The longest cell, in bytes.
const LONGEST_CELL: usize = 1_500;

/// A table that is being read.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// What stands in it before the first cell.
    before: Vec<Block>,
    rows: Vec<Vec<Cell>>,
    /// Whether it places other tables.
    pub(super) holds_table: bool,
}

#[derive(Debug)]
struct Cell {
    columns: usize,
    rows: usize,
    blocks: Vec<Block>,
}

impl Table {
    pub(super) fn start_row(&mut self) {
        self.rows.push(Vec::new());
    }

    /// A cell begins that is `columns` wide and `rows` high.
    pub(super) fn start_cell(&mut self, columns: usize, rows: usize) {
        if self.rows.is_empty() {
            self.start_row();
        }
        let row = self.rows.last_mut().expect("a row was started");
        row.push(Cell { columns: columns.max(1), rows: rows.max(1), blocks: Vec::new() });
    }

    /// Where blocks go: the cell that was started last.
    pub(super) fn blocks(&mut self) -> &mut Vec<Block> {
        let cell = self.rows.last_mut().and_then(|row| row.last_mut());
        cell.map_or(&mut self.before, |cell| &mut cell.blocks)
    }

    /// The table, or what stands in it.
    pub(super) fn finished(self, quoted: bool) -> Vec<Block> {
        let values = if self.holds_table { None } else { values(&self.rows) };
        let mut blocks = self.before;
        match values {
            Some(rows) => blocks.push(Block { form: Form::Table(rows), quoted }),
            None => blocks.extend(self.rows.into_iter().flatten().flat_map(|cell| cell.blocks)),
        }
        blocks
    }
}

/// The text of each cell, if this is a table of values.
fn values(rows: &[Vec<Cell>]) -> Option<Vec<Vec<String>>> {
    let mut grid = Vec::new();
    let mut taken = [0; COLUMNS];
    for row in rows.iter().filter(|row| !row.is_empty()) {
        let row = laid_out(row, &mut taken)?;
        if row.iter().any(|text| !text.is_empty()) {
            grid.push(row);
        }
        if grid.len() > ROWS {
            return None;
        }
    }
    let used: Vec<usize> = (0..COLUMNS).filter(|column| grid.iter().any(|row| !row[*column].is_empty())).collect();
    if grid.len() < 2 || used.len() < 2 {
        return None;
    }
    let only_used = |row: Vec<String>| used.iter().map(|column| row[*column].clone()).collect();
    let mut grid: Vec<Vec<String>> = grid.into_iter().map(only_used).collect();
    grid[0].iter_mut().for_each(unbolden);
    Some(grid)
}

/// The cells of a head are bold without saying so.
fn unbolden(cell: &mut String) {
    let words = cell.strip_prefix("**").and_then(|cell| cell.strip_suffix("**"));
    if let Some(words) = words.filter(|words| !words.contains('*')) {
        *cell = words.to_owned();
    }
}

/// A row as wide as the widest table; `taken` says for how many more rows a cell from above goes on.
fn laid_out(cells: &[Cell], taken: &mut [usize; COLUMNS]) -> Option<Vec<String>> {
    let mut row = vec![String::new(); COLUMNS];
    let mut cells = cells.iter();
    let mut column = 0;
    while column < COLUMNS {
        if taken[column] > 0 {
            taken[column] -= 1;
            column += 1;
            continue;
        }
        let Some(cell) = cells.next() else {
            column += 1;
            continue;
        };
        row[column] = text(&cell.blocks)?;
        let end = column.saturating_add(cell.columns).min(COLUMNS);
        taken[column..end].fill(cell.rows - 1);
        column = end;
    }
    cells.next().is_none().then_some(row)
}

/// The text of a cell in one line; none if it holds more than a cell of a table can.
fn text(blocks: &[Block]) -> Option<String> {
    let mut lines = Vec::new();
    for block in blocks {
        match &block.form {
            Form::Paragraph(words) => lines.push(words.join(" ")),
            Form::Heading(_, words) => lines.push(words.clone()),
            Form::Entry { lines: words, .. } => lines.push(format!("• {}", words.join(" "))),
            Form::Table(_) => return None,
            Form::Rule => {}
        }
    }
    Some(lines.join(" ")).filter(|text| text.len() <= LONGEST_CELL)
}
