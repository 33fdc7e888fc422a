// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A forgotten password, or a message of confirmation that did not come: another link is asked for.

use domain::Locale;
use leptos::prelude::*;

use super::sheet::{Off, Sheet, is_off};
use super::words::{Fields, problem, wrong};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::forms::{FieldWords, Line, LineField};
use crate::ssr::render::{Refused, asked};

const FIELDS: Fields = &[("email", "email")];

/// The address to which a link is sent. The answer is the same for every address.
#[component]
pub fn RecoverPage() -> impl IntoView {
    let asked = asked();
    if is_off(&asked) {
        return view! { <Off heading=say!(asked.here.locale, sign_in.recover.title)/> }.into_any();
    }
    let here = asked.here;
    let refused = use_context::<Refused>();
    let was_sent = here.parameter("done").as_deref() == Some("sent");
    match refused {
        None if was_sent => view! { <Sent/> }.into_any(),
        refused => form(here.locale, refused.unwrap_or_default()),
    }
}

#[component]
fn Sent() -> impl IntoView {
    let locale = asked().here.locale;
    view! {
        <Sheet heading=say!(locale, sign_in.recover.sent_title)>
            <div class="alert alert-success measure" role="status">
                <p class="mb-0">{say!(locale, sign_in.recover.sent_text)}</p>
            </div>
            <p class="measure">{say!(locale, sign_in.recover.sent_again)}</p>
            <ul class="sign-in-links">
                <li><a href=paths::recover(locale)>{say!(locale, sign_in.recover.again)}</a></li>
                <li><a href=paths::sign_in(locale)>{say!(locale, sign_in.recover.back)}</a></li>
            </ul>
        </Sheet>
    }
}

fn form(locale: Locale, refused: Refused) -> AnyView {
    let words = FieldWords {
        id: "email",
        label: say!(locale, sign_in.recover.email),
        help: Some(say!(locale, sign_in.recover.email_help)),
        problem: problem(locale, &refused, "form").or_else(|| problem(locale, &refused, "email")),
    };
    let line = Line { name: "email", kind: "email", autocomplete: "email", longest: 254 };
    view! {
        <Sheet
            heading=say!(locale, sign_in.recover.title)
            failed=say!(locale, sign_in.recover.failed)
            wrong=wrong(locale, &refused, FIELDS)
        >
            <p class="lead measure">{say!(locale, sign_in.recover.lead)}</p>
            <form class="measure" action=paths::recover(locale) method="post" novalidate>
                <LineField words line value=refused.value("email")/>
                <button class="btn btn-primary" r#type="submit">{say!(locale, sign_in.recover.send)}</button>
            </form>
            <ul class="sign-in-links">
                <li><a href=paths::sign_in(locale)>{say!(locale, sign_in.recover.back)}</a></li>
            </ul>
        </Sheet>
    }
    .into_any()
}
