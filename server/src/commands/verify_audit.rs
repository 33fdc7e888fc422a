// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! `innesto verify-audit`.

use std::process::ExitCode;

use store::AuditVerdict;

use super::Failure;
use super::open::open_store;
use crate::config::Config;

/// Says whether every line of the audit log is as it was written, and none is missing.
pub(super) async fn run(config: &Config) -> Result<ExitCode, Failure> {
    let store = open_store(config).await?;
    let verdict = store.verify_audit().await?;
    store.close().await;
    match verdict {
        AuditVerdict::Whole { rows } => {
            println!("the audit log is whole: {rows} lines");
            Ok(ExitCode::SUCCESS)
        }
        AuditVerdict::Broken { seq } => Err(Failure::new(format!("the audit log was changed at line {seq}"))),
    }
}
