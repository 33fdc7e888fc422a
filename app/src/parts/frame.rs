// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What stands around every page: header and footer as Designers Italia asks.

mod account;
mod bell;

use leptos::prelude::*;

use super::icon::Icon;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::render::{Here, Owner, asked};
use account::Account;
use domain::Locale;

pub use account::is_of_signing_in;

/// The first level of the menu: name, address, and the beginning of the addresses that belong to it.
fn menu(locale: Locale) -> [(&'static str, String, &'static str); 9] {
    [
        (say!(locale, common.menu_practices), paths::practices(locale), "/pratiche"),
        (say!(locale, common.menu_twinnings), paths::twinnings(locale), "/gemellaggi"),
        (say!(locale, adverts.title), paths::adverts(locale), "/cerco-offro"),
        (say!(locale, threads.title), paths::threads(locale), "/discussioni"),
        (say!(locale, common.menu_organisations), paths::organisations(locale), "/enti"),
        (say!(locale, common.menu_themes), paths::themes(locale), "/temi"),
        (say!(locale, common.menu_map), paths::map(locale), "/pratiche/mappa"),
        (say!(locale, common.menu_members), paths::members(locale), "/iscritti"),
        (say!(locale, common.menu_help), paths::help(locale), "/aiuto"),
    ]
}

/// Whether a page belongs to an entry of the menu. The map is an entry of its own.
fn is_active(here: &Here, entry: &str) -> bool {
    let below = here.path == entry || here.path.starts_with(&format!("{entry}/"));
    below && (entry == "/pratiche/mappa" || here.path != "/pratiche/mappa")
}

/// Skip links, the body that runs the portal, languages, the account, mark, search, menu.
#[component]
pub fn Header() -> impl IntoView {
    let locale = asked().here.locale;
    view! {
        <header class="it-header-wrapper">
            <div class="skiplinks">
                <a class="visually-hidden-focusable" href="#contenuto">{say!(locale, common.skip_to_content)}</a>
                <a class="visually-hidden-focusable" href="#piede">{say!(locale, common.skip_to_footer)}</a>
            </div>
            <Slim/>
            <div class="it-nav-wrapper">
                <Centre/>
                <Menu/>
            </div>
        </header>
    }
}

#[component]
fn Slim() -> impl IntoView {
    let asked = asked();
    let locale = asked.here.locale;
    let Owner { name, url, .. } = asked.site.owner.clone();
    let name = if name.is_empty() { say!(locale, common.owner_unknown).to_owned() } else { name };
    let body = if url.is_empty() {
        view! { <span class="navbar-brand">{name}</span> }.into_any()
    } else {
        view! { <a class="navbar-brand" href=url>{name}</a> }.into_any()
    };
    view! {
        <div class="it-header-slim-wrapper">
            <div class="container">
                <div class="it-header-slim-wrapper-content">
                    {body}
                    <div class="it-header-slim-right-zone"><Languages/><Account/></div>
                </div>
            </div>
        </div>
    }
}

#[component]
fn Languages() -> impl IntoView {
    let here = asked().here;
    let language = |locale: Locale, short: &'static str, name: &'static str| {
        let is_this = locale == here.locale;
        view! {
            <li>
                <a
                    href=here.in_locale(locale)
                    hreflang=locale.code()
                    lang=(!is_this).then_some(locale.code())
                    aria-current=is_this.then_some("true")
                >
                    <span aria-hidden="true">{short}</span>
                    <span class="visually-hidden">{name}</span>
                </a>
            </li>
        }
    };
    view! {
        <nav aria-label=say!(here.locale, common.languages)>
            <ul class="languages">
                {language(Locale::Italian, "ITA", "Italiano")}
                {language(Locale::English, "ENG", "English")}
            </ul>
        </nav>
    }
}

#[component]
fn Brand() -> impl IntoView {
    let locale = asked().here.locale;
    view! {
        <div class="it-brand-wrapper">
            <a href=paths::home(locale)>
                <Icon name="in-mark" class="mark-shape"/>
                <div class="it-brand-text">
                    <div class="it-brand-title">{say!(locale, common.site)}</div>
                    <div class="it-brand-tagline d-none d-md-block">{say!(locale, common.tag_line)}</div>
                </div>
            </a>
        </div>
    }
}

#[component]
fn Centre() -> impl IntoView {
    let locale = asked().here.locale;
    view! {
        <div class="it-header-center-wrapper">
            <div class="container">
                <div class="it-header-center-content-wrapper">
                    <button class="menu-toggle" r#type="button" popovertarget="menu">
                        <Icon name="it-burger"/>
                        <span>{say!(locale, common.menu)}</span>
                    </button>
                    <Brand/>
                    <div class="it-right-zone">
                        <div class="it-search-wrapper">
                            <span class="d-none d-md-block" aria-hidden="true">{say!(locale, common.search)}</span>
                            <a
                                class="search-link rounded-icon"
                                href=paths::search(locale)
                                aria-label=say!(locale, common.search_portal)
                                data-element="search-modal-button"
                            >
                                <Icon name="it-search" class="icon"/>
                            </a>
                        </div>
                    </div>
                </div>
            </div>
        </div>
    }
}

