// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Showing once more who one is, before an act of administration.

use std::sync::Arc;

use leptos::prelude::*;
use portal::Error;
use portal::people::SignedIn;

use super::sheet::{CarriedNotice, Onward, OnwardFields, Sheet};
use super::sign_in_page::ProviderLinks;
use super::words::{Fields, problem, wrong};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::forms::{FieldWords, PasswordField};
use crate::ssr::render::{Asked, Refused, asked};

const FIELDS: Fields = &[("password", "password")];

/// The password again.
#[component]
pub fn PresencePage() -> impl IntoView {
    let asked = asked();
    match asked.here.signed_in.clone() {
        Some(member) => form(&asked, member),
        None => failed(&asked, &Error::SignInFirst),
    }
}

fn form(asked: &Asked, member: Arc<SignedIn>) -> AnyView {
    let locale = asked.here.locale;
    let refused = use_context::<Refused>();
    let onward = Onward::read(&asked.here, refused.as_ref());
    let refused = refused.unwrap_or_default();
    let providers = (!asked.site.providers.is_empty()).then(|| {
        view! {
            <section class="providers">
                <p>{say!(locale, sign_in.presence.providers)}</p>
                <ProviderLinks onward=onward.clone()/>
            </section>
        }
    });
    view! {
        <Sheet
            heading=say!(locale, sign_in.presence.title)
            failed=say!(locale, sign_in.presence.failed)
            wrong=wrong(locale, &refused, FIELDS)
        >
            <CarriedNotice carried=onward.carried.is_some() words=say!(locale, sign_in.carried_presence)/>
            <p class="lead measure">{say!(locale, sign_in.presence.lead)}</p>
            <p>{say!(locale, sign_in.presence.as_whom)} " " <bdi><strong>{member.name.clone()}</strong></bdi> "."</p>
            <PasswordAgain refused onward/>
            {providers}
        </Sheet>
    }
    .into_any()
}

#[component]
fn PasswordAgain(refused: Refused, onward: Onward) -> impl IntoView {
    let locale = asked().here.locale;
    let next = onward.address().unwrap_or_else(|| paths::home(locale));
    let address = paths::confirm_presence(locale, &next);
    let words = FieldWords {
        id: "password",
        label: say!(locale, sign_in.page.password),
        help: None,
        problem: problem(locale, &refused, "form").or_else(|| problem(locale, &refused, "password")),
    };
    view! {
        <form class="measure" action=address method="post" novalidate>
            <OnwardFields onward/>
            <PasswordField words name="password" autocomplete="current-password"/>
            <button class="btn btn-primary" r#type="submit">{say!(locale, sign_in.presence.send)}</button>
        </form>
    }
}
