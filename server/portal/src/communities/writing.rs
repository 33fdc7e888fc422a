// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Beginning a community, changing what it says of itself, closing it and opening it again.

use domain::community::{Access, Belonging, BelongingState, Community, CommunityRole, CommunityState, audiences};
use domain::policy::{Act, New, On, Viewer, allows};
use domain::practice::Audience;
use domain::practice::writing::LackKind;
use domain::text::{plain_line, plain_text};
use domain::{Locale, Uid};

use super::held;
use super::reading::acts_of;
use super::values::CommunityFormPage;
use crate::Portal;
use crate::error::Error;
use crate::form::{FieldProblem, FieldProblems, FormError, Typed, beside, fine};
use crate::writing::asking;

/// The fields of the form.
const FIELDS: &[&str] = &["name", "acronym", "summary", "description", "themes", "access", "audience"];

impl Portal {
    /// The form of a community that is not there yet.
    ///
    /// # Errors
    /// The viewer may not begin one.
    pub async fn new_community_page(&self, viewer: &Viewer, locale: Locale) -> Result<CommunityFormPage, Error> {
        allows(viewer, Act::Create, &On::New(New::Community, None))?;
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let typed = vec![
            pair("key", self.new_uid().as_str()),
            pair("access", Access::Open.code()),
            pair("audience", Audience::Public.code()),
        ];
        Ok(CommunityFormPage {
            standing: None,
            typed: Typed(typed),
            themes: self.taxonomy().options(locale),
            may_advance: false,
        })
    }

    /// The form of a community that is there.
    ///
    /// # Errors
    /// The viewer may not change it.
    pub async fn community_form_page(
        &self,
        viewer: &Viewer,
        locale: Locale,
        slug: &str,
    ) -> Result<CommunityFormPage, Error> {
        let kept = self.community_to(viewer, Act::Edit, slug).await?;
        Ok(CommunityFormPage {
            standing: Some(self.community_card(viewer, locale, &kept).await?),
            typed: typed(&kept.record, kept.version),
            themes: self.taxonomy().options(locale),
            may_advance: acts_of(viewer, &kept).contains(&Act::Advance),
        })
    }

    /// Begins a community, which belongs to who begins it; gives its address. Sent twice, it is begun once.
    ///
    /// # Errors
    /// The viewer may not; a field is wrong.
    pub async fn begin_community(&self, viewer: &Viewer, locale: Locale, form: &Typed) -> Result<String, FormError> {
        let by = asking(viewer)?;
        allows(viewer, Act::Create, &On::New(New::Community, None))?;
        let uid = Uid::parse(form.value("key")).unwrap_or_else(|_| self.new_uid());
        let community = self.filled(bare(uid.clone(), locale)?, form)?;
        let (viewer, own) = (viewer.clone(), self.new_uid());
        let begun = uid.clone();
        self.write(move |change| {
            Box::pin(async move {
                if let Some(there) = change.community(&uid).await? {
                    let is_own = there.people.owner() == Some(&by);
                    return if is_own { Ok(()) } else { Err(FormError::field("form", FieldProblem::Conflict)) };
                }
                allows(&viewer, Act::Create, &On::New(New::Community, None))?;
                change.put_community(&community).await?;
                let since = change.now().as_millisecond();
                let (role, state) = (CommunityRole::Owner, BelongingState::Active);
                let owner = Belonging { uid: own, community: uid, member: by, role, state, since, note: None };
                change.put_belonging(&owner).await?;
                Ok(())
            })
        })
        .await?;
        let found = self.inner.store.kept_communities(&[begun]).await?.pop().ok_or(Error::NotFound)?;
        Ok(found.slug.to_string())
    }

    /// Changes what a community says of itself, over the version that the form shows; gives its address, which may be
    /// another one. Where more people read it by that, what was written in it until now stays for those who belong to it.
    ///
    /// # Errors
    /// The viewer may not; a field is wrong; `form` is `conflict` where somebody else changed it.
    pub async fn change_community(&self, viewer: &Viewer, slug: &str, form: &Typed) -> Result<String, FormError> {
        let kept = self.community_to(viewer, Act::Edit, slug).await?;
        let (uid, changed) = (kept.record.uid.clone(), kept.record.uid.clone());
        let community = self.filled(kept.record, form)?;
        let (viewer, version) = (viewer.clone(), form.value("version").to_owned());
        self.write(move |change| {
            Box::pin(async move {
                let standing = held(change, &viewer, Act::Edit, &uid).await?;
                if standing.version.to_string() != version {
                    return Err(FormError::field("form", FieldProblem::Conflict));
                }
                let community = Community { state: standing.record.state, ..community };
                change.put_community(&community).await?;
                if community.widens(&standing.record) {
                    change.narrow_threads_of(&uid).await?;
                }
                Ok(())
            })
        })
        .await?;
        let found = self.inner.store.kept_communities(&[changed]).await?.pop().ok_or(Error::NotFound)?;
        Ok(found.slug.to_string())
    }

