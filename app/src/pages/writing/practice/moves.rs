// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What leads the practice on: one small form for each move that the viewer may make now.

use domain::practice::writing::{Move, Step};
use leptos::prelude::*;
use portal::writing::PracticeDesk;

use super::super::frame::note_id;
use super::super::{faults, states};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::pages::writing::guide::{Around, Framed};
use crate::ssr::parts::raw::TextArea;
use crate::ssr::render::{Refused, asked};

/// How a move is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// On the last step of the form, where licence and consent are.
    LastStep,
    /// On the page of the review.
    Review,
    /// By a button alone.
    Button,
    /// By a button behind a disclosure, since it takes something away.
    Sure,
    /// By a button, after a reason was given.
    Reason,
}

fn way(step: Move) -> Way {
    match step {
        Move::Submit => Way::LastStep,
        Move::RequestChanges | Move::Publish | Move::Reject | Move::Keep => Way::Review,
        Move::Withdraw | Move::PutBack | Move::Restore => Way::Button,
        Move::Delete => Way::Sure,
        Move::Archive | Move::RequestDeletion => Way::Reason,
    }
}

/// The moves, and opening a revision; nothing where the viewer may do nothing.
#[component]
pub fn Moves(
    /// The practice.
    value: PracticeDesk,
) -> impl IntoView {
    let locale = asked().here.locale;
    let (uid, version) = (value.uid.clone(), value.version);
    let reviews = value.moves.iter().any(|step| way(*step) == Way::Review);
    // While a decision on it waits, archiving is part of that decision.
    let own = value.moves.iter().copied().filter(|step| way(*step) != Way::Review);
    let own: Vec<Move> = own.filter(|step| !(reviews && *step == Move::Archive)).collect();
    let revision = value.may_open_revision && value.revision.is_none();
    if own.is_empty() && !reviews && !revision {
        return ().into_any();
    }
    let forms = own.into_iter().map(|step| view! { <Deed uid=uid.clone() version step/> }).collect_view();
    let review = reviews.then(|| {
        view! {
            <p><a class="btn btn-primary" href=paths::review(locale, &uid)>{say!(locale, writing.practice.review)}</a></p>
        }
    });
    let revision = revision.then(|| view! { <OpenRevision uid=uid.clone()/> });
    view! {
        <section class="writing-section" aria-labelledby="mosse">
            <h2 id="mosse">{say!(locale, writing.practice.moves)}</h2>
            {review}
            {forms}
            {revision}
        </section>
    }
    .into_any()
}

#[component]
fn Deed(uid: String, version: i64, step: Move) -> impl IntoView {
    let locale = asked().here.locale;
    let meaning = states::meaning(locale, step);
    let button = states::button(locale, step);
    match way(step) {
        Way::LastStep => {
            let address = paths::step(locale, &uid, Step::Send);
            view! {
                <div class="deed measure">
                    <p>{meaning}</p>
                    <a class="btn btn-primary" href=address>{say!(locale, writing.practice.to_last_step)}</a>
                </div>
            }
            .into_any()
        }
        Way::Review | Way::Button => view! {
            <MoveForm uid version step>
                <p>{meaning}</p>
                <button class="btn btn-outline-primary" r#type="submit">{button}</button>
            </MoveForm>
        }
        .into_any(),
        Way::Sure => view! {
            <details class="disclosed">
                <summary>{button}</summary>
                <div class="disclosed-body">
                    <MoveForm uid version step>
                        <p>{meaning}</p>
                        <button class="btn btn-danger" r#type="submit">{say!(locale, writing.practice.delete_sure)}</button>
                    </MoveForm>
                </div>
            </details>
        }
        .into_any(),
        Way::Reason => view! { <WithReason uid version step/> }.into_any(),
    }
}

/// The form of a move.
#[component]
fn MoveForm(uid: String, version: i64, step: Move, children: Children) -> impl IntoView {
    let locale = asked().here.locale;
    view! {
        <form class="deed measure" action=paths::practice_desk(locale, &uid) method="post" novalidate>
            <input r#type="hidden" name="action" value="move"/>
            <input r#type="hidden" name="step" value=step.code()/>
            <input r#type="hidden" name="version" value=version.to_string()/>
            {children()}
        </form>
    }
}

/// A move of which the others are told why.
#[component]
fn WithReason(uid: String, version: i64, step: Move) -> impl IntoView {
    let locale = asked().here.locale;
    let refused = use_context::<Refused>().filter(|refused| refused.value("step") == step.code());
    let key = refused.as_ref().and_then(|refused| refused.problem("note"));
    let around = Around {
        id: note_id(step),
        label: say!(locale, writing.practice.reason).to_owned(),
        help: say!(locale, writing.practice.reason_help).to_owned(),
        problem: key.map(|key| faults::refused(locale, "note", key)),
        ..Around::default()
    };
    let (id, invalid) = (around.id.clone(), around.problem.is_some());
    let described_by = around.described_by().unwrap_or_default();
    let open = refused.is_some();
    let value = refused.map(|refused| refused.value("note")).unwrap_or_default();
    view! {
        <details class="disclosed" open=open>
            <summary>{states::button(locale, step)}</summary>
            <div class="disclosed-body">
                <MoveForm uid version step>
                    <p>{states::meaning(locale, step)}</p>
                    <Framed around>
                        <TextArea id name="note" value rows=4 described_by invalid/>
                    </Framed>
                    <button class="btn btn-danger" r#type="submit">{states::button(locale, step)}</button>
                </MoveForm>
            </div>
        </details>
    }
}

/// A new version of a published practice.
#[component]
fn OpenRevision(uid: String) -> impl IntoView {
    let locale = asked().here.locale;
    view! {
        <form class="deed measure" action=paths::practice_desk(locale, &uid) method="post" novalidate>
            <input r#type="hidden" name="action" value="open_revision"/>
            <p>{say!(locale, writing.practice.open_text)}</p>
            <button class="btn btn-primary" r#type="submit">{say!(locale, writing.practice.open)}</button>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_move_that_asks_for_a_reason_here_has_room_for_it() {
        for step in Move::ALL.iter().filter(|step| step.needs_reason()) {
            assert!(matches!(way(*step), Way::Reason | Way::Review), "{step}");
        }
    }
}
