// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The form by which a body is written to, about its advert or its practice.

use domain::Locale;
use leptos::prelude::*;
use portal::adverts::Answering;

use super::words;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::forms::{Choice, Field, FieldWords, SelectField};
use crate::ssr::parts::raw::TextArea;
use crate::ssr::render::{Refused, asked};

/// The words around the form.
#[derive(Clone, Debug)]
pub struct AnswerWords {
    /// Where it is sent.
    pub action: String,
    /// Its heading.
    pub heading: &'static str,
    /// Why nobody can write.
    pub over: &'static str,
    /// Why the own body cannot write.
    pub own: &'static str,
}

/// The form, or why there is none. What was typed stays even where nobody can write any more.
#[component]
pub fn Answer(
    /// The words around it.
    words: AnswerWords,
    /// Whether and for whom the viewer can write.
    answering: Answering,
    /// Tells a message that is sent twice from two messages.
    key: String,
    /// What was refused.
    refused: Refused,
) -> impl IntoView {
    let here = asked().here;
    let locale = here.locale;
    let kept = refused.value("text");
    let kept = (!kept.is_empty()).then(|| {
        view! {
            <Field words=FieldWords { id: "testo", label: say!(locale, contacts.kept), help: None, problem: None }>
                <TextArea id="testo" name="text" value=kept.clone() rows=6/>
            </Field>
        }
    });
    let body = match answering {
        Answering::For(bodies) => form(locale, words.action, &bodies, key, &refused).into_any(),
        Answering::SignIn => {
            let address = paths::sign_in_for(locale, &here.in_locale(locale));
            view! {
                <p class="measure">{say!(locale, contacts.sign_in)}</p>
                <p><a class="btn btn-primary" href=address>{say!(locale, common.sign_in)}</a></p>
            }
            .into_any()
        }
        Answering::NoBody => view! {
            <p class="measure">{say!(locale, contacts.no_body)}</p>
            <p><a href=paths::memberships(locale)>{say!(locale, common.memberships)}</a></p>
            {kept}
        }
        .into_any(),
        Answering::Own => view! { <p class="measure">{words.own}</p> {kept} }.into_any(),
        Answering::Over => view! { <p class="measure">{words.over}</p> {kept} }.into_any(),
    };
    view! {
        <section aria-labelledby="rispondi">
            <h2 id="rispondi">{words.heading}</h2>
            {body}
        </section>
    }
}

fn form(
    locale: Locale,
    action: String,
    bodies: &[(String, String)],
    key: String,
    refused: &Refused,
) -> impl IntoView + use<> {
    // A form that was refused is sent again as the same message.
    let key = Some(refused.value("key")).filter(|key| !key.is_empty()).unwrap_or(key);
    let problem = |field: &str| refused.problem(field).map(|key| words::field(locale, field, key));
    let text = FieldWords {
        id: "testo",
        label: say!(locale, contacts.text),
        help: Some(say!(locale, contacts.text_help)),
        problem: problem("text"),
    };
    let (described_by, invalid) = (text.described_by().unwrap_or_default(), text.problem.is_some());
    let value = refused.value("text");
    let organisation = organisation_field(locale, bodies, refused.value("organisation"), problem("organisation"));
    view! {
        <p class="measure">{say!(locale, contacts.how)}</p>
        <form class="measure" action=action method="post" novalidate>
            <input r#type="hidden" name="key" value=key/>
            {organisation}
            <Field words=text>
                <TextArea id="testo" name="text" value=value rows=8 described_by=described_by invalid=invalid/>
            </Field>
            <button class="btn btn-primary" r#type="submit" name="action" value="answer">
                {say!(locale, contacts.send)}
            </button>
        </form>
    }
}

/// One body is no choice.
fn organisation_field(
    locale: Locale,
    bodies: &[(String, String)],
    chosen: String,
    problem: Option<&'static str>,
) -> impl IntoView + use<> {
    let label = say!(locale, contacts.for_body);
    if let [(uid, name)] = bodies {
        let (uid, name) = (uid.clone(), name.clone());
        return view! {
            <p>{label} ": " <bdi>{name}</bdi></p>
            <input r#type="hidden" name="organisation" value=uid/>
        }
        .into_any();
    }
    let field = FieldWords { id: "ente", label, help: None, problem };
    let none = Choice::new("", say!(locale, writing.choose));
    let bodies = bodies.iter().map(|(uid, name)| Choice::new(uid.clone(), name.clone()));
    let choices = std::iter::once(none).chain(bodies).collect::<Vec<_>>();
    view! { <SelectField words=field name="organisation" choices chosen/> }.into_any()
}
