// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Ending a thread with its conclusions, and letting it go on.

use domain::Locale;
use domain::policy::{Act, ThreadState};
use leptos::prelude::*;
use portal::talking::ThreadPage;

use super::sheet::Sheet;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::forms::{Field, FieldWords};
use crate::ssr::parts::raw::TextArea;

/// The form, for who may lead the thread.
pub(super) fn closing(locale: Locale, value: &ThreadPage, sheet: &Sheet) -> Option<AnyView> {
    if !value.may(Act::Chair) {
        return None;
    }
    let action = paths::thread_page(locale, &value.line.address, value.page);
    match value.line.state {
        ThreadState::Open => Some(close(locale, action, value, sheet)),
        ThreadState::Closed => Some(
            view! {
                <form class="no-print" action=action method="post">
                    <button class="btn btn-outline-primary" r#type="submit" name="action" value="reopen">
                        {say!(locale, threads.close.reopen)}
                    </button>
                </form>
            }
            .into_any(),
        ),
        ThreadState::Locked | ThreadState::Merged => None,
    }
}

fn close(locale: Locale, action: String, value: &ThreadPage, sheet: &Sheet) -> AnyView {
    let problem = sheet.problem(&["conclusions"]);
    let words = FieldWords {
        id: "conclusioni",
        label: say!(locale, threads.close.conclusions),
        help: Some(say!(locale, threads.close.conclusions_help)),
        problem,
    };
    let (described_by, invalid) = (words.described_by().unwrap_or_default(), problem.is_some());
    let text = match sheet.value("action", "").as_str() {
        "close" => sheet.value("conclusions", ""),
        _ => value.conclusions_typed.clone(),
    };
    view! {
        <details class="no-print thread-closing" open=invalid>
            <summary>{say!(locale, threads.close.open)}</summary>
            <form class="measure" action=action method="post" novalidate>
                <p>{say!(locale, threads.close.help)}</p>
                <Field words>
                    <TextArea
                        id="conclusioni" name="conclusions" value=text rows=5 described_by=described_by invalid=invalid
                    />
                </Field>
                <button class="btn btn-outline-primary" r#type="submit" name="action" value="close">
                    {say!(locale, threads.close.send)}
                </button>
            </form>
        </details>
    }
    .into_any()
}
