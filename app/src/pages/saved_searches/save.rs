// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The form that saves the search of a list. What is searched stands in its address, so that signing in on the way
//! loses nothing.

use domain::saved_search::{AlertFrequency, NAME_MAX, SAVED_MAX};
use leptos::prelude::*;
use portal::saved_searches::SavePage as Value;

use super::fields::SearchFields;
use super::trail;
use super::words::{asked_for, kind, wrong};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::desk_frame::DeskFrame;
use crate::ssr::parts::failure::failed;
use crate::ssr::render::{Here, Refused, asked};

/// The form.
#[component]
pub(super) fn SavePage() -> impl IntoView {
    let asked = asked();
    let (kind, query) = match use_context::<Refused>() {
        Some(refused) => (refused.value("kind"), refused.value("query")),
        None => begun(&asked.here),
    };
    Suspend::new(async move {
        match asked.portal.save_page(&asked.here.viewer, asked.here.locale, &kind, &query).await {
            Ok(value) => view! { <Save value/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

/// What the address asks to save: what is searched, and the parameters of its list.
fn begun(here: &Here) -> (String, String) {
    let pairs = here.pairs().into_iter().filter(|(name, _)| name != "cosa");
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    (here.parameter("cosa").unwrap_or_default(), query)
}

#[component]
fn Save(value: Value) -> impl IntoView {
    let locale = asked().here.locale;
    let refused = use_context::<Refused>();
    let wrong = wrong(locale, refused.as_ref());
    let title = say!(locale, saved.save.title);
    let form = match value.has_room {
        true => form(&value, refused).into_any(),
        false => view! { <p class="measure">{say!(locale, saved.save.full, most = SAVED_MAX)}</p> }.into_any(),
    };
    view! {
        <DeskFrame title=title.to_owned() trail=trail(locale) done=None wrong>
            <p class="measure">
                {say!(locale, saved.save.lead)} " " <strong><bdi>{asked_for(locale, &value.asked)}</bdi></strong>
            </p>
            {form}
        </DeskFrame>
    }
}

fn form(value: &Value, refused: Option<Refused>) -> impl IntoView + use<> {
    let locale = asked().here.locale;
    let (name, chosen) = match &refused {
        Some(refused) => (refused.value("name"), refused.value("frequency")),
        None => (called(value, kind(locale, value.asked.kind)), AlertFrequency::Daily.code().to_owned()),
    };
    view! {
        <form class="measure" action=paths::saved::save(locale) method="post" novalidate>
            <input r#type="hidden" name="kind" value=value.asked.kind.code()/>
            <input r#type="hidden" name="query" value=value.asked.query.clone()/>
            <SearchFields name chosen/>
            <button class="btn btn-primary" r#type="submit">{say!(locale, saved.save.button)}</button>
        </form>
    }
}

/// The name that is proposed: the words, else what is searched and what narrows it.
fn called(value: &Value, kind: &str) -> String {
    let names: Vec<&str> = value.asked.filters.iter().filter_map(|one| one.value.name.as_deref()).collect();
    let called = match (value.asked.text.as_str(), names.as_slice()) {
        ("", []) => kind.to_owned(),
        ("", names) => format!("{kind}: {}", names.join(", ")),
        (text, _) => text.to_owned(),
    };
    called.chars().take(NAME_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_says_what_to_save_and_keeps_the_parameters_of_the_list() {
        let whole = "/scrivania/ricerche/nuova?cosa=practice&q=asili+nido&region=09&region=08";
        let (kind, query) = begun(&Here::of(&whole.parse().expect("an address")));
        assert_eq!((kind.as_str(), query.as_str()), ("practice", "q=asili+nido&region=09&region=08"));
    }
}
