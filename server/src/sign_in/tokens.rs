// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Turning a code into what the provider says of a person, and checking all of it.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use jiff::{SignedDuration, Timestamp};
use oauth2::{AccessToken, AuthorizationCode, PkceCodeVerifier, RequestTokenError, TokenResponse as _};
use openidconnect::core::{CoreErrorResponseType, CoreJwsSigningAlgorithm};
use openidconnect::{
    AccessTokenHash, ClaimsVerificationError, Nonce, SignatureVerificationError, SubjectIdentifier, TokenResponse as _,
    UserInfoError,
};
use serde_json::{Map, Value};

use super::fetch::FetchError;
use super::known::{IdToken, IdTokenClaims, Known, UserInfo};
use super::provider::Provider;
use super::ticket::Ticket;
use super::trouble::Trouble;

/// How far the provider's clock may be from ours.
const LEEWAY: SignedDuration = SignedDuration::from_secs(60);
/// The longest subject, in bytes (OpenID Connect Core 1.0, 2).
const SUBJECT_MAX: usize = 255;
/// Signatures that are believed: those that the provider alone can make.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// What a provider says of a person, checked.
pub(super) struct Said {
    pub(super) subject: String,
    /// The claims of the ID token, and of the userinfo endpoint where the former were not enough.
    pub(super) claims: Map<String, Value>,
    /// How strongly the person was recognised.
    pub(super) acr: Option<String>,
    /// The token itself, for signing out.
    pub(super) id_token: String,
}

/// Asks the provider whom a code stands for.
pub(super) async fn ask(provider: &Provider, code: String, ticket: &Ticket, now: Timestamp) -> Result<Said, Trouble> {
    let known = provider.known(now).await?;
    let request = known.client.exchange_code(AuthorizationCode::new(code));
    let request = request.map_err(|_| Trouble::answer("no_token_endpoint"))?;
    let request = request.set_pkce_verifier(PkceCodeVerifier::new(ticket.verifier.clone()));
    let tokens = request.request_async(&provider.fetcher).await.map_err(|error| exchange_trouble(&error))?;
    let id_token = tokens.id_token().ok_or(Trouble::answer("no_id_token"))?;
    let access_token = tokens.access_token();
    let nonce = Nonce::new(ticket.nonce.clone());
    let claims = match verified(id_token, access_token, &known, &nonce, now) {
        // The provider may have changed its keys.
        Err(Refused::UnknownKey) => {
            let known = provider.known_anew(&known, now).await?;
            verified(id_token, access_token, &known, &nonce, now).map_err(Refused::trouble)?
        }
        other => other.map_err(Refused::trouble)?,
    };
    let subject = claims.subject().as_str().to_owned();
    if subject.trim().is_empty() || subject.len() > SUBJECT_MAX {
        return Err(Trouble::answer("subject_unfit"));
    }
    let mut all = as_map(claims)?;
    if lacks(provider, &all) && known.client.user_info_url().is_some() {
        let more = user_info(provider, &known, access_token, claims.subject()).await?;
        for (name, value) in more {
            all.entry(name).or_insert(value);
        }
    }
    let acr = claims.auth_context_ref().map(|acr| acr.as_str().to_owned());
    Ok(Said { subject, claims: all, acr, id_token: id_token.to_string() })
}

