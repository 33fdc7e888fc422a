// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Practices side by side: which ones stands in the address, so that the page can be kept and passed on.

mod adding;

use domain::Locale;
use leptos::prelude::*;
use portal::Error;
use portal::comparing::{COMPARED_MAX, Comparison};
use portal::values::PracticePage;

use crate::paths;
use crate::ssr::comparison::{Feature, Verdict, asked_slugs, features};
use crate::ssr::i18n::say;
use crate::ssr::parts::crumbs::Crumbs;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::head::Head;
use crate::ssr::parts::icon::Icon;
use crate::ssr::parts::lang_of;
use crate::ssr::render::{Asked, asked};
use adding::Adding;

/// Practices side by side.
#[component]
pub fn ComparePage() -> impl IntoView {
    let asked = asked();
    Suspend::new(async move {
        match load(&asked).await {
            Ok((compared, adding)) => whole(&asked, &compared, adding),
            Err(error) => failed(&asked, &error),
        }
    })
}

/// The practices of the address and, where a title was typed, what it stands for.
async fn load(asked: &Asked) -> Result<(Comparison, Adding), Error> {
    let adding = adding::typed(asked).await?;
    let mut slugs = asked_slugs(&asked.here.query);
    if let Adding::One(slug) = &adding
        && !slugs.contains(slug)
    {
        slugs.push(slug.clone());
    }
    let compared = asked.portal.compare(&asked.here.viewer, asked.here.locale, &slugs).await?;
    Ok((compared, adding))
}

fn slugs(practices: &[PracticePage]) -> Vec<&str> {
    practices.iter().map(|page| page.slug.as_str()).collect()
}

fn whole(asked: &Asked, compared: &Comparison, adding: Adding) -> AnyView {
    let locale = asked.here.locale;
    let title = say!(locale, reuse.compare.title);
    let practices = compared.practices.as_slice();
    let hidden = !asked.here.query.is_empty();
    let trail = vec![(say!(locale, practice.library).to_owned(), paths::practices(locale))];
    let (body, share) = match practices {
        [] => (nothing(locale), None),
        [only] => (alone(locale, only), None),
        several => (table(locale, several), Some(share(locale, &asked.site.base_url, several))),
    };
    view! {
        <Head title=title.to_owned() description=say!(locale, reuse.compare.description) hidden=hidden/>
        <Crumbs trail=trail here=title.to_owned()/>
        <div class="container py-4 pb-5">
            <h1>{title}</h1>
            <p class="lead measure">{say!(locale, reuse.compare.intro)}</p>
            {notes(locale, compared)}
            {body}
            {adding::section(locale, practices, adding)}
            {share}
        </div>
    }
    .into_any()
}

/// What was asked for and is not shown.
fn notes(locale: Locale, compared: &Comparison) -> impl IntoView + use<> {
    let (missing, left_out) = (compared.missing.len(), compared.left_out);
    let missing = (missing > 0).then(|| {
        let names = compared.missing.join(", ");
        view! { <p role="status">{say!(locale, reuse.compare.missing, count = missing, names = names)}</p> }
    });
    let left_out = (left_out > 0).then(|| {
        view! { <p role="status">{say!(locale, reuse.compare.left_out, count = left_out, most = COMPARED_MAX)}</p> }
    });
    view! { {missing} {left_out} }
}

fn nothing(locale: Locale) -> AnyView {
    view! {
        <p class="measure">
            {say!(locale, reuse.compare.empty)} " "
            <a href=paths::practices(locale)>{say!(locale, reuse.compare.to_library)}</a>
        </p>
    }
    .into_any()
}

/// A practice as a link, marked with its language.
fn practice_link(locale: Locale, page: &PracticePage) -> impl IntoView + use<> {
    let (title, language) = page.practice.title_for(locale);
    let lang = (language != locale.language()).then(|| language.code());
    view! { <a href=paths::practice(locale, &page.slug) lang=lang>{title.to_owned()}</a> }
}

