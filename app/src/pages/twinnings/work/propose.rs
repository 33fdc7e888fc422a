// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Proposing a twinning: few fields, filled in as far as a practice, an advert or a conversation says what
//! stands in them.

use domain::twinning::PartyRole;
use domain::{Language, Locale};
use leptos::prelude::*;
use portal::form::Typed;
use portal::matching::TwoBodies;
use portal::twinnings::{ProposalForm, ProposalPage as Value};

use super::fields::{Label, Sheet, area, hidden, line, line_with, select};
use super::frame::WorkFrame;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::forms::Choice;
use crate::ssr::parts::named::Named;
use crate::ssr::parts::two_bodies::TwoBodiesTable;
use crate::ssr::render::{Refused, asked};

/// The form of a proposal.
#[component]
pub fn ProposePage() -> impl IntoView {
    let asked = asked();
    // A refused form says itself what it was made from.
    let typed = |parameter: &str, field: &str| {
        let of_form = use_context::<Refused>().map(|refused| refused.value(field));
        of_form.or_else(|| asked.here.parameter(parameter)).unwrap_or_default()
    };
    let (practice, advert) = (typed("pratica", "practice"), typed("da", "advert"));
    let contact = typed("contatto", "contact");
    Suspend::new(async move {
        let (portal, viewer) = (&asked.portal, &asked.here.viewer);
        let of_contact = match contact.as_str() {
            "" => Ok(None),
            contact => portal.proposal_page_of_contact(viewer, asked.here.locale, contact).await,
        };
        let value = match of_contact {
            Ok(Some(value)) => Ok(value),
            Ok(None) => portal.proposal_page(viewer, &practice, &advert).await,
            Err(error) => Err(error),
        };
        let value = match value {
            Ok(value) => value,
            Err(error) => return failed(&asked, &error),
        };
        match portal.bodies_of_proposal(viewer, &value.form).await {
            Ok(meeting) => view! { <Propose value meeting/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

fn typed(locale: Locale, form: &ProposalForm) -> Typed {
    let language = if form.language.is_empty() { locale.language().code().to_owned() } else { form.language.clone() };
    let pairs = [
        ("title", &form.title),
        ("object", &form.object),
        ("language", &language),
        ("organisation", &form.organisation),
        ("role", &form.role),
        ("offering", &form.offering),
        ("recipient", &form.recipient),
        ("start", &form.start),
        ("practice", &form.practice),
        ("advert", &form.advert),
        ("contact", &form.contact),
    ];
    Typed(pairs.into_iter().map(|(name, value)| (name.to_owned(), value.clone())).collect())
}

#[component]
fn Propose(
    value: Value,
    /// The two bodies that it is about, as far as they are known.
    meeting: TwoBodies,
) -> impl IntoView {
    let locale = asked().here.locale;
    let body = if value.bodies.is_empty() {
        view! {
            <p class="measure">{say!(locale, transfer_desk.propose.no_body)}</p>
            <p><a href=paths::memberships(locale)>{say!(locale, transfer_desk.propose.memberships)}</a></p>
        }
        .into_any()
    } else {
        view! { {form(locale, value)} <TwoBodiesTable bodies=meeting/> }.into_any()
    };
    view! { <WorkFrame heading=say!(locale, transfer_desk.propose.title).to_owned() about=None>{body}</WorkFrame> }
}

fn form(locale: Locale, value: Value) -> AnyView {
    let sheet = Sheet::new(locale, typed(locale, &value.form));
    let (advert, contact) = (value.form.advert.clone(), value.form.contact.clone());
    let none = Choice::new("", say!(locale, writing.choose));
    let bodies = value.bodies.into_iter().map(|(uid, name)| Choice::new(uid, name));
    let bodies = std::iter::once(none).chain(bodies).collect();
    let roles = [PartyRole::Recipient, PartyRole::Offering, PartyRole::Coordinator];
    let roles = roles.into_iter().map(|role| Choice::new(role.code(), role.name(locale))).collect();
    let languages = Language::ALL.iter().map(|one| Choice::new(one.code(), one.name(locale))).collect();
    let names = value.organisation_names.into_iter().map(|name| view! { <option value=name></option> });
    let names = names.collect_view();
    let practice = value.practice.map(|(title, models)| {
        let models = models.into_iter().map(|model| view! { <li><bdi>{model}</bdi></li> }).collect_view();
        view! {
            <section class="writing-section measure" aria-labelledby="da-pratica">
                <h2 id="da-pratica">{say!(locale, transfer_desk.propose.practice)}</h2>
                <p><bdi>{title}</bdi></p>
                <ul>{models}</ul>
            </section>
        }
    });
    view! {
        <p class="measure">{say!(locale, transfer_desk.propose.lead)}</p>
        {practice}
        <form class="measure mt-4" action=paths::propose_twinning(locale) method="post" novalidate>
            {hidden("practice", sheet.value("practice"))}
            // Those that cannot be led on any more are left out, so that the rest can be sent again.
            {hidden("advert", advert)}
            {hidden("contact", contact)}
            {line(&sheet, "title", Label(say!(locale, transfer_desk.field.title), ""))}
            {area(&sheet, "object", Label(
                say!(locale, transfer_desk.field.object), say!(locale, transfer_desk.help.object),
            ), 5)}
            {select(&sheet, "organisation", Label(say!(locale, transfer_desk.propose.body), ""), bodies)}
            {select(&sheet, "role", Label(say!(locale, transfer_desk.propose.role), ""), roles)}
            {line_with(&sheet, "offering", Label(
                say!(locale, transfer_desk.propose.offering), say!(locale, transfer_desk.propose.other_help),
            ), Some("enti-noti"))}
            {line_with(&sheet, "recipient", Label(
                say!(locale, transfer_desk.propose.recipient), say!(locale, transfer_desk.propose.other_help),
            ), Some("enti-noti"))}
            <datalist id="enti-noti">{names}</datalist>
            {line(&sheet, "start", Label(
                say!(locale, transfer_desk.field.start_date), say!(locale, transfer_desk.help.date),
            ))}
            {select(&sheet, "language", Label(say!(locale, transfer_desk.field.language), ""), languages)}
            <button class="btn btn-primary" r#type="submit">{say!(locale, transfer_desk.propose.send)}</button>
        </form>
    }
    .into_any()
}
