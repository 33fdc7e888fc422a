// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The form by which a moderator decides on a thread or a post.

use domain::Locale;
use domain::moderation::{ENTRY_NOTE_MAX, FlagReason, ModerationDeed};
use domain::policy::Standing;
use leptos::prelude::*;
use portal::moderating::SubjectPage as Value;

use super::words;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::forms::{Choice, Field, FieldWords, RadioFields, SelectField};
use crate::ssr::parts::named::Named;
use crate::ssr::parts::raw::TextArea;
use crate::ssr::render::{Refused, asked};

/// The longest word to an author, in characters.
const LONGEST: u32 = ENTRY_NOTE_MAX as u32;

/// What can be decided; nothing where that is nothing.
#[component]
pub(super) fn Decide(value: Value, refused: Refused) -> impl IntoView {
    let locale = asked().here.locale;
    let own = refused.value("action") == "decide";
    let refused = if own { refused } else { Refused::default() };
    let problem = |field: &str| refused.problem(field).map(|key| words::field(locale, field, key));
    let standing = value.standing;
    let choices = value.deeds.iter().map(|deed| choice(locale, *deed, standing)).collect::<Vec<_>>();
    let any = !choices.is_empty();
    let deed = FieldWords {
        id: "decisione",
        label: say!(locale, moderation.decide.deed),
        help: None,
        problem: problem("deed"),
    };
    let reasons = std::iter::once(Choice::new("", say!(locale, moderation.decide.no_reason)));
    let reasons = reasons.chain(FlagReason::ALL.iter().map(|one| Choice::new(one.code(), one.name(locale)))).collect();
    let reason =
        FieldWords { id: "causa", label: say!(locale, moderation.flag.reason), help: None, problem: problem("reason") };
    any.then(|| {
        view! {
            <section aria-labelledby="decidere">
                <h2 id="decidere">{say!(locale, moderation.decide.title)}</h2>
                <form class="measure" action=paths::moderate(locale, &value.subject) method="post" novalidate>
                    <input r#type="hidden" name="seen" value=value.seen.clone()/>
                    <RadioFields words=deed name="deed" choices chosen=refused.value("deed")/>
                    <SelectField words=reason name="reason" choices=reasons chosen=refused.value("reason")/>
                    <NoteField id="nota" refused=refused.clone()/>
                    <button class="btn btn-primary" r#type="submit" name="action" value="decide">
                        {say!(locale, moderation.decide.send)}
                    </button>
                </form>
            </section>
        }
    })
}

/// What is told to the author.
#[component]
pub(super) fn NoteField(
    /// The `id` of the field.
    id: &'static str,
    /// The form that was refused, where it was this one.
    refused: Refused,
) -> impl IntoView {
    let locale = asked().here.locale;
    let words = FieldWords {
        id,
        label: say!(locale, moderation.decide.note),
        help: Some(say!(locale, moderation.decide.note_help)),
        problem: refused.problem("note").map(|key| words::field(locale, "note_to_author", key)),
    };
    let (described_by, invalid) = (words.described_by().unwrap_or_default(), words.problem.is_some());
    view! {
        <Field words>
            <TextArea
                id=id
                name="note"
                value=refused.value("note")
                rows=4
                maxlength=LONGEST
                described_by=described_by
                invalid=invalid
            />
        </Field>
    }
}

/// A decision, in words: to leave what is shown is another thing than to show what was hidden.
fn choice(locale: Locale, deed: ModerationDeed, standing: Standing) -> Choice {
    let words = match deed {
        ModerationDeed::LetOut => say!(locale, moderation.deed.let_out),
        ModerationDeed::Shown if standing == Standing::Visible => say!(locale, moderation.deed.keep),
        ModerationDeed::Shown => say!(locale, moderation.deed.show),
        ModerationDeed::Hidden if standing == Standing::Queued => say!(locale, moderation.deed.refuse),
        ModerationDeed::Hidden if standing == Standing::Hidden => say!(locale, moderation.deed.leave_hidden),
        ModerationDeed::Hidden => say!(locale, moderation.deed.hide),
        ModerationDeed::Locked => say!(locale, moderation.deed.lock),
        ModerationDeed::Unlocked => say!(locale, moderation.deed.unlock),
        ModerationDeed::Pinned => say!(locale, moderation.deed.pin),
        ModerationDeed::Unpinned => say!(locale, moderation.deed.unpin),
        other => other.name(locale),
    };
    Choice::new(deed.code(), words)
}
