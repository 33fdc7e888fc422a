// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! `innesto messages`: what readers wrote to the portal's editors.

use std::process::ExitCode;

use super::{Failure, open_portal};
use crate::config::Config;

/// How many are printed of each sort.
const SHOWN: u32 = 200;

/// Prints correction requests, then opinions on pages.
pub(super) async fn run(config: &Config) -> Result<ExitCode, Failure> {
    let portal = open_portal(config).await?;
    let messages = portal.messages(SHOWN).await?;
    println!("{} correction requests", messages.corrections.len());
    for request in &messages.corrections {
        let from = [request.name.as_str(), request.email.as_str()].join(" ");
        println!("\n{} {} {}\n{}", request.at, request.practice, from.trim(), request.text);
    }
    println!("\n{} opinions on pages", messages.opinions.len());
    for opinion in &messages.opinions {
        println!("\n{} {} {}/5\n{}", opinion.at, opinion.page, opinion.rating, opinion.text);
    }
    Ok(ExitCode::SUCCESS)
}
