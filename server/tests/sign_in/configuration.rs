// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What the operator writes about providers, and what is made of it.

use server::config::{CommandLine, Config, ConfigError};

fn load(file: &str, environment: &[(&str, &str)]) -> Result<Config, ConfigError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("innesto.toml");
    std::fs::write(&path, file).unwrap();
    let environment = environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Config::load(Some(&path), environment, &CommandLine::default())
}

fn refused(file: &str, environment: &[(&str, &str)]) -> String {
    load(file, environment).unwrap_err().to_string()
}

const BOTH: &str = "[oidc.eu]\nissuer = \"https://ecas.ec.europa.eu/cas/oauth2\"\nclient_id = \"x\"\n\
    [oidc.regione]\nissuer = \"https://sso.regione.example\"\nclient_id = \"portal\"\nclient_secret = \"abc:geheim\"\n\
    label = \"SSO della Regione\"\nscopes = [\"openid\", \"profile\"]\ntrusts_email = true\nsign_out = \"no\"\n\
    parameters = { prompt = \"login\", idp = \"spid\" }\n";

#[test]
fn providers_are_sections_of_the_file() {
    let config = load(BOTH, &[]).unwrap();
    let [eu, regione] = config.providers.as_slice() else { panic!("{:?}", config.providers) };
    assert_eq!((eu.name.as_str(), eu.label.as_str()), ("eu", "eu"));
    assert_eq!(eu.scopes, ["email", "profile"]);
    assert!(eu.client_secret.is_none() && !eu.trusts_email && !eu.sign_out);
    assert_eq!(eu.claims.first_name, "given_name");
    assert_eq!(regione.label, "SSO della Regione");
    assert_eq!(regione.scopes, ["profile"]);
    assert!(regione.trusts_email);
    let parameters: Vec<_> = regione.parameters.iter().map(|(name, value)| format!("{name}={value}")).collect();
    assert_eq!(parameters, ["idp=spid", "prompt=login"]);
}

#[test]
fn the_environment_wins_over_the_file() {
    let environment = [
        ("INNESTO_OIDC__REGIONE__CLIENT_SECRET", "other"),
        ("INNESTO_OIDC__REGIONE__PARAMETERS", "prompt=none, a=b=c"),
        ("INNESTO_OIDC__SPID_CIE__ISSUER", "https://proxy.example/oidc"),
        ("INNESTO_OIDC__SPID_CIE__CLIENT_ID", "portal"),
        ("INNESTO_OIDC__SPID_CIE__ACR_VALUES", "https://www.spid.gov.it/SpidL2"),
        ("INNESTO_OIDC__SPID_CIE__STRONG_ACR", "https://www.spid.gov.it/SpidL2, https://www.spid.gov.it/SpidL3"),
        ("INNESTO_OIDC__SPID_CIE__CLAIM_EMAIL", "mail"),
        ("INNESTO_OIDC__SPID_CIE__SIGN_OUT", "yes"),
        ("INNESTO_OIDC__SPID_CIE__LABEL", ""),
    ];
    let config = load(BOTH, &environment).unwrap();
    let [_, regione, spid] = config.providers.as_slice() else { panic!("{:?}", config.providers) };
    assert_eq!(regione.client_secret.as_ref().unwrap().expose(), "other");
    let expected = [("prompt", "none"), ("a", "b=c")].map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(regione.parameters, expected);
    assert_eq!((spid.name.as_str(), spid.claims.email.as_str()), ("spid_cie", "mail"));
    assert_eq!(spid.strong_acr.len(), 2);
    assert!(spid.sign_out);
}

#[test]
fn each_wrong_value_is_one_sentence() {
    let with = |line: &str| format!("[oidc.a]\nissuer = \"https://a.example\"\nclient_id = \"x\"\n{line}\n");
    for (file, sentence) in [
        ("[oidc.a]\nclient_id = \"x\"".to_owned(), "`oidc.a.issuer` must be set"),
        ("[oidc.a]\nissuer = \"https://a.example\"".to_owned(), "`oidc.a.client_id` must be set"),
        (
            "[oidc.A]\nissuer = \"https://a.example\"\nclient_id = \"x\"".to_owned(),
            "`oidc.A`: a provider's name is at most 32 small letters, digits, - and _, a letter first",
        ),
        (
            "[oidc.a]\nissuer = \"http://a.example\"\nclient_id = \"x\"".to_owned(),
            "`oidc.a.issuer` must begin with https:// and have no parameters (http:// only for this machine), not `http://a.example`",
        ),
        (with("parameters = { state = \"x\" }"), "`oidc.a.parameters`: `state` is set by the portal itself"),
        (with("parameters = [\"x\"]"), "`oidc.a.parameters`: `x` must be key=value"),
    ] {
        assert_eq!(refused(&file, &[]), sentence);
    }
    for (line, wanted) in [
        ("label = 1", "must be a text in quotes"),
        ("scopes = \"openid\"", "must be a list of texts, such as [\"openid\", \"email\"]"),
        ("sign_out = \"maybe\"", "must be \"yes\" or \"no\""),
        ("parameters = 1", "must be a table of texts, such as { prompt = \"login\" }"),
    ] {
        assert!(refused(&with(line), &[]).ends_with(wanted), "{}", refused(&with(line), &[]));
    }
    assert!(refused("oidc = 1", &[]).contains("must be a section for each provider"));
    assert!(refused("[oidc]\na = 1", &[]).contains("`oidc.a` in "));
    let environment = [("INNESTO_OIDC__A__SIGN_OUT", "true")];
    assert!(refused("", &environment).contains("INNESTO_OIDC__A__SIGN_OUT must be yes or no, not `true`"));
}

#[test]
fn a_misspelt_key_is_named_with_the_nearest_known_one() {
    let error = refused("[oidc.a]\nisuer = \"x\"", &[]);
    assert!(
        error.contains("unknown key `oidc.a.isuer` in ") && error.contains("did you mean `oidc.a.issuer`?"),
        "{error}"
    );
    let error = refused("", &[("INNESTO_OIDC__A__CLIENTSECRET", "geheim")]);
    assert!(error.contains("INNESTO_OIDC__A__CLIENTSECRET: did you mean INNESTO_OIDC__A__CLIENT_SECRET?"), "{error}");
    assert!(!error.contains("geheim"), "{error}");
    assert!(refused("", &[("INNESTO_OIDC__A", "x")]).starts_with("unknown environment variable INNESTO_OIDC__A"));
    assert!(refused("", &[("INNESTO_OIDC", "x")]).starts_with("unknown environment variable INNESTO_OIDC"));
}

#[test]
fn what_is_in_force_is_printed_without_secrets() {
    let config = load(BOTH, &[("INNESTO_OIDC__EU__CLIENT_SECRET", "geheim")]).unwrap();
    let lines: Vec<_> = config.in_force().lines().collect();
    assert!(lines.contains(&"oidc.eu.client_secret = \"***\"  # environment"), "{lines:?}");
    assert!(lines.iter().any(|line| line.starts_with("oidc.regione.client_secret = \"***\"  # ")), "{lines:?}");
    assert!(lines.iter().any(|line| line.starts_with("oidc.regione.parameters = [\"idp=spid\", \"prompt=login\"]")));
    assert!(!config.in_force().contains("geheim") && !format!("{config:?}").contains("geheim"));
}
