// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The feed of what bodies seek and offer.

use app::paths;
use atom_syndication::{Category, Entry, FeedBuilder, LinkBuilder, PersonBuilder, Text};
use axum::extract::State;
use axum::response::Response;
use domain::Locale;
use http::Uri;
use portal::adverts::AdvertCard;

use super::{ENTRIES, feed_author, midnight, typed, unavailable, written};
use crate::http::Served;

/// The adverts that everybody may read and that take answers, the latest first.
pub(super) async fn feed(State(served): State<Served>, uri: Uri) -> Response {
    let (locale, _) = paths::split(uri.path());
    let latest = match served.portal.open_adverts(locale, ENTRIES).await {
        Ok(latest) => latest,
        Err(error) => return unavailable(uri.path(), &error),
    };
    let base = &served.site.base_url;
    let updated = latest.iter().filter_map(|card| midnight(card.published_on)).max().unwrap_or_default();
    let own = format!("{base}{}", paths::advert_feed(locale));
    let feed = FeedBuilder::default()
        .title(Text::plain(app::ssr::advert_feed_title(locale)))
        .id(own.clone())
        .lang(Some(locale.code().to_owned()))
        .updated(updated)
        .link(LinkBuilder::default().rel("self").href(own).build())
        .link(LinkBuilder::default().rel("alternate").href(format!("{base}{}", paths::adverts(locale))).build())
        .author(PersonBuilder::default().name(feed_author(&served)).build())
        .entries(latest.iter().map(|card| entry(base, locale, card)).collect::<Vec<_>>())
        .build();
    typed(feed.to_string(), "application/atom+xml; charset=utf-8")
}

fn entry(base: &str, locale: Locale, card: &AdvertCard) -> Entry {
    let opening = Text { lang: Some(card.title.language.code().to_owned()), ..Text::plain(card.opening.clone()) };
    Entry {
        title: written(&card.title),
        id: format!("{base}{}", paths::advert_json(&card.uid)),
        updated: midnight(card.published_on).unwrap_or_default(),
        summary: Some(opening).filter(|_| !card.opening.is_empty()),
        categories: vec![Category { term: card.kind.code().to_owned(), ..Category::default() }],
        links: vec![
            LinkBuilder::default().rel("alternate").href(format!("{base}{}", paths::advert(locale, &card.uid))).build(),
        ],
        ..Entry::default()
    }
}
