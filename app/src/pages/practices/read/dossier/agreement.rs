// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The draft of an agreement between who offers a practice and who takes it up, to be adapted by both.

use domain::practice::letter;
use leptos::prelude::*;

use super::super::Reading;
use crate::ssr::i18n::say;
use crate::ssr::parts::named::Named;
use crate::ssr::parts::practice_words;

/// What stands where the practice does not say something, to be filled in.
const GAP: &str = "……………………";

/// An article: its heading and what it says.
type Article = (&'static str, AnyView);

/// The draft, marked as one.
pub(super) fn agreement(reading: &Reading) -> impl IntoView + use<> {
    let locale = reading.locale;
    let articles = articles(reading).into_iter().enumerate().map(|(place, (heading, text))| {
        let heading = say!(locale, reuse.agreement.article, number = place + 1, heading = heading);
        view! { <h3>{heading}</h3> {text} }
    });
    let articles = articles.collect_view();
    view! {
        <section id="convenzione">
            <h2>{say!(locale, reuse.agreement.title)}</h2>
            <div class="callout warning">
                <div class="callout-inner">
                    <p class="mb-0">
                        <strong>{say!(locale, reuse.agreement.draft)}</strong> " "
                        {say!(locale, reuse.agreement.adapt)}
                    </p>
                </div>
            </div>
            {articles}
            <p>{say!(locale, reuse.agreement.place_and_day)}</p>
            <ul class="fill-lines">
                <li>{say!(locale, reuse.agreement.signs_offering)} ": " <span class="fill-line"></span></li>
                <li>{say!(locale, reuse.agreement.signs_recipient)} ": " <span class="fill-line"></span></li>
            </ul>
        </section>
    }
}

fn articles(reading: &Reading) -> Vec<Article> {
    let locale = reading.locale;
    let licence = reading.page.practice.licence_of_text.name(locale);
    let contact = reading.page.practice.contact.clone().unwrap_or_else(|| GAP.to_owned());
    let says = |text: String| view! { <p>{text}</p> }.into_any();
    vec![
        (say!(locale, reuse.agreement.parties.heading), says(parties(reading))),
        (say!(locale, reuse.agreement.object.heading), says(object(reading))),
        (say!(locale, reuse.agreement.pieces.heading), pieces(reading)),
        (say!(locale, reuse.agreement.duration.heading), says(duration(reading))),
        (say!(locale, reuse.agreement.offering.heading), offering(reading)),
        (say!(locale, reuse.agreement.recipient.heading), recipient(reading)),
        (say!(locale, reuse.agreement.costs.heading), says(say!(locale, reuse.agreement.costs.text).to_owned())),
        (
            say!(locale, reuse.agreement.rights.heading),
            says(say!(locale, reuse.agreement.rights.text, licence = licence)),
        ),
        (say!(locale, reuse.agreement.privacy.heading), says(say!(locale, reuse.agreement.privacy.text).to_owned())),
        (
            say!(locale, reuse.agreement.contacts.heading),
            says(say!(locale, reuse.agreement.contacts.text, contact = contact)),
        ),
        (say!(locale, reuse.agreement.results.heading), says(say!(locale, reuse.agreement.results.text).to_owned())),
        (say!(locale, reuse.agreement.ending.heading), says(say!(locale, reuse.agreement.ending.text).to_owned())),
    ]
}

fn parties(reading: &Reading) -> String {
    let owner = reading.page.owner.as_ref().map_or_else(|| GAP.to_owned(), |owner| owner.name.clone());
    say!(reading.locale, reuse.agreement.parties.text, owner = owner)
}

fn object(reading: &Reading) -> String {
    let (title, _) = reading.title();
    let site = say!(reading.locale, common.site);
    say!(reading.locale, reuse.agreement.object.text, title = title, site = site, address = reading.address())
}

/// The models with a box each, or the practice as a whole.
fn pieces(reading: &Reading) -> AnyView {
    let locale = reading.locale;
    let models = &reading.page.practice.models;
    if models.is_empty() {
        return view! { <p>{say!(locale, reuse.agreement.pieces.whole)}</p> }.into_any();
    }
    let lines = models.iter().enumerate().map(|(place, model)| {
        let name = say!(locale, practice.models.model);
        view! {
            <li>
                <span class="tick-box" aria-hidden="true"></span> " " {name} " " {letter(place)} ", "
                <span lang=reading.lang()>{model.title.clone()}</span>
            </li>
        }
    });
    view! {
        <p>{say!(locale, reuse.agreement.pieces.text)}</p>
        <ul class="tick-list">{lines.collect_view()}</ul>
    }
    .into_any()
}

/// How long it lasts, with what the practice says about its beginning.
fn duration(reading: &Reading) -> String {
    let locale = reading.locale;
    let text = say!(locale, reuse.agreement.duration.text);
    match reading.page.practice.resources_time_months {
        Some(count) => {
            let time = practice_words::months(locale, count);
            format!("{text} {}", say!(locale, reuse.agreement.duration.start, time = time))
        }
        None => text.to_owned(),
    }
}

fn offering(reading: &Reading) -> AnyView {
    let locale = reading.locale;
    duties(
        say!(locale, reuse.agreement.offering.text),
        [
            say!(locale, reuse.agreement.offering.hands_over),
            say!(locale, reuse.agreement.offering.coaches),
            say!(locale, reuse.agreement.offering.warns),
            say!(locale, reuse.agreement.offering.names),
        ],
    )
}

fn recipient(reading: &Reading) -> AnyView {
    let locale = reading.locale;
    duties(
        say!(locale, reuse.agreement.recipient.text),
        [
            say!(locale, reuse.agreement.recipient.prepares),
            say!(locale, reuse.agreement.recipient.keeps),
            say!(locale, reuse.agreement.recipient.cites),
            say!(locale, reuse.agreement.recipient.tells),
        ],
    )
}

fn duties(opening: &'static str, duties: [&'static str; 4]) -> AnyView {
    let lines = duties.map(|duty| view! { <li>{duty}</li> });
    view! { <p>{opening}</p> <ul>{lines.into_iter().collect_view()}</ul> }.into_any()
}
