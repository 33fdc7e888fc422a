// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Every address of the portal, made in one place for pages, feeds and mails.

mod administration;
mod adverts;
mod collections;
mod communities;
mod files;
mod flows;
mod matching;
mod moderating;
mod notices;
pub mod saved;
mod threads;
mod transfer;
mod twinnings;
mod writing;

use domain::Locale;

pub use administration::{
    account, accounts, administration, audit, invitations, mail, mails, organisation_queue, reader_messages, settings,
};
pub use adverts::{
    advert, advert_feed, advert_form, advert_json, adverts, adverts_of, ask_owner, begin_advert, contact, contacts,
    flagged, twinning_from_contact,
};
pub use collections::{collect, collection, collections};
pub use communities::{begin_community, communities, community, community_form, community_people};
pub use files::{document_file, document_version};
pub use flows::{agreements, agreements_csv, flows, map, seek_on};
pub use matching::{matches, propose_twinning_over, readiness, seekers};
pub use moderating::{flag, moderate, moderate_thread, moderation_log, moderation_numbers, place_at, thread_at};
pub use notices::{notice_choices, notices, watch};
pub use threads::{
    Quoting, ask_in_thread, begin_thread, own_threads, post, post_document_upload, post_form, post_history, post_id,
    post_json, posts_feed, reply_to, thread, thread_feed, thread_form, thread_json, thread_page, thread_place, threads,
    threads_of, within_thread,
};
pub use transfer::{
    adoption, adoption_by, adoption_named, testimonial, twinning, twinning_feed, twinning_json, twinnings,
};
pub use twinnings::{
    propose_twinning, propose_twinning_for, propose_twinning_of, twinning_calendar, twinning_calendar_file,
    twinning_desk, twinning_document_upload, twinning_documents, twinning_events, twinning_part, twinning_part_of,
    twinning_plan, twinning_step, twinning_testimonial,
};
pub use writing::{
    begin_practice, bring_list, decided, desk, document_changes, document_upload, invitation, list, list_left_out,
    list_upload, opinion, practice_desk, review, reviews, step, step_of, testimonials, versions,
};

/// An address below the root, in a language: `/pratiche`, `/en/pratiche`.
fn at(locale: Locale, rest: &str) -> String {
    match (locale, rest) {
        (Locale::Italian, rest) => rest.to_owned(),
        (Locale::English, "/") => "/en".to_owned(),
        (Locale::English, rest) => format!("/en{rest}"),
    }
}

/// Splits an address into its language and the address as in Italian.
pub fn split(path: &str) -> (Locale, &str) {
    match path.strip_prefix("/en") {
        Some("") => (Locale::English, "/"),
        Some(rest) if rest.starts_with('/') => (Locale::English, rest),
        _ => (Locale::Italian, path),
    }
}

/// The same address (with its parameters) in another language.
pub fn in_locale(locale: Locale, path_and_query: &str) -> String {
    let (path, query) = path_and_query.split_once('?').unwrap_or((path_and_query, ""));
    let (_, rest) = split(path);
    let path = at(locale, rest);
    if query.is_empty() { path } else { format!("{path}?{query}") }
}

/// A page of a list, from 1, with what narrows it. What is absent or empty is left out, and so is the first page.
pub fn listed(path: String, filters: &[(&str, Option<&str>)], page: u32) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for &(name, value) in filters {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            query.append_pair(name, value);
        }
    }
    if page > 1 {
        query.append_pair("page", &page.to_string());
    }
    let query = query.finish();
    if query.is_empty() { path } else { format!("{path}?{query}") }
}

/// The home page.
pub fn home(locale: Locale) -> String {
    at(locale, "/")
}

/// The library of practices.
pub fn practices(locale: Locale) -> String {
    at(locale, "/pratiche")
}

/// A practice.
pub fn practice(locale: Locale, slug: &str) -> String {
    at(locale, &format!("/pratiche/{slug}"))
}

/// The form that asks the portal's editors to correct a practice.
pub fn correction(locale: Locale, slug: &str) -> String {
    at(locale, &format!("/pratiche/{slug}/correggi"))
}

