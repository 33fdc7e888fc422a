// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The own profile: what it says, what others see of it, the photo.

use std::convert::Infallible;

use bytes::Bytes;
use documents::{ExtractProblem, FileKind};
use domain::member::{Member, MemberType, ProfileLink, Shown, ShownTo};
use domain::policy::Viewer;
use domain::text::plain_line;
use domain::{Language, Locale, Uid};
use futures::stream;
use store::RequestState;

use super::values::{MembershipLine, ProfilePage};
use crate::Portal;
use crate::error::Error;
use crate::form::{FieldProblem, FormError, fine};

/// The largest photo that is taken, in bytes (DOMAIN.md, "Member").
pub const PHOTO_MAX: usize = 2 * 1024 * 1024;
/// What is refused in a form by the name of the record's field.
const FIELDS: &[&str] =
    &["first_name", "last_name", "job_title", "region", "bio", "skills", "themes", "languages", "links"];

/// What was typed into the profile.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "the fields are those of `Member`, as text")]
pub struct ProfileForm {
    /// The version of the record that the form shows.
    pub version: String,
    pub first_name: String,
    pub last_name: String,
    pub job_title: String,
    pub member_type: String,
    pub region: String,
    pub bio: String,
    /// Separated by commas.
    pub skills: String,
    pub themes: Vec<String>,
    pub languages: Vec<String>,
    pub link_labels: Vec<String>,
    pub link_urls: Vec<String>,
    pub locale: String,
}

/// What others are to see; codes of `ShownTo`.
#[derive(Clone, Debug, Default)]
pub struct VisibilityForm {
    /// The profile.
    pub profile: String,
    /// The e-mail address.
    pub email: String,
    /// The last sign-in.
    pub last_sign_in: String,
}

impl Portal {
    /// The own profile.
    ///
    /// # Errors
    /// Nobody has signed in.
    pub async fn own_profile(&self, viewer: &Viewer, locale: Locale) -> Result<ProfilePage, Error> {
        let member = self.own_account(viewer)?;
        let kept = self.inner.store.member(viewer, &member).await?.ok_or(Error::NotFound)?;
        let taxonomy = self.taxonomy();
        let themes =
            taxonomy.themes().into_iter().map(|theme| (theme.uid.to_string(), theme.name.in_locale(locale).to_owned()));
        let requests = self.inner.store.own_rows(&member).await?.organisation_requests;
        let waiting = requests.into_iter().filter(|one| one.state == RequestState::Waiting).map(|one| one.name);
        Ok(ProfilePage {
            memberships: self.membership_lines(&kept.record).await?,
            version: kept.version,
            photo: kept.photo,
            themes: themes.collect(),
            names: self.organisation_names().await?,
            waiting_organisations: waiting.collect(),
            member: kept.record,
        })
    }

    /// A member's memberships with the organisations' names; what leads nowhere is left out.
    pub(super) async fn membership_lines(&self, member: &Member) -> Result<Vec<MembershipLine>, Error> {
        let uids: Vec<Uid> = member.memberships.iter().map(|one| one.organisation.clone()).collect();
        let names = if uids.is_empty() { Vec::new() } else { self.inner.store.organisation_names(&uids).await? };
        let line = |one: &domain::member::Membership| {
            let name = names.iter().find(|name| name.uid == one.organisation)?;
            Some(MembershipLine {
                organisation: crate::shown::organisation_link(name),
                uid: one.organisation.to_string(),
                role: one.role,
                state: one.state,
                verified_by: one.verified_by,
                since: one.since,
            })
        };
        Ok(member.memberships.iter().filter_map(line).collect())
    }

    /// Saves the profile, if it is still the one that the form showed.
    ///
    /// # Errors
    /// A field is wrong, `last_name` also where the name can be taken for that of a body; `form` is `conflict` where the
    /// profile changed in the meantime.
    pub async fn save_profile(&self, viewer: &Viewer, form: ProfileForm) -> Result<(), FormError> {
        let member = self.own_account(viewer)?;
        let called = plain_line(&format!("{} {}", form.first_name, form.last_name));
        let before = self.inner.store.member(viewer, &member).await?.ok_or(Error::NotFound)?;
        if before.record.full_name() != called && self.has_body_called_like(&called).await? {
            return Err(FormError::field("last_name", FieldProblem::Invalid));
        }
        self.write(move |change| {
            Box::pin(async move {
                let kept = change.member(&member).await?.ok_or(Error::NotFound)?;
                if form.version != kept.version.to_string() {
                    return Err(FormError::field("form", FieldProblem::Conflict));
                }
                let changed = filled(kept.record, form)?;
                change.put_member(&changed).await?;
                Ok(())
            })
        })
        .await
    }

