// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The own documents of a twinning, for those who write it. How they are brought, changed and taken away is said in
//! `crate::documents`.

use domain::Language;
use domain::policy::{Act, Viewer};

use crate::Portal;
use crate::documents::DocumentLine;
use crate::error::Error;

/// The documents of a twinning on its desk.
#[derive(Clone, Debug)]
pub struct TwinningDocuments {
    /// The address of the twinning.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Its language.
    pub language: Language,
    /// Its documents, in the order in which they came.
    pub lines: Vec<DocumentLine>,
}

impl Portal {
    /// The documents of a twinning, for those who write it.
    ///
    /// # Errors
    /// `NotFound`, or the viewer does not write it.
    pub async fn documents_on_desk(&self, viewer: &Viewer, slug: &str) -> Result<TwinningDocuments, Error> {
        let kept = self.twinning_at_to(viewer, Act::Edit, slug).await?;
        Ok(TwinningDocuments {
            slug: kept.slug.to_string(),
            lines: self.twinning_document_lines(viewer, &kept.record).await?,
            title: kept.record.title,
            language: kept.record.language,
        })
    }
}
