// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Threads in lists, and the box of them on the page of what they are about.

use domain::Locale;
use domain::policy::ThreadState;
use domain::post::MarkKind;
use domain::thread::{ThreadAbout, page_of};
use leptos::prelude::*;
use portal::talking::{MarkedLine, Place, ThreadLine, ThreadsBoxed};

use super::lang_of;
use super::named::Named;
use super::numbers;
use super::search_within::SearchWithin;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::render::asked;

/// Where a thread stands, as a link.
pub fn place(locale: Locale, place: &Place) -> AnyView {
    let (address, title) = match place {
        Place::Free => return say!(locale, threads.line.free).into_any(),
        Place::Gone => return say!(locale, threads.line.gone).into_any(),
        Place::Twinning(slug, title) => (paths::twinning(locale, slug), title),
        Place::Practice(slug, title) => (paths::practice(locale, slug), title),
        Place::Advert(uid, title) => (paths::advert(locale, uid), title),
        Place::Community(slug, title) => (paths::community(locale, slug), title),
    };
    let lang = lang_of(title, locale);
    let text = title.text.clone();
    view! { <a href=address lang=lang>{text}</a> }.into_any()
}

/// The title of a thread; of one that was withdrawn that it was.
pub fn title(locale: Locale, line: &ThreadLine) -> (String, Option<&'static str>) {
    match line.title.text.is_empty() {
        true => (say!(locale, threads.line.withdrawn).to_owned(), None),
        false => (line.title.text.clone(), lang_of(&line.title, locale)),
    }
}

/// How many take part and how much was said, as one line (AC-003-3: nobody is 0).
pub fn tally(locale: Locale, line: &ThreadLine) -> String {
    let posts = say!(locale, threads.line.posts, count = line.posts);
    let participants = say!(locale, threads.line.participants, count = line.participants);
    format!("{posts} · {participants}")
}

/// A thread in a list, below a heading of the second level.
#[component]
pub fn ThreadListLine(
    /// The thread.
    line: ThreadLine,
) -> impl IntoView {
    let locale = asked().here.locale;
    let (title, lang) = title(locale, &line);
    // A member goes on where reading ended.
    let address = match line.first_unread {
        None => paths::thread(locale, &line.address),
        Some(position) => paths::thread_page(locale, &line.address, page_of(position)),
    };
    let marks = marks(locale, &line);
    let kind = line.kind.name(locale);
    let last = match line.posts {
        0 => say!(locale, threads.line.opened, day = numbers::moment(locale, line.at)),
        _ => say!(locale, threads.line.last, time = numbers::time(locale, line.last_at)),
    };
    view! {
        <li class="result thread-line">
            <h3><a href=address lang=lang>{title}</a></h3>
            <p class="result-origin">{kind} " · " {place(locale, &line.place)}</p>
            <p class="result-foot">{tally(locale, &line)} " · " {last} {marks}</p>
        </li>
    }
}

/// What else there is to know of a thread in a list.
fn marks(locale: Locale, line: &ThreadLine) -> impl IntoView + use<> {
    let mut words: Vec<String> = Vec::new();
    if line.pinned {
        words.push(say!(locale, threads.line.pinned).to_owned());
    }
    if line.answered {
        words.push(say!(locale, threads.line.answered).to_owned());
    }
    match line.state {
        ThreadState::Open => {}
        ThreadState::Locked => words.push(say!(locale, threads.line.locked).to_owned()),
        ThreadState::Closed => words.push(say!(locale, threads.line.closed).to_owned()),
        ThreadState::Merged => words.push(say!(locale, threads.line.merged).to_owned()),
    }
    if line.unread > 0 {
        words.push(say!(locale, threads.line.unread, count = line.unread));
    }
    let marks = words.into_iter().map(|words| view! { " " <span class="thread-mark">{words}</span> }).collect_view();
    let demo = line.demo.then(|| view! { " " <span class="demo-mark">{say!(locale, common.demo)}</span> });
    view! { {marks} {demo} }
}

