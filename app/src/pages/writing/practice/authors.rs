// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Who writes a practice: adding a colleague, removing somebody, handing it over.

use leptos::prelude::*;
use portal::writing::PracticeDesk;

use super::super::faults;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::pages::writing::guide::{Around, FramedSelect};
use crate::ssr::parts::forms::Choice;
use crate::ssr::render::{Refused, asked};

/// The authors, and the forms for who may change them.
#[component]
pub fn Authors(
    /// The practice.
    value: PracticeDesk,
) -> impl IntoView {
    let locale = asked().here.locale;
    let address = paths::practice_desk(locale, &value.uid);
    let may_share = value.may_share;
    let lines = value.authors.into_iter().map(|(uid, name)| {
        let remove = may_share.then(|| view! { <Remove address=address.clone() uid=uid.clone() name=name.clone()/> });
        view! { <li><a href=paths::member(locale, &uid)><bdi>{name}</bdi></a> {remove}</li> }
    });
    let lines = lines.collect_view();
    let add = may_share.then(|| view! { <Add address=address.clone() colleagues=value.colleagues/> });
    view! {
        <section class="writing-section" aria-labelledby="autori">
            <h2 id="autori">{say!(locale, writing.authors.title)}</h2>
            <p class="measure">{say!(locale, writing.authors.lead)}</p>
            <ul class="author-list">{lines}</ul>
            {add}
        </section>
    }
}

#[component]
fn Remove(address: String, uid: String, name: String) -> impl IntoView {
    let locale = asked().here.locale;
    view! {
        <form action=address method="post" novalidate>
            <input r#type="hidden" name="action" value="remove_author"/>
            <input r#type="hidden" name="author" value=uid/>
            <button class="btn btn-outline-primary btn-sm" r#type="submit">
                {say!(locale, writing.authors.remove)}
                <span class="visually-hidden">" " <bdi>{name}</bdi></span>
            </button>
        </form>
    }
}

#[component]
fn Add(address: String, colleagues: Vec<(String, String)>) -> impl IntoView {
    let locale = asked().here.locale;
    if colleagues.is_empty() {
        return view! { <p class="text-soft measure">{say!(locale, writing.authors.no_colleagues)}</p> }.into_any();
    }
    let refused = use_context::<Refused>().filter(|refused| refused.value("action") == "add_author");
    let key = refused.as_ref().and_then(|refused| refused.problem("author"));
    let around = Around {
        id: "autore".to_owned(),
        label: say!(locale, writing.authors.add).to_owned(),
        help: say!(locale, writing.authors.add_help).to_owned(),
        problem: key.map(|key| faults::refused(locale, "author", key)),
        ..Around::default()
    };
    let none = Choice::new("", say!(locale, writing.choose));
    let colleagues = colleagues.into_iter().map(|(uid, name)| Choice::new(uid, name));
    let choices = std::iter::once(none).chain(colleagues).collect();
    view! {
        <form class="measure" action=address method="post" novalidate>
            <input r#type="hidden" name="action" value="add_author"/>
            <FramedSelect around name="author" choices chosen=String::new()/>
            <button class="btn btn-outline-primary" r#type="submit">{say!(locale, writing.authors.add_button)}</button>
        </form>
    }
    .into_any()
}
