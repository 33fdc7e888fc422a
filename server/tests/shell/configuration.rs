// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What the operator writes, and what is made of it.

use std::path::Path;
use std::time::Duration;

use server::config::{CommandLine, Config, ConfigError, Limits, LogFormat, manual};

fn load(file: &str, environment: &[(&str, &str)], over: &CommandLine) -> Result<Config, ConfigError> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("innesto.toml");
    std::fs::write(&path, file).expect("a file");
    let environment = environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Config::load(Some(&path), environment, over)
}

fn refused(file: &str, environment: &[(&str, &str)]) -> String {
    load(file, environment, &CommandLine::default()).expect_err("it is wrong").to_string()
}

#[test]
fn nothing_said_gives_the_defaults() {
    let config = Config::load(None, [], &CommandLine::default()).expect("defaults are right");
    assert_eq!(config.listen.to_string(), "127.0.0.1:3000");
    assert_eq!(config.origin(), "http://127.0.0.1:3000");
    assert_eq!(config.data, Path::new("data"));
    assert_eq!(config.limits, Limits::default());
    assert_eq!(config.log_format, LogFormat::Text);
    assert_eq!(config.metrics_listen, None);
}

#[test]
fn the_last_word_wins() {
    let file = "listen = \"127.0.0.1:1\"\ndata = \"file\"\nlog_format = \"json\"";
    let environment = [("INNESTO_LISTEN", "127.0.0.1:2"), ("INNESTO_DATA", "environment")];
    let over = CommandLine { listen: Some("127.0.0.1:3".to_owned()), ..CommandLine::default() };
    let config = load(file, &environment, &over).expect("it is right");
    assert_eq!(config.listen.port(), 3);
    assert_eq!(config.data, Path::new("environment"));
    assert_eq!(config.log_format, LogFormat::Json);
    let lines: Vec<_> = config.in_force().lines().collect();
    assert!(lines.contains(&"listen = \"127.0.0.1:3\"  # command line"), "{lines:?}");
    assert!(lines.contains(&"data = \"environment\"  # environment"), "{lines:?}");
    assert!(lines.contains(&"limits.requests = 512  # default"), "{lines:?}");
}

#[test]
fn port_changes_the_port_alone_unless_an_address_is_named() {
    let file = "listen = \"0.0.0.0:1\"";
    let with = |environment: &[(&str, &str)]| {
        load(file, environment, &CommandLine::default()).expect("it is right").listen.to_string()
    };
    assert_eq!(with(&[("PORT", "8080")]), "0.0.0.0:8080");
    assert_eq!(with(&[("PORT", "8080"), ("INNESTO_LISTEN", "127.0.0.1:2")]), "127.0.0.1:2");
    assert_eq!(refused("", &[("PORT", "x")]), "PORT must be a number up to 65535, not `x`");
}

#[test]
fn texts_stay_texts_and_sections_reach_the_environment() {
    let environment = [
        ("INNESTO_OWNER__TAX_CODE", "01386030488"),
        ("INNESTO_OWNER__NAME", "true"),
        ("INNESTO_LIMITS__HEADER_SECONDS", "3"),
        ("INNESTO_TRUSTED_PROXIES", "10.0.0.0/8, ::1"),
        ("INNESTO_DATA", ""),
        ("HOME", "/root"),
    ];
    let config = load("[owner]\npec = \"x@pec.example\"", &environment, &CommandLine::default()).expect("it is right");
    assert_eq!(config.owner.tax_code.as_deref(), Some("01386030488"));
    assert_eq!(config.owner.name.as_deref(), Some("true"));
    assert_eq!(config.owner.pec.as_deref(), Some("x@pec.example"));
    assert_eq!(config.limits.header_time, Duration::from_secs(3));
    assert!(config.trusted_proxies[0].holds("10.9.9.9".parse().expect("an address")));
    assert!(config.trusted_proxies[0].holds("::ffff:10.9.9.9".parse().expect("an address")));
    assert!(!config.trusted_proxies[0].holds("11.9.9.9".parse().expect("an address")));
    assert_eq!(config.data, Path::new("data"));
}

