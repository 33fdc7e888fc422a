// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What `check-config` says: what is in force, with secrets hidden, and what is wrong with it.

use std::fmt::Write;
use std::path::Path;

use figment::Figment;
use figment::value::Value;

use super::keys::{KEYS, Kind};
use super::providers;
use super::values::without_password;
use super::{Config, Owner};

/// One line a key, in the form of the TOML file, with its source; unset keys are left out.
pub(super) fn print(figment: &Figment) -> String {
    let mut text = String::new();
    for key in KEYS {
        let Ok(value) = figment.find_value(key.name) else {
            continue;
        };
        let value = match (key.kind, value.as_str()) {
            (Kind::Secret, Some(secret)) => format!("{:?}", without_password(secret)),
            (_, Some(text)) => format!("{text:?}"),
            (_, None) => written(&value),
        };
        let source = figment.find_metadata(key.name).map_or("default", |metadata| &metadata.name);
        writeln!(text, "{} = {value}  # {source}", key.name).expect("writing to a String cannot fail");
    }
    text.push_str(&providers::in_force(figment));
    text
}

fn written(value: &Value) -> String {
    match value {
        Value::Array(_, parts) => {
            let parts: Vec<_> = parts.iter().map(|part| format!("{:?}", part.as_str().unwrap_or(""))).collect();
            format!("[{}]", parts.join(", "))
        }
        other => other
            .to_u128()
            .map(|number| number.to_string())
            .or_else(|| other.to_i128().map(|number| number.to_string()))
            .unwrap_or_default(),
    }
}

impl Config {
    /// What is in force, one line a key, secrets hidden.
    pub fn in_force(&self) -> &str {
        &self.in_force
    }

    /// What is in force, secrets hidden, each with its value: for the administrator's page.
    pub fn settings(&self) -> Vec<(String, String)> {
        let lines = self.in_force.lines().filter_map(|line| line.split_once(" = "));
        let bare =
            |value: &str| value.rsplit_once("  # ").map_or(value, |(value, _)| value).trim_matches('"').to_owned();
        lines.map(|(name, value)| (name.to_owned(), bare(value))).collect()
    }

    /// What is wrong and would keep the portal from running well, one plain sentence each.
    pub fn check(&self) -> Vec<String> {
        let mut problems = Vec::new();
        if self.metrics_listen == Some(self.listen) && self.listen.port() != 0 {
            problems.push("`metrics_listen` must not be the portal's own address".to_owned());
        }
        problems.extend(folder_problem(&self.data));
        if let Some(database) = &self.database_url {
            let known = ["postgres://", "postgresql://"];
            if !known.iter().any(|scheme| database.expose().starts_with(scheme)) {
                problems.push("`database_url` must begin with postgres://".to_owned());
            }
        }
        if let (Some(host), false) = (self.base_url.host_str(), self.hosts.is_empty())
            && !self.hosts.iter().any(|known| known == host)
        {
            problems.push(format!("`hosts` leaves out {host}, the host of `base_url`"));
        }
        problems
    }

    /// What is worth a thought though nothing is wrong, one plain sentence each.
    pub fn advice(&self) -> Vec<String> {
        let mut advice: Vec<String> = Vec::new();
        if !self.sign_in_works() {
            advice.push("`base_url` is plain http: browsers will not keep a sign-in".to_owned());
        }
        if !self.listen.ip().is_loopback() && self.trusted_proxies.is_empty() {
            advice.push("`trusted_proxies` is empty: behind a proxy all visitors look like one address".to_owned());
        }
        advice.extend(self.mail_advice());
        advice.extend(missing(&self.owner));
        advice
    }
}

/// What the law wants on the pages and the operator has not said.
fn missing(owner: &Owner) -> Option<String> {
    let named = [
        ("owner.name", &owner.name),
        ("owner.address", &owner.address),
        ("owner.email", &owner.email),
        ("owner.pec", &owner.pec),
        ("owner.tax_code", &owner.tax_code),
        ("owner.dpo_email", &owner.dpo_email),
        ("owner.accessibility_url", &owner.accessibility_url),
        ("owner.repository_url", &owner.repository_url),
    ];
    let unset: Vec<_> = named.iter().filter(|(_, value)| value.is_none()).map(|(name, _)| *name).collect();
    (!unset.is_empty()).then(|| format!("the legal pages lack {}", unset.join(", ")))
}

/// Why the data folder could not be used, judged by a file put there and taken away again.
fn folder_problem(folder: &Path) -> Option<String> {
    let shown = folder.display();
    let existing = folder.ancestors().find(|path| path.exists()).unwrap_or(Path::new("."));
    if !existing.is_dir() {
        return Some(format!("the data folder {shown} is not a folder"));
    }
    let probe = existing.join(format!(".innesto-check-{}", std::process::id()));
    match std::fs::write(&probe, b"") {
        Ok(()) => std::fs::remove_file(&probe)
            .err()
            .map(|error| format!("the data folder {shown} cannot be written: {error}")),
        Err(error) => Some(format!("the data folder {shown} cannot be written: {error}")),
    }
}
