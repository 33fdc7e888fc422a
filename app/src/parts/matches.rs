// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Matches: what was matched, its score, and where each of its points comes from.

mod because;

use domain::Locale;
use domain::advert::AdvertKind;
use domain::matching::{Component, MatchState};
use domain::policy::{Act, New, On, Viewer, allows};
use leptos::prelude::*;
use portal::cards::ThemeLink;
use portal::matching::{MatchLine, MatchOwn, Matched, MatchesBrief};

use super::advert::whose;
use super::card::offered_by;
use super::lang_of;
use super::named::Named;
use super::two_bodies::TwoBodiesTable;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::render::asked;
use because::sentence;

/// Where all matches of something stand.
pub fn address(locale: Locale, own: &MatchOwn, page: u32) -> String {
    match own.is_practice {
        true => paths::seekers(locale, &own.address, page),
        false => paths::matches(locale, &own.address, page),
    }
}

/// The best matches of something that the own body has out, as a section of another page.
#[component]
pub fn BestMatches(
    /// The matches.
    brief: MatchesBrief,
    /// The heading.
    heading: String,
    /// The `id` of the heading.
    #[prop(into)]
    id: String,
) -> impl IntoView {
    view! {
        <section class="writing-section" aria-labelledby=id.clone()>
            <h2 id=id.clone()>{heading}</h2>
            <BestList brief/>
        </section>
    }
}

/// The best matches without a heading, and the way to all of them.
#[component]
pub fn BestList(
    /// The matches.
    brief: MatchesBrief,
) -> impl IntoView {
    let locale = asked().here.locale;
    let (all, count) = (address(locale, &brief.own, 1), brief.total);
    if brief.matches.is_empty() {
        return view! {
            <p class="measure">{say!(locale, matching.none)} " " <a href=all>{say!(locale, matching.every)}</a></p>
        }
        .into_any();
    }
    let lines = brief.matches.iter().map(|line| short(locale, line));
    view! {
        <ol class="results">{lines.collect_view()}</ol>
        <p><a href=all>{say!(locale, matching.every)} " (" {count} ")"</a></p>
    }
    .into_any()
}

/// A match in one entry: what it is, and its strongest reasons.
fn short(locale: Locale, line: &MatchLine) -> impl IntoView + use<> {
    let mut best: Vec<&Component> = line.score.components.iter().filter(|one| one.points > 0).collect();
    best.sort_by_key(|one| std::cmp::Reverse(one.points));
    let reasons = best.iter().take(2).map(|one| sentence(locale, one, &line.themes)).collect::<Vec<_>>().join(" ");
    view! {
        <li class="result">
            <h3>{title(locale, &line.matched)}</h3>
            <p class="result-origin">{origin(locale, &line.matched)}</p>
            <p class="result-excerpt">{reasons}</p>
            <div class="result-foot">{mark(locale, line.state)} " " {score_words(locale, line)}</div>
        </li>
    }
}

/// A match with all that explains it, and what can be done with it.
#[component]
pub fn MatchEntry(
    /// The match.
    line: MatchLine,
    /// What it was sought for.
    own: MatchOwn,
    /// The form by which it is taken out.
    children: Children,
) -> impl IntoView {
    let here = asked().here;
    let locale = here.locale;
    let parts = line.score.components.iter().map(|one| part(locale, one, &line.themes));
    let ways = ways_on(locale, &here.viewer, &line, &own);
    view! {
        <li class="result match-entry">
            <h3>{title(locale, &line.matched)}</h3>
            <p class="result-origin">{origin(locale, &line.matched)}</p>
            <p class="result-foot">{mark(locale, line.state)} " " <strong>{score_words(locale, &line)}</strong></p>
            <h4>{say!(locale, matching.why)}</h4>
            <ul class="match-parts">{parts.collect_view()}</ul>
            <TwoBodiesTable bodies=line.bodies.clone()/>
            <p class="button-row">{ways}</p>
            {children()}
        </li>
    }
}

/// What a match is, as a link to it.
pub fn title(locale: Locale, matched: &Matched) -> impl IntoView + use<> {
    let address = match matched {
        Matched::Advert(card) => paths::advert(locale, &card.uid),
        Matched::Practice(card) => paths::practice(locale, &card.slug),
    };
    let title = matched.title();
    view! { <a href=address lang=lang_of(title, locale)>{title.text.clone()}</a> }
}

