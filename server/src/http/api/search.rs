// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! `GET /api/v1/search`: the same search as the page's.

use app::paths;
use axum::Json;
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Response};
use domain::{Kind, Language, Locale, places};
use http::StatusCode;
use portal::WithFacets;
use portal::cards::{DocumentOf, Found, FoundRecord};
use portal::values::SearchRequest;
use serde::Serialize;

use super::asking::Asking;
use super::problem;
use crate::http::Served;

/// The most results of one answer.
const LIMIT_MAX: usize = 100;
/// How far paging leads.
const REACH: usize = 1_000;
/// The longest text, in characters.
const TEXT_MAX: usize = 256;

/// What was found.
#[derive(Serialize)]
struct Answer {
    total: usize,
    correction: Option<String>,
    hits: Vec<Hit>,
}

/// One record.
#[derive(Serialize)]
struct Hit {
    kind: Kind,
    uid: String,
    title: String,
    url: String,
    excerpt: String,
    score: f32,
    /// Where the file of a document is; `url` is that of what it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
}

/// Searches what a visitor may see, or the token's member.
pub async fn search(State(served): State<Served>, Asking(viewer): Asking, RawQuery(query): RawQuery) -> Response {
    let (locale, request) = match read(query.as_deref().unwrap_or_default()) {
        Ok(read) => read,
        Err(detail) => return problem::problem(StatusCode::BAD_REQUEST, &detail),
    };
    if let Some(unknown) = request.themes.iter().find(|slug| !served.portal.has_theme(slug)) {
        return problem::problem(StatusCode::BAD_REQUEST, &format!("theme: {unknown:?} is not known"));
    }
    match served.portal.search(&viewer, locale, request, WithFacets::No).await {
        Ok(page) => {
            let hits = page.found.into_iter().map(|found| hit(locale, found)).collect();
            Json(Answer { total: page.total, correction: page.correction, hits }).into_response()
        }
        Err(error) => problem::of(&error),
    }
}

fn hit(locale: Locale, found: Found) -> Hit {
    let excerpt: String = found.excerpt.iter().map(|run| run.text.as_str()).collect();
    let kind = found.record.kind();
    let mut file = None;
    let (uid, title, url) = match found.record {
        FoundRecord::Practice(card) => (card.uid, card.title.text, paths::practice(locale, &card.slug)),
        FoundRecord::Twinning(card) => (card.uid, card.title.text, paths::twinning(locale, &card.slug)),
        FoundRecord::Advert(card) => (card.uid.clone(), card.title.text, paths::advert(locale, &card.uid)),
        FoundRecord::Organisation(card) => (card.uid, card.name, paths::organisation(locale, &card.slug)),
        FoundRecord::Document(card) => {
            file = Some(paths::document_file(&card.uid, &card.file_name));
            let of = match &card.of {
                DocumentOf::Practice(practice) => paths::practice(locale, &practice.slug),
                DocumentOf::Twinning(slug, _) => paths::twinning(locale, slug),
                DocumentOf::Post(thread, position, _) => paths::post(locale, thread, *position),
            };
            (card.uid, card.title, of)
        }
        FoundRecord::Thread(line) => (line.uid, line.title.text, paths::thread(locale, &line.address)),
        FoundRecord::Post(post) => {
            (post.uid, post.thread.title.text, paths::post(locale, &post.thread.address, post.position))
        }
        FoundRecord::Help(card) => (card.slug.clone(), card.title, paths::help_page(locale, &card.slug)),
    };
    Hit { kind, uid, title, url, excerpt, score: found.score, file }
}

/// Reads the parameters; the first that is wrong is told.
fn read(query: &str) -> Result<(Locale, SearchRequest), String> {
    let mut request = SearchRequest { limit: 10, ..SearchRequest::default() };
    let locale = Locale::Italian;
    let mut given = false;
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        match name.as_ref() {
            "q" => {
                given = true;
                request.text = value.into_owned();
            }
            "kind" => request.kinds.push(known("kind", &value, |code| Kind::from_code(code).is_some())?),
            "lang" => request.languages.push(known("lang", &value, |code| Language::from_code(code).is_some())?),
            "region" => request.regions.push(known("region", &value, |code| places::region(code).is_some())?),
            "theme" => request.themes.push(known("theme", &value, |code| domain::Slug::parse(code).is_some())?),
            "limit" => request.limit = number("limit", &value, 1, LIMIT_MAX)?,
            "offset" => request.offset = number("offset", &value, 0, REACH)?,
            other => return Err(format!("{other}: no such parameter")),
        }
    }
    if !given {
        return Err("q: is missing".to_owned());
    }
    if request.text.chars().count() > TEXT_MAX {
        return Err(format!("q: is longer than {TEXT_MAX} characters"));
    }
    if request.offset + request.limit > REACH {
        return Err(format!("offset: offset and limit together reach at most {REACH}"));
    }
    Ok((locale, request))
}

fn known(name: &str, value: &str, is_known: impl Fn(&str) -> bool) -> Result<String, String> {
    if is_known(value) { Ok(value.to_owned()) } else { Err(format!("{name}: {value:?} is not known")) }
}

fn number(name: &str, value: &str, least: usize, most: usize) -> Result<usize, String> {
    let found = value.parse::<usize>().ok().filter(|number| (least..=most).contains(number));
    found.ok_or_else(|| format!("{name}: a number from {least} to {most} is wanted"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_with_a_parameter_is_said() {
        for (query, wrong) in [
            ("", "q: is missing"),
            ("q=a&kind=vegetable", "kind: \"vegetable\" is not known"),
            ("q=a&limit=0", "limit: a number from 1 to 100 is wanted"),
            ("q=a&limit=101", "limit: a number from 1 to 100 is wanted"),
            ("q=a&limit=x", "limit: a number from 1 to 100 is wanted"),
            ("q=a&offset=950&limit=100", "offset: offset and limit together reach at most 1000"),
            ("q=a&region=99", "region: \"99\" is not known"),
            ("q=a&colour=green", "colour: no such parameter"),
        ] {
            assert_eq!(read(query).err().as_deref(), Some(wrong), "{query}");
        }
        assert!(read(&format!("q={}", "a".repeat(257))).is_err());
    }

    #[test]
    fn the_named_parameters_are_read() {
        let (_, request) =
            read("q=asili+nido&kind=practice&lang=it&theme=appalti&region=09&limit=5&offset=20").unwrap();
        assert_eq!(request.text, "asili nido");
        assert_eq!((request.limit, request.offset), (5, 20));
        assert_eq!(request.regions, ["09"]);
    }
}
