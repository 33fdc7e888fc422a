// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Reads the first sheet that has something in it, of ODS and XLSX, as rows of cells.

mod ods;
mod xlsx;

use std::fs::File;
use std::io;

use super::protocol::{Line, Refused};
use super::sections::Halt;
use super::{Extent, LONGEST_ANSWER, child};
use crate::table::{Full, Rows, Table};
use crate::{FileKind, LARGEST};

/// What the first and the last line need.
const RESERVE: usize = 4 * 1024;

impl From<Full> for Halt {
    fn from(_: Full) -> Self {
        Self::Full
    }
}

/// Reads the sheet and says its rows, as many as an answer holds.
pub(super) fn read(kind: FileKind, file: &[u8], answer: &mut File) -> io::Result<Result<Extent, Refused>> {
    let table = match table(kind, file) {
        Ok(table) => table,
        Err(why) => return Ok(Err(why)),
    };
    let mut room = LONGEST_ANSWER - RESERVE;
    for row in table.rows {
        let line = Line::Row(row);
        let Some(left) = room.checked_sub(serde_json::to_string(&line)?.len() + 1) else {
            return Ok(Ok(Extent::Part));
        };
        room = left;
        child::say(answer, &line)?;
    }
    Ok(Ok(table.extent))
}

fn table(kind: FileKind, file: &[u8]) -> Result<Table, Refused> {
    if u64::try_from(file.len()).unwrap_or(u64::MAX) > LARGEST {
        return Err(Refused::TooLarge);
    }
    let mut rows = Rows::default();
    let read = match kind {
        FileKind::Ods => ods::read(file, &mut rows),
        FileKind::Xlsx => xlsx::read(file, &mut rows),
        _ => Err(Halt::Refused(Refused::Broken)),
    };
    match read {
        Ok(()) => Ok(rows.end(Extent::Whole)),
        Err(Halt::Full) => Ok(rows.end(Extent::Part)),
        Err(Halt::Refused(why)) => Err(why),
    }
}
