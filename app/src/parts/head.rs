// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What the head of a document says of its page.

use domain::Locale;
use leptos::prelude::*;
use leptos_meta::{Link, Meta, Title};

use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::render::asked;

/// Title, description, the one true address, and the same page in the other language. The address of a page that
/// search engines leave out may be a secret (a link from a mail) and is not repeated.
#[component]
pub fn Head(
    /// The page's title, without the portal's name.
    title: String,
    /// One sentence on it.
    #[prop(optional, into)]
    description: Option<String>,
    /// Whether search engines leave it out.
    #[prop(optional)]
    hidden: bool,
) -> impl IntoView {
    let asked = asked();
    let locale = asked.here.locale;
    let base = asked.site.base_url.clone();
    let address = |locale: Locale| format!("{base}{}", paths::in_locale(locale, &asked.here.path));
    let site = say!(locale, common.site);
    let whole = format!("{title} - {site}");
    let description = description.unwrap_or_else(|| say!(locale, common.description).to_owned());
    view! {
        // leptos_meta writes a title's text as it is.
        <Title text=escaped(&whole)/>
        <Meta name="description" content=description.clone()/>
        {(!hidden).then(|| view! {
            <Link rel="canonical" href=address(locale)/>
            <Link rel="alternate" hreflang="it" href=address(Locale::Italian)/>
            <Link rel="alternate" hreflang="en" href=address(Locale::English)/>
            <Link rel="alternate" hreflang="x-default" href=address(Locale::Italian)/>
            <Meta property="og:url" content=address(locale)/>
        })}
        <Link rel="alternate" type_="application/atom+xml" href=paths::feed(locale) title=say!(locale, common.feed_title)/>
        <Link rel="search" type_="application/opensearchdescription+xml" href="/opensearch.xml" title=site/>
        <Meta property="og:title" content=title/>
        <Meta property="og:description" content=description/>
        <Meta property="og:site_name" content=site/>
        <Meta property="og:type" content="website"/>
        {hidden.then(|| view! { <Meta name="robots" content="noindex, follow"/> })}
    }
}

/// Text for the inside of an element.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
