// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The review of one practice: as readers will see it, what changed, the remarks, the decision.

mod decide;

use domain::Locale;
use domain::practice::writing::Move;
use domain::revision::RevisionAct;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use portal::documents::DocumentLine;
use portal::writing::{PracticeDesk, ReviewPage as Value};

use super::changes::{Changes, Sides};
use super::checklist::{Leads, Remarks};
use super::faults;
use super::frame::{Frame, Outcome, foreign};
use super::words;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::pages::practices::read::as_readers_see;
use crate::ssr::parts::document_words;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::named::Named;
use crate::ssr::parts::numbers;
use crate::ssr::render::asked;
use decide::Decide;

/// The review of a practice.
#[component]
pub fn ReviewPage() -> impl IntoView {
    let asked = asked();
    let uid = use_params_map().get_untracked().get("uid").unwrap_or_default();
    Suspend::new(async move {
        match asked.portal.review_page(&asked.here.viewer, asked.here.locale, &uid).await {
            Ok(value) => view! { <Review value/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

/// Whether a move is a decision of a reviewer.
fn decides(step: Move) -> bool {
    matches!(step, Move::RequestChanges | Move::Publish | Move::Reject | Move::Keep | Move::Archive)
}

#[component]
fn Review(value: Value) -> impl IntoView {
    let asked = asked();
    let locale = asked.here.locale;
    let Value { practice, desk, changed } = value;
    let trail = vec![(say!(locale, writing.reviews.title).to_owned(), paths::reviews(locale))];
    let title = say!(locale, writing.review.title, title = desk.title.clone());
    let (summary, language) = practice.practice.summary_for(locale);
    let (summary, lang) = (summary.to_owned(), foreign(language, locale));
    let moves: Vec<Move> = desk.moves.iter().copied().filter(|step| decides(*step)).collect();
    let documents = practice.documents.clone();
    let changed = desk.revision_of.is_some().then(|| view! { <Changed changed documents desk=desk.clone()/> });
    let decision = match moves.is_empty() {
        true => view! { <p class="measure">{say!(locale, writing.review.nothing)}</p> }.into_any(),
        false => view! { <Decide desk=desk.clone() moves/> }.into_any(),
    };
    let seen = as_readers_see(practice, locale, asked.site.base_url.clone());
    view! {
        <Frame title trail outcome=Outcome::here()>
            <p class="lead measure" lang=lang>{summary}</p>
            <Standing desk/>
            {changed}
            <div class="writing-section reviewed">
                <h2>{say!(locale, writing.review.seen)}</h2>
                {seen}
            </div>
            <section class="writing-section" aria-labelledby="decisione">
                <h2 id="decisione">{say!(locale, writing.review.decision)}</h2>
                {decision}
            </section>
        </Frame>
    }
}

/// Where it stands, what it lacks, the remarks made before, and taking it on.
#[component]
fn Standing(desk: PracticeDesk) -> impl IntoView {
    let locale = asked().here.locale;
    let row = |name: &'static str, text: String| view! { <div><dt>{name}</dt><dd><bdi>{text}</bdi></dd></div> };
    let reviewer = desk.reviewer.clone().unwrap_or_else(|| say!(locale, writing.practice.nobody).to_owned());
    let owner = desk.owner.clone().unwrap_or_else(|| say!(locale, writing.practice.nobody).to_owned());
    let take = desk.moves.contains(&Move::Publish).then(|| view! { <Take uid=desk.uid.clone()/> });
    let lacks = desk.lacks.iter().map(|lack| {
        view! { <li>{words::label(locale, lack.field)} ": " {faults::lack(locale, lack)}</li> }
    });
    let lacks: Vec<_> = lacks.collect();
    let lacks = (!lacks.is_empty()).then(|| {
        view! {
            <h2 class="h4">{say!(locale, writing.review.lacks)}</h2>
            <ul>{lacks}</ul>
        }
    });
    let assess = desk.may_assess.then(|| {
        view! { <p><a href=paths::opinion(locale, &desk.uid)>{say!(locale, depth.opinions.give)}</a></p> }
    });
    let note = last_note(&desk);
    let note = note.map(|note| {
        view! {
            <h2 class="h5">{say!(locale, writing.review.authors_say)}</h2>
            <blockquote class="request-note" dir="auto">{note}</blockquote>
        }
    });
    let remarks = (!desk.remarks.is_empty()).then(|| {
        view! {
            <h2 class="h4">{say!(locale, writing.review.earlier)}</h2>
            <Remarks remarks=desk.remarks.clone() leads=Leads::Nowhere/>
        }
    });
    view! {
        <dl class="facts account-facts">
            {row(say!(locale, writing.practice.stage), desk.stage.name(locale).to_owned())}
            {row(say!(locale, writing.practice.owner), owner)}
            {row(say!(locale, writing.practice.reviewer), reviewer)}
            {row(say!(locale, writing.practice.changed), numbers::time(locale, desk.updated_at))}
        </dl>
        {note}
        {take}
        {lacks}
        {remarks}
        <p><a href=paths::practice_desk(locale, &desk.uid)>{say!(locale, writing.review.desk)}</a></p>
        {assess}
    }
}

/// What its authors said when they sent it, or asked to take it out.
fn last_note(desk: &PracticeDesk) -> Option<String> {
    let asks = |act: RevisionAct| matches!(act, RevisionAct::Submitted | RevisionAct::DeletionRequested);
    let asked = desk.history.iter().filter(|line| asks(line.act)).max_by_key(|line| line.number);
    asked.and_then(|line| line.note.clone())
}

#[component]
fn Take(uid: String) -> impl IntoView {
    let locale = asked().here.locale;
    view! {
        <form class="deed measure" action=paths::review(locale, &uid) method="post" novalidate>
            <input r#type="hidden" name="action" value="take"/>
            <p>{say!(locale, writing.review.take_text)}</p>
            <button class="btn btn-outline-primary" r#type="submit">{say!(locale, writing.review.take)}</button>
        </form>
    }
}

/// What is new against the published practice.
#[component]
fn Changed(
    changed: Vec<portal::writing::FieldChange>,
    documents: Vec<DocumentLine>,
    desk: PracticeDesk,
) -> impl IntoView {
    let locale = asked().here.locale;
    let sides = sides(locale, &desk);
    let lines = documents.iter().filter_map(|line| {
        let words = document_words::renewal(locale, line)?;
        Some(view! { <li><bdi>{line.title.clone()}</bdi> ": " {words}</li> })
    });
    let lines: Vec<_> = lines.collect();
    let texts = (!changed.is_empty() || lines.is_empty()).then(|| view! { <Changes changed sides/> });
    let lines = (!lines.is_empty()).then(|| {
        view! {
            <h3>{say!(locale, documents.changed)}</h3>
            <ul>{lines}</ul>
        }
    });
    view! {
        <section class="writing-section" aria-labelledby="che-cosa-cambia">
            <h2 id="che-cosa-cambia">{say!(locale, writing.review.changed)}</h2>
            {texts}
            {lines}
        </section>
    }
}

fn sides(locale: Locale, desk: &PracticeDesk) -> Sides {
    Sides {
        before: say!(locale, writing.review.before).to_owned(),
        after: say!(locale, writing.review.after).to_owned(),
        language: Some(desk.language),
    }
}