/// The threads about something, on its own page: title, opening date, participants, and the way there (AC-003-3).
#[component]
pub fn ThreadsBox(
    /// What the portal says of them.
    value: ThreadsBoxed,
) -> impl IntoView {
    let locale = asked().here.locale;
    let ThreadsBoxed { about, threads, total, may_begin } = value;
    let none = threads.is_empty().then(|| view! { <p>{say!(locale, threads.boxed.none)}</p> });
    let within = match &about {
        ThreadAbout::Twinning(_) => Some(say!(locale, threads.within.twinning)),
        ThreadAbout::Community(_) => Some(say!(locale, threads.within.community)),
        ThreadAbout::Practice(_) | ThreadAbout::Advert(_) => None,
    };
    let within = within.filter(|_| !threads.is_empty());
    let within = within.map(|label| view! { <SearchWithin code=paths::thread_place(&about) label/> });
    let lines = threads.into_iter().map(|line| boxed(locale, line)).collect_view();
    let all = (total > 1).then(|| {
        let words = say!(locale, threads.boxed.all, count = total);
        view! { <p><a href=paths::threads_of(locale, &about)>{words}</a></p> }
    });
    let begin = may_begin.then(|| {
        let (address, words) = match &about {
            ThreadAbout::Practice(_) => (paths::ask_in_thread(locale, &about), say!(locale, threads.boxed.ask)),
            ThreadAbout::Advert(_) => (paths::ask_in_thread(locale, &about), say!(locale, threads.boxed.ask_advert)),
            ThreadAbout::Twinning(_) | ThreadAbout::Community(_) => {
                (paths::begin_thread(locale, Some(&about)), say!(locale, threads.begin))
            }
        };
        view! { <p class="no-print"><a class="btn btn-outline-primary" href=address>{words}</a></p> }
    });
    view! {
        {none}
        <ul class="thread-box">{lines}</ul>
        {all}
        {within}
        {begin}
    }
}

fn boxed(locale: Locale, line: ThreadLine) -> impl IntoView {
    let (title, lang) = title(locale, &line);
    let opened = say!(locale, threads.line.opened, day = numbers::moment(locale, line.at));
    let participants = say!(locale, threads.line.participants, count = line.participants);
    let marks = marks(locale, &line);
    let address = paths::thread(locale, &line.address);
    let named = format!("{}: {title}", say!(locale, threads.boxed.go));
    view! {
        <li>
            <h3 lang=lang>{title}</h3>
            <p class="result-foot">{opened} " · " {participants} {marks}</p>
            <p><a href=address aria-label=named>{say!(locale, threads.boxed.go)}</a></p>
        </li>
    }
}

/// Decisions, open questions and actions, each kind under its heading; nothing where nothing was marked.
#[component]
pub fn MarkedLists(
    /// The marked posts, in their order.
    lines: Vec<MarkedLine>,
) -> impl IntoView {
    let locale = asked().here.locale;
    let lists = MarkKind::ALL.iter().map(|kind| {
        let of_kind: Vec<_> = lines.iter().filter(|line| line.mark.kind == *kind).cloned().collect();
        (!of_kind.is_empty()).then(|| {
            let lines = of_kind.into_iter().map(|line| marked(locale, line)).collect_view();
            view! { <h3>{heading(locale, *kind)}</h3> <ul class="thread-marked">{lines}</ul> }
        })
    });
    lists.collect_view()
}

fn heading(locale: Locale, kind: MarkKind) -> &'static str {
    match kind {
        MarkKind::Decision => say!(locale, threads.marked.decision),
        MarkKind::OpenQuestion => say!(locale, threads.marked.open_question),
        MarkKind::Action => say!(locale, threads.marked.action),
    }
}

fn marked(locale: Locale, line: MarkedLine) -> impl IntoView {
    let lang = (line.language != locale.language()).then(|| line.language.code());
    let address = paths::post(locale, &line.address, line.position);
    let facts = facts(locale, &line);
    view! {
        <li>
            <a href=address lang=lang>{line.opening}</a>
            {(!facts.is_empty()).then(|| view! { <span class="cell-note">{facts}</span> })}
        </li>
    }
}

/// Who does an action and until when.
fn facts(locale: Locale, line: &MarkedLine) -> String {
    let mut facts = Vec::new();
    if let Some(owner) = &line.mark.owner {
        facts.push(say!(locale, threads.marked.who, name = owner.clone()));
    }
    if let Some(due) = line.mark.due {
        facts.push(say!(locale, threads.marked.until, day = numbers::date(locale, due.into())));
    }
    if line.mark.planned {
        facts.push(say!(locale, threads.marked.planned).to_owned());
    }
    facts.join(", ")
}
