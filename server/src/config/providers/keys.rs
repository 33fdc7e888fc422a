// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The table of every key of a provider's section: one home for names, defaults and the manual.

use std::fmt::Write;

use super::SECTION;

/// What the value of a key looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Text,
    Secret,
    List,
    /// A table, or a list of `key=value`.
    Pairs,
    /// `yes` or `no`.
    Choice,
}

/// One key of a provider's section.
pub(super) struct Key {
    pub name: &'static str,
    pub form: Form,
    pub default: &'static str,
    about: &'static str,
}

const fn key(name: &'static str, form: Form, default: &'static str, about: &'static str) -> Key {
    Key { name, form, default, about }
}

/// Every key of a provider, in the order of the manual.
pub(super) const KEYS: &[Key] = &[
    key(
        "issuer",
        Form::Text,
        "",
        "The issuer, exactly as the provider writes it in `<issuer>/.well-known/openid-configuration`; `https://`, but for tests on this machine. Required.",
    ),
    key("client_id", Form::Text, "", "This portal's name at the provider. Required."),
    key(
        "client_secret",
        Form::Secret,
        "",
        "This portal's secret at the provider. Unset: a public client, with PKCE alone.",
    ),
    key(
        "label",
        Form::Text,
        "",
        "The name on the button, behind “Accedi con” (“Sign in with”). Unset: the section's name.",
    ),
    key("scopes", Form::List, "openid,email,profile", "What is asked for."),
    key("acr_values", Form::List, "", "The strengths of authentication that are asked for, best first."),
    key(
        "parameters",
        Form::Pairs,
        "",
        "Further parameters of the authorisation request: a table in the file, `key=value,key=value` in the environment.",
    ),
    key("claim_first_name", Form::Text, "given_name", "The claim that holds the first name."),
    key("claim_last_name", Form::Text, "family_name", "The claim that holds the last name."),
    key("claim_email", Form::Text, "email", "The claim that holds the e-mail address."),
    key(
        "claim_subject_label",
        Form::Text,
        "preferred_username",
        "The claim that says what the person is called at the provider, for the list of own identities.",
    ),
    key(
        "trusts_email",
        Form::Choice,
        "no",
        "`yes`: an address that the provider calls verified (`email_verified`) is believed to be the person's: who registers with it needs no password, and who comes with the address of an account is sent to sign in to it and link the identity there.",
    ),
    key("strong_acr", Form::List, "", "The values of `acr` that count as a second factor."),
    key("sign_out", Form::Choice, "no", "`yes`: signing out here ends the session at the provider too."),
];

/// The key of this name.
pub(super) fn find(name: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| key.name == name)
}

/// The known key that a misspelt one most likely meant, if any is near.
pub(super) fn nearest(name: &str) -> Option<&'static str> {
    KEYS.iter()
        .map(|key| (strsim::osa_distance(name, key.name), key.name))
        .min()
        .filter(|(distance, _)| *distance <= 1 + name.len() / 4)
        .map(|(_, name)| name)
}

/// What stands where nobody says anything.
pub(super) fn default_of(name: &str) -> &'static str {
    find(name).map_or("", |key| key.default)
}

/// The rows of the manual's table, in Markdown.
pub(in crate::config) fn manual() -> String {
    let mut rows = String::new();
    for key in KEYS {
        let default = match key.default {
            "" => String::new(),
            text => format!("`{text}`"),
        };
        let variable = format!("INNESTO_OIDC__<NAME>__{}", key.name.to_uppercase());
        writeln!(rows, "| `{SECTION}.<name>.{}` | `{variable}` | {default} | {} |", key.name, key.about)
            .expect("writing to a String cannot fail");
    }
    rows
}
