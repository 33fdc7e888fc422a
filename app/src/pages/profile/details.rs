// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What one says of oneself: name and job, what one works on, links, the language of messages.

use domain::member::{BIO_MAX, JOB_TITLE_MAX, Member, MemberType, NAME_MAX, SKILLS_MAX};
use domain::places::REGIONS;
use domain::{Language, Locale};
use leptos::prelude::*;
use portal::people::ProfilePage as Value;

use super::form::{Form, Wrong, general};
use super::frame::{Frame, OwnForm};
use super::links::Links;
use super::photo::{self, Photo};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::forms::{CheckFields, Choice, Field, FieldWords, Line, LineField, RadioFields, SelectField};
use crate::ssr::parts::named::Named;
use crate::ssr::parts::raw::TextArea;
use crate::ssr::render::asked;

/// The longest list of skills with its commas, in characters.
const SKILLS_LINE: u16 = 62 * SKILLS_MAX as u16;
/// The fields that may be wrong, in the order of the form, and their `id`s.
const FIELDS: &[(&str, &str)] = &[
    ("form", "profilo"),
    ("first_name", "nome"),
    ("last_name", "cognome"),
    ("job_title", "incarico"),
    ("member_type", "qualifica"),
    ("region", "regione"),
    ("bio", "presentazione"),
    ("skills", "competenze"),
    ("themes", "temi"),
    ("languages", "lingue"),
    ("links", "collegamento-1"),
    ("locale", "lingua"),
];

