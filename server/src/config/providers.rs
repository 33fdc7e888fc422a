// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Providers of identities: the sections `oidc.<name>` of the file, `INNESTO_OIDC__<NAME>__*` in the environment.

use std::collections::BTreeMap;
use std::fmt::Write;

use figment::Figment;
use figment::value::{Dict, Value};
use serde::Deserialize;
use url::Url;

use super::values::Secret;
use keys::{Form, KEYS, default_of, find, nearest};

mod keys;

pub(super) use keys::manual;

/// The section that holds one section for each provider.
pub(super) const SECTION: &str = "oidc";
/// The longest name of a provider: it stands in addresses.
const NAME_MAX: usize = 32;
/// Parameters of an authorisation request that the portal sets by itself.
const OWN_PARAMETERS: &[&str] = &[
    "acr_values",
    "client_id",
    "client_secret",
    "code_challenge",
    "code_challenge_method",
    "nonce",
    "redirect_uri",
    "request",
    "request_uri",
    "response_mode",
    "response_type",
    "scope",
    "state",
    "ui_locales",
];

/// A provider of identities by which people sign in.
#[derive(Debug, Clone)]
pub struct Provider {
    /// Its name in addresses and in the log.
    pub name: String,
    /// The issuer, exactly as the provider writes it.
    pub issuer: String,
    /// This portal's name at the provider.
    pub client_id: String,
    /// This portal's secret at the provider; a public client has none.
    pub client_secret: Option<Secret>,
    /// The name on the button.
    pub label: String,
    /// What is asked for, `openid` aside.
    pub scopes: Vec<String>,
    /// The strengths of authentication that are asked for, best first.
    pub acr_values: Vec<String>,
    /// Further parameters of the authorisation request.
    pub parameters: Vec<(String, String)>,
    /// Which claim says what.
    pub claims: ClaimNames,
    /// Whether an address that the provider calls verified counts as confirmed.
    pub trusts_email: bool,
    /// The strengths of authentication that count as a second factor.
    pub strong_acr: Vec<String>,
    /// Whether signing out ends the session at the provider too.
    pub sign_out: bool,
}

/// The claims that say what the portal asks of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimNames {
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// E-mail address.
    pub email: String,
    /// What the person is called at the provider, for the list of own identities.
    pub subject_label: String,
}

fn is_name(name: &str) -> bool {
    (1..=NAME_MAX).contains(&name.len())
        && name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_'))
}

/// Keeps of the section in a file what is known and of the right kind; the rest becomes problems.
pub(super) fn of_file(section: Value, source: &str, problems: &mut Vec<String>) -> Dict {
    let mut kept = Dict::new();
    let Value::Dict(_, providers) = section else {
        problems.push(format!("`{SECTION}` in {source} must be a section for each provider, such as [{SECTION}.name]"));
        return kept;
    };
    for (name, value) in providers {
        let Value::Dict(_, values) = value else {
            problems.push(format!("`{SECTION}.{name}` in {source} must be a section with the provider's keys"));
            continue;
        };
        kept.insert(name.clone(), Value::from(provider_of_file(&name, values, source, problems)));
    }
    kept
}

fn provider_of_file(provider: &str, values: Dict, source: &str, problems: &mut Vec<String>) -> Dict {
    let mut kept = Dict::new();
    for (name, value) in values {
        let full = format!("{SECTION}.{provider}.{name}");
        let Some(key) = find(&name) else {
            let hint = nearest(&name).map(|near| format!(": did you mean `{SECTION}.{provider}.{near}`?"));
            problems.push(format!("unknown key `{full}` in {source}{}", hint.unwrap_or_default()));
            continue;
        };
        match of_written(key.form, value) {
            Ok(value) => {
                kept.insert(name, value);
            }
            Err(wanted) => problems.push(format!("`{full}` in {source} must be {wanted}")),
        }
    }
    kept
}

