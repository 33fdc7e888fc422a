// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! An account: how it stands, and what an administrator may do to it.

mod deeds;

use domain::Locale;
use domain::member::MemberState;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use portal::people::{AccountPage as Value, MembershipLine};

use super::Area;
use super::audit::Lines;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::named::{Named, within};
use crate::ssr::parts::numbers;
use crate::ssr::parts::person::{body_of, job};
use crate::ssr::parts::when;
use crate::ssr::render::asked;
use deeds::Deeds;

/// An account.
#[component]
pub fn AccountPage() -> impl IntoView {
    let asked = asked();
    let uid = use_params_map().read_untracked().get("uid").unwrap_or_default();
    Suspend::new(async move {
        match asked.portal.account_page(&asked.here.viewer, &uid).await {
            Ok(value) => view! { <Account value/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

#[component]
fn Account(value: Value) -> impl IntoView {
    let locale = asked().here.locale;
    let trail = vec![(say!(locale, administration.menu.accounts).to_owned(), paths::accounts(locale))];
    let name = value.account.card.name.clone();
    let title = if name.is_empty() { say!(locale, administration.accounts.nameless).to_owned() } else { name };
    let audit = value.audit.clone();
    let none = audit.is_empty().then(|| view! { <p>{say!(locale, administration.account.no_audit)}</p> });
    view! {
        <Area title trail>
            <Facts value=value.clone()/>
            <Memberships memberships=value.memberships.clone()/>
            <Deeds value/>
            <section class="area-section" aria-labelledby="registro">
                <h2 id="registro">{say!(locale, administration.account.audit)}</h2>
                {none}
                <Lines lines=audit/>
            </section>
        </Area>
    }
}

#[component]
fn Facts(value: Value) -> impl IntoView {
    let locale = asked().here.locale;
    let card = value.account.card;
    let row = |name: &'static str, text: String| view! { <div><dt>{name}</dt><dd><bdi>{text}</bdi></dd></div> };
    let factor = if value.has_second_factor {
        say!(locale, administration.account.factor_on)
    } else {
        say!(locale, administration.account.factor_off)
    };
    let signed_in = card
        .last_sign_in
        .map(|at| row(say!(locale, administration.account.last_sign_in), numbers::time(locale, at.as_second())));
    let profile = (value.account.state == MemberState::Active).then(
        || view! { <p><a href=paths::member(locale, &card.uid)>{say!(locale, administration.account.profile)}</a></p> },
    );
    let demo = card.demo.then(|| view! { <p><span class="demo-mark">{say!(locale, members.person.demo)}</span></p> });
    view! {
        <dl class="facts account-facts">
            {row(say!(locale, administration.accounts.state), value.account.state.name(locale).to_owned())}
            {row(say!(locale, administration.account.email), value.account.email)}
            {row(say!(locale, administration.account.job), job(&card, locale))}
            <div><dt>{say!(locale, administration.accounts.organisation)}</dt><dd>{body_of(&card, locale)}</dd></div>
            {row(say!(locale, administration.accounts.joined_on), numbers::date(locale, card.joined_on))}
            {signed_in}
            {row(say!(locale, administration.account.second_factor), factor.to_owned())}
        </dl>
        {demo}
        {profile}
    }
}

#[component]
fn Memberships(memberships: Vec<MembershipLine>) -> impl IntoView {
    let locale = asked().here.locale;
    let none = memberships.is_empty().then(|| view! { <p>{say!(locale, administration.account.no_memberships)}</p> });
    let rows = memberships.iter().map(|line| row(line, locale)).collect_view();
    let table = (!memberships.is_empty()).then(|| {
        view! {
            <div class="table-scroll" tabindex="0" role="group" aria-label=say!(locale, administration.account.memberships)>
                <table class="table table-sm">
                    <caption class="visually-hidden">{say!(locale, administration.account.memberships)}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{say!(locale, administration.accounts.organisation)}</th>
                            <th scope="col">{say!(locale, administration.account.role)}</th>
                            <th scope="col">{say!(locale, administration.accounts.state)}</th>
                            <th scope="col">{say!(locale, administration.account.verified)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
    });
    view! {
        <section class="area-section" aria-labelledby="enti">
            <h2 id="enti">{say!(locale, administration.account.memberships)}</h2>
            {none}
            {table}
        </section>
    }
}

fn row(line: &MembershipLine, locale: Locale) -> impl IntoView + use<> {
    let verified = line.verified_by.map(|by| by.name(locale)).unwrap_or_default();
    let state = format!("{}, {}", line.state.name(locale), within(&when::since(locale, line.since)));
    view! {
        <tr>
            <th scope="row">
                <a href=paths::people(locale, &line.organisation.slug)><bdi>{line.organisation.name.clone()}</bdi></a>
            </th>
            <td>{line.role.name(locale)}</td>
            <td>{state}</td>
            <td>{verified}</td>
        </tr>
    }
}
