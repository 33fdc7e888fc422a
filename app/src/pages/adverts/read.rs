// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! An advert, with the way to answer it.

use domain::advert::{Advert, AdvertState, RegionScope};
use domain::policy::{Act, New, On, allows};
use domain::thread::ThreadAbout;
use domain::{Locale, PartialDate, places};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use portal::Error;
use portal::adverts::AdvertPage as Value;
use portal::matching::MatchesBrief;
use portal::notices::{Watched, Watching};
use portal::talking::ThreadsBoxed;

use super::answer::{Answer, AnswerWords};
use super::work::Work;
use super::{crumb, words};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::pages::contacts::ContactLines;
use crate::ssr::parts::advert::foot;
use crate::ssr::parts::chips::ThemeChips;
use crate::ssr::parts::crumbs::Crumbs;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::forms::{Done, ProblemLinks};
use crate::ssr::parts::head::Head;
use crate::ssr::parts::lang_of;
use crate::ssr::parts::matches::BestMatches;
use crate::ssr::parts::named::Named;
use crate::ssr::parts::numbers;
use crate::ssr::parts::raw::Rich;
use crate::ssr::parts::threads::ThreadsBox;
use crate::ssr::parts::watching::WatchBox;
use crate::ssr::render::{Asked, Refused, asked};

