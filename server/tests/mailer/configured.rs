// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What the operator may say about mails.

use server::config::{CommandLine, Config, ConfigError};
use server::work::mailer::SmtpMailer;

fn load(environment: &[(&str, &str)]) -> Result<Config, ConfigError> {
    let environment = environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Config::load(None, environment, &CommandLine::default())
}

fn with(smtp_url: &str) -> Config {
    load(&[("INNESTO_SMTP_URL", smtp_url), ("INNESTO_BASE_URL", "https://innesto.example.it")]).unwrap()
}

#[test]
fn without_a_server_mails_wait_and_the_operator_is_told() {
    let config = load(&[]).unwrap();
    assert!(SmtpMailer::configured(&config).unwrap().is_none());
    assert!(config.advice().iter().any(|line| line.starts_with("`smtp_url` is not set: mails wait")));
}

#[tokio::test]
async fn every_way_to_name_a_server_is_understood() {
    for url in [
        "smtps://innesto:geheim%40@mail.example.it",
        "smtps://mail.example.it:4650/innesto.example.it",
        "smtp://innesto:geheim@mail.example.it?tls=required",
        "smtp://mail.example.it?tls=opportunistic",
        "smtp://mail.example.it?tls=none",
        "smtp://localhost",
        "smtp://127.0.0.1:2525",
    ] {
        let config = with(url);
        assert!(SmtpMailer::configured(&config).unwrap().is_some(), "{url}");
        let unencrypted = config.advice().iter().any(|line| line.contains("travel unencrypted"));
        assert_eq!(unencrypted, url.contains("opportunistic") || url.contains("none"), "{url}");
        assert!(!config.in_force().contains("geheim") && !format!("{config:?}").contains("geheim"), "{url}");
    }
}

#[test]
fn a_wrong_server_is_one_sentence_without_the_secret() {
    for (url, sentence) in [
        ("mail.example.it", "`smtp_url` must be an address such as smtps://user:password@mail.example.it"),
        (
            "https://x:geheim@mail.example.it",
            "`smtp_url` must be an address such as smtps://user:password@mail.example.it",
        ),
        ("smtp://", "`smtp_url` must be an address such as smtps://user:password@mail.example.it"),
        ("smtps://geheim@mail.example.it", "`smtp_url` names a user without a password"),
        (
            "smtp://x:geheim@mail.example.it?tls=maybe",
            "`smtp_url` may end in ?tls=required, ?tls=opportunistic or ?tls=none, with smtp:// alone",
        ),
        (
            "smtps://x:geheim@mail.example.it?tls=none",
            "`smtp_url` may end in ?tls=required, ?tls=opportunistic or ?tls=none, with smtp:// alone",
        ),
    ] {
        assert_eq!(load(&[("INNESTO_SMTP_URL", url)]).unwrap_err().to_string(), sentence, "{url}");
    }
    let undecodable = SmtpMailer::configured(&with("smtps://x:geheim%ff@mail.example.it")).unwrap_err().to_string();
    assert!(undecodable.starts_with("mails cannot be sent by `smtp_url`: "), "{undecodable}");
    assert!(!undecodable.contains("geheim"), "{undecodable}");
}

#[test]
fn mails_come_from_the_portals_host_unless_another_address_is_named() {
    for (base, from) in [
        ("https://innesto.example.it:8443", "Innesto <noreply@innesto.example.it>"),
        ("http://localhost:3000", "Innesto <noreply@localhost>"),
        ("http://127.0.0.1:3000", "Innesto <noreply@localhost>"),
        ("http://[::1]:3000", "Innesto <noreply@localhost>"),
    ] {
        assert_eq!(load(&[("INNESTO_BASE_URL", base)]).unwrap().mail_from.to_string(), from);
    }
    for (named, from) in [
        ("posta@comune.example.it", "Innesto <posta@comune.example.it>"),
        ("Portale <posta@comune.example.it>", "Portale <posta@comune.example.it>"),
    ] {
        assert_eq!(load(&[("INNESTO_MAIL_FROM", named)]).unwrap().mail_from.to_string(), from);
    }
    for bad in
        ["posta", "a@b@c", "x <posta@comune.example.it>\r\nBcc: y@z.it", "posta@città.example.it", "posta@[127.0.0.1]"]
    {
        let sentence = load(&[("INNESTO_MAIL_FROM", bad)]).unwrap_err().to_string();
        assert!(sentence.starts_with("`mail_from` must be an address such as "), "{sentence}");
    }
    let local = load(&[("INNESTO_SMTP_URL", "smtp://localhost")]).unwrap();
    assert!(local.advice().iter().any(|line| line.ends_with(": set `mail_from`")), "{:?}", local.advice());
}
