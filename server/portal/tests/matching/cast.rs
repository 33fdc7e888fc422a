// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A town that seeks, two bodies that offer, and a practice of one of them.

use domain::Locale;
use domain::policy::Viewer;
use portal::matching::{MatchLine, MatchesPage};
use serde_json::{Value, json};

use crate::world::{World, acting, in_office, member, organisation, theme, with};

pub const IT: Locale = Locale::Italian;

const SOUGHT: &str = "Cerchiamo un regolamento per la mensa scolastica, con menu stagionali e fornitori locali.";

pub fn advert(uid: &str, kind: &str, body: &str, title: &str, text: &str) -> Value {
    json!({"type": "advert", "uid": uid, "kind": kind, "title": title, "language": "it", "organisation": body,
        "description": text, "themes": ["mensa"], "transfer_kinds": ["documents"], "published_on": "2026-03-01"})
}

/// The practice that others could take up.
pub fn menu() -> Value {
    json!({"type": "practice", "uid": "menu", "title": "Mensa scolastica con menu stagionali", "language": "it",
        "summary": "Un regolamento che sceglie fornitori locali.", "owner_org": "union", "themes": ["mensa", "nidi"],
        "conditions": [
            {"text": "Una cucina comunale", "category": "organisational", "weight": 3, "blocking": true},
            {"text": "Un regolamento", "category": "legal", "weight": 2, "blocking": false},
            {"text": "Un referente", "category": "organisational", "weight": 1, "blocking": false}]})
}

pub fn need() -> Value {
    with(advert("need", "seek", "town", "Regolamento per la mensa", SOUGHT), json!({"themes": ["mensa", "nidi"]}))
}

/// The town stands in Tuscany with 17,000 inhabitants, the union in Emilia-Romagna with 21,000.
pub async fn settle(world: &World) {
    let offered = "Offriamo il nostro regolamento, con i controlli.";
    world
        .put(&[
            theme("mensa"),
            theme("nidi"),
            with(organisation("town", "Comune di Prova"), json!({"population": 17_000})),
            with(organisation("union", "Unione dei Colli"), json!({"region": "08", "population": 21_000})),
            organisation("province", "Provincia di Altrove"),
        ])
        .await;
    world
        .put(&[
            menu(),
            need(),
            advert("gift", "offer", "union", "Regolamento della mensa", offered),
            advert("bikes", "offer", "province", "Piste ciclabili", "Progettiamo percorsi sicuri per biciclette."),
            advert("own", "offer", "town", "Regolamento della mensa", offered),
            advert("rival", "seek", "province", "Regolamento della mensa", SOUGHT),
        ])
        .await;
    world
        .put_members(&[
            acting("tea", "town", "contributor"),
            acting("edo", "town", "editor"),
            acting("uma", "union", "editor"),
            acting("pia", "province", "editor"),
            in_office("mode", "moderator"),
            in_office("admin", "administrator"),
            member("zoe"),
        ])
        .await;
}

pub async fn matches(world: &World, viewer: &Viewer, uid: &str) -> MatchesPage {
    world.portal.matches_of_advert(viewer, IT, uid, 1).await.unwrap()
}

/// What was matched, the best first: `practice menu`, `advert gift`.
pub fn keys(page: &MatchesPage) -> Vec<String> {
    let key = |line: &MatchLine| {
        let (kind, uid) = line.matched.key();
        format!("{kind} {uid}")
    };
    page.matches.iter().map(key).collect()
}

pub fn line<'p>(page: &'p MatchesPage, uid: &str) -> &'p MatchLine {
    page.matches.iter().find(|line| line.matched.key().1 == uid).unwrap()
}
