// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The documents of a practice on their step, of a twinning on their page, or of a post on its own: those that are
//! there, and the form for one more. Each form is sent by itself, apart from the step's own.

use domain::Locale;
use domain::practice::Audience;
use leptos::prelude::*;
use portal::documents::{DocumentLine, Renewal};

use super::entries::{FileEntry, Filled, Line, Said, Unseen};
use super::sent::{Form, Sent, id_of, version_id};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::pages::writing::frame::Outcome;
use crate::ssr::parts::document_words;
use crate::ssr::parts::forms::Problem;
use crate::ssr::render::{Refused, asked};

/// Who may be named as readers of the documents of a practice.
const OF_PRACTICE: &[Audience] = &[Audience::Public, Audience::Members];
/// The same of a twinning.
const OF_TWINNING: &[Audience] = &[Audience::Public, Audience::Members, Audience::Parties];

/// The same of a post: all who read it.
const OF_POST: &[Audience] = &[Audience::Public];

/// The documents of something, and what became of the form that was sent last.
#[derive(Clone, Debug)]
pub struct Uploaded {
    /// Where a file is sent.
    upload: String,
    /// Where a document is changed or taken away.
    changes: String,
    /// What they are called.
    heading: &'static str,
    /// What stands above them.
    lead: &'static str,
    /// What is lost where another form of the page is sent.
    lost: &'static str,
    /// Who may be named as readers.
    readers: &'static [Audience],
    lines: Vec<DocumentLine>,
    /// The form that was refused, where one was.
    sent: Option<Sent>,
}

impl Uploaded {
    /// Those of a practice.
    pub fn of_practice(locale: Locale, uid: &str, lines: Vec<DocumentLine>) -> Self {
        Self {
            upload: paths::document_upload(locale, uid),
            changes: paths::document_changes(locale, uid),
            heading: say!(locale, documents.heading),
            lead: say!(locale, documents.lead),
            lost: say!(locale, documents.add_lost),
            readers: OF_PRACTICE,
            lines,
            sent: Sent::here(),
        }
    }

    /// Those of a twinning.
    pub fn of_twinning(locale: Locale, slug: &str, lines: Vec<DocumentLine>) -> Self {
        Self {
            upload: paths::twinning_document_upload(locale, slug),
            changes: paths::twinning_documents(locale, slug),
            heading: say!(locale, documents.heading),
            lead: say!(locale, documents.twinning_lead),
            lost: say!(locale, documents.add_lost_here),
            readers: OF_TWINNING,
            lines,
            sent: Sent::here(),
        }
    }

    /// Those of a post, with the form of its page that was refused, where one was.
    pub fn of_post(
        locale: Locale,
        (address, position): (&str, u32),
        lines: Vec<DocumentLine>,
        refused: Option<&Refused>,
    ) -> Self {
        Self {
            upload: paths::post_document_upload(locale, address, position),
            changes: paths::post_form(locale, address, position),
            heading: say!(locale, documents.post_heading),
            lead: say!(locale, documents.post_lead),
            lost: say!(locale, documents.add_lost_here),
            readers: OF_POST,
            lines,
            sent: Sent::of_documents(refused),
        }
    }

    /// What is to be mended and where each thing stands, where one of these forms was refused.
    pub fn wrong(&self) -> Option<Vec<(String, String)>> {
        match self.outcome() {
            Some(Outcome::Wrong(_, problems)) => Some(problems),
            _ => None,
        }
    }

    /// What is to be mended, where a form was refused.
    pub fn outcome(&self) -> Option<Outcome> {
        let locale = asked().here.locale;
        self.sent.as_ref().map(|sent| sent.outcome(locale, &self.lines))
    }

    /// The refused form, where it is this one.
    fn refused(&self, form: &Form) -> Option<Sent> {
        self.sent.clone().filter(|sent| sent.form == *form)
    }
}

/// The section of the documents.
#[component]
pub fn Uploads(
    /// What it shows.
    uploaded: Uploaded,
) -> impl IntoView {
    let locale = asked().here.locale;
    let list = if uploaded.lines.is_empty() {
        view! { <p>{say!(locale, documents.none)}</p> }.into_any()
    } else {
        let lines = uploaded.lines.iter().cloned().enumerate();
        let lines = lines.map(|(place, line)| {
            let number = place + 1;
            view! { <OneDocument uploaded=uploaded.clone() line number/> }
        });
        view! { <ul class="uploads">{lines.collect_view()}</ul> }.into_any()
    };
    let (address, readers) = (uploaded.upload.clone(), uploaded.readers);
    let filled = Filled::empty(locale, uploaded.refused(&Form::New));
    view! {
        <section class="writing-section upload-section" id="documenti" aria-labelledby="documenti-titolo">
            <h2 id="documenti-titolo">{uploaded.heading}</h2>
            <p class="measure">{uploaded.lead}</p>
            {list}
            <form class="upload-form" id="nuovo" action=address method="post" enctype="multipart/form-data" novalidate>
                <h3>{say!(locale, documents.add)}</h3>
                <Said filled=filled.clone() readers/>
                <Line filled=filled.clone() name="alt"/>
                <FileEntry filled/>
                <button class="btn btn-primary" r#type="submit">{say!(locale, documents.send)}</button>
                <p class="form-text">{uploaded.lost}</p>
            </form>
        </section>
    }
}

