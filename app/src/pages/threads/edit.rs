// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Changing a thread that one began, or taking it back.

use domain::thread::writing::BODY_MIN;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use portal::talking::{ThreadFormPage as Value, WrittenIn};

use super::comfort::Comfort;
use super::people::people;
use super::reply::kept;
use super::sheet::Sheet;
use super::vanished::failed_with_text;
use super::{crumb, words};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::desk_frame::DeskFrame;
use crate::ssr::render::{Refused, asked};

/// The form of a thread.
#[component]
pub fn EditPage() -> impl IntoView {
    let asked = asked();
    let address = use_params_map().get_untracked().get("address").unwrap_or_default();
    let refused = use_context::<Refused>();
    Suspend::new(async move {
        let value = match asked.portal.thread_form_page(&asked.here.viewer, &address).await {
            Ok(value) => value,
            Err(error) => return failed_with_text(&asked, refused.as_ref(), &error),
        };
        match Sheet::of(&asked, refused.clone(), &WrittenIn::Thread(address)).await {
            Ok(sheet) => shown(&value, &sheet),
            Err(error) => failed_with_text(&asked, refused.as_ref(), &error),
        }
    })
}

fn shown(value: &Value, sheet: &Sheet) -> AnyView {
    let locale = sheet.locale;
    let wrong = words::wrong(locale, sheet.refused.as_ref());
    let thread = paths::thread(locale, &value.address);
    let trail = vec![crumb(locale), (value.title.text.clone(), thread)];
    let form = match value.may_edit {
        true => form(value, sheet),
        false => {
            let text = kept(locale, sheet.value("body", ""));
            view! { <p class="measure">{say!(locale, threads.edit.too_late)}</p> {text} }.into_any()
        }
    };
    let withdraw = value.may_withdraw.then(|| {
        view! {
            <form class="measure mt-5" action=paths::thread_form(locale, &value.address) method="post">
                <h2>{say!(locale, threads.edit.withdraw)}</h2>
                <p>{say!(locale, threads.edit.withdraw_help)}</p>
                <button class="btn btn-outline-primary" r#type="submit" name="action" value="withdraw">
                    {say!(locale, threads.edit.withdraw)}
                </button>
            </form>
        }
    });
    view! {
        <DeskFrame title=say!(locale, threads.edit.title).to_owned() trail done=None wrong>
            {form}
            {withdraw}
        </DeskFrame>
    }
    .into_any()
}

fn form(value: &Value, sheet: &Sheet) -> AnyView {
    let locale = sheet.locale;
    let words = (say!(locale, threads.begin_form.body), say!(locale, threads.begin_form.body_help));
    let text = sheet.edited_field(words, &value.body, value.version);
    view! {
        <form class="measure" action=paths::thread_form(locale, &value.address) method="post" novalidate data-wakes="island">
            {sheet.title_field(&value.title.text)}
            {text}
            {people(sheet)}
            {sheet.buttons("save", say!(locale, threads.edit.save))}
            <Comfort within=format!("thread={}", value.address) shortest=BODY_MIN/>
        </form>
    }
    .into_any()
}
