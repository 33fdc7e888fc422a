// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The photo of the own profile: the one that is shown, another one, none.

use domain::Locale;
use leptos::prelude::*;

use super::form::{Form, general};
use super::frame::OwnForm;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::forms::{Field, FieldWords};
use crate::ssr::parts::person::Avatar;
use crate::ssr::render::asked;

/// The fields of this form that may be wrong, and their `id`s.
pub const FIELDS: &[(&str, &str)] = &[("photo", "foto")];

/// The form for another photo.
pub fn form(locale: Locale) -> Form {
    Form::of("photo", locale, words)
}

fn words(locale: Locale, field: &str, key: &str) -> &'static str {
    match (field, key) {
        ("photo", "missing") => say!(locale, profile.photo.missing),
        ("photo", "too_long") => say!(locale, profile.photo.too_long),
        ("photo", _) => say!(locale, profile.photo.invalid),
        _ => general(locale, field, key),
    }
}

/// The photo with the ways to change it. It is sent apart from the profile, since a file is sent another way.
#[component]
pub fn Photo(
    /// The member.
    uid: String,
    /// The first letters of the name.
    initials: String,
    /// The version of the photo.
    photo: Option<i64>,
) -> impl IntoView {
    let locale = asked().here.locale;
    let form = form(locale);
    let field = FieldWords {
        id: "foto",
        label: say!(locale, profile.photo.label),
        help: Some(say!(locale, profile.photo.help)),
        problem: form.problem("photo"),
    };
    let (described_by, invalid) = (field.described_by(), field.problem.is_some());
    let none = photo.is_none().then(|| view! { <p>{say!(locale, profile.photo.none)}</p> });
    let remove = photo.is_some().then(|| {
        view! {
            <OwnForm id="togli-foto" action="remove_photo">
                <button class="btn btn-outline-primary" r#type="submit">{say!(locale, profile.photo.remove)}</button>
            </OwnForm>
        }
    });
    view! {
        <section class="profile-section" aria-labelledby="foto-titolo">
            <h2 id="foto-titolo">{say!(locale, profile.photo.heading)}</h2>
            <div class="own-photo">
                <Avatar uid initials photo class="avatar-large"/>
                <div>
                    {none}
                    <form
                        class="measure"
                        action=paths::photo_form(locale)
                        method="post"
                        enctype="multipart/form-data"
                        novalidate
                    >
                        <Field words=field>
                            <input
                                class=if invalid { "form-control is-invalid" } else { "form-control" }
                                r#type="file"
                                id="foto"
                                name="photo"
                                accept="image/png,image/jpeg,image/webp"
                                aria-describedby=described_by
                                aria-invalid=invalid.then_some("true")
                            />
                        </Field>
                        <button class="btn btn-outline-primary" r#type="submit">
                            {say!(locale, profile.photo.save)}
                        </button>
                    </form>
                    {remove}
                </div>
            </div>
        </section>
    }
}