/// One practice waits for a second one: those that are like it are offered.
fn alone(locale: Locale, page: &PracticePage) -> AnyView {
    let similar = page.similar.iter().map(|other| {
        let card = &other.practice;
        let address = paths::comparison(locale, &[page.slug.as_str(), card.slug.as_str()]);
        view! { <li><a href=address lang=lang_of(&card.title, locale)>{card.title.text.clone()}</a></li> }
    });
    let similar: Vec<_> = similar.collect();
    let similar = (!similar.is_empty()).then(|| {
        view! {
            <section class="mt-4" aria-labelledby="accanto">
                <h2 class="h3" id="accanto">{say!(locale, reuse.compare.beside)}</h2>
                <ul>{similar}</ul>
            </section>
        }
    });
    view! {
        <p class="measure">{say!(locale, reuse.compare.second)} " " {practice_link(locale, page)}</p>
        {similar}
    }
    .into_any()
}

fn table(locale: Locale, practices: &[PracticePage]) -> AnyView {
    let slugs = slugs(practices);
    let heads = practices.iter().map(|page| column_head(locale, page, &slugs)).collect_view();
    let features = features(locale, practices);
    let all = features.len();
    let different = features.iter().filter(|feature| feature.verdict() == Some(Verdict::Different)).count();
    let rows = features.into_iter().map(|feature| row(locale, feature)).collect_view();
    view! {
        <p>{say!(locale, reuse.compare.differences, count = different, all = all)}</p>
        <div class="table-scroll" role="region" aria-labelledby="tab-confronto" tabindex="0">
            <table class="table compare-table">
                <caption class="caption-top" id="tab-confronto">{say!(locale, reuse.compare.caption)}</caption>
                <thead>
                    <tr><th scope="col">{say!(locale, reuse.compare.feature)}</th>{heads}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// The practice and how to take it out of the comparison.
fn column_head(locale: Locale, page: &PracticePage, slugs: &[&str]) -> impl IntoView + use<> {
    let rest: Vec<&str> = slugs.iter().copied().filter(|slug| *slug != page.slug.as_str()).collect();
    let (title, language) = page.practice.title_for(locale);
    let lang = (language != locale.language()).then(|| language.code());
    let title = title.to_owned();
    view! {
        <th scope="col">
            {practice_link(locale, page)}
            <span class="compare-take no-print">
                <a href=paths::comparison(locale, &rest)>
                    {say!(locale, reuse.compare.take_away)}
                    <span class="visually-hidden">": " <span lang=lang>{title}</span></span>
                </a>
            </span>
        </th>
    }
}

/// A feature: whether the practices differ in it is said in a word below its name.
fn row(locale: Locale, feature: Feature) -> impl IntoView {
    let verdict = feature.verdict();
    let class = match verdict {
        Some(Verdict::Different) => "compare-different",
        _ => "compare-same",
    };
    let mark = verdict.map(|verdict| view! { <span class="compare-mark">{verdict.word(locale)}</span> });
    let values = feature.values.into_iter().map(|value| view! { <td>{value}</td> }).collect_view();
    view! { <tr class=class><th scope="row">{feature.name} " " {mark}</th>{values}</tr> }
}

/// The address of the comparison, and its table as a file.
fn share(locale: Locale, base_url: &str, practices: &[PracticePage]) -> AnyView {
    let slugs = slugs(practices);
    let address = format!("{base_url}{}", paths::comparison(locale, &slugs));
    view! {
        <section class="mt-5 no-print" aria-labelledby="conservare">
            <h2 class="h3" id="conservare">{say!(locale, reuse.compare.share)}</h2>
            <div class="form-field permalink">
                <label for="permalink">{say!(locale, reuse.compare.permalink)}</label>
                <input class="form-control" r#type="text" id="permalink" readonly value=address/>
            </div>
            <p class="mt-3 mb-0">
                <a href=paths::comparison_csv(locale, &slugs)>
                    <Icon name="it-download" class="icon-sm icon-primary"/> " " {say!(locale, reuse.compare.csv)}
                </a>
            </p>
        </section>
    }
    .into_any()
}
