// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The table of every key that may be configured: one home for names, defaults and the manual.

use std::fmt::Write;

/// What the value of a key looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Text in quotes.
    Text,
    /// Text that is never shown again.
    Secret,
    /// A whole number, zero or more.
    Whole,
    /// A list of texts; separated by commas in the environment.
    List,
}

/// One key: its dotted name in the file, what it holds, what stands when nobody says anything.
#[derive(Debug)]
pub(super) struct Key {
    pub name: &'static str,
    pub kind: Kind,
    /// As it would be written in the environment; empty where there is none.
    pub default: &'static str,
    pub about: &'static str,
}

impl Key {
    /// The environment variable that sets this key.
    pub fn variable(&self) -> String {
        match self.name {
            "database_url" => "DATABASE_URL".to_owned(),
            name => format!("INNESTO_{}", name.to_uppercase().replace('.', "__")),
        }
    }
}

const fn key(name: &'static str, kind: Kind, default: &'static str, about: &'static str) -> Key {
    Key { name, kind, default, about }
}

/// Every key, in the order of the manual.
pub(super) const KEYS: &[Key] = &[
    key(
        "base_url",
        Kind::Text,
        "",
        "The address that people type, such as `https://innesto.example.it`, without a path. Links, feeds and mails use it, and changes are taken only from pages of this origin. Unset: `http://` and the listen address.",
    ),
    key("data", Kind::Text, "data", "The folder that holds the database, the index and the files."),
    key(
        "site",
        Kind::Text,
        "",
        "The folder with the built stylesheet, scripts and fonts. Unset: `site` beside the program, else `target/site`.",
    ),
    key("listen", Kind::Text, "127.0.0.1:3000", "Address and port of the portal. `PORT` changes its port alone."),
    key(
        "metrics_listen",
        Kind::Text,
        "",
        "Address and port of the metrics, never the portal's own. Unset: no metrics are served.",
    ),
    key(
        "trusted_proxies",
        Kind::List,
        "",
        "Addresses or networks (`10.0.0.0/8`) of the reverse proxies whose `X-Forwarded-For` is believed.",
    ),
    key("hosts", Kind::List, "", "Names of hosts that are answered; others get 421. Unset: all."),
    key("database_url", Kind::Secret, "", "`postgres://user:password@host/name`. Unset: SQLite in the data folder."),
    key(
        "files_url",
        Kind::Text,
        "",
        "Where case documents are kept: `file:///folder`, or `s3://bucket/prefix` with the usual `AWS_*` variables. Unset: `files` in the data folder.",
    ),
    key(
        "clamd",
        Kind::Text,
        "",
        "The clamd that looks for viruses in what is uploaded: `unix:/run/clamav/clamd.ctl` or `tcp:host:3310`. Unset: nobody looks.",
    ),
    key(
        "csp_report_url",
        Kind::Text,
        "",
        "Where browsers report breaches of the Content-Security-Policy. Unset: nowhere.",
    ),
    key("log_format", Kind::Text, "text", "`json` (one object a line) or `text`."),
    key(
        "log_filter",
        Kind::Text,
        "info",
        "What is logged, such as `warn`, or `info,innesto::request=warn` for no line per request.",
    ),
    key(
        "registration",
        Kind::Text,
        "open",
        "How people come to an account: `open` (everybody registers and confirms the address), `approval` (an administrator then lets the account in) or `invitation`.",
    ),
    key(
        "second_factor",
        Kind::List,
        "",
        "Roles that are in force only for who has given a code of an authenticator app: `reviewer`, `moderator`, `administrator`. Unset: a second factor is offered and nobody must have one.",
    ),
    key(
        "terms_version",
        Kind::Text,
        "1",
        "The version of the terms of use that new members accept; it is kept with each account.",
    ),
    key(
        "owner.name",
        Kind::Text,
        "",
        "The body that answers for this portal, as the footer and the legal pages name it.",
    ),
    key("owner.address", Kind::Text, "", "Its postal address."),
    key("owner.email", Kind::Text, "", "Where readers write to."),
    key("owner.pec", Kind::Text, "", "Its certified e-mail address (PEC)."),
    key("owner.tax_code", Kind::Text, "", "Its tax code or VAT number."),
    key("owner.url", Kind::Text, "", "Its own site."),
    key("owner.dpo_email", Kind::Text, "", "Its data protection officer."),
    key(
        "owner.accessibility_url",
        Kind::Text,
        "",
        "The accessibility declaration that it made for this portal (AgID form).",
    ),
    key("owner.repository_url", Kind::Text, "", "Where the source of the program that runs here can be had (AGPL)."),
    key(
        "smtp_url",
        Kind::Secret,
        "",
        "The server that takes mails: `smtps://user:password@mail.example.it`, `smtp://...?tls=required` (STARTTLS), or `smtp://localhost` without encryption. Special characters of user and password are written as `%40`. Unset: mails wait, and administrators read them on the portal.",
    ),
    key(
        "mail_from",
        Kind::Text,
        "",
        "The address that mails come from, such as `noreply@innesto.example.it` or `Innesto <noreply@innesto.example.it>`. Unset: `noreply` at the host of `base_url`.",
    ),
    key(
        "limits.form_seconds",
        Kind::Whole,
        "2",
        "A registration that comes back sooner than this many seconds after its form was shown is taken for a program's and shown again.",
    ),
    key("limits.connections", Kind::Whole, "1024", "Connections open at once; one more is answered 503 and closed."),
    key(
        "limits.connections_per_address",
        Kind::Whole,
        "50",
        "Connections open at once from one IPv4 address or IPv6 /64 network; loopback and trusted proxies are exempt.",
    ),
    key("limits.requests", Kind::Whole, "512", "Requests worked on at once; one more is answered 503."),
    key("limits.body_bytes", Kind::Whole, "262144", "Bytes of a request's body; a longer one is answered 413."),
    key(
        "limits.header_bytes",
        Kind::Whole,
        "32768",
        "Bytes of a request's head, at least 8192; a longer one is answered 431.",
    ),
    key(
        "limits.header_seconds",
        Kind::Whole,
        "10",
        "Seconds in which a request's head must be there; also how long a quiet HTTP/1 connection is kept.",
    ),
    key("limits.body_seconds", Kind::Whole, "30", "Seconds in which a request's body must be there."),
    key(
        "limits.write_seconds",
        Kind::Whole,
        "30",
        "Seconds that a reader may take nothing of an answer before it is cut off.",
    ),
    key("limits.idle_seconds", Kind::Whole, "75", "Seconds that a connection without any request is kept (HTTP/2)."),
    key(
        "limits.request_seconds",
        Kind::Whole,
        "15",
        "Seconds that a request may be worked on before it is answered 503.",
    ),
    key("limits.shutdown_seconds", Kind::Whole, "25", "Seconds that requests in flight get at shutdown."),
];

/// The key of this dotted name.
pub(super) fn find(name: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| key.name == name)
}

/// The known key that a misspelt one most likely meant, if any is near.
pub(super) fn nearest(name: &str) -> Option<&'static str> {
    let last = |name: &'static str| name.rsplit('.').next().unwrap_or(name);
    KEYS.iter()
        .map(|key| {
            let whole = strsim::osa_distance(name, key.name);
            // A key of a section written without its section.
            let part = strsim::osa_distance(name, last(key.name)) + 1;
            (whole.min(part), key.name)
        })
        .min()
        .filter(|(distance, _)| *distance <= 1 + name.len() / 4)
        .map(|(_, name)| name)
}

/// The table of docs/CONFIGURATION.md, in Markdown.
pub fn manual() -> String {
    let mut table = String::from("| key | environment | default | what it does |\n|---|---|---|---|\n");
    for key in KEYS {
        let default = match key.default {
            "" => String::new(),
            text => format!("`{text}`"),
        };
        writeln!(table, "| `{}` | `{}` | {default} | {} |", key.name, key.variable(), key.about)
            .expect("writing to a String cannot fail");
    }
    table.push_str(&super::providers::manual());
    table
}
