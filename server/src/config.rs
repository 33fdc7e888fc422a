// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What the operator may set: read once, checked, and from then on carried by types.
//!
//! Defaults, then the TOML file, then the environment, then the command line; the last word wins.
//! An unknown key is an error, so that a misspelt one is not silently without effect.
//! docs/CONFIGURATION.md lists every key; its table is printed from the one in `config/keys.rs`.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use domain::member::PortalRole;
use figment::Figment;
use jiff::SignedDuration;
use lettre::message::Mailbox;
use portal::people::Registration;
use serde::Deserialize;
use url::Url;

mod in_force;
mod keys;
mod limits;
mod mail;
mod people;
mod providers;
mod sources;
mod values;

pub use keys::manual;
pub use limits::Limits;
pub use providers::{ClaimNames, Provider};
pub use sources::CommandLine;
pub use values::{LogFormat, Network, NotANetwork, Owner, Secret};

use sources::Sources;

/// Everything that is in force, typed.
#[derive(Debug, Clone)]
pub struct Config {
    /// The portal's own address, http or https, without a path.
    pub base_url: Url,
    /// The folder of database, index and files.
    pub data: PathBuf,
    /// The folder with the built site, where one is named; see [`Config::site_folder`].
    pub site: Option<PathBuf>,
    /// Where the portal listens.
    pub listen: SocketAddr,
    /// Where metrics are served, if at all.
    pub metrics_listen: Option<SocketAddr>,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<Network>,
    /// Hosts that are answered, in lower case; empty for all.
    pub hosts: Vec<String>,
    /// The database, unless it is SQLite in the data folder.
    pub database_url: Option<Secret>,
    /// Where case documents are kept, unless it is in the data folder.
    pub files_url: Option<Url>,
    /// The clamd that looks for viruses.
    pub clamd: Option<String>,
    /// Where breaches of the Content-Security-Policy are reported.
    pub csp_report_url: Option<Url>,
    /// How log lines look.
    pub log_format: LogFormat,
    /// What is logged, in the words of `tracing_subscriber::EnvFilter`.
    pub log_filter: String,
    /// Who answers for the portal.
    pub owner: Owner,
    /// The mail server, in the words of lettre; mails wait where there is none.
    pub smtp_url: Option<Secret>,
    /// The address that mails come from.
    pub mail_from: Mailbox,
    /// The providers of identities by which people sign in, by their names.
    pub providers: Vec<Provider>,
    /// How people come to an account.
    pub registration: Registration,
    /// Roles that are in force only with a second factor.
    pub second_factor: Vec<PortalRole>,
    /// The version of the terms that new members accept.
    pub terms_version: String,
    /// A registration that comes back sooner than this was filled in by a program.
    pub quickest_form: SignedDuration,
    /// Caps and timeouts.
    pub limits: Limits,
    in_force: String,
}

/// Why a configuration is refused: one sentence for each problem.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .problems.join("; "))]
pub struct ConfigError {
    /// The sentences, in the order of the sources.
    pub problems: Vec<String>,
}

impl Config {
    /// Reads the configuration from `file`, the environment's pairs and the command line.
    ///
    /// # Errors
    /// All problems at once: an unreadable file, unknown keys, values that are not what they must be.
    pub fn load(
        file: Option<&Path>,
        environment: impl IntoIterator<Item = (String, String)>,
        over: &CommandLine,
    ) -> Result<Self, ConfigError> {
        let sources = Sources::read(file, environment, over);
        let mut problems = sources.problems;
        let settings: Option<Settings> = match sources.figment.extract() {
            Ok(settings) => Some(settings),
            Err(error) => {
                problems.push(error.to_string());
                None
            }
        };
        let config = settings.and_then(|settings| settings.typed(&sources.figment, &mut problems));
        match config {
            Some(config) if problems.is_empty() => Ok(config),
            _ => Err(ConfigError { problems }),
        }
    }

    /// The same with another data folder.
    pub(crate) fn with_data(mut self, data: &Path) -> Self {
        data.clone_into(&mut self.data);
        self
    }

    /// The portal's origin as browsers send it: no trailing slash, no default port.
    pub fn origin(&self) -> String {
        self.base_url.origin().ascii_serialization()
    }

