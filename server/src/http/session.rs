// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Who asks: the session's cookie is read once for each request, and what it says goes into the request's extensions.
//!
//! There are no sessions of visitors, so a page without a cookie costs no query, and nothing typed is ever in one.

use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::{FromRequestParts, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use domain::policy::Viewer;
use http::header::{COOKIE, SET_COOKIE, USER_AGENT};
use http::request::Parts;
use http::{HeaderMap, HeaderValue};
use portal::people::{Computer, NewSession, SignedIn, Visit};

use super::Served;
use super::shell::ClientAddress;

/// The session's cookie. The prefix binds it to this host, to the whole of it, and to a secure channel.
pub const SESSION: &str = "__Host-sid";
/// The cookie by which a browser is known where its owner has signed in before.
const DEVICE: &str = "__Host-device";
/// How long a browser is known, in seconds (180 days).
const DEVICE_LIFE: u32 = 180 * 24 * 3_600;
/// How long the cookie of a session on one's own computer lives, in seconds: as long as a session may.
const SESSION_LIFE: u32 = 7 * 24 * 3_600;

/// Who asks, and from where.
#[derive(Clone, Debug)]
pub struct By {
    /// As the policy sees it.
    pub viewer: Viewer,
    /// The account, for the header.
    pub signed_in: Option<Arc<SignedIn>>,
    /// Whether a code is still wanted.
    pub wants_code: bool,
    /// The session's secret, as the cookie has it; present for a half-begun session too.
    pub session: Option<String>,
    /// Where the request comes from.
    pub visit: Visit,
}

impl By {
    /// A visitor from nowhere in particular.
    pub fn visitor() -> Self {
        Self { viewer: Viewer::Visitor, signed_in: None, wants_code: false, session: None, visit: Visit::default() }
    }

    /// The session's secret, or nothing that any session has.
    pub fn session(&self) -> &str {
        self.session.as_deref().unwrap_or_default()
    }
}

impl<S: Sync> FromRequestParts<S> for By {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get::<Self>().cloned().unwrap_or_else(Self::visitor))
    }
}

/// Reads the cookie and asks the portal who it is. A session that is over is taken out of the browser.
pub(super) async fn who_asks(State(served): State<Served>, mut request: Request, next: Next) -> Response {
    // A post that is sent again after signing in brings its sender along.
    if request.extensions().get::<By>().is_some() {
        return next.run(request).await;
    }
    let (locale, _) = app::paths::split(request.uri().path());
    let token = cookie(request.headers(), SESSION);
    let visit = Visit {
        network: request.extensions().get::<ClientAddress>().map(|client| client.0),
        device: cookie(request.headers(), DEVICE),
        browser: browser(request.headers()),
        locale,
    };
    let mut by = By { visit, ..By::visitor() };
    let mut is_over = false;
    if let Some(token) = token {
        match served.portal.session(&token).await {
            Ok(Some(present)) => {
                by.viewer = present.viewer;
                by.signed_in = present.signed_in.map(Arc::new);
                by.wants_code = present.wants_code;
                by.session = Some(token);
            }
            Ok(None) => is_over = true,
            // Who cannot be recognised is a visitor: fail closed.
            Err(error) => tracing::warn!(%error, "a session could not be read"),
        }
    }
    request.extensions_mut().insert(by);
    let mut response = next.run(request).await;
    if is_over && !response.headers().contains_key(SET_COOKIE) {
        forget_session(&mut response);
    }
    response
}

/// The first cookie of a name.
pub(super) fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let lines = headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let (_, value) = pairs.find(|(given, _)| *given == name)?;
    (!value.is_empty() && value.len() <= 512).then(|| value.to_owned())
}

/// Sets the cookies of a new session.
pub(crate) fn remember(response: &mut Response, session: &NewSession) {
    let life = match session.computer {
        Computer::Own => Some(SESSION_LIFE),
        Computer::Shared => None,
    };
    set_cookie(response, SESSION, &session.token, life);
    if let Some(device) = &session.device {
        set_cookie(response, DEVICE, device, Some(DEVICE_LIFE));
    }
}

/// Takes the session's cookie out of the browser.
pub(super) fn forget_session(response: &mut Response) {
    set_cookie(response, SESSION, "", Some(0));
}

/// Sets a cookie of this host alone, out of reach of script; without a life it ends with the browser.
pub(crate) fn set_cookie(response: &mut Response, name: &str, value: &str, life: Option<u32>) {
    let life = life.map_or_else(String::new, |seconds| format!("; Max-Age={seconds}"));
    let line = format!("{name}={value}; Path=/; Secure; HttpOnly; SameSite=Lax{life}");
    match HeaderValue::from_str(&line) {
        Ok(line) => {
            response.headers_mut().append(SET_COOKIE, line);
        }
        Err(_) => tracing::error!("a cookie of ours is no header value"),
    }
}

/// Browser and system in a few words, as far as they say so: enough to know one's own sessions again.
fn browser(headers: &HeaderMap) -> String {
    let said = headers.get(USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let first =
        |known: &[(&str, &'static str)]| known.iter().find(|(mark, _)| said.contains(mark)).map(|(_, name)| *name);
    let browser = first(&[
        ("Firefox/", "Firefox"),
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = first(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ]);
    [browser, system].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_named_in_a_few_words() {
        let named =
            |agent: &'static str| browser(&HeaderMap::from_iter([(USER_AGENT, HeaderValue::from_static(agent))]));
        assert_eq!(named("Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"), "Firefox, Windows");
        assert_eq!(named("<script>alert(1)</script>"), "");
        assert_eq!(browser(&HeaderMap::new()), "");
    }

    #[test]
    fn the_cookie_of_a_name_is_found_among_others() {
        let line = HeaderValue::from_static("a=b; __Host-sid=token; x__Host-sid=other");
        let headers = HeaderMap::from_iter([(COOKIE, line)]);
        assert_eq!(cookie(&headers, SESSION).as_deref(), Some("token"));
        assert_eq!(cookie(&headers, DEVICE), None);
    }

    #[test]
    fn a_cookie_of_ours_is_out_of_reach_of_script_and_of_other_sites() {
        let mut response = Response::new(axum::body::Body::empty());
        set_cookie(&mut response, SESSION, "abc", None);
        let line = response.headers()[SET_COOKIE].to_str().expect("text");
        assert_eq!(line, "__Host-sid=abc; Path=/; Secure; HttpOnly; SameSite=Lax");
    }
}
