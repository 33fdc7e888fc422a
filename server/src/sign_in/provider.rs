// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! One provider: what is known of it, how many may ask it at once, and the request that it is sent.

use std::sync::Arc;

use app::paths;
use domain::Locale;
use jiff::{SignedDuration, Timestamp};
use oauth2::{CsrfToken, PkceCodeChallenge, RedirectUrl, Scope};
use openidconnect::core::CoreResponseType;
use openidconnect::{AuthenticationContextClass, AuthenticationFlow, LanguageTag, Nonce};
use tokio::sync::{Mutex, Semaphore, SemaphorePermit};
use url::Url;

use super::fetch::Fetcher;
use super::known::{Known, discover};
use super::ticket::Secrets;
use super::trouble::Trouble;
use crate::config;

/// How long a discovery document and its keys are believed.
const KNOWN_FOR: SignedDuration = SignedDuration::from_hours(1);
/// How soon they are read again because a key is not among them.
const ANEW_AFTER: SignedDuration = SignedDuration::from_mins(1);
/// How long nobody asks a provider that did not answer.
const LEFT_ALONE: SignedDuration = SignedDuration::from_secs(10);
/// How many sign-ins may wait for one provider at once: a slow one takes no other reader's place.
const PLACES: usize = 32;
/// The bytes of chance in state and nonce; in letters they are the 43 that PKCE asks for.
const CHANCE: u32 = 32;

/// One provider.
pub(super) struct Provider {
    pub(super) config: config::Provider,
    pub(super) fetcher: Fetcher,
    back: RedirectUrl,
    learnt: Mutex<Learnt>,
    places: Semaphore,
}

#[derive(Default)]
struct Learnt {
    known: Option<Arc<Known>>,
    failed: Option<(Timestamp, Trouble)>,
}

impl Provider {
    /// # Errors
    /// Why it cannot be asked at all.
    pub(super) fn new(config: config::Provider, origin: &str) -> Result<Self, String> {
        let issuer = Url::parse(&config.issuer).map_err(|error| error.to_string())?;
        let fetcher = Fetcher::new(issuer).map_err(|error| error.to_string())?;
        let back = format!("{origin}{}", paths::provider_return(&config.name));
        let back = RedirectUrl::new(back).map_err(|error| error.to_string())?;
        Ok(Self { config, fetcher, back, learnt: Mutex::default(), places: Semaphore::new(PLACES) })
    }

    /// A place among those that may wait for this provider.
    pub(super) fn place(&self) -> Result<SemaphorePermit<'_>, Trouble> {
        self.places.try_acquire().map_err(|_| Trouble::down("no_place"))
    }

    /// What is known of the provider; asked for at most once at a time.
    pub(super) async fn known(&self, now: Timestamp) -> Result<Arc<Known>, Trouble> {
        let mut learnt = self.learnt.lock().await;
        let fresh = learnt.known.as_ref().filter(|known| now.duration_since(known.at) < KNOWN_FOR);
        match fresh {
            Some(known) => Ok(Arc::clone(known)),
            None => self.learn(&mut learnt, now).await,
        }
    }

    /// What is known of the provider after a key was missing from `than`.
    pub(super) async fn known_anew(&self, than: &Arc<Known>, now: Timestamp) -> Result<Arc<Known>, Trouble> {
        let mut learnt = self.learnt.lock().await;
        match &learnt.known {
            Some(known) if !Arc::ptr_eq(known, than) => Ok(Arc::clone(known)),
            Some(known) if now.duration_since(known.at) < ANEW_AFTER => Err(Trouble::answer("unknown_key")),
            _ => self.learn(&mut learnt, now).await,
        }
    }

    async fn learn(&self, learnt: &mut Learnt, now: Timestamp) -> Result<Arc<Known>, Trouble> {
        if let Some((at, trouble)) = learnt.failed
            && now.duration_since(at) < LEFT_ALONE
        {
            return Err(trouble);
        }
        match discover(&self.config, &self.fetcher, &self.back, now).await {
            Ok(known) => {
                let known = Arc::new(known);
                *learnt = Learnt { known: Some(Arc::clone(&known)), failed: None };
                Ok(known)
            }
            Err(trouble) => {
                learnt.failed = Some((now, trouble));
                Err(trouble)
            }
        }
    }

    /// Where the browser goes to be asked who it is, and what was made up for it.
    pub(super) fn request(&self, known: &Known, locale: Locale) -> (Url, Secrets) {
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let mut request = known
            .client
            .authorize_url(
                AuthenticationFlow::<CoreResponseType>::AuthorizationCode,
                || CsrfToken::new_random_len(CHANCE),
                || Nonce::new_random_len(CHANCE),
            )
            .set_pkce_challenge(challenge)
            .add_scopes(self.config.scopes.iter().cloned().map(Scope::new))
            .add_ui_locale(LanguageTag::new(locale.code().to_owned()));
        for value in &self.config.acr_values {
            request = request.add_auth_context_value(AuthenticationContextClass::new(value.clone()));
        }
        for (name, value) in &self.config.parameters {
            request = request.add_extra_param(name.clone(), value.clone());
        }
        let (url, state, nonce) = request.url();
        let secrets =
            Secrets { state: state.into_secret(), nonce: nonce.secret().clone(), verifier: verifier.into_secret() };
        (url, secrets)
    }
}
