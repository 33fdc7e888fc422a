// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Legal notes, privacy and accessibility. They say what this version does: a change of what is kept changes them.

use leptos::prelude::*;

use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::crumbs::Crumbs;
use crate::ssr::parts::head::Head;
use crate::ssr::render::{Owner, asked};

/// The licence of what is published here.
const CC_BY: (&str, &str) =
    ("https://creativecommons.org/licenses/by/4.0/deed.it", "https://creativecommons.org/licenses/by/4.0/deed.en");

/// Licence of the contents, and who answers for them.
#[component]
pub fn LegalNotesPage() -> impl IntoView {
    let asked = asked();
    let locale = asked.here.locale;
    let licence = if locale == domain::Locale::Italian { CC_BY.0 } else { CC_BY.1 };
    let source = asked.site.owner.repository_url.clone();
    let source =
        (!source.is_empty()).then(|| view! { <p><a href=source>{say!(locale, legal.notes.program_link)}</a></p> });
    view! {
        <Document title=say!(locale, legal.notes.title) summary=say!(locale, legal.notes.summary)>
            <section data-element="legal-notes-section">
                <h2>{say!(locale, legal.notes.licence_title)}</h2>
                <p data-element="legal-notes-body">{say!(locale, legal.notes.licence_text)}</p>
                <p>{say!(locale, legal.notes.licence_meaning)}</p>
                <p><a href=licence rel="license">{say!(locale, legal.notes.licence_link)}</a></p>
            </section>
            <Part title=say!(locale, legal.notes.other_title) text=say!(locale, legal.notes.other_text)/>
            <Part title=say!(locale, legal.notes.answer_title) text=say!(locale, legal.notes.answer_text)/>
            <Part title=say!(locale, legal.notes.terms_title) text=say!(locale, legal.notes.terms_text)/>
            <Part title=say!(locale, legal.notes.talk_title) text=say!(locale, legal.notes.talk_text)/>
            <section>
                <h2>{say!(locale, legal.notes.demo_title)}</h2>
                <p>{say!(locale, legal.notes.demo_text)}</p>
                <p><a href=paths::help_page(locale, "dati-dimostrativi")>{say!(locale, legal.notes.demo_link)}</a></p>
            </section>
            <Part title=say!(locale, legal.notes.links_title) text=say!(locale, legal.notes.links_text)/>
            <section>
                <h2>{say!(locale, legal.notes.program_title)}</h2>
                <p>{say!(locale, legal.notes.program_text)}</p>
                {source}
            </section>
        </Document>
    }
}

/// Which personal data is kept, and why.
#[component]
pub fn PrivacyPage() -> impl IntoView {
    let locale = asked().here.locale;
    view! {
        <Document title=say!(locale, legal.privacy.title) summary=say!(locale, legal.privacy.summary)>
            <p>{say!(locale, legal.privacy.lead)}</p>
            <section>
                <h2>{say!(locale, legal.privacy.controller_title)}</h2>
                <p>{say!(locale, legal.privacy.controller_text)}</p>
                <Contacts/>
            </section>
            <Part title=say!(locale, legal.privacy.visit_title) text=say!(locale, legal.privacy.visit_text)/>
            <Part title=say!(locale, legal.privacy.logs_title) text=say!(locale, legal.privacy.logs_text)/>
            <section>
                <h2>{say!(locale, legal.privacy.account_title)}</h2>
                <p>{say!(locale, legal.privacy.account_text)}</p>
                <p>{say!(locale, legal.privacy.account_sessions)}</p>
                <p>{say!(locale, legal.privacy.account_audit)}</p>
            </section>
            <Part title=say!(locale, legal.privacy.writing_title) text=say!(locale, legal.privacy.writing_text)/>
            <Part title=say!(locale, legal.privacy.contact_title) text=say!(locale, legal.privacy.contact_text)/>
            <Part title=say!(locale, legal.privacy.notices_title) text=say!(locale, legal.privacy.notices_text)/>
            <Part title=say!(locale, legal.privacy.moderation_title) text=say!(locale, legal.privacy.moderation_text)/>
            <Part title=say!(locale, legal.privacy.cookie_title) text=say!(locale, legal.privacy.cookie_text)/>
            <Part title=say!(locale, legal.privacy.correction_title) text=say!(locale, legal.privacy.correction_text)/>
            <Part title=say!(locale, legal.privacy.opinion_title) text=say!(locale, legal.privacy.opinion_text)/>
            <Part title=say!(locale, legal.privacy.keep_title) text=say!(locale, legal.privacy.keep_text)/>
            <Part title=say!(locale, legal.privacy.basis_title) text=say!(locale, legal.privacy.basis_text)/>
            <Part title=say!(locale, legal.privacy.rights_title) text=say!(locale, legal.privacy.rights_text)/>
        </Document>
    }
}

