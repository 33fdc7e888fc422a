// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What a provider says of a person, in the words of the portal.

use domain::Email;
use domain::text::plain_line;
use portal::people::{AddressWord, Assurance, IdentityClaim};
use serde_json::{Map, Value};

use super::tokens::Said;
use crate::config;

/// The longest text that is taken from a claim, in characters; the form that it stands in asks for less.
const TEXT_MAX: usize = 100;

/// The claim on an identity that follows from what was said.
pub(super) fn claim(provider: &config::Provider, said: Said) -> IdentityClaim {
    let names = &provider.claims;
    let email = text(&said.claims, &names.email).and_then(|text| Email::parse(&text).ok());
    let is_vouched = provider.trusts_email && email.as_ref().is_some_and(|email| is_vouched_for(&said.claims, email));
    let label = text(&said.claims, &names.subject_label);
    let is_strong = said.acr.as_ref().is_some_and(|acr| provider.strong_acr.contains(acr));
    IdentityClaim {
        provider: provider.name.clone(),
        issuer: provider.issuer.clone(),
        label: label.or_else(|| email.as_ref().map(ToString::to_string)).unwrap_or_default(),
        email: email.map(|email| email.to_string()),
        address: if is_vouched { AddressWord::Vouched } else { AddressWord::Unsure },
        first_name: text(&said.claims, &names.first_name).unwrap_or_default(),
        last_name: text(&said.claims, &names.last_name).unwrap_or_default(),
        subject: said.subject,
        id_token: Some(said.id_token),
        assurance: if is_strong { Assurance::Strong } else { Assurance::Plain },
    }
}

/// A claim's text in one plain line; gateways before SAML put it into a list of one.
fn text(claims: &Map<String, Value>, name: &str) -> Option<String> {
    let said = match claims.get(name)? {
        Value::Array(parts) => parts.first()?.as_str()?,
        other => other.as_str()?,
    };
    let line: String = plain_line(said).chars().take(TEXT_MAX).collect();
    let line = line.trim_end().to_owned();
    (!line.is_empty()).then_some(line)
}

/// Whether the provider vouches for this very address: `email_verified` speaks of the claim `email` alone.
fn is_vouched_for(claims: &Map<String, Value>, email: &Email) -> bool {
    let vouched = claims.get("email_verified").and_then(Value::as_bool) == Some(true);
    let spoken_of = text(claims, "email").and_then(|text| Email::parse(&text).ok());
    vouched && spoken_of.as_ref() == Some(email)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::config::{ClaimNames, Provider};

    fn provider() -> Provider {
        let claims = ClaimNames {
            first_name: "given_name".to_owned(),
            last_name: "family_name".to_owned(),
            email: "email".to_owned(),
            subject_label: "preferred_username".to_owned(),
        };
        Provider {
            name: "prova".to_owned(),
            issuer: "https://sso.example".to_owned(),
            client_id: "portal".to_owned(),
            client_secret: None,
            label: "Prova".to_owned(),
            scopes: Vec::new(),
            acr_values: Vec::new(),
            parameters: Vec::new(),
            claims,
            trusts_email: true,
            strong_acr: vec!["https://www.spid.gov.it/SpidL2".to_owned()],
            sign_out: false,
        }
    }

    fn said(claims: Value, acr: Option<&str>) -> Said {
        let Value::Object(claims) = claims else { panic!("an object is wanted") };
        Said { subject: "1".to_owned(), claims, acr: acr.map(str::to_owned), id_token: "t".to_owned() }
    }

    #[test]
    fn claims_are_read_as_plain_lines() {
        let hostile = json!({
            "given_name": " Maria\n\u{202e}Chiara\u{0}",
            "family_name": ["Rossi", "x"],
            "email": "Maria@Comune.IT",
            "preferred_username": "x".repeat(5_000),
        });
        let claim = claim(&provider(), said(hostile, None));
        assert_eq!((claim.first_name.as_str(), claim.last_name.as_str()), ("Maria Chiara", "Rossi"));
        assert_eq!(claim.email.as_deref(), Some("maria@comune.it"));
        assert_eq!(claim.label.len(), TEXT_MAX);
        assert_eq!((claim.address, claim.assurance), (AddressWord::Unsure, Assurance::Plain));
        let nothing =
            super::claim(&provider(), said(json!({"given_name": 1, "email": "nobody", "family_name": null}), None));
        assert_eq!((nothing.first_name.as_str(), nothing.email, nothing.label.as_str()), ("", None, ""));
    }

    #[test]
    fn an_address_is_vouched_for_by_a_trusted_provider_alone() {
        let word = |provider: &Provider, claims| claim(provider, said(claims, None)).address;
        let vouched = json!({"email": "a@b.it", "email_verified": true});
        assert_eq!(word(&provider(), vouched.clone()), AddressWord::Vouched);
        assert_eq!(word(&Provider { trusts_email: false, ..provider() }, vouched), AddressWord::Unsure);
        for unsure in [json!(false), json!("true"), json!(1), json!(null)] {
            assert_eq!(word(&provider(), json!({"email": "a@b.it", "email_verified": unsure})), AddressWord::Unsure);
        }
        // The word is on `email`; the address comes from elsewhere.
        let claims = ClaimNames { email: "mail".to_owned(), ..provider().claims };
        let other = Provider { claims, ..provider() };
        let said = json!({"mail": "boss@b.it", "email": "a@b.it", "email_verified": true});
        assert_eq!(word(&other, said), AddressWord::Unsure);
        assert_eq!(word(&other, json!({"mail": "a@b.it", "email_verified": true})), AddressWord::Unsure);
    }

    #[test]
    fn only_a_strength_of_the_configuration_counts_as_a_second_factor() {
        let assurance = |acr| claim(&provider(), said(json!({}), acr)).assurance;
        assert_eq!(assurance(Some("https://www.spid.gov.it/SpidL2")), Assurance::Strong);
        assert_eq!(assurance(Some("https://www.spid.gov.it/SpidL1")), Assurance::Plain);
        assert_eq!(assurance(None), Assurance::Plain);
    }
}
