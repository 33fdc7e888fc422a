// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Practices as files to keep: one as Markdown or JSON, several side by side as CSV, what a list left out, the
//! agreements that end soon. Who asks gets what they may read.

use app::paths;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::Locale;
use domain::policy::Viewer;
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, LOCATION, VARY};
use http::{StatusCode, Uri};
use portal::Error;
use portal::values::{PracticeAt, PracticePage};

use super::photos::{failed, file, set};
use super::session::By;
use super::{Served, api};

/// The addresses of this room.
pub fn routes() -> Router<Served> {
    Router::new()
        .route("/confronta.csv", get(comparison))
        .route("/en/confronta.csv", get(comparison))
        .route("/scrivania/elenco/{list}/escluse.csv", get(left_out))
        .route("/en/scrivania/elenco/{list}/escluse.csv", get(left_out))
        .route("/gemellaggi/{slug}/piano.ics", get(calendar))
        .route("/en/gemellaggi/{slug}/piano.ics", get(calendar))
        .route("/scrivania/convenzioni.csv", get(agreements))
        .route("/en/scrivania/convenzioni.csv", get(agreements))
        .route("/pratiche/{slug}/scarica.md", get(markdown))
        .route("/en/pratiche/{slug}/scarica.md", get(markdown))
        .route("/pratiche/{slug}/scarica.json", get(record))
        .route("/en/pratiche/{slug}/scarica.json", get(record))
}

/// The practices of the address side by side. Those that the viewer does not find are left out.
async fn comparison(State(served): State<Served>, by: By, uri: Uri) -> Response {
    let (locale, _) = paths::split(uri.path());
    let slugs = app::ssr::asked_slugs(uri.query().unwrap_or_default());
    let practices = match served.portal.compare(&by.viewer, locale, &slugs).await {
        Ok(compared) if compared.practices.is_empty() => return failed(&uri, &Error::NotFound),
        Ok(compared) => compared.practices,
        Err(error) => return failed(&uri, &error),
    };
    let table = app::ssr::comparison_csv(locale, &served.site.base_url, &practices);
    attached(&by, "text/csv; charset=utf-8", "confronto.csv", table)
}

/// The rows of the viewer's own list that became no draft.
async fn left_out(State(served): State<Served>, by: By, Path(list): Path<String>, uri: Uri) -> Response {
    let (locale, _) = paths::split(uri.path());
    match served.portal.left_out_of_list(&by.viewer, &list).await {
        Ok(table) => attached(&by, "text/csv; charset=utf-8", "escluse.csv", app::ssr::left_out_csv(locale, &table)),
        Err(error) => failed(&uri, &error),
    }
}

/// The plan and the events of a twinning, for calendars.
async fn calendar(State(served): State<Served>, by: By, Path(slug): Path<String>, uri: Uri) -> Response {
    let (locale, _) = paths::split(uri.path());
    match served.portal.twinning_calendar_file(&by.viewer, &slug).await {
        Ok(file) => {
            let text = app::ssr::plan_calendar(locale, &served.site.base_url, &file);
            attached(&by, "text/calendar; charset=utf-8", "piano.ics", text)
        }
        Err(error) => failed(&uri, &error),
    }
}

/// The agreements that end soon and that the viewer sees to.
async fn agreements(State(served): State<Served>, by: By, uri: Uri) -> Response {
    let (locale, _) = paths::split(uri.path());
    let lines = match served.portal.own_agreements(&by.viewer).await {
        Ok(lines) => lines,
        Err(error) => return failed(&uri, &error),
    };
    let table = app::ssr::agreements_csv(locale, &served.site.base_url, &lines);
    attached(&by, "text/csv; charset=utf-8", "convenzioni.csv", table)
}

/// The practice as a sheet of Markdown.
async fn markdown(State(served): State<Served>, by: By, Path(slug): Path<String>, uri: Uri) -> Response {
    let (locale, _) = paths::split(uri.path());
    let page = match practice(&served, &by, &uri, &slug, paths::practice_markdown).await {
        Ok(page) => page,
        Err(answer) => return answer,
    };
    let sheet = app::ssr::practice_sheet(locale, &served.site.base_url, &page);
    attached(&by, "text/markdown; charset=utf-8", &format!("{}.md", page.slug), sheet)
}

/// The practice as export writes it, with its address.
async fn record(State(served): State<Served>, by: By, Path(slug): Path<String>, uri: Uri) -> Response {
    let (locale, _) = paths::split(uri.path());
    let page = match practice(&served, &by, &uri, &slug, paths::practice_file).await {
        Ok(page) => page,
        Err(answer) => return answer,
    };
    let name = format!("{}.json", page.slug);
    let address = format!("{}{}", served.site.base_url, paths::practice(locale, &page.slug));
    attached(&by, "application/json", &name, api::practice_record(page, address).to_string())
}

/// The practice of an address, else the answer: an old address leads to the same file at the present one.
async fn practice(
    served: &Served,
    by: &By,
    uri: &Uri,
    slug: &str,
    file_of: fn(Locale, &str) -> String,
) -> Result<PracticePage, Response> {
    let (locale, _) = paths::split(uri.path());
    match served.portal.practice(&by.viewer, locale, slug).await {
        Ok(PracticeAt::Here(page)) => Ok(*page),
        Ok(PracticeAt::Moved(present)) => {
            let mut answer = StatusCode::MOVED_PERMANENTLY.into_response();
            set(&mut answer, LOCATION, &file_of(locale, &present));
            Err(answer)
        }
        Err(error) => Err(failed(uri, &error)),
    }
}

/// A file to keep. What a member may read is in no cache.
fn attached(by: &By, kind: &str, name: &str, text: String) -> Response {
    let mut response = file(kind, text.into_bytes());
    set(&mut response, CONTENT_DISPOSITION, &format!("attachment; filename=\"{name}\""));
    let kept = match by.viewer {
        Viewer::Visitor => "no-cache",
        _ => "private, no-store",
    };
    set(&mut response, CACHE_CONTROL, kept);
    if kind != "application/json" {
        // The layer of whole pages says it for JSON.
        set(&mut response, VARY, "cookie");
    }
    response
}
