// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Signing in by a provider of identities (OpenID Connect): the code flow with PKCE, for any number of providers.
//!
//! What a provider says is believed only after all of it was checked, and none of its words stands on a page or in the
//! log. An identity is issuer and subject, never an address (TRAPS C2, C4, C7, D2).

mod addresses;
mod claims;
mod fetch;
mod known;
mod leaving;
mod provider;
mod routes;
mod ticket;
mod tokens;
mod trouble;
mod used;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;

use crate::config;
use provider::Provider;
use used::Used;

pub use routes::routes;

/// Says what time it is.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// The providers of identities of the configuration.
pub struct Providers {
    by_name: BTreeMap<String, Provider>,
    /// The portal's own origin, where providers send people back to.
    origin: String,
    clock: Clock,
    used: Used,
}

/// The client for the providers' addresses cannot be made.
#[derive(Debug, thiserror::Error)]
#[error("sign-in by providers cannot be prepared: {0}")]
pub struct ProvidersError(String);

impl Providers {
    /// The providers of a configuration, for a portal at `origin`. No provider is asked anything yet.
    ///
    /// # Errors
    /// No TLS, or an address that cannot be read.
    pub fn new(configured: &[config::Provider], origin: &str, clock: Clock) -> Result<Self, ProvidersError> {
        let provider = |one: &config::Provider| {
            let provider = Provider::new(one.clone(), origin).map_err(ProvidersError)?;
            Ok((one.name.clone(), provider))
        };
        let by_name = configured.iter().map(provider).collect::<Result<_, ProvidersError>>()?;
        Ok(Self { by_name, origin: origin.to_owned(), clock, used: Used::default() })
    }

    /// No provider at all.
    pub fn none() -> Self {
        let clock: Clock = Arc::new(Timestamp::now);
        Self { by_name: BTreeMap::new(), origin: String::new(), clock, used: Used::default() }
    }

    /// Each provider's name in the configuration and the one on its button, in the order of the former.
    pub fn buttons(&self) -> Vec<(String, String)> {
        self.by_name.values().map(|one| (one.config.name.clone(), one.config.label.clone())).collect()
    }

    fn find(&self, name: &str) -> Option<&Provider> {
        self.by_name.get(name)
    }

    fn now(&self) -> Timestamp {
        (self.clock)()
    }
}

impl std::fmt::Debug for Providers {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_list().entries(self.by_name.keys()).finish()
    }
}
