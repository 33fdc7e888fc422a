// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Pages of a list, as links.

use leptos::prelude::*;

use super::icon::Icon;
use crate::ssr::i18n::say;
use crate::ssr::render::asked;

/// How many pages are named on each side of the present one.
const AROUND: u32 = 2;
/// The most pages of a list that have an address.
const PAGES_MAX: u32 = 1_000;

/// How many pages a list has.
pub fn pages(total: u64, per_page: u32) -> u32 {
    u32::try_from(total.div_ceil(u64::from(per_page.max(1)))).unwrap_or(u32::MAX).min(PAGES_MAX)
}

/// The pages of a list; nothing where there is only one.
#[component]
pub fn Pager(
    /// The present page, from 1.
    current: u32,
    /// The address of each page, the first first.
    address: Vec<String>,
) -> impl IntoView {
    let locale = asked().here.locale;
    let last = u32::try_from(address.len()).unwrap_or(u32::MAX);
    if last < 2 {
        return ().into_any();
    }
    let to = |page: u32| address.get(page as usize - 1).cloned().unwrap_or_default();
    let near = |page: &u32| *page == 1 || *page == last || page.abs_diff(current) <= AROUND;
    let mut before = 0;
    let pages = (1..=last).filter(near).map(|page| {
        let gap = (page > before + 1).then(|| view! { <li class="page-item"><span class="page-link">"…"</span></li> });
        before = page;
        let here = (page == current).then_some("page");
        view! {
            {gap}
            <li class="page-item">
                <a class="page-link" href=to(page) aria-current=here>
                    <span class="visually-hidden">{say!(locale, common.page)} " "</span>
                    {page}
                </a>
            </li>
        }
    });
    let pages = pages.collect_view();
    let step = |page: u32, words: &'static str, icon: &'static str| {
        view! {
            <li class="page-item">
                <a class="page-link" href=to(page)>
                    <Icon name=icon class="icon-primary"/>
                    <span class="visually-hidden">{words}</span>
                </a>
            </li>
        }
    };
    view! {
        <nav class="pagination-wrapper" aria-label=say!(locale, common.pages)>
            <ul class="pagination">
                {(current > 1).then(|| step(current - 1, say!(locale, common.previous), "it-chevron-left"))}
                {pages}
                {(current < last).then(|| step(current + 1, say!(locale, common.next), "it-chevron-right"))}
            </ul>
        </nav>
    }
    .into_any()
}
