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

/// Where the pages of a list are. Of a long list most addresses are never made.
pub struct PageAddresses {
    last: u32,
    of: Box<dyn Fn(u32) -> String + Send>,
}

impl PageAddresses {
    /// The addresses of the pages up to the last one, each by its number from 1.
    pub fn new(last: u32, of: impl Fn(u32) -> String + Send + 'static) -> Self {
        Self { last, of: Box::new(of) }
    }
}

impl From<Vec<String>> for PageAddresses {
    fn from(all: Vec<String>) -> Self {
        let last = u32::try_from(all.len()).unwrap_or(u32::MAX);
        Self::new(last, move |page| all.get(page as usize - 1).cloned().unwrap_or_default())
    }
}

/// The pages that are named: the first, the last, and those around the present one.
fn named(current: u32, last: u32) -> impl Iterator<Item = u32> {
    let (from, to) =
        (current.saturating_sub(AROUND).max(2), current.saturating_add(AROUND).min(last.saturating_sub(1)));
    std::iter::once(1).chain(from..=to).chain((last > 1).then_some(last))
}

/// The pages of a list; nothing where there is only one.
#[component]
pub fn Pager(
    /// The present page, from 1.
    current: u32,
    /// The address of each page.
    #[prop(into)]
    address: PageAddresses,
) -> impl IntoView {
    let locale = asked().here.locale;
    let PageAddresses { last, of: to } = address;
    if last < 2 {
        return ().into_any();
    }
    let mut before = 0;
    let pages = named(current, last).map(|page| {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_the_last_and_those_around_are_named_each_once() {
        let named = |current, last| named(current, last).collect::<Vec<_>>();
        assert_eq!(named(250, 500), [1, 248, 249, 250, 251, 252, 500]);
        assert_eq!(named(1, 500), [1, 2, 3, 500]);
        assert_eq!(named(499, 500), [1, 497, 498, 499, 500]);
        assert_eq!((named(1, 2), named(2, 3), named(3, 3)), (vec![1, 2], vec![1, 2, 3], vec![1, 2, 3]));
        assert_eq!(named(9, 3), [1, 3], "a page that there is not");
    }

    #[test]
    fn a_list_of_addresses_is_one_by_its_pages() {
        let all = PageAddresses::from(vec!["a".to_owned(), "b".to_owned()]);
        assert_eq!((all.last, (all.of)(1), (all.of)(2)), (2, "a".to_owned(), "b".to_owned()));
    }
}
