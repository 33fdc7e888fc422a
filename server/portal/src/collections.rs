// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Own collections of practices: a member makes them, fills them from the pages of practices, and may pass their
//! addresses on. Whoever reads one sees of it the practices that this reader may read.

use domain::collection::{COLLECTED_MAX, COLLECTIONS_MAX, NAME_MAX, NAME_MIN, NOTE_MAX, Sharing};
use domain::policy::{Act, CollectionFacts, On, Viewer, allows};
use domain::text::{plain_line, plain_text};
use domain::{Locale, Uid};
use store::{Change, KeptCollection, NewCollection};

use crate::Portal;
use crate::cards::{PracticeCard, Text};
use crate::error::Error;
use crate::form::{FieldProblem, FieldProblems, FormError, fine};
use crate::shown::practice_card;
use crate::writing::asking;

/// The form of a collection, as it was typed.
#[derive(Clone, Debug, Default)]
pub struct CollectionForm {
    /// What it is called.
    pub name: String,
    /// What it is for.
    pub note: String,
    /// The code of who may read it.
    pub sharing: String,
}

/// The form by which a practice is put into collections, as it was sent.
#[derive(Clone, Debug, Default)]
pub struct CollectForm {
    /// The collections that it shall be in.
    pub chosen: Vec<String>,
    /// Those that it was in when the page was shown.
    pub was: Vec<String>,
    /// The name of a new one; empty for none.
    pub name: String,
}

/// The own collections.
#[derive(Clone, Debug)]
pub struct OwnCollections {
    /// The newest first.
    pub lines: Vec<CollectionLine>,
    /// Whether there may be one more.
    pub has_room: bool,
}

/// A collection in the list of its owner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CollectionLine {
    /// Names it.
    pub uid: String,
    /// What it is called.
    pub name: String,
    /// Who may read it.
    pub sharing: Sharing,
    /// How many practices are in it.
    pub practices: u64,
}

/// A collection as it is read.
#[derive(Clone, Debug)]
pub struct CollectionPage {
    /// Names it.
    pub uid: String,
    /// What it is called.
    pub name: String,
    /// What it is for; may be empty.
    pub note: String,
    /// Who may read it.
    pub sharing: Sharing,
    /// Whether the viewer may change it.
    pub may_edit: bool,
    /// The practices that the viewer may read, those put in last first.
    pub practices: Vec<PracticeCard>,
    /// How many the viewer may not read: told to the owner only.
    pub unseen: u64,
}

/// A practice with the own collections.
#[derive(Clone, Debug)]
pub struct CollectPage {
    /// The practice's address.
    pub slug: String,
    /// Its title.
    pub title: Text,
    /// The own collections: which they are, what they are called, whether the practice is in them.
    pub collections: Vec<(String, String, bool)>,
    /// Whether there may be one more.
    pub has_room: bool,
}

impl Portal {
    /// The viewer's own collections.
    ///
    /// # Errors
    /// Nobody has signed in.
    pub async fn own_collections(&self, viewer: &Viewer) -> Result<OwnCollections, Error> {
        let kept = self.inner.store.collections_of(&asking(viewer)?).await?;
        let has_room = has_room(&kept);
        let line = |one: KeptCollection| CollectionLine {
            uid: one.uid.to_string(),
            name: one.name,
            sharing: one.sharing,
            practices: one.practices,
        };
        Ok(OwnCollections { lines: kept.into_iter().map(line).collect(), has_room })
    }

    /// Makes a collection; answers its identifier.
    ///
    /// # Errors
    /// Nobody has signed in. `name` is missing, too short (less than 3 characters) or too long (more than 100); `note`
    /// is too long (more than 500); `sharing` is unknown; `form` is not allowed where there are 50 already.
    pub async fn make_collection(&self, viewer: &Viewer, form: CollectionForm) -> Result<String, FormError> {
        let collection = form.checked(self.new_uid(), asking(viewer)?)?;
        let uid = collection.uid.to_string();
        self.write(move |change| {
            Box::pin(async move {
                let kept = change.add_collection(&collection, COLLECTIONS_MAX).await?;
                if kept { Ok(()) } else { Err(full("form")) }
            })
        })
        .await?;
        Ok(uid)
    }

