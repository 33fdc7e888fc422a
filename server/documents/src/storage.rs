// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Where files are kept, by what they contain: a folder of this machine, or a bucket of an object store.

mod hash;
mod receive;

pub use hash::ContentHash;
pub use receive::{ReceiveProblem, Received};

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use bytes::Bytes;
use futures::stream::BoxStream;
use futures::{Stream, StreamExt, TryStreamExt};
use object_store::buffered::BufWriter;
use object_store::local::LocalFileSystem;
use object_store::path::Path as Key;
use object_store::prefix::PrefixStore;
use object_store::{ObjectStore, ObjectStoreExt};
use tokio::io::AsyncWriteExt;
use url::Url;

/// The folder for what is kept, inside the place.
const KEPT: &str = "kept";
/// The folder of a local place for what is underway.
const INCOMING: &str = "incoming";

/// Why a place cannot be used, or a file not be kept or read.
#[derive(Debug, thiserror::Error)]
pub enum StorageProblem {
    /// There is no file with this content.
    #[error("the file is not kept here")]
    NotFound,
    /// The address of the place is none.
    #[error("{0} is no address of a place for files: file:///folder or s3://bucket")]
    Address(String),
    /// The folder cannot be used.
    #[error("the folder for files: {0}")]
    Folder(#[from] io::Error),
    /// The object store doesn't do what it is asked.
    #[error("the place for files: {0}")]
    Store(object_store::Error),
}

impl From<object_store::Error> for StorageProblem {
    fn from(error: object_store::Error) -> Self {
        match error {
            object_store::Error::NotFound { .. } => Self::NotFound,
            other => Self::Store(other),
        }
    }
}

/// A file to be read.
pub struct StoredFile {
    /// In bytes.
    pub size: u64,
    /// Its content, in pieces.
    pub body: BoxStream<'static, Result<Bytes, StorageProblem>>,
}

/// A file that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptFile {
    /// What it contains.
    pub hash: ContentHash,
    /// In bytes.
    pub size: u64,
    /// When it was last kept.
    pub since: SystemTime,
}

/// The place for files. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Storage {
    store: Arc<dyn ObjectStore>,
    /// Where files are received.
    incoming: PathBuf,
    home: Home,
}

/// Whether a received file has only to be renamed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Home {
    Folder,
    Bucket,
}

impl Storage {
    /// Opens `file:///folder` or `s3://bucket/prefix`. The options are those of `object_store`'s S3 (`aws_region`,
    /// `aws_endpoint`, `aws_access_key_id`, ...). `incoming` is a folder of this machine in which files for a bucket
    /// are received; a folder receives them in itself, so that keeping one is a rename.
    ///
    /// # Errors
    /// The address is none, or the folder cannot be made.
    pub fn open(
        place: &Url,
        options: impl IntoIterator<Item = (String, String)>,
        incoming: &Path,
    ) -> Result<Self, StorageProblem> {
        let not_an_address = || StorageProblem::Address(place.scheme().to_owned());
        match place.scheme() {
            "file" => Self::folder(&place.to_file_path().map_err(|()| not_an_address())?),
            "s3" => {
                // Somebody else may have chosen already, and then that one holds.
                let _ = rustls::crypto::ring::default_provider().install_default();
                let (store, prefix) = object_store::parse_url_opts(place, options)?;
                Self::bucket(Arc::new(PrefixStore::new(store, prefix)), incoming)
            }
            _ => Err(not_an_address()),
        }
    }

    /// Opens a folder, and makes it if need be.
    ///
    /// # Errors
    /// The folder cannot be made.
    pub fn folder(folder: &Path) -> Result<Self, StorageProblem> {
        let incoming = folder.join(INCOMING);
        std::fs::create_dir_all(&incoming)?;
        let store = LocalFileSystem::new_with_prefix(folder)?.with_fsync(true);
        Ok(Self { store: Arc::new(store), incoming, home: Home::Folder })
    }

    fn bucket(store: Arc<dyn ObjectStore>, incoming: &Path) -> Result<Self, StorageProblem> {
        std::fs::create_dir_all(incoming)?;
        Ok(Self { store, incoming: incoming.to_owned(), home: Home::Bucket })
    }

    /// Takes a stream in, on this machine only and not for long: [`Storage::keep`] keeps it, dropping it forgets it.
    /// It is on the disk when this returns; the memory holds a piece at a time.
    ///
    /// # Errors
    /// The stream has more than `limit` bytes, breaks off, or the disk refuses; nothing is left of it then.
    pub async fn receive<E: std::fmt::Display>(
        &self,
        stream: impl Stream<Item = Result<Bytes, E>>,
        limit: u64,
    ) -> Result<Received, ReceiveProblem> {
        receive::receive(&self.incoming, stream, limit).await
    }

