// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Reading a twinning: what is carried over, from whom to whom, what came of it.

use domain::Locale;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use markdown::SafeHtml;
use portal::twinnings::{TwinningAt, TwinningPage as Shown};

use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::crumbs::Crumbs;
use crate::ssr::parts::failure::{failed, moved};
use crate::ssr::parts::feedback::Feedback;
use crate::ssr::parts::head::Head;
use crate::ssr::parts::icon::Icon;
use crate::ssr::parts::raw::Rich;
use crate::ssr::render::asked;

mod around;
mod examination;
mod head;
mod json_ld;
mod models;
mod plan;
mod story;
mod talk;

/// A twinning.
#[component]
pub fn TwinningPage() -> impl IntoView {
    let asked = asked();
    let slug = use_params_map().get_untracked().get("slug").unwrap_or_default();
    Suspend::new(async move {
        let locale = asked.here.locale;
        match asked.portal.twinning(&asked.here.viewer, locale, &slug).await {
            Ok(TwinningAt::Here(page)) => {
                let base_url = asked.site.base_url.clone();
                match talk::around(&asked, &page).await {
                    Ok(talk) => whole(&Reading { page, locale, base_url, talk }),
                    Err(error) => failed(&asked, &error),
                }
            }
            Ok(TwinningAt::Moved(present)) => moved(&asked, &paths::twinning(locale, &present)),
            Err(error) => failed(&asked, &error),
        }
    })
}

/// A twinning that is being read, in a language of the interface.
struct Reading {
    page: Box<Shown>,
    locale: Locale,
    /// Address of the portal, without a slash at the end.
    base_url: String,
    /// What is discussed about it.
    talk: talk::Talk,
}

impl Reading {
    /// The language of its texts, where it is not the page's.
    fn lang(&self) -> Option<&'static str> {
        let language = self.page.twinning.language;
        (language != self.locale.language()).then(|| language.code())
    }

    /// An address of the portal as a whole one.
    fn whole(&self, address: &str) -> String {
        format!("{}{address}", self.base_url)
    }

    /// The whole address of its page.
    fn address(&self) -> String {
        self.whole(&paths::twinning(self.locale, &self.page.slug))
    }

    /// A text in the record's own language.
    fn own_words(&self, html: &SafeHtml) -> AnyView {
        view! { <div lang=self.lang()><Rich html=html.clone()/></div> }.into_any()
    }
}

/// A part of the text, which the index names too.
struct Section {
    id: &'static str,
    title: &'static str,
    body: AnyView,
}

impl Section {
    fn new(id: &'static str, title: &'static str, body: AnyView) -> Self {
        Self { id, title, body }
    }
}

/// A term with its value, in a list of facts.
fn fact(term: &'static str, value: impl IntoView) -> impl IntoView {
    view! { <div><dt>{term}</dt><dd>{value}</dd></div> }
}

fn whole(reading: &Reading) -> AnyView {
    let locale = reading.locale;
    let title = reading.page.twinning.title.clone();
    let description = head::description(reading);
    let hidden = head::is_hidden(reading);
    let trail = vec![(say!(locale, common.menu_twinnings).to_owned(), paths::twinnings(locale))];
    let sections = sections(reading);
    view! {
        <Head title=title.clone() description=description hidden=hidden/>
        <Crumbs trail=trail here=title/>
        <article>
            <div class="container">
                {head::head(reading)}
                {head::notices(reading)}
                {talk::watching(reading)}
                <div class="practice-layout">
                    {index(locale, &sections)}
                    {head::facts(reading)}
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
        story::object(reading),
        story::objectives(reading),
        models::models(reading),
        story::expected(reading),
        story::results(reading),
        examination::coherence(reading),
        examination::examination(reading),
        plan::plan(reading),
        plan::agreements(reading),
        Some(around::parties(reading)),
        around::earlier(reading),
        around::events(reading),
        around::documents(reading),
        around::testimonials(reading),
        Some(talk::threads(reading)),
        talk::marked(reading),
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