    /// A collection with the practices that the viewer may read.
    ///
    /// # Errors
    /// `NotFound` where there is none, or it is not shared and not the viewer's.
    pub async fn collection(&self, viewer: &Viewer, locale: Locale, uid: &str) -> Result<CollectionPage, Error> {
        let kept = self.collection_to(viewer, Act::Read, uid).await?;
        let may_edit = allows(viewer, Act::Edit, &on(&kept)).is_ok();
        let rows = self.inner.store.practices_collected(viewer, &kept.uid).await?;
        let seen = u64::try_from(rows.len()).unwrap_or(u64::MAX);
        let taxonomy = self.taxonomy();
        Ok(CollectionPage {
            uid: kept.uid.to_string(),
            name: kept.name,
            note: kept.note,
            sharing: kept.sharing,
            may_edit,
            practices: rows.iter().map(|row| practice_card(row, &taxonomy, locale)).collect(),
            unseen: if may_edit { kept.practices.saturating_sub(seen) } else { 0 },
        })
    }

    /// Changes what a collection is called, what it is for and who may read it.
    ///
    /// # Errors
    /// It is not the viewer's; and as `make_collection`.
    pub async fn change_collection(&self, viewer: &Viewer, uid: &str, form: CollectionForm) -> Result<(), FormError> {
        let kept = self.collection_to(viewer, Act::Edit, uid).await?;
        let collection = form.checked(kept.uid, kept.member)?;
        self.write(move |change| Box::pin(async move { there(change.change_collection(&collection).await?) })).await
    }

    /// Deletes a collection; its practices stay where they are.
    ///
    /// # Errors
    /// It is not the viewer's.
    pub async fn delete_collection(&self, viewer: &Viewer, uid: &str) -> Result<(), FormError> {
        let kept = self.collection_to(viewer, Act::Delete, uid).await?;
        self.write(move |change| {
            Box::pin(async move { there(change.delete_collection(&kept.member, &kept.uid).await?) })
        })
        .await
    }

    /// Takes a practice out of a collection; where it is not in it, nothing happens.
    ///
    /// # Errors
    /// The collection is not the viewer's.
    pub async fn take_out_of_collection(&self, viewer: &Viewer, uid: &str, practice: &str) -> Result<(), FormError> {
        let kept = self.collection_to(viewer, Act::Edit, uid).await?;
        let practice = Uid::parse(practice).map_err(|_| Error::NotFound)?;
        self.write(move |change| {
            Box::pin(async move {
                change.take_out(&kept.member, &kept.uid, &practice).await?;
                Ok(())
            })
        })
        .await
    }

    /// A practice with the viewer's own collections, to put it into some of them.
    ///
    /// # Errors
    /// Nobody has signed in, or the viewer does not see the practice.
    pub async fn collect_page(&self, viewer: &Viewer, slug: &str) -> Result<CollectPage, Error> {
        let member = asking(viewer)?;
        let practice = self.kept_at(viewer, slug).await?;
        let held = self.inner.store.collections_holding(&member, &practice.record.uid).await?;
        let own = self.inner.store.collections_of(&member).await?;
        let has_room = has_room(&own);
        let line = |one: KeptCollection| {
            let holds = held.contains(&one.uid);
            (one.uid.to_string(), one.name, holds)
        };
        Ok(CollectPage {
            slug: practice.slug.to_string(),
            title: Text { text: practice.record.title, language: practice.record.language },
            collections: own.into_iter().map(line).collect(),
            has_room,
        })
    }

