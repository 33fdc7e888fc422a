// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Taking in records, one line of JSON each.
//!
//! A bad line is told with its number and reason, and the others go on. Lines are written in batches, each whole or
//! not at all; when a batch is refused by the database, its lines are written one by one to find the bad one.

mod put;

use std::io::{BufRead, Read};

use domain::post::mentions;
use domain::record::Record;
use store::Effect;

use crate::Portal;
use crate::error::Error;
use crate::rendering;

pub(crate) use put::renew_phases;

/// Lines written with one transaction.
const BATCH: usize = 500;
/// The longest line that is read, in bytes: the largest record has some 20 texts of 64 KiB.
const LINE_MAX: u64 = 4 * 1024 * 1024;

/// What an import came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Lines read, empty ones left out.
    pub lines: u64,
    /// Records that are new.
    pub created: u64,
    /// Records that are different now.
    pub changed: u64,
    /// Records that were the same.
    pub unchanged: u64,
    /// Lines that were refused.
    pub refused: u64,
}

/// What is told while an import runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// A line was refused.
    Refused {
        /// Its number, from 1.
        line: u64,
        /// Why.
        reason: String,
    },
    /// A line has fields that no record of its type has; they were left out.
    UnknownFields {
        /// Its number, from 1.
        line: u64,
        /// Their names.
        fields: Vec<String>,
    },
    /// So many lines are done.
    Progress(u64),
}

/// A record with its place in the file and, for a practice, its texts rendered.
#[derive(Clone)]
struct Ready {
    line: u64,
    record: Record,
    html: Option<String>,
}

/// What became of a record that breaks no rule.
enum Outcome {
    /// It is in.
    Written(Effect),
    /// It is not in.
    Refused {
        /// The number of its line.
        line: u64,
        /// Why.
        reason: String,
    },
}

/// A batch as it was read.
#[derive(Default)]
struct Batch {
    lines: u64,
    ready: Vec<Ready>,
    told: Vec<Told>,
    last: u64,
    ended: bool,
}

impl Portal {
    /// Takes in the records of a text of lines.
    ///
    /// # Errors
    /// The text cannot be read or the database cannot be written; batches before that are in.
    pub async fn import<R>(&self, lines: R, mut tell: impl FnMut(Told)) -> Result<Imported, ImportError>
    where
        R: BufRead + Send + 'static,
    {
        let mut lines = Some(lines);
        let mut imported = Imported::default();
        let mut at = 0;
        while let Some(reader) = lines.take() {
            let read = tokio::task::spawn_blocking(move || read_batch(reader, at)).await.map_err(Error::from)?;
            let (reader, batch) = read.map_err(|error| ImportError::Read(error.to_string()))?;
            at = batch.last;
            imported.lines += batch.lines;
            imported.refused += batch.told.iter().filter(|told| matches!(told, Told::Refused { .. })).count() as u64;
            batch.told.into_iter().for_each(&mut tell);
            self.import_batch(batch.ready, &mut imported, &mut tell).await?;
            tell(Told::Progress(imported.lines));
            if !batch.ended {
                lines = Some(reader);
            }
        }
        Ok(imported)
    }

    async fn import_batch(
        &self,
        ready: Vec<Ready>,
        imported: &mut Imported,
        tell: &mut impl FnMut(Told),
    ) -> Result<(), ImportError> {
        if ready.is_empty() {
            return Ok(());
        }
        match self.write_records(ready.clone()).await {
            Ok(outcomes) => count(imported, outcomes, tell),
            Err(Error::Database(_)) => {
                for one in ready {
                    let outcomes = match self.write_records(vec![one.clone()]).await {
                        Err(Error::Database(error)) => {
                            let reason = self.why_refused(&one.record, &error).await?;
                            vec![Outcome::Refused { line: one.line, reason }]
                        }
                        other => other?,
                    };
                    count(imported, outcomes, tell);
                }
            }
            Err(other) => return Err(other.into()),
        }
        Ok(())
    }