/// Where one begins or ceases to follow a practice; takes posts only.
pub fn follow(locale: Locale, slug: &str) -> String {
    at(locale, &format!("/pratiche/{slug}/segui"))
}

/// A practice as a dossier for paper.
pub fn dossier(locale: Locale, slug: &str) -> String {
    at(locale, &format!("/pratiche/{slug}/dossier"))
}

/// A practice as a file of Markdown, for who may read it.
pub fn practice_markdown(locale: Locale, slug: &str) -> String {
    at(locale, &format!("/pratiche/{slug}/scarica.md"))
}

/// A practice as a file of JSON, for who may read it.
pub fn practice_file(locale: Locale, slug: &str) -> String {
    at(locale, &format!("/pratiche/{slug}/scarica.json"))
}

/// Practices side by side.
pub fn comparison(locale: Locale, slugs: &[&str]) -> String {
    with_practices(at(locale, "/confronta"), slugs)
}

/// The same as a table for spreadsheets.
pub fn comparison_csv(locale: Locale, slugs: &[&str]) -> String {
    with_practices(at(locale, "/confronta.csv"), slugs)
}

/// Slugs have neither commas nor anything else that an address would have to hide.
fn with_practices(path: String, slugs: &[&str]) -> String {
    if slugs.is_empty() { path } else { format!("{path}?p={}", slugs.join(",")) }
}

/// What did not work.
pub fn failures(locale: Locale) -> String {
    at(locale, "/cosa-non-ha-funzionato")
}

/// The answer to "was this page clear?".
pub fn feedback(locale: Locale) -> String {
    at(locale, "/valuta")
}

/// Searching.
pub fn search(locale: Locale) -> String {
    at(locale, "/cerca")
}

/// All organisations.
pub fn organisations(locale: Locale) -> String {
    at(locale, "/enti")
}

/// An organisation.
pub fn organisation(locale: Locale, slug: &str) -> String {
    at(locale, &format!("/enti/{slug}"))
}

/// All themes.
pub fn themes(locale: Locale) -> String {
    at(locale, "/temi")
}

/// A theme.
pub fn theme(locale: Locale, slug: &str) -> String {
    at(locale, &format!("/temi/{slug}"))
}

/// The help.
pub fn help(locale: Locale) -> String {
    at(locale, "/aiuto")
}

/// A page of the help.
pub fn help_page(locale: Locale, slug: &str) -> String {
    at(locale, &format!("/aiuto/{slug}"))
}

/// Legal notes.
pub fn legal_notes(locale: Locale) -> String {
    at(locale, "/note-legali")
}

/// The privacy notice.
pub fn privacy(locale: Locale) -> String {
    at(locale, "/privacy")
}

/// The accessibility page of the portal itself.
pub fn accessibility(locale: Locale) -> String {
    at(locale, "/accessibilita")
}

/// The list of all pages.
pub fn site_map(locale: Locale) -> String {
    at(locale, "/mappa-del-sito")
}

/// The feed of new practices.
pub fn feed(locale: Locale) -> String {
    at(locale, "/pratiche/feed")
}

/// Registering.
pub fn register(locale: Locale) -> String {
    at(locale, "/registrati")
}

/// Signing in.
pub fn sign_in(locale: Locale) -> String {
    at(locale, "/accedi")
}

/// Signing in, and from there back to an address of the portal.
pub fn sign_in_for(locale: Locale, next: &str) -> String {
    format!("{}?next={}", sign_in(locale), form_urlencoded::byte_serialize(next.as_bytes()).collect::<String>())
}

/// The second step of signing in: a code.
pub fn sign_in_code(locale: Locale) -> String {
    at(locale, "/accedi/codice")
}

/// Showing once more who one is, before an act of administration, and from there back to an address of the portal.
pub fn confirm_presence(locale: Locale, next: &str) -> String {
    let next: String = form_urlencoded::byte_serialize(next.as_bytes()).collect();
    format!("{}?next={next}", at(locale, "/accedi/conferma"))
}

/// Asking for a new password, or for another link to confirm an address.
pub fn recover(locale: Locale) -> String {
    at(locale, "/accedi/recupera")
}

