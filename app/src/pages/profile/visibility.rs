// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What others see of the own profile: three choices, and how it looks to a visitor and to another member.

use domain::member::ShownTo;
use domain::policy::{Acting, Viewer};
use domain::{Locale, Uid};
use leptos::prelude::*;
use portal::Error;
use portal::people::{MemberPage, ProfilePage};

use super::form::{Form, general};
use super::frame::{Frame, OwnForm};
use crate::ssr::i18n::say;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::forms::{Choice, FieldWords, RadioFields};
use crate::ssr::parts::named::Named;
use crate::ssr::parts::person::PersonCard;
use crate::ssr::render::{Asked, asked};

/// The fields that may be wrong, in the order of the form, and their `id`s.
const FIELDS: &[(&str, &str)] =
    &[("form", "visibilita"), ("profile", "pagina"), ("email", "indirizzo"), ("last_sign_in", "ultimo-accesso")];

/// What somebody else sees; nothing where the page is not shown.
type Seen = Option<MemberPage>;

/// What others see.
#[component]
pub fn VisibilityPage() -> impl IntoView {
    let asked = asked();
    Suspend::new(async move {
        match read(&asked).await {
            Ok((value, visitor, member)) => view! { <Visibility value visitor member/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

/// The own profile, as oneself, a visitor, and a member who has just come see it.
async fn read(asked: &Asked) -> Result<(ProfilePage, Seen, Seen), Error> {
    let value = asked.portal.own_profile(&asked.here.viewer, asked.here.locale).await?;
    let uid = value.member.uid.as_str();
    let visitor = seen(asked, &Viewer::Visitor, uid).await?;
    let somebody = Uid::parse("~").expect("a tilde makes an identifier, and no member's");
    let member = seen(asked, &Viewer::member(Acting::plain(somebody)), uid).await?;
    Ok((value, visitor, member))
}

async fn seen(asked: &Asked, viewer: &Viewer, uid: &str) -> Result<Seen, Error> {
    match asked.portal.member(viewer, asked.here.locale, uid).await {
        Ok(page) => Ok(Some(page)),
        Err(Error::NotFound | Error::NotAllowed | Error::SignInFirst) => Ok(None),
        Err(error) => Err(error),
    }
}

#[component]
fn Visibility(value: ProfilePage, visitor: Seen, member: Seen) -> impl IntoView {
    let locale = asked().here.locale;
    let form = Form::of("visibility", locale, words);
    let title = say!(locale, profile.menu.visibility);
    view! {
        <Frame title lead=say!(locale, profile.visibility.lead) wrong=form.wrong(FIELDS) done>
            <Choices value form/>
            <Preview heading=say!(locale, profile.visibility.as_visitor) id="visitatore" seen=visitor/>
            <Preview heading=say!(locale, profile.visibility.as_member) id="iscritto" seen=member/>
        </Frame>
    }
}

fn done(locale: Locale, code: &str) -> Option<&'static str> {
    (code == "saved").then(|| say!(locale, profile.visibility.saved))
}

#[component]
fn Choices(value: ProfilePage, form: Form) -> impl IntoView {
    let locale = asked().here.locale;
    let shown = value.member.shown;
    let group = |id: &'static str, name: &'static str, label, help, kept: ShownTo, meanings: [&'static str; 3]| {
        let words = FieldWords { id, label, help, problem: form.problem(name) };
        let choices = ShownTo::ALL.iter().zip(meanings);
        let choices = choices.map(|(one, means)| Choice::new(one.code(), one.name(locale)).with_help(means)).collect();
        view! { <RadioFields words name choices chosen=form.value(name, kept.code())/> }
    };
    let profile = group(
        "pagina",
        "profile",
        say!(locale, profile.visibility.profile),
        Some(say!(locale, profile.visibility.profile_help)),
        shown.profile,
        [
            say!(locale, profile.visibility.profile_nobody),
            say!(locale, profile.visibility.profile_members),
            say!(locale, profile.visibility.profile_everyone),
        ],
    );
    let address = group(
        "indirizzo",
        "email",
        say!(locale, profile.visibility.email),
        Some(say!(locale, profile.visibility.email_help)),
        shown.email,
        [
            say!(locale, profile.visibility.email_nobody),
            say!(locale, profile.visibility.email_members),
            say!(locale, profile.visibility.email_everyone),
        ],
    );
    let last = group(
        "ultimo-accesso",
        "last_sign_in",
        say!(locale, profile.visibility.last_sign_in),
        Some(say!(locale, profile.visibility.last_sign_in_help)),
        shown.last_sign_in,
        [
            say!(locale, profile.visibility.last_sign_in_nobody),
            say!(locale, profile.visibility.last_sign_in_members),
            say!(locale, profile.visibility.last_sign_in_everyone),
        ],
    );
    view! {
        <OwnForm id="visibilita" action="visibility">
            {profile}
            {address}
            {last}
            <button class="btn btn-primary" r#type="submit">{say!(locale, profile.visibility.save)}</button>
        </OwnForm>
    }
}

/// The own card as somebody else sees it now.
#[component]
fn Preview(heading: &'static str, id: &'static str, seen: Seen) -> impl IntoView {
    let locale = asked().here.locale;
    let view = match seen {
        Some(MemberPage { card, email, .. }) => {
            let email = match email {
                Some(email) => view! { <p>{say!(locale, profile.visibility.shown_email)} " " {email}</p> }.into_any(),
                None => view! { <p>{say!(locale, profile.visibility.no_email)}</p> }.into_any(),
            };
            view! {
                <div class="preview-card"><PersonCard card/></div>
                {email}
            }
            .into_any()
        }
        None => view! { <p>{say!(locale, profile.visibility.not_seen)}</p> }.into_any(),
    };
    view! {
        <section class="profile-section" aria-labelledby=id>
            <h2 id=id>{heading}</h2>
            {view}
        </section>
    }
}

fn words(locale: Locale, field: &str, key: &str) -> &'static str {
    match field {
        "profile" | "email" | "last_sign_in" => say!(locale, profile.visibility.problem),
        _ => general(locale, field, key),
    }
}
