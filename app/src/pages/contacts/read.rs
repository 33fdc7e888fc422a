// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A conversation: its messages, the form for the next one, and what else can be done.

use domain::Locale;
use domain::contact::{ContactDeed, ContactSide, ContactState, FlagReason};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use portal::cards::OrganisationLink;
use portal::contacts::{AboutLink, ContactPage as Value, MessageLine};

use super::{trail, words};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::desk_frame::DeskFrame;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::forms::{Choice, Field, FieldWords, Problem, Select};
use crate::ssr::parts::lang_of;
use crate::ssr::parts::named::Named;
use crate::ssr::parts::numbers;
use crate::ssr::parts::raw::TextArea;
use crate::ssr::render::{Refused, asked};

/// A conversation.
#[component]
pub fn ContactPage() -> impl IntoView {
    let asked = asked();
    let uid = use_params_map().get_untracked().get("uid").unwrap_or_default();
    Suspend::new(async move {
        match asked.portal.contact_page(&asked.here.viewer, &uid).await {
            Ok(value) => view! { <Contact value/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

#[component]
fn Contact(value: Value) -> impl IntoView {
    let here = asked().here;
    let locale = here.locale;
    let refused = use_context::<Refused>();
    let wrong = words::wrong(locale, refused.as_ref());
    let done = here.parameter("done").and_then(|code| words::done(locale, &code));
    let refused = refused.unwrap_or_default();
    let about = about(locale, &value.about);
    let names = [name(locale, value.asking.as_ref()), name(locale, value.asked.as_ref())];
    let title = say!(locale, contacts.between, asking = names[0].clone(), asked = names[1].clone());
    let messages = value.messages.iter().enumerate();
    let messages = messages.map(|(place, one)| message(locale, &value, (place, one), &names, &refused)).collect_view();
    let form = form(locale, &value, &refused);
    let deeds = deeds(locale, &value);
    let stands = stands(locale, &value);
    view! {
        <DeskFrame title trail=trail(locale) done wrong>
            <p class="lead measure">{about}</p>
            <p class="measure">{stands}</p>
            {twinning(locale, &value)}
            <section aria-labelledby="messaggi">
                <h2 id="messaggi">{say!(locale, contacts.messages)}</h2>
                <ol class="message-list">{messages}</ol>
            </section>
            {form}
            {deeds}
        </DeskFrame>
    }
}

fn name(locale: Locale, body: Option<&OrganisationLink>) -> String {
    body.map_or_else(|| say!(locale, adverts.body_unknown).to_owned(), |body| body.name.clone())
}

fn about(locale: Locale, about: &AboutLink) -> AnyView {
    let (address, title) = match about {
        AboutLink::Advert(uid, title) => (paths::advert(locale, uid), title),
        AboutLink::Practice(slug, title) => (paths::practice(locale, slug), title),
        AboutLink::Gone => return view! { {say!(locale, contacts.gone)} }.into_any(),
    };
    let lang = lang_of(title, locale);
    let text = title.text.clone();
    view! { {say!(locale, contacts.about)} " " <a href=address lang=lang>{text}</a> "." }.into_any()
}

/// Where it stands, in words.
fn stands(locale: Locale, value: &Value) -> &'static str {
    let own_block = value.blocked_by.is_some_and(|side| value.own.contains(&side));
    match value.state {
        _ if value.own.is_empty() => say!(locale, contacts.stands.moderator),
        ContactState::Open => say!(locale, contacts.stands.open),
        ContactState::Answered => say!(locale, contacts.stands.answered),
        ContactState::Blocked if own_block => say!(locale, contacts.stands.blocked_own),
        ContactState::Blocked => say!(locale, contacts.stands.blocked),
        ContactState::Closed => say!(locale, contacts.stands.closed),
        ContactState::BecameTwinning => say!(locale, contacts.stands.became_twinning),
    }
}

/// The way to the twinning that it became, or can become.
fn twinning(locale: Locale, value: &Value) -> Option<AnyView> {
    if let Some(slug) = &value.twinning {
        let address = format!("{}/{slug}", paths::twinnings(locale));
        return Some(view! { <p><a href=address>{say!(locale, contacts.to_twinning)}</a></p> }.into_any());
    }
    value.may.has(ContactDeed::Propose).then(|| {
        let address = paths::twinning_from_contact(locale, &value.uid);
        view! {
            <p><a class="btn btn-outline-primary" href=address>{say!(locale, contacts.propose)}</a></p>
        }
        .into_any()
    })
}

/// One message, with the form to tell the moderators of it.
fn message(
    locale: Locale,
    value: &Value,
    (place, one): (usize, &MessageLine),
    names: &[String; 2],
    refused: &Refused,
) -> impl IntoView + use<> {
    let body = names[usize::from(one.side == ContactSide::Asked)].clone();
    let by = one.by.clone().map(|by| view! { " · " <bdi>{by}</bdi> });
    let own = value.own.contains(&one.side);
    let class = if own { "message message-own" } else { "message" };
    let paragraphs = one.text.split("\n\n").map(|part| {
        let lines = part.lines().map(|line| view! { {line.to_owned()} <br/> }).collect_view();
        view! { <p>{lines}</p> }
    });
    let paragraphs = paragraphs.collect_view();
    let flag = one.flag.map(|reason| {
        view! { <p class="desk-mark">{say!(locale, contacts.flag.told, reason = reason.name(locale))}</p> }
    });
    let may_flag = one.may_flag.then(|| flag_form(locale, &value.uid, place, refused));
    view! {
        <li class=class>
            <h3 class="message-head"><bdi>{body}</bdi> {by} " · " {numbers::time(locale, one.at)}</h3>
            {paragraphs}
            {flag}
            {may_flag}
        </li>
    }
}

fn flag_form(locale: Locale, uid: &str, place: usize, refused: &Refused) -> impl IntoView + use<> {
    let id = format!("motivo-{place}");
    let is_this = refused.value("message") == place.to_string();
    let problem = refused.problem("reason").filter(|_| is_this).map(|key| words::field(locale, "reason", key));
    let choices = std::iter::once(Choice::new("", say!(locale, writing.choose)));
    let choices: Vec<Choice> =
        choices.chain(FlagReason::ALL.iter().map(|one| Choice::new(one.code(), one.name(locale)))).collect();
    let (invalid, described_by) = (problem.is_some(), format!("{id}-problem"));
    let problem = problem.map(|problem| view! { <Problem id=described_by.clone() problem/> });
    let described_by = if invalid { described_by } else { String::new() };
    view! {
        <details open=invalid>
            <summary>{say!(locale, contacts.flag.open)}</summary>
            <form action=paths::contact(locale, uid) method="post" novalidate>
                <input r#type="hidden" name="message" value=place.to_string()/>
                <p>{say!(locale, contacts.flag.what)}</p>
                <label for=id.clone()>{say!(locale, contacts.flag.reason)}</label>
                <Select id name="reason" choices chosen=String::new() described_by invalid/>
                {problem}
                <button class="btn btn-outline-primary btn-sm mt-2" r#type="submit" name="action" value="flag">
                    {say!(locale, contacts.flag.send)}
                </button>
            </form>
        </details>
    }
}

/// The next message; what was typed into one that was refused stays, even where none can be sent any more.
fn form(locale: Locale, value: &Value, refused: &Refused) -> Option<AnyView> {
    let typed = refused.value("text");
    if !value.may.has(ContactDeed::Write) {
        return (!typed.is_empty()).then(|| {
            let words = FieldWords { id: "testo", label: say!(locale, contacts.kept), help: None, problem: None };
            view! { <Field words><TextArea id="testo" name="text" value=typed rows=6/></Field> }.into_any()
        });
    }
    let key = Some(refused.value("key")).filter(|key| !key.is_empty()).unwrap_or_else(|| value.key.clone());
    let words = FieldWords {
        id: "testo",
        label: say!(locale, contacts.text),
        help: Some(say!(locale, contacts.text_help)),
        problem: refused.problem("text").map(|key| words::field(locale, "text", key)),
    };
    let (described_by, invalid) = (words.described_by().unwrap_or_default(), words.problem.is_some());
    let form = view! {
        <form class="measure" action=paths::contact(locale, &value.uid) method="post" novalidate>
            <input r#type="hidden" name="key" value=key/>
            <Field words>
                <TextArea id="testo" name="text" value=typed rows=8 described_by=described_by invalid=invalid/>
            </Field>
            <button class="btn btn-primary" r#type="submit" name="action" value="reply">
                {say!(locale, contacts.send)}
            </button>
        </form>
    };
    Some(form.into_any())
}

/// Ending it, and keeping the other body from writing.
fn deeds(locale: Locale, value: &Value) -> impl IntoView + use<> {
    let button = |deed: ContactDeed, words: &'static str| {
        value.may.has(deed).then(|| {
            view! {
                <form action=paths::contact(locale, &value.uid) method="post" novalidate>
                    <button class="btn btn-outline-primary" r#type="submit" name="action" value=deed.code()>{words}</button>
                </form>
            }
        })
    };
    let close = button(ContactDeed::Close, say!(locale, contacts.close));
    let block = button(ContactDeed::Block, say!(locale, contacts.block));
    let unblock = button(ContactDeed::Unblock, say!(locale, contacts.unblock));
    let any = close.is_some() || block.is_some() || unblock.is_some();
    any.then(|| {
        view! {
            <section aria-labelledby="altro">
                <h2 id="altro">{say!(locale, contacts.deeds)}</h2>
                <p class="measure">{say!(locale, contacts.deeds_text)}</p>
                <div class="button-row">{close} {block} {unblock}</div>
            </section>
        }
    })
}
