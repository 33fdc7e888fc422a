// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! E-mail addresses, in the one form in which they are compared.

use serde::{Deserialize, Serialize};

use crate::text::{Fault, plain_line};

/// The longest address, in bytes (RFC 5321, 4.5.3.1.3, less the angle brackets).
pub const EMAIL_MAX: usize = 254;
/// The longest part before the `@`, in bytes (RFC 5321, 4.5.3.1.1).
const LOCAL_MAX: usize = 64;
/// The longest label of a domain, in bytes (RFC 1035, 2.3.4).
const LABEL_MAX: usize = 63;

/// An e-mail address in small letters: a dot-atom, one `@`, a domain of at least two labels.
///
/// Quoted local parts, comments and addresses beyond ASCII are legal elsewhere and refused here: no public body gives
/// them out, and each is a way to write two addresses that look like one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

impl Email {
    /// Reads an address; capitals and white space around it do not count.
    ///
    /// # Errors
    /// `Missing`, `TooLong`, or `Invalid` where it is surely no address.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let text = plain_line(text).to_lowercase();
        if text.is_empty() {
            return Err(Fault::Missing);
        }
        if text.len() > EMAIL_MAX {
            return Err(Fault::TooLong { max: EMAIL_MAX });
        }
        let refuse = || Fault::invalid("an e-mail address such as name@body.example");
        let (local, domain) = text.split_once('@').ok_or_else(refuse)?;
        if is_local(local) && is_domain(domain) { Ok(Self(text)) } else { Err(refuse()) }
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands behind the `@`.
    pub fn domain(&self) -> &str {
        self.0.split_once('@').map_or("", |(_, domain)| domain)
    }

    /// Whether it belongs to a domain or to one below it: `a@uffici.comune.fi.it` belongs to `comune.fi.it`.
    pub fn belongs_to(&self, domain: &str) -> bool {
        let domain = domain.trim_start_matches('@').to_lowercase();
        let own = self.domain();
        !domain.is_empty() && (own == domain || own.strip_suffix(&domain).is_some_and(|rest| rest.ends_with('.')))
    }
}

fn is_local(local: &str) -> bool {
    let atom = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c);
    (1..=LOCAL_MAX).contains(&local.len()) && local.split('.').all(|part| !part.is_empty() && part.chars().all(atom))
}

fn is_domain(domain: &str) -> bool {
    let label = |label: &str| {
        (1..=LABEL_MAX).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let last = domain.rsplit('.').next().unwrap_or_default();
    domain.contains('.') && domain.split('.').all(label) && !last.bytes().all(|b| b.is_ascii_digit())
}

impl TryFrom<String> for Email {
    type Error = Fault;

    fn try_from(text: String) -> Result<Self, Fault> {
        Self::parse(&text)
    }
}

impl From<Email> for String {
    fn from(email: Email) -> Self {
        email.0
    }
}

impl std::fmt::Display for Email {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_address_is_read_in_small_letters() {
        let email = Email::parse("  Maria.Rossi+prova@Comune.FI.it ").expect("an address");
        assert_eq!((email.as_str(), email.domain()), ("maria.rossi+prova@comune.fi.it", "comune.fi.it"));
    }

    #[test]
    fn what_is_surely_no_address_is_refused() {
        for bad in [
            "",
            "a",
            "a@b",
            "a@b@c.it",
            ".a@b.it",
            "a.@b.it",
            "a..b@c.it",
            "a@.it",
            "a@b..it",
            "a@-b.it",
            "a@127.0.0.1",
            "a b@c.it",
            "\"a\"@b.it",
            "a@b.it\r\nBcc: x@y.it",
            "a@città.it",
            "аdmin@b.it",
            "a,b@c.it",
            "<a@b.it>",
        ] {
            assert!(Email::parse(bad).is_err(), "{bad:?}");
        }
        assert!(Email::parse(&format!("{}@b.it", "a".repeat(65))).is_err());
        assert!(Email::parse(&format!("a@{}.it", "b".repeat(250))).is_err());
    }

    #[test]
    fn an_address_belongs_to_its_domain_and_those_above_it_and_to_no_other() {
        let email = Email::parse("a@uffici.comune.fi.it").expect("an address");
        for above in ["uffici.comune.fi.it", "comune.fi.it", "@Comune.fi.it"] {
            assert!(email.belongs_to(above), "{above}");
        }
        for other in ["", "ne.fi.it", "comune.fi.it.evil.example", "xcomune.fi.it", "omune.fi.it"] {
            assert!(!email.belongs_to(other), "{other}");
        }
    }

    proptest! {
        #[test]
        fn every_address_can_be_read_back(text in "[a-zA-Z0-9.+@_-]{1,40}") {
            if let Ok(email) = Email::parse(&text) {
                prop_assert_eq!(Email::parse(email.as_str()), Ok(email.clone()));
            }
        }
    }
}
