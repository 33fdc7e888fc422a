// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Opens, rebuilds and swaps the index. Whatever is wrong with its files ends in "rebuild".

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use tantivy::directory::MmapDirectory;
use tantivy::index::SegmentComponent;
use tantivy::{Directory, IndexReader, ReloadPolicy};

use crate::error::Error;
use crate::folder;
use crate::payload::{Identity, Payload, Reason};
use crate::schema::Fields;
use crate::searcher::Searcher;
use crate::tokens::{self, TOKENIZER};
use crate::writer::{Merging, Rebuild, Writer};

/// What `Index::open` found.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "one is made when the server starts")]
pub enum Opened {
    /// A usable index.
    Current {
        /// The index.
        index: Index,
        /// The last row of the log that it holds.
        seq: i64,
    },
    /// None that can be used; `Index::rebuild` makes a new one.
    Rebuild(Reason),
}

/// An index of one database, on this machine.
#[derive(Clone, Debug)]
pub struct Index {
    pub(crate) tantivy: tantivy::Index,
    pub(crate) fields: Fields,
    pub(crate) identity: Identity,
    pub(crate) root: PathBuf,
    searcher: Searcher,
}

impl Index {
    /// Opens the index in a folder, after having read all of its files once to check their sums.
    ///
    /// # Errors
    /// Never because of what the files hold: that is `Opened::Rebuild`.
    pub fn open(dir: &Path, identity: &Identity) -> Result<Opened, Error> {
        let Some(folder) = folder::current(dir) else {
            return Ok(Opened::Rebuild(Reason::Absent));
        };
        let mut last = Reason::Absent;
        // Twice, because a writer in another process may have merged files away in between.
        for _ in 0..2 {
            let tried = catch_unwind(AssertUnwindSafe(|| Self::try_open(dir, &folder, identity)));
            last = match tried {
                Ok(Ok((index, seq))) => return Ok(Opened::Current { index, seq }),
                Ok(Err(reason @ Reason::Broken(_))) => reason,
                Ok(Err(reason)) => return Ok(Opened::Rebuild(reason)),
                Err(_) => Reason::Broken("reading it failed".to_owned()),
            };
        }
        Ok(Opened::Rebuild(last))
    }

    fn try_open(root: &Path, folder: &Path, identity: &Identity) -> Result<(Self, i64), Reason> {
        let fields = Fields::new();
        let tantivy = tantivy::Index::open_in_dir(folder).map_err(|error| broken(&error))?;
        let metas = tantivy.load_metas().map_err(|error| broken(&error))?;
        let payload = Payload::read(metas.payload.as_deref(), identity, &fields.hash())?;
        if tantivy.schema() != fields.schema {
            return Err(Reason::OtherSchema);
        }
        if *tantivy.settings() != folder::settings() {
            return Err(Reason::Broken("its settings were changed".to_owned()));
        }
        check_files(&tantivy, folder)?;
        let index = Self::over(tantivy, fields, identity.clone(), root.to_owned()).map_err(|error| broken(&error))?;
        index.searcher.check().map_err(|error| broken(&error))?;
        Ok((index, payload.seq))
    }

    /// Starts an index beside the present one, which goes on being usable until the end.
    ///
    /// # Errors
    /// If the folder can't be written.
    pub fn rebuild(dir: &Path, identity: &Identity) -> Result<Rebuild, Error> {
        fs::create_dir_all(dir)?;
        folder::remove_stale(dir)?;
        let name = folder::next_name(dir)?;
        let folder = dir.join(&name);
        fs::create_dir_all(&folder)?;
        let fields = Fields::new();
        let directory: Box<dyn Directory> =
            Box::new(MmapDirectory::open(&folder).map_err(tantivy::TantivyError::from)?);
        let tantivy = tantivy::Index::builder()
            .schema(fields.schema.clone())
            .settings(folder::settings())
            .open_or_create(directory)?;
        let index = Self::over(tantivy, fields, identity.clone(), dir.to_owned())?;
        Ok(Rebuild::new(Writer::over(index, Merging::AtTheEnd)?, name))
    }

    fn over(tantivy: tantivy::Index, fields: Fields, identity: Identity, root: PathBuf) -> Result<Self, Error> {
        tantivy.tokenizers().register(TOKENIZER, tokens::Analysed::default());
        let reader: IndexReader = tantivy.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let searcher = Searcher::over(reader, fields.clone())?;
        Ok(Self { tantivy, fields, identity, root, searcher })
    }

    /// The reading side; all copies see a commit as soon as it is made.
    pub fn searcher(&self) -> Searcher {
        self.searcher.clone()
    }

    /// The writing side. There is one at a time, also among processes.
    ///
    /// # Errors
    /// If another writer holds the index.
    pub fn writer(&self) -> Result<Writer, Error> {
        let writer = Writer::over(self.clone(), Merging::AsItGrows)?;
        folder::remove_stale(&self.root)?;
        Ok(writer)
    }
}

/// The files that every segment of this schema has.
const FILES: [SegmentComponent; 6] = [
    SegmentComponent::Postings,
    SegmentComponent::Positions,
    SegmentComponent::Terms,
    SegmentComponent::FastFields,
    SegmentComponent::FieldNorms,
    SegmentComponent::Store,
];

/// Compares each file that the last commit names with its own sum.
fn check_files(tantivy: &tantivy::Index, folder: &Path) -> Result<(), Reason> {
    for meta in tantivy.searchable_segment_metas().map_err(|error| broken(&error))? {
        let deletes = meta.has_deletes().then_some(SegmentComponent::Delete);
        for part in FILES.into_iter().chain(deletes) {
            let path = meta.relative_path(part);
            if folder::is_too_short(&folder.join(&path)) {
                return Err(Reason::Broken(format!("{} is too short", path.display())));
            }
            match tantivy.directory().validate_checksum(&path) {
                Ok(true) => {}
                Ok(false) => return Err(Reason::Broken(format!("{} was changed", path.display()))),
                Err(error) => return Err(broken(&error)),
            }
        }
    }
    Ok(())
}

fn broken(error: &dyn std::fmt::Display) -> Reason {
    Reason::Broken(error.to_string())
}