/// A document: what it is, whether its text was found, and its forms behind a disclosure.
#[component]
fn OneDocument(uploaded: Uploaded, line: DocumentLine, number: usize) -> impl IntoView {
    let locale = asked().here.locale;
    let id = id_of(number);
    let address = paths::document_file(&line.uid, &line.file_name);
    let facts = document_words::facts(locale, &line).join(" · ");
    let state = document_words::text_state(locale, line.text);
    let title = line.title.clone();
    let renewal = document_words::renewal(locale, &line);
    let renewal = renewal.map(|words| view! { <p class="desk-mark">{words}</p> });
    let is_kept = matches!(line.renewal, Some(Renewal::Changed | Renewal::Removed)) && line.may_edit;
    let keeping = is_kept.then(|| view! { <Keeping uploaded=uploaded.clone() line=line.clone()/> });
    let is_going = line.renewal == Some(Renewal::Removed);
    let forms = (line.may_edit && !is_going).then(|| {
        let open = uploaded.sent.as_ref().is_some_and(|sent| sent.document() == Some(line.uid.as_str()));
        view! {
            <details class="disclosed" open=open>
                <summary>
                    {say!(locale, documents.edit)}
                    <span class="visually-hidden">": " {line.title.clone()}</span>
                </summary>
                <div class="disclosed-body">
                    <Changing uploaded=uploaded.clone() line=line.clone() id=id.clone()/>
                    <NewVersion uploaded=uploaded.clone() line=line.clone() id=id.clone()/>
                    <Removing uploaded=uploaded.clone() line=line.clone()/>
                </div>
            </details>
        }
    });
    view! {
        <li id=id>
            <h3 class="upload-title"><a href=address><bdi>{title}</bdi></a></h3>
            <p class="document-facts">{facts}</p>
            <p class="document-facts">{state}</p>
            {renewal}
            {keeping}
            {forms}
        </li>
    }
}

/// What is said about a document.
#[component]
fn Changing(uploaded: Uploaded, line: DocumentLine, id: String) -> impl IntoView {
    let locale = asked().here.locale;
    let sent = uploaded.refused(&Form::Change(line.uid.clone()));
    let filled = Filled::of(&line, id, sent);
    let alt = line.is_image.then(|| view! { <Line filled=filled.clone() name="alt"/> });
    view! {
        <form class="upload-form" action=uploaded.changes.clone() method="post" novalidate>
            <h4>{say!(locale, documents.change.heading)}</h4>
            <input r#type="hidden" name="action" value="change"/>
            <input r#type="hidden" name="document" value=line.uid.clone()/>
            <Said filled=filled.clone() readers=uploaded.readers/>
            {alt}
            <button class="btn btn-outline-primary" r#type="submit">{say!(locale, documents.change.button)}</button>
        </form>
    }
}

/// Another file in its place; the ones before are kept.
#[component]
fn NewVersion(uploaded: Uploaded, line: DocumentLine, id: String) -> impl IntoView {
    let locale = asked().here.locale;
    let sent = uploaded.refused(&Form::Version(line.uid.clone()));
    let mut unseen = ["title", "kind", "licence", "language", "audience", "replaces"].into_iter();
    let problem = unseen.find_map(|field| sent.as_ref()?.problem(locale, field));
    let base = version_id(&id);
    let problem = problem.map(|problem| view! { <Problem id=format!("{base}-problem") problem/> });
    let filled = Filled::of(&line, base, sent);
    let address = uploaded.upload.clone();
    view! {
        <form class="upload-form" action=address method="post" enctype="multipart/form-data" novalidate>
            <h4>{say!(locale, documents.version.heading)}</h4>
            <p class="form-text">{say!(locale, documents.version.help)}</p>
            {problem}
            <input r#type="hidden" name="replaces" value=line.uid.clone()/>
            <Unseen filled=filled.clone()/>
            <Line filled=filled.clone() name="alt"/>
            <FileEntry filled/>
            <button class="btn btn-outline-primary" r#type="submit">{say!(locale, documents.version.button)}</button>
        </form>
    }
}

/// Leaving it as it is published: what waits for it goes.
#[component]
fn Keeping(uploaded: Uploaded, line: DocumentLine) -> impl IntoView {
    let locale = asked().here.locale;
    view! {
        <form action=uploaded.changes.clone() method="post" novalidate>
            <input r#type="hidden" name="action" value="keep"/>
            <input r#type="hidden" name="document" value=line.uid.clone()/>
            <button class="btn btn-outline-primary" r#type="submit">
                {say!(locale, documents.keep)}
                <span class="visually-hidden">": " {line.title.clone()}</span>
            </button>
        </form>
    }
}

/// Taking it away: asked twice, since nobody can take that back here, but of what readers have already.
#[component]
fn Removing(uploaded: Uploaded, line: DocumentLine) -> impl IntoView {
    let locale = asked().here.locale;
    let open = uploaded.refused(&Form::Removal(line.uid.clone())).is_some();
    let meaning = match line.renewal {
        Some(Renewal::Unchanged | Renewal::Changed) => say!(locale, documents.remove.meaning_published),
        _ => say!(locale, documents.remove.meaning),
    };
    view! {
        <details class="disclosed" open=open>
            <summary>{say!(locale, documents.remove.heading)}</summary>
            <div class="disclosed-body">
                <form action=uploaded.changes.clone() method="post" novalidate>
                    <input r#type="hidden" name="action" value="remove"/>
                    <input r#type="hidden" name="document" value=line.uid.clone()/>
                    <p>{meaning}</p>
                    <button class="btn btn-danger" r#type="submit">{say!(locale, documents.remove.button)}</button>
                </form>
            </div>
        </details>
    }
}
