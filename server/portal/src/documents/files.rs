// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Where files are kept, who reads them, and what no document names any more.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use documents::{Clamd, Extractor, Storage, StorageProblem};
use futures::TryStreamExt as _;
use jiff::SignedDuration;

use crate::Portal;
use crate::error::Error;
use crate::form::FormError;

/// A file without a row is left alone for so long: its row may be on the way.
const FRESH: Duration = Duration::from_secs(24 * 3_600);
/// For how long a document that was taken away can still be found in the database.
const REMOVED: SignedDuration = SignedDuration::from_hours(30 * 24);
/// How many files are looked up at once.
const BATCH: usize = 500;

/// What documents need beside the database. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Files {
    /// Where files are kept.
    pub storage: Storage,
    /// Who finds their text.
    pub extractor: Extractor,
    /// Who looks for viruses, where somebody does.
    pub virus: Option<Clamd>,
}

impl Files {
    /// In a folder, read by a program that understands `extract`, without a check for viruses.
    ///
    /// # Errors
    /// The folder cannot be made.
    pub fn in_folder(folder: &Path, program: PathBuf) -> Result<Self, StorageProblem> {
        Ok(Self { storage: Storage::folder(folder)?, extractor: Extractor::new(program), virus: None })
    }
}

impl Portal {
    /// Forgets documents that were taken away long enough ago, and files that none names; says how many files went.
    ///
    /// # Errors
    /// The database or the place for files does not answer.
    pub async fn sweep_files(&self) -> Result<u64, Error> {
        let old = self.inner.store.documents_removed_before(self.now() - REMOVED).await?;
        if !old.is_empty() {
            let removed = self.write(move |change| {
                Box::pin(async move {
                    for document in &old {
                        change.remove_document(document).await?;
                    }
                    Ok::<(), FormError>(())
                })
            });
            removed.await.map_err(crate::people::into_portal)?;
        }
        let storage = &self.inner.settings.files.storage;
        let now = u64::try_from(self.now().as_millisecond()).unwrap_or(0);
        let fresh = SystemTime::UNIX_EPOCH + Duration::from_millis(now).saturating_sub(FRESH);
        storage.sweep(fresh).await.map_err(broken)?;
        let kept = storage.list().try_filter(|file| std::future::ready(file.since < fresh));
        let mut batches = std::pin::pin!(kept.try_chunks(BATCH));
        let mut swept = 0;
        while let Some(files) = batches.try_next().await.map_err(|error| broken(error.1))? {
            let hashes: Vec<String> = files.iter().map(|file| file.hash.as_str().to_owned()).collect();
            let named = self.inner.store.named_files(&hashes).await?;
            for file in files.iter().filter(|file| !named.iter().any(|hash| hash == file.hash.as_str())) {
                storage.delete(&file.hash).await.map_err(broken)?;
                swept += 1;
            }
        }
        Ok(swept)
    }
}

pub(super) fn broken(problem: StorageProblem) -> Error {
    match problem {
        StorageProblem::NotFound => Error::NotFound,
        other => Error::Broken(other.to_string()),
    }
}
