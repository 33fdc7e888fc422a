// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The index's folder: numbered folders beside each other and a pointer file that names one.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tantivy::IndexSettings;

const POINTER: &str = "current";
const PREFIX: &str = "index.new-";
/// A file of tantivy ends with at least a length and a magic number.
const SHORTEST_FILE: u64 = 8;
/// Size of a block of stored text, in bytes: small, because single records are read.
const STORE_BLOCK: usize = 8_192;

/// How every index is stored.
pub(crate) fn settings() -> IndexSettings {
    IndexSettings { docstore_blocksize: STORE_BLOCK, ..IndexSettings::default() }
}

/// The folder that the pointer names, if it names one.
pub(crate) fn current(root: &Path) -> Option<PathBuf> {
    let name = fs::read_to_string(root.join(POINTER)).ok()?;
    let name = name.trim();
    let number = name.strip_prefix(PREFIX)?;
    if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(root.join(name))
}

/// A name that no folder has yet.
pub(crate) fn next_name(root: &Path) -> io::Result<String> {
    let last = names(root)?.iter().filter_map(|name| name.strip_prefix(PREFIX)?.parse::<u64>().ok()).max().unwrap_or(0);
    Ok(format!("{PREFIX}{}", last.saturating_add(1)))
}

/// Makes the pointer name a folder, so that it is one or the other after a crash.
pub(crate) fn point_to(root: &Path, name: &str) -> io::Result<()> {
    File::open(root.join(name))?.sync_all()?;
    let beside = root.join("current.new");
    let mut file = File::create(&beside)?;
    file.write_all(name.as_bytes())?;
    file.sync_all()?;
    fs::rename(&beside, root.join(POINTER))?;
    File::open(root)?.sync_all()
}

/// Removes the folders that the pointer doesn't name.
///
/// One that can't be removed now, since somebody still writes there, does no harm and goes the next time.
pub(crate) fn remove_stale(root: &Path) -> io::Result<()> {
    let kept = current(root);
    for name in names(root)? {
        let path = root.join(&name);
        if name.starts_with(PREFIX)
            && kept.as_ref() != Some(&path)
            && let Err(error) = fs::remove_dir_all(&path)
        {
            tracing::info!(%error, folder = %path.display(), "a stale index stays for now");
        }
    }
    Ok(())
}

/// Whether a file is too short to be looked at, or absent.
pub(crate) fn is_too_short(path: &Path) -> bool {
    fs::metadata(path).map_or(true, |file| file.len() < SHORTEST_FILE)
}

fn names(root: &Path) -> io::Result<Vec<String>> {
    fs::read_dir(root)?.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect()
}
