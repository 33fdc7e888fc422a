// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The form of an advert: six fields to begin with, all of them once it is there.

use domain::Locale;
use domain::advert::{AdvertKind, AdvertState};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use portal::adverts::{AdvertFormPage as Value, StandingAdvert};

use super::fields::{self, Sheet};
use super::{crumb, words};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::desk_frame::DeskFrame;
use crate::ssr::parts::failure::failed;
use crate::ssr::render::{Here, Refused, asked};

/// The form of an advert that is not there yet.
#[component]
pub fn NewAdvertPage() -> impl IntoView {
    let asked = asked();
    let kind = kind(&asked.here, use_context::<Refused>().as_ref());
    let theme = asked.here.parameter("theme").unwrap_or_default();
    Suspend::new(async move {
        match asked.portal.new_advert_page(&asked.here.viewer, asked.here.locale, kind, &theme).await {
            Ok(value) => view! { <New value/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

/// Whether it seeks or offers: the address says it, and a form that was refused too.
fn kind(here: &Here, refused: Option<&Refused>) -> AdvertKind {
    let typed = refused.and_then(|refused| AdvertKind::from_code(&refused.value("tipo")));
    let given = here.parameter("tipo").and_then(|code| AdvertKind::from_code(&code));
    typed.or(given).unwrap_or(AdvertKind::Seek)
}

#[component]
fn New(value: Value) -> impl IntoView {
    let locale = asked().here.locale;
    let refused = use_context::<Refused>();
    let wrong = words::wrong(locale, refused.as_ref());
    let (title, lead) = match value.kind {
        AdvertKind::Seek => (say!(locale, adverts.begin_seek), say!(locale, adverts.form.lead_seek)),
        AdvertKind::Offer => (say!(locale, adverts.begin_offer), say!(locale, adverts.form.lead_offer)),
    };
    let body = if value.organisations.is_empty() {
        view! {
            <p class="measure">{say!(locale, adverts.form.no_body)}</p>
            <p><a href=paths::memberships(locale)>{say!(locale, common.memberships)}</a></p>
        }
        .into_any()
    } else {
        let sheet = Sheet::new(locale, value.typed.clone(), refused);
        first(&sheet, &value).into_any()
    };
    view! {
        <DeskFrame title=title.to_owned() trail=vec![crumb(locale)] done=None wrong>
            <p class="lead measure">{lead}</p>
            {body}
        </DeskFrame>
    }
}

/// The six fields.
fn first(sheet: &Sheet, value: &Value) -> impl IntoView + use<> {
    let locale = sheet.locale;
    let texts = fields::texts(sheet);
    let organisation = fields::organisation(sheet, &value.organisations);
    let ways = fields::ways(sheet, &value.themes);
    view! {
        <form class="measure mt-4" action=paths::begin_advert(locale, value.kind) method="post" novalidate>
            <input r#type="hidden" name="tipo" value=value.kind.code()/>
            <input r#type="hidden" name="key" value=sheet.value("key")/>
            {texts}
            {organisation}
            {ways}
            <div class="button-row">
                <button class="btn btn-primary" r#type="submit" name="action" value="publish">
                    {say!(locale, adverts.work.publish)}
                </button>
                <button class="btn btn-outline-primary" r#type="submit" name="action" value="keep">
                    {say!(locale, adverts.form.keep)}
                </button>
            </div>
            <p class="form-text">{say!(locale, adverts.form.after)}</p>
        </form>
    }
}

/// The form of an advert that is there.
#[component]
pub fn AdvertFormPage() -> impl IntoView {
    let asked = asked();
    let uid = use_params_map().get_untracked().get("uid").unwrap_or_default();
    Suspend::new(async move {
        match asked.portal.advert_form_page(&asked.here.viewer, asked.here.locale, &uid).await {
            Ok(Value { standing: Some(standing), kind, typed, themes, practices, organisations }) => {
                let value = Value { standing: None, kind, typed, themes, practices, organisations };
                view! { <Standing value standing/> }.into_any()
            }
            Ok(_) => failed(&asked, &portal::Error::NotFound),
            Err(error) => failed(&asked, &error),
        }
    })
}

#[component]
fn Standing(value: Value, standing: StandingAdvert) -> impl IntoView {
    let locale = asked().here.locale;
    let refused = use_context::<Refused>();
    let wrong = words::wrong(locale, refused.as_ref());
    let trail = vec![crumb(locale), (standing.title.clone(), paths::advert(locale, &standing.uid))];
    let sheet = Sheet::new(locale, value.typed.clone(), refused);
    let form = whole(&sheet, &value, &standing);
    view! {
        <DeskFrame title=say!(locale, adverts.form.edit).to_owned() trail done=None wrong>
            <p class="lead measure">
                {standing.title.clone()} ", " <bdi>{standing.organisation.clone()}</bdi>
            </p>
            {form}
        </DeskFrame>
    }
}

/// All fields.
fn whole(sheet: &Sheet, value: &Value, standing: &StandingAdvert) -> impl IntoView + use<> {
    let locale = sheet.locale;
    let texts = fields::texts(sheet);
    let ways = fields::ways(sheet, &value.themes);
    let later = fields::later(sheet, &value.practices);
    view! {
        <form class="measure mt-4" action=paths::advert_form(locale, &standing.uid) method="post" novalidate>
            <input r#type="hidden" name="version" value=sheet.value("version")/>
            {texts}
            {ways}
            <h2>{say!(locale, adverts.form.more)}</h2>
            <p>{say!(locale, adverts.form.more_text)}</p>
            {later}
            <div class="button-row">{buttons(locale, standing.state)}</div>
        </form>
    }
}

fn buttons(locale: Locale, state: AdvertState) -> impl IntoView {
    let is_draft = state == AdvertState::Draft;
    let keep = if is_draft { say!(locale, adverts.form.keep) } else { say!(locale, adverts.form.save) };
    let publish = is_draft.then(|| {
        view! {
            <button class="btn btn-primary" r#type="submit" name="action" value="publish">
                {say!(locale, adverts.work.publish)}
            </button>
        }
    });
    let class = if is_draft { "btn btn-outline-primary" } else { "btn btn-primary" };
    view! {
        {publish}
        <button class=class r#type="submit" name="action" value="keep">{keep}</button>
    }
}
