// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! How mails leave: the server that takes them, and the address that they come from.

use lettre::Address;
use lettre::message::Mailbox;
use url::{Host, Url};

use super::{Config, Secret};

/// The name before the address that mails come from, where none is configured.
const NAME: &str = "Innesto";

/// Checks the address of a mail server. It may hold a password, so no problem repeats it.
pub(super) fn server(text: &str, problems: &mut Vec<String>) -> Option<Secret> {
    let known =
        |url: &Url| matches!(url.scheme(), "smtp" | "smtps") && url.host_str().is_some_and(|host| !host.is_empty());
    let Some(mut url) = Url::parse(text).ok().filter(known) else {
        problems.push("`smtp_url` must be an address such as smtps://user:password@mail.example.it".to_owned());
        return None;
    };
    if !url.username().is_empty() && url.password().is_none() {
        problems.push("`smtp_url` names a user without a password".to_owned());
        return None;
    }
    match (url.scheme(), url.query()) {
        ("smtp", Some("tls=none")) => url.set_query(None),
        (_, None) | ("smtp", Some("tls=required" | "tls=opportunistic")) => {}
        _ => {
            let sentence = "`smtp_url` may end in ?tls=required, ?tls=opportunistic or ?tls=none, with smtp:// alone";
            problems.push(sentence.to_owned());
            return None;
        }
    }
    Some(Secret::new(url))
}

/// The address that mails come from; unless it is said, `noreply` at the host of the portal. On a portal that is called
/// by its IP address it is `localhost`: lettre does not read an IP address behind an `@`.
pub(super) fn sender(text: Option<&str>, base_url: &Url, problems: &mut Vec<String>) -> Option<Mailbox> {
    let Some(text) = text else {
        return Address::new("noreply", own_host(base_url)).ok().map(|address| named(Mailbox::new(None, address)));
    };
    let one_line = !text.chars().any(char::is_control);
    let mailbox = text.parse::<Mailbox>().ok().filter(|mailbox| one_line && mailbox.email.to_string().is_ascii());
    // lettre reads what it wrote once more when a mail is made.
    let mailbox = mailbox.filter(|mailbox| mailbox.to_string().parse().ok().as_ref() == Some(mailbox));
    if mailbox.is_none() {
        problems.push(format!("`mail_from` must be an address such as noreply@innesto.example.it, not `{text}`"));
    }
    mailbox.map(named)
}

fn named(mailbox: Mailbox) -> Mailbox {
    Mailbox { name: mailbox.name.or_else(|| Some(NAME.to_owned())), ..mailbox }
}

/// The portal's host as it stands behind an `@`.
fn own_host(base_url: &Url) -> String {
    match base_url.host() {
        Some(Host::Domain(name)) => name.to_owned(),
        Some(Host::Ipv4(_) | Host::Ipv6(_)) | None => "localhost".to_owned(),
    }
}

impl Config {
    /// What is worth a thought about mails, one plain sentence each.
    pub(super) fn mail_advice(&self) -> Vec<String> {
        let Some(url) = self.smtp_url.as_ref().and_then(|url| Url::parse(url.expose()).ok()) else {
            return vec![
                "`smtp_url` is not set: mails wait until an administrator reads them on the portal".to_owned(),
            ];
        };
        let mut advice = Vec::new();
        let encrypted = url.scheme() == "smtps" || url.query() == Some("tls=required");
        let local = matches!(url.host_str(), Some("127.0.0.1" | "localhost" | "[::1]"));
        if !encrypted && !local {
            advice.push("`smtp_url` lets mails travel unencrypted: use smtps:// or ?tls=required".to_owned());
        }
        let host = self.mail_from.email.domain();
        if host == "localhost" {
            advice
                .push(format!("few mail servers take mails that come from {}: set `mail_from`", self.mail_from.email));
        }
        advice
    }
}
