// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! One request for an organisation: a new record, one that is there already, or no.

use domain::organisation::OrganisationKind;
use domain::places::REGIONS;
use leptos::prelude::*;
use portal::people::{OrganisationChoice, OrganisationRequestLine};

use super::super::{Area, refused, words};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::forms::{Choice, Field, FieldWords, Line, LineField, RadioFields, SelectField};
use crate::ssr::parts::named::Named;
use crate::ssr::parts::numbers;
use crate::ssr::parts::person::PersonLine;
use crate::ssr::parts::raw::TextArea;
use crate::ssr::render::asked;

/// The longest reason that is offered to be typed, in characters.
const REASON_MAX: u32 = 500;

/// A request, with the forms that answer it.
#[component]
pub(super) fn Request(line: OrganisationRequestLine) -> impl IntoView {
    let locale = asked().here.locale;
    let queue = paths::organisation_queue(locale);
    let trail = vec![(say!(locale, administration.menu.organisations).to_owned(), queue.clone())];
    let id: String = form_urlencoded::byte_serialize(line.id.as_bytes()).collect();
    let target = Target { address: format!("{queue}?request={id}"), id: line.id.clone() };
    let alike = line.alike.clone();
    let same = (!alike.is_empty()).then(|| view! { <Same alike target=target.clone()/> });
    view! {
        <Area title=line.name.clone() trail>
            <Asked line=line.clone()/>
            {same}
            <Accept name=line.name kind=line.kind target=target.clone()/>
            <Refuse target/>
        </Area>
    }
}

/// Where the forms go, and about which request.
#[derive(Clone)]
struct Target {
    address: String,
    id: String,
}

#[component]
fn Hidden(action: &'static str, id: String) -> impl IntoView {
    view! {
        <input r#type="hidden" name="action" value=action/>
        <input r#type="hidden" name="id" value=id/>
    }
}

/// Who asks, when, and what was written.
#[component]
fn Asked(line: OrganisationRequestLine) -> impl IntoView {
    let locale = asked().here.locale;
    // An address that was typed by anybody leads only where browsers open pages.
    let website = line.website.map(|address| {
        let shown = address.clone();
        let leads = address.starts_with("https://") || address.starts_with("http://");
        let link = if leads {
            view! { <a href=address rel="nofollow ugc noopener noreferrer"><bdi>{shown}</bdi></a> }.into_any()
        } else {
            view! { <bdi>{shown}</bdi> }.into_any()
        };
        view! { <div><dt>{say!(locale, administration.organisations.website)}</dt><dd>{link}</dd></div> }
    });
    let note = (!line.note.is_empty()).then(|| {
        view! { <div><dt>{say!(locale, administration.organisations.note)}</dt><dd class="written">{line.note}</dd></div> }
    });
    view! {
        <p class="lead mb-3">{say!(locale, administration.organisations.asked_by)}</p>
        <PersonLine card=line.member note=Some(line.email)/>
        <dl class="facts account-facts mt-3">
            <div><dt>{say!(locale, administration.organisations.at)}</dt><dd>{numbers::time(locale, line.at.as_second())}</dd></div>
            {website}
            {note}
        </dl>
    }
}

/// The organisation is in the list already, under another name.
#[component]
fn Same(alike: Vec<OrganisationChoice>, target: Target) -> impl IntoView {
    let locale = asked().here.locale;
    let refused = refused("same");
    let words = FieldWords {
        id: "stesso",
        label: say!(locale, administration.organisations.same_label),
        help: None,
        problem: words::problem(locale, &refused, "same_as"),
    };
    let choices = alike.into_iter().map(|one| {
        let choice = Choice::new(one.uid, one.name);
        if one.place.is_empty() { choice } else { choice.with_help(one.place) }
    });
    let choices = choices.collect();
    view! {
        <section class="area-section" aria-labelledby="gia">
            <h2 id="gia">{say!(locale, administration.organisations.same)}</h2>
            <form class="measure" action=target.address method="post" novalidate>
                <Hidden action="same" id=target.id/>
                <RadioFields words name="same_as" choices chosen=refused.value("same_as")/>
                <button class="btn btn-primary" r#type="submit">{say!(locale, administration.organisations.same_send)}</button>
            </form>
        </section>
    }
}

/// The organisation is new to the list.
#[component]
fn Accept(name: String, kind: OrganisationKind, target: Target) -> impl IntoView {
    let locale = asked().here.locale;
    let refused = refused("accept");
    let words = |id: &'static str, label: &'static str, field: &str| FieldWords {
        id,
        label,
        help: None,
        problem: words::problem(locale, &refused, field),
    };
    let fresh = refused.typed.is_empty();
    let typed = if fresh { name } else { refused.value("name") };
    let chosen = if fresh { kind.code().to_owned() } else { refused.value("kind") };
    let line = Line { name: "name", kind: "text", autocomplete: "off", longest: 300 };
    let none = |words: &str| Choice::new("", words);
    let kinds = OrganisationKind::ALL.iter().map(|kind| Choice::new(kind.code(), kind.name(locale)));
    let kinds = std::iter::once(none(say!(locale, administration.organisations.choose))).chain(kinds).collect();
    let regions = REGIONS.iter().map(|region| Choice::new(region.code, region.name(locale)));
    let regions = std::iter::once(none(say!(locale, administration.organisations.no_region))).chain(regions).collect();
    view! {
        <section class="area-section" aria-labelledby="nuovo">
            <h2 id="nuovo">{say!(locale, administration.organisations.accept)}</h2>
            <p class="measure">{say!(locale, administration.organisations.accept_text)}</p>
            <form class="measure" action=target.address method="post" novalidate>
                <Hidden action="accept" id=target.id/>
                <LineField words=words("nome", say!(locale, administration.organisations.name), "name") line value=typed/>
                <SelectField
                    words=words("tipo", say!(locale, organisations.kind), "kind")
                    name="kind"
                    choices=kinds
                    chosen
                />
                <SelectField
                    words=words("regione", say!(locale, organisations.region), "region")
                    name="region"
                    choices=regions
                    chosen=refused.value("region")
                />
                <button class="btn btn-primary" r#type="submit">{say!(locale, administration.organisations.accept_send)}</button>
            </form>
        </section>
    }
}

/// No, with a reason that is told.
#[component]
fn Refuse(target: Target) -> impl IntoView {
    let locale = asked().here.locale;
    let refused = refused("refuse");
    let words = FieldWords {
        id: "motivo",
        label: say!(locale, administration.organisations.reason),
        help: Some(say!(locale, administration.organisations.reason_help)),
        problem: words::problem(locale, &refused, "reason"),
    };
    let (described_by, invalid) = (words.described_by().unwrap_or_default(), words.problem.is_some());
    let open = !refused.typed.is_empty();
    let value = refused.value("reason");
    view! {
        <details class="deed manage measure" open=open>
            <summary>{say!(locale, administration.organisations.refuse)}</summary>
            <form action=target.address method="post" novalidate>
                <Hidden action="refuse" id=target.id/>
                <Field words>
                    <TextArea id="motivo" name="reason" value rows=3 maxlength=REASON_MAX described_by invalid/>
                </Field>
                <button class="btn btn-danger" r#type="submit">{say!(locale, administration.organisations.refuse_send)}</button>
            </form>
        </details>
    }
}
