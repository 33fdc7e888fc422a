// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Three communities, one of each way in, and who has to do with them.

use domain::Locale;
use domain::community::{BelongingState, CommunityRole};
use domain::policy::Viewer;
use portal::communities::{CommunitiesRequest, CommunityDecision};
use portal::form::{FormError, Typed};
use serde_json::{Value, json};

use crate::world::{World, acting, in_office, member, organisation, theme, with};

pub const IT: Locale = Locale::Italian;

pub fn community(uid: &str, access: &str, audience: &str) -> Value {
    json!({"type": "community", "uid": uid, "name": format!("Comunità {uid}"), "acronym": uid, "language": "it",
        "summary": "Un gruppo che si occupa di appalti.", "themes": ["appalti"], "access": access, "audience": audience})
}

pub fn belonging(community: &str, member: &str, role: &str, state: &str) -> Value {
    json!({"type": "belonging", "uid": format!("{community}.{member}"), "community": community, "member": member,
        "role": role, "state": state, "since": 1})
}

/// Olga owns all three, Fabio helps her, Mara belongs to them; Zoe and Ugo are strangers, Edo writes practices.
pub async fn settle(world: &World) {
    world.put(&[organisation("town", "Comune di Prova"), theme("appalti")]).await;
    world
        .put_members(&[
            member("olga"),
            member("fabio"),
            member("mara"),
            member("zoe"),
            with(member("ugo"), json!({"shown": {"profile": "nobody", "email": "nobody", "last_sign_in": "nobody"}})),
            acting("edo", "town", "editor"),
            in_office("mode", "moderator"),
        ])
        .await;
    let mut records = Vec::new();
    for (uid, access, audience) in
        [("sua", "open", "public"), ("sape", "on_approval", "members"), ("sit", "private", "community")]
    {
        records.push(community(uid, access, audience));
        records.push(belonging(uid, "olga", "owner", "active"));
        records.push(belonging(uid, "fabio", "facilitator", "active"));
        records.push(belonging(uid, "mara", "member", "active"));
    }
    world.put(&records).await;
}

pub fn typed(pairs: &[(&str, &str)]) -> Typed {
    Typed(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
}

/// The addresses that a list shows.
pub async fn listed(world: &World, viewer: &Viewer) -> Vec<String> {
    let page = world.portal.communities(viewer, IT, CommunitiesRequest::default()).await.unwrap();
    assert_eq!(page.total, page.cards.len() as u64);
    page.cards.into_iter().map(|card| card.slug).collect()
}

pub async fn decide(world: &World, by: &str, slug: &str, member: &str, decision: &str) -> Result<(), FormError> {
    let viewer = world.by(by).await;
    let form = CommunityDecision { member: member.to_owned(), decision: decision.to_owned() };
    world.portal.decide_in_community(&viewer, slug, form).await
}

/// What somebody is in a community, and where that stands.
pub async fn own(world: &World, member: &str, slug: &str) -> Option<(CommunityRole, BelongingState)> {
    let viewer = world.by(member).await;
    world.portal.community(&viewer, IT, slug).await.unwrap().card.own
}
