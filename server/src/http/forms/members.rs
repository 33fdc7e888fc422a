// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The people of an organisation: asking to act for it, deciding on others, inviting a colleague.

use axum::Router;
use axum::response::Response;
use axum::routing::post;
use domain::member::MembershipState;
use portal::form::FormError;
use portal::people::{DecisionForm, InvitationForm, JoinForm};

use super::{Posted, both};
use crate::http::Served;

pub(super) fn routes(router: Router<Served>) -> Router<Served> {
    both(router, "/enti/{slug}/persone", || post(people))
}

async fn people(post: Posted) -> Response {
    match post.value("action").as_str() {
        "join" => join(post).await,
        "decide" => decide(post).await,
        "invite" => invite(post).await,
        _ => post.refuse(portal::Error::NotFound.into()).await,
    }
}

async fn join(post: Posted) -> Response {
    let form = JoinForm {
        organisation: String::new(),
        organisation_uid: post.value("organisation_uid"),
        role: post.value("role"),
        note: post.value("note"),
    };
    match post.served.portal.join(&post.by.viewer, form, post.visit()).await {
        Ok(MembershipState::Requested) => post.done_here("requested"),
        Ok(MembershipState::Active) => post.done_here("joined"),
        Err(error) => post.refuse(error).await,
    }
}

async fn decide(post: Posted) -> Response {
    let outcome = decide_membership(&post).await;
    let done = post.value("decision");
    post.answer(outcome, known(&done)).await
}

/// Decides on a membership as the form says.
pub(super) async fn decide_membership(post: &Posted) -> Result<(), FormError> {
    let form = DecisionForm {
        organisation_uid: post.value("organisation_uid"),
        member: post.value("member"),
        decision: post.value("decision"),
        role: post.value("role"),
    };
    post.served.portal.decide_membership(&post.by.viewer, form).await
}

/// The word for what was done; nothing that was typed goes into the address.
fn known(decision: &str) -> &'static str {
    match decision {
        "admit" => "admit",
        "refuse" => "refuse",
        "remove" => "remove",
        _ => "change",
    }
}

async fn invite(post: Posted) -> Response {
    let form = InvitationForm {
        organisation_uid: post.value("organisation_uid"),
        email: post.value("email"),
        role: post.value("role"),
        portal_role: String::new(),
    };
    // An empty organisation would invite to the portal, which is done on the administrators' own page.
    if form.organisation_uid.is_empty() {
        return post.refuse(portal::Error::NotFound.into()).await;
    }
    let outcome = post.served.portal.invite_colleague(&post.by.viewer, form, post.visit()).await;
    post.answer(outcome, "invited").await
}