/// Why an ID token is not believed.
enum Refused {
    UnknownKey,
    For(&'static str),
}

impl Refused {
    fn trouble(self) -> Trouble {
        match self {
            Self::UnknownKey => Trouble::answer("unknown_key"),
            Self::For(reason) => Trouble::answer(reason),
        }
    }
}

/// Issuer, audience, authorised party, signature, times, nonce, and the access token that came along.
fn verified<'t>(
    token: &'t IdToken,
    access_token: &AccessToken,
    known: &Arc<Known>,
    nonce: &Nonce,
    now: Timestamp,
) -> Result<&'t IdTokenClaims, Refused> {
    let moment = |at: Timestamp| DateTime::<Utc>::from_timestamp(at.as_second(), 0).unwrap_or_default();
    let (earliest_end, latest_begin) = (moment(now - LEEWAY), moment(now + LEEWAY));
    let verifier = known
        .client
        .id_token_verifier()
        .set_allowed_algs(ALGORITHMS)
        .set_time_fn(move || earliest_end)
        .set_issue_time_verifier_fn(move |at| if at <= latest_begin { Ok(()) } else { Err(String::new()) });
    let claims = token.claims(&verifier, nonce).map_err(|error| refusal(&error))?;
    // The library leaves this one to us.
    if claims.authorized_party().is_some_and(|party| party != known.client.client_id()) {
        return Err(Refused::For("wrong_authorised_party"));
    }
    if let Some(expected) = claims.access_token_hash() {
        let algorithm = token.signing_alg().map_err(|_| Refused::For("token_algorithm"))?;
        let key = token.signing_key(&verifier).map_err(|_| Refused::UnknownKey)?;
        let actual = AccessTokenHash::from_token(access_token, algorithm, key);
        if actual.ok().as_ref() != Some(expected) {
            return Err(Refused::For("wrong_access_token"));
        }
    }
    Ok(claims)
}

fn refusal(error: &ClaimsVerificationError) -> Refused {
    use ClaimsVerificationError as Claim;
    use SignatureVerificationError as Signature;
    Refused::For(match error {
        Claim::SignatureVerification(Signature::NoMatchingKey) => return Refused::UnknownKey,
        Claim::SignatureVerification(
            Signature::NoSignature | Signature::DisallowedAlg(_) | Signature::UnsupportedAlg(_),
        ) => "token_algorithm",
        Claim::SignatureVerification(_) => "token_signature",
        Claim::Expired(_) => "token_time",
        Claim::InvalidIssuer(_) => "token_issuer",
        Claim::InvalidAudience(_) => "token_audience",
        Claim::InvalidNonce(_) => "token_nonce",
        _ => "token_unfit",
    })
}

fn exchange_trouble(
    error: &RequestTokenError<FetchError, oauth2::StandardErrorResponse<CoreErrorResponseType>>,
) -> Trouble {
    match error {
        RequestTokenError::Request(error) => error.trouble(),
        // Too late, or for the second time.
        RequestTokenError::ServerResponse(said) if *said.error() == CoreErrorResponseType::InvalidGrant => {
            Trouble::stale("code_refused")
        }
        RequestTokenError::ServerResponse(_) => Trouble::answer("exchange_refused"),
        RequestTokenError::Parse(..) | RequestTokenError::Other(_) => Trouble::answer("exchange_unreadable"),
    }
}

/// Whether a claim that the portal asks for is still missing.
fn lacks(provider: &Provider, claims: &Map<String, Value>) -> bool {
    let names = &provider.config.claims;
    [&names.first_name, &names.last_name, &names.email].into_iter().any(|name| !claims.contains_key(name))
}

/// Asks the userinfo endpoint; what it says of somebody else is refused.
async fn user_info(
    provider: &Provider,
    known: &Known,
    access_token: &AccessToken,
    subject: &SubjectIdentifier,
) -> Result<Map<String, Value>, Trouble> {
    // The library would panic on one that fits no header.
    if !access_token.secret().bytes().all(|b| b.is_ascii_graphic()) {
        return Err(Trouble::answer("access_token_unfit"));
    }
    let request = known.client.user_info(access_token.clone(), Some(subject.clone()));
    let request = request.map_err(|_| Trouble::answer("no_userinfo_endpoint"))?;
    let said: Result<UserInfo, _> = request.request_async(&provider.fetcher).await;
    match said {
        Ok(said) => as_map(&said),
        Err(UserInfoError::Request(error)) => Err(error.trouble()),
        Err(UserInfoError::ClaimsVerification(ClaimsVerificationError::InvalidSubject(_))) => {
            Err(Trouble::answer("userinfo_other_subject"))
        }
        Err(UserInfoError::ClaimsVerification(_)) => Err(Trouble::answer("userinfo_signature")),
        Err(_) => Err(Trouble::answer("userinfo_unreadable")),
    }
}

fn as_map(claims: &impl serde::Serialize) -> Result<Map<String, Value>, Trouble> {
    match serde_json::to_value(claims) {
        Ok(Value::Object(map)) => Ok(map),
        _ => Err(Trouble::answer("claims_unreadable")),
    }
}
