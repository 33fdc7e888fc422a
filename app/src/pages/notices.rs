// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The own notices, by thing: what happened, where it leads, and that it was read.

pub mod stop;
mod words;

use domain::Locale;
use leptos::prelude::*;
use leptos_router::components::Route;
use leptos_router::{MatchNestedRoutes, path};
use portal::notices::{NoticeGroup, NoticeLine, NoticesPage};

use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::desk_frame::DeskFrame;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::named::Named;
use crate::ssr::parts::notice_place::address_of;
use crate::ssr::parts::numbers;
use crate::ssr::parts::pager::{Pager, pages};
use crate::ssr::render::{Refused, asked};
use words::{done, happened};

/// The address of the own notices; how one wants to be told stands in the own profile.
#[component(transparent)]
pub fn NoticesRoutes() -> impl MatchNestedRoutes + Clone {
    view! { <Route path=path!("/notifiche") view=NoticesListPage/> }.into_inner()
}

#[component]
fn NoticesListPage() -> impl IntoView {
    let asked = asked();
    let page = asked.here.parameter("page").and_then(|page| page.parse().ok()).unwrap_or(1);
    Suspend::new(async move {
        match asked.portal.notices_page(&asked.here.viewer, page).await {
            Ok(value) => view! { <Notices value/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

#[component]
fn Notices(value: NoticesPage) -> impl IntoView {
    let here = asked().here;
    let locale = here.locale;
    let done = here.parameter("done").and_then(|code| done(locale, &code));
    let refused = use_context::<Refused>();
    let wrong = refused.map(|_| ("contenuto".to_owned(), say!(locale, notices.gone).to_owned())).into_iter().collect();
    let trail = vec![(say!(locale, common.desk).to_owned(), paths::desk(locale))];
    let none = value.groups.is_empty().then(|| {
        view! { <p class="measure desk-empty">{say!(locale, notices.none)}</p> }
    });
    let all = (value.unread > 0).then(|| {
        view! {
            <form action=paths::notices(locale) method="post">
                <input r#type="hidden" name="until" value=value.newest.to_string()/>
                <p>{say!(locale, notices.unread, count = u64::from(value.unread))}</p>
                <button class="btn btn-outline-primary btn-sm" r#type="submit" name="action" value="all">
                    {say!(locale, notices.read_all)}
                </button>
            </form>
        }
    });
    let until = value.newest;
    let groups: Vec<_> = value.groups.into_iter().map(|group| view! { <Group group until/> }).collect();
    let last = pages(value.total, value.per_page);
    let address = (1..=last).map(|page| paths::listed(paths::notices(locale), &[], page)).collect::<Vec<_>>();
    view! {
        <DeskFrame title=say!(locale, notices.title).to_owned() trail done wrong>
            <p class="lead measure">
                {say!(locale, notices.lead)} " "
                <a href=paths::notice_choices(locale)>{say!(locale, notices.choices)}</a>
            </p>
            {none}
            {all}
            {groups}
            <Pager current=value.page address/>
        </DeskFrame>
    }
}

/// All about one thing.
#[component]
fn Group(group: NoticeGroup, until: i64) -> impl IntoView {
    let locale = asked().here.locale;
    let id = format!("di-{}", group.about.replace([':', '.', '~'], "-"));
    let title = match group.title {
        Some((title, language)) => {
            let lang = (language != locale.language()).then(|| language.code());
            view! { <a href=address_of(locale, &group.place) lang=lang><bdi>{title}</bdi></a> }.into_any()
        }
        None => say!(locale, notices.own_account).into_any(),
    };
    let read = (group.unread > 0).then(|| {
        view! {
            <form action=paths::notices(locale) method="post">
                <input r#type="hidden" name="about" value=group.about/>
                <input r#type="hidden" name="until" value=until.to_string()/>
                <button class="btn btn-link btn-sm" r#type="submit" name="action" value="thing" aria-describedby=id.clone()>
                    {say!(locale, notices.read_thing)}
                </button>
            </form>
        }
    });
    let more = (group.more > 0).then(|| {
        view! { <p class="text-soft">{say!(locale, notices.older, count = u64::from(group.more))}</p> }
    });
    let lines: Vec<_> = group.lines.into_iter().map(|line| view! { <Line line/> }).collect();
    view! {
        <section class="notice-group" aria-labelledby=id.clone()>
            <h2 class="h4" id=id.clone()>{title}</h2>
            <ul class="notice-lines">{lines}</ul>
            {more}
            {read}
        </section>
    }
}

#[component]
fn Line(line: NoticeLine) -> impl IntoView {
    let locale = asked().here.locale;
    let is_new = !line.is_read;
    let mark = is_new.then(|| view! { <strong class="notice-new">{say!(locale, notices.new)}</strong> " " });
    let by = line.by.map(|by| {
        view! { " · " <a href=paths::member(locale, &by.uid)><bdi>{by.name}</bdi></a> }
    });
    let deed = line.deed.map(|deed| view! { <p class="mb-0">{deed.name(locale)}</p> });
    let note = line.note.map(|note| {
        view! { <p class="mb-0 notice-note">{say!(locale, notices.reason)} " " <bdi>{note}</bdi></p> }
    });
    let read = is_new.then(|| one_read(locale, line.uid));
    view! {
        <li class=if is_new { "notice-line is-new" } else { "notice-line" }>
            <p class="mb-0">
                {mark}
                <a href=address_of(locale, &line.place)>{happened(locale, line.kind)}</a>
                {by}
                <span class="text-soft">" · " {numbers::moment(locale, line.at.as_second())}</span>
            </p>
            {deed}
            {note}
            {read}
        </li>
    }
}

fn one_read(locale: Locale, uid: String) -> impl IntoView {
    view! {
        <form action=paths::notices(locale) method="post">
            <input r#type="hidden" name="notice" value=uid/>
            <button class="btn btn-link btn-sm" r#type="submit" name="action" value="one">
                {say!(locale, notices.read_this)}
            </button>
        </form>
    }
}
