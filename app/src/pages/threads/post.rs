// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A post in its thread: who says what when, what it is for later readers, and what can be done to it.

use domain::moderation::{Subject, SubjectKind};
use domain::policy::{Act, Standing};
use domain::post::Reaction;
use domain::thread::{Row, ThreadKind};
use domain::{Locale, Uid};
use leptos::prelude::*;
use portal::talking::{MarkLine, PostLine, ReactionLine, Replying, ThreadPage, Writer};

use super::attached::attached;
use super::reply::name;
use crate::paths::{self, Quoting};
use crate::ssr::i18n::say;
use crate::ssr::parts::moderating::{FlagLink, ModerateLink};
use crate::ssr::parts::named::Named;
use crate::ssr::parts::numbers;
use crate::ssr::parts::raw::Rich;

/// Who wrote it, with the way to the profile where the reader may see that.
pub(super) fn writer(locale: Locale, one: &Writer) -> AnyView {
    let name = name(locale, one);
    match &one.uid {
        Some(uid) => view! { <a href=paths::member(locale, uid)><bdi>{name}</bdi></a> }.into_any(),
        None => view! { <bdi>{name}</bdi> }.into_any(),
    }
}

/// A post.
pub(super) fn post(locale: Locale, value: &ThreadPage, row: &Row<PostLine>) -> impl IntoView + use<> {
    let line = &row.post;
    let id = paths::post_id(line.position);
    let head = head(locale, value, line);
    let class = if line.is_answer { "thread-post is-answer" } else { "thread-post" };
    let level = (row.level > 0).then(|| row.level.to_string());
    let answers = row.answers.map(|answered| {
        let address = paths::post(locale, &value.line.address, answered);
        view! { <p class="thread-answers"><a href=address>{say!(locale, threads.read.answers, position = answered)}</a></p> }
    });
    let body = match (&line.html, line.standing) {
        (Some(html), _) => view! { <Rich html=html.clone()/> }.into_any(),
        (None, Standing::Erased) => view! { <p class="thread-gone">{say!(locale, threads.read.erased)}</p> }.into_any(),
        (None, _) => view! { <p class="thread-gone">{say!(locale, threads.read.withdrawn)}</p> }.into_any(),
    };
    let menu = line.html.is_some().then(|| menu(locale, value, line));
    view! {
        <li class=class id=id data-level=level>
            {head}
            {answers}
            {body}
            {attached(locale, &line.documents)}
            {menu}
        </li>
    }
}

/// Who, when, the number that is its own address, and what it is.
fn head(locale: Locale, value: &ThreadPage, line: &PostLine) -> impl IntoView + use<> {
    let address = paths::post(locale, &value.line.address, line.position);
    let permalink = say!(locale, threads.read.permalink, position = line.position);
    let edited = line.edited_at.filter(|_| line.html.is_some()).map(|at| {
        let words = say!(locale, threads.read.edited, time = numbers::time(locale, at));
        let history = paths::post_history(locale, &value.line.address, line.position);
        view! { " · " <a href=history rel="nofollow">{words}</a> }
    });
    let answer = line.is_answer.then(|| view! { <p class="thread-badge">{say!(locale, threads.read.answer)}</p> });
    let mark = line.mark.as_ref().map(|mark| view! { <p class="thread-badge">{mark_words(locale, mark)}</p> });
    let standing = match line.standing {
        Standing::Queued => Some(say!(locale, threads.read.waits)),
        Standing::Hidden => Some(say!(locale, threads.read.hidden)),
        Standing::Visible | Standing::Deleted | Standing::Erased => None,
    };
    let standing = standing.map(|words| view! { <p class="thread-note">{words}</p> });
    view! {
        <h3 class="thread-head">
            {writer(locale, &line.writer)} " · " {numbers::time(locale, line.at)} " · " <a href=address>{permalink}</a>
            {edited}
        </h3>
        {answer}
        {mark}
        {standing}
    }
}

/// What a post is for later readers, in one line.
pub(super) fn mark_words(locale: Locale, mark: &MarkLine) -> String {
    let mut words = vec![mark.kind.name(locale).to_owned()];
    if let Some(owner) = &mark.owner {
        words.push(say!(locale, threads.marked.who, name = owner.clone()));
    }
    if let Some(due) = mark.due {
        words.push(say!(locale, threads.marked.until, day = numbers::date(locale, due.into())));
    }
    if mark.planned {
        words.push(say!(locale, threads.marked.planned).to_owned());
    }
    words.join(" · ")
}