/// What it is and whose: "Cerco · Comune di Caposele, Campania".
fn origin(locale: Locale, matched: &Matched) -> String {
    match matched {
        Matched::Advert(card) => format!("{} · {}", card.kind.name(locale), whose(card, locale)),
        Matched::Practice(card) => {
            let kind = say!(locale, library.record.practice).to_owned();
            std::iter::once(kind).chain(offered_by(card, locale)).collect::<Vec<_>>().join(" · ")
        }
    }
}

fn mark(locale: Locale, state: MatchState) -> impl IntoView + use<> {
    view! { <span class="desk-mark">{state.name(locale)}</span> }
}

fn score_words(locale: Locale, line: &MatchLine) -> String {
    say!(locale, matching.score, points = points(locale, line.score.total))
}

/// Tenths of a point as people write them: 35, 12,5.
fn points(locale: Locale, tenths: u16) -> String {
    let sign = match locale {
        Locale::Italian => ',',
        Locale::English => '.',
    };
    match tenths % 10 {
        0 => (tenths / 10).to_string(),
        tenth => format!("{}{sign}{tenth}", tenths / 10),
    }
}

/// One component: its name, its points, a bar for the eye, and why.
fn part(locale: Locale, one: &Component, themes: &[ThemeLink]) -> impl IntoView + use<> {
    let worth = say!(locale, matching.part, points = points(locale, one.points), most = points(locale, one.of));
    let width = (u32::from(one.points) * 100 / u32::from(one.of.max(1))).to_string();
    view! {
        <li>
            <p class="match-part">
                <span class="match-part-name">{one.kind.name(locale)}</span> " " <span>{worth}</span>
            </p>
            <svg class="match-bar" viewBox="0 0 100 4" aria-hidden="true" focusable="false">
                <rect class="match-bar-whole" width="100" height="4"></rect>
                <rect class="match-bar-part" width=width height="4"></rect>
            </svg>
            <p class="match-because">{sentence(locale, one, themes)}</p>
        </li>
    }
}

/// To write to the other body, and to propose a twinning with everything filled in.
fn ways_on(locale: Locale, viewer: &Viewer, line: &MatchLine, own: &MatchOwn) -> impl IntoView + use<> {
    let (contact, words) = match (&line.conversation, &line.matched) {
        (Some(uid), _) => (paths::contact(locale, uid), say!(locale, matching.conversation)),
        (None, Matched::Advert(card)) => {
            (format!("{}#rispondi", paths::advert(locale, &card.uid)), say!(locale, matching.contact))
        }
        (None, Matched::Practice(card)) => (paths::ask_owner(locale, &card.slug), say!(locale, matching.contact)),
    };
    let may = allows(viewer, Act::Create, &On::New(New::Twinning, Some(own.body.clone()))).is_ok();
    let propose = may.then(|| {
        view! {
            <a class="btn btn-outline-primary" href=proposal(locale, line, own)>{say!(locale, matching.propose)}</a>
        }
    });
    view! { <a class="btn btn-primary" href=contact>{words}</a> " " {propose} }
}

/// Of two adverts the other one is answered; over a practice the advert is the one that seeks.
fn proposal(locale: Locale, line: &MatchLine, own: &MatchOwn) -> String {
    match &line.matched {
        Matched::Advert(card) => {
            let practice = Some(own.address.as_str()).filter(|_| own.is_practice);
            paths::propose_twinning_over(locale, &card.uid, practice)
        }
        Matched::Practice(card) => paths::propose_twinning_over(locale, &own.address, Some(&card.slug)),
    }
}

/// The words for what is sought: of an advert that seeks, who answers it; of an offer, who seeks it.
pub fn heading(locale: Locale, own: &MatchOwn) -> &'static str {
    match own.direction {
        AdvertKind::Offer if own.is_practice => say!(locale, matching.seekers),
        AdvertKind::Seek | AdvertKind::Offer => say!(locale, matching.title),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_told_with_their_tenth_where_there_is_one() {
        assert_eq!(points(Locale::Italian, 350), "35");
        assert_eq!(points(Locale::Italian, 125), "12,5");
        assert_eq!(points(Locale::English, 5), "0.5");
    }
}
