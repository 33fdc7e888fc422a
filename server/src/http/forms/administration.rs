// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What administrators do: accounts, requests for organisations, merging, invitations, mails.

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::post;
use portal::people::{InvitationForm, OrganisationDecision};

use super::members::decide_membership;
use super::{Posted, both};
use crate::http::Served;

pub(super) fn routes(router: Router<Served>) -> Router<Served> {
    let router = both(router, "/amministrazione/iscritti/{uid}", || post(account));
    let router = both(router, "/amministrazione/enti", || post(organisations));
    let router = both(router, "/amministrazione/inviti", || post(invite));
    both(router, "/amministrazione/posta/{id}", || post(send_again))
}

async fn account(Path(uid): Path<String>, post: Posted) -> Response {
    let (portal, viewer) = (&post.served.portal, &post.by.viewer);
    let (outcome, done) = match post.value("action").as_str() {
        "admit" => (portal.admit(viewer, &uid).await, "admit"),
        "suspend" => (portal.suspend(viewer, &uid, &post.value("reason")).await, "suspend"),
        "reinstate" => (portal.reinstate(viewer, &uid).await, "reinstate"),
        "roles" => (portal.grant_roles(viewer, &uid, &post.values("roles")).await, "roles"),
        "link" => (portal.send_link_again(viewer, &uid).await, "link"),
        _ => (Err(portal::Error::NotFound.into()), ""),
    };
    post.answer(outcome, done).await
}

async fn organisations(post: Posted) -> Response {
    match post.value("action").as_str() {
        decision @ ("accept" | "same" | "refuse") => {
            let decision = decision.to_owned();
            decide(post, decision).await
        }
        "decide" => confirm(post).await,
        "merge" => merge(post).await,
        _ => post.refuse(portal::Error::NotFound.into()).await,
    }
}

/// A request for an organisation that is not in the list.
async fn decide(post: Posted, decision: String) -> Response {
    let done = match decision.as_str() {
        "accept" => "accept",
        "same" => "same",
        _ => "refuse",
    };
    let form = OrganisationDecision {
        id: post.value("id"),
        decision,
        same_as: post.value("same_as"),
        name: post.value("name"),
        kind: post.value("kind"),
        region: post.value("region"),
        reason: post.value("reason"),
    };
    let outcome = post.served.portal.decide_organisation(&post.by.viewer, form).await;
    post.answer(outcome.map(|_slug| ()), done).await
}

/// The first representative of an organisation.
async fn confirm(post: Posted) -> Response {
    let outcome = decide_membership(&post).await;
    let done = if post.value("decision") == "admit" { "confirmed" } else { "declined" };
    post.answer(outcome, done).await
}

async fn merge(post: Posted) -> Response {
    let (from, into) = (post.value("from"), post.value("into"));
    let outcome = post.served.portal.merge_organisations(&post.by.viewer, &from, &into).await;
    post.answer(outcome.map(|_slug| ()), "merge").await
}

async fn invite(post: Posted) -> Response {
    let form = InvitationForm {
        organisation_uid: String::new(),
        email: post.value("email"),
        role: String::new(),
        portal_role: post.value("portal_role"),
    };
    let outcome = post.served.portal.invite_colleague(&post.by.viewer, form, post.visit()).await;
    post.answer(outcome, "invited").await
}

async fn send_again(Path(id): Path<String>, post: Posted) -> Response {
    let outcome = post.served.portal.send_again(&post.by.viewer, &id).await;
    post.answer(outcome, "again").await
}
