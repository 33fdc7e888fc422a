// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The provider's keys, made anew for each run, and what is signed with them.

use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::hmac;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair};
use rsa::signature::{RandomizedSigner, SignatureEncoding, Signer};
use rsa::traits::PublicKeyParts;
use serde_json::{Value, json};
use sha2::{Digest, Sha256, Sha512};

/// A key of the provider, by its `kid`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    Rsa,
    RsaPss,
    P256,
    /// One that is not among those that the provider shows.
    OtherP256,
    Ed25519,
    /// No signature.
    Nothing,
    /// The portal's secret, as HMAC key.
    Secret,
    /// The public key's own text, as HMAC key: the oldest trick with ID tokens.
    PublicText,
}

static RSA: LazyLock<rsa::RsaPrivateKey> =
    LazyLock::new(|| rsa::RsaPrivateKey::new(&mut rsa::rand_core::OsRng, 2048).unwrap());
static EC: LazyLock<EcdsaKeyPair> = LazyLock::new(ec);
static OTHER_EC: LazyLock<EcdsaKeyPair> = LazyLock::new(ec);
static ED: LazyLock<Ed25519KeyPair> = LazyLock::new(|| {
    let document = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).unwrap();
    Ed25519KeyPair::from_pkcs8(document.as_ref()).unwrap()
});

fn ec() -> EcdsaKeyPair {
    let random = SystemRandom::new();
    let document = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
    EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, document.as_ref(), &random).unwrap()
}

pub fn encoded(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

impl Key {
    /// The key as the provider shows it.
    pub fn shown(self) -> Value {
        match self {
            Self::Rsa | Self::RsaPss => {
                let (n, e) = (encoded(RSA.n().to_bytes_be()), encoded(RSA.e().to_bytes_be()));
                json!({"kty": "RSA", "kid": self.kid(), "use": "sig", "n": n, "e": e})
            }
            Self::P256 | Self::OtherP256 => {
                let pair = if self == Self::P256 { &EC } else { &OTHER_EC };
                // Uncompressed: 4, x, y.
                let (x, y) = pair.public_key().as_ref()[1..].split_at(32);
                json!({"kty": "EC", "crv": "P-256", "kid": self.kid(), "use": "sig", "x": encoded(x), "y": encoded(y)})
            }
            Self::Ed25519 => {
                let x = encoded(ED.public_key().as_ref());
                json!({"kty": "OKP", "crv": "Ed25519", "kid": self.kid(), "use": "sig", "x": x})
            }
            Self::Nothing | Self::Secret | Self::PublicText => panic!("{self:?} is not shown"),
        }
    }

    fn kid(self) -> &'static str {
        match self {
            Self::Rsa => "rsa",
            Self::RsaPss => "rsa-pss",
            Self::OtherP256 => "other-p256",
            Self::Ed25519 => "ed25519",
            Self::P256 | Self::Nothing | Self::Secret | Self::PublicText => "p256",
        }
    }

    fn algorithm(self) -> &'static str {
        match self {
            Self::Rsa => "RS256",
            Self::RsaPss => "PS256",
            Self::P256 | Self::OtherP256 => "ES256",
            Self::Ed25519 => "EdDSA",
            Self::Nothing => "none",
            Self::Secret | Self::PublicText => "HS256",
        }
    }

    /// A token that says `claims`.
    pub fn signed(self, claims: &Value, secret: &str) -> String {
        let header = json!({"alg": self.algorithm(), "kid": self.kid(), "typ": "JWT"});
        let text = format!("{}.{}", encoded(header.to_string()), encoded(claims.to_string()));
        let signature = self.signature(text.as_bytes(), secret);
        format!("{text}.{}", encoded(signature))
    }

    fn signature(self, text: &[u8], secret: &str) -> Vec<u8> {
        let hmac = |key: &[u8]| hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), text).as_ref().to_vec();
        let ec = |pair: &EcdsaKeyPair| pair.sign(&SystemRandom::new(), text).unwrap().as_ref().to_vec();
        match self {
            Self::Rsa => rsa::pkcs1v15::SigningKey::<Sha256>::new(RSA.clone()).sign(text).to_vec(),
            Self::RsaPss => {
                let key = rsa::pss::SigningKey::<Sha256>::new(RSA.clone());
                key.sign_with_rng(&mut rsa::rand_core::OsRng, text).to_vec()
            }
            Self::P256 => ec(&EC),
            Self::OtherP256 => ec(&OTHER_EC),
            Self::Ed25519 => ED.sign(text).as_ref().to_vec(),
            Self::Nothing => Vec::new(),
            Self::Secret => hmac(secret.as_bytes()),
            Self::PublicText => hmac(Self::P256.shown().to_string().as_bytes()),
        }
    }
}

/// Half of the hash, as `at_hash` wants it: of the hash that the signature uses.
pub fn half_hash(key: Key, text: &str) -> String {
    match key {
        Key::Ed25519 => encoded(&Sha512::digest(text.as_bytes())[..32]),
        _ => encoded(&Sha256::digest(text.as_bytes())[..16]),
    }
}

/// The challenge of a verifier (PKCE, S256).
pub fn challenge(verifier: &str) -> String {
    encoded(Sha256::digest(verifier.as_bytes()))
}
