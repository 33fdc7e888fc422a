// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Where the link of an alert's mail leads. Reading the page changes nothing: programs that look at mails follow every
//! link. Its button ends the alert, without signing in.

use domain::saved_search::AlertFrequency;
use http::StatusCode;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use portal::saved_searches::AlertLink;

use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::pages::notices::stop::StopNotices;
use crate::ssr::parts::desk_frame::DeskFrame;
use crate::ssr::parts::failure::{failed, set_status};
use crate::ssr::render::{Asked, asked};

/// The button, or that the alert is over.
#[component]
pub(super) fn StopPage() -> impl IntoView {
    let asked = asked();
    let token = use_params_map().get_untracked().get("token").unwrap_or_default();
    Suspend::new(async move {
        match asked.portal.alert_link(&token).await {
            Ok(Some(link)) => view! { <Stop link token/> }.into_any(),
            Ok(None) => of_notices(&asked, token).await,
            Err(error) => failed(&asked, &error),
        }
    })
}

/// The link may be one of a notice's mail.
async fn of_notices(asked: &Asked, token: String) -> AnyView {
    match asked.portal.notice_link(&token).await {
        Ok(Some(link)) => view! { <StopNotices link token/> }.into_any(),
        Ok(None) => view! { <Gone/> }.into_any(),
        Err(error) => failed(asked, &error),
    }
}

#[component]
fn Stop(link: AlertLink, token: String) -> impl IntoView {
    let locale = asked().here.locale;
    let said = match link.frequency {
        AlertFrequency::Off => view! {
            <p class="lead measure" role="status">{say!(locale, saved.stop.stopped, name = link.name)}</p>
            <p><a href=paths::saved::all(locale)>{say!(locale, saved.stop.again)}</a></p>
        }
        .into_any(),
        _ => view! {
            <p class="lead measure">{say!(locale, saved.stop.what, name = link.name)}</p>
            <form action=paths::saved::stop(locale, &token) method="post">
                <button class="btn btn-primary" r#type="submit">{say!(locale, saved.stop.button)}</button>
            </form>
        }
        .into_any(),
    };
    let title = say!(locale, saved.stop.title).to_owned();
    view! { <DeskFrame title trail=Vec::new() done=None wrong=Vec::new()>{said}</DeskFrame> }
}

/// The link is of no use any more.
#[component]
fn Gone() -> impl IntoView {
    set_status(StatusCode::GONE);
    let locale = asked().here.locale;
    let title = say!(locale, saved.stop.gone_title).to_owned();
    view! {
        <DeskFrame title trail=Vec::new() done=None wrong=Vec::new()>
            <p class="lead measure">{say!(locale, saved.stop.gone)}</p>
            <p><a href=paths::saved::all(locale)>{say!(locale, saved.stop.again)}</a></p>
        </DeskFrame>
    }
}