    /// Closes a community, which then can only be read, or opens it again.
    ///
    /// # Errors
    /// The viewer may not.
    pub async fn advance_community(&self, viewer: &Viewer, slug: &str, state: CommunityState) -> Result<(), FormError> {
        let uid = self.community_to(viewer, Act::Advance, slug).await?.record.uid;
        let viewer = viewer.clone();
        self.write(move |change| {
            Box::pin(async move {
                let kept = held(change, &viewer, Act::Advance, &uid).await?;
                change.put_community(&Community { state, ..kept.record }).await?;
                Ok(())
            })
        })
        .await
    }

    /// A community with what was typed.
    fn filled(&self, community: Community, form: &Typed) -> Result<Community, FormError> {
        let taxonomy = self.taxonomy();
        let mut problems = FieldProblems::new();
        let optional =
            |name: &str, read: fn(&str) -> String| Some(read(form.value(name))).filter(|text| !text.is_empty());
        let mut themes = Vec::new();
        for typed in form.values("themes").filter(|typed| !typed.is_empty()) {
            match taxonomy.theme(typed) {
                Some(theme) if themes.contains(&theme.uid) => {}
                Some(theme) => themes.push(theme.uid.clone()),
                None => problems.push(("themes", FieldProblem::Unknown)),
            }
        }
        let access = Access::from_code(form.value("access"));
        let audience = Audience::from_code(form.value("audience"));
        let known = audience.filter(|one| Audience::Parties != *one);
        for (name, is_there) in [("access", access.is_some()), ("audience", known.is_some())] {
            if !is_there {
                problems.push((name, FieldProblem::Missing));
            }
        }
        let access = access.unwrap_or(community.access);
        let filled = Community {
            name: plain_line(form.value("name")),
            acronym: optional("acronym", plain_line),
            summary: optional("summary", plain_text),
            description: optional("description", plain_text),
            themes,
            access,
            // What is written in a private one is for it: that is no choice.
            audience: match audiences(access) {
                [only] => *only,
                _ => known.unwrap_or(community.audience),
            },
            ..community
        };
        let lacks = filled.lacks().into_iter();
        let lacks = lacks.map(|(field, kind)| (field, problem(kind))).filter(|(field, _)| FIELDS.contains(field));
        fine(beside(FieldProblems::new(), problems.into_iter().chain(lacks)))?;
        filled.checked().map_err(|problems| FormError::of_record(&problems, FIELDS))
    }
}

const fn problem(kind: LackKind) -> FieldProblem {
    match kind {
        LackKind::Missing => FieldProblem::Missing,
        LackKind::TooShort { .. } | LackKind::TooFew { .. } => FieldProblem::TooShort,
        LackKind::TooLong { .. } | LackKind::TooMany { .. } => FieldProblem::TooLong,
        LackKind::Contradicts => FieldProblem::Invalid,
    }
}

/// A community of which there is only who names it.
fn bare(uid: Uid, locale: Locale) -> Result<Community, Error> {
    let bare = serde_json::json!({"uid": uid, "name": "", "language": locale.language()});
    serde_json::from_value(bare).map_err(|error| Error::Broken(error.to_string()))
}

/// What stands in the form.
fn typed(record: &Community, version: i64) -> Typed {
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let mut typed = vec![
        pair("version", &version.to_string()),
        pair("name", &record.name),
        pair("acronym", record.acronym.as_deref().unwrap_or_default()),
        pair("summary", record.summary.as_deref().unwrap_or_default()),
        pair("description", record.description.as_deref().unwrap_or_default()),
        pair("access", record.access.code()),
        pair("audience", record.audience.code()),
    ];
    typed.extend(record.themes.iter().map(|theme| pair("themes", theme.as_str())));
    Typed(typed)
}