/// An advert.
#[component]
pub fn AdvertPage() -> impl IntoView {
    let asked = asked();
    let uid = use_params_map().get_untracked().get("uid").unwrap_or_default();
    Suspend::new(async move {
        let (portal, viewer, locale) = (&asked.portal, &asked.here.viewer, asked.here.locale);
        let value = match portal.advert(viewer, locale, &uid).await {
            Ok(value) => value,
            Err(error) => return failed(&asked, &error),
        };
        // Who does not act for its body costs nothing.
        let on = On::New(New::Advert, Some(value.record.organisation.clone()));
        let matches = match allows(viewer, Act::Create, &on) {
            Ok(()) => portal.best_matches_of_advert(viewer, locale, &uid).await,
            Err(_) => Ok(None),
        };
        let talk = match talk(&asked, &value).await {
            Ok(talk) => talk,
            Err(error) => return failed(&asked, &error),
        };
        match matches {
            Ok(matches) => view! { <Shown value matches talk/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

/// What is discussed about it, and how much the reader is told of that.
type Talk = (ThreadsBoxed, Option<Watching>);

async fn talk(asked: &Asked, value: &Value) -> Result<Talk, Error> {
    let about = ThreadAbout::Advert(value.record.uid.clone());
    let threads = asked.portal.threads_about(&asked.here.viewer, &about).await?;
    Ok((threads, asked.portal.watching(&asked.here.viewer, &Watched::Place(about)).await?))
}

#[component]
fn Shown(
    value: Value,
    /// The best matches, for its own body.
    matches: Option<MatchesBrief>,
    /// What is discussed about it.
    talk: Talk,
) -> impl IntoView {
    let here = asked().here;
    let locale = here.locale;
    let refused = use_context::<Refused>();
    let wrong = words::wrong(locale, refused.as_ref());
    let title = value.card.title.text.clone();
    let lang = lang_of(&value.card.title, locale);
    let done = here.parameter("done").and_then(|code| words::done(locale, &code)).filter(|_| wrong.is_empty());
    let done = done.map(|words| view! { <Done words=words.to_owned()/> });
    let whole = if wrong.is_empty() { title.clone() } else { format!("{}: {title}", say!(locale, writing.error)) };
    let problems = (!wrong.is_empty()).then(|| {
        view! { <ProblemLinks heading=say!(locale, writing.refused).to_owned() problems=wrong/> }
    });
    let hidden = !value.card.state.is_live();
    let kind = value.card.kind.name(locale);
    let description = value.description.clone().map(|html| view! { <div lang=lang><Rich html/></div> });
    let constraints = value.record.constraints.clone().map(|text| {
        view! { <h2>{say!(locale, adverts.constraints)}</h2> <p lang=lang>{text}</p> }
    });
    let practice = value.practice.clone().map(|practice| {
        let lang = lang_of(&practice.title, locale);
        view! {
            <h2>{say!(locale, adverts.offered_practice)}</h2>
            <p><a href=paths::practice(locale, &practice.slug) lang=lang>{practice.title.text}</a></p>
        }
    });
    let words = AnswerWords {
        action: paths::advert(locale, value.card.uid.as_str()),
        heading: say!(locale, adverts.answer.heading),
        over: over(locale, value.card.state),
        own: say!(locale, adverts.answer.own),
    };
    let conversations = value.conversations.clone();
    let (threads, watching) = talk;
    // A draft is discussed by nobody.
    let discussed = (threads.may_begin || threads.total > 0).then(|| {
        view! {
            <section aria-labelledby="discussioni">
                <h2 id="discussioni">{say!(locale, threads.boxed.title)}</h2>
                <ThreadsBox value=threads/>
                {watching.map(|watching| view! { <WatchBox watching/> })}
            </section>
        }
    });
    let matches = matches.map(|brief| {
        view! { <BestMatches brief heading=say!(locale, matching.best).to_owned() id="abbinamenti"/> }
    });
    view! {
        <Head title=whole description=value.card.opening.clone() hidden/>
        <Crumbs trail=vec![crumb(locale)] here=title.clone()/>
        <div class="container">
            <header class="practice-head">
                <p class="eyebrow">{kind}</p>
                <h1 lang=lang>{title}</h1>
                <p class="result-foot">{foot(&value.card, locale)}</p>
            </header>
            {done}
            {problems}
            <div class="practice-layout with-facts">
                <Facts value=value.clone()/>
                <div class="reading">
                    <section id="annuncio">{description} {practice} {constraints}</section>
                    {value.work.clone().map(|work| view! { <Work card=value.card.clone() work/> })}
                    {matches}
                    <ContactLines heading=say!(locale, contacts.about_this) lines=conversations/>
                    <Answer words answering=value.answering key=value.key refused=refused.unwrap_or_default()/>
                    {discussed}
                </div>
            </div>
        </div>
    }
}

/// Why nobody can answer any more.
fn over(locale: Locale, state: AdvertState) -> &'static str {
    match state {
        AdvertState::Draft => say!(locale, adverts.answer.draft),
        AdvertState::Matched => say!(locale, adverts.answer.matched),
        AdvertState::Closed => say!(locale, adverts.answer.closed),
        AdvertState::Open | AdvertState::InContact | AdvertState::Expired => say!(locale, adverts.answer.expired),
    }
}

#[component]
fn Facts(value: Value) -> impl IntoView {
    let locale = asked().here.locale;
    let record = value.record;
    let row = |name: &'static str, text: Option<String>| {
        text.filter(|text| !text.is_empty()).map(|text| view! { <div><dt>{name}</dt><dd>{text}</dd></div> })
    };
    let body = value.card.organisation.clone().map(|body| {
        view! {
            <div>
                <dt>{say!(locale, adverts.organisation)}</dt>
                <dd><a href=paths::organisation(locale, &body.slug)><bdi>{body.name}</bdi></a></dd>
            </div>
        }
    });
    let region = value.card.region.map(|region| region.name(locale).to_owned());
    let ways = record.transfer_kinds.iter().map(|kind| kind.name(locale)).collect::<Vec<_>>().join(", ");
    let spoken = record.spoken().into_iter().map(|language| language.name(locale)).collect::<Vec<_>>().join(", ");
    let day = |date: PartialDate| numbers::date(locale, date);
    view! {
        <aside class="practice-facts" aria-labelledby="in-breve">
            <h2 id="in-breve">{say!(locale, organisations.in_short)}</h2>
            <dl class="facts">
                {body}
                {row(say!(locale, places.region), region)}
                {row(say!(locale, adverts.transfer_kinds), Some(ways))}
                {row(say!(locale, adverts.mode), record.mode.map(|mode| mode.name(locale).to_owned()))}
                {row(say!(locale, adverts.place), Some(scope(locale, &record)))}
                {row(say!(locale, adverts.when), when(locale, &record))}
                {row(say!(locale, adverts.languages), Some(spoken))}
                {row(say!(locale, adverts.level), record.level.map(|level| level.name(locale).to_owned()))}
                {row(say!(locale, adverts.budget), record.budget.map(|budget| budget.name(locale).to_owned()))}
                {row(say!(locale, adverts.published), value.card.published_on.map(day))}
                {row(say!(locale, adverts.expires), value.card.expires_on.map(day))}
            </dl>
            <ThemeChips themes=value.card.themes/>
        </aside>
    }
}

/// Where the other body may be.
fn scope(locale: Locale, record: &Advert) -> String {
    match record.region_scope {
        RegionScope::List => {
            let names = record.regions.iter().filter_map(|code| places::region(code));
            names.map(|region| region.name(locale)).collect::<Vec<_>>().join(", ")
        }
        scope => scope.name(locale).to_owned(),
    }
}

/// From when until when.
fn when(locale: Locale, record: &Advert) -> Option<String> {
    let day = |date| numbers::date(locale, date);
    match (record.when_from, record.when_until) {
        (Some(from), Some(until)) => Some(say!(locale, adverts.from_until, from = day(from), until = day(until))),
        (Some(from), None) => Some(say!(locale, adverts.from, from = day(from))),
        (None, Some(until)) => Some(say!(locale, adverts.until, day = day(until))),
        (None, None) => None,
    }
}
