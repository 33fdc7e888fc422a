// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Where configured values come from: defaults, a TOML file, the environment, the command line.

use std::path::{Path, PathBuf};

use figment::providers::{Format, Toml};
use figment::value::{Dict, Map, Value};
use figment::{Figment, Metadata, Profile, Provider};

use super::keys::{self, KEYS, Kind};
use super::providers;

/// Beginnings of variables that serve the project's scripts and tests, not the program.
const NOT_OURS: &[&str] = &[
    "INNESTO_CONFIG",
    "INNESTO_SHARED",
    "INNESTO_TEST_",
    "INNESTO_BENCH_",
    "INNESTO_FUZZ_",
    "INNESTO_CACHE",
    "INNESTO_CI_CACHE",
];

/// What the command line says over everything else.
#[derive(Debug, Clone, Default)]
pub struct CommandLine {
    /// `--data`
    pub data: Option<PathBuf>,
    /// `--listen`
    pub listen: Option<String>,
}

/// All sources put over each other, and what was wrong with them.
pub(super) struct Sources {
    pub figment: Figment,
    pub problems: Vec<String>,
}

/// One source, as figment takes it.
struct Source {
    name: String,
    values: Dict,
}

impl Provider for Source {
    fn metadata(&self) -> Metadata {
        Metadata::named(self.name.clone())
    }

    fn data(&self) -> Result<Map<Profile, Dict>, figment::Error> {
        Ok(Map::from([(Profile::Default, self.values.clone())]))
    }
}

impl Sources {
    /// Reads all sources. Nothing stops at the first problem: each is kept as a sentence.
    pub fn read(
        file: Option<&Path>,
        environment: impl IntoIterator<Item = (String, String)>,
        over: &CommandLine,
    ) -> Self {
        let mut sources = Self { figment: Figment::new().merge(defaults()), problems: Vec::new() };
        if let Some(file) = file {
            sources.add_file(file);
        }
        sources.add_environment(environment.into_iter().collect());
        sources.add_command_line(over);
        sources
    }

    fn add(&mut self, name: &str, values: Dict) {
        let name = name.to_owned();
        self.figment = self.figment.clone().merge(Source { name, values });
    }

    fn add_file(&mut self, path: &Path) {
        let shown = path.display();
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) => {
                self.problems.push(format!("the file {shown} cannot be read: {error}"));
                return;
            }
        };
        match Toml::from_str::<Dict>(&text) {
            Ok(values) => {
                let values = self.known(values, "", &shown.to_string());
                self.add(&shown.to_string(), values);
            }
            Err(error) => {
                let error = error.to_string();
                let line = error.lines().collect::<Vec<_>>().join(" ");
                self.problems.push(format!("{shown} is not TOML: {line}"));
            }
        }
    }

    /// Keeps what is known and of the right kind; the rest becomes problems.
    fn known(&mut self, values: Dict, section: &str, source: &str) -> Dict {
        let mut kept = Dict::new();
        for (name, value) in values {
            let full = match section {
                "" => name.clone(),
                section => format!("{section}.{name}"),
            };
            if full == providers::SECTION {
                let inner = providers::of_file(value, source, &mut self.problems);
                kept.insert(name, Value::from(inner));
                continue;
            }
            let Some(key) = keys::find(&full) else {
                let is_section = section.is_empty() && KEYS.iter().any(|key| key.name.starts_with(&format!("{full}.")));
                match value {
                    Value::Dict(_, inner) if is_section => {
                        let inner = self.known(inner, &full, source);
                        kept.insert(name, Value::from(inner));
                    }
                    _ => self.problems.push(unknown(&full, source)),
                }
                continue;
            };
            match fits(key.kind, &value) {
                Ok(()) => {
                    kept.insert(name, value);
                }
                Err(wanted) => self.problems.push(format!("`{full}` in {source} must be {wanted}")),
            }
        }
        kept
    }

    fn add_environment(&mut self, variables: Vec<(String, String)>) {
        let mut values = Dict::new();
        let mut port = None;
        for (variable, text) in variables {
            if text.is_empty() || NOT_OURS.iter().any(|other| variable.starts_with(other)) {
                continue;
            }
            let name = match variable.as_str() {
                "PORT" => {
                    port = Some(text);
                    continue;
                }
                "DATABASE_URL" => "database_url".to_owned(),
                other => match other.strip_prefix("INNESTO_") {
                    Some(rest) => rest.to_lowercase().replace("__", "."),
                    None => continue,
                },
            };
            self.add_variable(&mut values, &variable, &name, &text);
        }
        if let Some(port) = port
            && !values.contains_key("listen")
        {
            self.add_port(&mut values, &port);
        }
        self.add("environment", values);
    }

    fn add_variable(&mut self, values: &mut Dict, variable: &str, name: &str, text: &str) {
        if let Some(rest) = name.strip_prefix(providers::SECTION).and_then(|rest| rest.strip_prefix('.')) {
            self.problems.extend(providers::of_variable(values, variable, rest, text).err());
            return;
        }
        let Some(key) = keys::find(name) else {
            self.problems.push(unknown_variable(variable, name));
            return;
        };
        match read_text(key.kind, text) {
            Some(value) => put(values, key.name, value),
            None => self.problems.push(format!("{variable} must be a whole number, not `{text}`")),
        }
    }

    /// `PORT` changes the port of the address that the default or the file names.
    fn add_port(&mut self, values: &mut Dict, port: &str) {
        let Ok(port) = port.parse::<u16>() else {
            self.problems.push(format!("PORT must be a number up to 65535, not `{port}`"));
            return;
        };
        let listen: String = self.figment.extract_inner("listen").unwrap_or_default();
        if let Ok(mut address) = listen.parse::<std::net::SocketAddr>() {
            address.set_port(port);
            put(values, "listen", Value::from(address.to_string()));
        }
    }

    fn add_command_line(&mut self, over: &CommandLine) {
        let mut values = Dict::new();
        if let Some(data) = &over.data {
            put(&mut values, "data", Value::from(data.display().to_string()));
        }
        if let Some(listen) = &over.listen {
            put(&mut values, "listen", Value::from(listen.as_str()));
        }
        self.add("command line", values);
    }
}

