// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Rendering the pages of `app`: whole, without inline script, byte for byte the same for the same content.

use std::sync::Arc;

use app::paths;
use app::ssr::{Here, Pages, Refused, Site, shell};
use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::Response;
use axum::routing::get;
use axum::{Router, response::IntoResponse};
use domain::policy::Viewer;
use futures::StreamExt;
use http::request::Parts;
use http::{StatusCode, Uri};
use leptos::prelude::*;
use leptos_axum::{generate_route_list, handle_response_inner};
use leptos_integration_utils::{BoxedFnOnce, PinnedFuture, PinnedStream};
use portal::Portal;

use super::Served;
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

/// Renders the page of an address; an unknown one gives the page that says so.
pub async fn render(State(served): State<Served>, request: Request) -> Response {
    render_with(served, request, None).await
}

/// Renders a page again with a form that was refused.
pub async fn render_refused(served: Served, request: Request, refused: Refused) -> Response {
    let mut response = render_with(served, request, Some(refused)).await;
    if response.status().is_success() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

async fn render_with(served: Served, request: Request, refused: Option<Refused>) -> Response {
    let (here, request) = in_italian(request);
    let context = move || {
        provide_context(served.portal.clone());
        provide_context(Arc::clone(&served.site));
        provide_context(here.clone());
        if let Some(refused) = &refused {
            provide_context(refused.clone());
        }
    };
    handle_response_inner(context, shell, request, whole).await
}

/// Takes the language off the address, since `App` knows the Italian addresses only.
fn in_italian(request: Request) -> (Here, Request) {
    let (mut parts, body) = request.into_parts();
    let (locale, path) = paths::split(parts.uri.path());
    let query = parts.uri.query().unwrap_or_default().to_owned();
    let here = Here { locale, path: path.to_owned(), query, viewer: Viewer::Visitor };
    let whole = if here.query.is_empty() { here.path.clone() } else { format!("{}?{}", here.path, here.query) };
    if let Ok(uri) = whole.parse::<Uri>() {
        parts.uri = uri;
    }
    (here, Request::from_parts(parts, body))
}

/// Collects the page, leaves out leptos's data chunks (inline script), and mends its comment marks.
fn whole<V: IntoView + 'static>(
    page: V,
    _chunks: BoxedFnOnce<PinnedStream<String>>,
    _out_of_order: bool,
) -> PinnedFuture<PinnedStream<String>> {
    Box::pin(async move {
        let html = page.to_html_stream_in_order().collect::<String>().await;
        let html = html.replace("<!>", "<!---->");
        Box::pin(futures::stream::once(async move { html })) as PinnedStream<String>
    })
}

async fn server_function(State(served): State<Served>, request: Request) -> impl IntoResponse {
    let context = move || provide_context(served.portal.clone());
    leptos_axum::handle_server_fns_with_context(context, request).await
}

/// The page for a failure that nobody foresaw, in the language of the address, with the reference of the log.
pub fn failure_page(site: Arc<Site>, portal: Portal) -> FailurePage {
    Arc::new(move |parts: &Parts, reference: &str| {
        let (locale, path) = paths::split(parts.uri.path());
        let here = Here { locale, path: path.to_owned(), query: String::new(), viewer: Viewer::Visitor };
        let html = app::ssr::failure_document(&here, &site, &portal, reference);
        let mut response = Response::new(Body::from(html));
        *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
        let headers = response.headers_mut();
        headers.insert(http::header::CONTENT_TYPE, http::HeaderValue::from_static("text/html; charset=utf-8"));
        headers.insert(http::header::CACHE_CONTROL, http::HeaderValue::from_static("no-store"));
        response
    })
}
