// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! `innesto migrate`.

use std::process::ExitCode;

use super::Failure;
use super::open::open_store;
use crate::config::Config;

/// Brings the tables up to this version.
pub(super) async fn run(config: &Config) -> Result<ExitCode, Failure> {
    open_store(config).await?.close().await;
    println!("the database's tables are up to date");
    Ok(ExitCode::SUCCESS)
}
