// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Notices: that they were read, how the member wants to be told, and what is watched, followed or muted.

use app::paths;
use axum::Router;
use axum::response::Response;
use axum::routing::post;
use domain::SafePath;
use domain::notice::{Level, NoticeKind};
use http::Uri;
use portal::Error;
use portal::form::FormError;
use portal::notices::{PreferencesForm, ReadForm, Watched};

use super::posted::see_other;
use super::{Posted, both};
use crate::http::Served;

pub(super) fn routes(router: Router<Served>) -> Router<Served> {
    let router = both(router, "/notifiche", || post(read));
    let router = both(router, "/notifiche/seguiti", || post(watch).get(to_notices));
    both(router, "/profilo/notifiche", || post(choose))
}

async fn read(post: Posted) -> Response {
    let form = ReadForm {
        action: post.value("action"),
        notice: post.value("notice"),
        about: post.value("about"),
        until: post.value("until"),
    };
    let done = match form.action.as_str() {
        "one" => "one",
        "thing" => "thing",
        _ => "all",
    };
    let outcome = post.served.portal.read_notices(&post.by.viewer, form).await;
    post.answer(outcome, done).await
}

/// How often mails come for each kind stands in a field of its own: `mail_` and the code of the kind.
async fn choose(post: Posted) -> Response {
    let of_kind = |kind: &NoticeKind| (*kind, post.value(&format!("mail_{}", kind.code())));
    let form = PreferencesForm {
        rhythm: post.value("rhythm"),
        kinds: NoticeKind::ALL.iter().map(of_kind).collect(),
        shown: post.values("shown"),
    };
    let outcome = post.served.portal.choose_notices(&post.by.viewer, form).await;
    post.answer(outcome, "saved").await
}

/// Whoever comes here by reloading or by changing the language is led to the notices.
async fn to_notices(uri: Uri) -> Response {
    let (locale, _) = paths::split(uri.path());
    see_other(&paths::notices(locale))
}

/// Chooses a level, or takes it back, and leads back to the page of the thing; where that is not possible, that says why.
async fn watch(post: Posted) -> Response {
    let back = SafePath::parse(&post.value("back")).map(|path| path.as_str().to_owned());
    let back = back.unwrap_or_else(|| paths::notices(post.locale));
    let level = post.value("level");
    let chosen = Level::from_code(&level);
    let (Some(about), true) = (Watched::parse(&post.value("about")), level.is_empty() || chosen.is_some()) else {
        return post.done(&back);
    };
    match post.served.portal.set_level(&post.by.viewer, &about, chosen).await {
        Ok(()) | Err(FormError::Portal(Error::NotFound | Error::NotAllowed)) => post.done(&back),
        Err(error) => post.refuse(error).await,
    }
}
