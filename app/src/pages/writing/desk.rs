// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The desk of who writes: where everything stands, and what to do next.

use domain::Locale;
use domain::practice::Stage;
use domain::practice::writing::Move;
use leptos::prelude::*;
use portal::adopting::ToConfirm;
use portal::following::FollowedLine;
use portal::matching::MatchesBrief;
use portal::writing::{Desk as Value, DeskLine};

use super::frame::{Frame, Outcome, foreign};
use super::states;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::pages::twinnings::OwnTwinningsSection;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::matches::BestMatches;
use crate::ssr::parts::named::Named;
use crate::ssr::parts::numbers;
use crate::ssr::render::asked;

/// The order of the lists: what asks for something first.
const ORDER: &[Stage] = &[
    Stage::ChangesRequested,
    Stage::Draft,
    Stage::Submitted,
    Stage::Published,
    Stage::DeletionRequested,
    Stage::Rejected,
    Stage::Archived,
    Stage::Deleted,
];

/// The own desk.
#[component]
pub fn DeskPage() -> impl IntoView {
    let asked = asked();
    Suspend::new(async move {
        let (portal, viewer) = (&asked.portal, &asked.here.viewer);
        let value = match portal.own_desk(viewer).await {
            Ok(value) => value,
            Err(error) => return failed(&asked, &error),
        };
        match portal.matches_of_desk(viewer, asked.here.locale).await {
            Ok(matches) => view! { <Desk value matches/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

#[component]
fn Desk(value: Value, matches: Vec<MatchesBrief>) -> impl IntoView {
    let locale = asked().here.locale;
    let reviews = value.reviews.then(|| {
        view! { <a class="btn btn-outline-primary" href=paths::reviews(locale)>{say!(locale, writing.desk.reviews)}</a> }
    });
    let to_confirm = value.to_confirm;
    let to_confirm = (!to_confirm.is_empty()).then(|| view! { <ToConfirmList lines=to_confirm/> });
    let followed = value.followed;
    let followed = (!followed.is_empty()).then(|| view! { <Followed lines=followed/> });
    let twinnings = value.twinnings;
    let lines = value.lines;
    let lists = ORDER.iter().map(|stage| {
        let of_stage: Vec<DeskLine> = lines.iter().filter(|line| line.stage == *stage).cloned().collect();
        (!of_stage.is_empty()).then(|| view! { <List stage=*stage lines=of_stage/> })
    });
    let lists = lists.collect_view();
    let empty =
        lines.is_empty().then(|| view! { <p class="measure desk-empty">{say!(locale, writing.desk.empty)}</p> });
    view! {
        <Frame title=say!(locale, writing.desk.title).to_owned() trail=Vec::new() outcome=Outcome::here()>
            <p class="lead measure">{say!(locale, writing.desk.lead)}</p>
            <p class="button-row">
                <a class="btn btn-primary" href=paths::begin_practice(locale)>{say!(locale, writing.begin.title)}</a>
                <a class="btn btn-outline-primary" href=paths::collections(locale)>{say!(locale, collections.title)}</a>
                {reviews}
            </p>
            <p class="measure">
                {say!(locale, lists.desk.question)} " "
                <a href=paths::bring_list(locale)>{say!(locale, lists.desk.link)}</a>
            </p>
            {to_confirm}
            <p class="measure"><a href=paths::contacts(locale)>{say!(locale, contacts.desk)}</a></p>
            <p class="measure"><a href=paths::agreements(locale)>{say!(locale, flows.agreements.desk)}</a></p>
            {empty}
            {lists}
            <OwnTwinningsSection value=twinnings/>
            <OwnMatches matches/>
            {followed}
        </Frame>
    }
}

/// The practices of one stage.
#[component]
fn List(stage: Stage, lines: Vec<DeskLine>) -> impl IntoView {
    let locale = asked().here.locale;
    let id = format!("stato-{}", stage.code().replace('_', "-"));
    let lines = lines.into_iter().map(|line| view! { <Line line/> }).collect_view();
    view! {
        <section class="writing-section" aria-labelledby=id.clone()>
            <h2 id=id.clone()>{stage.name(locale)}</h2>
            <p class="text-soft measure">{states::where_it_stands(locale, stage)}</p>
            <ul class="desk-list">{lines}</ul>
        </section>
    }
}

#[component]
fn Line(line: DeskLine) -> impl IntoView {
    let locale = asked().here.locale;
    let address = paths::practice_desk(locale, &line.uid);
    let lang = foreign(line.language, locale);
    let revision = line.revision_of.clone().map(|title| {
        view! { <p class="desk-mark">{say!(locale, writing.desk.revision_of, title = title)}</p> }
    });
    let mut about: Vec<String> = line.owner.clone().into_iter().collect();
    about.push(say!(locale, writing.desk.changed, time = numbers::time(locale, line.updated_at)));
    let next = next(locale, &line);
    let restore = (line.stage == Stage::Deleted).then(|| view! { <Restore uid=line.uid.clone()/> });
    view! {
        <li>
            <h3><a href=address lang=lang>{line.title}</a></h3>
            {revision}
            <p class="text-soft">{about.join(" · ")}</p>
            <p class="desk-next">{next}</p>
            {restore}
        </li>
    }
}

/// What the own bodies are said to have taken up, and have not confirmed.
#[component]
fn ToConfirmList(lines: Vec<ToConfirm>) -> impl IntoView {
    let locale = asked().here.locale;
    let lines = lines.into_iter().map(|line| {
        let (uid, name) = line.body;
        let address = paths::adoption_by(locale, &line.slug, &uid);
        view! {
            <li>
                <h3><a href=address><bdi>{line.title}</bdi></a></h3>
                <p class="text-soft"><bdi>{name}</bdi> " · " {line.state.name(locale)}</p>
                <p class="desk-next">{say!(locale, depth.adopt.desk_next)}</p>
            </li>
        }
    });
    view! {
        <section class="writing-section" aria-labelledby="da-confermare">
            <h2 id="da-confermare">{say!(locale, depth.adopt.desk_title)}</h2>
            <p class="text-soft measure">{say!(locale, depth.adopt.desk_lead)}</p>
            <ul class="desk-list">{lines.collect_view()}</ul>
        </section>
    }
}

/// The best matches of what the own bodies have out.
#[component]
fn OwnMatches(matches: Vec<MatchesBrief>) -> impl IntoView {
    let locale = asked().here.locale;
    let sections = matches.into_iter().map(|brief| {
        let heading = format!("{}: {}", say!(locale, matching.title), brief.own.title.text);
        let id = format!("abbinamenti-{}", brief.own.address);
        view! { <BestMatches brief heading id/> }
    });
    sections.collect_view()
}

/// The practices that the viewer follows.
#[component]
fn Followed(lines: Vec<FollowedLine>) -> impl IntoView {
    let locale = asked().here.locale;
    let lines = lines.into_iter().map(|line| {
        let lang = foreign(line.language, locale);
        let owner = line.owner.map(|owner| view! { <p class="text-soft"><bdi>{owner}</bdi></p> });
        view! {
            <li>
                <h3><a href=paths::practice(locale, &line.slug) lang=lang>{line.title}</a></h3>
                {owner}
            </li>
        }
    });
    view! {
        <section class="writing-section" aria-labelledby="seguite">
            <h2 id="seguite">{say!(locale, depth.follow.list)}</h2>
            <ul class="desk-list">{lines.collect_view()}</ul>
        </section>
    }
}

/// Taking back a draft that was thrown away; nobody can have changed it since, so it needs no version.
#[component]
fn Restore(uid: String) -> impl IntoView {
    let locale = asked().here.locale;
    view! {
        <form action=paths::practice_desk(locale, &uid) method="post" novalidate>
            <input r#type="hidden" name="action" value="move"/>
            <input r#type="hidden" name="step" value=Move::Restore.code()/>
            <button class="btn btn-outline-primary btn-sm" r#type="submit">{states::button(locale, Move::Restore)}</button>
        </form>
    }
}

/// What to do next with a practice.
fn next(locale: Locale, line: &DeskLine) -> String {
    match line.stage {
        Stage::Draft if line.lacks == 0 => say!(locale, writing.desk.next.send).to_owned(),
        Stage::Draft => say!(locale, writing.desk.next.write, count = line.lacks),
        Stage::ChangesRequested => say!(locale, writing.desk.next.remarks).to_owned(),
        Stage::Submitted => say!(locale, writing.desk.next.wait).to_owned(),
        Stage::Published => say!(locale, writing.desk.next.published).to_owned(),
        Stage::DeletionRequested => say!(locale, writing.desk.next.deletion).to_owned(),
        Stage::Rejected => say!(locale, writing.desk.next.rejected).to_owned(),
        Stage::Archived => say!(locale, writing.desk.next.archived).to_owned(),
        Stage::Deleted => {
            say!(locale, writing.desk.next.restore, day = states::restorable_until(locale, line.updated_at))
        }
    }
}
