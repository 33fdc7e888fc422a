// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! `innesto member create`: the first administrator, or anybody else who cannot register.

use std::process::ExitCode;

use app::paths;
use clap::{Args, Subcommand};
use domain::member::{OrganisationRole, PortalRole};
use domain::{Email, Locale, Uid};
use portal::form::FormError;
use portal::people::NewAccount;

use super::{Failure, open_portal};
use crate::config::Config;

/// What is done to a member.
#[derive(Debug, Subcommand)]
pub(super) enum MemberCommand {
    /// Make an account, and print a link, good for three days, by which its owner sets a password.
    Create(NewMember),
}

/// Who the account is for.
#[derive(Debug, Args)]
pub(super) struct NewMember {
    /// E-mail address.
    #[arg(long)]
    email: String,
    /// First name.
    #[arg(long)]
    first_name: String,
    /// Last name.
    #[arg(long)]
    last_name: String,
    /// The organisation that the member acts for, by its uid.
    #[arg(long, value_name = "UID")]
    organisation: String,
    /// contributor, editor or representative of the organisation; or reviewer, moderator or administrator of the portal.
    #[arg(long)]
    role: Option<String>,
}

/// Makes an account.
pub(super) async fn run(config: &Config, command: MemberCommand) -> Result<ExitCode, Failure> {
    let MemberCommand::Create(given) = command;
    let email = Email::parse(&given.email).map_err(|fault| Failure::new(format!("--email {fault}")))?;
    let organisation =
        Uid::parse(&given.organisation).map_err(|fault| Failure::new(format!("--organisation {fault}")))?;
    let (organisation_role, portal_role) = roles(given.role.as_deref())?;
    let portal = open_portal(config).await?;
    let new = NewAccount {
        email,
        first_name: given.first_name,
        last_name: given.last_name,
        organisation: Some(organisation),
        organisation_role,
        portal_role,
    };
    let token = portal.create_member(new).await.map_err(|error| match error {
        FormError::Fields(problems) => {
            let said: Vec<_> = problems.iter().map(|(field, problem)| format!("{field}: {}", problem.key())).collect();
            Failure::new(format!("the account was not made: {}", said.join(", ")))
        }
        FormError::Portal(error) => error.into(),
    })?;
    println!("{}{}", config.origin(), paths::link(Locale::Italian, &token));
    portal.store().close().await;
    Ok(ExitCode::SUCCESS)
}

fn roles(given: Option<&str>) -> Result<(OrganisationRole, Option<PortalRole>), Failure> {
    let Some(code) = given else { return Ok((OrganisationRole::Contributor, None)) };
    if let Some(role) = OrganisationRole::from_code(code) {
        return Ok((role, None));
    }
    match PortalRole::from_code(code) {
        Some(role) => Ok((OrganisationRole::Contributor, Some(role))),
        None => Err(Failure::new(format!(
            "--role must be contributor, editor, representative, reviewer, moderator or administrator, not {code}"
        ))),
    }
}
