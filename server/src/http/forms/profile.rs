// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The forms of the own profile. A page that has several says which by the field `action`.

mod photo;
mod security;

use app::paths;
use axum::Router;
use axum::response::Response;
use axum::routing::post;
use domain::member::MembershipState;
use portal::form::FormError;
use portal::people::{JoinForm, OrganisationRequestForm, ProfileForm, VisibilityForm};

use super::{Posted, both};
use crate::http::Served;

pub(super) fn routes(router: Router<Served>) -> Router<Served> {
    let router = both(router, "/profilo", || post(details));
    let router = photo::routes(router);
    let router = both(router, "/profilo/visibilita", || post(visibility));
    let router = both(router, "/profilo/enti", || post(memberships));
    let router = both(router, "/profilo/accesso", || post(security::security));
    both(router, "/profilo/dati", || post(close))
}

/// A post that names no form of its page, such as one of an older version of it: the page again.
fn no_such_form() -> FormError {
    FormError::Portal(portal::Error::NotFound)
}

async fn details(post: Posted) -> Response {
    let portal = &post.served.portal;
    let (outcome, done) = match post.value("action").as_str() {
        "profile" => (portal.save_profile(&post.by.viewer, profile_form(&post)).await, "saved"),
        "remove_photo" => (portal.remove_photo(&post.by.viewer).await, "photo_removed"),
        _ => (Err(no_such_form()), ""),
    };
    post.answer(outcome, done).await
}

fn profile_form(post: &Posted) -> ProfileForm {
    ProfileForm {
        version: post.value("version"),
        first_name: post.value("first_name"),
        last_name: post.value("last_name"),
        job_title: post.value("job_title"),
        member_type: post.value("member_type"),
        region: post.value("region"),
        bio: post.value("bio"),
        skills: post.value("skills"),
        themes: post.values("themes"),
        languages: post.values("languages"),
        link_labels: post.values("link_labels"),
        link_urls: post.values("link_urls"),
        locale: post.value("locale"),
    }
}

async fn visibility(post: Posted) -> Response {
    let form = VisibilityForm {
        profile: post.value("profile"),
        email: post.value("email"),
        last_sign_in: post.value("last_sign_in"),
    };
    let outcome = post.served.portal.save_visibility(&post.by.viewer, form).await;
    post.answer(outcome, "saved").await
}

async fn memberships(post: Posted) -> Response {
    let (portal, viewer) = (&post.served.portal, &post.by.viewer);
    let organisation = post.value("organisation_uid");
    let (outcome, done) = match post.value("action").as_str() {
        "join" => match join(&post).await {
            Ok(MembershipState::Active) => (Ok(()), "joined"),
            Ok(MembershipState::Requested) => (Ok(()), "requested"),
            Err(error) => (Err(error), ""),
        },
        "leave" => (portal.leave(viewer, &organisation).await, "left"),
        "show_first" => (portal.show_first(viewer, &organisation).await, "first"),
        "request" => (portal.request_organisation(viewer, request_form(&post)).await, "organisation_requested"),
        _ => (Err(no_such_form()), ""),
    };
    post.answer(outcome, done).await
}

async fn join(post: &Posted) -> Result<MembershipState, FormError> {
    let form = JoinForm {
        organisation: post.value("organisation"),
        organisation_uid: post.value("organisation_uid"),
        role: post.value("role"),
        note: post.value("note"),
    };
    post.served.portal.join(&post.by.viewer, form, post.visit()).await
}

/// The site stands in a field of another name, since programs fill in one that is called `website`.
fn request_form(post: &Posted) -> OrganisationRequestForm {
    OrganisationRequestForm {
        name: post.value("name"),
        kind: post.value("kind"),
        website: post.value("site"),
        note: post.value("note"),
    }
}

/// Closes the account. The page that follows is a visitor's.
async fn close(post: Posted) -> Response {
    let (confirmation, current) = (post.value("confirmation"), post.value("current"));
    let outcome = post.served.portal.close_account(&post.by.viewer, &confirmation, &current, post.visit()).await;
    match outcome {
        Ok(()) => post.signed_out(&format!("{}?done=account_closed", paths::sign_in(post.locale))),
        Err(error) => post.refuse(error).await,
    }
}
