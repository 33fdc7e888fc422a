// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What programs read of a thread that everybody may read: a schema.org `DiscussionForumPosting`. The posts below it are
//! not said a second time: they stand on the page.

use domain::Locale;
use domain::policy::Standing;
use domain::practice::Audience;
use leptos::prelude::*;
use portal::talking::{ThreadPage, Writer};
use serde_json::{Value, json};

use super::reply::name;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::{json_ld, numbers};

/// The block; nothing for what is not for everybody.
pub(super) fn script(locale: Locale, base_url: &str, value: &ThreadPage) -> Option<impl IntoView + use<>> {
    let is_public = value.audience == Audience::Public && value.line.standing == Standing::Visible;
    if !is_public {
        return None;
    }
    let whole = |address: String| format!("{base_url}{address}");
    let crumbs = json_ld::breadcrumbs(&[
        (say!(locale, common.home), whole(paths::home(locale))),
        (say!(locale, threads.title), whole(paths::threads(locale))),
        (value.line.title.text.as_str(), whole(paths::thread(locale, &value.line.address))),
    ]);
    let posting = posting(locale, base_url, value);
    Some(json_ld::script(&json!({ "@context": "https://schema.org", "@graph": [posting, crumbs] })))
}

fn posting(locale: Locale, base_url: &str, value: &ThreadPage) -> Value {
    let address = format!("{base_url}{}", paths::thread(locale, &value.line.address));
    let mut posting = json!({
        "@type": "DiscussionForumPosting",
        "@id": address,
        "url": address,
        "headline": value.line.title.text,
        "inLanguage": value.language().code(),
        "commentCount": value.line.posts,
    });
    let mut add = |field: &str, known: Option<Value>| {
        if let Some(known) = known {
            posting[field] = known;
        }
    };
    add("text", (!value.opening.is_empty()).then(|| value.opening.clone().into()));
    add("datePublished", numbers::day_of(value.line.at).map(|day| day.to_string().into()));
    add("dateModified", numbers::day_of(value.line.last_at).map(|day| day.to_string().into()));
    // A thread that its twinning owns was begun by nobody.
    add("author", value.writer.as_ref().map(|writer| author(locale, base_url, writer)));
    posting
}

fn author(locale: Locale, base_url: &str, writer: &Writer) -> Value {
    let mut author = json!({ "@type": "Person", "name": name(locale, writer) });
    if let Some(uid) = &writer.uid {
        author["url"] = format!("{base_url}{}", paths::member(locale, uid)).into();
    }
    author
}
