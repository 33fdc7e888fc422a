// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The words for what was done, and for what was refused, and where each field stands.

use domain::Locale;
use domain::practice::Audience;

use super::sheet::is_step;
use crate::ssr::i18n::say;
use crate::ssr::parts::desk_frame::{Wrong, wrong_or_whole};
use crate::ssr::render::Refused;

/// The order of the fields, as the forms have them.
const ORDER: [&str; 13] = [
    "title",
    "kind",
    "body",
    "mentions",
    "links",
    "audience",
    "writers",
    "owner",
    "due",
    "plan",
    "conclusions",
    "answers",
    "key",
];

/// The `id` of a field; what has none is the page as a whole.
pub(super) fn id(field: &str) -> &'static str {
    match field {
        "title" => "titolo",
        "kind" => "tipo",
        "body" | "mentions" | "links" => "testo",
        "audience" => "lettori",
        "writers" => "scrittori",
        "owner" => "chi",
        "due" => "entro",
        "plan" => "piano",
        "conclusions" => "conclusioni",
        _ => "contenuto",
    }
}

/// What is wrong with a field.
pub(super) fn field(locale: Locale, field: &str, key: &str) -> &'static str {
    match (field, key) {
        ("title", "missing") => say!(locale, threads.fault.title_missing),
        ("title", _) => say!(locale, threads.fault.title_length),
        ("body", "missing") => say!(locale, threads.fault.body_missing),
        ("body", "too_short") => say!(locale, threads.fault.body_short),
        ("body", _) => say!(locale, threads.fault.body_long),
        ("mentions", _) => say!(locale, threads.fault.mentions),
        ("links", _) => say!(locale, threads.fault.links),
        ("kind", _) => say!(locale, threads.fault.kind),
        ("audience", _) => say!(locale, threads.fault.audience),
        ("writers", _) => say!(locale, threads.fault.writers),
        ("answers", _) => say!(locale, threads.fault.answers),
        ("key", _) => say!(locale, threads.fault.key),
        ("conclusions", "missing") => say!(locale, threads.fault.conclusions_missing),
        ("conclusions", _) => say!(locale, threads.fault.conclusions_long),
        ("owner", "not_allowed") => say!(locale, threads.fault.owner_party),
        ("owner", _) => say!(locale, threads.fault.owner),
        ("due", _) => say!(locale, threads.fault.due),
        ("plan", "expired") => say!(locale, threads.fault.plan_over),
        ("plan", _) => say!(locale, threads.fault.plan),
        ("form", "conflict") => say!(locale, threads.fault.conflict),
        ("form", "expired") => say!(locale, threads.fault.expired),
        ("form", "wait") => say!(locale, threads.fault.silent),
        ("form", "not_allowed") => say!(locale, threads.fault.not_allowed),
        _ => say!(locale, writing.fault.gone),
    }
}

/// All that was refused, in the order of the form, each with its place; nothing where the form only took a step.
pub(super) fn wrong(locale: Locale, refused: Option<&Refused>) -> Wrong {
    let Some(refused) = refused.filter(|refused| !is_step(refused)) else { return Wrong::new() };
    let mut problems: Vec<&(String, String)> = refused.problems.iter().collect();
    problems.sort_by_key(|(name, _)| ORDER.iter().position(|field| field == name));
    let line = |(name, key): &&(String, String)| (id(name).to_owned(), field(locale, name, key).to_owned());
    wrong_or_whole(problems.iter().map(line), field(locale, "form", ""))
}

/// What was done.
pub(super) fn done(locale: Locale, code: &str) -> Option<&'static str> {
    Some(match code {
        "posted" => say!(locale, threads.done.posted),
        "waits" => say!(locale, threads.done.waits),
        "begun" => say!(locale, threads.done.begun),
        "begun_waits" => say!(locale, threads.done.begun_waits),
        "edited" => say!(locale, threads.done.edited),
        "edited_waits" => say!(locale, threads.done.edited_waits),
        "withdrawn" => say!(locale, threads.done.withdrawn),
        "accepted" => say!(locale, threads.done.accepted),
        "unaccepted" => say!(locale, threads.done.unaccepted),
        "marked" => say!(locale, threads.done.marked),
        "closed" => say!(locale, threads.done.closed),
        "reopened" => say!(locale, threads.done.reopened),
        "said" => say!(locale, threads.done.said),
        "document_added" => say!(locale, threads.done.document_added),
        "version_added" => say!(locale, documents.done.version_added),
        "document_changed" => say!(locale, documents.done.changed),
        "document_removed" => say!(locale, documents.done.removed),
        _ => return None,
    })
}

/// For whom a thread is.
pub(super) fn audience(locale: Locale, audience: Audience) -> &'static str {
    match audience {
        Audience::Public => say!(locale, threads.audience.public),
        Audience::Members => say!(locale, threads.audience.members),
        Audience::Community => say!(locale, threads.audience.community),
        Audience::Parties => say!(locale, threads.audience.parties),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_on_the_way_is_nothing_to_mend() {
        let typed = |action: &str| Refused { typed: vec![("action".to_owned(), action.to_owned())], problems: vec![] };
        assert!(wrong(Locale::Italian, Some(&typed("preview"))).is_empty());
        assert!(wrong(Locale::Italian, None).is_empty());
        assert_eq!(wrong(Locale::Italian, Some(&typed("reply")))[0].0, "contenuto");
    }

    #[test]
    fn what_was_refused_is_told_in_the_order_of_the_form() {
        let pair = |field: &str, key: &str| (field.to_owned(), key.to_owned());
        let problems = vec![pair("links", "too_long"), pair("title", "missing")];
        let refused = Refused { problems, ..Refused::default() };
        let places: Vec<_> = wrong(Locale::Italian, Some(&refused)).into_iter().map(|(id, _)| id).collect();
        assert_eq!(places, ["titolo", "testo"]);
    }
}
