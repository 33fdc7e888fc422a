// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The head of a twinning: its name, its two sides, where it stands, and the facts beside the text.

use domain::policy::{Act, Publicity, TwinningFacts};
use domain::twinning::{PartyRole, TwinningState};
use leptos::prelude::*;
use portal::twinnings::PartyPlace;

use super::{Reading, fact};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::chips::ThemeChips;
use crate::ssr::parts::graft::Graft;
use crate::ssr::parts::named::{Named, language_within};
use crate::ssr::parts::numbers;
use crate::ssr::parts::transfer::{linked, named};
use crate::ssr::parts::when;

/// One sentence on it, for search engines.
pub(super) fn description(reading: &Reading) -> String {
    let (locale, page) = (reading.locale, &reading.page);
    let strapline = page.twinning.strapline.clone();
    strapline.unwrap_or_else(|| {
        let side = |role| named(&side(reading, role), locale);
        let (offers, receives) = (side(PartyRole::Offering), side(PartyRole::Recipient));
        say!(locale, twinnings.description, offers = offers, receives = receives)
    })
}

/// Whether search engines leave it out: a proposal is its parties' affair.
pub(super) fn is_hidden(reading: &Reading) -> bool {
    TwinningFacts::from(&reading.page.twinning).publicity == Publicity::Draft
}

fn side(reading: &Reading, role: PartyRole) -> Vec<PartyPlace> {
    reading.page.in_role(role).cloned().collect()
}

/// The title, the line below it, the themes and the picture of the transfer.
pub(super) fn head(reading: &Reading) -> impl IntoView + use<> {
    let (locale, page) = (reading.locale, &reading.page);
    let lang = reading.lang();
    let strapline = page.twinning.strapline.clone().map(|line| view! { <p class="lead" lang=lang>{line}</p> });
    let foreign = lang.map(|_| {
        let language = language_within(page.twinning.language, locale);
        view! { <p class="text-soft">{say!(locale, twinnings.foreign, language = language)}</p> }
    });
    let demo = page.twinning.demo.then(|| view! { " " <span class="demo-mark">{say!(locale, common.demo)}</span> });
    let since = page.twinning.start_date.map(|date| when::since(locale, date));
    let eyebrow = [say!(locale, twinnings.twinning), page.twinning.state.name(locale)].map(str::to_owned);
    let eyebrow = eyebrow.into_iter().chain(since).collect::<Vec<_>>().join(" · ");
    let offers = linked(&side(reading, PartyRole::Offering), locale);
    let receives = linked(&side(reading, PartyRole::Recipient), locale);
    view! {
        <header class="practice-head">
            <p class="eyebrow"><span>{eyebrow}</span>{demo}</p>
            <h1 lang=lang>{page.twinning.title.clone()}</h1>
            {strapline}
            {foreign}
            <ThemeChips themes=page.themes.clone()/>
            <div class="mt-4"><Graft offers receives label=say!(locale, common.receives)/></div>
        </header>
    }
}

/// What is to be known first: who reads a page that is not out, and why it does not run.
pub(super) fn notices(reading: &Reading) -> impl IntoView + use<> {
    let (locale, page) = (reading.locale, &reading.page);
    let hidden = is_hidden(reading).then(|| {
        callout(say!(locale, twinnings.hidden), view! { <p>{say!(locale, twinnings.hidden_text)}</p> }.into_any())
    });
    let stopped = match page.twinning.state {
        TwinningState::Suspended => Some(say!(locale, twinnings.suspended)),
        TwinningState::Declined => Some(say!(locale, twinnings.declined)),
        TwinningState::Cancelled => Some(say!(locale, twinnings.cancelled)),
        _ => None,
    };
    let reason = page.html.reason.as_ref();
    let acts = [Act::Edit, Act::Advance, Act::Accept, Act::Assess];
    let desk = acts.into_iter().any(|act| page.may(act)).then(|| {
        let address = paths::twinning_desk(locale, &page.slug);
        view! { <p class="no-print"><a class="btn btn-outline-primary" href=address>{say!(locale, twinnings.desk)}</a></p> }
    });
    let stopped = stopped.zip(reason).map(|(title, html)| callout(title, reading.own_words(html)));
    view! { {hidden} {stopped} {desk} }
}

fn callout(title: &'static str, body: AnyView) -> impl IntoView {
    view! {
        <div class="callout note">
            <div class="callout-inner">
                <p class="callout-title"><span>{title}</span></p>
                {body}
            </div>
        </div>
    }
}

/// The facts in short.
pub(super) fn facts(reading: &Reading) -> impl IntoView + use<> {
    let (locale, page) = (reading.locale, &reading.page);
    let twinning = &page.twinning;
    let date = |date| numbers::date(locale, date);
    let start = twinning.start_date.map_or_else(|| say!(locale, twinnings.no_date).to_owned(), date);
    let end = twinning.end_date.map(|end| fact(say!(locale, twinnings.ends), date(end)));
    let progress = page.plan.progress.map(|percent| fact(say!(locale, twinnings.progress), format!("{percent}%")));
    let budget = twinning.budget.map(|amount| fact(say!(locale, twinnings.budget), numbers::euro(locale, amount)));
    let programmes: Vec<String> = page.programmes.iter().map(|one| one.name.clone()).collect();
    let programmes = (!programmes.is_empty()).then(|| fact(say!(locale, twinnings.programmes), programmes.join("; ")));
    let live = twinning.live_url.clone().map(|address| {
        let words = say!(locale, twinnings.live_link);
        fact(say!(locale, twinnings.live), view! { <a href=address rel="noopener">{words}</a> })
    });
    let models = twinning.models.len();
    let models = (models > 0).then(|| {
        let words = say!(locale, twinnings.models, count = models);
        fact(say!(locale, twinnings.carried), view! { <a href="#modelli">{words}</a> })
    });
    view! {
        <aside class="practice-facts" aria-labelledby="in-breve">
            <h2 id="in-breve">{say!(locale, practice.facts.heading)}</h2>
            <dl class="facts">
                {fact(say!(locale, twinnings.state), twinning.state.name(locale))}
                {fact(say!(locale, twinnings.starts), start)}
                {end}
                {models}
                {progress}
                {programmes}
                {budget}
                {live}
            </dl>
        </aside>
    }
}