    /// Keeps what was received. When this returns, it is there to stay: write the row after it.
    ///
    /// # Errors
    /// The place refuses; nothing is left then.
    pub async fn keep(&self, received: Received) -> Result<(), StorageProblem> {
        let key = key(received.hash());
        match self.home {
            Home::Folder => {
                let name = received.path().file_name().and_then(|name| name.to_str()).unwrap_or_default();
                self.store.rename(&Key::from_iter([INCOMING, name]), &key).await?;
            }
            Home::Bucket => {
                let mut file = received.open().await?;
                let mut writer = BufWriter::new(Arc::clone(&self.store), key);
                if let Err(error) = tokio::io::copy(&mut file, &mut writer).await {
                    writer.abort().await?;
                    return Err(error.into());
                }
                writer.shutdown().await?;
            }
        }
        Ok(())
    }

    /// Reads a file.
    ///
    /// # Errors
    /// It is not here, or the place doesn't answer.
    pub async fn get(&self, hash: &ContentHash) -> Result<StoredFile, StorageProblem> {
        let found = self.store.get(&key(hash)).await?;
        Ok(StoredFile { size: found.meta.size, body: found.into_stream().map_err(StorageProblem::from).boxed() })
    }

    /// Deletes a file; one that is not here is deleted already.
    ///
    /// # Errors
    /// The place doesn't answer.
    pub async fn delete(&self, hash: &ContentHash) -> Result<(), StorageProblem> {
        match self.store.delete(&key(hash)).await.map_err(StorageProblem::from) {
            Err(StorageProblem::NotFound) => Ok(()),
            other => other,
        }
    }

    /// Everything that is kept, in no order. Who sweeps what no row names leaves alone what was kept a short time ago:
    /// its row may not be written yet.
    pub fn list(&self) -> BoxStream<'static, Result<KeptFile, StorageProblem>> {
        let all = self.store.list(Some(&Key::from(KEPT)));
        let ours = all.try_filter_map(|meta| async move {
            let hash = meta.location.filename().and_then(ContentHash::parse);
            Ok(hash.map(|hash| KeptFile { hash, size: meta.size, since: meta.last_modified.into() }))
        });
        ours.map_err(StorageProblem::from).boxed()
    }

    /// Removes what was being received before `before` and was given up by a server that ended; says how many.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub async fn sweep(&self, before: SystemTime) -> Result<usize, StorageProblem> {
        let mut entries = tokio::fs::read_dir(&self.incoming).await?;
        let mut removed = 0;
        while let Some(entry) = entries.next_entry().await? {
            // What vanishes meanwhile was kept or dropped.
            let Ok(about) = entry.metadata().await else { continue };
            let is_ours = entry.file_name().to_string_lossy().ends_with(receive::ENDING);
            let is_old = about.modified().is_ok_and(|changed| changed < before);
            if about.is_file() && is_ours && is_old && tokio::fs::remove_file(entry.path()).await.is_ok() {
                removed += 1;
            }
        }
        Ok(removed)
    }
}

/// In two levels of folders, so that none has too many files: `kept/ab/cd/abcd...`.
fn key(hash: &ContentHash) -> Key {
    let text = hash.as_str();
    Key::from_iter([KEPT, &text[..2], &text[2..4], text])
}

#[cfg(test)]
mod tests {
    use super::*;
    use object_store::memory::InMemory;

    #[tokio::test]
    async fn a_bucket_keeps_a_file_as_a_folder_does() {
        let folder = tempfile::tempdir().unwrap();
        let storage = Storage::bucket(Arc::new(InMemory::new()), folder.path()).unwrap();
        let pieces = (0..30).map(|_| Ok::<_, io::Error>(Bytes::from(vec![7; 400_000])));
        let received = storage.receive(futures::stream::iter(pieces), crate::LARGEST).await.unwrap();
        let hash = received.hash().clone();
        storage.keep(received).await.unwrap();
        let found = storage.get(&hash).await.unwrap();
        assert_eq!(found.size, 12_000_000);
        let length = found.body.try_fold(0, |sum, piece| async move { Ok(sum + piece.len()) }).await.unwrap();
        assert_eq!(length, 12_000_000);
        assert_eq!(storage.list().try_collect::<Vec<_>>().await.unwrap()[0].hash, hash);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "nothing is left in the folder");
    }

    #[test]
    fn a_bucket_can_be_opened_without_being_asked() {
        let folder = tempfile::tempdir().unwrap();
        let options = [("aws_region", "eu-south-1"), ("aws_access_key_id", "a"), ("aws_secret_access_key", "b")];
        let options = options.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let place = Url::parse("s3://files/portal").unwrap();
        assert!(Storage::open(&place, options, folder.path()).is_ok());
        let ftp = Url::parse("ftp://files.example").unwrap();
        assert!(matches!(Storage::open(&ftp, [], folder.path()), Err(StorageProblem::Address(_))));
    }
}
