// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Where the link of a notice's mail leads. Reading the page changes nothing: programs that look at mails follow every
//! link. Its buttons end mails, without signing in.

use domain::Locale;
use domain::notice::Unsubscribe;
use leptos::prelude::*;
use portal::notices::NoticeLink;

use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::desk_frame::DeskFrame;
use crate::ssr::parts::named::Named;
use crate::ssr::render::asked;

/// What the link ends, and that all mails of notices can be ended.
#[component]
pub fn StopNotices(
    /// What the link says.
    link: NoticeLink,
    /// The link itself.
    token: String,
) -> impl IntoView {
    let locale = asked().here.locale;
    let address = paths::saved::stop(locale, &token);
    let this = match link.comes {
        true => view! {
            <p class="lead measure">{comes(locale, &link.what)}</p>
            <form action=address.clone() method="post">
                <button class="btn btn-primary" r#type="submit">{button(locale, &link.what)}</button>
            </form>
        }
        .into_any(),
        false => view! { <p class="lead measure" role="status">{ended(locale, &link.what)}</p> }.into_any(),
    };
    let is_all = link.what == Unsubscribe::All;
    let all = (link.any_comes && !is_all).then(|| {
        view! {
            <form class="mt-4" action=address method="post">
                <input r#type="hidden" name="all" value="1"/>
                <p>{say!(locale, notices.stop.all)}</p>
                <button class="btn btn-outline-primary" r#type="submit">{say!(locale, notices.stop.button_all)}</button>
            </form>
        }
    });
    view! {
        <DeskFrame title=say!(locale, notices.stop.title).to_owned() trail=Vec::new() done=None wrong=Vec::new()>
            {this}
            {all}
            <p class="mt-4"><a href=paths::notice_choices(locale)>{say!(locale, notices.stop.choices)}</a></p>
        </DeskFrame>
    }
}

fn comes(locale: Locale, what: &Unsubscribe) -> String {
    match what {
        Unsubscribe::All => say!(locale, notices.stop.comes_all).to_owned(),
        Unsubscribe::Kind(kind) => say!(locale, notices.stop.comes_kind, kind = kind.name(locale)),
        Unsubscribe::Thread(_) => say!(locale, notices.stop.comes_thread).to_owned(),
    }
}

fn button(locale: Locale, what: &Unsubscribe) -> &'static str {
    match what {
        Unsubscribe::All => say!(locale, notices.stop.button_all),
        Unsubscribe::Kind(_) => say!(locale, notices.stop.button_kind),
        Unsubscribe::Thread(_) => say!(locale, notices.stop.button_thread),
    }
}

fn ended(locale: Locale, what: &Unsubscribe) -> String {
    match what {
        Unsubscribe::All => say!(locale, notices.stop.ended_all).to_owned(),
        Unsubscribe::Kind(kind) => say!(locale, notices.stop.ended_kind, kind = kind.name(locale)),
        Unsubscribe::Thread(_) => say!(locale, notices.stop.ended_thread).to_owned(),
    }
}
