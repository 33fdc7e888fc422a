// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! `innesto backup`: the database and all files in one file, as of one moment, while the portal goes on.

use std::collections::HashSet;
use std::fs::{File, Permissions};
use std::io::{BufWriter, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use documents::{Storage, StorageProblem};
use futures::TryStreamExt;
use jiff::Timestamp;
use store::LogState;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::manifest::{self, DATABASE, FORM, MANIFEST, Manifest, Part, Tally, place_of};
use super::open::{files, open_as_it_is};
use super::{Failure, ON_POSTGRES};
use crate::config::Config;

/// The archive while it is being written.
type Archive<'f> = ZipWriter<BufWriter<&'f File>>;

/// The copy of the database, with what it says of itself.
struct DatabaseCopy {
    file: PathBuf,
    state: LogState,
    named: Vec<String>,
}

/// Writes the backup beside its place and puts it there when it is whole.
pub(super) async fn run(config: &Config, path: &Path) -> Result<ExitCode, Failure> {
    if config.database_url.is_some() {
        return Err(Failure::new(ON_POSTGRES));
    }
    if path.symlink_metadata().is_ok() {
        let sentence = format!("{} is there already, and a backup takes no other file's place", path.display());
        return Err(Failure::new(sentence));
    }
    if !config.data.join(DATABASE).is_file() {
        return Err(Failure::new(format!("there is no database in the data folder {}", config.data.display())));
    }
    let refuse = |error: std::io::Error| Failure::new(format!("{} cannot be written: {error}", path.display()));
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut private = tempfile::Builder::new();
    private.prefix(".innesto-backup-").permissions(Permissions::from_mode(0o700));
    let beside = private.tempdir_in(folder).map_err(refuse)?;
    let copy = copied(config, beside.path()).await?;
    // The files come after the database: what it names was there before, and is never changed.
    let storage = files(config)?.storage;
    // A temporary file is its owner's alone, and stays so under its name.
    let part = tempfile::NamedTempFile::new_in(beside.path()).map_err(refuse)?;
    let manifest = packed(&copy, &storage, part.as_file()).await?;
    part.as_file().sync_all().map_err(refuse)?;
    part.persist_noclobber(path).map_err(|error| refuse(error.error))?;
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(refuse)?;
    tell(&manifest);
    Ok(ExitCode::SUCCESS)
}

/// Copies the database into a folder, and reads from the copy how far its log reaches and which files it names.
async fn copied(config: &Config, folder: &Path) -> Result<DatabaseCopy, Failure> {
    let file = folder.join(DATABASE);
    let store = open_as_it_is(config).await?;
    let outcome = store.copy_to(&file).await;
    store.close().await;
    outcome.map_err(|error| Failure::new(format!("the database cannot be copied to {}: {error}", file.display())))?;
    let copy = open_as_it_is(&config.clone().with_data(folder)).await?;
    let state = copy.log_state().await?;
    let named = copy.all_named_files().await?;
    copy.close().await;
    Ok(DatabaseCopy { file, state, named })
}

/// Writes everything into the archive; the manifest comes last, when all hashes are known.
async fn packed(copy: &DatabaseCopy, storage: &Storage, out: &File) -> Result<Manifest, Failure> {
    let mut archive = ZipWriter::new(BufWriter::with_capacity(1 << 20, out));
    archive.start_file(DATABASE, small()).map_err(unwritten)?;
    let mut database = File::open(&copy.file).map_err(unwritten)?;
    let database = manifest::copied(&mut database, &mut archive).map_err(unwritten)?;
    let files = packed_files(storage, &mut archive).await?;
    let missing = missing(&copy.named, &files);
    let manifest = Manifest {
        form: FORM,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        made_at: Timestamp::now(),
        identity: copy.state.identity.clone(),
        seq: copy.state.last_seq,
        database,
        files,
        missing,
    };
    archive.start_file(MANIFEST, small()).map_err(unwritten)?;
    let text = serde_json::to_vec_pretty(&manifest).map_err(unwritten)?;
    archive.write_all(&text).map_err(unwritten)?;
    archive.finish().map_err(unwritten)?.flush().map_err(unwritten)?;
    Ok(manifest)
}

/// Writes every file that is kept. One whose content is not what its name says is told and left out of the manifest.
async fn packed_files(storage: &Storage, archive: &mut Archive<'_>) -> Result<Vec<Part>, Failure> {
    let mut parts = Vec::new();
    let mut kept = storage.list();
    while let Some(found) = kept.try_next().await? {
        let mut stored = match storage.get(&found.hash).await {
            // Swept meanwhile: no document names it.
            Err(StorageProblem::NotFound) => continue,
            other => other?,
        };
        archive.start_file(place_of(found.hash.as_str()), plain()).map_err(unwritten)?;
        let mut tally = Tally::default();
        while let Some(piece) = stored.body.try_next().await? {
            tally.add(&piece);
            archive.write_all(&piece).map_err(unwritten)?;
        }
        let part = tally.part();
        if part.sha256 == found.hash.as_str() {
            parts.push(part);
        } else {
            eprintln!("the file {} is damaged where it is kept, and left out", found.hash);
        }
    }
    parts.sort_by(|one, other| one.sha256.cmp(&other.sha256));
    Ok(parts)
}

/// Which of the files that documents name are not among those that were written.
fn missing(named: &[String], files: &[Part]) -> Vec<String> {
    let there: HashSet<&str> = files.iter().map(|part| part.sha256.as_str()).collect();
    named.iter().filter(|hash| !there.contains(hash.as_str())).cloned().collect()
}

/// The database has much that repeats itself.
fn small() -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).large_file(true)
}

/// Documents and pictures are small already.
fn plain() -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(CompressionMethod::Stored)
}

fn unwritten(error: impl std::fmt::Display) -> Failure {
    Failure::new(format!("the backup cannot be written: {error}"))
}

fn tell(manifest: &Manifest) {
    let (files, bytes, seq) = (manifest.files.len(), manifest.database.size, manifest.seq);
    println!("a database of {bytes} bytes, at position {seq} of its log, and {files} files");
    if !manifest.missing.is_empty() {
        eprintln!("{} of the files that documents name are not there; the manifest says which", manifest.missing.len());
    }
    eprintln!("the backup holds everything, addresses and keys too; only its owner can read it");
}
