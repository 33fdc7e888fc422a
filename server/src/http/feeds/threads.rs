// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The feeds of discussions that everybody may read: where somebody wrote last, and what was written in one.

use app::paths;
use atom_syndication::{Entry, FeedBuilder, FixedDateTime, LinkBuilder, PersonBuilder, Text};
use axum::extract::{Path, State};
use axum::response::Response;
use domain::Locale;
use http::{StatusCode, Uri};
use portal::said::SaidLine;

use super::{ENTRIES, feed_author, typed, unavailable, written};
use crate::http::{Served, shell};

/// The threads in which somebody wrote last.
pub(super) async fn latest(State(served): State<Served>, uri: Uri) -> Response {
    let (locale, _) = paths::split(uri.path());
    let lines = match served.portal.latest_threads(ENTRIES).await {
        Ok(lines) => lines,
        Err(error) => return unavailable(uri.path(), &error),
    };
    let title = Text::plain(app::ssr::thread_feed_title(locale));
    feed(&served, locale, title, (paths::thread_feed(locale), paths::threads(locale)), &lines)
}

/// The latest posts of a thread.
pub(super) async fn of_thread(State(served): State<Served>, Path(address): Path<String>, uri: Uri) -> Response {
    let (locale, _) = paths::split(uri.path());
    let (title, lines) = match served.portal.latest_in_thread(&address, ENTRIES).await {
        Ok(found) => found,
        Err(portal::Error::NotFound) => return shell::refuse(uri.path(), StatusCode::NOT_FOUND, None),
        Err(error) => return unavailable(uri.path(), &error),
    };
    let places = (paths::posts_feed(locale, &address), paths::thread(locale, &address));
    feed(&served, locale, written(&title), places, &lines)
}

fn feed(served: &Served, locale: Locale, title: Text, (own, page): (String, String), lines: &[SaidLine]) -> Response {
    let base = &served.site.base_url;
    let own = format!("{base}{own}");
    let updated = lines.iter().filter_map(|line| moment(line.at)).max().unwrap_or_default();
    let feed = FeedBuilder::default()
        .title(title)
        .id(own.clone())
        .lang(Some(locale.code().to_owned()))
        .updated(updated)
        .link(LinkBuilder::default().rel("self").href(own).build())
        .link(LinkBuilder::default().rel("alternate").href(format!("{base}{page}")).build())
        .author(PersonBuilder::default().name(feed_author(served)).build())
        .entries(lines.iter().map(|line| entry(base, locale, line)).collect::<Vec<_>>())
        .build();
    typed(feed.to_string(), "application/atom+xml; charset=utf-8")
}

fn entry(base: &str, locale: Locale, line: &SaidLine) -> Entry {
    let address = line.address.to_string();
    let (id, page) = match line.position {
        Some(position) => (paths::post_json(&line.uid), paths::post(locale, &address, position)),
        None => (paths::thread_json(&line.uid), paths::thread(locale, &address)),
    };
    let opening = Text { lang: Some(line.title.language.code().to_owned()), ..Text::plain(line.opening.clone()) };
    Entry {
        title: written(&line.title),
        id: format!("{base}{id}"),
        updated: moment(line.at).unwrap_or_default(),
        summary: Some(opening).filter(|_| !line.opening.is_empty()),
        links: vec![LinkBuilder::default().rel("alternate").href(format!("{base}{page}")).build()],
        ..Entry::default()
    }
}

/// A moment in seconds since 1970 as feeds have it.
fn moment(seconds: i64) -> Option<FixedDateTime> {
    let at = jiff::Timestamp::from_second(seconds).ok()?;
    at.strftime("%Y-%m-%dT%H:%M:%S+00:00").to_string().parse().ok()
}