fn defaults() -> Source {
    let mut values = Dict::new();
    for key in KEYS.iter().filter(|key| !key.default.is_empty()) {
        let value = read_text(key.kind, key.default).expect("the table's defaults are of their kind");
        put(&mut values, key.name, value);
    }
    Source { name: "default".to_owned(), values }
}

/// Puts a value at its dotted name.
fn put(values: &mut Dict, name: &str, value: Value) {
    let Some((section, name)) = name.split_once('.') else {
        values.insert(name.to_owned(), value);
        return;
    };
    let inner = values.entry(section.to_owned()).or_insert_with(|| Value::from(Dict::new()));
    if let Value::Dict(_, inner) = inner {
        inner.insert(name.to_owned(), value);
    }
}

/// Reads a text as a key's kind. Texts stay texts: a tax code keeps its leading zeros.
fn read_text(kind: Kind, text: &str) -> Option<Value> {
    match kind {
        Kind::Text | Kind::Secret => Some(Value::from(text)),
        Kind::Whole => text.trim().parse::<u64>().ok().map(Value::from),
        Kind::List => {
            Some(Value::from(text.split(',').map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>()))
        }
    }
}

fn fits(kind: Kind, value: &Value) -> Result<(), &'static str> {
    match kind {
        Kind::Text | Kind::Secret if value.as_str().is_some() => Ok(()),
        Kind::Text | Kind::Secret => Err("a text in quotes"),
        Kind::Whole if value.to_i128().is_some_and(|n| (0..=i128::from(u32::MAX)).contains(&n)) => Ok(()),
        Kind::Whole => Err("a whole number"),
        Kind::List => match value.as_array() {
            Some(parts) if parts.iter().all(|part| part.as_str().is_some()) => Ok(()),
            _ => Err("a list of texts, such as [\"10.0.0.0/8\"]"),
        },
    }
}

fn unknown(name: &str, source: &str) -> String {
    match keys::nearest(name) {
        Some(near) => format!("unknown key `{name}` in {source}: did you mean `{near}`?"),
        None => format!("unknown key `{name}` in {source}"),
    }
}

fn unknown_variable(variable: &str, name: &str) -> String {
    match keys::nearest(name).and_then(keys::find) {
        Some(near) => format!("unknown environment variable {variable}: did you mean {}?", near.variable()),
        None => format!("unknown environment variable {variable}"),
    }
}
