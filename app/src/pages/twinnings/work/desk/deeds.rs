// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What is done on the desk: saying yes or no, giving an opinion, leading models and the twinning on.

use domain::practice::OpinionOutcome;
use domain::twinning::{ModelState, Move, Reply};
use leptos::prelude::*;
use portal::form::Typed;
use portal::twinnings::{ModelOnDesk, MoveLine, SideLine, TwinningDesk as Value};

use super::super::fields::{Label, Sheet, area, hidden, select};
use super::super::words;
use super::lacks;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::forms::{Choice, Problem};
use crate::ssr::parts::named::Named;
use crate::ssr::parts::numbers;
use crate::ssr::render::{Refused, asked};

/// Whether what was refused is this form: its action, and the value of one of its fields.
fn is_this(refused: &Refused, action: &str, field: &str, value: &str) -> bool {
    refused.value("action") == action && refused.value(field) == value
}

/// What stands unseen in every form of the desk.
fn unseen(action: &str, version: i64) -> Vec<AnyView> {
    vec![hidden("action", action), hidden("version", version.to_string())]
}

/// The sides, and answering for one's own.
#[component]
pub fn Sides(
    /// The desk.
    value: Value,
) -> impl IntoView {
    let locale = asked().here.locale;
    let (slug, version) = (value.slug, value.version);
    let sides = value.sides.into_iter().map(|side| view! { <Side slug=slug.clone() version side/> });
    let sides = sides.collect_view();
    view! {
        <section class="writing-section" aria-labelledby="accettazioni">
            <h2 id="accettazioni">{say!(locale, transfer_desk.desk.sides)}</h2>
            <p class="measure">{say!(locale, transfer_desk.desk.sides_lead)}</p>
            <ul class="desk-list">{sides}</ul>
        </section>
    }
}

#[component]
fn Side(slug: String, version: i64, side: SideLine) -> impl IntoView {
    let locale = asked().here.locale;
    let said = match side.reply {
        Some(reply) => reply.name(locale),
        None => say!(locale, transfer_desk.desk.not_replied),
    };
    let on = side.on.map(|on| format!(" · {}", numbers::date(locale, on)));
    let note = side.note.clone().map(|note| view! { <p dir="auto">{note}</p> });
    let form = side.may_reply.then(|| view! { <ReplyForm slug version uid=side.uid.clone() said=side.reply/> });
    view! {
        <li>
            <h3><bdi>{side.name}</bdi></h3>
            <p>{said} {on}</p>
            {note}
            {form}
        </li>
    }
}

#[component]
fn ReplyForm(slug: String, version: i64, uid: String, said: Option<Reply>) -> impl IntoView {
    let locale = asked().here.locale;
    let sheet = Sheet::one_of(locale, Typed::default(), |refused| is_this(refused, "reply", "organisation", &uid));
    let accept = (said != Some(Reply::Accepted)).then(|| {
        view! {
            <button class="btn btn-primary" r#type="submit" name="reply" value=Reply::Accepted.code()>
                {say!(locale, transfer_desk.desk.accept)}
            </button>
        }
    });
    let refuse = (said != Some(Reply::Refused)).then(|| {
        view! {
            <button class="btn btn-outline-primary" r#type="submit" name="reply" value=Reply::Refused.code()>
                {say!(locale, transfer_desk.desk.refuse)}
            </button>
        }
    });
    view! {
        <form class="deed measure" action=paths::twinning_desk(locale, &slug) method="post" novalidate>
            {unseen("reply", version)}
            {hidden("organisation", uid.clone())}
            {note(&sheet, &format!("nota-{uid}"), say!(locale, transfer_desk.desk.reply_help))}
            <p class="button-row">{accept} {refuse}</p>
        </form>
    }
}

/// The field for a reason, whose `id` is its own on a page that has several.
fn note(sheet: &Sheet, id: &str, help: &'static str) -> AnyView {
    let locale = sheet.locale;
    let (id, problem) = (id.to_owned(), sheet.problem("note"));
    let ids = [Some(format!("{id}-help")), problem.map(|_| format!("{id}-problem"))];
    let described_by = ids.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let told = problem.map(|problem| {
        view! { <Problem id=format!("{id}-problem") problem/> }
    });
    view! {
        <div class="form-field">
            <label for=id.clone()>{say!(locale, transfer_desk.desk.note)}</label>
            <p class="form-text" id=format!("{id}-help")>{help}</p>
            <input
                class="form-control"
                r#type="text"
                id=id
                name="note"
                value=sheet.value("note")
                autocomplete="off"
                aria-describedby=described_by
                aria-invalid=problem.is_some().then_some("true")
            />
            {told}
        </div>
    }
    .into_any()
}

