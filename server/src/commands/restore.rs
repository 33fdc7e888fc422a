// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! `innesto restore`: a backup becomes the content of an empty data folder, after all of it was verified.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufReader, Read};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::process::ExitCode;

use bytes::Bytes;
use documents::ContentHash;
use jiff::Timestamp;
use zip::ZipArchive;

use super::manifest::{DATABASE, FORM, MANIFEST, Manifest, PIECE, copied};
use super::open::{CLOSED_ACCOUNTS, files, keep_closed, open_store};
use super::{Failure, ON_POSTGRES, open_portal};
use crate::config::Config;

/// Where the database is made ready, in the data folder.
const READYING: &str = "restoring";
/// Where files are kept that no other place is named for, in the data folder.
const FILES: &str = "files";
/// The largest manifest that is read, in bytes: enough for some million files.
const MANIFEST_MAX: u64 = 128 * 1024 * 1024;

/// A backup to be put back.
struct Backup {
    archive: ZipArchive<BufReader<File>>,
    manifest: Manifest,
}

/// Puts a backup back.
pub(super) async fn run(config: &Config, path: &Path) -> Result<ExitCode, Failure> {
    if config.database_url.is_some() {
        return Err(Failure::new(ON_POSTGRES));
    }
    must_be_empty(&config.data)?;
    let damaged = |what: String| {
        let path = path.display();
        Failure::new(format!("{path} is no backup, or a damaged one, and nothing was put back: {what}"))
    };
    let file = File::open(path).map_err(|error| Failure::new(format!("{} cannot be read: {error}", path.display())))?;
    let mut backup = Backup::read(file).map_err(damaged)?;
    if backup.manifest.form != FORM {
        return Err(Failure::new(format!("{} was made by another version of innesto; use that one", path.display())));
    }
    backup.verify().map_err(damaged)?;
    if let Err(failure) = put_back(config, &mut backup).await {
        // The folder had none of this: all of it is ours.
        for ours in [READYING, FILES] {
            let _ = fs::remove_dir_all(config.data.join(ours));
        }
        return Err(failure);
    }
    let portal = open_portal(config).await?;
    let closed = keep_closed(config, &portal).await?;
    portal.run_pending_work().await?;
    let (records, kept) = (portal.indexed_records(), backup.manifest.files.len());
    portal.store().close().await;
    println!("put back as of {}: {records} records in the index, {kept} files", backup.manifest.made_at);
    if !backup.manifest.missing.is_empty() {
        eprintln!("{} of the files that documents name were not in the backup", backup.manifest.missing.len());
    }
    if closed > 0 {
        println!("accounts that were closed after the backup was made, and are closed again: {closed}");
    }
    eprintln!("everybody signs in anew; links in mails and tokens of programs that were made before are void");
    Ok(ExitCode::SUCCESS)
}

/// That the data folder is not there, or has nothing in it but the record of closed accounts.
fn must_be_empty(folder: &Path) -> Result<(), Failure> {
    let refuse =
        |error: io::Error| Failure::new(format!("the data folder {} cannot be read: {error}", folder.display()));
    match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(refuse(error)),
        Ok(entries) => {
            for entry in entries {
                if entry.map_err(refuse)?.file_name() != CLOSED_ACCOUNTS {
                    let sentence = "is not empty, and a backup is put into an empty one only";
                    return Err(Failure::new(format!("the data folder {} {sentence}", folder.display())));
                }
            }
            Ok(())
        }
    }
}

impl Backup {
    fn read(file: File) -> Result<Self, String> {
        let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|error| error.to_string())?;
        let mut text = Vec::new();
        let manifest = archive.by_name(MANIFEST).map_err(|error| format!("{MANIFEST}: {error}"))?;
        manifest.take(MANIFEST_MAX).read_to_end(&mut text).map_err(|error| format!("{MANIFEST}: {error}"))?;
        let manifest = serde_json::from_slice(&text).map_err(|error| format!("{MANIFEST}: {error}"))?;
        Ok(Self { archive, manifest })
    }

    /// Reads everything once and compares it with the manifest; nothing is written.
    fn verify(&mut self) -> Result<(), String> {
        let Self { archive, manifest } = self;
        let files = manifest.files.iter().map(|part| (part.place(), part));
        for (name, wanted) in std::iter::once((DATABASE.to_owned(), &manifest.database)).chain(files) {
            if ContentHash::parse(&wanted.sha256).is_none() {
                return Err(format!("{name} has no hash"));
            }
            let entry = archive.by_name(&name).map_err(|error| format!("{name}: {error}"))?;
            // One byte more than said is enough to see that it is another.
            let mut entry = entry.take(wanted.size.saturating_add(1));
            let found = copied(&mut entry, &mut io::sink()).map_err(|error| format!("{name}: {error}"))?;
            if found != *wanted {
                return Err(format!("{name} is not what was put in"));
            }
        }
        Ok(())
    }
}

/// Files first, the database last: before it is there, there is no portal.
async fn put_back(config: &Config, backup: &mut Backup) -> Result<(), Failure> {
    let readying = config.data.join(READYING);
    fs::create_dir_all(&readying)
        .map_err(|error| Failure::new(format!("the folder {} cannot be made: {error}", readying.display())))?;
    put_files_back(config, backup).await?;
    let mut options = OpenOptions::new();
    let mut database = options.write(true).create_new(true).mode(0o600).open(readying.join(DATABASE))?;
    let mut entry = backup.archive.by_name(DATABASE)?;
    io::copy(&mut entry, &mut database)?;
    database.sync_all()?;
    make_ready(&config.clone().with_data(&readying)).await?;
    for entry in fs::read_dir(&readying)? {
        let entry = entry?;
        fs::rename(entry.path(), config.data.join(entry.file_name()))?;
    }
    fs::remove_dir(&readying)?;
    File::open(&config.data)?.sync_all()?;
    Ok(())
}

async fn put_files_back(config: &Config, backup: &mut Backup) -> Result<(), Failure> {
    let storage = files(config)?.storage;
    let Backup { archive, manifest } = backup;
    for part in &manifest.files {
        let mut entry = archive.by_name(&part.place())?;
        let pieces = std::iter::from_fn(|| next_piece(&mut entry).transpose());
        let received = storage.receive(futures::stream::iter(pieces), part.size).await?;
        if received.hash().as_str() != part.sha256 {
            return Err(Failure::new(format!("the file {} changed while it was read", part.sha256)));
        }
        storage.keep(received).await?;
    }
    Ok(())
}

/// The next bytes, or nothing at the end.
fn next_piece(from: &mut impl Read) -> io::Result<Option<Bytes>> {
    let mut piece = vec![0; PIECE];
    let length = from.read(&mut piece)?;
    piece.truncate(length);
    Ok((length > 0).then(|| Bytes::from(piece)))
}

/// Brings the tables up to date, ends what was open when the copy was made, and voids every index of this database.
async fn make_ready(config: &Config) -> Result<(), Failure> {
    let store = open_store(config).await?;
    let mut change = store.begin(Timestamp::now()).await?;
    change.end_all_access().await?;
    change.commit().await?;
    store.raise_epoch().await?;
    store.close().await;
    Ok(())
}
