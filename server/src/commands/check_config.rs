// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! `innesto check-config`.

use std::process::ExitCode;

use crate::config::{Config, ConfigError};

/// Prints problems to standard error and what is in force to standard output.
pub(super) fn run(config: Result<Config, ConfigError>) -> ExitCode {
    let problems = match &config {
        Ok(config) => {
            print!("{}", config.in_force());
            for advice in config.advice() {
                eprintln!("innesto: advice: {advice}");
            }
            config.check()
        }
        Err(error) => error.problems.clone(),
    };
    for problem in &problems {
        eprintln!("innesto: {problem}");
    }
    if problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
