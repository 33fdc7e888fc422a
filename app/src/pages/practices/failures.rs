// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What did not work: the lessons of all practices and of those who gave one up.

use domain::Locale;
use leptos::prelude::*;
use portal::cards::ThemeLink;
use portal::failures::{FailuresPage as Value, FailuresRequest, GivenUp, Lesson};

use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::card::offered_by;
use crate::ssr::parts::crumbs::Crumbs;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::forms::Choice;
use crate::ssr::parts::graft::GraftLine;
use crate::ssr::parts::head::Head;
use crate::ssr::parts::lang_of;
use crate::ssr::parts::narrow::{NarrowBy, Narrowing};
use crate::ssr::parts::numbers;
use crate::ssr::parts::pager::{Pager, pages};
use crate::ssr::render::{Here, asked};

/// The longest text that is searched, in characters.
const TEXT_MAX: usize = 256;

/// What did not work.
#[component]
pub fn FailuresPage() -> impl IntoView {
    let asked = asked();
    let request = request(&asked.here);
    Suspend::new(async move {
        match asked.portal.failures(&asked.here.viewer, asked.here.locale, request).await {
            Ok(value) => view! { <Failures value/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

/// What the address asks for; what is not understood is left out.
fn request(here: &Here) -> FailuresRequest {
    FailuresRequest {
        text: here.parameter("q").unwrap_or_default().trim().chars().take(TEXT_MAX).collect(),
        theme: here.parameter("theme").filter(|theme| !theme.is_empty()),
        page: here.parameter("page").and_then(|page| page.parse().ok()).unwrap_or(1),
    }
}

/// The address of a page of the list.
fn address(locale: Locale, request: &FailuresRequest, page: u32) -> String {
    let filters = [("q", Some(request.text.as_str())), ("theme", request.theme.as_deref())];
    paths::listed(paths::failures(locale), &filters, page)
}

#[component]
fn Failures(value: Value) -> impl IntoView {
    let locale = asked().here.locale;
    let title = say!(locale, reuse.failures.title);
    let Value { request, themes, total, per_page, lessons } = value;
    let addresses: Vec<String> = (1..=pages(total, per_page)).map(|page| address(locale, &request, page)).collect();
    let current = request.page;
    let narrowed = !request.text.is_empty() || request.theme.is_some();
    let found = say!(locale, reuse.failures.found, count = total, number = numbers::count(locale, total));
    let lessons = lessons.into_iter().map(|lesson| shown(locale, lesson)).collect_view();
    let library = (say!(locale, practice.library).to_owned(), paths::practices(locale));
    let none = (total == 0).then(|| {
        view! {
            <p class="mt-3">
                {say!(locale, reuse.failures.none)} " "
                <a href=paths::failures(locale)>{say!(locale, reuse.failures.all)}</a>
            </p>
        }
    });
    view! {
        <Head title=title.to_owned() description=say!(locale, reuse.failures.description) hidden=narrowed/>
        <Crumbs trail=vec![library] here=title.to_owned()/>
        <div class="container py-4">
            <h1>{title}</h1>
            <p class="lead measure">{say!(locale, reuse.failures.intro)}</p>
            <Narrow request themes/>
        </div>
        <div class="container pb-5">
            <h2 class="mt-3">{found}</h2>
            {none}
            <ol class="results">{lessons}</ol>
            <Pager current address=addresses/>
        </div>
    }
}

/// The form that narrows the list.
#[component]
fn Narrow(request: FailuresRequest, themes: Vec<ThemeLink>) -> impl IntoView {
    let locale = asked().here.locale;
    let (action, label) = (paths::failures(locale), say!(locale, library.search_practices));
    let (theme, any) = (say!(locale, places.theme), say!(locale, places.all_themes));
    let themes = themes.into_iter().map(|theme| Choice::new(theme.slug, theme.name)).collect();
    view! {
        <Narrowing action label text=request.text longest=TEXT_MAX>
            <NarrowBy name="theme" label=theme any choices=themes chosen=request.theme/>
        </Narrowing>
    }
}

/// What one practice tells, and what those tell who gave it up.
fn shown(locale: Locale, lesson: Lesson) -> impl IntoView {
    let Lesson { practice, language, failures, given_up } = lesson;
    let lang = (language != locale.language()).then(|| language.code());
    let part = if failures.is_some() { "difficolta" } else { "rischi" };
    let href = format!("{}#{part}", paths::practice(locale, &practice.slug));
    let title_lang = lang_of(&practice.title, locale);
    let offers = offered_by(&practice, locale).map(|offers| view! { <GraftLine offers/> });
    let demo = practice.demo.then(|| view! { <span class="demo-mark">{say!(locale, common.demo)}</span> });
    let failures = failures.map(|text| view! { <p class="result-excerpt" lang=lang>{text}</p> });
    let count = given_up.len();
    let given_up = given_up.into_iter().map(|one| given_up_line(locale, lang, one)).collect_view();
    let given_up = (count > 0).then(|| {
        view! {
            <p class="mb-1"><strong>{say!(locale, reuse.failures.given_up, count = count)}</strong></p>
            <ul class="given-up">{given_up}</ul>
        }
    });
    view! {
        <li class="result">
            <h3><a href=href lang=title_lang>{practice.title.text}</a></h3>
            {failures}
            {given_up}
            <div class="result-foot">{offers} {demo}</div>
        </li>
    }
}

/// Who gave it up and when it had begun, then why.
fn given_up_line(locale: Locale, lang: Option<&'static str>, one: GivenUp) -> impl IntoView {
    let name = one.adopter;
    let name = match one.adopter_slug {
        Some(slug) => view! { <a href=paths::organisation(locale, &slug)>{name}</a> }.into_any(),
        None => name.into_any(),
    };
    let region = one.region.map(|region| format!(", {}", region.name(locale)));
    let year = one.year.map(|year| format!(", {year}"));
    view! { <li>{name} {region} {year} ": " <span lang=lang>{one.reason}</span></li> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_address_asks_for_is_read_and_written_the_same() {
        let here =
            Here::of(&"/en/cosa-non-ha-funzionato?q=aule+vuote&theme=appalti&page=3".parse().expect("an address"));
        let request = request(&here);
        assert_eq!((request.text.as_str(), request.page), ("aule vuote", 3));
        let again = address(here.locale, &request, 3);
        assert_eq!(again, "/en/cosa-non-ha-funzionato?q=aule+vuote&theme=appalti&page=3");
        assert_eq!(address(Locale::Italian, &FailuresRequest::default(), 1), "/cosa-non-ha-funzionato");
    }
}
