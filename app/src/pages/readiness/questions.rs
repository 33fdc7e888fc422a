// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What the body does not know, as a message to the body that offers: written already, to be changed and sent.

use domain::Locale;
use leptos::prelude::*;
use portal::readiness::{BodyReadiness, ReadinessPage as Value};

use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::forms::{Field, FieldWords};
use crate::ssr::parts::raw::TextArea;
use crate::ssr::render::Refused;

/// The questions and the message; nothing where everything is known, or nobody could be asked.
pub(super) fn questions(
    locale: Locale,
    value: &Value,
    body: &BodyReadiness,
    refused: &Refused,
) -> Option<impl IntoView + use<>> {
    let questions = body.result.as_ref().map(|result| result.questions.as_slice()).unwrap_or_default();
    let asks = !questions.is_empty() && !value.owner.is_empty();
    let is_refused = refused.value("action") == "ask";
    let lines = questions.iter().map(|one| match &one.note {
        Some(note) => format!("- {} ({note})", one.condition.text),
        None => format!("- {}", one.condition.text),
    });
    let opening = say!(locale, readiness.ask.opening, title = value.title.text.clone());
    let written = std::iter::once(opening).chain(lines).collect::<Vec<_>>().join("\n");
    let text = if is_refused { refused.value("text") } else { written };
    let field = FieldWords {
        id: "testo",
        label: say!(locale, readiness.ask.text),
        help: Some(say!(locale, readiness.ask.text_help)),
        problem: refused.problem("text").map(|_| say!(locale, readiness.ask.problem)),
    };
    let (described_by, invalid) = (field.described_by().unwrap_or_default(), field.problem.is_some());
    let key = if is_refused { refused.value("key") } else { value.key.clone() };
    let action = paths::readiness(locale, &value.slug, Some(&body.body.0));
    let (organisation, owner) = (body.body.0.clone(), value.owner.clone());
    (asks || is_refused).then(|| {
        view! {
            <section class="writing-section" aria-labelledby="domande">
                <h2 id="domande">{say!(locale, readiness.ask.title)}</h2>
                <p class="measure">{say!(locale, contacts.ask.to)} " " <strong><bdi>{owner}</bdi></strong></p>
                <form class="measure" action=action method="post" novalidate>
                    <input r#type="hidden" name="organisation" value=organisation/>
                    <input r#type="hidden" name="key" value=key/>
                    <Field words=field>
                        <TextArea id="testo" name="text" value=text rows=8 described_by=described_by invalid=invalid/>
                    </Field>
                    <button class="btn btn-outline-primary" r#type="submit" name="action" value="ask">
                        {say!(locale, readiness.ask.send)}
                    </button>
                </form>
            </section>
        }
    })
}
