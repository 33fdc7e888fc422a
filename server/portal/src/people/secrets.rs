// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Random tokens, their fingerprints, and the keys that all servers of one portal share.

use std::collections::HashMap;
use std::sync::Mutex;

use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

use crate::Portal;
use crate::error::Error;

/// Random bytes, and the shared keys that were read once.
pub(crate) struct Secrets {
    random: fn(&mut [u8]),
    keys: Mutex<HashMap<String, [u8; 32]>>,
}

impl Secrets {
    pub(crate) fn new(random: fn(&mut [u8])) -> Self {
        Self { random, keys: Mutex::new(HashMap::new()) }
    }

    pub(crate) fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        (self.random)(&mut bytes);
        bytes
    }

    /// A token of 256 bits, in hexadecimal digits.
    pub(crate) fn token(&self) -> String {
        hex::encode(self.bytes::<32>())
    }
}

/// What of a token is kept: whoever reads the database cannot use it.
pub(crate) fn fingerprint(token: &str) -> String {
    hex::encode(Sha256::digest(token.as_bytes()))
}

impl Portal {
    /// A key that all servers of this portal share, made at its first use.
    ///
    /// # Errors
    /// The database cannot be asked.
    pub async fn server_secret(&self, name: &str) -> Result<[u8; 32], Error> {
        let keys = &self.inner.secrets.keys;
        let held = keys.lock().unwrap_or_else(std::sync::PoisonError::into_inner).get(name).copied();
        if let Some(key) = held {
            return Ok(key);
        }
        let fresh = self.inner.secrets.bytes::<32>().to_vec();
        let kept = self.inner.store.secret(name, fresh).await?;
        let key: [u8; 32] =
            kept.try_into().map_err(|_| Error::Broken("a server key has the wrong length".to_owned()))?;
        keys.lock().unwrap_or_else(std::sync::PoisonError::into_inner).insert(name.to_owned(), key);
        Ok(key)
    }

    /// A text that only this portal can have written, with what it was written for.
    pub(crate) async fn signed(&self, purpose: &str, text: &str) -> Result<String, Error> {
        let mac = self.mac(purpose, text).await?.finalize().into_bytes();
        Ok(format!("{text}.{}", hex::encode(mac)))
    }

    /// The text, where it is one that `signed` gave for the same purpose.
    pub(crate) async fn unsigned<'t>(&self, purpose: &str, signed: &'t str) -> Result<Option<&'t str>, Error> {
        let Some((text, mac)) = signed.rsplit_once('.') else { return Ok(None) };
        let Ok(mac) = hex::decode(mac) else { return Ok(None) };
        Ok(self.mac(purpose, text).await?.verify_slice(&mac).is_ok().then_some(text))
    }

    async fn mac(&self, purpose: &str, text: &str) -> Result<Hmac<Sha256>, Error> {
        let key = self.server_secret("signing").await?;
        let mut mac = Hmac::<Sha256>::new_from_slice(&key).expect("HMAC takes keys of any length");
        for part in [purpose, "\0", text] {
            mac.update(part.as_bytes());
        }
        Ok(mac)
    }
}
