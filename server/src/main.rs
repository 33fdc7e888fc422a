// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The program `innesto`: reads the command line and ends with 0, 1 (failure) or 2 (wrong use).

use std::process::ExitCode;

use clap::Parser;
use server::commands::{CommandLine, run};

/// Pages are made of many small pieces of text; this allocator hands them out faster than the system's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // The child that reads a document shuts itself in, which only a program with one thread can do.
    let mut words = std::env::args().skip(1);
    if words.next().as_deref() == Some(documents::extract::COMMAND)
        && let (Some(kind), None) = (words.next(), words.next())
    {
        return documents::extract::child(&kind);
    }
    let line = CommandLine::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("innesto: the program cannot start: {error}");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(run(line)) {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("innesto: {failure}");
            ExitCode::FAILURE
        }
    }
}