/// The evaluator's opinion, and giving it.
#[component]
pub fn Assess(
    /// The desk.
    value: Value,
) -> impl IntoView {
    let locale = asked().here.locale;
    let given = value.opinion.clone().map(|opinion| {
        let by = opinion.by.map(|by| view! { <p class="text-soft"><bdi>{by}</bdi></p> });
        view! {
            <p><strong>{opinion.outcome.name(locale)}</strong></p>
            <p class="written measure" dir="auto">{opinion.text}</p>
            {by}
        }
    });
    if given.is_none() && !value.may_assess {
        return ().into_any();
    }
    let form = value.may_assess.then(|| {
        let sheet = Sheet::one_of(locale, Typed::default(), |refused| refused.value("action") == "assess");
        let none = Choice::new("", say!(locale, writing.choose));
        let outcomes = OpinionOutcome::ALL.iter().map(|one| Choice::new(one.code(), one.name(locale)));
        let outcomes = std::iter::once(none).chain(outcomes).collect();
        view! {
            <form class="deed measure" action=paths::twinning_desk(locale, &value.slug) method="post" novalidate>
                {unseen("assess", value.version)}
                {select(&sheet, "outcome", Label(say!(locale, transfer_desk.desk.outcome), ""), outcomes)}
                {area(&sheet, "text", Label(say!(locale, transfer_desk.desk.why), ""), 5)}
                <button class="btn btn-primary" r#type="submit">{say!(locale, transfer_desk.desk.assess)}</button>
            </form>
        }
    });
    view! {
        <section class="writing-section" aria-labelledby="parere">
            <h2 id="parere">{say!(locale, transfer_desk.desk.opinion)}</h2>
            {given}
            {form}
        </section>
    }
    .into_any()
}

/// The models, and leading them on.
#[component]
pub fn Models(
    /// The desk.
    value: Value,
) -> impl IntoView {
    let locale = asked().here.locale;
    if value.models.is_empty() {
        return ().into_any();
    }
    let (slug, version) = (value.slug, value.version);
    let models = value.models.into_iter().map(|model| view! { <Model slug=slug.clone() version model/> });
    let models = models.collect_view();
    view! {
        <section class="writing-section" aria-labelledby="modelli">
            <h2 id="modelli">{say!(locale, transfer_desk.part.models)}</h2>
            <ul class="desk-list">{models}</ul>
        </section>
    }
    .into_any()
}

#[component]
fn Model(slug: String, version: i64, model: ModelOnDesk) -> impl IntoView {
    let locale = asked().here.locale;
    let percent = model.progress.map(|percent| format!(" · {percent}%"));
    let reason = model.reason.clone().map(|reason| view! { <p dir="auto">{reason}</p> });
    let onward = model.next.iter().copied().find(|next| *next != ModelState::Dropped);
    let onward = onward.map(|next| {
        let words = say!(locale, transfer_desk.desk.lead_model, to = next.name(locale));
        view! {
            <form class="deed" action=paths::twinning_desk(locale, &slug) method="post" novalidate>
                {unseen("model", version)}
                {hidden("model", model.uid.clone())}
                {hidden("to", next.code())}
                <button class="btn btn-outline-primary" r#type="submit">{words}</button>
            </form>
        }
    });
    let drop = model.next.contains(&ModelState::Dropped).then(|| {
        let uid = model.uid.clone();
        let mine = |refused: &Refused| is_this(refused, "model", "model", &uid) && refused.value("to") == "dropped";
        let open = use_context::<Refused>().is_some_and(|refused| mine(&refused));
        let sheet = Sheet::one_of(locale, Typed::default(), mine);
        view! {
            <details class="disclosed" open=open>
                <summary>{say!(locale, transfer_desk.desk.drop_model)}</summary>
                <div class="disclosed-body">
                    <form class="deed measure" action=paths::twinning_desk(locale, &slug) method="post" novalidate>
                        {unseen("model", version)}
                        {hidden("model", uid.clone())}
                        {hidden("to", ModelState::Dropped.code())}
                        {note(&sheet, &format!("abbandono-{uid}"), say!(locale, transfer_desk.desk.reason_help))}
                        <button class="btn btn-danger" r#type="submit">
                            {say!(locale, transfer_desk.desk.drop_model)}
                        </button>
                    </form>
                </div>
            </details>
        }
    });
    view! {
        <li>
            <h3>{model.letter} ". " <bdi>{model.title}</bdi></h3>
            <p>{model.state.name(locale)} {percent}</p>
            {reason}
            {onward}
            {drop}
        </li>
    }
}

