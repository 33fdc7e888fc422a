// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The addresses: to the provider, and back from it.
//!
//! Both are read with GET, since the browser is sent. What they do is bound to the one browser by its ticket, and the
//! second does it once.

use std::time::Duration;

use app::paths;
use app::ssr::SignInHere;
use axum::Router;
use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::{Locale, SafePath};
use http::header::{CACHE_CONTROL, LOCATION, REFERER};
use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use portal::form::{FieldProblem, FormError};
use portal::people::{ByIdentity, IdentityClaim, IdentityRefusal, Visit};

use super::claims::claim;
use super::provider::Provider;
use super::ticket::{Aim, COOKIE_NAME, LIFE, Purpose, Ticket, cookie};
use super::trouble::{Kind, Trouble};
use super::{leaving, tokens};
use crate::http::session::{By, remember, set_cookie};
use crate::http::{Served, pages};

/// The name of the key that seals tickets.
const KEY: &str = "oauth";
/// The reason of a failure that the log has already.
const LOGGED: &str = "portal";
/// The whole talk with a provider, shorter than a request may take.
const TALK_TIME: Duration = Duration::from_secs(12);

/// The addresses of signing in by a provider.
pub fn routes() -> Router<Served> {
    Router::new()
        .route("/accedi/con/{provider}", get(begin))
        .route("/en/accedi/con/{provider}", get(begin))
        .route("/accedi/ritorno/{provider}", get(come_back))
        .route(leaving::BACK, get(leaving::back))
}

/// The pairs of an address.
struct Asked(Vec<(String, String)>);

impl Asked {
    fn of(uri: &Uri) -> Self {
        Self(form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()).into_owned().collect())
    }

    /// The value of a name that is there once; nothing where it is missing or there twice.
    fn one(&self, name: &str) -> Option<&str> {
        let mut values = self.0.iter().filter(|(given, _)| given == name).map(|(_, value)| value.as_str());
        let first = values.next();
        first.filter(|_| values.next().is_none())
    }

    fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(given, _)| given == name)
    }
}

/// Sends the browser to the provider.
async fn begin(State(served): State<Served>, by: By, Path(name): Path<String>, request: Request) -> Response {
    let (locale, _) = paths::split(request.uri().path());
    let Some(provider) = served.providers.find(&name) else {
        return pages::unknown(State(served.clone()), by, request).await;
    };
    if served.site.sign_in == SignInHere::NeedsHttps {
        return lead_to(&paths::sign_in(locale));
    }
    let asked = Asked::of(request.uri());
    let next = asked.one("next").and_then(SafePath::parse);
    let purpose = match purpose(&asked, &by, request.headers(), &served) {
        Ok(purpose) => purpose,
        Err(Elsewhere::SignIn) => return lead_to(&paths::sign_in_for(locale, &paths::security(locale))),
        Err(Elsewhere::Security) => return lead_to(&paths::security(locale)),
    };
    let aim = Aim { next, purpose, locale };
    let purpose = aim.purpose.clone();
    match set_out(&served, provider, aim).await {
        Ok(response) => response,
        Err(trouble) => told(provider, &purpose, locale, trouble),
    }
}

/// Where somebody goes who cannot link an identity like this.
enum Elsewhere {
    SignIn,
    Security,
}

/// Linking is begun on a page of ours alone: another page must not make its own identity a way into the account.
fn purpose(asked: &Asked, by: &By, headers: &HeaderMap, served: &Served) -> Result<Purpose, Elsewhere> {
    if asked.one("link") != Some("1") {
        return Ok(Purpose::SignIn);
    }
    let Some(acting) = by.viewer.acting() else { return Err(Elsewhere::SignIn) };
    if is_from_here(headers, &served.site.base_url) {
        Ok(Purpose::Link(acting.member.clone()))
    } else {
        Err(Elsewhere::Security)
    }
}

fn is_from_here(headers: &HeaderMap, origin: &str) -> bool {
    if let Some(site) = headers.get("sec-fetch-site") {
        return site == "same-origin";
    }
    let referer = headers.get(REFERER).and_then(|value| value.to_str().ok());
    referer.and_then(|referer| referer.strip_prefix(origin)).is_some_and(|rest| rest.starts_with('/'))
}

