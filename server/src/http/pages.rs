// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Rendering the pages of `app`: whole, without inline script, byte for byte the same for the same content.

use std::sync::Arc;

use app::ssr::{Carried, Here, OwnSessionToken, Pages, Refused, ShownOnce, Site, shell};
use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::Response;
use axum::routing::get;
use axum::{Router, response::IntoResponse};
use futures::StreamExt;
use http::request::Parts;
use http::{StatusCode, Uri};
use leptos::prelude::*;
use leptos::reactive::computed::ScopedFuture;
use leptos_axum::{generate_route_list, handle_response_inner};
use leptos_integration_utils::{BoxedFnOnce, PinnedFuture, PinnedStream};
use portal::Portal;

use super::Served;
use super::session::By;
use super::shell::FailurePage;

/// The addresses of all pages, in both languages.
pub fn routes() -> Router<Served> {
    let mut router = Router::new();
    for listing in page_addresses() {
        router = router.route(&listing, get(render));
    }
    router.route("/api/suggest", get(server_function))
}

/// The addresses that `Pages` knows, each also below `/en`.
pub fn page_addresses() -> Vec<String> {
    let italian = generate_route_list(Pages).into_iter().map(|listing| listing.path().to_owned());
    italian.flat_map(|path| [in_english(&path), path]).collect()
}

fn in_english(path: &str) -> String {
    if path == "/" { "/en".to_owned() } else { format!("/en{path}") }
}

/// An address that is no page's, so that the page of an unknown address is shown.
const UNKNOWN: &str = "/404";

/// Renders the page of an address.
pub async fn render(State(served): State<Served>, by: By, request: Request) -> Response {
    render_with(served, by, request, Extra::Nothing).await
}

/// Renders the page that says that there is nothing at an address.
///
/// The pages' own router is kinder than ours: it would take `/pratiche/` for `/pratiche`.
pub async fn unknown(State(served): State<Served>, by: By, mut request: Request) -> Response {
    let here = here(&by, request.uri());
    *request.uri_mut() = Uri::from_static(UNKNOWN);
    render_here(served, here, request, Extra::Nothing).await
}

/// What a page is given beside its address.
#[derive(Clone)]
enum Extra {
    Nothing,
    Refused(Refused),
    Carried(Carried),
    Once(ShownOnce),
}

/// Renders a page again with a form that was refused.
pub(super) async fn render_refused(served: Served, by: By, request: Request, refused: Refused) -> Response {
    let response = render_with(served, by, request, Extra::Refused(refused)).await;
    with_status(response, StatusCode::UNPROCESSABLE_ENTITY)
}

/// Renders a page again with what was typed, where its form took a step on the way.
pub(super) async fn render_again(served: Served, by: By, request: Request, typed: Refused) -> Response {
    let mut response = render_with(served, by, request, Extra::Refused(typed)).await;
    response.headers_mut().insert(http::header::CACHE_CONTROL, http::HeaderValue::from_static("no-store"));
    response
}

/// Renders the page on which somebody signs in, or shows once more who this is, before a post is taken.
pub(super) async fn render_carrying(served: Served, by: By, request: Request, carried: Carried) -> Response {
    let response = render_with(served, by, request, Extra::Carried(carried)).await;
    with_status(response, StatusCode::UNPROCESSABLE_ENTITY)
}

/// Renders a page with what it shows this once, such as recovery codes.
pub(super) async fn render_once(served: Served, by: By, request: Request, shown: ShownOnce) -> Response {
    let mut response = render_with(served, by, request, Extra::Once(shown)).await;
    response.headers_mut().insert(http::header::CACHE_CONTROL, http::HeaderValue::from_static("no-store"));
    response
}

fn with_status(mut response: Response, status: StatusCode) -> Response {
    if response.status().is_success() {
        *response.status_mut() = status;
    }
    response
}

/// Where a request is, and who asks.
fn here(by: &By, uri: &Uri) -> Here {
    let visitor = Here::of(uri);
    Here { viewer: by.viewer.clone(), signed_in: by.signed_in.clone(), wants_code: by.wants_code, ..visitor }
}

async fn render_with(served: Served, by: By, mut request: Request, extra: Extra) -> Response {
    let here = here(&by, request.uri());
    let session = OwnSessionToken(by.session.clone().unwrap_or_default());
    *request.uri_mut() = in_italian(&here);
    request.extensions_mut().insert(session);
    render_here(served, here, request, extra).await
}

async fn render_here(served: Served, here: Here, request: Request, extra: Extra) -> Response {
    let session = request.extensions().get::<OwnSessionToken>().cloned().unwrap_or_default();
    let reader = super::reader::reader(request.method(), request.headers());
    let context = move || {
        provide_context(reader);
        provide_context(served.portal.clone());
        provide_context(Arc::clone(&served.site));
        provide_context(here.clone());
        provide_context(session.clone());
        match &extra {
            Extra::Nothing => {}
            Extra::Refused(refused) => provide_context(refused.clone()),
            Extra::Carried(carried) => provide_context(carried.clone()),
            Extra::Once(shown) => provide_context(shown.clone()),
        }
    };
    handle_response_inner(context, shell, request, whole).await
}

/// The address without its language, since `Pages` knows the Italian addresses only.
///
/// A path with dots for segments is nobody's: the pages' router would walk up along them.
fn in_italian(here: &Here) -> Uri {
    let dotted = here.path.split('/').any(|segment| matches!(segment, "." | ".."));
    let whole = if here.query.is_empty() { here.path.clone() } else { format!("{}?{}", here.path, here.query) };
    let found = whole.parse::<Uri>().ok().filter(|_| !dotted);
    found.unwrap_or(Uri::from_static(UNKNOWN))
}

/// Collects the page, leaves out leptos's data chunks (inline script), and mends its comment marks.
///
/// Parts of a page that had to wait are written while the stream is polled, which leptos does outside the owner of the
/// request: what such a part puts into the head would be lost, or go into the head of whoever was served on the same
/// thread before. So the whole of the work is bound to the owner that is current here, the request's own.
fn whole<V: IntoView + 'static>(
    page: V,
    _chunks: BoxedFnOnce<PinnedStream<String>>,
    _out_of_order: bool,
) -> PinnedFuture<PinnedStream<String>> {
    Box::pin(ScopedFuture::new_untracked(async move {
        let html = page.to_html_stream_in_order().collect::<String>().await;
        let html = html.replace("<!>", "<!---->");
        Box::pin(futures::stream::once(async move { html })) as PinnedStream<String>
    }))
}

async fn server_function(State(served): State<Served>, request: Request) -> impl IntoResponse {
    let context = move || provide_context(served.portal.clone());
    leptos_axum::handle_server_fns_with_context(context, request).await
}

/// The page for a failure that nobody foresaw, in the language of the address, with the reference of the log.
pub fn failure_page(site: Arc<Site>, portal: Portal) -> FailurePage {
    Arc::new(move |parts: &Parts, reference: &str| {
        let here = Here::of(&parts.uri);
        let html = app::ssr::failure_document(&here, &site, &portal, reference);
        let mut response = Response::new(Body::from(html));
        *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
        let headers = response.headers_mut();
        headers.insert(http::header::CONTENT_TYPE, http::HeaderValue::from_static("text/html; charset=utf-8"));
        headers.insert(http::header::CACHE_CONTROL, http::HeaderValue::from_static("no-store"));
        response
    })
}
