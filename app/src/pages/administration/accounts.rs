// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! All accounts, narrowed by name or address, state and role in the portal.

use domain::Locale;
use domain::member::{MemberState, PortalRole};
use leptos::prelude::*;
use portal::people::{AccountLine, AccountsPage as Value, AccountsRequest};

use super::Area;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::forms::Choice;
use crate::ssr::parts::named::Named;
use crate::ssr::parts::narrow::{NarrowBy, Narrowing};
use crate::ssr::parts::numbers;
use crate::ssr::parts::pager::{Pager, pages};
use crate::ssr::parts::person::body_of;
use crate::ssr::render::{Here, asked};

/// The longest text that is searched, in characters: an address.
const TEXT_MAX: usize = 254;

/// All accounts.
#[component]
pub fn AccountsPage() -> impl IntoView {
    let asked = asked();
    let request = request(&asked.here);
    Suspend::new(async move {
        match asked.portal.accounts(&asked.here.viewer, request).await {
            Ok(value) => view! { <Accounts value/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

/// What the address asks for; what is not understood is left out.
fn request(here: &Here) -> AccountsRequest {
    AccountsRequest {
        text: here.parameter("q").unwrap_or_default().trim().chars().take(TEXT_MAX).collect(),
        state: here.parameter("state").filter(|code| MemberState::from_code(code).is_some()),
        role: here.parameter("role").filter(|code| PortalRole::from_code(code).is_some()),
        page: here.parameter("page").and_then(|page| page.parse().ok()).unwrap_or(1),
    }
}

/// The address of a page of the list.
fn address(locale: Locale, request: &AccountsRequest, page: u32) -> String {
    let filters =
        [("q", Some(request.text.as_str())), ("state", request.state.as_deref()), ("role", request.role.as_deref())];
    paths::listed(paths::accounts(locale), &filters, page)
}

#[component]
fn Accounts(value: Value) -> impl IntoView {
    let locale = asked().here.locale;
    let Value { request, total, per_page, accounts } = value;
    let addresses = (1..=pages(total, per_page)).map(|page| address(locale, &request, page)).collect::<Vec<_>>();
    let current = request.page;
    let found = say!(locale, members.found, count = numbers::count(locale, total));
    let table = if accounts.is_empty() {
        view! { <p>{say!(locale, members.none)}</p> }.into_any()
    } else {
        view! { <Table accounts/> }.into_any()
    };
    view! {
        <Area title=say!(locale, administration.menu.accounts).to_owned()>
            <Narrow request/>
            <h2 class="h3 mt-4">{found}</h2>
            {table}
            <Pager current address=addresses/>
        </Area>
    }
}

#[component]
fn Narrow(request: AccountsRequest) -> impl IntoView {
    let locale = asked().here.locale;
    let states = MemberState::ALL.iter().map(|state| Choice::new(state.code(), state.name(locale))).collect();
    let roles = PortalRole::ALL.iter().map(|role| Choice::new(role.code(), role.name(locale))).collect();
    let (state, role) =
        (say!(locale, administration.accounts.state), say!(locale, administration.accounts.portal_role));
    let (action, label, any) =
        (paths::accounts(locale), say!(locale, administration.accounts.text), say!(locale, members.any));
    view! {
        <Narrowing action label text=request.text longest=TEXT_MAX autocomplete="off">
            <NarrowBy name="state" label=state any choices=states chosen=request.state/>
            <NarrowBy name="role" label=role any choices=roles chosen=request.role/>
        </Narrowing>
    }
}

#[component]
fn Table(accounts: Vec<AccountLine>) -> impl IntoView {
    let locale = asked().here.locale;
    let rows = accounts.into_iter().map(|account| row(&account, locale)).collect_view();
    view! {
        <div class="table-scroll" tabindex="0" role="group" aria-label=say!(locale, administration.menu.accounts)>
            <table class="table table-sm">
                <caption class="visually-hidden">{say!(locale, administration.menu.accounts)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{say!(locale, administration.accounts.name)}</th>
                        <th scope="col">{say!(locale, administration.accounts.organisation)}</th>
                        <th scope="col">{say!(locale, administration.accounts.state)}</th>
                        <th scope="col">{say!(locale, administration.accounts.portal_role)}</th>
                        <th scope="col">{say!(locale, administration.accounts.joined_on)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn row(account: &AccountLine, locale: Locale) -> impl IntoView + use<> {
    let card = &account.card;
    let roles = card.roles.iter().map(|role| role.name(locale)).collect::<Vec<_>>().join(", ");
    let name = if card.name.is_empty() {
        say!(locale, administration.accounts.nameless).to_owned()
    } else {
        card.name.clone()
    };
    view! {
        <tr>
            <th scope="row">
                <a href=paths::account(locale, &card.uid)><bdi>{name}</bdi></a>
                <span class="cell-note"><bdi>{account.email.clone()}</bdi></span>
            </th>
            <td>{body_of(card, locale)}</td>
            <td>{account.state.name(locale)}</td>
            <td>{roles}</td>
            <td>{numbers::date(locale, card.joined_on)}</td>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_address_asks_for_is_read_and_written_the_same() {
        let here =
            Here::of(&"/amministrazione/iscritti?q=ada%40x.it&state=suspended&role=king&page=3".parse().expect("one"));
        let request = request(&here);
        assert_eq!(
            address(Locale::Italian, &request, 3),
            "/amministrazione/iscritti?q=ada%40x.it&state=suspended&page=3"
        );
    }
}
