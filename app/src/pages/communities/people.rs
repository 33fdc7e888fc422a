// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The people of a community: its members, and for those who look after it who asks to come in and who is invited.

use domain::Locale;
use domain::community::{BelongingDeed, BelongingState, CommunityRole};
use domain::policy::Act;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use portal::communities::{CommunityPeoplePage as Value, CommunityPerson};

use super::{crumb, moved_or_failed, words};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::desk_frame::DeskFrame;
use crate::ssr::parts::forms::{FieldWords, Line, LineField};
use crate::ssr::parts::pager::{Pager, pages};
use crate::ssr::parts::person::PersonLine;
use crate::ssr::render::{Refused, asked};

/// The people of a community.
#[component]
pub fn CommunityPeoplePage() -> impl IntoView {
    let asked = asked();
    let slug = use_params_map().get_untracked().get("slug").unwrap_or_default();
    let page = asked.here.parameter("page").and_then(|page| page.parse().ok()).unwrap_or(1);
    Suspend::new(async move {
        match asked.portal.community_people(&asked.here.viewer, asked.here.locale, &slug, page).await {
            Ok(value) => view! { <People value/> }.into_any(),
            Err(error) => moved_or_failed(&asked, &slug, paths::community_people, error).await,
        }
    })
}

#[component]
fn People(value: Value) -> impl IntoView {
    let here = asked().here;
    let locale = here.locale;
    let refused = use_context::<Refused>();
    let wrong = words::wrong(locale, refused.as_ref());
    let done = here.parameter("done").and_then(|code| words::done(locale, &code));
    let Value { card, acts, requests, others, total, per_page, page, people } = value;
    let address = paths::community_people(locale, &card.slug);
    let trail = vec![crumb(locale), (card.name.text.clone(), paths::community(locale, &card.slug))];
    let addresses: Vec<String> =
        (1..=pages(total, per_page)).map(|page| paths::listed(address.clone(), &[], page)).collect();
    let manages = acts.contains(&Act::ManagePeople);
    let invite = manages.then(|| invite(locale, &address, &refused.unwrap_or_default()));
    let asking = say!(locale, communities.manage_page.requests);
    let waiting = say!(locale, communities.manage_page.others);
    let all = say!(locale, communities.manage_page.members, count = total);
    view! {
        <DeskFrame title=say!(locale, communities.people).to_owned() trail done wrong>
            <Group id="richieste" title=asking.to_owned() people=requests acts=acts.clone() address=address.clone()/>
            <Group id="persone" title=all people acts=acts.clone() address=address.clone()/>
            <Pager current=page address=addresses/>
            <Group id="altri" title=waiting.to_owned() people=others acts address=address.clone()/>
            {invite}
        </DeskFrame>
    }
}

/// People under a title; nothing where there are none.
#[component]
fn Group(
    /// The `id` of its title.
    id: &'static str,
    /// Its title.
    title: String,
    /// The people.
    people: Vec<CommunityPerson>,
    /// What the viewer may do to the community.
    acts: Vec<Act>,
    /// Where the forms go.
    address: String,
) -> impl IntoView {
    let locale = asked().here.locale;
    let lines = people.into_iter().map(|person| {
        let note = Some(words::standing(locale, person.role, person.state).to_owned());
        let word = person.note.clone();
        let word = word.map(|word| view! { <blockquote class="request-note" dir="auto">{word}</blockquote> });
        let deeds = deeds(locale, &person, &acts, &address);
        view! { <li><PersonLine card=person.card note/> {word} {deeds}</li> }
    });
    let lines: Vec<_> = lines.collect();
    (!lines.is_empty()).then(|| {
        view! {
            <section class="people-group" aria-labelledby=id>
                <h2 id=id>{title}</h2>
                <ul class="people-list">{lines}</ul>
            </section>
        }
    })
}

/// The buttons for one person.
fn deeds(locale: Locale, person: &CommunityPerson, acts: &[Act], address: &str) -> Option<impl IntoView + use<>> {
    let name = person.card.name.clone();
    let buttons = choices(locale, person, acts).into_iter().map(|(code, words)| {
        let name = name.clone();
        view! {
            <button class="btn btn-outline-primary btn-sm" r#type="submit" name="decision" value=code>
                {words} <span class="visually-hidden">" " <bdi>{name}</bdi></span>
            </button>
        }
    });
    let buttons: Vec<_> = buttons.collect();
    let (action, member) = (address.to_owned(), person.card.uid.clone());
    (!buttons.is_empty()).then(|| {
        view! {
            <form class="decision-row" action=action method="post" novalidate>
                <input r#type="hidden" name="action" value="decide"/>
                <input r#type="hidden" name="member" value=member/>
                {buttons}
            </form>
        }
    })
}

/// What can be decided on a person: the code that the form sends, and the word on its button.
fn choices(locale: Locale, person: &CommunityPerson, acts: &[Act]) -> Vec<(&'static str, &'static str)> {
    let (lets_in, appoints) = (acts.contains(&Act::ManagePeople), acts.contains(&Act::Appoint));
    let mut all = Vec::new();
    match (person.state, person.role) {
        (BelongingState::Requested, _) if lets_in => {
            all.push((BelongingDeed::Approve.code(), say!(locale, communities.manage_page.approve)));
            all.push((BelongingDeed::Refuse.code(), say!(locale, communities.manage_page.refuse)));
        }
        (BelongingState::Invited, _) if lets_in => {
            all.push((BelongingDeed::Refuse.code(), say!(locale, communities.manage_page.uninvite)));
        }
        (BelongingState::Suspended, _) if lets_in => {
            all.push((BelongingDeed::Readmit.code(), say!(locale, communities.manage_page.readmit)));
        }
        (BelongingState::Active, CommunityRole::Member) => {
            if appoints {
                all.push((BelongingDeed::Appoint.code(), say!(locale, communities.manage_page.appoint)));
            }
            if lets_in {
                all.push((BelongingDeed::Suspend.code(), say!(locale, communities.manage_page.suspend)));
            }
        }
        (BelongingState::Active, CommunityRole::Facilitator) if appoints => {
            all.push((BelongingDeed::Dismiss.code(), say!(locale, communities.manage_page.dismiss)));
        }
        _ => {}
    }
    let may_have_it = person.state == BelongingState::Active && person.role != CommunityRole::Owner;
    if may_have_it && acts.contains(&Act::HandOver) {
        all.push(("hand_over", say!(locale, communities.manage_page.hand_over)));
    }
    all
}

/// The form that invites a member.
fn invite(locale: Locale, address: &str, refused: &Refused) -> impl IntoView + use<> {
    let field = FieldWords {
        id: words::id("member"),
        label: words::label(locale, "member"),
        help: words::help(locale, "member"),
        problem: refused.problem("member").map(|key| words::field(locale, "member", key)),
    };
    let line = Line { name: "member", kind: "text", autocomplete: "off", longest: 300 };
    // A decision names its member in a field of the same name.
    let value = if refused.value("action") == "invite" { refused.value("member") } else { String::new() };
    let action = address.to_owned();
    view! {
        <section class="people-group" aria-labelledby="invitare">
            <h2 id="invitare">{say!(locale, communities.manage_page.invite)}</h2>
            <form class="measure" action=action method="post" novalidate>
                <LineField words=field line value/>
                <button class="btn btn-primary" r#type="submit" name="action" value="invite">
                    {say!(locale, communities.manage_page.invite_button)}
                </button>
            </form>
        </section>
    }
}