/// How the portal can be used by everybody, and how to say where it can't.
#[component]
pub fn AccessibilityPage() -> impl IntoView {
    let asked = asked();
    let locale = asked.here.locale;
    let declaration = asked.site.owner.accessibility_url.clone();
    let declaration = if declaration.is_empty() {
        view! { <p>{say!(locale, legal.access.declaration_missing)}</p> }.into_any()
    } else {
        view! { <p><a href=declaration>{say!(locale, legal.access.declaration_link)}</a></p> }.into_any()
    };
    view! {
        <Document title=say!(locale, legal.access.title) summary=say!(locale, legal.access.summary)>
            <p>{say!(locale, legal.access.lead)}</p>
            <section>
                <h2>{say!(locale, legal.access.state_title)}</h2>
                <p>{say!(locale, legal.access.state_text)}</p>
                <p>
                    <a href=paths::help_page(locale, "accessibilita-e-tastiera")>{say!(locale, legal.access.help_link)}</a>
                </p>
            </section>
            <section>
                <h2>{say!(locale, legal.access.report_title)}</h2>
                <p>{say!(locale, legal.access.report_text)}</p>
                <Contacts/>
                <p>{say!(locale, legal.access.report_page)}</p>
            </section>
            <Part title=say!(locale, legal.access.after_title) text=say!(locale, legal.access.after_text)/>
            <section>
                <h2>{say!(locale, legal.access.declaration_title)}</h2>
                {declaration}
            </section>
        </Document>
    }
}

/// A page of text: where it stands, its title, its sections.
#[component]
fn Document(title: &'static str, summary: &'static str, children: Children) -> impl IntoView {
    view! {
        <Head title=title.to_owned() description=summary/>
        <Crumbs trail=Vec::new() here=title.to_owned()/>
        <div class="container py-4 pb-5">
            <h1>{title}</h1>
            <p class="lead measure">{summary}</p>
            <div class="reading mt-4">{children()}</div>
        </div>
    }
}

#[component]
fn Part(title: &'static str, text: &'static str) -> impl IntoView {
    view! {
        <section>
            <h2>{title}</h2>
            <p>{text}</p>
        </section>
    }
}

/// How to reach the body that runs the portal.
#[component]
fn Contacts() -> impl IntoView {
    let asked = asked();
    let locale = asked.here.locale;
    let Owner { name, address, email, pec, .. } = asked.site.owner.clone();
    let line = |text: String| (!text.is_empty()).then(|| view! { <li>{text}</li> });
    let mail = |label: &'static str, to: String| {
        (!to.is_empty()).then(|| view! { <li>{label} ": " <a href=format!("mailto:{to}")>{to.clone()}</a></li> })
    };
    if [&name, &address, &email, &pec].iter().all(|text| text.is_empty()) {
        return view! { <p>{say!(locale, common.owner_missing)}</p> }.into_any();
    }
    view! {
        <ul>
            {line(name)} {line(address)} {mail(say!(locale, common.email), email)} {mail("PEC", pec)}
        </ul>
    }
    .into_any()
}
