// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Saved searches: a member keeps a search of practices or adverts, and is told by mail when something new is there.

mod address;
mod looking;
mod stopping;

use domain::Locale;
use domain::Uid;
use domain::policy::{Act, On, Viewer, allows};
use domain::saved_search::{AlertFrequency, SAVED_MAX, SavedKind, SavedSearch};

use crate::Portal;
use crate::error::Error;
use crate::form::{FieldProblem, FieldProblems, FormError, beside, fine};
use crate::values::FacetValue;
use crate::writing::asking;

pub use stopping::AlertLink;

/// The form by which a search is saved, as it was sent.
#[derive(Clone, Debug, Default)]
pub struct SaveForm {
    /// The code of what is searched.
    pub kind: String,
    /// The parameters of the list, as they stand in its address.
    pub query: String,
    /// How the member calls it.
    pub name: String,
    /// The code of how often the member is told.
    pub frequency: String,
}

/// Something that narrows a saved search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedFilter {
    /// The parameter.
    pub parameter: String,
    /// Its value.
    pub value: FacetValue,
}

/// What a search asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchAsked {
    /// What is searched.
    pub kind: SavedKind,
    /// The parameters of the list, as they stand in its address.
    pub query: String,
    /// The words; may be empty.
    pub text: String,
    /// What else narrows it.
    pub filters: Vec<SavedFilter>,
}

/// A search that is about to be saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavePage {
    /// What it asks for.
    pub asked: SearchAsked,
    /// Whether there may be one more.
    pub has_room: bool,
}

/// A saved search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedLine {
    /// Names it.
    pub uid: String,
    /// How the member calls it.
    pub name: String,
    /// What it asks for.
    pub asked: SearchAsked,
    /// How often the member is told.
    pub frequency: AlertFrequency,
}

/// The own saved searches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnSearches {
    /// The latest first.
    pub lines: Vec<SavedLine>,
    /// Whether there may be one more.
    pub has_room: bool,
}

impl Portal {
    /// The searches that the viewer saved.
    ///
    /// # Errors
    /// Nobody has signed in.
    pub async fn own_searches(&self, viewer: &Viewer, locale: Locale) -> Result<OwnSearches, Error> {
        let saved = self.inner.store.saved_searches(viewer, &asking(viewer)?).await?;
        let has_room = saved.len() < SAVED_MAX;
        Ok(OwnSearches { lines: saved.into_iter().map(|one| self.saved_line(one, locale)).collect(), has_room })
    }

    /// A search that the viewer is about to save.
    ///
    /// # Errors
    /// Nobody has signed in; `NotFound` where it is none that can be saved.
    pub async fn save_page(&self, viewer: &Viewer, locale: Locale, kind: &str, query: &str) -> Result<SavePage, Error> {
        let member = asking(viewer)?;
        let kind = SavedKind::from_code(kind).ok_or(Error::NotFound)?;
        let has_room = self.inner.store.saved_searches(viewer, &member).await?.len() < SAVED_MAX;
        let parameters = address::parameters(kind, query);
        Ok(SavePage { asked: self.search_asked(kind, &parameters, locale), has_room })
    }

    /// Saves a search; answers its identifier.
    ///
    /// # Errors
    /// Nobody has signed in. `name` is missing or too long (more than 100 characters); `frequency` is unknown; `form` is
    /// not allowed where there are 50 already, and too long or invalid where the search cannot be saved.
    pub async fn save_search(&self, viewer: &Viewer, form: SaveForm) -> Result<String, FormError> {
        let member = asking(viewer)?;
        let kind = SavedKind::from_code(&form.kind).ok_or(Error::NotFound)?;
        let search = SavedSearch {
            uid: self.new_uid(),
            member,
            name: form.name,
            kind,
            parameters: address::parameters(kind, &form.query),
            frequency: AlertFrequency::Off,
            at: self.now().as_millisecond(),
            told_at: None,
        };
        let search = checked(search, &form.frequency)?;
        let uid = search.uid.to_string();
        self.write(move |change| {
            Box::pin(async move {
                let kept = change.add_saved_search(&search, SAVED_MAX).await?;
                if kept { Ok(()) } else { Err(FormError::field("form", FieldProblem::NotAllowed)) }
            })
        })
        .await?;
        Ok(uid)
    }

