// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! All threads that the reader may read, with what narrows them.

use domain::Locale;
use domain::thread::ThreadKind;
use leptos::prelude::*;
use portal::cards::ThemeLink;
use portal::talking::{Answered, PlaceKind, ThreadsPage as Value, ThreadsRequest, about_of};

use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::crumbs::Crumbs;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::forms::Choice;
use crate::ssr::parts::head::Head;
use crate::ssr::parts::named::Named;
use crate::ssr::parts::narrow::NarrowBy;
use crate::ssr::parts::numbers;
use crate::ssr::parts::pager::{Pager, pages};
use crate::ssr::parts::threads::{ThreadListLine, place};
use crate::ssr::render::{Here, asked};

/// The value of `risposta` that asks for open questions.
const UNANSWERED: &str = "no";

/// The list.
#[component]
pub fn ThreadsPage() -> impl IntoView {
    let asked = asked();
    let request = request(&asked.here);
    Suspend::new(async move {
        match asked.portal.threads(&asked.here.viewer, asked.here.locale, request).await {
            Ok(value) => view! { <Threads value/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

/// What the address asks for; what is not understood is left out.
fn request(here: &Here) -> ThreadsRequest {
    let given = |name: &str| here.parameter(name).filter(|value| !value.is_empty());
    ThreadsRequest {
        about: given("su").and_then(|place| about_of(&place)),
        place: given("dove").and_then(|code| PlaceKind::from_code(&code)),
        kind: given("tipo").and_then(|code| ThreadKind::from_code(&code)),
        theme: given("theme"),
        answered: match given("risposta").as_deref() {
            Some(UNANSWERED) => Answered::NotYet,
            _ => Answered::Either,
        },
        page: given("page").and_then(|page| page.parse().ok()).unwrap_or(1),
    }
}

/// The address of a page of the list.
fn address(locale: Locale, request: &ThreadsRequest, page: u32) -> String {
    let about = request.about.as_ref().map(paths::thread_place);
    let filters = [
        ("su", about.as_deref()),
        ("dove", request.place.map(PlaceKind::code)),
        ("tipo", request.kind.map(ThreadKind::code)),
        ("theme", request.theme.as_deref()),
        ("risposta", (request.answered == Answered::NotYet).then_some(UNANSWERED)),
    ];
    paths::listed(paths::threads(locale), &filters, page)
}

#[component]
fn Threads(value: Value) -> impl IntoView {
    let asked = asked();
    let locale = asked.here.locale;
    let title = say!(locale, threads.title);
    let Value { request, place: about, lines, total, per_page, themes, by_place, by_kind } = value;
    let addresses: Vec<String> = (1..=pages(total, per_page)).map(|page| address(locale, &request, page)).collect();
    let current = request.page;
    let narrowed = request != ThreadsRequest { page: request.page, ..ThreadsRequest::default() };
    let found = say!(locale, threads.found, count = total, number = numbers::count(locale, total));
    let about = about.map(|about| {
        view! { <p class="measure">{say!(locale, threads.about_this)} " " {place(locale, &about)}</p> }
    });
    let none = (total == 0).then(|| {
        let words = if narrowed { say!(locale, threads.none_fits) } else { say!(locale, threads.none) };
        let all = narrowed.then(|| view! { " " <a href=paths::threads(locale)>{say!(locale, threads.all)}</a> });
        view! { <p class="mt-3">{words} {all}</p> }
    });
    let begin = asked.portal.may_begin_free(&asked.here.viewer).then(|| {
        let address = paths::begin_thread(locale, request.about.as_ref());
        view! { <p><a class="btn btn-primary" href=address>{say!(locale, threads.begin)}</a></p> }
    });
    let lines = lines.into_iter().map(|line| view! { <ThreadListLine line/> }).collect_view();
    view! {
        <Head title=title.to_owned() description=say!(locale, threads.lead) hidden=narrowed/>
        <Crumbs trail=Vec::new() here=title.to_owned()/>
        <div class="container py-4">
            <h1>{title}</h1>
            <p class="lead measure">{say!(locale, threads.lead)}</p>
            {begin}
            {about}
            <Narrow request themes by_place by_kind/>
        </div>
        <div class="container pb-5">
            <h2 class="mt-3">{found}</h2>
            {none}
            <ol class="results">{lines}</ol>
            <Pager current address=addresses/>
            <p class="no-print"><a href=paths::thread_feed(locale)>{say!(locale, threads.feed)}</a></p>
        </div>
    }
}

/// The form that narrows the list.
#[component]
fn Narrow(
    request: ThreadsRequest,
    themes: Vec<ThemeLink>,
    by_place: Vec<(PlaceKind, u64)>,
    by_kind: Vec<(ThreadKind, u64)>,
) -> impl IntoView {
    let locale = asked().here.locale;
    let counted = |name: &str, count: u64| format!("{name} ({})", numbers::count(locale, count));
    let places = by_place.into_iter().map(|(one, count)| Choice::new(one.code(), counted(one.name(locale), count)));
    let places: Vec<Choice> = places.collect();
    let kinds = by_kind.into_iter().map(|(one, count)| Choice::new(one.code(), counted(one.name(locale), count)));
    let kinds: Vec<Choice> = kinds.collect();
    let themes: Vec<Choice> = themes.into_iter().map(|theme| Choice::new(theme.slug, theme.name)).collect();
    let answers = vec![Choice::new(UNANSWERED, say!(locale, threads.narrow.unanswered))];
    let about = request.about.as_ref().map(|about| {
        view! { <input r#type="hidden" name="su" value=paths::thread_place(about)/> }
    });
    let (dove, tipo) = (say!(locale, threads.narrow.place), say!(locale, threads.narrow.kind));
    let (any_place, any_kind) = (say!(locale, threads.narrow.any_place), say!(locale, threads.narrow.any_kind));
    let (answer, any_answer) = (say!(locale, threads.narrow.answer), say!(locale, threads.narrow.any_answer));
    let chosen_place = request.place.map(|one| one.code().to_owned());
    let chosen_kind = request.kind.map(|one| one.code().to_owned());
    let chosen_answer = (request.answered == Answered::NotYet).then(|| UNANSWERED.to_owned());
    let (theme, all_themes) = (say!(locale, places.theme), say!(locale, places.all_themes));
    view! {
        <form class="search-box" role="search" aria-label=say!(locale, threads.narrow.label) action=paths::threads(locale) method="get">
            {about}
            <div class="narrow-row">
                <NarrowBy name="dove" label=dove any=any_place choices=places chosen=chosen_place/>
                <NarrowBy name="tipo" label=tipo any=any_kind choices=kinds chosen=chosen_kind/>
                <NarrowBy name="theme" label=theme any=all_themes choices=themes chosen=request.theme/>
                <NarrowBy name="risposta" label=answer any=any_answer choices=answers chosen=chosen_answer/>
            </div>
            <button class="btn btn-outline-primary mt-3" r#type="submit">{say!(locale, threads.narrow.send)}</button>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_address_asks_for_is_read_and_written_the_same() {
        let whole = "/discussioni?su=practice%3Atrio&dove=practice&tipo=question&theme=nidi&risposta=no&page=2";
        let request = request(&Here::of(&whole.parse().expect("an address")));
        assert_eq!((request.kind, request.page), (Some(ThreadKind::Question), 2));
        assert_eq!(address(Locale::Italian, &request, 2), whole);
    }

    #[test]
    fn what_is_not_understood_is_left_out() {
        let bad = "/discussioni?su=altro&dove=x&tipo=y&risposta=z&page=w".parse().expect("an address");
        assert_eq!(request(&Here::of(&bad)), ThreadsRequest { page: 1, ..ThreadsRequest::default() });
    }
}
