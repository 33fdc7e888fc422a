// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! `innesto reindex` and `innesto verify-index`.

use std::process::ExitCode;

use portal::indexing::Followed;

use super::{Failure, open_portal};
use crate::config::Config;

/// Records after which progress is told again.
const PROGRESS: u64 = 5_000;
/// How many differences are named.
const NAMED: usize = 20;

/// Builds the index anew.
pub(super) async fn reindex(config: &Config) -> Result<ExitCode, Failure> {
    let portal = open_portal(config).await?;
    let mut said = 0;
    let rebuilt = portal.rebuild_index(|records| {
        if records / PROGRESS > said {
            said = records / PROGRESS;
            eprintln!("{records} records");
        }
    });
    if let Followed::Rebuilt(records) = rebuilt.await? {
        println!("{records} records indexed");
    }
    Ok(ExitCode::SUCCESS)
}

/// Compares index and database, after catching up where that can be done.
pub(super) async fn verify(config: &Config) -> Result<ExitCode, Failure> {
    let portal = open_portal(config).await?;
    portal.run_pending_work().await?;
    let differences = portal.verify_index().await?;
    for difference in differences.iter().take(NAMED) {
        let version = |version: Option<i64>| version.map_or_else(|| "absent".to_owned(), |version| version.to_string());
        let (database, index) = (version(difference.database), version(difference.index));
        eprintln!("{} {}: database {database}, index {index}", difference.kind, difference.uid);
    }
    let records = portal.indexed_records();
    let position = portal.index_position();
    if differences.is_empty() {
        println!("index and database agree: {records} records, at position {position} of the log");
        return Ok(ExitCode::SUCCESS);
    }
    Err(Failure::new(format!("index and database differ in {} records; run innesto reindex", differences.len())))
}