async fn set_out(served: &Served, provider: &Provider, aim: Aim) -> Result<Response, Trouble> {
    let now = served.providers.now();
    let _place = provider.place()?;
    let known = tokio::time::timeout(TALK_TIME, provider.known(now)).await;
    let known = known.unwrap_or(Err(Trouble::down("no_answer")))?;
    let (address, secrets) = provider.request(&known, aim.locale);
    let ticket = Ticket::new(secrets, &provider.config.name, aim, now);
    let value = ticket.sealed(&key(served).await?).ok_or(Trouble::new(Kind::Failed, "ticket_too_long"))?;
    let mut response = lead_to(address.as_str());
    set_cookie(&mut response, COOKIE_NAME, &value, u32::try_from(LIFE.as_secs()).ok());
    Ok(response)
}

async fn key(served: &Served) -> Result<[u8; 32], Trouble> {
    served.portal.server_secret(KEY).await.map_err(|error| failed(&error))
}

fn failed(error: &portal::Error) -> Trouble {
    tracing::error!(%error, "a sign-in by a provider could not be taken");
    Trouble::new(Kind::Failed, LOGGED)
}

/// Takes the answer of a provider, once.
async fn come_back(State(served): State<Served>, by: By, Path(name): Path<String>, request: Request) -> Response {
    let Some(provider) = served.providers.find(&name) else {
        return pages::unknown(State(served.clone()), by, request).await;
    };
    if request.method() != Method::GET {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let mut response = match ticket_of(&served, request.headers()).await {
        Ok(ticket) => {
            let (purpose, locale) = (ticket.purpose.clone(), ticket.locale);
            let outcome = answered(&served, provider, &by, ticket, &Asked::of(request.uri())).await;
            outcome.unwrap_or_else(|trouble| told(provider, &purpose, locale, trouble))
        }
        Err(trouble) => told(provider, &Purpose::SignIn, Locale::default(), trouble),
    };
    set_cookie(&mut response, COOKIE_NAME, "", Some(0));
    response
}

async fn ticket_of(served: &Served, headers: &HeaderMap) -> Result<Ticket, Trouble> {
    let value = cookie(headers).ok_or(Trouble::stale("no_ticket"))?;
    Ticket::opened(value, &key(served).await?).ok_or(Trouble::stale("ticket_unreadable"))
}

async fn answered(
    served: &Served,
    provider: &Provider,
    by: &By,
    ticket: Ticket,
    asked: &Asked,
) -> Result<Response, Trouble> {
    let now = served.providers.now();
    check_ticket(served, provider, &ticket, asked)?;
    let _place = provider.place()?;
    let talk = async {
        check_issuer(provider, asked, now).await?;
        let code = code(asked)?;
        tokens::ask(provider, code, &ticket, now).await
    };
    let said = tokio::time::timeout(TALK_TIME, talk).await.unwrap_or(Err(Trouble::down("no_answer")))?;
    let claim = claim(&provider.config, said);
    match &ticket.purpose {
        Purpose::SignIn => sign_in(served, by, &ticket, claim).await,
        Purpose::Link(member) => {
            if by.viewer.acting().is_none_or(|acting| acting.member != *member) {
                return Err(Trouble::stale("other_member"));
            }
            link(served, by, &ticket, claim).await
        }
    }
}

/// That the answer belongs to this browser and to this provider, and comes in time and for the first time.
fn check_ticket(served: &Served, provider: &Provider, ticket: &Ticket, asked: &Asked) -> Result<(), Trouble> {
    let now = served.providers.now();
    let state = asked.one("state").ok_or(Trouble::stale("no_state"))?;
    if ticket.provider != provider.config.name {
        return Err(Trouble::stale("other_provider"));
    }
    if !ticket.has_state(state) {
        return Err(Trouble::stale("wrong_state"));
    }
    if !ticket.is_fresh(now) {
        return Err(Trouble::stale("ticket_expired"));
    }
    if !served.providers.used.is_first(state, now) {
        return Err(Trouble::stale("state_used"));
    }
    Ok(())
}

/// That the answer comes from whom it was asked of (RFC 9207): one provider's answer is not taken for another's.
async fn check_issuer(provider: &Provider, asked: &Asked, now: jiff::Timestamp) -> Result<(), Trouble> {
    if asked.has("iss") {
        let is_right = asked.one("iss") == Some(provider.config.issuer.as_str());
        return if is_right { Ok(()) } else { Err(Trouble::answer("wrong_issuer")) };
    }
    if provider.known(now).await?.names_issuer { Err(Trouble::answer("no_issuer")) } else { Ok(()) }
}

/// The code, or why there is none.
fn code(asked: &Asked) -> Result<String, Trouble> {
    if asked.has("error") {
        return Err(match asked.one("error") {
            Some(
                "access_denied"
                | "login_required"
                | "consent_required"
                | "interaction_required"
                | "account_selection_required",
            ) => Trouble::new(Kind::Cancelled, "cancelled"),
            Some("server_error" | "temporarily_unavailable") => Trouble::down("provider_failed"),
            _ => Trouble::answer("provider_refused"),
        });
    }
    let code = asked.one("code").filter(|code| !code.is_empty());
    code.map(str::to_owned).ok_or(Trouble::answer("no_code"))
}

async fn sign_in(served: &Served, by: &By, ticket: &Ticket, claim: IdentityClaim) -> Result<Response, Trouble> {
    let locale = ticket.locale;
    let visit = Visit { locale, ..by.visit.clone() };
    let outcome = served.portal.sign_in_by_identity(claim, &visit).await.map_err(|error| failed(&error))?;
    let refusal = match outcome {
        ByIdentity::SignedIn(session) => {
            let next = ticket.next().map_or_else(|| paths::home(locale), |next| next.to_string());
            let address = if session.wants_code { for_next(&paths::sign_in_code(locale), &next) } else { next };
            // The session that this one takes the place of.
            if let Some(before) = &by.session
                && let Err(error) = served.portal.sign_out(before).await
            {
                tracing::warn!(%error, "an earlier session could not be ended");
            }
            let mut response = lead_to(&address);
            remember(&mut response, &session);
            return Ok(response);
        }
        ByIdentity::Register { token } => return Ok(lead_to(&format!("{}?token={token}", paths::register(locale)))),
        ByIdentity::Refused(refusal) => refusal,
    };
    Err(match refusal {
        IdentityRefusal::NotActive => Trouble::new(Kind::Suspended, "not_active"),
        IdentityRefusal::NotLinked => Trouble::new(Kind::NotLinked, "not_linked"),
        IdentityRefusal::KnownAddress => Trouble::new(Kind::KnownAddress, "known_address"),
    })
}

async fn link(served: &Served, by: &By, ticket: &Ticket, claim: IdentityClaim) -> Result<Response, Trouble> {
    let security = paths::security(ticket.locale);
    match served.portal.link_identity(&by.viewer, claim).await {
        Ok(()) => Ok(lead_to(&format!("{security}?done=linked"))),
        Err(FormError::Fields(problems)) if problems.iter().any(|(_, problem)| *problem == FieldProblem::Taken) => {
            Err(Trouble::new(Kind::Taken, "taken"))
        }
        Err(FormError::Portal(portal::Error::ConfirmFirst)) => {
            Ok(lead_to(&paths::confirm_presence(ticket.locale, &security)))
        }
        Err(FormError::Portal(portal::Error::SignInFirst | portal::Error::NotFound)) => {
            Err(Trouble::stale("other_member"))
        }
        Err(FormError::Portal(error)) => Err(failed(&error)),
        Err(FormError::Fields(_)) => Err(Trouble::new(Kind::Failed, "not_allowed")),
    }
}

/// Leads to the page that says what went wrong, and tells the log why.
fn told(provider: &Provider, purpose: &Purpose, locale: Locale, trouble: Trouble) -> Response {
    let (provider, reason) = (provider.config.name.as_str(), trouble.reason);
    match trouble.kind {
        _ if reason == LOGGED => {}
        Kind::ProviderDown | Kind::ProviderAnswer | Kind::Failed => {
            tracing::warn!(provider, reason, "a sign-in by a provider failed");
        }
        _ => tracing::info!(provider, reason, "a sign-in by a provider came to nothing"),
    }
    let page = match purpose {
        Purpose::SignIn => paths::sign_in(locale),
        Purpose::Link(_) => paths::security(locale),
    };
    lead_to(&format!("{page}?problem={}", trouble.kind.code()))
}

fn for_next(page: &str, next: &str) -> String {
    format!("{page}?next={}", form_urlencoded::byte_serialize(next.as_bytes()).collect::<String>())
}

/// Sends the browser on.
pub(super) fn lead_to(address: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    let address = HeaderValue::from_str(address).unwrap_or(HeaderValue::from_static("/"));
    response.headers_mut().insert(LOCATION, address);
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
