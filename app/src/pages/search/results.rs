// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The list of results: how many, in which order, what is chosen, each result, and what to do where there is none.

use domain::{Language, Locale};
use leptos::prelude::*;
use portal::Suggested;
use portal::adverts::AdvertCard;
use portal::cards::{DocumentCard, DocumentOf, Found, FoundRecord, OrganisationCard, PracticeCard, Run};
use portal::twinnings::TwinningCard;
use portal::values::{FacetValue, SearchPage as Answer, SearchRequest, Sort};

use super::box_::FORM;
use super::facets::{legend, name};
use super::request::{Addresses, LAST_PAGE, PER_PAGE, Scope, filters, page, usual_sort};
use super::talk::{post, thread};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::advert::{foot as advert_foot, whose};
use crate::ssr::parts::card::offered_by;
use crate::ssr::parts::document_words;
use crate::ssr::parts::graft::GraftLine;
use crate::ssr::parts::icon::Icon;
use crate::ssr::parts::lang_of;
use crate::ssr::parts::named::{Named, kind_word, language_within};
use crate::ssr::parts::numbers::count;
use crate::ssr::parts::pager::Pager;
use crate::ssr::parts::phase::PhaseBadge;
use crate::ssr::parts::runs::Marked;
use crate::ssr::parts::transfer::{foot, sides};
use crate::ssr::render::asked;

/// The results with their head and their pages.
#[component]
pub fn Results(
    /// What was found.
    answer: Answer,
    /// What the form searches.
    scope: Scope,
) -> impl IntoView {
    let locale = asked().here.locale;
    let request = &answer.request;
    let addresses = Addresses::of(request, scope, locale);
    let pages = answer.total.div_ceil(PER_PAGE).clamp(1, LAST_PAGE);
    let current = page(request).min(pages);
    let chips = active_filters(&answer, scope, locale);
    if answer.total == 0 {
        return view! { {chips} <Advice request=answer.request scope/> }.into_any();
    }
    let total = answer.total as u64;
    let heading = say!(locale, library.results, count = total, number = count(locale, total));
    let beyond = answer.found.is_empty().then(|| {
        let address = addresses.page(1);
        view! { <p class="mt-3">{say!(locale, library.beyond)} " " <a href=address>{say!(locale, library.first_page)}</a></p> }
    });
    let address: Vec<String> = (1..=pages).map(|page| addresses.page(page)).collect();
    let first = page(request).saturating_sub(1) * PER_PAGE + 1;
    let sort = view! { <SortField request=request.clone()/> };
    let lines = answer.found.into_iter().map(|found| result(found, locale)).collect_view();
    view! {
        <div class="results-head">
            <h2>{heading}</h2>
            {sort}
        </div>
        {chips}
        {beyond}
        <ol class="results" start=first.to_string()>{lines}</ol>
        <Pager current=u32::try_from(current).unwrap_or(1) address/>
    }
    .into_any()
}

/// What the reader may have meant, and that a long text was shortened.
pub fn notes(answer: &Answer, scope: Scope, locale: Locale) -> impl IntoView + use<> {
    let correction = answer.correction.clone().map(|correction| {
        let address = Addresses::of(&answer.request, scope, locale).with_text(&correction);
        view! {
            <p class="mt-3 mb-0">
                {say!(locale, library.meant)} " " <a href=address><strong>{correction}</strong></a>
            </p>
        }
    });
    let shortened = answer.shortened.then(|| view! { <p class="mt-3 mb-0">{say!(locale, library.shortened)}</p> });
    view! { {correction} {shortened} }
}

/// The order. The usual one has an empty value: it follows the text, which can change in the same form.
#[component]
fn SortField(
    /// What was asked.
    request: SearchRequest,
) -> impl IntoView {
    let locale = asked().here.locale;
    let usual = usual_sort(&request.text);
    let orders: &[Sort] = match usual {
        Sort::Relevance => &[Sort::Relevance, Sort::Newest, Sort::Title],
        _ => &[Sort::Newest, Sort::Title],
    };
    let options = orders.iter().map(|sort| {
        let value = if *sort == usual { "" } else { sort.code() };
        let word = match sort {
            Sort::Relevance => say!(locale, library.sort.relevance),
            Sort::Newest => say!(locale, library.sort.newest),
            Sort::Title => say!(locale, library.sort.title),
        };
        view! { <option value=value selected={*sort == request.sort}>{word}</option> }
    });
    view! {
        <div class="sort-field">
            <label for="sort">{say!(locale, library.sort.label)}</label>
            <select id="sort" name="sort" form=FORM>{options.collect_view()}</select>
            <button class="btn btn-outline-primary btn-xs" type="submit" form=FORM>{say!(locale, library.sort.apply)}</button>
        </div>
    }
}

