// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Beginning a practice: a title is enough.

use domain::organisation::Organisation;
use domain::policy::{Act, New, On, Viewer, allows};
use domain::practice::{Audience, Licence, Practice, Stage};
use domain::revision::RevisionAct;
use domain::text::plain_line;
use domain::{Language, Uid};
use store::Change;

use super::values::WritingChoices;
use super::{Deed, asking, put, write_down};
use crate::Portal;
use crate::error::Error;
use crate::form::{FieldProblem, FormError, fine};

/// What is asked before the first step.
#[derive(Clone, Debug, Default)]
pub struct BeginForm {
    /// The title.
    pub title: String,
    /// The organisation's identifier; empty for none yet.
    pub organisation: String,
    /// The code of the language of the text.
    pub language: String,
}

impl Portal {
    /// What one chooses among when beginning a practice.
    ///
    /// # Errors
    /// Nobody has signed in.
    pub async fn writing_choices(&self, viewer: &Viewer) -> Result<WritingChoices, Error> {
        asking(viewer)?;
        Ok(WritingChoices { organisations: self.own_organisations(viewer).await? })
    }

    /// The organisations that the viewer acts for: identifier and name.
    pub(super) async fn own_organisations(&self, viewer: &Viewer) -> Result<Vec<(String, String)>, Error> {
        let Some(acting) = viewer.acting() else { return Ok(Vec::new()) };
        let uids: Vec<Uid> = acting.memberships.iter().map(|one| one.organisation.clone()).collect();
        let names = if uids.is_empty() { Vec::new() } else { self.inner.store.organisation_names(&uids).await? };
        let named = |uid: &Uid| names.iter().find(|name| name.uid == *uid).map(|name| name.name.clone());
        Ok(uids.iter().filter_map(|uid| Some((uid.to_string(), named(uid)?))).collect())
    }

    /// Begins a practice as a draft of the viewer; answers its identifier.
    ///
    /// # Errors
    /// `title` is missing or too long; `organisation` is not one that the viewer acts for; `language` is unknown.
    pub async fn begin_practice(&self, viewer: &Viewer, form: BeginForm) -> Result<String, FormError> {
        let by = asking(viewer)?;
        let begun = form.checked(viewer)?;
        let (uid, revision) = (self.new_uid(), self.new_uid());
        let answer = uid.to_string();
        self.write(move |change| {
            Box::pin(async move {
                let body = body_of(change, begun.owner.as_ref()).await?;
                let practice = draft(uid, begun, by.clone(), body.as_ref());
                put(change, &practice).await?;
                let deed = Deed::plain(by, RevisionAct::Created);
                write_down(change, revision, &practice, deed, Some(&practice)).await
            })
        })
        .await?;
        Ok(answer)
    }
}

/// What a practice begins with, once it was checked.
pub(super) struct Begun {
    title: String,
    language: Language,
    pub(super) owner: Option<Uid>,
}

impl BeginForm {
    /// Reads what was typed, and decides whether the viewer may begin a practice with it.
    pub(super) fn checked(self, viewer: &Viewer) -> Result<Begun, FormError> {
        let mut problems = Vec::new();
        let title = plain_line(&self.title);
        match title.chars().count() {
            0 => problems.push(("title", FieldProblem::Missing)),
            length if length > domain::text::TITLE_MAX => problems.push(("title", FieldProblem::TooLong)),
            _ => {}
        }
        let language = Language::from_code(&self.language);
        if language.is_none() {
            problems.push(("language", FieldProblem::Unknown));
        }
        let owner = match self.organisation.as_str() {
            "" => None,
            uid => match Uid::parse(uid) {
                Ok(uid) if allows(viewer, Act::Create, &On::New(New::Practice, Some(uid.clone()))).is_ok() => Some(uid),
                _ => {
                    problems.push(("organisation", FieldProblem::NotAllowed));
                    None
                }
            },
        };
        fine(problems)?;
        allows(viewer, Act::Create, &On::New(New::Practice, owner.clone()))?;
        Ok(Begun { title, language: language.unwrap_or(Language::Italian), owner })
    }
}

/// The organisation that a practice begins with, as it stands inside the change.
pub(super) async fn body_of(change: &mut Change, owner: Option<&Uid>) -> Result<Option<Organisation>, FormError> {
    match owner {
        Some(owner) => Ok(change.organisation(owner).await?),
        None => Ok(None),
    }
}

/// A practice of which there is only the title, and what follows from its organisation.
pub(super) fn draft(uid: Uid, begun: Begun, author: Uid, owner: Option<&Organisation>) -> Practice {
    let bare = serde_json::json!({
        "uid": uid, "title": begun.title, "language": begun.language, "stage": Stage::Draft,
        "audience": Audience::Public, "licence_of_text": Licence::CcBy, "authors": [author],
        "owner_org": owner.map(|owner| owner.uid.clone()), "region": owner.and_then(|owner| owner.region.clone()),
    });
    serde_json::from_value(bare).expect("an identifier, a title and a language make a practice")
}
