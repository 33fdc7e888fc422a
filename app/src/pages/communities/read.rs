// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A community: what it is about, who looks after it, the way in and out, and what is in it.

use domain::Locale;
use domain::community::{Access, BelongingState, CommunityRole, CommunityState};
use domain::policy::Act;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use portal::communities::{CommunityCard, CommunityPage as Value, Steward};
use serde_json::json;

use super::inside::Inside;
use super::{crumb, moved_or_failed, words};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::chips::ThemeChips;
use crate::ssr::parts::crumbs::Crumbs;
use crate::ssr::parts::forms::{Done, Field, FieldWords, ProblemLinks};
use crate::ssr::parts::head::Head;
use crate::ssr::parts::json_ld;
use crate::ssr::parts::lang_of;
use crate::ssr::parts::named::Named;
use crate::ssr::parts::person::PersonLine;
use crate::ssr::parts::raw::{Rich, TextArea};
use crate::ssr::render::{Refused, asked};

/// A community.
#[component]
pub fn CommunityPage() -> impl IntoView {
    let asked = asked();
    let slug = use_params_map().get_untracked().get("slug").unwrap_or_default();
    Suspend::new(async move {
        let (portal, viewer, locale) = (&asked.portal, &asked.here.viewer, asked.here.locale);
        match portal.community(viewer, locale, &slug).await {
            Ok(value) => view! { <Shown value/> }.into_any(),
            Err(error) => moved_or_failed(&asked, &slug, paths::community, error).await,
        }
    })
}

#[component]
fn Shown(value: Value) -> impl IntoView {
    let here = asked().here;
    let locale = here.locale;
    let refused = use_context::<Refused>();
    let wrong = words::wrong(locale, refused.as_ref());
    let card = value.card.clone();
    let (name, lang) = (card.name.text.clone(), lang_of(&card.name, locale));
    let whole = if wrong.is_empty() { name.clone() } else { format!("{}: {name}", say!(locale, writing.error)) };
    let done = here.parameter("done").and_then(|code| words::done(locale, &code)).filter(|_| wrong.is_empty());
    let done = done.map(|words| view! { <Done words=words.to_owned()/> });
    let problems = (!wrong.is_empty()).then(|| {
        view! { <ProblemLinks heading=say!(locale, writing.refused).to_owned() problems=wrong/> }
    });
    let hidden = card.access == Access::Private;
    let description = card.summary.clone().map_or_else(|| name.clone(), |summary| summary.text);
    let described = (!hidden).then(|| described(&card));
    let text = value.description.clone().map(|html| view! { <div lang=lang><Rich html/></div> });
    let demo = card.demo.then(|| view! { <span class="demo-mark">{say!(locale, common.demo)}</span> });
    let closed = (card.state == CommunityState::Archived).then(|| {
        view! { <p class="measure">{say!(locale, communities.archived)}</p> }
    });
    let summary = card.summary.clone().map(|summary| {
        let lang = lang_of(&summary, locale);
        view! { <p class="lead measure" lang=lang>{summary.text}</p> }
    });
    let inside = match value.inside.clone() {
        Some(inside) => view! { <Inside card=card.clone() inside/> }.into_any(),
        None => view! { <p class="measure">{say!(locale, communities.shut)}</p> }.into_any(),
    };
    let foot = words::foot(locale, &card);
    view! {
        <Head title=whole description=description hidden/>
        {described}
        <Crumbs trail=vec![crumb(locale)] here=name.clone()/>
        <div class="container pb-5">
            <header class="practice-head">
                {card.acronym.clone().map(|acronym| view! { <p class="eyebrow">{acronym}</p> })}
                <h1 lang=lang>{name}</h1>
                {summary}
                <p class="result-foot">{foot} " " {demo}</p>
            </header>
            {done}
            {problems}
            {closed}
            <div class="practice-layout with-facts">
                <Facts value=value.clone()/>
                <div class="reading">
                    {text}
                    <Own value refused=refused.unwrap_or_default()/>
                    {inside}
                </div>
            </div>
        </div>
    }
}

/// What programs read of it.
fn described(card: &CommunityCard) -> impl IntoView + use<> {
    let asked = asked();
    let (locale, base) = (asked.here.locale, asked.site.base_url.clone());
    let address = format!("{base}{}", paths::community(locale, &card.slug));
    let trail = [
        (say!(locale, common.home), format!("{base}{}", paths::home(locale))),
        (say!(locale, communities.title), format!("{base}{}", paths::communities(locale))),
        (card.name.text.as_str(), address.clone()),
    ];
    let group = json!({
        "@type": "Organization", "name": card.name.text, "alternateName": card.acronym, "url": address,
        "description": card.summary.as_ref().map(|summary| summary.text.as_str()),
        "knowsAbout": card.themes.iter().map(|theme| theme.name.as_str()).collect::<Vec<_>>(),
    });
    json_ld::script(&json!({ "@context": "https://schema.org", "@graph": [group, json_ld::breadcrumbs(&trail)] }))
}

