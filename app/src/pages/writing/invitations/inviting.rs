// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Inviting to a practice, on its desk: who was invited, and the form.

use domain::Locale;
use domain::invitation::{InvitationState, NOTE_MAX, Purpose};
use leptos::prelude::*;
use portal::writing::{InvitationLine, PracticeDesk};

use super::asked_for;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::forms::{Choice, Field, FieldWords, Line, LineField, SelectField};
use crate::ssr::parts::numbers;
use crate::ssr::parts::raw::TextArea;
use crate::ssr::render::{Refused, asked};

/// The longest word to who is invited, in characters.
const LONGEST: u32 = NOTE_MAX as u32;

/// Who was invited, and the form for who may invite; nothing where there is neither.
#[component]
pub fn Inviting(
    /// The practice.
    value: PracticeDesk,
) -> impl IntoView {
    let locale = asked().here.locale;
    let address = paths::practice_desk(locale, &value.uid);
    let mut purposes = Vec::new();
    if value.may_invite {
        purposes.push(Purpose::Opinion);
    }
    if value.may_share {
        purposes.push(Purpose::Authorship);
    }
    if purposes.is_empty() && value.invitations.is_empty() {
        return ().into_any();
    }
    let lines = value.invitations.into_iter().map(|line| view! { <Invited address=address.clone() line/> });
    let lines: Vec<_> = lines.collect();
    let lines = (!lines.is_empty()).then(|| view! { <ul class="desk-list">{lines}</ul> });
    let form = (!purposes.is_empty()).then(|| view! { <Invite address=address.clone() purposes/> });
    view! {
        <section class="writing-section" aria-labelledby="inviti">
            <h2 id="inviti">{say!(locale, invitations.invite.title)}</h2>
            <p class="measure">{say!(locale, invitations.invite.lead)}</p>
            {lines}
            {form}
        </section>
    }
    .into_any()
}

/// Where an invitation stands, in words.
fn standing(locale: Locale, line: &InvitationLine) -> String {
    let until = numbers::moment(locale, line.until);
    match line.state {
        _ if line.is_over => say!(locale, invitations.state.over).to_owned(),
        InvitationState::Open => say!(locale, invitations.state.open, day = until),
        InvitationState::Accepted => say!(locale, invitations.state.accepted, day = until),
        InvitationState::Declined => say!(locale, invitations.state.declined).to_owned(),
        InvitationState::Done => say!(locale, invitations.state.done).to_owned(),
        InvitationState::Withdrawn => say!(locale, invitations.state.withdrawn).to_owned(),
    }
}

#[component]
fn Invited(address: String, line: InvitationLine) -> impl IntoView {
    let locale = asked().here.locale;
    let day = numbers::moment(locale, line.at);
    let who = line.accepted_by.clone().or_else(|| line.email.clone());
    let who = who.unwrap_or_else(|| say!(locale, invitations.invite.somebody).to_owned());
    let about = match line.by.clone() {
        Some(by) => say!(locale, invitations.invite.by, name = by, day = day),
        None => say!(locale, invitations.invite.on, day = day),
    };
    let withdraw = line.may_withdraw.then(|| {
        view! {
            <form action=address method="post" novalidate>
                <input r#type="hidden" name="action" value="withdraw_invitation"/>
                <input r#type="hidden" name="invitation" value=line.uid.clone()/>
                <button class="btn btn-outline-primary btn-sm" r#type="submit">
                    {say!(locale, invitations.invite.withdraw)}
                    <span class="visually-hidden">": " <bdi>{who.clone()}</bdi></span>
                </button>
            </form>
        }
    });
    view! {
        <li>
            <h3><bdi>{who}</bdi></h3>
            <p class="text-soft">{asked_for(locale, line.purpose)} " · " <bdi>{about}</bdi></p>
            <p class="desk-next">{standing(locale, &line)}</p>
            {withdraw}
        </li>
    }
}

#[component]
fn Invite(address: String, purposes: Vec<Purpose>) -> impl IntoView {
    let locale = asked().here.locale;
    let refused = use_context::<Refused>().filter(|refused| refused.value("action") == "invite").unwrap_or_default();
    let purpose = FieldWords {
        id: "invito-scopo",
        label: say!(locale, invitations.invite.purpose),
        help: Some(say!(locale, invitations.invite.purpose_help)),
        problem: None,
    };
    let email = FieldWords {
        id: "invito-indirizzo",
        label: say!(locale, invitations.invite.email),
        help: Some(say!(locale, invitations.invite.email_help)),
        problem: refused.problem("email").map(|key| words(locale, "email", key)),
    };
    let note = FieldWords {
        id: "invito-nota",
        label: say!(locale, invitations.invite.note),
        help: Some(say!(locale, invitations.invite.note_help)),
        problem: refused.problem("invitation_note").map(|key| words(locale, "invitation_note", key)),
    };
    let line = Line { name: "email", kind: "email", autocomplete: "off", longest: 254 };
    let choices: Vec<Choice> =
        purposes.into_iter().map(|one| Choice::new(one.code(), asked_for(locale, one))).collect();
    let (described_by, invalid) = (note.described_by().unwrap_or_default(), note.problem.is_some());
    let typed = refused.value("invitation_note");
    view! {
        <form class="measure mt-4" action=address method="post" novalidate>
            <input r#type="hidden" name="action" value="invite"/>
            <SelectField words=purpose name="purpose" choices chosen=refused.value("purpose")/>
            <LineField words=email line value=refused.value("email")/>
            <Field words=note>
                <TextArea
                    id="invito-nota"
                    name="invitation_note"
                    value=typed
                    rows=3
                    maxlength=LONGEST
                    described_by=described_by
                    invalid=invalid
                />
            </Field>
            <button class="btn btn-outline-primary" r#type="submit">{say!(locale, invitations.invite.send)}</button>
        </form>
    }
}

/// What is wrong with a field of the form.
pub fn words(locale: Locale, field: &str, key: &str) -> &'static str {
    match (field, key) {
        ("email", "missing") => say!(locale, invitations.problem.email_missing),
        ("email", "taken") => say!(locale, invitations.problem.email_taken),
        ("email", "not_allowed") => say!(locale, invitations.problem.full),
        ("email", _) => say!(locale, invitations.problem.email),
        _ => say!(locale, invitations.problem.note),
    }
}

/// The `id` of a field of the form.
pub fn place(field: &str) -> &'static str {
    match field {
        "email" => "invito-indirizzo",
        "invitation_note" => "invito-nota",
        _ => "contenuto",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(state: InvitationState, is_over: bool) -> InvitationLine {
        InvitationLine {
            uid: "i".to_owned(),
            purpose: Purpose::Opinion,
            state,
            is_over,
            by: None,
            email: None,
            accepted_by: None,
            at: 0,
            until: 86_400,
            may_withdraw: false,
        }
    }

    #[test]
    fn each_state_is_told_otherwise_and_what_is_over_is_not_waited_for() {
        let told: std::collections::BTreeSet<String> =
            InvitationState::ALL.iter().map(|state| standing(Locale::Italian, &line(*state, false))).collect();
        assert_eq!(told.len(), InvitationState::ALL.len());
        let over = standing(Locale::Italian, &line(InvitationState::Open, true));
        assert!(!told.contains(&over), "{over}");
    }
}