/// What is chosen beside the text, each as a link that takes it away.
fn active_filters(answer: &Answer, scope: Scope, locale: Locale) -> impl IntoView + use<> {
    let addresses = Addresses::of(&answer.request, scope, locale);
    let active = filters(&answer.request, scope);
    let is_any = !active.is_empty();
    let chips = active.into_iter().map(|(parameter, code)| {
        let address = addresses.without(parameter, &code);
        let values = answer.facets.iter().filter(|facet| facet.parameter == parameter).flat_map(|facet| &facet.values);
        let known = values.into_iter().find(|value| value.code == code).cloned();
        let value = known.unwrap_or(FacetValue { code, name: None, count: 0, chosen: true });
        let label = format!("{}: {}", legend(parameter, locale), name(parameter, &value, locale));
        view! {
            <li>
                <a class="chip" href=address>
                    <span class="visually-hidden">{say!(locale, library.remove_filter)} " "</span>
                    <span class="chip-label">{label}</span>
                    <Icon name="it-close" class=""/>
                </a>
            </li>
        }
    });
    let chips = chips.collect_view();
    is_any.then(|| {
        view! {
            <ul class="chips mt-3" aria-label=say!(locale, library.active_filters)>
                {chips}
                <li><a href=addresses.unfiltered() class="d-inline-block py-1">{say!(locale, library.remove_filters)}</a></li>
            </ul>
        }
    })
}

/// Nothing was found: what else can be tried.
#[component]
fn Advice(
    /// What was asked.
    request: SearchRequest,
    /// What the form searches.
    scope: Scope,
) -> impl IntoView {
    let locale = asked().here.locale;
    let addresses = Addresses::of(&request, scope, locale);
    let heading = match request.text.is_empty() {
        true => say!(locale, library.nothing).to_owned(),
        false => say!(locale, library.nothing_for, text = request.text.clone()),
    };
    let shorter = request.text.contains(' ').then(|| view! { <li>{say!(locale, library.advice.shorter)}</li> });
    let filtered = !filters(&request, scope).is_empty();
    let fewer = filtered.then(|| {
        view! { <li><a href=addresses.unfiltered()>{say!(locale, library.advice.unfiltered)}</a></li> }
    });
    let wider = (scope == Scope::Practices && !request.text.is_empty()).then(|| {
        let everywhere = SearchRequest { text: request.text.clone(), ..SearchRequest::default() };
        let address = Addresses::of(&everywhere, Scope::Everything, locale).page(1);
        view! { <li><a href=address>{say!(locale, library.advice.everywhere)}</a></li> }
    });
    view! {
        <div class="advice">
            <h2>{heading}</h2>
            <p>{say!(locale, library.advice.intro)}</p>
            <ul>
                {shorter}
                {fewer}
                {wider}
                <li><a href=paths::themes(locale)>{say!(locale, library.advice.themes)}</a></li>
            </ul>
            <p><a href=paths::help(locale)>{say!(locale, library.advice.help)}</a></p>
        </div>
    }
}

fn result(found: Found, locale: Locale) -> AnyView {
    let kind = kind_word(Suggested::Record(found.record.kind()), locale);
    match found.record {
        FoundRecord::Practice(card) => practice(card, kind, (found.excerpt, found.language), locale).into_any(),
        FoundRecord::Twinning(card) => twinning(&card, kind, (found.excerpt, found.language), locale).into_any(),
        FoundRecord::Advert(card) => advert(&card, kind, (found.excerpt, found.language), locale).into_any(),
        FoundRecord::Organisation(card) => organisation(card, kind, (found.excerpt, found.language), locale).into_any(),
        FoundRecord::Document(card) => document(card, kind, (found.excerpt, found.language), locale).into_any(),
        FoundRecord::Thread(line) => thread(&line, kind, (found.excerpt, found.language), locale).into_any(),
        FoundRecord::Post(card) => post(&card, kind, (found.excerpt, found.language), locale).into_any(),
        FoundRecord::Help(card) => view! {
            <li class="result">
                <h3><a href=paths::help_page(locale, &card.slug)>{card.title}</a></h3>
                <p class="result-origin">{kind}</p>
                {excerpt(found.excerpt, None)}
            </li>
        }
        .into_any(),
    }
}

