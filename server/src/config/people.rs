// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! How accounts work: who may register, and which roles ask for a second factor.

use domain::member::PortalRole;
use portal::people::Registration;

/// Reads how people come to an account.
pub(super) fn registration(text: &str, problems: &mut Vec<String>) -> Registration {
    match text {
        "open" => Registration::Open,
        "approval" => Registration::Approval,
        "invitation" => Registration::Invitation,
        _ => {
            problems.push(format!("`registration` must be open, approval or invitation, not `{text}`"));
            Registration::Invitation
        }
    }
}

/// Reads the roles that are in force only with a second factor.
pub(super) fn second_factor(texts: &[String], problems: &mut Vec<String>) -> Vec<PortalRole> {
    let mut roles = Vec::new();
    for text in texts {
        match PortalRole::from_code(text) {
            Some(role) => roles.push(role),
            None => problems.push(format!(
                "`second_factor` lists reviewer, moderator, administrator or none of them, not `{text}`"
            )),
        }
    }
    roles
}