/// The one form in which a value is kept, whatever it was written as.
fn of_written(form: Form, value: Value) -> Result<Value, &'static str> {
    match (form, &value) {
        (Form::Text | Form::Secret, Value::String(..)) => Ok(value),
        (Form::Text | Form::Secret, _) => Err("a text in quotes"),
        (Form::Choice, Value::Bool(_, yes)) => Ok(Value::from(if *yes { "yes" } else { "no" })),
        (Form::Choice, Value::String(_, text)) if matches!(text.as_str(), "yes" | "no") => Ok(value),
        (Form::Choice, _) => Err("\"yes\" or \"no\""),
        (Form::List, Value::Array(_, parts)) if parts.iter().all(|part| part.as_str().is_some()) => Ok(value),
        (Form::List, _) => Err("a list of texts, such as [\"openid\", \"email\"]"),
        (Form::Pairs, Value::Dict(_, pairs)) if pairs.values().all(|one| one.as_str().is_some()) => {
            let written = pairs.iter().map(|(name, one)| format!("{name}={}", one.as_str().unwrap_or_default()));
            Ok(Value::from(written.collect::<Vec<_>>()))
        }
        (Form::Pairs, Value::Array(_, parts)) if parts.iter().all(|part| part.as_str().is_some()) => Ok(value),
        (Form::Pairs, _) => Err("a table of texts, such as { prompt = \"login\" }"),
    }
}

/// Takes a variable of the environment; `name` is its dotted name behind `oidc.`.
///
/// # Errors
/// The sentence that says what is wrong with it.
pub(super) fn of_variable(values: &mut Dict, variable: &str, name: &str, text: &str) -> Result<(), String> {
    let (provider, name) = name.split_once('.').ok_or_else(|| format!("unknown environment variable {variable}"))?;
    let Some(key) = find(name) else {
        let hint = nearest(name).map(|near| format!(": did you mean {}?", variable_of(provider, near)));
        return Err(format!("unknown environment variable {variable}{}", hint.unwrap_or_default()));
    };
    let value = match key.form {
        Form::Text | Form::Secret => Value::from(text),
        Form::Choice if matches!(text, "yes" | "no") => Value::from(text),
        Form::Choice => return Err(format!("{variable} must be yes or no, not `{text}`")),
        Form::List | Form::Pairs => Value::from(parts(text)),
    };
    let sections = values.entry(SECTION.to_owned()).or_insert_with(|| Value::from(Dict::new()));
    if let Value::Dict(_, sections) = sections {
        let section = sections.entry(provider.to_owned()).or_insert_with(|| Value::from(Dict::new()));
        if let Value::Dict(_, section) = section {
            section.insert(name.to_owned(), value);
        }
    }
    Ok(())
}

fn parts(text: &str) -> Vec<&str> {
    text.split(',').map(str::trim).filter(|part| !part.is_empty()).collect()
}

fn variable_of(provider: &str, key: &str) -> String {
    format!("INNESTO_OIDC__{}__{}", provider.to_uppercase(), key.to_uppercase())
}

/// A provider as it is written.
#[derive(Deserialize)]
struct Written {
    issuer: Option<String>,
    client_id: Option<String>,
    client_secret: Option<String>,
    label: Option<String>,
    scopes: Option<Vec<String>>,
    #[serde(default)]
    acr_values: Vec<String>,
    #[serde(default)]
    parameters: Vec<String>,
    claim_first_name: Option<String>,
    claim_last_name: Option<String>,
    claim_email: Option<String>,
    claim_subject_label: Option<String>,
    trusts_email: Option<String>,
    #[serde(default)]
    strong_acr: Vec<String>,
    sign_out: Option<String>,
}

/// Understands every provider, in the order of their names; what is not understood becomes problems.
pub(super) fn typed(figment: &Figment, problems: &mut Vec<String>) -> Vec<Provider> {
    let Ok(written) = figment.extract_inner::<BTreeMap<String, Written>>(SECTION) else {
        return Vec::new();
    };
    written.into_iter().filter_map(|(name, written)| written.typed(name, problems)).collect()
}