    /// Saves what others see.
    ///
    /// # Errors
    /// A field is no code of `ShownTo`.
    pub async fn save_visibility(&self, viewer: &Viewer, form: VisibilityForm) -> Result<(), FormError> {
        let member = self.own_account(viewer)?;
        let mut problems = Vec::new();
        let mut read = |field: &'static str, code: &str| {
            ShownTo::from_code(code).unwrap_or_else(|| {
                problems.push((field, FieldProblem::Invalid));
                ShownTo::Nobody
            })
        };
        let shown = Shown {
            profile: read("profile", &form.profile),
            email: read("email", &form.email),
            last_sign_in: read("last_sign_in", &form.last_sign_in),
        };
        fine(problems)?;
        self.write(move |change| {
            Box::pin(async move {
                let mut kept = change.member(&member).await?.ok_or(Error::NotFound)?;
                kept.record.shown = shown;
                change.put_member(&kept.record).await?;
                Ok(())
            })
        })
        .await
    }

    /// Keeps a photo: drawn anew by a child process, so that nothing of the file is left but what one sees.
    ///
    /// # Errors
    /// `photo` is missing, too long (2 MiB) or no picture that is known (PNG, JPEG, WebP); `Broken` where nobody draws.
    pub async fn save_photo(&self, viewer: &Viewer, bytes: Vec<u8>) -> Result<(), FormError> {
        let member = self.own_account(viewer)?;
        let problem = match bytes.len() {
            0 => Some(FieldProblem::Missing),
            length if length > PHOTO_MAX => Some(FieldProblem::TooLong),
            _ => None,
        };
        if let Some(problem) = problem {
            return Err(FormError::field("photo", problem));
        }
        let kind = FileKind::of(&bytes).filter(|kind| kind.is_image());
        let kind = kind.ok_or_else(|| FormError::field("photo", FieldProblem::Invalid))?;
        let _place = self.inner.photos.acquire().await.map_err(|_| Error::Busy)?;
        let photo = stream::once(std::future::ready(Ok::<_, Infallible>(Bytes::from(bytes))));
        let drawn = self.inner.settings.files.extractor.portrait(kind, photo).await.map_err(not_drawn)?;
        self.write(move |change| {
            let kind = drawn.kind.media_type();
            Box::pin(async move { Ok(change.set_photo(&member, kind, drawn.bytes).await.map(drop)?) })
        })
        .await
    }

    /// Takes the photo away.
    ///
    /// # Errors
    /// Nobody has signed in.
    pub async fn remove_photo(&self, viewer: &Viewer) -> Result<(), FormError> {
        let member = self.own_account(viewer)?;
        self.write(move |change| Box::pin(async move { Ok(change.remove_photo(&member).await?) })).await
    }

    /// A member's photo: version, content type, bytes.
    ///
    /// # Errors
    /// `NotFound` where there is none that the viewer may see.
    pub async fn member_photo(&self, viewer: &Viewer, uid: &str) -> Result<(i64, String, Vec<u8>), Error> {
        let uid = Uid::parse(uid).map_err(|_| Error::NotFound)?;
        let photo = self.inner.store.photo(viewer, &uid).await?.ok_or(Error::NotFound)?;
        Ok((photo.version, photo.kind, photo.bytes))
    }
}

/// The record with what the form says.
fn filled(record: Member, form: ProfileForm) -> Result<Member, FormError> {
    let mut problems = Vec::new();
    let member_type = MemberType::from_code(&form.member_type);
    if member_type.is_none() {
        problems.push(("member_type", FieldProblem::Invalid));
    }
    let locale = Locale::from_code(&form.locale);
    if locale.is_none() {
        problems.push(("locale", FieldProblem::Invalid));
    }
    if plain_line(&form.job_title).is_empty() {
        problems.push(("job_title", FieldProblem::Missing));
    }
    fine(problems)?;
    let optional = |text: String| Some(text).filter(|text| !text.trim().is_empty());
    let pairs = form.link_labels.into_iter().zip(form.link_urls);
    // Characters that nobody sees would make an address look like another one.
    let links = pairs.map(|(label, url)| (plain_line(&label), plain_line(&url)));
    let links = links.filter(|(_, url)| !url.is_empty());
    let changed = Member {
        first_name: form.first_name,
        last_name: form.last_name,
        job_title: form.job_title,
        member_type: member_type.unwrap_or(record.member_type),
        region: optional(form.region),
        bio: optional(form.bio),
        skills: form.skills.split(',').map(|skill| skill.trim().to_owned()).filter(|skill| !skill.is_empty()).collect(),
        themes: form.themes.iter().filter_map(|uid| Uid::parse(uid).ok()).collect(),
        languages: form.languages.iter().filter_map(|code| Language::from_code(code)).collect(),
        links: links.map(|(label, url)| link(label, url)).collect(),
        locale: locale.unwrap_or(record.locale),
        ..record
    };
    changed.checked().map_err(|problems| FormError::of_record(&problems, FIELDS))
}

/// A link; without words of its own the address stands for them.
fn link(label: String, url: String) -> ProfileLink {
    let label = if label.is_empty() { url.chars().take(100).collect() } else { label };
    ProfileLink { label, url }
}

/// A photo that was not drawn, in words of the form where it is the photo's fault.
fn not_drawn(problem: ExtractProblem) -> FormError {
    let is_ours = matches!(problem, ExtractProblem::NotStarted(_) | ExtractProblem::File(_));
    if is_ours { Error::Broken(problem.to_string()).into() } else { FormError::field("photo", FieldProblem::Invalid) }
}
