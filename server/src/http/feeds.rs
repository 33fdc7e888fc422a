// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Small open ends: the Atom feeds, the sitemap, robots.txt, opensearch.xml, the icon, security.txt.

use app::paths;
use atom_syndication::{Entry, FeedBuilder, FixedDateTime, LinkBuilder, PersonBuilder, Text};
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::policy::Viewer;
use domain::{Locale, PartialDate};
use http::header::CONTENT_TYPE;
use http::{HeaderValue, StatusCode, Uri};
use portal::cards::PracticeCard;
use portal::export::Address;
use portal::twinnings::TwinningCard;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::{Served, shell};

mod adverts;
mod threads;

/// How many practices the feed tells of.
const ENTRIES: u32 = 50;
const ICON: &str = include_str!("../../../style/assets/favicon.svg");
/// The prefix of addresses in the sitemap protocol.
const SITEMAP: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// The addresses of this room.
pub fn routes() -> Router<Served> {
    Router::new()
        .route("/pratiche/feed", get(feed))
        .route("/en/pratiche/feed", get(feed))
        .route("/gemellaggi/feed", get(twinning_feed))
        .route("/en/gemellaggi/feed", get(twinning_feed))
        .route("/cerco-offro/feed", get(adverts::feed))
        .route("/en/cerco-offro/feed", get(adverts::feed))
        .route("/discussioni/feed", get(threads::latest))
        .route("/en/discussioni/feed", get(threads::latest))
        .route("/discussioni/{address}/feed", get(threads::of_thread))
        .route("/en/discussioni/{address}/feed", get(threads::of_thread))
        .route("/sitemap.xml", get(sitemap))
        .route("/robots.txt", get(robots))
        .route("/opensearch.xml", get(opensearch))
        .route("/favicon.svg", get(icon))
        .route("/.well-known/security.txt", get(security))
}

async fn feed(State(served): State<Served>, uri: Uri) -> Response {
    let (locale, _) = paths::split(uri.path());
    let latest = match served.portal.latest(&Viewer::Visitor, locale, ENTRIES).await {
        Ok(latest) => latest,
        Err(error) => return unavailable(uri.path(), &error),
    };
    let base = &served.site.base_url;
    let updated = latest.iter().filter_map(published).max().unwrap_or_default();
    let own = format!("{base}{}", paths::feed(locale));
    let feed = FeedBuilder::default()
        .title(Text::plain(feed_title(locale)))
        .id(own.clone())
        .lang(Some(locale.code().to_owned()))
        .updated(updated)
        .link(LinkBuilder::default().rel("self").href(own).build())
        .link(LinkBuilder::default().rel("alternate").href(format!("{base}{}", paths::practices(locale))).build())
        .author(PersonBuilder::default().name(feed_author(&served)).build())
        .entries(latest.iter().map(|card| entry(base, locale, card)).collect::<Vec<_>>())
        .build();
    typed(feed.to_string(), "application/atom+xml; charset=utf-8")
}

/// The twinnings that everybody may read, the latest to begin first.
async fn twinning_feed(State(served): State<Served>, uri: Uri) -> Response {
    let (locale, _) = paths::split(uri.path());
    let latest = match served.portal.latest_twinnings(locale, ENTRIES).await {
        Ok(latest) => latest,
        Err(error) => return unavailable(uri.path(), &error),
    };
    let base = &served.site.base_url;
    let updated = latest.iter().filter_map(|card| midnight(card.start_date)).max().unwrap_or_default();
    let own = format!("{base}{}", paths::twinning_feed(locale));
    let feed = FeedBuilder::default()
        .title(Text::plain(app::ssr::twinning_feed_title(locale)))
        .id(own.clone())
        .lang(Some(locale.code().to_owned()))
        .updated(updated)
        .link(LinkBuilder::default().rel("self").href(own).build())
        .link(LinkBuilder::default().rel("alternate").href(format!("{base}{}", paths::twinnings(locale))).build())
        .author(PersonBuilder::default().name(feed_author(&served)).build())
        .entries(latest.iter().map(|card| twinning_entry(base, locale, card)).collect::<Vec<_>>())
        .build();
    typed(feed.to_string(), "application/atom+xml; charset=utf-8")
}