#[component]
fn Menu() -> impl IntoView {
    let here = asked().here;
    let locale = here.locale;
    let entries = menu(locale).map(|(name, address, of)| {
        let active = is_active(&here, of);
        let class = if active { "nav-link active" } else { "nav-link" };
        view! {
            <li class="nav-item"><a class=class href=address aria-current=active.then_some("page")>{name}</a></li>
        }
    });
    view! {
        <div class="it-header-navbar-wrapper">
            <div class="container">
                <nav class="main-menu" id="menu" popover="auto" aria-label=say!(locale, common.main_menu) data-element="main-navigation">
                    <button class="menu-toggle menu-close" r#type="button" popovertarget="menu" popovertargetaction="hide">
                        <Icon name="it-close"/>
                        <span>{say!(locale, common.close_menu)}</span>
                    </button>
                    <ul class="navbar-nav">{entries.collect_view()}</ul>
                </nav>
            </div>
        </div>
    }
}

/// The portal once more, who runs it, and the legal pages.
#[component]
pub fn Footer() -> impl IntoView {
    let locale = asked().here.locale;
    let lessons = (say!(locale, reuse.failures.title), paths::failures(locale));
    let explore = menu(locale).into_iter().take(8).map(|(name, address, _)| (name, address));
    let communities = (say!(locale, communities.title), paths::communities(locale));
    let explore = explore.chain([communities, lessons]).collect();
    let help = vec![
        (say!(locale, common.send_story), paths::begin_practice(locale)),
        (say!(locale, common.guide), paths::help(locale)),
        (say!(locale, common.feed), paths::feed(locale)),
        (say!(locale, common.open_data), paths::help_page(locale, "dati-aperti")),
    ];
    view! {
        <footer class="it-footer" id="piede">
            <div class="it-footer-main">
                <div class="container">
                    <Brand/>
                    <div class="row">
                        <Column title=say!(locale, common.explore) links=explore/>
                        <Column title=say!(locale, common.help_and_data) links=help/>
                        <Contacts/>
                    </div>
                </div>
            </div>
            <SmallPrint/>
        </footer>
    }
}

#[component]
fn Column(title: &'static str, links: Vec<(&'static str, String)>) -> impl IntoView {
    let links =
        links.into_iter().map(|(name, address)| view! { <li><a class="list-item" href=address>{name}</a></li> });
    view! {
        <section class="col-lg-4 col-md-4">
            <h2>{title}</h2>
            <div class="link-list-wrapper"><ul class="link-list">{links.collect_view()}</ul></div>
        </section>
    }
}

#[component]
fn Contacts() -> impl IntoView {
    let asked = asked();
    let locale = asked.here.locale;
    let Owner { name, address, email, pec, tax_code, .. } = asked.site.owner.clone();
    let line = |text: String| (!text.is_empty()).then(|| view! { <p>{text}</p> });
    let mail = |label: &'static str, to: String| {
        (!to.is_empty()).then(|| view! { <p>{label} ": " <a href=format!("mailto:{to}")>{to.clone()}</a></p> })
    };
    let nobody = name.is_empty() && email.is_empty();
    view! {
        <section class="col-lg-4 col-md-4">
            <h2>{say!(locale, common.contacts)}</h2>
            {line(name)}
            {line(address)}
            {(!tax_code.is_empty()).then(|| view! { <p>{say!(locale, common.tax_code)} " " {tax_code.clone()}</p> })}
            {mail(say!(locale, common.email), email)}
            {mail("PEC", pec)}
            {nobody.then(|| view! { <p>{say!(locale, common.owner_missing)}</p> })}
        </section>
    }
}

#[component]
fn SmallPrint() -> impl IntoView {
    let asked = asked();
    let locale = asked.here.locale;
    let owner = asked.site.owner.clone();
    let declaration = if owner.accessibility_url.is_empty() {
        view! { <a href=paths::accessibility(locale)>{say!(locale, common.accessibility)}</a> }.into_any()
    } else {
        view! {
            <a href=owner.accessibility_url.clone() data-element="accessibility-link">
                {say!(locale, common.declaration)}
                <span class="visually-hidden">{say!(locale, common.on_agid)}</span>
            </a>
        }
        .into_any()
    };
    let source = (!owner.repository_url.is_empty())
        .then(|| view! { <li><a href=owner.repository_url.clone()>{say!(locale, common.source_code)}</a></li> });
    view! {
        <div class="it-footer-small-prints">
            <div class="container">
                <h2 class="visually-hidden">{say!(locale, common.legal_links)}</h2>
                <ul class="it-footer-small-prints-list">
                    <li><a href=paths::legal_notes(locale) data-element="legal-notes">{say!(locale, common.legal_notes)}</a></li>
                    <li><a href=paths::privacy(locale) data-element="privacy-policy-link">{say!(locale, common.privacy)}</a></li>
                    <li>{declaration}</li>
                    <li><a href=paths::site_map(locale)>{say!(locale, common.site_map)}</a></li>
                    {source}
                </ul>
            </div>
        </div>
    }
}