    /// One of the own saved searches.
    ///
    /// # Errors
    /// `NotFound` where there is none, or it is not the viewer's.
    pub async fn saved_search(&self, viewer: &Viewer, locale: Locale, uid: &str) -> Result<SavedLine, Error> {
        let search = self.search_to(viewer, Act::Read, uid).await?;
        Ok(self.saved_line(search, locale))
    }

    /// Changes what a saved search is called, and how often it tells.
    ///
    /// # Errors
    /// It is not the viewer's; `name` and `frequency` as in `save_search`.
    pub async fn change_search(
        &self,
        viewer: &Viewer,
        uid: &str,
        name: String,
        frequency: &str,
    ) -> Result<(), FormError> {
        let search = self.search_to(viewer, Act::Edit, uid).await?;
        let search = checked(SavedSearch { name, ..search }, frequency)?;
        self.write(move |change| Box::pin(async move { there(change.change_saved_search(&search).await?) })).await
    }

    /// Deletes a saved search, with its alert.
    ///
    /// # Errors
    /// It is not the viewer's.
    pub async fn delete_search(&self, viewer: &Viewer, uid: &str) -> Result<(), FormError> {
        let search = self.search_to(viewer, Act::Delete, uid).await?;
        self.write(move |change| {
            Box::pin(async move { there(change.delete_saved_search(&search.member, &search.uid).await?) })
        })
        .await
    }

    /// A saved search to which the viewer is about to do something.
    async fn search_to(&self, viewer: &Viewer, act: Act, uid: &str) -> Result<SavedSearch, Error> {
        asking(viewer)?;
        let uid = Uid::parse(uid).map_err(|_| Error::NotFound)?;
        let search = self.inner.store.saved_search(viewer, &uid).await?.ok_or(Error::NotFound)?;
        allows(viewer, act, &On::SavedSearch(search.member.clone()))?;
        Ok(search)
    }

    fn saved_line(&self, search: SavedSearch, locale: Locale) -> SavedLine {
        SavedLine {
            uid: search.uid.to_string(),
            asked: self.search_asked(search.kind, &search.parameters, locale),
            name: search.name,
            frequency: search.frequency,
        }
    }

    fn search_asked(&self, kind: SavedKind, parameters: &address::Parameters, locale: Locale) -> SearchAsked {
        SearchAsked {
            kind,
            query: address::query(parameters),
            text: address::text(parameters),
            filters: address::filters(parameters, &self.taxonomy(), locale),
        }
    }
}

/// A search that can be kept, told of as often as was chosen.
fn checked(search: SavedSearch, frequency: &str) -> Result<SavedSearch, FormError> {
    let chosen = AlertFrequency::from_code(frequency);
    let mut problems = FieldProblems::new();
    let search = SavedSearch { frequency: chosen.unwrap_or(search.frequency), ..search };
    let search = match search.checked() {
        Ok(search) => Some(search),
        Err(found) => {
            let of_field = |field: &str| if field == "name" { "name" } else { "form" };
            let found = found.iter().map(|one| (of_field(&one.field), FieldProblem::from(&one.fault)));
            problems = beside(problems, found);
            None
        }
    };
    if chosen.is_none() {
        problems.push(("frequency", FieldProblem::Unknown));
    }
    fine(problems)?;
    search.ok_or_else(|| Error::NotFound.into())
}

/// Somebody else may have deleted it a moment ago.
fn there(done: bool) -> Result<(), FormError> {
    if done { Ok(()) } else { Err(Error::NotFound.into()) }
}
