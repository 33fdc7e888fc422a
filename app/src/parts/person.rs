// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Members in lists: the picture or the initials, who they are, since when they are here.

use domain::Locale;
use leptos::prelude::*;
use portal::people::MemberCard;

use super::named::Named;
use super::numbers;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::render::asked;

/// The picture of a member, or the initials; it says nothing by itself, the name stands beside it.
#[component]
pub fn Avatar(
    /// The member.
    uid: String,
    /// The first letters of the name.
    initials: String,
    /// The version of the photo, where there is one.
    photo: Option<i64>,
    /// Classes beside `avatar`.
    #[prop(default = "")]
    class: &'static str,
) -> impl IntoView {
    let class = format!("avatar {class}");
    match photo {
        Some(version) => {
            let address = paths::photo(&uid, version);
            view! { <span class=class><img src=address alt="" width="96" height="96" loading="lazy"/></span> }
                .into_any()
        }
        None => view! { <span class=class aria-hidden="true">{initials}</span> }.into_any(),
    }
}

/// Members side by side.
#[component]
pub fn PersonCards(
    /// The members.
    cards: Vec<MemberCard>,
) -> impl IntoView {
    let cards = cards.into_iter().map(|card| view! { <li><PersonCard card/></li> });
    view! { <ul class="person-cards">{cards.collect_view()}</ul> }
}

/// A member as a card (AC-003-6), below a heading of the second level.
#[component]
pub fn PersonCard(
    /// The member.
    card: MemberCard,
) -> impl IntoView {
    let locale = asked().here.locale;
    let address = paths::member(locale, &card.uid);
    view! {
        <div class="person-card it-card it-card-height-full rounded border">
            <div class="person-head">
                <Avatar uid=card.uid.clone() initials=card.initials.clone() photo=card.photo/>
                <div>
                    <h3 class="it-card-title"><a href=address><bdi>{card.name.clone()}</bdi></a></h3>
                    <p class="person-job">{job(&card, locale)}</p>
                </div>
            </div>
            <div class="it-card-body">
                <p class="person-body">{body_of(&card, locale)}</p>
                <p class="person-since">{since(&card, locale)}</p>
                <Marks card/>
            </div>
        </div>
    }
}

/// A member on one line of a list, where a whole card would say too much.
#[component]
pub fn PersonLine(
    /// The member.
    card: MemberCard,
    /// What to say beside the job, such as a role or an address.
    #[prop(optional_no_strip)]
    note: Option<String>,
) -> impl IntoView {
    let locale = asked().here.locale;
    let address = paths::member(locale, &card.uid);
    let job = job(&card, locale);
    view! {
        <div class="person-line">
            <Avatar uid=card.uid.clone() initials=card.initials.clone() photo=card.photo class="avatar-small"/>
            <div>
                <p class="person-name"><a href=address><bdi>{card.name.clone()}</bdi></a></p>
                <p class="person-job">{job}</p>
                {note.map(|note| view! { <p class="person-job"><bdi>{note}</bdi></p> })}
                <Marks card/>
            </div>
        </div>
    }
}

/// The roles in the portal, and that a person is invented.
#[component]
pub fn Marks(
    /// The member.
    card: MemberCard,
) -> impl IntoView {
    let locale = asked().here.locale;
    let roles = card.roles.iter().map(|role| view! { <li class="role-mark">{role.name(locale)}</li> });
    let demo = card.demo.then(|| view! { <li class="demo-mark">{say!(locale, members.person.demo)}</li> });
    (!card.roles.is_empty() || card.demo).then(|| view! { <ul class="person-marks">{roles.collect_view()} {demo}</ul> })
}

/// The job; what the member is where no job was given.
pub fn job(card: &MemberCard, locale: Locale) -> String {
    if card.job_title.is_empty() { card.member_type.name(locale).to_owned() } else { card.job_title.clone() }
}

/// The organisation on the card as a link, or the name of a body that is not in the list.
pub fn body_of(card: &MemberCard, locale: Locale) -> AnyView {
    match (&card.organisation, &card.other_body) {
        (Some(organisation), _) => {
            let address = paths::organisation(locale, &organisation.slug);
            view! { <a href=address><bdi>{organisation.name.clone()}</bdi></a> }.into_any()
        }
        (None, Some(name)) => view! { <bdi>{name.clone()}</bdi> }.into_any(),
        (None, None) => say!(locale, members.person.no_body).into_any(),
    }
}

/// "Iscritto da 2 mesi", and when the member signed in last where the viewer may know it.
pub fn since(card: &MemberCard, locale: Locale) -> String {
    let joined = joined(locale, card.months);
    match card.last_sign_in {
        Some(at) => {
            let day = numbers::moment(locale, at.as_second());
            format!("{joined}. {}", say!(locale, members.person.last_sign_in, day = day))
        }
        None => joined,
    }
}

/// For how long somebody is a member, in whole months, and from a year on in years and months.
pub fn joined(locale: Locale, months: u32) -> String {
    let in_months = |months: u32| say!(locale, members.person.months, count = months);
    let in_years = |years: u32| say!(locale, members.person.years, count = years);
    let time = match (months / 12, months % 12) {
        (0, 0) => return say!(locale, members.person.new).to_owned(),
        (0, months) => in_months(months),
        (years, 0) => in_years(years),
        (years, months) => say!(locale, members.person.both, years = in_years(years), months = in_months(months)),
    };
    say!(locale, members.person.joined, time = time)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_since_joining_is_said_in_whole_months_and_years() {
        let italian = [0, 1, 2, 11, 12, 13, 26].map(|months| joined(Locale::Italian, months));
        let expected = [
            "Iscritto da meno di un mese",
            "Iscritto da 1 mese",
            "Iscritto da 2 mesi",
            "Iscritto da 11 mesi",
            "Iscritto da 1 anno",
            "Iscritto da 1 anno e 1 mese",
            "Iscritto da 2 anni e 2 mesi",
        ];
        assert_eq!(italian, expected);
        assert_eq!(joined(Locale::English, 13), "Member for 1 year and 1 month");
        assert_eq!(joined(Locale::English, 0), "Member for less than a month");
    }
}