fn twinning_entry(base: &str, locale: Locale, card: &TwinningCard) -> Entry {
    let address = format!("{base}{}", paths::twinning(locale, &card.slug));
    Entry {
        title: written(&card.title),
        id: format!("{base}{}", paths::twinning_json(&card.uid)),
        updated: midnight(card.start_date).unwrap_or_default(),
        summary: Some(written(&card.strapline)),
        links: vec![LinkBuilder::default().rel("alternate").href(address).build()],
        ..Entry::default()
    }
}

/// A text of a record, in its own language.
fn written(text: &portal::cards::Text) -> Text {
    Text { lang: Some(text.language.code().to_owned()), ..Text::plain(text.text.clone()) }
}

fn feed_title(locale: Locale) -> &'static str {
    app::ssr::feed_title(locale)
}

fn feed_author(served: &Served) -> String {
    let name = served.site.owner.name.clone();
    if name.is_empty() { "Innesto".to_owned() } else { name }
}

fn entry(base: &str, locale: Locale, card: &PracticeCard) -> Entry {
    let address = format!("{base}{}", paths::practice(locale, &card.slug));
    Entry {
        title: written(&card.title),
        id: format!("{base}{}", paths::practice_json(&card.uid)),
        updated: published(card).unwrap_or_default(),
        summary: Some(written(&card.summary)),
        links: vec![LinkBuilder::default().rel("alternate").href(address).build()],
        ..Entry::default()
    }
}

/// Midnight UTC of the day of publication.
fn published(card: &PracticeCard) -> Option<FixedDateTime> {
    midnight(card.published_on)
}

/// Midnight UTC of a day, or of the first day of a month or a year.
fn midnight(date: Option<PartialDate>) -> Option<FixedDateTime> {
    let date = date?;
    let day = format!("{:04}-{:02}-{:02}", date.year(), date.month().unwrap_or(1), date.day().unwrap_or(1));
    format!("{day}T00:00:00+00:00").parse().ok()
}

async fn sitemap(State(served): State<Served>, uri: Uri) -> Response {
    let addresses = match served.portal.public_addresses(&Viewer::Visitor).await {
        Ok(addresses) => addresses,
        Err(error) => return unavailable(uri.path(), &error),
    };
    let base = &served.site.base_url;
    let fixed: [fn(Locale) -> String; 16] = [
        paths::home,
        paths::practices,
        paths::adverts,
        paths::twinnings,
        paths::communities,
        paths::threads,
        paths::organisations,
        paths::themes,
        paths::map,
        paths::failures,
        paths::help,
        paths::legal_notes,
        paths::privacy,
        paths::accessibility,
        paths::site_map,
        paths::search,
    ];
    let mut pages: Vec<[String; 2]> =
        fixed.iter().map(|page| Locale::ALL.iter().map(|l| page(*l)).collect::<Vec<_>>()).map(pair).collect();
    pages.extend(addresses.iter().map(|address| pair(Locale::ALL.iter().map(|l| path(*l, address)).collect())));
    match write_sitemap(base, &pages) {
        Ok(xml) => typed(xml, "application/xml; charset=utf-8"),
        Err(error) => {
            tracing::error!(%error, "the sitemap could not be written");
            shell::refuse(uri.path(), StatusCode::INTERNAL_SERVER_ERROR, None)
        }
    }
}

fn pair(of: Vec<String>) -> [String; 2] {
    of.try_into().expect("the interface has two languages")
}

fn path(locale: Locale, address: &Address) -> String {
    match address {
        Address::Practice(slug) => paths::practice(locale, slug),
        Address::Twinning(slug) => paths::twinning(locale, slug),
        Address::Advert(uid) => paths::advert(locale, uid),
        Address::Community(slug) => paths::community(locale, slug),
        Address::Thread(address) => paths::thread(locale, address),
        Address::Organisation(slug) => paths::organisation(locale, slug),
        Address::Theme(slug) => paths::theme(locale, slug),
        Address::Help(slug) => paths::help_page(locale, slug),
    }
}

