// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The log of moderation: who did what, when, and why.

use domain::Locale;
use domain::moderation::{ModerationDeed, SubjectKind};
use leptos::prelude::*;
use portal::moderating::{LogLine, LogRequest, ModerationLogPage};

use super::trail;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::desk_frame::DeskFrame;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::forms::Choice;
use crate::ssr::parts::lang_of;
use crate::ssr::parts::named::Named;
use crate::ssr::parts::narrow::NarrowBy;
use crate::ssr::parts::numbers;
use crate::ssr::parts::pager::{Pager, pages};
use crate::ssr::render::{Here, asked};

/// The log.
#[component]
pub fn LogPage() -> impl IntoView {
    let asked = asked();
    let request = request(&asked.here);
    Suspend::new(async move {
        match asked.portal.moderation_log(&asked.here.viewer, request).await {
            Ok(value) => view! { <Log value/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

/// What the address asks for; what is not understood is left out.
fn request(here: &Here) -> LogRequest {
    LogRequest {
        deed: here.parameter("deed").and_then(|code| ModerationDeed::from_code(&code)),
        page: here.parameter("page").and_then(|page| page.parse().ok()).unwrap_or(1),
    }
}

fn address(locale: Locale, request: LogRequest, page: u32) -> String {
    paths::listed(paths::moderation_log(locale), &[("deed", request.deed.map(ModerationDeed::code))], page)
}

#[component]
fn Log(value: ModerationLogPage) -> impl IntoView {
    let locale = asked().here.locale;
    let ModerationLogPage { request, total, per_page, lines } = value;
    let addresses = (1..=pages(total, per_page)).map(|page| address(locale, request, page)).collect::<Vec<_>>();
    let count = say!(locale, moderation.log.count, count = numbers::count(locale, total));
    let deeds = ModerationDeed::ALL.iter().map(|deed| Choice::new(deed.code(), deed.name(locale))).collect();
    let chosen = request.deed.map(|deed| deed.code().to_owned());
    let (label, any) = (say!(locale, moderation.log.deed), say!(locale, members.any));
    view! {
        <DeskFrame
            title=say!(locale, moderation.log.title).to_owned()
            trail=trail(locale)
            done=None
            wrong=Vec::new()
        >
            <p class="lead measure">{say!(locale, moderation.log.lead)}</p>
            <form action=paths::moderation_log(locale) method="get">
                <div class="narrow-row">
                    <NarrowBy name="deed" label any choices=deeds chosen/>
                </div>
                <button class="btn btn-outline-primary" r#type="submit">{say!(locale, moderation.log.narrow)}</button>
            </form>
            <p>{count}</p>
            <Lines lines/>
            <Pager current=request.page address=addresses/>
        </DeskFrame>
    }
}

/// Lines of the log as a table; nothing where there are none.
#[component]
pub(super) fn Lines(lines: Vec<LogLine>) -> impl IntoView {
    let locale = asked().here.locale;
    let any = !lines.is_empty();
    let rows = lines.into_iter().map(|line| row(locale, line)).collect_view();
    any.then(|| {
        view! {
            <div class="table-scroll" tabindex="0" role="group" aria-label=say!(locale, moderation.log.title)>
                <table class="table table-sm">
                    <caption class="visually-hidden">{say!(locale, moderation.log.title)}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{say!(locale, moderation.log.at)}</th>
                            <th scope="col">{say!(locale, moderation.log.deed)}</th>
                            <th scope="col">{say!(locale, moderation.log.what)}</th>
                            <th scope="col">{say!(locale, moderation.log.by)}</th>
                            <th scope="col">{say!(locale, moderation.log.why)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
    })
}

fn row(locale: Locale, line: LogLine) -> impl IntoView {
    let rule = !line.deed.is_by_person();
    let nobody = if rule { say!(locale, moderation.log.rule) } else { say!(locale, moderation.nobody) };
    let by = line.by.clone().unwrap_or_else(|| nobody.to_owned());
    let reason = line.reason.map(|reason| reason.name(locale));
    let note = line.note.clone().map(|note| view! { <span class="cell-note"><bdi>{note}</bdi></span> });
    view! {
        <tr>
            <td>{numbers::time(locale, line.at)}</td>
            <th scope="row">{line.deed.name(locale)}</th>
            <td>{what(locale, &line)}</td>
            <td><bdi>{by}</bdi></td>
            <td>{reason} {note}</td>
        </tr>
    }
}

/// What something was done to: its title as a link for who reads it, and whose words it was.
fn what(locale: Locale, line: &LogLine) -> impl IntoView + use<> {
    let kind = match line.subject.kind {
        SubjectKind::Post => say!(locale, moderation.kind.post),
        SubjectKind::Thread => say!(locale, moderation.kind.thread),
        SubjectKind::Member => say!(locale, moderation.kind.member),
    };
    let title = line.title.clone().map(|title| {
        let lang = lang_of(&title, locale);
        let shown = Some(title.text).filter(|title| !title.is_empty());
        let shown = shown.unwrap_or_else(|| say!(locale, moderation.untitled).to_owned());
        view! { " · " <a href=paths::moderate(locale, &line.subject) lang=lang>{shown}</a> }
    });
    let author = line.author.clone().map(|author| view! { " · " <bdi>{author}</bdi> });
    view! { {kind} {title} {author} }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_address_asks_for_is_read_and_written_the_same() {
        let request = request(&Here::of(&"/redazione/moderazione?deed=hidden&page=2".parse().expect("an address")));
        assert_eq!(address(Locale::English, request, 2), "/en/redazione/moderazione?deed=hidden&page=2");
        let request = super::request(&Here::of(&"/redazione/moderazione?deed=x&page=y".parse().expect("an address")));
        assert_eq!(request, LogRequest { deed: None, page: 1 });
    }

    #[test]
    fn every_deed_has_its_words_in_both_languages() {
        for deed in ModerationDeed::ALL {
            assert_ne!(deed.name(Locale::Italian), deed.name(Locale::English), "{deed}");
        }
    }
}