    async fn write_records(&self, records: Vec<Ready>) -> Result<Vec<Outcome>, Error> {
        let now = self.now();
        self.inner.store.write(now, move |change| Box::pin(put::all(change, records))).await
    }

    /// Why the database refused a record that broke no rule.
    async fn why_refused(&self, record: &Record, error: &store::Error) -> Result<String, Error> {
        if let (Record::Member(member), store::Error::Conflict) = (record, error)
            && let Some(email) = &member.email
            && let Some(owner) = self.inner.store.member_uid_by_email(email).await?
            && owner != member.uid
        {
            return Ok(format!("email: is that of the member {owner}"));
        }
        Ok(error.to_string())
    }
}

/// Why an import stopped.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file cannot be read on.
    #[error("the file cannot be read: {0}")]
    Read(String),
    /// The portal cannot write.
    #[error(transparent)]
    Portal(#[from] Error),
}

fn count(imported: &mut Imported, outcomes: Vec<Outcome>, tell: &mut impl FnMut(Told)) {
    for outcome in outcomes {
        match outcome {
            Outcome::Written(Effect::Created) => imported.created += 1,
            Outcome::Written(Effect::Changed) => imported.changed += 1,
            Outcome::Written(Effect::Unchanged) => imported.unchanged += 1,
            Outcome::Refused { line, reason } => {
                imported.refused += 1;
                tell(Told::Refused { line, reason });
            }
        }
    }
}

fn read_batch<R: BufRead>(mut reader: R, before: u64) -> std::io::Result<(R, Batch)> {
    let mut batch = Batch { last: before, ..Batch::default() };
    let mut line = Vec::new();
    while batch.ready.len() + batch.told.len() < BATCH {
        line.clear();
        if (&mut reader).take(LINE_MAX).read_until(b'\n', &mut line)? == 0 {
            batch.ended = true;
            break;
        }
        batch.last += 1;
        if line.len() as u64 == LINE_MAX && line.last() != Some(&b'\n') {
            skip_line(&mut reader)?;
            batch.lines += 1;
            let reason = format!("the line is longer than {LINE_MAX} bytes");
            batch.told.push(Told::Refused { line: batch.last, reason });
        } else {
            take_line(&line, &mut batch);
        }
    }
    Ok((reader, batch))
}

fn skip_line(reader: &mut impl BufRead) -> std::io::Result<()> {
    loop {
        let (found, length) = {
            let buffer = reader.fill_buf()?;
            match buffer.iter().position(|byte| *byte == b'\n') {
                Some(at) => (true, at + 1),
                None => (false, buffer.len()),
            }
        };
        reader.consume(length);
        if found || length == 0 {
            return Ok(());
        }
    }
}

fn take_line(line: &[u8], batch: &mut Batch) {
    let number = batch.last;
    let Ok(text) = std::str::from_utf8(line) else {
        batch.lines += 1;
        batch.told.push(Told::Refused { line: number, reason: "the line is not UTF-8".to_owned() });
        return;
    };
    let text = text.trim().trim_start_matches('\u{feff}');
    if text.is_empty() {
        return;
    }
    batch.lines += 1;
    match Record::read(text) {
        Ok(read) => {
            if !read.unknown_fields.is_empty() {
                batch.told.push(Told::UnknownFields { line: number, fields: read.unknown_fields });
            }
            let html = match &read.record {
                Record::Practice(practice) => Some(rendering::write(&rendering::render(practice))),
                // Who is named is told by the name of today.
                Record::Post(post) if mentions(&post.body).count == 0 => {
                    Some(rendering::rendered(&post.body).into_string())
                }
                _ => None,
            };
            batch.ready.push(Ready { line: number, record: read.record, html });
        }
        Err(error) => batch.told.push(Told::Refused { line: number, reason: error.to_string() }),
    }
}
