// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The right end of the first band: signing in for visitors, the menu of the own account for members.
//!
//! What visitors see depends on the address alone, so that their pages stay equal byte for byte.

use std::sync::Arc;

use domain::Locale;
use domain::member::PortalRole;
use leptos::prelude::*;
use portal::people::SignedIn;

use super::bell::Bell;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::icon::Icon;
use crate::ssr::parts::person::Avatar;
use crate::ssr::render::{Here, asked};

/// Whether an address (as in Italian) is one of those on which people sign in or register.
pub fn is_of_signing_in(path: &str) -> bool {
    let below = |root: &str| path == root || path.strip_prefix(root).is_some_and(|rest| rest.starts_with('/'));
    ["/accedi", "/registrati", "/conferma", "/esci"].into_iter().any(below)
}

/// The link to sign in, or the menu of who has signed in.
#[component]
pub fn Account() -> impl IntoView {
    let here = asked().here;
    match here.signed_in.clone() {
        Some(member) => view! { <AccountMenu member/> }.into_any(),
        None => view! { <SignInLink here/> }.into_any(),
    }
}

/// Leads to the sign-in page, and from there back to this one.
#[component]
fn SignInLink(here: Here) -> impl IntoView {
    let locale = here.locale;
    let is_there = here.path == "/accedi";
    let address = match is_of_signing_in(&here.path) {
        true => paths::sign_in(locale),
        false => paths::sign_in_for(locale, &here.in_locale(locale)),
    };
    view! {
        <a
            class="btn btn-primary btn-icon btn-full account-link"
            href=address
            aria-current=is_there.then_some("page")
            data-element="personal-area-login"
        >
            <span class="rounded-icon"><Icon name="it-user" class="icon-primary icon-sm"/></span>
            <span>{say!(locale, common.sign_in)}</span>
        </a>
    }
}

/// A popover, as the main menu is: it opens, closes on Escape and gives the focus back without any script.
#[component]
fn AccountMenu(member: Arc<SignedIn>) -> impl IntoView {
    let here = asked().here;
    let locale = here.locale;
    let links = entries(locale, &member).into_iter().map(|(words, address)| {
        let current = (paths::split(&address).1 == here.path).then_some("page");
        view! { <li><a class="list-item" href=address aria-current=current>{words}</a></li> }
    });
    view! {
        <Bell/>
        <div class="account">
            <button class="account-toggle" r#type="button" popovertarget="account">
                <Avatar uid=member.uid.to_string() initials=member.initials.clone() photo=member.photo class="avatar-header"/>
                <span class="visually-hidden">{say!(locale, common.account_of)} " "</span>
                <bdi class="account-name">{member.name.clone()}</bdi>
                <Icon name="it-expand"/>
            </button>
            <nav class="account-menu" id="account" popover="auto" aria-label=say!(locale, common.account)>
                <ul>{links.collect_view()}</ul>
                <form action=paths::sign_out(locale) method="post">
                    <button class="account-out" r#type="submit">{say!(locale, common.sign_out)}</button>
                </form>
            </nav>
        </div>
    }
}

/// What the menu leads to.
fn entries(locale: Locale, member: &SignedIn) -> Vec<(&'static str, String)> {
    let mut entries = vec![
        (say!(locale, common.desk), paths::desk(locale)),
        (say!(locale, notices.title), paths::notices(locale)),
        (say!(locale, contacts.title), paths::contacts(locale)),
        (say!(locale, common.profile), paths::profile(locale)),
        (say!(locale, common.security), paths::security(locale)),
        (say!(locale, common.memberships), paths::memberships(locale)),
    ];
    if member.roles.contains(&PortalRole::Reviewer) {
        entries.push((say!(locale, common.reviews), paths::reviews(locale)));
    }
    if member.roles.iter().any(|role| matches!(role, PortalRole::Reviewer | PortalRole::Moderator)) {
        entries.push((say!(locale, depth.judging.menu), paths::testimonials(locale)));
    }
    if member.roles.contains(&PortalRole::Moderator) {
        entries.push((say!(locale, moderation.queue.title), paths::flagged(locale)));
    }
    if member.roles.contains(&PortalRole::Administrator) {
        entries.push((say!(locale, common.administration), paths::administration(locale)));
    }
    entries
}

#[cfg(test)]
mod tests {
    use domain::Uid;

    use super::*;

    fn member(roles: Vec<PortalRole>) -> SignedIn {
        SignedIn {
            uid: Uid::parse("u").expect("an identifier"),
            name: "Ada Neri".to_owned(),
            initials: "AN".to_owned(),
            photo: None,
            locale: Locale::Italian,
            roles,
        }
    }

    #[test]
    fn the_administration_stands_in_the_menu_of_administrators_only() {
        let leads = |roles| {
            let entries = entries(Locale::English, &member(roles));
            entries.iter().any(|(_, address)| address == "/en/amministrazione")
        };
        assert!(leads(vec![PortalRole::Administrator]));
        assert!(!leads(vec![PortalRole::Reviewer, PortalRole::Moderator]));
    }

    #[test]
    fn the_review_stands_in_the_menu_of_reviewers_only_and_the_desk_in_that_of_all() {
        let addresses = |roles| {
            let entries = entries(Locale::Italian, &member(roles)).into_iter();
            entries.map(|(_, address)| address).collect::<Vec<_>>()
        };
        let (reviewer, other) = (addresses(vec![PortalRole::Reviewer]), addresses(Vec::new()));
        assert!(reviewer.contains(&"/redazione".to_owned()) && !other.contains(&"/redazione".to_owned()));
        assert_eq!(other.first().map(String::as_str), Some("/scrivania"));
    }

    #[test]
    fn the_pages_of_signing_in_are_known_by_their_address() {
        for path in ["/accedi", "/accedi/codice", "/registrati", "/conferma/x", "/esci"] {
            assert!(is_of_signing_in(path), "{path}");
        }
        for path in ["/", "/accedere", "/profilo/accesso", "/iscritti"] {
            assert!(!is_of_signing_in(path), "{path}");
        }
    }
}
