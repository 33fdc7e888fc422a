// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What the reviewers decided until now: narrowed by words, decision and state.

use domain::Locale;
use domain::practice::Stage;
use domain::revision::RevisionAct;
use leptos::prelude::*;
use portal::writing::{DECISIONS, DecidedLine, DecidedPage as Value, DecidedRequest};

use super::frame::{Frame, Outcome, foreign};
use super::states;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::forms::Choice;
use crate::ssr::parts::named::Named;
use crate::ssr::parts::narrow::{NarrowBy, Narrowing};
use crate::ssr::parts::numbers;
use crate::ssr::parts::pager::{Pager, pages};
use crate::ssr::render::{Here, asked};

/// The longest text that is searched, in characters: a title.
const TEXT_MAX: usize = 300;
/// The stages in which a practice can be after a decision; in the others reviewers do not see it.
const STAGES: &[Stage] = &[
    Stage::Published,
    Stage::ChangesRequested,
    Stage::Submitted,
    Stage::DeletionRequested,
    Stage::Rejected,
    Stage::Archived,
];

/// What was decided.
#[component]
pub fn DecidedPage() -> impl IntoView {
    let asked = asked();
    let request = request(&asked.here);
    Suspend::new(async move {
        match asked.portal.decided(&asked.here.viewer, request).await {
            Ok(value) => view! { <Decided value/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

/// What the address asks for; what is not understood is left out.
fn request(here: &Here) -> DecidedRequest {
    let act = here.parameter("decision").and_then(|code| RevisionAct::from_code(&code));
    DecidedRequest {
        text: here.parameter("q").unwrap_or_default().trim().chars().take(TEXT_MAX).collect(),
        act: act.filter(|act| DECISIONS.contains(act)),
        stage: here.parameter("state").and_then(|code| Stage::from_code(&code)).filter(|one| STAGES.contains(one)),
        page: here.parameter("page").and_then(|page| page.parse().ok()).unwrap_or(1),
    }
}

/// The address of a page of the list.
fn address(locale: Locale, request: &DecidedRequest, page: u32) -> String {
    let filters = [
        ("q", Some(request.text.as_str())),
        ("decision", request.act.map(RevisionAct::code)),
        ("state", request.stage.map(Stage::code)),
    ];
    paths::listed(paths::decided(locale), &filters, page)
}

#[component]
fn Decided(value: Value) -> impl IntoView {
    let locale = asked().here.locale;
    let Value { request, total, per_page, lines } = value;
    let addresses = (1..=pages(total, per_page)).map(|page| address(locale, &request, page)).collect::<Vec<_>>();
    let current = request.page;
    let found = say!(locale, writing.decided.found, count = numbers::count(locale, total));
    let lines = lines.into_iter().map(|line| view! { <Line line/> }).collect::<Vec<_>>();
    let list = if lines.is_empty() {
        view! { <p class="text-soft">{say!(locale, writing.decided.none)}</p> }.into_any()
    } else {
        view! { <ul class="desk-list">{lines}</ul> }.into_any()
    };
    let trail = vec![(say!(locale, writing.reviews.title).to_owned(), paths::reviews(locale))];
    view! {
        <Frame title=say!(locale, writing.decided.title).to_owned() trail outcome=Outcome::Nothing>
            <p class="lead measure">{say!(locale, writing.decided.lead)}</p>
            <Narrow request/>
            <h2 class="h3 mt-4">{found}</h2>
            {list}
            <Pager current address=addresses/>
        </Frame>
    }
}

#[component]
fn Narrow(request: DecidedRequest) -> impl IntoView {
    let locale = asked().here.locale;
    let acts = DECISIONS.iter().map(|act| Choice::new(act.code(), states::act(locale, *act))).collect();
    let stages = STAGES.iter().map(|stage| Choice::new(stage.code(), stage.name(locale))).collect();
    let (action, label, any) = (paths::decided(locale), say!(locale, writing.decided.text), say!(locale, members.any));
    let (decision, state) = (say!(locale, writing.decided.decision), say!(locale, writing.decided.state));
    let act = request.act.map(|act| act.code().to_owned());
    let stage = request.stage.map(|stage| stage.code().to_owned());
    view! {
        <Narrowing action label text=request.text longest=TEXT_MAX>
            <NarrowBy name="decision" label=decision any choices=acts chosen=act/>
            <NarrowBy name="state" label=state any choices=stages chosen=stage/>
        </Narrowing>
    }
}

#[component]
fn Line(line: DecidedLine) -> impl IntoView {
    let locale = asked().here.locale;
    let lang = foreign(line.language, locale);
    let by = line.by.map(|name| view! { " · " <bdi>{name}</bdi> });
    let now = say!(locale, writing.decided.now, stage = line.stage.name(locale));
    view! {
        <li>
            <h3><a href=paths::review(locale, &line.uid) lang=lang>{line.title}</a></h3>
            <p class="desk-mark">{states::act(locale, line.act)}</p>
            <p class="text-soft">{numbers::time(locale, line.at)} {by}</p>
            <p class="text-soft">{now}</p>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_address_asks_for_is_read_and_written_the_same() {
        let asked = "/redazione/decise?q=mensa&decision=rejected&state=draft&page=2";
        let request = request(&Here::of(&asked.parse().expect("an address")));
        assert_eq!(address(Locale::Italian, &request, 2), "/redazione/decise?q=mensa&decision=rejected&page=2");
        let request = DecidedRequest { act: None, stage: Some(Stage::Archived), ..request };
        assert_eq!(address(Locale::English, &request, 1), "/en/redazione/decise?q=mensa&state=archived");
    }
}