fn write_sitemap(base: &str, pages: &[[String; 2]]) -> std::io::Result<String> {
    let mut out = Writer::new(Vec::new());
    out.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let set = out
        .create_element("urlset")
        .with_attributes([("xmlns", SITEMAP), ("xmlns:xhtml", "http://www.w3.org/1999/xhtml")]);
    set.write_inner_content(|out| {
        for page in pages {
            for own in page {
                out.create_element("url").write_inner_content(|out| {
                    out.create_element("loc").write_text_content(BytesText::new(&format!("{base}{own}")))?;
                    for (locale, other) in Locale::ALL.iter().zip(page) {
                        let href = format!("{base}{other}");
                        out.create_element("xhtml:link")
                            .with_attributes([
                                ("rel", "alternate"),
                                ("hreflang", locale.code()),
                                ("href", href.as_str()),
                            ])
                            .write_empty()?;
                    }
                    Ok(())
                })?;
            }
        }
        Ok(())
    })?;
    String::from_utf8(out.into_inner()).map_err(std::io::Error::other)
}

async fn robots(State(served): State<Served>) -> Response {
    let base = &served.site.base_url;
    let text = format!(
        "User-agent: *\nDisallow: /cerca\nDisallow: /en/cerca\nDisallow: /confronta?\nDisallow: /en/confronta?\nDisallow: /api/\nAllow: /\n\nSitemap: {base}/sitemap.xml\n"
    );
    typed(text, "text/plain; charset=utf-8")
}

async fn opensearch(State(served): State<Served>) -> Response {
    let base = &served.site.base_url;
    let mut out = Writer::new(Vec::new());
    let written = write_opensearch(&mut out, base);
    match written.and_then(|()| String::from_utf8(out.into_inner()).map_err(std::io::Error::other)) {
        Ok(xml) => typed(xml, "application/opensearchdescription+xml; charset=utf-8"),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn write_opensearch(out: &mut Writer<Vec<u8>>, base: &str) -> std::io::Result<()> {
    out.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let template = format!("{base}{}?q={{searchTerms}}", paths::search(Locale::Italian));
    let icon = format!("{base}/favicon.svg");
    out.create_element("OpenSearchDescription")
        .with_attribute(("xmlns", "http://a9.com/-/spec/opensearch/1.1/"))
        .write_inner_content(|out| {
            out.create_element("ShortName").write_text_content(BytesText::new("Innesto"))?;
            let about = app::ssr::feed_title(Locale::Italian);
            out.create_element("Description").write_text_content(BytesText::new(about))?;
            out.create_element("InputEncoding").write_text_content(BytesText::new("UTF-8"))?;
            out.create_element("Image")
                .with_attribute(("type", "image/svg+xml"))
                .write_text_content(BytesText::new(&icon))?;
            out.create_element("Url")
                .with_attributes([("type", "text/html"), ("template", template.as_str())])
                .write_empty()?;
            Ok(())
        })?;
    Ok(())
}

async fn icon() -> Response {
    typed(ICON.to_owned(), "image/svg+xml")
}

/// Where to report a weakness (RFC 9116); absent where the configuration names nobody.
async fn security(State(served): State<Served>, uri: Uri) -> Response {
    let contact = &served.site.owner.email;
    if contact.is_empty() {
        return shell::refuse(uri.path(), StatusCode::NOT_FOUND, None);
    }
    let base = &served.site.base_url;
    let languages = "it, en";
    let expires = jiff::Timestamp::now() + jiff::SignedDuration::from_hours(365 * 24);
    let text = format!(
        "Contact: mailto:{contact}\nExpires: {expires:.0}\nPreferred-Languages: {languages}\nCanonical: {base}/.well-known/security.txt\n"
    );
    typed(text, "text/plain; charset=utf-8")
}

fn typed(text: String, kind: &'static str) -> Response {
    let mut response = text.into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

fn unavailable(path: &str, error: &portal::Error) -> Response {
    tracing::error!(%error, "the library could not be listed");
    shell::refuse(path, StatusCode::SERVICE_UNAVAILABLE, None)
}
