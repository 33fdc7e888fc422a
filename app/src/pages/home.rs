// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The home page: search first, then what is new, themes, and what one can do here.

mod flows;

use domain::advert::AdvertKind;
use leptos::prelude::*;
use portal::adverts::{AdvertCard, LatestAdverts};
use portal::people::MemberCard;
use portal::twinnings::TwinningCard;
use portal::values::{Counts, HomePage as Value, ThemeCount};

use crate::islands::SearchField;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::advert::AdvertTiles;
use crate::ssr::parts::card::PracticeTiles;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::head::Head;
use crate::ssr::parts::icon::Icon;
use crate::ssr::parts::named::Named;
use crate::ssr::parts::numbers;
use crate::ssr::parts::person::PersonCards;
use crate::ssr::parts::start::StartScript;
use crate::ssr::parts::transfer::TwinningTiles;
use crate::ssr::render::asked;
use flows::FlowsInShort;

/// The home page.
#[component]
pub fn HomePage() -> impl IntoView {
    let asked = asked();
    Suspend::new(async move {
        match asked.portal.home(&asked.here.viewer, asked.here.locale).await {
            Ok(value) => view! { <Home value/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

#[component]
fn Home(value: Value) -> impl IntoView {
    let locale = asked().here.locale;
    let practices = value.counts.practices;
    view! {
        <Head title=say!(locale, home.title).to_owned()/>
        <Hero practices/>
        <Figures counts=value.counts/>
        <section class="band" aria-labelledby="ultime">
            <div class="container">
                <div class="band-head">
                    <h2 id="ultime">{say!(locale, home.latest)}</h2>
                    <a href=paths::practices(locale)>
                        {say!(locale, home.all_practices, count = numbers::count(locale, practices))}
                    </a>
                </div>
                <PracticeTiles cards=value.latest/>
            </div>
        </section>
        <LatestTwinnings twinnings=value.twinnings/>
        <LatestAdvertsBlock adverts=value.adverts/>
        <FlowsInShort flows=value.flows/>
        <Themes themes=value.themes/>
        <Story/>
        <LatestMembers members=value.members/>
        <Ways/>
    }
}

#[component]
fn Hero(practices: u64) -> impl IntoView {
    let asked = asked();
    let locale = asked.here.locale;
    let mark = format!("{}#in-mark", asked.site.assets.icons);
    let hints = [say!(locale, home.hint_1), say!(locale, home.hint_2), say!(locale, home.hint_3)].map(|words| {
        let address = format!("{}?q={}", paths::search(locale), words.replace(' ', "+"));
        view! { <li><a href=address>{words}</a></li> }
    });
    view! {
        <section class="home-hero" aria-labelledby="titolo">
            <div class="container">
                <div class="hero-columns">
                    <div>
                        <h1 id="titolo">{say!(locale, home.title)}</h1>
                        <p class="lead">{say!(locale, home.lead, count = numbers::count(locale, practices))}</p>
                        <form class="search-box" role="search" action=paths::search(locale) method="get">
                            <label for="q">{say!(locale, home.question)}</label>
                            <div class="search-row">
                                <SearchField
                                    id="q".to_owned()
                                    value=String::new()
                                    label=say!(locale, home.suggestions).to_owned()
                                    placeholder=String::new()
                                    announcement=say!(locale, home.announcement).to_owned()
                                    locale=locale.code().to_owned()
                                />
                                <button class="btn btn-primary" r#type="submit" data-element="search-submit">
                                    <Icon name="it-search"/>
                                    <span>{say!(locale, common.search)}</span>
                                </button>
                            </div>
                            <StartScript/>
                        </form>
                        <ul class="search-hints" aria-label=say!(locale, home.hints)>
                            <li>{say!(locale, home.for_example)}</li>
                            {hints.collect_view()}
                        </ul>
                    </div>
                    <svg class="hero-picture mark-shape" viewBox="0 0 20 32" aria-hidden="true" focusable="false">
                        <use href=mark></use>
                    </svg>
                </div>
            </div>
        </section>
    }
}

#[component]
fn Figures(counts: Counts) -> impl IntoView {
    let locale = asked().here.locale;
    let figure = |name: &'static str, number: u64| {
        view! { <div><dt>{name}</dt><dd>{numbers::count(locale, number)}</dd></div> }
    };
    view! {
        <section class="figures-band" aria-labelledby="numeri">
            <div class="container">
                <h2 class="visually-hidden" id="numeri">{say!(locale, home.in_numbers)}</h2>
                <dl class="figures">
                    {figure(say!(locale, home.practices), counts.practices)}
                    {figure(say!(locale, home.organisations), counts.organisations)}
                    {figure(say!(locale, home.regions), counts.regions)}
                    {figure(say!(locale, home.adoptions), counts.adoptions)}
                </dl>
            </div>
        </section>
    }
}

#[component]
fn Themes(themes: Vec<ThemeCount>) -> impl IntoView {
    let locale = asked().here.locale;
    view! {
        <section class="band band-tinted" aria-labelledby="temi">
            <div class="container">
                <div class="band-head">
                    <h2 id="temi">{say!(locale, common.themes)}</h2>
                    <a href=paths::themes(locale) data-element="all-topics">{say!(locale, home.all_themes)}</a>
                </div>
                <ThemeList themes/>
            </div>
        </section>
    }
}

/// Themes with their number of practices.
#[component]
pub fn ThemeList(
    /// The themes.
    themes: Vec<ThemeCount>,
) -> impl IntoView {
    let locale = asked().here.locale;
    let themes = themes.into_iter().map(|count| {
        let practices = count.practices;
        view! {
            <li>
                <a href=paths::theme(locale, &count.theme.slug)>
                    <span>{count.theme.name}</span>
                    <span class="facet-count">
                        {practices}
                        <span class="visually-hidden">" " {say!(locale, home.practices)}</span>
                    </span>
                </a>
            </li>
        }
    });
    view! { <ul class="theme-list">{themes.collect_view()}</ul> }
}

/// The twinnings that began last; nothing where there is none.
#[component]
fn LatestTwinnings(twinnings: Vec<TwinningCard>) -> impl IntoView {
    let locale = asked().here.locale;
    (!twinnings.is_empty()).then(|| {
        view! {
            <section class="band" aria-labelledby="gemellaggi">
                <div class="container">
                    <div class="band-head">
                        <h2 id="gemellaggi">{say!(locale, home.twinnings)}</h2>
                        <a href=paths::twinnings(locale)>{say!(locale, home.all_twinnings)}</a>
                    </div>
                    <TwinningTiles cards=twinnings/>
                </div>
            </section>
        }
    })
}

/// The latest that is sought and offered, with the ways to publish more.
#[component]
fn LatestAdvertsBlock(adverts: LatestAdverts) -> impl IntoView {
    let locale = asked().here.locale;
    let list = |kind: AdvertKind, id: &'static str, cards: Vec<AdvertCard>, begin: &'static str| {
        view! {
            <section class="home-adverts" aria-labelledby=id>
                <h3 id=id><a href=paths::adverts_of(locale, kind)>{kind.name(locale)}</a></h3>
                <AdvertTiles cards/>
                <p><a class="btn btn-outline-primary" href=paths::begin_advert(locale, kind)>{begin}</a></p>
            </section>
        }
    };
    let LatestAdverts { seeks, offers } = adverts;
    view! {
        <section class="band" aria-labelledby="annunci">
            <div class="container">
                <div class="band-head">
                    <h2 id="annunci">{say!(locale, adverts.title)}</h2>
                    <a href=paths::adverts(locale)>{say!(locale, adverts.see_all)}</a>
                </div>
                {list(AdvertKind::Seek, "cerco", seeks, say!(locale, adverts.begin_seek))}
                {list(AdvertKind::Offer, "offro", offers, say!(locale, adverts.begin_offer))}
            </div>
        </section>
    }
}

/// The way in for who has something to tell.
#[component]
fn Story() -> impl IntoView {
    let locale = asked().here.locale;
    view! {
        <section class="band" aria-labelledby="racconta">
            <div class="container story-call">
                <div class="measure">
                    <h2 id="racconta">{say!(locale, home.story)}</h2>
                    <p>{say!(locale, home.story_text)}</p>
                </div>
                <a class="btn btn-primary" href=paths::begin_practice(locale)>{say!(locale, common.send_story)}</a>
            </div>
        </section>
    }
}

/// Who came last; nothing where there is nobody to show.
#[component]
fn LatestMembers(members: Vec<MemberCard>) -> impl IntoView {
    let locale = asked().here.locale;
    (!members.is_empty()).then(|| {
        view! {
            <section class="band" aria-labelledby="iscritti">
                <div class="container">
                    <div class="band-head">
                        <h2 id="iscritti">{say!(locale, members.latest)}</h2>
                        <a href=paths::members(locale)>{say!(locale, members.latest_all)}</a>
                    </div>
                    <PersonCards cards=members/>
                </div>
            </section>
        }
    })
}

#[component]
fn Ways() -> impl IntoView {
    let locale = asked().here.locale;
    let way = |icon: &'static str, title: &'static str, text: &'static str, link: &'static str, address: String| {
        view! {
            <li>
                <Icon name=icon class="icon-primary"/>
                <h3>{title}</h3>
                <p>{text}</p>
                <a href=address>{link}</a>
            </li>
        }
    };
    view! {
        <section class="band" aria-labelledby="cosa">
            <div class="container">
                <h2 class="mb-4" id="cosa">{say!(locale, home.ways)}</h2>
                <ul class="ways">
                    {way("it-search", say!(locale, home.search), say!(locale, home.search_text), say!(locale, home.search_link), paths::search(locale))}
                    {way("it-check-circle", say!(locale, home.judge), say!(locale, home.judge_text), say!(locale, home.judge_link), paths::help(locale))}
                    {way("it-exchange-circle", say!(locale, home.start), say!(locale, home.start_text), say!(locale, home.start_link), paths::map(locale))}
                    {way("it-file", say!(locale, home.paper), say!(locale, home.paper_text), say!(locale, home.paper_link), paths::practices(locale))}
                </ul>
            </div>
        </section>
    }
}
