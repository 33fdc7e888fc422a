// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The desk of who writes: where everything stands, and what to do next.

use domain::Locale;
use domain::practice::Stage;
use domain::practice::writing::Move;
use leptos::prelude::*;
use portal::adopting::ToConfirm;
use portal::communities::OwnCommunities;
use portal::following::FollowedLine;
use portal::matching::MatchesBrief;
use portal::writing::{Desk as Value, DeskLine};

use super::frame::{Frame, Outcome, foreign};
use super::invitations::Invitations;
use super::states;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::pages::communities::OwnCommunitiesSection;
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
        let communities = match portal.own_communities(viewer, asked.here.locale).await {
            Ok(communities) => communities,
            Err(error) => return failed(&asked, &error),
        };
        match portal.matches_of_desk(viewer, asked.here.locale).await {
            Ok(matches) => view! { <Desk value matches communities/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

#[component]
fn Desk(value: Value, matches: Vec<MatchesBrief>, communities: OwnCommunities) -> impl IntoView {
    let locale = asked().here.locale;
    let to_confirm = value.to_confirm;
    let to_confirm = (!to_confirm.is_empty()).then(|| view! { <ToConfirmList lines=to_confirm/> });
    let invitations = value.invitations;
    let followed = value.followed;
    let followed = (!followed.is_empty()).then(|| view! { <Followed lines=followed/> });
    let twinnings = value.twinnings;
    let reviews: Option<Way> = match value.reviews {
        true => Some((say!(locale, common.reviews), paths::reviews(locale), Some(say!(locale, writing.desk.reviews)))),
        false => None,
    };
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
            </p>
            {to_confirm}
            <Invitations lines=invitations/>
            {go_to(locale, reviews)}
            {empty}
            {lists}
            <OwnTwinningsSection value=twinnings/>
            <OwnCommunitiesSection value=communities/>
            <OwnMatches matches/>
            {followed}
        </Frame>
    }
}

/// A page that the desk leads to: its words, its address, and what is there where the words do not say it.
type Way = (&'static str, String, Option<&'static str>);

/// What else is one's own, what is used most first.
fn go_to(locale: Locale, reviews: Option<Way>) -> impl IntoView {
    let ways: [Way; 6] = [
        (say!(locale, contacts.title), paths::contacts(locale), Some(say!(locale, contacts.desk))),
        (say!(locale, threads.own.title), paths::own_threads(locale), Some(say!(locale, threads.own.desk))),
        (say!(locale, collections.title), paths::collections(locale), Some(say!(locale, collections.desk))),
        (say!(locale, saved.title), paths::saved::all(locale), Some(say!(locale, saved.desk))),
        (say!(locale, lists.desk.link), paths::bring_list(locale), Some(say!(locale, lists.desk.note))),
        (say!(locale, flows.agreements.desk), paths::agreements(locale), None),
    ];
    let links = reviews.into_iter().chain(ways).map(|(words, address, note)| {
        let note = note.map(|note| view! { <span class="text-soft">{note}</span> });
        view! { <li><a href=address>{words}</a> {note}</li> }
    });
    let links = links.collect_view();
    view! {
        <nav class="writing-section" aria-labelledby="vai-a">
            <h2 id="vai-a">{say!(locale, writing.desk.go_to)}</h2>
            <ul class="desk-ways">{links}</ul>
        </nav>
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
        let address = paths::adoption_named(locale, &line.slug, &uid, &line.adoption);
        let model = line.model.map(|letter| format!("{} · ", say!(locale, practice.adoptions.model, letter = letter)));
        view! {
            <li>
                <h3><a href=address><bdi>{line.title}</bdi></a></h3>
                <p class="text-soft"><bdi>{name}</bdi> " · " {model} {line.state.name(locale)}</p>
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
