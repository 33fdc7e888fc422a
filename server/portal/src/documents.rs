// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Case documents: bringing, changing and taking them away, reading them, and finding their text.

mod adding;
mod files;
mod reading;
mod texts;
mod values;

use domain::document::CaseDocument;
use domain::policy::{DocumentFacts, On, Parent, PracticeFacts, Viewer};
use domain::practice::Practice;
use domain::{Uid, document::DocumentFile};
use store::{KeptDocument, KeptPractice};

use crate::Portal;
use crate::error::Error;

pub use adding::DocumentForm;
pub use files::Files;
pub use reading::OpenedDocument;
pub use values::{DocumentLine, EarlierFile, FoundPlace};

pub(crate) use texts::sections;

/// What permission asks about a document; a missing practice denies.
fn facts(document: &CaseDocument, practice: Option<&Practice>) -> On {
    let parent = practice.map(|practice| Parent::Of(Box::new(On::Practice(PracticeFacts::from(practice)))));
    On::Document(DocumentFacts {
        parent: parent.unwrap_or(Parent::Missing),
        audience: document.audience,
        author: document.author.clone(),
        standing: document.standing,
    })
}

impl Portal {
    /// A document with its practice, as far as the viewer may see that one.
    async fn document_with_practice(
        &self,
        viewer: &Viewer,
        document: &str,
    ) -> Result<(KeptDocument, Option<KeptPractice>), Error> {
        let uid = Uid::parse(document).map_err(|_| Error::NotFound)?;
        let kept = self.inner.store.kept_documents(std::slice::from_ref(&uid)).await?.pop().ok_or(Error::NotFound)?;
        let practice = self.inner.store.practice_for(viewer, &kept.record.practice).await?;
        Ok((kept, practice))
    }
}

/// What a file is, by the code in its record.
fn kind_of(file: &DocumentFile) -> Result<documents::FileKind, Error> {
    documents::FileKind::from_code(&file.kind).ok_or(Error::NotFound)
}