fn practice(
    card: PracticeCard,
    kind: &'static str,
    (runs, language): (Vec<Run>, Language),
    locale: Locale,
) -> impl IntoView {
    let title_lang = lang_of(&card.title, locale);
    let foreign =
        title_lang.map(|_| say!(locale, library.written_in, language = language_within(card.title.language, locale)));
    let theme = card.themes.first().map(|theme| theme.name.clone());
    let place = card.region.map(|region| region.name(locale).to_owned());
    let offers = offered_by(&card, locale).map(|offers| view! { <GraftLine offers/> });
    let (runs, language) = if runs.is_empty() {
        (vec![Run { text: card.summary.text, marked: false }], card.summary.language)
    } else {
        (runs, language)
    };
    view! {
        <li class="result">
            <h3>
                <a href=paths::practice(locale, &card.slug) lang=title_lang>{card.title.text}</a>
            </h3>
            <p class="result-origin">{origin([Some(kind.to_owned()), foreign, theme, place])}</p>
            {excerpt(runs, other_than(language, locale))}
            <div class="result-foot"><PhaseBadge phase=card.phase/> {offers} {demo(card.demo, locale)}</div>
        </li>
    }
}

fn twinning(
    card: &TwinningCard,
    kind: &'static str,
    (runs, language): (Vec<Run>, Language),
    locale: Locale,
) -> impl IntoView + use<> {
    let theme = card.themes.first().map(|theme| theme.name.clone());
    view! {
        <li class="result">
            <h3>
                <a href=paths::twinning(locale, &card.slug) lang=lang_of(&card.title, locale)>{card.title.text.clone()}</a>
            </h3>
            <p class="result-origin">{origin([Some(kind.to_owned()), theme, None, None])}</p>
            {excerpt(runs, other_than(language, locale))}
            <div class="result-foot">{foot(card, locale)} {sides(card, locale)} {demo(card.demo, locale)}</div>
        </li>
    }
}

fn advert(
    card: &AdvertCard,
    kind: &'static str,
    (runs, language): (Vec<Run>, Language),
    locale: Locale,
) -> impl IntoView + use<> {
    let what = format!("{kind}: {}", card.kind.name(locale));
    let theme = card.themes.first().map(|theme| theme.name.clone());
    view! {
        <li class="result">
            <h3>
                <a href=paths::advert(locale, &card.uid) lang=lang_of(&card.title, locale)>{card.title.text.clone()}</a>
            </h3>
            <p class="result-origin">{origin([Some(what), Some(whose(card, locale)), theme, None])}</p>
            {excerpt(runs, other_than(language, locale))}
            <div class="result-foot">{advert_foot(card, locale)}</div>
        </li>
    }
}

fn organisation(
    card: OrganisationCard,
    kind: &'static str,
    (runs, language): (Vec<Run>, Language),
    locale: Locale,
) -> impl IntoView {
    let place = card.region.map(|region| region.name(locale).to_owned());
    let what = card.kind.name(locale).to_owned();
    view! {
        <li class="result">
            <h3><a href=paths::organisation(locale, &card.slug)>{card.name}</a></h3>
            <p class="result-origin">{origin([Some(kind.to_owned()), Some(what), place, None])}</p>
            {excerpt(runs, other_than(language, locale))}
            {card.demo.then(|| view! { <div class="result-foot">{demo(true, locale)}</div> })}
        </li>
    }
}

/// A document leads to its file, and to what it belongs to.
fn document(
    card: DocumentCard,
    kind: &'static str,
    (runs, language): (Vec<Run>, Language),
    locale: Locale,
) -> impl IntoView {
    let file = document_words::file(locale, &card.file_kind, card.size);
    let place = card.place.as_ref().and_then(|place| document_words::place(locale, place));
    let (address, title) = match card.of {
        DocumentOf::Practice(practice) => (paths::practice(locale, &practice.slug), practice.title),
        DocumentOf::Twinning(slug, title) => (paths::twinning(locale, &slug), title),
        DocumentOf::Post(thread, position, title) => (paths::post(locale, &thread, position), title),
    };
    let lang = lang_of(&title, locale);
    view! {
        <li class="result">
            <h3><a href=paths::document_file(&card.uid, &card.file_name)>{card.title}</a></h3>
            <p class="result-origin">{origin([Some(kind.to_owned()), Some(file), place, None])}</p>
            <p class="result-origin">
                {say!(locale, documents.belongs_to)} " " <a href=address lang=lang>{title.text}</a>
            </p>
            {excerpt(runs, other_than(language, locale))}
        </li>
    }
}

pub(super) fn origin(parts: [Option<String>; 4]) -> String {
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The code of a text's language, where it is not the page's.
pub(super) fn other_than(language: Language, locale: Locale) -> Option<&'static str> {
    (language != locale.language()).then(|| language.code())
}

pub(super) fn excerpt(runs: Vec<Run>, lang: Option<&'static str>) -> impl IntoView {
    let is_empty = runs.iter().all(|run| run.text.trim().is_empty());
    (!is_empty).then(|| view! { <p class="result-excerpt" lang=lang><Marked runs/></p> })
}

fn demo(is_demo: bool, locale: Locale) -> impl IntoView {
    is_demo.then(|| view! { <span class="demo-mark">{say!(locale, common.demo)}</span> })
}