/// What can be done to a post.
fn menu(locale: Locale, value: &ThreadPage, line: &PostLine) -> impl IntoView + use<> {
    let address = value.line.address.as_str();
    let may = |act: Act| line.may.contains(&act);
    let takes_words = matches!(value.replying, Replying::Yes | Replying::SignInFirst);
    let replies = (takes_words && line.standing == Standing::Visible).then(|| {
        let to = |quoting| paths::reply_to(locale, address, line.position, quoting);
        view! {
            <li><a href=to(Quoting::Nothing) rel="nofollow">{say!(locale, threads.post_acts.reply)}</a></li>
            <li><a href=to(Quoting::Words) rel="nofollow">{say!(locale, threads.post_acts.quote)}</a></li>
        }
    });
    let own = (may(Act::Edit) || may(Act::Withdraw)).then(|| {
        view! { <li><a href=paths::post_form(locale, address, line.position)>{say!(locale, threads.post_acts.manage)}</a></li> }
    });
    let mark = may(Act::Mark).then(|| {
        let there = format!("{}#segna", paths::post_form(locale, address, line.position));
        view! { <li><a href=there>{say!(locale, threads.post_acts.mark)}</a></li> }
    });
    let subject = || Some(Subject { kind: SubjectKind::Post, uid: Uid::parse(&line.uid).ok()? });
    let flag = subject().filter(|_| may(Act::Flag)).map(|subject| view! { <li><FlagLink subject/></li> });
    let moderate = subject().filter(|_| may(Act::Moderate)).map(|subject| view! { <li><ModerateLink subject/></li> });
    let label = say!(locale, threads.post_acts.menu, position = line.position);
    view! {
        {buttons(locale, value, line)}
        <ul class="thread-acts no-print" aria-label=label>
            {replies} {own} {mark} {flag} {moderate}
        </ul>
    }
}

/// What is done with one click: thanks, useful, the accepted answer.
fn buttons(locale: Locale, value: &ThreadPage, line: &PostLine) -> AnyView {
    let may_thank = line.may.contains(&Act::Thank);
    let may_accept = value.line.kind == ThreadKind::Question && line.may.contains(&Act::Accept);
    if !may_thank && !may_accept {
        return counts(locale, line);
    }
    let thanks = may_thank.then(|| {
        let button = |one: &ReactionLine| {
            let words = counted(locale, one.reaction, one.count);
            let (deed, words) = match one.own {
                true => ("take", say!(locale, threads.post_acts.take_back, what = words)),
                false => ("give", words),
            };
            let value = format!("{deed}:{}", one.reaction.code());
            view! {
                <button class="thread-button" r#type="submit" name="action" value=value>{words}</button>
            }
        };
        line.reactions.iter().map(button).collect_view()
    });
    let accept = may_accept.then(|| {
        let (value, words) = match line.is_answer {
            true => ("unaccept", say!(locale, threads.post_acts.unaccept)),
            false => ("accept", say!(locale, threads.post_acts.accept)),
        };
        view! { <button class="thread-button" r#type="submit" name="action" value=value>{words}</button> }
    });
    view! {
        <form class="thread-buttons no-print" action=paths::thread_page(locale, &value.line.address, value.page) method="post">
            <input r#type="hidden" name="post" value=line.position.to_string()/>
            {thanks}
            {accept}
        </form>
    }
    .into_any()
}

/// How many said so, for who says nothing.
fn counts(locale: Locale, line: &PostLine) -> AnyView {
    let said: Vec<String> =
        line.reactions.iter().filter(|one| one.count > 0).map(|one| counted(locale, one.reaction, one.count)).collect();
    (!said.is_empty()).then(|| view! { <p class="thread-counts">{said.join(" · ")}</p> }).into_any()
}

fn counted(locale: Locale, reaction: Reaction, count: u64) -> String {
    match (reaction, count) {
        (reaction, 0) => reaction.name(locale).to_owned(),
        (Reaction::Useful, count) => say!(locale, threads.post_acts.useful_count, count = count),
        (Reaction::Thanks, count) => say!(locale, threads.post_acts.thanks_count, count = count),
    }
}
