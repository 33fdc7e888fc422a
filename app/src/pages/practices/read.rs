// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Reading a practice: one page, in the order in which somebody decides whether to take it up.

use domain::Locale;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use portal::matching::MatchesBrief;
use portal::talking::ThreadsBoxed;
use portal::values::{PracticeAt, PracticePage as Shown};

use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::crumbs::Crumbs;
use crate::ssr::parts::failure::{failed, moved};
use crate::ssr::parts::feedback::Feedback;
use crate::ssr::parts::head::Head;
use crate::ssr::parts::icon::Icon;
use crate::ssr::render::{Reader, asked};

mod actions;
mod adoptions;
mod adverts;
mod documents;
pub mod dossier;
mod facts;
mod follow;
mod head;
mod json_ld;
mod materials;
mod needs;
mod opinions;
mod phases;
mod results;
mod risks;
mod seekers;
mod share;
mod testimonials;
mod texts;
mod threads;
mod twinnings;

/// A practice.
#[component]
pub fn PracticePage() -> impl IntoView {
    let asked = asked();
    let slug = use_params_map().get_untracked().get("slug").unwrap_or_default();
    let is_read = use_context::<Reader>() == Some(Reader::Person);
    Suspend::new(async move {
        let locale = asked.here.locale;
        match asked.portal.practice(&asked.here.viewer, locale, &slug).await {
            Ok(PracticeAt::Here(page)) => {
                if is_read {
                    asked.portal.count_view(&page);
                }
                let base_url = asked.site.base_url.clone();
                let threads = match threads::found(&asked, &page).await {
                    Ok(threads) => threads,
                    Err(error) => return failed(&asked, &error),
                };
                match seekers::found(&asked, &page).await {
                    Ok(seekers) => whole(&Reading { page, locale, base_url, seekers, threads }),
                    Err(error) => failed(&asked, &error),
                }
            }
            Ok(PracticeAt::Moved(present)) => moved(&asked, &paths::practice(locale, &present)),
            Err(error) => failed(&asked, &error),
        }
    })
}

/// A practice that is being read, in a language of the interface.
struct Reading {
    page: Box<Shown>,
    locale: Locale,
    /// Address of the portal, without a slash at the end.
    base_url: String,
    /// The adverts that seek what it offers, for its own body.
    seekers: Option<MatchesBrief>,
    /// What is discussed about it; absent where it is not in the library.
    threads: Option<ThreadsBoxed>,
}

impl Reading {
    /// The language of its texts, where it is not the page's.
    fn lang(&self) -> Option<&'static str> {
        let language = self.page.practice.language;
        (language != self.locale.language()).then(|| language.code())
    }

    /// The title, with its language where it is not the page's.
    fn title(&self) -> (String, Option<&'static str>) {
        let (title, language) = self.page.practice.title_for(self.locale);
        (title.to_owned(), (language != self.locale.language()).then(|| language.code()))
    }

    /// The whole address of its page.
    fn address(&self) -> String {
        format!("{}{}", self.base_url, paths::practice(self.locale, &self.page.slug))
    }
}

/// A practice as its readers will see it, for a page that has a title of its own: the facts and all sections.
pub fn as_readers_see(page: Shown, locale: Locale, base_url: String) -> AnyView {
    let reading = Reading { page: Box::new(page), locale, base_url, seekers: None, threads: None };
    let sections = sections(&reading).into_iter().filter(|section| ![share::ID, phases::ID].contains(&section.id));
    view! {
        <div class="practice-layout with-facts">
            {facts::facts(&reading)}
            <div class="reading">{sections.map(shown).collect_view()}</div>
        </div>
    }
    .into_any()
}

/// A part of the text, which the index names too.
struct Section {
    id: &'static str,
    title: &'static str,
    body: AnyView,
}

/// A term with its value, in a list of facts.
fn fact(term: &'static str, value: impl IntoView) -> impl IntoView {
    view! { <div><dt>{term}</dt><dd>{value}</dd></div> }
}

fn whole(reading: &Reading) -> AnyView {
    let locale = reading.locale;
    let (title, _) = reading.title();
    let (summary, _) = reading.page.practice.summary_for(locale);
    let description = if summary.is_empty() { title.clone() } else { summary.to_owned() };
    let trail = vec![(say!(locale, practice.library).to_owned(), paths::practices(locale))];
    let sections = sections(reading);
    view! {
        <Head title=title.clone() description=description/>
        <Crumbs trail=trail here=title/>
        <article>
            <div class="container">
                {head::head(reading)}
                {follow::told(reading)}
                {follow::hidden(reading)}
                {follow::outdated(reading)}
                {actions::actions(reading)}
                {follow::follow(reading)}
                {head::phase(reading)}
                <div class="practice-layout">
                    {index(locale, &sections)}
                    {facts::facts(reading)}
                    <div class="reading">{sections.into_iter().map(shown).collect_view()}</div>
                </div>
            </div>
        </article>
        {json_ld::script(reading)}
        <Feedback/>
    }
    .into_any()
}

/// All sections that have something to say, in their order.
fn sections(reading: &Reading) -> Vec<Section> {
    [
        texts::problem(reading),
        texts::solution(reading),
        texts::innovation(reading),
        texts::models(reading),
        Some(results::evidence(reading)),
        opinions::opinions(reading),
        results::conditions(reading),
        needs::needs(reading),
        needs::funding(reading),
        texts::legal_basis(reading),
        texts::failures(reading),
        risks::risks(reading),
        texts::transfer(reading),
        adoptions::adoptions(reading),
        twinnings::twinnings(reading),
        seekers::seekers(reading),
        adverts::adverts(reading),
        testimonials::testimonials(reading),
        threads::threads(reading),
        adoptions::parties(reading),
        materials::materials(reading),
        materials::variants(reading),
        materials::similar(reading),
        Some(phases::phases(reading)),
        Some(share::share(reading)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn shown(section: Section) -> impl IntoView {
    view! {
        <section id=section.id>
            <h2>{section.title}</h2>
            {section.body}
        </section>
    }
}

fn index(locale: Locale, sections: &[Section]) -> impl IntoView + use<> {
    let links = sections.iter().map(|section| {
        let address = format!("#{}", section.id);
        view! { <li><a class="list-item" href=address><span>{section.title}</span></a></li> }
    });
    view! {
        <details class="page-index wide-open" data-element="page-index">
            <summary><Icon name="it-list" class="icon-sm"/>{say!(locale, practice.index)}</summary>
            <nav aria-labelledby="indice">
                <h2 id="indice">{say!(locale, practice.index)}</h2>
                <div class="link-list-wrapper"><ul class="link-list">{links.collect_view()}</ul></div>
            </nav>
        </details>
    }
}
