// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Adding a practice to a comparison by its title, or by some words of it.

use domain::{Kind, Locale};
use leptos::prelude::*;
use portal::cards::{FoundRecord, PracticeCard};
use portal::comparing::COMPARED_MAX;
use portal::values::{PracticePage, SearchRequest};
use portal::{Error, WithFacets};

use super::slugs;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::icon::Icon;
use crate::ssr::parts::lang_of;
use crate::ssr::render::Asked;

/// The longest text that is searched, in characters.
const TEXT_MAX: usize = 256;
/// How many practices are offered where the words fit several.
const OFFERED: usize = 8;

/// What the typed words stand for.
pub(super) enum Adding {
    /// None were typed.
    Untyped,
    /// This practice, by its slug.
    One(String),
    /// One of these.
    Several(Vec<PracticeCard>),
    /// None that the portal has.
    Unknown(String),
}

/// Looks for the practice that was typed: the one with this title, or the only one that fits.
pub(super) async fn typed(asked: &Asked) -> Result<Adding, Error> {
    let typed = asked.here.parameter("add").unwrap_or_default();
    let typed: String = typed.trim().chars().take(TEXT_MAX).collect();
    if typed.is_empty() {
        return Ok(Adding::Untyped);
    }
    let request = SearchRequest {
        text: typed.clone(),
        kinds: vec![Kind::Practice.code().to_owned()],
        limit: OFFERED,
        ..SearchRequest::default()
    };
    let found = asked.portal.search(&asked.here.viewer, asked.here.locale, request, WithFacets::No).await?.found;
    let practices = found.into_iter().filter_map(|one| match one.record {
        FoundRecord::Practice(card) => Some(card),
        _ => None,
    });
    Ok(meant(typed, practices.collect()))
}

/// What some words mean, by the practices that fit them.
fn meant(typed: String, practices: Vec<PracticeCard>) -> Adding {
    let same = practices.iter().find(|card| card.title.text.to_lowercase() == typed.to_lowercase());
    match (same, practices.as_slice()) {
        (Some(card), _) | (None, [card]) => Adding::One(card.slug.clone()),
        (None, []) => Adding::Unknown(typed),
        (None, _) => Adding::Several(practices),
    }
}

/// The form that adds a practice, and what came of the words that were typed; no form where there is no room.
pub(super) fn section(locale: Locale, practices: &[PracticePage], adding: Adding) -> AnyView {
    let chosen = slugs(practices);
    let answer = match adding {
        Adding::Untyped | Adding::One(_) => None,
        Adding::Unknown(text) => {
            Some(view! { <p role="status">{say!(locale, reuse.compare.unknown, text = text)}</p> }.into_any())
        }
        Adding::Several(cards) => Some(which(locale, &chosen, &cards)),
    };
    let body = match chosen.len() < COMPARED_MAX {
        true => form(locale, &chosen, offers(practices)),
        false => view! { <p>{say!(locale, reuse.compare.full, most = COMPARED_MAX)}</p> }.into_any(),
    };
    view! {
        <section class="mt-5 no-print" aria-labelledby="aggiungere">
            <h2 class="h3" id="aggiungere">{say!(locale, reuse.compare.add)}</h2>
            {answer}
            {body}
        </section>
    }
    .into_any()
}

/// Titles to offer while somebody types: practices like those that are there.
fn offers(practices: &[PracticePage]) -> Vec<String> {
    let mut titles: Vec<String> = Vec::new();
    for other in practices.iter().flat_map(|page| &page.similar) {
        let is_there = practices.iter().any(|page| page.slug == other.practice.slug);
        if !is_there && !titles.contains(&other.practice.title.text) {
            titles.push(other.practice.title.text.clone());
        }
    }
    titles
}

/// The practices that the words fit, each as a link to the comparison with it.
fn which(locale: Locale, chosen: &[&str], cards: &[PracticeCard]) -> AnyView {
    let links = cards.iter().filter(|card| !chosen.contains(&card.slug.as_str())).map(|card| {
        let with_it: Vec<&str> = chosen.iter().copied().chain([card.slug.as_str()]).collect();
        let address = paths::comparison(locale, &with_it);
        view! { <li><a href=address lang=lang_of(&card.title, locale)>{card.title.text.clone()}</a></li> }
    });
    let links = links.collect_view();
    view! {
        <div role="status">
            <p class="mb-2">{say!(locale, reuse.compare.which)}</p>
            <ul>{links}</ul>
        </div>
    }
    .into_any()
}

fn form(locale: Locale, chosen: &[&str], offers: Vec<String>) -> AnyView {
    let chosen = (!chosen.is_empty()).then(|| {
        let value = chosen.join(",");
        view! { <input r#type="hidden" name="p" value=value/> }
    });
    let list = (!offers.is_empty()).then_some("titoli");
    let offers = list.map(|list| {
        let options = offers.into_iter().map(|title| view! { <option value=title></option> }).collect_view();
        view! { <datalist id=list>{options}</datalist> }
    });
    view! {
        <form class="search-box" action=paths::comparison(locale, &[]) method="get">
            {chosen}
            <label for="aggiungi">{say!(locale, reuse.compare.add_label)}</label>
            <div class="search-row">
                <div class="search-field">
                    <input
                        class="form-control" r#type="text" id="aggiungi" name="add" maxlength=TEXT_MAX.to_string()
                        autocomplete="off" list=list
                    />
                </div>
                <button class="btn btn-primary" r#type="submit">
                    <Icon name="it-search"/>
                    <span>{say!(locale, reuse.compare.add_button)}</span>
                </button>
            </div>
            {offers}
        </form>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use domain::Language;
    use domain::phase::Phase;
    use portal::cards::Text;

    use super::*;

    fn card(slug: &str, title: &str) -> PracticeCard {
        let text = |text: &str| Text { text: text.to_owned(), language: Language::Italian };
        PracticeCard {
            uid: slug.to_owned(),
            slug: slug.to_owned(),
            title: text(title),
            summary: text(""),
            owner: None,
            region: None,
            phase: Phase::Identified,
            themes: Vec::new(),
            published_on: None,
            demo: false,
        }
    }

    #[test]
    fn a_whole_title_means_one_practice_and_some_words_may_mean_several() {
        let both = || vec![card("a", "Nidi comunali"), card("b", "Nidi")];
        assert!(matches!(meant("nidi".to_owned(), both()), Adding::One(slug) if slug == "b"));
        assert!(matches!(meant("comunali".to_owned(), both()), Adding::Several(cards) if cards.len() == 2));
        assert!(matches!(meant("asili".to_owned(), vec![card("a", "Nidi")]), Adding::One(slug) if slug == "a"));
        assert!(matches!(meant("boh".to_owned(), Vec::new()), Adding::Unknown(_)));
    }
}
