// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A practice as a dossier for paper: what a body needs on the table to decide whether to take it up.

mod agreement;
mod checklist;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use portal::values::PracticeAt;

use super::{Reading, documents, fact, facts, head, phases, sections, share, shown};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::crumbs::Crumbs;
use crate::ssr::parts::failure::{failed, moved};
use crate::ssr::parts::head::Head;
use crate::ssr::parts::named::{Named, within};
use crate::ssr::parts::phase::number_of;
use crate::ssr::parts::{numbers, practice_words};
use crate::ssr::render::asked;

/// What stands on the page only: the conditions become the list to fill in; the rest leads on from a screen.
const LEFT_OUT: [&str; 4] = ["condizioni", "simili", phases::ID, share::ID];

/// The dossier of a practice.
#[component]
pub fn DossierPage() -> impl IntoView {
    let asked = asked();
    let slug = use_params_map().get_untracked().get("slug").unwrap_or_default();
    Suspend::new(async move {
        let locale = asked.here.locale;
        match asked.portal.practice(&asked.here.viewer, locale, &slug).await {
            Ok(PracticeAt::Here(page)) => {
                let base_url = asked.site.base_url.clone();
                whole(&Reading { page, locale, base_url, seekers: None, threads: None })
            }
            Ok(PracticeAt::Moved(present)) => moved(&asked, &paths::dossier(locale, &present)),
            Err(error) => failed(&asked, &error),
        }
    })
}

fn whole(reading: &Reading) -> AnyView {
    let locale = reading.locale;
    let (title, _) = reading.title();
    let name = say!(locale, reuse.dossier.name);
    let trail = vec![
        (say!(locale, practice.library).to_owned(), paths::practices(locale)),
        (title.clone(), paths::practice(locale, &reading.page.slug)),
    ];
    let sections = sections(reading).into_iter().filter(|section| !LEFT_OUT.contains(&section.id));
    let sections = sections.map(shown).collect_view();
    let checklist = checklist::checklist(reading);
    let checklist = checklist.map(|list| view! { <div class="reading dossier-part">{list}</div> });
    let hashes = documents::hashes(reading);
    let hashes = hashes.map(|list| view! { <div class="reading">{list}</div> });
    view! {
        <Head title=format!("{name}: {title}") hidden=true/>
        <Crumbs trail=trail here=name.to_owned()/>
        <article class="dossier">
            <div class="container pb-5">
                {how_to_print(reading)}
                {cover(reading)}
                <div class="dossier-facts">{facts::facts(reading)}</div>
                <div class="reading">{sections}</div>
                {hashes}
                {checklist}
                <div class="reading dossier-part">{agreement::agreement(reading)}</div>
                <p class="dossier-foot">{foot(reading)}</p>
            </div>
        </article>
    }
    .into_any()
}

/// On the screen only: the print command of the browser is all that it takes.
fn how_to_print(reading: &Reading) -> impl IntoView + use<> {
    let locale = reading.locale;
    view! {
        <div class="callout no-print">
            <div class="callout-inner">
                <p class="mb-0">
                    {say!(locale, reuse.dossier.print)} " " <kbd>"Ctrl + P"</kbd> ", "
                    {say!(locale, reuse.dossier.print_mac)} " " <kbd>"⌘ + P"</kbd> ". "
                    {say!(locale, reuse.dossier.print_format)}
                </p>
            </div>
        </div>
    }
}

/// What it is, whose it is, and where to find it again.
fn cover(reading: &Reading) -> impl IntoView + use<> {
    let (locale, page) = (reading.locale, &reading.page);
    let (title, lang) = reading.title();
    let (summary, summary_language) = page.practice.summary_for(locale);
    let summary_lang = (summary_language != locale.language()).then(|| summary_language.code());
    let summary = (!summary.is_empty()).then(|| view! { <p class="lead" lang=summary_lang>{summary.to_owned()}</p> });
    let place = practice_words::place(locale, page).map(|place| fact(say!(locale, practice.facts.place), place));
    let name = within(page.phase.name(locale));
    let phase = say!(locale, common.phase_of, number = number_of(page.phase), name = name);
    let address = reading.address();
    let day = numbers::moment(locale, page.updated_at);
    let demo = page.practice.demo.then(|| view! { " " <span class="demo-mark">{say!(locale, common.demo)}</span> });
    view! {
        <header class="dossier-cover">
            <p class="eyebrow"><span>{say!(locale, reuse.dossier.kind)}</span>{demo}</p>
            <h1 lang=lang>{title}</h1>
            {summary}
            <dl class="facts">
                {fact(say!(locale, practice.facts.owner), head::owner(reading))}
                {place}
                {fact(say!(locale, library.facet.phase), phase)}
                {fact(say!(locale, practice.facts.updated), day)}
                {fact(say!(locale, reuse.compare.address), view! { <a href=address.clone()>{address.clone()}</a> })}
                {fact(say!(locale, practice.facts.licence), page.practice.licence_of_text.name(locale))}
            </dl>
        </header>
    }
}

/// Where the dossier comes from, and that the page in the portal is the one that is kept up to date.
fn foot(reading: &Reading) -> String {
    let locale = reading.locale;
    let day = numbers::moment(locale, reading.page.updated_at);
    let site = say!(locale, common.site);
    say!(locale, reuse.dossier.foot, site = site, address = reading.address(), date = day)
}
