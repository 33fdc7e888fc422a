// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What a body gave to others and received from them: the record of its transfers, in numbers and line by line.

use leptos::prelude::*;
use portal::transfers::TransferRecord;
use portal::values::OrganisationPage as Value;

use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::adopted::AdoptedLine;
use crate::ssr::parts::graft::Graft;
use crate::ssr::parts::icon::Icon;
use crate::ssr::render::asked;

/// The record of a body; nothing where there is nothing to tell.
#[component]
pub fn Transfers(
    /// The body.
    value: Value,
) -> impl IntoView {
    let locale = asked().here.locale;
    let confirmed = value.adopted.iter().filter(|adopted| adopted.confirmed).count();
    let received = say!(
        locale,
        organisations.transfers.received,
        count = value.adopted.len(),
        confirmed = confirmed,
        twinnings = value.twinnings.received.len()
    );
    let given = say!(
        locale,
        organisations.transfers.given,
        count = value.transfers.given.len(),
        confirmed = value.transfers.confirming,
        twinnings = value.twinnings.given.len()
    );
    let twinned = value.twinnings.given.len() + value.twinnings.received.len();
    let is_empty = value.adopted.is_empty() && value.transfers.given.is_empty() && twinned == 0;
    (!is_empty).then(|| {
        view! {
            <section id="trasferimenti">
                <h2>{say!(locale, organisations.transfers.title)}</h2>
                <Mentor record=value.transfers.clone()/>
                <Graft offers=given.into_any() receives=received.into_any()/>
                <Given record=value.transfers/>
            </section>
        }
    })
}

/// The mark of a mentor, with what it rests on.
#[component]
fn Mentor(record: TransferRecord) -> impl IntoView {
    let locale = asked().here.locale;
    record.is_mentor().then(|| {
        view! {
            <p class="mentor-mark">
                <Icon name="it-check-circle"/>
                <span>
                    <strong>{say!(locale, organisations.transfers.mentor)}</strong> ": "
                    {say!(locale, organisations.transfers.mentor_why, count = record.confirming)} " "
                    <a href=paths::help_page(locale, "leggere-una-pratica")>
                        {say!(locale, organisations.transfers.mentor_help)}
                    </a>
                </span>
            </p>
        }
    })
}

/// The adoptions of its practices by others.
#[component]
fn Given(record: TransferRecord) -> impl IntoView {
    let locale = asked().here.locale;
    let lines = record.given.into_iter().map(|line| view! { <AdoptedLine line/> });
    let lines: Vec<_> = lines.collect();
    (!lines.is_empty()).then(|| {
        view! {
            <h3>{say!(locale, organisations.transfers.list)}</h3>
            <ul class="transfer-list">{lines}</ul>
        }
    })
}
