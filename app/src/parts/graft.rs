// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The picture of a transfer: who offers on the left, who receives on the right, always the same two shapes.

use leptos::prelude::*;

use super::icon::Icon;
use crate::ssr::i18n::say;
use crate::ssr::render::asked;

/// A transfer in one line.
#[component]
pub fn GraftLine(
    /// Who offers.
    offers: String,
    /// Who received, where somebody did.
    #[prop(optional, into)]
    receives: Option<String>,
) -> impl IntoView {
    let locale = asked().here.locale;
    let received = receives.map(|receives| {
        view! {
            " "
            <span>
                <Icon name="in-receives" class="graft-shape receives"/>
                <span class="visually-hidden">{say!(locale, common.receives)} ": "</span>
                {receives}
            </span>
        }
    });
    view! {
        <p class="graft-line">
            <span>
                <Icon name="in-offers" class="graft-shape offers"/>
                <span class="visually-hidden">{say!(locale, common.offers)} ": "</span>
                {offers}
            </span>
            {received}
        </p>
    }
}

/// A transfer as a picture with both sides.
#[component]
pub fn Graft(
    /// The left side: who offers.
    offers: AnyView,
    /// The right side: who received.
    receives: AnyView,
    /// The words over the right side, where it has not received yet.
    #[prop(optional)]
    label: Option<&'static str>,
) -> impl IntoView {
    let locale = asked().here.locale;
    let label = label.unwrap_or(say!(locale, common.received));
    view! {
        <ul class="graft">
            <li class="graft-offers"><span class="graft-role">{say!(locale, common.offers)}</span> " " {offers}</li>
            <li class="graft-receives"><span class="graft-role">{label}</span> " " {receives}</li>
        </ul>
    }
}