    /// Puts a practice into the chosen collections and takes it out of those that are chosen no more. Into which it was
    /// put elsewhere since the page was shown, it stays.
    ///
    /// # Errors
    /// As `collect_page`; `chosen` is too long where one of them has 200 practices already; `name` as in
    /// `make_collection`.
    pub async fn collect(&self, viewer: &Viewer, slug: &str, form: CollectForm) -> Result<(), FormError> {
        let member = asking(viewer)?;
        let practice = self.kept_at(viewer, slug).await?.record.uid;
        let new = match form.name.trim().is_empty() {
            true => None,
            false => Some(CollectionForm::private(&form.name).checked(self.new_uid(), member.clone())?),
        };
        let own = self.inner.store.collections_of(&member).await?;
        let held = self.inner.store.collections_holding(&member, &practice).await?;
        let is_in = |list: &[String], uid: &Uid| list.iter().any(|one| one == uid.as_str());
        let (mut into, mut out_of) = (Vec::new(), Vec::new());
        for uid in own.into_iter().map(|one| one.uid) {
            match (is_in(&form.chosen, &uid), held.contains(&uid)) {
                (true, false) => into.push(uid),
                (false, true) if is_in(&form.was, &uid) => out_of.push(uid),
                _ => {}
            }
        }
        self.write(move |change| {
            Box::pin(async move {
                for uid in &out_of {
                    change.take_out(&member, uid, &practice).await?;
                }
                if let Some(new) = new {
                    if !change.add_collection(&new, COLLECTIONS_MAX).await? {
                        return Err(full("name"));
                    }
                    into.push(new.uid);
                }
                put_into(change, &member, &into, &practice).await
            })
        })
        .await
    }

    /// A collection to which the viewer is about to do something.
    async fn collection_to(&self, viewer: &Viewer, act: Act, uid: &str) -> Result<KeptCollection, Error> {
        let uid = Uid::parse(uid).map_err(|_| Error::NotFound)?;
        let kept = self.inner.store.collection(&uid).await?.ok_or(Error::NotFound)?;
        allows(viewer, act, &on(&kept))?;
        Ok(kept)
    }
}

impl CollectionForm {
    /// A name alone, as one begins.
    fn private(name: &str) -> Self {
        Self { name: name.to_owned(), note: String::new(), sharing: Sharing::Private.code().to_owned() }
    }

    fn checked(&self, uid: Uid, member: Uid) -> Result<NewCollection, FormError> {
        let (name, note) = (plain_line(&self.name), plain_text(&self.note));
        let mut problems = FieldProblems::new();
        match name.chars().count() {
            0 => problems.push(("name", FieldProblem::Missing)),
            length if length < NAME_MIN => problems.push(("name", FieldProblem::TooShort)),
            length if length > NAME_MAX => problems.push(("name", FieldProblem::TooLong)),
            _ => {}
        }
        if note.chars().count() > NOTE_MAX {
            problems.push(("note", FieldProblem::TooLong));
        }
        let sharing = Sharing::from_code(&self.sharing);
        if sharing.is_none() {
            problems.push(("sharing", FieldProblem::Unknown));
        }
        fine(problems)?;
        Ok(NewCollection { uid, member, name, note, sharing: sharing.unwrap_or(Sharing::Private) })
    }
}

async fn put_into(change: &mut Change, member: &Uid, into: &[Uid], practice: &Uid) -> Result<(), FormError> {
    for uid in into {
        if !change.collect(member, uid, practice, COLLECTED_MAX).await? {
            return Err(FormError::field("chosen", FieldProblem::TooLong));
        }
    }
    Ok(())
}

fn on(kept: &KeptCollection) -> On {
    On::Collection(CollectionFacts { owner: kept.member.clone(), sharing: kept.sharing })
}

fn has_room(own: &[KeptCollection]) -> bool {
    u64::try_from(own.len()).is_ok_and(|own| own < COLLECTIONS_MAX)
}

fn full(field: &'static str) -> FormError {
    FormError::field(field, FieldProblem::NotAllowed)
}

/// Somebody else may have deleted it a moment ago.
fn there(done: bool) -> Result<(), FormError> {
    if done { Ok(()) } else { Err(Error::NotFound.into()) }
}
