// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Who seeks, who answers, and the shortest advert that can be published.

use domain::Locale;
use domain::advert::AdvertKind;
use domain::policy::Viewer;
use portal::adverts::{AdvertsRequest, Wish};
use portal::contacts::MessageForm;
use portal::form::{FormError, Typed};
use serde_json::json;

use crate::world::{World, acting, in_office, member, organisation, theme, with};

pub const IT: Locale = Locale::Italian;

/// A town with a contributor and an editor, a union with both, a province, a moderator, a stranger, and a practice of
/// the town.
pub async fn settle(world: &World) {
    world
        .put(&[
            organisation("town", "Comune di Prova"),
            with(organisation("union", "Unione dei Colli"), json!({"region": "08"})),
            organisation("province", "Provincia di Altrove"),
            theme("mensa"),
            theme("nidi"),
            json!({"type": "practice", "uid": "menu", "title": "Mense a chilometro zero", "language": "it",
                "summary": "Una frase.", "owner_org": "town", "themes": ["mensa"]}),
        ])
        .await;
    world
        .put_members(&[
            acting("tea", "town", "contributor"),
            acting("edo", "town", "editor"),
            acting("uma", "union", "contributor"),
            acting("ugo", "union", "editor"),
            acting("pia", "province", "editor"),
            in_office("mode", "moderator"),
            member("zoe"),
        ])
        .await;
}

pub fn typed(pairs: &[(&str, &str)]) -> Typed {
    Typed(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
}

pub fn description() -> String {
    "Cerchiamo chi abbia già risolto il problema delle mense. ".repeat(3)
}

/// The six fields, and the key of the form.
pub fn six(title: &str, key: &str) -> Typed {
    typed(&[
        ("key", key),
        ("title", title),
        ("description", &description()),
        ("organisation", ""),
        ("themes", "mensa"),
        ("transfer_kinds", "coaching"),
        ("mode", "remote"),
    ])
}

pub async fn begin(world: &World, viewer: &Viewer, kind: AdvertKind, title: &str, wish: Wish) -> String {
    world.portal.begin_advert(viewer, IT, kind, &six(title, ""), wish).await.unwrap()
}

/// A need of the town, published by its contributor.
pub async fn published(world: &World) -> String {
    let tea = world.by("tea").await;
    begin(world, &tea, AdvertKind::Seek, "Mense scolastiche", Wish::Publish).await
}

pub fn message(text: &str, key: &str) -> MessageForm {
    MessageForm { organisation: String::new(), text: text.to_owned(), key: key.to_owned() }
}

pub async fn answer(world: &World, name: &str, advert: &str) -> Result<String, FormError> {
    let viewer = world.by(name).await;
    world.portal.answer_advert(&viewer, advert, message("Buongiorno, vi aiutiamo noi.", "")).await
}

/// The titles of a list.
pub async fn titles(world: &World, viewer: &Viewer, request: AdvertsRequest) -> Vec<String> {
    let page = world.portal.adverts(viewer, IT, request).await.unwrap();
    page.adverts.into_iter().map(|card| card.title.text).collect()
}
