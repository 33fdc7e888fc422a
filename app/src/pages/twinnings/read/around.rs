// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What stands around a twinning: its parties, earlier adoptions, events, documents, what its people say.

use domain::policy::Act;
use domain::twinning::PartyRole;
use leptos::prelude::*;
use portal::documents::DocumentLine;
use portal::testimonials::TestimonialLine;
use portal::twinnings::{EarlierAdoption, EventLine, PartyLine};

use super::{Reading, Section};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::named::Named;
use crate::ssr::parts::raw::Rich;
use crate::ssr::parts::testimonial::quotation;
use crate::ssr::parts::transfer::place;
use crate::ssr::parts::{document_words, lang_of, numbers};

/// The organisations by their part (AC-002-2).
pub(super) fn parties(reading: &Reading) -> Section {
    let (locale, page) = (reading.locale, &reading.page);
    let rows = PartyRole::ALL.iter().flat_map(|role| page.parties.iter().filter(move |party| party.role == *role));
    let rows = rows.map(|party| row(reading, party)).collect_view();
    let referent = page.is_party.then(|| view! { <th scope="col">{say!(locale, twinnings.referent)}</th> });
    let body = view! {
        <div class="table-scroll" role="region" aria-labelledby="tab-enti" tabindex="0">
            <table class="table">
                <caption class="visually-hidden" id="tab-enti">{say!(locale, twinnings.parties)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{say!(locale, twinnings.body)}</th>
                        <th scope="col">{say!(locale, twinnings.role)}</th>
                        {referent}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    };
    Section::new("enti", say!(locale, twinnings.parties), body.into_any())
}

fn row(reading: &Reading, party: &PartyLine) -> impl IntoView + use<> {
    let locale = reading.locale;
    let name = match &party.place {
        Some(body) => {
            let place = place(body, locale).map(|place| view! { <span class="cell-note">{place}</span> });
            let address = paths::organisation(locale, &body.link.slug);
            view! { <a href=address>{body.link.name.clone()}</a> {place} }.into_any()
        }
        None => say!(locale, twinnings.unknown_body).into_any(),
    };
    let referent = reading.page.is_party.then(|| {
        let who = party.referent.clone().map(|(uid, name)| {
            view! { <a href=paths::member(locale, &uid)><bdi>{name}</bdi></a> }
        });
        view! { <td>{who}</td> }
    });
    view! { <tr><th scope="row">{name}</th><td>{party.role.name(locale)}</td>{referent}</tr> }
}

/// Who took up the same before (AC-003-11).
pub(super) fn earlier(reading: &Reading) -> Option<Section> {
    let locale = reading.locale;
    let adoptions = &reading.page.earlier;
    if adoptions.is_empty() {
        return None;
    }
    let rows = adoptions.iter().map(|one| earlier_row(reading, one)).collect_view();
    let body = view! {
        <table class="table">
            <caption class="visually-hidden">{say!(locale, twinnings.earlier)}</caption>
            <thead>
                <tr>
                    <th scope="col">{say!(locale, practice.adoptions.adopter)}</th>
                    <th scope="col">{say!(locale, practice.adoptions.year)}</th>
                    <th scope="col">{say!(locale, practice.adoptions.state)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    };
    Some(Section::new("riusi", say!(locale, twinnings.earlier), body.into_any()))
}

fn earlier_row(reading: &Reading, one: &EarlierAdoption) -> impl IntoView + use<> {
    let locale = reading.locale;
    let adopter = one.adopter.clone();
    let adopter = match &one.adopter_slug {
        Some(slug) => view! { <a href=paths::organisation(locale, slug)>{adopter}</a> }.into_any(),
        None => adopter.into_any(),
    };
    let year = one.year.map_or_else(|| say!(locale, practice.adoptions.no_year).to_owned(), |year| year.to_string());
    let address = paths::practice(locale, &one.practice.slug);
    let lang = lang_of(&one.practice.title, locale);
    view! {
        <tr>
            <th scope="row">
                {adopter}
                <span class="cell-note"><a href=address lang=lang>{one.practice.title.text.clone()}</a></span>
            </th>
            <td>{year}</td>
            <td>{one.state.name(locale)}</td>
        </tr>
    }
}

/// Its events, the first to begin first.
pub(super) fn events(reading: &Reading) -> Option<Section> {
    let locale = reading.locale;
    let events = &reading.page.events;
    if events.is_empty() {
        return None;
    }
    let lines = events.iter().map(|line| event(reading, line)).collect_view();
    let body = view! { <ul class="transfer-events">{lines}</ul> };
    Some(Section::new("eventi", say!(locale, twinnings.events), body.into_any()))
}

fn event(reading: &Reading, line: &EventLine) -> impl IntoView + use<> {
    let locale = reading.locale;
    let event = &line.event;
    let lang = (event.language != locale.language()).then(|| event.language.code());
    let (hour, minute) = event.starts_at.hour_and_minute();
    let day = numbers::date(locale, event.starts_at.day().into());
    let time = say!(locale, common.time, day = day, clock = format!("{hour:02}:{minute:02}"));
    // Readers elsewhere must not take it for a time of their own.
    let zone = (event.starts_at.zone() != "Europe/Rome").then(|| format!(" ({})", event.starts_at.zone()));
    let moment = event.starts_at.to_string();
    let moment = moment.split('[').next().unwrap_or_default().to_owned();
    let place = [event.place.clone(), event.address.clone()].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let place = (!place.is_empty()).then(|| view! { <span lang=lang>{place}</span> });
    let link = event.link.clone().map(|address| {
        view! { " " <a href=address rel="noopener">{say!(locale, twinnings.event_link)}</a> }
    });
    let organiser = line.organiser.clone().map(|body| {
        let address = paths::organisation(locale, &body.slug);
        view! { <p class="mb-1">{say!(locale, twinnings.organiser)} ": " <a href=address>{body.name}</a></p> }
    });
    let demo = event.demo.then(|| view! { " " <span class="demo-mark">{say!(locale, common.demo)}</span> });
    let description = line.description.clone().map(|html| view! { <div lang=lang><Rich html/></div> });
    view! {
        <li>
            <h3 lang=lang>{event.title.clone()}</h3>
            <p class="mb-1">
                {event.kind.name(locale)} " · " <time datetime=moment>{time}</time> {zone} " · "
                {event.state.name(locale)} {demo}
            </p>
            <p class="mb-1">{place} {link}</p>
            {organiser}
            {description}
        </li>
    }
}

/// Its own documents, and those of what it carries over.
pub(super) fn documents(reading: &Reading) -> Option<Section> {
    let locale = reading.locale;
    let documents = &reading.page.documents;
    let own = &reading.page.own_documents;
    if documents.is_empty() && own.is_empty() {
        return None;
    }
    let own = own.iter().map(|line| own_document(reading, line)).collect_view();
    let lines = documents.iter().map(|(practice, line)| {
        let lang = lang_of(&practice.title, locale);
        let own = line.language.map_or(lang, |one| (one != locale.language()).then(|| one.code()));
        let facts = document_facts(reading, line);
        view! {
            <li>
                <p class="document-title">
                    <a href=paths::document_file(&line.uid, &line.file_name) lang=own>{line.title.clone()}</a>
                </p>
                <p class="document-facts">
                    {facts} " · "
                    <a href=paths::practice(locale, &practice.slug) lang=lang>{practice.title.text.clone()}</a>
                </p>
            </li>
        }
    });
    let lines = lines.collect_view();
    let body = view! { <ul class="documents">{own} {lines}</ul> };
    Some(Section::new("documenti", say!(locale, twinnings.documents), body.into_any()))
}

fn own_document(reading: &Reading, line: &DocumentLine) -> impl IntoView + use<> {
    let locale = reading.locale;
    let foreign = line.language.filter(|language| *language != locale.language()).map(|language| language.code());
    let lang = if line.language.is_some() { foreign } else { reading.lang() };
    let alt = line.alt.clone().unwrap_or_default();
    let address = paths::document_file(&line.uid, &line.file_name);
    let source = address.clone();
    let picture =
        line.is_image.then(|| view! { <img class="document-picture" src=source alt=alt lang=lang loading="lazy"/> });
    let facts = document_facts(reading, line);
    view! {
        <li>
            {picture}
            <p class="document-title"><a href=address lang=lang>{line.title.clone()}</a></p>
            <p class="document-facts">{facts}</p>
        </li>
    }
}

fn document_facts(reading: &Reading, line: &DocumentLine) -> String {
    document_words::facts(reading.locale, line).join(" · ")
}

/// What its people say of it, and its recipients of what it carries over; for those who may say something, the way to
/// do so.
pub(super) fn testimonials(reading: &Reading) -> Option<Section> {
    let (locale, page) = (reading.locale, &reading.page);
    let may = page.may(Act::Testify);
    if page.said.is_empty() && page.testimonials.is_empty() && !may {
        return None;
    }
    let said = quotations(reading, &page.said).map(|list| {
        view! {
            <p>{say!(locale, depth.testimonials.twinning.intro)}</p>
            {list}
        }
    });
    let of_practices = quotations(reading, &page.testimonials).map(|list| {
        view! {
            <h3>{say!(locale, depth.testimonials.twinning.of_practices)}</h3>
            {list}
        }
    });
    let write = may.then(|| {
        let address = paths::twinning_testimonial(locale, &page.slug);
        view! { <p class="no-print"><a href=address>{say!(locale, depth.testimonials.write)}</a></p> }
    });
    let body = view! { {said} {of_practices} {write} };
    Some(Section::new("testimonianze", say!(locale, depth.testimonials.title), body.into_any()))
}

/// A list of quotations, where there are any.
fn quotations(reading: &Reading, lines: &[TestimonialLine]) -> Option<AnyView> {
    let one = |line: &TestimonialLine| view! { <li>{quotation(reading.locale, line, reading.lang())}</li> };
    let shown = lines.iter().map(one).collect_view();
    (!lines.is_empty()).then(|| view! { <ul class="testimonials">{shown}</ul> }.into_any())
}
