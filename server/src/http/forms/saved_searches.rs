// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Saved searches: saving, changing and deleting one, and ending its alert, or mails of notices, by the link of a mail.

use app::paths;
use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use http::header::CACHE_CONTROL;
use http::{StatusCode, Uri};
use portal::form::FormError;
use portal::notices::Stops;
use portal::saved_searches::SaveForm;
use portal::{Error, Portal};

use super::posted::see_other;
use super::{Posted, both};
use crate::http::{Served, shell};

/// What programs that show mails send, in whatever form (RFC 8058, 3.1).
const ONE_CLICK: &[u8] = b"List-Unsubscribe";

pub(super) fn routes(router: Router<Served>) -> Router<Served> {
    let router = both(router, "/scrivania/ricerche/nuova", || post(save));
    let router = both(router, "/scrivania/ricerche/{uid}", || post(act));
    both(router, "/avvisi/{token}", || post(stop))
}

async fn save(post: Posted) -> Response {
    let form = SaveForm {
        kind: post.value("kind"),
        query: post.value("query"),
        name: post.value("name"),
        frequency: post.value("frequency"),
    };
    match post.served.portal.save_search(&post.by.viewer, form).await {
        Ok(_) => post.done(&format!("{}?done=saved", paths::saved::all(post.locale))),
        Err(error) => post.refuse(error).await,
    }
}

/// The forms on the page of a saved search.
async fn act(Path(uid): Path<String>, post: Posted) -> Response {
    let (portal, viewer) = (&post.served.portal, &post.by.viewer);
    let (outcome, done) = match post.value("action").as_str() {
        "change" => {
            let (name, frequency) = (post.value("name"), post.value("frequency"));
            (portal.change_search(viewer, &uid, name, &frequency).await, "changed")
        }
        "delete" => (portal.delete_search(viewer, &uid).await, "deleted"),
        _ => (Err(Error::NotFound.into()), ""),
    };
    match outcome {
        Ok(()) => post.done(&format!("{}?done={done}", paths::saved::all(post.locale))),
        Err(error) => post.refuse(error).await,
    }
}

/// Ends what the link of a mail says: a person is led back to its page, which says so, a program is told. Networks are
/// not counted here: the programs of many people ask from one.
async fn stop(State(served): State<Served>, Path(token): Path<String>, uri: Uri, body: Bytes) -> Response {
    let by_program = body.windows(ONE_CLICK.len()).any(|part| part == ONE_CLICK);
    match ended(&served.portal, &token, &body).await {
        Ok(()) if by_program => (StatusCode::OK, [(CACHE_CONTROL, "no-store")]).into_response(),
        Err(FormError::Fields(_)) if by_program => StatusCode::NOT_FOUND.into_response(),
        Ok(()) | Err(FormError::Fields(_)) => see_other(uri.path()),
        Err(FormError::Portal(error)) => {
            tracing::error!(%error, "mails could not be ended");
            shell::refuse(uri.path(), StatusCode::SERVICE_UNAVAILABLE, None)
        }
    }
}

/// Ends an alert, or else mails of notices: what the link says, or all of them where the form asks for that.
async fn ended(portal: &Portal, token: &str, body: &[u8]) -> Result<(), FormError> {
    match portal.stop_alert(token).await {
        Err(FormError::Fields(_)) => {}
        done => return done,
    }
    let all = form_urlencoded::parse(body).any(|(name, value)| name == "all" && value == "1");
    portal.stop_notices(token, if all { Stops::All } else { Stops::This }).await
}
