// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What a practice still lacks before it can be sent, and what a reviewer said: each leads to its field.

use domain::Locale;
use domain::practice::writing::{Lack, Step, field};
use domain::revision::Remark;
use leptos::prelude::*;

use super::{faults, words};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::render::asked;

/// The address of a field in its step, where what is wanting is shown.
fn field_address(locale: Locale, uid: &str, step: Step, name: &str) -> String {
    format!("{}?verifica=1#{}", paths::step(locale, uid, step), words::anchor(name))
}

/// What is lacking, step by step.
#[component]
pub fn Checklist(
    /// The practice.
    uid: String,
    /// What it lacks.
    lacks: Vec<Lack>,
) -> impl IntoView {
    let locale = asked().here.locale;
    if lacks.is_empty() {
        return view! { <p>{say!(locale, writing.checklist.complete)}</p> }.into_any();
    }
    let groups = Step::ALL.iter().map(|step| {
        let lines = lacks.iter().filter(|lack| lack.step() == *step).map(|lack| {
            let address = field_address(locale, &uid, *step, lack.field);
            let words = faults::lack(locale, lack);
            view! { <li><a href=address>{words::label(locale, lack.field)}</a> ": " {words}</li> }
        });
        let lines: Vec<_> = lines.collect();
        (!lines.is_empty()).then(|| {
            view! {
                <li>
                    <p class="checklist-step">{words::step(locale, *step)}</p>
                    <ul>{lines}</ul>
                </li>
            }
        })
    });
    let groups = groups.collect_view();
    view! {
        <p>{say!(locale, writing.checklist.wanting, count = lacks.len())}</p>
        <ul class="checklist">{groups}</ul>
    }
    .into_any()
}

/// Where a remark leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Leads {
    /// To the field, in the form of the practice with this identifier.
    ToField(String),
    /// Nowhere: it is only read.
    Nowhere,
}

/// What a reviewer said, field by field.
#[component]
pub fn Remarks(
    /// The remarks.
    remarks: Vec<Remark>,
    /// Where they lead.
    leads: Leads,
) -> impl IntoView {
    let locale = asked().here.locale;
    let lines = remarks.into_iter().map(|remark| {
        let label = words::label(locale, &remark.field);
        let head = match (&leads, field(&remark.field)) {
            (Leads::ToField(uid), Some(field)) => {
                let address = field_address(locale, uid, field.step, field.name);
                view! { <a href=address>{label}</a> }.into_any()
            }
            _ => view! { <span>{label}</span> }.into_any(),
        };
        view! {
            <li>
                <p class="remark-field">{head}</p>
                <p class="written" dir="auto">{remark.text}</p>
            </li>
        }
    });
    view! { <ul class="remarks">{lines.collect_view()}</ul> }
}