/// Begins signing in at a provider of identities, by its name in the configuration.
pub fn provider(locale: Locale, name: &str) -> String {
    at(locale, &format!("/accedi/con/{name}"))
}

/// Where a provider sends people back to; the same in all languages, since it is registered there.
pub fn provider_return(name: &str) -> String {
    format!("/accedi/ritorno/{name}")
}

/// Where a link from a mail leads.
pub fn link(locale: Locale, token: &str) -> String {
    at(locale, &format!("/conferma/{token}"))
}

/// Signing out; takes posts only.
pub fn sign_out(locale: Locale) -> String {
    at(locale, "/esci")
}

/// The own profile.
pub fn profile(locale: Locale) -> String {
    at(locale, "/profilo")
}

/// Where another photo for the own profile is sent; takes posts only.
pub fn photo_form(locale: Locale) -> String {
    at(locale, "/profilo/immagine")
}

/// What others see of the own profile.
pub fn visibility(locale: Locale) -> String {
    at(locale, "/profilo/visibilita")
}

/// The organisations that one acts for.
pub fn memberships(locale: Locale) -> String {
    at(locale, "/profilo/enti")
}

/// Password, second factor, sessions, identities.
pub fn security(locale: Locale) -> String {
    at(locale, "/profilo/accesso")
}

/// The own data: a copy of it, and closing the account.
pub fn own_copy(locale: Locale) -> String {
    at(locale, "/profilo/dati")
}

/// The copy itself.
pub fn own_copy_file(locale: Locale) -> String {
    at(locale, "/profilo/dati/copia")
}

/// All members.
pub fn members(locale: Locale) -> String {
    at(locale, "/iscritti")
}

/// A member.
pub fn member(locale: Locale, uid: &str) -> String {
    at(locale, &format!("/iscritti/{uid}"))
}

/// A member's photo in one of its versions.
pub fn photo(uid: &str, version: i64) -> String {
    format!("/iscritti/{uid}/foto?v={version}")
}

/// The people of an organisation.
pub fn people(locale: Locale, slug: &str) -> String {
    at(locale, &format!("/enti/{slug}/persone"))
}

/// A practice as JSON.
pub fn practice_json(uid: &str) -> String {
    format!("/api/v1/practices/{uid}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_stands_before_the_same_address() {
        assert_eq!(practice(Locale::English, "trio"), "/en/pratiche/trio");
        assert_eq!(home(Locale::English), "/en");
        assert_eq!(split("/en/pratiche"), (Locale::English, "/pratiche"));
        assert_eq!(split("/enti"), (Locale::Italian, "/enti"));
    }

    #[test]
    fn a_comparison_names_its_practices_between_commas() {
        assert_eq!(comparison(Locale::Italian, &[]), "/confronta");
        assert_eq!(comparison(Locale::English, &["trio", "self"]), "/en/confronta?p=trio,self");
        assert_eq!(comparison_csv(Locale::Italian, &["trio"]), "/confronta.csv?p=trio");
    }

    #[test]
    fn an_address_changes_its_language_and_keeps_its_parameters() {
        assert_eq!(in_locale(Locale::English, "/cerca?q=nidi&region=09"), "/en/cerca?q=nidi&region=09");
        assert_eq!(in_locale(Locale::Italian, "/en"), "/");
        assert_eq!(in_locale(Locale::Italian, "/en/enti/x"), "/enti/x");
    }

    #[test]
    fn a_page_of_a_list_names_only_what_narrows_it() {
        let at = |filters: &[(&str, Option<&str>)], page| listed(members(Locale::English), filters, page);
        assert_eq!(at(&[], 1), "/en/iscritti");
        assert_eq!(at(&[("q", Some("")), ("region", None)], 0), "/en/iscritti");
        let filters = [("q", Some("Città & è+")), ("theme", None), ("region", Some("09"))];
        assert_eq!(at(&filters, 1), "/en/iscritti?q=Citt%C3%A0+%26+%C3%A8%2B&region=09");
        assert_eq!(at(&filters[1..], 3), "/en/iscritti?region=09&page=3");
        assert_eq!(at(&[], 2), "/en/iscritti?page=2");
    }
}
