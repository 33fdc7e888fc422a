// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Asking a provider over HTTP: short of time, short of length, without redirects, and nowhere else.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use oauth2::{AsyncHttpClient, HttpRequest, HttpResponse};
use url::Url;

use super::addresses::Reach;
use super::trouble::Trouble;

/// How long a connection, and how long a whole answer, may take.
const TIME: Duration = Duration::from_secs(5);
/// The longest answer, in bytes; the keys of the largest providers are some 10 KiB.
const LENGTH_MAX: usize = 256 * 1024;
/// How the portal names itself.
const USER_AGENT: &str = concat!("innesto/", env!("CARGO_PKG_VERSION"));

/// Asks one provider.
pub(super) struct Fetcher {
    client: reqwest::Client,
    reach: Reach,
}

/// Why there is no answer that could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum FetchError {
    /// No connection, no answer in time, or an answer that broke off.
    #[error("no answer")]
    NoAnswer,
    /// The provider says that it failed itself.
    #[error("the provider failed")]
    Failed,
    /// The provider sends the portal elsewhere.
    #[error("a redirect")]
    Redirect,
    /// More than anybody needs.
    #[error("too long an answer")]
    TooLong,
    /// An address that is not asked.
    #[error("an address that is not asked")]
    Forbidden,
}

impl FetchError {
    pub(super) const fn trouble(self) -> Trouble {
        match self {
            Self::NoAnswer => Trouble::down("no_answer"),
            Self::Failed => Trouble::down("provider_failed"),
            Self::Redirect => Trouble::answer("redirect"),
            Self::TooLong => Trouble::answer("answer_too_long"),
            Self::Forbidden => Trouble::answer("forbidden_address"),
        }
    }
}

impl Fetcher {
    /// # Errors
    /// TLS cannot be prepared.
    pub(super) fn new(issuer: Url) -> Result<Self, reqwest::Error> {
        let reach = Reach::of(issuer);
        let client = reqwest::Client::builder()
            .user_agent(USER_AGENT)
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            // A proxy would look names up by itself, and the addresses could not be judged.
            .no_proxy()
            .connect_timeout(TIME)
            .timeout(TIME)
            .pool_max_idle_per_host(2)
            .dns_resolver(Arc::new(reach.clone()))
            .build()?;
        Ok(Self { client, reach })
    }

    /// Whether an address may be asked, or a browser sent there.
    pub(super) fn may_ask(&self, url: &Url) -> bool {
        self.reach.holds(url)
    }

    async fn fetch(&self, request: HttpRequest) -> Result<HttpResponse, FetchError> {
        let request = reqwest::Request::try_from(request).map_err(|_| FetchError::Forbidden)?;
        if !self.may_ask(request.url()) {
            return Err(FetchError::Forbidden);
        }
        let mut answer = self.client.execute(request).await.map_err(|_| FetchError::NoAnswer)?;
        let status = answer.status();
        if status.is_server_error() {
            return Err(FetchError::Failed);
        }
        if status.is_redirection() {
            return Err(FetchError::Redirect);
        }
        if answer.content_length().is_some_and(|length| length > LENGTH_MAX as u64) {
            return Err(FetchError::TooLong);
        }
        let mut body = Vec::new();
        while let Some(piece) = answer.chunk().await.map_err(|_| FetchError::NoAnswer)? {
            if body.len() + piece.len() > LENGTH_MAX {
                return Err(FetchError::TooLong);
            }
            body.extend_from_slice(&piece);
        }
        let mut response = http::Response::new(body);
        *response.status_mut() = status;
        *response.headers_mut() = answer.headers().clone();
        Ok(response)
    }
}

impl<'c> AsyncHttpClient<'c> for Fetcher {
    type Error = FetchError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, FetchError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.fetch(request))
    }
}
