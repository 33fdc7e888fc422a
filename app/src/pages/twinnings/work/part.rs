// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The form of a part of a twinning. Rows that are empty are left out when they are saved; there is always one more.

mod rows;
mod single;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use portal::twinnings::{TwinningPart, TwinningPartPage as Value};

use super::fields::{Sheet, hidden};
use super::frame::{About, WorkFrame};
use super::words;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::forms::Choice;
use crate::ssr::render::{Refused, asked};

/// The form of a part.
#[component]
pub fn TwinningPartFormPage() -> impl IntoView {
    let asked = asked();
    let parameters = use_params_map().get_untracked();
    let slug = parameters.get("slug").unwrap_or_default();
    let segment = parameters.get("part").unwrap_or_default();
    Suspend::new(async move {
        let part = paths::twinning_part_of(&segment).and_then(TwinningPart::from_code);
        let Some(part) = part else { return failed(&asked, &portal::Error::NotFound) };
        match asked.portal.twinning_part(&asked.here.viewer, asked.here.locale, &slug, part).await {
            Ok(value) => view! { <Part value/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

/// Values to choose, from pairs of identifier and name.
fn choices(pairs: &[(String, String)]) -> Vec<Choice> {
    pairs.iter().map(|(uid, name)| Choice::new(uid.clone(), name.clone())).collect()
}

#[component]
fn Part(value: Value) -> impl IntoView {
    let locale = asked().here.locale;
    let about = About { slug: value.slug.clone(), title: value.title.clone(), language: value.language };
    let sheet = Sheet::new(locale, value.typed.clone());
    // Over what somebody else saved nothing is saved before both were read.
    let conflict = use_context::<Refused>().is_some_and(|refused| refused.problem("form") == Some("conflict"));
    let others = conflict.then(|| {
        let address = paths::twinning_part(locale, &value.slug, value.part.code());
        view! { <p class="measure"><a href=address>{say!(locale, transfer_desk.part_page.others)}</a></p> }
    });
    let version = if conflict { value.version.to_string() } else { shown_version(&sheet, value.version) };
    let fields = match value.part {
        TwinningPart::Texts => single::texts(&sheet, &value),
        TwinningPart::Parties => rows::parties(&sheet, &value),
        TwinningPart::Models => rows::models(&sheet, &value),
        TwinningPart::Objectives => single::objectives(&sheet, &value),
        TwinningPart::Resources => single::resources(&sheet, &value),
        TwinningPart::Checks => single::checks(&sheet),
        TwinningPart::Agreements => rows::agreements(&sheet, &value),
        TwinningPart::Results => rows::results(&sheet),
    };
    view! {
        <WorkFrame heading=words::part(locale, value.part).to_owned() about=Some(about)>
            <Steps value=value.clone()/>
            {others}
            <form
                class="measure mt-4"
                action=paths::twinning_part(locale, &value.slug, value.part.code())
                method="post"
                novalidate
            >
                {hidden("version", version)}
                {fields}
                <p class="button-row">
                    <button class="btn btn-primary" r#type="submit" name="action" value="save">
                        {say!(locale, transfer_desk.part_page.save)}
                    </button>
                    <button class="btn btn-outline-primary" r#type="submit" name="action" value="more">
                        {say!(locale, transfer_desk.part_page.more)}
                    </button>
                </p>
            </form>
        </WorkFrame>
    }
}

/// What was typed goes on over the version that it was typed over.
fn shown_version(sheet: &Sheet, now: i64) -> String {
    Some(sheet.value("version")).filter(|typed| !typed.is_empty()).unwrap_or_else(|| now.to_string())
}

/// The other parts, and the desk.
#[component]
fn Steps(value: Value) -> impl IntoView {
    let locale = asked().here.locale;
    let parts = value.open.iter().map(|part| {
        let address = paths::twinning_part(locale, &value.slug, part.code());
        let here = (*part == value.part).then_some("page");
        view! { <li><a href=address aria-current=here>{words::part(locale, *part)}</a></li> }
    });
    let parts = parts.collect_view();
    view! {
        <nav aria-label=say!(locale, transfer_desk.part_page.parts)>
            <ul class="part-links">
                <li><a href=paths::twinning_desk(locale, &value.slug)>{say!(locale, transfer_desk.desk.title)}</a></li>
                {parts}
            </ul>
        </nav>
    }
}
