// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! `innesto export`.

use std::io::{BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::process::ExitCode;

use super::{Failure, open_portal};
use crate::config::Config;

/// Writes the file beside its place and puts it there when it is whole.
pub(super) async fn run(config: &Config, path: &Path) -> Result<ExitCode, Failure> {
    let portal = open_portal(config).await?;
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    let part = path.with_file_name(name);
    let refuse = |error: std::io::Error| Failure::new(format!("{} cannot be written: {error}", path.display()));
    // What an earlier run left may be readable by others, and its mode would stay.
    if part.exists() {
        std::fs::remove_file(&part).map_err(refuse)?;
    }
    let mut options = std::fs::OpenOptions::new();
    let file = options.write(true).create_new(true).mode(0o600).open(&part).map_err(refuse)?;
    let mut out = BufWriter::new(file);
    let records = portal.export(&mut out).await?;
    out.flush().map_err(refuse)?;
    out.get_ref().sync_all().map_err(refuse)?;
    std::fs::rename(&part, path).map_err(refuse)?;
    println!("{records} records");
    eprintln!("the file holds drafts and other things that are not public; only its owner can read it");
    Ok(ExitCode::SUCCESS)
}