/// Who looks after it, how one comes in and who reads it.
#[component]
fn Facts(value: Value) -> impl IntoView {
    let locale = asked().here.locale;
    let stewards = value.stewards.into_iter().map(|Steward { card, role }| {
        let note = Some(role.name(locale).to_owned());
        view! { <li><PersonLine card note/></li> }
    });
    let stewards: Vec<_> = stewards.collect();
    let stewards = (!stewards.is_empty()).then(|| {
        view! { <h3 class="mt-3">{say!(locale, communities.stewards)}</h3> <ul class="people-list">{stewards}</ul> }
    });
    view! {
        <aside class="practice-facts" aria-labelledby="in-breve">
            <h2 id="in-breve">{say!(locale, organisations.in_short)}</h2>
            <dl class="facts">
                <div>
                    <dt>{say!(locale, communities.field.access)}</dt>
                    <dd>{words::access(locale, value.card.access)}</dd>
                </div>
                <div>
                    <dt>{say!(locale, communities.field.audience)}</dt>
                    <dd>{words::readers(locale, value.audience)}</dd>
                </div>
            </dl>
            <ThemeChips themes=value.card.themes/>
            {stewards}
        </aside>
    }
}

/// What the viewer can do here.
#[component]
fn Own(value: Value, refused: Refused) -> impl IntoView {
    let locale = asked().here.locale;
    let action = paths::community(locale, &value.card.slug);
    let may = |act: Act| value.acts.contains(&act);
    let edit = may(Act::Edit).then(|| {
        let address = paths::community_form(locale, &value.card.slug);
        view! { <a class="btn btn-outline-primary" href=address>{say!(locale, communities.edit)}</a> }
    });
    let people = may(Act::ManagePeople).then(|| {
        let address = paths::community_people(locale, &value.card.slug);
        view! {
            <a class="btn btn-outline-primary" href=address>
                {say!(locale, communities.manage, count = value.requests)}
            </a>
        }
    });
    // Whoever lets people in looks after what is written here as well.
    let moderate = may(Act::ManagePeople).then(|| {
        let address = paths::flagged(locale);
        view! { <a class="btn btn-outline-primary" href=address>{say!(locale, communities.moderate)}</a> }
    });
    let manage = (edit.is_some() || people.is_some()).then(|| {
        view! { <p class="button-row">{edit} {people} {moderate}</p> }
    });
    let own = way(locale, &value, action, &refused);
    view! {
        <section id="partecipare" aria-labelledby="partecipare-titolo">
            <h2 id="partecipare-titolo">{say!(locale, communities.take_part)}</h2>
            {own}
            {manage}
        </section>
    }
}

/// The way in or out, or why there is none.
fn way(locale: Locale, value: &Value, action: String, refused: &Refused) -> AnyView {
    let sentence = |words: &'static str| view! { <p class="measure">{words}</p> }.into_any();
    match value.card.own {
        Some((_, BelongingState::Suspended)) => sentence(say!(locale, communities.kept_out)),
        Some((CommunityRole::Owner, BelongingState::Active)) => sentence(say!(locale, communities.owner)),
        Some((_, BelongingState::Active)) => one_button(action, "leave", say!(locale, communities.leave)),
        Some((_, BelongingState::Requested)) => view! {
            <p class="measure">{say!(locale, communities.waiting)}</p>
            {one_button(action, "leave", say!(locale, communities.take_back))}
        }
        .into_any(),
        Some((_, BelongingState::Invited)) => view! {
            <p class="measure">{say!(locale, communities.invited)}</p>
            {one_button(action.clone(), "join", say!(locale, communities.accept))}
            {one_button(action, "leave", say!(locale, communities.decline))}
        }
        .into_any(),
        None if value.card.state == CommunityState::Archived => sentence(say!(locale, communities.closed_to_new)),
        None if value.card.access == Access::OnApproval => asking(locale, action, refused).into_any(),
        None => one_button(action, "join", say!(locale, communities.join)),
    }
}

fn one_button(action: String, deed: &'static str, words: &'static str) -> AnyView {
    view! {
        <form action=action method="post" novalidate>
            <button class="btn btn-primary" r#type="submit" name="action" value=deed>{words}</button>
        </form>
    }
    .into_any()
}

/// The form by which one asks to come in.
fn asking(locale: Locale, action: String, refused: &Refused) -> impl IntoView + use<> {
    let problem = refused.problem("note").map(|key| words::field(locale, "note", key));
    let field = FieldWords {
        id: words::id("note"),
        label: words::label(locale, "note"),
        help: words::help(locale, "note"),
        problem,
    };
    let (id, described_by, invalid) = (field.id, field.described_by().unwrap_or_default(), problem.is_some());
    let value = refused.value("note");
    view! {
        <form class="measure" action=action method="post" novalidate>
            <Field words=field>
                <TextArea id name="note" value rows=3 described_by invalid/>
            </Field>
            <button class="btn btn-primary" r#type="submit" name="action" value="join">
                {say!(locale, communities.ask)}
            </button>
        </form>
    }
}
