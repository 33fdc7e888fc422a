// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! `innesto token create`: what a program shows to act for a member.

use std::process::ExitCode;

use clap::{Args, Subcommand};
use domain::Email;
use portal::form::{FieldProblem, FormError};

use super::{Failure, open_portal};
use crate::config::Config;

/// What is done to tokens.
#[derive(Debug, Subcommand)]
pub(super) enum TokenCommand {
    /// Make a token, good for a year, and print it; it is not shown again.
    Create(ForMember),
}

/// Whose token it is.
#[derive(Debug, Args)]
pub(super) struct ForMember {
    /// E-mail address of the member for whom the program acts.
    #[arg(long, value_name = "EMAIL")]
    member: String,
}

/// Makes a token.
pub(super) async fn run(config: &Config, command: TokenCommand) -> Result<ExitCode, Failure> {
    let TokenCommand::Create(ForMember { member }) = command;
    let email = Email::parse(&member).map_err(|fault| Failure::new(format!("--member {fault}")))?;
    let portal = open_portal(config).await?;
    let outcome = portal.create_token(&email).await;
    portal.store().close().await;
    let token = outcome.map_err(|error| match error {
        FormError::Fields(problems) if problems.iter().any(|(_, problem)| *problem == FieldProblem::Unknown) => {
            Failure::new(format!("there is no member with the address {email}"))
        }
        FormError::Fields(_) => Failure::new(format!("the account of {email} is not active")),
        FormError::Portal(error) => error.into(),
    })?;
    println!("{token}");
    eprintln!("whoever has it acts as this member; its owner sees and ends it under \"Accesso e sicurezza\"");
    Ok(ExitCode::SUCCESS)
}