#[test]
fn an_unknown_key_is_named_with_the_nearest_known_one() {
    let error = refused("base_ulr = \"x\"", &[]);
    assert!(error.starts_with("unknown key `base_ulr` in "), "{error}");
    assert!(error.ends_with("innesto.toml: did you mean `base_url`?"), "{error}");
    let error = refused("[owner]\nnames = \"x\"", &[]);
    assert!(error.contains("`owner.names`") && error.ends_with("did you mean `owner.name`?"));
    let error = refused("tax_code = \"x\"", &[]);
    assert!(error.ends_with("did you mean `owner.tax_code`?"), "{error}");
    let error = refused("", &[("INNESTO_BASEURL", "x")]);
    assert_eq!(error, "unknown environment variable INNESTO_BASEURL: did you mean INNESTO_BASE_URL?");
    assert!(refused("[something]\nelse = 1", &[]).starts_with("unknown key `something` in "));
}

#[test]
fn each_wrong_value_is_one_sentence() {
    for (file, sentence) in [
        ("listen = \"here\"", "`listen` must be an address and a port such as 127.0.0.1:3000, not `here`"),
        (
            "base_url = \"innesto.it\"",
            "`base_url` must be an address that begins with https:// or http://, not `innesto.it`",
        ),
        (
            "base_url = \"https://x.it/portal\"",
            "`base_url` must be scheme and host alone, without a path, not `https://x.it/portal`",
        ),
        ("log_format = \"xml\"", "`log_format` must be json or text, not `xml`"),
        (
            "trusted_proxies = [\"10.0.0.0/33\"]",
            "`trusted_proxies`: `10.0.0.0/33` is not an address or a network such as 10.0.0.0/8",
        ),
        ("limits.requests = 0", "`limits.requests` must be at least 1"),
    ] {
        assert_eq!(refused(file, &[]), sentence);
    }
    assert!(refused("listen = 3000", &[]).ends_with("must be a text in quotes"));
    assert!(refused("limits.requests = -1", &[]).ends_with("must be a whole number"));
    assert!(refused("listen = ", &[]).contains("innesto.toml is not TOML: "));
    let many = refused("listen = \"x\"\nlog_format = \"y\"", &[("INNESTO_LIMITS__REQUESTS", "z")]);
    assert_eq!(many.split("; ").count(), 3, "{many}");
    let missing = Config::load(Some(Path::new("/nowhere.toml")), [], &CommandLine::default());
    let missing = missing.expect_err("it is not there").to_string();
    assert!(missing.starts_with("the file /nowhere.toml cannot be read: "), "{missing}");
}

#[test]
fn secrets_are_not_printed() {
    for address in [
        "postgres://innesto:geheim@db.example/innesto",
        "postgres://db.example/innesto?user=x&password=geheim",
        "geheim",
    ] {
        let environment = [("DATABASE_URL", address)];
        let config = load("", &environment, &CommandLine::default()).expect("it is right");
        assert!(!config.in_force().contains("geheim"), "{}", config.in_force());
        assert!(!format!("{config:?}").contains("geheim"));
        assert_eq!(config.database_url.expect("it is set").expose(), address);
    }
}

#[test]
fn a_check_says_what_would_not_work() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("file");
    std::fs::write(&file, "").expect("a file");
    let environment = [
        ("INNESTO_METRICS_LISTEN", "127.0.0.1:3000"),
        ("DATABASE_URL", "mysql://x"),
        ("INNESTO_HOSTS", "innesto.example.it"),
    ];
    let over = CommandLine { data: Some(file.clone()), ..CommandLine::default() };
    let config = load("", &environment, &over).expect("it can be read");
    assert_eq!(
        config.check(),
        [
            "`metrics_listen` must not be the portal's own address".to_owned(),
            format!("the data folder {} is not a folder", file.display()),
            "`database_url` must begin with postgres://".to_owned(),
            "`hosts` leaves out 127.0.0.1, the host of `base_url`".to_owned(),
        ]
    );
    let over = CommandLine { data: Some(folder.path().join("new/data")), ..CommandLine::default() };
    let config = load("", &[], &over).expect("it is right");
    assert_eq!(config.check(), [""; 0]);
    assert!(!folder.path().join("new").exists());
}

#[test]
fn the_manual_lists_every_key() {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/CONFIGURATION.md");
    let page = std::fs::read_to_string(page).expect("the manual");
    assert!(page.contains(&manual()), "docs/CONFIGURATION.md lacks this table:\n{}", manual());
}
