// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Signing out at the provider too (OpenID Connect RP-Initiated Logout 1.0).

use std::time::Duration;

use app::paths;
use axum::response::Response;
use domain::Locale;
use oauth2::{ClientId, CsrfToken};
use openidconnect::{LogoutRequest, PostLogoutRedirectUrl};
use portal::people::ProviderSession;

use super::Providers;
use super::known::IdToken;
use super::routes::lead_to;

/// Where providers send people back to; registered at the provider.
pub(super) const BACK: &str = "/accedi/uscita";
/// Whoever signs out does not wait longer than this to learn where the provider does the same.
const PATIENCE: Duration = Duration::from_secs(5);

impl Providers {
    /// Where the browser ends the session at the provider too, where the configuration asks for it and the provider
    /// offers it.
    ///
    /// It leads to another site, so no form may be answered with it: our policy for content forbids that
    /// (`form-action`, redirects included).
    pub async fn provider_sign_out(&self, session: ProviderSession) -> Option<String> {
        let provider = self.find(&session.provider).filter(|provider| provider.config.sign_out)?;
        let known = tokio::time::timeout(PATIENCE, provider.known(self.now())).await.ok()?.ok()?;
        let back = PostLogoutRedirectUrl::new(format!("{}{BACK}", self.origin)).ok()?;
        let mut request = LogoutRequest::from(known.end_session.clone()?)
            .set_client_id(ClientId::new(provider.config.client_id.clone()))
            .set_post_logout_redirect_uri(back)
            // The session here is over already, so nothing hangs on what comes back.
            .set_state(CsrfToken::new_random());
        if let Ok(token) = session.id_token.parse::<IdToken>() {
            request = request.set_id_token_hint(&token);
        }
        Some(request.http_get_url().into())
    }
}

/// Back from the provider. The page that says that one is signed out has the words.
pub(super) async fn back() -> Response {
    lead_to(&format!("{}?done=signed_out", paths::sign_in(Locale::default())))
}