impl Written {
    fn typed(self, name: String, problems: &mut Vec<String>) -> Option<Provider> {
        let full = |key: &str| format!("`{SECTION}.{name}.{key}`");
        if !is_name(&name) {
            problems.push(format!(
                "`{SECTION}.{name}`: a provider's name is at most {NAME_MAX} small letters, digits, - and _, a letter first"
            ));
            return None;
        }
        let set = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
        let text = |given: Option<String>, key: &str| set(given).unwrap_or_else(|| default_of(key).to_owned());
        let issuer = set(self.issuer);
        let client_id = set(self.client_id);
        for (key, missing) in [("issuer", issuer.is_none()), ("client_id", client_id.is_none())] {
            if missing {
                problems.push(format!("{} must be set", full(key)));
            }
        }
        if let Some(issuer) = issuer.as_ref().filter(|issuer| !is_issuer(issuer)) {
            problems.push(format!(
                "{} must begin with https:// and have no parameters (http:// only for this machine), not `{issuer}`",
                full("issuer")
            ));
        }
        let parameters = pairs(&self.parameters, &full("parameters"), problems);
        let scopes =
            self.scopes.unwrap_or_else(|| parts(default_of("scopes")).into_iter().map(str::to_owned).collect());
        Some(Provider {
            issuer: issuer?,
            client_id: client_id?,
            client_secret: set(self.client_secret).map(Secret::new),
            label: set(self.label).unwrap_or_else(|| name.clone()),
            scopes: scopes.into_iter().filter(|scope| scope != "openid").collect(),
            acr_values: self.acr_values,
            parameters,
            claims: ClaimNames {
                first_name: text(self.claim_first_name, "claim_first_name"),
                last_name: text(self.claim_last_name, "claim_last_name"),
                email: text(self.claim_email, "claim_email"),
                subject_label: text(self.claim_subject_label, "claim_subject_label"),
            },
            trusts_email: text(self.trusts_email, "trusts_email") == "yes",
            strong_acr: self.strong_acr,
            sign_out: text(self.sign_out, "sign_out") == "yes",
            name,
        })
    }
}

/// What an issuer looks like: OpenID Connect Discovery 1.0, 3, and plain http where nobody can listen.
fn is_issuer(text: &str) -> bool {
    let Ok(url) = Url::parse(text) else { return false };
    let here = matches!(url.host_str(), Some("127.0.0.1" | "localhost" | "[::1]"));
    let scheme = url.scheme() == "https" || (url.scheme() == "http" && here);
    let bare = url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
    scheme && bare && url.password().is_none() && url.host_str().is_some_and(|host| !host.is_empty())
}

fn pairs(written: &[String], full: &str, problems: &mut Vec<String>) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    for one in written {
        match one.split_once('=') {
            Some((name, _)) if OWN_PARAMETERS.contains(&name.trim()) => {
                problems.push(format!("{full}: `{}` is set by the portal itself", name.trim()));
            }
            Some((name, value)) if !name.trim().is_empty() => {
                pairs.push((name.trim().to_owned(), value.trim().to_owned()));
            }
            _ => problems.push(format!("{full}: `{one}` must be key=value")),
        }
    }
    pairs
}

/// What `check-config` prints of the providers: one line a key, secrets hidden.
pub(super) fn in_force(figment: &Figment) -> String {
    let mut text = String::new();
    let Ok(providers) = figment.find_value(SECTION) else { return text };
    let names: Vec<&String> = providers.as_dict().into_iter().flat_map(Dict::keys).collect();
    for provider in names {
        for key in KEYS {
            let full = format!("{SECTION}.{provider}.{}", key.name);
            let Ok(value) = figment.find_value(&full) else { continue };
            let value = match (key.form, &value) {
                (Form::Secret, _) => "\"***\"".to_owned(),
                (_, Value::Array(_, parts)) => {
                    let parts: Vec<_> = parts.iter().map(|part| format!("{:?}", part.as_str().unwrap_or(""))).collect();
                    format!("[{}]", parts.join(", "))
                }
                (_, other) => format!("{:?}", other.as_str().unwrap_or("")),
            };
            let source = figment.find_metadata(&full).map_or("default", |metadata| &metadata.name);
            writeln!(text, "{full} = {value}  # {source}").expect("writing to a String cannot fail");
        }
    }
    text
}
