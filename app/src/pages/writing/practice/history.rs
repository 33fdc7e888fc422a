// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What was done to a practice, newest first, and the way to two of its versions side by side.

use domain::Locale;
use leptos::prelude::*;
use portal::writing::HistoryLine;

use super::super::checklist::{Leads, Remarks};
use super::super::states;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::numbers;
use crate::ssr::render::asked;

/// The history; nothing where nothing is recorded.
#[component]
pub fn History(
    /// The practice.
    uid: String,
    /// What was done, in any order.
    history: Vec<HistoryLine>,
) -> impl IntoView {
    let locale = asked().here.locale;
    if history.is_empty() {
        return ().into_any();
    }
    let mut history = history;
    history.sort_by_key(|line| std::cmp::Reverse(line.number));
    let versions: Vec<HistoryLine> = history.iter().filter(|line| line.has_text).cloned().collect();
    let compare = (versions.len() > 1).then(|| view! { <Compare uid versions/> });
    let lines = history.into_iter().map(|line| view! { <Line line/> }).collect_view();
    view! {
        <section class="writing-section" aria-labelledby="storico">
            <h2 id="storico">{say!(locale, writing.history.title)}</h2>
            {compare}
            <ul class="history">{lines}</ul>
        </section>
    }
    .into_any()
}

#[component]
fn Line(line: HistoryLine) -> impl IntoView {
    let locale = asked().here.locale;
    let who = line.by.clone().map(|name| view! { ", " <bdi>{name}</bdi> });
    let note = line.note.clone().map(|note| view! { <p class="written" dir="auto">{note}</p> });
    let remarks =
        (!line.remarks.is_empty()).then(|| view! { <Remarks remarks=line.remarks.clone() leads=Leads::Nowhere/> });
    view! {
        <li>
            <p class="history-head">
                <strong>{states::act(locale, line.act)}</strong> " · " {numbers::time(locale, line.at)} {who}
            </p>
            {note}
            {remarks}
        </li>
    }
}

/// How a version is called: its number, what was done, when and by whom.
pub fn version_name(locale: Locale, line: &HistoryLine) -> String {
    let (number, act, at) = (line.number, states::act(locale, line.act), numbers::time(locale, line.at));
    match line.by.clone() {
        Some(name) => say!(locale, writing.history.version_by, number = number, act = act, time = at, name = name),
        None => say!(locale, writing.history.version, number = number, act = act, time = at),
    }
}

/// Two versions to choose: the newest and the one before it at first.
#[component]
fn Compare(uid: String, versions: Vec<HistoryLine>) -> impl IntoView {
    let locale = asked().here.locale;
    let select = |id: &'static str, name: &'static str, label: &'static str, chosen: usize| {
        let options = versions.iter().enumerate().map(|(place, line)| {
            let words = version_name(locale, line);
            view! { <option value=line.uid.clone() selected=place == chosen>{words}</option> }
        });
        let options = options.collect_view();
        view! {
            <div class="form-field">
                <label for=id>{label}</label>
                <select class="form-control" id=id name=name>{options}</select>
            </div>
        }
    };
    let from = select("da", "da", say!(locale, writing.history.from), 1);
    let to = select("a", "a", say!(locale, writing.history.to), 0);
    view! {
        <details class="disclosed">
            <summary>{say!(locale, writing.history.compare)}</summary>
            <form class="disclosed-body" action=paths::versions(locale, &uid) method="get">
                {from}
                {to}
                <button class="btn btn-outline-primary" r#type="submit">{say!(locale, writing.history.show)}</button>
            </form>
        </details>
    }
}