    /// Whether browsers on this machine alone reach the portal: its own address names a loopback host, and it listens
    /// nowhere else.
    pub fn is_loopback(&self) -> bool {
        self.listen.ip().is_loopback() && self.has_local_name()
    }

    /// Whether the portal's own address names a loopback host.
    fn has_local_name(&self) -> bool {
        match self.base_url.host() {
            Some(url::Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
            Some(url::Host::Ipv4(address)) => address.is_loopback(),
            Some(url::Host::Ipv6(address)) => address.is_loopback(),
            None => false,
        }
    }

    /// Whether browsers keep the cookie of a sign-in: over https, or where the host is this very machine.
    pub fn sign_in_works(&self) -> bool {
        self.base_url.scheme() == "https" || self.has_local_name()
    }

    /// The folder of the built site: the one named, else `site` beside the program, else `target/site`.
    pub fn site_folder(&self) -> PathBuf {
        if let Some(site) = &self.site {
            return site.clone();
        }
        let beside = std::env::current_exe().ok().and_then(|program| Some(program.parent()?.join("site")));
        match beside {
            Some(beside) if beside.is_dir() => beside,
            _ => PathBuf::from("target/site"),
        }
    }
}

/// The values as they are written, before they are understood.
#[derive(Deserialize)]
struct Settings {
    base_url: Option<String>,
    data: PathBuf,
    site: Option<PathBuf>,
    listen: String,
    metrics_listen: Option<String>,
    #[serde(default)]
    trusted_proxies: Vec<String>,
    #[serde(default)]
    hosts: Vec<String>,
    database_url: Option<String>,
    files_url: Option<String>,
    clamd: Option<String>,
    csp_report_url: Option<String>,
    log_format: String,
    log_filter: String,
    #[serde(default)]
    owner: Owner,
    registration: String,
    #[serde(default)]
    second_factor: Vec<String>,
    terms_version: String,
    smtp_url: Option<String>,
    mail_from: Option<String>,
    limits: LimitSettings,
}

#[derive(Deserialize)]
struct LimitSettings {
    connections: usize,
    connections_per_address: usize,
    requests: usize,
    body_bytes: usize,
    header_bytes: usize,
    header_seconds: u64,
    body_seconds: u64,
    write_seconds: u64,
    idle_seconds: u64,
    request_seconds: u64,
    shutdown_seconds: u64,
    form_seconds: u64,
}

impl Settings {
    /// Understands every value; what is not understood becomes a problem and the answer is None.
    fn typed(self, figment: &Figment, problems: &mut Vec<String>) -> Option<Config> {
        let listen = address("listen", &self.listen, problems);
        let metrics_listen = self.metrics_listen.and_then(|text| address("metrics_listen", &text, problems));
        let base_url = match self.base_url {
            Some(text) => own_address(&text, problems),
            None => listen.map(address_of),
        };
        let smtp_url = self.smtp_url.and_then(|text| mail::server(&text, problems));
        let mail_from = base_url.as_ref().and_then(|base| mail::sender(self.mail_from.as_deref(), base, problems));
        let csp_report_url = self.csp_report_url.and_then(|text| web_address("csp_report_url", &text, problems));
        let files_url = self.files_url.and_then(|text| place_of_files(&text, problems));
        let clamd = self.clamd.filter(|text| is_clamd(text, problems));
        let trusted_proxies = networks(&self.trusted_proxies, problems);
        let log_format = log_format(&self.log_format, problems);
        Some(Config {
            base_url: base_url?,
            data: self.data,
            site: self.site,
            listen: listen?,
            metrics_listen,
            trusted_proxies,
            hosts: self.hosts.iter().map(|host| host.to_lowercase()).collect(),
            database_url: self.database_url.map(Secret::new),
            files_url,
            clamd,
            csp_report_url,
            log_format: log_format?,
            log_filter: self.log_filter,
            owner: self.owner,
            smtp_url,
            mail_from: mail_from?,
            providers: providers::typed(figment, problems),
            registration: people::registration(&self.registration, problems),
            second_factor: people::second_factor(&self.second_factor, problems),
            terms_version: self.terms_version,
            quickest_form: SignedDuration::from_secs(i64::try_from(self.limits.form_seconds).unwrap_or(0)),
            limits: self.limits.typed(problems),
            in_force: in_force::print(figment),
        })
    }
}

impl LimitSettings {
    fn typed(self, problems: &mut Vec<String>) -> Limits {
        let least = [
            ("connections", self.connections as u64, 1),
            ("connections_per_address", self.connections_per_address as u64, 1),
            ("requests", self.requests as u64, 1),
            ("body_bytes", self.body_bytes as u64, 1024),
            ("header_bytes", self.header_bytes as u64, 8192),
            ("header_seconds", self.header_seconds, 1),
            ("body_seconds", self.body_seconds, 1),
            ("write_seconds", self.write_seconds, 1),
            ("idle_seconds", self.idle_seconds, 1),
            ("request_seconds", self.request_seconds, 1),
        ];
        for (name, value, least) in least {
            if value < least {
                problems.push(format!("`limits.{name}` must be at least {least}"));
            }
        }
        Limits {
            connections: self.connections,
            connections_per_address: self.connections_per_address,
            requests: self.requests,
            body_bytes: self.body_bytes,
            header_bytes: self.header_bytes.max(8192),
            header_time: Duration::from_secs(self.header_seconds),
            body_time: Duration::from_secs(self.body_seconds),
            write_time: Duration::from_secs(self.write_seconds),
            idle_time: Duration::from_secs(self.idle_seconds),
            request_time: Duration::from_secs(self.request_seconds),
            shutdown_time: Duration::from_secs(self.shutdown_seconds),
        }
    }
}

fn address(key: &str, text: &str, problems: &mut Vec<String>) -> Option<SocketAddr> {
    let address = text.parse().ok();
    if address.is_none() {
        problems.push(format!("`{key}` must be an address and a port such as 127.0.0.1:3000, not `{text}`"));
    }
    address
}

/// Where a browser on this machine finds the portal, when nobody said how it is called.
fn address_of(listen: SocketAddr) -> Url {
    let host = match listen.ip() {
        ip if ip.is_unspecified() => "127.0.0.1".to_owned(),
        std::net::IpAddr::V6(ip) => format!("[{ip}]"),
        ip => ip.to_string(),
    };
    Url::parse(&format!("http://{host}:{}", listen.port())).expect("an IP address and a port make an address")
}

fn place_of_files(text: &str, problems: &mut Vec<String>) -> Option<Url> {
    let url = Url::parse(text).ok().filter(|url| match url.scheme() {
        "file" => url.to_file_path().is_ok(),
        "s3" => url.host_str().is_some(),
        _ => false,
    });
    if url.is_none() {
        problems.push(format!("`files_url` must be file:///folder or s3://bucket/prefix, not `{text}`"));
    }
    url
}

fn is_clamd(text: &str, problems: &mut Vec<String>) -> bool {
    let fits = text.starts_with("unix:/") || text.strip_prefix("tcp:").is_some_and(|rest| rest.contains(':'));
    if !fits {
        problems.push(format!("`clamd` must be unix:/path or tcp:host:port, not `{text}`"));
    }
    fits
}

fn web_address(key: &str, text: &str, problems: &mut Vec<String>) -> Option<Url> {
    let url = Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.host().is_some());
    if url.is_none() {
        problems.push(format!("`{key}` must be an address that begins with https:// or http://, not `{text}`"));
    }
    url
}

fn own_address(text: &str, problems: &mut Vec<String>) -> Option<Url> {
    let url = web_address("base_url", text, problems)?;
    let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    if !bare || !url.username().is_empty() || url.password().is_some() {
        problems.push(format!("`base_url` must be scheme and host alone, without a path, not `{text}`"));
        return None;
    }
    Some(url)
}

fn networks(texts: &[String], problems: &mut Vec<String>) -> Vec<Network> {
    let mut networks = Vec::new();
    for text in texts {
        match text.parse() {
            Ok(network) => networks.push(network),
            Err(error) => problems.push(format!("`trusted_proxies`: `{text}` is {error}")),
        }
    }
    networks
}

fn log_format(text: &str, problems: &mut Vec<String>) -> Option<LogFormat> {
    match text {
        "json" => Some(LogFormat::Json),
        "text" => Some(LogFormat::Text),
        _ => {
            problems.push(format!("`log_format` must be json or text, not `{text}`"));
            None
        }
    }
}
