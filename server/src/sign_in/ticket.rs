// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What a browser keeps while its person is at the provider: sealed in one cookie, which binds the answer to it.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20poly1305::aead::{Aead, Generate, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use domain::{Locale, SafePath, Uid};
use http::HeaderMap;
use http::header::COOKIE;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The cookie. Lax, or it would not come back with the redirect from the provider.
pub(super) const COOKIE_NAME: &str = "__Host-oauth";
/// How long somebody may be at the provider.
pub(super) const LIFE: SignedDuration = SignedDuration::from_mins(10);
/// How far the clocks of two servers of one portal may be apart.
const LEEWAY: SignedDuration = SignedDuration::from_secs(60);
/// The longest value of a cookie that browsers keep.
const VALUE_MAX: usize = 4_000;
/// What is sealed for something else does not open here.
const SEALED_FOR: &[u8] = b"innesto __Host-oauth 1";
/// The length of the seal's nonce, in bytes.
const NONCE_LENGTH: usize = 24;

/// What the sign-in is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Purpose {
    /// Signing in.
    SignIn,
    /// Adding the identity to the account of who is signed in.
    Link(Uid),
}

/// What was sent to the provider, and what is to be done when it answers.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Ticket {
    pub(super) state: String,
    pub(super) nonce: String,
    /// What only the browser's ticket and the provider's token endpoint ever see (PKCE).
    pub(super) verifier: String,
    pub(super) provider: String,
    /// Where the person was.
    next: Option<String>,
    pub(super) purpose: Purpose,
    pub(super) locale: Locale,
    made_at: Timestamp,
}

impl Ticket {
    pub(super) fn new(secrets: Secrets, provider: &str, aim: Aim, now: Timestamp) -> Self {
        Self {
            state: secrets.state,
            nonce: secrets.nonce,
            verifier: secrets.verifier,
            provider: provider.to_owned(),
            next: aim.next.map(|next| next.to_string()),
            purpose: aim.purpose,
            locale: aim.locale,
            made_at: now,
        }
    }

    /// The ticket as the cookie's value; nothing where it would be too long for one.
    pub(super) fn sealed(&self, key: &[u8; 32]) -> Option<String> {
        let text = serde_json::to_vec(self).ok()?;
        let nonce = XNonce::generate();
        let sealed = cipher(key).encrypt(&nonce, Payload { msg: &text, aad: SEALED_FOR }).ok()?;
        let value = URL_SAFE_NO_PAD.encode([nonce.as_slice(), &sealed].concat());
        (value.len() <= VALUE_MAX).then_some(value)
    }

    /// The ticket of a cookie's value, where this portal sealed it.
    pub(super) fn opened(value: &str, key: &[u8; 32]) -> Option<Self> {
        let whole = URL_SAFE_NO_PAD.decode(value).ok()?;
        let (nonce, sealed) = whole.split_first_chunk::<NONCE_LENGTH>()?;
        let text = cipher(key).decrypt(&XNonce::from(*nonce), Payload { msg: sealed, aad: SEALED_FOR }).ok()?;
        serde_json::from_slice(&text).ok()
    }

    /// Whether it was made at most ten minutes ago.
    pub(super) fn is_fresh(&self, now: Timestamp) -> bool {
        let age = now.duration_since(self.made_at);
        (-LEEWAY..=LIFE).contains(&age)
    }

    /// Whether this is its state, in a time that tells nothing.
    pub(super) fn has_state(&self, state: &str) -> bool {
        Sha256::digest(self.state.as_bytes()) == Sha256::digest(state.as_bytes())
    }

    /// Where the person was.
    pub(super) fn next(&self) -> Option<SafePath> {
        self.next.as_deref().and_then(SafePath::parse)
    }
}

/// What was made up for one request.
pub(super) struct Secrets {
    pub(super) state: String,
    pub(super) nonce: String,
    pub(super) verifier: String,
}

/// What the person wants.
pub(super) struct Aim {
    pub(super) next: Option<SafePath>,
    pub(super) purpose: Purpose,
    pub(super) locale: Locale,
}

fn cipher(key: &[u8; 32]) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(key.into())
}

/// The cookie's value, where the browser sent one.
pub(super) fn cookie(headers: &HeaderMap) -> Option<&str> {
    let lines = headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let (_, value) = pairs.find(|(name, _)| *name == COOKIE_NAME)?;
    (!value.is_empty() && value.len() <= VALUE_MAX).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: [u8; 32] = [7; 32];

    fn ticket(next: &str) -> Ticket {
        let secrets = Secrets { state: "s".to_owned(), nonce: "n".to_owned(), verifier: "v".to_owned() };
        let aim = Aim { next: SafePath::parse(next), purpose: Purpose::SignIn, locale: Locale::English };
        Ticket::new(secrets, "prova", aim, Timestamp::UNIX_EPOCH)
    }

    #[test]
    fn a_sealed_ticket_opens_with_its_key_alone() {
        let made = ticket("/pratiche?x=1");
        let value = made.sealed(&KEY).expect("it is short");
        assert!(value.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b)));
        let opened = Ticket::opened(&value, &KEY).expect("it is ours");
        assert!(opened == made);
        assert_eq!(opened.next().expect("it is ours").as_str(), "/pratiche?x=1");
        assert!(Ticket::opened(&value, &[8; 32]).is_none());
        assert_ne!(value, made.sealed(&KEY).expect("it is short"));
    }

    #[test]
    fn a_changed_ticket_does_not_open() {
        let value = ticket("/").sealed(&KEY).expect("it is short");
        for at in 0..value.len() {
            let mut changed = value.clone().into_bytes();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(changed).expect("letters");
            // The last letter holds bits that stand for nothing.
            assert!(changed == value || Ticket::opened(&changed, &KEY).is_none_or(|_| at + 1 == value.len()), "{at}");
        }
        for odd in ["", "x", "!!", "AAAA", &"A".repeat(32), &"A".repeat(100)] {
            assert!(Ticket::opened(odd, &KEY).is_none(), "{odd}");
        }
    }

    #[test]
    fn a_ticket_lives_ten_minutes() {
        let ticket = ticket("/");
        let at = |seconds| Timestamp::from_second(seconds).expect("a time");
        assert!(ticket.is_fresh(at(0)) && ticket.is_fresh(at(600)));
        assert!(!ticket.is_fresh(at(601)) && !ticket.is_fresh(at(-61)));
        assert!(ticket.has_state("s") && !ticket.has_state("t") && !ticket.has_state(""));
    }

    #[test]
    fn a_ticket_that_no_browser_would_keep_is_not_made() {
        assert!(ticket(&format!("/{}", "a".repeat(1_900))).sealed(&KEY).is_some());
        assert!(Ticket { verifier: "v".repeat(4_000), ..ticket("/") }.sealed(&KEY).is_none());
    }
}
