// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Writing out all records, as import reads them.

use std::io::Write;

use domain::Uid;
use store::RecordType;

use crate::Portal;
use crate::error::Error;

/// Records read at once.
const BATCH: u32 = 200;

/// Why an export stopped.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The file cannot be written.
    #[error("the file cannot be written: {0}")]
    Write(#[from] std::io::Error),
    /// The database cannot be read.
    #[error(transparent)]
    Portal(#[from] Error),
}

impl Portal {
    /// Writes every record of one moment, what is named before what names it, and says how many.
    ///
    /// # Errors
    /// The database cannot be read or the output not written.
    pub async fn export(&self, out: &mut (impl Write + Send)) -> Result<u64, ExportError> {
        let snapshot = self.inner.store.snapshot().await.map_err(Error::from)?;
        let mut written = 0;
        for kind in RecordType::ALL {
            let mut last: Option<Uid> = None;
            loop {
                let records = snapshot.records(*kind, last.as_ref(), BATCH).await.map_err(Error::from)?;
                let Some(end) = records.last() else { break };
                last = Some(end.uid().clone());
                for record in &records {
                    writeln!(out, "{}", record.write())?;
                }
                written += records.len() as u64;
            }
        }
        snapshot.end().await;
        Ok(written)
    }
}
