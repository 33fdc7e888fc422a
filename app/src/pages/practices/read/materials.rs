// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What can be used again, its documents first, and where to read on.

use domain::practice::{Resource, Training};
use leptos::prelude::*;
use portal::cards::PracticeLink;
use portal::values::SimilarPractice;

use super::{Reading, Section, documents};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::lang_of;
use crate::ssr::parts::named::{Named, language_within, within};

/// Documents, things to use again, courses, source code and links.
pub(super) fn materials(reading: &Reading) -> Option<Section> {
    let locale = reading.locale;
    let practice = &reading.page.practice;
    let lang = reading.lang();
    let documents = documents::documents(reading);
    if documents.is_none()
        && practice.resources.is_empty()
        && practice.training.is_empty()
        && practice.links.is_empty()
        && practice.repo_url.is_none()
    {
        return None;
    }
    let list = |entries: Vec<AnyView>| (!entries.is_empty()).then(|| view! { <ul>{entries}</ul> });
    let source = practice
        .repo_url
        .clone()
        .map(|address| view! { <li><a href=address>{say!(locale, practice.materials.source)}</a></li> }.into_any());
    let resources = practice.resources.iter().map(|one| resource(reading, one)).chain(source).collect();
    let courses = practice.training.iter().map(|one| training(reading, one)).collect();
    let links = practice
        .links
        .iter()
        .map(|link| view! { <li><a href=link.url.clone() lang=lang>{link.label.clone()}</a></li> }.into_any());
    let courses = list(courses).map(|list| view! { <h3>{say!(locale, practice.materials.training)}</h3> {list} });
    let links = list(links.collect()).map(|list| view! { <h3>{say!(locale, practice.materials.links)}</h3> {list} });
    let body = view! { {documents} {list(resources)} {courses} {links} }.into_any();
    Some(Section { id: "documenti", title: say!(locale, practice.section.materials), body })
}

fn resource(reading: &Reading, resource: &Resource) -> AnyView {
    let locale = reading.locale;
    let language = resource.language;
    let lang = language.filter(|language| *language != locale.language()).map(|language| language.code());
    let lang = if language.is_some() { lang } else { reading.lang() };
    let mut words = vec![within(resource.kind.name(locale))];
    words.extend(language.map(|language| language_within(language, locale)));
    words.extend(resource.size.clone());
    words.push(within(resource.licence.name(locale)));
    let words = format!(" ({})", words.join(", "));
    let href = resource.url.clone();
    let hreflang = language.map(|language| language.code());
    view! { <li><a href=href lang=lang hreflang=hreflang>{resource.title.clone()}</a>{words}</li> }.into_any()
}

fn training(reading: &Reading, training: &Training) -> AnyView {
    let lang = reading.lang();
    let area = training.area.clone().map(|area| view! { ", " <span lang=lang>{area}</span> });
    let hours = training.hours.map(|count| say!(reading.locale, practice.materials.hours, count = count));
    let hours = hours.map(|hours| view! { ", " {hours} });
    view! { <li><a href=training.url.clone() lang=lang>{training.title.clone()}</a>{area}{hours}</li> }.into_any()
}

/// What it is a variant of, and its own variants.
pub(super) fn variants(reading: &Reading) -> Option<Section> {
    let (locale, page) = (reading.locale, &reading.page);
    if page.based_on.is_empty() && page.variants.is_empty() {
        return None;
    }
    let list = |words: &'static str, links: &[PracticeLink]| {
        let links: Vec<_> = links.iter().map(|link| practice_link(reading, link)).collect();
        (!links.is_empty()).then(|| view! { <p>{words}</p> <ul>{links}</ul> })
    };
    let body = view! {
        {list(say!(locale, practice.variants.based_on), &page.based_on)}
        {list(say!(locale, practice.variants.own), &page.variants)}
    };
    Some(Section { id: "varianti", title: say!(locale, practice.section.variants), body: body.into_any() })
}

fn practice_link(reading: &Reading, link: &PracticeLink) -> impl IntoView + use<> {
    let locale = reading.locale;
    let lang = lang_of(&link.title, locale);
    view! { <li><a href=paths::practice(locale, &link.slug) lang=lang>{link.title.text.clone()}</a></li> }
}

/// Practices like this one, each with the reason.
pub(super) fn similar(reading: &Reading) -> Option<Section> {
    let locale = reading.locale;
    if reading.page.similar.is_empty() {
        return None;
    }
    let list = reading.page.similar.iter().map(|other| {
        let lang = lang_of(&other.practice.title, locale);
        let href = paths::practice(locale, &other.practice.slug);
        let reason = reason(reading, other).map(|words| view! { <p class="similar-reason">{words}</p> });
        view! { <li><a href=href lang=lang>{other.practice.title.text.clone()}</a>{reason}</li> }
    });
    let body = view! { <ul class="similar">{list.collect_view()}</ul> }.into_any();
    Some(Section { id: "simili", title: say!(locale, practice.section.similar), body })
}

fn reason(reading: &Reading, other: &SimilarPractice) -> Option<String> {
    let locale = reading.locale;
    let names: Vec<_> = other.themes.iter().map(|theme| theme.name.clone()).collect();
    let (count, themes) = (names.len(), names.join(", "));
    let words = other.words.join(", ");
    match (names.is_empty(), words.is_empty()) {
        (false, false) => Some(say!(locale, practice.similar.both, count = count, themes = themes, words = words)),
        (false, true) => Some(say!(locale, practice.similar.themes, count = count, themes = themes)),
        (true, false) => Some(say!(locale, practice.similar.words, words = words)),
        (true, true) => None,
    }
}
