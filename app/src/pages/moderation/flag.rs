// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Telling the moderators of a thread or a post, with or without an account.

use domain::moderation::{FLAG_NOTE_MAX, FlagReason, SubjectKind};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use portal::moderating::FlagPage as Value;

use super::words;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::desk_frame::DeskFrame;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::forms::{Choice, Field, FieldWords, RadioFields, Trap};
use crate::ssr::parts::lang_of;
use crate::ssr::parts::named::Named;
use crate::ssr::parts::raw::TextArea;
use crate::ssr::render::{Refused, asked};

/// The longest word beside a flag, in characters.
const LONGEST: u32 = FLAG_NOTE_MAX as u32;

/// The form, the form again with what is wrong, or thanks.
#[component]
pub fn FlagPage() -> impl IntoView {
    let asked = asked();
    let params = use_params_map().get_untracked();
    let (kind, uid) = (params.get("kind").unwrap_or_default(), params.get("uid").unwrap_or_default());
    Suspend::new(async move {
        match asked.portal.flag_page(&asked.here.viewer, &kind, &uid).await {
            Ok(value) => view! { <Flag value/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

#[component]
fn Flag(value: Value) -> impl IntoView {
    let here = asked().here;
    let locale = here.locale;
    let refused = use_context::<Refused>();
    let wrong = words::wrong(locale, refused.as_ref());
    let sent = here.parameter("done").is_some() && refused.is_none();
    let done = sent.then(|| say!(locale, moderation.flag.thanks));
    let title = match value.subject.kind {
        SubjectKind::Post => say!(locale, moderation.flag.post),
        SubjectKind::Thread | SubjectKind::Member => say!(locale, moderation.flag.thread),
    };
    let back = match value.position {
        Some(position) => paths::post(locale, &value.thread, position),
        None => paths::thread(locale, &value.thread),
    };
    let lang = lang_of(&value.title, locale);
    let named = Some(value.title.text.clone()).filter(|title| !title.is_empty());
    let named = named.unwrap_or_else(|| say!(locale, moderation.untitled).to_owned());
    let trail = vec![(named.clone(), paths::thread(locale, &value.thread))];
    let form = (!sent).then(|| view! { <Form value=value.clone() refused=refused.unwrap_or_default()/> });
    let opening = Some(value.opening).filter(|text| !text.is_empty());
    let opening = opening.map(|text| view! { <blockquote class="measure"><p><bdi>{text}</bdi></p></blockquote> });
    view! {
        <DeskFrame title=title.to_owned() trail done wrong>
            <p class="lead measure">{say!(locale, moderation.flag.in_thread)} " " <a href=back lang=lang>{named}</a></p>
            {opening}
            {form}
        </DeskFrame>
    }
}

#[component]
fn Form(value: Value, refused: Refused) -> impl IntoView {
    let locale = asked().here.locale;
    let problem = |field: &str| refused.problem(field).map(|key| words::field(locale, field, key));
    let choices = FlagReason::ALL.iter().map(|one| Choice::new(one.code(), one.name(locale))).collect();
    let reason = FieldWords {
        id: "motivo",
        label: say!(locale, moderation.flag.reason),
        help: None,
        problem: problem("reason"),
    };
    let note = FieldWords {
        id: "nota",
        label: say!(locale, moderation.flag.note),
        help: Some(say!(locale, moderation.flag.note_help)),
        problem: problem("note"),
    };
    let (described_by, invalid) = (note.described_by().unwrap_or_default(), note.problem.is_some());
    let typed = refused.value("note");
    view! {
        <p class="measure">{say!(locale, moderation.flag.what)}</p>
        <form class="measure" action=paths::flag(locale, &value.subject) method="post" novalidate>
            <Trap/>
            <RadioFields words=reason name="reason" choices chosen=refused.value("reason")/>
            <Field words=note>
                <TextArea id="nota" name="note" value=typed rows=4 maxlength=LONGEST described_by=described_by invalid=invalid/>
            </Field>
            <button class="btn btn-primary" r#type="submit">{say!(locale, moderation.flag.send)}</button>
        </form>
    }
}
