// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Case documents: bringing, changing and taking them away, reading them, and finding their text.

mod adding;
mod attaching;
mod files;
mod owner;
mod reading;
mod renewing;
mod said;
mod texts;
mod values;

use domain::document::CaseDocument;
use domain::policy::{DocumentFacts, On, Parent, PracticeFacts, Viewer};
use domain::practice::Practice;
use domain::twinning::Twinning;
use domain::{Uid, document::DocumentFile};
use store::{KeptDocument, KeptPost, KeptThread};

use crate::Portal;
use crate::error::Error;
use owner::Owner;

pub use files::Files;
pub use reading::OpenedDocument;
pub use said::DocumentForm;
pub use values::{DocumentLine, EarlierFile, FoundPlace, Removal, Renewal};

pub(crate) use renewing::let_in;
pub(crate) use texts::sections;

/// A practice, as what a document belongs to.
fn of_practice(practice: &Practice) -> Parent {
    Parent::Of(Box::new(On::Practice(PracticeFacts::from(practice))))
}

/// A twinning, as what a document belongs to.
fn of_twinning(twinning: &Twinning) -> Parent {
    Parent::Of(Box::new(crate::twinnings::facts(twinning)))
}

/// A post, as what a document belongs to.
fn of_post(thread: &KeptThread, post: &KeptPost) -> Parent {
    Parent::Of(Box::new(post.on(thread)))
}

/// What permission asks about a document of something.
fn facts(document: &CaseDocument, parent: &Parent) -> On {
    On::Document(DocumentFacts {
        parent: parent.clone(),
        audience: document.audience,
        author: document.author.clone(),
        standing: document.standing,
    })
}

impl Portal {
    /// A document with what it belongs to, as far as the viewer may see that.
    async fn document_with_parent(&self, viewer: &Viewer, document: &str) -> Result<(KeptDocument, Parent), Error> {
        let uid = Uid::parse(document).map_err(|_| Error::NotFound)?;
        let kept = self.inner.store.kept_documents(std::slice::from_ref(&uid)).await?.pop().ok_or(Error::NotFound)?;
        let store = &self.inner.store;
        let parent = match Owner::of(&kept.record) {
            Some(Owner::Practice(uid)) => store.practice_for(viewer, &uid).await?.map(|kept| of_practice(&kept.record)),
            Some(Owner::Twinning(uid)) => store.twinning(viewer, &uid).await?.map(|kept| of_twinning(&kept.record)),
            Some(Owner::Post(uid)) => store.post(viewer, &uid).await?.map(|(post, thread)| of_post(&thread, &post)),
            None => None,
        };
        Ok((kept, parent.unwrap_or(Parent::Missing)))
    }
}

/// What a file is, by the code in its record.
fn kind_of(file: &DocumentFile) -> Result<documents::FileKind, Error> {
    documents::FileKind::from_code(&file.kind).ok_or(Error::NotFound)
}
