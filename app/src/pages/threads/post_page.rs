// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! One post: to change it, add documents to it, take it back, or say what it is for later readers.

use domain::policy::Act;
use domain::post::BODY_MIN;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use portal::Error;
use portal::talking::{PostPage as Value, WrittenIn};

use super::comfort::Comfort;
use super::people::people;
use super::reply::kept;
use super::sheet::Sheet;
use super::vanished::failed_with_text;
use super::{crumb, marking, post, words};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::pages::writing::{Uploaded, Uploads};
use crate::ssr::parts::desk_frame::DeskFrame;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::raw::Rich;
use crate::ssr::render::{Refused, asked};

/// A post with its forms.
#[component]
pub fn PostPage() -> impl IntoView {
    let asked = asked();
    let given = use_params_map().get_untracked();
    let (address, position) = (given.get("address").unwrap_or_default(), given.get("position"));
    let refused = use_context::<Refused>();
    Suspend::new(async move {
        let Some(position) = position.and_then(|position| position.parse().ok()) else {
            return failed(&asked, &Error::NotFound);
        };
        let value = match asked.portal.post_page(&asked.here.viewer, &address, position).await {
            Ok(value) => value,
            Err(error) => return failed_with_text(&asked, refused.as_ref(), &error),
        };
        let done = asked.here.parameter("done").and_then(|code| words::done(asked.here.locale, &code));
        match Sheet::of(&asked, refused.clone(), &WrittenIn::Thread(address)).await {
            Ok(sheet) => shown(&value, &sheet, done),
            Err(error) => failed_with_text(&asked, refused.as_ref(), &error),
        }
    })
}

fn shown(value: &Value, sheet: &Sheet, done: Option<&'static str>) -> AnyView {
    let locale = sheet.locale;
    let position = value.post.position;
    let documents = value.post.documents.clone();
    let uploaded = Uploaded::of_post(locale, (value.address.as_str(), position), documents, sheet.refused.as_ref());
    let upload = uploaded.wrong();
    let is_upload = upload.is_some();
    let wrong = upload.unwrap_or_else(|| words::wrong(locale, sheet.refused.as_ref()));
    let there = paths::post(locale, &value.address, position);
    let trail = vec![crumb(locale), (value.title.text.clone(), paths::thread(locale, &value.address))];
    let may = |act: Act| value.post.may.contains(&act);
    let text = value.post.html.clone().map(|html| view! { <div class="thread-post"><Rich html/></div> });
    // The form of the mark sends no text: what stands in the other one then is what is kept.
    let plain = sheet.without_typed();
    let sent = sheet.refused.as_ref().is_some_and(|refused| refused.typed.iter().any(|(name, _)| name == "body"));
    let edit = match may(Act::Edit) {
        true => Some(form(value, if sent { sheet } else { &plain })),
        false => kept(locale, sheet.value("body", "")),
    };
    let mark = may(Act::Mark).then(|| marking::form(value, if is_upload { &plain } else { sheet }));
    // What was typed about a document stays, also where the post cannot be changed any more.
    let uploads = (may(Act::Edit) || is_upload).then(|| view! { <Uploads uploaded/> });
    let withdraw = may(Act::Withdraw).then(|| withdraw(value, sheet));
    let writer = post::writer(locale, &value.post.writer);
    view! {
        <DeskFrame title=say!(locale, threads.post_page.title, position = position) trail done wrong>
            <p class="measure">
                {writer} " · " <a href=there>{say!(locale, threads.post_page.back)}</a>
            </p>
            {text}
            {edit}
            {uploads}
            {mark}
            {withdraw}
        </DeskFrame>
    }
    .into_any()
}

fn form(value: &Value, sheet: &Sheet) -> AnyView {
    let locale = sheet.locale;
    let words = (say!(locale, threads.reply.text), say!(locale, threads.reply.text_help));
    let text = sheet.edited_field(words, &value.body, value.version);
    let action = paths::post_form(locale, &value.address, value.post.position);
    view! {
        <form class="measure mt-4" action=action method="post" novalidate data-wakes="island">
            <h2>{say!(locale, threads.post_page.edit)}</h2>
            {text}
            {people(sheet)}
            {sheet.buttons("save", say!(locale, threads.edit.save))}
            <Comfort within=format!("thread={}", value.address) shortest=BODY_MIN/>
        </form>
    }
    .into_any()
}

fn withdraw(value: &Value, sheet: &Sheet) -> AnyView {
    let locale = sheet.locale;
    let action = paths::post_form(locale, &value.address, value.post.position);
    let body = if value.post.mark.is_some() {
        view! { <p>{say!(locale, threads.post_page.marked_first)}</p> }.into_any()
    } else {
        view! {
            <p>{say!(locale, threads.post_page.withdraw_help)}</p>
            <button class="btn btn-outline-primary" r#type="submit" name="action" value="withdraw">
                {say!(locale, threads.post_page.withdraw)}
            </button>
        }
        .into_any()
    };
    view! {
        <form class="measure mt-5" action=action method="post">
            <h2>{say!(locale, threads.post_page.withdraw)}</h2>
            {body}
        </form>
    }
    .into_any()
}
