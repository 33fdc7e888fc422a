// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The pages of an area: its menu at the side, the page beside it.

use leptos::prelude::*;

use crate::paths;
use crate::ssr::render::asked;

/// An entry of a side menu: its words and its address in the page's language.
pub type SideEntry = (&'static str, String);

/// A page of an area with the menu of the area at its side (above it on a small screen).
#[component]
pub fn WithSideMenu(
    /// What the menu is called.
    label: &'static str,
    /// Its entries.
    entries: Vec<SideEntry>,
    /// The page, from its `h1` on.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="container side-layout">
            <SideMenu label entries/>
            <div class="side-page">{children()}</div>
        </div>
    }
}

/// The menu alone: closed at first on a small screen, always open on a large one.
#[component]
pub fn SideMenu(
    /// What the menu is called.
    label: &'static str,
    /// Its entries.
    entries: Vec<SideEntry>,
) -> impl IntoView {
    let here = asked().here.path;
    let present = present(&here, entries.iter().map(|(_, address)| paths::split(address).1));
    let links = entries.iter().enumerate().map(|(place, (name, address))| {
        let current = (present == Some(place)).then(|| {
            let exact = paths::split(address).1 == here;
            if exact { "page" } else { "true" }
        });
        view! { <li><a href=address.clone() aria-current=current>{*name}</a></li> }
    });
    let links = links.collect_view();
    view! {
        <nav class="side-menu" aria-label=label>
            <details class="wide-open">
                <summary>{label}</summary>
                <ul>{links}</ul>
            </details>
        </nav>
    }
}

/// The place of the entry that an address belongs to: the longest that it is, or is below.
fn present<'a>(here: &str, entries: impl Iterator<Item = &'a str>) -> Option<usize> {
    let belongs = |entry: &str| here.strip_prefix(entry).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let belonging = entries.enumerate().filter(|(_, entry)| belongs(entry));
    belonging.max_by_key(|(_, entry)| entry.len()).map(|(place, _)| place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_present_entry_is_the_longest_that_the_address_belongs_to() {
        let entries = ["/amministrazione", "/amministrazione/iscritti", "/amministrazione/posta"];
        let at = |here: &str| present(here, entries.into_iter());
        assert_eq!(at("/amministrazione"), Some(0));
        assert_eq!(at("/amministrazione/posta/7"), Some(2));
        assert_eq!(at("/amministrazione/registro"), Some(0));
        assert_eq!(at("/amministrazioni"), None);
    }
}
