// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The text of documents: found by a child process after the upload, kept beside the document, searched.

use documents::{ContentHash, EXTRACTOR, ExtractProblem, Section};
use domain::Uid;
use domain::document::TextState;
use store::DocumentText;

use super::kind_of;
use crate::Portal;
use crate::error::Error;
use crate::form::FormError;

/// How many documents are read again at once after the rules of reading changed.
const AGAIN: u32 = 100;

/// The sections of a text that is kept; none where it is of another form.
pub(crate) fn sections(text: &DocumentText) -> Vec<Section> {
    serde_json::from_str(&text.sections).unwrap_or_default()
}

impl Portal {
    /// Finds the text of a document and keeps it; the index follows.
    ///
    /// # Errors
    /// The reader could not be started or the file not be handed over: worth another try. What lies with the file
    /// itself is no error, it is kept as the state of its text.
    pub(crate) async fn read_document(&self, document: &Uid) -> Result<(), FormError> {
        let kept = self.inner.store.kept_documents(std::slice::from_ref(document)).await?.pop();
        let Some(kept) = kept else { return Ok(()) };
        let file = kept.record.file;
        let (state, problem, sections) = match self.found_text(&file).await {
            Ok(sections) if sections.iter().all(|section| section.text.trim().is_empty()) => {
                (TextState::Empty, None, Vec::new())
            }
            Ok(sections) => (TextState::Found, None, sections),
            Err(error @ (ExtractProblem::NotStarted(_) | ExtractProblem::File(_))) => {
                return Err(Error::Broken(error.to_string()).into());
            }
            Err(error) => (TextState::Failed, Some(error.to_string()), Vec::new()),
        };
        let text = DocumentText {
            document: document.clone(),
            sha256: file.sha256,
            extractor: EXTRACTOR,
            state,
            problem: problem.map(|problem| problem.chars().filter(|c| *c != '\0').take(500).collect()),
            sections: serde_json::to_string(&sections).map_err(|error| Error::Broken(error.to_string()))?,
        };
        self.write(move |change| {
            Box::pin(async move {
                // It may have been taken away, or another file have come, while it was read.
                let is_there = change.document_file(&text.document).await?.is_some_and(|hash| hash == text.sha256);
                if is_there {
                    change.put_document_text(&text).await?;
                }
                Ok(())
            })
        })
        .await
    }

    async fn found_text(&self, file: &domain::document::DocumentFile) -> Result<Vec<Section>, ExtractProblem> {
        let files = &self.inner.settings.files;
        let kind = kind_of(file).map_err(|_| ExtractProblem::Broken)?;
        let hash = ContentHash::parse(&file.sha256).ok_or(ExtractProblem::Broken)?;
        let stored = match files.storage.get(&hash).await {
            Ok(stored) => stored,
            // Imported without its bytes.
            Err(documents::StorageProblem::NotFound) => return Err(ExtractProblem::Broken),
            Err(other) => return Err(ExtractProblem::File(other.to_string())),
        };
        files.extractor.extract(kind, stored.body).await.map(|extracted| extracted.sections)
    }

    /// Reads documents whose text nobody found by the present rules; says how many.
    ///
    /// # Errors
    /// The database cannot be asked.
    pub async fn read_unread_documents(&self) -> Result<u64, Error> {
        let unread = self.inner.store.documents_to_read(EXTRACTOR, AGAIN).await?;
        for document in &unread {
            if let Err(error) = self.read_document(document).await {
                tracing::warn!(%error, %document, "a document could not be read now");
            }
        }
        Ok(unread.len() as u64)
    }
}
