// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A mail as it is sent, with its links to follow from here.

use domain::{Locale, SafePath};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use portal::people::{MailLine, MailState};

use super::Area;
use super::mails::State;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::mails::mail;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::numbers;
use crate::ssr::render::asked;

/// A mail.
#[component]
pub fn MailPage() -> impl IntoView {
    let asked = asked();
    let id = use_params_map().read_untracked().get("id").unwrap_or_default();
    Suspend::new(async move {
        match asked.portal.mail(&asked.here.viewer, &id).await {
            Ok(line) => view! { <Mail line/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

#[component]
fn Mail(line: MailLine) -> impl IntoView {
    let asked = asked();
    let locale = asked.here.locale;
    let trail = vec![(say!(locale, administration.menu.mails).to_owned(), paths::mails(locale))];
    let letter = line.content.as_ref().map(|content| mail(content, line.locale, &asked.site));
    let title = letter.as_ref().map(|letter| letter.subject.clone());
    let title = title.unwrap_or_else(|| say!(locale, administration.mails.forgotten).to_owned());
    let text = match letter {
        Some(letter) => view! { <Text text=letter.text language=line.locale/> }.into_any(),
        None => view! { <p class="measure">{say!(locale, administration.mails.forgotten_text)}</p> }.into_any(),
    };
    view! {
        <Area title trail>
            <Facts line=line.clone()/>
            {text}
            <Again line/>
        </Area>
    }
}

/// The text as it is sent, in the language of who gets it.
#[component]
fn Text(text: String, language: Locale) -> impl IntoView {
    let asked = asked();
    let locale = asked.here.locale;
    let lang = (language != locale).then(|| language.code());
    let pieces = pieces(&text, &asked.site.base_url).into_iter().map(|piece| match piece {
        Piece::Text(text) => text.into_any(),
        Piece::Link { shown, path } => view! { <a href=path>{shown}</a> }.into_any(),
    });
    let pieces = pieces.collect_view();
    view! {
        <h2 class="h3" id="testo">{say!(locale, administration.mails.text)}</h2>
        <pre class="letter" lang=lang tabindex="0" role="group" aria-labelledby="testo">{pieces}</pre>
    }
}

#[component]
fn Facts(line: MailLine) -> impl IntoView {
    let locale = asked().here.locale;
    let problem = line.problem.map(|problem| {
        view! { <div><dt>{say!(locale, administration.mails.problem)}</dt><dd><bdi>{problem}</bdi></dd></div> }
    });
    view! {
        <dl class="facts account-facts">
            <div><dt>{say!(locale, administration.mails.recipient)}</dt><dd><bdi>{line.recipient}</bdi></dd></div>
            <div><dt>{say!(locale, administration.mails.at)}</dt><dd>{numbers::time(locale, line.at.as_second())}</dd></div>
            <div><dt>{say!(locale, administration.mails.state)}</dt><dd><State state=line.state/></dd></div>
            <div><dt>{say!(locale, administration.mails.tries)}</dt><dd>{line.tries}</dd></div>
            {problem}
        </dl>
    }
}

/// Sending a mail again that was given up; what was sent is not kept.
#[component]
fn Again(line: MailLine) -> impl IntoView {
    let locale = asked().here.locale;
    match line.state {
        MailState::Waiting => return view! { <p>{say!(locale, administration.mails.waits)}</p> }.into_any(),
        MailState::Sent => return ().into_any(),
        MailState::Failed => {}
    }
    view! {
        <form class="deed measure" action=paths::mail(locale, &line.id) method="post" novalidate>
            <input r#type="hidden" name="action" value="again"/>
            <p>{say!(locale, administration.mails.again_failed)}</p>
            <button class="btn btn-primary" r#type="submit">{say!(locale, administration.mails.again)}</button>
        </form>
    }
    .into_any()
}

/// A piece of a mail's text.
#[derive(Debug, PartialEq, Eq)]
enum Piece {
    /// Words.
    Text(String),
    /// An address of this portal, and the path below which it is found wherever the portal is reached.
    Link { shown: String, path: String },
}

/// Parts a mail's text at the addresses of this portal; all others stay text.
fn pieces(text: &str, base_url: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = text;
    let mut words = String::new();
    while let Some(start) = rest.find(base_url).filter(|_| !base_url.is_empty()) {
        let (before, from) = rest.split_at(start);
        words.push_str(before);
        let end = from.find(|c: char| c.is_whitespace() || "<>\"()".contains(c)).unwrap_or(from.len());
        let (address, after) = from.split_at(end);
        match SafePath::parse(&address[base_url.len()..]) {
            Some(path) => {
                pieces.push(Piece::Text(std::mem::take(&mut words)));
                pieces.push(Piece::Link { shown: address.to_owned(), path: path.to_string() });
            }
            None => words.push_str(address),
        }
        rest = after;
    }
    words.push_str(rest);
    pieces.push(Piece::Text(words));
    pieces.retain(|piece| *piece != Piece::Text(String::new()));
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "https://innesto.example";

    #[test]
    fn addresses_of_this_portal_become_links_and_all_others_stay_text() {
        let text = "Ciao,\nhttps://innesto.example/conferma/AbC\nda https://altrove.example/x";
        let link =
            Piece::Link { shown: "https://innesto.example/conferma/AbC".to_owned(), path: "/conferma/AbC".to_owned() };
        let expected =
            [Piece::Text("Ciao,\n".to_owned()), link, Piece::Text("\nda https://altrove.example/x".to_owned())];
        assert_eq!(pieces(text, BASE), expected);
    }

    #[test]
    fn an_address_that_only_begins_like_ours_is_no_link() {
        for address in [
            "https://innesto.example.evil.example/x",
            "https://innesto.example//evil.example",
            "https://innesto.example@evil.example/",
        ] {
            assert_eq!(pieces(address, BASE), [Piece::Text(address.to_owned())]);
        }
        assert_eq!(pieces("nothing", ""), [Piece::Text("nothing".to_owned())]);
    }
}