/// The own profile.
#[component]
pub fn ProfilePage() -> impl IntoView {
    let asked = asked();
    Suspend::new(async move {
        match asked.portal.own_profile(&asked.here.viewer, asked.here.locale).await {
            Ok(value) => view! { <Details value/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

#[component]
fn Details(value: Value) -> impl IntoView {
    let locale = asked().here.locale;
    let form = Form::of("profile", locale, words);
    let wrong: Wrong = form.wrong(FIELDS).into_iter().chain(photo::form(locale).wrong(photo::FIELDS)).collect();
    let uid = value.member.uid.as_str().to_owned();
    let public = paths::member(locale, &uid);
    view! {
        <Frame title=say!(locale, profile.title) lead=say!(locale, profile.details.lead) wrong done>
            <p class="measure">
                <a href=public>{say!(locale, profile.details.public_page)}</a>
                " · "
                <a href=paths::help_page(locale, "il-tuo-profilo")>{say!(locale, profile.guide)}</a>
            </p>
            <Photo uid initials=value.member.initials() photo=value.photo/>
            <Fields value form/>
        </Frame>
    }
}

fn done(locale: Locale, code: &str) -> Option<&'static str> {
    match code {
        "saved" => Some(say!(locale, profile.details.saved)),
        "photo_saved" => Some(say!(locale, profile.details.photo_saved)),
        "photo_removed" => Some(say!(locale, profile.details.photo_removed)),
        _ => None,
    }
}

/// The form itself. After a conflict it carries the present version, so that sending it once more replaces that one.
#[component]
fn Fields(value: Value, form: Form) -> impl IntoView {
    let locale = asked().here.locale;
    let present = value.version.to_string();
    let version = if form.key("form").is_some() { present } else { form.value("version", &present) };
    let Value { member, themes, .. } = value;
    view! {
        <OwnForm id="profilo" action="profile">
            <input r#type="hidden" name="version" value=version/>
            <section class="profile-section" aria-labelledby="chi">
                <h2 id="chi">{say!(locale, profile.details.who)}</h2>
                <Who member=member.clone() form=form.clone()/>
            </section>
            <section class="profile-section" aria-labelledby="di-che-cosa">
                <h2 id="di-che-cosa">{say!(locale, profile.details.about)}</h2>
                <About member=member.clone() form=form.clone() themes/>
            </section>
            <section class="profile-section" aria-labelledby="collegamenti">
                <h2 id="collegamenti">{say!(locale, profile.details.links)}</h2>
                <Links links=member.links.clone() form=form.clone()/>
            </section>
            <section class="profile-section" aria-labelledby="messaggi">
                <h2 id="messaggi">{say!(locale, profile.details.mails)}</h2>
                <Mails member form/>
            </section>
            <button class="btn btn-primary" r#type="submit">{say!(locale, profile.details.save)}</button>
        </OwnForm>
    }
}

#[component]
fn Who(member: Member, form: Form) -> impl IntoView {
    let locale = asked().here.locale;
    let line = |id: &'static str, name: &'static str, label: &'static str, help, autocomplete, longest, kept: &str| {
        let words = FieldWords { id, label, help, problem: form.problem(name) };
        let line = Line { name, kind: "text", autocomplete, longest };
        view! { <LineField words line value=form.value(name, kept)/> }
    };
    let names = NAME_MAX as u16;
    let first = say!(locale, profile.details.first_name);
    let last = say!(locale, profile.details.last_name);
    let job = say!(locale, profile.details.job_title);
    let job_help = Some(say!(locale, profile.details.job_title_help));
    let types = MemberType::ALL.iter().map(|kind| Choice::new(kind.code(), kind.name(locale))).collect();
    let none = Choice::new("", say!(locale, profile.details.region_none));
    let regions = REGIONS.iter().map(|region| Choice::new(region.code, region.name(locale)));
    let regions = std::iter::once(none).chain(regions).collect();
    let kind = FieldWords {
        id: "qualifica",
        label: say!(locale, profile.details.member_type),
        help: None,
        problem: form.problem("member_type"),
    };
    let region = FieldWords {
        id: "regione",
        label: say!(locale, profile.details.region),
        help: Some(say!(locale, profile.details.region_help)),
        problem: form.problem("region"),
    };
    let chosen_kind = form.value("member_type", member.member_type.code());
    let chosen_region = form.value("region", member.region.as_deref().unwrap_or_default());
    view! {
        {line("nome", "first_name", first, None, "given-name", names, &member.first_name)}
        {line("cognome", "last_name", last, None, "family-name", names, &member.last_name)}
        {line("incarico", "job_title", job, job_help, "organization-title", JOB_TITLE_MAX as u16, &member.job_title)}
        <SelectField words=kind name="member_type" choices=types chosen=chosen_kind/>
        <SelectField words=region name="region" choices=regions chosen=chosen_region/>
    }
}

#[component]
fn About(member: Member, form: Form, themes: Vec<(String, String)>) -> impl IntoView {
    let locale = asked().here.locale;
    let skills = FieldWords {
        id: "competenze",
        label: say!(locale, profile.details.skills),
        help: Some(say!(locale, profile.details.skills_help)),
        problem: form.problem("skills"),
    };
    let line = Line { name: "skills", kind: "text", autocomplete: "off", longest: SKILLS_LINE };
    let about_themes = FieldWords {
        id: "temi",
        label: say!(locale, profile.details.themes),
        help: Some(say!(locale, profile.details.themes_help)),
        problem: form.problem("themes"),
    };
    let about_languages = FieldWords {
        id: "lingue",
        label: say!(locale, profile.details.languages),
        help: Some(say!(locale, profile.details.languages_help)),
        problem: form.problem("languages"),
    };
    let themes = themes.into_iter().map(|(uid, name)| Choice::new(uid, name)).collect();
    let kept_themes = member.themes.iter().map(|uid| uid.as_str().to_owned()).collect();
    let languages = Language::ALL.iter().map(|one| Choice::new(one.code(), one.name(locale))).collect();
    let kept_languages = member.languages.iter().map(|one| one.code().to_owned()).collect();
    let bio = form.value("bio", member.bio.as_deref().unwrap_or_default());
    view! {
        <Bio form=form.clone() value=bio/>
        <LineField words=skills line value=form.value("skills", &member.skills.join(", "))/>
        <div class="choice-columns">
            <CheckFields words=about_themes name="themes" choices=themes chosen=form.values("themes", kept_themes)/>
        </div>
        <div class="choice-columns">
            <CheckFields
                words=about_languages
                name="languages"
                choices=languages
                chosen=form.values("languages", kept_languages)
            />
        </div>
    }
}

#[component]
fn Bio(form: Form, value: String) -> impl IntoView {
    let locale = asked().here.locale;
    let words = FieldWords {
        id: "presentazione",
        label: say!(locale, profile.details.bio),
        help: Some(say!(locale, profile.details.bio_help)),
        problem: form.problem("bio"),
    };
    let (described_by, invalid) = (words.described_by().unwrap_or_default(), words.problem.is_some());
    let longest = BIO_MAX as u32;
    view! {
        <Field words>
            <TextArea id="presentazione" name="bio" value rows=6 maxlength=longest described_by invalid/>
        </Field>
    }
}

#[component]
fn Mails(member: Member, form: Form) -> impl IntoView {
    let locale = asked().here.locale;
    let words = FieldWords {
        id: "lingua",
        label: say!(locale, profile.details.locale),
        help: Some(say!(locale, profile.details.locale_help)),
        problem: form.problem("locale"),
    };
    let choices = Locale::ALL.iter().map(|one| Choice::new(one.code(), one.language().name(locale))).collect();
    view! { <RadioFields words name="locale" choices chosen=form.value("locale", member.locale.code())/> }
}

fn words(locale: Locale, field: &str, key: &str) -> &'static str {
    match (field, key) {
        ("first_name", "missing") => say!(locale, profile.details.problem.first_name_missing),
        ("first_name", "too_long") => say!(locale, profile.details.problem.first_name_too_long),
        ("first_name", _) => say!(locale, profile.details.problem.first_name_invalid),
        ("last_name", "missing") => say!(locale, profile.details.problem.last_name_missing),
        ("last_name", "too_long") => say!(locale, profile.details.problem.last_name_too_long),
        ("last_name", _) => say!(locale, profile.details.problem.last_name_invalid),
        ("job_title", "missing") => say!(locale, profile.details.problem.job_title_missing),
        ("job_title", _) => say!(locale, profile.details.problem.job_title_too_long),
        ("member_type", _) => say!(locale, profile.details.problem.member_type),
        ("region", _) => say!(locale, profile.details.problem.region),
        ("bio", _) => say!(locale, profile.details.problem.bio),
        ("skills", _) => say!(locale, profile.details.problem.skills),
        ("themes", _) => say!(locale, profile.details.problem.themes),
        ("languages", _) => say!(locale, profile.details.problem.languages),
        ("links", "too_long") => say!(locale, profile.details.problem.links_too_long),
        ("links", _) => say!(locale, profile.details.problem.links_invalid),
        ("locale", _) => say!(locale, profile.details.problem.locale),
        ("form", "conflict") => say!(locale, profile.details.problem.conflict),
        _ => general(locale, field, key),
    }
}
