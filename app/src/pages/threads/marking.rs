// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Saying what a post is for later readers: a decision, an open question, an action with who does it until when.

use domain::post::MarkKind;
use leptos::prelude::*;
use portal::talking::PostPage;

use super::sheet::Sheet;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::forms::{CheckField, Choice, FieldWords, Line, LineField, RadioFields, SelectField};
use crate::ssr::parts::named::Named;

/// The form of the mark.
pub(super) fn form(value: &PostPage, sheet: &Sheet) -> AnyView {
    let locale = sheet.locale;
    let mark = value.post.mark.as_ref();
    let is_sent = sheet.value("action", "") == "mark";
    let typed = |field: &str, standing: String| if is_sent { sheet.value(field, "") } else { standing };
    let kind = typed("kind", mark.map(|mark| mark.kind.code().to_owned()).unwrap_or_default());
    let due = typed("due", mark.and_then(|mark| mark.due).map(|due| due.to_string()).unwrap_or_default());
    let owner = typed("owner", value.owner.clone().unwrap_or_default());
    let planned = typed("plan", mark.filter(|mark| mark.planned).map(|_| "on".to_owned()).unwrap_or_default());
    let kinds = std::iter::once(Choice::new("", say!(locale, threads.post_page.mark_none)));
    let kinds: Vec<Choice> =
        kinds.chain(MarkKind::ALL.iter().map(|one| Choice::new(one.code(), one.name(locale)))).collect();
    let owners = std::iter::once(Choice::new("", say!(locale, writing.choose)));
    let owners: Vec<Choice> =
        owners.chain(value.owners.iter().map(|(uid, name)| Choice::new(uid.clone(), name.clone()))).collect();
    let field = |id: &'static str, name: &'static str, label: &'static str, help: Option<&'static str>| FieldWords {
        id,
        label,
        help,
        problem: sheet.problem(&[name]),
    };
    let kind_words = field("segno", "kind", say!(locale, threads.post_page.mark), None);
    let owner_words =
        field("chi", "owner", say!(locale, threads.post_page.owner), Some(say!(locale, threads.post_page.owner_help)));
    let due_words =
        field("entro", "due", say!(locale, threads.post_page.due), Some(say!(locale, threads.post_page.due_help)));
    let plan_words = field("piano", "plan", say!(locale, threads.post_page.plan), None);
    let line = Line { name: "due", kind: "text", autocomplete: "off", longest: 40 };
    let plan = value.plan_of.is_some().then(|| {
        view! { <CheckField words=plan_words name="plan" checked=!planned.is_empty()/> }
    });
    let action = paths::post_form(locale, &value.address, value.post.position);
    view! {
        <form class="measure mt-5" id="segna" action=action method="post" novalidate>
            <h2>{say!(locale, threads.post_acts.mark)}</h2>
            <RadioFields words=kind_words name="kind" choices=kinds chosen=kind/>
            <SelectField words=owner_words name="owner" choices=owners chosen=owner/>
            <LineField words=due_words line value=due/>
            {plan}
            <button class="btn btn-outline-primary" r#type="submit" name="action" value="mark">
                {say!(locale, threads.post_page.save_mark)}
            </button>
        </form>
    }
    .into_any()
}
