// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Single records as JSON, as export writes them, with their address.

use app::paths;
use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use domain::Locale;
use domain::record::Record;
use portal::values::PracticePage;
use serde_json::{Value, json};

use super::asking::Asking;
use super::problem;
use crate::http::Served;

/// `GET /api/v1/practices/{uid}`
pub(super) async fn practice(
    State(served): State<Served>,
    Asking(viewer): Asking,
    Path(uid): Path<String>,
) -> Response {
    let page = match served.portal.practice_by_uid(&viewer, Locale::Italian, &uid).await {
        Ok(page) => page,
        Err(error) => return problem::of(&error),
    };
    let path = if page.practice.stage.is_unpublished() {
        paths::practice_desk(Locale::Italian, page.practice.uid.as_str())
    } else {
        paths::practice(Locale::Italian, &page.slug)
    };
    let address = format!("{}{path}", served.site.base_url);
    Json(practice_record(page, address)).into_response()
}

/// A practice as export writes it, with its address, its phase and its adoptions.
pub(in crate::http) fn practice_record(page: PracticePage, address: String) -> Value {
    let mut record = written(&Record::Practice(Box::new(page.practice)));
    let adoptions = page.adoptions.iter().map(|adoption| {
        json!({
            "uid": adoption.uid,
            "adopter": adoption.adopter,
            "region": adoption.region.map(|region| region.code),
            "state": adoption.state,
            "year": adoption.year,
            "confirmed": adoption.confirmed,
        })
    });
    // Who gave an opinion is told on the page, to those who see that member's profile.
    for opinion in record.get_mut("opinions").and_then(Value::as_array_mut).into_iter().flatten() {
        if let Some(fields) = opinion.as_object_mut() {
            fields.remove("by");
        }
    }
    record["url"] = Value::from(address);
    record["phase"] = json!(page.phase);
    record["adoptions"] = adoptions.collect();
    record
}

/// `GET /api/v1/twinnings/{uid}`
pub(super) async fn twinning(
    State(served): State<Served>,
    Asking(viewer): Asking,
    Path(uid): Path<String>,
) -> Response {
    let page = match served.portal.twinning_by_uid(&viewer, Locale::Italian, &uid).await {
        Ok(page) => page,
        Err(error) => return problem::of(&error),
    };
    let mut record = written(&Record::Twinning(Box::new(page.twinning)));
    record["url"] = address(&served, &paths::twinning(Locale::Italian, &page.slug));
    Json(record).into_response()
}

/// `GET /api/v1/organisations/{uid}`
pub(super) async fn organisation(State(served): State<Served>, Path(uid): Path<String>) -> Response {
    let (organisation, slug) = match served.portal.organisation_by_uid(&uid).await {
        Ok(found) => found,
        Err(error) => return problem::of(&error),
    };
    let mut record = written(&Record::Organisation(Box::new(organisation)));
    // Domains of e-mail addresses serve to recognise members and are nobody else's business.
    if let Some(fields) = record.as_object_mut() {
        fields.remove("email_domains");
    }
    record["url"] = address(&served, &paths::organisation(Locale::Italian, &slug));
    Json(record).into_response()
}

/// `GET /api/v1/adverts/{uid}`
pub(super) async fn advert(State(served): State<Served>, Asking(viewer): Asking, Path(uid): Path<String>) -> Response {
    let advert = match served.portal.advert_by_uid(&viewer, &uid).await {
        Ok(advert) => advert,
        Err(error) => return problem::of(&error),
    };
    let url = address(&served, &paths::advert(Locale::Italian, advert.uid.as_str()));
    let mut record = written(&Record::Advert(Box::new(advert)));
    record["url"] = url;
    Json(record).into_response()
}

fn written(record: &Record) -> Value {
    serde_json::to_value(record).expect("records have string keys and finite numbers only")
}

fn address(served: &Served, path: &str) -> Value {
    json!(format!("{}{path}", served.site.base_url))
}
