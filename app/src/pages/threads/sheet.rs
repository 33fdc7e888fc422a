// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What stands in a form while somebody writes: what was typed, and what a step on the way has to show: a preview,
//! people to name, similar threads.

use domain::Locale;
use leptos::prelude::*;
use markdown::SafeHtml;
use portal::Error;
use portal::talking::{Named, ThreadLine, WrittenIn};

use super::words;
use crate::ssr::i18n::say;
use crate::ssr::parts::forms::{Field, FieldWords, Line, LineField};
use crate::ssr::parts::raw::{Rich, TextArea};
use crate::ssr::render::{Asked, Refused};

/// A step of a form on the way, which sends nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// None.
    None,
    /// The text as readers will see it.
    Preview,
    /// People to name.
    People,
    /// One of them was chosen.
    Mention,
    /// Threads that resemble the title.
    Similar,
}

fn step(refused: &Refused) -> Step {
    if !refused.value("mention").is_empty() {
        return Step::Mention;
    }
    match refused.value("action").as_str() {
        "preview" => Step::Preview,
        "find" => Step::People,
        "similar" => Step::Similar,
        _ => Step::None,
    }
}

/// Whether a form took a step on the way, so that nothing is wrong with it.
pub(super) fn is_step(refused: &Refused) -> bool {
    refused.problems.is_empty() && step(refused) != Step::None
}

/// What stands in a form.
pub(super) struct Sheet {
    pub(super) locale: Locale,
    pub(super) refused: Option<Refused>,
    pub(super) step: Step,
    pub(super) people: Vec<Named>,
    pub(super) similar: Vec<ThreadLine>,
    preview: Option<SafeHtml>,
}

impl Sheet {
    /// The sheet of a request, with what its step asks of the portal.
    ///
    /// # Errors
    /// The portal cannot be asked. Who may not write sees a form without help.
    pub(super) async fn of(asked: &Asked, refused: Option<Refused>, within: &WrittenIn) -> Result<Self, Error> {
        let (portal, viewer, locale) = (&asked.portal, &asked.here.viewer, asked.here.locale);
        let taken = refused.as_ref().filter(|refused| is_step(refused)).map_or(Step::None, step);
        let value = |field: &str| refused.as_ref().map(|refused| refused.value(field)).unwrap_or_default();
        let people = match taken {
            Step::People | Step::Mention => {
                portal.people_to_name(viewer, within, &value("find")).await.unwrap_or_default()
            }
            _ => Vec::new(),
        };
        let preview = match taken {
            Step::Preview => Some(portal.preview(viewer, value("body")).await?),
            _ => None,
        };
        let similar = match taken {
            Step::Similar => portal.similar_threads(viewer, locale, &value("title")).await.unwrap_or_default(),
            _ => Vec::new(),
        };
        Ok(Self { locale, refused, step: taken, people, similar, preview })
    }

    /// The same where nothing was typed: another form of the page was sent.
    pub(super) fn without_typed(&self) -> Self {
        let (people, similar) = (Vec::new(), Vec::new());
        Self { locale: self.locale, refused: None, step: Step::None, people, similar, preview: None }
    }

    /// What was typed into a field; what else stands there where nothing was sent.
    pub(super) fn value(&self, field: &str, standing: &str) -> String {
        self.refused.as_ref().map_or_else(|| standing.to_owned(), |refused| refused.value(field))
    }

    /// The text: what was typed, with the person that was chosen to be named.
    pub(super) fn text(&self, standing: &str) -> String {
        let typed = self.value("body", standing);
        let chosen = self.value("mention", "");
        let named = self.people.iter().find(|one| self.step == Step::Mention && one.uid == chosen);
        match named {
            Some(named) if typed.is_empty() || typed.ends_with(char::is_whitespace) => {
                format!("{typed}{} ", named.mention())
            }
            Some(named) => format!("{typed} {} ", named.mention()),
            None => typed,
        }
    }

    /// The key by which what is sent twice is known; a key that was used for something else is not used again.
    pub(super) fn key(&self, fresh: &str) -> String {
        let kept = self.refused.as_ref().filter(|refused| refused.problem("key").is_none());
        let kept = kept.map(|refused| refused.value("key")).filter(|key| !key.is_empty());
        kept.unwrap_or_else(|| fresh.to_owned())
    }

    /// What is wrong with one of these fields, the first one first.
    pub(super) fn problem(&self, fields: &[&str]) -> Option<&'static str> {
        let refused = self.refused.as_ref()?;
        fields.iter().find_map(|field| refused.problem(field).map(|key| words::field(self.locale, field, key)))
    }

    /// The field of the title.
    pub(super) fn title_field(&self, standing: &str) -> impl IntoView + use<> {
        let words = FieldWords {
            id: "titolo",
            label: say!(self.locale, threads.begin_form.field_title),
            help: Some(say!(self.locale, threads.begin_form.title_help)),
            problem: self.problem(&["title"]),
        };
        let line = Line { name: "title", kind: "text", autocomplete: "off", longest: 300 };
        view! { <LineField words line value=self.value("title", standing)/> }
    }

    /// The field of the text, with its preview below it where that was asked for.
    pub(super) fn text_field(&self, label: &'static str, help: &'static str, standing: &str) -> impl IntoView + use<> {
        let problem = self.problem(&["body", "mentions", "links"]);
        let field = FieldWords { id: "testo", label, help: Some(help), problem };
        let (described_by, invalid) = (field.described_by().unwrap_or_default(), problem.is_some());
        let value = self.text(standing);
        let preview = self.preview.clone().map(|html| {
            view! {
                <section class="writing-preview" aria-labelledby="anteprima">
                    <h3 class="h5" id="anteprima">{say!(self.locale, threads.reply.preview_heading)}</h3>
                    <Rich html/>
                </section>
            }
        });
        view! {
            <Field words=field>
                <TextArea id="testo" name="body" value rows=8 described_by=described_by invalid=invalid/>
            </Field>
            {preview}
        }
    }

    /// The fields of a text that is changed. After a conflict the next sending replaces what is there now, which stands
    /// below.
    pub(super) fn edited_field(
        &self,
        (label, help): (&'static str, &'static str),
        standing: &str,
        version: u32,
    ) -> impl IntoView + use<> {
        let is_conflict = self.refused.as_ref().is_some_and(|refused| refused.problem("form") == Some("conflict"));
        let version = version.to_string();
        let version = if is_conflict { version } else { self.value("version", &version) };
        let present = is_conflict.then(|| {
            let text = standing.to_owned();
            view! {
                <section class="thread-note" aria-labelledby="adesso">
                    <h3 class="h5" id="adesso">{say!(self.locale, threads.edit.present)}</h3>
                    <p class="thread-present">{text}</p>
                </section>
            }
        });
        view! {
            <input r#type="hidden" name="version" value=version/>
            {self.text_field(label, help, standing)}
            {present}
        }
    }

    /// The buttons below a text: the preview, and what sends it.
    pub(super) fn buttons(&self, action: &'static str, words: &'static str) -> impl IntoView + use<> {
        view! {
            <div class="button-row mt-3">
                <button class="btn btn-outline-primary" r#type="submit" name="action" value="preview">
                    {say!(self.locale, threads.reply.preview)}
                </button>
                <button class="btn btn-primary" r#type="submit" name="action" value=action>
                    {words}
                </button>
            </div>
        }
    }
}