/// What was taken up, and confirming it for one's own body.
#[component]
pub fn Adoptions(
    /// The desk.
    value: Value,
) -> impl IntoView {
    let locale = asked().here.locale;
    if value.adoptions.is_empty() {
        return ().into_any();
    }
    let (slug, version) = (value.slug, value.version);
    let lines = value.adoptions.into_iter().map(|one| {
        let confirmed = match one.confirmed {
            true => say!(locale, transfer_desk.desk.confirmed),
            false => say!(locale, transfer_desk.desk.to_confirm),
        };
        let form = one.may_confirm.then(|| {
            view! {
                <form class="deed" action=paths::twinning_desk(locale, &slug) method="post" novalidate>
                    {unseen("confirm", version)}
                    {hidden("adoption", one.uid.clone())}
                    <button class="btn btn-primary" r#type="submit">{say!(locale, transfer_desk.desk.confirm)}</button>
                </form>
            }
        });
        view! {
            <li>
                <h3>{one.letter} ": " <bdi>{one.adopter}</bdi></h3>
                <p>{one.state.name(locale)} " · " {confirmed}</p>
                {form}
            </li>
        }
    });
    let lines = lines.collect_view();
    view! {
        <section class="writing-section" aria-labelledby="adozioni">
            <h2 id="adozioni">{say!(locale, transfer_desk.desk.adoptions)}</h2>
            <ul class="desk-list">{lines}</ul>
        </section>
    }
    .into_any()
}

/// The moves that the viewer may make.
#[component]
pub fn Moves(
    /// The desk.
    value: Value,
) -> impl IntoView {
    let locale = asked().here.locale;
    if value.moves.is_empty() {
        return ().into_any();
    }
    let (slug, version) = (value.slug, value.version);
    let moves = value.moves.into_iter().map(|line| view! { <Deed slug=slug.clone() version line/> });
    let moves = moves.collect_view();
    view! {
        <section class="writing-section" aria-labelledby="mosse">
            <h2 id="mosse">{say!(locale, transfer_desk.desk.moves)}</h2>
            {moves}
        </section>
    }
    .into_any()
}

#[component]
fn Deed(slug: String, version: i64, line: MoveLine) -> impl IntoView {
    let locale = asked().here.locale;
    let step = line.step;
    let button = words::button(locale, step);
    if !line.lacks.is_empty() {
        let lacking = lacks(locale, &slug, &line);
        return view! {
            <details class="disclosed">
                <summary>{say!(locale, transfer_desk.desk.lacks, name = button)}</summary>
                <div class="disclosed-body"><ul>{lacking}</ul></div>
            </details>
        }
        .into_any();
    }
    let mine = |refused: &Refused| is_this(refused, "move", "to", step.code());
    let open = use_context::<Refused>().is_some_and(|refused| mine(&refused));
    let sheet = Sheet::one_of(locale, Typed::default(), mine);
    let field = note(&sheet, &format!("motivo-{}", step.code()), say!(locale, transfer_desk.desk.reason_help));
    let form = view! {
        <form class="deed measure" action=paths::twinning_desk(locale, &slug) method="post" novalidate>
            {unseen("move", version)}
            {hidden("to", step.code())}
            {field}
            <button class=class_of(step) r#type="submit">{button}</button>
        </form>
    };
    if !step.needs_reason() {
        return form.into_any();
    }
    view! {
        <details class="disclosed" open=open>
            <summary>{button}</summary>
            <div class="disclosed-body">{form}</div>
        </details>
    }
    .into_any()
}

const fn class_of(step: Move) -> &'static str {
    if step.needs_reason() { "btn btn-danger" } else { "btn btn-primary" }
}
