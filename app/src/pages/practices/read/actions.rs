// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What one can do next with a practice: put it beside others or into a collection, take it to the own body on paper, assess it,
//! or say that and how it works in the own body.

use leptos::prelude::*;
use portal::testimonials::Testify;

use super::Reading;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::icon::Icon;

/// The ways on from a practice, below its head.
pub(super) fn actions(reading: &Reading) -> impl IntoView + use<> {
    let locale = reading.locale;
    let slug = reading.page.slug.as_str();
    let adopt = (reading.page.depth.testify != Testify::MayNot).then(|| {
        view! {
            <li>
                <a href=paths::adoption(locale, slug)>
                    <Icon name="it-check" class="icon-sm icon-primary"/> " " {say!(locale, depth.adopt.action)}
                </a>
            </li>
        }
    });
    let testify = (reading.page.depth.testify != Testify::MayNot).then(|| {
        view! {
            <li>
                <a href=paths::testimonial(locale, slug)>
                    <Icon name="it-pencil" class="icon-sm icon-primary"/> " " {say!(locale, depth.testimonials.write)}
                </a>
            </li>
        }
    });
    let assess = reading.page.depth.may_assess.then(|| {
        let address = paths::opinion(locale, reading.page.practice.uid.as_str());
        view! {
            <li>
                <a href=address>
                    <Icon name="it-pencil" class="icon-sm icon-primary"/> " " {say!(locale, depth.opinions.give)}
                </a>
            </li>
        }
    });
    let desk = reading.page.depth.works_on.then(|| {
        let address = paths::practice_desk(locale, reading.page.practice.uid.as_str());
        view! {
            <li>
                <a href=address>
                    <Icon name="it-settings" class="icon-sm icon-primary"/> " " {say!(locale, depth.work.desk)}
                </a>
            </li>
        }
    });
    let page = &reading.page;
    let asks = (page.owner.is_some() && page.practice.stage.is_in_library() && !page.depth.works_on).then(|| {
        view! {
            <li>
                <a href=paths::ask_owner(locale, slug)>
                    <Icon name="it-mail" class="icon-sm icon-primary"/> " " {say!(locale, contacts.ask.title)}
                </a>
            </li>
        }
    });
    let propose = page.practice.stage.is_in_library().then(|| {
        view! {
            <li>
                <a href=paths::propose_twinning_of(locale, slug)>
                    <Icon name="it-pencil" class="icon-sm icon-primary"/> " " {say!(locale, transfer_desk.propose.title)}
                </a>
            </li>
        }
    });
    let ready = (!reading.page.practice.conditions.is_empty()).then(|| {
        view! {
            <li>
                <a href=paths::readiness(locale, slug, None)>
                    <Icon name="it-check-circle" class="icon-sm icon-primary"/> " " {say!(locale, readiness.action)}
                </a>
            </li>
        }
    });
    view! {
        <ul class="practice-actions no-print">
            <li>
                <a href=paths::comparison(locale, &[slug])>
                    <Icon name="it-files" class="icon-sm icon-primary"/> " " {say!(locale, reuse.compare.action)}
                </a>
            </li>
            <li>
                <a href=paths::dossier(locale, slug)>
                    <Icon name="it-print" class="icon-sm icon-primary"/> " " {say!(locale, reuse.dossier.action)}
                </a>
            </li>
            {adopt}
            {asks}
            {propose}
            {ready}
            {testify}
            <li>
                <a href=paths::collect(locale, slug)>
                    <Icon name="it-bookmark" class="icon-sm icon-primary"/> " " {say!(locale, collections.collect.action)}
                </a>
            </li>
            {assess}
            {desk}
        </ul>
    }
}
