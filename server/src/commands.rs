// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The commands of the program.

mod backup;
mod check_config;
mod export;
mod import;
mod index;
mod manifest;
mod member;
mod messages;
mod migrate;
mod open;
mod restore;
mod serve;
mod token;
mod verify_audit;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::config::{self, Config};

pub use open::{help_texts, open_portal};

/// Innesto: good practices, carried from one public administration to another.
#[derive(Debug, Parser)]
#[command(name = "innesto", version, about)]
pub struct CommandLine {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Command,
}

/// What every command takes.
#[derive(Clone, Debug, Args)]
struct Common {
    /// Folder of database, index and files [default: ./data].
    #[arg(long, global = true, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Configuration file (TOML); environment variables come over it.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the portal.
    Serve {
        /// Address to listen on [default: 127.0.0.1:3000].
        #[arg(long, value_name = "ADDR")]
        listen: Option<String>,
    },
    /// Take in the demonstration content, once.
    Demo,
    /// Take in records, one line of JSON each. Bad lines are told and left out; then the exit code is 1.
    Import {
        /// The file, or - for standard input.
        file: PathBuf,
    },
    /// Write out all records as import reads them. The file holds drafts and is readable by its owner only.
    Export {
        /// The file to write.
        file: PathBuf,
    },
    /// Write the database and all files into one file, which only its owner can read; a portal may be running.
    Backup {
        /// The file to write (ZIP); it must not be there yet.
        file: PathBuf,
    },
    /// Put a backup into an empty data folder. Everybody signs in anew.
    Restore {
        /// The backup.
        file: PathBuf,
    },
    /// Build the search index anew.
    Reindex,
    /// Compare the search index with the database; exit code 0 only if they agree.
    VerifyIndex,
    /// Print the correction requests and opinions that readers left, newest first.
    Messages,
    /// Look after accounts.
    #[command(subcommand)]
    Member(member::MemberCommand),
    /// Look after the tokens by which programs act for a member.
    #[command(subcommand)]
    Token(token::TokenCommand),
    /// Check that nobody changed the audit log; exit code 0 only if it is whole.
    VerifyAudit,
    /// Bring the database's tables up to this version.
    Migrate,
    /// Say what is wrong with the configuration and print what is in force, secrets hidden.
    CheckConfig,
}

/// Why a database on PostgreSQL is neither copied nor put back by this program.
const ON_POSTGRES: &str = "the database is on PostgreSQL, which pg_dump and pg_restore copy and put back; \
    docs/OPERATION.md, \"Backups\", says how, and what to do with the files";

/// Why a command failed, in one sentence.
#[derive(Debug)]
pub struct Failure(String);

impl Failure {
    /// A failure in a sentence.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.0)
    }
}

impl<E: std::error::Error> From<E> for Failure {
    fn from(error: E) -> Self {
        Self(error.to_string())
    }
}

/// Runs the command of a command line.
///
/// # Errors
/// The command failed; the sentence says why.
pub async fn run(line: CommandLine) -> Result<ExitCode, Failure> {
    let listen = match &line.command {
        Command::Serve { listen } => listen.clone(),
        _ => None,
    };
    let over = config::CommandLine { data: line.common.data.clone(), listen };
    let config = Config::load(line.common.config.as_deref(), std::env::vars(), &over);
    if matches!(line.command, Command::CheckConfig) {
        return Ok(check_config::run(config));
    }
    let config = config?;
    match line.command {
        Command::Serve { .. } => serve::run(config).await,
        Command::Demo => import::demo(&config).await,
        Command::Import { file } => import::file(&config, &file).await,
        Command::Export { file } => export::run(&config, &file).await,
        Command::Backup { file } => backup::run(&config, &file).await,
        Command::Restore { file } => restore::run(&config, &file).await,
        Command::Reindex => index::reindex(&config).await,
        Command::VerifyIndex => index::verify(&config).await,
        Command::Messages => messages::run(&config).await,
        Command::Member(command) => member::run(&config, command).await,
        Command::Token(command) => token::run(&config, command).await,
        Command::VerifyAudit => verify_audit::run(&config).await,
        Command::Migrate => migrate::run(&config).await,
        Command::CheckConfig => Ok(ExitCode::SUCCESS),
    }
}
